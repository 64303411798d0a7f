// Who is meant by a mouse or a key, and the words that float beside it. Only chart_sheet.cpp includes this.
#pragma once

#include "ui/widgets/chart_sheet.h"

namespace ui {

// At once, over everything; beside `anchor`, inside the view.
void draw_chart_tip(Frame& frame, Rect anchor, const ChartTip& tip);

// One step of the keyboard: where an arrow, Home or End goes from `from`. Keys that go nowhere give `from`.
ChartMark walk_chart(NodeId owner, std::span<const ChartSpot> spots, ChartMark from, ChartWalk walk);
// The nearest of what is meant at a point; nothing where none is near.
const ChartSpot* nearest_spot(std::span<const ChartSpot> spots, float x, float y);
const ChartSpot* find_spot(std::span<const ChartSpot> spots, ChartMark mark);

}  // namespace ui
