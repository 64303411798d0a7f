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

TEST_CASE("columns: what has no room is told, the last ones first") {
    List list;
    platform::save_setting("lead_columns", R"(["name","company","phone","email","title","channel","industry","country","notes","score"])");
    hands::resize(900, 800);
    list.reload();
    hands::resize(900, 800);
    list.go("/leads");
    const auto heads = list.heads();
    REQUIRE(heads.size() < 10);
    CHECK(heads.front() == "Name");
    CHECK(std::find(heads.begin(), heads.end(), "Score") == heads.end());
    REQUIRE(hands::press(Role::button, "Columns"));
    CHECK(list.says("There is room for " + std::to_string(heads.size()) + " of 10"));
}
