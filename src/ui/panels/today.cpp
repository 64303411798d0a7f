// Today: what is late, due today and tomorrow, and who is hot but untouched. Open leads only.
#include "ui/panels/scene.h"

namespace ui {
namespace {

constexpr float kSideColumn = 344;

float row_height(const Scene& scene) { return scene.phone() ? 64 : 44; }

void task_words_phone(Scene& scene, Rect row, const app::TaskView& task) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    Painter painter = paint(frame);
    Rect at = row.strip(44);
    Rect upper = at.cut_top(22), lower = at;
    const Rect due = upper.cut_right(std::min(text_width(frame, Type::small_strong, task.due) + 20, upper.w * 0.5f));
    paint_due(frame, due, task.due_kind, task.due);
    upper.cut_right(8);
    painter.text(upper, Type::strong, p.ink.first, task.title);
    paint_grade(frame, lower.cut_right(20), task.score.grade);
    lower.cut_right(8);
    paint_temperature(frame, lower.cut_right(temperature_width(frame, task.score.temperature) + 1), task.score.temperature);
    lower.cut_right(12);
    painter.text(lower, Type::small, p.ink.second, join_names(task.lead_name, task.lead_company));
}

void task_words(Scene& scene, Rect row, const app::TaskView& task) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    Painter painter = paint(frame);
    paint_due(frame, row.cut_right(112), task.due_kind, task.due);
    row.cut_right(12);
    paint_temperature(frame, row.cut_right(64), task.score.temperature);
    row.cut_right(8);
    paint_grade(frame, row.cut_right(20), task.score.grade);
    row.cut_right(12);
    Rect title = row.cut_left(std::floor(row.w * 0.54f));
    title.cut_right(12);
    painter.text(title, Type::strong, p.ink.first, task.title);
    const float name = std::min(text_width(frame, Type::body, task.lead_name), row.w);
    painter.text(row.cut_left(name + 1), Type::body, p.ink.first, task.lead_name);
    row.cut_left(8);
    painter.text(row, Type::small, p.ink.third, task.lead_company);
}

void task_row(Scene& scene, Rect row, const app::TaskView& task, bool last) {
    Frame& frame = scene.frame;
    ImGui::PushID(task.id.c_str());
    const std::string says = task.title + ", " + join_names(task.lead_name, task.lead_company) + ", " + task.due;
    Group group(frame.semantics, make_id("task"), base::Role::list_item, says, visible_part(row));
    Rect inside = row.inset(16, 0);
    const float reach = scene.phone() ? 40 : 24;
    Rect check = inside.cut_left(scene.phone() ? 22.f : 16.f).grown(0);
    check = {check.middle_x() - reach / 2, check.y, reach, check.h};
    inside.cut_left(12);
    // The row opens the lead; the checkbox lies beside it, not on it.
    const Rect hit{inside.x, row.y, row.right() - inside.x, row.h};
    const NodeId open = make_id("open");
    const Interaction state = interact(frame, open, hit);
    record(frame, open, base::Role::link, says, hit).href = "#/lead/" + task.lead_id;
    Painter painter = paint(frame);
    if (state.hovered || state.held) painter.fill(row.inset(1, 0), state.held ? frame.palette.surface.pressed : frame.palette.surface.hover);
    if (!last) painter.line_below(row.inset(1, 0), frame.palette.line.subtle);
    if (state.focused) painter.focus_inside(hit.inset(1), frame.theme.radius.small);
    if (checkbox(frame, make_id("done"), check, task.done ? Check::yes : Check::no, tr("task.done", {{"title", task.title}}), !scene.looks_back()))
        frame.run("task.done", {{"id", task.id}});
    if (scene.phone()) task_words_phone(scene, inside, task);
    else task_words(scene, inside, task);
    if (state.pressed) scene.go("/lead/" + task.lead_id);
    ImGui::PopID();
}

void task_list(Scene& scene, Rect& at, std::string_view id, const char* title_key, const std::vector<app::TaskView>& tasks, std::string_view right, std::string_view none) {
    if (tasks.empty() && none.empty()) return;
    Frame& frame = scene.frame;
    ImGui::PushID(id.data(), id.data() + id.size());
    const float rows = tasks.empty() ? 48 : row_height(scene) * static_cast<float>(tasks.size());
    const std::string count = tr_count("count", static_cast<int64_t>(tasks.size()));
    Rect body;
    Rect box = at.cut_top(kCardHead + rows);
    Group group(frame.semantics, make_id("list"), base::Role::list, tr(title_key), visible_part(box));
    if (scene.phone()) {
        // No cards on a phone: a caption and rows between hairlines, as wide as the screen.
        body = box;
        Rect head = body.cut_top(kCardHead).inset(16, 0);
        const bool late = id == "overdue";
        head.cut_left(paint(frame).text(head, Type::small_strong, late ? frame.palette.danger.text : frame.palette.ink.first, tr(title_key)) + 8);
        frame.semantics.add_text(base::Role::heading, tr(title_key), visible_part(head)).level = 2;
        label(frame, head, Type::small, frame.palette.ink.third, count);
    } else {
        body = card(frame, box, {.title = tr(title_key), .detail = count, .right = right});
    }
    if (tasks.empty()) label(frame, body.inset(16, 0), Type::body, frame.palette.ink.third, none);
    for (size_t i = 0; i < tasks.size(); ++i) task_row(scene, body.cut_top(row_height(scene)), tasks[i], i + 1 == tasks.size());
    ImGui::PopID();
    at.cut_top(scene.phone() ? 0 : 16);
    if (scene.phone()) paint(frame).fill(at.cut_top(8), frame.palette.surface.sunken);
}

void hot_row(Scene& scene, Rect row, const app::HotLead& hot, bool last) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    ImGui::PushID(hot.row.id.c_str());
    Group group(frame.semantics, make_id("item"), base::Role::list_item, join_names(hot.row.name, hot.why), visible_part(row));
    Rect inside = row.inset(16, 0);
    const Rect call = inside.cut_right(icon_button_width(frame));
    const Rect hit{row.x + 1, row.y, call.x - row.x - 9, row.h};
    const NodeId open = make_id("open");
    const Interaction state = interact(frame, open, hit);
    record(frame, open, base::Role::link, hot.row.name, hit).href = "#/lead/" + hot.row.id;
    Painter painter = paint(frame);
    if (state.hovered || state.held) painter.fill(hit, p.surface.hover);
    if (!last) painter.line_below(row.inset(1, 0), p.line.subtle);
    if (state.focused) painter.focus_inside(hit.inset(1), frame.theme.radius.small);
    avatar(frame, inside.cut_left(scene.phone() ? 36.f : 28.f), hot.row.initials, scene.phone() ? 36.f : 28.f);
    inside.cut_left(12);
    inside.cut_right(12);
    Rect words = inside.strip(scene.phone() ? 40.f : 36.f);
    Rect upper = words.cut_top(scene.phone() ? 22.f : 18.f);
    upper.cut_left(painter.text(upper, Type::strong, p.ink.first, hot.row.name) + 8);
    painter.text(upper, Type::small, p.ink.third, hot.row.company);
    painter.icon(words.cut_left(14), icon::flame, p.hot.solid, 14);
    words.cut_left(6);
    painter.text(words, Type::small, p.ink.second, hot.why);
    if (!scene.looks_back() && icon_button(frame, make_id("log"), call, ButtonKind::secondary, {.icon = icon::phone, .name = tr("today.log_call", {{"name", hot.row.name}})}))
        open_log(scene.face, {hot.row.id}, hot.row.name, "call");
    if (state.pressed) scene.go("/lead/" + hot.row.id);
    ImGui::PopID();
}

void hot_list(Scene& scene, Rect& at, const app::TodayView& today) {
    Frame& frame = scene.frame;
    ImGui::PushID("hot");
    const float height = scene.phone() ? 68 : 56;
    const float rows = today.hot_untouched.empty() ? 60 : height * static_cast<float>(today.hot_untouched.size());
    Rect box = at.cut_top(kCardHead + rows);
    const std::string count = tr_count("count", today.hot_untouched_total);
    Group group(frame.semantics, make_id("list"), base::Role::list, tr("today.hot"), visible_part(box));
    Rect body = box;
    if (scene.phone()) {
        Rect head = body.cut_top(kCardHead).inset(16, 0);
        head.cut_left(paint(frame).text(head, Type::small_strong, frame.palette.ink.first, tr("today.hot")) + 8);
        frame.semantics.add_text(base::Role::heading, tr("today.hot"), visible_part(head)).level = 2;
        label(frame, head, Type::small, frame.palette.ink.third, count);
    } else {
        body = card(frame, box, {.title = tr("today.hot"), .detail = count});
    }
    if (today.hot_untouched.empty()) paragraph(frame, body.inset(16, 12), Type::small, frame.palette.ink.third, tr("today.hot_none"));
    for (size_t i = 0; i < today.hot_untouched.size(); ++i) hot_row(scene, body.cut_top(height), today.hot_untouched[i], i + 1 == today.hot_untouched.size());
    ImGui::PopID();
    at.cut_top(16);
}

// Nothing planned yet: where the next step is to be found.
void nothing_due(Scene& scene, Rect& at) {
    Frame& frame = scene.frame;
    const Rect box = at.cut_top(scene.phone() ? 300.f : 220.f);
    if (!scene.phone()) card_ground(frame, box);
    const Empty what{.icon = icon::circle_check, .title = tr("today.none_at_all"), .detail = tr("today.none_at_all_detail"), .first = {.text = tr("today.open_list"), .icon = icon::list}, .second = {}, .first_is_primary = false};
    if (empty_state(frame, "nothing", box, what) == EmptyPress::first) scene.go("/leads");
    at.cut_top(16);
}

float draw_lists(Scene& scene, Rect content, const app::TodayView& today) {
    const std::string done = today.done_today > 0 ? tr_count("today.done", today.done_today) : std::string();
    const bool nothing = today.overdue.empty() && today.due_today.empty() && today.tomorrow.empty() && today.done_today == 0;
    const auto tasks = [&](Rect& at) {
        if (nothing) return nothing_due(scene, at);
        task_list(scene, at, "overdue", "today.overdue", today.overdue, tr("today.nearest_first"), {});
        const std::string none = today.tomorrow.empty() ? tr("today.none") : tr_count("today.none_but_tomorrow", static_cast<int64_t>(today.tomorrow.size()));
        task_list(scene, at, "today", "today.due", today.due_today, done, none);
        task_list(scene, at, "tomorrow", "today.tomorrow", today.tomorrow, {}, {});
    };
    if (scene.phone()) {
        tasks(content);
        hot_list(scene, content, today);
        return content.y;
    }
    content.cut_top(20);
    content = content.inset(scene.gutter(), 0);
    if (content.w < 820) {
        hot_list(scene, content, today);
        tasks(content);
        return content.y;
    }
    // Very wide windows keep their lines readable.
    if (content.w > 1560) content.w = 1560;
    Rect side = content.cut_right(kSideColumn);
    content.cut_right(24);
    tasks(content);
    hot_list(scene, side, today);
    return std::max(content.y, side.y);
}

}  // namespace

void draw_today(Scene& scene, Rect box) {
    Frame& frame = scene.frame;
    ImGui::PushID("today");
    const app::TodayView& today = scene.session.today();
    Rect bar = view_header(scene, box, tr("today.title"), scene.phone() ? std::string_view() : std::string_view(today.date));
    if (scene.phone()) {
        if (!scene.looks_back() && icon_button(frame, make_id("add"), bar.cut_right(44), ButtonKind::primary, {.icon = icon::plus, .name = tr("leads.add")})) scene.face.add_lead = {.open = true};
        label(frame, bar, Type::small, frame.palette.ink.second, today.date);
    } else {
        if (!scene.looks_back() && button_from_right(frame, bar, "add", ButtonKind::primary, {.text = tr("leads.add"), .icon = icon::plus})) scene.face.add_lead = {.open = true};
        if (!scene.looks_back() && button_from_right(frame, bar, "log", ButtonKind::secondary, {.text = tr("today.quick_log"), .icon = icon::pencil})) open_log(scene.face, {}, {}, "call");
        paint(frame).fill(box, frame.palette.surface.sunken);
    }
    const ScrollArea area = begin_scroll(frame, make_id("area"), box);
    const float bottom = draw_lists(scene, area.content, today);
    end_scroll(frame, area, bottom + (scene.phone() ? 16.f : 4.f));
    ImGui::PopID();
}

}  // namespace ui
