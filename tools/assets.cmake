# Everything under assets/ becomes bytes in the program, behind src/base/assets.h.
# Used twice: included by CMakeLists.txt it declares the library corong_assets; run as a script
# (cmake -DASSETS=<folder> -DOUTPUT=<file> -P tools/assets.cmake) it writes the source of that library.

if(NOT CMAKE_SCRIPT_MODE_FILE)
  file(GLOB_RECURSE asset_files CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/assets/*")
  set(source "${PROJECT_BINARY_DIR}/generated/assets.cpp")
  add_custom_command(OUTPUT "${source}"
    COMMAND "${CMAKE_COMMAND}" -DASSETS=${PROJECT_SOURCE_DIR}/assets -DOUTPUT=${source} -P "${CMAKE_CURRENT_LIST_FILE}"
    DEPENDS ${asset_files} "${CMAKE_CURRENT_LIST_FILE}"
    COMMENT "Embedding assets/" VERBATIM)
  add_library(corong_assets STATIC "${source}")
  target_include_directories(corong_assets PRIVATE "${PROJECT_SOURCE_DIR}/src")
  return()
endif()

file(GLOB_RECURSE paths RELATIVE "${ASSETS}" "${ASSETS}/*")
list(FILTER paths EXCLUDE REGEX "^schema/") # for those who read our files, not for the program
list(SORT paths)
list(LENGTH paths count)

set(data "")
set(names "")
set(rows "")
set(index 0)
foreach(path IN LISTS paths)
  file(READ "${ASSETS}/${path}" text)
  if(path MATCHES "\\.json$")
    string(REGEX REPLACE "\n *" "" text "${text}") # the layout is for those who write it
  endif()
  string(HEX "${text}" hex)
  string(LENGTH "${hex}" size)
  math(EXPR size "${size} / 2")
  string(REGEX REPLACE "(..)" "\\\\x\\1" bytes "${hex}")
  string(APPEND data "constexpr char data_${index}[] = \"${bytes}\";\n")
  string(APPEND names "    \"${path}\",\n")
  string(APPEND rows "    {data_${index}, ${size}},\n")
  math(EXPR index "${index} + 1")
endforeach()

file(WRITE "${OUTPUT}" "// Written by tools/assets.cmake from assets/. Do not edit.
#include \"base/assets.h\"

#include <algorithm>
#include <array>

namespace {
${data}
constexpr std::array<std::string_view, ${count}> paths{{ // sorted
${names}}};
constexpr std::array<std::string_view, ${count}> contents{{
${rows}}};
} // namespace

namespace base {

std::optional<std::string_view> asset(std::string_view path) {
    const auto found = std::lower_bound(paths.begin(), paths.end(), path);
    if (found == paths.end() || *found != path) return std::nullopt;
    return contents[static_cast<std::size_t>(found - paths.begin())];
}

std::span<const std::string_view> asset_paths() { return paths; }

} // namespace base
")
