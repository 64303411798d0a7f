// What must hold in every view at every width: names, ids, no boxes in each other's way, rest.
#include "program.h"

#include <doctest/doctest.h>

#include <set>

using namespace tests;

namespace {

struct Size {
    float width, height;
};
constexpr Size kSizes[] = {{390, 844}, {760, 900}, {1024, 768}, {1440, 900}, {2560, 1300}};

hands::World world_of(Size size) {
    hands::World world;
    world.width = size.width;
    world.height = size.height;
    return world;
}

bool overlap(const base::Rectangle& a, const base::Rectangle& b) {
    constexpr float kSlack = 1;
    return a.x + kSlack < b.x + b.width && b.x + kSlack < a.x + a.width && a.y + kSlack < b.y + b.height && b.y + kSlack < a.y + a.height;
}

void check_tree(Size size) {
    const auto& nodes = hands::tree().nodes;
    std::set<uint64_t> ids;
    std::vector<const base::SemanticNode*> boxes;
    for (size_t i = 0; i < nodes.size(); ++i) {
        const auto& node = nodes[i];
        INFO(node.name, " role ", static_cast<int>(node.role));
        CHECK(node.parent < static_cast<int32_t>(i));
        CHECK_MESSAGE(ids.insert(node.id).second, "two elements share an id");
        if (!is_interactive(node)) continue;
        CHECK(!node.name.empty());
        CHECK(node.name.find("{") == std::string::npos);
        if (node.box.width < 1 || node.box.height < 1) continue;  // scrolled out of sight
        CHECK(node.box.x >= -1);
        CHECK(node.box.x + node.box.width <= size.width + 1);
        boxes.push_back(&node);
    }
    for (size_t i = 0; i < boxes.size(); ++i)
        for (size_t k = i + 1; k < boxes.size(); ++k) {
            INFO(boxes[i]->name, " / ", boxes[k]->name);
            CHECK(!overlap(boxes[i]->box, boxes[k]->box));
        }
}

}  // namespace

TEST_CASE("names, ids and boxes in every view at every width") {
    for (const Size size : kSizes) {
        Program program(world_of(size));
        check_tree(size);
        program.open_sample();
        const std::string id = program.session().lead_row(program.session().leads(program.face().query).rows[0]).id;
        for (const std::string& path : {std::string("/today"), std::string("/leads"), "/lead/" + id, std::string("/import"), std::string("/settings"), std::string("/keys")}) {
            INFO(path, " at ", size.width);
            program.go(path);
            check_tree(size);
        }
        for (const char* page : {"language", "storage", "about"}) {
            INFO(page, " at ", size.width);
            program.face().settings_page = page;
            program.go("/settings");
            platform::request_frame();
            hands::settle();
            check_tree(size);
        }
    }
}

TEST_CASE("dialogs have names and boxes of their own, and hide what is behind them") {
    for (const Size size : kSizes) {
        Program program(world_of(size));
        program.open_sample();
        program.go("/leads");
        for (const auto& open : {std::function<void(ui::Face&)>([](ui::Face& face) { face.add_lead.open = true; }), std::function<void(ui::Face&)>([](ui::Face& face) { face.log.open = true; }),
                                 std::function<void(ui::Face&)>([](ui::Face& face) { face.palette.open = true; }), std::function<void(ui::Face&)>([](ui::Face& face) { face.task.open = true; })}) {
            open(program.face());
            platform::request_frame();
            hands::settle();
            check_tree(size);
            CHECK(hands::find(Role::grid, "Leads") == nullptr);
            program.face().add_lead.open = program.face().log.open = program.face().palette.open = program.face().task.open = false;
            platform::request_frame();
            hands::settle();
        }
    }
}

TEST_CASE("every view comes to rest") {
    Program program;
    program.open_sample();
    for (const char* path : {"/today", "/leads", "/import", "/settings", "/keys"}) {
        INFO(path);
        program.go(path);
        hands::settle();
        const int before = hands::frames_drawn();
        CHECK(hands::settle() == 0);
        hands::advance(10'000);
        CHECK(hands::frames_drawn() - before <= 2);
    }
}
