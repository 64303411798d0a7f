// The reasons of a score as a waterfall: each bar starts where the one before ended, a hairline
// joins them, the total closes. Widths follow the integers of the score, so the eye can add.
#pragma once

#include "app/views.h"
#include "ui/widgets/paint.h"

#include <span>
#include <string_view>

namespace ui {

struct Waterfall {
    std::string_view title = {}, detail = {}, right = {};  // "Fit", "who they are", "Grade 1 from 75"
    std::span<const app::ReasonView> reasons;
    int total = 0;
    bool accent = false;    // engagement; else ink
    size_t shown = 100;     // the strongest of them; the rest is one row "4 more"
};

float waterfall_height(const Frame& frame, float width, const Waterfall& waterfall);
// True if "n more" was pressed.
bool waterfall(Frame& frame, NodeId id, Rect box, const Waterfall& waterfall);

}  // namespace ui
