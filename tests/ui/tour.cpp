// The tour: three steps beside what they speak of, on a desk and on a phone, by hand, by keyboard and by ear.
#include "tour_hands.h"

using namespace tests;

TEST_CASE("tour: from the empty book through three steps, by what they are called") {
    for (const auto& size : {std::pair(1440.f, 900.f), std::pair(390.f, 844.f)}) {
        CAPTURE(size.first);
        Toured program(world_of(size.first, size.second));
        REQUIRE(hands::press(Role::button, kOffer));
        CHECK(program.session().shell().leads_total > 50);
        CHECK(program.session().route() == "/today");
        CHECK(program.says("Call the first one first"));
        CHECK(program.says("1 of 3"));
        const app::LeadToCall first = program.session().today().hot_untouched.at(0);
        CHECK(program.says(first.row.name));
        CHECK(hands::find(Role::button, "Back") == nullptr);
        check_card(program);
        check_anchored(program, Role::link, first.row.name);

        REQUIRE(press("tour.next"));
        CHECK(program.session().route() == "/lead/" + first.row.id);
        CHECK(program.says("Why: the points add up exactly"));
        CHECK(program.says("2 of 3"));
        check_card(program);
        check_anchored(program, Role::region, "Score");

        REQUIRE(press("tour.next"));
        CHECK(program.says("Say what happened"));
        CHECK(program.says("3 of 3"));
        check_card(program);
        check_anchored(program, Role::form, "What happened?");

        // Back and on again, then out.
        REQUIRE(press("tour.back"));
        CHECK(program.step() == Step::score);
        check_card(program);
        REQUIRE(press("tour.back"));
        CHECK(program.session().route() == "/today");
        CHECK(program.step() == Step::call);
        check_card(program);
        REQUIRE(press("tour.next"));
        REQUIRE(press("tour.next"));
        REQUIRE(press("tour.done"));
        CHECK_FALSE(program.on());
        CHECK(card() == nullptr);
        CHECK(platform::load_setting("tour") == "over");
    }
}

TEST_CASE("tour: what is told at the same time does not cover what it shows") {
    for (const auto& size : {std::pair(1440.f, 900.f), std::pair(390.f, 844.f), std::pair(390.f, 667.f)}) {
        CAPTURE(size.first);
        Toured program(world_of(size.first, size.second));
        REQUIRE(hands::press(Role::button, kOffer));
        REQUIRE_FALSE(program.session().notices().empty());
        const auto* told = hands::find(Role::status, program.session().notices().back().text);
        REQUIRE(told != nullptr);
        const auto& shown = program.face().tour.anchor;
        CHECK(shown.h > 0);
        const auto& box = told->box;
        CHECK_FALSE((box.x < shown.right() && shown.x < box.x + box.width && box.y < shown.bottom() && shown.y < box.y + box.height));
    }
}

TEST_CASE("tour: what is logged moves the score, is told, and undo takes it back") {
    Toured program;
    program.open_sample();
    program.start();
    REQUIRE(press("tour.next"));
    REQUIRE(press("tour.next"));
    const app::LeadView before = *program.session().lead(program.lead());
    CHECK(program.says(app::tr("tour.log_detail")));
    REQUIRE(hands::press(Role::button, "Reached"));
    CHECK(program.says(app::tr("tour.logged")));
    const app::LeadView after = *program.session().lead(program.lead());
    CHECK(after.timeline_total == before.timeline_total + 1);
    CHECK(after.head.score.total > before.head.score.total);
    program.run("undo");
    CHECK(program.says(app::tr("tour.log_detail")));
    CHECK(program.session().lead(program.lead())->head.score.total == before.head.score.total);
}

TEST_CASE("tour: at every width, in every language, each step is beside what it speaks of, and nothing is cut") {
    for (const std::string& language : app::languages())
        for (const auto& size : kSizes) {
            CAPTURE(language);
            CAPTURE(size.first);
            CAPTURE(size.second);
            Toured program(world_of(size.first, size.second, language));
            program.open_sample();
            program.start();
            for (int step = 0; step < 3; ++step) {
                CAPTURE(step);
                check_card(program);
                if (step < 2) REQUIRE(press("tour.next"));
            }
            CHECK(press("tour.done"));
            CHECK_FALSE(program.on());
        }
}

TEST_CASE("tour: it stays beside its place when the window turns, the theme or the language changes") {
    Toured program(world_of(390, 844));
    program.open_sample();
    program.start();
    REQUIRE(press("tour.next"));
    for (const auto& size : kSizes) {
        CAPTURE(size.first);
        hands::resize(size.first, size.second);
        hands::advance(1000);
        check_card(program);
    }
    program.run("settings.set", {{"key", "theme"}, {"value", "dark"}});
    check_card(program);
    program.run("settings.set", {{"key", "language"}, {"value", "nb"}});
    CHECK(program.says(app::tr("tour.score_detail")));
    check_card(program);
    hands::advance(10'000);
    const int drawn = hands::frames_drawn();
    hands::advance(10'000);
    CHECK(hands::frames_drawn() == drawn);  // nothing moves: nothing is drawn
}

TEST_CASE("tour: the keyboard comes to its title, Escape closes it and the keyboard goes back") {
    Toured program;
    program.open_sample();
    program.go("/settings/about");
    const auto focused = [&] { return program.focused() ? program.focused()->name : std::string(); };
    for (int i = 0; i < 80 && focused() != kOffer; ++i) hands::key(ImGuiKey_Tab);
    REQUIRE(focused() == kOffer);
    hands::key(ImGuiKey_Enter);
    CHECK(focused() == "Call the first one first");
    CHECK(program.session().route() == "/today");
    hands::key(ImGuiKey_Tab);
    CHECK(focused() == "Close the tour");
    hands::key(ImGuiKey_Tab);
    CHECK(focused() == "Next");
    hands::key(ImGuiKey_Enter);
    CHECK(focused() == "Why: the points add up exactly");
    CHECK(program.step() == Step::score);
    const std::string lead = program.session().route();
    hands::key(ImGuiKey_Escape);
    CHECK_FALSE(program.on());
    CHECK(program.session().route() == lead);  // the lead stays open: Escape was the card's
    CHECK(program.focused() != nullptr);
    hands::key(ImGuiKey_Escape);
    CHECK(program.session().route() == "/leads");

    // From who keeps its place on the screen the keyboard comes back to it.
    program.go("/today");
    for (int i = 0; i < 80 && focused() != "Quick log"; ++i) hands::key(ImGuiKey_Tab);
    REQUIRE(focused() == "Quick log");
    program.start();
    CHECK(focused() == "Call the first one first");
    hands::key(ImGuiKey_Escape);
    CHECK_FALSE(program.on());
    CHECK(focused() == "Quick log");
}

TEST_CASE("tour: by Tab alone it is reached from the page, and Escape elsewhere is as ever") {
    Toured program;
    program.open_sample();
    program.start();
    REQUIRE(press("tour.next"));
    const base::SemanticNode* note = hands::find(Role::text_field, "Log what happened");
    REQUIRE(note != nullptr);
    hands::act({base::SemanticEventKind::focus, note->id, {}});
    bool reached = false;
    for (int i = 0; i < 20 && !reached; ++i) {
        hands::key(ImGuiKey_Tab);
        REQUIRE(program.focused() != nullptr);
        reached = program.focused()->name == app::tr("tour.next");
    }
    CHECK(reached);
    hands::act({base::SemanticEventKind::focus, hands::find(Role::button, "Reached")->id, {}});
    hands::key(ImGuiKey_Escape);
    CHECK(program.session().route() == "/leads");  // it closed the lead
    CHECK(program.on());
}

TEST_CASE("tour: a dialog over it has the keys, and nothing of it is read out meanwhile") {
    Toured program;
    program.open_sample();
    program.start();
    program.face().add_lead = {.open = true};
    program.again();
    CHECK(card() == nullptr);
    for (int i = 0; i < 2; ++i) hands::key(ImGuiKey_Escape);
    CHECK_FALSE(program.face().add_lead.open);
    CHECK(program.on());
    CHECK(card() != nullptr);
}

TEST_CASE("tour: it says what it is to who cannot see it") {
    Toured program;
    program.open_sample();
    program.start();
    REQUIRE(card() != nullptr);
    CHECK_FALSE(card()->modal);
    const base::SemanticNode* title = hands::find(Role::heading, "Call the first one first");
    REQUIRE(title != nullptr);
    CHECK(title->level == 2);
    bool spoken = false;
    for (const base::SemanticNode& node : hands::tree().nodes) spoken |= node.role == Role::status && node.name.find("best score") != std::string::npos;
    CHECK(spoken);
    hands::act({base::SemanticEventKind::activate, hands::find(Role::button, "Next")->id, {}});
    CHECK(program.step() == Step::score);
    hands::act({base::SemanticEventKind::activate, hands::find(Role::button, "Close the tour")->id, {}});
    CHECK_FALSE(program.on());
}
