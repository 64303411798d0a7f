// Forgetting a person for good: not a byte of them stays in the store, in what could be undone, or in what leaves.
#include <doctest/doctest.h>

#include "core/support/session_fixture.h"
#include "exchange/snapshot.h"

#include <algorithm>

using base::Json;
using tests::MemoryDisk;
using tests::World;

namespace {

// Words that only the one who is to be forgotten has.
constexpr const char* kSecrets[] = {"Zebulon", "zeb@hidden.example", "Xanadu Holding", "+4799887766", "whispered", "quixotic", "Yesterday's plan"};

std::string add_person(World& world) {
    const std::string id = world.run("lead.create", {{"fields", {{"name", "Zebulon"}, {"email", "zeb@hidden.example"}, {"company", "Xanadu Holding"}}}}).at("id");
    world.run("lead.set", {{"id", id}, {"field", "phone"}, {"value", "+4799887766"}});
    world.run("lead.set", {{"id", id}, {"field", "phone"}, {"value", ""}});
    world.run("activity.log", {{"lead", id}, {"type", "call"}, {"note", "whispered"}});
    world.run("lead.set", {{"id", id}, {"field", "tags"}, {"value", {"quixotic"}}});
    world.run("task.add", {{"lead", id}, {"title", "Yesterday's plan"}, {"due", "2026-11-20"}});
    return id;
}

std::vector<std::string> found_in(const std::string& bytes) {
    std::vector<std::string> found;
    for (const char* secret : kSecrets)
        if (bytes.find(secret) != std::string::npos) found.push_back(secret);
    return found;
}

std::vector<std::string> found_on(const MemoryDisk& disk) {
    std::vector<std::string> found;
    for (const auto& [name, bytes] : disk.files)
        for (const std::string& secret : found_in(bytes)) found.push_back(name + ": " + secret);
    return found;
}

// Their newest activity with a note that was written after it, and one more person: so there is something to take.
std::string with_a_corrected_note(const std::string& snapshot) {
    domain::Book book;
    const exchange::SnapshotFile file = *exchange::read_snapshot(snapshot);
    for (const domain::Op& op : file.ops) domain::apply(book, op);
    domain::Row newest = 0;
    for (domain::Row row = 0; row < book.activities.size(); ++row)
        if (book.activities.base_stamp(row) > book.activities.base_stamp(newest)) newest = row;
    const domain::Stamp now{book.activities.base_stamp(newest).ticks, 77};
    domain::apply(book, {77, 1, now.plus(1), {}, domain::SetField{domain::TableKind::activities, book.activities.id(newest), "note", domain::FieldKind::text, std::string("quixotic")}});
    domain::apply(book, {77, 2, now.plus(2), {}, domain::create_one(domain::TableKind::leads, {{"name", std::string("Somebody Else")}})});
    return exchange::write_snapshot(book);
}

}  // namespace

TEST_CASE("forget: nothing of the person stays on the disk, in undo or in an export; all others stay") {
    MemoryDisk disk;
    disk.later = true;
    World world(disk);
    world.run("lead.create", {{"fields", {{"name", "Kari Nordmann"}}}});
    const std::string id = add_person(world);
    for (int i = 0; i < 50; ++i) world.run("lead.create", {{"fields", {{"name", "Another"}}}});
    world.pump();
    REQUIRE_FALSE(found_on(disk).empty());
    world.run("lead.forget", {{"id", id}});
    world.pump();
    CHECK(found_on(disk) == std::vector<std::string>{});
    CHECK(world.saved());
    CHECK(found_in(world.export_file("snapshot")).empty());
    while (world.session->shell().can_undo) {
        CHECK(found_in(world.session->shell().undo_title).empty());
        world.run("undo");
        world.pump();
    }
    CHECK(found_on(disk) == std::vector<std::string>{});
    World again(disk, 2);
    CHECK(again.fingerprint() == world.fingerprint());
    CHECK(again.session->notices().empty());
}

TEST_CASE("forget: of snapshots and copies before imports, too; a colleague's file brings nothing back") {
    MemoryDisk disk, theirs;
    disk.later = true;
    World world(disk);
    const std::string id = add_person(world);
    for (int i = 0; i < 600; ++i) world.run("lead.create", {{"fields", {{"name", "Another"}}}});
    world.pump();
    World colleague(theirs, 5);
    const std::string before = world.export_file("snapshot");
    colleague.import_file("ours.corong.json", before);
    colleague.run("lead.set", {{"id", id}, {"field", "notes"}, {"value", "quixotic"}});
    world.import_file("theirs.corong.json", colleague.export_file("snapshot"), {{"confirmed", true}});
    world.pump();
    REQUIRE(std::any_of(disk.files.begin(), disk.files.end(), [](const auto& file) { return file.first.starts_with("pre-"); }));
    world.run("lead.forget", {{"id", id}});
    world.pump();
    CHECK(found_on(disk) == std::vector<std::string>{});
    colleague.run("activity.log", {{"lead", id}, {"type", "call"}, {"note", "whispered"}});
    colleague.run("task.add", {{"lead", id}, {"title", "Yesterday's plan"}, {"due", "2026-11-21"}});
    world.import_file("again.corong.json", with_a_corrected_note(colleague.export_file("snapshot")), {{"confirmed", true}});
    world.pump();
    CHECK(found_on(disk) == std::vector<std::string>{});
    for (const char* command : {"undo", "redo"}) {
        world.run(command);
        world.pump();
        CHECK(found_on(disk) == std::vector<std::string>{});
    }
    colleague.run("lead.forget", {{"id", id}});
    world.import_file("at last.corong.json", colleague.export_file("snapshot"), {{"confirmed", true}});
    colleague.import_file("back.corong.json", world.export_file("snapshot"), {{"confirmed", true}});
    CHECK(colleague.fingerprint() == world.fingerprint());
    world.pump();
    World again(disk, 3);
    CHECK(again.fingerprint() == world.fingerprint());
}

TEST_CASE("forget: cut short at any transaction, the next start finishes it") {
    for (int cut = 0; cut < 12; ++cut) {
        CAPTURE(cut);
        MemoryDisk disk;
        disk.later = true;
        {
            World world(disk);
            const std::string id = add_person(world);
            for (int i = 0; i < 40; ++i) world.run("lead.create", {{"fields", {{"name", "Another"}}}});
            world.pump();
            world.run("lead.forget", {{"id", id}});
            for (int i = 0; i < cut * 4 && world.pump_once(); ++i) {}
            disk.answers.clear();  // the tab is gone
        }
        World again(disk, 2);
        again.run("lead.create", {{"fields", {{"name", "After"}}}});
        again.pump();
        const bool was_forgotten = found_in(again.export_file("snapshot")).empty();
        if (was_forgotten) CHECK(found_on(disk) == std::vector<std::string>{});
        CHECK(again.session->notices().empty());
    }
}

TEST_CASE("merge: the book as it was is kept in the store first, the two newest copies of it") {
    MemoryDisk disk, theirs;
    World world(disk), colleague(theirs, 5);
    world.run("lead.create", {{"fields", {{"name", "Kari Nordmann"}}}});
    colleague.run("lead.create", {{"fields", {{"name", "Budi"}}}});
    const std::string before = world.export_file("snapshot");
    world.import_file("theirs.corong.json", colleague.export_file("snapshot"));
    const auto copies = [&] {
        std::vector<std::string> bytes;
        for (const auto& [name, content] : disk.files)
            if (name.starts_with("pre-")) bytes.push_back(content);
        return bytes;
    };
    REQUIRE(copies().size() == 1);
    CHECK(copies()[0] == before);
    for (int i = 0; i < 3; ++i) {
        colleague.run("lead.create", {{"fields", {{"name", "Siti"}}}});
        world.import_file("theirs.corong.json", colleague.export_file("snapshot"));
    }
    CHECK(copies().size() == 2);
}

TEST_CASE("merge: without room for the copy nothing is merged") {
    MemoryDisk disk, theirs;
    World world(disk), colleague(theirs, 5);
    world.run("lead.create", {{"fields", {{"name", "Kari Nordmann"}}}});
    colleague.run("lead.create", {{"fields", {{"name", "Budi"}}}});
    const std::string before = world.fingerprint();
    disk.failing = true;
    CHECK(world.refuse_file("theirs.corong.json", colleague.export_file("snapshot")).code == "disk.quota");
    CHECK(world.fingerprint() == before);
}
