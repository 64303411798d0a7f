// Printing as somebody meets it: by the palette, and what the page is told then.
#include "base/json.h"
#include "program.h"

#include <doctest/doctest.h>
#include <imgui.h>

using namespace tests;

TEST_CASE("print: the palette asks the browser, which is told what is shown") {
    Program program;
    program.open_sample();
    program.go("/leads?temperature=hot&sort=name");
    hands::key(ImGuiMod_Ctrl | ImGuiKey_K);
    hands::type("Print");
    hands::key(ImGuiKey_Enter);
    CHECK(hands::times_asked_to_print() == 1);
    const auto page = base::parse_json(hands::printed());
    REQUIRE(page.ok());
    CHECK(page->at("title") == "Leads");
    const size_t shown = program.session().leads(program.face().query).rows.size();
    CHECK(page->at("tables").at(0).at("rows").size() == shown);
    CHECK(hands::find(Role::grid, "Leads")->row_count == static_cast<int64_t>(shown));
}
