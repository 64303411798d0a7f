// The cells of the leads table and the cards that stand for them on a phone: which columns there
// are, what each draws, and what it says. Not the table's behaviour (widgets/table.h).
#pragma once

#include "ui/panels/scene.h"

namespace ui {

enum class ValueColumn { shown, hidden };  // hidden while no lead in the list has a value
// Those that fit; closed leads show how they ended in place of what comes next.
std::vector<Column> lead_columns(app::Show show, ValueColumn values, float width);
// Draws the cell and gives its words.
std::string lead_cell(Frame& frame, const app::LeadRow& row, std::string_view column, Rect cell, bool selected);
// A row of 66 on a phone: score, name and company, temperature and grade, stage.
std::string lead_card(Frame& frame, const app::LeadRow& row, Rect cell);

}  // namespace ui
