// Where numbers and days lie on an axis, and where its words stand: pure functions, nothing is drawn here. What is not
// finite counts as no value; the largest magnitude that is meant is 1e15.
#pragma once

#include "base/day.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ui {

// From the least to the greatest of some values.
struct ChartRange {
    double low = 0, high = 0;
    bool any = false;  // there was a value
    void add(double value);
};

inline constexpr int kFewestTicks = 3;  // with fewer neither -3 to 7 nor a zero between them could be had

struct ChartTicks {
    std::vector<double> at = {};  // ascending, `step` apart; the first is at or below the data, the last at or above
    double step = 1;              // 1, 2 or 5 times a power of ten
    double low() const { return at.front(); }
    double high() const { return at.back(); }
};

struct TickWish {
    int most = 5;            // ticks; fewer than kFewestTicks are taken as so many
    bool whole = false;      // no step below 1: counts
    bool from_zero = false;  // zero is one of them: bars
};

// Also of no value at all, and of one: an axis always has a length.
ChartTicks ticks_of(const ChartRange& range, const TickWish& wish);

enum class DayStep : uint8_t { days, months, years };
struct DayTicks {
    std::vector<base::Day> at = {};  // ascending, inside the range: days, Mondays, or first days of months or years
    DayStep step = DayStep::days;
};
// The most that fit into `most` (at least 1). A range without any (two weeks of one month, and one tick) has its first day.
DayTicks ticks_of(base::Day low, base::Day high, int most);

// Where labels of these widths stand that would be centred at `centres` (ascending): inside low to high, `gap` apart,
// nothing where there was no room behind the one before. The left edges, px.
std::vector<std::optional<float>> place_labels(std::span<const float> centres, std::span<const float> widths, float low, float high, float gap);

// Middles of labels of one height that would stand at `wanted`, moved so that none covers another and all are between low
// and high. Nothing if there is not room for all.
std::optional<std::vector<float>> spread_labels(std::span<const float> wanted, float height, float low, float high);

}  // namespace ui
