# Everything under assets/ becomes bytes in the program, behind src/base/assets.h: corong_assets what a first visit needs,
# corong_assets_later the rest, for a program that is not cut in two. In the page that comes with the second part of the
# program (tools/parts.mjs takes it from `later_assets`), or as files of their own (`apart_assets`).
set(later_words "${PROJECT_SOURCE_DIR}/tools/later_words.txt")
set(later_assets "${PROJECT_BINARY_DIR}/generated/later")
set(apart_assets "${PROJECT_BINARY_DIR}/generated/apart")
set(asset_sources "${PROJECT_BINARY_DIR}/generated/assets.cpp" "${PROJECT_BINARY_DIR}/generated/assets_later.cpp")
file(GLOB_RECURSE asset_files CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/assets/*")
add_custom_command(OUTPUT ${asset_sources}
  COMMAND node "${CMAKE_CURRENT_LIST_DIR}/assets.mjs" "${PROJECT_SOURCE_DIR}/assets" "${later_words}" "${PROJECT_BINARY_DIR}/generated"
  DEPENDS ${asset_files} "${later_words}" "${CMAKE_CURRENT_LIST_DIR}/assets.mjs"
  COMMENT "Embedding assets/" VERBATIM)
list(GET asset_sources 0 first_source)
list(GET asset_sources 1 later_source)
add_library(corong_assets STATIC "${first_source}")
add_library(corong_assets_later STATIC "${later_source}")
foreach(library corong_assets corong_assets_later)
  target_include_directories(${library} PRIVATE "${PROJECT_SOURCE_DIR}/src")
endforeach()
