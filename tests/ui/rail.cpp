// The rail: everything it leads to is there in every window that has one, under a mouse and a finger.
#include "program.h"

#include "app/messages.h"

#include <doctest/doctest.h>

using namespace tests;

TEST_CASE("rail: in the lowest window all of it is there, and nothing lies over another") {
    for (const bool touch : {false, true})
        for (const auto& size : {std::pair(844.f, 390.f), std::pair(1280.f, 600.f), std::pair(1024.f, 768.f), std::pair(1440.f, 900.f)}) {
            CAPTURE(touch);
            CAPTURE(size.first);
            hands::World world;
            world.width = size.first;
            world.height = size.second;
            Program program(world);
            program.open_sample();
            program.session().run("settings.set", {{"key", "density"}, {"value", touch ? "touch" : "comfortable"}});
            hands::settle();
            float below = 0;
            for (const char* entry : {"nav.search", "nav.today", "nav.leads", "nav.board", "companies.title", "deals.title", "nav.import", "nav.conflicts", "nav.history", "nav.settings"}) {
                CAPTURE(entry);
                const base::SemanticNode* node = nullptr;
                for (const base::SemanticNode& one : program.face().semantics.tree().nodes)
                    if (!node && one.name == app::tr(entry) && one.box.x < 210 && (one.role == Role::link || one.role == Role::button)) node = &one;
                REQUIRE(node != nullptr);
                CHECK(node->box.height >= 24);
                CHECK(node->box.y >= below);
                below = node->box.y + node->box.height;
                CHECK(below <= size.second);
            }
        }
}
