#include "ui/widgets/table_places.h"

#include "ui/widgets/scroll.h"

#include <imgui_internal.h>

#include <algorithm>
#include <utility>

namespace ui {
namespace {

// Where there is too little, each lacks in proportion.
void give_what_cells_need(std::vector<Column>& columns, float spare, bool cut_first) {
    const auto lacks = [&](const Column& column) { return column.cut_first == cut_first ? std::max(column.wish - column.width, 0.f) : 0.f; };
    float wanted = 0;
    for (const Column& column : columns) wanted += lacks(column);
    if (spare <= 0 || wanted <= 0) return;
    for (Column& column : columns) column.width += std::floor(lacks(column) * std::min(spare / wanted, 1.f));
}

}  // namespace

float gap_after(std::span<const Column> columns, size_t at) {
    const bool meet = columns[at].right && at + 1 < columns.size() && !columns[at + 1].right;  // numbers, and words right behind them
    return meet ? 2 * kColumnGap : kColumnGap;
}

float width_of(std::span<const Column> columns) {
    float sum = 0;
    for (size_t i = 0; i < columns.size(); ++i) sum += columns[i].width + (i + 1 < columns.size() ? gap_after(columns, i) : 0);
    return sum;
}

std::vector<Column> fit_columns(std::vector<Column> columns, float width) {
    const auto needed = [&] { return width_of(columns); };
    for (Column& column : columns)
        if (column.wish > 0) column.width = column.whole ? column.wish : std::min(column.width, column.wish);
    while (needed() > width) {
        size_t worst = 0;
        for (size_t i = 1; i < columns.size(); ++i)
            if (columns[i].drop > columns[worst].drop) worst = i;
        if (columns.empty() || columns[worst].drop == 0) break;
        columns.erase(columns.begin() + static_cast<ptrdiff_t>(worst));
    }
    give_what_cells_need(columns, width - needed(), false);
    give_what_cells_need(columns, width - needed(), true);
    // What is left over goes to those that grow; one that has its most gives its share to the rest.
    for (int round = 0; round < 4; ++round) {
        const float spare = width - needed();
        float shares = 0;
        for (const Column& column : columns)
            if (column.grow > 0 && (column.most == 0 || column.width < column.most)) shares += column.grow;
        if (spare < 1 || shares <= 0) break;
        for (Column& column : columns)
            if (column.grow > 0 && (column.most == 0 || column.width < column.most)) {
                column.width = std::floor(column.width + spare * column.grow / shares);
                if (column.most > 0) column.width = std::min(column.width, column.most);
            }
    }
    return columns;
}

namespace {

constexpr float kBarRoom = 10;
constexpr float kPullZone = 32;  // a head that is carried this near to an end pulls the rest along
constexpr double kPull = 900;    // px a second
constexpr int kShade = 6;  // px, from this strong to nothing
constexpr float kShadeFrom = 0.06f;

double most_across(const TablePlaces& places) { return std::floor(std::max(places.content - static_cast<double>(places.body.right() - places.stays), 0.0)); }

void pull_by_a_head(const TablePlaces& places, TableState& state) {
    if (state.head.what != HeadHold::What::moving || !ImGui::IsMousePosValid()) return;
    const float x = ImGui::GetMousePos().x;
    const double step = std::max(std::round(kPull * static_cast<double>(ImGui::GetIO().DeltaTime)), 1.0);
    if (x > places.body.right() - kPullZone) state.across += step;
    if (x < places.stays + kPullZone) state.across -= step;
}

// So far that all of it is seen; where it is wider than the room, its beginning.
void reveal_column(const TablePlaces& places, TableState& state, size_t column) {
    if (column == 0 || column >= places.columns.size()) return;
    const Rect& at = places.columns[column];
    const float beginning = at.x - places.stays - kColumnGap / 2;
    const float end = std::max(at.right() + kColumnGap - places.body.right(), 0.f);
    state.across += std::round(static_cast<double>(std::min(end, beginning)));
}

}  // namespace

Rect check_box(const Frame& frame, const TablePlaces& places, Rect row) {
    constexpr float kBox = 16;
    const float reach = frame.density.touch ? kCheckColumn + 12 : kBox + 8;
    return {std::max(places.check_x + (kBox - reach) / 2, row.x), row.y, reach, row.h};
}

TablePlaces place_table(const Frame& frame, Rect box, TableState& state, const Table& table) {
    TablePlaces out;
    out.head = table.header ? box.cut_top(frame.density.header) : Rect{};
    out.touch = frame.touch;
    float x = box.x + table.pad_left;
    out.check_x = x;
    if (table.selectable) x += kCheckColumn;
    for (size_t i = 0; i < table.columns.size(); ++i) {
        const Column& column = table.columns[i];
        const bool pulled = state.head.what == HeadHold::What::edge && state.head.key == column.key;
        const float width = pulled ? state.head.width : column.width;
        out.columns.push_back({x, 0, width, 0});
        x += width + gap_after(table.columns, i);
    }
    out.stays = out.columns.empty() ? box.x : out.columns.front().right() + kColumnGap / 2;
    out.content = static_cast<double>(x - kColumnGap + table.pad_right - out.stays);
    out.body = box;
    const bool moves = out.columns.size() > 1 && most_across(out) > 1;
    if (moves) out.across = out.body.cut_bottom(kBarRoom);
    state.across = moves ? std::round(std::clamp(state.across, 0.0, most_across(out))) : 0;
    for (size_t i = 1; i < out.columns.size(); ++i) out.columns[i].x -= static_cast<float>(state.across);
    return out;
}

void ask_for_column(Frame& frame, TableState& state, int column) {
    state.reveal_column = column;
    frame.animating = true;
}

void move_across(Frame& frame, const TablePlaces& places, TableState& state, const Table& table) {
    const int edited = table.edited_row >= 0 ? table.edited_column : -1;
    if (std::exchange(state.shown_edit, edited) != edited && edited >= 0) state.reveal_column = edited;
    const int asked = std::exchange(state.reveal_column, -1);
    if (!places.can_move()) return;
    const double before = state.across;
    if (asked >= 0) reveal_column(places, state, static_cast<size_t>(asked));
    state.across -= wheel_across(frame);
    pull_by_a_head(places, state);
    state.across = std::clamp(state.across, 0.0, most_across(places));
    if (state.across != before) frame.animating = true;
}

void draw_bar_across(Frame& frame, NodeId id, const TablePlaces& places, TableState& state) {
    if (!places.can_move()) return;
    const Rect bar{places.stays, places.across.y, std::max(places.across.right() - places.stays, 0.f), places.across.h};
    const double moved = std::clamp(std::round(scrollbar_across(frame, id, bar, state.across, places.content)), 0.0, most_across(places));
    if (std::exchange(state.across, moved) != moved) frame.animating = true;
}

void draw_edge_of_what_stays(Frame& frame, const TablePlaces& places, const TableState& state, Rect row) {
    if (!places.can_move()) return;
    Painter painter = paint(frame);
    const float x = std::round(places.stays) - 1;
    painter.fill({x, row.y, 1, row.h}, frame.palette.line.subtle);
    if (state.across < 1) return;
    for (int i = 0; i < kShade; ++i)
        painter.fill({x + 1 + static_cast<float>(i), row.y, 1, row.h}, with_alpha(frame.palette.ink.first, kShadeFrom * static_cast<float>(kShade - i) / kShade));
}

CutAtEdge::CutAtEdge(const TablePlaces& places, Rect row, size_t column) : cuts_(column > 0 && places.can_move()) {
    if (cuts_) ImGui::PushClipRect({places.stays, row.y}, {row.right(), row.bottom()}, true);
}

CutAtEdge::~CutAtEdge() {
    if (cuts_) ImGui::PopClipRect();
}

}  // namespace ui
