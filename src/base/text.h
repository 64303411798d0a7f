// UTF-8 text: checking, trimming, folding for search, comparing. Not for screens (ui) and not for
// locale order (base/locale.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace base {

// True if `bytes` is well-formed UTF-8 (no overlong forms, no surrogates, at most U+10FFFF).
bool is_utf8(std::string_view bytes);

// Decodes one code point at `position` and moves past it. A broken byte gives U+FFFD and moves 1.
char32_t next_code_point(std::string_view text, size_t& position);
void append_utf8(std::string& out, char32_t code_point);
size_t count_code_points(std::string_view text);

// Without white space (ASCII, U+00A0, U+FEFF, U+2000..U+200B, U+3000) at both ends.
std::string_view trim(std::string_view text);

// Search form: lower case, diacritics a language treats as variants removed, compatibility forms
// of letters flattened (Ø -> o, Æ -> ae, ß -> ss, Đ -> d, full-width -> ASCII), typographic
// apostrophes and hyphens plain, invisible formatting characters dropped, runs of white space one
// space (also at the ends: trim first where that matters). Latin, Greek and Cyrillic case; other scripts as they are. Never longer than
// 3 x the input. fold(fold(x)) == fold(x).
std::string fold(std::string_view text);
void fold_append(std::string& out, std::string_view text);

// Lower-case ASCII key of a label: letters and digits of fold(label), '_' between words.
// "Annual Revenue (USD)" -> "annual_revenue_usd". Empty when nothing is left.
std::string slug(std::string_view label);

std::vector<std::string> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
bool contains(std::string_view text, std::string_view part);
std::string lower_ascii(std::string_view text);

// Control and bidirectional-override characters made visible as U+2400.. symbols or U+FFFD.
std::string make_controls_visible(std::string_view text);

// At most `bytes` bytes, cut at a code point. For error messages only: data is never cut.
std::string_view clip(std::string_view text, size_t bytes);

}  // namespace base
