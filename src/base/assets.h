// Files of assets/, embedded by the build. Paths are relative to assets/: "i18n/en.json".
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace base {

std::optional<std::string_view> asset(std::string_view path);
std::span<const std::string_view> asset_paths();

}  // namespace base
