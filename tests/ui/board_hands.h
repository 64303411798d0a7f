// The hands of the tests of the board: three people in a small book, a card that is taken hold of and let go.
#pragma once

#include "program.h"

#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>

namespace tests {

inline hands::World world_of(float width, float height) {
    hands::World world;
    world.width = width;
    world.height = height;
    return world;
}

// Budi asked for a quote, Silje has seen a demo, Nadia is postponed.
struct Board : Program {
    std::string budi, silje, nadia;
    explicit Board(float width = 1440, float height = 900) : Program(world_of(width, height)) {
        budi = lead("Budi Santoso", "quote_request");
        silje = lead("Silje Tveit", "demo_attended");
        nadia = lead("Nadia Hapsari", "visit");
        run("fact.record", {{"lead", nadia}, {"fact", "defer"}});
        go("/board");
        hands::advance(10'000);
    }
    void run(const char* id, base::Json arguments) {
        session().run(id, std::move(arguments), [](auto result) { REQUIRE(result); });
        platform::request_frame();
        hands::settle();
    }
    std::string lead(const std::string& name, const std::string& type) {
        std::string id;
        session().run("lead.create", {{"fields", {{"name", name}, {"email", name.substr(0, 4) + "@mail.example"}}}}, [&](auto result) { id = result->at("id"); });
        run("activity.log", {{"lead", id}, {"type", type}});
        return id;
    }
    std::string stage_of(const std::string& id) { return session().lead(id)->head.stage.name; }
    int64_t happened(const std::string& id) { return session().lead(id)->timeline_total; }
};

inline base::Rectangle box_of(Role role, std::string_view name) {
    const auto* node = hands::find(role, name);
    REQUIRE(node != nullptr);
    return node->box;
}

inline void move_to(const base::Rectangle& box) {
    ImGui::GetIO().AddMousePosEvent(box.x + box.width / 2, box.y + box.height / 2);
    hands::draw();
    hands::draw();
}

inline void button(int which, bool down) {
    ImGui::GetIO().AddMouseButtonEvent(which, down);
    platform::request_frame(3);
    hands::draw();
    hands::draw();
}

// Takes hold of the card and brings it over the column, without letting go.
inline void bring(std::string_view card, std::string_view column) {
    move_to(box_of(Role::link, card));
    button(0, true);
    base::Rectangle to = box_of(Role::region, column);
    move_to({to.x, to.y, to.width, 300});
    move_to({to.x, to.y, to.width, 310});
}

inline void let_go(int which = 0) {
    button(which, false);
    hands::settle();
}

inline bool log_is_open() { return hands::find(Role::dialog, "What happened?") != nullptr; }

// The card that the keyboard is at.
inline std::string focused_card(Program& program) {
    const base::SemanticNode* node = program.focused();
    return node && node->role == Role::link ? node->name : std::string();
}

inline int64_t cards() {
    const auto& nodes = hands::tree().nodes;
    return std::count_if(nodes.begin(), nodes.end(), [](const base::SemanticNode& node) { return node.role == Role::list_item; });
}

}  // namespace tests
