#include "program.h"

#include "main/wiring.h"

namespace tests {
namespace {

struct State {
    app::Session session{corong::ports_of_platform()};
    ui::Face face;
    std::vector<base::SemanticEvent> events;
};
std::unique_ptr<State> state;

bool draw_frame(const platform::Frame& shown) {
    const ui::Input input = corong::input_of(shown, platform::preferences(), std::exchange(state->events, {}), false);
    const ui::Output output = ui::draw(state->face, state->session, input);
    for (const ui::CommandCall& command : output.commands) state->session.run(command.id, command.arguments);
    for (const std::string& link : output.links) platform::open_link(link);
    if (output.wake_after >= 0) platform::request_frame_after(output.wake_after);
    return output.animating || !output.commands.empty();
}

}  // namespace

Program::Program(hands::World world) {
    hands::reset(world);
    platform::Hooks hooks;
    hooks.start = [] {
        state = std::make_unique<State>();
        state->face.fonts = corong::fonts_of_platform();
        corong::open_book(state->session);
    };
    hooks.frame = draw_frame;
    hooks.semantics = []() -> const base::SemanticTree& { return state->face.semantics.tree(); };
    hooks.semantic_event = [](base::SemanticEvent event) { state->events.push_back(std::move(event)); };
    hooks.file = [](base::Result<platform::File> file) { corong::take_file(state->session, std::move(file)); };
    platform::run(std::move(hooks));
    hands::settle();
}

Program::~Program() { state.reset(); }

app::Session& Program::session() { return state->session; }
ui::Face& Program::face() { return state->face; }

void Program::go(const std::string& path) {
    state->session.run("view.open", {{"path", path}});
    platform::request_frame();
    hands::settle();
}

void Program::open_sample() {
    state->session.run("sample.open", base::Json::object());
    platform::request_frame();
    hands::settle();
    hands::advance(10'000);  // the toast goes
    hands::settle();
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
