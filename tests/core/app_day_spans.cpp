// Spans of days: read and written, held against what they say; and lists that are narrowed by them.
#include "app/day_spans.h"
#include "app/leads_address.h"
#include "app/state.h"
#include "core/support/random.h"
#include "core/support/session_fixture.h"

#include <doctest/doctest.h>

using tests::MemoryDisk;
using tests::World;

namespace {

const base::Day kToday = *base::day_from_iso("2026-11-18");

app::DaySpan span(std::string_view text) {
    const auto read = app::span_of(text, kToday);
    REQUIRE(read.has_value());
    return *read;
}

size_t found(World& world, const std::string& address) { return world.session->leads(app::leads_query_of(address)).rows.size(); }

}  // namespace

TEST_CASE("a span is read: days, how many from today, or no end") {
    CHECK(span("0..0").first == kToday.count);
    CHECK(span("-6..0").first == kToday.count - 6);
    CHECK(span("..-14").last == kToday.count - 14);
    CHECK(span("..-14").first == INT32_MIN);
    CHECK(span("2026-11-01..").first == base::day_from_iso("2026-11-01")->count);
    CHECK(span("2026-11-01..0").last == kToday.count);
    CHECK(span("").nothing);
    for (const char* text : {"..", "0", "1..0", "2026-11-02..2026-11-01", "2026-13-01..", "x..y", "0..0..0", "999999..", "1.5..2", "+1..2"}) CHECK_MESSAGE(!app::span_of(text, kToday).has_value(), text);
    for (const std::string_view facet : app::kDayFacets)
        for (const app::UsualSpan& usual : app::usual_spans(facet)) {
            CHECK(app::span_of(usual.text, kToday).has_value());
            CHECK(!app::chosen_days(usual.text).has_value());
        }
}

TEST_CASE("a span that somebody chose is what its two days say (law)") {
    tests::Random random;
    CAPTURE(random.seed());
    for (int i = 0; i < tests::law_cases(3'000); ++i) {
        const base::Day one = kToday + static_cast<int>(random.between(-500, 500)), other = kToday + static_cast<int>(random.between(-500, 500));
        const std::optional<base::Day> first = random.chance(80) ? std::optional(one) : std::nullopt, last = random.chance(80) || !first ? std::optional(other) : std::nullopt;
        const std::string text = app::span_text(first, last);
        const auto read = app::span_of(text, kToday + static_cast<int>(random.below(9)));  // whenever it is looked at
        const bool backwards = first && last && *last < *first;
        CHECK(read.has_value() == !backwards);
        if (!read) continue;
        CHECK(app::chosen_days(text) == std::pair(first, last));
        const base::Day day = kToday + static_cast<int>(random.between(-600, 600));
        CHECK(read->holds(day.count) == ((!first || day >= *first) && (!last || day <= *last)));
        CHECK_FALSE(read->holds(domain::kNoDay));
    }
}

TEST_CASE("a list is narrowed by when somebody was added, when something happened, and what is due") {
    MemoryDisk disk;
    World world(disk);
    const auto lead = [&](const char* name, const char* created) { return world.run("lead.create", {{"fields", {{"name", name}, {"created", created}}}}).at("id").get<std::string>(); };
    const std::string ana = lead("Ana", "2026-11-18"), budi = lead("Budi", "2026-11-10"), citra = lead("Citra", "2026-01-01");
    world.run("activity.log", {{"lead", ana}, {"type", "call"}, {"at", "2026-11-17"}});
    world.run("activity.log", {{"lead", budi}, {"type", "call"}, {"at", "2026-10-01"}});
    world.run("task.add", {{"lead", ana}, {"title", "Call"}, {"due", "2026-11-16"}});
    world.run("task.add", {{"lead", budi}, {"title", "Call"}, {"due", "2026-11-20"}});
    CHECK(found(world, "?created=0..0") == 1);
    CHECK(found(world, "?created=-29..0") == 2);
    CHECK(found(world, "?created=2026-01-01..2026-11-10") == 2);
    CHECK(found(world, "?created=0..0,2026-01-01..2026-01-01") == 2);  // either
    CHECK(found(world, "?last_activity=-6..0") == 1);
    CHECK(found(world, "?last_activity=..-14") == 1);
    CHECK(found(world, "?last_activity=-") == 1);
    CHECK(found(world, "?due=..-1") == 1);
    CHECK(found(world, "?due=0..6") == 1);
    CHECK(found(world, "?due=-") == 1);
    CHECK(found(world, "?due=0..6&created=0..0") == 0);
    CHECK(found(world, "?created=nonsense") == 3);
    CHECK(app::leads_query_of("?group=created").group.empty());
    // Tomorrow it is another list.
    world.millis += base::kMillisPerDay;
    CHECK(found(world, "?created=0..0") == 0);
    CHECK(found(world, "?created=-6..0") == 1);
}

TEST_CASE("what a value says it would show is what it shows, for days beside all else (law)") {
    tests::Random random;
    CAPTURE(random.seed());
    for (int round = 0; round < tests::law_cases(30); ++round) {
        MemoryDisk disk;
        World world(disk, random.next());
        for (int i = 0; i < 30; ++i) {
            base::Json fields = {{"name", "Lead " + std::to_string(i)}, {"owner", random.chance(50) ? "Ana" : "Budi"}};
            if (random.chance(80)) fields["created"] = base::to_iso(kToday + -static_cast<int>(random.below(60)));
            const std::string id = world.run("lead.create", {{"fields", fields}}).at("id");
            if (random.chance(60)) world.run("activity.log", {{"lead", id}, {"type", "call"}, {"at", base::to_iso(kToday + -static_cast<int>(random.below(60)))}});
            if (random.chance(60)) world.run("task.add", {{"lead", id}, {"title", "Call"}, {"due", base::to_iso(kToday + static_cast<int>(random.between(-9, 40)))}});
        }
        app::LeadsQuery query;
        query.counted = true;
        if (random.chance(50)) query.facets.push_back({"owner", {"Ana"}});
        if (random.chance(50)) query.facets.push_back({"created", {"-29..0"}});
        if (random.chance(50)) query.facets.push_back({"due", {"0..6", "2026-12-01.."}});
        for (const app::FacetView& facet : std::vector<app::FacetView>(world.session->leads(query).facets))
            for (const app::FacetView::Choice& choice : facet.choices) {
                app::LeadsQuery with = query;
                std::erase_if(with.facets, [&](const app::Facet& one) { return one.key == facet.key; });
                with.facets.push_back({facet.key, {choice.value}});
                CAPTURE(facet.key + "=" + choice.value);
                CHECK(world.session->leads(with).rows.size() == static_cast<size_t>(choice.count));
            }
    }
}
