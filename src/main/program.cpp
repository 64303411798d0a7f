// The one frame function, and the page's calls to the parts that they are for.
#include "main/program.h"

#include "app/printed.h"
#include "main/wiring.h"

#include <memory>

namespace corong {
namespace {

std::unique_ptr<Program> running;

}  // namespace

Program::Program() : session(ports_of_platform()) {
    face.fonts = fonts_of_platform();
    open_book(session);
    session.run("view.open", {{"path", platform::route()}}, [](auto) {});
}

bool Program::frame(const platform::Frame& shown) {
    const ui::Input input = input_of(shown, platform::preferences(), std::exchange(events, {}), file_over);
    drafts.take(face, session);
    const ui::Output output = ui::draw(face, session, input);
    // Commands run after drawing, never inside it: no panel sees half-changed state.
    for (const ui::CommandCall& command : output.commands) session.run(command.id, command.arguments);
    drafts.keep(face, session, !output.commands.empty());
    for (const std::string& link : output.links) platform::open_link(link);
    if (output.background != background_) show_background(output);
    background_ = output.background;
    platform::set_text_keyboard(static_cast<platform::TextKeyboard>(output.keyboard));
    platform::set_unsaved(is_unsaved(session.shell()));
    if (output.wake_after >= 0) platform::request_frame_after(output.wake_after);
    return output.animating || !output.commands.empty();
}

void Program::leave_nothing_typed_behind() {
    const std::vector<ui::CommandCall> commands = ui::flush(face);
    for (const ui::CommandCall& command : commands) session.run(command.id, command.arguments);
    drafts.keep(face, session, !commands.empty());
    // A hidden page draws no frame any more that would note it.
    session.when_saved([this](base::Status saved) { if (saved) drafts.keep(face, session, false); });
}

Program& program() {
    CHECK(running);
    return *running;
}

platform::Hooks hooks_of_program() {
    platform::Hooks hooks;
    hooks.start = [] { running = std::make_unique<Program>(); };
    hooks.frame = [](const platform::Frame& shown) { return program().frame(shown); };
    hooks.semantics = []() -> const base::SemanticTree& { return program().face.semantics.tree(); };
    hooks.semantic_event = [](base::SemanticEvent event) { program().events.push_back(std::move(event)); };
    hooks.file = [](base::Result<platform::File> file) { take_file(program().session, std::move(file)); };
    hooks.drag = [](bool over) { program().file_over = over; };
    hooks.paste_rows = [](std::string rows) { program().session.offer_rows(std::move(rows)); };
    hooks.route = [](std::string path) {
        // Of an address somebody goes back to, or types: what it does not say is as usual, and not as it was (leads_address.cpp).
        if (path == "/leads" || path == "/board") path += '?';
        program().session.run("view.open", {{"path", std::move(path)}}, [](auto) {});
    };
    hooks.visibility = [](bool hidden) { if (hidden) program().leave_nothing_typed_behind(); };
    hooks.preferences = [](const platform::Preferences&) {};
    hooks.newer_version = [] { program().session.newer_version_waits(); };
    hooks.print = [] { return app::to_json(app::printed_page(program().session)).dump(-1, ' ', false, base::Json::error_handler_t::replace); };
    hooks.script = [](platform::ScriptRequest request, platform::ScriptRespond respond) {
        answer_script(program().session, std::move(request), std::move(respond));
    };
    return hooks;
}

}  // namespace corong
