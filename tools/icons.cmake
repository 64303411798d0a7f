# The icon names of tools/icons.txt as code points of the icon font: library corong_icons, header generated/icons.h.
# A name that the font does not have ends the configuration: better here than as an empty box on the screen.

set(icon_names_file "${PROJECT_SOURCE_DIR}/tools/icons.txt")
set(icon_font "${PROJECT_SOURCE_DIR}/web/node_modules/lucide-static/font")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${icon_names_file}" "${icon_font}/codepoints.json")
if(NOT EXISTS "${icon_font}/codepoints.json")
  message(FATAL_ERROR "The icon font is not there (web/node_modules). Run tools/toolchain first; it installs it.")
endif()

file(STRINGS "${icon_names_file}" icon_names)
file(READ "${icon_font}/codepoints.json" icon_points)
set(constants "")
set(rows "")
set(icon_unicodes "") # for the font subset in tools/site.cmake
foreach(name IN LISTS icon_names)
  string(JSON point ERROR_VARIABLE missing GET "${icon_points}" "${name}")
  if(missing)
    message(FATAL_ERROR "tools/icons.txt names \"${name}\"; the icon font has no such icon.")
  endif()
  string(REPLACE "-" "_" identifier "${name}")
  math(EXPR hex "${point}" OUTPUT_FORMAT HEXADECIMAL)
  string(APPEND constants "inline constexpr char32_t ${identifier} = ${hex};\n")
  string(APPEND rows "    {\"${name}\", ${identifier}},\n")
  string(REPLACE "0x" "U+" unicode "${hex}")
  list(APPEND icon_unicodes "${unicode}")
endforeach()

file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/generated/icons.h" @ONLY CONTENT [[
// Written by tools/icons.cmake from tools/icons.txt. Do not edit.
#pragma once

#include <string_view>

namespace ui::icon {

@constants@
struct Named {
    std::string_view name;  // as the icon font calls it: "alarm-clock"
    char32_t point;
};
inline constexpr Named all[] = {
@rows@};

}  // namespace ui::icon
]])

add_library(corong_icons INTERFACE)
target_include_directories(corong_icons INTERFACE "${PROJECT_BINARY_DIR}")
