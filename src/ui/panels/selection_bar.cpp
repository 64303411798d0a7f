// What can be done to several leads at once: a dark bar over the table's last rows, and the dialog
// behind its button for a field.
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

std::string name_of(const app::LeadRow& row) { return row.name.empty() ? tr("lead.no_name") : row.name; }

}  // namespace

LeadsInHand leads_in_hand(Scene& scene) {
    const std::string_view route = scene.session.route();
    if (!scene.shows_leads() && !route.starts_with("/lead/")) return {};
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
        state = text_field(frame, make_id("value"), content.cut_top(field_height(frame, field, content.w)), field, form.value);
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
