// The board on a phone, where one column fills the width: the names of all stand in a strip above, and a finger that goes
// sideways turns the page. What is dragged hangs over a list of all stages.
#include "ui/panels/board_parts.h"

#include <imgui_internal.h>

#include <utility>

namespace ui {
namespace {

constexpr float kStrip = 48, kTabPad = 12, kRing = 20, kSwipe = 56;
constexpr double kSwipeRests = 200;  // milliseconds without a move: the next one is another swipe

struct Tab {
    std::string count;
    float width = 0;
};

Tab tab_of(const Frame& frame, const app::BoardColumn& column) {
    Tab tab{tr_count("count", static_cast<int64_t>(column.rows.size()))};
    const float ring = column.mark.kind == app::StageMark::Kind::none ? 0 : kRing;
    tab.width = std::ceil(2 * kTabPad + ring + text_width(frame, Type::small_strong, column.mark.name) + 6 + text_width(frame, Type::small, tab.count));
    return tab;
}

void show_column(Scene& scene, const app::BoardView& view, size_t index) {
    BoardState& state = scene.face.board;
    if (index >= view.columns.size() || view.columns[index].id == state.column) return;
    state.column = state.reveal = view.columns[index].id;
    state.row = -1;
    state.card.clear();
}

bool draw_tab(Scene& scene, Rect box, const app::BoardColumn& column, const Tab& tab, bool on) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    const NodeId id = make_id(column.id);
    const Interaction state = interact(frame, id, box);
    auto& node = record(frame, id, base::Role::tab, column.mark.name, box);
    node.selected = on;
    node.description = tr_count("board.column", static_cast<int64_t>(column.rows.size()), {{"stage", column.mark.name}});
    Painter painter = paint(frame);
    if (state.held) painter.fill(box.inset(2, 4), p.surface.pressed, frame.theme.radius.medium);
    if (on) painter.fill({box.x + 4, box.bottom() - 2, box.w - 8, 2}, p.accent.solid);
    if (state.focused) painter.focus_inside(box.inset(2), frame.theme.radius.medium);
    Rect inside = box.inset(kTabPad, 0);
    if (column.mark.kind != app::StageMark::Kind::none) {
        paint_stage_ring(frame, inside.cut_left(14), column.mark);
        inside.cut_left(kRing - 14);
    }
    const Colour ink = on ? p.ink.first : p.ink.second;
    inside.cut_left(painter.text({inside.x, inside.y, inside.w + 1, inside.h}, Type::small_strong, ink, column.mark.name) + 6);
    painter.text({inside.x, inside.y, inside.w + 1, inside.h}, Type::small, p.ink.third, tab.count);
    return state.pressed;
}

// The strip goes its own way sideways, and brings the chosen one into sight.
void draw_strip(Scene& scene, Rect strip, const app::BoardView& view, bool reveal) {
    Frame& frame = scene.frame;
    BoardState& state = scene.face.board;
    paint(frame).line_below(strip, frame.palette.line.normal);
    std::vector<Tab> tabs;
    float content = 0, left = 0, width = 0;
    for (const app::BoardColumn& column : view.columns) {
        tabs.push_back(tab_of(frame, column));
        if (column.id == state.column) left = content, width = tabs.back().width;
        content += tabs.back().width;
    }
    const ImGuiIO& io = ImGui::GetIO();
    if (strip.contains(io.MousePos.x, io.MousePos.y) && io.MouseWheelH != 0) state.across -= std::round(static_cast<double>(io.MouseWheelH) * std::floor(5 * ImGui::GetFontSize()));
    if (reveal) state.across = std::clamp<double>(state.across, left + width + kTabPad - strip.w, std::max(left - kTabPad, 0.f));
    state.across = std::clamp(state.across, 0.0, static_cast<double>(std::max(content - strip.w, 0.f)));
    Group list(frame.semantics, make_id("stages"), base::Role::tab_list, tr("board.stages"), visible_part(strip));
    ImGui::PushClipRect({strip.x, strip.y}, {strip.right(), strip.bottom()}, true);
    float x = std::round(strip.x - static_cast<float>(state.across));
    for (size_t i = 0; i < tabs.size(); ++i) {
        if (draw_tab(scene, {x, strip.y, tabs[i].width, strip.h}, view.columns[i], tabs[i], view.columns[i].id == state.column)) show_column(scene, view, i);
        x += tabs[i].width;
    }
    ImGui::PopClipRect();
}

// One page a swipe, however far it goes and glides.
void turn_by_swipe(Scene& scene, Rect body, const app::BoardView& view, size_t shown) {
    BoardState& state = scene.face.board;
    const ImGuiIO& io = ImGui::GetIO();
    const double now = scene.frame.milliseconds;
    if (now - state.swiped_at > kSwipeRests) {
        state.swipe = 0;
        state.swiped = false;
    }
    if (io.MouseWheelH == 0 || !body.contains(io.MousePos.x, io.MousePos.y)) return;
    state.swiped_at = now;
    if (std::abs(io.MouseWheelH) > std::abs(io.MouseWheel)) state.swipe += io.MouseWheelH * std::floor(5 * ImGui::GetFontSize());
    if (state.swiped || std::abs(state.swipe) < kSwipe) return;
    state.swiped = true;
    if (state.swipe < 0) show_column(scene, view, shown + 1);
    else if (shown > 0) show_column(scene, view, shown - 1);
}

// Where a card can go: all stages below one another, as high as there is room.
const app::StageMove* draw_drop_list(Scene& scene, Rect body, const app::BoardView& view) {
    Frame& frame = scene.frame;
    const BoardDrag& drag = scene.face.board.drag;
    std::vector<const app::StageMove*> moves;
    for (const app::BoardColumn& column : view.columns)
        if (const app::StageMove* move = move_into(scene, column.id)) moves.push_back(move);
    if (moves.empty()) return nullptr;
    paint(frame).fill(body, frame.palette.surface.pane);
    const app::StageMove* into = nullptr;
    const ImVec2 at = ImGui::GetMousePos();
    const float height = std::min(std::floor(body.h / static_cast<float>(moves.size())) - kCardGap, 96.f);
    for (const app::StageMove* move : moves) {
        const Rect row = body.cut_top(height);
        body.cut_top(kCardGap);
        const bool over = ImGui::IsMousePosValid() && row.contains(at.x, at.y);
        if (over) {
            into = move;
            draw_drop_zone(scene, row, *move, drag.lead.name);
            continue;
        }
        paint(frame).fill(row, frame.palette.surface.raised, frame.theme.radius.large);
        paint(frame).dashed_border(row, frame.palette.line.strong, frame.theme.radius.large);
        Rect inside = row.inset(16, 0);
        paint_stage_ring(frame, inside.cut_left(14), move->mark);
        inside.cut_left(8);
        label(frame, inside, Type::strong, move->choices.empty() ? frame.palette.ink.disabled : frame.palette.ink.first, move->mark.name);
    }
    return into;
}

}  // namespace

void draw_board_pages(Scene& scene, Rect box, const app::BoardView& view) {
    Frame& frame = scene.frame;
    BoardState& state = scene.face.board;
    const bool reveal = std::exchange(state.reveal, {}) == state.column;
    draw_strip(scene, box.cut_top(kStrip), view, reveal);
    size_t shown = 0;
    while (shown + 1 < view.columns.size() && view.columns[shown].id != state.column) ++shown;
    ImGui::SetCursorScreenPos({box.x, box.y});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::BeginChild("page", {std::max(box.w, 1.f), std::max(box.h, 1.f)}, ImGuiChildFlags_NavFlattened,
                      ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoSavedSettings);
    ImGui::PopStyleVar();
    turn_by_swipe(scene, box, view, shown);
    Rect body = box.inset(frame.theme.layout.phone_gutter, 0);
    body.cut_top(12);
    const app::StageMove* into = nullptr;
    if (is_dragging(scene)) into = draw_drop_list(scene, body, view);
    else draw_board_column(scene, view, {&view.columns[shown], {}, body, reveal}, {}, nullptr);
    ImGui::EndChild();
    finish_drag(scene, into);
}

}  // namespace ui
