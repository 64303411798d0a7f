// How a chart writes its values: exact ones for its table and its tips, short ones along its axes.
#pragma once

#include "ui/widgets/chart.h"
#include "ui/widgets/chart_scale.h"

namespace ui {

std::string chart_words(const ChartFormat& format, double value);
std::string chart_words(const ChartFormat& format, const std::optional<double>& value);  // "no value", too
// Of a tick: no more decimals than its step needs, money in its short form.
std::string tick_words(const ChartFormat& format, double value, double step);

// January to December, or as little of it as `length` says.
enum class MonthLength : uint8_t { whole, three_letters, one_letter };
std::string month_words(base::Day day, MonthLength length);

bool is_whole(const ChartFormat& format);  // counts, money, days: no steps below 1
bool is_time(const ChartFormat& format);

}  // namespace ui
