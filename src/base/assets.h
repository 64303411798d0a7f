// Files of assets/, embedded by the build. Paths are relative to assets/: "i18n/en.json".
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace base {

// What a first visit needs of it: all but the sample book, and the words that tools/later_words.txt names.
std::optional<std::string_view> asset(std::string_view path);
std::span<const std::string_view> asset_paths();

// The rest of a file, or one that `asset` does not have. The build picks where from: embedded, too, or in the page from
// the second part of the program, which is waited for if it has not come; the sample book is not in that, it is fetched.
// The bytes stay where they are.
std::optional<std::string_view> later_asset(std::string_view path);

}  // namespace base
