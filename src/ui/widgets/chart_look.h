// How series are told apart: a colour, and whatever the colour a shape of mark, a pattern of line and a hatching. And the
// legend that says which is which.
#pragma once

#include "ui/widgets/chart.h"
#include "ui/widgets/paint.h"

namespace ui {

struct SeriesLook {
    Colour colour = 0;
    int pattern = 0;  // 0..3: shape of its marks, dashes of its line, hatching of its bars
    char32_t icon = 0;
};
SeriesLook series_look(const Palette& palette, const ChartSeries& series, size_t place);

// A mark of about `size` around a point.
void paint_mark(Painter& painter, const SeriesLook& look, float x, float y, float size);
// A bar's ground with its hatching; `ground` is what is behind the chart.
void fill_bar(Painter& painter, Rect bar, const SeriesLook& look, Colour ground, float radius);
// A line from point to point in the pattern of its series.
void paint_line(Painter& painter, std::span<const ImVec2> points, const SeriesLook& look, float width);
void paint_dashes(Painter& painter, std::span<const ImVec2> points, Colour colour, float width, float dash, float gap);

// Marks and names in rows, as many as its width needs.
struct LegendEntry {
    std::string name = {};
    SeriesLook look = {};
    bool bar = false;  // as a piece of a bar, else of a line
};
inline constexpr float kLegendMark = 22;  // px, of an entry's mark and the gap behind it
float legend_height(const Frame& frame, float width, std::span<const LegendEntry> entries);
void paint_legend_mark(Frame& frame, Rect box, const LegendEntry& entry);
// Gives the boxes of the names, which it does not write.
std::vector<Rect> paint_legend(Frame& frame, Rect box, std::span<const LegendEntry> entries);

}  // namespace ui
