// Copy, cut and paste. The page's clipboard is open only inside its own events, so imgui's
// shortcut is pressed there (web/site/platform/clipboard.js) and a frame drawn at once.
#include "platform/web/bridge.h"
#include "platform/web/engine.h"

#include <imgui.h>

#include <algorithm>

namespace platform::web {
namespace {

std::string held;             // what imgui reads as the clipboard
bool inside_event = false;    // a copy or cut event is being answered
bool was_set = false;

const char* read_held(ImGuiContext*) { return held.c_str(); }

void set_held(ImGuiContext*, const char* text) {
    held = text;
    was_set = true;
    if (!inside_event) tell("clipboard.write", {held});  // a menu's Copy, within a click
}

// "copy" or "cut". Answers with the text that was put there, if any was.
Message on_copy(const Message& message) {
    inside_event = true;
    was_set = false;
    press_command_key(text_at(message, 0) == "cut" ? ImGuiKey_X : ImGuiKey_C);
    inside_event = false;
    note_activity();
    return was_set ? Message{held} : Message{};
}

bool looks_like_rows(const std::string& text) {
    const auto end = text.find_last_not_of("\r\n");
    if (end == std::string::npos) return false;
    return text.find('\t') < end || text.find('\n') < end;
}

Message on_paste(const Message& message) {
    const std::string text = text_at(message, 0);
    const bool in_field = ImGui::GetIO().WantTextInput;
    note_activity();
    if (!in_field && looks_like_rows(text) && engine().hooks.paste_rows) {
        engine().hooks.paste_rows(text);
        return {};
    }
    held = text;
    press_command_key(ImGuiKey_V);
    return {};
}

}  // namespace

void start_clipboard() {
    ImGuiPlatformIO& io = ImGui::GetPlatformIO();
    io.Platform_GetClipboardTextFn = read_held;
    io.Platform_SetClipboardTextFn = set_held;
    on("copy", on_copy);
    on("paste", on_paste);
}

}  // namespace platform::web

namespace platform {

void copy_text(std::string_view text) { web::tell("clipboard.write", {std::string(text)}); }

}  // namespace platform
