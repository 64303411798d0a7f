// Port: what depends on a language. `platform` fills it (Intl in the browser); `plain_locale` is
// the stand-in for tests and for the time before the platform has spoken.
#pragma once

#include "base/day.h"
#include "base/number.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace base {

enum class DateStyle { day, day_month, full, time, day_time, month };  // month: with its year

struct Locale {
    std::string language = "en";  // BCP 47
    int offset_minutes = 0;       // the book's zone

    // CLDR category for a count: zero one two few many other.
    std::function<std::string(int64_t)> plural;
    std::function<std::string(Decimal)> number;
    std::function<std::string(Money)> money;
    std::function<std::string(Money)> short_money;  // Rp 15 jt, 1,25 mill. kr, $64,000
    std::function<std::string(Millis, DateStyle)> date;
    // Rank of each text in the language's order; equal texts get equal ranks.
    std::function<std::vector<uint32_t>(const std::vector<std::string_view>&)> collation_ranks;
};

// English plurals, "1 284", ISO-like dates at that offset, byte order of folded text.
Locale plain_locale(int offset_minutes = 0);

}  // namespace base
