// The list of leads narrowed by days, by hand: those that are offered, and others that are typed or picked.
#include "program.h"

#include "app/leads_address.h"

#include <doctest/doctest.h>
#include <imgui.h>

using namespace tests;

namespace {

struct Filter : Program {
    explicit Filter(hands::World world = {}) : Program(std::move(world)) {
        open_sample();
        go("/leads");
        hands::key(ImGuiKey_F);
        hands::settle();
        REQUIRE(face().filter_open);
    }
    std::string address() { return app::address_of(face().query); }
};

// Of the list with that name: several have a value called Today.
const base::SemanticNode* value_of(Program& program, std::string_view list, std::string_view name) {
    const auto& nodes = program.face().semantics.tree().nodes;
    const base::SemanticNode* facet = hands::find(Role::list, list);
    for (const base::SemanticNode& node : nodes)
        if (facet && node.name == name && node.box.y >= facet->box.y) return &node;
    return nullptr;
}

void press_value(Program& program, std::string_view list, std::string_view name) {
    const base::SemanticNode* node = value_of(program, list, name);
    REQUIRE(node != nullptr);
    hands::act({base::SemanticEventKind::activate, node->id, ""});
    hands::settle();
}

void type_into(std::string_view field, const std::string& text) {
    const base::SemanticNode* node = hands::find(Role::text_field, field);
    REQUIRE(node != nullptr);
    hands::act({base::SemanticEventKind::set_value, node->id, text});
    hands::settle();
}

}  // namespace

TEST_CASE("filter: days that are offered narrow the list, and the bar says by which") {
    Filter filter;
    const size_t all = filter.session().leads(filter.face().query).rows.size();
    press_value(filter, "Added", "Last 7 days");
    CHECK(filter.address() == "?created=-6..0");
    const size_t some = filter.session().leads(filter.face().query).rows.size();
    CHECK(some > 0);
    CHECK(some < all);
    press_value(filter, "Last activity", "Last 30 days");
    CHECK(filter.address() == "?created=-6..0&last_activity=-29..0");
    hands::key(ImGuiKey_Escape);
    hands::settle();
    CHECK(filter.says("Last 7 days"));
    REQUIRE(hands::press(Role::button, "Remove Added Last 7 days"));
    CHECK(filter.address() == "?last_activity=-29..0");
}

TEST_CASE("filter: other days are typed; what cannot be read, or ends before it begins, narrows nothing") {
    Filter filter;
    press_value(filter, "Added", "Other days…");
    type_into("From", "1 Nov 2026");
    CHECK(filter.address() == "?created=2026-11-01..");
    type_into("To", "nonsense");
    CHECK(filter.says("This is no day. Try “next tue” or “15 Dec”."));
    CHECK(filter.address() == "?created=2026-11-01..");
    type_into("To", "5 Oct 2026");
    CHECK(filter.says("The first day is after the last."));
    CHECK(filter.address() == "?created=2026-11-01..");
    type_into("To", "20 Nov 2026");
    CHECK(filter.address() == "?created=2026-11-01..2026-11-20");
    type_into("From", "");
    type_into("To", "");
    CHECK(filter.address().empty());
    type_into("From", "2026-11-01");
    type_into("To", "2026-11-20");
    // Opened again they are there to be changed.
    press_value(filter, "Added", "Other days…");
    CHECK(hands::find(Role::text_field, "From") == nullptr);
    press_value(filter, "Added", "Other days…");
    CHECK(filter.face().filter_days.range == ui::DayRange{"2026-11-01", "2026-11-20"});
}

TEST_CASE("filter: on a phone two days stand one below the other, and nothing is cut") {
    hands::World world;
    world.width = 390;
    world.height = 1800;  // all of the dialog
    world.preferences.touch = true;
    Filter filter(world);
    press_value(filter, "Due", "Other days…");
    const auto *first = hands::find(Role::text_field, "From"), *last = hands::find(Role::text_field, "To");
    REQUIRE(first != nullptr);
    REQUIRE(last != nullptr);
    CHECK(last->box.y >= first->box.y + first->box.height);
    CHECK(first->box.x >= 0);
    CHECK(first->box.x + first->box.width <= 390);
}
