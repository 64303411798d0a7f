// Everything by keyboard only.
#include "program.h"

#include <doctest/doctest.h>
#include <imgui.h>

using namespace tests;

namespace {

bool is_focused(Program& program, Role role, std::string_view name) {
    const base::SemanticNode* node = program.focused();
    return node && node->role == role && node->name == name;
}

// Tab until it is there. The focus is seen all the way: it must never be nowhere.
bool tab_to(Program& program, Role role, std::string_view name, int chord = ImGuiKey_Tab) {
    for (int i = 0; i < 80; ++i) {
        if (is_focused(program, role, name)) return true;
        hands::key(chord);
        INFO("on the way to ", name, ", after Tab ", i + 1);
        CHECK(program.focused() != nullptr);
    }
    return false;
}

// Tab until the grid has the focus; its cursor is then a row that says so.
bool tab_to_grid() {
    for (int i = 0; i < 40; ++i) {
        for (const auto& node : hands::tree().nodes)
            if (node.role == Role::row && node.focused) return true;
        hands::key(ImGuiKey_Tab);
    }
    return false;
}

int64_t row_in_focus() {
    for (const auto& node : hands::tree().nodes)
        if (node.role == Role::row && node.focused) return node.row_index;
    return -1;
}

constexpr const char* kList =
    "Name,Company,E-mail\n"
    "Ratna Kusumadewi,Dapur Ratna,ratna@dapur.example\n"
    "Lars Petter Vik,Vik Engros AS,lars@vik.example\n";

}  // namespace

TEST_CASE("from the empty book to a call that is logged, without a mouse") {
    Program program;
    REQUIRE(tab_to(program, Role::button, "Choose a file"));
    hands::answer_next_pick(platform::File{"leads.csv", kList});
    hands::key(ImGuiKey_Enter);
    REQUIRE(tab_to(program, Role::button, "Import 2 leads"));
    hands::key(ImGuiKey_Enter);
    REQUIRE(program.session().route() == "/leads");
    REQUIRE(program.session().shell().leads_total == 2);

    // The list has the keyboard: no Tab is needed.
    CHECK(row_in_focus() == 0);
    hands::key(ImGuiKey_Enter);
    const std::string route = program.session().route();
    REQUIRE(route.starts_with("/lead/"));
    const std::string id = route.substr(6);
    CHECK(program.focused() != nullptr);
    REQUIRE(tab_to(program, Role::button, "Reached"));
    const int64_t before = program.session().lead(id)->timeline_total;
    hands::key(ImGuiKey_Enter);
    CHECK(program.session().lead(id)->timeline_total == before + 1);
    CHECK(is_focused(program, Role::button, "Reached"));  // it stays where it was

    hands::key(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(program.session().lead(id)->timeline_total == before);

    // The same with words: the field before the buttons, and Enter.
    REQUIRE(tab_to(program, Role::text_field, "Log what happened", ImGuiMod_Shift | ImGuiKey_Tab));
    hands::type("Wants a quote");
    hands::key(ImGuiKey_Enter);
    CHECK(program.session().lead(id)->timeline_total == before + 1);
    CHECK(program.focused() != nullptr);
    hands::key(ImGuiKey_Escape);
    CHECK(program.session().route() == "/leads");
    hands::key(ImGuiKey_DownArrow);
    CHECK(program.focused() != nullptr);
}

TEST_CASE("Tab walks through every view and is never lost") {
    Program program;
    const auto walk = [&](const std::string& path) {
        program.go(path);
        for (int i = 0; i < 60; ++i) {
            hands::key(ImGuiKey_Tab);
            INFO(path, ", Tab ", i + 1);
            CHECK(program.focused() != nullptr);
        }
    };
    for (const char* path : {"/today", "/import", "/settings", "/keys", "/widgets"}) walk(path);
    program.open_sample();
    const std::string lead = program.session().lead_row(program.session().leads(program.face().query).rows.at(0)).id;
    for (const std::string& path : {std::string("/today"), std::string("/leads"), std::string("/board"), "/lead/" + lead, std::string("/companies"), std::string("/deals"), std::string("/import"), std::string("/history"), std::string("/settings"), std::string("/keys"), std::string("/widgets")}) walk(path);
}

TEST_CASE("a dialog takes the keyboard and gives it back") {
    Program program;
    program.open_sample();
    program.go("/today");
    REQUIRE(tab_to(program, Role::button, "Quick log"));
    hands::key(ImGuiKey_Enter);
    REQUIRE(hands::find(Role::dialog, "What happened?") != nullptr);
    CHECK(is_focused(program, Role::search_field, "With whom? Type a name"));
    hands::key(ImGuiKey_Escape);
    hands::key(ImGuiKey_Escape);
    REQUIRE(hands::find(Role::dialog, "What happened?") == nullptr);
    hands::key(ImGuiKey_Tab);
    CHECK(program.focused() != nullptr);
}

TEST_CASE("arrows, Home, End, Space, Shift and Enter work the table") {
    Program program;
    program.open_sample();
    program.go("/leads");
    REQUIRE(tab_to_grid());
    CHECK(row_in_focus() == 0);
    hands::key(ImGuiKey_DownArrow);
    hands::key(ImGuiKey_DownArrow);
    CHECK(row_in_focus() == 2);
    hands::key(ImGuiKey_Space);
    CHECK(program.face().selected.size() == 1);
    CHECK(program.says("1 selected"));
    hands::key(ImGuiMod_Shift | ImGuiKey_DownArrow);
    hands::key(ImGuiMod_Shift | ImGuiKey_DownArrow);
    CHECK(program.face().selected.size() == 3);
    hands::key(ImGuiKey_Escape);
    CHECK(program.face().selected.empty());

    const auto last = static_cast<int64_t>(program.session().leads(program.face().query).rows.size()) - 1;
    hands::key(ImGuiKey_End);
    CHECK(row_in_focus() == last);
    hands::key(ImGuiKey_Home);
    CHECK(row_in_focus() == 0);
    hands::key(ImGuiKey_Enter);
    CHECK(program.session().route().starts_with("/lead/"));
    hands::key(ImGuiKey_Escape);
    CHECK(program.session().route() == "/leads");
}

TEST_CASE("a row has a menu: by the right button, by the menu key") {
    Program program;
    program.open_sample();
    program.go("/leads");
    const app::LeadRow first = program.session().lead_row(program.session().leads(program.face().query).rows.at(0));
    REQUIRE(hands::press(Role::link, first.name, 1));
    REQUIRE(hands::find(Role::menu, first.name) != nullptr);
    CHECK(program.session().route() == "/leads");
    REQUIRE(hands::press(Role::menu_item, "Log what happened"));
    CHECK(hands::find(Role::menu, first.name) == nullptr);
    CHECK(hands::find(Role::dialog, "What happened?") != nullptr);
    CHECK(program.says(first.name));
    hands::key(ImGuiKey_Escape);
    REQUIRE(hands::find(Role::dialog, "What happened?") == nullptr);

    REQUIRE(tab_to_grid());
    hands::key(ImGuiKey_Menu);
    REQUIRE(hands::find(Role::menu, first.name) != nullptr);
    hands::key(ImGuiKey_Escape);
    CHECK(hands::find(Role::menu, first.name) == nullptr);
}

TEST_CASE("L logs and T adds a task: for the selected, the open lead, the row with the cursor") {
    Program program;
    program.open_sample();
    program.go("/leads");
    const auto name_of = [&](size_t place) { return program.session().lead_row(program.session().leads(program.face().query).rows.at(place)).name; };
    REQUIRE(tab_to_grid());
    hands::key(ImGuiKey_L);
    REQUIRE(hands::find(Role::dialog, "What happened?") != nullptr);
    CHECK(program.face().log.who == name_of(0));
    hands::key(ImGuiKey_Escape);
    REQUIRE(hands::find(Role::dialog, "What happened?") == nullptr);

    // The lead is open and the list still has the keyboard: one key brings to the field, and the key is no letter in it.
    hands::key(ImGuiKey_Enter);
    const std::string id = program.session().route().substr(6);
    const int64_t before = program.session().lead(id)->timeline_total;
    hands::key(ImGuiKey_L);
    CHECK(is_focused(program, Role::text_field, "Log what happened"));
    CHECK(hands::find(Role::dialog, "What happened?") == nullptr);
    hands::type("Not now, call in November");
    hands::key(ImGuiKey_Enter);
    CHECK(program.face().add_lead.open == false);
    REQUIRE(program.session().lead(id)->timeline_total == before + 1);
    CHECK(program.session().lead(id)->timeline.front().note == "Not now, call in November");

    program.go("/leads");
    REQUIRE(tab_to_grid());
    hands::key(ImGuiKey_Space);
    hands::key(ImGuiMod_Shift | ImGuiKey_DownArrow);
    REQUIRE(program.face().selected.size() == 2);
    hands::key(ImGuiKey_T);
    CHECK(program.face().task.open);
    CHECK(program.face().task.leads.size() == 2);
    hands::key(ImGuiKey_Escape);  // out of its field
    hands::key(ImGuiKey_Escape);
    REQUIRE_FALSE(program.face().task.open);
    program.go("/today");
    hands::key(ImGuiKey_T);  // nobody is meant
    CHECK_FALSE(program.face().task.open);
}

TEST_CASE("a column head sorts, and says which way") {
    Program program;
    program.open_sample();
    program.go("/leads");
    const auto sorted = [](std::string_view name) {
        const auto* head = hands::find(Role::column_header, name);
        return head ? head->sorted : base::Sorted::not_sortable;
    };
    CHECK(sorted("Score") == base::Sorted::descending);
    REQUIRE(hands::press(Role::column_header, "Name"));
    CHECK(sorted("Name") == base::Sorted::ascending);
    REQUIRE(hands::press(Role::column_header, "Name"));
    CHECK(sorted("Name") == base::Sorted::descending);
    CHECK(sorted("Score") == base::Sorted::none);
}

TEST_CASE("arrows do not lead from the view into the rail, and go through the rail itself") {
    Program program;
    program.open_sample();
    program.go("/settings/storage");
    REQUIRE(tab_to(program, Role::link, "Leads"));
    hands::key(ImGuiKey_DownArrow);
    CHECK(is_focused(program, Role::link, "Board"));
    hands::key(ImGuiKey_DownArrow);
    CHECK(is_focused(program, Role::link, "Companies"));
    REQUIRE(tab_to(program, Role::button, "Verify now"));
    for (const ImGuiKey key : {ImGuiKey_LeftArrow, ImGuiKey_UpArrow, ImGuiKey_LeftArrow, ImGuiKey_UpArrow, ImGuiKey_LeftArrow, ImGuiKey_DownArrow, ImGuiKey_LeftArrow}) {
        hands::key(key);
        REQUIRE(program.focused());
        CHECK(program.focused()->box.x > 200);
    }
    hands::key(ImGuiKey_End);
    REQUIRE(program.focused());
    CHECK(program.focused()->box.y > 400);
}

TEST_CASE("where the navigation is at the bottom, the arrows lead there and back") {
    Program program({.width = 390, .height = 844});
    program.open_sample();
    program.go("/settings");
    REQUIRE(tab_to(program, Role::link, "Today"));
    hands::key(ImGuiKey_UpArrow);
    REQUIRE(program.focused());
    CHECK(program.focused()->box.y < 700);
}

TEST_CASE("N adds the first lead of an empty book, wherever it is pressed, and then the list is shown") {
    for (const char* path : {"/today", "/leads", "/import", "/settings", "/keys", "/widgets"}) {
        INFO(path);
        Program program;
        program.go(path);
        hands::key(ImGuiKey_N);
        REQUIRE(hands::find(Role::dialog, "Add lead") != nullptr);
        CHECK(is_focused(program, Role::text_field, "Name"));
        hands::type("Ratna Kusumadewi");
        hands::key(ImGuiKey_Enter);
        REQUIRE(hands::find(Role::dialog, "Add lead") == nullptr);
        CHECK(program.session().route() == "/leads");
        CHECK(hands::find(Role::link, "Ratna Kusumadewi") != nullptr);
    }
}

TEST_CASE("the other keys of leads do nothing in an empty book") {
    Program program;
    for (const ImGuiKey key : {ImGuiKey_L, ImGuiKey_T, ImGuiKey_F}) {
        hands::key(key);
        CHECK(hands::find(Role::dialog, "") == nullptr);
    }
}

TEST_CASE("a slash goes to the search, a question mark to the keys, wherever they are on the keyboard") {
    Program program;
    program.open_sample();
    program.go("/leads");
    hands::type("/");
    REQUIRE(is_focused(program, Role::search_field, "Search leads"));
    hands::type("?/");
    CHECK(hands::find(Role::search_field, "Search leads")->value == "?/");  // here they are letters
    hands::key(ImGuiKey_Escape);
    hands::type("?");
    CHECK(program.session().route() == "/keys");
}
