// A whole number from a range, picked along a line: by mouse, finger, arrow keys, Home and End, or from outside. Not for
// values that are typed (field.h).
#pragma once

#include "ui/widgets/paint.h"

#include <optional>
#include <string_view>

namespace ui {

struct Slider {
    std::string_view name = {};  // said; not drawn
    std::string_view words = {};  // the value as people read it
    int first = 0, last = 0, value = 0;
    std::string_view why_not = {};  // disabled, with the reason
};
// The value that was picked in this frame, if it is another.
std::optional<int> slider(Frame& frame, NodeId id, Rect box, const Slider& slider);

}  // namespace ui
