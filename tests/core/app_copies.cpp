// Copies that leave the browser: the one that writes itself, what it does when it may not, the reminder, and the record
// of every file that ever left.
#include "app/copies.h"
#include "app/state.h"
#include "core/support/random.h"
#include "core/support/session_fixture.h"

#include <doctest/doctest.h>

using base::Json;
using tests::MemoryDisk;
using tests::World;
using Place = app::CopyPlace::State;

namespace {

constexpr base::Millis kBurstIsOver = 6'000;

void add(World& world, const char* name = "Kari Nordmann") { world.run("lead.create", {{"fields", {{"name", name}}}}); }

void wait(World& world, base::Millis milliseconds) {
    world.millis += milliseconds;
    world.pump();
}

// A folder is chosen, and what was edited since could not be copied there.
void fail_to_copy(World& world) {
    world.run("copies.choose", {{"kind", "folder"}});
    world.copy_error = base::Error{"copies.failed", "No copy was written.", "Backups"};
    add(world);
    wait(world, kBurstIsOver);
}

const app::NoticeView* notice_with(World& world, std::string_view command) {
    for (const app::NoticeView& notice : world.session->notices())
        if (notice.action_command == command) return &notice;
    return nullptr;
}

}  // namespace

TEST_CASE("copies: written once after a burst of edits, and only when something changed") {
    MemoryDisk disk;
    World world(disk);
    add(world);
    wait(world, 60'000);
    CHECK(world.copies.empty());
    CHECK_FALSE(world.timer_waits());  // nothing is chosen, nothing is waited for
    world.run("copies.choose", {{"kind", "folder"}});
    REQUIRE(world.copies.size() == 1);  // what there was before
    CHECK(world.copies[0].first == "corong-2026-11-18.corong.json");
    CHECK(world.copies[0].second == world.export_file("snapshot"));
    wait(world, 60'000);
    CHECK(world.copies.size() == 1);

    for (int i = 0; i < 4; ++i) {
        add(world, "One of a burst");
        wait(world, 3'000);
        CHECK(world.copies.size() == 1);
    }
    wait(world, kBurstIsOver);
    REQUIRE(world.copies.size() == 2);
    CHECK(world.copies[1].second == world.export_file("snapshot"));
    CHECK(world.session->shell().edits_since_copy == 0);
    CHECK(world.session->shell().last_copy == "today");
    CHECK_FALSE(world.timer_waits());
    CHECK(world.session->storage().copies.size() == 1);  // written again under its name: one copy
}

TEST_CASE("copies: a burst that does not end is copied once a minute") {
    MemoryDisk disk;
    World world(disk);
    world.run("copies.choose", {{"kind", "file"}});
    const size_t before = world.copies.size();
    for (int i = 0; i < 60; ++i) {
        add(world, "Again and again");
        wait(world, 2'000);
    }
    CHECK(world.copies.size() - before >= 1);
    CHECK(world.copies.size() - before <= 2);
}

TEST_CASE("copies: no permission is told once, with a button; nobody is asked without a press") {
    MemoryDisk disk;
    World world(disk);
    world.run("copies.choose", {{"kind", "folder"}});
    world.place.state = Place::ask;
    const int asked = world.asked;
    const size_t before = world.copies.size();
    for (int i = 0; i < 3; ++i) {
        add(world);
        wait(world, kBurstIsOver);
    }
    CHECK(world.copies.size() == before);
    CHECK(world.asked == asked);
    const app::NoticeView* notice = notice_with(world, "copies.allow");
    REQUIRE(notice);
    CHECK(notice->stays);
    CHECK(std::count_if(world.session->notices().begin(), world.session->notices().end(), [](const auto& one) { return one.action_command == "copies.allow"; }) == 1);
    CHECK(world.session->storage().place.state == Place::ask);
    world.run("copies.allow");
    CHECK(world.asked == asked + 1);
    CHECK(world.copies.size() == before + 1);
    CHECK_FALSE(notice_with(world, "copies.allow"));
    CHECK(world.session->shell().edits_since_copy == 0);
}

TEST_CASE("copies: who says no is not asked again by itself") {
    MemoryDisk disk;
    World world(disk);
    world.run("copies.choose", {{"kind", "folder"}});
    world.place.state = Place::ask;
    world.permission = Place::denied;
    add(world);
    wait(world, kBurstIsOver);
    CHECK(world.run("copies.allow").at("allowed") == false);
    const int asked = world.asked;
    add(world);
    wait(world, kBurstIsOver);
    CHECK(world.asked == asked);
    CHECK(world.session->shell().edits_since_copy > 0);
}

TEST_CASE("copies: a failure is told once for each reason, and tried again after the next burst") {
    MemoryDisk disk;
    World world(disk);
    world.run("copies.choose", {{"kind", "folder"}});
    world.copy_error = base::Error{"copies.failed", "No copy was written: the folder “Backups” is on a disk that is full.", "Backups"};
    for (int i = 0; i < 2; ++i) {
        add(world);
        wait(world, kBurstIsOver);
    }
    const auto& notices = world.session->notices();
    CHECK(std::count_if(notices.begin(), notices.end(), [&](const auto& one) { return one.text == world.copy_error->message; }) == 1);
    CHECK(world.session->storage().copy_error == world.copy_error->message);
    CHECK(world.session->shell().edits_since_copy == 2);
    world.copy_error.reset();
    add(world);
    wait(world, kBurstIsOver);
    CHECK(world.session->storage().copy_error.empty());
    CHECK(world.session->shell().edits_since_copy == 0);
}

TEST_CASE("copies: what could not be copied is tried again without another edit, ever more seldom, and nothing waits once it is there") {
    MemoryDisk disk;
    World world(disk);
    world.run("copies.choose", {{"kind", "folder"}});
    world.copy_error = base::Error{"copies.failed", "No copy was written: the file “Backups” is in use by another program.", "Backups"};
    int tries = 0;
    world.on_copy = [&] { ++tries; };
    add(world);
    wait(world, kBurstIsOver);
    REQUIRE(tries == 1);
    wait(world, 30'000);
    CHECK(tries == 1);
    wait(world, 31'000);
    CHECK(tries == 2);
    for (int minute = 0; minute < 240; ++minute) wait(world, 60'000);
    CHECK(tries > 10);
    CHECK(tries < 30);
    const size_t before = world.copies.size();
    world.copy_error.reset();
    for (int minute = 0; minute < 20; ++minute) wait(world, 60'000);
    CHECK(world.copies.size() == before + 1);
    CHECK(world.session->shell().edits_since_copy == 0);
    CHECK(world.session->storage().copy_error.empty());
    CHECK_FALSE(world.timer_waits());
}

TEST_CASE("copies: no try again once the place is forgotten, or asks for permission") {
    MemoryDisk disk;
    World world(disk);
    fail_to_copy(world);
    int tries = 0;
    world.on_copy = [&] { ++tries; };
    SUBCASE("forgotten") { world.run("copies.forget"); }
    SUBCASE("no permission") {
        world.copy_error.reset();
        world.place.state = Place::ask;
        wait(world, 61'000);
        CHECK(tries == 1);  // so it was found out
        tries = 0;
    }
    for (int minute = 0; minute < 60; ++minute) wait(world, 60'000);
    CHECK(tries == 0);
    CHECK_FALSE(world.timer_waits());
}

TEST_CASE("copies: a new place does not wait for the old one's failures") {
    MemoryDisk disk;
    World world(disk);
    fail_to_copy(world);
    for (int minute = 0; minute < 60; ++minute) wait(world, 60'000);
    int tries = 0;
    world.on_copy = [&] { ++tries; };
    world.run("copies.choose", {{"kind", "file"}});
    CHECK(tries == 1);
    wait(world, 61'000);
    CHECK(tries == 2);
}

TEST_CASE("copies: a burst that ends while a place answers slowly is copied all the same") {
    MemoryDisk disk;
    World first(disk);
    first.run("copies.choose", {{"kind", "folder"}});
    World world(disk, 2, app::AccessMode::writer, tests::Slices::usual, first.settings, first.place);
    world.copies_are_slow = true;
    const auto let_through = [&] {
        for (const auto& answer : std::exchange(world.slow_answers, {})) answer();
        world.pump();
    };
    SUBCASE("which place it is, asked for by Settings") {
        add(world);
        world.session->storage();
        wait(world, kBurstIsOver);
        let_through();
        CHECK(world.copies.size() == 1);
    }
    SUBCASE("whether the last copy was written, when another place is chosen") {
        add(world);
        wait(world, kBurstIsOver);
        let_through();
        REQUIRE(world.copies.size() == 1);
        world.run("copies.choose", {{"kind", "file"}});
        let_through();
        CHECK(world.copies.size() == 2);
    }
    let_through();
    CHECK(world.session->shell().edits_since_copy == 0);
}

TEST_CASE("copies: the place is known after a reload, and what was not copied before is then") {
    MemoryDisk disk;
    World first(disk);
    first.run("copies.choose", {{"kind", "folder"}});
    add(first);
    CHECK(first.settings["copy_place"] == "folder");
    World second(disk, 2, app::AccessMode::writer, tests::Slices::usual, first.settings, first.place);
    CHECK(second.copies.empty());
    wait(second, kBurstIsOver);
    CHECK(second.copies.size() == 1);
    second.run("copies.forget");
    CHECK(second.settings["copy_place"].empty());
    add(second);
    wait(second, kBurstIsOver);
    CHECK(second.copies.size() == 1);
    CHECK(second.refuse("copies.allow").code == "command.disabled");
}

TEST_CASE("copies: a tab that reads along writes none") {
    MemoryDisk disk;
    World writer(disk);
    add(writer);
    World reader(disk, 2, app::AccessMode::reader_other_tab);
    CHECK(reader.refuse("copies.choose", {{"kind", "folder"}}).code == "command.disabled");
    writer.run("copies.choose", {{"kind", "folder"}});
    const size_t before = writer.copies.size();
    add(writer);
    writer.session->lost_writer();
    wait(writer, kBurstIsOver);
    CHECK(writer.copies.size() == before);
}

TEST_CASE("copies: the reminder counts from the last copy, or from the first thing that was saved") {
    MemoryDisk disk;
    World world(disk);
    CHECK_FALSE(world.session->shell().copy_is_old);
    add(world);
    CHECK_FALSE(world.session->shell().copy_is_old);
    constexpr base::Millis kDay = 86'400'000;
    wait(world, 6 * kDay);
    CHECK_FALSE(world.session->shell().copy_is_old);
    world.run("settings.set", {{"key", "remind"}, {"value", "3"}});
    CHECK(world.session->shell().copy_is_old);
    world.run("settings.set", {{"key", "remind"}, {"value", "7"}});
    CHECK_FALSE(world.session->shell().copy_is_old);
    wait(world, kDay);
    CHECK(world.session->shell().copy_is_old);
    world.run("settings.set", {{"key", "remind"}, {"value", "never"}});
    CHECK_FALSE(world.session->shell().copy_is_old);
    CHECK(world.refuse("settings.set", {{"key", "remind"}, {"value", "5"}}).code == "settings.bad_value");
    world.run("settings.set", {{"key", "remind"}, {"value", "7"}});
    world.run("export.snapshot");
    CHECK_FALSE(world.session->shell().copy_is_old);
    wait(world, 8 * kDay);
    CHECK_FALSE(world.session->shell().copy_is_old);  // nothing was done since
    add(world);
    CHECK(world.session->shell().copy_is_old);
}

TEST_CASE("copies: every file that left is on record, by how it left") {
    MemoryDisk disk;
    World world(disk);
    add(world);
    world.run("export.csv");
    world.run("export.snapshot");
    world.run("share.save", {{"redacted", Json::object()}});
    world.run("share.save", {{"passphrase", "open sesame"}});
    const auto& copies = world.session->storage().copies;
    REQUIRE(copies.size() == 4);
    CHECK(copies[0].name == "corong-2026-11-18.corong.sealed");
    CHECK(copies[0].how == "Saved by you, sealed");
    CHECK(copies[1].how == "Shared");
    CHECK(copies[2].how == "Saved by you");
    CHECK(copies[3].how == "List of leads");
    CHECK(copies[3].name.ends_with(".csv"));
}

TEST_CASE("copies: an edit that comes while the file is on its way is not counted as copied") {
    MemoryDisk disk;
    World world(disk);
    add(world);
    world.on_save = [&] { world.session->run("lead.create", {{"fields", {{"name", "Came meanwhile"}}}}); };
    world.run("export.snapshot");
    CHECK(world.session->shell().edits_since_copy == 1);
}

TEST_CASE("copies: the record reads back as it was written, whatever is in it, and is bounded") {
    tests::Random random;
    INFO("seed ", random.seed());
    for (int round = 0; round < 200; ++round) {
        app::CopyRecords records;
        const int count = static_cast<int>(random.below(30));
        for (int i = 0; i < count; ++i) {
            app::CopyRecord record;
            record.at = static_cast<base::Millis>(random.below(1ull << 45));
            record.name = "corong “" + std::to_string(random.below(8)) + "\" \\ \u00e9.json";
            record.how = random.chance(50) ? "saved" : "folder";
            record.detail = random.chance(30) ? "theirs.json" : "";
            record.sealed = random.chance(30);
            records.add(record);
        }
        records.older = static_cast<int64_t>(random.below(5));
        const app::CopyRecords again = app::read_copy_records(app::written(records));
        CHECK(again.made == records.made);
        CHECK(again.older == records.older);
    }
    for (const char* broken : {"", "{", "[]", "{\"made\":3}", "{\"made\":[3,{}]}"}) CHECK(app::read_copy_records(broken).made.size() <= 1);
    app::CopyRecords many;
    for (int i = 0; i < 600; ++i) many.add({i, "a", "saved", "", false});
    CHECK(many.made.size() == 500);
    CHECK(many.older == 100);
    CHECK(many.made.front().at == 599);
}
