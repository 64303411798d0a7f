// A card on its way to another stage. It never moves by itself: letting go of it opens the log with what may have
// happened, and only what is logged there moves it.
#include "ui/panels/board_parts.h"

#include <imgui_internal.h>

namespace ui {
namespace {

constexpr float kMouseSlop = 6, kFingerSlop = 8;

bool is_down(const BoardDrag& drag) { return ImGui::IsMouseDown(drag.finger ? ImGuiMouseButton_Right : ImGuiMouseButton_Left); }

std::string name_of(const app::LeadRow& row) { return row.name.empty() ? tr("lead.no_name") : row.name; }

std::string words_of(const app::StageMove& move, const std::string& name) {
    if (move.choices.empty()) return move.why_not;
    const std::string key = "board.drop." + move.choices.front().id;
    return app::has_message(key) ? tr(key, {{"name", name}}) : tr("board.drop_any", {{"name", name}, {"stage", move.mark.name}});
}

std::string_view second_words_of(const app::StageMove& move) { return move.recycled ? std::string_view(tr("board.recycled")) : std::string_view(); }

float words_height(const Frame& frame, float width, const app::StageMove& move, const std::string& name) {
    const std::string_view second = second_words_of(move);
    return paragraph_height(frame, width, Type::small, words_of(move, name)) + (second.empty() ? 0 : 4 + paragraph_height(frame, width, Type::small, second));
}

// Over a finger, which must not hide where it points: who it is, and no more.
void draw_name_in_hand(Scene& scene, ImVec2 at) {
    Frame& frame = scene.frame;
    constexpr float kHeight = 44, kAbove = 76;
    const BoardDrag& drag = scene.face.board.drag;
    const std::string name = name_of(drag.lead);
    const float width = std::min(text_width(frame, Type::strong, name) + 60, frame.view.w - 32);
    Rect box{std::round(at.x - width / 2), std::round(at.y - kAbove), width, kHeight};
    box.x = std::clamp(box.x, frame.view.x + 16, std::max(frame.view.right() - 16 - width, frame.view.x + 16));
    begin_floating(make_id("ghost"), box);
    Painter painter = paint(frame);
    painter.shadow(box, 3, frame.theme.radius.large);
    painter.fill(box, frame.palette.surface.raised, frame.theme.radius.large);
    painter.border(box, frame.palette.accent.solid, frame.theme.radius.large);
    Rect inside = box.inset(16, 0);
    paint_grade(frame, inside.cut_right(20), drag.lead.score.grade);
    inside.cut_right(8);
    painter.text({inside.x, inside.y, inside.w + 1, inside.h}, Type::strong, frame.palette.ink.first, name);
    end_floating();
}

// The card in hand, over everything.
void draw_ghost(Scene& scene) {
    Frame& frame = scene.frame;
    const BoardDrag& drag = scene.face.board.drag;
    const ImVec2 at = ImGui::GetMousePos();
    if (drag.finger) return draw_name_in_hand(scene, at);
    const Rect box{std::round(at.x - drag.dx), std::round(at.y - drag.dy), drag.width, board_card_height(frame)};
    begin_floating(make_id("ghost"), box);
    paint(frame).shadow(box, 3, frame.theme.radius.large);
    draw_board_card(frame, drag.lead, box, {.hovered = true});
    paint(frame).border(box, frame.palette.accent.solid, frame.theme.radius.large);
    end_floating();
}

}  // namespace

void take_hold(Scene& scene, const app::BoardColumn& column, size_t row, Rect card, bool finger) {
    const ImVec2 at = ImGui::GetMousePos();
    BoardDrag& drag = scene.face.board.drag;
    drag = {.phase = BoardDrag::Phase::held, .finger = finger, .lead = scene.session.lead_row(column.rows[row]), .from = column.id, .place = column.places[row]};
    drag.x = at.x;
    drag.y = at.y;
    drag.dx = at.x - card.x;
    drag.dy = at.y - card.y;
    drag.width = card.w;
}

bool is_dragging(const Scene& scene) { return scene.face.board.drag.phase == BoardDrag::Phase::moving; }

void follow_drag(Scene& scene) {
    BoardDrag& drag = scene.face.board.drag;
    using Phase = BoardDrag::Phase;
    if (drag.phase == Phase::none || !is_down(drag)) return;
    if (drag.phase != Phase::given_up && ImGui::IsKeyPressed(ImGuiKey_Escape, false)) drag.phase = Phase::given_up;
    if (drag.phase != Phase::held || scene.looks_back() || !ImGui::IsMousePosValid()) return;
    const ImVec2 at = ImGui::GetMousePos();
    if (std::hypot(at.x - drag.x, at.y - drag.y) > (drag.finger ? kFingerSlop : kMouseSlop)) drag.phase = Phase::moving;
}

const app::StageMove* move_into(Scene& scene, std::string_view column) {
    if (!is_dragging(scene)) return nullptr;
    for (const app::StageMove& move : scene.session.stage_moves(scene.face.board.drag.lead.id))
        if (move.stage == column && !move.here) return &move;
    return nullptr;
}

void finish_drag(Scene& scene, const app::StageMove* into) {
    BoardDrag& drag = scene.face.board.drag;
    using Phase = BoardDrag::Phase;
    if (drag.phase == Phase::none) return;
    if (is_down(drag)) {
        if (drag.phase == Phase::moving) draw_ghost(scene);
        return;
    }
    const BoardDrag ended = drag;
    drag = {};
    if (ended.phase == Phase::moving && into && !into->choices.empty()) open_move(scene, ended.lead.id, name_of(ended.lead), *into);
    if (ended.phase == Phase::held && ended.finger) open_board_menu(scene, ended.lead, {ended.x, ended.y, 1, 1}, MenuFrom::usual);
}

float drop_zone_height(const Frame& frame, float width, const app::StageMove& move, const std::string& name) {
    return std::max(board_card_height(frame), words_height(frame, width - 24, move, name) + 24);
}

void draw_drop_zone(Scene& scene, Rect box, const app::StageMove& move, const std::string& lead) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    const std::string name = lead.empty() ? tr("lead.no_name") : lead;
    const std::string words = words_of(move, name);
    const bool can = !move.choices.empty();
    Painter painter = paint(frame);
    painter.fill(box, can ? p.accent.tint : p.surface.disabled, frame.theme.radius.large);
    painter.dashed_border(box, can ? p.accent.solid : p.line.control, frame.theme.radius.large);
    const float width = box.w - 24, height = words_height(frame, width, move, name);
    Rect inside = box.centred(width, height);
    inside.cut_top(painter.paragraph(inside, Type::small, can ? p.accent.text : p.ink.second, words, Align::middle) + 4);
    if (const std::string_view second = second_words_of(move); !second.empty()) painter.paragraph(inside, Type::small, p.ink.second, second, Align::middle);
    frame.semantics.add_text(base::Role::status, words, visible_part(box));
}

void open_move(Scene& scene, const std::string& lead, const std::string& name, const app::StageMove& move) {
    open_log(scene.face, {lead}, name, move.choices.front().id);
    scene.face.log.stage = move.stage;
    scene.face.board.card = lead;
}

}  // namespace ui
