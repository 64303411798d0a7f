#include "app/messages.h"
#include "ui/widgets/chart_axis.h"

#include <cmath>

namespace ui {
namespace {

constexpr float kLine = 2, kPoint = 6, kPointMeant = 9, kMostOfWidth = 0.34f, kBesideLine = 10, kMark = 14;  // of a name at the end of a line: its mark, and the gap behind it
constexpr float kCrowded = 12;  // px from point to point: nearer, only ends and lone points are marked

std::optional<double> value_of(const LineChart& chart, size_t series, size_t at) {
    const std::vector<std::optional<double>>& values = chart.series[series].values;
    return at < values.size() && values[at] && std::isfinite(*values[at]) && std::isfinite(chart.at[at]) ? values[at] : std::nullopt;
}

struct Ranges {
    ChartRange across, values;
};

Ranges ranges_of(const LineChart& chart) {
    Ranges ranges;
    for (const double at : chart.at) ranges.across.add(at);
    for (size_t series = 0; series < chart.series.size(); ++series)
        for (size_t at = 0; at < chart.at.size(); ++at)
            if (const auto value = value_of(chart, series, at)) ranges.values.add(*value);
    return ranges;
}

std::vector<ChartSpot> lay_out(const LineChart& chart, const PlotScale& across, const PlotScale& up) {
    std::vector<ChartSpot> spots;
    for (size_t series = 0; series < chart.series.size(); ++series)
        for (size_t at = 0; at < chart.at.size(); ++at) {
            const auto value = value_of(chart, series, at);
            if (!value) continue;
            const Rect box{across.at(chart.at[at]) - kPoint / 2, up.at(*value) - kPoint / 2, kPoint, kPoint};
            spots.push_back({{static_cast<int>(series), static_cast<int>(at)}, box, box});
        }
    return spots;
}

// Its pieces between gaps, and its marks: all of them where there is room.
void draw_series(ChartSheet& sheet, const LineChart& chart, size_t series, std::span<const ChartSpot> spots) {
    Painter painter = paint(sheet.frame);
    const SeriesLook look = series_look(sheet.frame.palette, chart.series[series], series);
    std::vector<ImVec2> piece;
    const ChartSpot* before = nullptr;
    const auto end_piece = [&](bool last) {
        paint_line(painter, piece, look, kLine);
        if (before && (last || piece.size() == 1)) paint_mark(painter, look, before->box.middle_x(), before->box.middle_y(), kPoint);
        piece.clear();
    };
    for (const ChartSpot& spot : spots) {
        if (spot.mark.series != static_cast<int>(series)) continue;
        if (before && spot.mark.index != before->mark.index + 1) end_piece(false);
        const bool roomy = !before || spot.box.x - before->box.x >= kCrowded;
        piece.push_back({spot.box.middle_x(), spot.box.middle_y()});
        if (roomy) paint_mark(painter, look, spot.box.middle_x(), spot.box.middle_y(), kPoint);
        before = &spot;
    }
    end_piece(true);
}

// Over all lines.
void draw_meant(ChartSheet& sheet, const LineChart& chart, std::span<const ChartSpot> spots) {
    Painter painter = paint(sheet.frame);
    for (const ChartSpot& spot : spots) {
        if (!sheet.is_meant(spot.mark)) continue;
        const auto series = static_cast<size_t>(spot.mark.series);
        painter.circle(spot.box.middle_x(), spot.box.middle_y(), kPointMeant / 2 + 2, sheet.frame.palette.surface.pane);
        paint_mark(painter, series_look(sheet.frame.palette, chart.series[series], series), spot.box.middle_x(), spot.box.middle_y(), kPointMeant);
    }
}

std::vector<LegendEntry> legend_of(const Frame& frame, const LineChart& chart) {
    std::vector<LegendEntry> entries;
    if (chart.series.size() < 2) return entries;
    for (size_t i = 0; i < chart.series.size(); ++i) entries.push_back({chart.series[i].name, series_look(frame.palette, chart.series[i], i), false});
    return entries;
}

// The widest name at the end of a line, with its mark; 0 where they do not fit there.
float direct_width(const Frame& frame, Rect plot, std::span<const LegendEntry> legend) {
    float width = 0;
    for (const LegendEntry& entry : legend) width = std::max(width, kMark + text_width(frame, Type::small, entry.name) + 1);
    const bool fits = width <= plot.w * kMostOfWidth && static_cast<float>(legend.size()) * line_height(frame, Type::small) <= plot.h * 0.8f;
    return fits ? width : 0;
}

void draw_direct_labels(ChartSheet& sheet, Rect plot, Rect at, std::span<const LegendEntry> legend, std::span<const ChartSpot> spots) {
    const float line = line_height(sheet.frame, Type::small);
    std::vector<float> wanted(legend.size(), plot.bottom());
    for (const ChartSpot& spot : spots) wanted[static_cast<size_t>(spot.mark.series)] = spot.box.middle_y();  // the last one stays
    const auto middles = spread_labels(wanted, line, plot.y - line / 2, std::max(plot.bottom() + line / 2, plot.y + line * static_cast<float>(legend.size())));
    if (!middles) return;
    Painter painter = paint(sheet.frame);
    for (size_t i = 0; i < legend.size(); ++i) {
        const Rect row{at.x, std::round((*middles)[i] - line / 2), at.w, line};
        if (legend[i].look.icon) painter.icon({row.x, row.y, kMark - 2, line}, legend[i].look.icon, legend[i].look.colour, kMark - 2);
        else paint_mark(painter, legend[i].look, row.x + kMark / 2 - 2, row.middle_y(), kPoint + 1);
        sheet.write({row.x + kMark, row.y, row.w - kMark, line}, Type::small, sheet.frame.palette.ink.second, legend[i].name);
    }
}

ChartTip tip_of(const Frame& frame, const LineChart& chart, ChartMark mark) {
    const auto series = static_cast<size_t>(mark.series), at = static_cast<size_t>(mark.index);
    ChartTip tip{.title = chart_words(chart.across.format, chart.at[at])};
    const std::vector<LegendEntry> legend = legend_of(frame, chart);
    const std::string name = chart.series[series].name.empty() ? std::string(chart.values.label) : chart.series[series].name;
    tip.lines.push_back({name, chart_words(chart.values.format, value_of(chart, series, at)), legend.empty() ? std::nullopt : std::optional(legend[series])});
    return tip;
}

ChartTable table_of(const LineChart& chart) {
    ChartTable table;
    table.heads.push_back(chart.across.label.empty() ? app::tr("chart.name") : std::string(chart.across.label));
    for (const ChartSeries& series : chart.series) table.heads.push_back(!series.name.empty() ? series.name : chart.values.label.empty() ? app::tr("chart.value") : std::string(chart.values.label));
    table.rows = static_cast<int64_t>(chart.at.size());
    table.mark = [&chart](int64_t row, size_t column) { return value_of(chart, column - 1, static_cast<size_t>(row)) ? ChartMark{static_cast<int>(column) - 1, static_cast<int>(row)} : ChartMark{}; };
    table.cell = [&chart](int64_t row, size_t column) {
        const auto at = static_cast<size_t>(row);
        return column == 0 ? chart_words(chart.across.format, chart.at[at]) : chart_words(chart.values.format, value_of(chart, column - 1, at));
    };
    return table;
}

}  // namespace

ChartEvents line_chart(Frame& frame, NodeId id, Rect box, ChartState& state, const LineChart& chart) {
    const Ranges ranges = ranges_of(chart);
    ChartSheet sheet(frame, id, box, state, chart.head, ranges.values.any, ChartShape::upright);
    if (sheet.blank()) return {};
    Rect plot = sheet.area;
    const std::vector<LegendEntry> legend = legend_of(frame, chart);
    const float direct = direct_width(frame, plot, legend);
    if (!legend.empty() && direct <= 0) {
        const std::vector<Rect> names = paint_legend(frame, plot.cut_top(legend_height(frame, plot.w, legend)), legend);
        for (size_t i = 0; i < names.size(); ++i) sheet.write(names[i], Type::small, frame.palette.ink.second, legend[i].name);
        plot.cut_top(4);
    }
    const Rect names = direct > 0 ? plot.cut_right(direct) : Rect{};
    plot.cut_right(direct > 0 ? kBesideLine : kPoint);
    plot.cut_bottom(below_height(frame, chart.across.label, chart.across.format));
    const PlotScale up = draw_up_axis(sheet, plot, chart.values, ranges.values, chart.from_zero);
    plot.cut_left(kPoint / 2);
    const PlotScale across = draw_across_axis(sheet, plot, chart.across, ranges.across, false);
    const std::vector<ChartSpot> spots = lay_out(chart, across, up);
    sheet.follow(spots, ChartWalk::across);
    for (size_t series = chart.series.size(); series-- > 0;) draw_series(sheet, chart, series, spots);
    draw_meant(sheet, chart, spots);
    if (direct > 0) draw_direct_labels(sheet, plot, names, legend, spots);
    return sheet.end(spots, table_of(chart), [&](ChartMark mark) { return tip_of(frame, chart, mark); });
}

}  // namespace ui
