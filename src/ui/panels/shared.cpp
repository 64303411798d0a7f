// Pieces several panels share: the bar over a view, the toast, the drop target, the keys that work
// everywhere.
#include "ui/panels/scene.h"
#include "ui/panels/tour.h"

#include <imgui_internal.h>

namespace ui {

Rect view_header(Scene& scene, Rect& view, std::string_view title, std::string_view detail, std::span<const Crumb> above) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    Rect bar = view.cut_top(scene.phone() ? 60 : frame.theme.layout.header);
    Painter painter = paint(frame);
    painter.fill(bar, p.surface.pane);
    if (!scene.phone()) painter.line_below(bar, p.line.normal);
    bar.cut_left(scene.gutter());
    bar.cut_right(16);
    if (!above.empty())
        if (const int pressed = breadcrumb(frame, make_id("above"), bar, above); pressed >= 0) scene.go(std::string(above[static_cast<size_t>(pressed)].href.substr(1)));
    const float width = std::min(text_width(frame, Type::title, title), bar.w);
    heading(frame, {bar.x, bar.y, width + 1, bar.h}, Type::title, title, 1);
    bar.cut_left(width + 8);
    if (!detail.empty()) bar.cut_left(label(frame, {bar.x, bar.y + (scene.phone() ? 1.f : 0.f), std::min(std::floor(bar.w * 0.5f), text_width(frame, Type::body, detail) + 1), bar.h}, Type::body, p.ink.third, detail) + 16);
    else bar.cut_left(8);
    return bar;
}

std::string join_names(std::string_view first, std::string_view second) {
    std::string out(first);
    if (!first.empty() && !second.empty()) out += ", ";
    return out.append(second);
}

std::string why_not_run(Scene& scene, std::string_view command) {
    const app::Command* found = scene.session.command(command);
    return found ? scene.session.why_not(*found).value_or("") : "";
}

std::string day_text(base::Day day) { return base::to_iso(day); }

void open_log(Face& face, std::vector<std::string> leads, std::string who, std::string type) {
    face.log = {};
    if (leads.size() == 1)  // what waits in the quick log, which a phone does not show
        if (const auto note = face.notes.find(leads.front()); note != face.notes.end()) face.log.note = note->second;
    face.log.open = true;
    face.log.leads = std::move(leads);
    face.log.who = std::move(who);
    face.log.type = std::move(type);
}

namespace {

// What stands at the lower edge must stay within reach: the bar of a selection; on a phone the quick log of a lead's page
// and the button that merges.
float height_of_lower_bar(Scene& scene) {
    const std::string& route = scene.session.route();
    float height = 0;
    if (!scene.face.selected.empty() && route.starts_with("/lead") && !scene.shows_board() && !scene.shows_deals()) height += 56;
    if (!scene.phone()) return height;
    if (route.starts_with("/lead/")) height += kPhoneQuickLog;
    if (route.starts_with("/import") && scene.session.merge_view()) height += kPhoneMergeBar;
    return height;
}

}  // namespace

namespace {

// Not over what the tour shows, nor over its card, if the other place is any better.
Rect clear_of_tour(const TourState& tour, Rect at, float other_y) {
    const auto covers = [&](const Rect& place) { return place.overlaps(tour.anchor) || place.overlaps(tour.card); };
    const Rect other{at.x, other_y, at.w, at.h};
    return covers(at) && !covers(other) ? other : at;
}

}  // namespace

// The newest notice, dark on light, over the lower edge; six seconds, or until it is dismissed.
void draw_toast(Scene& scene, Rect box) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    const auto& notices = scene.session.notices();
    if (notices.empty()) return;
    const app::NoticeView& newest = notices.back();
    if (scene.face.toast != newest.id) {
        scene.face.toast = newest.id;
        scene.face.toast_since = frame.milliseconds;
    }
    const double shown = frame.milliseconds - scene.face.toast_since;
    const base::Json which = {{"id", newest.id}};
    if (!newest.stays) {
        if (shown >= frame.theme.motion.notice_stay) return frame.run("notice.dismiss", which);
        frame.wake(static_cast<int>(frame.theme.motion.notice_stay - shown) + 1);
    }
    // On a phone the words need the room of the icons.
    const bool tight = scene.phone();
    const Type type = tight ? Type::small : Type::body;
    const float icon_room = tight ? 0 : 24, close_side = tight ? 40 : 28, close_room = close_side + 8;
    const Button action{.text = newest.action_label, .icon = newest.action_command == "undo" && !tight ? icon::undo_2 : char32_t{0}};
    const float action_room = newest.action_label.empty() ? 0 : button_width(frame, action) + 8;
    const float offer_room = newest.offers_tour ? toast_offer_width(frame) : 0;
    // There two buttons have a line of their own.
    const float foot = tight && offer_room > 0 ? button_height(frame) + 4 : 0;
    const float most = std::min(box.w - 32, 640.f);
    const float buttons = foot > 0 ? 0 : action_room + offer_room;
    const float words = std::min(text_width(frame, type, newest.text) + 2, most - icon_room - close_room - buttons - 28);
    const float lines = paragraph_height(frame, words, type, newest.text);
    const float height = std::max(lines + 20, tight ? 48.f : 44.f) + foot;
    const float width = foot > 0 ? most : 16 + icon_room + words + 12 + buttons + close_room;
    Rect at{std::round(box.x + (box.w - width) / 2), box.bottom() - height - (scene.phone() ? 12.f : 44.f), width, height};
    at.y -= height_of_lower_bar(scene);
    if (scene.session.tour()) at = clear_of_tour(scene.face.tour, at, box.y + 12);
    begin_floating(make_id("toast-window"), at);
    Painter painter = paint(frame);
    painter.shadow(at, 3, frame.theme.radius.bar);
    painter.fill(at, p.surface.inverse, frame.theme.radius.bar);
    const bool alarming = newest.kind == app::NoticeView::Kind::warning || newest.kind == app::NoticeView::Kind::danger;
    Group group(frame.semantics, make_id("toast"), alarming ? base::Role::alert : base::Role::status, newest.text, at);
    Rect inside = at;
    Rect below = inside.cut_bottom(foot);
    below.cut_right(8);
    inside.cut_left(16);
    if (!tight) {
        painter.icon(inside.cut_left(16), alarming ? icon::triangle_alert : icon::circle_check, p.ink.inverse_second, 16);
        inside.cut_left(8);
    }
    inside.cut_right(8);
    if (icon_button(frame, make_id("toast-close"), inside.cut_right(close_side), ButtonKind::inverse, {.icon = icon::x, .name = tr("toast.close")}))
        frame.run("notice.dismiss", which);
    Rect& row = foot > 0 ? below : inside;
    if (action_room > 0 && button(frame, make_id("toast-action"), row.cut_right(action_room - 8), ButtonKind::inverse, action)) {
        frame.run(newest.action_command, newest.arguments);
        frame.run("notice.dismiss", which);
    }
    if (offer_room > 0) draw_toast_offer(frame, row.cut_right(offer_room), which);
    painter.paragraph({inside.x, std::floor(inside.y + (inside.h - lines) / 2), words, lines}, type, p.ink.inverse, newest.text);
    end_floating();
}

void draw_drop_target(Scene& scene) {
    if (!scene.input.file_over) return;
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    Painter painter(frame, *ImGui::GetForegroundDrawList());
    const Rect all{0, 0, scene.input.width, scene.input.height};
    painter.fill(all, with_alpha(p.surface.pane, 0.92f));
    const Rect zone = all.inset(24);
    painter.fill(zone, p.accent.tint, frame.theme.radius.extra_large);
    painter.border(zone, p.accent.solid, frame.theme.radius.extra_large, 2);
    const Rect words = zone.centred(zone.w - 32, 76);
    painter.icon({words.x, words.y, words.w, 32}, icon::file_spreadsheet, p.accent.text, 32);
    painter.text({words.x, words.y + 48, words.w, 28}, Type::title, p.ink.first, tr("drop.title"), Align::middle);
    frame.semantics.add_text(base::Role::status, tr("drop.title"), words);
}

namespace {

bool is_typing() { return ImGui::GetIO().WantTextInput; }

bool plain_key(ImGuiKey key) {
    const ImGuiIO& io = ImGui::GetIO();
    return !io.KeyCtrl && !io.KeySuper && !io.KeyAlt && ImGui::IsKeyPressed(key, false);
}

// By the character: where it is on the keyboard, and whether Shift makes it, is another in each country.
bool typed(ImWchar character) {
    const ImVector<ImWchar>& queue = ImGui::GetIO().InputQueueCharacters;
    return std::find(queue.begin(), queue.end(), character) != queue.end();
}

bool is_any_key_pressed() {
    for (int key = ImGuiKey_NamedKey_BEGIN; key < ImGuiKey_GamepadStart; ++key)
        if (ImGui::IsKeyPressed(static_cast<ImGuiKey>(key), false)) return true;
    return false;
}

// It is waited for: frames without a key come between the two.
void second_of_chord(Scene& scene) {
    if (!is_any_key_pressed()) return;
    scene.face.chord.clear();
    const std::pair<ImGuiKey, const char*> ends[] = {{ImGuiKey_T, "/today"}, {ImGuiKey_L, "/leads"}, {ImGuiKey_B, "/board"}, {ImGuiKey_O, "/companies"}, {ImGuiKey_D, "/deals"}, {ImGuiKey_I, "/import"}, {ImGuiKey_C, "/conflicts"}, {ImGuiKey_H, "/history"}, {ImGuiKey_S, "/settings"}};
    for (const auto& [key, path] : ends)
        if (plain_key(key)) scene.go(path);
}

// L: the field for it where one is on the screen, else the dialog.
void log_by_key(Scene& scene) {
    LeadsInHand leads = leads_in_hand(scene);
    const bool field = scene.session.route().starts_with("/lead/") && !scene.phone();
    if (field && !leads.ids.empty()) focus_next(scene.frame, quick_log_id(leads.ids.front()));
    else open_log(scene.face, std::move(leads.ids), std::move(leads.who), "call");
}

void task_by_key(Scene& scene) {
    LeadsInHand leads = leads_in_hand(scene);
    if (!leads.ids.empty()) open_task(scene.face, std::move(leads.ids), std::move(leads.who));
}

}  // namespace

NodeId leads_search_id() { return ImHashStr("leads-search"); }
NodeId deals_search_id() { return ImHashStr("deals-search"); }
NodeId quick_log_id(std::string_view lead) { return ImHashStr("quick-log", 0, ImHashStr(lead.data(), lead.size())); }

void handle_shortcuts(Scene& scene) {
    Face& face = scene.face;
    const ImGuiIO& io = ImGui::GetIO();
    const bool command = io.KeyCtrl || io.KeySuper;
    if (command && ImGui::IsKeyPressed(ImGuiKey_K, false)) {
        face.palette = {!face.palette.open, {}, 0};
        return;
    }
    if (face.board.drag.phase != BoardDrag::Phase::none && scene.shows_board()) return;  // Esc puts the card down
    if (any_dialog_open(face) || ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel)) return;
    if (command && !is_typing() && ImGui::IsKeyPressed(ImGuiKey_Z, false)) return scene.frame.run(io.KeyShift ? "redo" : "undo");
    if (command && !is_typing() && ImGui::IsKeyPressed(ImGuiKey_Y, false)) return scene.frame.run("redo");
    if (is_typing()) return;
    if (typed('?')) return scene.go("/keys");
    if (scene.frame.milliseconds - face.chord_since > 1500) face.chord.clear();
    if (!face.chord.empty()) return second_of_chord(scene);
    if (plain_key(ImGuiKey_G)) {
        face.chord = "G";
        face.chord_since = scene.frame.milliseconds;
    }
    if (plain_key(ImGuiKey_N)) face.add_lead = {.open = true};
    if (!scene.session.shell().empty) {
        if (plain_key(ImGuiKey_L)) log_by_key(scene);
        if (plain_key(ImGuiKey_T)) task_by_key(scene);
        if (plain_key(ImGuiKey_F) && scene.shows_leads()) face.filter_open = true;
    }
    if (typed('/') && scene.shows_leads()) focus_next(scene.frame, leads_search_id());
    if (typed('/') && scene.shows_deals()) focus_next(scene.frame, deals_search_id());
    if (scene.session.tour() && face.tour.has_keyboard) return;  // Esc closes its card
    if (plain_key(ImGuiKey_Escape) && face.table.head.what == HeadHold::What::nothing) {
        if (face.table.has_keyboard && face.table.column >= 0 && scene.session.route().starts_with("/leads")) return;  // it leaves the cell
        if (scene.looks_back()) return scene.frame.run("view.now");
        if (!face.selected.empty() && !scene.shows_board() && !scene.shows_deals()) face.selected.clear();
        else if (scene.session.route().starts_with("/lead/")) scene.go(face.list);
    }
}

}  // namespace ui
