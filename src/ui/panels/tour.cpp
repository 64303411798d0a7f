#include "ui/panels/tour.h"

#include "app/leads_address.h"

#include <imgui_internal.h>

#include <array>

namespace ui {
namespace {

using Step = TourState::Step;

constexpr float kWidth = 320, kPad = 16, kPadY = 12, kGap = 20, kEdge = 8;
constexpr float kToastRoom = 100;  // at the lower edge: what is told there is about the tour's own steps, too
constexpr float kLeastSeen = 12;   // of what a step is about, to be pointed at
constexpr int kSettlingFrames = 4;  // a view opens, is measured, scrolls
constexpr int64_t kSteps = 3;

NodeId title_id() { return ImHashStr("tour-title"); }

std::string_view lead_on_page(std::string_view route) {
    constexpr std::string_view kLead = "/lead/";
    return route.starts_with(kLead) ? route.substr(kLead.size()) : std::string_view();
}

// A page fills the width: beside what is on it there is no room.
bool is_sheet(const Scene& scene) { return scene.size == SizeClass::phone || scene.size == SizeClass::compact; }

// --- whom it is about ------------------------------------------------------------------------------------------------

struct First {
    std::string lead = {};
    TourAnchor at = TourAnchor::row;
    std::string path = {};
};

// The first of those to call; else whose task is due; else the best of the list, of whichever is not empty.
First first_to_call(Scene& scene) {
    const app::TodayView& today = scene.session.today();
    for (const auto* calls : {&today.hot_untouched, &today.first})
        if (!calls->empty()) return {calls->front().row.id, TourAnchor::caller, "/today"};
    for (const auto* tasks : {&today.overdue, &today.due_today})
        if (!tasks->empty()) return {tasks->front().lead_id, TourAnchor::task, "/today"};
    const app::LeadsView& shown = scene.leads();
    if (!shown.rows.empty()) return {scene.session.lead_id(shown.rows.front()), TourAnchor::row, "/leads"};
    for (const app::Show show : {app::Show::open, app::Show::all}) {
        app::LeadsQuery query;
        query.show = show;
        const app::LeadsView& view = scene.session.leads(query);
        if (!view.rows.empty()) return {scene.session.lead_id(view.rows.front()), TourAnchor::row, show == app::Show::open ? "/leads?" : "/leads" + app::address_of(query)};
    }
    return {};
}

std::string name_for_tour(Scene& scene) {
    const auto lead = scene.session.find_lead(scene.face.tour.lead);
    const std::string name = lead ? scene.session.lead_row(*lead).name : std::string();
    return name.empty() ? tr("lead.no_name") : name;
}

int64_t happened_with(Scene& scene, std::string_view id) {
    const app::LeadView* lead = scene.session.lead(id);
    return lead ? lead->timeline_total : 0;
}

// --- going about -----------------------------------------------------------------------------------------------------

void begin_step(Scene& scene, Step step) {
    TourState& tour = scene.face.tour;
    tour.step = step;
    tour.at = step == Step::score ? TourAnchor::score : TourAnchor::log;
    tour.reveal = true;
    tour.waits = false;
    tour.settling = kSettlingFrames;
    if (step == Step::log) tour.logged = happened_with(scene, tour.lead);
}

// By the user's press: its view opens, and the keyboard comes along.
void go_to_step(Scene& scene, Step step) {
    TourState& tour = scene.face.tour;
    const First first = first_to_call(scene);
    if (step == Step::call || !scene.session.lead(tour.lead)) tour.lead = first.lead;
    begin_step(scene, step);
    tour.enter = true;
    scene.frame.animating = true;
    if (scene.looks_back()) scene.frame.run("view.now");
    if (step != Step::call) return scene.go("/lead/" + tour.lead);
    scene.go(first.path);
    if (first.at != TourAnchor::row) return;
    scene.face.folded.clear();
    scene.face.table.scroll = 0;
}

void begin_anew(Scene& scene) {
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    scene.face.tour = {.of = scene.session.tour(), .on_the_way = true, .before = g.NavCursorVisible ? g.NavId : 0};
    go_to_step(scene, Step::call);
}

// Who opens a lead by themselves has taken the first step; the others are about whoever is open.
void follow_user(Scene& scene) {
    TourState& tour = scene.face.tour;
    const std::string_view open = lead_on_page(scene.session.route());
    const bool on_page = !open.empty() && scene.session.lead(open);
    if (on_page && (tour.step == Step::call || open != tour.lead)) {
        tour.lead = open;
        begin_step(scene, tour.step == Step::call ? Step::score : tour.step);
    }
    if (tour.step != Step::call || tour.looked == scene.session.version()) return;  // a look goes over the whole list
    tour.looked = scene.session.version();
    First first = first_to_call(scene);
    tour.lead = std::move(first.lead);
    tour.at = first.at;
}

bool is_on_screen(const Scene& scene, NodeId id) {
    const auto& nodes = scene.face.semantics.tree().nodes;
    return std::any_of(nodes.begin(), nodes.end(), [&](const base::SemanticNode& node) { return node.id == id; });
}

bool is_pressed(base::Role role) { return role == base::Role::button || role == base::Role::link || role == base::Role::text_field; }

// What had the keyboard before; where that is gone, the first thing of what the last step was about.
NodeId where_keyboard_goes(const Scene& scene) {
    const TourState& tour = scene.face.tour;
    if (tour.before && is_on_screen(scene, tour.before)) return tour.before;
    for (const base::SemanticNode& node : scene.face.semantics.tree().nodes)
        if (is_pressed(node.role) && tour.anchor.contains(node.box.x + node.box.width / 2, node.box.y + node.box.height / 2)) return static_cast<NodeId>(node.id);
    return 0;
}

void end_tour(Scene& scene) {
    const NodeId next = scene.face.tour.has_keyboard ? where_keyboard_goes(scene) : 0;
    if (next) focus_next(scene.frame, next, ImGui::GetCurrentContext()->NavCursorVisible);
    scene.face.tour.on_the_way = true;
    scene.frame.run("tour.end");
}

// --- what it says ----------------------------------------------------------------------------------------------------

struct Words {
    std::string title, body;
};

std::string words_of_first(Scene& scene) {
    switch (scene.face.tour.at) {
        case TourAnchor::caller: return tr("tour.call_caller", {{"name", name_for_tour(scene)}});
        case TourAnchor::task: return tr("tour.call_task", {{"name", name_for_tour(scene)}});
        case TourAnchor::row:
        case TourAnchor::score:
        case TourAnchor::log: return tr("tour.call_row", {{"name", name_for_tour(scene)}});
    }
    return {};
}

std::string words_of_log(Scene& scene) {
    const TourState& tour = scene.face.tour;
    const bool logged = happened_with(scene, tour.lead) > tour.logged;
    return tr(logged ? "tour.logged" : "tour.log_detail") + " " + tr("tour.kept");
}

Words words_of(Scene& scene) {
    const TourState& tour = scene.face.tour;
    Words words;
    switch (tour.step) {
        case Step::call: words = {tr("tour.call"), tour.waits ? std::string() : words_of_first(scene)}; break;
        case Step::score: words = {tr("tour.score"), tr("tour.score_detail")}; break;
        case Step::log: words = {tr("tour.log"), tour.waits ? std::string() : words_of_log(scene)}; break;
    }
    if (tour.waits) words.body = tr("tour.elsewhere");
    return words;
}

// --- the card --------------------------------------------------------------------------------------------------------

float tour_title_height(const Frame& frame, float width, std::string_view title) {
    return std::max(paragraph_height(frame, width - icon_button_width(frame) - kEdge, Type::heading, title), icon_button_width(frame));
}

float tour_height(const Frame& frame, float width, const Words& words) {
    width -= 2 * kPad;
    return kPadY + tour_title_height(frame, width, words.title) + 4 + paragraph_height(frame, width, Type::body, words.body) + kPadY + button_height(frame) + kPadY;
}

// A sheet keeps its height while the words of its step change: what is over it would move, and might thereby come and go.
float sheet_height(Scene& scene, float width) {
    const auto height = [&](const char* title, const std::string& body) { return tour_height(scene.frame, width, {tr(title), body}); };
    switch (scene.face.tour.step) {
        case Step::call: return std::max(height("tour.call", words_of_first(scene)), height("tour.call", tr("tour.elsewhere")));
        case Step::score: return std::max(height("tour.score", tr("tour.score_detail")), height("tour.score", tr("tour.elsewhere")));
        case Step::log: break;
    }
    const float before = height("tour.log", tr("tour.log_detail") + " " + tr("tour.kept"));
    return std::max(before, height("tour.log", tr("tour.logged") + " " + tr("tour.kept")));
}

// Beside the anchor, or under or over it; where there is no room for that, in the corner that is farther off.
Rect place_tour_card(Rect box, Rect anchor, float height) {
    Rect area = box.inset(kEdge);
    area.cut_bottom(kToastRoom - kEdge);
    const auto clamped_x = [&](float x) { return std::clamp(x, area.x, std::max(area.right() - kWidth, area.x)); };
    const auto clamped_y = [&](float y) { return std::clamp(y, area.y, std::max(area.bottom() - height, area.y)); };
    const float x = clamped_x(anchor.x), y = clamped_y(anchor.y);
    if (anchor.x - kGap - kWidth >= area.x) return {anchor.x - kGap - kWidth, y, kWidth, height};
    if (anchor.right() + kGap + kWidth <= area.right()) return {anchor.right() + kGap, y, kWidth, height};
    if (anchor.bottom() + kGap + height <= area.bottom()) return {x, anchor.bottom() + kGap, kWidth, height};
    if (anchor.y - kGap - height >= area.y) return {x, anchor.y - kGap - height, kWidth, height};
    const float far_x = anchor.middle_x() > area.middle_x() ? area.x : clamped_x(area.right());
    return {far_x, anchor.middle_y() > area.middle_y() ? area.y : clamped_y(area.bottom()), kWidth, height};
}

Rect place_floating(Scene& scene, Rect box, float height) {
    TourState& tour = scene.face.tour;
    if (tour.anchor.h > 0) tour.pointed_at = tour.anchor;
    else if (tour.pointed_at.h <= 0) tour.pointed_at = {box.right(), box.bottom(), 1, 1};
    const Rect at = place_tour_card(box, tour.pointed_at, height);
    return {std::round(at.x), std::round(at.y), at.w, std::round(at.h)};
}

void paint_tour_ground(Frame& frame, Rect at, bool sheet) {
    const Palette& p = frame.palette;
    Painter painter = paint(frame);
    if (sheet) {
        const float radius = frame.theme.radius.extra_large;
        painter.fill(at, p.surface.pane);
        painter.fill_corners(at, p.line.strong, radius, ImDrawFlags_RoundCornersTop);
        painter.fill_corners({at.x, at.y + 1, at.w, at.h - 1}, p.surface.raised, radius, ImDrawFlags_RoundCornersTop);
        return;
    }
    painter.shadow(at, 2, frame.theme.radius.large);
    painter.fill(at, p.surface.raised, frame.theme.radius.large);
    painter.border(at, p.line.normal, frame.theme.radius.large);
}

// The keyboard comes to it when a step begins, and Tab passes it by.
void draw_tour_title(Scene& scene, Rect row, const std::string& title) {
    Frame& frame = scene.frame;
    TourState& tour = scene.face.tour;
    const Rect box{row.x, row.y, std::min(text_width(frame, Type::heading, title) + 1, row.w), row.h};
    if (tour.enter) focus_next(frame, title_id(), ImGui::GetCurrentContext()->NavCursorVisible);
    tour.enter = false;
    ImGui::PushItemFlag(ImGuiItemFlags_NoTabStop, true);
    const Interaction state = interact(frame, title_id(), box);
    ImGui::PopItemFlag();
    record(frame, title_id(), base::Role::heading, title, box).level = 2;
    Painter painter = paint(frame);
    const float height = paragraph_height(frame, row.w, Type::heading, title);
    const Rect words = row.strip(height);
    painter.paragraph(words, Type::heading, frame.palette.ink.first, title);
    if (state.focused) painter.focus_inside({box.x - 4, words.y - 2, box.w + 8, height + 4}, frame.theme.radius.small);
}

// Its way on: back to where the step waits; to the next one; out.
void draw_tour_buttons(Scene& scene, Rect row) {
    Frame& frame = scene.frame;
    const TourState& tour = scene.face.tour;
    const Step step = tour.step;
    const bool last = step == Step::log;
    const Button next{.text = tr(tour.waits ? "tour.return" : last ? "tour.done" : "tour.next")};
    const Button back{.text = tr("tour.back")};
    if (button(frame, make_id("next"), row.cut_right(button_width(frame, next)), ButtonKind::primary, next)) {
        if (tour.waits) go_to_step(scene, step);
        else if (last) end_tour(scene);
        else go_to_step(scene, step == Step::call ? Step::score : Step::log);
        return;
    }
    row.cut_right(kEdge);
    if (step != Step::call && !tour.waits && button(frame, make_id("back"), row.cut_right(button_width(frame, back)), ButtonKind::quiet, back))
        go_to_step(scene, last ? Step::score : Step::call);
    const std::string place = tr("tour.place", {{"place", tr_count("count", static_cast<int64_t>(step) + 1)}, {"total", tr_count("count", kSteps)}});
    label(frame, row, Type::small, frame.palette.ink.third, place);
}

void draw_tour_card(Scene& scene, Rect at, const Words& words) {
    Frame& frame = scene.frame;
    const TourState& tour = scene.face.tour;
    Group group(frame.semantics, make_id("tour"), base::Role::dialog, tr("tour.name"), at);
    Rect inside = at.inset(kPad, kPadY);
    Rect head = inside.cut_top(tour_title_height(frame, inside.w, words.title));
    Rect corner = head.cut_right(icon_button_width(frame));
    corner.x += kPad - kEdge;  // its cross stands where that of a dialog does
    head.cut_right(kEdge);
    draw_tour_title(scene, head, words.title);
    inside.cut_top(4);
    const Rect body = inside.cut_top(paragraph_height(frame, inside.w, Type::body, words.body));
    paint(frame).paragraph(body, Type::body, frame.palette.ink.second, words.body);
    frame.semantics.add_text(base::Role::status, words.body, body);
    Rect row = inside.cut_bottom(button_height(frame));
    const bool close = icon_button(frame, make_id("close"), {corner.x, corner.y, corner.w, icon_button_width(frame)}, ButtonKind::quiet, {.icon = icon::x, .key = "Esc", .name = tr("tour.close")});
    draw_tour_buttons(scene, row);
    const bool free = !any_dialog_open(scene.face) && !ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
    if (close || (free && tour.has_keyboard && ImGui::IsKeyPressed(ImGuiKey_Escape, false))) end_tour(scene);
    const std::array<NodeId, 4> ours = {title_id(), make_id("close"), make_id("back"), make_id("next")};
    scene.face.tour.has_keyboard = std::find(ours.begin(), ours.end(), ImGui::GetCurrentContext()->NavId) != ours.end();
}

// Around rows inside, around cards outside, as the keyboard's focus.
void paint_tour_outline(Scene& scene, Rect box, Rect clip) {
    Painter painter = paint(scene.frame);
    painter.list().PushClipRect({clip.x, clip.y}, {clip.right(), clip.bottom()});
    const Radius& radius = scene.frame.theme.radius;
    if (scene.face.tour.at == TourAnchor::score) painter.focus_ring(box, radius.large);
    else painter.focus_inside(box.inset(1), radius.small);
    painter.list().PopClipRect();
}

}  // namespace

Rect begin_tour(Scene& scene, Rect& box) {
    TourState& tour = scene.face.tour;
    tour.anchor = {};
    if (scene.session.shell().empty && !scene.looks_back()) {  // the sample was undone: there is nobody left to speak of
        tour.on_the_way = true;
        scene.frame.run("tour.end", {{"offer_again", true}});
        return {};
    }
    if (tour.of != scene.session.tour()) {
        begin_anew(scene);
        return {};
    }
    follow_user(scene);
    if (tour.width != scene.frame.view.w) tour.reveal = true;  // turned or resized: what is seen is another part
    tour.width = scene.frame.view.w;
    return is_sheet(scene) ? box.cut_bottom(sheet_height(scene, box.w)) : Rect{};
}

void mark_for_tour(Scene& scene, TourAnchor what, Rect box, std::string_view lead) {
    TourState& tour = scene.face.tour;
    if (tour.on_the_way || tour.anchor.h > 0 || what != tour.at || lead != tour.lead) return;
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    // Sideways a table clips each cell; up and down it clips what is under its head.
    const ImRect clip(window->InnerClipRect.Min.x, window->ClipRect.Min.y, window->InnerClipRect.Max.x, window->ClipRect.Max.y);
    ImRect seen(box.x, box.y, box.right(), box.bottom());
    const bool scrolls = what == TourAnchor::caller || what == TourAnchor::task || what == TourAnchor::score;
    if (tour.reveal && scrolls) {
        const Rect room = box.grown(scene.frame.theme.focus_gap + scene.frame.theme.focus_width);
        ImGui::ScrollToRectEx(window, {room.x, room.y, room.right(), room.bottom()}, ImGuiScrollFlags_KeepVisibleEdgeY);
        scene.frame.animating = true;
    }
    tour.reveal = false;
    seen.ClipWith(clip);
    if (seen.GetHeight() >= std::min(kLeastSeen, box.h)) tour.anchor = {seen.Min.x, seen.Min.y, seen.GetWidth(), seen.GetHeight()};
    paint_tour_outline(scene, box, {clip.Min.x, clip.Min.y, clip.GetWidth(), clip.GetHeight()});
}

void draw_tour(Scene& scene, Rect box, Rect sheet) {
    TourState& tour = scene.face.tour;
    if (std::exchange(tour.on_the_way, false)) {
        scene.frame.animating = true;
        return;
    }
    ImGui::PushID("tour");
    const bool docked = sheet.h > 0;
    const Words words = words_of(scene);
    const Rect at = docked ? sheet : place_floating(scene, box, tour_height(scene.frame, kWidth, words));
    tour.card = at;
    if (!docked) begin_floating(make_id("window"), at);
    paint_tour_ground(scene.frame, at, docked);
    draw_tour_card(scene, at, words);
    if (!docked) end_floating();
    ImGui::PopID();
    const bool settles = tour.settling > 0;
    if (settles) --tour.settling;
    const bool waits = tour.anchor.h <= 0 && !settles;
    if (settles || waits != tour.waits) scene.frame.animating = true;
    tour.waits = waits;
}

float toast_offer_width(const Frame& frame) { return button_width(frame, {.text = tr("tour.offer")}) + 8; }

void draw_toast_offer(Frame& frame, Rect box, const base::Json& which) {
    box.cut_right(8);
    if (!button(frame, make_id("toast-offer"), box, ButtonKind::inverse, {.text = tr("tour.offer")})) return;
    frame.run("tour.start");
    frame.run("notice.dismiss", which);
}

}  // namespace ui
