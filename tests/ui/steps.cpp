// The history of the book by hand: a step is taken back from the list, and done again, by mouse, by keys, on a phone.
#include "program.h"

#include "app/messages.h"
#include "app/state.h"

#include <doctest/doctest.h>
#include <imgui.h>

using namespace tests;

namespace {

struct Steps : Program {
    explicit Steps(hands::World world = {}) : Program(std::move(world)) {
        session().run("lead.create", {{"fields", {{"name", "Ratna Kusumadewi"}, {"company", "Dapur Ratna"}}}});
        ratna = session().find_leads("ratna", 1).front().id;
        for (const char* name : {"Ratna K.", "Ratna Dewi"}) session().run("lead.set", {{"id", ratna}, {"field", "name"}, {"value", name}});
        hands::settle();
        go("/history");
    }
    std::string name() { return session().lead(ratna)->head.name; }
    std::string ratna;
};

}  // namespace

TEST_CASE("steps: pressed, each offers the way back, and then on again") {
    for (const hands::World& world : {hands::World{}, phone()}) {
        CAPTURE(world.width);
        Steps program(world);
        const auto link = [&](int64_t place) {
            const app::StepView step = program.session().step(place);
            return step.title + (step.undone ? ", Undone, " : ", ") + step.when;
        };
        REQUIRE(hands::press(Role::link, link(1)));
        REQUIRE(hands::press(Role::menu_item, "Undo 2 steps, back to before this one"));
        CHECK(program.name() == "Ratna Kusumadewi");
        CHECK(program.says("Undone"));
        REQUIRE(hands::press(Role::link, link(0)));
        REQUIRE(hands::press(Role::menu_item, "Redo 2 steps, up to this one"));
        CHECK(program.name() == "Ratna Dewi");
    }
}

TEST_CASE("steps by keys: there, down, in") {
    Steps program;
    program.go("/today");
    hands::key(ImGuiKey_G);
    hands::key(ImGuiKey_H);
    CHECK(program.session().route() == "/history");
    hands::key(ImGuiKey_DownArrow);
    hands::key(ImGuiKey_Enter);
    hands::key(ImGuiKey_Enter);
    CHECK(program.name() == "Ratna K.");
    CHECK(program.session().steps().undone == 1);
}

TEST_CASE("steps: an empty book says what will stand here; on a past day nothing is taken back") {
    Program empty;
    empty.go("/history");
    CHECK(empty.says("Nothing has been done yet"));
    Steps program;
    REQUIRE(hands::press(Role::button, "See an earlier day"));
    hands::settle();
    CHECK(program.session().as_of() != nullptr);
    program.go("/history");
    REQUIRE(hands::press(Role::link, program.session().step(0).title + ", " + program.session().step(0).when));
    const base::SemanticNode* offer = hands::find(Role::menu_item, "Undo this step");
    REQUIRE(offer != nullptr);
    CHECK_FALSE(offer->enabled);
    CHECK(offer->description == "The book is shown as of a past day and cannot be changed: go back to today first.");
    CHECK(program.name() == "Ratna Dewi");
}
