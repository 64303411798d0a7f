#include "program.h"

namespace tests {
namespace {

constexpr base::Millis kToastGoes = 10'000;

void start(const hands::World& world) {
    hands::reset(world);
    platform::run(corong::hooks_of_program());
    hands::settle();
}

}  // namespace

Program::Program(hands::World world) : world_(std::move(world)) { start(world_); }

void Program::reload() {
    hands::World next = world_;
    next.keep_disk = true;
    next.now = platform::now().millis + base::kMillisPerMinute;
    start(next);
}

void Program::go(const std::string& path) {
    session().run("view.open", {{"path", path}});
    platform::request_frame();
    hands::settle();
}

void Program::open_sample() {
    session().run("sample.open", base::Json::object());
    platform::request_frame();
    hands::settle();
    hands::advance(kToastGoes);
}

std::vector<std::string> Program::names(Role role) const {
    std::vector<std::string> names;
    for (const auto& node : hands::tree().nodes)
        if (node.role == role) names.push_back(node.name);
    return names;
}

bool Program::says(std::string_view text) const { return hands::shown_text().find(text) != std::string::npos; }

const base::SemanticNode* Program::focused() const {
    for (const auto& node : hands::tree().nodes)
        if (node.focused) return &node;
    return nullptr;
}

bool is_interactive(const base::SemanticNode& node) {
    switch (node.role) {
        case Role::button:
        case Role::link:
        case Role::checkbox:
        case Role::toggle:
        case Role::radio:
        case Role::tab:
        case Role::menu_item:
        case Role::text_field:
        case Role::search_field:
        case Role::text_area:
        case Role::combo_box:
        case Role::option:
        case Role::slider: return true;
        default: return false;
    }
}

}  // namespace tests
