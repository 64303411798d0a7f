# Target `site`: the hostable folder, beside the build folder (build/site). What the page fetches, and nothing else.

set(fonts "${PROJECT_BINARY_DIR}/fonts")
set(inter "${PROJECT_SOURCE_DIR}/web/node_modules/inter-ui/variable/InterVariable.woff2")
set(lucide "${icon_font}/lucide.ttf")
file(MAKE_DIRECTORY "${fonts}")

# The weights of the look (400 to 600, variable) at text size, without layout features: glyphs are drawn one by one.
add_custom_command(OUTPUT "${fonts}/inter.woff2"
  COMMAND fonttools varLib.instancer "${inter}" opsz=14 wght=400:600 --output "${fonts}/inter.ttf" --quiet
  COMMAND fonttools subset "${fonts}/inter.ttf" "--unicodes-file=${PROJECT_SOURCE_DIR}/tools/inter.txt"
    --layout-features= --no-hinting --flavor=woff2 "--output-file=${fonts}/inter.woff2"
  DEPENDS "${inter}" "${PROJECT_SOURCE_DIR}/tools/inter.txt" "${CMAKE_CURRENT_LIST_FILE}"
  COMMENT "Subsetting Inter" VERBATIM)

list(JOIN icon_unicodes "," icon_unicode_list)
add_custom_command(OUTPUT "${fonts}/icons.woff2"
  COMMAND fonttools subset "${lucide}" "--unicodes=${icon_unicode_list}" --no-ignore-missing-unicodes
    --layout-features= --no-hinting --flavor=woff2 "--output-file=${fonts}/icons.woff2"
  DEPENDS "${lucide}" "${icon_names_file}" "${CMAKE_CURRENT_LIST_FILE}"
  COMMENT "Subsetting the icons" VERBATIM)

add_custom_target(site
  COMMAND node "${PROJECT_SOURCE_DIR}/tools/site.mjs" "${PROJECT_BINARY_DIR}/../site"
    --page "${PROJECT_SOURCE_DIR}/web/site"
    --program "$<TARGET_FILE_DIR:corong>"
    --fonts "${fonts}"
    --license "Corong=${PROJECT_SOURCE_DIR}"
    --license "Dear ImGui=${imgui_SOURCE_DIR}"
    --license "nlohmann/json=${nlohmann_json_SOURCE_DIR}"
    --license "xxHash=${xxhash_SOURCE_DIR}"
    --license "Inter=${PROJECT_SOURCE_DIR}/web/node_modules/inter-ui"
    --license "Lucide=${PROJECT_SOURCE_DIR}/web/node_modules/lucide-static"
  DEPENDS corong "${fonts}/inter.woff2" "${fonts}/icons.woff2"
  COMMENT "Laying out the site" VERBATIM USES_TERMINAL)
