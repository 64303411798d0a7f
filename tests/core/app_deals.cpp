// Deals: what commands do to them, to the facts that tell of them, and to whose they are; and how their list goes.
#include "app/state.h"
#include "core/support/random.h"
#include "core/support/session_fixture.h"
#include "lifecycle/stage.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

using base::Json;
using tests::MemoryDisk;
using tests::World;

namespace {

std::string new_lead(World& world, const std::string& name) { return world.run("lead.create", {{"fields", {{"name", name}, {"email", name + "@mail.example"}}}}).at("id"); }

Json lead_row(World& world, const std::string& id) {
    const Json rows = world.query({{"fields", {"id", "outcome", "closed", "stage"}}}).at("rows");
    return *std::find_if(rows.begin(), rows.end(), [&](const Json& row) { return row.at("id") == id; });
}

// What happened with somebody, but for how they came.
std::vector<std::string> facts(World& world, const std::string& lead) {
    std::vector<std::string> types;
    const Json rows = world.query({{"from", "activities"}, {"fields", {"lead", "type"}}, {"limit", 1000}}).at("rows");
    for (const Json& row : rows)
        if (row.at("lead") == lead) types.push_back(row.at("type"));
    return types;
}

const app::LeadView& view_of(World& world, const std::string& lead) { return *world.session->lead(lead); }

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a deal that is opened says so in the history of whose it is, and makes them an opportunity") {
    MemoryDisk disk;
    World world(disk);
    const std::string ana = new_lead(world, "Ana");
    world.run("deal.open", {{"lead", ana}, {"title", " Two halls "}, {"value", "15 jt IDR"}, {"expected", "2026-12-03"}, {"at", "2026-11-15"}});
    const app::LeadView& lead = view_of(world, ana);
    REQUIRE(lead.deals.size() == 1);
    CHECK(lead.deals.front().title == "Two halls");
    CHECK(lead.deals.front().value_edit == "15000000 IDR");
    CHECK(lead.deals.front().expected_edit == "2026-12-03");
    CHECK(lead.deals.front().state == app::DealState::open);
    CHECK(facts(world, ana) == Names{"open_deal"});
    CHECK(lead_row(world, ana).at("stage") == "Opportunity");
    world.run("undo");
    CHECK(view_of(world, ana).deals.empty());
    CHECK(facts(world, ana).empty());
}

TEST_CASE("a deal that is won makes a customer and closes the lead, in one step") {
    MemoryDisk disk;
    World world(disk);
    const std::string ana = new_lead(world, "Ana");
    const std::string deal = world.run("deal.open", {{"lead", ana}, {"value", "100 USD"}, {"at", "2026-11-09"}}).at("id");
    const std::string before = world.fingerprint();
    CHECK(world.refuse("deal.win", {{"id", deal}, {"at", "2026-11-08"}}).code == "deal.before_opened");
    CHECK(world.fingerprint() == before);
    world.run("deal.win", {{"id", deal}, {"value", "90 USD"}, {"at", "2026-11-16"}});
    CHECK(facts(world, ana) == Names{"open_deal", "win_deal", "purchase"});
    CHECK(lead_row(world, ana).at("outcome") == "won");
    CHECK(lead_row(world, ana).at("closed") == "2026-11-16");
    CHECK(lead_row(world, ana).at("stage") == "Customer");
    CHECK(view_of(world, ana).deals.front().value_edit == "90 USD");
    CHECK(world.refuse("deal.win", {{"id", deal}}).code == "deal.not_open");
    CHECK(world.refuse("deal.lose", {{"id", deal}, {"reason", "Price"}}).code == "deal.not_open");
    CHECK(world.refuse("deal.reopen", {{"id", deal}}).code == "deal.not_lost");
    world.run("undo");
    CHECK(view_of(world, ana).deals.front().state == app::DealState::open);
    CHECK(view_of(world, ana).deals.front().value_edit == "100 USD");
    CHECK(facts(world, ana) == Names{"open_deal"});
    CHECK(lead_row(world, ana).at("outcome").is_null());
    CHECK(lead_row(world, ana).at("closed").is_null());
}

TEST_CASE("a lead is lost with the last of its deals, and open again with one that comes back") {
    MemoryDisk disk;
    World world(disk);
    const std::string ana = new_lead(world, "Ana");
    const std::string first = world.run("deal.open", {{"lead", ana}}).at("id"), second = world.run("deal.open", {{"lead", ana}}).at("id");
    CHECK(world.refuse("deal.lose", {{"id", first}, {"reason", "  "}}).code == "deal.no_reason");
    world.run("deal.lose", {{"id", first}, {"reason", "Price"}});
    CHECK(lead_row(world, ana).at("outcome").is_null());
    world.run("deal.lose", {{"id", second}, {"reason", "No budget"}});
    CHECK(lead_row(world, ana).at("outcome") == "lost");
    CHECK(lead_row(world, ana).at("stage") == "Contact");
    CHECK(view_of(world, ana).deals.front().reason == "Price");
    world.run("deal.reopen", {{"id", first}});
    CHECK(lead_row(world, ana).at("outcome") == "open");
    CHECK(lead_row(world, ana).at("closed").is_null());
    CHECK(lead_row(world, ana).at("stage") == "Opportunity");
    CHECK(view_of(world, ana).deals.front().reason.empty());
    // Whoever has bought stays a customer when a later deal is lost.
    world.run("deal.win", {{"id", first}});
    const std::string third = world.run("deal.open", {{"lead", ana}}).at("id");
    world.run("deal.lose", {{"id", third}, {"reason", "Price"}});
    CHECK(lead_row(world, ana).at("outcome") == "won");
}

TEST_CASE("a deal that is deleted never was: what the history tells of it goes along, and comes back with it") {
    MemoryDisk disk;
    World world(disk);
    const std::string ana = new_lead(world, "Ana");
    world.run("activity.log", {{"lead", ana}, {"type", "call"}});
    const std::string deal = world.run("deal.open", {{"lead", ana}}).at("id");
    world.run("deal.delete", {{"id", deal}});
    CHECK(facts(world, ana) == Names{"call"});
    CHECK(view_of(world, ana).deals.empty());
    CHECK(lead_row(world, ana).at("stage") != "Opportunity");
    CHECK(world.refuse("deal.win", {{"id", deal}}).code == "deal.deleted");
    world.run("undo");
    CHECK(facts(world, ana) == Names{"call", "open_deal"});
    CHECK(view_of(world, ana).deals.size() == 1);
    const std::string before = world.fingerprint();
    CHECK(world.refuse("deal.change", {{"id", deal}}).code == "deal.no_change");
    CHECK(world.refuse("deal.change", {{"id", deal}, {"value", "-5 USD"}}).code == "deal.negative");
    CHECK(world.refuse("deal.change", {{"id", deal}, {"value", "much"}}).code == "field.bad_value");
    CHECK(world.fingerprint() == before);
    world.run("deal.change", {{"id", deal}, {"title", "Roof"}, {"expected", "2027-01-31"}});
    CHECK(view_of(world, ana).deals.front().name == "Roof");
}

TEST_CASE("facts that are recorded alone keep deals in step, where it is plain which is meant") {
    MemoryDisk disk;
    World world(disk);
    const std::string ana = new_lead(world, "Ana");
    world.run("fact.record", {{"lead", ana}, {"fact", "open_deal"}, {"value", "70 NOK"}});
    REQUIRE(view_of(world, ana).deals.size() == 1);
    CHECK(view_of(world, ana).deals.front().value_edit == "70 NOK");
    world.run("fact.record", {{"lead", ana}, {"fact", "lose_deal"}, {"reason", "Price"}});
    CHECK(view_of(world, ana).deals.front().state == app::DealState::lost);
    CHECK(view_of(world, ana).deals.front().reason == "Price");
    for (int i = 0; i < 2; ++i) world.run("deal.open", {{"lead", ana}});
    world.run("fact.record", {{"lead", ana}, {"fact", "win_deal"}});  // which of the two, nobody says
    CHECK(std::count_if(view_of(world, ana).deals.begin(), view_of(world, ana).deals.end(), [](const app::DealView& deal) { return deal.state == app::DealState::open; }) == 2);
    CHECK(facts(world, ana).back() == "win_deal");
}

TEST_CASE("a fact says what a deal was won for, closes the lead with it, and ends none that was opened behind it") {
    MemoryDisk disk;
    World world(disk);
    const std::string ana = new_lead(world, "Ana"), budi = new_lead(world, "Budi");
    world.run("deal.open", {{"lead", ana}, {"at", "2026-11-10"}});
    world.run("fact.record", {{"lead", ana}, {"fact", "lose_deal"}, {"reason", "Price"}, {"at", "2026-02-03"}});  // of another time
    CHECK(view_of(world, ana).deals.front().state == app::DealState::open);
    CHECK(lead_row(world, ana).at("outcome").is_null());
    world.run("fact.record", {{"lead", ana}, {"fact", "win_deal"}, {"value", "900 USD"}});
    CHECK(view_of(world, ana).deals.front().state == app::DealState::won);
    CHECK(view_of(world, ana).deals.front().value_edit == "900 USD");
    CHECK(lead_row(world, ana).at("outcome") == "won");
    world.run("fact.record", {{"lead", budi}, {"fact", "open_deal"}});
    world.run("fact.record", {{"lead", budi}, {"fact", "lose_deal"}, {"reason", "Price"}});
    CHECK(lead_row(world, budi).at("outcome") == "lost");
    world.run("fact.record", {{"lead", budi}, {"fact", "open_deal"}});
    CHECK(lead_row(world, budi).at("outcome") == "open");
}

TEST_CASE("nothing is won, lost or opened on a day that has not come") {
    MemoryDisk disk;
    World world(disk);
    const std::string ana = new_lead(world, "Ana");
    const std::string deal = world.run("deal.open", {{"lead", ana}}).at("id");
    const std::string before = world.fingerprint();
    CHECK(world.refuse("deal.win", {{"id", deal}, {"at", "2026-11-19"}}).code == "deal.future");
    CHECK(world.refuse("deal.lose", {{"id", deal}, {"reason", "Price"}, {"at", "2026-11-19"}}).code == "deal.future");
    CHECK(world.refuse("deal.open", {{"lead", ana}, {"at", "2026-11-19"}}).code == "deal.future");
    CHECK(world.fingerprint() == before);
}

TEST_CASE("a deal that never was leaves nobody won; one that ended is not taken back by its fact alone") {
    MemoryDisk disk;
    World world(disk);
    const std::string ana = new_lead(world, "Ana");
    const std::string deal = world.run("deal.open", {{"lead", ana}}).at("id");
    world.run("deal.win", {{"id", deal}});
    const Json rows = world.query({{"from", "activities"}, {"fields", {"id", "type"}}}).at("rows");
    for (const Json& row : rows)
        if (row.at("type") == "win_deal") CHECK(world.refuse("activity.delete", {{"id", row.at("id")}}).code == "activity.of_deal");
    world.run("deal.delete", {{"id", deal}});
    CHECK(lead_row(world, ana).at("outcome") == "open");
    CHECK(lead_row(world, ana).at("closed").is_null());
    // Who has bought before has.
    const std::string first = world.run("deal.open", {{"lead", ana}}).at("id"), second = world.run("deal.open", {{"lead", ana}}).at("id");
    for (const std::string& one : {first, second}) world.run("deal.win", {{"id", one}});
    world.run("deal.delete", {{"id", second}});
    CHECK(lead_row(world, ana).at("outcome") == "won");
}

TEST_CASE("a lead that is won or lost by hand takes its open deal along, for what that is worth") {
    MemoryDisk disk;
    World world(disk);
    const std::string ana = new_lead(world, "Ana"), budi = new_lead(world, "Budi");
    for (const std::string& lead : {ana, budi}) world.run("deal.open", {{"lead", lead}, {"value", "500 USD"}});
    world.run("lead.set", {{"id", ana}, {"field", "value"}, {"value", "300 USD"}});
    world.run("lead.set", {{"id", ana}, {"field", "outcome"}, {"value", "won"}});
    const Json won = world.query({{"from", "activities"}, {"fields", {"type", "value"}}}).at("rows");
    for (const Json& row : won)
        if (row.at("type") == "win_deal" || row.at("type") == "purchase") CHECK(row.at("value") == "500 USD");
    world.run("lead.set", {{"id", budi}, {"field", "outcome"}, {"value", "lost"}});
    CHECK(view_of(world, ana).deals.front().state == app::DealState::won);
    CHECK(view_of(world, budi).deals.front().state == app::DealState::lost);
}

TEST_CASE("a deal is open in the list as long as it is open to the lens (law)") {
    tests::Random random;
    CAPTURE(random.seed());
    for (int round = 0; round < tests::law_cases(60); ++round) {
        MemoryDisk disk;
        World world(disk, random.next());
        const std::string lead = new_lead(world, "Ana");
        std::vector<std::string> deals;
        for (int step = 0; step < 25; ++step) {
            world.millis += base::kMillisPerMinute;
            const uint64_t dice = random.below(8);
            Json arguments = {{"id", deals.empty() ? std::string() : random.one_of(deals)}};
            if (dice < 3 || deals.empty()) deals.push_back(world.run("deal.open", {{"lead", lead}}).at("id"));
            else if (dice == 3) world.session->run("deal.win", arguments);
            else if (dice == 4) world.session->run("deal.lose", {{"id", arguments.at("id")}, {"reason", "Price"}});
            else if (dice == 5) world.session->run("deal.reopen", arguments);
            else if (dice == 6) world.session->run("deal.delete", arguments);
            else world.session->run(random.chance(70) ? "undo" : "redo", Json::object());
            world.pump();
            const domain::Book& book = world.session->state().book;
            const lifecycle::Lens lens = *lifecycle::shipped_lens("lead_first");
            const auto leaf = std::find_if(lens.leaves.begin(), lens.leaves.end(), [](const lifecycle::Leaf& one) { return one.kind == lifecycle::Leaf::Kind::derived && one.derived == lifecycle::Derived::deal_open; });
            REQUIRE(leaf != lens.leaves.end());
            const auto bits = lifecycle::evaluate_one(book, lens, 0, world.session->state().now()).leaf_bits;
            const bool to_lens = bits >> (leaf - lens.leaves.begin()) & 1;
            const bool in_list = world.session->deals({}).of_state[0] > 0;
            CHECK(to_lens == in_list);
        }
    }
}

TEST_CASE("deals go by the day they are expected, under their months, what is late first and what has no day last (law)") {
    tests::Random random;
    CAPTURE(random.seed());
    for (int round = 0; round < tests::law_cases(40); ++round) {
        MemoryDisk disk;
        World world(disk, random.next());
        const std::string ana = new_lead(world, "Ana");
        const int count = static_cast<int>(random.below(30));
        for (int i = 0; i < count; ++i) {
            Json deal = {{"lead", ana}, {"title", "Deal " + std::to_string(random.below(9))}};
            if (random.chance(80)) deal["expected"] = base::to_iso(base::Day{world.session->state().now().today.count + static_cast<int32_t>(random.between(-40, 200))});
            if (random.chance(80)) deal["value"] = std::to_string(random.below(50)) + (random.chance(50) ? " USD" : " NOK");
            world.run("deal.open", deal);
        }
        const app::DealsView view = world.session->deals({});
        CHECK(view.of_state[0] == count);
        CHECK(view.lines.size() == view.groups.size() + static_cast<size_t>(count));
        std::string before, group;
        std::set<std::string> groups;
        for (const app::DealLine& line : view.lines) {
            if (line.group >= 0) {
                group = view.groups.at(static_cast<size_t>(line.group)).key;
                CHECK(groups.insert(group).second);
                continue;
            }
            const app::DealView deal = world.session->deal_row(line.deal).deal;
            const std::string day = deal.expected_edit.empty() ? "9999" : deal.expected_edit;
            CHECK(before <= day);
            before = day;
            CHECK(group == (deal.expected_edit.empty() ? "undated" : deal.when_kind == app::DueKind::late ? "late" : day.substr(0, 7)));
        }
        if (view.groups.empty()) continue;
        app::DealsQuery folded;
        folded.folded = {view.groups.front().key};
        CHECK(world.session->deals(folded).lines.size() == view.lines.size() - static_cast<size_t>(view.groups.front().deals));
        for (const char* column : {"title", "value", "name", "score"}) {
            app::DealsQuery sorted;
            sorted.column = column;
            CHECK(world.session->deals(sorted).lines.size() == static_cast<size_t>(count));
        }
    }
}

TEST_CASE("deals are found by their words, by whose they are and where; those of who is deleted are not there") {
    MemoryDisk disk;
    World world(disk);
    const std::string ana = new_lead(world, "Ana"), budi = new_lead(world, "Budi");
    world.run("lead.set", {{"id", budi}, {"field", "company"}, {"value", "Åsgard Mat"}});
    world.run("deal.open", {{"lead", ana}, {"title", "Two halls"}});
    world.run("deal.open", {{"lead", budi}, {"value", "10 NOK"}});
    const auto found = [&](const char* search) {
        app::DealsQuery query;
        query.search = search;
        Names names;
        for (const app::DealLine& line : world.session->deals(query).lines)
            if (line.group < 0) names.push_back(world.session->deal_row(line.deal).deal.name);
        return names;
    };
    CHECK(found("") == Names{"Two halls", "Åsgard Mat"});
    CHECK(found("HALL") == Names{"Two halls"});
    CHECK(found("budi") == Names{"Åsgard Mat"});
    CHECK(found("asgard") == Names{"Åsgard Mat"});
    CHECK(found("nobody").empty());
    CHECK(!world.session->deals({}).totals.empty());
    world.run("lead.delete", {{"id", budi}});
    CHECK(found("") == Names{"Two halls"});
}
