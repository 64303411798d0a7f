// What the tests of the tour do and look at.
#pragma once

#include "program.h"

#include "app/messages.h"

#include <doctest/doctest.h>
#include <imgui.h>

#include <utility>

namespace tests {

using Step = ui::TourState::Step;

inline constexpr const char* kOffer = "Show me around";
inline constexpr const char* kList =
    "Name,Company,Phone,Budget,Source\n"
    "Ratna Kusumadewi,Dapur Ratna,+62 812 8840 117,IDR 185000000,Referral\n"
    "Lars Petter Vik,Vik Engros AS,+47 912 34 567,NOK 410000,Trade fair\n";

struct Toured : Program {
    explicit Toured(hands::World world = {}) : Program(world) {}

    void again() {
        platform::request_frame();
        hands::settle();
    }
    void run(const std::string& command, base::Json arguments = base::Json::object()) {
        session().run(command, std::move(arguments));
        again();
    }
    void start() { run("tour.start"); }
    Step step() { return face().tour.step; }
    bool on() { return session().tour() != 0; }
    std::string lead() { return face().tour.lead; }
};

inline const base::SemanticNode* card() { return hands::find(Role::dialog, app::tr("tour.name")); }
inline bool press(const char* key) { return hands::press(Role::button, app::tr(key)); }

// What the step points at, and the card: both whole on the screen, and neither over the other.
inline void check_card(Toured& program) {
    const ui::Rect anchor = program.face().tour.anchor;
    REQUIRE(card() != nullptr);
    const base::Rectangle at = card()->box;
    const ui::Rect view{0, 0, ImGui::GetIO().DisplaySize.x, ImGui::GetIO().DisplaySize.y};
    CAPTURE(anchor.x);
    CAPTURE(anchor.y);
    CAPTURE(anchor.w);
    CAPTURE(anchor.h);
    CAPTURE(at.x);
    CAPTURE(at.y);
    CAPTURE(at.width);
    CAPTURE(at.height);
    CHECK_FALSE(program.face().tour.waits);
    CHECK(anchor.h > 0);
    CHECK(at.x >= 0);
    CHECK(at.y >= 0);
    CHECK(at.x + at.width <= view.w);
    CHECK(at.y + at.height <= view.h);
    const bool apart = at.x >= anchor.right() || at.x + at.width <= anchor.x || at.y >= anchor.bottom() || at.y + at.height <= anchor.y;
    CHECK(apart);
    for (const std::string& text : program.face().semantics.cut_texts())
        for (const std::string& key : app::message_keys())
            if (key.starts_with("tour.") || key == "toast.close") CHECK(app::tr(key) != text);
}

// The element that the step is about has its middle inside.
inline void check_anchored(Toured& program, Role role, std::string_view name) {
    INFO(name);
    const ui::Rect anchor = program.face().tour.anchor;
    bool found = false;
    for (const base::SemanticNode& node : hands::tree().nodes)
        found |= node.role == role && node.name == name && anchor.contains(node.box.x + node.box.width / 2, node.box.y + node.box.height / 2);
    CHECK(found);
}

inline hands::World world_of(float width, float height, const std::string& language = "en") {
    hands::World world;
    world.width = width;
    world.height = height;
    world.preferences.language = language;
    return world;
}

inline constexpr std::pair<float, float> kSizes[] = {{390, 844}, {760, 900}, {844, 390}, {900, 700}, {1024, 768}, {1440, 900}, {2560, 1300}};

}  // namespace tests
