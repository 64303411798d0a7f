// What the list of leads is narrowed to: the button and the chips in its bar, and the dialog behind the button.
#pragma once

#include "ui/panels/scene.h"

namespace ui {

// An icon, and how many facets are in use.
float filter_button_width(Scene& scene);
void draw_filter_button(Scene& scene, Rect box);
// A chip for each facet in use, as many as there is room for, and the button in words; where a chip has no room, or a
// facet nothing to show for it, the button counts all of them.
void draw_filter_bar(Scene& scene, Rect bar, const app::LeadsView& view);
void clear_filters(Scene& scene);

}  // namespace ui
