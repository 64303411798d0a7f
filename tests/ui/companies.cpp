// The list of companies, by hand: from a company to its people, by keys, on a phone.
#include "program.h"

#include "app/messages.h"
#include "app/state.h"

#include <doctest/doctest.h>
#include <imgui.h>

using namespace tests;

namespace {

constexpr const char* kList =
    "Name,Company,Phone\n"
    "Ratna Kusumadewi,Dapur Ratna,0812 3456 7890\n"
    "Lars Petter Vik,Vik Engros AS,+47 900 00 001\n"
    "Sinta Wulandari,dapur ratna,0812 3456 7891\n"
    "Nobody in particular,,0812 3456 7892\n";

struct Companies : Program {
    explicit Companies(hands::World world = {}) : Program(std::move(world)) {
        hands::drop({"leads.csv", kList});
        REQUIRE(hands::press(Role::button, "Import 4 leads"));
        hands::settle();
        go("/companies");
    }
};

size_t rows() {
    size_t count = 0;
    for (const base::SemanticNode& node : corong::program().face.semantics.tree().nodes) count += node.role == Role::row && node.row_index >= 0;
    return count;
}

}  // namespace

TEST_CASE("from a company to its people, whatever their case, and to a colleague from there") {
    Companies program;
    CHECK(rows() == 2);
    CHECK(program.says("1 lead without a company"));
    REQUIRE(hands::press(Role::link, "Dapur Ratna"));
    CHECK(program.session().route() == "/leads?company=Dapur Ratna&show=all");
    CHECK(rows() == 2);
    CHECK(hands::find(Role::heading, "Dapur Ratna") != nullptr);
    REQUIRE(hands::find(Role::navigation, "Where this is") != nullptr);
    const auto above = [] {
        for (const base::SemanticNode& node : corong::program().face.semantics.tree().nodes)
            if (node.role == Role::link && node.name == "Companies" && node.box.x > 200) return node;
        return base::SemanticNode{};
    };
    CHECK(above().href == "#/companies");
    hands::act({base::SemanticEventKind::activate, above().id, {}});
    hands::settle();
    CHECK(program.session().route() == "/companies");
    REQUIRE(hands::press(Role::link, "Dapur Ratna"));
    REQUIRE(hands::press(Role::link, "Sinta Wulandari"));
    REQUIRE(hands::press(Role::link, "1 other at this company"));
    CHECK(program.session().route().starts_with("/leads?company="));
    CHECK(rows() == 2);
}

TEST_CASE("companies by keys: there, down, in") {
    Companies program;
    program.go("/today");
    hands::key(ImGuiKey_G);
    hands::key(ImGuiKey_O);
    CHECK(program.session().route() == "/companies");
    hands::key(ImGuiKey_DownArrow);
    hands::key(ImGuiKey_DownArrow);
    hands::key(ImGuiKey_Enter);
    CHECK(program.session().route().starts_with("/leads?company="));
}

TEST_CASE("companies are searched and sorted; where none is found the way back is shown") {
    Companies program;
    REQUIRE(hands::press(Role::column_header, "Company"));
    CHECK(program.face().companies.query == app::CompaniesQuery{"", "name", false});
    REQUIRE(hands::press(Role::search_field, "Search companies"));
    hands::type("vik");
    CHECK(rows() == 1);
    hands::type("zzz");
    CHECK(rows() == 0);
    REQUIRE(hands::press(Role::button, "Clear search"));
    CHECK(rows() == 2);
}

TEST_CASE("companies on a phone are behind More, as cards") {
    Companies program(phone());
    program.go("/today");
    REQUIRE(hands::press(Role::button, "More"));
    REQUIRE(hands::press(Role::link, "Companies"));
    CHECK(program.session().route() == "/companies");
    CHECK(rows() == 2);
    REQUIRE(hands::press(Role::link, "Dapur Ratna"));
    CHECK(rows() == 2);
}

TEST_CASE("a book whose leads name no company says so") {
    Program program;
    program.session().run("lead.create", {{"fields", {{"name", "Anna Holm"}}}});
    program.go("/companies");
    CHECK(program.says("No company yet"));
    REQUIRE(hands::press(Role::button, "Open the list"));
    CHECK(program.session().route().starts_with("/leads"));
}
