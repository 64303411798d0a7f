// A region that scrolls, with a slim bar of its own that shows while it is useful.
#pragma once

#include "ui/widgets/paint.h"

namespace ui {

struct ScrollArea {
    Rect content;  // where to draw: starts above the box when scrolled and has no end
    Rect box;
    NodeId id = 0;
};

ScrollArea begin_scroll(Frame& frame, NodeId id, Rect box);
// `bottom` is where the content ended, on the screen.
void end_scroll(Frame& frame, const ScrollArea& area, float bottom);
void scroll_to_top(Frame& frame, NodeId id);  // when the area shows something else from now on

// What floats over a scroll area of the same view (a toast, the selection bar): a window of its own,
// because a child window is drawn over all that its parent draws. Leaves room for the shadow.
void begin_floating(NodeId id, Rect box);
void end_floating();

// The bar alone, at the right edge of the box; gives the new offset. For what scrolls by itself.
double scrollbar(Frame& frame, NodeId id, Rect box, double offset, double content);
// The same for what scrolls sideways: the bar is the box.
double scrollbar_across(Frame& frame, NodeId id, Rect box, double offset, double content);

// What a wheel or finger over the window goes sideways in this frame, px; to the left is more than 0.
double wheel_across(const Frame& frame);

}  // namespace ui
