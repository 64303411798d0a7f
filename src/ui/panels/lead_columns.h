// The columns of the list of leads that somebody has chosen: what a hand does to them in the list, and the dialog that does
// the same by names.
#pragma once

#include "ui/panels/scene.h"

#include <span>

namespace ui {

// A segment whose columns were changed here: what becomes of it behind that, by undo, the list follows.
void follow_kept_segment(Scene& scene);
std::vector<app::ColumnChoice> choices_of(const std::vector<app::LeadColumnView>& columns);
bool is_field_column(Scene& scene, std::string_view key);
std::string draw_lead_field(Scene& scene, app::RowHandle lead, const Column& column, Rect cell);
// Names read from A; numbers and dates from the most.
bool begins_with_a(Scene& scene, std::string_view key);

void widen_column(Scene& scene, const std::string& key, float width);  // 0: as wide as its cells need
// Of the list as it is drawn, to that place among the others. Those that have no room there now stay behind the ones they
// are behind.
void move_column(Scene& scene, std::span<const Column> drawn, size_t column, size_t to);

float columns_button_width(Scene& scene);
void draw_columns_button(Scene& scene, Rect box);

}  // namespace ui
