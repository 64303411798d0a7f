// The lead table by keyboard only.
#include "program.h"

#include <doctest/doctest.h>
#include <imgui.h>

using namespace tests;

namespace {

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

}  // namespace

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
