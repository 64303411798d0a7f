// The way to where one is: names of what lies above it, each of which leads there. Its own name stands behind, as a title.
#pragma once

#include "ui/widgets/frame.h"
#include "ui/widgets/rect.h"

#include <span>
#include <string_view>

namespace ui {

struct Crumb {
    std::string_view name = {};
    std::string_view href = {};  // "#/companies"
};
// Cuts itself off the left of the bar; where all of it takes more than half of that, the first names give way. Which one
// was pressed, or -1.
int breadcrumb(Frame& frame, NodeId id, Rect& bar, std::span<const Crumb> crumbs);

}  // namespace ui
