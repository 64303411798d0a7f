// What is to be done, what happened, and the bar that logs what just happened.
#include "ui/panels/lead_parts.h"
#include "ui/panels/tour.h"

namespace ui {
namespace {

constexpr size_t kFirstOfTimeline = 12;

// Words and day are one thing to press: what is to be done, or when, changes.
bool task_words_pressed(Frame& frame, Rect row, const app::TaskView& task) {
    const NodeId change = make_id("change");
    const Interaction state = interact(frame, change, row);
    record(frame, change, base::Role::button, tr("task_change.name", {{"title", task.title}}), row);
    Painter painter = paint(frame);
    if (state.hovered || state.held) painter.fill(row.inset(-4, 0), state.held ? frame.palette.surface.pressed : frame.palette.surface.hover, frame.theme.radius.small);
    if (state.focused) painter.focus_inside(row.inset(-4, 0), frame.theme.radius.small);
    return state.pressed;
}

void task_row(Scene& scene, Rect row, const app::TaskView& task) {
    Frame& frame = scene.frame;
    ImGui::PushID(task.id.c_str());
    Group group(frame.semantics, make_id("task"), base::Role::list_item, task.title, visible_part(row));
    const float reach = frame.density.touch ? 44 : 24;
    const Rect box{row.x - (reach - (frame.density.touch ? 22 : 16)) / 2, row.y, reach, row.h};
    if (checkbox(frame, make_id("done"), box, task.done ? Check::yes : Check::no, tr("task.done", {{"title", task.title}}), scene.looks_back() ? tr("as_of.refused") : std::string()))
        frame.run(task.done ? "task.reopen" : "task.done", {{"id", task.id}});
    row.cut_left(frame.density.touch ? 34 : 26);
    if (!task.done && !scene.looks_back() && task_words_pressed(frame, row, task)) open_task_change(scene.face, task, task.lead_name);
    if (!task.done) {
        const Rect due = row.cut_right(std::min(text_width(frame, Type::small_strong, task.due) + 20, row.w * 0.5f));
        paint_due(frame, due, task.due_kind, task.due);
        if (!task.due.empty()) frame.semantics.add_text(base::Role::text, task.due, visible_part(due));
        row.cut_right(8);
    }
    paint(frame).text(row, Type::body, task.done ? frame.palette.ink.third : frame.palette.ink.first, task.title);
    ImGui::PopID();
}

void timeline_row(Scene& scene, Rect& at, const app::ActivityView& activity, bool last) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    const float note_width = at.w - 32;
    const float note = activity.note.empty() ? 0 : paragraph_height(frame, note_width, Type::small, activity.note);
    Rect row = at.cut_top((frame.density.touch ? 32 : 26) + (note > 0 ? note + 4 : 0));
    Group group(frame.semantics, make_id(activity.id), base::Role::list_item, activity.type_label + ", " + activity.when, visible_part(row));
    Rect line = row.cut_top(frame.density.touch ? 32 : 26);
    Painter painter = paint(frame);
    // A thread through the icons: the eye follows the order of things.
    if (!last) painter.fill({line.x + 7, line.middle_y() + 9, 1, row.bottom() - line.middle_y()}, p.line.normal);
    const char32_t glyph = icon_named(activity.icon);
    painter.icon(line.cut_left(16), glyph ? glyph : icon::clock, p.ink.third, 14);
    line.cut_left(12);
    const float when = text_width(frame, Type::small, activity.when) + 1;
    label(frame, line.cut_right(when), Type::small, p.ink.third, activity.when, Align::right);
    line.cut_right(12);
    label(frame, line, Type::body, activity.system ? p.ink.third : p.ink.first, activity.type_label);
    if (note > 0) paragraph(frame, {line.x, row.y - 2, note_width, note}, Type::small, p.ink.second, activity.note);
}

const app::ActivityTypeView* type_of(Scene& scene, std::string_view id) {
    for (const auto& type : scene.session.activity_types())
        if (type.id == id) return &type;
    return nullptr;
}

void log_now(Scene& scene, const app::LeadView& lead, std::string_view type) {
    base::Json arguments = {{"lead", lead.head.id}, {"type", type}};
    std::string& note = scene.face.notes[lead.head.id];
    if (!note.empty()) arguments["note"] = std::exchange(note, {});
    scene.frame.run("activity.log", std::move(arguments));
}

void draw_type_menu(Scene& scene, Rect anchor, const app::LeadView& lead) {
    Frame& frame = scene.frame;
    const NodeId menu = make_id("type-menu");
    const Button more{.icon = icon::ellipsis, .name = tr("log.other"), .selected = is_popup_open(menu), .popup = base::Popup::menu};
    if (icon_button(frame, make_id("types"), anchor, ButtonKind::secondary, more)) open_popup(menu);
    const auto& types = scene.session.activity_types();
    Rect content;
    const float height = static_cast<float>(types.size()) * menu_item_height(frame);
    if (!begin_popup(frame, menu, {anchor.right() - 240, anchor.y, 240, anchor.h}, 240, height, base::Role::menu, tr("log.other"), content)) return;
    for (const auto& type : types)
        if (menu_item(frame, make_id(type.id), content, {.text = type.label, .icon = icon_named(type.icon)})) {
            log_now(scene, lead, type.id);
            close_popup();
        }
    end_popup(frame);
}

}  // namespace

void draw_tasks(Scene& scene, Rect& at, const app::LeadView& lead) {
    Frame& frame = scene.frame;
    ImGui::PushID("tasks");
    Group group(frame.semantics, make_id("list"), base::Role::list, tr("tasks.title"), visible_part({at.x, at.y, at.w, 28}));
    at.cut_top(4);
    Rect head = block_head(scene, at, tr("tasks.title"), static_cast<int64_t>(lead.tasks.size()));
    if (!scene.looks_back() && icon_button(frame, make_id("add"), head.cut_right(head.h), ButtonKind::quiet, {.icon = icon::plus, .name = tr("lead.add_task")}, ButtonSize::small))
        open_task(scene.face, {lead.head.id}, lead.head.name);
    const float row_height = frame.density.touch ? 48 : 28;
    for (const app::TaskView& task : lead.tasks) task_row(scene, at.cut_top(row_height), task);
    for (const app::TaskView& task : lead.done_tasks) task_row(scene, at.cut_top(row_height), task);
    if (lead.tasks.empty() && lead.done_tasks.empty()) label(frame, at.cut_top(24), Type::small, frame.palette.ink.third, tr("tasks.none"));
    ImGui::PopID();
}

void draw_timeline(Scene& scene, Rect& at, const app::LeadView& lead) {
    Frame& frame = scene.frame;
    LeadPaneState& state = scene.face.lead;
    ImGui::PushID("timeline");
    Group group(frame.semantics, make_id("list"), base::Role::list, tr("timeline.title"), visible_part({at.x, at.y, at.w, 28}));
    at.cut_top(4);
    block_head(scene, at, tr("timeline.title"), lead.timeline_total);
    const size_t shown = state.all_timeline ? lead.timeline.size() : std::min(lead.timeline.size(), kFirstOfTimeline);
    for (size_t i = 0; i < shown; ++i) timeline_row(scene, at, lead.timeline[i], i + 1 == shown);
    if (lead.timeline.empty()) label(frame, at.cut_top(24), Type::small, frame.palette.ink.third, tr("timeline.none"));
    if (shown < lead.timeline.size() && text_link(frame, make_id("more"), at.cut_top(text_link_height(frame)), Type::small, tr_count("timeline.more", static_cast<int64_t>(lead.timeline.size() - shown))))
        state.all_timeline = true;
    ImGui::PopID();
}

void draw_quick_log(Scene& scene, Rect bar, const app::LeadView& lead) {
    Frame& frame = scene.frame;
    Painter painter = paint(frame);
    painter.fill(bar, frame.palette.surface.pane);
    painter.line_above(bar, frame.palette.line.normal);
    Group group(frame.semantics, make_id("quick"), base::Role::form, tr("log.title"), visible_part(bar));
    if (scene.session.tour()) mark_for_tour(scene, TourAnchor::log, bar, lead.head.id);
    bar = bar.inset(scene.phone() ? 16 : frame.theme.layout.pane_gutter, 0);
    if (scene.phone()) {
        const Button log{.text = tr("lead.log"), .icon = icon::pencil};
        if (button(frame, make_id("log"), bar, ButtonKind::secondary, log)) open_log(scene.face, {lead.head.id}, lead.head.name, "call");
        return;
    }
    draw_type_menu(scene, bar.cut_right(icon_button_width(frame)), lead);
    bar.cut_right(6);
    // The two outcomes of picking up a phone, one press each; the words typed go along.
    for (const auto& [type, key] : {std::pair{"call", "log.reached"}, std::pair{"call_no_answer", "log.no_answer"}}) {
        const auto* known = type_of(scene, type);
        if (!known) continue;
        const Button outcome{.text = tr(key), .icon = icon_named(known->icon), .tip = known->label};
        if (button(frame, make_id(type), bar.cut_right(button_width(frame, outcome)), ButtonKind::secondary, outcome)) log_now(scene, lead, type);
        bar.cut_right(6);
    }
    const float spare = bar.w - text_width(frame, Type::body, tr("log.what")) - 44;
    const bool room = spare >= 0;
    std::string& note = scene.face.notes[lead.head.id];
    const FieldState typed = text_field(frame, quick_log_id(lead.head.id), bar, {.label = tr("log.what"), .placeholder = tr(room ? "log.what" : "log.what_short"), .key = spare >= 28 ? "L" : std::string_view(), .icon = room ? icon::pencil : char32_t{0}}, note);
    // Enter takes the first outcome there is: a call that reached them.
    if (typed.entered && !note.empty()) log_now(scene, lead, "call");
}

}  // namespace ui
