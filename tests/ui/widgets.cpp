// The page that shows every widget in every state: it has them all, they work, and nothing they do reaches the book.
#include "program.h"

#include "app/messages.h"

#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>
#include <set>

using namespace tests;

namespace {

constexpr float kTall = 16'000;  // the whole page is in view

constexpr const char* kFamilies[] = {"widgets.buttons", "widgets.links", "widgets.floating", "widgets.focus", "widgets.fields", "widgets.selects", "widgets.days", "widgets.sliders", "widgets.choices", "widgets.chips",
                                     "widgets.tags", "widgets.signals", "widgets.stages", "widgets.reasons", "widgets.cards", "widgets.notices", "widgets.waiting", "widgets.tables", "widgets.scrolling", "widgets.charts"};

void draw_again() {
    platform::request_frame();
    hands::settle();
}

bool has_ancestor(const std::vector<base::SemanticNode>& nodes, size_t node, Role role) {
    for (int32_t parent = nodes[node].parent; parent >= 0; parent = nodes[static_cast<size_t>(parent)].parent)
        if (nodes[static_cast<size_t>(parent)].role == role) return true;
    return false;
}

// All specimens that can be used, in reading order.
std::vector<base::SemanticNode> usable() {
    const auto& nodes = hands::tree().nodes;
    std::vector<base::SemanticNode> out;
    for (size_t i = 0; i < nodes.size(); ++i)
        if (is_interactive(nodes[i]) && nodes[i].enabled && has_ancestor(nodes, i, Role::main)) out.push_back(nodes[i]);
    return out;
}

const base::SemanticNode* by_id(uint64_t id) {
    for (const auto& node : hands::tree().nodes)
        if (node.id == id) return &node;
    return nullptr;
}

void press(const base::SemanticNode& node) { hands::click(node.box.x + node.box.width / 2, node.box.y + node.box.height / 2); }

// The first of that role in the specimen under these words.
const base::SemanticNode* specimen(Role role, std::string_view state) {
    const auto& nodes = hands::tree().nodes;
    const std::string& words = app::tr(state);
    for (size_t i = 0; i < nodes.size(); ++i)
        if (nodes[i].role == role && nodes[i].parent >= 0 && nodes[static_cast<size_t>(nodes[i].parent)].name == words) return &nodes[i];
    return nullptr;
}

std::string fingerprint(Program& program) {
    std::string text;
    program.session().fingerprint([&](const base::Result<std::string>& answer) { text = *answer; });
    hands::settle();
    return text;
}

bool is_text(Role role) { return role == Role::text_field || role == Role::search_field || role == Role::text_area; }

}  // namespace

TEST_CASE("widgets: every family is there, and no word of it is cut") {
    for (const std::string& language : app::languages())
        for (const float width : {390.f, 760.f, 1024.f, 1440.f})
            for (const char* density : {"compact", "comfortable", "touch"}) {
                INFO(language, " at ", width, ", ", density);
                hands::World world{.width = width, .height = kTall};
                world.preferences.language = language;
                Program program(world);
                program.session().run("settings.set", {{"key", "density"}, {"value", density}});
                program.go("/widgets");
                const std::vector<std::string> headings = program.names(Role::heading);
                for (const char* family : kFamilies) {
                    INFO(family);
                    CHECK(std::find(headings.begin(), headings.end(), app::tr(family)) != headings.end());
                }
                for (const std::string& cut : program.face().semantics.cut_texts()) {
                    INFO("cut: ", cut);
                    CHECK(cut.empty());
                }
            }
}

TEST_CASE("widgets: what cannot be used says so") {
    Program program({.width = 1440, .height = kTall});
    program.go("/widgets");
    std::set<Role> roles;
    for (const char* state : {"widgets.disabled", "widgets.disabled_on", "widgets.icon_disabled", "widgets.tip_disabled"})
        for (const Role role : {Role::button, Role::text_field, Role::combo_box, Role::checkbox, Role::toggle}) {
            const base::SemanticNode* node = specimen(role, state);
            if (!node) continue;
            INFO(state, ": ", node->name);
            roles.insert(role);
            CHECK(!node->enabled);
            if (role == Role::button || role == Role::text_field) CHECK(node->description == app::tr("import.busy"));
        }
    CHECK(roles.size() == 5);
    hands::press(Role::button, app::tr("lead.open"));
    const base::SemanticNode* item = hands::find(Role::menu_item, app::tr("lead.add_task"));
    REQUIRE(item != nullptr);
    CHECK(!item->enabled);
    CHECK(item->description == app::tr("import.busy"));
}

TEST_CASE("widgets: they can be pressed, chosen and typed into") {
    Program program({.width = 1440, .height = kTall});
    program.go("/widgets");
    press(*specimen(Role::toggle, "widgets.off"));
    CHECK(specimen(Role::toggle, "widgets.off")->checked == base::Checked::yes);
    press(*specimen(Role::checkbox, "widgets.mixed"));
    CHECK(specimen(Role::checkbox, "widgets.mixed")->checked == base::Checked::yes);
    press(*specimen(Role::text_field, "widgets.placeholder"));
    hands::type("Ratna");
    hands::key(ImGuiKey_Tab);
    CHECK(specimen(Role::text_field, "widgets.placeholder")->value == "Ratna");
    press(*specimen(Role::combo_box, "widgets.chosen"));
    hands::press(Role::option, app::tr("temperature.warm"));
    CHECK(specimen(Role::combo_box, "widgets.chosen")->value == app::tr("temperature.warm"));
    hands::act({base::SemanticEventKind::set_value, specimen(Role::slider, "widgets.at_start")->id, "50"});
    draw_again();
    CHECK(specimen(Role::slider, "widgets.at_start")->value.starts_with("50 %"));
    press(*specimen(Role::button, "widgets.normal"));
    draw_again();
    CHECK(program.says(app::tr_count("widgets.pressed", 1)));
    press(*hands::find(Role::column_header, app::tr("column.name")));
    draw_again();
    CHECK(hands::find(Role::column_header, app::tr("column.name"))->sorted == base::Sorted::ascending);
}

TEST_CASE("widgets: the menu and the dialog open by their buttons and close again") {
    Program program({.width = 1440, .height = 900});
    program.go("/widgets");
    program.face().widgets.dialog = true;
    draw_again();
    REQUIRE(hands::find(Role::dialog, app::tr("widgets.dialog")) != nullptr);
    CHECK(usable().empty());
    hands::press(Role::button, app::tr("dialog.cancel"));
    CHECK(hands::find(Role::dialog, app::tr("widgets.dialog")) == nullptr);
    hands::resize(1440, kTall);
    draw_again();
    press(*specimen(Role::button, "widgets.menu"));
    REQUIRE(hands::find(Role::menu, app::tr("widgets.menu")) != nullptr);
    hands::key(ImGuiKey_Escape);
    CHECK(hands::find(Role::menu, app::tr("widgets.menu")) == nullptr);
    press(*specimen(Role::button, "widgets.dialog"));
    CHECK(hands::find(Role::dialog, app::tr("widgets.dialog")) != nullptr);
}

TEST_CASE("widgets: whatever is pressed or typed, the book is what it was") {
    Program program({.width = 1440, .height = kTall});
    program.open_sample();
    program.go("/widgets");
    const std::string before = fingerprint(program);
    REQUIRE(!before.empty());
    for (const base::SemanticNode& was : usable()) {
        const base::SemanticNode* node = by_id(was.id);
        if (!node) continue;  // with what was pressed before it
        INFO(node->name);
        press(*node);
        if (is_text(was.role)) hands::type("Ratna");
        hands::key(ImGuiKey_Escape);
        hands::key(ImGuiKey_Escape);  // the first may have left a field
        REQUIRE(program.session().route() == "/widgets");
        CHECK(hands::find(Role::dialog, "") == nullptr);
    }
    for (const base::SemanticNode& was : usable())
        if (is_text(was.role)) hands::act({base::SemanticEventKind::set_value, was.id, "Ratna Kusumadewi"});
    draw_again();
    CHECK(fingerprint(program) == before);
    CHECK(hands::opened_links().empty());
    CHECK(hands::saved_files().empty());
}

TEST_CASE("widgets: Tab reaches all of them") {
    Program program({.width = 1440, .height = 900});
    program.go("/widgets");
    std::set<uint64_t> reached;
    for (int i = 0; i < 300; ++i) {
        hands::key(ImGuiKey_Tab);
        if (const base::SemanticNode* node = program.focused()) reached.insert(node->id);
    }
    const auto& nodes = hands::tree().nodes;
    for (size_t i = 0; i < nodes.size(); ++i) {
        if (!is_interactive(nodes[i]) || !nodes[i].enabled || !has_ancestor(nodes, i, Role::main)) continue;
        if (has_ancestor(nodes, i, Role::cell)) continue;  // of a row: Space, on the row
        INFO(nodes[i].name, " role ", static_cast<int>(nodes[i].role));
        CHECK(reached.contains(nodes[i].id));
    }
}
