// Civil days and instants. The core has no clock: the present comes in as `Now`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

// Days since 1970-01-01 in the proleptic Gregorian calendar. Range 0001-01-01 .. 9999-12-31.
struct Day {
    int32_t count = 0;
    auto operator<=>(const Day&) const = default;
};
inline Day operator+(Day day, int days) { return {day.count + days}; }
inline int operator-(Day a, Day b) { return a.count - b.count; }

inline constexpr Day kFirstDay{-719'162}, kLastDay{2'932'896};  // of that range

struct Civil {
    int year = 1970;
    int month = 1;  // 1..12
    int day = 1;    // 1..31
    bool operator==(const Civil&) const = default;
};

// Howard Hinnant's "chrono-compatible low-level date algorithms" give both formulas.
Day day_from_civil(Civil civil);
Civil civil_from_day(Day day);

bool is_valid(Civil civil);
int days_in_month(int year, int month);
int weekday(Day day);  // 0 Monday .. 6 Sunday

// "2026-11-22" both ways. parse refuses anything else, and days that do not exist.
std::string to_iso(Day day);
std::optional<Day> day_from_iso(std::string_view text);

// Milliseconds since 1970-01-01T00:00Z.
using Millis = int64_t;
inline constexpr Millis kMillisPerDay = 86'400'000;
inline constexpr Millis kMillisPerMinute = 60'000;

// "2026-11-22T09:30:00.000Z" both ways; parse also takes an offset (+07:00, +0700) and needs one.
std::string to_iso_instant(Millis instant);
std::optional<Millis> instant_from_iso(std::string_view text);

// The day an instant falls on at a fixed offset from UTC, in minutes.
Day day_of(Millis instant, int offset_minutes);
Millis instant_of(Day day, int offset_minutes);  // that day's 00:00

// The present, handed in. `today` is the day in the book's time zone; `offset_minutes` is that
// zone's distance from UTC at `millis`.
struct Now {
    Millis millis = 0;
    Day today;
    int offset_minutes = 0;
};

}  // namespace base
