// The history of the book as a list of steps, and the way back to before any of them.
#include "app/state.h"
#include "core/support/book_dump.h"
#include "core/support/random.h"
#include "core/support/session_fixture.h"

#include <doctest/doctest.h>

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

    CHECK(world.run("undo.to", {{"step", world.session->step(1).step}}) == Json{{"steps", 2}});
    CHECK(world.session->steps().undone == 2);
    CHECK(world.session->steps().done == 1);
    CHECK(world.session->step(0).step == newest.step);
    CHECK(world.session->step(0).undone);
    CHECK(world.session->step(0).presses == 2);
    CHECK(world.session->step(1).presses == 1);
    CHECK(world.session->step(2).step == oldest.step);

    CHECK(world.run("undo.to", {{"step", newest.step}}) == Json{{"steps", 2}});
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

TEST_CASE("steps: what was edited meanwhile ends the way back; one that is gone is refused") {
    MemoryDisk disk;
    World world(disk);
    const std::string lead = create(world, "Ratna Dewi");
    for (const char* name : {"a", "b", "c", "d"}) set(world, lead, "name", name);
    Json taken;
    world.session->run("undo.to", {{"step", world.session->step(3).step}}, [&](base::Result<Json> result) { taken = *result; });
    set(world, lead, "company", "Dapur Ratna");  // before the second step is taken back
    world.pump();
    CHECK(taken == Json{{"steps", 1}});
    CHECK(world.session->lead(lead)->head.name == "c");
    CHECK(world.session->lead(lead)->head.company == "Dapur Ratna");
    CHECK(world.refuse("undo.to", {{"step", 999}}).code == "undo.unknown_step");
}
