# The four libraries that are not ours, by upstream address and pinned content.
# Where tools/toolchain has unpacked one of them, that copy is used instead and nothing is downloaded.

include(FetchContent)

if(DEFINED ENV{CORONG_TOOLCHAIN})
  set(unpacked "$ENV{CORONG_TOOLCHAIN}/src")
else()
  set(unpacked "${PROJECT_SOURCE_DIR}/build/toolchain/src")
endif()

foreach(name imgui doctest nlohmann_json xxhash)
  string(TOUPPER ${name} upper)
  if(NOT FETCHCONTENT_SOURCE_DIR_${upper} AND EXISTS "${unpacked}/${name}")
    set(FETCHCONTENT_SOURCE_DIR_${upper} "${unpacked}/${name}")
  endif()
endforeach()

# SOURCE_SUBDIR names a folder that does not exist: their own CMake files stay unread, the targets are below.
FetchContent_Declare(imgui # 1.92.2b
  GIT_REPOSITORY https://github.com/ocornut/imgui.git
  GIT_TAG 45acd5e0e82f4c954432533ae9985ff0e1aad6d5
  SOURCE_SUBDIR none)
FetchContent_Declare(doctest
  URL https://github.com/doctest/doctest/archive/refs/tags/v2.5.3.tar.gz
  URL_HASH SHA256=174ebc4e769928959614789c5b4e9c3d0a0f81a62bb608756b127bfebfb21331
  DOWNLOAD_EXTRACT_TIMESTAMP false SOURCE_SUBDIR none)
FetchContent_Declare(nlohmann_json
  URL https://github.com/nlohmann/json/releases/download/v3.11.3/json.tar.xz
  URL_HASH SHA256=d6c65aca6b1ed68e7a182f4757257b107ae403032760ed6ef121c9d55e81757d
  DOWNLOAD_EXTRACT_TIMESTAMP false SOURCE_SUBDIR none)
FetchContent_Declare(xxhash
  URL https://github.com/Cyan4973/xxHash/archive/refs/tags/v0.8.3.tar.gz
  URL_HASH SHA256=aae608dfe8213dfd05d909a57718ef82f30722c392344583d3f39050c7f29a80
  DOWNLOAD_EXTRACT_TIMESTAMP false SOURCE_SUBDIR none)
FetchContent_MakeAvailable(imgui doctest nlohmann_json xxhash)

add_library(doctest INTERFACE)
target_include_directories(doctest SYSTEM INTERFACE "${doctest_SOURCE_DIR}")

add_library(nlohmann_json INTERFACE)
target_include_directories(nlohmann_json SYSTEM INTERFACE "${nlohmann_json_SOURCE_DIR}/include")

add_library(xxhash INTERFACE)
target_include_directories(xxhash SYSTEM INTERFACE "${xxhash_SOURCE_DIR}")
target_compile_definitions(xxhash INTERFACE XXH_INLINE_ALL)

add_library(imgui STATIC
  "${imgui_SOURCE_DIR}/imgui.cpp"
  "${imgui_SOURCE_DIR}/imgui_draw.cpp"
  "${imgui_SOURCE_DIR}/imgui_widgets.cpp"
  "${imgui_SOURCE_DIR}/misc/cpp/imgui_stdlib.cpp")
target_include_directories(imgui SYSTEM PUBLIC
  "${imgui_SOURCE_DIR}" "${imgui_SOURCE_DIR}/misc/cpp" "${imgui_SOURCE_DIR}/backends")
target_compile_definitions(imgui PUBLIC
  IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_DEBUG_TOOLS IMGUI_DISABLE_OBSOLETE_FUNCTIONS IMGUI_USE_WCHAR32
  "ImDrawIdx=unsigned int") # WebGL cannot start a draw at a later vertex, and a big window has more than 65,536
target_compile_options(imgui PRIVATE ${corong_for_size} ${corong_no_exceptions} ${corong_unwatched})

# The stock OpenGL 3 backend draws in the browser; natively nothing is drawn, the tests read the frame's tree.
if(EMSCRIPTEN)
  target_compile_definitions(imgui PUBLIC IMGUI_DISABLE_DEFAULT_FONT IMGUI_DISABLE_FILE_FUNCTIONS
    IMGUI_ENABLE_FREETYPE) # glyphs come from elsewhere than stb_truetype: src/platform/web/text.cpp
  # A Begin without its End is found natively by the tests of the face; here its sentences would only be fetched.
  target_compile_options(imgui PRIVATE "-DIM_ASSERT_USER_ERROR(expression,message)=static_cast<void>(0)")
  target_sources(imgui PRIVATE "${imgui_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp"
    "${PROJECT_SOURCE_DIR}/tools/imgui_without_tables.cpp")
  set_source_files_properties("${imgui_SOURCE_DIR}/imgui.cpp" PROPERTIES COMPILE_OPTIONS "--include=${PROJECT_SOURCE_DIR}/tools/imgui_hash.h")
  # Answered by src/platform/web/graphics.cpp without waiting for the graphics card.
  set_source_files_properties("${imgui_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp" PROPERTIES
    COMPILE_DEFINITIONS glGetIntegerv=corong_gl_integer
    COMPILE_OPTIONS "--include=${PROJECT_SOURCE_DIR}/tools/imgui_gl_version.h")
else()
  target_sources(imgui PRIVATE "${imgui_SOURCE_DIR}/imgui_tables.cpp")
endif()
