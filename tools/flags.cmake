# Compiler flags, in one place. What holds for all code, then what single folders choose.

# The same bits natively and as wasm: a * b + c is never fused into one rounding.
add_compile_options(-ffp-contract=off)

if(EMSCRIPTEN)
  add_compile_options(-fwasm-exceptions)
  add_link_options(-fwasm-exceptions)
  set(CMAKE_CXX_FLAGS_RELEASE "-DNDEBUG")
  # std::function with one table of three functions for each kind of callable, instead of a class of six.
  add_compile_definitions(_LIBCPP_ABI_OPTIMIZED_FUNCTION)
  # Nothing above base catches: there an exception would end the program with or without the code that
  # unwinds for it, and that code is a quarter of the download. In base two files parse with nlohmann and catch.
  # The names of types, which only exceptions and dynamic_cast ask for, are another 80 KB.
  set(corong_no_exceptions -fno-exceptions -fno-rtti)
  set(corong_for_size -Oz)
  set(corong_for_speed -O2 -msimd128)
  # One thread: nobody else can be inside a static's initialiser.
  add_compile_options(-fno-threadsafe-statics)
  # em++ is a script that starts clang, half a second for each source; it says what it would start. The first time it
  # also brings the system's headers.
  execute_process(COMMAND "${EMSCRIPTEN_ROOT_PATH}/em-config" LLVM_ROOT OUTPUT_VARIABLE llvm OUTPUT_STRIP_TRAILING_WHITESPACE)
  execute_process(COMMAND "${CMAKE_CXX_COMPILER}" -fwasm-exceptions --cflags OUTPUT_VARIABLE clang_flags OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(EXISTS "${llvm}/clang++" AND EXISTS "${EMSCRIPTEN_SYSROOT}/include/c++" AND clang_flags)
    set(CMAKE_CXX_COMPILE_OBJECT "\"${llvm}/clang++\" ${clang_flags} <DEFINES> <INCLUDES> <FLAGS> -o <OBJECT> -c <SOURCE>")
  endif()
endif()

# Several build folders compile the same sources: where ccache is installed, once is enough.
find_program(corong_ccache ccache)
if(corong_ccache AND NOT EMSCRIPTEN)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros ${corong_ccache})
endif()

if(CORONG_SANITIZE)
  set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")
  # A null that is followed ends the program here with its line anyway; looking before each step costs a third
  # of the compile time.
  add_compile_options(-fsanitize=address,undefined -fno-sanitize=null,vptr -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  # For libraries of others, which their own tests watch, and for our tests: it is the program that is watched,
  # and in tests, which are many and make wide use of templates, that is nearly half of the compile time.
  set(corong_unwatched -fno-sanitize=all)
  add_compile_definitions(_GLIBCXX_ASSERTIONS CORONG_WATCHED)
  add_link_options(-fsanitize=address,undefined)
endif()

if(CORONG_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)  # what it has not run yet is what libFuzzer looks for
elseif(CORONG_SANITIZE)
  # For folders and files of which is counted what the tests run (tools/coverage.mjs): to where LLVM_PROFILE_FILE says.
  set(corong_counted -fprofile-instr-generate=/dev/null -fcoverage-mapping)
  add_link_options(-fprofile-instr-generate=/dev/null)
endif()

# Headers that most files include, read once for all targets with the same flags, which take them by
# target_precompile_headers(<target> REUSE_FROM <name>): without it they are two thirds of all compile time. A source
# still includes what it uses: the preset `native` builds without, so a forgotten include is found there.
#   add_common_headers(<name> OPTIONS <compile option>... [HEADERS <more of them>...] [LIBRARIES <that have these>...])
function(add_common_headers name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "OPTIONS;HEADERS;LIBRARIES")
  file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/${name}.cpp" CONTENT "// Its headers are precompiled.\n")
  add_library(${name} OBJECT "${PROJECT_BINARY_DIR}/${name}.cpp")
  target_link_libraries(${name} PRIVATE nlohmann_json ${arg_LIBRARIES} corong_warnings)
  target_compile_options(${name} PRIVATE ${arg_OPTIONS})
  target_precompile_headers(${name} PRIVATE
    <algorithm> <array> <functional> <map> <memory> <optional> <set> <span> <string> <string_view>
    <unordered_map> <variant> <vector> <nlohmann/json.hpp> ${arg_HEADERS})
endfunction()

# The objects of these levels stand before the target's own: of a template that both have made the linker keeps the
# first, and that shall be the watched one, on the web the optimised one.
function(link_levels_first target)
  if(CORONG_SANITIZE OR EMSCRIPTEN)
    foreach(level IN LISTS ARGN)
      target_sources(${target} PRIVATE $<TARGET_OBJECTS:corong_${level}>)
    endforeach()
  endif()
endfunction()

# Warnings are for our own code: corong_library and the tests link this, the libraries of others do not.
add_library(corong_warnings INTERFACE)
target_compile_options(corong_warnings INTERFACE -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual)
# em++ sees every source of the program; g++ 12 has false alarms that come and go with the optimiser.
if(CORONG_WERROR AND EMSCRIPTEN)
  target_compile_options(corong_warnings INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports these in std::string and std::variant where nothing is wrong, more so under the sanitizers.
  target_compile_options(corong_warnings INTERFACE
    -Wno-restrict -Wno-maybe-uninitialized -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
endif()
