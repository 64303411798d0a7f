// Where the columns of the virtual table stand, and how they go sideways where they are wider than the table: the first
// stays, the others pass behind its edge. Only table.cpp and table_head.cpp include this.
#pragma once

#include "ui/widgets/table.h"

namespace ui {

inline constexpr float kCheckColumn = 28;

struct TablePlaces {
    Rect head, body;
    Rect across;                // the bar beneath the rows; empty where all columns have room
    std::vector<Rect> columns;  // x and w only
    float check_x = 0;
    float stays = 0;            // the right end of what stays, on the screen
    double content = 0;         // of what goes sideways: how wide it is
    bool touch = false;

    bool can_move() const { return across.h > 0; }
};

// What of a row, or of the head, is its checkbox: under a finger all that the column is wide.
Rect check_box(const Frame& frame, const TablePlaces& places, Rect row);

// A column whose edge is being pulled is as wide as it is pulled. Keeps `state.across` where there is something to see.
TablePlaces place_table(const Frame& frame, Rect box, TableState& state, const Table& table);

// By the wheel, by a head that is carried to an end, and to what was asked for.
void move_across(Frame& frame, const TablePlaces& places, TableState& state, const Table& table);
void ask_for_column(Frame& frame, TableState& state, int column);  // comes into sight in the next frame
void draw_bar_across(Frame& frame, NodeId id, const TablePlaces& places, TableState& state);
// Of a row: the edge that its columns pass behind.
void draw_edge_of_what_stays(Frame& frame, const TablePlaces& places, const TableState& state, Rect row);

// While it lives, a cell of that column is cut at the edge of what stays; one of the first is not.
class CutAtEdge {
public:
    CutAtEdge(const TablePlaces& places, Rect row, size_t column);
    ~CutAtEdge();
    CutAtEdge(const CutAtEdge&) = delete;
    CutAtEdge& operator=(const CutAtEdge&) = delete;

private:
    bool cuts_;
};

}  // namespace ui
