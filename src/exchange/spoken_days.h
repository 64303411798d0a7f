// A day as people say it, from where they stand: "tomorrow", "next tue", "in 3 days", "15 Dec". English, Indonesian and
// Norwegian, whichever the page speaks: teams mix them. For what is typed; in files a day that depends on today is none.
#pragma once

#include "base/day.h"

#include <optional>
#include <string_view>

namespace exchange {

// A weekday alone is the first one after today; with "next" (depan, neste) it is that of the week that begins with the
// Monday to come; with "last" (lalu, forrige, sist) the nearest one before today. A day and a month without a year are the first such day from today on. Weeks have 7 days; a month on is
// the same day of the month, or its last where there is none. Nothing where it can be read two ways (3/4; 12/31, which
// may be a month of 2031), names no day, or lies outside the calendar.
std::optional<base::Day> read_spoken_day(std::string_view text, base::Day today);

}  // namespace exchange
