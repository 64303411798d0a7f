// The list of leads divided into groups: the same leads, those of each group together.
#include "app/messages.h"
#include "app/state.h"
#include "core/support/random.h"
#include "core/support/session_fixture.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using base::Json;
using tests::MemoryDisk;
using tests::World;

namespace {

constexpr const char* kList =
    "Name,Owner,Industry,Role,Budget\n"
    "Ratna,Budi,Restaurant,CEO,64000 USD\n"
    "Lars,ana,Retail,CEO,10000 NOK\n"
    "Wayan,Åse,Restaurant,Assistant,\n"
    "Yohana,,,Assistant,2000 USD\n"
    "Marte,Ana,Retail,Buyer,\n"
    "Dewi,Budi,,CEO,1000 USD\n";

std::vector<std::string> labels(const app::LeadsView& view) {
    std::vector<std::string> all;
    for (const app::LeadGroup& group : view.groups) all.push_back(group.label);
    return all;
}

std::vector<std::string> names_in(World& world, const app::LeadsView& view, const app::LeadGroup& group) {
    std::vector<std::string> names;
    for (size_t i = group.first; i < group.first + group.count; ++i) names.push_back(world.session->lead_row(view.rows[i]).name);
    return names;
}

// What the group of a lead is called, from the outside.
std::string value_of(World& world, app::RowHandle lead, const std::string& by) {
    const app::LeadRow row = world.session->lead_row(lead);
    if (by == "temperature") return row.score.temperature == app::Temperature::hot ? "hot" : row.score.temperature == app::Temperature::warm ? "warm" : "cold";
    if (by == "grade") return std::to_string(row.score.grade);
    if (by == "stage") return row.stage.name;
    return world.session->lead_field(lead, by);
}

}  // namespace

TEST_CASE("groups of a field go by name, whoever has none comes last") {
    MemoryDisk disk;
    World world(disk);
    world.import_file("list.csv", kList);
    app::LeadsQuery query;
    query.group = "owner";
    const app::LeadsView& view = world.session->leads(query);
    CHECK(labels(view) == std::vector<std::string>{"ana", "Ana", "Åse", "Budi", "Nobody"});
    CHECK(names_in(world, view, view.groups.back()) == std::vector<std::string>{"Yohana"});
    query.group = "industry";
    CHECK(labels(world.session->leads(query)) == std::vector<std::string>{"Restaurant", "Retail", "None"});
}

TEST_CASE("groups of stages go from the furthest to the first; those beside the way, and none, come last") {
    MemoryDisk disk;
    World world(disk);
    world.run("sample.open");
    world.pump();
    app::LeadsQuery query;
    query.group = "stage";
    std::vector<std::string> ids;
    for (const app::LeadGroup& group : world.session->leads(query).groups) ids.push_back(group.value);
    CHECK(ids == std::vector<std::string>{"opportunity", "prospect", "qualification", "lead", "contact", "none"});
}

TEST_CASE("each group says what it is worth") {
    MemoryDisk disk;
    World world(disk);
    world.import_file("list.csv", kList);
    for (const char* lead : {"Ratna", "Dewi"}) {
        const std::string id = world.query({{"search", lead}}).at("rows").at(0).at("id");
        world.run("lead.set", {{"id", id}, {"field", "value"}, {"value", "32500 USD"}});
    }
    app::LeadsQuery query;
    query.group = "owner";
    const app::LeadsView& view = world.session->leads(query);
    const auto budi = std::find_if(view.groups.begin(), view.groups.end(), [](const app::LeadGroup& group) { return group.value == "Budi"; });
    REQUIRE(budi != view.groups.end());
    CHECK(budi->value_totals == view.value_totals);
    CHECK(!budi->value_totals.empty());
    for (const app::LeadGroup& group : view.groups) CHECK(group.value_totals.empty() == (group.value != "Budi"));
}

TEST_CASE("groups of outcomes are in the user's words, and open is open whether it was said or not") {
    MemoryDisk disk;
    World world(disk);
    world.import_file("list.csv", "Name,Outcome\nA,won\nB,open\nC,\nD,lost\n");
    app::LeadsQuery query;
    query.show = app::Show::all;
    query.group = "outcome";
    const app::LeadsView& view = world.session->leads(query);
    CHECK(labels(view) == std::vector<std::string>{app::tr("outcome.lost"), app::tr("outcome.open"), app::tr("outcome.won")});
    query.group = "grade";
    CHECK(world.session->leads(query).groups.front().label.starts_with("Grade "));
}

TEST_CASE("what a list is divided by is known by name; a field nobody has written divides nothing") {
    MemoryDisk disk;
    World world(disk);
    world.import_file("list.csv", kList);
    std::set<std::string> keys;
    for (const app::LeadGrouping& one : world.session->lead_groupings()) keys.insert(one.key);
    for (const char* key : {"stage", "temperature", "grade", "owner", "industry", "role"}) CHECK(keys.contains(key));
    CHECK(!keys.contains("channel"));
    CHECK(!keys.contains("name"));
    app::LeadsQuery query;
    query.group = "channel";
    const app::LeadsView& view = world.session->leads(query);
    CHECK(view.groups.empty());
    CHECK(view.rows.size() == 6);
}

TEST_CASE("a divided list has the same leads, each among its like, in the list's own order") {
    tests::Random random;
    CAPTURE(random.seed());
    MemoryDisk disk;
    World world(disk);
    const char* const owners[] = {"", "Ana", "Budi", "Åse"};
    const char* const roles[] = {"", "CEO", "Assistant", "Buyer"};
    std::string csv = "Name,Owner,Role,Budget,Outcome\n";
    for (int i = 0; i < 300; ++i)
        csv += "Lead " + std::to_string(i) + "," + owners[random.below(4)] + "," + roles[random.below(4)] + "," + (random.chance(50) ? std::to_string(random.below(90'000)) + " NOK" : "") + "," + (random.chance(20) ? "won" : "open") + "\n";
    world.import_file("list.csv", csv);
    for (const char* by : {"stage", "temperature", "grade", "owner", "role"}) {
        app::LeadsQuery query;
        query.show = static_cast<app::Show>(random.below(3));
        query.sorts = {{random.chance(50) ? "name" : "score", random.chance(50)}};
        const std::vector<app::RowHandle> undivided = world.session->leads(query).rows;
        query.group = by;
        const app::LeadsView& view = world.session->leads(query);
        CAPTURE(by);
        std::vector<app::RowHandle> expected;
        size_t next = 0;
        std::set<std::string> seen;
        for (const app::LeadGroup& group : view.groups) {
            REQUIRE(group.first == next);
            REQUIRE(group.count > 0);
            next += group.count;
            const std::string value = value_of(world, view.rows[group.first], by);
            REQUIRE(seen.insert(value).second);
            for (const app::RowHandle lead : undivided)
                if (value_of(world, lead, by) == value) expected.push_back(lead);
        }
        REQUIRE(next == view.rows.size());
        REQUIRE(view.rows == expected);
    }
}
