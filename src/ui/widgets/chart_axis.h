// The frame of a plot: ticks, hairlines, and the words along its two sides. Only the chart_*.cpp include this.
#pragma once

#include "ui/widgets/chart_scale.h"
#include "ui/widgets/chart_sheet.h"
#include "ui/widgets/chart_words.h"

namespace ui {

// Values as lengths on the canvas.
struct PlotScale {
    double low = 0, high = 1;  // never equal
    float from = 0, to = 1;    // px, of low and of high
    float at(double value) const { return from + (to - from) * static_cast<float>((value - low) / (high - low)); }
};

// Values at the left: cuts the room for its words off the plot, draws hairlines over the rest and a stronger one at zero.
PlotScale draw_up_axis(ChartSheet& sheet, Rect& plot, const ChartAxis& axis, const ChartRange& range, bool from_zero);

// What stands below the plot needs so much of its height.
float below_height(const Frame& frame, std::string_view label, const ChartFormat& format);
// Numbers or days below. `whole`: the plot ends with ticks, and each has a hairline; else it ends with the data.
PlotScale draw_across_axis(ChartSheet& sheet, Rect plot, const ChartAxis& axis, const ChartRange& range, bool whole);
// Names below, one in the middle of each of so many equal slots; where they are narrow, not all of them.
void draw_names_axis(ChartSheet& sheet, Rect plot, const std::vector<std::string>& names, std::string_view label);

}  // namespace ui
