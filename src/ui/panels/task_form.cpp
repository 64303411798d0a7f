// A task: for one lead or several that it is added to, or one that is there and changes.
#include "base/text.h"
#include "ui/panels/day_field.h"

namespace ui {
namespace {

constexpr std::pair<int, const char*> kDays[] = {{0, "task.today"}, {1, "task.tomorrow"}, {3, "task.in_3_days"}, {7, "task.in_a_week"}, {-1, "task.no_date"}};

// Side by side where the words fit, else in rows of three.
int pick_day(Frame& frame, Rect& content, const std::vector<Segment>& items, int chosen) {
    if (segments_width(frame, items) <= content.w) return segments(frame, "due", content.cut_top(frame.density.control), tr("task.due"), items, chosen);
    constexpr size_t kInRow = 3;
    const float third = std::floor((content.w - 16) / kInRow);
    int picked = -1;
    Rect row;
    for (size_t i = 0; i < items.size(); ++i) {
        if (i > 0 && i % kInRow == 0) content.cut_top(8);
        if (i % kInRow == 0) row = content.cut_top(frame.density.control);
        if (tile(frame, make_id(static_cast<int64_t>(i)), row.cut_left(third), 0, items[i].text, static_cast<int>(i) == chosen)) picked = static_cast<int>(i);
        row.cut_left(8);
    }
    return picked;
}

// True when Enter was pressed in the day.
bool draw_due(Scene& scene, Rect& content) {
    Frame& frame = scene.frame;
    TaskForm& form = scene.face.task;
    label(frame, content.cut_top(20), Type::small, frame.palette.ink.second, tr("task.due"));
    std::vector<Segment> items;
    int chosen = -1;
    for (const auto& [days, key] : kDays) {
        if (days == form.days && !is_day_typed(form.day)) chosen = static_cast<int>(items.size());
        items.push_back({.text = tr(key)});
    }
    const int picked = pick_day(frame, content, items, chosen);
    if (picked >= 0) form.days = kDays[picked].first, form.day.clear();
    content.cut_top(8);
    return day_field(scene, make_id("day"), content, form.day, {.chosen = form.days >= 0 ? std::optional(scene.input.today + form.days) : std::nullopt});
}

bool has_title(const TaskForm& form) { return !base::trim(form.title).empty(); }

base::Json due_of(Scene& scene, const TaskForm& form) {
    if (const auto typed = day_of_field(scene, form.day)) return day_text(*typed);
    if (form.days >= 0) return day_text(scene.input.today + form.days);
    return nullptr;
}

// Of a task that is there, what became another; nothing of it is written otherwise.
void save_change(Scene& scene, const TaskForm& form) {
    base::Json arguments = {{"id", form.task}};
    if (form.title != form.title_before) arguments["title"] = form.title;
    const base::Json due = due_of(scene, form);
    if (due != (form.day_before.empty() ? base::Json() : base::Json(form.day_before))) arguments["due"] = due;
    if (arguments.size() > 1) scene.frame.run("task.change", std::move(arguments));
}

void draw_delete(Scene& scene, Rect row) {
    TaskForm& form = scene.face.task;
    const Button look{.text = tr("task_change.delete"), .icon = icon::trash_2};
    if (!button(scene.frame, make_id("delete"), row.cut_left(button_width(scene.frame, look)), ButtonKind::quiet, look)) return;
    scene.frame.run("task.delete", {{"id", form.task}});
    form.open = false;
}

void save(Scene& scene) {
    TaskForm& form = scene.face.task;
    form.tried = true;
    if (!has_title(form)) return;
    if (!form.task.empty()) save_change(scene, form);
    else
        for (const std::string& lead : form.leads) scene.frame.run("task.add", {{"lead", lead}, {"title", form.title}, {"due", due_of(scene, form)}});
    form.open = false;
}

}  // namespace

void open_task(Face& face, std::vector<std::string> leads, std::string who) {
    face.task = {};
    face.task.open = true;
    face.task.leads = std::move(leads);
    face.task.who = std::move(who);
}

void open_task_change(Face& face, const app::TaskView& task, std::string who) {
    open_task(face, {task.lead_id}, std::move(who));
    face.task.task = task.id;
    face.task.title = face.task.title_before = task.title;
    face.task.day = face.task.day_before = task.due_day;
    face.task.days = -1;
}

void draw_task_dialog(Scene& scene) {
    Frame& frame = scene.frame;
    TaskForm& form = scene.face.task;
    const NodeId id = make_id("task-dialog");
    const bool was_open = form.open, changes = !form.task.empty();
    Rect content;
    if (!begin_dialog(frame, id, {.title = tr(changes ? "task_change.title" : "task.title"), .detail = form.who, .width = 440}, form.open, content)) return;
    const NodeId title_field = make_id("title");
    if (was_open && ImGui::IsWindowAppearing()) focus_next(frame, title_field);
    const bool missing = form.tried && !has_title(form);
    const TextField field{.label = tr("task.what"), .show_label = true, .placeholder = tr("task.what_hint"), .error = missing ? tr("task.what_missing") : std::string_view()};
    const FieldState state = text_field(frame, title_field, content.cut_top(field_height(frame, field, content.w)), field, form.title);
    content.cut_top(16);
    const bool entered = draw_due(scene, content) || state.entered;
    content.cut_top(8);
    Rect row = content.cut_top(frame.density.control);
    const bool unreadable = is_no_day(scene, form.day);
    const Button look{.text = tr(changes ? "task_change.save" : "task.save"), .tip = unreadable ? std::string_view(tr("day.unreadable")) : std::string_view(), .enabled = !unreadable};
    const bool pressed = button_from_right(frame, row, "save", ButtonKind::primary, look);
    if (button_from_right(frame, row, "cancel", ButtonKind::quiet, {.text = tr("dialog.cancel")})) form.open = false;
    if (changes) draw_delete(scene, row);
    content.cut_top(20);
    if ((pressed || entered) && !unreadable && form.open) save(scene);
    end_dialog(frame, id, content);
}

}  // namespace ui
