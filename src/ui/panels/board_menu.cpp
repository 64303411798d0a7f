// What can be done with one card: right button, a finger that rests, Space, the menu key. Each stage it can go to is there:
// what the mouse does by dragging, the keyboard does here.
#include "ui/panels/board_parts.h"

#include <imgui_internal.h>

namespace ui {
namespace {

NodeId menu_id() { return ImHashStr("board-menu"); }

std::vector<app::StageMove> moves_of(Scene& scene, const std::string& lead) {
    std::vector<app::StageMove> moves = scene.session.stage_moves(lead);
    std::erase_if(moves, [](const app::StageMove& move) { return move.here || move.mark.kind == app::StageMark::Kind::none; });
    return moves;
}

NodeId item_id(const app::StageMove& move) { return ImHashStr(move.stage.c_str(), 0, menu_id()); }

// Once imgui has brought the keyboard to the first item.
void begin_with_moves(Scene& scene, const std::vector<app::StageMove>& moves) {
    scene.frame.animating = true;
    if (ImGui::IsWindowAppearing()) return;
    scene.face.board.menu_begins_with_moves = false;
    const auto first = std::find_if(moves.begin(), moves.end(), [](const app::StageMove& move) { return !move.choices.empty(); });
    if (first != moves.end()) focus_next(scene.frame, item_id(*first));
}

}  // namespace

void open_board_menu(Scene& scene, const app::LeadRow& row, Rect at, MenuFrom from) {
    scene.face.board.menu = {row.id, row.name.empty() ? tr("lead.no_name") : row.name, at};
    scene.face.board.menu_begins_with_moves = from == MenuFrom::moves && !scene.looks_back();
    open_popup(menu_id());
}

void draw_board_menu(Scene& scene) {
    if (!is_popup_open(menu_id())) return;
    Frame& frame = scene.frame;
    const RowMenu& menu = scene.face.board.menu;
    const std::vector<app::StageMove> moves = moves_of(scene, menu.id);
    const std::string past = scene.looks_back() ? tr("as_of.refused") : std::string();
    float width = 200;
    for (const app::StageMove& move : moves) width = std::max(width, text_width(frame, Type::body, tr("board.move_to", {{"stage", move.mark.name}})) + 44 + 10);
    Rect content;
    const float height = (4 + static_cast<float>(moves.size())) * menu_item_height(frame) + 2 * kMenuLine;
    if (!begin_popup(frame, menu_id(), menu.at, width, height, base::Role::menu, menu.name, content)) return;
    if (scene.face.board.menu_begins_with_moves) begin_with_moves(scene, moves);
    const bool open = menu_item(frame, make_id("open"), content, {.text = tr("lead.open"), .icon = icon::user});
    const bool log = menu_item(frame, make_id("log"), content, {.text = tr("lead.log"), .icon = icon::pencil, .why_not = past});
    const bool task = menu_item(frame, make_id("task"), content, {.text = tr("lead.add_task"), .icon = icon::calendar, .why_not = past});
    menu_line(frame, content);
    const app::StageMove* to = nullptr;
    for (const app::StageMove& move : moves) {
        const std::string text = tr("board.move_to", {{"stage", move.mark.name}});
        const MenuItem item{.text = text, .icon = icon::arrow_right, .why_not = past.empty() ? std::string_view(move.why_not) : std::string_view(past)};
        if (menu_item(frame, item_id(move), content, item)) to = &move;
    }
    menu_line(frame, content);
    const bool remove = menu_item(frame, make_id("delete"), content, {.text = tr("lead.delete"), .icon = icon::trash_2, .why_not = past, .danger = true});
    if (open) scene.go("/lead/" + menu.id);
    if (log) open_log(scene.face, {menu.id}, menu.name, "call");
    if (task) open_task(scene.face, {menu.id}, menu.name);
    if (to) open_move(scene, menu.id, menu.name, *to);
    if (remove) frame.run("lead.delete", {{"id", menu.id}});
    if (open || log || task || to || remove) close_popup();
    end_popup(frame);
}

}  // namespace ui
