// What a person does, by role and name: from the empty book to a lead that was called.
#include "program.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <imgui.h>

using namespace tests;

namespace {

constexpr const char* kList =
    "Name,Company,Role,E-mail,Phone,Budget,Source\n"
    "Ratna Kusumadewi,Dapur Ratna,Owner,ratna@dapur.example,+62 812 8840 117,IDR 185000000,Referral\n"
    "Lars Petter Vik,Vik Engros AS,Clerk,lars@vik.example,+47 912 34 567,NOK 410000,Trade fair\n"
    "Elif Yılmaz,Boğaz Gıda,,elif@bogaz.example,,,Newsletter\n";

// Drops the list and imports it; gives the id of the lead that is ranked first.
std::string import_list(Program& program) {
    hands::drop({"leads.csv", kList});
    REQUIRE(hands::find(Role::button, "Import 3 leads") != nullptr);
    CHECK(program.says("Ratna Kusumadewi"));  // the first values of the columns
    REQUIRE(hands::press(Role::button, "Import 3 leads"));
    REQUIRE(program.session().route() == "/leads");
    return program.session().lead_row(program.session().leads(program.face().query).rows.at(0)).id;
}

std::string budget_of(Program& program, const std::string& id) {
    for (const auto& field : program.session().lead(id)->fields)
        if (field.key == "budget") return field.value;
    return "no such field";
}

void change_budget(std::string_view to) {
    const auto* field = hands::find(Role::text_field, "Budget");
    REQUIRE(field != nullptr);
    hands::act({base::SemanticEventKind::set_value, field->id, std::string(to)});
}

}  // namespace

TEST_CASE("an empty book says what this is and how to begin") {
    Program program;
    CHECK(program.says("Bring your list. See whom to call, and why."));
    for (const char* name : {"Choose a file", "Add one by hand", "Open the sample book", "Open a colleague\u2019s file"}) {
        INFO(name);
        CHECK(hands::find(Role::button, name) != nullptr);
    }
}

TEST_CASE("a list comes in, is ranked with reasons, is worked with, and is still there after a reload") {
    Program program;
    const std::string id = import_list(program);
    REQUIRE(program.names(Role::row).size() == 4);  // the head and three people
    const std::string first = program.session().lead(id)->head.name;
    REQUIRE(hands::press(Role::link, first));
    REQUIRE(program.session().route() == "/lead/" + id);

    // The reasons on the screen are those that make the score.
    const app::LeadView before = *program.session().lead(id);
    REQUIRE(!before.fit.empty());
    int fit = 0;
    for (const auto& reason : before.fit) {
        INFO(reason.text);
        CHECK(program.says(reason.text));
        fit += reason.points;
    }
    CHECK(fit == before.head.score.fit);

    REQUIRE(hands::press(Role::button, "Reached"));
    CHECK(program.session().lead(id)->timeline_total == before.timeline_total + 1);
    CHECK(program.session().lead(id)->timeline.at(0).type_label == "Call");

    const std::string budget = budget_of(program, id);
    change_budget("64000 USD");
    REQUIRE(budget_of(program, id) != budget);
    hands::key(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(budget_of(program, id) == budget);
    CHECK(program.session().shell().save == app::ShellView::Save::saved);

    program.reload();
    program.go("/lead/" + id);
    REQUIRE(program.session().lead(id) != nullptr);
    CHECK(budget_of(program, id) == budget);
    CHECK(program.session().lead(id)->timeline_total == before.timeline_total + 1);
    CHECK(program.session().lead(id)->head.score.fit == before.head.score.fit);
    REQUIRE(hands::find(Role::region, first) != nullptr);
    // The steps of before the reload can be taken back as well: the call, then the import.
    hands::key(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(program.session().lead(id)->timeline_total == before.timeline_total);
    hands::key(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(program.session().shell().empty);
}

TEST_CASE("a file that is no list is refused in words, and nothing is changed") {
    Program program;
    hands::drop({"brochure.pdf", "%PDF-1.7\n"});
    CHECK(program.says("Cannot read brochure.pdf"));
    CHECK(program.says("Nothing was changed."));
    REQUIRE(hands::press(Role::button, "Dismiss"));
    CHECK(!program.says("Cannot read brochure.pdf"));
    CHECK(program.session().shell().empty);
}

TEST_CASE("a lead is typed in, found in the list, and one undo removes it") {
    Program program;
    REQUIRE(hands::press(Role::button, "Add one by hand"));
    REQUIRE(hands::find(Role::dialog, "Add lead") != nullptr);
    hands::type("Ratna Kusumadewi");
    hands::key(ImGuiKey_Tab);
    hands::type("Dapur Ratna");
    hands::key(ImGuiKey_Enter);
    CHECK(hands::find(Role::dialog, "Add lead") == nullptr);
    program.go("/leads");
    CHECK(hands::find(Role::link, "Ratna Kusumadewi") != nullptr);
    CHECK(program.says("Dapur Ratna"));
    hands::key(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(hands::find(Role::link, "Ratna Kusumadewi") == nullptr);
}

TEST_CASE("nothing typed is not saved: the form says what is missing") {
    Program program;
    REQUIRE(hands::press(Role::button, "Add one by hand"));
    REQUIRE(hands::press(Role::button, "Add lead"));
    CHECK(hands::find(Role::dialog, "Add lead") != nullptr);
    CHECK(program.says("is needed"));
    hands::key(ImGuiKey_Escape);
    hands::key(ImGuiKey_Escape);
    CHECK(hands::find(Role::dialog, "Add lead") == nullptr);
}

TEST_CASE("the sample book: list, pane, log a call, search") {
    Program program;
    program.open_sample();
    program.go("/leads");
    const auto links = program.names(Role::link);
    REQUIRE(links.size() > 10);
    const std::string first = program.session().lead_row(program.session().leads(program.face().query).rows[0]).name;
    REQUIRE(hands::press(Role::link, first));
    CHECK(program.session().route().starts_with("/lead/"));
    REQUIRE(hands::find(Role::region, first) != nullptr);
    CHECK(hands::find(Role::region, "Score") != nullptr);
    CHECK(hands::find(Role::region, "Stage") != nullptr);

    const auto id = program.session().route().substr(6);
    const int64_t before = program.session().lead(id)->timeline_total;
    REQUIRE(hands::press(Role::button, "Reached"));
    CHECK(program.session().lead(id)->timeline_total == before + 1);

    REQUIRE(hands::press(Role::search_field, "Search leads"));
    hands::type("zzzz");
    CHECK(program.says("No lead matches"));
    REQUIRE(hands::press(Role::button, "Clear search"));
    CHECK(program.names(Role::row).size() > 10);
}

TEST_CASE("on a phone Today dials who is to be called, and the log is open for what came of it") {
    Program program;
    import_list(program);
    hands::resize(390, 844);
    program.go("/");
    const auto& leads = program.session().today().first;
    const auto first = std::ranges::find_if(leads, [](const app::LeadToCall& lead) { return !lead.tel_href.empty(); });
    REQUIRE(first != leads.end());
    const std::string name = first->row.name, number = first->tel_href;
    REQUIRE(hands::press(Role::button, "Call " + name));
    REQUIRE(hands::opened_links() == std::vector{number});
    CHECK(hands::find(Role::dialog, "What happened?") != nullptr);
}

TEST_CASE("beside a desk nothing dials: the call is logged") {
    Program program;
    import_list(program);
    program.go("/");
    const auto& leads = program.session().today().first;
    const auto first = std::ranges::find_if(leads, [](const app::LeadToCall& lead) { return !lead.tel_href.empty(); });
    REQUIRE(first != leads.end());
    REQUIRE(hands::press(Role::button, "Log a call with " + first->row.name));
    CHECK(hands::opened_links().empty());
}

TEST_CASE("the list is narrowed by what is pressed in the filter, and a chip widens it again") {
    for (const float width : {1440.f, 390.f}) {
        INFO("at ", width);
        Program program({.width = width, .height = 900});
        program.open_sample();
        program.go("/leads");
        const auto rows = [&] { return program.session().leads(program.face().query).rows.size(); };
        const size_t all = rows();
        program.face().selected.insert(0);
        REQUIRE(hands::press(Role::button, "Filter"));
        REQUIRE(hands::press(Role::checkbox, "Hot"));
        const size_t hot = rows();
        CHECK(hot > 0);
        CHECK(hot < all);
        CHECK(program.face().selected.empty());
        REQUIRE(hands::press(Role::checkbox, "Warm"));
        CHECK(rows() > hot);
        REQUIRE(hands::press(Role::button, "Show " + std::to_string(rows()) + " leads"));
        CHECK_FALSE(program.face().filter_open);
        if (width > 1000) REQUIRE(hands::press(Role::button, "Remove Temperature Hot, Warm"));
        else REQUIRE((hands::press(Role::button, "Filter, 1 in use") && hands::press(Role::button, "Clear")));
        CHECK(rows() == all);
    }
}

TEST_CASE("filters that leave nobody say so, and are cleared from there") {
    Program program;
    program.open_sample();
    program.go("/leads");
    program.face().query.facets = {{"owner", {"Somebody who has left"}}};
    platform::request_frame();
    hands::settle();
    CHECK(program.says("No lead matches"));
    REQUIRE(hands::press(Role::button, "Clear 1 filter"));
    CHECK_FALSE(program.session().leads(program.face().query).rows.empty());
}

TEST_CASE("F opens the filter of the list, and nowhere else") {
    Program program;
    program.open_sample();
    program.go("/today");
    hands::key(ImGuiKey_F);
    CHECK_FALSE(program.face().filter_open);
    program.go("/leads");
    hands::key(ImGuiKey_F);
    CHECK(program.face().filter_open);
    CHECK(hands::find(Role::checkbox, "Hot") != nullptr);
    Program empty;
    empty.go("/leads");
    hands::key(ImGuiKey_F);
    CHECK_FALSE(empty.face().filter_open);
}

TEST_CASE("a filter that is higher than the screen scrolls, and what closes it stays in sight") {
    Program program({.width = 800, .height = 360});
    program.open_sample();
    program.go("/leads");
    hands::key(ImGuiKey_F);
    hands::settle();
    const base::SemanticNode* show = hands::find(Role::button, "Show 55 leads");
    REQUIRE(show != nullptr);
    CHECK(show->box.height > 20);
    CHECK(show->box.y + show->box.height <= 360);
}

TEST_CASE("filters of which there is no room to show each are counted") {
    Program program({.width = 960, .height = 800});
    program.open_sample();
    program.go("/leads");
    program.face().query.facets = {{"temperature", {"hot", "warm"}}, {"grade", {"1", "2"}}, {"stage", {"prospect"}}, {"owner", {"Sari"}}};
    platform::request_frame();
    hands::settle();
    CHECK(hands::find(Role::button, "Filter, 4 in use") != nullptr);
}

TEST_CASE("Enter in the quick log logs a call with the words typed, an empty one nothing") {
    Program program;
    program.open_sample();
    program.go("/leads");
    const std::string id = program.session().lead_row(program.session().leads(program.face().query).rows[0]).id;
    program.go("/lead/" + id);
    const int64_t before = program.session().lead(id)->timeline_total;
    REQUIRE(hands::press(Role::text_field, "Log what happened"));
    hands::key(ImGuiKey_Enter);
    CHECK(program.session().lead(id)->timeline_total == before);
    REQUIRE(hands::press(Role::text_field, "Log what happened"));
    hands::type("Wants nine outlets");
    hands::key(ImGuiKey_Enter);
    REQUIRE(program.session().lead(id)->timeline_total == before + 1);
    CHECK(program.session().lead(id)->timeline.at(0).type_label == "Call");
    CHECK(program.session().lead(id)->timeline.at(0).note == "Wants nine outlets");
    CHECK(hands::find(Role::text_field, "Log what happened")->value.empty());
    // It says so, and the way back lies beside it.
    REQUIRE(hands::find(Role::status, "Logged with") != nullptr);
    REQUIRE(hands::press(Role::button, "Undo"));
    CHECK(program.session().lead(id)->timeline_total == before);
    CHECK(hands::find(Role::status, "Logged with") == nullptr);
}

TEST_CASE("a field becomes one command when it is left; Esc restores") {
    Program program;
    program.open_sample();
    program.go("/leads");
    const std::string id = program.session().lead_row(program.session().leads(program.face().query).rows[0]).id;
    program.go("/lead/" + id);
    const auto company = [&] { return program.session().lead(id)->head.company; };
    const std::string before = company();
    const auto* field = hands::find(Role::text_field, "Company");
    REQUIRE(field != nullptr);
    hands::act({base::SemanticEventKind::focus, field->id, {}});
    hands::key(ImGuiMod_Ctrl | ImGuiKey_A);
    hands::type("Typed and dropped");
    CHECK(company() == before);
    hands::key(ImGuiKey_Escape);
    CHECK(company() == before);
    field = hands::find(Role::text_field, "Company");
    hands::act({base::SemanticEventKind::focus, field->id, {}});
    hands::key(ImGuiMod_Ctrl | ImGuiKey_A);
    hands::type("Typed and kept");
    CHECK(company() == before);
    hands::key(ImGuiKey_Enter);
    CHECK(company() == "Typed and kept");
    hands::key(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(company() == before);
}

TEST_CASE("the palette finds people and commands, by keyboard alone") {
    Program program;
    program.open_sample();
    hands::key(ImGuiMod_Ctrl | ImGuiKey_K);
    REQUIRE(hands::find(Role::dialog, "Search and commands") != nullptr);
    hands::type("settings");
    hands::key(ImGuiKey_Enter);
    CHECK(hands::find(Role::dialog, "Search and commands") == nullptr);
    CHECK(program.session().route() == "/settings");
}

TEST_CASE("a colleague\u2019s file that holds nothing new has no button to merge it") {
    Program program;
    import_list(program);
    program.session().run("export.snapshot", base::Json::object());
    hands::settle();
    REQUIRE(hands::saved_files().size() == 1);
    const std::string snapshot = hands::saved_files()[0].bytes;
    hands::drop({"mine.corong.json", snapshot});
    CHECK(program.says("You and the file are identical: " + program.session().merge_view()->fingerprint_here));
    CHECK(hands::find(Role::button, "Merge") == nullptr);
    REQUIRE(hands::press(Role::button, "Close"));
    // Now this book is newer than the file: there is still nothing to take.
    const std::string id = program.session().lead_row(program.session().leads(program.face().query).rows[0]).id;
    program.session().run("lead.set", {{"id", id}, {"field", "company"}, {"value", "Renamed"}});
    hands::drop({"mine.corong.json", snapshot});
    CHECK(program.says("This file holds nothing new"));
    CHECK(hands::find(Role::button, "Merge") == nullptr);
    CHECK(hands::find(Role::button, "Close") != nullptr);
}
