// The history of the book: what was done here, newest first, with the way back to before each step, and on again.
#include "ui/panels/scene.h"
#include "ui/widgets/table.h"

namespace ui {
namespace {

using app::StepView;

constexpr float kStepCard = 60, kMenuIcon = 60;  // beside the words of the menu

char32_t step_icon(const StepView& step) {
    switch (step.kind) {
        case StepView::Kind::import: return icon::arrow_down_to_line;
        case StepView::Kind::merge: return icon::git_merge;
        case StepView::Kind::edit: break;
    }
    return icon::pencil;
}

// What a press in its menu does.
std::string step_offer(const StepView& step) {
    if (step.presses > 1) return tr_count(step.undone ? "steps.redo_to" : "steps.undo_to", step.presses);
    return tr(step.undone ? "steps.redo" : "steps.undo");
}

// Several edits of one field are called the same.
std::string step_name(const StepView& step) { return join_names(join_names(step.title, step.undone ? tr("steps.undone") : std::string()), step.when); }

std::string draw_what(Frame& frame, const StepView& step, Rect cell) {
    const Palette& p = frame.palette;
    Painter painter = paint(frame);
    painter.icon(cell.cut_left(16), step_icon(step), p.ink.third, 16);
    cell.cut_left(8);
    if (!step.undone) {
        painter.text(cell, Type::body, p.ink.first, step.title);
        return step.title;
    }
    const std::string& undone = tr("steps.undone");
    const float width = tag_width(frame, undone, false);
    tag(frame, cell.cut_right(width), TagTone::neutral, undone);
    cell.cut_right(8);
    painter.text(cell, Type::body, p.ink.third, step.title);
    return join_names(step.title, undone);
}

std::string draw_step_cell(Frame& frame, const StepView& step, std::string_view column, Rect cell) {
    if (column == "what") return draw_what(frame, step, cell);
    const std::string words = column == "values" ? tr_count("count", step.values) : step.when;
    paint(frame).text(cell, Type::body, step.undone ? frame.palette.ink.third : frame.palette.ink.second, words, Align::right);
    return words;
}

std::string draw_step_card(Frame& frame, const StepView& step, Rect cell) {
    Rect at = cell.strip(44);
    const std::string what = draw_what(frame, step, at.cut_top(22));
    at.cut_left(24);
    const std::string under = tr_count("steps.values", step.values, {{"when", step.when}});
    paint(frame).text(at, Type::small, frame.palette.ink.third, under);
    return join_names(what, under);
}

std::vector<Column> step_columns(Frame& frame, float width, bool phone) {
    if (phone) return {{.key = "card", .title = {}, .width = width}};
    const auto fixed = [&](std::string_view key, const std::string& title, float least) {
        return Column{.key = key, .title = title, .width = std::max(least, text_width(frame, Type::small_strong, title) + 2), .whole = true, .right = true, .sortable = false};
    };
    std::vector<Column> columns = {{.key = "what", .title = tr("steps.what"), .width = 200, .grow = 1, .sortable = false}};
    columns.push_back(fixed("values", tr("steps.values_column"), 72));
    columns.push_back(fixed("when", tr("steps.when"), 160));
    return fit_columns(std::move(columns), width);
}

void open_step_menu(Scene& scene, int64_t place, Rect at) {
    StepsPage& page = scene.face.steps;
    page.menu = scene.session.step(place).step;
    page.menu_at = at;
    open_popup(make_id("step-menu"));
}

void draw_step_table(Scene& scene, Rect box, const app::StepsView& view) {
    Frame& frame = scene.frame;
    StepsPage& page = scene.face.steps;
    const bool phone = scene.phone();
    const float pad_left = scene.gutter(), pad_right = 16;
    const std::vector<Column> columns = step_columns(frame, box.w - pad_left - pad_right, phone);
    int64_t asked = -1;
    StepView cached;  // the row being drawn: its cells ask one after another
    const auto step_at = [&](int64_t place) -> const StepView& {
        if (asked != place) cached = scene.session.step(place);
        asked = place;
        return cached;
    };
    const Table what{.name = tr("nav.history"),
                     .columns = columns,
                     .rows = view.total(),
                     .header = !phone,
                     .selectable = false,
                     .row_height = phone ? kStepCard : frame.density.row,
                     .pad_left = pad_left,
                     .pad_right = pad_right,
                     .name_of = [&](int64_t place) { return step_name(step_at(place)); },
                     .identity = [&](int64_t place) { return step_at(place).step; },
                     .cell = [&](int64_t place, size_t column, Rect cell) {
                         const StepView& step = step_at(place);
                         return phone ? draw_step_card(frame, step, cell) : draw_step_cell(frame, step, columns[column].key, cell);
                     }};
    const TableEvents events = table(frame, make_id("table"), box, page.table, what);
    if (events.open >= 0) open_step_menu(scene, events.open, events.open_at);
    if (events.menu >= 0) open_step_menu(scene, events.menu, events.menu_at);
}

std::optional<StepView> step_of_menu(Scene& scene) {
    const auto place = scene.session.place_of_step(scene.face.steps.menu);
    return place ? std::optional(scene.session.step(*place)) : std::nullopt;
}

void draw_step_menu(Scene& scene) {
    if (!is_popup_open(make_id("step-menu"))) return;
    Frame& frame = scene.frame;
    const auto step = step_of_menu(scene);
    Rect content;
    if (!begin_popup(frame, make_id("step-menu"), scene.face.steps.menu_at, step ? text_width(frame, Type::body, step_offer(*step)) + kMenuIcon : kMenuIcon, menu_item_height(frame), base::Role::menu, step ? step->title : std::string(), content)) return;
    const std::string why_not = why_not_run(scene, "undo.to");
    if (!step) {
        close_popup();  // another tab's steps came in its place
    } else if (menu_item(frame, make_id("go"), content, {.text = step_offer(*step), .icon = step->undone ? icon::redo_2 : icon::undo_2, .why_not = why_not})) {
        frame.run("undo.to", {{"step", step->step}});
        close_popup();
    }
    end_popup(frame);
}

void draw_undo_and_redo(Scene& scene, Rect& bar) {
    constexpr std::pair<const char*, char32_t> kWays[] = {{"redo", icon::redo_2}, {"undo", icon::undo_2}};
    for (const auto& [command, glyph] : kWays) {
        const std::string why_not = why_not_run(scene, command);
        const Button look{.icon = glyph, .tip = why_not, .name = tr("command." + std::string(command)), .enabled = why_not.empty()};
        if (button_from_right(scene.frame, bar, command, ButtonKind::secondary, look)) scene.frame.run(command);
    }
}

void draw_steps_foot(Scene& scene, Rect box, const app::StepsView& view) {
    Frame& frame = scene.frame;
    paint(frame).fill(box, frame.palette.surface.sunken);
    paint(frame).line_above(box, frame.palette.line.normal);
    Rect words = box.inset(scene.gutter(), 0);
    std::string count = tr_count("steps.done", view.done);
    if (view.undone > 0) count += " \u00b7 " + tr_count("steps.taken_back", view.undone);
    label(frame, words, Type::small, frame.palette.ink.third, count);
}

}  // namespace

void draw_steps(Scene& scene, Rect box) {
    Frame& frame = scene.frame;
    ImGui::PushID("steps");
    const app::StepsView view = scene.session.steps();
    Rect bar = view_header(scene, box, tr("nav.history"), {});
    const Button look_back{.text = scene.phone() ? std::string_view() : std::string_view(tr("as_of.open")), .icon = icon::calendar, .name = tr("as_of.open")};
    if (!scene.looks_back() && !scene.session.shell().empty && button_from_right(frame, bar, "as-of", ButtonKind::secondary, look_back)) frame.run("view.as-of");
    draw_undo_and_redo(scene, bar);
    if (!scene.face.last_route.starts_with("/history")) focus_next(frame, make_id("table"), false);
    const Rect foot = scene.phone() ? Rect{} : box.cut_bottom(32);
    if (view.total() == 0) empty_state(frame, "none", box, {.icon = icon::history, .title = tr(scene.session.shell().empty ? "steps.none" : "undo.nothing"), .detail = tr("steps.none_detail"), .first = {}, .second = {}});
    else draw_step_table(scene, box, view);
    if (!scene.phone()) draw_steps_foot(scene, foot, view);
    draw_step_menu(scene);
    ImGui::PopID();
}

}  // namespace ui
