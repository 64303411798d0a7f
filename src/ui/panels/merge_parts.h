// Pieces of the page of a colleague's file: for merge.cpp and merge_detail.cpp.
#pragma once

#include "ui/panels/scene.h"

namespace ui {

struct VerdictLook {
    TagTone tone = TagTone::neutral;
    char32_t icon = 0;
};
VerdictLook verdict_look(app::MergeVerdict verdict);

Check check_of(app::MergeRowView::Take take);

// One person with each field on both sides.
void draw_merge_detail(Scene& scene, Rect box, bool beside);
// The file as a whole: what it is, the two fingerprints, what merging means.
void draw_merge_about(Scene& scene, Rect box, const app::MergeView& merge);

}  // namespace ui
