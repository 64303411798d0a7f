#include "app/messages.h"
#include "ui/widgets/chart_axis.h"

#include <cmath>

namespace ui {
namespace {

constexpr float kPoint = 7, kLeastPoint = 5, kMostPoint = 14, kEdge = 8;
constexpr float kSquare = 6, kMostSquares = 4096;  // px, at least; of a plot: so many vertices are four times that
constexpr float kDash = 3, kDashGap = 3;

bool is_there(const ScatterPoint& point) { return std::isfinite(point.x) && std::isfinite(point.y); }

struct Ranges {
    ChartRange across, up;
    double weight = 0;  // the greatest
    size_t points = 0;
};

Ranges ranges_of(const ScatterChart& chart) {
    Ranges ranges;
    for (const ScatterPoint& point : chart.points) {
        if (!is_there(point)) continue;
        ++ranges.points;
        ranges.across.add(point.x);
        for (const double y : {point.y, point.low.value_or(point.y), point.high.value_or(point.y)}) ranges.up.add(y);
        ranges.weight = std::max(ranges.weight, point.weight);
    }
    // The line on which both are equal goes through the whole plot.
    if (chart.diagonal && ranges.points > 0)
        for (const ChartRange& other : {ranges.across, ranges.up})
            for (ChartRange* range : {&ranges.across, &ranges.up}) range->add(other.low), range->add(other.high);
    return ranges;
}

struct Plot {
    Rect box = {};
    PlotScale across = {}, up = {};
};

// How many points lie in each square of the plot.
struct Squares {
    float side = kSquare;
    int columns = 1, rows = 1;
    uint32_t most = 0;
    std::vector<uint32_t> counts = {};
    Rect at(const Plot& plot, int index) const {
        const float x = plot.box.x + side * static_cast<float>(index % columns), y = plot.box.y + side * static_cast<float>(index / columns);
        return {x, y, std::min(side, plot.box.right() - x), std::min(side, plot.box.bottom() - y)};
    }
};

Squares count_squares(const ScatterChart& chart, const Plot& plot) {
    Squares squares;
    squares.side = std::max(kSquare, std::ceil(std::sqrt(plot.box.w * plot.box.h / kMostSquares)));
    squares.columns = std::max(static_cast<int>(std::ceil(plot.box.w / squares.side)), 1);
    squares.rows = std::max(static_cast<int>(std::ceil(plot.box.h / squares.side)), 1);
    squares.counts.assign(static_cast<size_t>(squares.columns) * static_cast<size_t>(squares.rows), 0);
    for (const ScatterPoint& point : chart.points) {
        if (!is_there(point)) continue;
        const int column = std::clamp(static_cast<int>((plot.across.at(point.x) - plot.box.x) / squares.side), 0, squares.columns - 1);
        const int row = std::clamp(static_cast<int>((plot.up.at(point.y) - plot.box.y) / squares.side), 0, squares.rows - 1);
        uint32_t& count = squares.counts[static_cast<size_t>(row * squares.columns + column)];
        squares.most = std::max(squares.most, ++count);
    }
    return squares;
}

// Without words on them: even a single point stands out.
Colour square_shade(const Palette& palette, float share) {
    constexpr float kPalest = 0.35f;
    return mix(palette.accent.tint, palette.accent.solid, kPalest + (1 - kPalest) * share);
}

float share_of(const Squares& squares, uint32_t count) { return squares.most > 1 ? std::log(static_cast<float>(count)) / std::log(static_cast<float>(squares.most)) : 1.f; }

std::vector<ChartSpot> spots_of(const Squares& squares, const Plot& plot) {
    std::vector<ChartSpot> spots;
    for (size_t i = 0; i < squares.counts.size(); ++i)
        if (const Rect box = squares.at(plot, static_cast<int>(i)); squares.counts[i] > 0) spots.push_back({{0, static_cast<int>(i)}, box, box});
    return spots;
}

std::vector<ChartSpot> spots_of(const ScatterChart& chart, const Plot& plot, double heaviest) {
    std::vector<ChartSpot> spots;
    for (size_t i = 0; i < chart.points.size(); ++i) {
        const ScatterPoint& point = chart.points[i];
        if (!is_there(point)) continue;
        const float size = heaviest > 0 ? kLeastPoint + (kMostPoint - kLeastPoint) * static_cast<float>(std::sqrt(std::max(point.weight, 0.0) / heaviest)) : kPoint;
        const Rect box{plot.across.at(point.x) - size / 2, plot.up.at(point.y) - size / 2, size, size};
        spots.push_back({{0, static_cast<int>(i)}, box, box});
    }
    return spots;
}

void draw_diagonal(const Frame& frame, const Plot& plot) {
    const double low = std::max(plot.across.low, plot.up.low), high = std::min(plot.across.high, plot.up.high);
    if (low >= high) return;
    const ImVec2 ends[] = {{plot.across.at(low), plot.up.at(low)}, {plot.across.at(high), plot.up.at(high)}};
    Painter painter = paint(frame);
    paint_dashes(painter, ends, frame.palette.line.control, 1, kDash, kDashGap);
}

void draw_points(ChartSheet& sheet, const ScatterChart& chart, const Plot& plot, std::span<const ChartSpot> spots) {
    const Palette& p = sheet.frame.palette;
    Painter painter = paint(sheet.frame);
    const SeriesLook look{p.accent.solid, 0, 0};
    std::vector<ImVec2> way;
    for (const ChartSpot& spot : spots) {
        const ScatterPoint& point = chart.points[static_cast<size_t>(spot.mark.index)];
        way.push_back({spot.box.middle_x(), spot.box.middle_y()});
        if (point.low && point.high) painter.stroke(way.back().x, plot.up.at(*point.low), way.back().x, plot.up.at(*point.high), look.colour);
    }
    if (chart.joined) paint_line(painter, way, look, 1.5f);
    for (const ChartSpot& spot : spots) {
        const bool meant = sheet.is_meant(spot.mark);
        // What lies under others shines through, unless all are few.
        const Colour colour = spots.size() > 100 && !meant ? with_alpha(look.colour, 0.6f) : look.colour;
        painter.circle(spot.box.middle_x(), spot.box.middle_y(), spot.box.w / 2 + (meant ? 1.f : 0.f), colour);
        if (meant) painter.ring(spot.box.middle_x(), spot.box.middle_y(), spot.box.w / 2 + 2, p.ink.first, 1.5f);
    }
}

void draw_squares(ChartSheet& sheet, const Squares& squares, std::span<const ChartSpot> spots) {
    const Palette& p = sheet.frame.palette;
    Painter painter = paint(sheet.frame);
    for (const ChartSpot& spot : spots) {
        painter.fill(spot.box, square_shade(p, share_of(squares, squares.counts[static_cast<size_t>(spot.mark.index)])));
        if (sheet.is_meant(spot.mark)) painter.border(spot.box.grown(1), p.ink.first, 1, 2);
    }
}

std::string axis_name(const ChartAxis& axis) { return axis.label.empty() ? app::tr("chart.value") : std::string(axis.label); }

ChartTip tip_of(const ScatterChart& chart, size_t index) {
    const ScatterPoint& point = chart.points[index];
    ChartTip tip{.title = chart.name_of ? chart.name_of(index) : std::string()};
    tip.lines.push_back({axis_name(chart.across), chart_words(chart.across.format, point.x), {}});
    tip.lines.push_back({axis_name(chart.up), chart_words(chart.up.format, point.y), {}});
    if (point.low && point.high) tip.lines.push_back({app::tr("chart.sure"), app::tr("chart.from_to", {{"from", chart_words(chart.up.format, *point.low)}, {"to", chart_words(chart.up.format, *point.high)}}), {}});
    if (point.weight > 0) tip.lines.push_back({app::tr("chart.weight"), chart_words({.unit = ChartUnit::number}, point.weight), {}});
    return tip;
}

ChartTip tip_of(const ScatterChart& chart, const Squares& squares, const Plot& plot, int index) {
    const Rect box = squares.at(plot, index);
    const auto value_at = [](const PlotScale& scale, float place) { return scale.from == scale.to ? scale.low : scale.low + (scale.high - scale.low) * static_cast<double>((place - scale.from) / (scale.to - scale.from)); };
    // No more exact than a square is wide.
    const auto between = [](const ChartAxis& axis, double from, double to) { return app::tr("chart.from_to", {{"from", tick_words(axis.format, from, to - from)}, {"to", tick_words(axis.format, to, to - from)}}); };
    ChartTip tip{.title = app::tr_count("chart.points", squares.counts[static_cast<size_t>(index)])};
    tip.lines.push_back({axis_name(chart.across), between(chart.across, value_at(plot.across, box.x), value_at(plot.across, box.right())), {}});
    tip.lines.push_back({axis_name(chart.up), between(chart.up, value_at(plot.up, box.bottom()), value_at(plot.up, box.y)), {}});
    return tip;
}

ChartTable table_of(const ScatterChart& chart, bool one_by_one) {
    ChartTable table;
    table.heads = {app::tr("chart.name"), axis_name(chart.across), axis_name(chart.up)};
    table.rows = static_cast<int64_t>(chart.points.size());
    table.mark = [one_by_one](int64_t row, size_t) { return one_by_one ? ChartMark{0, static_cast<int>(row)} : ChartMark{}; };
    table.cell = [&chart](int64_t row, size_t column) {
        const auto at = static_cast<size_t>(row);
        if (column == 0) return chart.name_of ? chart.name_of(at) : chart_words(ChartFormat{}, static_cast<double>(row + 1));
        return column == 1 ? chart_words(chart.across.format, chart.points[at].x) : chart_words(chart.up.format, chart.points[at].y);
    };
    return table;
}

}  // namespace

ChartEvents scatter_chart(Frame& frame, NodeId id, Rect box, ChartState& state, const ScatterChart& chart) {
    const Ranges ranges = ranges_of(chart);
    ChartSheet sheet(frame, id, box, state, chart.head, ranges.points > 0, ChartShape::upright);
    if (sheet.blank()) return {};
    const bool one_by_one = ranges.points <= kMostPoints;
    Plot plot{.box = sheet.area};
    Rect shades;
    if (!one_by_one) {
        shades = plot.box.cut_top(shades_height(frame));
        plot.box.cut_top(kEdge);
    }
    plot.box.cut_right(kEdge);
    plot.box.cut_bottom(below_height(frame, chart.across.label, chart.across.format));
    plot.up = draw_up_axis(sheet, plot.box, chart.up, ranges.up, false);
    plot.across = draw_across_axis(sheet, plot.box, chart.across, ranges.across, true);
    if (one_by_one) {
        if (chart.diagonal) draw_diagonal(frame, plot);
        const std::vector<ChartSpot> spots = spots_of(chart, plot, ranges.weight);
        sheet.follow(spots, ChartWalk::anywhere);
        draw_points(sheet, chart, plot, spots);
        return sheet.end(spots, table_of(chart, true), [&](ChartMark mark) { return tip_of(chart, static_cast<size_t>(mark.index)); });
    }
    const Squares squares = count_squares(chart, plot);
    const std::vector<ChartSpot> spots = spots_of(squares, plot);
    sheet.follow(spots, ChartWalk::anywhere);
    draw_squares(sheet, squares, spots);
    if (chart.diagonal) draw_diagonal(frame, plot);
    draw_shades(sheet, shades, square_shade, app::tr_count("chart.points", 1), app::tr_count("chart.points", squares.most));
    return sheet.end(spots, table_of(chart, false), [&](ChartMark mark) { return tip_of(chart, squares, plot, mark.index); });
}

}  // namespace ui
