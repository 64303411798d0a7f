// The history of a lead and of a field, and the book of a past day, as a person sees them.
#include "program.h"

#include <doctest/doctest.h>
#include <imgui.h>

using namespace tests;

namespace {

std::string open_first_lead(Program& program) {
    program.go("/leads");
    const std::string id = program.session().lead_row(program.session().leads(program.face().query).rows.at(0)).id;
    program.go("/lead/" + id);
    return id;
}

void set_company(Program& program, const std::string& id, const char* company) {
    program.session().run("lead.set", {{"id", id}, {"field", "company"}, {"value", company}});
    platform::request_frame();
    hands::settle();
}

// Without scrolling there first.
void activate(Role role, std::string_view name) {
    const auto* node = hands::find(role, name);
    REQUIRE(node != nullptr);
    hands::act({base::SemanticEventKind::activate, node->id, {}});
}

bool can_be_pressed(Role role, std::string_view name) {
    const auto* node = hands::find(role, name);
    return node && node->enabled;
}

}  // namespace

TEST_CASE("the history of a lead is opened, and of a field, and a value is brought back; one undo") {
    Program program;
    program.open_sample();
    const std::string id = open_first_lead(program);
    const std::string before = program.session().lead(id)->head.company;
    set_company(program, id, "Renamed AS");
    hands::advance(10'000);
    activate(Role::button, "Show every change");
    CHECK(program.says("Company: Renamed AS, was " + before));
    CHECK(program.says("Added to the book"));
    activate(Role::button, "Hide");
    CHECK_FALSE(program.says("Added to the book"));
    activate(Role::button, "History of Company");
    REQUIRE(hands::find(Role::dialog, "History of Company") != nullptr);
    CHECK(program.says(before + ", from the beginning"));
    REQUIRE(hands::press(Role::button, "Bring back “" + before + "”"));
    CHECK(program.session().lead(id)->head.company == before);
    CHECK(program.says(before + ", was Renamed AS"));
    hands::key(ImGuiKey_Escape);
    CHECK(hands::find(Role::dialog, "History of Company") == nullptr);
    hands::key(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(program.session().lead(id)->head.company == "Renamed AS");
}

TEST_CASE("the book of a past day is shown with a bar, read only, day by day, and Esc goes back to today") {
    Program program;
    program.open_sample();
    const std::string id = open_first_lead(program);
    const std::string before = program.session().lead(id)->head.company;
    hands::advance(3 * base::kMillisPerDay);
    set_company(program, id, "Renamed AS");
    program.go("/leads");
    REQUIRE(hands::press(Role::button, "See an earlier day"));
    REQUIRE(program.session().as_of() != nullptr);
    CHECK(program.session().as_of()->shown);
    const base::Day yesterday = program.session().as_of()->day;
    CHECK(program.says(": read only"));
    CHECK(hands::find(Role::button, "Add lead") == nullptr);
    program.go("/lead/" + id);
    CHECK(program.session().lead(id)->head.company == before);
    REQUIRE(hands::press(Role::button, "One day later"));
    CHECK(program.session().as_of()->day == yesterday + 1);
    CHECK(program.session().lead(id)->head.company == "Renamed AS");
    CHECK_FALSE(can_be_pressed(Role::button, "One day later"));
    const auto* slider = hands::find(Role::slider, "Day that is shown");
    REQUIRE(slider != nullptr);
    hands::act({base::SemanticEventKind::set_value, slider->id, "0"});
    CHECK(program.session().as_of()->day == program.session().as_of()->first);
    hands::key(ImGuiKey_N);  // the form to add a lead does not open; it says why
    CHECK(program.says("cannot be changed"));
    CHECK_FALSE(program.face().add_lead.open);
    hands::key(ImGuiKey_Escape);
    CHECK(program.session().as_of() == nullptr);
    CHECK(program.session().route() == "/lead/" + id);
    CHECK(program.session().lead(id)->head.company == "Renamed AS");
}
