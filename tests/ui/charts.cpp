// Charts: what they draw stays in its box and can be read, whatever the theme, the size and the language; mouse, keyboard,
// finger and screen reader find the same marks and numbers.
#include "chart_stage.h"

#include "app/messages.h"
#include "core/support/random.h"

#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>
#include <set>

using namespace tests;
using base::Role;
using ui::ChartMark;

namespace {

ui::ChartHead head() { return {.title = "Leads by source", .note = "n = 240", .pressable = true}; }

ui::BarChart bars(bool lying, bool stacked) {
    ui::BarChart chart{.head = head(), .category = "Source", .values = {.label = "Leads"}, .names = {"Referral", "A fair in a city with a very long name", "Web", "Partner", "Advert"}, .lying = lying, .stacked = stacked};
    chart.series = {{.name = "Hot", .values = {52, 31, 1284, -9, 9}}, {.name = "Warm", .values = {30, 36, 41, std::nullopt, 27}}, {.name = "Cold", .values = {18, 33, 31, -20, 64}}};
    return chart;
}

ui::BarChart ranked() {
    ui::BarChart chart{.head = head(), .category = "Source", .values = {.label = "Leads"}, .names = {"Referral", "Web", "Fair"}, .lying = true};
    chart.series = {{.values = {52, 31, 9}}};
    return chart;
}

ui::LineChart lines(ui::ChartUnit unit) {
    ui::LineChart chart{.head = head(), .across = {"Month", {.unit = ui::ChartUnit::month}}, .values = {"Value", {.unit = unit, .currency = base::currency_from_code("IDR")}}};
    for (int month = 0; month < 14; ++month) chart.at.push_back(base::day_from_civil({2026 + month / 12, month % 12 + 1, 1}).count);
    chart.series.resize(3);
    for (int series = 0; series < 3; ++series) {
        chart.series[static_cast<size_t>(series)].name = series == 0 ? "Hot" : series == 1 ? "Warm" : "Cold";
        for (int month = 0; month < 14; ++month) chart.series[static_cast<size_t>(series)].values.push_back(month == 5 + series ? std::nullopt : std::optional<double>(1.5 * month * (series + 1)));
    }
    return chart;
}

ui::FunnelChart funnel() {
    ui::FunnelChart chart{.head = head(), .step = "Stage", .count = "Leads"};
    const std::pair<const char*, int64_t> steps[] = {{"Lead", 1284}, {"Qualification of the need", 612}, {"Prospect", 318}, {"Customer", 0}};
    for (const auto& [name, count] : steps) chart.steps.push_back({{static_cast<int>(chart.steps.size()), 4, name, app::StageMark::Kind::open}, count, 11});
    return chart;
}

ui::MatrixChart matrix() {
    return {.head = head(), .rows_are = "Fit", .columns_are = "Engagement", .rows = {"Grade 1", "Grade 2", "Grade 3"}, .columns = {"Hot", "Warm", "Nobody knows when they last called"}, .cells = {28, 31, 54, 50, std::nullopt, 148, 0, 1184, 239}};
}

std::vector<ui::ScatterPoint> points(size_t count) {
    Random random(7);
    std::vector<ui::ScatterPoint> out;
    for (size_t i = 0; i < count; ++i) out.push_back({static_cast<double>(random.below(1000)) / 1000, static_cast<double>(random.below(1000)) / 1000, 0, std::nullopt, std::nullopt});
    return out;
}

ui::ScatterChart scatter(std::span<const ui::ScatterPoint> all) {
    const ui::ChartFormat percent{.unit = ui::ChartUnit::percent};
    return {.head = head(), .across = {"Said", percent}, .up = {"Happened", percent}, .points = all, .diagonal = true};
}

// Every kind of chart, one after another.
void each_chart(const ChartStageOptions& options, const std::function<void(ChartStage& stage)>& look) {
    const std::vector<ui::ScatterPoint> few = points(30), many = points(3000);
    for (const bool lying : {false, true})
        for (const bool stacked : {false, true}) {
            const ui::BarChart chart = bars(lying, stacked);
            INFO("bars, lying ", lying, ", stacked ", stacked);
            ChartStage stage(ui::bar_chart, chart, options);
            look(stage);
        }
    for (const ui::ChartUnit unit : {ui::ChartUnit::count, ui::ChartUnit::number, ui::ChartUnit::percent, ui::ChartUnit::money}) {
        const ui::LineChart chart = lines(unit);
        INFO("lines, unit ", static_cast<int>(unit));
        ChartStage stage(ui::line_chart, chart, options);
        look(stage);
    }
    const ui::FunnelChart steps = funnel();
    ChartStage funnel_stage(ui::funnel_chart, steps, options);
    look(funnel_stage);
    const ui::MatrixChart cells = matrix();
    ChartStage matrix_stage(ui::matrix_chart, cells, options);
    look(matrix_stage);
    for (const auto& all : {few, many}) {
        const ui::ScatterChart chart = scatter(all);
        INFO(all.size(), " points");
        ChartStage stage(ui::scatter_chart, chart, options);
        look(stage);
    }
}

bool overlap(ui::Rect a, ui::Rect b) {
    constexpr float kSlack = 1;
    return a.x + kSlack < b.right() && b.x + kSlack < a.right() && a.y + kSlack < b.bottom() && b.y + kSlack < a.bottom();
}

void check_in_box(const ChartStage& stage) {
    constexpr float kSmoothing = 1;  // of edges
    CHECK(stage.vertices > 100);
    CHECK(stage.drawn.x >= stage.box.x - kSmoothing);
    CHECK(stage.drawn.y >= stage.box.y - kSmoothing);
    CHECK(stage.drawn.right() <= stage.box.right() + kSmoothing);
    CHECK(stage.drawn.bottom() <= stage.box.bottom() + kSmoothing);
}

void check_words(const ChartStage& stage) {
    const std::vector<ui::Rect>& words = stage.state.words;
    CHECK(words.size() > 5);
    for (size_t a = 0; a < words.size(); ++a)
        for (size_t b = a + 1; b < words.size(); ++b) {
            INFO("at ", words[a].x, ", ", words[a].y, " and ", words[b].x, ", ", words[b].y);
            CHECK(!overlap(words[a], words[b]));
        }
}

// Presses Tab until the chart has the keyboard.
void enter(ChartStage& stage) {
    hands::key(ImGuiKey_Tab);
    REQUIRE(stage.is_focused());
}

const base::SemanticNode* node_of(Role role, std::string_view name) { return hands::find(role, name); }

}  // namespace

TEST_CASE("charts: everything is drawn inside, no words cover others, and then nothing moves") {
    for (const std::string& language : app::languages())
        for (const float width : {240.f, 320.f, 464.f, 900.f})
            for (const bool touch : {false, true}) {
                INFO(language, " at ", width, ", touch ", touch);
                each_chart({.width = width, .height = touch ? 340.f : 264.f, .language = language, .touch = touch}, [](ChartStage& stage) {
                    check_in_box(stage);
                    check_words(stage);
                    const int frames = hands::frames_drawn();
                    hands::advance(2000);
                    hands::settle();
                    CHECK(hands::frames_drawn() == frames);
                });
            }
}

TEST_CASE("charts: in each theme they are drawn, ringed under the keyboard, and stay inside") {
    each_chart({}, [](ChartStage& stage) {
        enter(stage);
        for (const ui::Palette* palette : {&stage.theme.light, &stage.theme.dark, &stage.theme.high_contrast}) {
            stage.palette = palette;
            stage.draw_again();
            check_in_box(stage);
            CHECK(stage.tip);
        }
    });
}

TEST_CASE("charts: the mouse finds the nearest mark, and its words float beside it") {
    const ui::BarChart chart = ranked();
    ChartStage stage(ui::bar_chart, chart);
    CHECK(!stage.tip);
    const base::SemanticNode* cell = node_of(Role::data_cell, "31");
    REQUIRE(cell != nullptr);
    hands::move(cell->box.x + 2, cell->box.y + cell->box.height / 2);
    hands::settle();
    CHECK(stage.at == ChartMark{0, 1});
    CHECK(stage.tip);
    CHECK(stage.pressed.empty());
    hands::click(stage.box.right() - 60, cell->box.y + cell->box.height / 2);  // beyond its end, in its row
    CHECK(stage.pressed == std::vector<ChartMark>{{0, 1}});
    hands::move(2, 2);
    hands::settle();
    CHECK(stage.at == ChartMark{});
    CHECK(!stage.tip);
}

TEST_CASE("charts: one tab stop, arrows from mark to mark and between series, Enter presses, all of it is said") {
    const ui::LineChart chart = lines(ui::ChartUnit::count);
    ChartStage stage(ui::line_chart, chart);
    CHECK(stage.said().empty());
    enter(stage);
    CHECK(stage.at == ChartMark{0, 0});
    CHECK(stage.said().find("Hot: 0") != std::string::npos);
    hands::key(ImGuiKey_RightArrow);
    CHECK(stage.at == ChartMark{0, 1});
    hands::key(ImGuiKey_DownArrow);
    CHECK(stage.at == ChartMark{1, 1});
    CHECK(stage.said().find("Warm: 3") != std::string::npos);
    hands::key(ImGuiKey_End);
    CHECK(stage.at == ChartMark{1, 13});
    hands::key(ImGuiKey_RightArrow);
    CHECK(stage.at == ChartMark{1, 13});
    hands::key(ImGuiKey_Home);
    hands::key(ImGuiKey_UpArrow);
    CHECK(stage.at == ChartMark{0, 0});
    for (int i = 0; i < 5; ++i) hands::key(ImGuiKey_RightArrow);
    CHECK(stage.at == ChartMark{0, 6});  // over the gap
    hands::key(ImGuiKey_Enter);
    CHECK(stage.pressed == std::vector<ChartMark>{{0, 6}});
}

TEST_CASE("charts: in lying bars, a funnel and a matrix arrows go as things stand") {
    const ui::BarChart list = ranked();
    ChartStage bars_stage(ui::bar_chart, list);
    enter(bars_stage);
    hands::key(ImGuiKey_DownArrow);
    CHECK(bars_stage.at == ChartMark{0, 1});
    const ui::FunnelChart steps = funnel();
    ChartStage funnel_stage(ui::funnel_chart, steps);
    enter(funnel_stage);
    hands::key(ImGuiKey_DownArrow);
    hands::key(ImGuiKey_DownArrow);
    CHECK(funnel_stage.at == ChartMark{0, 2});
    CHECK(funnel_stage.said().find("Prospect, Leads: 318") == 0);
    const ui::MatrixChart cells = matrix();
    ChartStage matrix_stage(ui::matrix_chart, cells);
    enter(matrix_stage);
    hands::key(ImGuiKey_RightArrow);
    hands::key(ImGuiKey_DownArrow);
    CHECK(matrix_stage.at == ChartMark{1, 1});
    CHECK(matrix_stage.said().find(app::tr("chart.no_value")) != std::string::npos);
}

TEST_CASE("charts: arrows reach every point, by place and by height") {
    const std::vector<ui::ScatterPoint> all = points(40);
    const ui::ScatterChart chart = scatter(all);
    ChartStage stage(ui::scatter_chart, chart);
    enter(stage);
    for (const auto& [key, home] : {std::pair{ImGuiKey_RightArrow, ImGuiKey_LeftArrow}, std::pair{ImGuiKey_DownArrow, ImGuiKey_UpArrow}}) {
        for (size_t i = 0; i < all.size(); ++i) hands::key(home);
        std::set<int> reached = {stage.at.index};
        for (size_t i = 0; i < all.size(); ++i) {
            hands::key(key);
            reached.insert(stage.at.index);
        }
        CHECK(reached.size() == all.size());
    }
}

TEST_CASE("charts: a finger first sees what a mark says, then presses it") {
    const ui::BarChart chart = ranked();
    ChartStage stage(ui::bar_chart, chart, {.touch = true});
    const base::SemanticNode cell = *node_of(Role::data_cell, "31");
    const float x = cell.box.x + 4, y = cell.box.y + cell.box.height / 2;
    hands::click(x, y);
    CHECK(stage.pressed.empty());
    CHECK(stage.at == ChartMark{0, 1});
    CHECK(stage.tip);
    CHECK(stage.said().find("Web") == 0);
    hands::click(x, y);
    CHECK(stage.pressed == std::vector<ChartMark>{{0, 1}});
    hands::click(3, 3);
    CHECK(!stage.tip);
}

TEST_CASE("charts: the numbers are a table of that name, with heads, and values that are missing") {
    const ui::BarChart chart = bars(false, false);
    ChartStage stage(ui::bar_chart, chart);
    REQUIRE(node_of(Role::figure, "Leads by source") != nullptr);
    const base::SemanticNode* table = node_of(Role::table, "Leads by source");
    REQUIRE(table != nullptr);
    CHECK(table->row_count == 6);
    CHECK(table->column_count == 4);
    CHECK(stage.names(Role::column_header) == std::vector<std::string>{"Source", "Hot", "Warm", "Cold"});
    CHECK(stage.names(Role::row_header) == chart.names);
    const std::vector<std::string> cells = stage.names(Role::data_cell);
    REQUIRE(cells.size() == 15);
    CHECK(cells[6] == app::locale().number({1284 * base::kMillionths}));
    CHECK(cells[10] == app::tr("chart.no_value"));
    hands::act({base::SemanticEventKind::activate, node_of(Role::data_cell, "64")->id, ""});
    CHECK(stage.pressed == std::vector<ChartMark>{{2, 4}});
}

TEST_CASE("charts: a long table ends with a sentence that says how many rows there are more") {
    const std::vector<ui::ScatterPoint> all = points(70);
    const ui::ScatterChart chart = scatter(all);
    ChartStage stage(ui::scatter_chart, chart);
    CHECK(stage.names(Role::row_header).size() == 50);
    CHECK(stage.says(app::tr_count("chart.more_rows", 20)));
    CHECK(node_of(Role::table, "Leads by source")->row_count == 71);
}

TEST_CASE("charts: what does not fit into the height is counted, and in the table all the same") {
    const ui::BarChart list = bars(true, false);
    ChartStage stage(ui::bar_chart, list, {.height = 200});
    const std::vector<ui::Rect> few = stage.state.words;
    CHECK(stage.names(Role::row_header).size() == list.names.size());
    check_in_box(stage);
    ChartStage whole(ui::bar_chart, list, {.height = 420});
    CHECK(few.size() < whole.state.words.size());
}

TEST_CASE("charts: nothing, and not yet anything, is said in words and is no tab stop") {
    ui::BarChart empty{.head = head()};
    {
        ChartStage stage(ui::bar_chart, empty);
        CHECK(stage.says(app::tr("chart.empty")));
        hands::key(ImGuiKey_Tab);
        CHECK(!stage.is_focused());
        empty.head.empty = "Nobody came in this month.";
        stage.draw_again();
        CHECK(stage.says("Nobody came in this month."));
    }
    ui::BarChart waiting = bars(true, false);
    waiting.head.loading = true;
    ChartStage stage(ui::bar_chart, waiting);
    CHECK(stage.says(app::tr("chart.loading")));
    CHECK(stage.names(Role::table).empty());
    CHECK(stage.vertices > 40);
}

TEST_CASE("charts: a hundred thousand points are few vertices") {
    const std::vector<ui::ScatterPoint> all = points(100'000);
    const ui::ScatterChart chart = scatter(all);
    for (const float width : {320.f, 1800.f}) {
        ChartStage stage(ui::scatter_chart, chart, {.width = width, .height = width / 2});
        CHECK(stage.vertices < 60'000);
        check_in_box(stage);
        enter(stage);
        CHECK(stage.at.index >= 0);
    }
}

TEST_CASE("charts: every bar of one series has its number, the highest and the lowest, too") {
    ui::BarChart chart = ranked();
    chart.lying = false;
    chart.series = {{.values = {100, -100, 20}}};
    ChartStage stage(ui::bar_chart, chart);
    check_words(stage);
    check_in_box(stage);
    for (const base::SemanticNode& node : hands::tree().nodes) {
        if (node.role != Role::data_cell) continue;
        INFO(node.name);
        const ui::Rect bar{node.box.x, node.box.y, node.box.width, node.box.height};
        CHECK(std::any_of(stage.state.words.begin(), stage.state.words.end(), [&](const ui::Rect& words) {
            return std::abs(words.middle_x() - bar.middle_x()) <= 1 && words.bottom() <= bar.y && words.bottom() > bar.y - 8;
        }));
    }
}

TEST_CASE("charts: in a narrow funnel what goes on, and how long it takes, is whole") {
    ui::FunnelChart chart = funnel();
    for (ui::FunnelStep& step : chart.steps) step.count = 100, step.stage.name = "Qualification";  // beside its bar
    ui::FunnelChart without = chart;
    for (ui::FunnelStep& step : without.steps) step.median_days = std::nullopt;
    const auto widths_of = [](const ui::FunnelChart& drawn, float width) {
        ChartStage stage(ui::funnel_chart, drawn, {.width = width, .height = 400});
        check_words(stage);
        check_in_box(stage);
        std::multiset<float> widths;
        for (const ui::Rect& words : stage.state.words) widths.insert(words.w);
        return widths;
    };
    // Where there is room for all, the median is what is there once for each way, and not without it.
    const std::multiset<float> all = widths_of(chart, 900), fewer = widths_of(without, 900);
    const auto median = std::find_if(all.begin(), all.end(), [&](float width) { return all.count(width) == fewer.count(width) + 3; });
    REQUIRE(median != all.end());
    for (const float width : {240.f, 280.f, 320.f, 464.f}) {
        INFO(width);
        CHECK(widths_of(chart, width).count(*median) >= 3);
    }
}

TEST_CASE("charts: numbers that are none, and huge ones, harm nothing") {
    for (const double value : {1e15, -1e15, 1e-6, 3e17}) {
        ui::LineChart chart = lines(ui::ChartUnit::count);
        chart.series[0].values[3] = value;
        chart.series[1].values[4] = NAN;
        chart.series[2].values[4] = INFINITY;
        ChartStage stage(ui::line_chart, chart);
        INFO(value);
        check_in_box(stage);
        check_words(stage);
    }
    ui::LineChart chart = lines(ui::ChartUnit::count);
    chart.series[0].values[3] = 1e15;
    ChartStage stage(ui::line_chart, chart);
    CHECK(stage.says("1 000 000 000 000 000"));
}
