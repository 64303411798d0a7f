// What is typed and not yet a step outlives the tab: each test's page dies without a word and is opened again.
#include "program.h"

#include "ui/drafts.h"

#include <doctest/doctest.h>
#include <imgui.h>

using namespace tests;

namespace {

constexpr const char* kList =
    "Name,Company,Title\n"
    "Ratna Kusumadewi,Dapur Ratna,Owner\n"
    "Lars Petter Vik,Vik Engros AS,Clerk\n";

struct Open : Program {
    std::string first, second;  // ids

    Open() {
        hands::drop({"leads.csv", kList});
        REQUIRE(hands::press(Role::button, "Import 2 leads"));
        const auto rows = session().leads(face().query).rows;
        first = session().lead_row(rows.at(0)).id;
        second = session().lead_row(rows.at(1)).id;
    }

    std::string value(const std::string& id, std::string_view key) {
        for (const auto& field : session().lead(id)->fields)
            if (field.key == key) return field.edit;
        return "no such field";
    }
    // Puts the keyboard into a field and types behind what is there.
    void type_into(Role role, std::string_view name, std::string_view text) {
        REQUIRE(hands::press(role, name));
        hands::key(ImGuiKey_End);
        hands::type(text);
    }
};

}  // namespace

TEST_CASE("a value that is half typed when the tab dies is there in the next one, and can be taken back") {
    Open program;
    program.go("/lead/" + program.first);
    const std::string before = program.value(program.first, "title");
    program.type_into(Role::text_field, "Title", " and cook");
    REQUIRE(program.value(program.first, "title") == before);  // the field was not left
    program.reload();
    CHECK(program.value(program.first, "title") == before + " and cook");
    CHECK(program.session().shell().save == app::ShellView::Save::saved);
    hands::key(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(program.value(program.first, "title") == before);
    program.reload();  // and it does not come again
    CHECK(program.value(program.first, "title") == before);
}

TEST_CASE("a value that was left in time is not set again") {
    Open program;
    program.go("/lead/" + program.first);
    const std::string before = program.value(program.first, "title");
    program.type_into(Role::text_field, "Title", " and cook");
    hands::hide(true);
    program.reload();
    CHECK(program.value(program.first, "title") == before + " and cook");
    hands::key(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(program.value(program.first, "title") == before);
}

TEST_CASE("a value that the book writes in its own way was left in time too") {
    Open program;
    program.go("/lead/" + program.first);
    program.type_into(Role::text_field, "Budget", "185 jt");
    hands::hide(true);
    const std::string kept = program.value(program.first, "budget");
    REQUIRE(!kept.empty());
    REQUIRE(kept != "185 jt");
    const std::string drafts = R"({"field":{"id":")" + program.first + R"(","field":"budget","value":"185 jt","was":"","left":true}})";
    platform::save_setting("drafts", drafts);  // the page ended before it could say that all is saved
    program.reload();
    CHECK(program.value(program.first, "budget") == kept);
    CHECK(program.face().notes[program.first].empty());
}

TEST_CASE("what is typed on after the page was hidden is kept like what was typed before") {
    Open program;
    program.go("/lead/" + program.first);
    program.type_into(Role::text_field, "Budget", "185 jt");
    hands::hide(true);
    hands::hide(false);
    hands::key(ImGuiKey_Home);
    hands::type("1");
    program.reload();
    CHECK(program.value(program.first, "budget").find("1185") != std::string::npos);
    CHECK(program.face().notes[program.first].empty());
}

TEST_CASE("what was cancelled does not come back") {
    Open program;
    program.go("/lead/" + program.first);
    const std::string before = program.value(program.first, "title");
    program.type_into(Role::text_field, "Title", " and cook");
    hands::key(ImGuiKey_Escape);
    program.reload();
    CHECK(program.value(program.first, "title") == before);
}

TEST_CASE("what was saved before the page ended is not entered twice") {
    Open program;
    program.session().run("activity.log", {{"lead", program.first}, {"type", "call"}, {"note", "Wants a demo"}});
    program.session().run("task.add", {{"lead", program.first}, {"title", "Send it"}, {"due", nullptr}});
    hands::settle();  // saved
    const std::string leads = R"("leads":[")" + program.first + R"("])";
    for (const std::string& draft : {std::string(R"("add_lead":{"name":"Ratna Kusumadewi")"), std::string("\"note/") + program.first + R"(":{"text":"Wants a demo")",
                                    R"("log":{"note":"Wants a demo",)" + leads, R"("task":{"title":"Send it",)" + leads}) {
        INFO(draft);
        platform::save_setting("drafts", "{" + draft + R"(,"left":true}})");
        program.reload();
        CHECK_FALSE(program.face().add_lead.open);
        CHECK_FALSE(program.face().log.open);
        CHECK_FALSE(program.face().task.open);
        CHECK(program.face().notes[program.first].empty());
    }
}

TEST_CASE("a long note is kept whole") {
    Open program;
    program.go("/lead/" + program.first);
    const std::string note(70'000, 'x');
    program.face().notes[program.first] = note;
    platform::request_frame();
    hands::settle();
    program.reload();
    CHECK(program.face().notes[program.first] == note);
}

TEST_CASE("a note that waits is in the dialog that logs, where there is no quick log") {
    hands::World phone;
    phone.width = 390;
    phone.height = 844;
    Program program(phone);
    program.open_sample();
    program.go("/leads");
    const std::string lead = program.session().lead_row(program.session().leads(program.face().query).rows.at(0)).id;
    program.face().notes[lead] = "Spoke to her";
    program.go("/lead/" + lead);
    REQUIRE(hands::press(Role::button, "Log what happened"));
    CHECK(program.says("Spoke to her"));
    REQUIRE(hands::press(Role::button, "Save"));
    CHECK(program.session().lead(lead)->timeline.at(0).note == "Spoke to her");
    CHECK(program.face().notes.empty());
}

TEST_CASE("words for a value that has another one by now wait in the quick log") {
    Open program;
    platform::save_setting("drafts", base::Json{{"field", {{"id", program.first}, {"field", "title"}, {"value", "Chef"}, {"was", "Waiter"}}}}.dump());
    const std::string before = program.value(program.first, "title");
    program.reload();
    CHECK(program.value(program.first, "title") == before);
    program.go("/lead/" + program.first);
    CHECK(program.says("Chef"));
}

TEST_CASE("a value half typed becomes its own lead's when another lead is shown") {
    Open program;
    program.go("/lead/" + program.first);
    const std::string first = program.value(program.first, "title"), second = program.value(program.second, "title");
    program.type_into(Role::text_field, "Title", " and cook");
    program.go("/lead/" + program.second);
    CHECK(program.value(program.first, "title") == first + " and cook");
    CHECK_FALSE(program.says(first + " and cook"));
    hands::type("zzz");  // the keyboard is nowhere now
    CHECK(program.value(program.second, "title") == second);
}

TEST_CASE("a note for one lead is there after looking at another, and after the tab died") {
    Open program;
    program.go("/lead/" + program.first);
    program.type_into(Role::text_field, "Log what happened", "Wants a demo on Monday");
    program.go("/lead/" + program.second);
    CHECK_FALSE(program.says("Wants a demo on Monday"));
    program.reload();
    program.go("/lead/" + program.first);
    REQUIRE(program.says("Wants a demo on Monday"));
    REQUIRE(hands::press(Role::button, "Reached"));
    CHECK(program.session().lead(program.first)->timeline.at(0).note == "Wants a demo on Monday");
    program.reload();
    program.go("/lead/" + program.first);
    const auto* field = hands::find(Role::text_field, "Log what happened");
    REQUIRE(field != nullptr);
    CHECK(field->value.empty());
}

TEST_CASE("a form that is half filled in when the tab dies is open again") {
    Open program;
    program.go("/leads");
    hands::key(ImGuiKey_N);
    REQUIRE(hands::find(Role::dialog, "Add lead") != nullptr);
    hands::type("Elif");
    program.reload();
    REQUIRE(hands::find(Role::dialog, "Add lead") != nullptr);
    hands::key(ImGuiKey_Enter);
    CHECK(program.session().shell().leads_total == 3);
    program.reload();
    CHECK(hands::find(Role::dialog, "Add lead") == nullptr);
    CHECK(program.session().shell().leads_total == 3);
}

TEST_CASE("a task and a log that are half typed are open again for whom they were") {
    Open program;
    program.go("/lead/" + program.first);
    hands::key(ImGuiKey_T);
    hands::type("Send the price list");
    program.reload();
    REQUIRE(program.says("Send the price list"));
    hands::key(ImGuiKey_Enter);
    hands::settle();  // saved
    CHECK(program.session().lead(program.first)->tasks[0].title == "Send the price list");

    program.face().log = {.open = true, .leads = {program.first}, .who = "Ratna", .note = "Spoke to her"};
    platform::request_frame();
    hands::settle();
    program.reload();
    REQUIRE(program.face().log.open);
    CHECK(program.face().log.leads == std::vector{program.first});
    CHECK(program.says("Spoke to her"));
}

TEST_CASE("drafts that are damaged, or of leads that are gone, change nothing") {
    Open program;
    for (const std::string text : {"", "{", "[]", "7", R"({"field":7,"note/x":[],"log":{"leads":7},"task":{"title":1,"days":"x"},"add_lead":null})",
                                   R"({"task":{"leads":["nobody"],"title":"x","days":99999999999}})", R"({"field":{"id":"nobody","field":"title","value":"x","was":""}})",
                                   R"({"log":{"leads":["nobody"],"note":"x"},"note/nobody":{"text":"x"},"note/":{"text":"x"}})"}) {
        INFO(text);
        platform::save_setting("drafts", text);
        program.reload();
        CHECK(program.session().shell().leads_total == 2);
        CHECK_FALSE(program.face().log.open);
        CHECK_FALSE(program.face().task.open);
        CHECK(program.face().notes.empty());
    }
}

TEST_CASE("a tab that becomes the one that writes keeps what was typed in it") {
    hands::World world;
    world.access = platform::Access::reader_other_tab;
    Program program(world);
    program.face().add_lead = {.open = true, .name = "Ours"};
    platform::save_setting("drafts", R"({"add_lead":{"name":"Theirs"}})");
    program.go("/leads");
    ui::take_drafts(program.face(), program.session(), {{"add_lead", {{"name", "Theirs"}}}});
    CHECK(program.face().add_lead.name == "Ours");
}

TEST_CASE("a book in memory alone leaves the drafts of the stored one where they are") {
    hands::World world;
    world.access = platform::Access::unavailable;
    Program program(world);
    platform::save_setting("drafts", R"({"add_lead":{"name":"Elif"}})");
    program.go("/leads");
    CHECK_FALSE(program.face().add_lead.open);
    program.face().notes["somebody"] = "Words";
    program.go("/today");
    CHECK(platform::load_setting("drafts") == R"({"add_lead":{"name":"Elif"}})");
}

TEST_CASE("a tab that only reads leaves the drafts to the one that writes") {
    hands::World world;
    world.access = platform::Access::reader_other_tab;
    Program program(world);
    platform::save_setting("drafts", R"({"add_lead":{"name":"Elif"}})");
    program.go("/leads");
    CHECK_FALSE(program.face().add_lead.open);
    CHECK(platform::load_setting("drafts") == R"({"add_lead":{"name":"Elif"}})");
}
