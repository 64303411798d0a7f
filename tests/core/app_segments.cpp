// Segments: saved lists of leads, their counts, and what befalls them.
#include "app/state.h"
#include "base/text.h"
#include "core/support/random.h"
#include "core/support/session_fixture.h"

#include "app/leads_address.h"
#include "app/segments.h"

#include <doctest/doctest.h>

using base::Json;
using tests::MemoryDisk;
using tests::World;

namespace {

std::string save(World& world, const std::string& name, const std::string& list) {
    world.run("segment.save", {{"name", name}, {"list", list}});
    for (const app::SegmentView& segment : world.session->segments())
        if (segment.name == name) return segment.id;
    FAIL("the segment is not there");
    return {};
}

// What the list itself shows.
int64_t shown(World& world, const std::string& list) { return static_cast<int64_t>(world.session->leads(app::leads_query_of(list)).rows.size()); }

}  // namespace

TEST_CASE("a segment is saved, told, renamed, changed, deleted, and each is one step that can be undone") {
    MemoryDisk disk;
    World world(disk);
    world.run("sample.open");
    const std::string id = save(world, "Hot ones", "?temperature=hot");
    CHECK(world.run("segment.list") == Json{{{"id", id}, {"name", "Hot ones"}, {"list", "?temperature=hot"}}});
    world.run("segment.rename", {{"segment", id}, {"name", "  Hottest "}});
    CHECK(world.session->segments().at(0).name == "Hottest");
    world.run("segment.change", {{"segment", id}, {"list", "/leads?temperature=hot,warm"}});
    CHECK(world.session->segments().at(0).list == "?temperature=hot,warm");
    world.run("segment.delete", {{"segment", id}});
    CHECK(world.session->segments().empty());
    world.run("undo");
    CHECK(world.session->segments().at(0).list == "?temperature=hot,warm");
    world.run("undo");
    world.run("undo");
    CHECK(world.run("segment.list").at(0) == Json{{"id", id}, {"name", "Hot ones"}, {"list", "?temperature=hot"}});
    world.run("undo");
    CHECK(world.session->segments().empty());
}

TEST_CASE("segments are in the book: they outlive it being closed, and travel in a snapshot") {
    MemoryDisk disk, theirs;
    World world(disk);
    world.run("sample.open");
    save(world, "Kunder i Vestland", "?search=vest&show=all");
    CHECK(world.saved());
    World again(disk, 7);
    CHECK(again.session->segments().at(0).name == "Kunder i Vestland");
    World other(theirs, 9);
    other.import_file("book.corong.json", world.export_file("snapshot"));
    CHECK(other.session->segments().at(0).list == "?search=vest&show=all");
    CHECK(other.fingerprint() == world.fingerprint());
}

TEST_CASE("a segment counts whom its list shows, whatever is edited") {
    MemoryDisk disk;
    World world(disk);
    world.run("sample.open");
    const std::vector<std::string> lists = {"?temperature=hot", "?grade=1,2&show=all", "?search=dapur", "?owner=-", "?stage=prospect&sort=name", "?show=closed"};
    for (const std::string& list : lists) save(world, "List " + list, list);
    tests::Random random;
    for (int i = 0; i < 40; ++i) {
        const Json rows = world.query({{"fields", "name"}, {"limit", 200}}).at("rows");
        const std::string lead = rows.at(random.below(rows.size())).at("id");
        switch (random.below(4)) {
            case 0: world.run("lead.delete", {{"id", lead}}); break;
            case 1: world.run("activity.log", {{"lead", lead}, {"type", "quote_request"}}); break;
            case 2: world.run("lead.set", {{"id", lead}, {"field", "owner"}, {"value", random.chance(50) ? "Ana" : ""}}); break;
            default: world.run("lead.create", {{"fields", {{"name", "Dapur " + std::to_string(i)}}}}); break;
        }
        world.pump();
        for (const app::SegmentView& segment : world.session->segments()) {
            CAPTURE(segment.list);
            CHECK(segment.count == shown(world, segment.list));
        }
    }
}

TEST_CASE("a segment without a name, of the whole list, or with another's name is refused in words, and nothing changes") {
    MemoryDisk disk;
    World world(disk);
    world.run("sample.open");
    const std::string id = save(world, "Hot", "?temperature=hot");
    const std::string was = world.fingerprint();
    CHECK(world.refuse("segment.save", {{"name", "  "}, {"list", "?show=all"}}).code == "segment.no_name");
    CHECK(world.refuse("segment.save", {{"name", std::string(121, 'x')}, {"list", "?show=all"}}).code == "segment.long_name");
    CHECK(world.refuse("segment.save", {{"name", "hOT"}, {"list", "?show=all"}}).code == "segment.same_name");
    for (const char* list : {"", "?", "?shoe=red", "?show=open"}) CHECK(world.refuse("segment.save", {{"name", "All"}, {"list", list}}).code == "segment.whole_list");
    CHECK(world.refuse("segment.rename", {{"segment", "none"}, {"name", "x"}}).code == "segment.unknown");
    CHECK(world.refuse("segment.change", {{"segment", id}, {"list", ""}}).code == "segment.whole_list");
    CHECK(world.refuse("segment.delete", {{"segment", ""}}).code == "segment.unknown");
    CHECK(world.fingerprint() == was);
    world.run("segment.rename", {{"segment", id}, {"name", "HOT"}});  // no other has it
    CHECK(world.session->segments().at(0).name == "HOT");
}

TEST_CASE("a deleted segment that a colleague has renamed meanwhile is there again, with its list") {
    MemoryDisk disk, theirs;
    World world(disk);
    world.run("sample.open");
    const std::string id = save(world, "Hot", "?temperature=hot");
    World other(theirs, 9);
    other.import_file("book.corong.json", world.export_file("snapshot"));
    world.run("segment.delete", {{"segment", id}});
    other.millis += 60'000;
    other.run("segment.rename", {{"segment", id}, {"name", "Hottest"}});
    world.import_file("theirs.corong.json", other.export_file("snapshot"));
    REQUIRE(world.session->segments().size() == 1);
    CHECK(world.session->segments().at(0).name == "Hottest");
    CHECK(world.session->segments().at(0).list == "?temperature=hot");
}

TEST_CASE("a redacted file, and one of chosen people, has no segments: they may name somebody") {
    MemoryDisk disk;
    World world(disk);
    const std::string kari = world.run("lead.create", {{"fields", {{"name", "Kari"}}}}).at("id");
    save(world, "The people of Budi", "?search=Budi Santoso");
    CHECK(base::contains(world.export_file("snapshot"), "Budi"));
    CHECK_FALSE(base::contains(world.export_file("snapshot", {{"redacted", Json::object()}}), "Budi"));
    CHECK_FALSE(base::contains(world.export_file("snapshot", {{"leads", {kari}}}), "Budi"));
}

TEST_CASE("segments of a big book are counted when its scores are there, and not before") {
    MemoryDisk disk;
    std::string list = "Name,Role,Owner\n";
    for (int i = 0; i < 10'500; ++i) list += "Lead " + std::to_string(i) + (i % 3 ? ",CEO," : ",Clerk,") + (i % 2 ? "Ana" : "Budi") + "\n";
    {
        World world(disk);
        world.import_file("list.csv", list);
        save(world, "Ana's best", "?grade=1,2,3&owner=Ana");
        world.pump();
        CHECK(world.session->segments().at(0).count == shown(world, "?grade=1,2,3&owner=Ana"));
        world.run("lead.create", {{"fields", {{"name", "New"}, {"owner", "Ana"}, {"role", "CEO"}}}});
        do CHECK(world.session->segments().size() == 1);
        while (world.pump_once());
        CHECK(world.session->segments().at(0).count == shown(world, "?grade=1,2,3&owner=Ana"));
        CHECK(world.saved());
    }
    World again(disk, 7);
    do again.session->segments();
    while (again.pump_once());
    REQUIRE(again.session->segments().size() == 1);
    again.pump();
    CHECK(again.session->segments().at(0).count == shown(again, "?grade=1,2,3&owner=Ana"));
}
