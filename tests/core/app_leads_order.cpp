// The order of the table of leads is kept from edit to edit; it must be what sorting all of them gives.
#include "app/state.h"
#include "core/support/random.h"
#include "core/support/session_fixture.h"

#include <doctest/doctest.h>

using base::Json;
using tests::MemoryDisk;
using tests::World;

namespace {

std::string some_lead(World& world, tests::Random& random) {
    const Json rows = world.query({{"fields", "name"}}).at("rows");
    return rows.at(random.below(rows.size())).at("id");
}

void set(World& world, const std::string& id, const char* field, std::string value) {
    world.run("lead.set", {{"id", id}, {"field", field}, {"value", std::move(value)}});
}

void add(World& world, tests::Random& random) {
    world.run("lead.create", {{"fields", {{"name", "Lead " + std::to_string(random.below(50))}, {"role", random.chance(50) ? "CEO" : "Assistant"}}}});
}

void edit(World& world, tests::Random& random) {
    const std::string id = some_lead(world, random), digit = std::to_string(random.below(9));
    switch (random.below(10)) {
        case 0: world.run("activity.log", {{"lead", id}, {"type", "quote_request"}, {"at", "2026-11-0" + std::to_string(1 + random.below(9))}}); break;
        case 1: world.run("lead.delete", {{"id", id}}); break;
        case 2: world.run("undo"); break;
        case 3: world.run("task.add", {{"lead", id}, {"title", "t"}, {"due", "2026-11-20"}}); break;
        case 4: set(world, id, "owner", random.chance(50) ? "Ana" : "Budi"); break;
        case 5: set(world, id, "budget", digit + " NOK"); break;
        case 6: set(world, id, "name", "N" + digit); break;
        case 7: set(world, id, "role", random.chance(50) ? "CEO" : "Buyer"); break;
        default: add(world, random); break;
    }
}

std::vector<app::LeadSort> some_sorts(tests::Random& random) {
    constexpr const char* kColumns[] = {"score", "name", "company", "owner", "value", "stage", "last_activity", "due", "outcome", "title", "created", "nobody:7"};
    std::vector<app::LeadSort> sorts;
    for (size_t i = 0; i <= random.below(3); ++i) sorts.push_back({kColumns[random.below(std::size(kColumns))], random.chance(50)});
    return sorts;
}

std::vector<domain::Row> rows_of(const app::LeadsView& view) {
    std::vector<domain::Row> rows;
    for (const app::RowHandle row : view.rows) rows.push_back(row.row);
    return rows;
}

}  // namespace

TEST_CASE("after any edits the table of leads is what it would be if it were made anew") {
    tests::Random random;
    CAPTURE(random.seed());
    for (int round = 0; round < tests::cases(6); ++round) {
        MemoryDisk disk;
        World world(disk);
        for (int i = 0; i < 20; ++i) add(world, random);
        app::LeadsQuery query;
        for (int step = 0; step < 60; ++step) {
            if (random.chance(15)) query = {"", static_cast<app::Show>(random.below(3)), some_sorts(random)};
            for (int64_t left = random.between(1, 3); left > 0; --left) edit(world, random);
            const app::LeadsView kept = world.session->leads(query);
            world.session->state().views.order_inputs.reset();
            world.session->state().views.leads_inputs.reset();
            const app::LeadsView& anew = world.session->leads(query);
            CAPTURE(query.sorts.front().column);
            REQUIRE(rows_of(kept) == rows_of(anew));
            REQUIRE(kept.value_totals == anew.value_totals);
            REQUIRE(kept.open == anew.open);
        }
    }
}

TEST_CASE("a column that is new while the texts of a large book are ranked does not disturb that") {
    MemoryDisk disk;
    World world(disk, 1, app::AccessMode::writer, tests::Slices::short_ones);
    std::string csv = "Name,E-mail\n";
    for (int i = 0; i < 12'000; ++i) csv += "Lead " + std::to_string(10'000 + i * 7 % 12'000) + ",l" + std::to_string(i) + "@x.no\n";
    world.import_file("many.csv", csv);
    world.pump();
    const app::LeadsQuery by_name{"", app::Show::all, {{"name", false}}};
    const std::string id = world.query({{"limit", 1}}).at("rows").at(0).at("id");
    set(world, id, "name", "Lead 1");
    (void)world.session->leads(by_name);
    for (int i = 0; i < 3; ++i) world.pump_once();
    REQUIRE(world.session->state().views.ranking);
    for (const char* field : {"owner", "title", "campaign", "industry", "country", "need", "timing", "notes"})
        (void)world.session->run("lead.set", {{"id", id}, {"field", field}, {"value", "new"}});
    world.pump();
    const app::LeadsView& view = world.session->leads(by_name);
    REQUIRE(view.rows.size() == 12'000);
    CHECK(world.session->lead_row(view.rows.at(0)).name == "Lead 1");
    CHECK(world.session->lead_row(view.rows.at(1)).name < world.session->lead_row(view.rows.at(2)).name);
}

TEST_CASE("an edit of a large book ranks no names anew that it did not touch") {
    MemoryDisk disk;
    World world(disk);
    std::string csv = "Name,E-mail,Role\n";
    for (int i = 0; i < 11'000; ++i) csv += "Lead " + std::to_string(i * 7 % 11'000) + ",l" + std::to_string(i) + "@x.no,Assistant\n";
    world.import_file("many.csv", csv);
    (void)world.session->leads({});
    world.pump();
    (void)world.session->leads({});
    set(world, world.query({{"limit", 1}}).at("rows").at(0).at("id"), "role", "CEO");
    (void)world.session->leads({});
    CHECK_FALSE(world.session->state().views.ranking);
    set(world, world.query({{"limit", 1}}).at("rows").at(0).at("id"), "name", "Somebody else");
    (void)world.session->leads({});
    CHECK(world.session->state().views.ranking);
    world.pump();
    CHECK_FALSE(world.session->state().views.ranking);
}
