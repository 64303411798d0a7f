#include <doctest/doctest.h>

#include "query/filter.h"

#include "core/query_people.h"

namespace {

using base::Json;
using domain::Row;
using query::Computed;

struct Fixture {
    tests::People people;
    std::vector<uint8_t> totals = {10, 60, 90, 30};
    std::vector<uint8_t> stages = {0, 2, 255, 1};
    std::vector<int64_t> newest = {90 * base::kMillisPerDay, domain::kNoNumber, 100 * base::kMillisPerDay, 50 * base::kMillisPerDay};
    std::vector<Computed> computed;

    Fixture() {
        using namespace tests;
        people.person({{"name", std::string("Ana Lima")}, {"owner", std::string("Ana")}, {"budget", money(500'00, "NOK")},
                       {"tags", domain::Members{"big", "north"}}, {"created", base::Day{95}}, {"company_size", number(20)}});
        people.person({{"name", std::string("Bo")}, {"owner", std::string("Bo")}, {"budget", money(900'00, "USD")}, {"created", base::Day{80}}});
        people.person({{"name", std::string("Čeda")}, {"owner", std::string("ana")}, {"tags", domain::Members{"north"}}, {"company_size", number(5)}});
        people.person({{"name", std::string("Dina")}});
        people.set(domain::TableKind::leads, people.book.leads.id(2), "vip:yes_no", domain::FieldKind::yes_no, true);
        people.set(domain::TableKind::leads, people.book.leads.id(3), "vip:yes_no", domain::FieldKind::yes_no, false);
        computed = {{"score.total", std::span<const uint8_t>(totals), {}, domain::kNoNumber, false},
                    {"stage", std::span<const uint8_t>(stages), {"Lead", "Qualification", "Prospect"}, 255, false},
                    {"last_activity", std::span<const int64_t>(newest), {}, domain::kNoNumber, true}};
    }

    query::FilterNames names() const {
        return {domain::TableKind::leads, people.book.fields(domain::TableKind::leads), computed,
                [](std::string_view name) { return std::string(name == "Organisation size" ? "company_size" : ""); }};
    }
    std::vector<Row> rows(const char* text) const {
        auto filter = query::parse_filter(*base::parse_json(text), names());
        REQUIRE_MESSAGE(filter, text);
        return query::rows_of(query::filter_rows(*filter, people.book, domain::TableKind::leads, computed, tests::noon(100)));
    }
    std::string error(const char* text) const {
        auto filter = query::parse_filter(*base::parse_json(text), names());
        return filter ? "" : filter.error().code;
    }
};

using Rows = std::vector<Row>;

}  // namespace

TEST_CASE_FIXTURE(Fixture, "query: a lead without an outcome is open") {
    CHECK(rows(R"({"outcome":"open"})") == Rows{0, 1, 2, 3});  // nobody has one
    CHECK(rows(R"({"outcome":"won"})").empty());
    people.set(domain::TableKind::leads, people.book.leads.id(1), "outcome", domain::FieldKind::choice, std::string("won"));
    people.set(domain::TableKind::leads, people.book.leads.id(2), "outcome", domain::FieldKind::choice, std::string("open"));
    CHECK(rows(R"({"outcome":"open"})") == Rows{0, 2, 3});
    CHECK(rows(R"({"outcome":["open","won"]})") == Rows{0, 1, 2, 3});
    CHECK(rows(R"({"outcome":{"!=":"open"}})") == Rows{1});
    CHECK(rows(R"({"not":{"outcome":"won"}})") == Rows{0, 2, 3});
    CHECK(rows(R"({"outcome":{"empty":true}})") == Rows{0, 3});
}

TEST_CASE_FIXTURE(Fixture, "query: filters over fields") {
    CHECK(rows("{}") == Rows{0, 1, 2, 3});
    CHECK(rows("null") == Rows{0, 1, 2, 3});
    CHECK(rows(R"({"owner":"Ana"})") == Rows{0, 2});
    CHECK(rows(R"({"owner":["bo","ANA"]})") == Rows{0, 1, 2});
    CHECK(rows(R"({"owner":{"!=":"Ana"}})") == Rows{1, 3});
    CHECK(rows(R"({"owner":{"empty":true}})") == Rows{3});
    CHECK(rows(R"({"owner":null})") == Rows{3});
    CHECK(rows(R"({"field":"owner","op":"not_empty"})") == Rows{0, 1, 2});
    CHECK(rows(R"({"name":{"contains":"CED"}})") == Rows{2});
    CHECK(rows(R"({"name":{">=":"bo"}})") == Rows{1, 2, 3});
    CHECK(rows(R"({"company_size":{">":5}})") == Rows{0});
    CHECK(rows(R"({"Organisation size":{"<=":20}})") == Rows{0, 2});
    CHECK(rows(R"({"company_size":{"<":"5.5"}})") == Rows{2});
    CHECK(rows(R"({"budget":{">=":"500 NOK"}})") == Rows{0});
    CHECK(rows(R"({"budget":{">":"500 NOK"}})") == Rows{});
    CHECK(rows(R"({"budget":{">":400}})") == Rows{0, 1});
    CHECK(rows(R"({"tags":"north"})") == Rows{0, 2});
    CHECK(rows(R"({"tags":{"contains":"big"}})") == Rows{0});
    CHECK(rows(R"({"tags":{"!=":"big"}})") == Rows{1, 2, 3});
    CHECK(rows(R"({"created":{">=":"today-10"}})") == Rows{0});
    CHECK(rows(R"({"created":{"<":"1970-03-30"}})") == Rows{1});
    CHECK(rows(R"({"vip:yes_no":true})") == Rows{2});
    CHECK(rows(R"({"vip:yes_no":{"!=":true}})") == Rows{0, 1, 3});
    CHECK(rows(R"({"industry":"x"})") == Rows{});
    CHECK(rows(R"({"industry":{"!=":"x"}})") == Rows{0, 1, 2, 3});
}

TEST_CASE_FIXTURE(Fixture, "query: filters over computed columns, and their combinations") {
    CHECK(rows(R"({"score.total":{">=":30,"<":90}})") == Rows{1, 3});
    CHECK(rows(R"({"field":"score.total","op":">=","value":60})") == Rows{1, 2});
    CHECK(rows(R"({"score.total":{">":29.5}})") == Rows{1, 2, 3});
    CHECK(rows(R"({"stage":"prospect"})") == Rows{1});
    CHECK(rows(R"({"stage":{">=":"Qualification"}})") == Rows{1, 3});
    CHECK(rows(R"({"stage":{"empty":true}})") == Rows{2});
    CHECK(rows(R"({"stage":{"empty":false}})") == Rows{0, 1, 3});
    CHECK(rows(R"({"stage":{"!=":"Lead"}})") == Rows{1, 2, 3});
    CHECK(rows(R"({"stage":["Lead","Nonsense"]})") == Rows{0});
    CHECK(rows(R"({"last_activity":{">=":"today-10"}})") == Rows{0, 2});
    CHECK(rows(R"({"last_activity":{"empty":true}})") == Rows{1});
    CHECK(rows(R"({"and":[{"owner":"Ana"},{"score.total":{">":50}}]})") == Rows{2});
    CHECK(rows(R"({"or":[{"owner":"Bo"},{"score.total":{">":50}}]})") == Rows{1, 2});
    CHECK(rows(R"({"not":{"owner":"Ana"}})") == Rows{1, 3});
    CHECK(rows(R"({"owner":"Ana","not":{"score.total":{">":50}}})") == Rows{0});
    CHECK(rows(R"({"and":[]})") == Rows{0, 1, 2, 3});
    CHECK(rows(R"({"or":[]})") == Rows{});
}

TEST_CASE_FIXTURE(Fixture, "query: what is not a filter is refused in words") {
    CHECK(error(R"([])") == "filter.shape");
    CHECK(error(R"("owner")") == "filter.shape");
    CHECK(error(R"({"and":{}})") == "filter.shape");
    CHECK(error(R"({"field":"owner","op":"=","value":"A","extra":1})") == "filter.shape");
    CHECK(error(R"({"field":7})") == "filter.shape");
    CHECK(error(R"({"owner":{}})") == "filter.shape");
    CHECK(error(R"({"shoe_size":4})") == "filter.unknown_field");
    CHECK(error(R"({"owner":{"~":"A"}})") == "filter.unknown_operator");
    CHECK(error(R"({"company_size":"many"})") == "filter.bad_value");
    CHECK(error(R"({"company_size":{"contains":4}})") == "filter.bad_value");
    CHECK(error(R"({"created":"yesterday"})") == "filter.bad_value");
    CHECK(error(R"({"created":7})") == "filter.bad_value");
    CHECK(error(R"({"field":"owner","op":"in","value":"A"})") == "filter.bad_value");
    CHECK(error(R"({"score.total":"high"})") == "filter.bad_value");
    CHECK(error(R"({"owner":{"=":["A"]}})") == "filter.bad_value");
    std::string deep = R"({"owner":"A"})";
    for (int i = 0; i < 20; ++i) deep = R"({"not":)" + deep + "}";
    CHECK(error(deep.c_str()) == "filter.too_deep");
    std::string many = R"({"owner":"A"})";
    for (int i = 0; i < 300; ++i) many += R"(,{"owner":"A"})";
    CHECK(error((R"({"or":[)" + many + "]}").c_str()) == "filter.too_long");
    const auto told = query::parse_filter(*base::parse_json(R"({"company_size":"many"})"), names());
    REQUIRE(!told);
    CHECK(told.error().message == "\"company_size\" cannot be compared with \"many\"; it wants a number.");
}

TEST_CASE_FIXTURE(Fixture, "query: a filter over references, and row by row") {
    people.event(people.book.leads.id(0), "call", 1);
    people.event(people.book.leads.id(1), "visit", 1);
    const query::FilterNames of_activities{domain::TableKind::activities, people.book.fields(domain::TableKind::activities), {}, nullptr};
    const auto found = [&](const std::string& text) {
        auto filter = query::parse_filter(*base::parse_json(text), of_activities);
        REQUIRE(filter);
        return query::rows_of(query::filter_rows(*filter, people.book, domain::TableKind::activities, {}, tests::noon(1)));
    };
    CHECK(found(R"({"lead":"Ana Lima"})") == Rows{0});
    CHECK(found(R"({"lead":")" + domain::to_text(people.book.leads.id(1)) + R"("})") == Rows{1});
    CHECK(found(R"({"type":"call","at":{"<=":"today"}})") == Rows{0});
    auto filter = query::parse_filter(*base::parse_json(R"({"score.total":{">":20}})"), names());
    const query::FilterRun run(*filter, people.book, domain::TableKind::leads, computed, tests::noon(1));
    for (Row row = 0; row < 4; ++row) CHECK(run.matches(row) == (totals[row] > 20));
}
