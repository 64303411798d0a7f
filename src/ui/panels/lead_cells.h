// The cells of the leads table and the cards that stand for them on a phone: which columns there
// are, what each draws, and what it says. Not the table's behaviour (widgets/table.h).
#pragma once

#include "ui/panels/scene.h"

namespace ui {

struct LeadList {
    const std::vector<app::LeadColumnView>& columns;             // that it has: their words stay in there
    const std::unordered_map<std::string, float>& wishes;        // what the cells of a column need, by its key
    bool usual_order = true;                                     // else none is left out where it is narrow
    bool numbered = false;                                       // by several it is sorted
};
// Of the usual ones those that have room; of chosen ones all, each as wide as its cells need where they go sideways.
std::vector<Column> lead_columns(const Frame& frame, const LeadList& list, float width);
// What a cell needs to show all of it; 0 in columns of one width.
float lead_cell_width(const Frame& frame, const app::LeadRow& row, std::string_view column);
// Draws the cell and gives its words.
std::string lead_cell(Frame& frame, const app::LeadRow& row, std::string_view column, Rect cell, bool selected);
// At the left of a card: the number over its two bars.
void paint_card_score(Frame& frame, const app::ScoreShort& score, Rect& at);
// A row of 66 on a phone: score, name and company, temperature and grade, stage.
std::string lead_card(Frame& frame, const app::LeadRow& row, Rect cell);

}  // namespace ui
