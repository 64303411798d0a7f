#include "exchange/zone.h"

namespace exchange {
namespace {

constexpr base::Millis kStretch = 10 * base::kMillisPerDay;

int64_t floor_divided(int64_t value, int64_t by) {
    const int64_t quotient = value / by;
    return quotient - (value % by < 0 ? 1 : 0);
}

}  // namespace

int Zone::ask_at_begin(int64_t number) {
    const auto [found, added] = at_begin_.try_emplace(number, 0);
    if (added) found->second = ask_(number * kStretch);
    return found->second;
}

const Zone::Stretch& Zone::stretch(int64_t number) {
    const auto [found, added] = stretches_.try_emplace(number);
    if (!added) return found->second;
    Stretch& made = found->second;
    made.before = ask_at_begin(number);
    made.after = ask_at_begin(number + 1);
    base::Millis from = number * kStretch, to = from + kStretch;
    while (made.before != made.after && to - from > base::kMillisPerMinute) {
        const base::Millis middle = from + (to - from) / (2 * base::kMillisPerMinute) * base::kMillisPerMinute;
        (ask_(middle) == made.before ? from : to) = middle;
    }
    made.change = to;
    return made;
}

int Zone::offset_minutes(base::Millis instant) {
    if (!ask_) return now_.offset_minutes;
    const Stretch& here = stretch(floor_divided(instant, kStretch));
    return instant < here.change ? here.before : here.after;
}

base::Millis Zone::instant_of(const ReadDate& date) {
    if (date.offset_minutes) return base::instant_of(date.day, *date.offset_minutes) + date.millis_of_day;
    if (!date.has_time) return base::instant_of(date.day, now_.offset_minutes);
    return instant_of(date.day, date.millis_of_day);
}

base::Day Zone::day_of(const ReadDate& date) {
    if (!date.offset_minutes || !date.has_time) return date.day;
    const base::Millis instant = instant_of(date);
    return base::day_of(instant, offset_minutes(instant));
}

base::Millis Zone::instant_of(base::Day day, base::Millis of_day) {
    const base::Millis as_if_utc = base::instant_of(day, 0) + of_day;
    const int before = offset_minutes(as_if_utc - base::kMillisPerDay), after = offset_minutes(as_if_utc + base::kMillisPerDay);
    const auto at = [&](int offset) { return as_if_utc - offset * base::kMillisPerMinute; };
    const bool is_after = before != after && offset_minutes(at(before)) != before && offset_minutes(at(after)) == after;
    return at(is_after ? after : before);
}

}  // namespace exchange
