// corong.query: names, values, refusals.
#include "core/support/session_fixture.h"

#include <doctest/doctest.h>

using base::Json;
using tests::MemoryDisk;
using tests::World;

namespace {

struct Disk {
    MemoryDisk disk;
};
struct Book : Disk, World {
    Book() : World(disk) {}
    std::string lead(Json fields) { return run("lead.create", {{"fields", std::move(fields)}}).at("id"); }
    Json first(Json fields) { return query({{"fields", std::move(fields)}, {"limit", 1}}).at("rows").at(0); }
    base::Error refused(Json request) {
        const base::Result<Json> result = session->query(request);
        REQUIRE_FALSE(bool(result));
        return result.error();
    }
};

}  // namespace

TEST_CASE("a row is keyed by the names asked for and has its id") {
    Book book;
    const std::string id = book.lead({{"name", "Kari"}, {"budget", "1250000 NOK"}, {"company_size", 12}, {"created", "2026-11-01"}, {"tags", {"b", "a"}}});
    const Json row = book.first({"name", "Company size", "budget", "budget.amount", "budget.currency", "created", "tags", "closed", "email"});
    CHECK(row.at("id") == id);
    CHECK(row.at("name") == "Kari");
    CHECK(row.at("Company size") == 12);
    CHECK(row.at("budget") == "1250000 NOK");
    CHECK(row.at("budget.amount") == 1250000);
    CHECK(row.at("budget.currency") == "NOK");
    CHECK(row.at("created") == "2026-11-01");
    CHECK(row.at("tags") == Json::array({"a", "b"}));
    CHECK(row.at("closed").is_null());
    CHECK(book.query(Json::object()).at("rows").at(0).contains("score.total"));
}

TEST_CASE("money without a currency is a number; either form can be set again") {
    Book book;
    const std::string id = book.lead({{"name", "A"}, {"budget", 1200.5}});
    CHECK(book.first({"budget"}).at("budget") == 1200.5);
    CHECK(book.first({"budget.currency"}).at("budget.currency").is_null());
    book.run("lead.set", {{"id", id}, {"field", "budget"}, {"value", book.first({"budget"}).at("budget")}});
    CHECK(book.first({"budget"}).at("budget") == 1200.5);
}

TEST_CASE("computed fields: scores with reasons that sum, stage, qualification") {
    Book book;
    const std::string id = book.lead({{"name", "A"}, {"role", "CEO"}, {"email", "a@b.c"}});
    book.run("activity.log", {{"lead", id}, {"type", "quote_request"}});
    Json row = book.first({"score.total", "score.fit", "score.engagement", "score.grade", "score.temperature", "score.reasons", "stage", "stage.lead_first", "qualification", "last_activity"});
    int fit = 0, engagement = 0;
    for (const Json& reason : row.at("score.reasons")) (reason.at("axis") == "fit" ? fit : engagement) += reason.at("points").get<int>();
    CHECK(row.at("score.fit") == fit);
    CHECK(row.at("score.engagement") == engagement);
    CHECK(row.at("score.grade").is_number());
    CHECK(row.at("score.temperature") == "warm");
    CHECK(row.at("stage") == row.at("stage.lead_first"));
    CHECK(row.at("stage") == "Qualification");
    CHECK(row.at("qualification").is_null());
    CHECK(row.at("last_activity").get<std::string>().starts_with("2026-11-1"));
    book.run("fact.record", {{"lead", id}, {"fact", "qualify_sales"}});
    row = book.first({"stage", "qualification"});
    CHECK(row.at("stage") == "Prospect");
    CHECK(row.at("qualification") == "SQL");
    book.run("lead.create", {{"fields", {{"name", "Nobody yet"}}}});
    CHECK(book.query({{"filter", {{"stage", "none"}}}, {"fields", {"name"}}}).at("total") == 1);
    CHECK(book.query({{"filter", {{"stage", "prospect"}}}}).at("total") == 1);
}

TEST_CASE("filter, search, sort, offset and limit") {
    Book book;
    for (int i = 1; i <= 5; ++i) book.lead({{"name", "Lead " + std::to_string(i)}, {"company_size", i * 10}, {"owner", i % 2 ? "Ana" : "Budi"}});
    const Json page = book.query({{"sort", {"-company_size"}}, {"fields", {"name"}}, {"offset", 1}, {"limit", 2}});
    CHECK(page.at("total") == 5);
    CHECK(page.at("rows").size() == 2);
    CHECK(page.at("rows").at(0).at("name") == "Lead 4");
    CHECK(book.query({{"filter", {{"owner", "ana"}}}}).at("total") == 3);
    CHECK(book.query({{"filter", {{"Company size", {{">=", 40}}}}}}).at("total") == 2);
    CHECK(book.query({{"search", "lead 3"}}).at("total") == 1);
    CHECK(book.query({{"sort", {"owner", "-name"}}, {"fields", {"name"}}}).at("rows").at(0).at("name") == "Lead 5");
    CHECK(book.query({{"sort", {"-timing"}}, {"limit", 0}}).at("rows").empty());
    CHECK(book.query({{"offset", 99}}).at("rows").empty());
}

TEST_CASE("the other tables") {
    Book book;
    const std::string id = book.lead({{"name", "A"}});
    book.run("activity.log", {{"lead", id}, {"type", "call"}, {"note", "hello"}});
    book.run("task.add", {{"lead", id}, {"title", "t"}, {"due", "2026-11-20"}});
    const Json activity = book.query({{"from", "activities"}, {"fields", {"lead", "type", "note", "at"}}}).at("rows").at(0);
    CHECK(activity.at("lead") == id);
    CHECK(activity.at("type") == "call");
    CHECK(activity.at("note") == "hello");
    CHECK(book.query({{"from", "tasks"}, {"filter", {{"lead", id}}}}).at("rows").at(0).at("due") == "2026-11-20");
    CHECK(book.query({{"from", "deals"}}).at("total") == 0);
    CHECK(book.query({{"from", "companies"}, {"fields", {"name"}}}).at("total") == 0);
}

TEST_CASE("an imported field is found by key, label and header") {
    Book book;
    book.import_file("a.csv", "Name,E-mail,Annual Revenue,Fav. Colour\nKari,k@x.no,1000,green\nOla,o@x.no,2000,blue\n");
    const Json rows = book.query({{"fields", {"Annual Revenue", "Fav. Colour"}}, {"sort", {"-Annual Revenue"}}}).at("rows");
    REQUIRE(rows.size() == 2);
    CHECK(rows.at(0).at("Fav. Colour") == "blue");
    CHECK(book.query({{"filter", {{"Fav. Colour", "green"}}}}).at("total") == 1);
    CHECK(book.query({{"fields", {"E-mail"}}}).at("rows").at(0).at("E-mail").is_string());
}

TEST_CASE("what there is not is refused in words that help") {
    Book book;
    book.lead({{"name", "A"}});
    CHECK(book.refused({{"fields", {"prediction"}}}).code == "field.unavailable");
    CHECK(book.refused({{"filter", {{"prediction", {{">", 1}}}}}}).code == "field.unavailable");
    CHECK(book.refused({{"sort", {"-prediction"}}}).code == "field.unavailable");
    CHECK(book.refused({{"fields", {"stage.five_step"}}}).code == "field.unavailable");
    const base::Error typo = book.refused({{"fields", {"emial"}}});
    CHECK(typo.code == "field.unknown");
    CHECK(typo.message.find("email") != std::string::npos);
    CHECK(book.refused({{"sort", {"scoretotal"}}}).message.find("score.total") != std::string::npos);
    CHECK(book.refused({{"sort", {"score.reasons"}}}).code == "query.shape");
    CHECK(book.refused({{"from", "people"}}).code == "query.unknown_table");
    CHECK(book.refused({{"from", "tasks"}, {"fields", {"score.total"}}}).code == "field.unknown");
    CHECK(book.refused({{"limit", -1}}).code == "query.shape");
    CHECK(book.refused({{"limit", 1.5}}).code == "query.shape");
    CHECK(book.refused({{"where", 1}}).code == "query.shape");
    CHECK(book.refused(Json::array()).code == "query.shape");
    CHECK(book.refused({{"fields", {1}}}).code == "query.shape");
}
