// A cell of the list that is changed where it stands.
#pragma once

#include "ui/panels/scene.h"
#include "ui/widgets/table.h"

#include <optional>
#include <span>

namespace ui {

// Names, companies and whatever else is a field: what the book computes, or what a step of the way decides, is not typed.
bool is_editable_column(Scene& scene, std::string_view key);

void begin_cell_edit(Scene& scene, const std::string& lead, std::string_view column);
// Draws the field, and goes on from it: Tab to the next cell, Enter and Escape back to the list.
void draw_cell_edit(Scene& scene, Rect cell, NodeId list, std::span<const Column> columns);
// Called in each frame behind the list: a cell that is not to be seen any more is left, and what was typed in it is kept.
void end_cell_edit_frame(Scene& scene);

}  // namespace ui
