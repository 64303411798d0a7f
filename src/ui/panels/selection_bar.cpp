// What can be done to several leads at once: a dark bar over the table's last rows, and the dialogs
// behind its buttons.
#include "ui/panels/day_field.h"
#include "ui/panels/lead_groups.h"

namespace ui {
namespace {

std::vector<std::string> selected_ids(Scene& scene) {
    std::vector<std::string> ids;
    for (const auto& row : scene.leads().rows)
        if (scene.face.selected.contains(row.row)) ids.push_back(scene.session.lead_row(row).id);
    return ids;
}

std::string who_of(Scene& scene) { return tr_count("selection.leads", static_cast<int64_t>(scene.face.selected.size())); }

void run_for_each(Scene& scene, const std::vector<std::string>& leads, std::string_view command, base::Json arguments) {
    for (const std::string& lead : leads) {
        arguments["lead"] = lead;
        scene.frame.run(std::string(command), arguments);
    }
}

std::string name_of(const app::LeadRow& row) { return row.name.empty() ? tr("lead.no_name") : row.name; }

}  // namespace

LeadsInHand leads_in_hand(Scene& scene) {
    const std::string_view route = scene.session.route();
    if (!scene.shows_leads()) return {};
    if (route.starts_with("/lead/") || scene.shows_board()) {
        const app::LeadView* lead = scene.session.lead(route.starts_with("/lead/") ? route.substr(6) : std::string_view(scene.face.board.card));
        return lead ? LeadsInHand{{lead->head.id}, name_of(lead->head)} : LeadsInHand{};
    }
    if (!scene.face.selected.empty()) return {selected_ids(scene), who_of(scene)};
    const std::optional<size_t> lead = lead_at_cursor(scene);
    if (!lead) return {};
    const app::LeadRow row = scene.session.lead_row(scene.leads().rows[*lead]);
    return {{row.id}, name_of(row)};
}

void draw_selection_bar(Scene& scene, Rect box) {
    Frame& frame = scene.frame;
    Face& face = scene.face;
    const Palette& p = frame.palette;
    const bool tight = box.w < 640;
    const std::string count = tr_count("selection.count", static_cast<int64_t>(face.selected.size()));
    struct Item {
        std::string_view id;
        char32_t icon;
        std::string_view key;
    };
    constexpr Item kItems[] = {{"log", icon::phone, "selection.log"}, {"task", icon::calendar, "selection.task"}, {"field", icon::pencil, "selection.set_field"}, {"share", icon::share_2, "selection.share"}, {"delete", icon::trash_2, "selection.delete"}};
    const auto look = [&](const Item& item) { return Button{.text = tight ? std::string_view() : tr(item.key), .icon = item.icon, .name = tr(item.key)}; };
    const Button clear{.text = tight ? std::string_view() : tr("selection.clear"), .icon = icon::x, .name = tr("selection.clear")};
    const auto width_of = [&](const Button& button) { return button.text.empty() ? icon_button_width(frame) : button_width(frame, button); };
    float width = 16 + text_width(frame, Type::strong, count) + 16 + 17 + width_of(clear) + 8;
    for (const Item& item : kItems) width += width_of(look(item)) + 4;
    Rect bar{std::round(box.x + std::max(box.w - width, 16.f) / 2), box.bottom() - 44 - 8, std::min(width, box.w - 16), 44};

    begin_floating(make_id("selection-window"), bar);
    Painter painter = paint(frame);
    painter.shadow(bar, 3, frame.theme.radius.bar);
    painter.fill(bar, p.surface.inverse, frame.theme.radius.bar);
    Group group(frame.semantics, make_id("selection"), base::Role::region, tr("selection.name"), bar);
    Rect inside = bar;
    inside.cut_left(16);
    inside.cut_right(8);
    inside.cut_left(label(frame, inside, Type::strong, p.ink.inverse, count) + 16);
    std::string_view pressed;
    for (const Item& item : kItems) {
        const Button button_look = look(item);
        const Rect at = inside.cut_left(width_of(button_look));
        inside.cut_left(4);
        const bool hit = tight ? icon_button(frame, make_id(item.id), at, ButtonKind::inverse, button_look) : button(frame, make_id(item.id), at, ButtonKind::inverse, button_look);
        if (hit) pressed = item.id;
    }
    painter.fill({inside.x + 4, inside.y + 13, 1, 18}, p.surface.inverse_hover);
    inside.cut_left(13);
    const bool cleared = tight ? icon_button(frame, make_id("clear"), inside.cut_left(width_of(clear)), ButtonKind::inverse, clear) : button(frame, make_id("clear"), inside.cut_left(width_of(clear)), ButtonKind::inverse, clear);
    end_floating();
    if (pressed == "log") open_log(face, selected_ids(scene), who_of(scene), "call");
    if (pressed == "task") open_task(face, selected_ids(scene), who_of(scene));
    if (pressed == "field") face.set_field = {.open = true, .leads = selected_ids(scene), .who = who_of(scene), .field = "owner", .value = {}};
    if (pressed == "share") frame.run("share.open", {{"leads", selected_ids(scene)}});
    if (pressed == "delete") frame.run("leads.delete", {{"ids", selected_ids(scene)}});
    if (cleared || pressed == "delete") face.selected.clear();
}

// --- a task for one lead or several ------------------------------------------------------------------

namespace {

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

}  // namespace

void draw_task_dialog(Scene& scene) {
    Frame& frame = scene.frame;
    TaskForm& form = scene.face.task;
    const NodeId id = make_id("task-dialog");
    const bool was_open = form.open;
    Rect content;
    if (!begin_dialog(frame, id, {.title = tr("task.title"), .detail = form.who, .width = 440}, form.open, content)) return;
    const NodeId title_field = make_id("title");
    if (was_open && ImGui::IsWindowAppearing()) focus_next(frame, title_field);
    const bool missing = form.tried && form.title.empty();
    const TextField field{.label = tr("task.what"), .show_label = true, .placeholder = tr("task.what_hint"), .error = missing ? tr("task.what_missing") : std::string_view()};
    const FieldState state = text_field(frame, title_field, content.cut_top(field_height(frame, field)), field, form.title);
    content.cut_top(16);
    label(frame, content.cut_top(20), Type::small, frame.palette.ink.second, tr("task.due"));
    const std::pair<int, const char*> choices[] = {{0, "task.today"}, {1, "task.tomorrow"}, {3, "task.in_3_days"}, {7, "task.in_a_week"}, {-1, "task.no_date"}};
    std::vector<Segment> items;
    int chosen = -1;
    for (const auto& [days, key] : choices) {
        if (days == form.days && !is_day_typed(form.day)) chosen = static_cast<int>(items.size());
        items.push_back({.text = tr(key)});
    }
    const int picked = pick_day(frame, content, items, chosen);
    if (picked >= 0) form.days = choices[picked].first, form.day.clear();
    content.cut_top(8);
    const bool entered = day_field(scene, make_id("day"), content, form.day);
    content.cut_top(8);
    Rect row = content.cut_top(frame.density.control);
    const bool unreadable = is_no_day(scene, form.day);
    const Button look{.text = tr("task.save"), .tip = unreadable ? std::string_view(tr("day.unreadable")) : std::string_view(), .enabled = !unreadable};
    const bool save = (button_from_right(frame, row, "save", ButtonKind::primary, look) || state.entered || entered) && !unreadable;
    if (button_from_right(frame, row, "cancel", ButtonKind::quiet, {.text = tr("dialog.cancel")})) form.open = false;
    content.cut_top(20);
    if (save) {
        form.tried = true;
        if (!form.title.empty()) {
            base::Json arguments = {{"title", form.title}, {"due", nullptr}};
            if (const auto typed = day_of_field(scene, form.day)) arguments["due"] = day_text(*typed);
            else if (form.days >= 0) arguments["due"] = day_text(scene.input.today + form.days);
            run_for_each(scene, form.leads, "task.add", arguments);
            form.open = false;
        }
    }
    end_dialog(frame, id, content);
}

// --- one field of several leads ------------------------------------------------------------------------

void draw_set_field_dialog(Scene& scene) {
    Frame& frame = scene.frame;
    SetFieldForm& form = scene.face.set_field;
    const NodeId id = make_id("field-dialog");
    Rect content;
    if (!begin_dialog(frame, id, {.title = tr("set_field.title"), .detail = form.who, .width = 440}, form.open, content)) return;
    const app::LeadView* example = form.leads.empty() ? nullptr : scene.session.lead(form.leads.front());
    Options fields;
    const app::FieldView* chosen = nullptr;
    if (example)
        for (const app::FieldView& field : example->fields) {
            fields.emplace_back(field.key, field.label);
            if (field.key == form.field) chosen = &field;
        }
    label(frame, content.cut_top(20), Type::small, frame.palette.ink.second, tr("set_field.field"));
    if (auto picked = select(frame, make_id("field"), content.cut_top(frame.density.control), {.label = tr("set_field.field")}, fields, form.field)) {
        form.field = *picked;
        form.value.clear();
    }
    content.cut_top(16);
    FieldState state;
    if (chosen && !chosen->choices.empty()) {
        label(frame, content.cut_top(20), Type::small, frame.palette.ink.second, tr("set_field.value"));
        if (auto picked = select(frame, make_id("choice"), content.cut_top(frame.density.control), {.label = tr("set_field.value"), .placeholder = tr("set_field.empty"), .open = chosen->kind == domain::FieldKind::choice && !chosen->closed_list}, chosen->choices, form.value)) form.value = *picked;
    } else {
        const TextField field{.label = tr("set_field.value"), .show_label = true, .hint = tr("set_field.hint")};
        state = text_field(frame, make_id("value"), content.cut_top(field_height(frame, field)), field, form.value);
    }
    content.cut_top(24);
    Rect row = content.cut_top(frame.density.control);
    const std::string apply_text = tr("set_field.apply", {{"who", form.who}});
    const Button apply{.text = apply_text, .enabled = chosen != nullptr};
    if (button_from_right(frame, row, "apply", ButtonKind::primary, apply) || (state.entered && chosen)) {
        frame.run("leads.set", {{"ids", form.leads}, {"field", form.field}, {"value", form.value}});
        form.open = false;
    }
    if (button_from_right(frame, row, "cancel", ButtonKind::quiet, {.text = tr("dialog.cancel")})) form.open = false;
    content.cut_top(20);
    end_dialog(frame, id, content);
}

}  // namespace ui
