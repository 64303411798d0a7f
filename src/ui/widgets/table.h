// The virtual table: a header that sorts (with Shift: after what sorts already) and whose columns are moved and widened by
// hand, rows of which only those in view exist, a checkbox column, one keyboard cursor. It holds no data: cells are asked
// for row by row. Mouse, finger, keys (arrows, PageUp/Down, Home/End, Enter, Space, F2, Shift with any of them, Ctrl+A; on a
// head Shift with Left and Right, with Ctrl, too: wider; Left and Right fold a heading, and go into a row's cells) and assistive technology do the same things. Not for short lists without
// a header (panels draw those).
#pragma once

#include "ui/widgets/choice.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ui {

struct Column {
    std::string_view key = {};
    std::string_view title = {};
    float width = 100;   // least
    float wish = 0;      // what its cells need; 0: not known. Less than the least gives room to the others
    bool whole = false;      // its cells are never cut: it takes what they need, or goes
    bool cut_first = false;  // gets what it needs after the others
    float grow = 0;      // share of what is left over
    float most = 0;      // 0: no limit
    bool right = false;  // numbers
    bool sortable = true;
    bool movable = false, resizable = false;  // by hand
    bool editable = false;   // its cells can be changed where they stand
    int drop = 0;        // the highest goes first when the table is narrow; 0 stays
};

// Drops columns and widens the rest until they fill `width`. Where those that stay are too wide still, the table moves the
// ones behind the first sideways.
std::vector<Column> fit_columns(std::vector<Column> columns, float width);
float width_of(std::span<const Column> columns);
float gap_after(std::span<const Column> columns, size_t at);  // to the next one; with the last that is there too
inline constexpr float kColumnGap = 12;
inline constexpr float kLeastByHand = 40, kMostByHand = 640;  // widths of a column that is pulled

// A column's head, or its edge, under the mouse.
struct HeadHold {
    enum class What : uint8_t { nothing, pressed, moving, given_up, edge };  // given up: by Escape, while the button is down
    What what = What::nothing;
    std::string key = {};
    float from_x = 0, from_width = 0, width = 0;  // where it was taken hold of, and how wide it was; how wide it is now
    int frame = 0;                // the last one it was drawn in
};

struct TableState {
    double scroll = 0;
    double across = 0;    // how far the columns behind the first have gone sideways, px
    int reveal_column = -1;        // column that is to be in sight
    int shown_edit = -1;           // the one that was last seen being changed
    std::string focused_head = {}; // the head that had the keyboard
    int64_t cursor = -1;  // the keyboard's row,
    int column = -1;      // and its cell in there; -1: the row
    int64_t anchor = -1;  // where a Shift-selection began
    int64_t pressed = -1;
    uint64_t pressed_identity = 0;
    int64_t reveal = -1;   // row that is to be in sight
    bool has_keyboard = false;
    HeadHold head = {};
};

struct Sorting {
    std::string_view column = {};
    bool descending = false;
};

// A row that stands over a group of others, across all columns. Whoever presses it folds them away.
struct Heading {
    std::string label, count, detail;  // detail: at the right
    std::string name;                  // for those who cannot see it
    bool folded = false;
};

struct Table {
    std::string_view name = {};
    std::span<const Column> columns;
    int64_t rows = 0;
    std::span<const Sorting> sorts = {};  // the first goes first
    bool header = true;
    bool selectable = true;
    Check all = Check::no;     // the header's checkbox
    float row_height = 36;
    float pad_left = 24, pad_right = 16;
    float room_below = 0;      // for what floats over the last rows
    int64_t edited_row = -1;   // there `cell` draws a field, which has the mouse and says itself what it holds
    int edited_column = -1;
    std::function<bool(int64_t row)> is_selected = {};
    std::function<bool(int64_t row)> is_current = {};  // shown beside the table: tinted, not checked
    std::function<std::string(int64_t row)> name_of;
    // Whose row it is: where rows move between a press and its end, nobody else is meant.
    std::function<uint64_t(int64_t row)> identity = {};
    std::function<std::optional<Heading>(int64_t row)> heading = {};  // of a row that is one: nothing else is asked of it
    // Checkboxes that choose something else than rows to act on: they tint nothing, and some rows have none.
    std::function<std::optional<Check>(int64_t row)> check_of = {};
    std::string_view check_name = "table.select", all_name = "table.select_all";  // of the catalogue
    // Draws the cell and says what it shows; an empty answer is not recorded.
    std::function<std::string(int64_t row, size_t column, Rect cell)> cell;
};

struct TableEvents {
    int sort = -1;            // column whose head was pressed
    bool also = false;        // with Shift: it sorts beside what sorts already
    int moved = -1, moved_to = -1;  // column, and its place among them then
    int widened = -1;         // column whose edge was let go
    float width = 0;          // of that; 0: it was pressed twice, and is to be as wide as usual
    bool head_menu = false;   // the right button on a head
    int64_t fold = -1;        // heading that was pressed
    int64_t open = -1;        // row that was pressed or entered
    Rect open_at = {};        // where it begins
    int64_t edit = -1;        // row, and column, that is to be changed where it stands
    int edit_column = -1;
    int64_t toggle = -1;      // row whose checkbox was pressed
    int64_t from = -1, to = -1;  // rows to select, both ends included
    bool toggle_all = false;
    int64_t menu = -1;        // row whose menu is asked for: right button, long press, the menu key
    Rect menu_at = {};        // where
};

TableEvents table(Frame& frame, NodeId id, Rect box, TableState& state, const Table& table);

}  // namespace ui
