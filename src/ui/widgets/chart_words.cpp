#include "ui/widgets/chart_words.h"

#include "app/messages.h"
#include "base/text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ui {
namespace {

constexpr base::Millis kNoon = base::kMillisPerDay / 2;
constexpr int kMostDecimals = 6;
constexpr double kMostDecimal = 9e12, kMostExact = 9e15;  // what base::Decimal takes; whole numbers that a double keeps
constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

std::string number_words(double value, int decimals) {
    const base::Locale& locale = app::locale();
    const double size = std::abs(value);
    if (size < kMostDecimal) {
        const double unit = std::pow(10, std::clamp(decimals, 0, kMostDecimals));
        return locale.number({std::llround(std::round(value * unit) / unit * static_cast<double>(base::kMillionths))});
    }
    // An amount without a currency has two decimals, and more digits before them.
    constexpr int64_t kMinor = 100;
    if (size < kMostExact) return locale.money({std::llround(value) * kMinor, {}});
    const int exponent = static_cast<int>(std::floor(std::log10(size)));
    return number_words(value / std::pow(10, exponent), kMostDecimals) + "\u00B710^" + std::to_string(exponent);
}

int decimals_of(double step) { return !(step > 0) ? kMostDecimals : std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, kMostDecimals); }

base::Day day_of(double value) { return {static_cast<int32_t>(std::clamp(std::round(value), static_cast<double>(base::kFirstDay.count), static_cast<double>(base::kLastDay.count)))}; }

std::string date_words(base::Day day, base::DateStyle style) { return app::locale().date(base::instant_of(day, app::locale().offset_minutes) + kNoon, style); }

std::string money_words(const ChartFormat& format, double value, bool is_short) {
    if (std::abs(value) >= kMostExact) return number_words(value, 0);
    const base::Money money{std::llround(value), format.currency};
    return is_short ? app::locale().short_money(money) : app::locale().money(money);
}

}  // namespace

bool is_whole(const ChartFormat& format) { return format.unit != ChartUnit::number && format.unit != ChartUnit::percent; }
bool is_time(const ChartFormat& format) { return format.unit == ChartUnit::day || format.unit == ChartUnit::month; }

std::string chart_words(const ChartFormat& format, double value) {
    if (!std::isfinite(value)) return app::tr("chart.no_value");
    switch (format.unit) {
        case ChartUnit::count: return number_words(value, 0);
        case ChartUnit::number: return number_words(value, format.decimals);
        case ChartUnit::percent: return app::tr("chart.percent", {{"n", number_words(100 * value, format.decimals)}});
        case ChartUnit::money: return money_words(format, value, false);
        case ChartUnit::day: return date_words(day_of(value), base::DateStyle::day);
        case ChartUnit::month: return date_words(day_of(value), base::DateStyle::month);
    }
    return {};
}

std::string chart_words(const ChartFormat& format, const std::optional<double>& value) { return value ? chart_words(format, *value) : app::tr("chart.no_value"); }

std::string tick_words(const ChartFormat& format, double value, double step) {
    if (format.unit == ChartUnit::money) return money_words(format, value, true);
    if (format.unit == ChartUnit::percent) return app::tr("chart.percent", {{"n", number_words(100 * value, decimals_of(100 * step))}});
    if (format.unit == ChartUnit::number) return number_words(value, decimals_of(step));
    if (is_time(format)) return date_words(day_of(value), base::DateStyle::day_month);
    return chart_words(format, value);
}

std::string month_words(base::Day day, MonthLength length) {
    const std::string month(kMonths[static_cast<size_t>(base::civil_from_day(day).month - 1)]);
    if (length == MonthLength::whole) return app::tr("chart.month." + month);
    const std::string& short_name = app::tr("chart.month_short." + month);
    if (length == MonthLength::three_letters) return short_name;
    size_t end = 0;
    base::next_code_point(short_name, end);
    return short_name.substr(0, end);
}

}  // namespace ui
