// The history of the book as a list of steps, and the way back to before any of them.
#include "app/state.h"
#include "core/support/book_dump.h"
#include "core/support/random.h"
#include "core/support/session_fixture.h"

#include <doctest/doctest.h>

#include <algorithm>

using base::Json;
using tests::MemoryDisk;
using tests::Random;
using tests::World;

namespace {

std::string create(World& world, const std::string& name) { return world.run("lead.create", {{"fields", {{"name", name}}}}).at("id"); }
void set(World& world, const std::string& id, const char* field, Json value) { world.run("lead.set", {{"id", id}, {"field", field}, {"value", std::move(value)}}); }
std::string shown(World& world) { return world.query({{"from", "leads"}, {"limit", 100}}).at("rows").dump(); }

void edit(Random& random, World& world, std::vector<std::string>& leads) {
    if (leads.empty() || random.chance(25)) return leads.push_back(create(world, random.letters_of("abcde", 4)));
    const std::string lead = random.one_of(leads);
    switch (random.below(4)) {
        case 0: return set(world, lead, "name", random.letters_of("abcde", 4));
        case 1: return set(world, lead, "company", random.letters_of("abcde", 4));
        case 2: world.run("activity.log", {{"lead", lead}, {"type", "call"}}); return;
        default: world.run("task.add", {{"lead", lead}, {"title", random.letters_of("abcde", 4)}, {"due", "2026-12-01"}}); return;
    }
}

}  // namespace

TEST_CASE("steps: the newest comes first, what was undone lies above it") {
    MemoryDisk disk;
    World world(disk);
    CHECK(world.session->steps().total() == 0);
    const std::string lead = create(world, "Ratna Dewi");
    set(world, lead, "company", "Dapur Ratna");
    world.run("activity.log", {{"lead", lead}, {"type", "call"}});
    REQUIRE(world.session->steps().done == 3);
    const app::StepView newest = world.session->step(0), oldest = world.session->step(2);
    CHECK(newest.title == world.session->shell().undo_title);
    CHECK(newest.presses == 1);
    CHECK(oldest.presses == 3);
    CHECK_FALSE(newest.undone);
    CHECK(oldest.title.find("Ratna Dewi") != std::string::npos);
    CHECK(newest.values > 0);
    CHECK(newest.when.ends_with("11:06"));

    CHECK(world.run("undo.to", {{"step", world.session->step(1).step}}) == Json{{"steps", 2}, {"wanted", 2}});
    CHECK(world.session->steps().undone == 2);
    CHECK(world.session->steps().done == 1);
    CHECK(world.session->step(0).step == newest.step);
    CHECK(world.session->step(0).undone);
    CHECK(world.session->step(0).presses == 2);
    CHECK(world.session->step(1).presses == 1);
    CHECK(world.session->step(2).step == oldest.step);

    CHECK(world.run("undo.to", {{"step", newest.step}}) == Json{{"steps", 2}, {"wanted", 2}});
    CHECK(world.session->steps().undone == 0);
    CHECK(world.session->lead(lead)->timeline_total == 1);
}

TEST_CASE("steps: to a step is the same as undo or redo pressed as often as it says, and they outlive the tab") {
    Random random;
    CAPTURE(random.seed());
    for (int round = 0; round < 20; ++round) {
        MemoryDisk here, there;
        World one(here), other(there);
        std::vector<std::string> leads, same;
        Random again(random.below(1'000'000));
        Random twin = again;
        const int edits = 3 + static_cast<int>(random.below(12));
        for (int i = 0; i < edits; ++i) edit(again, one, leads), edit(twin, other, same);
        for (int moves = 0; moves < 4; ++moves) {
            const app::StepsView steps = one.session->steps();
            REQUIRE(other.session->steps().total() == steps.total());
            const app::StepView step = one.session->step(static_cast<int64_t>(random.below(static_cast<uint64_t>(steps.total()))));
            one.run("undo.to", {{"step", step.step}});
            for (int64_t i = 0; i < step.presses; ++i) other.run(step.undone ? "redo" : "undo");
            CHECK(shown(one) == shown(other));
            CHECK(one.session->steps().done == other.session->steps().done);
        }
        REQUIRE(one.saved());
        const app::StepsView before = one.session->steps();
        World later(here);
        CHECK(later.session->steps().done == before.done);
        CHECK(later.session->steps().undone == before.undone);
        CHECK(shown(later) == shown(one));
    }
}

TEST_CASE("steps: what is edited meanwhile ends the way back, and that is told; one that is gone is refused") {
    MemoryDisk disk;
    World world(disk, 1, app::AccessMode::writer, tests::Slices::short_ones);
    const std::string lead = create(world, "Ratna Dewi");
    for (const char* name : {"a", "b", "c", "d"}) set(world, lead, "name", name);
    Json taken;
    world.session->run("undo.to", {{"step", world.session->step(3).step}}, [&](base::Result<Json> result) { taken = *result; });
    REQUIRE(world.pump_once());
    set(world, lead, "company", "Dapur Ratna");
    world.pump();
    CHECK(taken.at("steps") < 4);
    CHECK(taken.at("wanted") == 4);
    CHECK(world.session->lead(lead)->head.company == "Dapur Ratna");
    const auto& notices = world.session->notices();
    CHECK(std::any_of(notices.begin(), notices.end(), [](const app::NoticeView& one) { return one.text.find(" of 4 steps were undone.") != std::string::npos; }));
    CHECK(world.refuse("undo.to", {{"step", 999}}).code == "undo.unknown_step");
}

TEST_CASE("steps: cancelled on the way, what was undone stays so and is counted") {
    MemoryDisk disk;
    World world(disk, 1, app::AccessMode::writer, tests::Slices::short_ones);
    const std::string lead = create(world, "Ratna Dewi");
    for (int i = 0; i < 30; ++i) set(world, lead, "name", "Ratna " + std::to_string(i));
    std::string code;
    world.session->run("undo.to", {{"step", world.session->step(29).step}}, [&](base::Result<Json> result) { code = result ? "done" : result.error().code; });
    for (int i = 0; i < 5; ++i) world.pump_once();
    world.session->run("job.cancel", Json::object(), [](auto) {});
    world.pump();
    CHECK(code == "job.cancelled");
    const int64_t undone = world.session->steps().undone;
    CHECK(undone > 0);
    CHECK(undone < 30);
    const auto& notices = world.session->notices();
    CHECK(std::any_of(notices.begin(), notices.end(), [&](const app::NoticeView& one) { return one.text == std::to_string(undone) + " of 30 steps were undone."; }));
}

TEST_CASE("steps: large and small ones on one way back; what a colleague wrote since is told once") {
    MemoryDisk disk, theirs;
    World world(disk), colleague(theirs, 2);
    std::string csv = "Name,Company\n";
    for (int i = 0; i < 1'500; ++i) csv += "Lead " + std::to_string(i) + ",Company " + std::to_string(i % 40) + "\n";
    const std::string lead = create(world, "Ratna Dewi");
    world.import_file("leads.csv", csv);
    for (const char* name : {"a", "b"}) set(world, lead, "name", name);
    const uint64_t step = world.session->step(2).step;
    CHECK(world.session->step(2).kind == app::StepView::Kind::import);
    CHECK(world.run("undo.to", {{"step", step}}) == Json{{"steps", 3}, {"wanted", 3}});
    CHECK(world.session->shell().leads_total == 1);
    CHECK(world.session->lead(lead)->head.name == "Ratna Dewi");
    CHECK(world.run("undo.to", {{"step", world.session->step(0).step}}) == Json{{"steps", 3}, {"wanted", 3}});
    CHECK(world.session->shell().leads_total == 1'501);

    colleague.import_file("a.corong.json", world.export_file("snapshot"), {{"confirmed", true}});
    colleague.millis += 60'000;
    set(colleague, lead, "name", "Theirs");
    world.import_file("b.corong.json", colleague.export_file("snapshot"), {{"confirmed", true}});
    set(world, lead, "company", "Dapur Ratna");
    world.run("undo.to", {{"step", world.session->step(3).step}});  // over the merge, to before the second name
    int64_t told = 0;
    for (const app::NoticeView& one : world.session->notices()) told += one.text.find("left as") != std::string::npos;
    CHECK(told <= 1);
}

TEST_CASE("steps: on a past day they are told by the present one") {
    MemoryDisk disk;
    World world(disk);
    create(world, "Ratna Dewi");
    const std::string now = world.session->step(0).when;
    world.millis += 24 * 3'600'000;
    create(world, "Lars");
    world.run("view.as-of", {{"day", base::to_iso(base::day_of(world.millis - 24 * 3'600'000, 60))}});
    REQUIRE(world.session->as_of() != nullptr);
    CHECK(world.session->step(0).when == now);
    CHECK(world.session->step(1).when.starts_with("Yesterday"));
}
