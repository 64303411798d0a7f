// The address of a list of leads says how it is narrowed and sorted, and is read back to the same.
#include "app/leads_address.h"
#include "base/text.h"
#include "core/support/random.h"

#include <algorithm>
#include <map>
#include <set>

#include <doctest/doctest.h>

using app::LeadsQuery;
using app::Show;

namespace {

LeadsQuery some_query(tests::Random& random) {
    constexpr const char* kValues[] = {"", "-", "hot", "Kari Nordmann", "a&b=c,d", "100 %", "%41", "#?+", "Ærlig & Øst", "\xF0\x9F\x94\xA5", "-name"};
    constexpr const char* kKeys[] = {"temperature", "grade", "stage", "owner"};
    constexpr const char* kSorts[] = {"name", "score", "value", "due", "last_activity", "email", "Fair & day, own:1f"};
    const auto one_of = [&](const auto& all) { return all[random.below(std::size(all))]; };
    LeadsQuery query;
    if (random.chance(50)) query.search = one_of(kValues);
    query.show = static_cast<Show>(random.below(3));
    constexpr const char* kGroups[] = {"", "stage", "owner", "industry", "channel", "Fair & day, own:1f"};
    query.group = one_of(kGroups);
    query.sorts.clear();
    for (size_t i = 0; i <= random.below(3); ++i) {
        const app::LeadSort sort{one_of(kSorts), random.chance(50)};
        const bool twice = std::any_of(query.sorts.begin(), query.sorts.end(), [&](const app::LeadSort& other) { return other.column == sort.column; });
        if (!twice) query.sorts.push_back(sort);
    }
    constexpr const char* kColumns[] = {"company", "value", "email", "Fair & day, own:1f", "a~b:text", "x~120:text"};
    for (const char* column : kColumns)
        if (random.chance(25)) query.columns.push_back({column, random.chance(50) ? 0.f : static_cast<float>(random.between(40, 640))});
    for (const char* key : kKeys) {
        if (random.chance(60)) continue;
        app::Facet facet{key, {}};
        for (size_t i = 0; i <= random.below(3); ++i) facet.values.push_back(one_of(kValues));
        query.facets.push_back(facet);
    }
    return query;
}

std::map<std::string, std::set<std::string>> values_of(const LeadsQuery& query) {
    std::map<std::string, std::set<std::string>> values;
    for (const app::Facet& facet : query.facets) values[facet.key].insert(facet.values.begin(), facet.values.end());
    return values;
}

}  // namespace

TEST_CASE("what is as usual is not said in the address") {
    CHECK(app::address_of({}).empty());
    CHECK(app::leads_query_of("/leads") == LeadsQuery{});
    CHECK(app::leads_query_of("/leads?") == LeadsQuery{});
}

TEST_CASE("an address reads as a person would write it") {
    LeadsQuery query;
    query.search = "kopi";
    query.show = Show::closed;
    query.sorts = {{"value", true}, {"name", false}};
    query.facets = {{"temperature", {"hot", "warm"}}, {"owner", {""}}};
    CHECK(app::address_of(query) == "?search=kopi&temperature=hot,warm&owner=-&show=closed&sort=-value,name");
    CHECK(app::leads_query_of("/leads?sort=name").sorts == std::vector<app::LeadSort>{{"name", false}});
    CHECK(app::leads_query_of("/leads?sort=name,shoe,-name,-email").sorts == std::vector<app::LeadSort>{{"name", false}, {"email", true}});
    CHECK(app::leads_query_of("/leads?columns=company,value~120,company,name~9,~50,email~99999").columns == std::vector<app::ColumnChoice>{{"company", 0}, {"value", 120}, {"name", 0}, {"email", 640}});
    CHECK(app::leads_query_of("/board?owner=Kari Nordmann").facets == std::vector<app::Facet>{{"owner", {"Kari Nordmann"}}});
}

TEST_CASE("every list is what its address says") {
    tests::Random random;
    for (int i = 0; i < 2'000; ++i) {
        const LeadsQuery query = some_query(random);
        const std::string address = app::address_of(query);
        CAPTURE(address);
        const LeadsQuery read = app::leads_query_of("/leads" + address);
        CHECK(app::address_of(read) == address);
        CHECK(read.search == base::trim(query.search));
        CHECK(read.show == query.show);
        CHECK(read.sorts == query.sorts);
        CHECK(read.columns == query.columns);
        CHECK(values_of(read) == values_of(query));
    }
}

TEST_CASE("the same list has the same address, in whichever order it was narrowed") {
    LeadsQuery one, other;
    one.facets = {{"owner", {"Ana"}}, {"temperature", {"warm", "hot"}}};
    one.search = " kopi ";
    other.facets = {{"temperature", {"hot", "warm", "hot"}}, {"owner", {"Ana"}}};
    other.search = "kopi";
    CHECK(app::address_of(one) == app::address_of(other));
    other.facets.clear();
    other.search = "  ";
    CHECK(app::address_of(other).empty());
}

TEST_CASE("bytes that are no text do not come in by an address") {
    CHECK(app::leads_query_of("/leads?search=%FF").search.empty());
    CHECK(app::leads_query_of("/leads?search=\xFF").search.empty());
    CHECK(app::leads_query_of("/leads?owner=%C3").facets.empty());
}

TEST_CASE("what an address says and nobody understands leaves the list as usual") {
    for (const char* route : {"/leads?sort=-", "/leads?sort=--name", "/leads?sort=shoe", "/leads?show=some", "/leads?shoe=red", "/leads?temperature=", "/leads?&&=&=x", "/leads?temperature"})
        CHECK_MESSAGE(app::leads_query_of(route) == LeadsQuery{}, route);
    CHECK(app::leads_query_of("/leads?search=100%").search == "100%");
    CHECK(app::leads_query_of("/leads?search=%4").search == "%4");
    CHECK(app::leads_query_of("/leads?search=%zz%2").search == "%zz%2");
    CHECK(app::leads_query_of("/leads?grade=1&grade=2").facets == std::vector<app::Facet>{{"grade", {"2"}}});
}
