// Times without a zone in a file are of the book's zone at that date, not at the day of the import.
#include "core/support/book_generator.h"
#include "exchange/zone.h"

#include <doctest/doctest.h>

#include <algorithm>

using base::kMillisPerDay;
using base::kMillisPerMinute;
using base::Millis;
using tests::Random;

namespace {

// A zone that changes its distance from UTC at some instants.
struct Changes {
    std::vector<std::pair<Millis, int>> from;  // in order; the first long ago
    int asked = 0;  // by the zone

    int at(Millis instant) const {
        int minutes = from.front().second;
        for (const auto& [since, then] : from)
            if (instant >= since) minutes = then;
        return minutes;
    }
    exchange::Zone zone() {
        return exchange::Zone(base::Now{0, {}, 45}, [this](Millis instant) {
            ++asked;
            return at(instant);
        });
    }
};

// Every half year or so, by an hour.
Changes random_changes(Random& random) {
    Changes changes{{{-100'000 * kMillisPerDay, static_cast<int>(random.between(-48, 56)) * 15}}};
    Millis at = random.between(-20, 20) * 365 * kMillisPerDay;
    for (int i = 0; i < 20; ++i) {
        changes.from.emplace_back(at, changes.from.back().second + (random.chance(50) ? 60 : -60));
        at += 60 * kMillisPerDay + random.between(0, 200 * 24 * 60) * kMillisPerMinute;
    }
    return changes;
}

exchange::ReadDate timed(Millis local) {
    exchange::ReadDate date;
    date.day = base::day_of(local, 0);
    date.has_time = true;
    date.millis_of_day = static_cast<int32_t>(local - base::instant_of(date.day, 0));
    return date;
}

Millis some_instant(Random& random, const Changes& changes) {
    const Millis change = random.one_of(changes.from).first;
    return change + (random.chance(50) ? random.between(-3 * 60, 3 * 60) : random.between(-90 * 24 * 60, 90 * 24 * 60)) * kMillisPerMinute;
}

}  // namespace

TEST_CASE("law: what a clock in the zone shows at an instant names that instant, or the first that shows the same") {
    Random random;
    CAPTURE(random.seed());
    for (int round = 0; round < tests::law_cases(50); ++round) {
        Changes changes = random_changes(random);
        exchange::Zone zone = changes.zone();
        for (int i = 0; i < 200; ++i) {
            const Millis instant = some_instant(random, changes);
            const Millis local = instant + changes.at(instant) * kMillisPerMinute;
            const Millis named = zone.instant_of(timed(local));
            CAPTURE(instant);
            CHECK(named <= instant);
            CHECK(named + changes.at(named) * kMillisPerMinute == local);
            if (named != instant) CHECK(changes.at(named) == changes.at(instant) + 60);
        }
    }
}

TEST_CASE("a time that a clock put forward leaves out is as much later") {
    Changes oslo{{{-100'000 * kMillisPerDay, 60}, {*base::instant_from_iso("2026-03-29T01:00:00Z"), 120}}};
    exchange::Zone zone = oslo.zone();
    const auto at = [&](const char* local) { return base::to_iso_instant(zone.instant_of(timed(*base::instant_from_iso(local)))); };
    CHECK(at("2026-03-29T01:59:00Z") == "2026-03-29T00:59:00.000Z");
    CHECK(at("2026-03-29T02:30:00Z") == "2026-03-29T01:30:00.000Z");
    CHECK(at("2026-03-29T03:00:00Z") == "2026-03-29T01:00:00.000Z");
}

TEST_CASE("a stated offset holds; its day is that of the zone; a day without a time begins at the present's offset") {
    Changes oslo{{{-100'000 * kMillisPerDay, 60}, {*base::instant_from_iso("2026-03-29T01:00:00Z"), 120}}};
    exchange::Zone zone = oslo.zone();
    exchange::ReadDate date = timed(*base::instant_from_iso("2026-07-15T22:30:00Z"));
    date.offset_minutes = 0;
    CHECK(base::to_iso_instant(zone.instant_of(date)) == "2026-07-15T22:30:00.000Z");
    CHECK(base::to_iso(zone.day_of(date)) == "2026-07-16");
    exchange::ReadDate day;
    day.day = *base::day_from_iso("2026-07-15");
    CHECK(base::to_iso_instant(zone.instant_of(day)) == "2026-07-14T23:15:00.000Z");
    CHECK(zone.day_of(day) == day.day);
}

TEST_CASE("many times of ten years ask the slow clock a few hundred times") {
    Random random;
    Changes changes{{{-100'000 * kMillisPerDay, 60}}};
    for (int half = 0; half < 20; ++half) changes.from.emplace_back((18'000 + half * 182) * kMillisPerDay, half % 2 ? 60 : 120);
    exchange::Zone zone = changes.zone();
    for (int i = 0; i < 20'000; ++i) (void)zone.instant_of(timed(random.between(18'000, 21'650) * kMillisPerDay + random.between(0, 1439) * kMillisPerMinute));
    CHECK(changes.asked < 800);
}
