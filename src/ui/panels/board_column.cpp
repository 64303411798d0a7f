// One column: a stage, and its cards, of which only those in sight exist. It is one widget, as the table is: mouse, finger
// and keys (arrows, PageUp/Down, Home/End, Enter, Space, the menu key) do the same things.
#include "ui/panels/board_parts.h"

#include <imgui_internal.h>

namespace ui {
namespace {

constexpr double kFlash = 600;  // milliseconds, look.md

struct Cards {
    Rect body;
    double scroll = 0;
    float height = 0, stride = 0;
    int64_t count = 0;
    int64_t gap = -1;  // the card before which there is room for what is dragged
    float gap_height = 0;

    double content() const { return static_cast<double>(count) * stride + (gap >= 0 ? gap_height + kCardGap : 0); }
    Rect place(int64_t row) const {
        const double top = static_cast<double>(row) * stride + (gap >= 0 && row >= gap ? gap_height + kCardGap : 0) - scroll;
        return {body.x, std::round(body.y + static_cast<float>(top)), body.w, height};
    }
    int64_t at(float y) const {
        for (int64_t row = std::max<int64_t>(static_cast<int64_t>((y - body.y + scroll - gap_height) / stride) - 1, 0); row < count; ++row) {
            const Rect card = place(row);
            if (card.y > y) break;
            if (y < card.bottom()) return row;
        }
        return -1;
    }
    int64_t first_seen() const { return std::min(static_cast<int64_t>(std::ceil(scroll / stride)), count - 1); }
};

bool over(Rect box) {
    const ImVec2 at = ImGui::GetMousePos();
    return ImGui::IsMousePosValid() && box.contains(at.x, at.y);
}

void scroll_by_wheel(const Frame& frame, double& scroll, Rect body) {
    const ImGuiIO& io = ImGui::GetIO();
    if (frame.touch && std::abs(io.MouseWheelH) > std::abs(io.MouseWheel)) return;  // a finger goes one way at a time
    if (!ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) || !over(body) || io.MouseWheel == 0 || io.KeyCtrl || io.KeyShift) return;
    scroll -= std::round(static_cast<double>(io.MouseWheel) * std::floor(5 * ImGui::GetFontSize()));
}

void scroll_to_row(double& scroll, const Cards& cards, int64_t row) {
    const double top = static_cast<double>(row) * cards.stride;
    if (top < scroll) scroll = top;
    if (top + cards.height > scroll + cards.body.h) scroll = top + cards.height - cards.body.h;
}

// The next column that has anybody, in that direction; the card there that stands at the same height.
void go_sideways(Scene& scene, const app::BoardView& view, const app::BoardColumn& from, const Cards& cards, int step) {
    BoardState& state = scene.face.board;
    const double height = static_cast<double>(std::max<int64_t>(state.row, 0)) * cards.stride - cards.scroll;
    for (int64_t at = &from - view.columns.data() + step; at >= 0 && at < static_cast<int64_t>(view.columns.size()); at += step) {
        const app::BoardColumn& column = view.columns[static_cast<size_t>(at)];
        if (column.rows.empty()) continue;
        const double row = std::round((height + state.scrolls[column.id]) / cards.stride);
        put_board_cursor(scene, column, static_cast<size_t>(std::clamp(row, 0.0, static_cast<double>(column.rows.size() - 1))));
        state.enter = column.id;  // not at once: it would hear the same key
        return;
    }
}

int64_t moved_by_key(int64_t row, int64_t count, int64_t page) {
    const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(key, true); };
    if (pressed(ImGuiKey_DownArrow)) return std::min(row + 1, count - 1);
    if (pressed(ImGuiKey_UpArrow)) return std::max<int64_t>(row - 1, 0);
    if (pressed(ImGuiKey_PageDown)) return std::min(row + page, count - 1);
    if (pressed(ImGuiKey_PageUp)) return std::max<int64_t>(row - page, 0);
    if (pressed(ImGuiKey_Home)) return 0;
    if (pressed(ImGuiKey_End)) return count - 1;
    return -1;
}

// True while the column has the keyboard and shows it.
bool handle_keys(Scene& scene, const app::BoardView& view, const app::BoardColumn& column, const Cards& cards) {
    ImGuiContext& g = *ImGui::GetCurrentContext();
    BoardState& state = scene.face.board;
    const NodeId id = board_column_id(column.id);
    const NodeId goes_to = scene.frame.memory.focus_next;
    if (g.NavId != id || g.NavWindow != g.CurrentWindow || g.IO.WantTextInput || cards.count == 0 || (goes_to != 0 && goes_to != id)) return false;
    // imgui's own navigation must not walk out of the board with these.
    for (const ImGuiKey key : {ImGuiKey_DownArrow, ImGuiKey_UpArrow, ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_PageDown, ImGuiKey_PageUp, ImGuiKey_Home, ImGuiKey_End, ImGuiKey_Enter, ImGuiKey_Space})
        ImGui::SetKeyOwner(key, id);
    if (state.column != column.id || state.row < 0) {  // it has just come here; without being seen until an arrow shows it
        const bool arrow = ImGui::IsKeyPressed(ImGuiKey_DownArrow) || ImGui::IsKeyPressed(ImGuiKey_UpArrow) || ImGui::IsKeyPressed(ImGuiKey_LeftArrow) || ImGui::IsKeyPressed(ImGuiKey_RightArrow);
        if (!arrow && !g.NavCursorVisible) return false;
        put_board_cursor(scene, column, static_cast<size_t>(cards.first_seen()));
        ImGui::SetNavCursorVisible(true);
        return true;
    }
    const int64_t page = std::max<int64_t>(static_cast<int64_t>(cards.body.h / cards.stride), 1);
    if (const int64_t to = moved_by_key(state.row, cards.count, page); to >= 0) {
        put_board_cursor(scene, column, static_cast<size_t>(to));
        ImGui::SetNavCursorVisible(true);
    }
    const bool left = ImGui::IsKeyPressed(ImGuiKey_LeftArrow, true), right = ImGui::IsKeyPressed(ImGuiKey_RightArrow, true);
    if (left || right) go_sideways(scene, view, column, cards, left ? -1 : 1);
    if (state.column != column.id || state.row < 0) return false;
    const auto row = static_cast<size_t>(state.row);
    if (ImGui::IsKeyPressed(ImGuiKey_Enter, false)) open_board_card(scene, column, row);
    const bool space = ImGui::IsKeyPressed(ImGuiKey_Space, false);
    const bool menu = ImGui::IsKeyPressed(ImGuiKey_Menu, false) || (g.IO.KeyShift && ImGui::IsKeyPressed(ImGuiKey_F10, false));
    if (space || menu) open_board_menu(scene, scene.session.lead_row(column.rows[row]), cards.place(state.row), space ? MenuFrom::moves : MenuFrom::usual);
    return g.NavCursorVisible;
}

void handle_mouse(Scene& scene, const app::BoardColumn& column, const Interaction& on, const Cards& cards, int64_t under) {
    const bool pressed_here = ImGui::IsItemActivated() && ImGui::IsMouseDown(ImGuiMouseButton_Left);
    if (under < 0) return;
    const auto row = static_cast<size_t>(under);
    const bool finger = ImGui::GetIO().MouseSource == ImGuiMouseSource_TouchScreen;
    if (pressed_here) take_hold(scene, column, row, cards.place(under), false);
    if (on.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Right)) {
        put_board_cursor(scene, column, row);
        const ImVec2 at = ImGui::GetMousePos();
        if (finger && !scene.looks_back()) take_hold(scene, column, row, cards.place(under), true);
        else open_board_menu(scene, scene.session.lead_row(column.rows[row]), {at.x, at.y, 1, 1}, MenuFrom::usual);
    }
    const BoardDrag& drag = scene.face.board.drag;
    if (on.pressed && drag.phase == BoardDrag::Phase::held && drag.lead.id == scene.session.lead_id(column.rows[row])) open_board_card(scene, column, row);
}

void draw_card(Scene& scene, const app::BoardColumn& column, size_t row, Rect box, bool hovered, bool focused, std::string_view current) {
    Frame& frame = scene.frame;
    BoardState& state = scene.face.board;
    const app::LeadRow lead = scene.session.lead_row(column.rows[row]);
    ImGui::PushID(lead.id.c_str());
    const std::string name = lead.name.empty() ? tr("lead.no_name") : lead.name;
    Group item(frame.semantics, make_id("card"), base::Role::list_item, join_names(name, lead.company), visible_part(box));
    const NodeId open = make_id("open");
    auto& node = record(frame, open, base::Role::link, name, box);
    node.description = board_card_words(lead);
    node.href = "#/lead/" + lead.id;
    node.focused = focused;
    node.draggable = !scene.looks_back();
    if (frame.semantics.take_activation(open)) open_board_card(scene, column, row);
    if (frame.semantics.take_focus(open)) {
        put_board_cursor(scene, column, row);
        focus_next(frame, board_column_id(column.id));
    }
    CardLook look{.hovered = hovered, .focused = focused, .current = lead.id == current};
    look.held = state.drag.phase == BoardDrag::Phase::held && state.drag.lead.id == lead.id;
    look.away = is_dragging(scene) && state.drag.lead.id == lead.id;
    const double since = frame.milliseconds - state.flash_since;
    if (state.flash == lead.id && since < kFlash && !frame.reduced_motion) {
        look.flash = static_cast<float>(1 - since / kFlash);
        frame.animating = true;
    }
    draw_board_card(frame, lead, box, look);
    ImGui::PopID();
}

// The sums that fit side by side, and how many more there are: no number is cut.
void draw_values(Scene& scene, Rect line, const app::BoardColumn& column) {
    Frame& frame = scene.frame;
    const auto more = [&](size_t shown) { return "+" + std::to_string(column.values.size() - shown); };
    std::string all, words;
    for (const std::string& value : column.values) all += (all.empty() ? "" : "   ") + value;
    for (size_t shown = column.values.size(); shown > 0; --shown) {
        words.clear();
        for (size_t i = 0; i < shown; ++i) words += (i ? "   " : "") + column.values[i];
        if (shown < column.values.size()) words += "   " + more(shown);
        if (text_width(frame, Type::small, words) <= line.w) break;
        if (shown == 1) words.clear();
    }
    if (words.empty()) return;
    label(frame, {line.x, line.y, line.w + 1, line.h}, Type::small, frame.palette.ink.third, words);
    const Interaction on{.id = make_id("values"), .hovered = words != all && ImGui::IsWindowHovered() && over(line)};
    tooltip(frame, on, line, all);
}

void draw_head(Scene& scene, Rect head, const app::BoardColumn& column) {
    Frame& frame = scene.frame;
    Painter painter = paint(frame);
    Rect line = head.cut_top(24);
    if (column.mark.kind != app::StageMark::Kind::none) {
        paint_stage_ring(frame, line.cut_left(14), column.mark);
        line.cut_left(8);
    }
    const std::string count = tr_count("count", static_cast<int64_t>(column.rows.size()));
    const float name = std::min(text_width(frame, Type::strong, column.mark.name), std::max(line.w - text_width(frame, Type::small, count) - 9, 0.f));
    heading(frame, {line.x, line.y, name + 1, line.h}, Type::strong, column.mark.name, 2);
    line.cut_left(name + 8);
    painter.text({line.x, line.y, line.w + 1, line.h}, Type::small, frame.palette.ink.third, count);
    draw_values(scene, head.cut_top(18), column);
}

// Where what is dragged would stand, as the list is sorted; in sight, if that is not.
void make_room(Cards& cards, const BoardDrag& drag, const app::BoardColumn& column, float height) {
    const auto behind = std::lower_bound(column.places.begin(), column.places.end(), drag.place);
    cards.gap = behind - column.places.begin();
    cards.gap_height = height;
}

void draw_zone(Scene& scene, const Cards& cards, const app::StageMove& into) {
    const float top = static_cast<float>(static_cast<double>(cards.gap) * cards.stride - cards.scroll);
    const float seen = std::clamp(top, 0.f, std::max(cards.body.h - cards.gap_height, 0.f));
    const Rect zone{cards.body.x, std::round(cards.body.y + seen), cards.body.w, cards.gap_height};
    paint(scene.frame).fill(zone.grown(kCardGap / 2), scene.frame.palette.surface.pane);
    draw_drop_zone(scene, zone, into, scene.face.board.drag.lead.name);
}

void draw_cards(Scene& scene, const app::BoardView& view, const ColumnPlace& place, Cards& cards, std::string_view current, const app::StageMove* into) {
    Frame& frame = scene.frame;
    BoardState& state = scene.face.board;
    const app::BoardColumn& column = *place.column;
    double& scroll = state.scrolls[column.id];
    scroll_by_wheel(frame, scroll, cards.body);
    if (into && !into->here) make_room(cards, state.drag, column, drop_zone_height(frame, cards.body.w, *into, state.drag.lead.name));
    const double most = std::max(cards.content() + kCardGap - cards.body.h, 0.0);
    if (place.reveal && state.row >= 0) scroll_to_row(scroll, cards, state.row);
    scroll = std::clamp(scroll, 0.0, most);
    cards.scroll = scroll;

    const NodeId id = board_column_id(column.id);
    Group list(frame.semantics, id, base::Role::list, column.mark.name, visible_part(cards.body));
    if (cards.count == 0 && !(into && !into->here)) {
        label(frame, cards.body.cut_top(24), Type::small, frame.palette.ink.third, tr("board.nobody"));
        return;
    }
    if (cards.count > 0) {
        const Interaction on = interact(frame, id, cards.body);
        const int64_t under = (on.hovered || on.pressed) && over(cards.body) ? cards.at(ImGui::GetMousePos().y) : -1;
        handle_mouse(scene, column, on, cards, under);
        const bool keyboard = handle_keys(scene, view, column, cards);
        if (is_visible(cards.body))
            for (int64_t row = std::max<int64_t>(static_cast<int64_t>((scroll - cards.gap_height) / cards.stride) - 1, 0); row < cards.count; ++row) {
                const Rect box = cards.place(row);
                if (box.y >= cards.body.bottom()) break;
                if (box.bottom() <= cards.body.y) continue;
                const bool cursor = state.column == column.id && row == state.row;
                draw_card(scene, column, static_cast<size_t>(row), box, row == under && !frame.touch && !is_dragging(scene), keyboard && cursor, current);
            }
    }
    if (into && !into->here) draw_zone(scene, cards, *into);
    const double moved = scrollbar(frame, id ^ 0x5c01u, {cards.body.x, cards.body.y, cards.body.w + 11, cards.body.h}, scroll, cards.content() + kCardGap);
    if (moved != scroll) {
        scroll = moved;
        frame.animating = true;
    }
}

}  // namespace

NodeId board_column_id(std::string_view column) { return ImHashStr("board-column", 0, ImHashStr(column.data(), column.size())); }

float board_head_height(const Frame& frame) { return frame.density.touch ? 52 : 48; }

void put_board_cursor(Scene& scene, const app::BoardColumn& column, size_t row) {
    BoardState& state = scene.face.board;
    state.column = state.reveal = column.id;
    state.row = static_cast<int64_t>(row);
    state.card = scene.session.lead_id(column.rows[row]);
}

void open_board_card(Scene& scene, const app::BoardColumn& column, size_t row) {
    put_board_cursor(scene, column, row);
    scene.face.table.cursor = column.places[row];  // its way on goes through the list
    scene.go("/lead/" + scene.face.board.card);
}

void draw_board_column(Scene& scene, const app::BoardView& view, const ColumnPlace& place, std::string_view current, const app::StageMove* into) {
    Frame& frame = scene.frame;
    const app::BoardColumn& column = *place.column;
    ImGui::PushID(column.id.c_str());
    const std::string name = tr_count("board.column", static_cast<int64_t>(column.rows.size()), {{"stage", column.mark.name}});
    Group region(frame.semantics, make_id("column"), base::Role::region, name, visible_part({place.cards.x, place.head.y, place.cards.w, place.cards.bottom() - place.head.y}));
    if (place.head.h > 0) draw_head(scene, place.head, column);
    ImGui::PushClipRect({place.cards.x - 3, place.cards.y}, {place.cards.right() + 12, place.cards.bottom()}, true);
    Cards cards{.body = place.cards, .height = board_card_height(frame), .count = static_cast<int64_t>(column.rows.size())};
    cards.stride = cards.height + kCardGap;
    draw_cards(scene, view, place, cards, current, into);
    ImGui::PopClipRect();
    ImGui::PopID();
}

}  // namespace ui
