// A value changed in the list, where it stands: by the pencil, by keyboard, from cell to cell.
#include "program.h"

#include <doctest/doctest.h>
#include <imgui.h>

using namespace tests;

namespace {

struct List : Program {
    List() {
        open_sample();
        session().run("leads.columns", {{"columns", {"name", "company", "phone", "role", "score", "stage"}}});
        go("/leads?sort=name");
    }
    app::RowHandle at(size_t place) { return session().leads(face().query).rows.at(place); }
    std::string value(app::RowHandle lead, const char* field) { return session().lead_field(lead, field); }
};

const base::SemanticNode* field(std::string_view name) { return hands::find(Role::text_field, name); }

// Under the mouse the cell shows its pencil, at its end.
void press_pencil(Program&, int32_t row, int32_t column) {
    for (const auto& node : hands::tree().nodes) {
        if (node.role != Role::cell || node.row_index != row || node.column_index != column) continue;
        const float x = node.box.x + node.box.width - 8, y = node.box.y + node.box.height / 2;
        hands::move(x, y);
        hands::settle();
        hands::click(x, y);
        return;
    }
    FAIL("there is no such cell");
}

}  // namespace

TEST_CASE("cell: F2 changes the first one of a row, Enter keeps it, and the keyboard is back in the list") {
    List list;
    const app::RowHandle lead = list.at(1);
    hands::key(ImGuiKey_Home);
    hands::key(ImGuiKey_DownArrow);
    hands::key(ImGuiKey_F2);
    REQUIRE(field("Name") != nullptr);
    CHECK(field("Name")->focused);
    hands::key(ImGuiMod_Ctrl | ImGuiKey_A);
    hands::type("Aaron Aas");
    hands::key(ImGuiKey_Enter);
    CHECK(list.session().lead_row(lead).name == "Aaron Aas");
    CHECK(field("Name") == nullptr);
    // It is the first by name now: the keyboard's row went with it.
    CHECK(list.at(0) == lead);
    CHECK(list.face().table.cursor == 0);
    hands::key(ImGuiKey_Enter);
    CHECK(list.session().route() == "/lead/" + list.session().lead_id(lead));
}

TEST_CASE("cell: arrows choose it, Enter changes it, Escape leaves it as it was") {
    List list;
    const app::RowHandle lead = list.at(0);
    const std::string company = list.session().lead_row(lead).company;
    hands::key(ImGuiKey_Home);
    hands::key(ImGuiKey_RightArrow);
    hands::key(ImGuiKey_RightArrow);
    CHECK(list.face().table.column == 1);
    hands::key(ImGuiKey_Enter);
    REQUIRE(field("Company") != nullptr);
    hands::type("something else");
    hands::key(ImGuiKey_Escape);
    CHECK(field("Company") == nullptr);
    CHECK(list.session().lead_row(lead).company == company);
    CHECK(list.session().route() == "/leads?sort=name");
    hands::key(ImGuiKey_LeftArrow);
    hands::key(ImGuiKey_LeftArrow);
    CHECK(list.face().table.column == -1);
    hands::key(ImGuiKey_Enter);  // the row again: it opens
    CHECK(list.session().route() == "/lead/" + list.session().lead_id(lead));
}

TEST_CASE("cell: Tab goes on to the next one that can be changed, with Shift to the one before") {
    List list;
    const app::RowHandle lead = list.at(0);
    hands::key(ImGuiKey_Home);
    hands::key(ImGuiKey_RightArrow);
    hands::key(ImGuiKey_RightArrow);
    hands::key(ImGuiKey_F2);
    REQUIRE(field("Company") != nullptr);
    hands::key(ImGuiMod_Ctrl | ImGuiKey_A);
    hands::type("Aas AS");
    hands::key(ImGuiKey_Tab);
    CHECK(list.session().lead_row(lead).company == "Aas AS");
    REQUIRE(field("Phone") != nullptr);
    CHECK(field("Phone")->focused);
    hands::key(ImGuiMod_Ctrl | ImGuiKey_A);
    hands::type("+47 40 00 00 01");
    hands::key(ImGuiMod_Shift | ImGuiKey_Tab);
    CHECK(list.value(lead, "phone").find("40 00 00 01") != std::string::npos);
    CHECK(field("Company") != nullptr);
}

TEST_CASE("cell: its pencil begins, a press elsewhere keeps what was typed, and it is one step to undo") {
    List list;
    const app::RowHandle lead = list.at(2);
    const std::string before = list.session().lead_row(lead).company;
    press_pencil(list, 2, 2);
    REQUIRE(field("Company") != nullptr);
    CHECK(list.session().route() == "/leads?sort=name");
    hands::key(ImGuiMod_Ctrl | ImGuiKey_A);
    hands::type("Elsewhere AS");
    REQUIRE(hands::press(Role::search_field, "Search leads"));
    CHECK(list.session().lead_row(lead).company == "Elsewhere AS");
    list.session().run("undo", {});
    CHECK(list.session().lead_row(lead).company == before);
}

TEST_CASE("cell: a press inside its field moves the caret and ends nothing") {
    List list;
    hands::key(ImGuiKey_Home);
    hands::key(ImGuiKey_F2);
    REQUIRE(field("Name") != nullptr);
    const base::Rectangle box = field("Name")->box;
    hands::move(box.x + 10, box.y + box.height / 2);
    hands::settle();
    hands::click(box.x + 10, box.y + box.height / 2);
    CHECK(field("Name") != nullptr);
    CHECK(list.session().route() == "/leads?sort=name");
}

TEST_CASE("cell: a choice opens its list, and the value that is picked is kept") {
    List list;
    list.session().run("leads.columns", {{"columns", {"name", "channel"}}});
    hands::settle();
    const app::RowHandle lead = list.at(0);
    hands::key(ImGuiKey_Home);
    hands::key(ImGuiKey_RightArrow);
    hands::key(ImGuiKey_RightArrow);
    hands::key(ImGuiKey_F2);
    const auto options = list.names(Role::option);
    REQUIRE(options.size() > 2);  // the first is none
    const std::string other = options[1] == list.value(lead, "channel") ? options[2] : options[1];
    REQUIRE(hands::press(Role::option, other));
    CHECK(list.value(lead, "channel") == other);
    CHECK(list.names(Role::option).empty());
    CHECK(hands::find(Role::combo_box, "Channel") == nullptr);
}

TEST_CASE("cell: a choice takes a word that nobody used before, and none") {
    List list;
    list.session().run("leads.columns", {{"columns", {"name", "channel"}}});
    hands::settle();
    const app::RowHandle lead = list.at(0);
    const auto open = [] {
        hands::key(ImGuiKey_Home);
        hands::key(ImGuiKey_RightArrow);
        hands::key(ImGuiKey_RightArrow);
        hands::key(ImGuiKey_F2);
    };
    open();
    hands::type("Village fair");
    REQUIRE(hands::press(Role::option, "Use \u201CVillage fair\u201D"));
    CHECK(list.value(lead, "channel") == "Village fair");
    open();
    REQUIRE(hands::press(Role::option, "No value"));
    CHECK(list.value(lead, "channel").empty());
    open();
    hands::type("village FAIR?");
    hands::key(ImGuiKey_Enter);
    CHECK(list.value(lead, "channel") == "village FAIR?");
}

TEST_CASE("cell: one whose view is left while it is typed in keeps what was typed") {
    List list;
    const app::RowHandle lead = list.at(0);
    hands::key(ImGuiKey_Home);
    hands::key(ImGuiKey_F2);
    hands::key(ImGuiMod_Ctrl | ImGuiKey_A);
    hands::type("Zacharias Zahl");
    list.go("/today");
    CHECK(list.session().lead_row(lead).name == "Zacharias Zahl");
    list.go("/leads");
    CHECK(field("Name") == nullptr);
}

TEST_CASE("cell: a row that moves while somebody types in it is still typed in, and nothing of it is kept before its end") {
    List list;
    const app::RowHandle lead = list.at(3);
    hands::key(ImGuiKey_Home);
    for (int i = 0; i < 3; ++i) hands::key(ImGuiKey_DownArrow);
    hands::key(ImGuiKey_RightArrow);
    hands::key(ImGuiKey_RightArrow);
    hands::key(ImGuiKey_F2);
    hands::key(ImGuiMod_Ctrl | ImGuiKey_A);
    hands::type("Half");
    list.session().run("lead.create", {{"fields", {{"name", "Aaaaa"}}}});
    hands::settle();
    REQUIRE(list.at(4) == lead);
    CHECK(list.session().lead_row(lead).company != "Half");
    hands::type(" and whole");
    hands::key(ImGuiKey_Enter);
    CHECK(list.session().lead_row(lead).company == "Half and whole");
}

TEST_CASE("cell: a press on another row keeps what was typed; if that moves the rows, nobody else is opened") {
    List list;
    const app::RowHandle lead = list.at(0);
    hands::key(ImGuiKey_Home);
    hands::key(ImGuiKey_F2);
    hands::key(ImGuiMod_Ctrl | ImGuiKey_A);
    hands::type("Zzz");
    const base::SemanticNode* row = nullptr;
    for (const auto& node : hands::tree().nodes)
        if (node.role == Role::row && node.row_index == 3) row = &node;
    REQUIRE(row != nullptr);
    hands::click(row->box.x + 400, row->box.y + row->box.height / 2);
    CHECK(list.session().lead_row(lead).name == "Zzz");
    CHECK(list.session().route() == "/leads?sort=name");
}

TEST_CASE("cell: a press that ends after the book has changed elsewhere opens its lead all the same") {
    List list;
    const app::RowHandle lead = list.at(3);
    const base::SemanticNode* row = nullptr;
    for (const auto& node : hands::tree().nodes)
        if (node.role == Role::row && node.row_index == 3) row = &node;
    REQUIRE(row != nullptr);
    hands::move(row->box.x + 400, row->box.y + row->box.height / 2);
    hands::settle();
    ImGui::GetIO().AddMouseButtonEvent(0, true);
    hands::draw();
    list.session().run("lead.create", {{"fields", {{"name", "Zzzzz"}}}});
    hands::draw();
    ImGui::GetIO().AddMouseButtonEvent(0, false);
    hands::draw();
    hands::settle();
    CHECK(list.session().route() == "/lead/" + list.session().lead_id(lead));
}

TEST_CASE("cell: a row that is out of sight comes into sight to be changed") {
    List list;
    hands::key(ImGuiKey_End);
    const app::RowHandle last = list.at(list.session().leads(list.face().query).rows.size() - 1);
    hands::wheel(900, 500, 200);
    REQUIRE(list.face().table.scroll == 0);
    hands::key(ImGuiKey_F2);
    REQUIRE(field("Name") != nullptr);
    CHECK(field("Name")->value == list.session().lead_row(last).name);
}

TEST_CASE("cell: Tab goes on in the same lead wherever its new value has put it") {
    List list;
    const app::RowHandle lead = list.at(0);
    hands::key(ImGuiKey_Home);
    hands::key(ImGuiKey_F2);
    hands::key(ImGuiMod_Ctrl | ImGuiKey_A);
    hands::type("Zzz");
    hands::key(ImGuiKey_Tab);
    REQUIRE(list.session().lead_row(lead).name == "Zzz");
    REQUIRE(field("Company") != nullptr);
    CHECK(field("Company")->value == list.session().lead_row(lead).company);
    CHECK(field("Company")->focused);
}

TEST_CASE("cell: of a lead that its new value takes out of the list the keyboard goes back to the list") {
    List list;
    list.session().run("lead.create", {{"fields", {{"name", "Quexley"}}}});
    list.go("/leads?search=Quexley");
    REQUIRE(list.session().leads(list.face().query).rows.size() == 1);
    hands::key(ImGuiKey_Home);
    hands::key(ImGuiKey_F2);
    hands::key(ImGuiMod_Ctrl | ImGuiKey_A);
    hands::type("Nobody like that");
    hands::key(ImGuiKey_Tab);
    CHECK(list.session().leads(list.face().query).rows.empty());
    CHECK(!list.face().cell_edit.open);
}

TEST_CASE("cell: Escape leaves the cell and keeps the selection") {
    List list;
    hands::key(ImGuiKey_Home);
    hands::key(ImGuiKey_Space);
    hands::key(ImGuiKey_RightArrow);
    REQUIRE(list.face().table.column == 0);
    hands::key(ImGuiKey_Escape);
    CHECK(list.face().table.column == -1);
    CHECK(list.face().selected.size() == 1);
    hands::key(ImGuiKey_Escape);
    CHECK(list.face().selected.empty());
}

TEST_CASE("cell: of another day nothing is changed") {
    List list;
    hands::key(ImGuiKey_Home);
    list.session().run("view.as-of", {{"day", "2026-11-10"}});
    hands::settle();
    REQUIRE(list.session().looks_back());
    list.face().cell_edit = {};
    hands::key(ImGuiKey_Home);
    REQUIRE(list.face().table.has_keyboard);
    hands::key(ImGuiKey_F2);
    CHECK(!list.face().cell_edit.open);
    hands::key(ImGuiKey_RightArrow);
    CHECK(list.face().table.column == -1);
}
