#include "ui/panels/cell_edit.h"

#include "ui/panels/field_editor.h"
#include "ui/panels/lead_columns.h"

#include <imgui_internal.h>

#include <algorithm>
#include <utility>

namespace ui {
namespace {

constexpr float kWider = 8;    // than the cell, at both sides: its words stay where they were
constexpr float kLeast = 200;  // a column may be too narrow to type in

bool is_pressed(ImGuiKey key) { return ImGui::IsKeyPressed(key, false); }

// Where Tab goes.
std::optional<std::string> next_column(const CellEdit& edit, std::span<const Column> columns) {
    if (edit.onward == 0) return std::nullopt;
    const auto here = std::find_if(columns.begin(), columns.end(), [&](const Column& column) { return column.key == edit.column; });
    for (auto at = static_cast<int>(here - columns.begin()) + edit.onward; at >= 0 && at < static_cast<int>(columns.size()); at += edit.onward)
        if (columns[static_cast<size_t>(at)].editable) return std::string(columns[static_cast<size_t>(at)].key);
    return std::nullopt;
}

// The keyboard goes on in the list, at the lead wherever its new value has put it.
void leave_cell(Scene& scene, NodeId list, std::span<const Column> columns) {
    const CellEdit edit = std::exchange(scene.face.cell_edit, {});
    const auto next = next_column(edit, columns);
    const bool by_key = edit.onward != 0 || is_pressed(ImGuiKey_Enter) || is_pressed(ImGuiKey_KeypadEnter) || is_pressed(ImGuiKey_Escape);
    scene.face.follow_lead = edit.lead;
    if (by_key) focus_next(scene.frame, list);
    if (next) begin_cell_edit(scene, edit.lead, *next);
}

// Of that cell wherever its row is: one that moves while somebody types in it is still the same.
NodeId field_id(const CellEdit& edit) { return ImHashStr(edit.column.c_str(), 0, ImHashStr(edit.lead.c_str())); }

}  // namespace

bool is_editable_column(Scene& scene, std::string_view key) { return key == "name" || key == "company" || key == "owner" || is_field_column(scene, key); }

void begin_cell_edit(Scene& scene, const std::string& lead, std::string_view column) {
    scene.face.cell_edit = {.open = true, .lead = lead, .column = std::string(column)};
    scene.face.follow_lead = lead;
    scene.frame.animating = true;
}

void draw_cell_edit(Scene& scene, Rect cell, NodeId list, std::span<const Column> columns) {
    Frame& frame = scene.frame;
    CellEdit& edit = scene.face.cell_edit;
    const auto lead = scene.session.find_lead(edit.lead);
    const std::optional<app::FieldView> field = lead ? scene.session.lead_field_view(*lead, edit.column) : std::nullopt;
    if (!field) return;
    const NodeId id = field_id(edit);
    const bool picked = is_picked(*field);
    if (!edit.began) {
        focus_next(frame, id);
        if (picked) open_popup(popup_of_select(id));
    }
    edit.drawn = true;
    const float width = std::max(cell.w + 2 * kWider, kLeast), end = visible_part({cell.x, cell.y, scene.frame.view.w, cell.h}).right() - kWider;
    const float from = std::min(cell.x - kWider, end - width);
    const Rect box = Rect{from, cell.y, width, cell.h}.strip(std::min(frame.density.control, cell.h));
    paint(frame).fill(box, frame.palette.surface.raised, frame.theme.radius.medium);
    edit_lead_field(scene, id, box, edit.lead, *field);
    const bool active = picked ? is_popup_open(popup_of_select(id)) : frame.memory.draft.id == id;
    if (edit.began && !active) return leave_cell(scene, list, columns);
    edit.began |= active;
    // The field is left a frame later. In a list that is open Tab stays in there.
    edit.onward = picked || !is_pressed(ImGuiKey_Tab) ? 0 : ImGui::GetIO().KeyShift ? -1 : 1;
}

void end_cell_edit_frame(Scene& scene) {
    constexpr int kPatience = 3;  // frames: what has just begun is scrolled to
    CellEdit& edit = scene.face.cell_edit;
    if (!edit.open) return;
    edit.out_of_sight = std::exchange(edit.drawn, false) ? 0 : edit.out_of_sight + 1;
    if (edit.out_of_sight > 0) scene.frame.animating = true;
    if (edit.out_of_sight > kPatience || (edit.out_of_sight > 0 && edit.began)) edit = {};
}

}  // namespace ui
