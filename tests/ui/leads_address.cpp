// The list of leads and its address: each follows the other.
#include "program.h"

#include <doctest/doctest.h>

using namespace tests;

namespace {

size_t listed(Program& program) { return program.session().leads(program.face().query).rows.size(); }

}  // namespace

TEST_CASE("an address narrows and sorts the list, and another one does so anew") {
    Program program;
    program.open_sample();
    const size_t all = listed(program);
    program.go("/leads?temperature=hot&sort=name");
    CHECK(program.face().query.facets == std::vector<app::Facet>{{"temperature", {"hot"}}});
    CHECK(program.face().query.sorts.front().column == "name");
    CHECK(listed(program) < all);
    CHECK(hands::find(Role::grid, "Leads")->row_count == static_cast<int64_t>(listed(program)));
    program.go("/leads?show=all");
    CHECK(program.face().query.facets.empty());
    CHECK(program.face().query.sorts.front().column == "score");
    CHECK(listed(program) > all);
}

TEST_CASE("what narrows the list is in its address, and is still so on the way back to it") {
    Program program;
    program.open_sample();
    program.go("/leads");
    REQUIRE(hands::press(Role::search_field, "Search leads"));
    hands::type("dapur");
    hands::settle();
    CHECK(program.session().route() == "/leads?search=dapur");
    CHECK(platform::route() == "/leads?search=dapur");
    const size_t found = listed(program);
    program.go("/today");
    CHECK(program.session().route() == "/today");
    program.go("/leads");
    CHECK(program.session().route() == "/leads?search=dapur");
    CHECK(listed(program) == found);
    program.face().query.search.clear();
    platform::request_frame();
    hands::settle();
    CHECK(program.session().route() == "/leads");
}

TEST_CASE("who closes a lead is in the same list, at the same address") {
    Program program;
    program.open_sample();
    program.go("/leads?temperature=hot");
    const std::string id = program.session().lead_row(program.session().leads(program.face().query).rows.at(0)).id;
    program.go("/lead/" + id);
    CHECK(program.face().query.facets.size() == 1);
    hands::key(ImGuiKey_Escape);
    CHECK(program.session().route() == "/leads?temperature=hot");
}
