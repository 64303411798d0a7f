// The tour when people do as they please: go elsewhere, delete, undo, look back; whom it is about, and who is offered it.
#include "tour_hands.h"

using namespace tests;

TEST_CASE("tour: who opens the lead by themselves has taken the first step; another one is as good") {
    Toured program;
    program.open_sample();
    program.start();
    const app::LeadToCall other = program.session().today().hot_untouched.at(1);
    REQUIRE(hands::press(Role::link, other.row.name));
    CHECK(program.session().route() == "/lead/" + other.row.id);
    CHECK(program.step() == Step::score);
    CHECK(program.lead() == other.row.id);
    check_card(program);
}

TEST_CASE("tour: elsewhere it waits, says so, and leads back") {
    for (const float width : {1440.f, 390.f}) {
        CAPTURE(width);
        Toured program(world_of(width, 844));
        program.open_sample();
        program.start();
        REQUIRE(press("tour.next"));
        const std::string lead = program.session().route();
        for (const char* path : {"/board", "/settings", "/import", "/companies"}) {
            CAPTURE(path);
            program.go(path);
            CHECK(program.says(app::tr("tour.elsewhere")));
            CHECK(program.face().tour.waits);
            REQUIRE(press("tour.return"));
            CHECK(program.session().route() == lead);
            CHECK_FALSE(program.says(app::tr("tour.elsewhere")));
            check_card(program);
        }
    }
}

TEST_CASE("tour: what is scrolled out of sight is waited for, too") {
    Toured program(world_of(390, 844));
    program.open_sample();
    program.start();
    REQUIRE(press("tour.next"));
    check_card(program);
    hands::move(200, 300);
    for (int i = 0; i < 10; ++i) hands::wheel(200, 300, -5);
    hands::settle();
    CHECK(program.says(app::tr("tour.elsewhere")));
    REQUIRE(press("tour.return"));
    CHECK_FALSE(program.says(app::tr("tour.elsewhere")));
    check_card(program);
}

TEST_CASE("tour: the lead is deleted in the middle of it") {
    Toured program;
    program.open_sample();
    program.start();
    REQUIRE(press("tour.next"));
    REQUIRE(press("tour.next"));
    const std::string gone = program.lead();
    program.run("lead.delete", {{"id", gone}});
    CHECK(program.on());
    CHECK(program.says(app::tr("tour.elsewhere")));
    REQUIRE(press("tour.return"));  // to the first of those who are left
    CHECK(program.lead() != gone);
    CHECK(program.session().route() == "/lead/" + program.lead());
    CHECK(program.step() == Step::log);
    check_card(program);
}

TEST_CASE("tour: the sample is undone in the middle of it: nobody is left to speak of, and it may be offered again") {
    Toured program;
    REQUIRE(hands::press(Role::button, kOffer));
    REQUIRE(program.on());
    program.run("undo");
    REQUIRE(program.session().shell().empty);
    CHECK_FALSE(program.on());
    CHECK(card() == nullptr);
    CHECK(platform::load_setting("tour").empty());
    REQUIRE(hands::press(Role::button, kOffer));
    CHECK(program.on());
}

TEST_CASE("tour: of who is due where nobody is to be called, and of the best of the list where nobody is due") {
    Toured program;
    program.run("lead.create", {{"fields", {{"name", "Anna Holm"}, {"phone", "+47 22 33 44 55"}}}});
    program.start();
    CHECK(program.face().tour.at == ui::TourState::Anchor::caller);
    check_card(program);

    const std::string lead = program.lead();
    program.run("task.add", {{"lead", lead}, {"title", "Send the offer"}, {"due", "2026-11-18"}});
    CHECK(program.face().tour.at == ui::TourState::Anchor::task);
    CHECK(program.says("So begin with Anna Holm."));
    CHECK(program.says("What is late comes first"));
    check_card(program);

    program.session().run("undo", base::Json::object());
    program.run("task.add", {{"lead", lead}, {"title", "Send the offer"}, {"due", "2027-01-18"}});
    CHECK(program.face().tour.at == ui::TourState::Anchor::row);
    program.start();
    CHECK(program.session().route() == "/leads");
    CHECK(program.says("Anna Holm comes first in your list."));
    check_card(program);
    check_anchored(program, Role::row, "Anna Holm");

    // A list that is narrowed to nobody is opened as usual; where all is closed it shows that.
    program.go("/leads?search=nobody");
    program.start();
    check_card(program);
    program.run("lead.set", {{"id", lead}, {"field", "outcome"}, {"value", "won"}});
    program.start();
    check_card(program);
    REQUIRE(press("tour.next"));
    check_card(program);
}

TEST_CASE("tour: offered behind an import until it was taken or waved away on this device") {
    for (const float width : {1440.f, 390.f}) {
        CAPTURE(width);
        Toured program(world_of(width, 844));
        const auto import_again = [&] {
            hands::drop({"leads.csv", kList});
            program.run("import.run");
        };
        import_again();
        REQUIRE(program.session().route() == "/leads");
        CHECK(program.says("2 leads imported"));
        CHECK(hands::find(Role::button, "Undo") != nullptr);
        for (const std::string& text : program.face().semantics.cut_texts()) CHECK(text != kOffer);
        hands::advance(10'000);
        CHECK(hands::find(Role::button, kOffer) == nullptr);  // it goes with the news, and asks nothing

        program.session().run("undo", base::Json::object());
        import_again();
        REQUIRE(hands::press(Role::button, kOffer));
        CHECK(program.on());
        CHECK_FALSE(program.says("2 leads imported"));
        CHECK(program.says("Call the first one first"));
        check_card(program);
        REQUIRE(press("tour.close"));
        CHECK(platform::load_setting("tour") == "over");

        for (int reloads = 0; reloads < 2; ++reloads) {
            program.session().run("undo", base::Json::object());
            hands::settle();
            import_again();
            CHECK(program.says("2 leads imported"));
            CHECK(hands::find(Role::button, kOffer) == nullptr);
            program.reload();
        }
        program.start();  // who asks for it has it
        CHECK(program.says("Call the first one first"));
    }
}

TEST_CASE("tour: a reload in the middle of it ends it without a word") {
    Toured program;
    program.open_sample();
    program.start();
    REQUIRE(press("tour.next"));
    program.reload();
    CHECK_FALSE(program.on());
    CHECK(card() == nullptr);
    CHECK(platform::load_setting("tour").empty());
}

TEST_CASE("tour: the day of another time has none, and one that is open leads back to now") {
    Toured program;
    program.open_sample();
    program.start();
    REQUIRE(press("tour.next"));
    REQUIRE(press("tour.next"));
    program.run("view.as-of", {{"day", "2026-11-18"}});
    REQUIRE(program.session().looks_back());
    CHECK(program.says(app::tr("tour.elsewhere")));
    CHECK(program.session().why_not(*program.session().command("tour.start")).has_value());
    REQUIRE(press("tour.return"));
    CHECK_FALSE(program.session().looks_back());
    check_card(program);
    CHECK(program.on());
}
