// Segments beside what they are shown in: the rail, the bar and the dialog of the filters.
#pragma once

#include "ui/panels/scene.h"

namespace ui {

// The one whose list is shown; nothing if it is another list.
const app::SegmentView* shown_segment(Scene& scene);

// As many as there is room for above the `below` pixels that others need; a menu has the others. There is at least one.
void draw_segments_of_rail(Scene& scene, Rect& inside, float height, float below);
void draw_segment_list(Scene& scene, Rect at, size_t first);  // from that one on

// Cuts it off the left: to name the list that is shown, or what can be done with the segment that it is.
void draw_segment_button(Scene& scene, Rect& bar);
void draw_save_segment(Scene& scene, Rect& bar);  // where the list has no name yet
// All of them, in the dialog of the filters.
void draw_segment_rows(Scene& scene, Rect& content);

}  // namespace ui
