// What stands over the leads, whether they are shown as a list or as a board: title, search, filters, and which of them;
// and what is said where nothing is left. What is asked for here is one query for both.
#pragma once

#include "ui/panels/scene.h"

namespace ui {

struct LeadsHead {
    std::string_view title = {};
    std::span<const Crumb> above = {};
    std::string_view remark = {};  // behind the filters, if there is room
    bool narrow = false;
    bool list = false;             // with what a list alone has: the way to bring more of them, its columns
};
// Cuts it off the top of the box.
void draw_leads_head(Scene& scene, Rect& box, const app::LeadsView& view, const LeadsHead& what);
void draw_no_leads(Scene& scene, Rect box, const app::LeadsView& view);

}  // namespace ui
