// The list of leads in groups: divided, folded by hand and by keyboard, printed.
#include "app/messages.h"
#include "program.h"

#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>

using namespace tests;

namespace {

struct Divided : Program {
    Divided() {
        open_sample();
        go("/leads?group=temperature");
    }
    int64_t rows() const { return hands::find(Role::grid, "Leads")->row_count; }
    const app::LeadsView& list() { return session().leads(face().query); }
};

const base::SemanticNode* heading(std::string_view label) { return hands::find(Role::button, label); }

}  // namespace

TEST_CASE("a list is divided by what is chosen, and undivided again") {
    Program program;
    program.open_sample();
    program.go("/leads");
    REQUIRE(hands::press(Role::button, "Group by"));
    REQUIRE(hands::press(Role::menu_item, "Stage"));
    CHECK(program.face().query.group == "stage");
    CHECK(program.session().route() == "/leads?group=stage");
    CHECK(!program.session().leads(program.face().query).groups.empty());
    REQUIRE(hands::press(Role::button, "Group by"));
    CHECK(hands::find(Role::button, "Group by: Stage") != nullptr);
    REQUIRE(hands::press(Role::menu_item, "No groups"));
    CHECK(program.session().route() == "/leads");
}

TEST_CASE("a group is folded and unfolded by its head") {
    Divided program;
    const auto groups = program.list().groups;
    const int64_t all = static_cast<int64_t>(program.list().rows.size() + groups.size());
    REQUIRE(program.rows() == all);
    const std::string head = app::tr_count("group.head", static_cast<int64_t>(groups.front().count), {{"group", groups.front().label}});
    CHECK(heading(head)->expanded == base::Expanded::yes);
    REQUIRE(hands::press(Role::button, head));
    CHECK(heading(head)->expanded == base::Expanded::no);
    CHECK(program.rows() == all - static_cast<int64_t>(groups.front().count));
    hands::act({base::SemanticEventKind::activate, heading(head)->id, ""});
    CHECK(program.rows() == all);
}

TEST_CASE("the keyboard goes over heads and leads alike, and folds with the arrows") {
    Divided program;
    const auto groups = program.list().groups;
    const int64_t all = program.rows();
    hands::key(ImGuiKey_DownArrow);
    hands::key(ImGuiKey_Home);
    hands::key(ImGuiKey_LeftArrow);
    CHECK(program.rows() == all - static_cast<int64_t>(groups.front().count));
    hands::key(ImGuiKey_LeftArrow);  // it is folded already
    CHECK(program.rows() == all - static_cast<int64_t>(groups.front().count));
    hands::key(ImGuiKey_RightArrow);
    CHECK(program.rows() == all);
    hands::key(ImGuiKey_Space);
    CHECK(program.face().selected.empty());
    hands::key(ImGuiKey_Enter);
    CHECK(program.session().route() == "/leads?group=temperature");
    hands::key(ImGuiKey_DownArrow);
    hands::key(ImGuiKey_Enter);
    CHECK(program.session().route() == "/lead/" + program.session().lead_id(program.list().rows.front()));
}

TEST_CASE("a selection with Shift goes across a head and takes the leads alone") {
    Divided program;
    const size_t first = program.list().groups.front().count;
    hands::key(ImGuiKey_Home);
    for (size_t i = 0; i < first; ++i) hands::key(ImGuiKey_DownArrow);  // the last of its group
    hands::key(ImGuiMod_Shift | ImGuiKey_DownArrow);
    hands::key(ImGuiMod_Shift | ImGuiKey_DownArrow);
    CHECK(program.face().selected.size() == 2);
}

TEST_CASE("the way to the next lead goes on into a group that is folded") {
    Divided program;
    const auto groups = program.list().groups;
    REQUIRE(groups.size() > 1);
    REQUIRE(hands::press(Role::button, app::tr_count("group.head", static_cast<int64_t>(groups[1].count), {{"group", groups[1].label}})));
    hands::key(ImGuiKey_Home);
    for (size_t i = 0; i < groups[0].count; ++i) hands::key(ImGuiKey_DownArrow);
    hands::key(ImGuiKey_Enter);
    REQUIRE(program.session().route() == "/lead/" + program.session().lead_id(program.list().rows[groups[0].count - 1]));
    REQUIRE(hands::press(Role::button, "Next lead"));
    CHECK(program.session().route() == "/lead/" + program.session().lead_id(program.list().rows[groups[1].first]));
    CHECK(program.face().folded.empty());
}

TEST_CASE("on paper each group has a table of its own") {
    Divided program;
    const auto groups = program.list().groups;
    const std::string paper = hands::printed();
    for (const app::LeadGroup& group : groups) CHECK(paper.find("\"" + group.label + "\"") != std::string::npos);
}

TEST_CASE("on a phone the list is divided in the dialog that narrows it") {
    hands::World world;
    world.width = 390;
    world.height = 844;
    world.preferences.touch = true;
    Program program(world);
    program.open_sample();
    program.go("/leads");
    REQUIRE(hands::press(Role::button, "Filter"));
    REQUIRE(hands::find(Role::checkbox, "Stage") != nullptr);
    hands::act({base::SemanticEventKind::activate, hands::find(Role::checkbox, "Stage")->id, ""});
    CHECK(program.face().query.group == "stage");
    hands::act({base::SemanticEventKind::activate, hands::find(Role::checkbox, "Stage")->id, ""});
    CHECK(program.face().query.group.empty());
}
