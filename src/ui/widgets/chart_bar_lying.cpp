// Lying bars: a ranked list, with names at the left and numbers at the ends.
#include "ui/widgets/chart_axis.h"
#include "ui/widgets/chart_bar.h"

namespace ui {
namespace {

constexpr float kAfterName = 12, kBeforeValue = 8, kMostBar = 24, kBetweenBars = 2;
constexpr float kMostName = 0.38f;      // of the width
constexpr float kNarrow = 360;          // px: there, long names stand over their bars
constexpr float kUnderHeads = 4, kOverLegend = 8;

struct Places {
    float row = 0, least_row = 0;  // heights: wanted, least
    float name = 0, value = 0;     // widths
    bool over = false;             // names stand over their bars
    bool at_ends = true;           // numbers stand at the ends of bars, else in a column
};

size_t lanes_of(const BarChart& chart) { return chart.stacked ? 1 : chart.series.size(); }

// What stands at the end of a row, or of one of its bars.
std::string end_words(const BarChart& chart, size_t name, size_t lane) {
    if (!chart.stacked) return bar_words(chart, {static_cast<int>(lane), static_cast<int>(name)});
    std::string out;
    for (size_t series = 0; series < chart.series.size(); ++series) out += (out.empty() ? "" : " / ") + bar_words(chart, {static_cast<int>(series), static_cast<int>(name)});
    return out;
}

Places places_of(const Frame& frame, float width, const BarChart& chart) {
    Places places;
    float widest = 0;
    for (size_t name = 0; name < chart.names.size(); ++name) {
        widest = std::max(widest, text_width(frame, Type::small, chart.names[name]));
        for (size_t lane = 0; lane < lanes_of(chart); ++lane) places.value = std::max(places.value, text_width(frame, Type::small_strong, end_words(chart, name, lane)) + 1);
        for (size_t series = 0; series < chart.series.size(); ++series)
            if (bar_value(chart, series, name).value_or(0) < 0) places.at_ends = false;
    }
    places.at_ends = places.at_ends && !chart.stacked;
    places.over = width < kNarrow && widest > width * kMostName;
    places.name = places.over ? 0 : std::min(widest, std::floor(width * kMostName)) + kAfterName;
    const float lanes = static_cast<float>(lanes_of(chart)), line = line_height(frame, Type::small);
    const float finger = frame.density.touch ? kFingerTarget : 0.f, over = places.over ? line : 0.f;
    places.row = std::max((lanes > 1 ? lanes * (line + kBetweenBars) + 8 : 34) + over, finger);
    places.least_row = std::max(lanes * (line + (lanes > 1 ? kBetweenBars : 0.f)) + 4 + over, finger);
    return places;
}

float heads_height(const Frame& frame, const BarChart& chart) { return chart.category.empty() && chart.values.label.empty() ? 0 : line_height(frame, Type::caption) + kUnderHeads; }

PlotScale scale_of(const BarChart& chart, Rect bars) {
    PlotScale scale{0, 0, bars.x, bars.right()};
    for (size_t name = 0; name < chart.names.size(); ++name) {
        double below = 0, above = 0;
        for (size_t series = 0; series < chart.series.size(); ++series) {
            const double value = bar_value(chart, series, name).value_or(0);
            (value < 0 ? below : above) += value;
            if (!chart.stacked) scale.low = std::min(scale.low, value), scale.high = std::max(scale.high, value);
        }
        if (chart.stacked) scale.low = std::min(scale.low, below), scale.high = std::max(scale.high, above);
    }
    if (scale.low == scale.high) scale.high = 1;
    return scale;
}

// The bars of one row. Those of a stack follow one another, a pixel or two apart.
void lay_out_row(const BarChart& chart, size_t name, Rect row, Rect bars, const PlotScale& scale, std::vector<ChartSpot>& spots) {
    const auto lanes = static_cast<float>(lanes_of(chart));
    const float lane_height = lanes > 1 ? std::floor((bars.h - 4) / lanes) : bars.h;
    const float height = std::min(lanes > 1 ? lane_height - kBetweenBars : std::round(bars.h * 0.7f), kMostBar);
    double below = 0, above = 0;
    for (size_t series = 0; series < chart.series.size(); ++series) {
        const auto value = bar_value(chart, series, name);
        if (!value) continue;
        double& from = *value < 0 ? below : above;
        const double start = chart.stacked ? from : 0;
        from += *value;
        const float x0 = std::round(scale.at(std::min(start, start + *value))), x1 = std::round(scale.at(std::max(start, start + *value)));
        const float apart = chart.stacked && x1 - x0 > 2 * kBetweenBars ? kBetweenBars : 0;
        const Rect lane{bars.x, bars.y + (lanes > 1 ? 2 + lane_height * static_cast<float>(series) : 0.f), bars.w, lane_height};
        const Rect box{x0, lane.strip(height).y, std::max(x1 - x0 - apart, 1.f), height};
        const Rect reach = chart.stacked ? Rect{box.x, row.y, box.w, row.h} : Rect{row.x, lane.y, row.w, lane.h};
        spots.push_back({{static_cast<int>(series), static_cast<int>(name)}, box, reach});
    }
}

void write_ends(ChartSheet& sheet, const BarChart& chart, size_t name, Rect row, Rect bars, const Places& places, std::span<const ChartSpot> spots) {
    const Colour ink = sheet.frame.palette.ink.first;
    if (!places.at_ends) {
        const bool sums = chart.stacked;
        const float lanes = static_cast<float>(lanes_of(chart));
        for (size_t lane = 0; lane < lanes_of(chart); ++lane) {
            const Rect at{row.right() - places.value, bars.y + bars.h / lanes * static_cast<float>(lane), places.value, bars.h / lanes};
            sheet.write(at, sums ? Type::small : Type::small_strong, sums ? sheet.frame.palette.ink.second : ink, end_words(chart, name, lane), sums ? Align::left : Align::right);
        }
        return;
    }
    for (const ChartSpot& spot : spots)
        if (spot.mark.index == static_cast<int>(name)) sheet.write({spot.box.right() + kBeforeValue, spot.box.strip(line_height(sheet.frame, Type::small)).y, places.value, line_height(sheet.frame, Type::small)}, Type::small_strong, ink, bar_words(chart, spot.mark));
}

void draw_heads(ChartSheet& sheet, Rect heads, const BarChart& chart) {
    const Colour ink = sheet.frame.palette.ink.third;
    const float value = std::min(text_width(sheet.frame, Type::caption, chart.values.label), heads.w / 2);
    sheet.write(heads.cut_right(value), Type::caption, ink, chart.values.label, Align::right);
    heads.cut_right(kAfterName);
    sheet.write(heads, Type::caption, ink, chart.category);
}

}  // namespace

ChartEvents draw_lying_bars(ChartSheet& sheet, const BarChart& chart) {
    Frame& frame = sheet.frame;
    Rect area = sheet.area;
    if (const float heads = heads_height(frame, chart); heads > 0) draw_heads(sheet, Rect{area.x, area.y, area.w, heads - kUnderHeads}, chart), area.cut_top(heads);
    const Places places = places_of(frame, area.w, chart);
    const std::vector<LegendEntry> legend = bar_legend(frame, chart);
    const Rect under = area.cut_bottom(legend.empty() ? 0 : legend_height(frame, area.w, legend));
    if (!legend.empty()) area.cut_bottom(kOverLegend);
    const ShownRows shown = rows_that_fit(frame, area.h, chart.names.size(), places.least_row);
    const Rect hidden = shown.hidden > 0 ? area.cut_bottom(line_height(frame, Type::small)) : Rect{};
    const float height = std::floor(std::min(area.h / static_cast<float>(std::max<size_t>(shown.count, 1)), places.row));

    std::vector<ChartSpot> spots;
    std::vector<Rect> rows, all_bars;
    PlotScale scale;
    for (size_t name = 0; name < shown.count; ++name) {
        const Rect row{area.x, area.y + height * static_cast<float>(name), area.w, height};
        Rect bars = row;
        if (places.over) bars.cut_top(line_height(frame, Type::small));
        bars.cut_left(places.name);
        bars.cut_right(places.value + kBeforeValue);
        if (name == 0) scale = scale_of(chart, bars);
        lay_out_row(chart, name, row, bars, scale, spots);
        rows.push_back(row);
        all_bars.push_back(bars);
    }
    sheet.follow(spots, ChartWalk::down);
    // Zero, beside the bars: over names it would strike them through.
    for (const Rect& bars : all_bars) paint(frame).fill({std::round(scale.at(0)) - (scale.low < 0 ? 0.f : 1.f), bars.y, 1, bars.h}, frame.palette.line.strong);
    for (const ChartSpot& spot : spots) paint_bar(sheet, chart, spot);
    for (size_t name = 0; name < shown.count; ++name) {
        const Rect at = places.over ? Rect{rows[name].x, rows[name].y, rows[name].w, line_height(frame, Type::small)} : Rect{rows[name].x, rows[name].y, places.name - kAfterName, rows[name].h};
        sheet.write(at, Type::small, frame.palette.ink.first, chart.names[name]);
        write_ends(sheet, chart, name, rows[name], all_bars[name], places, spots);
    }
    write_hidden(sheet, hidden, shown.hidden);
    const std::vector<Rect> names = paint_legend(frame, under, legend);
    for (size_t i = 0; i < names.size(); ++i) sheet.write(names[i], Type::small, frame.palette.ink.second, legend[i].name);
    return sheet.end(spots, bar_table(chart), [&](ChartMark mark) { return bar_tip(frame, chart, mark); });
}

float lying_bars_height(const Frame& frame, float width, const BarChart& chart) {
    const float inside = sheet_width(width);
    const std::vector<LegendEntry> legend = bar_legend(frame, chart);
    const float under = legend.empty() ? 0 : legend_height(frame, inside, legend) + kOverLegend;
    return sheet_height(frame, width, chart.head) + heads_height(frame, chart) + places_of(frame, inside, chart).row * static_cast<float>(chart.names.size()) + under;
}

}  // namespace ui
