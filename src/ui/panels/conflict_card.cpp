#include "ui/panels/conflict_card.h"

namespace ui {
namespace {

constexpr float kPad = 16, kGap = 12, kRowPad = 8, kLabel = 112, kPencil = 40, kPhoneHead = 56;
constexpr float kTilePadX = 12, kTilePadY = 7, kMark = 24;

float tile_height(const Frame& frame, float width, const app::ConflictValueView& value) {
    const float words = width - 2 * kTilePadX - kMark;
    const float height = paragraph_height(frame, words, Type::strong, value.text) + paragraph_height(frame, words, Type::small, join_names(value.who, value.when));
    return std::max(height + 2 * kTilePadY, frame.density.touch ? 60.f : 52.f);
}

struct Press {
    bool pressed = false;
    bool by_key = false;
};

// A value that can be chosen; the one that is shown is marked.
Press value_tile(Scene& scene, Rect box, const app::ConflictValueView& value, bool enabled) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    const NodeId id = make_id(value.stamp);
    const Interaction state = interact(frame, id, box, enabled);
    auto& node = record(frame, id, base::Role::radio, tr(value.shown ? "conflicts.value_shown" : "conflicts.value", {{"value", value.text}, {"who", value.who}, {"when", value.when}}), box);
    node.checked = value.shown ? base::Checked::yes : base::Checked::no;
    node.enabled = enabled;
    if (!enabled) node.description = tr("conflicts.read_only");
    if (!is_visible(box)) return {state.pressed, state.focused};
    Painter painter = paint(frame);
    const float radius = frame.theme.radius.medium;
    painter.fill(box, value.shown ? p.accent.tint : state.held ? p.surface.pressed : state.hovered ? p.surface.hover : p.surface.raised, radius);
    painter.border(box, value.shown ? p.accent.solid : state.hovered ? p.line.control : p.line.strong, radius, value.shown ? 2.f : 1.f);
    if (state.focused) painter.focus_ring(box, radius);
    if (!enabled) tooltip(frame, state, box, tr("conflicts.read_only"));
    Rect inside = box.inset(kTilePadX, kTilePadY);
    const Rect mark = inside.cut_right(kMark);
    if (value.shown) painter.icon({mark.x + kMark - 18, mark.y + 1, 18, 18}, icon::circle_check, p.accent.text, 18);
    const float words = paragraph_height(frame, inside.w, Type::strong, value.text);
    const float rest = paragraph_height(frame, inside.w, Type::small, join_names(value.who, value.when));
    inside = inside.strip(words + rest);
    inside.cut_top(painter.paragraph(inside, Type::strong, p.ink.first, value.text));
    painter.paragraph(inside, Type::small, p.ink.second, join_names(value.who, value.when));
    return {state.pressed, state.focused};
}

// The next one to decide, so that the keyboard goes on where it is.
void go_on(Scene& scene, std::string_view settled) {
    bool passed = false;
    for (const app::ConflictGroupView& group : scene.session.conflicts().groups)
        for (const app::ConflictView& conflict : group.conflicts) {
            if (passed) return void(scene.face.next_conflict = conflict.id);
            passed = conflict.id == settled;
        }
}

void choose(Scene& scene, const app::ConflictView& conflict, const app::ConflictValueView& value, bool by_key) {
    if (value.shown) scene.frame.run("conflict.keep", {{"conflict", conflict.id}});
    else scene.frame.run("conflict.take", {{"conflict", conflict.id}, {"stamp", value.stamp}});
    if (by_key) go_on(scene, conflict.id);
}

void open_form(Scene& scene, const app::ConflictGroupView& group, const app::ConflictView& conflict) {
    scene.face.conflict = {.open = true, .id = conflict.id, .who = group.title, .value = conflict.field.edit};
}

// Values in rows of two, or each in a row of its own.
size_t columns_of(const ConflictLayout& layout) { return layout.stacked ? 1 : 2; }

float values_width(const ConflictLayout& layout, float width) {
    return layout.stacked ? width - 2 * kPad : std::floor((width - 2 * kPad - layout.label_width - kPencil - kGap) / 2);
}

float values_height(const Frame& frame, const ConflictLayout& layout, float width, const app::ConflictView& conflict) {
    const float each = values_width(layout, width);
    float height = 0;
    for (size_t i = 0; i < conflict.values.size(); i += columns_of(layout)) {
        float row = 0;
        for (size_t j = i; j < std::min(i + columns_of(layout), conflict.values.size()); ++j) row = std::max(row, tile_height(frame, each, conflict.values[j]));
        height += row + (i > 0 ? kGap : 0);
    }
    return height;
}

float row_height(const Frame& frame, const ConflictLayout& layout, float width, const app::ConflictView& conflict) {
    const float values = values_height(frame, layout, width, conflict);
    if (layout.stacked) return values + 40 + kGap;
    const float record = conflict.record.empty() ? 0 : paragraph_height(frame, layout.label_width - 36, Type::small, conflict.record);
    return std::max(values, paragraph_height(frame, layout.label_width - 36, Type::body, conflict.label) + record) + 2 * kRowPad;
}

void draw_label(Scene& scene, Rect box, const ConflictLayout& layout, const app::ConflictView& conflict) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    Painter painter = paint(frame);
    const float icon_size = 16;
    if (layout.stacked) {
        painter.icon(box.cut_left(icon_size), icon_named(conflict.icon), p.ink.second, icon_size);
        box.cut_left(8);
        painter.text(box, Type::body, p.ink.second, conflict.record.empty() ? conflict.label : join_names(conflict.label, conflict.record));
        return;
    }
    const float width = box.w - 36;
    const float words = paragraph_height(frame, width, Type::body, conflict.label);
    const float record = conflict.record.empty() ? 0 : paragraph_height(frame, width, Type::small, conflict.record);
    Rect at = box.strip(words + record);
    painter.icon({at.x, at.y, icon_size, line_height(frame, Type::body)}, icon_named(conflict.icon), p.ink.second, icon_size);
    at.cut_left(icon_size + 8);
    painter.paragraph({at.x, at.y, width, words}, Type::body, p.ink.second, conflict.label);
    painter.paragraph({at.x, at.y + words, width, record}, Type::small, p.ink.third, conflict.record);
}

void draw_values(Scene& scene, Rect box, const ConflictLayout& layout, float width, const app::ConflictView& conflict, bool read_only) {
    const float each = values_width(layout, width);
    const size_t columns = columns_of(layout);
    for (size_t i = 0; i < conflict.values.size(); i += columns) {
        const size_t end = std::min(i + columns, conflict.values.size());
        float height = 0;
        for (size_t j = i; j < end; ++j) height = std::max(height, tile_height(scene.frame, each, conflict.values[j]));
        Rect row = box.cut_top(height);
        box.cut_top(kGap);
        for (size_t j = i; j < end; ++j) {
            const Press press = value_tile(scene, row.cut_left(each), conflict.values[j], !read_only);
            row.cut_left(kGap);
            if (press.pressed) choose(scene, conflict, conflict.values[j], press.by_key);
        }
    }
}

void draw_conflict(Scene& scene, Rect row, const ConflictLayout& layout, const app::ConflictGroupView& group, const app::ConflictView& conflict, bool last, bool read_only) {
    Frame& frame = scene.frame;
    ImGui::PushID(conflict.id.c_str());
    if (!last) paint(frame).line_below(row.inset(1, 0), frame.palette.line.subtle);
    const std::string label = conflict.record.empty() ? conflict.label : join_names(conflict.label, conflict.record);
    Group region(frame.semantics, make_id("conflict"), base::Role::region, tr("conflicts.of", {{"field", label}, {"who", group.title}}), visible_part(row));
    if (scene.face.next_conflict == conflict.id && !conflict.values.empty()) {
        scene.face.next_conflict.clear();
        focus_next(frame, make_id(conflict.values.front().stamp));
    }
    Rect inside = row.inset(kPad, layout.stacked ? 0 : kRowPad);
    const std::string name = tr("conflicts.write", {{"field", label}});
    const Button pencil{.icon = icon::pencil, .tip = read_only ? tr("conflicts.read_only") : std::string_view(), .name = name, .enabled = !read_only};
    Rect head = layout.stacked ? inside.cut_top(40) : inside;
    const Rect at = layout.stacked ? head.cut_right(kPencil) : inside.cut_right(kPencil);
    const float width = row.w;
    if (layout.stacked) draw_label(scene, head, layout, conflict);
    else draw_label(scene, inside.cut_left(layout.label_width), layout, conflict);
    draw_values(scene, inside, layout, width, conflict, read_only);
    const Rect pen{at.right() - icon_button_width(frame), at.y, icon_button_width(frame), at.h};
    if (conflict.editable && icon_button(frame, make_id("write"), pen, ButtonKind::quiet, pencil)) open_form(scene, group, conflict);
    ImGui::PopID();
}

// The name leads to the lead, as everywhere.
float draw_name(Scene& scene, Rect box, const app::ConflictGroupView& group) {
    Frame& frame = scene.frame;
    const float width = std::min(text_width(frame, Type::heading, group.title) + 1, box.w);
    const Rect at = Rect{box.x, box.y, width, box.h}.strip(std::min(line_height(frame, Type::heading) + (frame.density.touch ? 12.f : 0.f), box.h));
    heading(frame, at, Type::heading, group.title, 2);
    if (!group.of_lead || group.gone) return width;
    const NodeId id = make_id("open");
    const Interaction state = interact(frame, id, at);
    record(frame, id, base::Role::link, group.title, at).href = "#/lead/" + group.id;
    if (state.hovered) {
        paint(frame).line_below(at, frame.palette.ink.first);
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    }
    if (state.focused) paint(frame).focus_ring(at, frame.theme.radius.extra_small);
    if (state.pressed) scene.go("/lead/" + group.id);
    return width;
}

// Stage, grade and temperature, from the right; what has no room is left to the lead's own page.
void draw_signals(Scene& scene, Rect& bar, const app::ConflictGroupView& group) {
    Frame& frame = scene.frame;
    const app::LeadRow& lead = group.lead;
    if (!group.of_lead) return;
    if (group.gone) {
        const std::string& word = tr("conflicts.gone");
        return void(tag(frame, bar.cut_right(tag_width(frame, word, true)), TagTone::neutral, word, icon::trash_2));
    }
    if (!lead.closed) {
        paint_temperature(frame, bar.cut_right(temperature_width(frame, lead.score.temperature) + 1), lead.score.temperature);
        bar.cut_right(12);
    }
    paint_grade(frame, bar.cut_right(20), lead.score.grade);
    bar.cut_right(12);
}

void draw_head(Scene& scene, Rect head, const ConflictLayout& layout, const app::ConflictGroupView& group) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    paint(frame).line_below(head.inset(1, 0), p.line.normal);
    Rect upper = head.inset(kPad, layout.stacked ? 6 : 0);
    Rect lower = layout.stacked ? upper.cut_bottom(20) : Rect{};
    draw_signals(scene, upper, group);
    Rect& stage_bar = layout.stacked ? lower : upper;
    if (group.of_lead && !group.gone && group.lead.stage.kind != app::StageMark::Kind::none) {
        paint_stage(frame, stage_bar.cut_right(stage_width(frame, group.lead.stage) + 1), group.lead.stage);
        stage_bar.cut_right(12);
    }
    upper.cut_left(draw_name(scene, upper, group) + 8);
    label(frame, layout.stacked ? lower : upper, Type::small, p.ink.second, group.detail);
}

float head_height(const ConflictLayout& layout) { return layout.stacked ? kPhoneHead : kCardHead; }

}  // namespace

ConflictLayout conflict_layout(const Scene& scene) { return {scene.phone(), scene.phone() ? 0 : kLabel}; }

ConflictColumns conflict_columns(const ConflictLayout& layout, Rect card) {
    const float each = values_width(layout, card.w), x = card.x + kPad + layout.label_width;
    return {{x, card.y, each, card.h}, {x + each + kGap, card.y, each, card.h}};
}

float conflict_card_height(Scene& scene, const ConflictLayout& layout, float width, const app::ConflictGroupView& group) {
    float height = head_height(layout);
    for (const app::ConflictView& conflict : group.conflicts) height += row_height(scene.frame, layout, width, conflict);
    return height;
}

void conflict_card(Scene& scene, const ConflictLayout& layout, Rect box, const app::ConflictGroupView& group, bool read_only) {
    Frame& frame = scene.frame;
    ImGui::PushID(group.id.empty() ? "book" : group.id.c_str());
    Group region(frame.semantics, make_id("group"), base::Role::region, join_names(group.title, group.detail), visible_part(box));
    card_ground(frame, box);
    Rect body = box;
    draw_head(scene, body.cut_top(head_height(layout)), layout, group);
    for (size_t i = 0; i < group.conflicts.size(); ++i)
        draw_conflict(scene, body.cut_top(row_height(frame, layout, box.w, group.conflicts[i])), layout, group, group.conflicts[i], i + 1 == group.conflicts.size(), read_only);
    ImGui::PopID();
}

}  // namespace ui
