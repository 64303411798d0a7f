// The board: the list of leads dealt out by stage, and what would bring somebody from one into another.
#include "app/state.h"
#include "core/support/random.h"
#include "core/support/session_fixture.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <set>

using base::Json;
using tests::MemoryDisk;
using tests::World;

namespace {

using Names = std::vector<std::string>;

struct Disk {
    MemoryDisk disk;
};
struct Book : Disk, World {
    Book() : World(disk) {}
    std::string lead(Json fields) { return run("lead.create", {{"fields", std::move(fields)}}).at("id"); }
    void log(const std::string& id, std::string type) { run("activity.log", {{"lead", id}, {"type", std::move(type)}}); }
    void record(const std::string& id, std::string fact) { run("fact.record", {{"lead", id}, {"fact", std::move(fact)}}); }
    std::vector<std::string> stages(const app::LeadsQuery& query = {}) {
        std::vector<std::string> ids;
        for (const app::BoardColumn& column : session->board(query).columns) ids.push_back(column.id);
        return ids;
    }
    const app::BoardColumn& column(std::string_view id, const app::LeadsQuery& query = {}) {
        for (const app::BoardColumn& column : session->board(query).columns)
            if (column.id == id) return column;
        FAIL("no such column");
        return session->board(query).columns.front();
    }
    Names names(std::string_view id, const app::LeadsQuery& query = {}) {
        Names names;
        for (const app::RowHandle row : column(id, query).rows) names.push_back(session->lead_row(row).name);
        return names;
    }
    const app::StageMove& move(const std::string& id, std::string_view stage) {
        for (const app::StageMove& move : session->stage_moves(id))
            if (move.stage == stage) return move;
        FAIL("no such stage");
        return session->stage_moves(id).front();
    }
};

// Of each stage somebody, and one who is not in the funnel.
struct Six : Book {
    std::string silje = lead({{"name", "Silje"}, {"email", "silje@tveit.example"}, {"value", "410000 NOK"}});
    std::string ratna = lead({{"name", "Ratna"}, {"email", "ratna@dapur.example"}, {"value", "185000000 IDR"}});
    std::string ola = lead({{"name", "Ola"}, {"email", "ola@bakeri.example"}, {"role", "Decision maker"}, {"value", "90000 NOK"}});
    std::string budi = lead({{"name", "Budi"}, {"email", "budi@cahaya.example"}});
    std::string nadia = lead({{"name", "Nadia"}, {"email", "nadia@dimsum.example"}});
    Six() {
        log(silje, "demo_attended");
        log(ratna, "visit");
        log(ola, "visit");
        log(budi, "quote_request");
        record(nadia, "defer");
        lead({{"name", "Nobody can reach them"}});
        millis += base::kMillisPerMinute;  // what follows is later
    }
};

}  // namespace

TEST_CASE("board: from the first stage to the last, those beside the way behind, who is not in the funnel in front") {
    Six book;
    CHECK(book.stages() == std::vector<std::string>{"none", "lead", "qualification", "prospect", "opportunity", "customer", "contact"});
    CHECK(book.names("none") == Names{"Nobody can reach them"});
    CHECK(book.names("lead") == Names{"Ola", "Ratna"});  // by score
    CHECK(book.names("qualification") == Names{"Budi"});
    CHECK(book.names("prospect") == Names{"Silje"});
    CHECK(book.names("opportunity").empty());
    CHECK(book.names("contact") == Names{"Nadia"});
    CHECK(book.column("customer").mark.kind == app::StageMark::Kind::last);
    CHECK(book.column("contact").mark.kind == app::StageMark::Kind::paused);
    CHECK(book.column("lead").mark.name == "Lead");
    // A column for those outside is there only while somebody is.
    app::LeadsQuery reachable;
    reachable.search = "example";
    CHECK(book.stages(reachable).front() == "lead");
}

TEST_CASE("board: the order of the list, sums per currency, and where each stands in the list") {
    Six book;
    CHECK(book.column("lead").values.size() == 2);
    CHECK(book.column("prospect").values == std::vector<std::string>{book.session->lead_row(book.column("prospect").rows[0]).value});
    app::LeadsQuery by_name;
    by_name.sorts = {{"name", true}};
    CHECK(book.names("lead", by_name) == Names{"Ratna", "Ola"});
    by_name.sorts = {{"name", false}};
    CHECK(book.names("lead", by_name) == Names{"Ola", "Ratna"});
    const auto& list = book.session->leads(by_name).rows;
    for (const app::BoardColumn& column : book.session->board(by_name).columns)
        for (size_t i = 0; i < column.rows.size(); ++i) CHECK(list.at(column.places[i]) == column.rows[i]);
}

TEST_CASE("board: the list's search and filters are the board's") {
    Six book;
    app::LeadsQuery query;
    query.search = "dapur";
    CHECK(book.names("lead", query) == Names{"Ratna"});
    CHECK(book.names("prospect", query).empty());
    query.search.clear();
    query.facets = {{"stage", {"prospect", "qualification"}}};
    CHECK(book.names("lead", query).empty());
    CHECK(book.names("prospect", query) == Names{"Silje"});
    query.facets.clear();
    query.show = app::Show::closed;
    CHECK(book.names("lead", query).empty());
}

TEST_CASE("board: after an edit the card is in another column, and undo brings it back") {
    Six book;
    book.record(book.budi, "open_deal");
    CHECK(book.names("qualification").empty());
    CHECK(book.names("opportunity") == Names{"Budi"});
    const auto place = book.session->board_place({}, book.budi);
    REQUIRE(place);
    CHECK(book.session->board({}).columns[place->column].id == "opportunity");
    book.run("undo");
    CHECK(book.names("qualification") == Names{"Budi"});
    book.run("lead.delete", {{"id", book.budi}});
    CHECK(book.names("qualification").empty());
    CHECK_FALSE(book.session->board_place({}, book.budi));
}

TEST_CASE("board: as of a past day it is what it was, and today it is what it is") {
    Six book;
    const std::string then = base::to_iso(base::day_of(book.millis, 60));
    book.millis += 3 * base::kMillisPerDay;
    book.record(book.budi, "open_deal");
    CHECK(book.names("opportunity") == Names{"Budi"});
    book.run("view.as-of", {{"day", then}});
    CHECK(book.names("opportunity").empty());
    CHECK(book.names("qualification") == Names{"Budi"});
    book.run("view.now");
    CHECK(book.names("opportunity") == Names{"Budi"});
}

TEST_CASE("board: what moves somebody is told in words, and why nothing does") {
    Six book;
    const app::StageMove opportunity = book.move(book.budi, "opportunity");
    REQUIRE(opportunity.choices.size() == 1);
    CHECK(opportunity.choices[0].id == "open_deal");
    CHECK(opportunity.choices[0].label == "Deal opened");
    CHECK(opportunity.choices[0].fact);
    CHECK(opportunity.why_not.empty());
    const app::StageMove prospect = book.move(book.budi, "prospect");
    CHECK(prospect.choices.front().id == "qualify_sales");
    CHECK(std::any_of(prospect.choices.begin(), prospect.choices.end(), [](const auto& choice) { return choice.id == "demo_attended" && !choice.fact; }));
    CHECK(book.move(book.budi, "qualification").here);
    CHECK(book.move(book.budi, "lead").why_not == "What happened keeps Budi in Qualification.");
    CHECK(book.move(book.budi, "none").why_not == "What happened keeps Budi in Qualification.");
    CHECK(book.move(book.budi, "contact").choices.front().asks_reason);
    CHECK(book.session->stage_moves("nobody").empty());
    const std::string fresh = book.lead({{"name", "Ida"}, {"phone", "0812 555 0101"}});
    CHECK(book.move(fresh, "none").here);
    CHECK(book.move(fresh, "lead").why_not.starts_with("Nobody is dragged to Lead"));
    CHECK(book.move(book.nadia, "prospect").recycled);
}

TEST_CASE("board: who is taken back into the funnel and moved on is so in one step") {
    Six book;
    const app::StageMove move = book.move(book.nadia, "prospect");
    REQUIRE(move.recycled);
    book.run("fact.record", {{"lead", book.nadia}, {"fact", move.choices.front().id}, {"reason", "Has a budget now"}, {"recycled", true}});
    CHECK(book.names("prospect") == Names{"Silje", "Nadia"});
    CHECK(book.session->lead(book.nadia)->timeline_total == 3);
    book.run("undo");
    CHECK(book.names("contact") == Names{"Nadia"});
    CHECK(book.session->lead(book.nadia)->timeline_total == 1);
    book.run("activity.log", {{"lead", book.nadia}, {"type", "demo_attended"}, {"note", "Came by"}, {"recycled", true}});
    CHECK(book.names("contact").empty());
}

// The columns are the list, each lead in one of them, in the list's order, in the stage that it has.
TEST_CASE("board law: the columns partition the list") {
    const char* sorts[] = {"score", "name", "value", "due", "stage"};
    const std::vector<std::string> types = {"visit", "quote_request", "webinar", "demo_attended", "call"}, facts = {"open_deal", "purchase", "defer", "recycle", "disqualify", "lose_deal", "qualify_sales", "captured"};
    for (int i = 0; i < tests::law_cases(10); ++i) {
        tests::Random random(tests::base_seed() + static_cast<uint64_t>(i));
        CAPTURE(random.seed());
        Book book;
        std::vector<std::string> leads;
        for (int step = 0; step < 60; ++step) {
            if (leads.size() < 8 || random.chance(20)) {
                Json fields = {{"name", "Lead " + std::to_string(step)}};
                if (random.chance(80)) fields["email"] = "l" + std::to_string(step) + "@x.example";
                if (random.chance(40)) fields["value"] = std::to_string(random.below(900)) + (random.chance(50) ? "000 NOK" : "00000 IDR");
                leads.push_back(book.lead(fields));
            } else if (random.chance(50)) book.log(random.one_of(leads), random.one_of(types));
            else if (random.chance(80)) book.record(random.one_of(leads), random.one_of(facts));
            else book.run("lead.set", {{"id", random.one_of(leads)}, {"field", "outcome"}, {"value", random.chance(50) ? "won" : "open"}});
            if (!random.chance(40)) continue;
            app::LeadsQuery query{"", static_cast<app::Show>(random.below(3)), {{sorts[random.below(std::size(sorts))], random.chance(50)}}};
            if (random.chance(30)) query.search = random.chance(50) ? "lead 1" : "x.example";
            if (random.chance(30)) query.facets = {{"temperature", {"cold"}}};
            const app::LeadsView list = book.session->leads(query);
            std::vector<bool> seen(list.rows.size());
            for (const app::BoardColumn& column : book.session->board(query).columns) {
                REQUIRE(column.rows.size() == column.places.size());
                REQUIRE(std::is_sorted(column.places.begin(), column.places.end()));
                for (size_t row = 0; row < column.rows.size(); ++row) {
                    REQUIRE_FALSE(seen.at(column.places[row]));
                    seen[column.places[row]] = true;
                    REQUIRE(list.rows[column.places[row]] == column.rows[row]);
                    const app::StageMark stage = book.session->lead_row(column.rows[row]).stage;
                    REQUIRE((column.id == "none" ? stage.name.empty() : stage.name == column.mark.name));
                }
            }
            REQUIRE(std::all_of(seen.begin(), seen.end(), [](bool one) { return one; }));
        }
    }
}
