// The main job, without a screen: leads in, edited, kept, undone, shared.
#include "app/state.h"
#include "core/support/session_fixture.h"
#include "data.h"

#include <doctest/doctest.h>

using base::Json;
using tests::MemoryDisk;
using tests::World;

namespace {

std::string field(World& world, const std::string& id, const std::string& key) {
    const Json answer = world.query({{"fields", {key}}, {"limit", 1000000}});
    for (const Json& row : answer.at("rows"))
        if (row.at("id") == id) return row.at(key).is_string() ? row.at(key).get<std::string>() : row.at(key).dump();
    return "(no such lead)";
}

std::string create(World& world, Json fields) { return world.run("lead.create", {{"fields", std::move(fields)}}).at("id"); }

}  // namespace

TEST_CASE("a lead is created, changed, undone, redone and kept") {
    MemoryDisk disk;
    std::string id, before;
    {
        World world(disk);
        id = create(world, {{"name", "Kari Nordmann"}, {"budget", "1 250 000 kr"}, {"tags", {"fair", "north"}}});
        CHECK(field(world, id, "budget") == "1250000 NOK");
        world.run("lead.set", {{"id", id}, {"field", "name"}, {"value", "Kari Dahl"}});
        world.run("lead.set", {{"id", id}, {"field", "tags"}, {"value", {"north", "hot"}}});
        CHECK(field(world, id, "tags") == R"(["hot","north"])");
        world.run("undo");
        CHECK(field(world, id, "tags") == R"(["fair","north"])");
        world.run("undo");
        CHECK(field(world, id, "name") == "Kari Nordmann");
        world.run("redo");
        CHECK(field(world, id, "name") == "Kari Dahl");
        CHECK(world.saved());
        before = world.fingerprint();
    }
    World again(disk, 99);
    CHECK(again.fingerprint() == before);
    CHECK(field(again, id, "name") == "Kari Dahl");
    again.run("undo");
    CHECK(field(again, id, "name") == "Kari Nordmann");
    again.run("redo");
    again.run("redo");
    CHECK(field(again, id, "tags") == R"(["hot","north"])");
    for (int i = 0; i < 3; ++i) again.run("undo");
    CHECK(again.query(Json::object()).at("total") == 0);
    CHECK(again.refuse("undo").code == "command.disabled");
}

TEST_CASE("opening a book writes nothing, and two fresh books are equal") {
    MemoryDisk one, two;
    World a(one, 1), b(two, 2);
    CHECK(a.fingerprint() == b.fingerprint());
    CHECK(one.files.empty());
}

TEST_CASE("bad arguments are refused in words and change nothing") {
    MemoryDisk disk;
    World world(disk);
    const std::string id = create(world, {{"company", "Nordlys AS"}});
    const std::string before = world.fingerprint();
    CHECK(world.refuse("lead.create", {{"fields", Json::object()}}).code == "lead.nobody");
    CHECK(world.refuse("lead.create", {{"fields", {{"nmae", "x"}}}}).code == "field.unknown");
    CHECK(world.refuse("lead.create", Json::object()).code == "command.missing_argument");
    CHECK(world.refuse("lead.create", {{"fields", "x"}}).code == "command.bad_argument");
    CHECK(world.refuse("lead.set", {{"id", id}, {"field", "budget"}, {"value", "much"}}).code == "field.bad_value");
    CHECK(world.refuse("lead.set", {{"id", id}, {"field", "created"}, {"value", "31/02/2026"}}).code == "field.bad_value");
    CHECK(world.refuse("lead.set", {{"id", id}, {"field", "created"}, {"value", "03/04/2026"}}).code == "field.bad_value");
    CHECK(world.refuse("lead.set", {{"id", "nobody-1"}, {"field", "name"}, {"value", "x"}}).code == "row.unknown");
    CHECK(world.refuse("lead.set", {{"id", id}, {"field", "outcome"}, {"value", "maybe"}}).code == "field.bad_value");
    CHECK(world.refuse("activity.log", {{"lead", id}, {"type", "telepathy"}}).code == "activity.unknown_type");
    CHECK(world.refuse("no.such").code == "command.unknown");
    CHECK(world.fingerprint() == before);
}

TEST_CASE("winning is a field and two facts, in one undo step") {
    MemoryDisk disk;
    World world(disk);
    const std::string id = create(world, {{"name", "Sari"}, {"email", "sari@warung.example"}});
    world.run("lead.set", {{"id", id}, {"field", "outcome"}, {"value", "won"}});
    CHECK(world.query({{"from", "activities"}}).at("total") == 2);
    CHECK(field(world, id, "stage") == "Customer");
    world.run("undo");
    CHECK(world.query({{"from", "activities"}}).at("total") == 0);
    CHECK(field(world, id, "stage") == "none");
}

TEST_CASE("a full disk is told, nothing is lost, and it is saved when there is room again") {
    MemoryDisk disk;
    World world(disk);
    const std::string id = create(world, {{"name", "Before"}});
    CHECK(world.saved());
    disk.failing = true;
    world.run("lead.set", {{"id", id}, {"field", "name"}, {"value", "After"}});
    CHECK_FALSE(world.saved());
    CHECK(world.session->stats().at("saveState") == "not_saved");
    CHECK(field(world, id, "name") == "After");
    disk.failing = false;
    for (int i = 0; i < 10; ++i) {
        world.millis += 60'000;
        world.pump();
    }
    CHECK(world.saved());
    World again(disk, 7);
    CHECK(field(again, id, "name") == "After");
}

TEST_CASE("the sample book opens, fills every temperature, grade and stage, and one undo removes it") {
    MemoryDisk disk;
    World world(disk);
    const std::string empty = world.fingerprint();
    world.run("sample.open");
    const Json people = world.query({{"fields", {"name", "score.temperature", "score.grade", "stage"}}, {"limit", 1000}});
    CHECK(people.at("total").get<int>() >= 50);
    std::map<std::string, std::set<std::string>> seen;
    for (const Json& row : people.at("rows"))
        for (const auto& [key, value] : row.items()) seen[key].insert(value.is_string() ? value.get<std::string>() : value.dump());
    CHECK(seen["score.temperature"] == std::set<std::string>{"cold", "hot", "warm"});
    CHECK(seen["score.grade"] == std::set<std::string>{"1", "2", "3", "4"});
    for (const char* stage : {"Customer", "Contact", "Opportunity", "Prospect", "Qualification", "Lead"}) {
        CAPTURE(stage);
        CHECK(seen["stage"].contains(stage));
    }
    CHECK(world.refuse("sample.open").code == "command.disabled");
    world.run("undo");
    CHECK(world.query(Json::object()).at("total") == 0);
    CHECK(world.query({{"from", "activities"}}).at("total") == 0);
    CHECK(world.query({{"from", "tasks"}}).at("total") == 0);
    (void)empty;
}

TEST_CASE("a snapshot makes two books equal, and importing it again changes nothing") {
    MemoryDisk one, two;
    World mine(one, 1), theirs(two, 2);
    mine.run("sample.open");
    const std::string file = mine.export_file("snapshot");
    theirs.import_file("book.corong.json", file);
    CHECK(theirs.fingerprint() == mine.fingerprint());
    CHECK(theirs.export_file("snapshot") == file);
    const Json again = theirs.import_file("book.corong.json", file);
    CHECK(again.at("created") == 0);
    CHECK(theirs.fingerprint() == mine.fingerprint());
    World later(two, 3);
    CHECK(later.fingerprint() == mine.fingerprint());
}

TEST_CASE("two people edit different fields of one person, exchange files, and both keep both edits") {
    MemoryDisk one, two;
    World mine(one, 1), theirs(two, 2);
    const std::string id = create(mine, {{"name", "Budi"}, {"company", "Roti Jaya"}});
    theirs.import_file("a.corong.json", mine.export_file("snapshot"));
    mine.millis += 1000;
    theirs.millis += 2000;
    mine.run("lead.set", {{"id", id}, {"field", "phone"}, {"value", "0812 0000 111"}});
    theirs.run("lead.set", {{"id", id}, {"field", "need"}, {"value", "Ovens"}});
    const std::string from_me = mine.export_file("snapshot"), from_them = theirs.export_file("snapshot");
    mine.import_file("t.corong.json", from_them);
    theirs.import_file("m.corong.json", from_me);
    CHECK(mine.fingerprint() == theirs.fingerprint());
    CHECK(field(mine, id, "phone") == "0812 0000 111");
    CHECK(field(mine, id, "need") == "Ovens");
    theirs.run("undo");
    CHECK(field(theirs, id, "phone") == "null");
    CHECK(field(theirs, id, "need") == "Ovens");
}

TEST_CASE("160 Salesforce leads come in with outcomes, and one undo takes them out" * doctest::skip(!tests::has_data())) {
    MemoryDisk disk;
    World world(disk);
    const Json report = world.import_file("salesforce_leads.csv", tests::data("salesforce-leads/salesforce_leads.csv"));
    CHECK(report.at("read") == 160);
    CHECK(report.at("created") == 160);
    CHECK(report.at("rejected").empty());
    const Json won = world.query({{"filter", {{"outcome", "won"}}}, {"fields", {"name", "closed", "value", "stage"}}, {"limit", 200}});
    CHECK(won.at("total").get<int>() > 0);
    CHECK(won.at("rows")[0].at("stage") == "Customer");
    world.run("undo");
    CHECK(world.query(Json::object()).at("total") == 0);
}

TEST_CASE("a bad snapshot is refused in words and the book stays byte-identical") {
    MemoryDisk disk;
    World world(disk);
    world.run("sample.open");
    const std::string before = world.export_file("snapshot");
    for (std::string bad : {std::string(), before.substr(0, before.size() / 2), std::string("{}"), std::string("[1,2"),
                            std::string(R"({"corong":"snapshot","format":99})"), std::string(100'000, '[')}) {
        const base::Error error = world.refuse_file("bad.corong.json", bad);
        CHECK_FALSE(error.message.empty());
        CHECK(world.export_file("snapshot") == before);
    }
}

TEST_CASE("times in a file are of the book's zone at their date, in summer as in winter") {
    MemoryDisk disk;
    World world(disk);
    world.import_file("people.csv", "Name,Created Date\nKari,2026-07-15 09:30\nOla,2026-01-15 09:30\n");
    const auto* at = world.session->state().book.activities.instant("at");
    REQUIRE(at);
    REQUIRE(at->millis.size() == 2);
    CHECK(base::to_iso_instant(at->millis[0]) == "2026-07-15T07:30:00.000Z");
    CHECK(base::to_iso_instant(at->millis[1]) == "2026-01-15T08:30:00.000Z");
}
