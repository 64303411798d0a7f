// The list of leads narrowed by facets: any value of one, all of several; and each choice says how many it would show.
#include "app/state.h"
#include "core/support/random.h"
#include "core/support/session_fixture.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using base::Json;
using tests::MemoryDisk;
using tests::World;

namespace {

struct Book {
    MemoryDisk disk;
    World world{disk};

    std::string lead(Json fields) { return world.run("lead.create", {{"fields", std::move(fields)}}).at("id"); }
    std::set<std::string> names(const app::LeadsQuery& query) {
        std::set<std::string> names;
        for (const app::RowHandle row : world.session->leads(query).rows) names.insert(world.session->lead_row(row).name);
        return names;
    }
    const app::FacetView& facet(const app::LeadsQuery& query, std::string_view key) {
        for (const app::FacetView& facet : world.session->leads(query).facets)
            if (facet.key == key) return facet;
        FAIL("no such facet");
        return world.session->leads(query).facets.front();
    }
    int64_t count(const app::LeadsQuery& query, std::string_view key, std::string_view value) {
        for (const auto& choice : facet(query, key).choices)
            if (choice.value == value) return choice.count;
        return 0;
    }
};

using Names = std::set<std::string>;

// Hot: Silje, of Dewi. Cold: Ratna, of Dewi; Ola, of nobody.
struct Three : Book {
    Three() {
        const std::string silje = lead({{"name", "Silje"}, {"email", "silje@tveit.example"}, {"owner", "Dewi"}});
        for (const char* type : {"quote_request", "demo_request", "tender_invite"}) world.run("activity.log", {{"lead", silje}, {"type", type}});
        lead({{"name", "Ratna"}, {"phone", "0812 555 0101"}, {"owner", "Dewi"}});
        lead({{"name", "Ola"}, {"email", "ola@bakeri.example"}});
    }
};

app::LeadsQuery wanting(std::vector<app::Facet> facets) {
    app::LeadsQuery query;
    query.facets = std::move(facets);
    query.counted = true;
    return query;
}

}  // namespace

TEST_CASE("facets: within one any value does, of several all must hold") {
    Three book;
    CHECK(book.names(wanting({})) == Names{"Silje", "Ratna", "Ola"});
    CHECK(book.names(wanting({{"temperature", {"hot"}}})) == Names{"Silje"});
    CHECK(book.names(wanting({{"temperature", {"hot", "cold"}}})) == Names{"Silje", "Ratna", "Ola"});
    CHECK(book.names(wanting({{"owner", {"Dewi"}}})) == Names{"Silje", "Ratna"});
    CHECK(book.names(wanting({{"owner", {""}}})) == Names{"Ola"});
    CHECK(book.names(wanting({{"owner", {"Dewi"}}, {"temperature", {"cold"}}})) == Names{"Ratna"});
    CHECK(book.names(wanting({{"owner", {"somebody who has left"}}})).empty());
    CHECK(book.names(wanting({{"stage", {"none"}}})) == Names{"Ratna", "Ola"});
}

TEST_CASE("facets: each choice counts what the list would have with it, the others in use as they are") {
    Three book;
    CHECK(book.count(wanting({}), "temperature", "hot") == 1);
    CHECK(book.count(wanting({}), "temperature", "cold") == 2);
    CHECK(book.count(wanting({}), "temperature", "warm") == 0);
    const app::LeadsQuery cold = wanting({{"temperature", {"cold"}}});
    CHECK(book.count(cold, "temperature", "hot") == 1);  // it would be added
    CHECK(book.count(cold, "owner", "Dewi") == 1);
    CHECK(book.count(cold, "owner", "") == 1);
    app::LeadsQuery searched = cold;
    searched.search = "ratna";
    CHECK(book.count(searched, "owner", "Dewi") == 1);
    CHECK(book.count(searched, "owner", "") == 0);
}

TEST_CASE("facets: a choice that shows nobody is not offered, unless it is in use") {
    Three book;
    const auto values = [&](const app::LeadsQuery& query) {
        std::vector<std::string> values;
        for (const auto& choice : book.facet(query, "temperature").choices) values.push_back(choice.value);
        return values;
    };
    CHECK(values(wanting({})) == std::vector<std::string>{"hot", "cold"});
    CHECK(values(wanting({{"temperature", {"warm"}}})) == std::vector<std::string>{"hot", "warm", "cold"});
    CHECK(book.facet(wanting({{"temperature", {"warm"}}}), "temperature").choices[1].wanted);
}

TEST_CASE("facets: the list follows an edit, and value totals are of what is shown") {
    Three book;
    const app::LeadsQuery dewi = wanting({{"owner", {"Dewi"}}});
    CHECK(book.names(dewi).size() == 2);
    const std::string added = book.lead({{"name", "Budi"}, {"owner", "Dewi"}, {"value", "15000000 IDR"}});
    CHECK(book.names(dewi) == Names{"Silje", "Ratna", "Budi"});
    CHECK_FALSE(book.world.session->leads(dewi).value_totals.empty());
    CHECK(book.world.session->leads(wanting({{"owner", {""}}})).value_totals.empty());
    book.world.run("lead.set", {{"id", added}, {"field", "owner"}, {"value", "Ingrid"}});
    CHECK(book.names(dewi) == Names{"Silje", "Ratna"});
}

// What a list narrowed by facets shows is what a loop over all leads finds, and its counts are what is shown then.
TEST_CASE("facets law: counts come true") {
    Book book;
    tests::Random random;
    CAPTURE(random.seed());
    const std::vector<std::string> owners = {"", "Dewi", "Ingrid", "Hanne"}, types = {"visit", "quote_request", "webinar", "call"};
    for (int i = 0; i < 40; ++i) {
        Json fields = {{"name", "Lead " + std::to_string(i)}, {"phone", "0812 555 01" + std::to_string(10 + i)}};
        if (const std::string& owner = random.one_of(owners); !owner.empty()) fields["owner"] = owner;
        const std::string id = book.lead(fields);
        for (uint64_t n = random.below(6); n > 0; --n) book.world.run("activity.log", {{"lead", id}, {"type", random.one_of(types)}});
    }
    for (int round = 0; round < 30; ++round) {
        app::LeadsQuery query = wanting({});
        for (const app::FacetView& facet : std::vector<app::FacetView>(book.world.session->leads(query).facets))
            for (const auto& choice : facet.choices)
                if (random.below(4) == 0) {
                    if (query.facets.empty() || query.facets.back().key != facet.key) query.facets.push_back({facet.key, {}});
                    query.facets.back().values.push_back(choice.value);
                }
        const std::vector<app::FacetView> facets = book.world.session->leads(query).facets;
        for (const app::FacetView& facet : facets)
            for (const auto& choice : facet.choices) {
                app::LeadsQuery alone = query;
                std::erase_if(alone.facets, [&](const app::Facet& one) { return one.key == facet.key; });
                alone.facets.push_back({facet.key, {choice.value}});
                INFO(facet.key, " ", choice.value);
                CHECK(static_cast<int64_t>(book.names(alone).size()) == choice.count);
            }
    }
}
