// The board: the leads of the list as columns by stage. A card that is dragged, or moved by its menu, asks what happened.
#include "ui/panels/board_parts.h"
#include "ui/panels/leads_head.h"

#include <imgui_internal.h>

#include <utility>

namespace ui {
namespace {

constexpr float kColumnGap = 12, kColumnLeast = 224, kColumnLeastTouch = 256, kColumnMost = 340, kBarRoom = 14;

const app::BoardColumn* column_named(const app::BoardView& view, std::string_view id) {
    for (const app::BoardColumn& column : view.columns)
        if (column.id == id) return &column;
    return nullptr;
}

// The one of that id; else the first that has anybody, in the funnel if there is one.
const app::BoardColumn& column_in_use(const app::BoardView& view, std::string_view id) {
    if (const app::BoardColumn* column = column_named(view, id)) return *column;
    for (const app::BoardColumn& column : view.columns)
        if (!column.rows.empty() && column.mark.kind != app::StageMark::Kind::none) return column;
    return view.columns.front();
}

// The card under the cursor has come into another column: the cursor goes with it, and so does the keyboard.
void follow_card(Scene& scene, const app::BoardColumn& column) {
    BoardState& state = scene.face.board;
    if (state.column.empty() || state.column == column.id) return;
    state.flash = state.card;
    state.flash_since = scene.frame.milliseconds;
    state.reveal = column.id;
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    if (!any_dialog_open(scene.face)) focus_next(scene.frame, board_column_id(column.id), g.NavCursorVisible);
}

// Another query begins above; other leads in the same one leave the cursor at its card.
void follow_view(Scene& scene, const app::BoardView& view, std::string_view current) {
    BoardState& state = scene.face.board;
    app::LeadsQuery query = scene.face.query;
    query.counted = false;
    if (state.query != query) {
        state.query = query;
        state.scrolls.clear();
        state.card.clear();
        state.row = -1;
    }
    if (!current.empty() && state.card != current) {
        state.card = current;
        state.made = 0;
    }
    if (state.made == view.made) return;
    state.made = view.made;
    const auto place = state.card.empty() ? std::nullopt : scene.session.board_place(scene.query(), state.card);
    if (place) {
        follow_card(scene, view.columns[place->column]);
        state.column = view.columns[place->column].id;
        state.row = static_cast<int64_t>(place->row);
        return;
    }
    const app::BoardColumn& column = column_in_use(view, state.column);
    state.column = column.id;
    state.row = std::min(state.row, static_cast<int64_t>(column.rows.size()) - 1);
    state.card = state.row >= 0 ? scene.session.lead_id(column.rows[static_cast<size_t>(state.row)]) : std::string();
}

// Who comes to the board goes on in it with the arrows; who closes a lead by keyboard is back at its card.
void take_keyboard(Scene& scene, const app::BoardView& view, std::string_view current) {
    const std::string& before = scene.face.last_route;
    const bool from_lead = before.starts_with("/lead/"), from_elsewhere = !from_lead && !before.starts_with("/board");
    const app::BoardColumn& column = column_in_use(view, scene.phone() || from_lead ? scene.face.board.column : std::string());
    if (column.rows.empty() || !(from_elsewhere || (from_lead && current.empty()))) return;
    focus_next(scene.frame, board_column_id(column.id), from_lead && ImGui::GetCurrentContext()->NavCursorVisible);
}

// All of them, if they fit; else as many as do, and the beginning of the next, which tells that there is one.
float column_width(const Frame& frame, float room, size_t columns) {
    const float least = frame.density.touch ? kColumnLeastTouch : kColumnLeast;
    const auto share = [&](float of, float count) { return std::floor((of + kColumnGap) / count) - kColumnGap; };
    if (const float all = share(room, static_cast<float>(columns)); all >= least) return std::min(all, kColumnMost);
    const float fit = std::max(std::floor((room - kColumnGap) / least), 1.f);
    return std::min(share(room - 2 * kColumnGap, fit), kColumnMost);
}

// By the wheel, by what must be seen, and while something is dragged by its edges.
void scroll_across(Scene& scene, Rect box, float width, const app::BoardView& view, std::string_view reveal, double most) {
    BoardState& state = scene.face.board;
    state.across -= wheel_across(scene.frame);
    const auto revealed = std::find_if(view.columns.begin(), view.columns.end(), [&](const app::BoardColumn& one) { return one.id == reveal; });
    if (revealed != view.columns.end()) {
        const double left = static_cast<double>(revealed - view.columns.begin()) * (width + kColumnGap);
        const double room = box.w - scene.gutter() - 16;
        state.across = std::clamp(state.across, left + width - room, left);
    }
    if (is_dragging(scene) && ImGui::IsMousePosValid()) {
        constexpr float kEdge = 40, kSpeed = 900;  // CSS pixels, and those a second
        const float x = ImGui::GetMousePos().x;
        const double step = kSpeed * ImGui::GetIO().DeltaTime;
        const double before = state.across;
        if (x > box.right() - kEdge) state.across += step;
        if (x < box.x + kEdge) state.across -= step;
        if (std::clamp(state.across, 0.0, most) != before) scene.frame.animating = true;
    }
    state.across = std::clamp(state.across, 0.0, most);
}

std::vector<ColumnPlace> places_of(Scene& scene, Rect box, float width, const app::BoardView& view, std::string_view reveal) {
    std::vector<ColumnPlace> places;
    float x = std::round(box.x + scene.gutter() - static_cast<float>(scene.face.board.across));
    for (const app::BoardColumn& column : view.columns) {
        Rect all{x, box.y, width, box.h};
        all.cut_top(12);
        const Rect head = all.cut_top(board_head_height(scene.frame));
        places.push_back({&column, head, all, column.id == reveal});
        x += width + kColumnGap;
    }
    return places;
}

void draw_columns(Scene& scene, Rect box, const app::BoardView& view, std::string_view current) {
    Frame& frame = scene.frame;
    BoardState& state = scene.face.board;
    ImGui::SetCursorScreenPos({box.x, box.y});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::BeginChild("columns", {std::max(box.w, 1.f), std::max(box.h, 1.f)}, ImGuiChildFlags_NavFlattened,
                      ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoSavedSettings);
    ImGui::PopStyleVar();
    const float room = box.w - scene.gutter() - 16;
    const float width = column_width(frame, room, view.columns.size());
    const double content = static_cast<double>(view.columns.size()) * (width + kColumnGap) - kColumnGap;
    const double most = std::max(content - room, 0.0);
    const std::string reveal = std::exchange(state.reveal, {});
    scroll_across(scene, box, width, view, reveal, most);
    Rect columns = box;
    const Rect bar = most > 0 ? columns.cut_bottom(kBarRoom) : Rect{};
    const app::StageMove* into = nullptr;
    const ImVec2 at = ImGui::GetMousePos();
    for (const ColumnPlace& place : places_of(scene, columns, width, view, reveal)) {
        const Rect all{place.head.x, box.y, width, box.h};
        const app::StageMove* here = is_dragging(scene) && ImGui::IsMousePosValid() && all.contains(at.x, at.y) && box.contains(at.x, at.y) ? move_into(scene, place.column->id) : nullptr;
        if (here) into = here;
        draw_board_column(scene, view, place, current, here);
    }
    if (most > 0) {
        const double moved = scrollbar_across(frame, make_id("across"), bar.inset(scene.gutter(), 0), state.across, content + bar.w - 2 * scene.gutter() - room);
        if (moved != state.across) frame.animating = true;
        state.across = moved;
    }
    ImGui::EndChild();
    finish_drag(scene, into);
}

}  // namespace

void draw_board(Scene& scene, Rect box, std::string_view current_lead) {
    Frame& frame = scene.frame;
    ImGui::PushID("board");
    scene.face.query.counted = scene.face.filter_open;
    const app::LeadsView& list = scene.leads();
    const app::BoardView& view = scene.session.board(scene.query());
    paint(frame).fill(box, frame.palette.surface.pane);
    const bool by_score = scene.face.query.sorts.front() == app::LeadSort{"score", true};
    const std::string remark = tr(by_score ? "board.sorted_score" : "board.sorted_list") + (scene.looks_back() ? std::string() : " " + tr("board.dragging"));
    draw_leads_head(scene, box, list, {.title = tr("nav.board"), .remark = remark, .narrow = !current_lead.empty() || box.w < 720});
    follow_drag(scene);
    if (list.rows.empty()) {
        scene.face.board.drag = {};
        draw_no_leads(scene, box, list);
    } else {
        Group region(frame.semantics, make_id("region"), base::Role::region, tr("nav.board"), visible_part(box));
        region.node().description = tr("board.keys");
        follow_view(scene, view, current_lead);
        take_keyboard(scene, view, current_lead);
        if (scene.phone()) draw_board_pages(scene, box, view);
        else draw_columns(scene, box, view, current_lead);
        if (const std::string enter = std::exchange(scene.face.board.enter, {}); !enter.empty()) focus_next(frame, board_column_id(enter));
        if (!scene.face.board.reveal.empty()) frame.animating = true;
    }
    draw_board_menu(scene);
    ImGui::PopID();
}

}  // namespace ui
