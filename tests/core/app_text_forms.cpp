// Dates, spans, names and links as the face shows them.
#include "app/computed.h"
#include "app/messages.h"
#include "app/text_forms.h"

#include <doctest/doctest.h>

using app::Forms;

namespace {

constexpr int kZone = 60;  // minutes from UTC

struct Moment {
    base::Locale locale = base::plain_locale(kZone);
    Forms forms;
    explicit Moment(std::string_view local)  // "2026-11-24T12:00"
        : forms{locale, {}} {
        app::use_language("en", locale);
        const base::Millis at = *base::instant_from_iso(std::string(local) + ":00+01:00");
        forms.now = {at, base::day_of(at, kZone), kZone};
    }
    static base::Day day(std::string_view iso) { return *base::day_from_iso(iso); }
    static base::Millis at(std::string_view local) { return *base::instant_from_iso(std::string(local) + ":00+01:00"); }
    static int64_t due(std::string_view iso, int hour, int minute) { return int64_t{day(iso).count} * app::kMinutesPerDay + hour * 60 + minute; }
    static int64_t any_time(std::string_view iso) { return due(iso, 23, 59); }
};

}  // namespace

TEST_CASE("a day is named as near as it is") {
    const Moment tuesday("2026-11-24T12:00");
    const Forms& forms = tuesday.forms;
    CHECK(forms.day(Moment::day("2026-11-24")) == "Today");
    CHECK(forms.day(Moment::day("2026-11-23")) == "Yesterday");
    CHECK(forms.day(Moment::day("2026-11-25")) == "Tomorrow");
    CHECK(forms.day(Moment::day("2026-11-26")) == "Thu 11-26");  // the plain locale writes 26 Nov so
    CHECK(forms.day(Moment::day("2026-11-30")) == "Mon 11-30");
    CHECK(forms.day(Moment::day("2026-12-01")) == "12-01");  // a week ahead: which Tuesday would be unclear
    CHECK(forms.day(Moment::day("2026-11-18")) == "11-18");
    CHECK(forms.day(Moment::day("2027-03-01")) == "2027-03-01");
    CHECK(forms.day_in_sentence(Moment::day("2026-11-23")) == "yesterday");
    CHECK(forms.long_day(Moment::day("2026-11-24")) == "Tuesday 11-24");
}

TEST_CASE("what is past is told in minutes, hours, then days") {
    const Moment now("2026-11-24T12:00");
    const Forms& forms = now.forms;
    CHECK(forms.past(Moment::at("2026-11-24T12:00"), true) == "Just now");
    CHECK(forms.past(Moment::at("2026-11-24T11:35"), true) == "25 min ago");
    CHECK(forms.past(Moment::at("2026-11-24T07:38"), true) == "4 h ago");
    CHECK(forms.past(Moment::at("2026-11-24T07:38"), false) == "Today");
    CHECK(forms.past(Moment::at("2026-11-23T23:59"), true) == "Yesterday");
    CHECK(forms.past(Moment::at("2025-11-23T10:00"), true) == "2025-11-23");
}

TEST_CASE("what is due says how late or how near it is") {
    const Moment now("2026-11-24T12:00");
    const Forms& forms = now.forms;
    CHECK(forms.due(Moment::due("2026-11-24", 9, 0), true) == "3 h late");
    CHECK(forms.due(Moment::due("2026-11-24", 11, 50), true) == "10 min late");
    CHECK(forms.due(Moment::due("2026-11-23", 11, 0), true) == "1 d late");
    CHECK(forms.due(Moment::any_time("2026-11-22"), false) == "2 d late");
    CHECK(forms.due(Moment::due("2026-11-24", 12, 52), true) == "52 min left");
    CHECK(forms.due(Moment::due("2026-11-24", 14, 0), true) == "Today 14:00");
    CHECK(forms.due(Moment::any_time("2026-11-24"), false) == "Today");
    CHECK(forms.due(Moment::due("2026-11-25", 9, 0), true) == "Tomorrow 09:00");
    CHECK(forms.due(Moment::due("2026-11-26", 9, 0), true) == "Thu 11-26");
    CHECK(forms.due(domain::kNoNumber, false) == "No date");
    CHECK(forms.due_within_day(Moment::due("2026-11-24", 14, 0), true) == "14:00");
    CHECK(forms.due_within_day(Moment::any_time("2026-11-24"), false) == "any time");
    CHECK(forms.due_exact(Moment::due("2027-07-01", 9, 30), true) == "2027-07-01 09:30");
    CHECK_FALSE(forms.is_late(Moment::any_time("2026-11-24")));
    CHECK(forms.is_late(Moment::any_time("2026-11-23")));
}

TEST_CASE("an address is a link only where it is sure") {
    CHECK(app::tel_href("+47 912 34 567") == "tel:+4791234567");
    CHECK(app::tel_href("(021) 555-0101 ext 9") == "tel:0215550101");
    CHECK(app::tel_href("n/a").empty());
    CHECK(app::mail_href(" kari@example.no ") == "mailto:kari@example.no");
    CHECK(app::mail_href("a&b?subject=x@y.z") == "mailto:a%26b%3Fsubject%3Dx@y.z");
    CHECK(app::mail_href("nobody").empty());
    CHECK(app::whatsapp_href("0812 8840 117", "Indonesia") == "https://wa.me/628128840117");
    CHECK(app::whatsapp_href("0812-8840-117", "") == "https://wa.me/628128840117");
    CHECK(app::whatsapp_href("08-123 45 67", "Sweden").empty());
    CHECK(app::whatsapp_href("62 811 903 55 10", "Indonesia") == "https://wa.me/628119035510");
    CHECK(app::whatsapp_href("+47 912 34 567", "Norway") == "https://wa.me/4791234567");
    CHECK(app::whatsapp_href("912 34 567", "Norway").empty());
    CHECK(app::whatsapp_href("+62", "").empty());
}

TEST_CASE("initials are of the name, not of how it is honoured") {
    CHECK(app::initials("Øyvind Hagen") == "ØH");
    CHECK(app::initials("Pak Suryanto") == "S");
    CHECK(app::initials("ibu Siti Nurhaliza Putri") == "SP");
    CHECK(app::initials("élodie") == "É");
    CHECK(app::initials("Bu") == "B");
    CHECK(app::initials("  ").empty());
}

TEST_CASE("messages: plurals, arguments, missing keys") {
    app::use_language("en", base::plain_locale());
    CHECK(app::tr("date.in_sentence.today") == "today");
    CHECK(app::tr("no.such.key") == "no.such.key");
    CHECK(app::tr_count("date.span_days", 1) == "1 day");
    CHECK(app::tr_count("date.span_days", 1284) == "1 284 days");
    CHECK(app::tr("date.with_time", {{"date", "{time}"}, {"time", "14:00"}}) == "{time} 14:00");
    CHECK_FALSE(app::use_language("tlh", base::plain_locale()));
    CHECK(app::tr("date.today") == "Today");
}

TEST_CASE("a span is told in whole days, months, then years") {
    const Moment tuesday("2026-11-24T12:00");
    const auto span = [&](std::string_view from) { return tuesday.forms.span(Moment::day(from), Moment::day("2026-11-24")); };
    CHECK(span("2026-11-24") == "1 day");
    CHECK(span("2026-11-11") == "13 days");
    CHECK(span("2026-09-25") == "60 days");
    CHECK(span("2026-09-24") == "2 months");
    CHECK(span("2024-11-25") == "23 months");
    CHECK(span("2024-11-24") == "2 years");
    CHECK(span("2024-04-20") == "2 years");  // 948 days
    CHECK(tuesday.forms.due(Moment::any_time("2026-08-20"), false) == "96 d late");
    CHECK(tuesday.forms.due(Moment::any_time("2025-11-20"), false) == "12 months late");
}

TEST_CASE("an error of any level is told in the catalogue's words, else in its own") {
    app::use_language("en", base::plain_locale());
    CHECK(app::words_of({"file.pdf", "English", "list.pdf"}) == "“list.pdf” is a PDF document: export the list behind it as CSV.");
    CHECK(app::words_of({"file.too_large", "“list.csv” is larger than 1 GB.", ""}) == "“list.csv” is larger than 1 GB.");
    CHECK(app::words_of({"csv.unterminated_quote", "English", "line 12"}).starts_with("The quote that begins in line 12 is never closed"));
    CHECK(app::words_of({"disk.failed", "It is busy.", ""}) == "The browser could not do it: It is busy.");
    CHECK(app::words_of({"copies.failed", "The folder “Backups” is on a disk that is full.", "Backups"}) == "The folder “Backups” is on a disk that is full.");
}
