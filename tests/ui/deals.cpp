// Deals by hand: opened on the page of whose they are, won and lost in their list, by keys, on a phone.
#include "program.h"

#include "app/messages.h"
#include "app/state.h"
#include "ui/drafts.h"

#include <doctest/doctest.h>
#include <imgui.h>

using namespace tests;

namespace {

struct Deals : Program {
    explicit Deals(hands::World world = {}) : Program(std::move(world)) {
        session().run("lead.create", {{"fields", {{"name", "Ratna Kusumadewi"}, {"company", "Dapur Ratna"}, {"value", "15000000 IDR"}}}});
        session().run("lead.create", {{"fields", {{"name", "Lars Petter Vik"}, {"company", "Vik Engros AS"}}}});
        ratna = session().find_leads("ratna", 1).front().id;
        lars = session().find_leads("lars", 1).front().id;
        hands::settle();
    }
    size_t rows() {
        size_t count = 0;
        for (const base::SemanticNode& node : face().semantics.tree().nodes) count += node.role == Role::row && node.row_index >= 0;
        return count;
    }
    std::string ratna, lars;
};

}  // namespace

TEST_CASE("deals: opened from the menu of a lead with what is known of it, then changed and won there") {
    Deals program;
    program.go("/lead/" + program.ratna);
    REQUIRE(hands::press(Role::button, "More"));
    REQUIRE(hands::press(Role::menu_item, "Open a deal"));
    CHECK(program.face().deal.value == "15000000 IDR");
    hands::type("Kitchen for two halls");
    REQUIRE(hands::press(Role::button, "Open deal"));
    REQUIRE(program.session().lead(program.ratna)->deals.size() == 1);
    CHECK(program.says("Kitchen for two halls"));
    REQUIRE(hands::press(Role::button, "What can be done with Kitchen for two halls"));
    REQUIRE(hands::press(Role::menu_item, "Won…"));
    REQUIRE(hands::press(Role::button, "Mark as won"));
    CHECK(program.session().lead(program.ratna)->deals.front().state == app::DealState::won);
    CHECK(program.session().lead(program.ratna)->head.outcome == "Won");
    hands::key(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(program.session().lead(program.ratna)->deals.front().state == app::DealState::open);
}

TEST_CASE("deals: a value that cannot be read keeps the form, and says why") {
    Deals program;
    program.go("/lead/" + program.lars);
    REQUIRE(hands::press(Role::button, "More"));
    REQUIRE(hands::press(Role::menu_item, "Open a deal"));
    REQUIRE(hands::press(Role::text_field, "Value"));
    hands::type("a lot");
    CHECK(program.says("Type an amount, as 15,000 USD or 15 jt."));
    hands::press(Role::button, "Open deal");
    CHECK(program.face().deal.open);
    CHECK(program.session().lead(program.lars)->deals.empty());
    REQUIRE(hands::press(Role::button, "Cancel"));
    CHECK(!program.face().deal.open);
}

TEST_CASE("deals: the list shows what is open by month, leads to whom it is with, and back") {
    Deals program;
    program.session().run("deal.open", {{"lead", program.ratna}, {"title", "Kitchen"}, {"value", "15000000 IDR"}, {"expected", "in 40 days"}});
    program.session().run("deal.open", {{"lead", program.lars}, {"title", "Cold room"}, {"value", "90000 NOK"}, {"expected", "2020-01-05"}});
    program.go("/today");
    hands::key(ImGuiKey_G);
    hands::key(ImGuiKey_D);
    CHECK(program.session().route() == "/deals");
    CHECK(program.rows() == 4);  // two of them headings
    CHECK(program.says("Should have closed"));
    REQUIRE(hands::press(Role::link, "Kitchen"));
    CHECK(program.session().route() == "/lead/" + program.ratna);
    CHECK(program.rows() == 4);  // beside it
    hands::key(ImGuiKey_Escape);
    CHECK(program.session().route() == "/deals");
}

TEST_CASE("deals: lost from the menu of a row, with a reason in one press; it is asked for") {
    Deals program;
    program.session().run("deal.open", {{"lead", program.lars}, {"title", "Cold room"}});
    program.go("/deals");
    REQUIRE(hands::press(Role::link, "Cold room", 1));
    REQUIRE(hands::press(Role::menu_item, "Lost…"));
    REQUIRE(hands::press(Role::button, "Mark as lost"));
    CHECK(program.face().deal.open);
    CHECK(program.says("Say why: that is what you learn from."));
    REQUIRE(hands::press(Role::button, "Another supplier"));
    REQUIRE(hands::press(Role::button, "Mark as lost"));
    CHECK(!program.face().deal.open);
    CHECK(program.session().lead(program.lars)->deals.front().reason == "Another supplier");
    CHECK(program.says("No open deal"));
    REQUIRE(hands::press(Role::tab, "Lost"));
    CHECK(program.rows() == 2);
    CHECK(program.says("Another supplier"));
}

TEST_CASE("deals: keys are those of what is shown, not of the list of leads behind it") {
    Deals program;
    program.session().run("deal.open", {{"lead", program.lars}, {"title", "Cold room"}});
    program.go("/deals");
    hands::key(ImGuiKey_F);
    CHECK_FALSE(program.face().filter_open);
    ImGui::GetIO().AddInputCharacter('/');
    hands::draw();
    hands::settle();
    hands::type("zzz");
    CHECK(program.face().deals.query.search == "zzz");
    CHECK(program.says("No deal matches"));
    REQUIRE(hands::press(Role::button, "Clear search"));
    program.face().selected.insert(0);
    REQUIRE(hands::press(Role::link, "Cold room"));
    hands::key(ImGuiKey_Escape);
    CHECK(program.session().route() == "/deals");
}

TEST_CASE("deals: a day before it was opened, or one to come, is said in the form") {
    Deals program;
    program.session().run("deal.open", {{"lead", program.lars}, {"title", "Cold room"}, {"at", "2026-11-10"}});
    program.go("/deals");
    REQUIRE(hands::press(Role::link, "Cold room", 1));
    REQUIRE(hands::press(Role::menu_item, "Won…"));
    const auto type_day = [](const std::string& day) {
        const auto* field = hands::find(Role::text_field, "Won on");
        REQUIRE(field != nullptr);
        hands::act({base::SemanticEventKind::set_value, field->id, day});
        hands::settle();
    };
    type_day("2026-11-01");
    CHECK(program.says("It was opened after that day: choose a later one."));
    hands::press(Role::button, "Mark as won");
    CHECK(program.face().deal.open);
    type_day("2099-01-01");
    CHECK(program.says("That day has not come yet: choose today or an earlier one."));
    type_day("");
    CHECK(program.says("For example: yesterday, last fri, 3 days ago"));
    type_day("yesterday");
    CHECK_FALSE(program.says("For example: yesterday, last fri, 3 days ago"));
    type_day("2026-11-12");
    REQUIRE(hands::press(Role::button, "Mark as won"));
    CHECK_FALSE(program.face().deal.open);
    CHECK(program.session().lead(program.lars)->deals.front().state == app::DealState::won);
}

TEST_CASE("deals on a phone are behind More, as cards") {
    Deals program(phone());
    program.session().run("deal.open", {{"lead", program.lars}, {"title", "Cold room"}, {"value", "90000 NOK"}});
    program.go("/today");
    REQUIRE(hands::press(Role::button, "More"));
    REQUIRE(hands::press(Role::link, "Deals"));
    CHECK(program.session().route() == "/deals");
    REQUIRE(hands::press(Role::link, "Cold room"));
    CHECK(program.session().route() == "/lead/" + program.lars);
    REQUIRE(hands::press(Role::button, "Deals"));
    CHECK(program.session().route() == "/deals");
}

TEST_CASE("deals: what was half typed into the form outlives the page") {
    ui::Drafts drafts;
    std::string lead;
    {
        Deals program;
        lead = program.ratna;
        program.go("/lead/" + lead);
        REQUIRE(hands::press(Role::button, "More"));
        REQUIRE(hands::press(Role::menu_item, "Open a deal"));
        hands::type("Kitchen for");
        drafts = ui::drafts_of(program.face());
        program.face().deal = {};
        ui::take_drafts(program.face(), program.session(), drafts);
        CHECK(program.face().deal.open);
        CHECK(program.face().deal.title == "Kitchen for");
        CHECK(program.face().deal.lead == lead);
        // Of a deal that has ended meanwhile there is nothing to win any more.
        const std::string deal = [&] {
            program.session().run("deal.open", {{"lead", lead}, {"title", "Roof"}});
            return program.session().lead(lead)->deals.front().id;
        }();
        drafts["deal"] = {{"what", 2}, {"deal", deal}, {"value", "10 NOK"}};
        program.face().deal = {};
        ui::take_drafts(program.face(), program.session(), drafts);
        CHECK(program.face().deal.open);
        program.session().run("deal.win", {{"id", deal}});
        program.face().deal = {};
        ui::take_drafts(program.face(), program.session(), drafts);
        CHECK(!program.face().deal.open);
    }
}
