// What a person does, by role and name: from the empty book to a lead that was called.
#include "program.h"

#include <doctest/doctest.h>
#include <imgui.h>

using namespace tests;

TEST_CASE("an empty book says what this is and how to begin") {
    Program program;
    CHECK(program.says("Bring your list. See whom to call, and why."));
    for (const char* name : {"Choose a file", "Type one in", "Open the sample book", "Open a colleague\u2019s file"}) {
        INFO(name);
        CHECK(hands::find(Role::button, name) != nullptr);
    }
}

TEST_CASE("a lead is typed in, found in the list, and one undo removes it") {
    Program program;
    REQUIRE(hands::press(Role::button, "Type one in"));
    REQUIRE(hands::find(Role::dialog, "Add lead") != nullptr);
    hands::type("Ratna Kusumadewi");
    hands::key(ImGuiKey_Tab);
    hands::type("Dapur Ratna");
    hands::key(ImGuiKey_Enter);
    CHECK(hands::find(Role::dialog, "Add lead") == nullptr);
    program.go("/leads");
    CHECK(hands::find(Role::link, "Ratna Kusumadewi") != nullptr);
    CHECK(program.says("Dapur Ratna"));
    hands::key(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(hands::find(Role::link, "Ratna Kusumadewi") == nullptr);
}

TEST_CASE("nothing typed is not saved: the form says what is missing") {
    Program program;
    REQUIRE(hands::press(Role::button, "Type one in"));
    REQUIRE(hands::press(Role::button, "Add lead"));
    CHECK(hands::find(Role::dialog, "Add lead") != nullptr);
    CHECK(program.says("is needed"));
    hands::key(ImGuiKey_Escape);
    hands::key(ImGuiKey_Escape);
    CHECK(hands::find(Role::dialog, "Add lead") == nullptr);
}

TEST_CASE("the sample book: list, pane, log a call, search") {
    Program program;
    program.open_sample();
    program.go("/leads");
    const auto links = program.names(Role::link);
    REQUIRE(links.size() > 10);
    const std::string first = program.session().lead_row(program.session().leads(program.face().query).rows[0]).name;
    REQUIRE(hands::press(Role::link, first));
    CHECK(program.session().route().starts_with("/lead/"));
    REQUIRE(hands::find(Role::region, first) != nullptr);
    CHECK(hands::find(Role::region, "Score") != nullptr);
    CHECK(hands::find(Role::region, "Stage") != nullptr);

    const auto id = program.session().route().substr(6);
    const int64_t before = program.session().lead(id)->timeline_total;
    REQUIRE(hands::press(Role::button, "Reached"));
    CHECK(program.session().lead(id)->timeline_total == before + 1);

    REQUIRE(hands::press(Role::search_field, "Search leads"));
    hands::type("zzzz");
    CHECK(program.says("No lead matches"));
    REQUIRE(hands::press(Role::button, "Clear search"));
    CHECK(program.names(Role::row).size() > 10);
}

TEST_CASE("a field becomes one command when it is left; Esc restores") {
    Program program;
    program.open_sample();
    program.go("/leads");
    const std::string id = program.session().lead_row(program.session().leads(program.face().query).rows[0]).id;
    program.go("/lead/" + id);
    const auto company = [&] { return program.session().lead(id)->head.company; };
    const std::string before = company();
    const auto* field = hands::find(Role::text_field, "Company");
    REQUIRE(field != nullptr);
    hands::act({base::SemanticEventKind::focus, field->id, {}});
    hands::key(ImGuiMod_Ctrl | ImGuiKey_A);
    hands::type("Typed and dropped");
    CHECK(company() == before);
    hands::key(ImGuiKey_Escape);
    CHECK(company() == before);
    field = hands::find(Role::text_field, "Company");
    hands::act({base::SemanticEventKind::focus, field->id, {}});
    hands::key(ImGuiMod_Ctrl | ImGuiKey_A);
    hands::type("Typed and kept");
    CHECK(company() == before);
    hands::key(ImGuiKey_Enter);
    CHECK(company() == "Typed and kept");
    hands::key(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(company() == before);
}

TEST_CASE("the palette finds people and commands, by keyboard alone") {
    Program program;
    program.open_sample();
    hands::key(ImGuiMod_Ctrl | ImGuiKey_K);
    REQUIRE(hands::find(Role::dialog, "Search and commands") != nullptr);
    hands::type("settings");
    hands::key(ImGuiKey_Enter);
    CHECK(hands::find(Role::dialog, "Search and commands") == nullptr);
    CHECK(program.session().route() == "/settings");
}
