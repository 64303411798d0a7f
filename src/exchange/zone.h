// The distance of a time zone from UTC, at any time: what turns "2026-07-15 09:30" into an instant. Not the
// present's offset, which is base::Now's.
#pragma once

#include "exchange/dialects.h"

#include <functional>
#include <unordered_map>

namespace exchange {

class Zone {
public:
    // `ask` gives the minutes at an instant, of the zone whose present is `now`. It may be slow: it is asked some
    // forty times for a year. Without it the present's offset holds for ever.
    explicit Zone(const base::Now& now, std::function<int(base::Millis)> ask = {}) : now_(now), ask_(std::move(ask)) {}

    // The instant a date names, if no other offset is stated with it. A day without a time begins where it does
    // for all that reads it: at the present's offset.
    base::Millis instant_of(const ReadDate& date);
    // The day it falls on.
    base::Day day_of(const ReadDate& date);

private:
    int offset_minutes(base::Millis instant);
    // Where clocks are put back, the first of the two instants of that time; where they are put forward and the
    // time does not exist, as much later.
    base::Millis instant_of(base::Day day, base::Millis of_day);

    // From one instant to the next, some days long, with at most one change of the offset in it.
    struct Stretch {
        base::Millis change = 0;
        int before = 0, after = 0;
    };
    const Stretch& stretch(int64_t number);
    int ask_at_begin(int64_t number);

    base::Now now_;
    std::function<int(base::Millis)> ask_;
    std::unordered_map<int64_t, Stretch> stretches_;
    std::unordered_map<int64_t, int> at_begin_;
};

}  // namespace exchange
