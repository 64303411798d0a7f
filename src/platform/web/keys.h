// Names of keys in the page to imgui's.
#pragma once

#include <string>

namespace platform::web {

// `code` is KeyboardEvent.code (where the key is), `key` is KeyboardEvent.key (what it says).
// Letters go by what they say, so that Ctrl+Z is where the user's layout has its Z; where that is
// not Latin, and for all other keys, by place. Gives an ImGuiKey; ImGuiKey_None if unknown.
int key_of(const std::string& code, const std::string& key);

}  // namespace platform::web
