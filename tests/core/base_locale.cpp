#include <doctest/doctest.h>

#include "base/locale.h"

#include <limits>

using base::DateStyle;

TEST_CASE("locale: the plain one's plurals, numbers and money") {
    const base::Locale locale = base::plain_locale();
    CHECK(locale.language == "en");
    CHECK(locale.plural(1) == "one");
    CHECK(locale.plural(0) == "other");
    CHECK(locale.plural(21) == "other");
    CHECK(locale.plural(std::numeric_limits<int64_t>::min()) == "other");
    CHECK(locale.number({1'284 * base::kMillionths}) == "1 284");
    CHECK(locale.number({-1'234'567'500'000}) == "-1 234 567.5");
    CHECK(locale.number({999 * base::kMillionths}) == "999");
    CHECK(locale.number({-100 * base::kMillionths}) == "-100");
    CHECK(locale.number({1'234}) == "0.001234");
    CHECK(locale.money({125'000'050, base::currency_from_code("NOK")}) == "1 250 000.50 NOK");
}

TEST_CASE("locale: the plain one's dates follow its offset") {
    const base::Millis instant = *base::instant_from_iso("2026-11-22T23:30:59.999Z");
    const base::Locale utc = base::plain_locale();
    CHECK(utc.date(instant, DateStyle::day) == "2026-11-22");
    CHECK(utc.date(instant, DateStyle::day_month) == "11-22");
    CHECK(utc.date(instant, DateStyle::full) == "Sunday 2026-11-22");
    CHECK(utc.date(instant, DateStyle::time) == "23:30");
    CHECK(utc.date(instant, DateStyle::day_time) == "2026-11-22 23:30");
    const base::Locale jakarta = base::plain_locale(420);
    CHECK(jakarta.offset_minutes == 420);
    CHECK(jakarta.date(instant, DateStyle::day_time) == "2026-11-23 06:30");
    CHECK(base::plain_locale(-210).date(0, DateStyle::day_time) == "1969-12-31 20:30");
}

TEST_CASE("locale: the plain one's collation ranks") {
    const base::Locale locale = base::plain_locale();
    CHECK(locale.collation_ranks({}).empty());
    CHECK(locale.collation_ranks({"b", "Åse", "a", "B", "ase", ""}) ==
          std::vector<uint32_t>{3, 2, 1, 3, 2, 0});
}
