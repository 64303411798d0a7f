// What imgui's core asks of its tables and columns. The face draws its own (ui/widgets/table.h), so imgui_tables.cpp
// stays out of the download (dependencies.cmake), and what a table in use would need is never reached.
#include <imgui_internal.h>

#include <cstdlib>

namespace ImGui {

// Asked at each start and end of a window, whether there is a table or not.
void TableSettingsAddSettingsHandler() {}
void TableGcCompactSettings() {}

// Asked for tables alone.
void EndTable() { std::abort(); }
void TableEndRow(ImGuiTable*) { std::abort(); }
void TableEndCell(ImGuiTable*) { std::abort(); }
void TableGcCompactTransientBuffers(ImGuiTable*) { std::abort(); }
void TableGcCompactTransientBuffers(ImGuiTableTempData*) { std::abort(); }
void TablePushBackgroundChannel() { std::abort(); }
void TablePopBackgroundChannel() { std::abort(); }
void TablePushColumnChannel(int) { std::abort(); }
void TablePopColumnChannel() { std::abort(); }
void PushColumnsBackground() { std::abort(); }
void PopColumnsBackground() { std::abort(); }
void EndColumns() { std::abort(); }

}  // namespace ImGui
