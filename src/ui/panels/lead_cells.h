// The cells of the leads table and the cards that stand for them on a phone: which columns there
// are, what each draws, and what it says. Not the table's behaviour (widgets/table.h).
#pragma once

#include "ui/panels/scene.h"

namespace ui {

enum class ValueColumn { shown, hidden };  // hidden while no lead in the list has a value
// Those that fit; closed leads show how they ended in place of what comes next. `wishes`: what the cells of a column
// need, by its key.
std::vector<Column> lead_columns(const Frame& frame, app::Show show, ValueColumn values, const std::unordered_map<std::string, float>& wishes, float width);
// What a cell needs to show all of it; 0 in columns of one width.
float lead_cell_width(const Frame& frame, const app::LeadRow& row, std::string_view column);
// Draws the cell and gives its words.
std::string lead_cell(Frame& frame, const app::LeadRow& row, std::string_view column, Rect cell, bool selected);
// A row of 66 on a phone: score, name and company, temperature and grade, stage.
std::string lead_card(Frame& frame, const app::LeadRow& row, Rect cell);

}  // namespace ui
