// A card of the board on its way: by mouse, by finger, by keyboard. What happened is asked, and only that moves it.
#include "board_hands.h"

using namespace tests;

TEST_CASE("board: dragging a card opens the log with what brings it there, and only saving records it") {
    Board program;
    const int64_t before = program.happened(program.budi);
    bring("Budi Santoso", "Opportunity,");
    CHECK(hands::find(Role::status, "Drop to open a deal for Budi Santoso") != nullptr);
    let_go();
    REQUIRE(log_is_open());
    CHECK(program.face().log.type == "open_deal");
    CHECK(program.says("Budi Santoso to Opportunity"));
    CHECK(program.happened(program.budi) == before);
    CHECK(program.stage_of(program.budi) == "Qualification");
    hands::key(ImGuiKey_Escape);
    REQUIRE_FALSE(log_is_open());
    CHECK(program.stage_of(program.budi) == "Qualification");

    bring("Budi Santoso", "Opportunity,");
    let_go();
    REQUIRE(hands::press(Role::button, "Save"));
    CHECK(program.happened(program.budi) == before + 1);
    CHECK(program.stage_of(program.budi) == "Opportunity");
    CHECK(hands::find(Role::region, "Opportunity, 1 lead") != nullptr);
    REQUIRE(hands::press(Role::button, "Undo"));
    CHECK(program.stage_of(program.budi) == "Qualification");
}

TEST_CASE("board: what happened may be something else that leads there") {
    Board program;
    bring("Budi Santoso", "Prospect,");
    let_go();
    REQUIRE(log_is_open());
    CHECK(program.face().log.type == "qualify_sales");
    REQUIRE(hands::press(Role::radio, "Demo attended"));
    REQUIRE(hands::press(Role::button, "Save"));
    CHECK(program.stage_of(program.budi) == "Prospect");
    CHECK(program.session().lead(program.budi)->timeline.front().type_label == "Demo attended");
}

TEST_CASE("board: a postponement asks for a reason and until when") {
    Board program;
    program.run("lead.set", {{"id", program.silje}, {"field", "owner"}, {"value", "Sari"}});
    bring("Silje Tveit", "Contact,");
    let_go();
    REQUIRE(log_is_open());
    REQUIRE(hands::press(Role::text_field, "Reason"));
    hands::type("Budget next year");
    REQUIRE(hands::press(Role::radio, "3 months"));
    REQUIRE(hands::press(Role::button, "Save"));
    CHECK(program.stage_of(program.silje) == "Contact");
    const auto& markers = program.session().lead(program.silje)->markers;
    REQUIRE(markers.size() == 1);
    CHECK(markers[0].find("Budget next year") != std::string::npos);
    CHECK(markers[0].find("until") != std::string::npos);
}

TEST_CASE("board: a move that was half told is there after a reload") {
    Board program;
    bring("Budi Santoso", "Prospect,");
    let_go();
    REQUIRE(hands::press(Role::text_field, "Note"));
    hands::type("Has need and budget");
    program.reload();
    REQUIRE(program.face().log.open);
    CHECK(program.says("Budi Santoso to Prospect"));
    CHECK(program.stage_of(program.budi) == "Qualification");
    program.go("/board");
    REQUIRE(hands::press(Role::button, "Save"));
    CHECK(program.stage_of(program.budi) == "Prospect");
    CHECK(program.session().lead(program.budi)->timeline.front().note == "Has need and budget");
}

TEST_CASE("board: a move that is not possible any more asks anew what happened, and guesses nothing") {
    Board program;
    bring("Budi Santoso", "Prospect,");
    let_go();
    REQUIRE(hands::press(Role::text_field, "Note"));
    hands::type("Has need and budget");
    const auto others = [&] { program.run("fact.record", {{"lead", program.budi}, {"fact", "qualify_sales"}}); };
    SUBCASE("while the dialog is open") { others(); }
    SUBCASE("while the page was closed") {
        program.reload();
        others();
        program.reload();
    }
    const int64_t before = program.happened(program.budi);
    REQUIRE(log_is_open());
    CHECK(program.says("They have moved meanwhile"));
    REQUIRE(hands::press(Role::button, "Save"));  // not before something is chosen
    CHECK(program.happened(program.budi) == before);
    REQUIRE(hands::press(Role::radio, "Call"));
    CHECK_FALSE(program.says("They have moved meanwhile"));
    REQUIRE(hands::press(Role::button, "Save"));
    CHECK(program.session().lead(program.budi)->timeline.front().type_label == "Call");
    CHECK(program.session().lead(program.budi)->timeline.front().note == "Has need and budget");
}

TEST_CASE("board: who is postponed is taken back first, and that is said") {
    Board program;
    hands::key(ImGuiKey_Tab);
    bring("Nadia Hapsari", "Prospect,");
    CHECK(program.says("Drop to qualify Nadia Hapsari for sales"));
    let_go();
    REQUIRE(log_is_open());
    CHECK(program.says("Taken back into the funnel first."));
    REQUIRE(hands::press(Role::button, "Save"));
    CHECK(program.stage_of(program.nadia) == "Prospect");
    hands::key(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(program.stage_of(program.nadia) == "Contact");
}

TEST_CASE("board: a step back, or a stage that begins by itself, says why and does nothing") {
    Board program;
    bring("Silje Tveit", "Qualification,");
    CHECK(hands::find(Role::status, "What happened keeps Silje Tveit in Prospect.") != nullptr);
    let_go();
    CHECK_FALSE(log_is_open());
    bring("Budi Santoso", "Lead,");
    CHECK(program.says("What happened keeps Budi Santoso in Qualification."));
    let_go();
    CHECK_FALSE(log_is_open());
    CHECK(program.session().route() == "/board");
}

TEST_CASE("board: Escape puts the card down, and where it came from is no drop at all") {
    Board program;
    bring("Budi Santoso", "Opportunity,");
    REQUIRE(program.says("Drop to open a deal"));
    hands::key(ImGuiKey_Escape);
    CHECK_FALSE(program.says("Drop to open a deal"));
    let_go();
    CHECK_FALSE(log_is_open());
    CHECK(program.session().route() == "/board");
    bring("Budi Santoso", "Qualification,");
    let_go();
    CHECK_FALSE(log_is_open());
    CHECK(program.session().route() == "/board");
    CHECK(program.face().board.drag.phase == ui::BoardDrag::Phase::none);
    // A press without a move opens the lead.
    REQUIRE(hands::press(Role::link, "Budi Santoso"));
    CHECK(program.session().route() == "/lead/" + program.budi);
}

TEST_CASE("board: Space moves a card by keyboard alone, and the keyboard goes with it") {
    Board program;
    hands::key(ImGuiKey_DownArrow);
    REQUIRE(focused_card(program) == "Budi Santoso");
    hands::key(ImGuiKey_Space);
    REQUIRE(hands::find(Role::menu, "Budi Santoso") != nullptr);
    CHECK(hands::find(Role::menu_item, "Move to Prospect")->focused);
    CHECK_FALSE(hands::find(Role::menu_item, "Move to Lead")->enabled);
    CHECK(hands::find(Role::menu_item, "Move to Lead")->description == "What happened keeps Budi Santoso in Qualification.");
    CHECK(hands::find(Role::menu_item, "Move to Qualification") == nullptr);
    hands::key(ImGuiKey_DownArrow);
    CHECK(hands::find(Role::menu_item, "Move to Opportunity")->focused);
    hands::key(ImGuiKey_Enter);
    REQUIRE(log_is_open());
    CHECK(program.face().log.type == "open_deal");
    REQUIRE(hands::press(Role::button, "Save"));
    REQUIRE(program.stage_of(program.budi) == "Opportunity");
    hands::key(ImGuiKey_DownArrow);
    CHECK(focused_card(program) == "Budi Santoso");
    hands::key(ImGuiKey_LeftArrow);
    CHECK(focused_card(program) == "Silje Tveit");
    // L and T are for the card under the cursor.
    hands::key(ImGuiKey_L);
    CHECK(program.face().log.who == "Silje Tveit");
}

TEST_CASE("board: a card has the menu of the list, by the right button and by the menu key") {
    Board program;
    REQUIRE(hands::press(Role::link, "Silje Tveit", 1));
    REQUIRE(hands::find(Role::menu, "Silje Tveit") != nullptr);
    for (const char* item : {"Open", "Log what happened", "Add task", "Delete lead", "Move to Customer"}) CHECK(hands::find(Role::menu_item, item) != nullptr);
    REQUIRE(hands::press(Role::menu_item, "Delete lead"));
    CHECK(hands::find(Role::link, "Silje Tveit") == nullptr);
    hands::key(ImGuiKey_DownArrow);
    hands::key(ImGuiKey_Menu);
    CHECK(hands::find(Role::menu_item, "Open") != nullptr);
    hands::key(ImGuiKey_Escape);
    CHECK(hands::find(Role::menu_item, "Open") == nullptr);
}

TEST_CASE("board: nothing is moved on a past day") {
    Board program;
    hands::advance(3 * base::kMillisPerDay);
    program.run("view.as-of", {});
    REQUIRE(program.session().looks_back());
    bring("Budi Santoso", "Opportunity,");
    CHECK_FALSE(program.says("Drop to open a deal"));
    let_go();
    CHECK_FALSE(log_is_open());
    CHECK_FALSE(program.says("Dragging a card"));
    REQUIRE(hands::press(Role::link, "Budi Santoso", 1));
    CHECK_FALSE(hands::find(Role::menu_item, "Move to Opportunity")->enabled);
    CHECK_FALSE(hands::find(Role::menu_item, "Delete lead")->enabled);
    CHECK(hands::find(Role::menu_item, "Open")->enabled);
    for (const auto& node : hands::tree().nodes) CHECK_FALSE(node.draggable);
}

TEST_CASE("board: a finger that rests lifts a card; let go there it is the menu, moved it is a drop") {
    Board program(390, 844);
    REQUIRE(hands::press(Role::tab, "Qualification"));
    hands::advance(1000);
    ImGui::GetIO().AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
    CHECK(hands::find(Role::link, "Budi Santoso")->draggable);
    move_to(box_of(Role::link, "Budi Santoso"));
    button(1, true);
    CHECK(hands::find(Role::menu, "Budi Santoso") == nullptr);
    let_go(1);
    REQUIRE(hands::find(Role::menu, "Budi Santoso") != nullptr);
    hands::key(ImGuiKey_Escape);
    REQUIRE(hands::find(Role::menu, "Budi Santoso") == nullptr);

    ImGui::GetIO().AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
    move_to(box_of(Role::link, "Budi Santoso"));
    button(1, true);
    move_to({0, 500, 390, 20});
    REQUIRE(program.says("Opportunity"));
    const base::SemanticNode* zone = hands::find(Role::text, "Opportunity");
    if (zone) move_to(zone->box);
    CHECK(hands::find(Role::status, "Drop to open a deal for Budi Santoso") != nullptr);
    let_go(1);
    CHECK(log_is_open());
    CHECK(program.face().log.type == "open_deal");
}
