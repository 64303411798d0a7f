// The whole program on one page: the world (platform), the book and its commands (app), the face
// (ui) and window.corong (script) are put together here and nowhere else.
#include "app/session.h"
#include "main/wiring.h"
#include "platform/platform.h"
#include "ui/face.h"

#include <memory>

namespace {

struct Program {
    app::Session session{corong::ports_of_platform()};
    ui::Face face;
    std::vector<base::SemanticEvent> events;  // for the next frame
    uint32_t background = 0;
    bool file_over = false;
};

std::unique_ptr<Program> program;

void start() {
    program = std::make_unique<Program>();
    program->face.fonts = corong::fonts_of_platform();
    corong::open_book(program->session);
    program->session.run("view.open", {{"path", platform::route()}}, [](auto) {});
}

bool frame(const platform::Frame& shown) {
    Program& p = *program;
    const ui::Input input = corong::input_of(shown, platform::preferences(), std::exchange(p.events, {}), p.file_over);
    const ui::Output output = ui::draw(p.face, p.session, input);
    // Commands run after drawing, never inside it: no panel sees half-changed state.
    for (const ui::CommandCall& command : output.commands) p.session.run(command.id, command.arguments);
    for (const std::string& link : output.links) platform::open_link(link);
    if (output.background != p.background) corong::show_background(output);
    p.background = output.background;
    platform::set_text_keyboard(static_cast<platform::TextKeyboard>(output.keyboard));
    platform::set_unsaved(corong::is_unsaved(p.session.shell()));
    if (output.wake_after >= 0) platform::request_frame_after(output.wake_after);
    return output.animating || !output.commands.empty();
}

void leave_nothing_typed_behind() {
    for (const ui::CommandCall& command : ui::flush(program->face)) program->session.run(command.id, command.arguments);
}

}  // namespace

int main() {
    platform::Hooks hooks;
    hooks.start = start;
    hooks.frame = frame;
    hooks.semantics = []() -> const base::SemanticTree& { return program->face.semantics.tree(); };
    hooks.semantic_event = [](base::SemanticEvent event) { program->events.push_back(std::move(event)); };
    hooks.file = [](base::Result<platform::File> file) { corong::take_file(program->session, std::move(file)); };
    hooks.drag = [](bool over) { program->file_over = over; };
    hooks.paste_rows = [](std::string rows) { program->session.offer_rows(std::move(rows)); };
    hooks.route = [](std::string path) { program->session.run("view.open", {{"path", std::move(path)}}, [](auto) {}); };
    hooks.visibility = [](bool hidden) { if (hidden) leave_nothing_typed_behind(); };
    hooks.preferences = [](const platform::Preferences&) {};
    hooks.script = [](platform::ScriptRequest request, platform::ScriptRespond respond) {
        corong::answer_script(program->session, std::move(request), std::move(respond));
    };
    platform::run(std::move(hooks));
    return 0;
}
