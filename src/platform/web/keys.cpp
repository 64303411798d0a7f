#include "platform/web/keys.h"

#include <imgui.h>

#include <unordered_map>

namespace platform::web {
namespace {

const std::unordered_map<std::string, ImGuiKey>& named_keys() {
    static const std::unordered_map<std::string, ImGuiKey> map = {
        {"Tab", ImGuiKey_Tab}, {"ArrowLeft", ImGuiKey_LeftArrow}, {"ArrowRight", ImGuiKey_RightArrow},
        {"ArrowUp", ImGuiKey_UpArrow}, {"ArrowDown", ImGuiKey_DownArrow}, {"PageUp", ImGuiKey_PageUp},
        {"PageDown", ImGuiKey_PageDown}, {"Home", ImGuiKey_Home}, {"End", ImGuiKey_End},
        {"Insert", ImGuiKey_Insert}, {"Delete", ImGuiKey_Delete}, {"Backspace", ImGuiKey_Backspace},
        {"Space", ImGuiKey_Space}, {"Enter", ImGuiKey_Enter}, {"Escape", ImGuiKey_Escape},
        {"ControlLeft", ImGuiKey_LeftCtrl}, {"ShiftLeft", ImGuiKey_LeftShift}, {"AltLeft", ImGuiKey_LeftAlt},
        {"MetaLeft", ImGuiKey_LeftSuper}, {"ControlRight", ImGuiKey_RightCtrl},
        {"ShiftRight", ImGuiKey_RightShift}, {"AltRight", ImGuiKey_RightAlt}, {"MetaRight", ImGuiKey_RightSuper},
        {"ContextMenu", ImGuiKey_Menu}, {"Quote", ImGuiKey_Apostrophe}, {"Comma", ImGuiKey_Comma},
        {"Minus", ImGuiKey_Minus}, {"Period", ImGuiKey_Period}, {"Slash", ImGuiKey_Slash},
        {"Semicolon", ImGuiKey_Semicolon}, {"Equal", ImGuiKey_Equal}, {"BracketLeft", ImGuiKey_LeftBracket},
        {"Backslash", ImGuiKey_Backslash}, {"IntlBackslash", ImGuiKey_Oem102},
        {"BracketRight", ImGuiKey_RightBracket}, {"Backquote", ImGuiKey_GraveAccent},
        {"CapsLock", ImGuiKey_CapsLock}, {"ScrollLock", ImGuiKey_ScrollLock}, {"NumLock", ImGuiKey_NumLock},
        {"PrintScreen", ImGuiKey_PrintScreen}, {"Pause", ImGuiKey_Pause},
        {"NumpadDecimal", ImGuiKey_KeypadDecimal}, {"NumpadDivide", ImGuiKey_KeypadDivide},
        {"NumpadMultiply", ImGuiKey_KeypadMultiply}, {"NumpadSubtract", ImGuiKey_KeypadSubtract},
        {"NumpadAdd", ImGuiKey_KeypadAdd}, {"NumpadEnter", ImGuiKey_KeypadEnter},
        {"NumpadEqual", ImGuiKey_KeypadEqual},
    };
    return map;
}

// "KeyQ", "Digit4", "Numpad7", "F11": a family and a place in it.
int numbered_key(const std::string& code) {
    if (code.size() == 4 && code.starts_with("Key")) return ImGuiKey_A + (code[3] - 'A');
    if (code.size() == 6 && code.starts_with("Digit")) return ImGuiKey_0 + (code[5] - '0');
    if (code.size() == 7 && code.starts_with("Numpad") && code[6] >= '0' && code[6] <= '9')
        return ImGuiKey_Keypad0 + (code[6] - '0');
    if (code.size() < 2 || code.size() > 3 || code[0] != 'F') return ImGuiKey_None;
    int number = 0;
    for (size_t i = 1; i < code.size(); ++i) {
        if (code[i] < '0' || code[i] > '9') return ImGuiKey_None;
        number = number * 10 + (code[i] - '0');
    }
    return number >= 1 && number <= 24 ? ImGuiKey_F1 + number - 1 : ImGuiKey_None;
}

}  // namespace

int key_of(const std::string& code, const std::string& key) {
    if (key.size() == 1) {
        if (key[0] >= 'a' && key[0] <= 'z') return ImGuiKey_A + (key[0] - 'a');
        if (key[0] >= 'A' && key[0] <= 'Z') return ImGuiKey_A + (key[0] - 'A');
    }
    auto found = named_keys().find(code);
    if (found == named_keys().end() && code.empty()) found = named_keys().find(key);  // phones
    if (found != named_keys().end()) return found->second;
    return numbered_key(code);
}

}  // namespace platform::web
