// A day that is typed as people say it, wherever a day is asked for. Today is Wednesday 18 November 2026.
#include "program.h"

#include "app/messages.h"
#include "app/state.h"
#include "app/text_forms.h"
#include "ui/panels/scene.h"

#include <doctest/doctest.h>
#include <imgui.h>

using namespace tests;

namespace {

constexpr const char* kList =
    "Name,Company,Renewal\n"
    "Ratna Kusumadewi,Dapur Ratna,2026-12-01\n"
    "Lars Petter Vik,Vik Engros AS,2026-12-02\n";

struct OneLead : Program {
    std::string lead;

    explicit OneLead(const std::string& language = "en") : Program(world_of(language)) {
        hands::drop({"leads.csv", kList});
        platform::request_frame();
        hands::settle();
        session().run("lead.create", {{"fields", {{"name", "Anna Holm"}}}});
        hands::settle();
        lead = session().lead_row(session().leads(face().query).rows.at(0)).id;
    }
    static hands::World world_of(const std::string& language) {
        hands::World world;
        world.preferences.language = language;
        return world;
    }
    void open_task_form() {
        ui::open_task(face(), {lead}, "Anna Holm");
        platform::request_frame();
        hands::settle();
        hands::type("Send the offer");
    }
    // Of the tasks.
    std::vector<std::string> due() {
        const domain::Book& book = session().state().book;
        std::vector<std::string> days;
        for (domain::Row row = 0; row < book.tasks.size(); ++row) {
            const domain::Value day = book.value(domain::TableKind::tasks, row, "due");
            days.push_back(std::holds_alternative<base::Day>(day) ? base::to_iso(std::get<base::Day>(day)) : "none");
        }
        return days;
    }
};

// As the face says it.
std::string said(base::Civil day) { return app::Forms{app::locale(), {.today = base::day_from_civil({2026, 11, 18})}}.long_day(base::day_from_civil(day)); }

const base::SemanticNode* save_button(std::string_view name) { return hands::find(Role::button, name); }

}  // namespace

TEST_CASE("a typed day: what was understood is said before it is saved") {
    OneLead program;
    program.open_task_form();
    REQUIRE(hands::press(Role::text_field, "Another day"));
    hands::type("in 2 weeks");
    CHECK(program.says(said({2026, 12, 2})));
    REQUIRE(hands::press(Role::button, "Add task"));
    CHECK_FALSE(program.face().task.open);
    CHECK(program.due() == std::vector<std::string>{"2026-12-02"});
}

TEST_CASE("a typed day: one that is none is said, and nothing is saved") {
    OneLead program;
    program.open_task_form();
    REQUIRE(hands::press(Role::text_field, "Another day"));
    hands::type("3/4");
    CHECK(program.says("This is no day."));
    REQUIRE(save_button("Add task") != nullptr);
    CHECK_FALSE(save_button("Add task")->enabled);
    hands::key(ImGuiKey_Enter);
    CHECK(program.face().task.open);
    CHECK(program.due().empty());
    for (const char* text : {"Dec 2027", "9.30", "31 feb", "soon"}) {
        program.face().task.day = text;
        platform::request_frame();
        hands::settle();
        CAPTURE(text);
        CHECK_FALSE(save_button("Add task")->enabled);
    }
    // A choice takes its place.
    REQUIRE(hands::press(Role::tab, "Tomorrow"));
    CHECK(program.face().task.day.empty());
    REQUIRE(hands::press(Role::button, "Add task"));
    CHECK(program.due() == std::vector<std::string>{"2026-11-19"});
}

TEST_CASE("a typed day: in each language, by Enter") {
    const std::pair<const char*, const char*> said[] = {{"en", "next tue"}, {"id", "selasa depan"}, {"nb", "neste tirsdag"}};
    for (const auto& one : said) {
        const std::string language = one.first, words = one.second;
        CAPTURE(language);
        OneLead program(language);
        program.open_task_form();
        program.face().task.day = words;
        platform::request_frame();
        hands::settle();
        hands::key(ImGuiKey_Enter);
        CHECK(program.due() == std::vector<std::string>{"2026-11-24"});
    }
}

TEST_CASE("a typed day: what is said of it is whole on a phone and in a window half as wide, in each language") {
    for (const std::string& language : app::languages())
        for (const int width : {390, 260}) {
            CAPTURE(language);
            CAPTURE(width);
            OneLead program(language);
            hands::resize(width, 844);
            program.open_task_form();
            for (const char* typed : {"", "3/4", "in 5 weeks"}) {
                program.face().task.day = typed;
                platform::request_frame();
                hands::settle();
                CAPTURE(typed);
                const std::string beneath = *typed == '3' ? app::tr("day.unreadable") : *typed ? said({2026, 12, 23}) : app::tr("day.hint");
                CHECK(program.says(beneath));
                for (const std::string& text : program.face().semantics.cut_texts()) CHECK_MESSAGE((width < 390 && beneath.find(text) == std::string::npos), text);
            }
        }
}

TEST_CASE("a typed day: the next step of what happened") {
    OneLead program;
    ui::open_log(program.face(), {program.lead}, "Anna Holm", "call");
    platform::request_frame();
    hands::settle();
    REQUIRE(hands::press(Role::radio, "Tomorrow"));
    REQUIRE(hands::press(Role::text_field, "Another day"));
    hands::type("15 dec");
    CHECK(program.says(said({2026, 12, 15})));
    REQUIRE(hands::press(Role::button, "Save"));
    CHECK(program.due() == std::vector<std::string>{"2026-12-15"});
}

TEST_CASE("a typed day: half typed when the tab dies it is there in the next one") {
    OneLead program;
    program.open_task_form();
    REQUIRE(hands::press(Role::text_field, "Another day"));
    hands::type("in 2 w");
    program.reload();
    CHECK(program.face().task.open);
    CHECK(program.face().task.title == "Send the offer");
    CHECK(program.face().task.day == "in 2 w");
}

TEST_CASE("a typed day: alone it outlives the tab, too") {
    OneLead program;
    ui::open_task(program.face(), {program.lead}, "Anna Holm");
    program.face().task.day = "next tue";
    platform::request_frame();
    hands::settle();
    program.reload();
    CHECK(program.face().task.day == "next tue");
    program.face().task = {};
    ui::open_log(program.face(), {program.lead}, "Anna Holm", "call");
    program.face().log.next = "1";
    program.face().log.next_day = "15 dec";
    platform::request_frame();
    hands::settle();
    program.reload();
    CHECK(program.face().log.open);
    CHECK(program.face().log.next_day == "15 dec");
}

TEST_CASE("a task changes where it stands: its words, its day, or it goes") {
    OneLead program;
    program.session().run("task.add", {{"lead", program.lead}, {"title", "Call her"}, {"due", "2026-11-20T15:30:00Z"}});
    program.session().run("view.open", {{"path", "/lead/" + program.lead}});
    hands::settle();
    const std::string hour = base::to_iso(base::day_from_civil({2026, 11, 20}));
    CHECK(program.due() == std::vector<std::string>{hour});
    const auto value = [&](std::string_view key) {
        const domain::Book& book = program.session().state().book;
        return domain::to_text(book.value(domain::TableKind::tasks, 0, key));
    };
    const std::string minutes = value("due_time");
    REQUIRE_FALSE(minutes.empty());

    const std::string before = program.session().shell().undo_title;
    REQUIRE(hands::press(Role::button, "Change: Call her"));
    CHECK(program.face().task.title == "Call her");
    CHECK(program.face().task.day == "2026-11-20");
    REQUIRE(hands::press(Role::button, "Save"));
    CHECK(program.session().shell().undo_title == before);  // nothing became another: no step

    REQUIRE(hands::press(Role::button, "Change: Call her"));
    hands::key(ImGuiKey_End);
    hands::type(" again");
    program.face().task.day = "next tue";
    platform::request_frame();
    hands::settle();
    REQUIRE(hands::press(Role::button, "Save"));
    CHECK(value("title") == "Call her again");
    CHECK(program.due() == std::vector<std::string>{"2026-11-24"});
    CHECK(value("due_time") == minutes);  // another day, the same hour
    CHECK(program.session().shell().undo_title.find("Change task") != std::string::npos);
    hands::settle();
    program.session().run("undo", base::Json::object());
    hands::settle();
    CHECK(value("title") == "Call her");
    CHECK(program.due() == std::vector<std::string>{hour});  // one step

    // Without words it is no task: said, and what was typed stays.
    REQUIRE(hands::press(Role::button, "Change: Call her"));
    REQUIRE(hands::press(Role::tab, "Tomorrow"));
    program.face().task.title = "  ";
    platform::request_frame();
    hands::settle();
    REQUIRE(hands::press(Role::button, "Save"));
    CHECK(program.face().task.open);
    CHECK(program.face().task.days == 1);
    CHECK(program.says(app::tr("task.what_missing")));
    CHECK(program.due() == std::vector<std::string>{hour});
    program.face().task.open = false;
    platform::request_frame();
    hands::settle();

    REQUIRE(hands::press(Role::button, "Change: Call her"));
    REQUIRE(hands::press(Role::button, "Delete task"));
    CHECK(hands::find(Role::button, "Change: Call her") == nullptr);
}

TEST_CASE("a day is picked from a month: by press, by keys, over its end") {
    OneLead program;
    program.open_task_form();
    REQUIRE(hands::press(Role::button, "Choose a day"));
    REQUIRE(hands::find(Role::grid, "2026-11") != nullptr);
    CHECK(program.says("2026-11"));
    REQUIRE(hands::press(Role::cell, said({2026, 11, 27})));
    CHECK(program.face().task.day == "2026-11-27");
    CHECK(hands::find(Role::grid, "2026-11") == nullptr);
    CHECK(program.says(said({2026, 11, 27})));

    // Opened again it begins at that day; the keys go a week on, a month on, and take it.
    REQUIRE(hands::press(Role::button, "Choose a day"));
    REQUIRE(hands::find(Role::cell, said({2026, 11, 27})) != nullptr);
    CHECK(hands::find(Role::cell, said({2026, 11, 27}))->selected);
    for (int week = 0; week < 3; ++week) hands::key(ImGuiKey_DownArrow);  // over the end of what is shown
    hands::key(ImGuiKey_LeftArrow);
    hands::key(ImGuiKey_PageDown);
    hands::key(ImGuiKey_Enter);
    CHECK(program.face().task.day == "2027-01-17");
    REQUIRE(hands::press(Role::button, "Add task"));
    CHECK(program.due() == std::vector<std::string>{"2027-01-17"});
}

TEST_CASE("a month: its neighbours, and that Escape leaves the form as it is") {
    OneLead program;
    program.open_task_form();
    REQUIRE(hands::press(Role::button, "Choose a day"));
    REQUIRE(hands::press(Role::button, "Next month"));
    CHECK(program.says("2026-12"));
    REQUIRE(hands::press(Role::button, "Previous month"));
    REQUIRE(hands::press(Role::button, "Previous month"));
    CHECK(program.says("2026-10"));
    size_t days = 0;
    for (const base::SemanticNode& node : program.face().semantics.tree().nodes) days += node.role == Role::cell;
    CHECK(days == 42);
    hands::key(ImGuiKey_Escape);
    CHECK(hands::find(Role::grid, "2026-11") == nullptr);
    CHECK(program.face().task.open);
    CHECK(program.face().task.day.empty());
}

TEST_CASE("a date of the profile is picked from a month") {
    OneLead program;
    program.session().run("lead.set", {{"id", program.lead}, {"field", "follow_up"}, {"value", "2026-12-24"}});
    program.go("/lead/" + program.lead);
    program.face().lead.all_fields = true;
    platform::request_frame();
    hands::settle();
    const base::SemanticNode* button = hands::find(Role::button, app::tr("calendar.open_for", {{"what", app::tr("field.follow_up")}}));
    REQUIRE(button != nullptr);
    hands::act({base::SemanticEventKind::activate, button->id, {}});
    const base::SemanticNode* day = hands::find(Role::cell, said({2026, 12, 31}));
    REQUIRE(day != nullptr);
    hands::act({base::SemanticEventKind::activate, day->id, {}});
    const domain::Book& book = program.session().state().book;
    const domain::Row row = book.leads.find(*domain::row_id_from_text(program.lead));
    CHECK(domain::to_text(book.leads.value(row, "follow_up")) == "2026-12-31");
}
