// What comes on paper: the list as it is arranged, one lead, the day; plain words, and nothing silently left out.
#include "app/leads_address.h"
#include "app/messages.h"
#include "app/printed.h"
#include "core/support/session_fixture.h"

#include <doctest/doctest.h>

#include <algorithm>

using base::Json;
using tests::MemoryDisk;
using tests::World;

namespace {

app::PrintedPage printed(World& world, const std::string& route) {
    world.run("view.open", {{"path", route}});
    return app::printed_page(*world.session);
}

const app::PrintedTable* table_of(const app::PrintedPage& page, std::string_view title) {
    const auto found = std::find_if(page.tables.begin(), page.tables.end(), [&](const app::PrintedTable& table) { return table.title == title; });
    return found == page.tables.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("printed: the list is the one that is shown, in its order and with its columns") {
    MemoryDisk disk;
    World world(disk);
    world.run("sample.open");
    world.run("leads.columns", {{"columns", Json::array({"name", "phone", "score"})}});
    const app::PrintedPage page = printed(world, "/leads?temperature=hot&sort=name");
    REQUIRE(page.tables.size() == 1);
    const app::PrintedTable& table = page.tables.front();
    REQUIRE(table.columns.size() == 3);
    CHECK(table.columns[1].label == "Phone");
    CHECK(table.columns[2].right);
    const auto rows = world.session->leads(app::leads_query_of("/leads?temperature=hot&sort=name")).rows;
    REQUIRE(table.rows.size() == rows.size());
    for (size_t i = 0; i < rows.size(); ++i) {
        CHECK(table.rows[i][0] == world.session->lead_row(rows[i]).name);
        CHECK(table.rows[i][1] == world.session->lead_field(rows[i], "phone"));
    }
}

TEST_CASE("printed: closed leads say how they ended") {
    MemoryDisk disk;
    World world(disk);
    const std::string id = world.run("lead.create", {{"fields", {{"name", "Ida"}, {"company", "Fjord"}}}}).at("id");
    world.run("lead.set", {{"id", id}, {"field", "outcome"}, {"value", "won"}});
    const app::PrintedPage page = printed(world, "/leads?show=closed");
    REQUIRE(page.tables.size() == 1);
    const auto& row = page.tables.front().rows.at(0);
    CHECK(std::find(row.begin(), row.end(), "Won") != row.end());
    CHECK(page.tables.front().columns.size() == row.size());
}

TEST_CASE("printed: of a long list the page says how many there are, and how many of them it has") {
    MemoryDisk disk;
    World world(disk);
    std::string csv = "Name,E-mail\n";
    for (size_t i = 0; i < app::kMostPrintedRows + 5; ++i) csv += "Lead " + std::to_string(i) + ",l" + std::to_string(i) + "@x.example\n";
    world.import_file("many.csv", csv);
    world.pump();
    const app::PrintedPage page = printed(world, "/leads");
    CHECK(page.tables.front().rows.size() == app::kMostPrintedRows);
    const std::string how_many = app::tr_count("leads.shown", app::kMostPrintedRows + 5, {{"shown", app::tr_count("count", app::kMostPrintedRows)}});
    CAPTURE(how_many);
    CHECK(std::find(page.lines.begin(), page.lines.end(), how_many) != page.lines.end());
}

TEST_CASE("printed: a lead with what is known, why it has its score, what is next and what was") {
    MemoryDisk disk;
    World world(disk);
    const std::string id = world.run("lead.create", {{"fields", {{"name", "Ida"}, {"phone", "+47 900 00 001"}}}}).at("id");
    world.run("activity.log", {{"lead", id}, {"type", "quote_request"}, {"note", "two <b>tons</b>"}});
    world.run("task.add", {{"lead", id}, {"title", "Send the quote"}, {"due", "2026-12-01"}});
    const app::PrintedPage page = printed(world, "/lead/" + id);
    CHECK(page.title == "Ida");
    const auto* profile = table_of(page, "Profile");
    REQUIRE(profile != nullptr);
    CHECK(std::find(profile->rows.begin(), profile->rows.end(), std::vector<std::string>{"Phone", "+47 900 00 001"}) != profile->rows.end());
    REQUIRE(table_of(page, "Engagement") != nullptr);
    CHECK(table_of(page, "Engagement")->rows.at(0).at(1).front() == '+');
    CHECK(table_of(page, "Tasks")->rows.at(0).at(1) == "Send the quote");
    CHECK(table_of(page, "Timeline")->rows.at(0).at(2) == "two <b>tons</b>");
    CHECK(app::to_json(page).at("tables").size() == page.tables.size());
}

TEST_CASE("printed: of what has no paper the page has no title") {
    MemoryDisk disk;
    World world(disk);
    world.run("sample.open");
    for (const char* route : {"/settings", "/settings/storage", "/keys", "/import", "/conflicts", "/lead/nobody"}) {
        const app::PrintedPage page = printed(world, route);
        CHECK_MESSAGE(page.title.empty(), route);
        CHECK_MESSAGE(page.tables.empty(), route);
    }
    CHECK(printed(world, "/board").title == "Board");
    const app::PrintedPage deals = printed(world, "/deals");
    size_t printed_deals = 0;
    for (const app::PrintedTable& table : deals.tables) {
        printed_deals += table.rows.size();
        for (const auto& row : table.rows) CHECK(row.size() == table.columns.size());
    }
    CHECK(printed_deals > 0);
    CHECK(printed_deals == static_cast<size_t>(world.session->deals({}).of_state[0]));
    const app::PrintedPage companies = printed(world, "/companies");
    REQUIRE(companies.tables.size() == 1);
    CHECK(companies.tables.front().rows.size() == world.session->companies({}).rows.size());
    for (const auto& row : companies.tables.front().rows) CHECK(row.size() == companies.tables.front().columns.size());
}

TEST_CASE("printed: the day, with those to call and their numbers; what is empty is not printed") {
    MemoryDisk disk;
    World world(disk);
    CHECK(printed(world, "/today").tables.empty());
    world.run("sample.open");
    const app::PrintedPage page = printed(world, "/today");
    CHECK(page.title == "Today");
    REQUIRE_FALSE(page.tables.empty());
    for (const app::PrintedTable& table : page.tables) {
        CHECK_FALSE(table.rows.empty());
        for (const auto& row : table.rows) CHECK(row.size() == table.columns.size());
    }
}
