// Values as the face shows them: dates, spans of time, money, names. By the rules of look.md
// "Numbers, dates, money". Words come from the catalogue, forms from base::Locale. Not for files or
// scripts: those use the plain forms of base and domain.
#pragma once

#include "base/day.h"
#include "base/locale.h"
#include "domain/value.h"
#include "query/message.h"

#include <functional>
#include <string>
#include <string_view>

namespace app {

// A user's formats at one moment.
struct Forms {
    const base::Locale& locale;
    base::Now now;
    bool in_full = false;  // money that would be short is not

    std::string count(int64_t number) const;
    std::string number(base::Decimal number) const { return locale.number(number); }
    std::string money(base::Money money) const { return locale.money(money); }
    std::string short_money(base::Money money) const { return in_full ? locale.money(money) : locale.short_money(money); }

    // "Today", "Yesterday", "Tomorrow", "Thu 26 Nov" within 7 days, "26 Dec", "1 Mar 2027".
    std::string day(base::Day day) const;
    // Inside a sentence: "today", "yesterday", "26 Nov".
    std::string day_in_sentence(base::Day day) const;
    // "Tuesday 24 Nov", "Monday 1 Mar 2027": a heading.
    std::string long_day(base::Day day) const;
    std::string month(base::Day day) const;  // "December 2026": the one it lies in, as a heading
    std::string time(base::Millis instant) const;
    std::string time_of_day(int64_t minutes) const;  // of app::due_minutes: "14:00", whatever the day
    // "25 min ago", "4 h ago", "Yesterday", then days. `exact`: the time of day is known.
    std::string past(base::Millis instant, bool exact) const;
    // How long something lasts or lasted: "13 days", "5 months", "2 years"; whole ones, at least one day.
    std::string span(base::Day from, base::Day to) const;
    // For a tooltip: with weekday, time and zone, or the day alone if no more is known.
    std::string exact(base::Millis instant, bool exact) const;

    // When a task is due: "3 h late", "52 min left", "Today 14:00", "Today", "Thu 26 Nov". Minutes as
    // app::due_minutes; `timed`: a time of day was given.
    std::string due(int64_t due_minutes, bool timed) const;
    // The same under the heading of its day: "3 h late", "52 min left", "14:00", "any time".
    std::string due_within_day(int64_t due_minutes, bool timed) const;
    std::string due_exact(int64_t due_minutes, bool timed) const;
    bool is_late(int64_t due_minutes) const;

    std::string value(const domain::Value& value) const;
    std::string message(const query::Message& message) const;
};

// Name of an activity type or a fact; the id itself where the catalogue has none.
std::string event_label(std::string_view id);

// "Øyvind Hagen" -> "ØH"; at most two letters; honorifics like Pak and Bu are passed over.
std::string initials(std::string_view name);

// "tel:+4791234567": digits and a leading plus; empty if there are fewer than 3 digits.
std::string tel_href(std::string_view phone);
// "mailto:a@b.c" with everything unusual escaped; empty without an @.
std::string mail_href(std::string_view email);
// "https://wa.me/6281234567": only where the number says its country itself or is Indonesian.
std::string whatsapp_href(std::string_view phone, std::string_view country);

}  // namespace app
