// base::trim with the usual case, nothing to trim, decided without a call: readers ask it of every cell.
#pragma once

#include "base/text.h"

#include <string_view>

namespace exchange {

inline std::string_view trimmed(std::string_view text) {
    const auto plain = [](char c) { return c > ' ' && c < 0x7F; };
    if (text.empty() || (plain(text.front()) && plain(text.back()))) return text;
    return base::trim(text);
}

}  // namespace exchange
