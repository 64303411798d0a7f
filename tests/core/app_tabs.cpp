// Two tabs over one disk that answers later, as a browser's does: who writes changes hands, and no edit is
// lost in silence, written twice, or shown that is not there.
#include "app/state.h"
#include "core/support/session_fixture.h"

#include <doctest/doctest.h>

using base::Json;
using tests::MemoryDisk;
using tests::Slices;
using tests::World;

namespace {

constexpr auto kReader = app::AccessMode::reader_other_tab;

void add(World& world, const char* name) { world.run("lead.create", {{"fields", {{"name", name}}}}); }

Json total(World& world) { return world.query(Json::object()).at("total"); }

std::string csv(int leads) {
    std::string text = "Name,Company\n";
    for (int i = 0; i < leads; ++i) text += "Anna " + std::to_string(i) + ",Firm " + std::to_string(i) + "\n";
    return text;
}

size_t snapshot_files(const MemoryDisk& disk) {
    return static_cast<size_t>(std::count_if(disk.files.begin(), disk.files.end(), [](const auto& file) { return file.first.starts_with("s-"); }));
}

struct LaterDisk : MemoryDisk {
    LaterDisk() { later = true; }
};

}  // namespace

TEST_CASE("many steps are made a snapshot of, while the disk answers later") {
    LaterDisk disk;
    World world(disk);
    for (int i = 0; i < 600; ++i) add(world, "One of many");
    world.pump();
    CHECK(snapshot_files(disk) > 0);
    CHECK(disk.files.size() < 128);
    CHECK(world.saved());
    World again(disk, 2);
    CHECK(again.fingerprint() == world.fingerprint());
    CHECK(total(again) == 600);
}

TEST_CASE("a tab that wrote, read along and writes again has what both tabs saved, once") {
    LaterDisk disk;
    World first(disk);
    add(first, "Saved in the first tab");
    first.session->run("lead.create", {{"fields", {{"name", "Never answered"}}}});  // in flight
    disk.answers.clear();
    World second(disk, 2);
    add(second, "Saved in the second tab");
    first.session->lost_writer();
    first.pump();
    CHECK(first.refuse("lead.create", {{"fields", {{"name", "No"}}}}).code == "book.read_only");
    first.session->became_writer();
    first.pump();
    second.session->lost_writer();
    CHECK(first.fingerprint() == second.fingerprint());
    add(first, "Saved in the first tab again");
    CHECK(first.saved());
    World third(disk, 3);
    CHECK(third.fingerprint() == first.fingerprint());
}

TEST_CASE("a tab that loses the pen with something unsaved says so, and promises nothing") {
    LaterDisk disk;
    World world(disk);
    disk.failing = true;
    world.session->run("lead.create", {{"fields", {{"name", "Not on the disk"}}}});
    std::string answer;
    world.session->when_saved([&](base::Status status) { answer = status ? "saved" : status.error().code; });
    world.session->lost_writer();
    CHECK(answer == "book.read_only");
    const auto& notices = world.session->state().notices;
    CHECK(std::any_of(notices.begin(), notices.end(), [](const auto& notice) { return notice.text == app::tr("save.lost_writer"); }));
    CHECK(total(world) == 1);
}

TEST_CASE("the pen comes while the book is being opened: one opening, one book") {
    bool through = false;  // it was open before the pen came
    for (int steps = 0; !through; ++steps) {
        LaterDisk disk;
        {
            World writer(disk);
            add(writer, "First");
            add(writer, "Second");
            CHECK(writer.saved());
        }
        World reader(disk, 2, kReader, Slices::short_ones);
        reader.session->other_tab_committed();
        for (int i = 0; i < steps && !through; ++i) through = !reader.pump_once();
        reader.session->became_writer();
        for (int i = 0; i < steps; ++i) (void)reader.pump_once();
        reader.session->became_writer();  // and once more on the way
        reader.pump();
        CAPTURE(steps);
        REQUIRE(total(reader) == 2);
        add(reader, "Third");
        REQUIRE(reader.saved());
        World again(disk, 3);
        REQUIRE(again.fingerprint() == reader.fingerprint());
        REQUIRE(total(again) == 3);
    }
}

TEST_CASE("two calls in a row to read along note every step once") {
    LaterDisk disk;
    World writer(disk);
    World reader(disk, 2, kReader, Slices::short_ones);
    add(writer, "First");
    add(writer, "Second");
    for (int i = 0; i < 3; ++i) reader.session->other_tab_committed();
    reader.pump();
    add(writer, "Third");
    reader.session->other_tab_committed();
    reader.session->other_tab_committed();
    reader.pump();
    CHECK(reader.fingerprint() == writer.fingerprint());
    CHECK(reader.session->state().history.steps(app::Direction::back).size() == 3);
}

TEST_CASE("an import that loses the pen half-way is refused, and nothing of it is there") {
    for (int slices = 0; slices < 60; ++slices) {
        LaterDisk disk;
        World world(disk, 1, app::AccessMode::writer, Slices::short_ones);
        add(world, "Was here before");
        REQUIRE(world.saved());
        std::string code = "unanswered";
        world.session->import_file("people.csv", csv(1500), {}, [&](const base::Result<Json>& result) { code = result ? "" : result.error().code; });
        while (!world.session->state().applying_in_slices && world.pump_once()) {}
        for (int i = 0; i < slices && world.session->state().applying_in_slices; ++i) (void)world.pump_once();
        if (!world.session->state().applying_in_slices) break;
        CAPTURE(slices);
        std::string saved = "waits";
        world.session->when_saved([&](base::Status status) { saved = status ? "saved" : status.error().code; });
        CHECK(saved == "waits");
        base::Result<Json> rows = world.session->query(Json::object());
        REQUIRE_FALSE(bool(rows));
        CHECK(rows.error().code == "book.busy");
        world.session->lost_writer();
        CHECK(saved == "book.read_only");
        world.pump();
        CHECK(code == "book.read_only");
        CHECK(total(world) == 1);
    }
}

TEST_CASE("what a tab could not save is shown while it reads along, with all that the other one saves, and saved when it writes again") {
    LaterDisk disk;
    World first(disk);
    add(first, "Saved before");
    disk.failing = true;
    add(first, "Kept in memory");
    add(first, "And this");
    disk.failing = false;
    first.session->lost_writer();
    World second(disk, 2);
    add(second, "Of the other tab");
    add(second, "And another");
    add(second, "And a third");
    first.session->other_tab_committed();
    first.pump();
    CHECK(total(first) == 6);
    CHECK(total(second) == 4);
    CHECK(first.session->shell().save == app::ShellView::Save::not_saved);
    second.session->lost_writer();
    first.session->became_writer();
    first.pump();
    CHECK(total(first) == 6);
    CHECK(first.session->shell().save == app::ShellView::Save::saved);
    World third(disk, 3);
    CHECK(total(third) == 6);
    CHECK(third.fingerprint() == first.fingerprint());
    first.run("undo");
    CHECK(total(first) == 5);
}

TEST_CASE("a book that cannot be read for a while is read as soon as it can") {
    LaterDisk disk;
    World world(disk);
    add(world, "Stored");
    disk.unreadable = true;
    world.session->became_writer();
    world.pump();
    CHECK(world.refuse("lead.create", {{"fields", {{"name", "No"}}}}).code == "book.not_read");
    disk.unreadable = false;
    world.millis += 3'000;
    world.pump();
    CHECK(total(world) == 1);
    add(world, "And on");
    CHECK(world.saved());
}

TEST_CASE("what the browser deletes under a tab at work is written again, and that is said") {
    LaterDisk disk;
    World world(disk);
    add(world, "Stored");
    add(world, "Stored, too");
    CHECK(world.saved());
    disk.clear();
    world.session->disk_was_closed();
    world.pump();
    CHECK(world.saved());
    CHECK(std::any_of(world.session->state().notices.begin(), world.session->state().notices.end(), [](const auto& notice) {
        return notice.text.find("deleted what was stored") != std::string::npos;
    }));
    disk.clear();
    add(world, "After it was deleted again");
    world.pump();
    CHECK(world.saved());
    World again(disk, 2);
    CHECK(total(again) == 3);
    CHECK(again.fingerprint() == world.fingerprint());
}

TEST_CASE("what the browser deletes is written again, also if it could not be told at first whether it is there") {
    LaterDisk disk;
    World world(disk);
    add(world, "Stored");
    disk.failing = true;
    disk.clear();
    world.session->disk_was_closed();
    world.pump();
    CHECK_FALSE(world.saved());
    disk.failing = false;
    world.millis += 2'000;
    world.pump();
    CHECK(world.saved());
    World again(disk, 2);
    CHECK(total(again) == 1);
}

TEST_CASE("what a tab could not save of somebody whom the other tab forgot meanwhile is not written") {
    LaterDisk disk;
    World first(disk);
    const std::string id = first.run("lead.create", {{"fields", {{"name", "Zebulon"}}}}).at("id");
    REQUIRE(first.saved());
    disk.failing = true;
    first.session->run("activity.log", {{"lead", id}, {"type", "call"}, {"note", "whispered"}});
    add(first, "Kept in memory");
    disk.failing = false;
    first.session->lost_writer();
    World second(disk, 2);
    second.run("lead.forget", {{"id", id}});
    second.pump();
    second.session->lost_writer();
    first.session->became_writer();
    first.pump();
    CHECK(first.saved());
    CHECK(total(first) == 1);
    for (const auto& file : disk.files)
        for (const char* secret : {"Zebulon", "whispered"}) CHECK_MESSAGE(file.second.find(secret) == std::string::npos, file.first, ": ", secret);
    World again(disk, 3);
    CHECK(again.fingerprint() == first.fingerprint());
}

TEST_CASE("that something is not saved stays in sight while it is tried again") {
    using Save = app::ShellView::Save;
    LaterDisk disk;
    World world(disk);
    disk.failing = true;
    world.session->run("lead.create", {{"fields", {{"name", "Not on the disk"}}}});
    for (int i = 0; i < 100 && world.session->shell().save != Save::not_saved; ++i) (void)world.pump_once();
    REQUIRE(world.session->shell().save == Save::not_saved);
    const std::string reason = world.session->shell().save_reason;
    disk.failing = false;
    world.session->run("storage.save", {});
    const auto is_tried = [&] { return world.session->state().store->state().kind == storage::SaveState::Kind::saving; };
    REQUIRE(is_tried());
    for (bool more = true; more && is_tried(); more = world.pump_once()) {
        CHECK(world.session->shell().save == Save::not_saved);
        CHECK(world.session->shell().save_reason == reason);
    }
    world.pump();
    CHECK(world.session->shell().save == Save::saved);
}
