// Upright bars; the lying ones are in chart_bar_lying.cpp.
#include "ui/widgets/chart_bar.h"

#include "app/messages.h"
#include "ui/widgets/chart_axis.h"

namespace ui {
namespace {

constexpr float kMostBar = 48, kBetweenBars = 2, kOverBar = 2;
constexpr float kShareOfSlot = 0.68f;

// The ends of a bar: from zero, or from where the one below it in its stack ends.
struct Ends {
    double from = 0, to = 0;
};

// What is below zero is stacked downwards, the rest upwards; the first series is the outermost, as in the legend.
Ends ends_of(const BarChart& chart, size_t series, size_t name) {
    const double value = *bar_value(chart, series, name);
    if (!chart.stacked) return {0, value};
    double from = 0;
    for (size_t below = series + 1; below < chart.series.size(); ++below)
        if (const auto other = bar_value(chart, below, name); other && (*other < 0) == (value < 0)) from += *other;
    return {from, from + value};
}

ChartRange range_of(const BarChart& chart) {
    ChartRange range;
    for (size_t series = 0; series < chart.series.size(); ++series)
        for (size_t name = 0; name < chart.names.size(); ++name)
            if (bar_value(chart, series, name)) range.add(ends_of(chart, series, name).to);
    return range;
}

std::vector<ChartSpot> lay_out(const BarChart& chart, Rect plot, float below, const PlotScale& scale) {
    std::vector<ChartSpot> spots;
    const float slot = plot.w / static_cast<float>(chart.names.size());
    const auto lanes = static_cast<float>(chart.stacked ? 1 : chart.series.size());
    const float gap = lanes > 1 && slot > 8 * lanes ? kBetweenBars : 0;
    const float width = std::max(std::floor(std::min(slot * kShareOfSlot / lanes, kMostBar) - gap), 1.f);
    for (size_t series = 0; series < chart.series.size(); ++series)
        for (size_t name = 0; name < chart.names.size(); ++name) {
            if (!bar_value(chart, series, name)) continue;
            const Ends ends = ends_of(chart, series, name);
            const float left = plot.x + slot * static_cast<float>(name), lane = chart.stacked ? 0 : static_cast<float>(series);
            const float x = std::floor(left + (slot - lanes * (width + gap) + gap) / 2 + lane * (width + gap));
            const float top = std::round(scale.at(std::max(ends.from, ends.to))), foot = std::round(scale.at(std::min(ends.from, ends.to)));
            const Rect box{x, std::min(top, foot - 1), width, std::max(foot - top, 1.f)};
            // Whoever is over a name, or above a low bar, means it, too.
            const Rect reach = chart.stacked ? Rect{left, box.y, slot, box.h} : Rect{x, plot.y, width, plot.h + below};
            spots.push_back({{static_cast<int>(series), static_cast<int>(name)}, box, reach});
        }
    return spots;
}

// Over the bars, where all have room; over the line of zero where a bar hangs from it.
void write_values(ChartSheet& sheet, const BarChart& chart, Rect plot, std::span<const ChartSpot> spots) {
    const float line = line_height(sheet.frame, Type::caption), slot = plot.w / static_cast<float>(chart.names.size());
    if (chart.series.size() != 1) return;
    for (const ChartSpot& spot : spots)
        if (text_width(sheet.frame, Type::caption, bar_words(chart, spot.mark)) > slot - 4) return;
    for (const ChartSpot& spot : spots) sheet.write({spot.box.middle_x() - slot / 2, spot.box.y - kOverBar - line, slot, line}, Type::caption, sheet.frame.palette.ink.second, bar_words(chart, spot.mark), Align::middle);
}

}  // namespace

std::optional<double> bar_value(const BarChart& chart, size_t series, size_t name) {
    const std::vector<std::optional<double>>& values = chart.series[series].values;
    return name < values.size() && values[name] && std::isfinite(*values[name]) ? values[name] : std::nullopt;
}

std::string bar_words(const BarChart& chart, ChartMark mark) {
    return chart_words(chart.values.format, bar_value(chart, static_cast<size_t>(mark.series), static_cast<size_t>(mark.index)));
}

bool has_bars(const BarChart& chart) {
    for (size_t series = 0; series < chart.series.size(); ++series)
        for (size_t name = 0; name < chart.names.size(); ++name)
            if (bar_value(chart, series, name)) return true;
    return false;
}

std::vector<LegendEntry> bar_legend(const Frame& frame, const BarChart& chart) {
    std::vector<LegendEntry> entries;
    if (chart.series.size() < 2) return entries;
    for (size_t i = 0; i < chart.series.size(); ++i) entries.push_back({chart.series[i].name, series_look(frame.palette, chart.series[i], i), true});
    return entries;
}

void paint_bar(ChartSheet& sheet, const BarChart& chart, const ChartSpot& spot) {
    const Palette& p = sheet.frame.palette;
    Painter painter = paint(sheet.frame);
    const auto series = static_cast<size_t>(spot.mark.series);
    const SeriesLook look = series_look(p, chart.series[series], series);
    const float radius = std::min(sheet.frame.theme.radius.extra_small, std::min(spot.box.w, spot.box.h) / 3);
    // One series alone: what is below zero is an outline, as in the reasons of a score.
    const bool outlined = chart.series.size() == 1 && *bar_value(chart, series, static_cast<size_t>(spot.mark.index)) < 0;
    if (outlined) painter.border(spot.box, p.danger.solid, radius, 1.5f);
    else fill_bar(painter, spot.box, look, p.surface.pane, radius);
    if (sheet.is_meant(spot.mark)) painter.border(spot.box, p.ink.first, radius, 2);
}

ChartTip bar_tip(const Frame& frame, const BarChart& chart, ChartMark mark) {
    ChartTip tip{.title = chart.names[static_cast<size_t>(mark.index)]};
    const auto series = static_cast<size_t>(mark.series);
    const std::vector<LegendEntry> legend = bar_legend(frame, chart);
    const std::string name = chart.series[series].name.empty() ? std::string(chart.values.label) : chart.series[series].name;
    tip.lines.push_back({name, bar_words(chart, mark), legend.empty() ? std::nullopt : std::optional(legend[series])});
    return tip;
}

ChartTable bar_table(const BarChart& chart) {
    ChartTable table;
    table.heads.push_back(chart.category.empty() ? app::tr("chart.name") : std::string(chart.category));
    for (const ChartSeries& series : chart.series) table.heads.push_back(!series.name.empty() ? series.name : chart.values.label.empty() ? app::tr("chart.value") : std::string(chart.values.label));
    table.rows = static_cast<int64_t>(chart.names.size());
    const auto at = [](int64_t row, size_t column) { return ChartMark{static_cast<int>(column) - 1, static_cast<int>(row)}; };
    table.mark = [&chart, at](int64_t row, size_t column) { return column > 0 && bar_value(chart, column - 1, static_cast<size_t>(row)) ? at(row, column) : ChartMark{}; };
    table.cell = [&chart, at](int64_t row, size_t column) { return column == 0 ? chart.names[static_cast<size_t>(row)] : bar_words(chart, at(row, column)); };
    return table;
}

ChartEvents bar_chart(Frame& frame, NodeId id, Rect box, ChartState& state, const BarChart& chart) {
    ChartSheet sheet(frame, id, box, state, chart.head, has_bars(chart), chart.lying ? ChartShape::lying : ChartShape::upright);
    if (sheet.blank()) return {};
    if (chart.lying) return draw_lying_bars(sheet, chart);
    Rect plot = sheet.area;
    const std::vector<LegendEntry> legend = bar_legend(frame, chart);
    if (!legend.empty()) {
        const std::vector<Rect> names = paint_legend(frame, plot.cut_top(legend_height(frame, plot.w, legend)), legend);
        for (size_t i = 0; i < names.size(); ++i) sheet.write(names[i], Type::small, frame.palette.ink.second, legend[i].name);
        plot.cut_top(4);
    }
    const float below = below_height(frame, chart.category, {});
    plot.cut_bottom(below);
    const PlotScale scale = draw_up_axis(sheet, plot, chart.values, range_of(chart), true);
    const std::vector<ChartSpot> spots = lay_out(chart, plot, below, scale);
    sheet.follow(spots, ChartWalk::across);
    for (const ChartSpot& spot : spots) paint_bar(sheet, chart, spot);
    write_values(sheet, chart, plot, spots);
    draw_names_axis(sheet, plot, chart.names, chart.category);
    return sheet.end(spots, bar_table(chart), [&](ChartMark mark) { return bar_tip(frame, chart, mark); });
}

}  // namespace ui
