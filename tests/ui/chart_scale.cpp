// Ticks and places of words on the axes of charts: examples, and laws over drawn cases.
#include "ui/widgets/chart_scale.h"

#include "core/support/random.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace ui;

namespace {

ChartRange range_of(std::initializer_list<double> values) {
    ChartRange range;
    for (const double value : values) range.add(value);
    return range;
}

using Numbers = std::vector<double>;

bool is_nice(double step) {
    const double leading = step / std::pow(10, std::floor(std::log10(step) + 1e-9));
    return std::abs(leading - 1) < 1e-6 || std::abs(leading - 2) < 1e-6 || std::abs(leading - 5) < 1e-6;
}

void check_ticks(const ChartRange& range, const TickWish& wish) {
    const ChartTicks ticks = ticks_of(range, wish);
    INFO("from ", range.low, " to ", range.high, ", most ", wish.most, ", whole ", wish.whole, ", from zero ", wish.from_zero, ", step ", ticks.step);
    REQUIRE(ticks.at.size() >= 2);
    CHECK(ticks.at.size() <= static_cast<size_t>(std::max(wish.most, kFewestTicks)));
    CHECK(is_nice(ticks.step));
    if (wish.whole) CHECK(ticks.step >= 1);
    const double slack = ticks.step * 1e-6;
    if (range.any) {
        CHECK(ticks.low() <= range.low + slack);
        CHECK(ticks.high() >= range.high - slack);
    }
    bool has_zero = false;
    for (size_t i = 0; i < ticks.at.size(); ++i) {
        CHECK(std::isfinite(ticks.at[i]));
        if (i > 0) CHECK(ticks.at[i] > ticks.at[i - 1]);
        has_zero = has_zero || ticks.at[i] == 0;
        if (wish.whole) CHECK(ticks.at[i] == std::round(ticks.at[i]));
    }
    if (wish.from_zero) CHECK(has_zero);
}

// Of all sizes and signs, as often tiny as huge.
double any_number(tests::Random& random) {
    const double size = std::pow(10, static_cast<double>(random.between(-6, 15))) * static_cast<double>(random.between(0, 1000)) / 1000;
    return random.chance(40) ? -size : size;
}

}  // namespace

TEST_CASE("ticks of an axis: examples") {
    CHECK(ticks_of(range_of({3, 97}), {.from_zero = true}).at == Numbers{0, 50, 100});
    CHECK(ticks_of(range_of({3, 97}), {.most = 6, .from_zero = true}).at == Numbers{0, 20, 40, 60, 80, 100});
    CHECK(ticks_of(range_of({0.1, 0.3}), {.most = 4}).at == Numbers{0.1, 0.2, 0.3});
    CHECK(ticks_of(range_of({-7, 12}), {.most = 6, .from_zero = true}).at == Numbers{-10, -5, 0, 5, 10, 15});
    CHECK(ticks_of(range_of({1, 2}), {.most = 6, .whole = true, .from_zero = true}).at == Numbers{0, 1, 2});
}

TEST_CASE("ticks of an axis: nothing, one value, all equal, below zero, huge") {
    CHECK(ticks_of({}, {}).at.front() == 0);
    CHECK(ticks_of({}, {.whole = true}).at == Numbers{0, 1});
    CHECK(ticks_of(range_of({7, 7, 7}), {.most = 3}).at == Numbers{0, 5, 10});
    CHECK(ticks_of(range_of({-3}), {.most = 4}).at == Numbers{-3, -2, -1, 0});
    CHECK(ticks_of(range_of({1e15}), {.most = 3, .whole = true}).at == Numbers{0, 5e14, 1e15});
    CHECK(ticks_of(range_of({NAN, INFINITY, 4}), {.most = 3, .from_zero = true}).at == Numbers{0, 2, 4});
    check_ticks(range_of({1e15, 1e15 + 0.25}), {});
}

TEST_CASE("ticks of an axis: a law") {
    tests::Random random;
    CAPTURE(random.seed());
    for (int i = 0; i < tests::cases(2000); ++i) {
        ChartRange range;
        for (uint64_t values = random.below(5); values-- > 0;) range.add(any_number(random));
        check_ticks(range, {.most = static_cast<int>(random.between(1, 12)), .whole = random.chance(50), .from_zero = random.chance(50)});
    }
}

TEST_CASE("ticks of days are days, Mondays, first days of months and of years") {
    const auto day = [](int year, int month, int of_month) { return base::day_from_civil({year, month, of_month}); };
    CHECK(ticks_of(day(2026, 11, 3), day(2026, 11, 6), 8).at.size() == 4);
    const DayTicks weeks = ticks_of(day(2026, 11, 3), day(2026, 12, 6), 6);
    CHECK(weeks.step == DayStep::days);
    for (const base::Day monday : weeks.at) CHECK(base::weekday(monday) == 0);
    const DayTicks months = ticks_of(day(2026, 1, 1), day(2026, 12, 31), 12);
    CHECK(months.step == DayStep::months);
    CHECK(months.at.size() == 12);
    CHECK(ticks_of(day(2026, 1, 1), day(2026, 12, 31), 6).at.size() == 6);
    CHECK(ticks_of(day(2001, 5, 1), day(2026, 12, 31), 6).step == DayStep::years);
    CHECK(ticks_of(day(2026, 11, 3), day(2026, 11, 3), 5).at == std::vector<base::Day>{day(2026, 11, 3)});
}

TEST_CASE("ticks of days: a law") {
    tests::Random random;
    CAPTURE(random.seed());
    for (int i = 0; i < tests::cases(500); ++i) {
        const base::Day low{static_cast<int32_t>(random.between(0, 30'000))};
        const base::Day high = low + static_cast<int>(random.below(uint64_t{1} << random.below(15)));
        const int most = static_cast<int>(random.between(1, 14));
        const DayTicks ticks = ticks_of(low, high, most);
        INFO("from ", base::to_iso(low), " to ", base::to_iso(high), ", most ", most);
        REQUIRE(!ticks.at.empty());
        CHECK(ticks.at.size() <= static_cast<size_t>(most));
        for (size_t at = 0; at < ticks.at.size(); ++at) {
            CHECK(ticks.at[at] >= low);
            CHECK(ticks.at[at] <= high);
            if (at > 0) CHECK(ticks.at[at] > ticks.at[at - 1]);
            if (ticks.step != DayStep::days) CHECK(base::civil_from_day(ticks.at[at]).day == 1);
            if (ticks.step == DayStep::years) CHECK(base::civil_from_day(ticks.at[at]).month == 1);
        }
    }
}

TEST_CASE("labels are placed inside, apart, and near where they belong: a law") {
    tests::Random random;
    CAPTURE(random.seed());
    for (int i = 0; i < tests::cases(500); ++i) {
        const float high = static_cast<float>(random.between(20, 600)), gap = static_cast<float>(random.between(0, 10));
        std::vector<float> centres, widths;
        for (uint64_t count = random.below(12), at = 0; count-- > 0;) {
            centres.push_back(static_cast<float>(at += random.below(80)));
            widths.push_back(static_cast<float>(random.between(1, 90)));
        }
        const auto places = place_labels(centres, widths, 0, high, gap);
        REQUIRE(places.size() == centres.size());
        float end = -gap;
        for (size_t at = 0; at < places.size(); ++at) {
            if (!places[at]) continue;
            CHECK(*places[at] >= end + gap);
            CHECK(*places[at] + widths[at] <= high);
            end = *places[at] + widths[at];
        }
        if (!places.empty() && widths[0] <= high) CHECK(places[0].has_value());
    }
}

TEST_CASE("labels beside lines never cover one another: a law") {
    tests::Random random;
    CAPTURE(random.seed());
    for (int i = 0; i < tests::cases(500); ++i) {
        std::vector<float> wanted;
        for (uint64_t count = random.below(8); count-- > 0;) wanted.push_back(static_cast<float>(random.between(-20, 220)));
        const float height = static_cast<float>(random.between(1, 40));
        const auto middles = spread_labels(wanted, height, 0, 200);
        CHECK(middles.has_value() == (static_cast<float>(wanted.size()) * height <= 200));
        if (!middles) continue;
        for (size_t a = 0; a < wanted.size(); ++a) {
            CHECK((*middles)[a] - height / 2 >= -0.01f);
            CHECK((*middles)[a] + height / 2 <= 200.01f);
            for (size_t b = a + 1; b < wanted.size(); ++b) {
                CHECK(std::abs((*middles)[a] - (*middles)[b]) >= height - 0.01f);
                if (wanted[a] < wanted[b]) CHECK((*middles)[a] < (*middles)[b]);
            }
        }
    }
    CHECK(*spread_labels(std::vector<float>{50, 150}, 10, 0, 200) == std::vector<float>{50, 150});
}
