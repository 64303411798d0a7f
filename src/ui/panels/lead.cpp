// One lead: as a pane beside the list, or as a page where there is no room for both. Its blocks are
// in lead_score.cpp, lead_profile.cpp and lead_activity.cpp.
#include "ui/panels/lead_groups.h"
#include "ui/panels/lead_parts.h"

#include <imgui_internal.h>

namespace ui {
namespace {

// Where the lead stands in the list, if the list's cursor is on it; else -1.
int64_t place_in_list(Scene& scene, std::string_view id) {
    const std::optional<size_t> place = scene.shows_deals() ? std::nullopt : lead_at_cursor(scene);
    return place && scene.session.lead_id(scene.leads().rows[*place]) == id ? static_cast<int64_t>(*place) : -1;
}

void go_to_place(Scene& scene, int64_t place) {
    const app::LeadsView& view = scene.leads();
    if (place < 0 || place >= static_cast<int64_t>(view.rows.size())) return;
    put_cursor_on(scene, static_cast<size_t>(place));
    scene.go("/lead/" + scene.session.lead_id(view.rows[static_cast<size_t>(place)]));
}

// The view that it was opened from.
const std::string& way_back(const Scene& scene) { return tr(scene.shows_board() ? "nav.board" : scene.shows_deals() ? "deals.title" : "lead.back"); }

void draw_menu(Scene& scene, Rect anchor, const app::LeadView& lead) {
    const NodeId menu = make_id("lead-menu");
    const Button more{.icon = icon::ellipsis, .name = tr("lead.more"), .selected = is_popup_open(menu), .popup = base::Popup::menu};
    if (icon_button(scene.frame, make_id("more"), anchor, ButtonKind::quiet, more)) open_popup(menu);
    Rect content;
    const float height = 5 * menu_item_height(scene.frame) + kMenuLine;
    if (!begin_popup(scene.frame, menu, {anchor.right() - 200, anchor.y, 200, anchor.h}, 200, height, base::Role::menu, tr("lead.more"), content)) return;
    bool done = false;
    if (menu_item(scene.frame, make_id("log"), content, {.text = tr("lead.log"), .icon = icon::pencil})) {
        open_log(scene.face, {lead.head.id}, lead.head.name, "call");
        done = true;
    }
    if (menu_item(scene.frame, make_id("task"), content, {.text = tr("lead.add_task"), .icon = icon::calendar})) {
        open_task(scene.face, {lead.head.id}, lead.head.name);
        done = true;
    }
    if (menu_item(scene.frame, make_id("deal"), content, {.text = tr("deals.add"), .icon = icon::handshake})) {
        open_new_deal(scene.face, lead);
        done = true;
    }
    menu_line(scene.frame, content);
    if (menu_item(scene.frame, make_id("delete"), content, {.text = tr("lead.delete"), .icon = icon::trash_2, .danger = true})) {
        scene.frame.run("lead.delete", {{"id", lead.head.id}});
        scene.go(scene.face.list);
        done = true;
    }
    if (menu_item(scene.frame, make_id("forget"), content, {.text = tr("lead.forget"), .icon = icon::eye_off, .danger = true})) {
        open_forget(scene.face, lead.head.id, lead.head.name);
        done = true;
    }
    if (done) close_popup();
    end_popup(scene.frame);
}

void draw_head(Scene& scene, Rect bar, const app::LeadView& lead, bool pane) {
    Frame& frame = scene.frame;
    if (!scene.phone()) paint(frame).line_below(bar, frame.palette.line.normal);
    bar = bar.inset(scene.phone() ? 8 : frame.theme.layout.pane_gutter, 0);
    const float side = icon_button_width(frame);
    if (!pane) {
        const std::string& where = way_back(scene);
        const Button back{.text = scene.phone() ? std::string_view() : std::string_view(where), .icon = scene.phone() ? icon::chevron_left : icon::arrow_left, .name = where};
        if (button_from_left(frame, bar, "back", ButtonKind::quiet, back)) scene.go(scene.face.list);
    }
    if (pane && icon_button(frame, make_id("close"), bar.cut_right(side), ButtonKind::quiet, {.icon = icon::x, .key = scene.looks_back() ? "" : "Esc", .name = tr("lead.close")})) scene.go(scene.face.list);
    if (!scene.looks_back()) draw_menu(scene, bar.cut_right(side), lead);
    const int64_t place = place_in_list(scene, lead.head.id);
    if (place < 0) return;
    const auto total = static_cast<int64_t>(scene.leads().rows.size());
    if (!scene.phone()) {
        const std::string words = tr("lead.place", {{"place", tr_count("count", place + 1)}, {"total", tr_count("count", total)}});
        bar.cut_left(label(frame, bar, Type::small, frame.palette.ink.third, words) + 8);
    }
    if (scene.phone()) bar.cut_left(bar.w - 2 * side - 8);
    if (icon_button(frame, make_id("previous"), bar.cut_left(side), ButtonKind::quiet, {.icon = icon::arrow_up, .name = tr("lead.previous"), .enabled = place > 0})) go_to_place(scene, place - 1);
    if (icon_button(frame, make_id("next"), bar.cut_left(side), ButtonKind::quiet, {.icon = icon::arrow_down, .name = tr("lead.next"), .enabled = place + 1 < total})) go_to_place(scene, place + 1);
}

// Two columns where a page is wide: reasons at the left, what happens at the right.
float draw_blocks(Scene& scene, Rect content, const app::LeadView& lead, bool collapsed) {
    const bool two = content.w >= 760;
    draw_identity(scene, content, lead);
    if (!two) {
        draw_score(scene, content, lead, collapsed);
        draw_stage(scene, content, lead);
        if (!lead.deals.empty()) draw_lead_deals(scene, content, lead);
        draw_tasks(scene, content, lead);
        draw_profile(scene, content, lead);
        draw_timeline(scene, content, lead);
        draw_history(scene, content, lead);
        return content.y;
    }
    Rect left = content;
    Rect right = left.cut_right(std::floor((content.w - 24) / 2));
    left.cut_right(24);
    draw_score(scene, left, lead, false);
    draw_stage(scene, left, lead);
    if (!lead.deals.empty()) draw_lead_deals(scene, right, lead);
    draw_tasks(scene, right, lead);
    draw_profile(scene, right, lead);
    draw_timeline(scene, right, lead);
    draw_history(scene, right, lead);
    return std::max(left.y, right.y);
}

void draw_gone(Scene& scene, Rect box) {
    const app::AsOfView* past = scene.session.as_of();
    const std::string title = tr(past ? "as_of.not_here" : "lead.gone");
    const std::string detail = past ? tr("as_of.not_here_detail", {{"date", past->date}}) : tr("lead.gone_detail");
    if (empty_state(scene.frame, "gone", box, {.icon = icon::user, .title = title, .detail = detail, .first = {.text = way_back(scene)}, .second = {}}) == EmptyPress::first)
        scene.go(scene.face.list);
}

}  // namespace

Rect block_head(Scene& scene, Rect& at, std::string_view title, int64_t count) {
    Frame& frame = scene.frame;
    Rect head = at.cut_top(text_link_height(frame));  // what can be pressed stands in there
    const Type type = frame.density.touch ? Type::small_strong : Type::strong;
    const float width = text_width(frame, type, title);
    heading(frame, {head.x, head.y, width + 1, head.h}, type, title, 3);
    head.cut_left(width + 8);
    if (count >= 0) head.cut_left(label(frame, head, Type::small, frame.palette.ink.third, tr_count("count", count)) + 8);
    return head;
}

void draw_lead(Scene& scene, Rect box, std::string_view id, bool pane) {
    Frame& frame = scene.frame;
    ImGui::PushID("lead");
    paint(frame).fill(box, frame.palette.surface.pane);
    if (pane) {
        paint(frame).line_left(box, frame.palette.line.normal);
        box.cut_left(1);
    }
    const app::LeadView* lead = scene.session.lead(id);
    const std::string name = lead ? lead->head.name : tr("lead.gone");
    Group group(frame.semantics, make_id("pane"), base::Role::region, name.empty() ? tr("lead.no_name") : name, visible_part(box));
    if (!lead) {
        draw_gone(scene, box);
        ImGui::PopID();
        return;
    }
    const NodeId area_id = make_id("area");
    if (scene.face.lead.id != id) {
        scene.face.lead = {};
        scene.face.lead.id = id;
        scroll_to_top(frame, area_id);
    }
    draw_head(scene, box.cut_top(scene.phone() ? 52 : frame.theme.layout.header), *lead, pane);
    const Rect quick = box.cut_bottom(scene.looks_back() ? 0.f : scene.phone() ? kPhoneQuickLog : 52.f);
    const ScrollArea area = begin_scroll(frame, area_id, box);
    // When the window is low, the timeline keeps its room: only the strongest reasons are shown.
    const bool collapsed = !scene.face.lead.all_reasons && (box.h < 900 || scene.phone());
    const float pad = scene.phone() ? frame.theme.layout.phone_gutter : frame.theme.layout.pane_gutter;
    const float bottom = draw_blocks(scene, area.content.inset(pad, 0), *lead, collapsed);
    end_scroll(frame, area, bottom + 24);
    if (!scene.looks_back()) draw_quick_log(scene, quick, *lead);
    ImGui::PopID();
}

}  // namespace ui
