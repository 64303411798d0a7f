// The head of the virtual table. Only table.cpp and table_head.cpp include this.
#pragma once

#include "ui/widgets/table_places.h"

namespace ui {

void draw_table_head(Frame& frame, const TablePlaces& places, TableState& state, const Table& table, TableEvents& events);

}  // namespace ui
