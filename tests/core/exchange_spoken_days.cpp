// Days as they are said, from where one stands.
#include "base/day.h"
#include "exchange/spoken_days.h"
#include "support/random.h"

#include <doctest/doctest.h>

#include <string>

using base::Day;
using exchange::read_spoken_day;

namespace {

Day day(int year, int month, int day_of_month) { return base::day_from_civil({year, month, day_of_month}); }

const Day kToday = day(2026, 11, 25);  // a Wednesday

std::string read(std::string_view text, Day today = kToday) {
    const auto found = read_spoken_day(text, today);
    return found ? base::to_iso(*found) : "none";
}

}  // namespace

TEST_CASE("spoken days: near ones in three languages") {
    for (const char* text : {"today", "Today", " hari  ini ", "i dag", "I DAG"}) CHECK_MESSAGE(read(text) == "2026-11-25", text);
    for (const char* text : {"tomorrow", "besok", "i morgen"}) CHECK_MESSAGE(read(text) == "2026-11-26", text);
    for (const char* text : {"day after tomorrow", "lusa", "i overmorgen"}) CHECK_MESSAGE(read(text) == "2026-11-27", text);
    for (const char* text : {"yesterday", "kemarin", "i går"}) CHECK_MESSAGE(read(text) == "2026-11-24", text);
}

TEST_CASE("spoken days: a weekday is the first one after today; with next, that of the week to come") {
    for (const char* text : {"fri", "Friday", "on friday", "jumat", "Jum'at", "hari Jumat", "fredag", "på fredag"}) CHECK_MESSAGE(read(text) == "2026-11-27", text);
    for (const char* text : {"wed", "rabu", "onsdag"}) CHECK_MESSAGE(read(text) == "2026-12-02", text);  // today is one: the next
    for (const char* text : {"tue", "selasa", "tirsdag", "next tue", "next Tuesday", "Selasa depan", "neste tirsdag"}) CHECK_MESSAGE(read(text) == "2026-12-01", text);
    for (const char* text : {"next fri", "jumat depan", "neste fredag"}) CHECK_MESSAGE(read(text) == "2026-12-04", text);
    for (const char* text : {"sun", "minggu", "hari minggu", "søndag", "min"}) CHECK_MESSAGE(read(text) == "2026-11-29", text);
    for (const char* text : {"last tue", "last Tuesday", "Selasa lalu", "selasa yang lalu", "forrige tirsdag", "sist tirsdag"}) CHECK_MESSAGE(read(text) == "2026-11-24", text);
    for (const char* text : {"last fri", "jumat lalu", "forrige fredag"}) CHECK_MESSAGE(read(text) == "2026-11-20", text);
    CHECK(read("hari minggu lalu") == "2026-11-22");
    CHECK(read("hari minggu depan") == "2026-12-06");
    CHECK(read("next mon", day(2026, 11, 29)) == "2026-11-30");
    CHECK(read("mon", day(2026, 11, 30)) == "2026-12-07");
    CHECK(read("lør") == "2026-11-28");
}

TEST_CASE("spoken days: spans on and back") {
    for (const char* text : {"in 3 days", "3 days", "3d", "3 hari lagi", "dalam 3 hari", "dalam 3 hari lagi", "tiga hari lagi", "om 3 dager", "om tre dager"}) CHECK_MESSAGE(read(text) == "2026-11-28", text);
    for (const char* text : {"in a week", "1 week", "next week", "1w", "seminggu lagi", "minggu depan", "om en uke", "om ei uke", "neste uke"}) CHECK_MESSAGE(read(text) == "2026-12-02", text);
    for (const char* text : {"in 2 weeks", "2 minggu lagi", "om to uker"}) CHECK_MESSAGE(read(text) == "2026-12-09", text);
    for (const char* text : {"in a month", "next month", "sebulan lagi", "bulan depan", "om en måned", "neste måned"}) CHECK_MESSAGE(read(text) == "2026-12-25", text);
    for (const char* text : {"in a year", "next year", "tahun depan", "om ett år", "neste år"}) CHECK_MESSAGE(read(text) == "2027-11-25", text);
    for (const char* text : {"3 days ago", "3 hari lalu", "3 hari yang lalu", "for 3 dager siden"}) CHECK_MESSAGE(read(text) == "2026-11-22", text);
    for (const char* text : {"last week", "minggu lalu", "minggu yang lalu", "forrige uke", "sist uke", "a week ago", "last wed"}) CHECK_MESSAGE(read(text) == "2026-11-18", text);
    for (const char* text : {"last month", "bulan lalu", "forrige måned"}) CHECK_MESSAGE(read(text) == "2026-10-25", text);
    CHECK(read("in a month", day(2027, 1, 31)) == "2027-02-28");
    CHECK(read("in 3 months", day(2026, 11, 30)) == "2027-02-28");
    CHECK(read("in a year", day(2028, 2, 29)) == "2029-02-28");
}

TEST_CASE("spoken days: a day and a month are the first such day from today on") {
    for (const char* text : {"15 dec", "15 December", "dec 15", "15 Des", "15. des", "15. desember", "15 desember", "15/12", "15.12", "15.12.", "12/15"}) CHECK_MESSAGE(read(text) == "2026-12-15", text);
    CHECK(read("25 nov") == "2026-11-25");
    CHECK(read("24 nov") == "2027-11-24");
    CHECK(read("29 feb") == "2028-02-29");
}

TEST_CASE("spoken days: what can be read two ways, or names no day, is none") {
    for (const char* text : {"", " ", "3/4", "3.", "5", "12", "soon", "next", "in", "in days", "in -3 days", "3 of them", "31 feb", "31/2", "30 feb", "dec", "Dec 2027", "9.30", "10.15", "12/27", "12/31", "on next week", "tuesdays", "last", "lalu", "last last tue", "last day", "last tue lalu", "next next tue", "in 3", "99999 days", "9999 years", "9999 years ago", "15 dec 9 am", "a", "se", "3 tue", "2026", "15-12", "1/2/3/4", "in 3.5 days"})
        CHECK_MESSAGE(read(text) == "none", text);
    CHECK(read(std::string(10'000, '9') + " days") == "none");
    CHECK(read("in 3 days", day(9999, 12, 30)) == "none");
    CHECK(read("yesterday", day(1, 1, 1)) == "none");
}

TEST_CASE("spoken days: every day of the year to come is found by its day and month, from any day") {
    constexpr const char* kMonths[] = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    tests::Random random;
    CAPTURE(random.seed());
    for (int round = 0; round < 2000; ++round) {
        const Day today{day(1990, 1, 1).count + static_cast<int32_t>(random.below(36'000))};
        const Day wanted = today + static_cast<int>(random.below(365));
        const base::Civil civil = base::civil_from_day(wanted);
        CAPTURE(base::to_iso(today));
        const std::string text = std::to_string(civil.day) + " " + kMonths[civil.month - 1];
        CHECK_MESSAGE(read(text, today) == base::to_iso(wanted), text);
        const int days = static_cast<int>(random.below(400));
        CHECK(read("in " + std::to_string(days) + " days", today) == base::to_iso(today + days));
    }
}
