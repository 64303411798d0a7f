// Segments by role and name: a list is given one, is found again in the rail, in the filters of a phone and in the palette.
#include "program.h"

#include <doctest/doctest.h>

using namespace tests;

namespace {

void narrow(Program& program, const std::string& address) {
    program.go("/leads" + address);
    hands::settle();
}

void save_as(const std::string& name) {
    REQUIRE(hands::press(Role::button, "Save as segment"));
    hands::type(name);
    hands::key(ImGuiKey_Enter);
    hands::settle();
}

}  // namespace

TEST_CASE("a list that is narrowed is saved under a name, stands in the rail with its count, and is opened from there") {
    Program program;
    program.open_sample();
    program.go("/leads");
    CHECK_FALSE(hands::find(Role::button, "Save as segment"));  // of the whole list
    narrow(program, "?temperature=hot");
    const size_t hot = program.session().leads(program.face().query).rows.size();
    save_as("Hot ones");
    const auto* link = hands::find(Role::link, "Hot ones");
    REQUIRE(link != nullptr);
    CHECK(link->selected);
    CHECK_FALSE(hands::find(Role::link, "Leads")->selected);
    CHECK(program.session().segments().at(0).count == static_cast<int64_t>(hot));
    narrow(program, "?show=all");
    CHECK_FALSE(hands::find(Role::link, "Hot ones")->selected);
    program.go("/today");
    REQUIRE(hands::press(Role::link, "Hot ones"));
    CHECK(program.session().route() == "/leads?temperature=hot");
}

TEST_CASE("a segment is renamed and deleted from its menu, and undo brings it back") {
    Program program;
    program.open_sample();
    narrow(program, "?temperature=hot");
    save_as("Hot ones");
    REQUIRE(hands::press(Role::button, "Segment “Hot ones”"));
    REQUIRE(hands::press(Role::menu_item, "Rename"));
    hands::key(ImGuiMod_Ctrl | ImGuiKey_A);
    hands::type("Hottest");
    hands::key(ImGuiKey_Enter);
    CHECK(hands::find(Role::link, "Hottest"));
    REQUIRE(hands::press(Role::button, "Segment “Hottest”"));
    REQUIRE(hands::press(Role::menu_item, "Delete segment"));
    CHECK_FALSE(hands::find(Role::link, "Hottest"));
    hands::key(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(hands::find(Role::link, "Hottest"));
}

TEST_CASE("a segment without a name, or with that of another, is not saved, and it is said why") {
    Program program;
    program.open_sample();
    narrow(program, "?temperature=hot");
    save_as("Hot ones");
    narrow(program, "?temperature=cold");
    save_as("  ");
    CHECK(program.says("The segment needs a name."));
    hands::type("HOT ones");
    hands::key(ImGuiKey_Enter);
    CHECK(program.says("There is a segment “Hot ones” already"));
    CHECK(program.session().segments().size() == 1);
    hands::key(ImGuiKey_Escape);
    CHECK(program.session().segments().size() == 1);
}

TEST_CASE("on a phone segments are among the filters") {
    hands::World phone;
    phone.width = 390;
    phone.height = 844;
    Program program(phone);
    program.open_sample();
    narrow(program, "?temperature=hot");
    program.face().filter_open = true;
    platform::request_frame();
    hands::settle();
    save_as("Hot ones");
    narrow(program, "?show=all");
    program.face().filter_open = true;
    platform::request_frame();
    hands::settle();
    REQUIRE(hands::press(Role::link, "Hot ones"));
    CHECK(program.session().route() == "/leads?temperature=hot");
    CHECK_FALSE(program.face().filter_open);
}

TEST_CASE("the palette finds a segment") {
    Program program;
    program.open_sample();
    narrow(program, "?temperature=hot");
    save_as("Varme leads");
    program.go("/today");
    hands::key(ImGuiMod_Ctrl | ImGuiKey_K);
    hands::type("varme");
    hands::key(ImGuiKey_Enter);
    CHECK(program.session().route() == "/leads?temperature=hot");
}

TEST_CASE("a segment keeps the columns it was saved with, and its own when they change; the list of leads keeps its") {
    Program program;
    program.open_sample();
    program.go("/leads");
    const auto toggle = [&](const char* column) {
        REQUIRE(hands::press(Role::button, "Columns"));
        REQUIRE(hands::find(Role::checkbox, column) != nullptr);
        hands::act({base::SemanticEventKind::activate, hands::find(Role::checkbox, column)->id, ""});
        REQUIRE(hands::press(Role::button, "Done"));
        hands::settle();
    };
    const auto shows = [&](const char* column) { return hands::find(Role::column_header, column) != nullptr; };
    toggle("Phone");
    narrow(program, "?temperature=hot");
    save_as("Hot ones");
    CHECK(shows("Phone"));
    CHECK(hands::find(Role::link, "Hot ones")->selected);
    // Of the segment alone.
    toggle("E-mail");
    CHECK(shows("E-mail"));
    CHECK(hands::find(Role::link, "Hot ones")->selected);
    CHECK(program.session().segments().at(0).list.find("email") != std::string::npos);
    REQUIRE(hands::press(Role::link, "Leads"));
    hands::settle();
    CHECK(shows("Phone"));
    CHECK_FALSE(shows("E-mail"));
    toggle("Phone");
    CHECK_FALSE(shows("Phone"));
    REQUIRE(hands::press(Role::link, "Hot ones"));
    hands::settle();
    CHECK(shows("Phone"));
    CHECK(shows("E-mail"));
    // Undone like all that is in the book, and the list follows.
    toggle("Role");
    CHECK(shows("Role"));
    program.session().run("undo", base::Json::object());
    hands::settle();
    CHECK(program.session().segments().at(0).list.find("role") == std::string::npos);
    CHECK_FALSE(shows("Role"));
    CHECK(hands::find(Role::link, "Hot ones")->selected);
    // As usual here is not as the browser has it.
    program.go("/leads?");
    toggle("Phone");
    CHECK(shows("Phone"));
    REQUIRE(hands::press(Role::link, "Hot ones"));
    hands::settle();
    REQUIRE(hands::press(Role::button, "Columns"));
    REQUIRE(hands::press(Role::button, "As usual"));
    REQUIRE(hands::press(Role::button, "Done"));
    hands::settle();
    CHECK_FALSE(shows("Phone"));
    CHECK_FALSE(shows("E-mail"));
    CHECK(hands::find(Role::link, "Hot ones")->selected);
}
