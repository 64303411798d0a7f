#include "ui/widgets/table.h"

#include "app/messages.h"
#include "generated/icons.h"
#include "ui/widgets/scroll.h"
#include "ui/widgets/table_head.h"

#include <imgui_internal.h>

#include <utility>

namespace ui {
namespace {

constexpr float kPencil = 22;
constexpr float kCurrentMark = 3;  // at the edge of the row that is shown beside the table

struct Keys {
    bool has_keyboard = false;
    bool visible = false;
};

// One key press as a new place for the cursor; -1 if the key is none of ours.
int64_t moved_by_key(int64_t cursor, int64_t rows, int64_t page) {
    const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(key, true); };
    const int64_t from = std::max<int64_t>(cursor, 0);
    if (pressed(ImGuiKey_DownArrow)) return cursor < 0 ? 0 : std::min(from + 1, rows - 1);
    if (pressed(ImGuiKey_UpArrow)) return std::max<int64_t>(from - 1, 0);
    if (pressed(ImGuiKey_PageDown)) return std::min(from + page, rows - 1);
    if (pressed(ImGuiKey_PageUp)) return std::max<int64_t>(from - page, 0);
    if (pressed(ImGuiKey_Home)) return 0;
    if (pressed(ImGuiKey_End)) return rows - 1;
    return -1;
}

void scroll_to_row(TableState& state, const Table& table, int64_t row, float height) {
    const double top = static_cast<double>(row) * table.row_height;
    if (top < state.scroll) state.scroll = top;
    if (top + table.row_height > state.scroll + height - table.room_below) state.scroll = top + table.row_height - height + table.room_below;
}

std::optional<Heading> heading_at(const Table& table, int64_t row) { return table.heading && row >= 0 && row < table.rows ? table.heading(row) : std::nullopt; }

// On a heading: Enter and Space turn it round, Left folds its rows away, Right brings them back.
void handle_heading_keys(NodeId id, int64_t row, bool folded, TableEvents& events) {
    for (const ImGuiKey key : {ImGuiKey_LeftArrow, ImGuiKey_RightArrow}) ImGui::SetKeyOwner(key, id);
    const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(key, false); };
    if (pressed(ImGuiKey_Enter) || pressed(ImGuiKey_Space) || pressed(folded ? ImGuiKey_RightArrow : ImGuiKey_LeftArrow)) events.fold = row;
}

bool is_editable(const Table& table, int column) { return column >= 0 && column < static_cast<int>(table.columns.size()) && table.columns[static_cast<size_t>(column)].editable; }

int first_editable(const Table& table) {
    const auto found = std::find_if(table.columns.begin(), table.columns.end(), [](const Column& column) { return column.editable; });
    return found == table.columns.end() ? -1 : static_cast<int>(found - table.columns.begin());
}

// Right goes from the row into its cells, Left and Escape back out; F2, or Enter in a cell, changes it.
void handle_cell_keys(Frame& frame, NodeId id, const TablePlaces& layout, TableState& state, const Table& table, TableEvents& events) {
    const int last = static_cast<int>(table.columns.size()) - 1;
    state.column = std::min(state.column, last);
    if (first_editable(table) < 0 && !layout.can_move()) return void(state.column = -1);
    const int before = state.column;
    if (state.column >= 0) ImGui::SetKeyOwner(ImGuiKey_LeftArrow, id);
    ImGui::SetKeyOwner(ImGuiKey_RightArrow, id);
    if (ImGui::IsKeyPressed(ImGuiKey_RightArrow, true)) state.column = std::min(state.column + 1, last);
    if (ImGui::IsKeyPressed(ImGuiKey_LeftArrow, true)) state.column = std::max(state.column - 1, -1);
    if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) state.column = -1;
    if (state.column != before && state.column >= 0) ask_for_column(frame, state, state.column);
    const bool enter = ImGui::IsKeyPressed(ImGuiKey_Enter, false) && is_editable(table, state.column);
    if ((!enter && !ImGui::IsKeyPressed(ImGuiKey_F2, false)) || first_editable(table) < 0) return;
    events.edit = state.cursor;
    events.edit_column = is_editable(table, state.column) ? state.column : first_editable(table);
}

// What opens of a row hangs from there.
Rect row_start(const TablePlaces& layout, const TableState& state, const Table& table, int64_t row) {
    const double top = static_cast<double>(row) * table.row_height - state.scroll;
    return {layout.body.x + table.pad_left, layout.body.y + static_cast<float>(top), 1, table.row_height};
}

void handle_row_keys(Frame& frame, NodeId id, const TablePlaces& layout, TableState& state, const Table& table, TableEvents& events) {
    const ImGuiIO& io = ImGui::GetIO();
    handle_cell_keys(frame, id, layout, state, table, events);
    if (events.edit < 0 && ImGui::IsKeyPressed(ImGuiKey_Enter, false)) events.open = state.cursor;
    if (table.selectable && ImGui::IsKeyPressed(ImGuiKey_Space, false)) events.toggle = state.cursor;
    if (!ImGui::IsKeyPressed(ImGuiKey_Menu, false) && !(io.KeyShift && ImGui::IsKeyPressed(ImGuiKey_F10, false))) return;
    events.menu = state.cursor;
    events.menu_at = row_start(layout, state, table, state.cursor);
}

Keys handle_keys(Frame& frame, NodeId id, const TablePlaces& layout, TableState& state, const Table& table, TableEvents& events) {
    ImGuiContext& g = *ImGui::GetCurrentContext();
    const Rect body = layout.body;
    Keys keys;
    keys.has_keyboard = g.NavId == id && g.NavWindow == g.CurrentWindow && !g.IO.WantTextInput && table.rows > 0;
    if (!keys.has_keyboard) return keys;
    // imgui's own navigation must not walk out of the table with these.
    for (const ImGuiKey key : {ImGuiKey_DownArrow, ImGuiKey_UpArrow, ImGuiKey_PageDown, ImGuiKey_PageUp, ImGuiKey_Home, ImGuiKey_End, ImGuiKey_Enter, ImGuiKey_Space})
        ImGui::SetKeyOwner(key, id);
    const int64_t page = std::max<int64_t>(static_cast<int64_t>(body.h / table.row_height) - 1, 1);
    const int64_t to = moved_by_key(state.cursor, table.rows, page);
    if (to >= 0) {
        const int64_t before = std::clamp<int64_t>(state.cursor, 0, table.rows - 1);
        state.cursor = to;
        ImGui::SetNavCursorVisible(true);
        scroll_to_row(state, table, to, body.h);
        if (state.column >= 0) ask_for_column(frame, state, state.column);
        if (g.IO.KeyShift && table.selectable) {
            if (state.anchor < 0) state.anchor = before;
            events.from = std::min(state.anchor, to);
            events.to = std::max(state.anchor, to);
        } else {
            state.anchor = -1;
        }
    }
    if (const auto heading = heading_at(table, state.cursor)) handle_heading_keys(id, state.cursor, heading->folded, events);
    else if (state.cursor >= 0) handle_row_keys(frame, id, layout, state, table, events);
    if (table.selectable && (g.IO.KeyCtrl || g.IO.KeySuper) && ImGui::IsKeyPressed(ImGuiKey_A, false)) events.toggle_all = table.all != Check::yes;
    if (g.NavCursorVisible && state.cursor < 0) state.cursor = 0;
    keys.visible = g.NavCursorVisible;
    return keys;
}

// A pencil stands at the end of a cell under the mouse that can be changed.
int pencil_at(const TablePlaces& layout, const Table& table, float x) {
    if (layout.touch || table.edited_row >= 0) return -1;
    const bool over_names = x < layout.stays;  // whatever passes behind them
    for (size_t i = over_names ? 0 : 1; i < (over_names ? std::min<size_t>(layout.columns.size(), 1) : layout.columns.size()); ++i)
        if (table.columns[i].editable && x >= layout.columns[i].right() - kPencil && x < layout.columns[i].right() + kColumnGap / 2) return static_cast<int>(i);
    return -1;
}

void paint_pencil(Frame& frame, Rect cell) {
    const Rect box = cell.cut_right(kPencil).strip(kPencil);
    const bool over = ImGui::IsMouseHoveringRect({box.x, box.y}, {box.right(), box.bottom()});
    Painter painter = paint(frame);
    painter.fill(box, frame.palette.surface.raised, frame.theme.radius.small);
    painter.border(box, frame.palette.line.normal, frame.theme.radius.small);
    painter.icon(box, icon::pencil, over ? frame.palette.ink.first : frame.palette.ink.third, 14);
}

uint64_t identity_of(const Table& table, int64_t row) { return table.identity && row >= 0 && row < table.rows ? table.identity(row) : 0; }

void handle_mouse(const Interaction& on, const TablePlaces& layout, TableState& state, const Table& table, int64_t under, TableEvents& events) {
    const bool on_heading = heading_at(table, under).has_value();
    if (on.hovered && under >= 0 && !on_heading && ImGui::IsMouseClicked(ImGuiMouseButton_Right)) {
        const ImVec2 at = ImGui::GetMousePos();
        events.menu = state.cursor = under;
        events.menu_at = {at.x, at.y, 1, 1};
    }
    if (ImGui::IsItemActivated() && ImGui::IsMouseDown(ImGuiMouseButton_Left)) state.pressed = under, state.pressed_identity = identity_of(table, under);
    if (!on.pressed || under < 0 || under != state.pressed || state.pressed_identity != identity_of(table, under)) return;
    const ImGuiIO& io = ImGui::GetIO();
    const int pencil = pencil_at(layout, table, io.MousePos.x);
    const bool on_check = table.selectable && io.MousePos.x < layout.check_x + kCheckColumn - 4;
    if (on_heading) {
        events.fold = under;
    } else if (pencil >= 0 && !io.KeyShift && !io.KeyCtrl && !io.KeySuper) {
        events.edit = under;
        events.edit_column = pencil;
    } else if (table.selectable && io.KeyShift && state.cursor >= 0) {
        if (state.anchor < 0) state.anchor = state.cursor;
        events.from = std::min(state.anchor, under);
        events.to = std::max(state.anchor, under);
    } else if (on_check || (table.selectable && (io.KeyCtrl || io.KeySuper))) {
        events.toggle = under;
        state.anchor = -1;
    } else {
        events.open = under;
    }
    state.cursor = under;
}

// A row holds cells and nothing else, so the checkbox stands in a cell of its own: the first.
void draw_row_check(Frame& frame, Rect at, int64_t index, const Table& table, Check state, const std::string& name, bool over, TableEvents& events) {
    Group cell(frame.semantics, make_id("check-cell"), base::Role::cell, {}, visible_part(at));
    cell.node().column_index = 0;
    cell.node().row_index = index;
    const NodeId check = make_id("check");
    record(frame, check, base::Role::checkbox, app::tr(table.check_name, {{"name", name}}), at).checked = state == Check::mixed ? base::Checked::mixed : state == Check::yes ? base::Checked::yes : base::Checked::no;
    if (frame.semantics.take_activation(check)) events.toggle = index;
    paint_checkbox(frame, at, state, over, over && ImGui::IsMouseDown(ImGuiMouseButton_Left));
}

// A row holds cells, and this one a button that says whether it is folded.
void draw_heading(Frame& frame, Rect row, int64_t index, const TablePlaces& layout, const Heading& heading, bool hovered, bool focused, TableEvents& events) {
    const Palette& p = frame.palette;
    Painter painter = paint(frame);
    painter.fill(row, hovered ? p.surface.hover : p.surface.sunken);
    painter.line_below(row, p.line.subtle);
    ImGui::PushID(static_cast<int>(index));
    {
        Group group(frame.semantics, make_id("row"), base::Role::row, {}, visible_part(row));
        group.node().row_index = index;
        Group cell(frame.semantics, make_id("heading-cell"), base::Role::cell, {}, visible_part(row));
        cell.node().column_index = 0;
        cell.node().row_index = index;
        const NodeId fold = make_id("fold");
        base::SemanticNode& node = record(frame, fold, base::Role::button, heading.name, row);
        node.expanded = heading.folded ? base::Expanded::no : base::Expanded::yes;
        node.focused = focused;
        if (frame.semantics.take_activation(fold) || frame.semantics.take_activation(make_id("row"))) events.fold = index;
    }
    ImGui::PopID();
    Rect words{layout.check_x, row.y, std::min(layout.columns.back().right(), row.right() - kColumnGap) - layout.check_x, row.h};
    painter.icon(words.cut_left(16), heading.folded ? icon::chevron_right : icon::chevron_down, p.ink.third, 16);
    words.cut_left(8);
    const float detail = std::min(text_width(frame, Type::small, heading.detail) + 1, words.w / 2);
    painter.text(words.cut_right(detail), Type::small, p.ink.third, heading.detail, Align::right);
    words.cut_right(12);
    const float label = std::min(text_width(frame, Type::strong, heading.label) + 1, words.w);
    painter.text(words.cut_left(label), Type::strong, p.ink.first, heading.label);
    words.cut_left(8);
    painter.text(words, Type::small, p.ink.third, heading.count);
    if (focused) painter.focus_inside(row, 0);
}

// Over its neighbours: its field may be wider than the column.
void draw_edited_cell(Frame& frame, Rect row, int64_t index, const TablePlaces& layout, const Table& table) {
    const auto column = static_cast<size_t>(table.edited_column);
    const Rect cell{layout.columns[column].x, row.y, layout.columns[column].w, row.h};
    const CutAtEdge cut(layout, row, column);
    Group group(frame.semantics, make_id(static_cast<int64_t>(column) + 100), base::Role::cell, {}, visible_part(cell));
    group.node().column_index = table.edited_column + (table.selectable ? 1 : 0);
    group.node().row_index = index;
    table.cell(index, column, cell);
}

struct RowLook {
    bool hovered = false, focused = false;
    int column = -1;  // of a row that has the keyboard its cell may have it
    std::string name = {};
};

void draw_cell(Frame& frame, Rect cell, int64_t index, size_t column, const Table& table, const RowLook& look, TableEvents& events) {
    const NodeId id = make_id(static_cast<int64_t>(column) + 100);
    const bool focused = look.focused && static_cast<int>(column) == look.column;
    const std::string says = table.cell(index, column, cell);
    Group group(frame.semantics, id, base::Role::cell, says, visible_part(cell));
    group.node().column_index = static_cast<int32_t>(column) + (table.selectable ? 1 : 0);
    group.node().row_index = index;
    group.node().focused = focused;
    if (focused) paint(frame).focus_inside({cell.x - 6, cell.y, cell.w + 12, cell.h}, frame.theme.radius.small);
    if (table.columns[column].editable) {
        if (frame.semantics.take_activation(id)) events.edit = index, events.edit_column = static_cast<int>(column);
        if (look.hovered && table.edited_row < 0 && ImGui::IsMouseHoveringRect({cell.x, cell.y}, {cell.right() + kColumnGap / 2, cell.bottom()})) paint_pencil(frame, cell);
    }
    if (column > 0) return;
    const NodeId open = make_id("open");  // the one to press: the name
    record(frame, open, base::Role::link, look.name, cell).focused = look.focused && look.column < 0;
    if (frame.semantics.take_activation(open)) events.open = index;
}

void draw_row(Frame& frame, Rect row, int64_t index, const TablePlaces& layout, const Table& table, RowLook look, TableEvents& events) {
    const Palette& p = frame.palette;
    const bool checked = table.is_selected && table.is_selected(index);
    const std::optional<Check> check = table.check_of ? table.check_of(index) : checked ? Check::yes : Check::no;
    const bool selected = checked || (table.is_current && table.is_current(index));
    Painter painter = paint(frame);
    if (selected) painter.fill(row, look.hovered ? p.surface.selected_hover : p.surface.selected);
    else if (look.hovered) painter.fill(row, p.surface.hover);
    painter.line_below(row, p.line.subtle);
    if (table.is_current && table.is_current(index)) painter.fill({row.x, row.y, kCurrentMark, row.h - 1}, p.accent.solid);

    ImGui::PushID(static_cast<int>(index));
    look.name = table.name_of ? table.name_of(index) : std::string();
    const bool has_keyboard = look.focused && look.column < 0;
    {
        Group group(frame.semantics, make_id("row"), base::Role::row, look.name, visible_part(row));
        auto& node = group.node();
        node.row_index = index;
        node.selected = selected;
        node.focused = has_keyboard;
        if (frame.semantics.take_activation(make_id("row"))) events.open = index;
        if (table.selectable && check) {
            const bool over = look.hovered && ImGui::GetMousePos().x < layout.check_x + kCheckColumn - 4;
            draw_row_check(frame, check_box(frame, layout, row), index, table, *check, look.name, over, events);
        }
        for (size_t i = 0; i < layout.columns.size(); ++i) {
            if (index == table.edited_row && static_cast<int>(i) == table.edited_column) continue;
            const Rect cell{layout.columns[i].x, row.y, layout.columns[i].w, row.h};
            const CutAtEdge cut(layout, row, i);
            const bool has_the_keyboard = look.focused && static_cast<int>(i) == look.column;
            if (layout.can_move() && !has_the_keyboard && !is_visible(cell)) continue;
            draw_cell(frame, cell, index, i, table, look, events);
        }
        if (index == table.edited_row) draw_edited_cell(frame, row, index, layout, table);
    }
    ImGui::PopID();
    if (has_keyboard) painter.focus_inside(row, 0);
}

void draw_body(Frame& frame, NodeId id, const TablePlaces& layout, TableState& state, const Table& table, TableEvents& events) {
    const Rect body = layout.body;
    const double content = static_cast<double>(table.rows) * table.row_height + table.room_below;
    const double most = std::max(content - body.h, 0.0);
    const ImGuiIO& io = ImGui::GetIO();
    move_across(frame, layout, state, table);
    const bool sideways = layout.can_move() && (io.KeyShift || (frame.touch && std::abs(io.MouseWheelH) >= std::abs(io.MouseWheel)));
    if (ImGui::IsWindowHovered() && io.MouseWheel != 0 && !io.KeyCtrl && !sideways)
        state.scroll -= std::round(static_cast<double>(io.MouseWheel) * std::floor(5 * ImGui::GetFontSize()));
    state.scroll = std::clamp(state.scroll, 0.0, most);
    state.cursor = std::min(state.cursor, table.rows - 1);

    // The body is one widget; which row is meant follows from where it was pressed.
    if (table.edited_row >= 0) ImGui::SetNextItemAllowOverlap();
    const Interaction on = interact(frame, id, {body.x, body.y, body.w - (most > 1 && !frame.touch ? 10 : 0), body.h});
    const Keys keys = handle_keys(frame, id, layout, state, table, events);
    state.has_keyboard = keys.has_keyboard;
    if (state.reveal >= 0) scroll_to_row(state, table, std::exchange(state.reveal, -1), body.h);
    const auto row_at = [&](float y) {
        const auto row = static_cast<int64_t>(std::floor((y - body.y + state.scroll) / table.row_height));
        return y >= body.y && row >= 0 && row < table.rows ? row : -1;
    };
    const int64_t under = on.hovered || on.pressed ? row_at(io.MousePos.y) : -1;
    handle_mouse(on, layout, state, table, under, events);

    const auto first = static_cast<int64_t>(state.scroll / table.row_height);
    for (int64_t row = first; row < table.rows; ++row) {
        const double top = static_cast<double>(row) * table.row_height - state.scroll;
        if (top >= body.h) break;
        const Rect at{body.x, std::round(body.y + static_cast<float>(top)), body.w, table.row_height};
        const bool hovered = row == under && !frame.touch, focused = keys.visible && row == state.cursor;
        if (const auto heading = heading_at(table, row)) {
            draw_heading(frame, at, row, layout, *heading, hovered, focused, events);
        } else {
            draw_row(frame, at, row, layout, table, {hovered, focused, state.column}, events);
            draw_edge_of_what_stays(frame, layout, state, at);
        }
    }
    if (on.focused && table.rows == 0) paint(frame).focus_inside(body, 0);
    const double moved = scrollbar(frame, id ^ 0x5c01u, body, state.scroll, content);
    if (moved != state.scroll) {
        state.scroll = moved;
        frame.animating = true;
    }
}

}  // namespace

TableEvents table(Frame& frame, NodeId id, Rect box, TableState& state, const Table& table) {
    TableEvents events;
    const TablePlaces layout = place_table(frame, box, state, table);
    ImGui::PushOverrideID(id);
    Group grid(frame.semantics, id, base::Role::grid, table.name, visible_part(box));
    grid.node().row_count = table.rows;
    grid.node().column_count = static_cast<int32_t>(table.columns.size()) + (table.selectable ? 1 : 0);
    if (table.header) draw_table_head(frame, layout, state, table, events);
    ImGui::SetCursorScreenPos({layout.body.x, layout.body.y});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::BeginChild("body", {std::max(layout.body.w, 1.f), std::max(layout.body.h, 1.f)}, ImGuiChildFlags_NavFlattened,
                      ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoSavedSettings);
    ImGui::PopStyleVar();
    draw_body(frame, id, layout, state, table, events);
    ImGui::EndChild();
    if (events.open >= 0) events.open_at = row_start(layout, state, table, events.open);
    draw_bar_across(frame, id ^ 0xac05u, layout, state);
    ImGui::PopID();
    return events;
}

}  // namespace ui
