// Files of assets/, embedded by the build. Paths are relative to assets/: "i18n/en.json".
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace base {

// What a first visit needs of it, whatever its language: all but words, and the sample book.
std::optional<std::string_view> asset(std::string_view path);
std::span<const std::string_view> asset_paths();

// A file that `asset` does not have. The build picks where from: embedded, too, or in the page what has been fetched
// (the words that come at once, of the language that was picked), or else the second part of the program, which is waited
// for if it has not come (the other words, of every language). The bytes stay where they are.
std::optional<std::string_view> later_asset(std::string_view path);

}  // namespace base
