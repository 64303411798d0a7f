#include <doctest/doctest.h>

#include "base/day.h"
#include "core/support/random.h"

#include <limits>

using base::Civil;
using base::Day;
using base::Millis;

TEST_CASE("day: every day from 0001-01-01 to 9999-12-31, both ways") {
    Day day = base::day_from_civil({1, 1, 1});
    CHECK(base::weekday(day) == 0);  // a Monday in the proleptic Gregorian calendar
    int weekday = 0;
    for (int year = 1; year <= 9999; ++year) {
        for (int month = 1; month <= 12; ++month) {
            for (int number = 1; number <= base::days_in_month(year, month); ++number) {
                const Civil civil{year, month, number};
                const bool right = base::day_from_civil(civil) == day && base::civil_from_day(day) == civil &&
                                   base::weekday(day) == weekday && base::is_valid(civil);
                if (!right) FAIL("wrong at " << year << "-" << month << "-" << number);
                day = day + 1;
                weekday = (weekday + 1) % 7;
            }
        }
    }
    CHECK(day - base::day_from_civil({1, 1, 1}) == 3'652'059);
}

TEST_CASE("day: every day's text form, both ways") {
    const Day first = base::day_from_civil({1, 1, 1});
    const Day last = base::day_from_civil({9999, 12, 31});
    for (Day day = first; day <= last; day = day + 1) {
        if (base::day_from_iso(base::to_iso(day)) != day) FAIL("wrong at " << base::to_iso(day));
    }
}

TEST_CASE("day: known days") {
    CHECK(base::day_from_civil({1970, 1, 1}).count == 0);
    CHECK(base::day_from_civil({2000, 3, 1}).count == 11'017);
    CHECK(base::day_from_civil({1969, 12, 31}).count == -1);
    CHECK(base::to_iso(base::day_from_civil({2026, 11, 22})) == "2026-11-22");
    CHECK(base::to_iso(base::day_from_civil({33, 4, 3})) == "0033-04-03");
    CHECK(base::weekday(base::day_from_civil({2026, 11, 22})) == 6);
    CHECK(base::days_in_month(1900, 2) == 28);
    CHECK(base::days_in_month(2000, 2) == 29);
}

TEST_CASE("day: text that is not exactly a day that exists is refused") {
    for (const char* text : {"",           "2026",        "2026-11",     "2026-11-2",  "2026-1-22",
                             "26-11-22",   "2026-11-22 ", " 2026-11-22", "2026/11/22", "2026-11-22T",
                             "2026-02-29", "2026-13-01",  "2026-00-01",  "2026-01-00", "2026-04-31",
                             "0000-01-01", "10000-01-01", "-026-11-22",  "+026-11-22", "2026-11-\xC2\xB2"}) {
        CAPTURE(text);
        CHECK(!base::day_from_iso(text));
    }
    CHECK(base::day_from_iso("2024-02-29"));
}

TEST_CASE("day: invalid civil days") {
    CHECK(!base::is_valid({0, 1, 1}));
    CHECK(!base::is_valid({10'000, 1, 1}));
    CHECK(!base::is_valid({2026, 13, 1}));
    CHECK(!base::is_valid({2026, 0, 1}));
    CHECK(!base::is_valid({2026, 2, 29}));
}

TEST_CASE("day: instants as text") {
    CHECK(base::to_iso_instant(0) == "1970-01-01T00:00:00.000Z");
    CHECK(base::to_iso_instant(-1) == "1969-12-31T23:59:59.999Z");
    const auto instant = base::instant_from_iso("2026-11-22T09:30:00.000Z");
    REQUIRE(instant);
    CHECK(base::to_iso_instant(*instant) == "2026-11-22T09:30:00.000Z");
    CHECK(base::instant_from_iso("2026-11-22T16:30:00+07:00") == instant);
    CHECK(base::instant_from_iso("2026-11-22T16:30:00+0700") == instant);
    CHECK(base::instant_from_iso("2026-11-22T04:00:00.0-0530") == instant);
    CHECK(base::instant_from_iso("2026-11-22T09:30Z") == instant);
    CHECK(base::instant_from_iso("2026-11-22T09:30:00.1239999Z") == *instant + 123);
    CHECK(base::instant_from_iso("2026-11-22T09:30:00.5Z") == *instant + 500);
}

TEST_CASE("day: instants that are refused") {
    for (const char* text :
         {"", "2026-11-22", "2026-11-22T09:30:00", "2026-11-22T09:30:00.Z", "2026-11-22T24:00:00Z",
          "2026-11-22T09:60:00Z", "2026-11-22T09:30:60Z", "2026-11-22T09:30:00+7", "2026-11-22T09:30:00+07",
          "2026-11-22T09:30:00+24:00", "2026-11-22T09:30:00+07:60", "2026-11-22 09:30:00Z",
          "2026-02-30T09:30:00Z", "2026-11-22T09:30:00Zx", "2026-11-22T9:30:00Z",
          "2026-11-22T09:30:00.1234567891Z", "0001-01-01T00:00:00+01:00", "9999-12-31T23:30:00-01:00",
          "2026-11-22T09:30:00z"}) {
        CAPTURE(text);
        CHECK(!base::instant_from_iso(text));
    }
}

TEST_CASE("day: instants round trip (law)") {
    tests::Random random;
    CAPTURE(random.seed());
    const Millis first = base::instant_of(base::day_from_civil({1, 1, 1}), 0);
    const Millis last = base::instant_of(base::day_from_civil({9999, 12, 31}), 0) + base::kMillisPerDay - 1;
    for (int i = 0; i < tests::cases(10'000); ++i) {
        const Millis instant = random.between(first, last);
        REQUIRE(base::instant_from_iso(base::to_iso_instant(instant)) == instant);
    }
    CHECK(base::instant_from_iso(base::to_iso_instant(first)) == first);
    CHECK(base::instant_from_iso(base::to_iso_instant(last)) == last);
}

TEST_CASE("day: the day of an instant at an offset") {
    const Day day = base::day_from_civil({2026, 11, 22});
    CHECK(base::instant_of(day, 0) == day.count * base::kMillisPerDay);
    for (const int offset : {0, 60, 420, 345, -210, 840, -720}) {
        CAPTURE(offset);
        const Millis midnight = base::instant_of(day, offset);
        CHECK(base::day_of(midnight, offset) == day);
        CHECK(base::day_of(midnight - 1, offset) == day + -1);
        CHECK(base::day_of(midnight + base::kMillisPerDay - 1, offset) == day);
    }
    CHECK(base::to_iso(base::day_of(-1, 0)) == "1969-12-31");
}

TEST_CASE("day: instants from damaged files stay inside the calendar") {
    CHECK(base::to_iso(base::day_of(std::numeric_limits<Millis>::min(), -720)) == "0001-01-01");
    CHECK(base::to_iso(base::day_of(std::numeric_limits<Millis>::max(), 840)) == "9999-12-31");
    CHECK(base::to_iso_instant(std::numeric_limits<Millis>::min()) == "0001-01-01T00:00:00.000Z");
    CHECK(base::to_iso_instant(std::numeric_limits<Millis>::max()) == "9999-12-31T23:59:59.999Z");
}
