#include "app/messages.h"
#include "generated/icons.h"
#include "ui/widgets/chart_sheet.h"
#include "ui/widgets/chart_words.h"
#include "ui/widgets/signals.h"

namespace ui {
namespace {

constexpr float kPitch = 72, kLeastPitch = 44;   // from step to step
constexpr float kShareOfBar = 0.45f;             // of that; what goes on stands in the rest
constexpr float kRing = 14, kAfterRing = 6, kBetween = 16;
constexpr float kMostName = 0.38f, kNarrow = 360;  // as of lying bars

struct Places {
    float pitch = kPitch, least_pitch = kLeastPitch;
    float name = 0, count = 0;  // widths
    float over = 0;             // height of a name that stands over its bar
    float way = 0;              // where what goes on begins, from the left
    float bar(float given_pitch) const { return std::round((given_pitch - over) * kShareOfBar); }
};

std::string count_words(int64_t count) { return chart_words(ChartFormat{}, static_cast<double>(count)); }

// Nothing of nothing.
std::optional<double> share_of(int64_t part, int64_t whole) { return whole > 0 ? std::optional(static_cast<double>(part) / static_cast<double>(whole)) : std::nullopt; }
std::optional<double> share_before(const FunnelChart& chart, size_t step) { return step == 0 ? std::nullopt : share_of(chart.steps[step].count, chart.steps[step - 1].count); }
std::string percent_words(const std::optional<double>& share) { return chart_words({.unit = ChartUnit::percent}, share); }

// How many of the step before go on; whole per cent are near enough here, unless they are few.
std::string way_words(const FunnelChart& chart, size_t step) {
    const auto share = share_before(chart, step);
    const ChartFormat rounded{.unit = ChartUnit::percent, .decimals = share.value_or(0) < 0.1 ? 1 : 0};
    return share ? app::tr("chart.go_on", {{"share", chart_words(rounded, share)}}) : chart_words(rounded, share);
}
std::string median_words(const FunnelStep& step) { return step.median_days ? app::tr_count("chart.median_days", *step.median_days) : std::string(); }

float way_width(const Frame& frame, const FunnelChart& chart, size_t step) {
    const std::string median = median_words(chart.steps[step]);
    return kRing + kAfterRing + text_width(frame, Type::small, way_words(chart, step)) + (median.empty() ? 0 : kBetween + text_width(frame, Type::small, median));
}

Places places_of(const Frame& frame, float width, const FunnelChart& chart) {
    Places places;
    float widest = 0;
    for (const FunnelStep& step : chart.steps) {
        widest = std::max(widest, text_width(frame, Type::small, step.stage.name) + kRing + kAfterRing);
        places.count = std::max(places.count, text_width(frame, Type::small_strong, count_words(step.count)) + 1);
    }
    if (width < kNarrow && widest > width * kMostName) places.over = line_height(frame, Type::small) + 2;
    places.name = places.over > 0 ? 0 : std::min(widest, std::floor(width * kMostName)) + kBetween;
    // Below its bar, if there is room; else from the edge on.
    float way = 0;
    for (size_t step = 1; step < chart.steps.size(); ++step) way = std::max(way, way_width(frame, chart, step));
    places.way = places.name + way <= width ? places.name : 0;
    places.pitch += places.over;
    places.least_pitch += places.over;
    return places;
}

void write_name(ChartSheet& sheet, Rect at, const app::StageMark& stage) {
    paint_stage_ring(sheet.frame, at.cut_left(kRing), stage);
    at.cut_left(kAfterRing);
    sheet.write(at, Type::small, sheet.frame.palette.ink.first, stage.name);
}

// Between a step and the next: how many go on, and how long that takes.
void write_way(ChartSheet& sheet, Rect at, const FunnelChart& chart, size_t step) {
    const Palette& p = sheet.frame.palette;
    const float line = line_height(sheet.frame, Type::small);
    const std::string on = way_words(chart, step), median = median_words(chart.steps[step]);
    if (at.h < line) return;
    // Two lines where one is too long for both.
    const bool apart = way_width(sheet.frame, chart, step) > at.w && at.h >= 2 * line;
    Rect first = at.strip(apart ? 2 * line : line), second = first;
    if (apart) second.cut_top(line), first.h = line, second.cut_left(kRing + kAfterRing);
    paint(sheet.frame).icon(first.cut_left(kRing), icon::arrow_down, p.ink.third, kRing);
    first.cut_left(kAfterRing);
    const Rect words = first.cut_left(std::min(text_width(sheet.frame, Type::small, on), first.w));
    sheet.write(words, Type::small, p.ink.second, on);
    first.cut_left(kBetween);
    sheet.write(apart ? second : first, Type::small, p.ink.third, median);
}

ChartTip tip_of(const FunnelChart& chart, ChartMark mark) {
    const auto at = static_cast<size_t>(mark.index);
    const FunnelStep& step = chart.steps[at];
    ChartTip tip{.title = step.stage.name};
    tip.lines.push_back({std::string(chart.count), count_words(step.count), {}});
    if (at == 0) return tip;
    tip.lines.push_back({app::tr("chart.of_step_before"), percent_words(share_before(chart, at)), {}});
    tip.lines.push_back({app::tr("chart.of_first_step"), percent_words(share_of(step.count, chart.steps[0].count)), {}});
    if (step.median_days) tip.lines.push_back({app::tr("chart.median"), app::tr_count("date.span_days", *step.median_days), {}});
    return tip;
}

ChartTable table_of(const FunnelChart& chart) {
    ChartTable table;
    table.heads = {chart.step.empty() ? app::tr("chart.name") : std::string(chart.step), chart.count.empty() ? app::tr("chart.value") : std::string(chart.count), app::tr("chart.of_step_before"), app::tr("chart.median")};
    table.rows = static_cast<int64_t>(chart.steps.size());
    table.mark = [](int64_t row, size_t column) { return column == 1 ? ChartMark{0, static_cast<int>(row)} : ChartMark{}; };
    table.cell = [&chart](int64_t row, size_t column) -> std::string {
        const auto at = static_cast<size_t>(row);
        const FunnelStep& step = chart.steps[at];
        if (column == 0) return step.stage.name;
        if (column == 1) return count_words(step.count);
        if (column == 2) return percent_words(share_before(chart, at));
        return step.median_days ? app::tr_count("date.span_days", *step.median_days) : app::tr("chart.no_value");
    };
    return table;
}

}  // namespace

ChartEvents funnel_chart(Frame& frame, NodeId id, Rect box, ChartState& state, const FunnelChart& chart) {
    int64_t most = 0;
    for (const FunnelStep& step : chart.steps) most = std::max(most, step.count);
    ChartSheet sheet(frame, id, box, state, chart.head, most > 0, ChartShape::lying);
    if (sheet.blank()) return {};
    Rect area = sheet.area;
    const Places places = places_of(frame, area.w, chart);
    // The last step has nothing below it.
    const float after = places.least_pitch - places.over - places.bar(places.least_pitch);
    const ShownRows shown = rows_that_fit(frame, area.h + after, chart.steps.size(), places.least_pitch);
    const Rect hidden = shown.hidden > 0 ? area.cut_bottom(line_height(frame, Type::small)) : Rect{};
    const auto count = static_cast<float>(shown.count);
    const float pitch = std::floor(std::clamp((area.h - places.over * kShareOfBar) / (count - 1 + kShareOfBar), places.least_pitch, places.pitch));
    const float bar_height = places.bar(pitch), between = pitch - bar_height - places.over;

    std::vector<ChartSpot> spots;
    for (size_t step = 0; step < shown.count; ++step) {
        const float y = area.y + pitch * static_cast<float>(step), bar_y = y + places.over;
        const float room = area.w - places.name - places.count - kBetween;
        const float share = static_cast<float>(std::max<int64_t>(chart.steps[step].count, 0)) / static_cast<float>(most);
        const Rect bar{area.x + places.name, bar_y, std::max(std::round(room * share), 2.f), bar_height};
        spots.push_back({{0, static_cast<int>(step)}, bar, {area.x, y, area.w, step + 1 < shown.count ? pitch : bar_height + places.over}});
    }
    sheet.follow(spots, ChartWalk::down);
    Painter painter = paint(frame);
    for (const ChartSpot& spot : spots) {
        const auto step = static_cast<size_t>(spot.mark.index);
        const app::StageMark& stage = chart.steps[step].stage;
        painter.fill(spot.box, chart.steps[step].count > 0 ? stage_colour(frame.palette, stage) : frame.palette.line.strong, frame.theme.radius.small);
        if (sheet.is_meant(spot.mark)) painter.border(spot.box, frame.palette.ink.first, frame.theme.radius.small, 2);
        const Rect beside{area.x, spot.box.y, places.name - kBetween, bar_height};
        write_name(sheet, places.over > 0 ? Rect{area.x, spot.reach.y, area.w, places.over} : beside, stage);
        sheet.write({area.right() - places.count, spot.box.y, places.count, bar_height}, Type::small_strong, frame.palette.ink.first, count_words(chart.steps[step].count), Align::right);
        if (step > 0) write_way(sheet, {area.x + places.way, spot.reach.y - between, area.w - places.way, between}, chart, step);
    }
    write_hidden(sheet, hidden, shown.hidden);
    return sheet.end(spots, table_of(chart), [&](ChartMark mark) { return tip_of(chart, mark); });
}

float funnel_height(const Frame& frame, float width, const FunnelChart& chart) {
    const Places places = places_of(frame, sheet_width(width), chart);
    const float after = places.pitch - places.over - places.bar(places.pitch);
    return sheet_height(frame, width, chart.head) + std::max(places.pitch * static_cast<float>(chart.steps.size()) - after, 0.f);
}

}  // namespace ui
