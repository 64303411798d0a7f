// The table behind known_header(): words of headers, squeezed to letters and digits. Data only.
#pragma once

#include "exchange/headers.h"

#include <span>
#include <string_view>

namespace exchange {

struct HeaderWord {
    std::string_view squeezed;  // base::slug without '_'
    KnownHeader known;
};
std::span<const HeaderWord> header_words();

}  // namespace exchange
