// The list of companies: held against the lists of their people.
#include "app/leads_address.h"
#include "app/state.h"
#include "base/text.h"
#include "core/support/random.h"
#include "core/support/session_fixture.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

using tests::MemoryDisk;
using tests::World;

namespace {

constexpr const char* kList =
    "Name,Company,Budget,Outcome,Owner\n"
    "Ana,Kopi Kita,1000 NOK,,Budi\n"
    "Åse,KOPI KITA,2500 NOK,won,\n"
    "Bo,Fjord Mat,70 USD,,\n"
    "Dewi,,300 NOK,,Budi\n"
    "Eli,Kopi kita,40 NOK,lost,\n";

std::vector<std::string> names(World& world, const app::CompaniesQuery& query = {}) {
    std::vector<std::string> names;
    const std::vector<uint32_t> rows = world.session->companies(query).rows;
    for (const uint32_t row : rows) names.push_back(world.session->company_row(row).sum.name);
    return names;
}

std::vector<app::RowHandle> people(World& world, const std::string& list) { return world.session->leads(app::leads_query_of(list)).rows; }

// By what the rows themselves show; without a value last.
void check_order(World& world, const app::CompaniesView& view, std::string_view column, bool descending) {
    int before = descending ? 1000 : -1;
    for (const uint32_t row : view.rows) {
        const app::CompanyRow company = world.session->company_row(row);
        int now = before;
        if (column == "people") now = static_cast<int>(company.people);
        if (column == "score") now = company.sum.score.total;
        CHECK((descending ? now <= before : now >= before));
        before = now;
    }
    if (column != "name") return;
    std::vector<std::string> shown;
    for (const uint32_t row : view.rows) shown.push_back(base::fold(world.session->company_row(row).sum.name));
    CHECK(std::is_sorted(shown.begin(), shown.end()) == !descending);
}

}  // namespace

TEST_CASE("a company is one, however it is spelled, and says how many there are open") {
    MemoryDisk disk;
    World world(disk);
    world.import_file("list.csv", kList);
    const app::CompaniesView view = world.session->companies({"", "name", false});
    CHECK(view.ready);
    CHECK(view.companies == 2);
    CHECK(view.leads_without == 1);
    CHECK(names(world, {"", "name", false}) == std::vector<std::string>{"Fjord Mat", "Kopi Kita"});
    CHECK(names(world, {"", "people", true}) == std::vector<std::string>{"Kopi Kita", "Fjord Mat"});
    CHECK(names(world, {"kita", "name", false}) == std::vector<std::string>{"Kopi Kita"});
    CHECK(names(world, {"bukan", "name", false}).empty());
    const app::CompanyRow kita = world.session->company_row(world.session->companies({"kita", "name", false}).rows.at(0));
    CHECK(kita.people == 3);
    CHECK(kita.open == 1);
    CHECK(people(world, kita.list).size() == 3);
}

TEST_CASE("a company says the value of what is open alone, by currency") {
    MemoryDisk disk;
    World world(disk);
    world.import_file("list.csv", kList);
    for (const char* lead : {"Ana", "Åse"}) {
        const std::string id = world.query({{"search", lead}}).at("rows").at(0).at("id");
        world.run("lead.set", {{"id", id}, {"field", "value"}, {"value", "32500 USD"}});
    }
    const app::CompanyRow kita = world.session->company_row(world.session->companies({"kita", "value", true}).rows.at(0));
    app::LeadsQuery open = app::leads_query_of(kita.list);
    open.show = app::Show::open;
    CHECK(!kita.sum.value.empty());
    CHECK(kita.sum.value == world.session->leads(open).value_totals);
    CHECK(names(world, {"", "value", true}) == std::vector<std::string>{"Kopi Kita", "Fjord Mat"});  // without one comes last
    CHECK(names(world, {"", "value", false}) == std::vector<std::string>{"Kopi Kita", "Fjord Mat"});
}

TEST_CASE("a lead tells how many others there are at its company, and who they are") {
    MemoryDisk disk;
    World world(disk);
    world.import_file("list.csv", kList);
    const auto lead = [&](const char* name) { return *world.session->lead(world.query({{"search", name}}).at("rows").at(0).at("id").get<std::string>()); };
    CHECK(lead("Ana").colleagues == 2);
    CHECK(people(world, lead("Ana").company_list).size() == 3);
    CHECK(lead("Bo").colleagues == 0);
    CHECK(lead("Dewi").colleagues == 0);
    CHECK(lead("Dewi").company_list.empty());
}

TEST_CASE("a list is narrowed by companies, and its address says by which") {
    MemoryDisk disk;
    World world(disk);
    world.import_file("list.csv", kList);
    CHECK(people(world, "?company=kopi kita&show=all").size() == 3);
    CHECK(people(world, "?company=Kopi%20Kita,Fjord Mat").size() == 2);
    CHECK(people(world, "?company=-").size() == 1);
    CHECK(people(world, "?company=Kopi Kita&owner=Budi&show=all").size() == 1);
    CHECK(people(world, "?company=nobody").empty());
    const app::LeadsQuery query = app::leads_query_of("?company=-,A%2C B%26C");
    CHECK(app::leads_query_of(app::address_of(query)) == query);
    CHECK(query.facets.at(0).values == std::vector<std::string>{"", "A, B&C"});
    // It is said with what else the list is narrowed by, and how many each value would show.
    app::LeadsQuery counted = app::leads_query_of("?company=Kopi Kita");
    const std::vector<app::FacetView> facets = world.session->leads(counted).facets;
    const auto company = std::find_if(facets.begin(), facets.end(), [](const app::FacetView& facet) { return facet.key == "company"; });
    REQUIRE(company != facets.end());
    REQUIRE(company->choices.size() == 1);
    CHECK(company->choices.front().wanted);
    CHECK(company->choices.front().count == 1);
    CHECK(app::leads_query_of("?group=company").group.empty());  // too many to divide by
}

TEST_CASE("companies follow what is edited, deleted and brought back") {
    MemoryDisk disk;
    World world(disk);
    world.import_file("list.csv", kList);
    const std::string bo = world.query({{"search", "Bo"}}).at("rows").at(0).at("id");
    CHECK(names(world, {"", "name", false}).size() == 2);
    world.run("lead.set", {{"id", bo}, {"field", "company"}, {"value", "kopi KITA"}});
    CHECK(names(world, {"", "name", false}).size() == 1);
    world.run("undo");
    CHECK(names(world, {"", "name", false}).size() == 2);
    world.run("lead.delete", {{"id", bo}});
    CHECK(names(world, {"", "name", false}) == std::vector<std::string>{"Kopi Kita"});
    world.run("lead.restore", {{"id", bo}});
    CHECK(names(world, {"", "name", false}).size() == 2);
}

TEST_CASE("everybody with a company is in one, once; what is said of it holds for its people") {
    tests::Random random;
    CAPTURE(random.seed());
    MemoryDisk disk;
    World world(disk);
    const char* const companies[] = {"", "Kopi Kita", "kopi kita", "Åsgard", "asgard", "Fjord, Mat & Co", "Zoo"};
    std::string csv = "Name,Company,Role,Outcome\n";
    for (int i = 0; i < 400; ++i)
        csv += "Lead " + std::to_string(i) + ",\"" + companies[random.below(7)] + "\"," + (random.chance(50) ? "CEO" : "Assistant") + "," + (random.chance(20) ? "won" : "open") + "\n";
    world.import_file("list.csv", csv);
    app::LeadsQuery all;
    all.show = app::Show::all;
    const size_t leads = world.session->leads(all).rows.size();
    for (const char* column : {"name", "people", "score", "stage", "value", "last_activity", "due"}) {
        CAPTURE(column);
        const bool descending = random.chance(50);
        const app::CompaniesView view = world.session->companies({"", column, descending});
        size_t sum = static_cast<size_t>(view.leads_without);
        for (const uint32_t row : view.rows) {
            const app::CompanyRow company = world.session->company_row(row);
            app::LeadsQuery query = app::leads_query_of(company.list);
            const std::vector<app::RowHandle> there = world.session->leads(query).rows;
            CHECK(there.size() == static_cast<size_t>(company.people));
            sum += there.size();
            query.show = app::Show::open;
            const std::vector<app::RowHandle> open = world.session->leads(query).rows;
            CHECK(open.size() == static_cast<size_t>(company.open));
            int best = -1;
            for (const app::RowHandle lead : open.empty() ? there : open) best = std::max(best, world.session->lead_row(lead).score.total);
            CHECK(company.sum.score.total == best);
        }
        CHECK(sum == leads);
        check_order(world, view, column, descending);
        CHECK(view.companies == static_cast<int64_t>(view.rows.size()));
    }
}

TEST_CASE("companies of a big book are gathered in slices, and are the same then") {
    MemoryDisk disk;
    World world(disk, 1, app::AccessMode::writer, tests::Slices::short_ones);
    std::string csv = "Name,Company\n";
    for (int i = 0; i < 10'500; ++i) csv += "Lead " + std::to_string(i) + ",Company " + std::to_string(i % 700) + "\n";
    world.import_file("list.csv", csv);
    CHECK_FALSE(world.session->companies({}).ready);
    world.pump();
    const app::CompaniesView view = world.session->companies({"", "name", false});
    CHECK(view.ready);
    CHECK(view.companies == 700);
    CHECK(world.session->company_row(view.rows.front()).people == 15);

    // While a name that has changed is being ranked, those of a moment ago are searched and sorted, and say what they said.
    const std::string id = world.query({{"search", "Company 1"}, {"sort", {"name"}}}).at("rows").at(0).at("id");
    const auto one = [&] { return world.session->companies({"company 1", "name", false}).rows.front(); };
    const std::string name = world.session->company_row(one()).sum.name;
    CHECK(name == "Company 1");
    world.session->run("lead.set", {{"id", id}, {"field", "company"}, {"value", "Zebra"}}, [](auto) {});
    CHECK(world.session->company_row(one()).sum.name == "Company 1");
    CHECK(world.session->companies({"zebra", "name", false}).rows.empty());
    world.pump();
    CHECK(world.session->companies({"zebra", "name", false}).rows.size() == 1);
    CHECK(world.session->companies({"", "name", false}).companies == 701);
}
