#include "app/text_forms.h"

#include "app/computed.h"
#include "app/messages.h"
#include "base/text.h"

#include <algorithm>
#include <array>

namespace app {
namespace {

constexpr int64_t kMinutesPerHour = 60;
constexpr int kDaysWithWeekday = 7;
constexpr int kSpanInMonthsFrom = 2, kSpanInYearsFrom = 24;  // months
constexpr int64_t kLateInSpansFrom = 100;  // days
constexpr base::Millis kNoon = base::kMillisPerDay / 2;

// weekday() counts from Monday.
constexpr std::array<std::string_view, 7> kWeekdays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::string weekday_word(const char* family, base::Day day) {
    return tr(family + std::string(kWeekdays[static_cast<size_t>(base::weekday(day))]));
}

base::Day day_of_minutes(int64_t minutes) {
    const int64_t day = minutes >= 0 ? minutes / kMinutesPerDay : (minutes - kMinutesPerDay + 1) / kMinutesPerDay;
    return {static_cast<int32_t>(day)};
}

}  // namespace

std::string Forms::count(int64_t number) const { return locale.number({number * base::kMillionths}); }

// --- days and instants -------------------------------------------------------------------------------

std::string Forms::day(base::Day day) const {
    const int ahead = day - now.today;
    if (ahead == 0) return tr("date.today");
    if (ahead == 1) return tr("date.tomorrow");
    if (ahead == -1) return tr("date.yesterday");
    const base::Millis noon = base::instant_of(day, locale.offset_minutes) + kNoon;
    if (ahead > 0 && ahead < kDaysWithWeekday)
        return tr("date.with_weekday", {{"weekday", weekday_word("date.weekday_short.", day)}, {"date", locale.date(noon, base::DateStyle::day_month)}});
    const bool same_year = base::civil_from_day(day).year == base::civil_from_day(now.today).year;
    return locale.date(noon, same_year ? base::DateStyle::day_month : base::DateStyle::day);
}

std::string Forms::day_in_sentence(base::Day day) const {
    const int ahead = day - now.today;
    if (ahead == 0) return tr("date.in_sentence.today");
    if (ahead == 1) return tr("date.in_sentence.tomorrow");
    if (ahead == -1) return tr("date.in_sentence.yesterday");
    const bool same_year = base::civil_from_day(day).year == base::civil_from_day(now.today).year;
    return locale.date(base::instant_of(day, locale.offset_minutes) + kNoon, same_year ? base::DateStyle::day_month : base::DateStyle::day);
}

std::string Forms::long_day(base::Day day) const {
    const base::Millis noon = base::instant_of(day, locale.offset_minutes) + kNoon;
    const bool same_year = base::civil_from_day(day).year == base::civil_from_day(now.today).year;
    return tr("date.with_weekday", {{"weekday", weekday_word("date.weekday_long.", day)}, {"date", locale.date(noon, same_year ? base::DateStyle::day_month : base::DateStyle::day)}});
}

std::string Forms::month(base::Day day) const {
    std::string text = locale.date(base::instant_of(day, locale.offset_minutes) + kNoon, base::DateStyle::month);
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') text.front() = static_cast<char>(text.front() - 'a' + 'A');  // a heading begins large in Norwegian, too
    return text;
}

std::string Forms::time(base::Millis instant) const { return locale.date(instant, base::DateStyle::time); }

// As it is on the present day: its own day may be in another season's time.
std::string Forms::time_of_day(int64_t minutes) const {
    const int64_t of_day = minutes - int64_t{day_of_minutes(minutes).count} * kMinutesPerDay;
    return time(base::instant_of(now.today, locale.offset_minutes) + of_day * base::kMillisPerMinute);
}

std::string Forms::past(base::Millis instant, bool exact) const {
    const base::Day on = base::day_of(instant, now.offset_minutes);
    if (!exact || on != now.today || instant > now.millis) return day(on);
    const int64_t minutes = (now.millis - instant) / base::kMillisPerMinute;
    if (minutes < 1) return tr("date.just_now");
    if (minutes < kMinutesPerHour) return tr_count("date.minutes_ago", minutes);
    return tr_count("date.hours_ago", minutes / kMinutesPerHour);
}

std::string Forms::span(base::Day from, base::Day to) const {
    const base::Civil a = base::civil_from_day(from), b = base::civil_from_day(to);
    const int months = (b.year - a.year) * 12 + (b.month - a.month) - (b.day < a.day);
    if (months >= kSpanInYearsFrom) return tr_count("date.span_years", months / 12);
    if (months >= kSpanInMonthsFrom) return tr_count("date.span_months", months);
    return tr_count("date.span_days", std::max(to - from, 1));
}

std::string Forms::exact(base::Millis instant, bool exact) const {
    return locale.date(instant, exact ? base::DateStyle::full : base::DateStyle::day);
}

// --- due ---------------------------------------------------------------------------------------------

bool Forms::is_late(int64_t due_minutes) const { return due_minutes < minutes_of(now); }

namespace {

std::string late_words(const Forms& forms, int64_t due, bool timed) {
    const int64_t minutes = minutes_of(forms.now) - due;
    const int64_t days = forms.now.today - day_of_minutes(due);
    if (timed && minutes < kMinutesPerHour) return tr_count("due.minutes_late", minutes);
    if (timed && minutes < kMinutesPerDay) return tr_count("due.hours_late", minutes / kMinutesPerHour);
    if (days >= kLateInSpansFrom) return tr("due.span_late", {{"span", forms.span(day_of_minutes(due), forms.now.today)}});
    return tr_count("due.days_late", std::max<int64_t>(days, 1));
}

}  // namespace

std::string Forms::due(int64_t due, bool timed) const {
    if (due == domain::kNoNumber) return tr("due.no_date");
    if (is_late(due)) return late_words(*this, due, timed);
    const base::Day on = day_of_minutes(due);
    const int64_t left = due - minutes_of(now);
    if (timed && left < kMinutesPerHour) return tr_count("due.minutes_left", left);
    if (!timed || on - now.today > 1) return day(on);
    return tr("date.with_time", {{"date", day(on)}, {"time", time_of_day(due)}});
}

std::string Forms::due_within_day(int64_t due, bool timed) const {
    if (due == domain::kNoNumber) return tr("due.no_date");
    if (is_late(due)) return late_words(*this, due, timed);
    if (!timed) return tr("due.any_time");
    const int64_t left = due - minutes_of(now);
    if (left < kMinutesPerHour) return tr_count("due.minutes_left", left);
    return time_of_day(due);
}

std::string Forms::due_exact(int64_t due, bool timed) const {
    if (due == domain::kNoNumber) return tr("due.no_date");
    const std::string date = locale.date(base::instant_of(day_of_minutes(due), locale.offset_minutes) + kNoon, base::DateStyle::day);
    if (!timed) return date;
    return tr("date.with_time", {{"date", date}, {"time", time_of_day(due)}});
}

// --- values ------------------------------------------------------------------------------------------

namespace {

struct Shown {
    const Forms& forms;
    std::string operator()(const domain::Empty&) const { return {}; }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(base::Decimal number) const { return forms.number(number); }
    std::string operator()(base::Money money) const { return forms.money(money); }
    std::string operator()(base::Day day) const {
        return forms.locale.date(base::instant_of(day, forms.locale.offset_minutes) + kNoon, base::DateStyle::day);
    }
    std::string operator()(domain::Instant instant) const { return forms.locale.date(instant.millis, base::DateStyle::day_time); }
    std::string operator()(bool yes) const { return tr(yes ? "value.yes" : "value.no"); }
    std::string operator()(domain::RowId) const { return {}; }
    std::string operator()(const domain::Members& members) const { return base::join(members, ", "); }
    std::string operator()(const domain::AsTyped& typed) const { return typed.text; }
};

struct Said {
    const Forms& forms;
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(int64_t number) const { return forms.count(number); }
    std::string operator()(base::Day day) const { return forms.day_in_sentence(day); }
    std::string operator()(base::Money money) const { return forms.short_money(money); }
    // "event.<id>" is an activity or a fact, whichever has that id.
    std::string operator()(const query::MessageKey& key) const {
        constexpr std::string_view kEvent = "event.";
        if (!key.key.starts_with(kEvent)) return tr(key.key);
        return event_label(std::string_view(key.key).substr(kEvent.size()));
    }
};

}  // namespace

std::string event_label(std::string_view id) {
    for (const char* family : {"activity.", "fact."})
        if (const std::string key = family + std::string(id); has_message(key)) return tr(key);
    return std::string(id);
}

std::string Forms::value(const domain::Value& value) const { return std::visit(Shown{*this}, value); }

std::string Forms::message(const query::Message& message) const {
    Arguments arguments;
    const int64_t* counted = nullptr;
    for (const auto& [name, value] : message.args) {
        if (name == "n") counted = std::get_if<int64_t>(&value);
        arguments.emplace_back(name, std::visit(Said{*this}, value));
    }
    if (counted && has_message(message.key + ".other")) return tr_count(message.key, *counted, std::move(arguments));
    return tr(message.key, arguments);
}

}  // namespace app
