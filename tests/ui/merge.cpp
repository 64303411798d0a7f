// A colleague's file is looked at before it is merged: by verdict, by name, by mouse and by keys; what is chosen comes in.
#include "program.h"

#include <doctest/doctest.h>
#include <imgui.h>

using namespace tests;
using base::Json;

namespace {

constexpr const char* kList =
    "Name,Company,E-mail,Phone\n"
    "Amara Okafor,Lagos Cold Chain Ltd,amara@lagos.example,+234 803 555 0199\n"
    "Lars Petter Vik,Vik Engros AS,lars@vik.example,+47 905 12 884\n"
    "Yohana Simanjuntak,Toko Roti Yohana,yohana@roti.example,+62 812 0000 111\n";

std::string export_snapshot(Program& program) {
    program.session().run("export.snapshot", Json::object());
    hands::settle();
    return hands::saved_files().back().bytes;
}

std::string id_of(Program& program, const char* name) {
    const auto found = program.session().find_leads(name, 1);
    REQUIRE(found.size() == 1);
    return found[0].id;
}

void set(Program& program, const char* name, const char* field, const char* value) {
    program.session().run("lead.set", {{"id", id_of(program, name)}, {"field", field}, {"value", value}});
    hands::settle();
}

std::string value_of(Program& program, const char* name, const char* field) {
    for (const auto& one : program.session().lead(id_of(program, name))->fields)
        if (one.key == field) return one.value;
    return "no such field";
}

std::string first_copy() {
    Program program({.seed = 3});
    hands::drop({"leads.csv", kList});
    REQUIRE(hands::press(Role::button, "Import 3 leads"));
    return export_snapshot(program);
}

std::string colleagues_copy(const std::string& first) {
    Program theirs({.now = 1'795'000'600'000, .seed = 2});
    hands::drop({"first.corong.json", first});
    theirs.session().run("merge.run", Json::object());
    hands::settle();
    set(theirs, "Amara", "phone", "+234 803 555 0100");
    set(theirs, "Lars", "company", "Vik Storkjøkken AS");
    set(theirs, "Lars", "phone", "+47 905 12 848");
    theirs.session().run("lead.create", {{"fields", {{"name", "Siti Rahma"}, {"company", "Kopi Senja"}}}});
    hands::settle();
    return export_snapshot(theirs);
}

// A program with that file open: Amara's phone was changed on both sides.
struct Opened {
    explicit Opened(hands::World world = {}) : first(first_copy()), theirs(colleagues_copy(first)), program(world) {
        hands::drop({"first.corong.json", first});
        program.session().run("merge.run", Json::object());
        hands::settle();
        hands::advance(300'000);
        set(program, "Amara", "phone", "+234 803 555 0111");
        hands::drop({"kopra_ingrid.corong.json", theirs});
        REQUIRE(program.session().merge_view() != nullptr);
    }
    std::string first, theirs;
    Program program;
};

}  // namespace

TEST_CASE("merge: the list says who is new, newer, conflicting; chips and the search narrow it") {
    Opened opened;
    Program& program = opened.program;
    CHECK(program.says("Conflicting"));
    CHECK(hands::find(Role::grid, "What the file says")->row_count == 4);
    CHECK(hands::find(Role::button, "Merge all 3") != nullptr);
    REQUIRE(hands::press(Role::tab, "Conflicting"));
    CHECK(hands::find(Role::grid, "What the file says")->row_count == 1);
    CHECK(hands::find(Role::row, "Amara Okafor") != nullptr);
    CHECK(hands::find(Role::row, "Lars Petter Vik") == nullptr);
    REQUIRE(hands::press(Role::tab, "All"));
    REQUIRE(hands::press(Role::search_field, "Search people"));
    hands::type("kopi");
    CHECK(hands::find(Role::grid, "What the file says")->row_count == 1);
    CHECK(hands::find(Role::row, "Siti Rahma") != nullptr);
    hands::type(" nobody");
    CHECK(program.says("Nobody matches"));
    REQUIRE(hands::press(Role::button, "Show all"));
    CHECK(hands::find(Role::grid, "What the file says")->row_count == 4);
}

TEST_CASE("merge: a person is opened, a field is left out, another person too; the rest is merged") {
    Opened opened;
    Program& program = opened.program;
    REQUIRE(hands::press(Role::link, "Lars Petter Vik"));
    CHECK(program.says("Here: +47 905 12 884"));
    CHECK(program.says("In the file: +47 905 12 848"));
    const auto* phone = hands::find(Role::checkbox, "Merge Phone");
    REQUIRE(phone != nullptr);
    CHECK(phone->checked == base::Checked::yes);
    REQUIRE(hands::press(Role::checkbox, "Merge Phone"));
    CHECK(hands::find(Role::checkbox, "Merge Phone")->checked == base::Checked::no);
    CHECK(hands::find(Role::checkbox, "Merge Lars Petter Vik")->checked == base::Checked::mixed);
    REQUIRE(hands::press(Role::checkbox, "Merge Amara Okafor"));
    REQUIRE(hands::find(Role::button, "Merge 2 of 3") != nullptr);
    REQUIRE(hands::press(Role::button, "Merge 2 of 3"));
    hands::settle();
    CHECK(value_of(program, "Lars", "company") == "Vik Storkjøkken AS");
    CHECK(value_of(program, "Lars", "phone") == "+47 905 12 884");
    CHECK(value_of(program, "Amara", "phone") == "+234 803 555 0111");
    CHECK(program.session().conflicts().total == 0);
    CHECK(program.session().find_leads("Siti", 1).size() == 1);
    hands::key(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(program.session().find_leads("Siti", 1).empty());
    CHECK(value_of(program, "Lars", "company") == "Vik Engros AS");
}

TEST_CASE("merge: all shown are left out and chosen again, and nothing chosen cannot be merged") {
    Opened opened;
    REQUIRE(hands::press(Role::button, "Leave out all shown"));
    const auto* run = hands::find(Role::button, "Merge 0 of 3");
    REQUIRE(run != nullptr);
    CHECK_FALSE(run->enabled);
    REQUIRE(hands::press(Role::tab, "Newer in the file"));
    REQUIRE(hands::press(Role::button, "Choose all shown"));
    CHECK(hands::find(Role::button, "Merge 2 of 3") != nullptr);
}

TEST_CASE("merge: by keys alone, from the first one on: arrows go through the list, Space chooses, Enter opens") {
    Opened opened;
    Program& program = opened.program;
    hands::key(ImGuiKey_Home);
    hands::key(ImGuiKey_Space);
    CHECK(hands::find(Role::button, "Merge 2 of 3") != nullptr);
    hands::key(ImGuiKey_DownArrow);
    hands::key(ImGuiKey_Enter);
    CHECK(program.face().merge.open == "leads/" + id_of(program, "Lars"));
}

TEST_CASE("merge: on a phone a person takes the whole page, with the way back") {
    Opened opened({.width = 390, .height = 844});
    Program& program = opened.program;
    CHECK(hands::find(Role::button, "Merge all 3") != nullptr);
    REQUIRE(hands::press(Role::link, "Amara Okafor"));
    CHECK(program.says("In the file: +234 803 555 0100"));
    CHECK(hands::find(Role::grid, "What the file says") == nullptr);
    REQUIRE(hands::press(Role::button, "Back to the list"));
    CHECK(hands::find(Role::grid, "What the file says") != nullptr);
    REQUIRE(hands::press(Role::button, "About this file"));
    CHECK(program.says("If the codes match, the books are the same."));
}
