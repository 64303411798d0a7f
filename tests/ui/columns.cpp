// The columns of the list of leads under somebody's hands: chosen by name, pulled, carried, sorted by several.
#include "program.h"

#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>

using namespace tests;

namespace {

struct List : Program {
    List() {
        open_sample();
        go("/leads");
    }
    std::vector<std::string> heads() const {
        std::vector<std::string> all;
        for (const std::string& name : names(Role::column_header))
            if (!name.empty()) all.push_back(name);
        return all;
    }
    base::Rectangle head(std::string_view name) const {
        const auto* node = hands::find(Role::column_header, name);
        REQUIRE(node != nullptr);
        return node->box;
    }
    size_t place(std::string_view name) const {
        const auto all = heads();
        return static_cast<size_t>(std::find(all.begin(), all.end(), name) - all.begin());
    }
    void carry(std::string_view name, float to_x) {
        const base::Rectangle at = head(name);
        hands::drag(at.x + 10, at.y + at.height / 2, to_x, at.y + at.height / 2);
        hands::settle();
    }
};

void press_with_shift(std::string_view head) {
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, true);
    hands::draw();
    REQUIRE(hands::press(Role::column_header, head));
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, false);
    hands::draw();
}

}  // namespace

TEST_CASE("columns: a field becomes one by its name, goes to another place, and all is as usual again") {
    List list;
    const auto usual = list.heads();
    REQUIRE(hands::press(Role::button, "Columns"));
    REQUIRE(hands::find(Role::checkbox, "Phone") != nullptr);
    CHECK(hands::find(Role::checkbox, "Phone")->checked == base::Checked::no);
    hands::act({base::SemanticEventKind::activate, hands::find(Role::checkbox, "Phone")->id, ""});
    CHECK(hands::find(Role::checkbox, "Phone")->checked == base::Checked::yes);
    const size_t of = list.session().lead_columns().shown.size();
    CHECK(list.session().lead_columns().shown.back().key == "phone");
    for (size_t i = of; i > 2; --i) hands::act({base::SemanticEventKind::activate, hands::find(Role::button, "Move Phone up")->id, ""});
    CHECK(list.session().lead_columns().shown[1].key == "phone");
    REQUIRE(hands::press(Role::button, "Done"));
    CHECK(list.place("Phone") == 1);
    const app::LeadColumnsView& columns = list.session().lead_columns();
    CHECK(columns.shown[1].key == "phone");
    const app::RowHandle first = list.session().leads(list.face().query).rows.at(0);
    CHECK(list.says(list.session().lead_field(first, "phone")));
    list.reload();
    list.go("/leads");
    CHECK(list.place("Phone") == 1);
    REQUIRE(hands::press(Role::button, "Columns"));
    REQUIRE(hands::press(Role::button, "As usual"));
    REQUIRE(hands::press(Role::button, "Done"));
    CHECK(list.heads() == usual);
}

TEST_CASE("columns: the edge of a head is pulled; pressed twice it is as wide as its cells need") {
    List list;
    const base::Rectangle before = list.head("Name");
    const float edge = before.x + before.width + 6, y = before.y + before.height / 2;
    hands::drag(edge, y, edge + 60, y);
    hands::settle();
    CHECK(list.head("Name").width == doctest::Approx(before.width + 60));
    CHECK(list.session().lead_columns().shown.front().width == doctest::Approx(before.width + 60));
    CHECK(list.face().query.sorts.front().column == "score");  // it was no press
    hands::click(edge + 60, y);
    hands::click(edge + 60, y);
    CHECK(list.session().lead_columns().shown.front().width == 0);
}

TEST_CASE("columns: an edge that is pressed and not pulled, or given up by Escape, leaves all as usual") {
    List list;
    const auto usual = list.heads();
    const base::Rectangle before = list.head("Name");
    const float edge = before.x + before.width + 6, y = before.y + before.height / 2;
    hands::click(edge, y);
    CHECK(list.session().lead_columns().as_usual);
    REQUIRE(hands::press(Role::checkbox, "Select"));
    const size_t selected = list.face().selected.size();
    REQUIRE(selected > 0);
    ImGui::GetIO().AddMousePosEvent(edge, y);
    hands::draw();
    ImGui::GetIO().AddMouseButtonEvent(0, true);
    hands::draw();
    ImGui::GetIO().AddMousePosEvent(edge + 50, y);
    hands::draw();
    hands::key(ImGuiKey_Escape);
    ImGui::GetIO().AddMouseButtonEvent(0, false);
    hands::draw();
    hands::settle();
    CHECK(list.session().lead_columns().as_usual);
    CHECK(list.face().selected.size() == selected);
    CHECK(list.heads() == usual);
}

TEST_CASE("columns: a wider one is no other order: what goes first where it is narrow stays the same") {
    List list;
    hands::resize(1024, 768);
    platform::request_frame(2);
    hands::settle();
    const auto usual = list.heads();
    const base::Rectangle before = list.head("Stage");
    const float edge = before.x + before.width + 6, y = before.y + before.height / 2;
    hands::drag(edge, y, edge + 4, y);
    hands::settle();
    REQUIRE_FALSE(list.session().lead_columns().as_usual);
    CHECK(list.heads() == usual);
}

TEST_CASE("columns: a head is carried to another place; the names stay, and Escape puts it back") {
    List list;
    REQUIRE(list.place("Stage") > 2);
    list.carry("Stage", list.head("Company").x + 2);
    CHECK(list.place("Stage") == 1);
    CHECK(list.place("Company") == 2);
    list.carry("Stage", list.head("Name").x + 2);
    CHECK(list.place("Name") == 0);
    CHECK(list.place("Stage") == 1);
    CHECK(list.face().query.sorts.front().column == "score");
    list.carry("Stage", list.head("Temp.").x + list.head("Temp.").width - 2);
    CHECK(list.place("Stage") == list.place("Temp.") + 1);
    const auto before = list.heads();
    const base::Rectangle at = list.head("Stage"), to = list.head("Company");
    ImGui::GetIO().AddMousePosEvent(at.x + 10, at.y + 10);
    hands::draw();
    ImGui::GetIO().AddMouseButtonEvent(0, true);
    hands::draw();
    ImGui::GetIO().AddMousePosEvent(to.x + 2, to.y + 10);
    hands::draw();
    hands::key(ImGuiKey_Escape);
    ImGui::GetIO().AddMouseButtonEvent(0, false);
    hands::draw();
    hands::settle();
    CHECK(list.heads() == before);
    CHECK(list.face().query.sorts.front().column == "score");
}

TEST_CASE("columns: with Shift a head sorts after the one before, turns round, and goes") {
    List list;
    const auto sorted = [](std::string_view name) { return hands::find(Role::column_header, name)->sorted; };
    REQUIRE(hands::press(Role::column_header, "Owner"));
    press_with_shift("Name");
    CHECK(sorted("Owner") == base::Sorted::ascending);
    CHECK(sorted("Name") == base::Sorted::ascending);
    CHECK(list.session().route() == "/leads?sort=owner,name");
    press_with_shift("Name");
    CHECK(sorted("Name") == base::Sorted::descending);
    CHECK(list.session().route() == "/leads?sort=owner,-name");
    press_with_shift("Name");
    CHECK(sorted("Name") == base::Sorted::none);
    press_with_shift("Owner");
    press_with_shift("Owner");
    CHECK(sorted("Owner") != base::Sorted::none);  // by something it is sorted
    REQUIRE(hands::press(Role::column_header, "Name"));
    CHECK(sorted("Owner") == base::Sorted::none);
    CHECK(list.session().route() == "/leads?sort=name");
}

TEST_CASE("columns: on a head the keyboard moves and widens") {
    List list;
    for (int i = 0; i < 60 && !(list.focused() && list.focused()->role == Role::column_header && list.focused()->name == "Score"); ++i) hands::key(ImGuiKey_Tab);
    REQUIRE(list.focused() != nullptr);
    REQUIRE(list.focused()->name == "Score");
    const size_t place = list.place("Score");
    const float width = list.head("Score").width;
    hands::key(ImGuiMod_Shift | ImGuiKey_LeftArrow);
    CHECK(list.place("Score") == place - 1);
    REQUIRE(list.focused() != nullptr);
    CHECK(list.focused()->name == "Score");
    hands::key(ImGuiMod_Shift | ImGuiKey_RightArrow);
    CHECK(list.place("Score") == place);
    hands::key(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_RightArrow);
    CHECK(list.head("Score").width == doctest::Approx(width + 16));
    hands::key(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_LeftArrow);
    CHECK(list.head("Score").width == doctest::Approx(width));
    hands::key(ImGuiMod_Shift | ImGuiKey_F10);
    CHECK(list.face().columns_open);
}

namespace {

// More than have room, chosen by hand.
struct WideList : List {
    WideList() {
        platform::save_setting("lead_columns", R"(["name","company","phone","email","title","channel","industry","country","notes","score"])");
        hands::resize(900, 800);
        reload();
        hands::resize(900, 800);
        go("/leads");
        hands::settle();
    }
    float right_of_names() const { return head("Name").x + head("Name").width; }
    bool in_sight(std::string_view name) const { return head(name).width > 0 && head(name).x >= right_of_names() - 1 && head(name).x + head(name).width <= 900; }
};

const base::SemanticNode* cell_in(int64_t row, int32_t column) {
    for (const auto& node : hands::tree().nodes)
        if (node.role == Role::cell && node.row_index == row && node.column_index == column) return &node;
    return nullptr;
}

}  // namespace

TEST_CASE("columns: what was chosen by hand is all there; the rest goes sideways behind the names") {
    WideList list;
    CHECK(list.heads().size() == 10);
    const base::Rectangle names = list.head("Name");
    CHECK(list.in_sight("Company"));
    CHECK_FALSE(list.in_sight("Score"));
    CHECK(cell_in(0, 10) == nullptr);
    hands::move(500, 500);
    for (int i = 0; i < 60 && !list.in_sight("Score"); ++i) {
        ImGui::GetIO().AddMouseWheelEvent(-1, 0);
        hands::draw();
    }
    hands::settle();
    CHECK(list.in_sight("Score"));
    CHECK(list.head("Name") == names);
    CHECK(cell_in(0, 10) != nullptr);
    CHECK(cell_in(0, 1) != nullptr);
    CHECK(cell_in(0, 2) == nullptr);  // behind the names
    CHECK(list.head("Company").width == 0);
    CHECK(list.face().table.scroll == 0);
    hands::resize(1900, 800);
    platform::request_frame(2);
    hands::settle();
    CHECK(list.face().table.across == 0);
    CHECK(list.in_sight("Company"));
}

TEST_CASE("columns: the keyboard brings a head and a cell into sight that stand behind") {
    WideList list;
    for (int i = 0; i < 80 && !(list.focused() && list.focused()->role == Role::column_header && list.focused()->name == "Score"); ++i) hands::key(ImGuiKey_Tab);
    REQUIRE(list.focused() != nullptr);
    REQUIRE(list.focused()->name == "Score");
    hands::settle();
    CHECK(list.in_sight("Score"));
    hands::key(ImGuiKey_Tab);
    hands::key(ImGuiKey_DownArrow);
    for (int i = 0; i < 2; ++i) hands::key(ImGuiKey_RightArrow);
    hands::settle();
    CHECK(list.in_sight("Company"));
    for (int i = 0; i < 7; ++i) hands::key(ImGuiKey_RightArrow);
    hands::settle();
    CHECK(list.in_sight("Notes"));
    hands::key(ImGuiKey_F2);
    hands::settle();
    REQUIRE(list.face().cell_edit.open);
    CHECK(list.face().cell_edit.column == "notes");
}

TEST_CASE("columns: Tab from a changed cell goes on to one that stands behind") {
    WideList list;
    const auto* first = cell_in(0, 1);
    REQUIRE(first != nullptr);
    hands::act({base::SemanticEventKind::activate, first->id, ""});
    hands::settle();
    REQUIRE(list.face().cell_edit.column == "name");
    const std::vector<std::string> onward{"company", "phone", "email", "title", "channel"};
    for (const std::string& column : onward) {
        CAPTURE(column);
        hands::key(ImGuiKey_Tab);
        hands::settle();
        REQUIRE(list.face().cell_edit.open);
        CHECK(list.face().cell_edit.column == column);
    }
    CHECK(list.in_sight("Channel"));
}

TEST_CASE("columns: what has passed behind the names is not pressed through them, and all comes to rest") {
    WideList list;
    const base::Rectangle names = list.head("Name");
    const float y = names.y + names.height + 60;
    hands::move(500, 500);
    for (int turn = 0; turn < 60; ++turn) {
        ImGui::GetIO().AddMouseWheelEvent(-0.5f, 0);
        hands::draw();
        CHECK(hands::settle() < 60);
        if (turn % 4 != 0) continue;
        hands::click(names.x + names.width - 4, y);  // where a pencil of a column behind may be
        hands::settle();
        CHECK((!list.face().cell_edit.open || list.face().cell_edit.column == "name"));
        hands::key(ImGuiKey_Escape);
        list.go("/leads");
        hands::move(500, 500);
    }
    CHECK(list.in_sight("Score"));
}

TEST_CASE("columns: a head that has the keyboard does not hold the list where the wheel goes on") {
    WideList list;
    for (int i = 0; i < 80 && !(list.focused() && list.focused()->role == Role::column_header && list.focused()->name == "Score"); ++i) hands::key(ImGuiKey_Tab);
    hands::settle();
    REQUIRE(list.in_sight("Score"));
    const double at = list.face().table.across;
    hands::move(500, 500);
    for (int i = 0; i < 3; ++i) {
        ImGui::GetIO().AddMouseWheelEvent(1, 0);
        hands::draw();
        hands::settle();
    }
    CHECK(list.face().table.across < at);
}

TEST_CASE("columns: the cell that has the keyboard is there, and comes into sight, when the row changes") {
    WideList list;
    REQUIRE(list.focused() == nullptr);
    hands::key(ImGuiKey_DownArrow);
    for (int i = 0; i < 9; ++i) hands::key(ImGuiKey_RightArrow);
    REQUIRE(list.face().table.column == 8);
    hands::move(500, 500);
    for (int i = 0; i < 40; ++i) {
        ImGui::GetIO().AddMouseWheelEvent(1, 0);
        hands::draw();
    }
    hands::settle();
    REQUIRE(list.face().table.across == 0);
    hands::key(ImGuiKey_DownArrow);
    hands::settle();
    CHECK(list.in_sight("Notes"));
    const auto* cell = cell_in(list.face().table.cursor, 9);
    REQUIRE(cell != nullptr);
    CHECK(cell->focused);
}
