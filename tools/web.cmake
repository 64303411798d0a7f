# CMake toolchain file of the preset `web`: hands over to the Emscripten that tools/toolchain chose.

if(DEFINED ENV{CORONG_TOOLCHAIN})
  set(chosen "$ENV{CORONG_TOOLCHAIN}/emscripten")
else()
  set(chosen "${CMAKE_CURRENT_LIST_DIR}/../build/toolchain/emscripten")
endif()

file(REAL_PATH "${chosen}" emscripten)
if(NOT EXISTS "${emscripten}/cmake/Modules/Platform/Emscripten.cmake")
  message(FATAL_ERROR "No Emscripten at ${chosen}. Run tools/toolchain first; it prepares one.")
endif()
include("${emscripten}/cmake/Modules/Platform/Emscripten.cmake")
