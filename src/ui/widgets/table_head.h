// The head of the virtual table, and where its columns stand. Only table.cpp and table_head.cpp include this.
#pragma once

#include "ui/widgets/table.h"

namespace ui {

inline constexpr float kCheckColumn = 28;

struct TablePlaces {
    Rect head, body;
    std::vector<Rect> columns;  // x and w only
    float check_x = 0;
    bool touch = false;
};
// A column whose edge is being pulled is as wide as it is pulled.
TablePlaces place_table(const Frame& frame, Rect box, const TableState& state, const Table& table);

void draw_table_head(Frame& frame, const TablePlaces& places, TableState& state, const Table& table, TableEvents& events);

}  // namespace ui
