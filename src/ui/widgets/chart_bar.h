// What upright and lying bars have in common. Only chart_bar*.cpp include this.
#pragma once

#include "ui/widgets/chart_sheet.h"

namespace ui {

std::optional<double> bar_value(const BarChart& chart, size_t series, size_t name);
bool has_bars(const BarChart& chart);
std::string bar_words(const BarChart& chart, ChartMark mark);
std::vector<LegendEntry> bar_legend(const Frame& frame, const BarChart& chart);  // none for one series
void paint_bar(ChartSheet& sheet, const BarChart& chart, const ChartSpot& spot);
ChartTip bar_tip(const Frame& frame, const BarChart& chart, ChartMark mark);
ChartTable bar_table(const BarChart& chart);

ChartEvents draw_lying_bars(ChartSheet& sheet, const BarChart& chart);

}  // namespace ui
