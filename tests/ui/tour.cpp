// The tour: three steps beside what they speak of, on a desk and on a phone, by hand and by keyboard; who is in its way.
#include "program.h"

#include "app/messages.h"
#include "app/state.h"

#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>

using namespace tests;

namespace {

using Step = ui::TourState::Step;

constexpr const char* kOffer = "Show me around";
constexpr const char* kList =
    "Name,Company,Phone,Budget,Source\n"
    "Ratna Kusumadewi,Dapur Ratna,+62 812 8840 117,IDR 185000000,Referral\n"
    "Lars Petter Vik,Vik Engros AS,+47 912 34 567,NOK 410000,Trade fair\n";

struct Toured : Program {
    explicit Toured(hands::World world = {}) : Program(world) {}

    void again() {
        platform::request_frame();
        hands::settle();
    }
    void run(const std::string& command, base::Json arguments = base::Json::object()) {
        session().run(command, std::move(arguments));
        again();
    }
    void start() { run("tour.start"); }
    Step step() { return face().tour.step; }
    bool on() { return session().tour() != 0; }
    std::string lead() { return face().tour.lead; }
};

const base::SemanticNode* card() { return hands::find(Role::dialog, app::tr("tour.name")); }
bool press(const char* key) { return hands::press(Role::button, app::tr(key)); }

// What the step points at, and the card: both whole on the screen, and neither over the other.
void check_card(Toured& program) {
    const ui::Rect anchor = program.face().tour.anchor;
    REQUIRE(card() != nullptr);
    const base::Rectangle at = card()->box;
    const ui::Rect view{0, 0, ImGui::GetIO().DisplaySize.x, ImGui::GetIO().DisplaySize.y};
    CAPTURE(anchor.x);
    CAPTURE(anchor.y);
    CAPTURE(anchor.w);
    CAPTURE(anchor.h);
    CAPTURE(at.x);
    CAPTURE(at.y);
    CAPTURE(at.width);
    CAPTURE(at.height);
    CHECK_FALSE(program.face().tour.waits);
    CHECK(anchor.h > 0);
    CHECK(at.x >= 0);
    CHECK(at.y >= 0);
    CHECK(at.x + at.width <= view.w);
    CHECK(at.y + at.height <= view.h);
    const bool apart = at.x >= anchor.right() || at.x + at.width <= anchor.x || at.y >= anchor.bottom() || at.y + at.height <= anchor.y;
    CHECK(apart);
    for (const std::string& text : program.face().semantics.cut_texts())
        for (const std::string& key : app::message_keys())
            if (key.starts_with("tour.") || key == "toast.close") CHECK(app::tr(key) != text);
}

// The element that the step is about has its middle inside.
void check_anchored(Toured& program, Role role, std::string_view name) {
    INFO(name);
    const ui::Rect anchor = program.face().tour.anchor;
    bool found = false;
    for (const base::SemanticNode& node : hands::tree().nodes)
        found |= node.role == role && node.name == name && anchor.contains(node.box.x + node.box.width / 2, node.box.y + node.box.height / 2);
    CHECK(found);
}

hands::World world_of(float width, float height, const std::string& language = "en") {
    hands::World world;
    world.width = width;
    world.height = height;
    world.preferences.language = language;
    return world;
}

constexpr std::pair<float, float> kSizes[] = {{390, 844}, {760, 900}, {844, 390}, {900, 700}, {1024, 768}, {1440, 900}, {2560, 1300}};

}  // namespace

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
    hands::move(1300, 400);
    const int drawn = hands::frames_drawn();
    hands::settle();
    CHECK(hands::frames_drawn() <= drawn + 2);  // nothing moves: nothing is drawn
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
