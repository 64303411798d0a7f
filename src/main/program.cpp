// The one frame function, and the page's calls to the parts that they are for.
#include "main/program.h"

#include "main/wiring.h"
#include "ui/drafts.h"

#include <memory>

namespace corong {
namespace {

constexpr std::string_view kDrafts = "drafts";

std::unique_ptr<Program> running;

}  // namespace

Program::Program() : session(ports_of_platform()) {
    face.fonts = fonts_of_platform();
    open_book(session);
    session.run("view.open", {{"path", platform::route()}}, [](auto) {});
}

// What an earlier page left half typed. Only the tab that writes takes it.
void Program::take_drafts() {
    if (drafts_taken_ || !session.opened() || session.shell().save == app::ShellView::Save::read_only) return;
    drafts_taken_ = true;
    drafts_ = platform::load_setting(kDrafts);
    for (const ui::CommandCall& command : ui::take_drafts(face, session, drafts_)) session.run(command.id, command.arguments);
}

// With each frame: none of the events that tell of a page's end is sure to come.
void Program::keep_drafts() {
    if (!drafts_taken_) return;
    std::string drafts = ui::drafts_of(face);
    // What was left became a step: the words stay until that is saved.
    const bool in_hand = drafts.empty() && is_unsaved(session.shell());
    if (in_hand || drafts == drafts_) return;
    drafts_ = std::move(drafts);
    platform::save_setting(kDrafts, drafts_);
}

bool Program::frame(const platform::Frame& shown) {
    const ui::Input input = input_of(shown, platform::preferences(), std::exchange(events, {}), file_over);
    take_drafts();
    const ui::Output output = ui::draw(face, session, input);
    // Commands run after drawing, never inside it: no panel sees half-changed state.
    for (const ui::CommandCall& command : output.commands) session.run(command.id, command.arguments);
    keep_drafts();
    for (const std::string& link : output.links) platform::open_link(link);
    if (output.background != background_) show_background(output);
    background_ = output.background;
    platform::set_text_keyboard(static_cast<platform::TextKeyboard>(output.keyboard));
    platform::set_unsaved(is_unsaved(session.shell()));
    if (output.wake_after >= 0) platform::request_frame_after(output.wake_after);
    return output.animating || !output.commands.empty();
}

void Program::leave_nothing_typed_behind() {
    for (const ui::CommandCall& command : ui::flush(face)) session.run(command.id, command.arguments);
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
    hooks.route = [](std::string path) { program().session.run("view.open", {{"path", std::move(path)}}, [](auto) {}); };
    hooks.visibility = [](bool hidden) { if (hidden) program().leave_nothing_typed_behind(); };
    hooks.preferences = [](const platform::Preferences&) {};
    hooks.script = [](platform::ScriptRequest request, platform::ScriptRespond respond) {
        answer_script(program().session, std::move(request), std::move(respond));
    };
    return hooks;
}

}  // namespace corong
