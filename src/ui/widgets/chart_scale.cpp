#include "ui/widgets/chart_scale.h"

#include "base/order.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ui {
namespace {

constexpr double kFinest = 1e-12;  // of the greatest value: steps below could not be told apart
constexpr double kSlack = 1e-9;    // of a step: what is on a tick but for rounding is on it

// 1, 2 or 5 times a power of ten, kept apart so that a tick is rounded once.
struct NiceStep {
    int leading = 1, exponent = 0;

    double value() const { return at(1); }
    double at(double count) const {
        const double number = count * leading;
        return exponent < 0 ? number / std::pow(10, -exponent) : number * std::pow(10, exponent);
    }
    NiceStep next() const { return leading == 1 ? NiceStep{2, exponent} : leading == 2 ? NiceStep{5, exponent} : NiceStep{1, exponent + 1}; }
};

// The finest that is not below `least`, which is more than 0.
NiceStep step_from(double least) {
    NiceStep step{1, static_cast<int>(std::floor(std::log10(least)))};
    while (step.value() < least * (1 - kSlack)) step = step.next();
    return step;
}

int month_number(base::Day day) {
    const base::Civil civil = base::civil_from_day(day);
    return civil.year * 12 + civil.month - 1;
}

std::vector<base::Day> days_between(base::Day low, base::Day high, int step) {
    std::vector<base::Day> out;
    // Weeks begin on Mondays; day 0 was a Thursday, so day 4 was one.
    constexpr int kMonday = 4;
    const int past = ((low.count - kMonday) % step + step) % step;
    for (base::Day day = low + (past == 0 ? 0 : step - past); day <= high; day = day + step) out.push_back(day);
    return out;
}

std::vector<base::Day> months_between(base::Day low, base::Day high, int step) {
    std::vector<base::Day> out;
    for (int month = month_number(low) / step * step; month <= month_number(high); month += step) {
        if (month < 12) continue;  // before the first year there is
        const base::Day first = base::day_from_civil({month / 12, month % 12 + 1, 1});
        if (first >= low && first <= high) out.push_back(first);
    }
    return out;
}

}  // namespace

void ChartRange::add(double value) {
    if (!std::isfinite(value)) return;
    low = any ? std::min(low, value) : value;
    high = any ? std::max(high, value) : value;
    any = true;
}

ChartTicks ticks_of(const ChartRange& range, const TickWish& wish) {
    double low = range.any ? range.low : 0, high = range.any ? range.high : 0;
    // All equal: seen from zero, their size can be read at least.
    if (wish.from_zero || low == high) low = std::min(low, 0.0), high = std::max(high, 0.0);
    if (low == high) high = 1;
    const int most = std::max(wish.most, kFewestTicks);
    const double least = std::max((high - low) / (most - 1), std::max(std::abs(low), std::abs(high)) * kFinest);
    NiceStep step = step_from(wish.whole ? std::max(least, 1.0) : least);
    for (;; step = step.next()) {
        const double first = std::floor(low / step.value() + kSlack), last = std::ceil(high / step.value() - kSlack);
        if (last - first + 1 > most) continue;
        ChartTicks ticks{.step = step.value()};
        for (double count = first; count <= std::max(last, first + 1); ++count) ticks.at.push_back(step.at(count));
        return ticks;
    }
}

DayTicks ticks_of(base::Day low, base::Day high, int most) {
    constexpr std::array<int, 4> kDays = {1, 2, 7, 14}, kMonths = {1, 2, 3, 6};
    constexpr std::array<int, 3> kYears = {1, 2, 5};
    if (high < low) std::swap(low, high);
    const auto limit = static_cast<size_t>(std::max(most, 1));
    const int span = high - low;
    for (const int step : kDays)
        if (auto days = span / step <= most ? days_between(low, high, step) : std::vector<base::Day>(); !days.empty() && days.size() <= limit) return {std::move(days), DayStep::days};
    for (const int step : kMonths)
        if (auto months = months_between(low, high, step); !months.empty() && months.size() <= limit) return {std::move(months), DayStep::months};
    for (int decade = 1; decade <= 1000; decade *= 10)
        for (const int step : kYears)
            if (auto years = months_between(low, high, 12 * step * decade); !years.empty() && years.size() <= limit) return {std::move(years), DayStep::years};
    return {{low}, DayStep::days};
}

std::vector<std::optional<float>> place_labels(std::span<const float> centres, std::span<const float> widths, float low, float high, float gap) {
    std::vector<std::optional<float>> out(centres.size());
    float taken = low - gap;
    for (size_t i = 0; i < centres.size(); ++i) {
        if (widths[i] > high - low) continue;
        const float x = std::clamp(centres[i] - widths[i] / 2, low, high - widths[i]);
        if (x < taken + gap) continue;
        out[i] = x;
        taken = x + widths[i];
    }
    return out;
}

std::optional<std::vector<float>> spread_labels(std::span<const float> wanted, float height, float low, float high) {
    const size_t count = wanted.size();
    if (static_cast<float>(count) * height > high - low) return std::nullopt;
    std::vector<uint32_t> order(count);
    for (uint32_t i = 0; i < count; ++i) order[i] = i;
    base::sort(order, [&](uint32_t a, uint32_t b) { return wanted[a] < wanted[b]; });
    std::vector<float> out(count);
    // Down until none covers the one above, then up from the lower end.
    float from = low;
    for (const uint32_t i : order) {
        out[i] = std::max(wanted[i] - height / 2, from);
        from = out[i] + height;
    }
    float to = high;
    for (size_t place = count; place-- > 0;) {
        float& top = out[order[place]];
        top = std::min(top, to - height);
        to = top;
    }
    for (float& top : out) top += height / 2;
    return out;
}

}  // namespace ui
