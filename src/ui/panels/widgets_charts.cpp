// Of the page that shows every widget: the charts. Their numbers are invented.
#include "ui/panels/widgets_parts.h"
#include "ui/widgets/chart.h"

#include <cmath>

namespace ui {
namespace {

constexpr float kWide = 464, kNarrow = 320, kHeight = 264;
constexpr size_t kManyPoints = 20'000;
constexpr int64_t kMillionRupiah = 100'000'000;  // sen

using Values = std::vector<std::optional<double>>;

std::vector<std::string> sources() {
    return {tr("reason.channel.referral"), tr("reason.channel.web"), tr("reason.channel.event"), tr("reason.channel.social"), tr("reason.channel.advert"), tr("reason.channel.partner")};
}

ChartHead head_of(const char* title, bool pressable = false) { return {.title = tr(title), .note = tr("widgets.chart_sample"), .pressable = pressable}; }

// Under the words for its state, as wide as given. What is pressed is counted.
template <class Chart>
void show(Family& family, const char* state, float width, float height, const Chart& chart, ChartEvents (*draw)(Frame&, NodeId, Rect, ChartState&, const Chart&)) {
    const float own = std::min(width, family.most());
    family.show(tr(state), own, height, [&](NodeId id, Rect box) { family.page.pressed += draw(family.frame, id, box.cut_left(own), family.page.charts[id], chart).pressed.has_value(); });
}

void show_bars_of(Family& family, const char* state, float width, const BarChart& chart, float height = kHeight) {
    show(family, state, width, chart.lying && height == kHeight ? lying_bars_height(family.frame, std::min(width, family.most()), chart) : height, chart, bar_chart);
}

// --- bars -----------------------------------------------------------------------------------------------

BarChart by_source(bool lying) {
    BarChart chart{.head = head_of("widgets.chart_leads_by_source", true), .category = tr("widgets.chart_source"), .values = {.label = tr("nav.leads")}, .names = sources(), .lying = lying};
    chart.series = {{.values = lying ? Values{1284, 612, 447, 211, 96, 31} : Values{388, 447, 142, 211, 96, 31}}};
    return chart;
}

std::vector<std::string> months() {
    std::vector<std::string> names;
    for (const char* month : {"jun", "jul", "aug", "sep", "oct", "nov"}) names.push_back(tr("chart.month_short." + std::string(month)));
    return names;
}

BarChart change(bool lying) {
    BarChart chart{.head = head_of("widgets.chart_change"), .values = {.format = {.unit = ChartUnit::percent}}, .names = lying ? sources() : months(), .lying = lying};
    chart.series = {{.values = {0.12, 0.048, -0.071, std::nullopt, -0.024, 0.2}}};
    return chart;
}

BarChart won_and_lost() {
    BarChart chart{.head = head_of("widgets.chart_won_and_lost"), .category = tr("widgets.chart_month"), .names = months()};
    chart.series = {{.name = tr("outcome.won"), .values = {7, 12, 18, 9, 24, 17}}, {.name = tr("outcome.lost"), .values = {14, 21, 16, 25, 19, std::nullopt}}};
    return chart;
}

BarChart motivation(bool lying) {
    BarChart chart{.head = head_of("widgets.chart_motivation"), .values = {.label = tr("widgets.chart_share"), .format = {.unit = ChartUnit::percent, .decimals = 0}}, .names = lying ? sources() : months(), .lying = lying, .stacked = true};
    chart.series = {{.name = tr("temperature.hot"), .values = {0.52, 0.31, 0.28, 0.22, 0.09, 0.4}, .tone = ChartTone::hot, .icon = icon::flame},
                    {.name = tr("temperature.warm"), .values = {0.30, 0.36, 0.41, 0.40, 0.27, 0.4}, .tone = ChartTone::warm, .icon = icon::sun},
                    {.name = tr("temperature.cold"), .values = {0.18, 0.33, 0.31, 0.38, 0.64, 0.2}, .tone = ChartTone::cold, .icon = icon::snowflake}};
    return chart;
}

void show_bars(Family& family) {
    family.part(tr("widgets.chart_bars"));
    show_bars_of(family, "widgets.chart_upright", kWide, by_source(false));
    show_bars_of(family, "widgets.chart_below_zero", kWide, change(false));
    show_bars_of(family, "widgets.chart_beside", kWide, won_and_lost());
    show_bars_of(family, "widgets.chart_stacked", kWide, motivation(false));
    show_bars_of(family, "widgets.chart_lying", kWide, by_source(true));
    show_bars_of(family, "widgets.chart_stacked_lying", kWide, motivation(true));
    show_bars_of(family, "widgets.chart_narrow", kNarrow, change(true));
    show_bars_of(family, "widgets.chart_short", kNarrow, by_source(true), 208);
}

// --- lines ----------------------------------------------------------------------------------------------

LineChart by_month(std::vector<ChartSeries> series, const ChartAxis& values) {
    LineChart chart{.head = head_of("widgets.chart_new_leads"), .across = {.label = tr("widgets.chart_month"), .format = {.unit = ChartUnit::month}}, .values = values, .series = std::move(series)};
    for (int month = 0; month < 12; ++month) chart.at.push_back(base::day_from_civil({2026 + (month + 2) / 12, (month + 2) % 12 + 1, 1}).count);
    return chart;
}

LineChart new_leads() {
    return by_month({{.values = {42, 58, 61, 49, std::nullopt, 71, 88, 84, 97, 120, 64, 38}}}, {.label = tr("nav.leads")});
}

LineChart leads_by_source() {
    return by_month({{.name = tr("temperature.hot"), .values = {12, 18, 16, 22, 27, 31, 28, 36, 41, 52, 47, 61}},
                     {.name = tr("temperature.warm"), .values = {31, 28, 33, 30, 36, 32, 39, 42, 40, 45, 49, 56}},
                     {.name = tr("temperature.cold"), .values = {52, 55, 47, std::nullopt, std::nullopt, 41, 44, 38, 35, 36, 31, 29}}},
                    {.label = tr("nav.leads")});
}

LineChart value_won() {
    LineChart chart = by_month({{}}, {.format = {.unit = ChartUnit::money, .currency = base::currency_from_code("IDR")}});
    chart.head.title = tr("widgets.chart_value_won");
    for (const int64_t millions : {12, 40, 25, 61, 75, 48, 90, 132, 118, 164, 151, 210}) chart.series[0].values.push_back(static_cast<double>(millions * kMillionRupiah));
    return chart;
}

void show_lines(Family& family) {
    family.part(tr("widgets.chart_lines"));
    show(family, "widgets.chart_one_line", kWide, kHeight, new_leads(), line_chart);
    show(family, "widgets.chart_lines_many", kWide, kHeight, leads_by_source(), line_chart);
    show(family, "widgets.chart_value_won", kNarrow, kHeight, value_won(), line_chart);
    show(family, "widgets.chart_narrow", kNarrow, kHeight, leads_by_source(), line_chart);
}

// --- funnels, matrices, points --------------------------------------------------------------------------

FunnelChart way() {
    constexpr int kStages = 5;
    const struct {
        const char* name;
        int64_t count;
        std::optional<int64_t> median_days;
    } steps[kStages] = {{"stage.lead_first.lead", 1284, {}}, {"stage.lead_first.qualification", 612, 4}, {"stage.lead_first.prospect", 318, 6}, {"stage.lead_first.opportunity", 171, 11}, {"stage.lead_first.customer", 127, {}}};
    FunnelChart chart{.head = head_of("widgets.chart_way", true), .step = tr("column.stage"), .count = tr("nav.leads")};
    for (int place = 0; place < kStages; ++place) {
        const auto kind = place + 1 == kStages ? app::StageMark::Kind::last : app::StageMark::Kind::open;
        chart.steps.push_back({{place, kStages, tr(steps[place].name), kind}, steps[place].count, steps[place].median_days});
    }
    return chart;
}

void show_funnels(Family& family) {
    const FunnelChart chart = way();
    family.part(tr("widgets.chart_funnels"));
    show(family, "widgets.normal", kWide, funnel_height(family.frame, std::min(kWide, family.most()), chart), chart, funnel_chart);
    show(family, "widgets.chart_narrow", kNarrow, funnel_height(family.frame, std::min(kNarrow, family.most()), chart), chart, funnel_chart);
}

MatrixChart fit_by_engagement() {
    MatrixChart chart{.head = head_of("widgets.chart_fit_engagement", true), .rows_are = tr("score.fit"), .columns_are = tr("score.engagement")};
    for (int grade = 1; grade <= 4; ++grade) chart.rows.push_back(grade_words(grade));
    for (const app::Temperature temperature : {app::Temperature::hot, app::Temperature::warm, app::Temperature::cold}) chart.columns.push_back(temperature_word(temperature));
    chart.cells = {28, 31, 54, 50, 103, 148, 42, 184, 239, 9, std::nullopt, 300};
    return chart;
}

void show_matrices(Family& family) {
    family.part(tr("widgets.chart_matrices"));
    const MatrixChart chart = fit_by_engagement();
    for (const auto& [state, width] : {std::pair{"widgets.normal", kWide}, std::pair{"widgets.chart_narrow", kNarrow}}) show(family, state, width, matrix_height(family.frame, std::min(width, family.most()), chart), chart, matrix_chart);
}

// Groups of leads: what was said of them, and what came of it.
const std::vector<ScatterPoint>& calibration() {
    static const std::vector<ScatterPoint> points = {{0.04, 0.03, 62, 0.0, 0.12}, {0.12, 0.10, 41, 0.03, 0.21}, {0.21, 0.24, 33, 0.11, 0.36}, {0.31, 0.29, 30, 0.15, 0.42}, {0.42, 0.45, 26, 0.3, 0.6}, {0.53, 0.50, 22, 0.34, 0.66}, {0.64, 0.69, 18, 0.52, 0.86}, {0.74, 0.72, 15, 0.53, 0.91}, {0.86, 0.88, 11, 0.67, 1.0}};
    return points;
}

const std::vector<ScatterPoint>& many_points() {
    static const std::vector<ScatterPoint> points = [] {
        std::vector<ScatterPoint> made;
        uint32_t state = 7;
        const auto share = [&] { return static_cast<double>((state = state * 1664525u + 1013904223u) >> 8) / (1 << 24); };
        while (made.size() < kManyPoints) {
            const double days = 5 + 90 * share() * share();
            made.push_back({.x = std::round(days), .y = std::round(static_cast<double>(kMillionRupiah) * (2 + 0.4 * days + 40 * share() * share() * share()))});
        }
        return made;
    }();
    return points;
}

ScatterChart said_and_happened() {
    const ChartFormat percent{.unit = ChartUnit::percent};
    return {.head = head_of("widgets.chart_calibration"), .across = {tr("widgets.chart_probability"), percent}, .up = {tr("widgets.chart_bought"), percent}, .points = calibration(), .name_of = [](size_t index) { return tr("widgets.chart_group", {{"n", std::to_string(index + 1)}}); }, .diagonal = true, .joined = true};
}

ScatterChart days_and_value() {
    return {.head = head_of("widgets.chart_days_and_value"), .across = {tr("widgets.chart_days"), {}}, .up = {tr("field.value"), {.unit = ChartUnit::money, .currency = base::currency_from_code("IDR")}}, .points = many_points(), .name_of = [](size_t index) { return tr("widgets.chart_lead", {{"n", std::to_string(index + 1)}}); }};
}

void show_points(Family& family) {
    family.part(tr("widgets.chart_points"));
    show(family, "widgets.chart_calibration", kWide, kHeight + 80, said_and_happened(), scatter_chart);
    show(family, "widgets.chart_dense", kWide, kHeight + 80, days_and_value(), scatter_chart);
}

void show_blank(Family& family) {
    family.part(tr("widgets.chart_states"));
    BarChart empty{.head = head_of("widgets.chart_leads_by_source")};
    show_bars_of(family, "widgets.chart_empty", kNarrow, empty, 160);
    BarChart upright = by_source(false), lying = by_source(true);
    upright.head.loading = lying.head.loading = true;
    show_bars_of(family, "widgets.chart_loading", kNarrow, upright, 160);
    show_bars_of(family, "widgets.chart_loading", kNarrow, lying, 160);
    MatrixChart matrix = fit_by_engagement();
    matrix.head.loading = true;
    show(family, "widgets.chart_loading", kNarrow, 160, matrix, matrix_chart);
}

}  // namespace

void show_charts(Scene& scene, Rect& at) {
    Family family(scene, at, "widgets.charts");
    show_bars(family);
    show_lines(family);
    show_funnels(family);
    show_matrices(family);
    show_points(family);
    show_blank(family);
}

}  // namespace ui
