#include "ui/widgets/choice.h"

#include "app/messages.h"
#include "generated/icons.h"

#include <imgui_internal.h>

namespace ui {

void paint_checkbox(const Frame& frame, Rect box, Check state, bool hovered, bool held, bool enabled) {
    const Palette& p = frame.palette;
    const float size = frame.density.touch ? 22 : 16;
    const Rect at = box.centred(size, size);
    Painter painter = paint(frame);
    const float radius = frame.theme.radius.small;
    if (!enabled) {
        painter.fill(at, p.surface.disabled, radius);
        painter.border(at, p.line.strong, radius);
    } else if (state == Check::no) {
        painter.fill(at, held ? p.surface.pressed : p.surface.raised, radius);
        painter.border(at, hovered ? p.ink.first : p.line.control, radius);
    } else {
        painter.fill(at, held ? p.accent.pressed : hovered ? p.accent.hover : p.accent.solid, radius);
    }
    if (state != Check::no) {
        const Colour mark = enabled ? p.accent.on_solid : p.ink.disabled;
        painter.icon(at, state == Check::yes ? icon::check : icon::minus, mark, frame.density.touch ? 16.f : 12.f);
    }
}

bool checkbox(Frame& frame, NodeId id, Rect box, Check state, std::string_view name, std::string_view why_not) {
    const bool enabled = why_not.empty();
    const float size = frame.density.touch ? 22 : 16, reach = frame.density.touch ? 44 : 24;
    const Rect hit = box.centred(std::min(reach, box.w), std::min(reach, box.h));
    const Interaction on = interact(frame, id, hit, enabled);
    auto& node = record(frame, id, base::Role::checkbox, name, hit);
    node.checked = state == Check::yes ? base::Checked::yes : state == Check::no ? base::Checked::no : base::Checked::mixed;
    node.enabled = enabled;
    node.description = why_not;
    if (!is_visible(hit)) return on.pressed;
    tooltip(frame, on, hit, why_not);
    paint_checkbox(frame, hit, state, on.hovered, on.held, enabled);
    if (on.focused) paint(frame).focus_ring(hit.centred(size, size), frame.theme.radius.small);
    return on.pressed;
}

bool toggle(Frame& frame, NodeId id, Rect box, bool on, std::string_view name, std::string_view why_not) {
    const bool enabled = why_not.empty();
    const Palette& p = frame.palette;
    const Rect at = box.centred(28, 16);
    const Rect hit = frame.density.touch ? box.centred(44, 40) : at;
    const Interaction state = interact(frame, id, hit, enabled);
    auto& node = record(frame, id, base::Role::toggle, name, hit);
    node.checked = on ? base::Checked::yes : base::Checked::no;
    node.enabled = enabled;
    node.description = why_not;
    tooltip(frame, state, hit, why_not);
    const float share = animate(frame, id, on ? 1.f : 0.f, frame.theme.motion.base);
    Painter painter = paint(frame);
    const Colour off = state.hovered ? p.ink.second : p.line.control;
    painter.fill(at, !enabled ? p.line.strong : mix(off, state.hovered ? p.accent.hover : p.accent.solid, share), 8);
    painter.circle(at.x + 8 + 12 * share, at.middle_y(), 6, p.high_contrast || !enabled ? p.surface.pane : p.surface.tab_on);
    if (state.focused) painter.focus_ring(at, 8);
    return state.pressed;
}

float segments_width(const Frame& frame, std::span<const Segment> segments) {
    float width = 4;
    for (const Segment& segment : segments)
        width += 20 + choice_text_width(frame, segment.text) + (segment.icon ? 22 : 0) +
                 (segment.count.empty() ? 0 : 6 + text_width(frame, Type::small, segment.count));
    return width;
}

namespace {

// Under a finger all are as wide, where that is enough for the widest; else 0.
float segment_share(const Frame& frame, std::span<const Segment> items, float width) {
    if (!frame.density.touch || items.empty()) return 0;
    float widest = 0;
    for (size_t i = 0; i < items.size(); ++i) widest = std::max(widest, segments_width(frame, items.subspan(i, 1)) - 4);
    const float share = width / static_cast<float>(items.size());
    return widest <= share ? share : 0;
}

}  // namespace

int segments(Frame& frame, std::string_view id, Rect box, std::string_view name, std::span<const Segment> items, int chosen, bool open) {
    const Palette& p = frame.palette;
    const float natural = segments_width(frame, items);
    Rect track = box.strip(std::min(frame.density.control, box.h));
    track.w = std::min(track.w, std::max(natural, frame.density.touch ? track.w : natural));
    const float spare = std::max(track.w - natural, 0.f) / static_cast<float>(items.size());
    const float equal = segment_share(frame, items, track.w - 4);
    Painter painter = paint(frame);
    painter.fill(track, open ? p.surface.raised : p.surface.tab_track, frame.theme.radius.medium);
    if (open || p.dark) painter.border(track, open ? p.line.control : p.line.normal, frame.theme.radius.medium);
    ImGui::PushID(id.data(), id.data() + id.size());
    Group group(frame.semantics, make_id("tabs"), base::Role::tab_list, name, visible_part(track));
    int pressed = -1;
    Rect rest = track.inset(2);
    for (size_t i = 0; i < items.size(); ++i) {
        const Segment& segment = items[i];
        const bool on = static_cast<int>(i) == chosen;
        const float own = equal > 0 ? equal : segments_width(frame, items.subspan(i, 1)) - 4 + spare;
        Rect at = i + 1 == items.size() ? rest : rest.cut_left(std::floor(own));
        const NodeId tab = make_id(static_cast<int64_t>(i) + 1);
        const Interaction state = interact(frame, tab, at);
        auto& node = record(frame, tab, base::Role::tab, segment.text, at);
        node.selected = on;
        if (!segment.count.empty()) node.description = segment.count;
        const float lit = animate(frame, tab, on ? 1.f : 0.f, frame.theme.motion.base);
        if (lit > 0) {
            if (on) painter.shadow(at, 1, frame.theme.radius.small);
            painter.fill(at, with_alpha(p.surface.tab_on, lit), frame.theme.radius.small);
            if (p.high_contrast && on) painter.border(at, p.line.control, frame.theme.radius.small);
        } else if (state.hovered) {
            painter.fill(at, with_alpha(p.surface.tab_on, 0.5f), frame.theme.radius.small);
        }
        if (open && i > 0) painter.line_left({at.x, track.y, 1, track.h}, p.line.control);
        if (state.focused) painter.focus_ring(at, frame.theme.radius.small);
        const Type type = on ? Type::strong : Type::body;
        const float words = segments_width(frame, items.subspan(i, 1)) - 24 - choice_text_width(frame, segment.text) + text_width(frame, type, segment.text);
        Rect inside = at.centred(std::min(words, at.w), at.h);
        const Colour ink = on || open ? p.ink.first : p.ink.second;
        if (segment.icon) {
            painter.icon(inside.cut_left(16), segment.icon, ink, 16);
            inside.cut_left(6);
        }
        const float drawn = painter.text({inside.x, inside.y, inside.w + 1, inside.h}, type, ink, segment.text);
        inside.cut_left(drawn + 6);
        painter.text({inside.x, inside.y, inside.w + 8, inside.h}, Type::small, on ? p.ink.second : p.ink.third, segment.count);
        if (state.pressed && !on) pressed = static_cast<int>(i);
    }
    ImGui::PopID();
    return pressed;
}

bool choice_row(Frame& frame, NodeId id, Rect box, char32_t glyph, std::string_view text, bool chosen, std::string_view count, base::Role role) {
    const Palette& p = frame.palette;
    const Interaction state = interact(frame, id, box);
    auto& node = record(frame, id, role, text, box);
    node.selected = chosen;
    node.description = count;
    if (!is_visible(box)) return state.pressed;
    Painter painter = paint(frame);
    const float over = animate(frame, id, state.hovered ? 1.f : 0.f, frame.theme.motion.quick);
    const float radius = frame.theme.radius.medium;
    if (chosen || state.held) painter.fill(box, p.surface.pressed, radius);
    else if (over > 0) painter.fill(box, with_alpha(p.surface.pressed, over * 0.6f), radius);
    if (state.focused) painter.focus_inside(box, radius);
    Rect inside = box.inset(8, 0);
    const float size = frame.density.touch ? 20 : 16;
    if (glyph) {
        painter.icon(inside.cut_left(size), glyph, chosen ? p.ink.first : p.ink.second, size);
        inside.cut_left(8);
    }
    if (!count.empty()) {
        painter.text(inside.cut_right(text_width(frame, Type::small, count)), Type::small, chosen ? p.ink.second : p.ink.third, count);
        inside.cut_right(8);
    }
    painter.text(inside, chosen ? Type::strong : Type::body, chosen ? p.ink.first : p.ink.second, text);
    return state.pressed;
}

bool tile(Frame& frame, NodeId id, Rect box, char32_t glyph, std::string_view text, bool chosen) {
    const Palette& p = frame.palette;
    const Interaction state = interact(frame, id, box);
    auto& node = record(frame, id, base::Role::radio, text, box);
    node.checked = chosen ? base::Checked::yes : base::Checked::no;
    Painter painter = paint(frame);
    const float radius = frame.theme.radius.large;
    painter.fill(box, chosen ? p.accent.tint : state.held ? p.surface.pressed : state.hovered ? p.surface.hover : p.surface.raised, radius);
    painter.border(box, chosen ? p.accent.solid : p.line.strong, radius, chosen ? 2.f : 1.f);
    if (state.focused) painter.focus_ring(box, radius);
    const float size = frame.density.touch ? 20 : 16;
    Rect inside = box.inset(10, 0);
    if (glyph) {
        painter.icon(inside.cut_left(size), glyph, chosen ? p.accent.text : p.ink.second, size);
        inside.cut_left(8);
    }
    // Its words are whole, smaller where they must be; the check has the room they leave.
    const Type type = text_width(frame, Type::strong, text) <= inside.w ? Type::strong : Type::small_strong;
    if (chosen && text_width(frame, type, text) + 8 + size <= inside.w) painter.icon(inside.cut_right(size), icon::check, p.accent.text, size);
    painter.text(inside, type, p.ink.first, text, glyph ? Align::left : Align::middle);
    return state.pressed;
}

namespace {

constexpr float kChipGap = 8, kChipPadding = 8;

float chip_check(const Frame& frame) { return frame.density.touch ? 22.f : 16.f; }

}  // namespace

float toggle_chip_width(const Frame& frame, std::string_view text, std::string_view count) {
    return 2 * kChipPadding + chip_check(frame) + kChipGap + choice_text_width(frame, text) + kChipGap + text_width(frame, Type::small, count);
}

bool toggle_chip(Frame& frame, NodeId id, Rect box, std::string_view text, std::string_view count, bool chosen) {
    const Palette& p = frame.palette;
    const Interaction state = interact(frame, id, box);
    auto& node = record(frame, id, base::Role::checkbox, text, box);
    node.checked = chosen ? base::Checked::yes : base::Checked::no;
    node.description = count;
    Painter painter = paint(frame);
    const float radius = frame.theme.radius.medium;
    painter.fill(box, chosen ? p.accent.tint : state.held ? p.surface.pressed : state.hovered ? p.surface.hover : p.surface.raised, radius);
    painter.border(box, chosen ? p.accent.solid : p.line.strong, radius);
    if (state.focused) painter.focus_ring(box, radius);
    Rect inside = box.inset(kChipPadding, 0);
    paint_checkbox(frame, inside.cut_left(chip_check(frame)), chosen ? Check::yes : Check::no, state.hovered, state.held);
    inside.cut_left(kChipGap);
    painter.text(inside.cut_right(text_width(frame, Type::small, count)), Type::small, p.ink.third, count);
    inside.cut_right(kChipGap);
    painter.text(inside, chosen ? Type::strong : Type::body, p.ink.first, text);
    return state.pressed;
}

namespace {

float chip_cross(const Frame& frame) { return frame.density.touch ? kFingerTarget : 24.f; }

}  // namespace

float chip_width(const Frame& frame, const Chip& chip) {
    float width = 8 + chip_cross(frame);
    width += text_width(frame, Type::small, chip.field) + 4;
    if (!chip.operation.empty()) width += text_width(frame, Type::small, chip.operation) + 4;
    return width + text_width(frame, Type::small_strong, chip.value);
}

bool filter_chip(Frame& frame, NodeId id, Rect box, const Chip& chip) {
    const Palette& p = frame.palette;
    const Rect at = Rect{box.x, box.y, std::min(chip_width(frame, chip), box.w), box.h}.strip(frame.density.touch ? 40 : 24);
    Painter painter = paint(frame);
    painter.fill(at, p.surface.raised, frame.theme.radius.medium);
    painter.border(at, p.line.normal, frame.theme.radius.medium);
    Rect inside = at;
    inside.cut_left(8);
    const Rect cross = inside.cut_right(chip_cross(frame));
    inside.cut_left(painter.text(inside, Type::small, p.ink.second, chip.field) + 4);
    if (!chip.operation.empty()) inside.cut_left(painter.text(inside, Type::small, p.ink.third, chip.operation) + 4);
    painter.text({inside.x, inside.y, inside.w + 1, inside.h}, Type::small_strong, p.ink.first, chip.value);
    const std::string name = app::tr("filter.remove", {{"field", std::string(chip.field)}, {"value", std::string(chip.value)}});
    const Interaction state = interact(frame, id, cross);
    record(frame, id, base::Role::button, name, cross);
    tooltip(frame, state, cross, name);
    if (state.hovered) painter.fill(cross.centred(20, 20), p.surface.hover, frame.theme.radius.small);
    painter.icon(cross, icon::x, state.hovered ? p.ink.first : p.ink.second, 14);
    if (state.focused) painter.focus_inside(cross, frame.theme.radius.small);
    return state.pressed;
}

}  // namespace ui
