# Target `site`: the hostable folder, beside the build folder (build/site). What the page fetches, and nothing else.

set(fonts "${PROJECT_BINARY_DIR}/fonts")
set(inter "${PROJECT_SOURCE_DIR}/web/node_modules/inter-ui/variable/InterVariable.woff2")
set(lucide "${icon_font}/lucide.ttf")
file(MAKE_DIRECTORY "${fonts}")
# The interpreter that has fonttools stands in its first line.
find_program(fonttools fonttools REQUIRED NO_CMAKE_FIND_ROOT_PATH)
file(STRINGS "${fonttools}" font_python LIMIT_COUNT 1)
string(REGEX REPLACE "^#! *" "" font_python "${font_python}")

# The weights of the look (400 to 600, variable) at text size, without layout features: glyphs are drawn one by one. Their
# points lie on a grid of 640 to the em, those of the icons on one of 240, ten steps to a unit of their drawings: a
# visitor fetches less, and at three device pixels for each of 16 px no point of a letter moves by more than a twenty-fifth of
# a pixel, none of an icon by more than a tenth.
set(subset --layout-features= --no-hinting --name-IDs=)
add_custom_command(OUTPUT "${fonts}/inter.ttf"
  COMMAND fonttools varLib.instancer "${inter}" opsz=14 wght=400:600 --output "${fonts}/inter-fine.ttf" --quiet
  COMMAND fonttools ttLib.scaleUpem "${fonts}/inter-fine.ttf" 640 --output-file "${fonts}/inter.ttf"
  DEPENDS "${inter}" "${CMAKE_CURRENT_LIST_FILE}"
  COMMENT "Inter at text size" VERBATIM)
foreach(part inter inter-extended)
  set(characters "${PROJECT_SOURCE_DIR}/tools/${part}.txt")
  add_custom_command(OUTPUT "${fonts}/${part}.woff2"
    COMMAND fonttools subset "${fonts}/inter.ttf" "--unicodes-file=${characters}" ${subset}
      --flavor=woff2 "--output-file=${fonts}/${part}.woff2"
    DEPENDS "${fonts}/inter.ttf" "${characters}"
    COMMENT "Subsetting ${part}" VERBATIM)
endforeach()

list(JOIN icon_unicodes "," icon_unicode_list)
add_custom_command(OUTPUT "${fonts}/lucide.ttf"
  COMMAND "${font_python}" "${CMAKE_CURRENT_LIST_DIR}/icon_font.py" "${lucide}" 240 "${fonts}/lucide.ttf"
  DEPENDS "${lucide}" "${CMAKE_CURRENT_LIST_FILE}" "${CMAKE_CURRENT_LIST_DIR}/icon_font.py"
  COMMENT "The icons on a coarser grid" VERBATIM)
set(icons "${fonts}/lucide.ttf" "--unicodes=${icon_unicode_list}" --no-ignore-missing-unicodes ${subset})
add_custom_command(OUTPUT "${fonts}/icons.woff2"
  COMMAND fonttools subset ${icons} --flavor=woff2 "--output-file=${fonts}/icons.woff2"
  DEPENDS "${fonts}/lucide.ttf" "${icon_names_file}" "${CMAKE_CURRENT_LIST_FILE}"
  COMMENT "Subsetting the icons" VERBATIM)

# The same in one weight and as TrueType, for a browser that forbids reading a canvas: there web/fallback draws.
add_custom_command(OUTPUT "${fonts}/fallback.ttf" "${fonts}/fallback-icons.ttf"
  COMMAND fonttools varLib.instancer "${inter}" opsz=14 wght=450 --output "${fonts}/inter-450.ttf" --quiet
  COMMAND fonttools subset "${fonts}/inter-450.ttf" "--unicodes-file=${PROJECT_SOURCE_DIR}/tools/inter.txt"
    "--unicodes-file=${PROJECT_SOURCE_DIR}/tools/inter-extended.txt" ${subset} "--output-file=${fonts}/fallback.ttf"
  COMMAND fonttools subset ${icons} "--output-file=${fonts}/fallback-icons.ttf"
  DEPENDS "${inter}" "${fonts}/inter.woff2" "${fonts}/inter-extended.woff2" "${fonts}/icons.woff2"
  COMMENT "Fonts for browsers that hide the canvas" VERBATIM)

# The program in two parts (tools/parts.mjs).
execute_process(COMMAND "${EMSCRIPTEN_ROOT_PATH}/em-config" BINARYEN_ROOT OUTPUT_VARIABLE binaryen
  OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
find_program(wasm_split wasm-split PATHS "${binaryen}/bin" NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH REQUIRED)
execute_process(COMMAND "${wasm_split}" --help OUTPUT_VARIABLE wasm_split_options ERROR_VARIABLE wasm_split_options)
if(NOT wasm_split_options MATCHES "--placeholdermap" OR NOT wasm_split_options MATCHES "--placeholder-namespace-prefix")
  message(FATAL_ERROR "${wasm_split} is too old to cut the program in two. Update Emscripten, or take its folder out of PATH and run ./corong build: that brings one.")
endif()
set(parts "${PROJECT_BINARY_DIR}/parts")
set(part_tools parts.mjs function_order.mjs shared_functions.mjs later_data.mjs wasm.mjs wasm_write.mjs)
list(TRANSFORM part_tools PREPEND "${CMAKE_CURRENT_LIST_DIR}/")
add_custom_command(OUTPUT "${parts}/corong.wasm" "${parts}/corong.later.wasm"
  COMMAND node "${CMAKE_CURRENT_LIST_DIR}/parts.mjs" "$<TARGET_FILE_DIR:corong>/corong.wasm" "${parts}"
    --linked "$<TARGET_FILE:corong_linked>" --splitter "${wasm_split}" --later "${CMAKE_CURRENT_LIST_DIR}/later.txt"
    --assets "${later_assets}"
  DEPENDS corong corong_linked ${asset_sources} ${part_tools} "${CMAKE_CURRENT_LIST_DIR}/later.txt"
  COMMENT "Cutting the program in two" VERBATIM)

add_custom_target(site
  COMMAND node "${PROJECT_SOURCE_DIR}/tools/site.mjs" "${PROJECT_BINARY_DIR}/../site"
    --page "${PROJECT_SOURCE_DIR}/web/site"
    --program "$<TARGET_FILE_DIR:corong>"
    --parts "${parts}"
    --assets "${apart_assets}"
    --fallback "$<TARGET_FILE_DIR:corong_glyphs>"
    --fonts "${fonts}"
    --license "Corong=${PROJECT_SOURCE_DIR}"
    --license "Dear ImGui=${imgui_SOURCE_DIR}"
    --license "nlohmann/json=${nlohmann_json_SOURCE_DIR}"
    --license "xxHash=${xxhash_SOURCE_DIR}"
    --license "Inter=${PROJECT_SOURCE_DIR}/web/node_modules/inter-ui"
    --license "Lucide=${PROJECT_SOURCE_DIR}/web/node_modules/lucide-static"
  DEPENDS corong_glyphs "${parts}/corong.wasm" "${fonts}/fallback.ttf"
  COMMENT "Laying out the site" VERBATIM USES_TERMINAL)
