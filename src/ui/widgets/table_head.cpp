#include "ui/widgets/table_head.h"

#include "app/messages.h"
#include "generated/icons.h"

#include <imgui_internal.h>

namespace ui {
namespace {

constexpr float kDragDistance = 6;  // a press that goes further is no press
constexpr float kEdge = 4;          // to either side of it
constexpr float kWidthStep = 16;

using What = HeadHold::What;

Rect head_of(const TablePlaces& places, size_t column) { return {places.columns[column].x, places.head.y, places.columns[column].w, places.head.h}; }

// The place it would have among the columns. Those at the beginning that cannot be moved stay there.
int place_for(float x, const TablePlaces& places, const Table& table, int moved) {
    if (places.can_move()) x = std::max(x, places.stays);  // behind what stays nobody sees a place
    int to = 0, stay = 0;
    for (int i = 0; i < static_cast<int>(table.columns.size()); ++i) {
        const Rect& column = places.columns[static_cast<size_t>(i)];
        if (stay == i && !table.columns[static_cast<size_t>(i)].movable) ++stay;
        if (i != moved && x > column.x + column.w / 2) ++to;
    }
    return std::max(to, stay);
}

// --- the edge of a column ------------------------------------------------------------------------------

bool is_over_edge(const TablePlaces& places, size_t column) {
    const Rect head = head_of(places, column);
    const float edge = head.right() + kColumnGap / 2;
    if (column > 0 && places.can_move() && edge < places.stays + 2 * kEdge) return false;  // behind what stays, or too near to its edge
    return ImGui::IsMouseHoveringRect({edge - kEdge, head.y}, {edge + kEdge, head.bottom()}) && ImGui::IsWindowHovered();
}

// Under the mouse alone; the keyboard: handle_head_keys. These are functions of their own: who looks around moves nothing
// (tools/parts.mjs).
[[gnu::noinline]] void pull_edge(const TablePlaces& places, TableState& state, const Table& table, size_t column, bool over, TableEvents& events) {
    HeadHold& hold = state.head;
    const std::string_view key = table.columns[column].key;
    const Rect head = head_of(places, column);
    const float x = ImGui::GetMousePos().x;
    if (over && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
        events.widened = static_cast<int>(column);
        events.width = 0;
        hold = {};
        return;
    }
    if (over && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) hold = {What::edge, std::string(key), x, head.w, head.w};
    const bool held = hold.what == What::edge && hold.key == key;
    if (held || (over && hold.what == What::nothing)) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    if (!held) return;
    if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) {
        hold.what = What::given_up;
        return;
    }
    hold.width = std::clamp(hold.from_width + x - hold.from_x, kLeastByHand, kMostByHand);
    if (ImGui::IsMouseDown(ImGuiMouseButton_Left) || std::abs(hold.width - hold.from_width) < 1) return;
    events.widened = static_cast<int>(column);
    events.width = std::round(hold.width);
}

// --- the head of a column ------------------------------------------------------------------------------

[[gnu::noinline]] void drag_head(const Interaction& on, const TablePlaces& places, TableState& state, const Table& table, size_t column, TableEvents& events) {
    HeadHold& hold = state.head;
    const std::string_view key = table.columns[column].key;
    const float x = ImGui::GetMousePos().x;
    if (on.held && hold.what == What::nothing && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) hold = {What::pressed, std::string(key), x};
    if (hold.key != key || (hold.what != What::pressed && hold.what != What::moving)) return;
    if (hold.what == What::pressed && std::abs(x - hold.from_x) > kDragDistance) hold.what = What::moving;
    if (hold.what != What::moving) return;
    if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) {
        hold.what = What::given_up;
        return;
    }
    if (ImGui::IsMouseDown(ImGuiMouseButton_Left)) return;
    const int from = static_cast<int>(column), to = place_for(x, places, table, from);
    if (to == from) return;
    events.moved = from;
    events.moved_to = to;
}

// What a hand does with a head, by the keyboard that is on it.
[[gnu::noinline]] void handle_head_keys(const Interaction& on, const TablePlaces& places, const Table& table, size_t column, TableEvents& events) {
    const ImGuiIO& io = ImGui::GetIO();
    const bool by_hand = table.columns[column].movable || table.columns[column].resizable;
    events.head_menu |= by_hand && (ImGui::IsKeyPressed(ImGuiKey_Menu, false) || (io.KeyShift && ImGui::IsKeyPressed(ImGuiKey_F10, false)));
    if (!io.KeyShift) return;
    const bool widens = io.KeyCtrl || io.KeySuper;
    const int from = static_cast<int>(column), last = static_cast<int>(table.columns.size()) - 1;
    for (const ImGuiKey key : {ImGuiKey_LeftArrow, ImGuiKey_RightArrow}) {
        ImGui::SetKeyOwner(key, on.id);  // it does not lead to another head
        if (!ImGui::IsKeyPressed(key, widens)) continue;
        const int way = key == ImGuiKey_LeftArrow ? -1 : 1, to = from + way;
        if (widens && table.columns[column].resizable) {
            events.widened = from;
            events.width = std::clamp(std::round(places.columns[column].w) + static_cast<float>(way) * kWidthStep, kLeastByHand, kMostByHand);
        } else if (!widens && table.columns[column].movable && to >= 0 && to <= last && table.columns[static_cast<size_t>(to)].movable) {
            events.moved = from;
            events.moved_to = to;
        }
    }
}

struct HeadSort {
    int place = 0;  // among what sorts; 0: it does not
    bool descending = false;
};

HeadSort sort_of(const Table& table, std::string_view key) {
    for (size_t i = 0; i < table.sorts.size(); ++i)
        if (table.sorts[i].column == key) return {static_cast<int>(i) + 1, table.sorts[i].descending};
    return {};
}

void paint_head(Frame& frame, Rect cell, const Column& column, HeadSort sort, bool numbered) {
    const Palette& p = frame.palette;
    const std::string number = numbered ? std::to_string(sort.place) : std::string();
    const Type type = sort.place ? Type::small_strong : Type::caption;
    const Colour ink = sort.place ? p.ink.first : p.ink.third;
    const float digits = numbered ? text_width(frame, Type::caption, number) + 1 : 0.f;
    const float mark = sort.place ? 16.f + digits : 0.f;
    const float width = std::min(text_width(frame, type, column.title), std::max(cell.w - mark, 0.f));
    const Rect at = column.right ? Rect{cell.right() - width - mark, cell.y, width + mark, cell.h} : cell;
    Painter painter = paint(frame);
    painter.text({at.x, at.y, width + 1, at.h}, type, ink, column.title);
    if (!sort.place) return;
    painter.icon({at.x + width + 2, at.y, 14, at.h}, sort.descending ? icon::arrow_down : icon::arrow_up, ink, 14);
    if (numbered) painter.text({at.x + width + 16, at.y, digits, at.h}, Type::caption, p.ink.second, number);
}

void draw_head(Frame& frame, const TablePlaces& places, TableState& state, const Table& table, size_t index, TableEvents& events) {
    const Palette& p = frame.palette;
    const Column& column = table.columns[index];
    const Rect cell = head_of(places, index);
    const NodeId id = make_id(column.key);
    const HeadSort sort = sort_of(table, column.key);
    Interaction on;
    const bool by_hand = column.movable || column.resizable;
    if (column.sortable || by_hand) on = interact(frame, id, cell.inset(-2, 4));  // beside the edges
    base::SemanticNode& node = record(frame, id, base::Role::column_header, column.title, cell);
    if (sort.place > 0 && table.sorts.size() > 1) node.description = app::tr("table.sort_place", {{"place", std::to_string(sort.place)}});
    node.sorted =
        !column.sortable ? base::Sorted::not_sortable : !sort.place ? base::Sorted::none : sort.descending ? base::Sorted::descending : base::Sorted::ascending;
    if (column.movable && (on.held || state.head.what != What::nothing)) drag_head(on, places, state, table, index, events);
    if (on.focused && state.focused_head != column.key) {
        state.focused_head = column.key;
        ask_for_column(frame, state, static_cast<int>(index));
    } else if (!on.focused && state.focused_head == column.key) {
        state.focused_head.clear();
    }
    if (on.focused && (ImGui::GetIO().KeyShift || ImGui::IsKeyPressed(ImGuiKey_Menu, false))) handle_head_keys(on, places, table, index, events);
    if (events.moved == static_cast<int>(index) || events.widened == static_cast<int>(index)) state.focused_head.clear();  // it comes into sight anew
    const bool moving = state.head.what == What::moving && state.head.key == column.key;
    const bool is_press = state.head.what == What::nothing || state.head.what == What::pressed;
    if (on.pressed && column.sortable && is_press) {
        events.sort = static_cast<int>(index);
        events.also = ImGui::GetIO().KeyShift;
    }
    events.head_menu |= by_hand && on.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Right);
    Painter painter = paint(frame);
    if (moving) painter.fill(cell.inset(-4, 4), p.surface.pressed, frame.theme.radius.small);
    else if (on.hovered && state.head.what != What::edge) painter.fill(cell.inset(-4, 4), p.surface.hover, frame.theme.radius.small);
    if (on.focused) painter.focus_inside(cell.inset(-4, 4), frame.theme.radius.small);
    paint_head(frame, cell, column, sort, table.sorts.size() > 1 && sort.place > 0);
}

// Where the head in hand would come to stand.
[[gnu::noinline]] void draw_landing(Frame& frame, const TablePlaces& places, const TableState& state, const Table& table) {
    for (size_t i = 0; i < table.columns.size(); ++i) {
        if (state.head.what != What::moving || state.head.key != table.columns[i].key) continue;
        const int from = static_cast<int>(i), to = place_for(ImGui::GetMousePos().x, places, table, from);
        const Rect& beside = places.columns[static_cast<size_t>(to)];
        const float x = to > from ? beside.x + beside.w + kColumnGap / 2 : beside.x - kColumnGap / 2;
        if (to != from) paint(frame).fill({std::round(x) - 1, places.head.y + 4, 2, places.head.h - 8}, frame.palette.accent.solid, 1);
    }
}

}  // namespace

void draw_table_head(Frame& frame, const TablePlaces& places, TableState& state, const Table& table, TableEvents& events) {
    if (ImGui::GetFrameCount() - state.head.frame > 1) state.head = {};  // it was out of sight meanwhile
    Painter painter = paint(frame);
    painter.line_below(places.head, frame.palette.line.normal);
    Group row(frame.semantics, make_id("head"), base::Role::row, {}, visible_part(places.head));
    if (table.selectable) {
        const Rect at = check_box(frame, places, places.head);
        Group head(frame.semantics, make_id("all-head"), base::Role::column_header, {}, visible_part(at));
        events.toggle_all = table.rows > 0 && checkbox(frame, make_id("all"), at, table.all, app::tr(table.all_name));
    }
    for (size_t i = 0; i < table.columns.size(); ++i) {
        const CutAtEdge cut(places, places.head, i);
        if (const bool over = is_over_edge(places, i); table.columns[i].resizable && !frame.touch && (over || state.head.what == What::edge)) pull_edge(places, state, table, i, over, events);
    }
    for (size_t i = 0; i < table.columns.size(); ++i) {
        const CutAtEdge cut(places, places.head, i);
        draw_head(frame, places, state, table, i, events);
    }
    if (state.head.what == What::moving) draw_landing(frame, places, state, table);
    if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) state.head = {};
    state.head.frame = ImGui::GetFrameCount();
}

}  // namespace ui
