// The storage page's view: what opening fell back on in words, files, verifying from the session, the copies beside the
// book, a disk that is full, and a store of a newer version.
#include "app/state.h"
#include "core/support/session_fixture.h"

#include <doctest/doctest.h>

#include <algorithm>

using base::Json;
using tests::MemoryDisk;
using tests::World;
using Kind = storage::FileName::Kind;

namespace {

void add(World& world, int leads = 1) {
    for (int i = 0; i < leads; ++i) world.run("lead.create", {{"fields", {{"name", "One of many"}}}});
    world.pump();
}

std::vector<std::string> names_of(const MemoryDisk& disk, Kind kind) {
    std::vector<std::string> names;
    for (const auto& [name, bytes] : disk.files)
        if (storage::parse_name(name).kind == kind) names.push_back(name);
    return names;
}

void damage(MemoryDisk& disk, const std::string& name) { disk.files.at(name)[disk.files.at(name).size() / 2] ^= 0x10; }

bool tells(World& world) {
    return std::any_of(world.session->notices().begin(), world.session->notices().end(), [](const auto& one) { return one.action_command == "view.storage"; });
}

void import_into(World& world, const std::string& snapshot) {
    world.import_file("theirs.corong.json", snapshot, {{"confirmed", true}});
}

std::string snapshot_of_others() {
    MemoryDisk disk;
    World other(disk, 77);
    add(other, 3);
    return other.export_file("snapshot");
}

}  // namespace

TEST_CASE("app storage: a database that was put back is told once it is open, or at once") {
    MemoryDisk disk;
    World world(disk);
    add(world);
    disk.later = true;
    world.session->became_writer();  // opens anew
    REQUIRE_FALSE(world.session->opened());
    world.session->disk_was_put_back();
    CHECK(world.session->notices().empty());
    world.pump();
    REQUIRE(world.session->opened());
    CHECK(world.session->storage().recovery.title.starts_with("The browser had deleted the database of this book."));
    CHECK_FALSE(world.session->storage().recovery.loss);
    REQUIRE(world.session->notices().size() == 1);
    CHECK(world.session->notices()[0].text == world.session->storage().recovery.title);
    world.session->disk_was_put_back();
    CHECK(world.session->notices().back().text == world.session->storage().recovery.title);
}

TEST_CASE("app storage: a book that is gone at the next start is told, until another one is begun") {
    MemoryDisk disk;
    std::map<std::string, std::string> settings;
    {
        World world(disk);
        CHECK(world.session->storage().recovery.title.empty());
        add(world);
        REQUIRE(world.saved());
        settings = world.settings;
    }
    disk.clear();
    World after(disk, 2, app::AccessMode::writer, tests::Slices::usual, settings);
    CHECK(after.session->storage().recovery.title == "The book that this browser kept is gone: the browser deleted it, or its data was cleared.");
    CHECK(after.session->storage().recovery.loss);
    CHECK(tells(after));
    add(after);
    REQUIRE(after.saved());
    World again(disk, 3, app::AccessMode::writer, tests::Slices::usual, after.settings);
    CHECK(again.session->storage().recovery.title.empty());
}

TEST_CASE("storage: a store that was opened as usual has nothing to tell, and shows its files") {
    MemoryDisk disk;
    World first(disk);
    add(first, 3);
    World world(disk, 2);
    const app::StorageView& view = world.session->storage();
    CHECK(view.recovery.title.empty());
    CHECK_FALSE(tells(world));
    CHECK(view.files.size() == disk.files.size());
    CHECK(view.damaged == 0);
    CHECK(view.last_step == "3");
    CHECK(view.quota == "1 MB of 2 GB");
    CHECK(view.tabs == 1);
    CHECK(std::any_of(view.files.begin(), view.files.end(), [](const auto& file) { return file.kind == "Step 2"; }));
}

TEST_CASE("storage: a lost step is told in one notice, and on the page with its file and what to do") {
    MemoryDisk disk;
    {
        World world(disk);
        add(world, 3);
    }
    const std::string name = names_of(disk, Kind::segment).at(1);
    damage(disk, name);
    World world(disk, 2);
    CHECK(tells(world));
    CHECK(world.session->notices().size() == 1);
    CHECK(world.session->notices().back().kind == app::NoticeView::Kind::danger);
    const app::StorageView& view = world.session->storage();
    CHECK(view.recovery.loss);
    CHECK(view.recovery.title == "1 step could not be read, and what it did is missing. Everything else was read.");
    CHECK(view.recovery.advice.starts_with("Open a colleague’s file"));
    REQUIRE(view.recovery.details.size() == 1);
    CHECK(view.recovery.details[0].find(name) != std::string::npos);
    CHECK(view.damaged == 1);
    const auto file = std::find_if(view.files.begin(), view.files.end(), [&](const auto& one) { return one.name == name; });
    REQUIRE(file != view.files.end());
    CHECK(file->problem == view.recovery.details[0]);
    world.session->run("view.storage", Json::object());
    CHECK(world.session->route() == "/settings/storage");
}

TEST_CASE("storage: each rung of the ladder has its own words") {
    MemoryDisk whole;
    {
        World world(whole);
        for (int round = 0; round < 2; ++round) add(world, 600);
        import_into(world, snapshot_of_others());
        add(world);
    }
    REQUIRE(names_of(whole, Kind::snapshot_manifest).size() == 2);
    REQUIRE(names_of(whole, Kind::before_import).size() == 1);
    const auto opened = [](MemoryDisk disk) {
        World world(disk, 9);
        return std::pair(world.session->storage().recovery, world.run("book.fingerprint").get<std::string>());
    };
    const auto [usual, fingerprint] = opened(whole);
    CHECK(usual.title.empty());

    MemoryDisk older = whole;
    damage(older, names_of(older, Kind::snapshot_manifest).back());
    const auto [from_older, fingerprint_older] = opened(older);
    CHECK(from_older.title.starts_with("The newest stored snapshot could not be read. The book is whole all the same"));
    CHECK_FALSE(from_older.loss);
    CHECK(from_older.advice == "You need not do anything. The damaged files are kept as they are.");
    CHECK(fingerprint_older == fingerprint);

    MemoryDisk alone = whole;
    for (const std::string& name : names_of(alone, Kind::snapshot_manifest)) damage(alone, name);
    const auto [from_steps, fingerprint_steps] = opened(alone);
    CHECK(from_steps.title.starts_with("No stored snapshot could be read. The book is whole all the same"));
    CHECK_FALSE(from_steps.loss);
    CHECK(fingerprint_steps == fingerprint);

    MemoryDisk copy = alone;
    for (const std::string& name : names_of(copy, Kind::merged)) copy.files.erase(name);
    const auto [from_copy, fingerprint_copy] = opened(copy);
    CHECK(from_copy.title.starts_with("No stored snapshot could be read, nor the first steps. The book is from the copy"));
    CHECK(from_copy.loss);

    MemoryDisk nothing = copy;
    for (const std::string& name : names_of(nothing, Kind::before_import)) nothing.files.erase(name);
    World world(nothing, 9);
    CHECK(world.session->storage().recovery.title.ends_with("most of the book is not shown. Nothing is written over what is left."));
    CHECK(world.refuse("lead.create", {{"fields", {{"name", "No"}}}}).code == "store.no_snapshot");
}

TEST_CASE("storage: a store of a newer format is shown, says why nothing is written, and can be downloaded raw") {
    MemoryDisk disk;
    {
        World world(disk);
        add(world, 2);
    }
    disk.files["FORMAT-7"] = "";
    const auto before = disk.files;
    World world(disk, 2);
    CHECK(world.query(Json::object()).at("total") == 2);
    CHECK(world.session->shell().save == app::ShellView::Save::read_only);
    CHECK(world.session->shell().save_reason == "This book was stored by a newer Corong. It is shown as far as this version can read it, and nothing is written.");
    CHECK(world.session->storage().recovery.advice.starts_with("Open the book with the newer Corong."));
    CHECK(world.refuse("lead.create", {{"fields", {{"name", "No"}}}}).code == "store.newer_format");
    CHECK(world.run("storage.raw").at("files") == disk.files.size());
    CHECK(world.run("storage.verify").at("problems").empty());
    CHECK(disk.files == before);
}

TEST_CASE("storage: verifying from the session tells what is whole and what is not") {
    MemoryDisk disk;
    World world(disk);
    add(world, 5);
    const Json whole = world.run("storage.verify");
    CHECK(whole.at("files") == disk.files.size());
    CHECK(whole.at("steps") == 5);
    CHECK(world.session->storage().verify.result == "All whole: 6 files, 5 steps, each as it was written.");
    const std::string name = names_of(disk, Kind::segment).at(2);
    damage(disk, name);
    CHECK(world.run("storage.verify").at("problems").size() == 2);
    const app::VerifyView& verify = world.session->storage().verify;
    CHECK_FALSE(verify.whole);
    CHECK(verify.result == "2 problems found. Files that are fine: 5 files.");
    REQUIRE(verify.problems.size() == 2);
    CHECK(verify.problems[0].find(name) != std::string::npos);
    CHECK(verify.problems[1] == "Steps are missing from the store: 3");
}

TEST_CASE("storage: verifying can be cancelled, and another tab that takes over ends it") {
    MemoryDisk disk;
    World world(disk);
    add(world, 5);
    disk.later = true;
    std::string outcome;
    world.session->run("storage.verify", Json::object(), [&](base::Result<Json> result) { outcome = result ? "done" : result.error().code; });
    CHECK(world.session->storage().verify.running);
    CHECK(world.session->why_not(*world.session->command("storage.verify")).has_value());
    world.session->run("storage.stop", Json::object());
    world.pump();
    CHECK(outcome == "job.cancelled");
    CHECK_FALSE(world.session->storage().verify.running);
    CHECK(world.session->why_not(*world.session->command("storage.stop")).has_value());

    world.session->run("storage.verify", Json::object(), [](auto) {});
    world.session->became_writer();  // opens anew
    world.pump();
    CHECK_FALSE(world.session->storage().verify.running);
}

TEST_CASE("storage: the copy from before an import is named by it, opened as a merge, and saved") {
    MemoryDisk disk;
    World world(disk);
    add(world, 2);
    const std::string before = world.export_file("snapshot");
    import_into(world, snapshot_of_others());
    REQUIRE(world.session->storage().inner_copies.size() == 1);
    const app::InnerCopyView copy = world.session->storage().inner_copies[0];
    CHECK(copy.title == "Before import of theirs.corong.json");
    CHECK_FALSE(copy.when.empty());
    world.run("copies.save", {{"file", copy.file}});
    CHECK(world.saved_bytes == before);
    CHECK(world.refuse("copies.save", {{"file", "FORMAT-1"}}).code == "copies.unknown");
    world.run("copies.open", {{"file", copy.file}});
    REQUIRE(world.session->merge_view());
    CHECK(world.session->merge_view()->nothing_new);
}

TEST_CASE("storage: a write that was refused for want of room is remembered") {
    MemoryDisk disk;
    World world(disk);
    add(world);
    CHECK(world.session->storage().last_full.empty());
    disk.failing = true;
    add(world);
    CHECK_FALSE(world.session->storage().last_full.empty());
    disk.failing = false;
    world.millis += 120'000;
    world.pump();
    CHECK(world.saved());
    CHECK_FALSE(world.session->storage().last_full.empty());
}
