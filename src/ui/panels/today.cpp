// Today: what is late, due today and tomorrow, who is hot but untouched, and with whom to begin. Open leads only.
#include "ui/panels/scene.h"
#include "ui/panels/tour.h"

namespace ui {
namespace {

constexpr float kSideColumn = 344;

constexpr float kTwoLinesBelow = 640;  // in one line a task or a name would be cut

bool has_two_lines(const Scene& scene, float width) { return scene.phone() || width < kTwoLinesBelow; }
float row_height(const Scene& scene, float width) { return scene.phone() ? 64.f : width < kTwoLinesBelow ? 56.f : 44.f; }

void task_words_in_two(Scene& scene, Rect row, const app::TaskView& task) {
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
    if (checkbox(frame, make_id("done"), check, task.done ? Check::yes : Check::no, tr("task.done", {{"title", task.title}}), scene.looks_back() ? tr("as_of.refused") : std::string()))
        frame.run("task.done", {{"id", task.id}});
    if (has_two_lines(scene, row.w)) task_words_in_two(scene, inside, task);
    else task_words(scene, inside, task);
    if (state.pressed) scene.go("/lead/" + task.lead_id);
    if (scene.session.tour()) mark_for_tour(scene, TourAnchor::task, row, task.lead_id);
    ImGui::PopID();
}

void task_list(Scene& scene, Rect& at, std::string_view id, const char* title_key, const std::vector<app::TaskView>& tasks, std::string_view right, std::string_view none) {
    if (tasks.empty() && none.empty()) return;
    Frame& frame = scene.frame;
    ImGui::PushID(id.data(), id.data() + id.size());
    const float rows = tasks.empty() ? 48 : row_height(scene, at.w) * static_cast<float>(tasks.size());
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
    for (size_t i = 0; i < tasks.size(); ++i) task_row(scene, body.cut_top(row_height(scene, body.w)), tasks[i], i + 1 == tasks.size());
    ImGui::PopID();
    at.cut_top(scene.phone() ? 0 : 16);
    if (scene.phone()) paint(frame).fill(at.cut_top(8), frame.palette.surface.sunken);
}

// A phone calls at once, and the log is open for what came of it.
void call_button(Scene& scene, Rect box, const app::LeadToCall& lead) {
    const bool dials = scene.phone() && !lead.tel_href.empty();
    const std::string name = tr(dials ? "today.call" : "today.log_call", {{"name", lead.row.name}});
    if (!icon_button(scene.frame, make_id("log"), box, ButtonKind::secondary, {.icon = lead.phone.empty() ? icon::pencil : icon::phone, .name = name})) return;
    if (dials) scene.output.links.push_back(lead.tel_href);
    open_log(scene.face, {lead.row.id}, lead.row.name, "call");
}

constexpr float kLeastWords = 240;  // of name, company and reason, beside a number
constexpr float kAboveNumber = 4;   // beneath them

float words_width(const Scene& scene, float row) { return row - 2 * 16 - icon_button_width(scene.frame) - 12 - 28 - 12; }

// Beside a desk the number stands in the row, and is never cut: in a column that all rows share, or, where the words need
// the width, in a line beneath them (0). A phone dials.
float number_column(const Scene& scene, float row, const std::vector<app::LeadToCall>& leads) {
    float widest = 0;
    for (const app::LeadToCall& lead : leads) widest = std::max(widest, std::ceil(text_width(scene.frame, Type::body, lead.phone)) + 1);
    return !scene.phone() && words_width(scene, row) - widest - 12 >= kLeastWords ? widest : 0;
}

float number_line(const Scene& scene, float row, float column, const app::LeadToCall& lead) {
    if (scene.phone() || column > 0 || lead.phone.empty()) return 0;
    return kAboveNumber + paragraph_height(scene.frame, words_width(scene, row), Type::small, lead.phone);
}

float call_row_height(const Scene& scene, float row, float column, const app::LeadToCall& lead) {
    return (scene.phone() ? 68 : 56) + number_line(scene, row, column, lead);
}

void call_row(Scene& scene, Rect row, float column, const app::LeadToCall& lead, bool last) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    ImGui::PushID(lead.row.id.c_str());
    Group group(frame.semantics, make_id("item"), base::Role::list_item, join_names(lead.row.name, lead.why), visible_part(row));
    Rect inside = row.inset(16, 0);
    const Rect call = inside.cut_right(icon_button_width(frame));
    const Rect hit{row.x + 1, row.y, call.x - row.x - 9, row.h};
    const NodeId open = make_id("open");
    const Interaction state = interact(frame, open, hit);
    auto& link = record(frame, open, base::Role::link, lead.row.name, hit);
    link.href = "#/lead/" + lead.row.id;
    link.description = lead.phone;
    Painter painter = paint(frame);
    if (state.hovered || state.held) painter.fill(hit, p.surface.hover);
    if (!last) painter.line_below(row.inset(1, 0), p.line.subtle);
    if (state.focused) painter.focus_inside(hit.inset(1), frame.theme.radius.small);
    avatar(frame, inside.cut_left(scene.phone() ? 36.f : 28.f), lead.row.initials, scene.phone() ? 36.f : 28.f);
    inside.cut_left(12);
    inside.cut_right(12);
    if (column > 0) {
        label(frame, inside.cut_right(column), Type::body, p.ink.first, lead.phone, Align::right);
        inside.cut_right(12);
    }
    const float line = number_line(scene, row.w, column, lead);
    Rect words = inside.strip((scene.phone() ? 40.f : 36.f) + line);
    if (line > 0) paragraph(frame, words.cut_bottom(line - kAboveNumber), Type::small, p.ink.first, lead.phone);
    if (line > 0) words.cut_bottom(kAboveNumber);
    Rect upper = words.cut_top(scene.phone() ? 22.f : 18.f);
    upper.cut_left(painter.text(upper, Type::strong, p.ink.first, lead.row.name) + 8);
    painter.text(upper, Type::small, p.ink.third, lead.row.company);
    // Of who is hot it is told by what they did; of others first how well they fit.
    if (lead.row.score.temperature == app::Temperature::hot) painter.icon(words.cut_left(14), icon::flame, p.hot.solid, 14);
    else paint_grade(frame, words.cut_left(20), lead.row.score.grade);
    words.cut_left(6);
    painter.text(words, Type::small, p.ink.second, lead.why);
    if (!scene.looks_back()) call_button(scene, call, lead);
    if (state.pressed) scene.go("/lead/" + lead.row.id);
    if (scene.session.tour()) mark_for_tour(scene, TourAnchor::caller, row, lead.row.id);
    ImGui::PopID();
}

void call_list(Scene& scene, Rect& at, std::string_view id, const char* title_key, const std::vector<app::LeadToCall>& leads, int64_t total, const char* none_key) {
    Frame& frame = scene.frame;
    ImGui::PushID(id.data(), id.data() + id.size());
    const float width = at.w, column = number_column(scene, width, leads);
    float rows = leads.empty() ? 60 : 0;
    for (const app::LeadToCall& lead : leads) rows += call_row_height(scene, width, column, lead);
    Rect box = at.cut_top(kCardHead + rows);
    const std::string count = tr_count("count", total);
    Group group(frame.semantics, make_id("list"), base::Role::list, tr(title_key), visible_part(box));
    Rect body = box;
    if (scene.phone()) {
        Rect head = body.cut_top(kCardHead).inset(16, 0);
        head.cut_left(paint(frame).text(head, Type::small_strong, frame.palette.ink.first, tr(title_key)) + 8);
        frame.semantics.add_text(base::Role::heading, tr(title_key), visible_part(head)).level = 2;
        label(frame, head, Type::small, frame.palette.ink.third, count);
    } else {
        body = card(frame, box, {.title = tr(title_key), .detail = count});
    }
    if (leads.empty()) paragraph(frame, body.inset(16, 12), Type::small, frame.palette.ink.third, tr(none_key));
    for (size_t i = 0; i < leads.size(); ++i) call_row(scene, body.cut_top(call_row_height(scene, width, column, leads[i])), column, leads[i], i + 1 == leads.size());
    ImGui::PopID();
    at.cut_top(scene.phone() ? 0 : 16);
    if (scene.phone()) paint(frame).fill(at.cut_top(8), frame.palette.surface.sunken);
}

void hot_list(Scene& scene, Rect& at, const app::TodayView& today) {
    call_list(scene, at, "hot", "today.hot", today.hot_untouched, today.hot_untouched_total, "today.hot_none");
}

void first_list(Scene& scene, Rect& at, const app::TodayView& today, bool nothing) {
    // Beside what is due it is the rest, that nobody has called yet.
    if (!today.first.empty()) call_list(scene, at, "first", nothing ? "today.first" : "today.not_called", today.first, today.first_total, "");
}

// Nothing planned yet, and nobody to begin with: where the next step is to be found.
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
        if (nothing) return today.first.empty() ? nothing_due(scene, at) : first_list(scene, at, today, true);
        task_list(scene, at, "overdue", "today.overdue", today.overdue, tr("today.nearest_first"), {});
        const std::string none = today.tomorrow.empty() ? tr("today.none") : tr_count("today.none_but_tomorrow", static_cast<int64_t>(today.tomorrow.size()));
        task_list(scene, at, "today", "today.due", today.due_today, done, none);
        task_list(scene, at, "tomorrow", "today.tomorrow", today.tomorrow, {}, {});
    };
    const auto calls = [&](Rect& at) {
        hot_list(scene, at, today);
        if (!nothing) first_list(scene, at, today, false);
    };
    if (scene.phone()) {
        tasks(content);
        calls(content);
        return content.y;
    }
    content.cut_top(20);
    content = content.inset(scene.gutter(), 0);
    if (content.w < 820) {
        calls(content);
        tasks(content);
        return content.y;
    }
    // Very wide windows keep their lines readable.
    if (content.w > 1560) content.w = 1560;
    Rect side = content.cut_right(kSideColumn);
    content.cut_right(24);
    tasks(content);
    calls(side);
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
