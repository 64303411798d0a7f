// The page's hidden field follows imgui's caret, so that input methods, dead keys and phone
// keyboards have a real place to type (web/site/platform/text_agent.js).
#include "platform/web/bridge.h"
#include "platform/web/engine.h"

#include <imgui.h>

#include <cstdio>

namespace platform::web {
namespace {

ImGuiPlatformImeData wish;
TextKeyboard keyboard = TextKeyboard::text;
Message shown;

void set_wish(ImGuiContext*, ImGuiViewport*, ImGuiPlatformImeData* data) { wish = *data; }

const char* name_of(TextKeyboard kind) {
    switch (kind) {
        case TextKeyboard::text: return "text";
        case TextKeyboard::email: return "email";
        case TextKeyboard::phone: return "tel";
        case TextKeyboard::number: return "decimal";
        case TextKeyboard::address: return "url";
        case TextKeyboard::search: return "search";
    }
    return "text";
}

std::string pixels(float value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", value);
    return text;
}

}  // namespace

void start_text_agent() { ImGui::GetPlatformIO().Platform_SetImeDataFn = set_wish; }

// Tells the page only what changed: on, x, y and height of the caret, the keyboard's kind.
void sync_text_agent() {
    Message now{"false"};
    if (wish.WantTextInput)
        now = {"true", pixels(wish.InputPos.x), pixels(wish.InputPos.y), pixels(wish.InputLineHeight),
               name_of(keyboard)};
    keyboard = TextKeyboard::text;
    if (now == shown) return;
    shown = now;
    tell("agent.place", shown);
}

}  // namespace platform::web

namespace platform {

void set_text_keyboard(TextKeyboard kind) { web::keyboard = kind; }

}  // namespace platform
