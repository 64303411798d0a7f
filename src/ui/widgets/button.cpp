#include "ui/widgets/button.h"

#include "ui/widgets/surface.h"

namespace ui {
namespace {

constexpr float kGap = 6;

struct Look {
    Colour ground, hover, pressed, text, icon, edge;
};

Look look_of(const Palette& p, ButtonKind kind) {
    switch (kind) {
        case ButtonKind::primary:
            return {p.accent.solid, p.accent.hover, p.accent.pressed, p.accent.on_solid, p.accent.on_solid, 0};
        case ButtonKind::danger:
            return {p.danger.solid, p.danger.hover, p.danger.pressed, p.danger.on_solid, p.danger.on_solid, 0};
        case ButtonKind::secondary:
            return {p.surface.raised, p.surface.hover, p.surface.pressed, p.ink.first, p.ink.second, p.line.strong};
        case ButtonKind::quiet:
            return {0, p.surface.hover, p.surface.pressed, p.ink.second, p.ink.second, 0};
        case ButtonKind::inverse:
            return {0, p.surface.inverse_hover, p.surface.inverse_hover, p.ink.inverse, p.ink.inverse, 0};
    }
    return {};
}

Type type_of(ButtonSize size) { return size == ButtonSize::small ? Type::small_strong : Type::strong; }

float padding_of(const Frame& frame, ButtonSize size) { return size == ButtonSize::small ? 8 : frame.density.pad_x; }

float icon_size(const Frame& frame, ButtonSize size) {
    if (frame.density.touch) return size == ButtonSize::small ? 16 : 20;
    return size == ButtonSize::small ? 14 : frame.density.icon;
}

// Ground, edge and ring; gives the colours for what is on it.
Look draw_ground(Frame& frame, const Interaction& state, Rect box, ButtonKind kind, const Button& button) {
    const Palette& p = frame.palette;
    const float radius = frame.density.touch && box.h >= 40 ? frame.theme.radius.large : frame.theme.radius.medium;
    Look look = look_of(p, kind);
    Painter painter = paint(frame);
    if (!button.enabled) {
        look.text = look.icon = p.ink.disabled;
        if (kind != ButtonKind::quiet && kind != ButtonKind::inverse) {
            painter.fill(box, p.surface.disabled, radius);
            painter.border(box, p.line.normal, radius);
        }
        return look;
    }
    const float over = animate(frame, state.id ^ 0x5bd1u, state.hovered ? 1.f : 0.f, frame.theme.motion.quick);
    const Colour rest = look.ground ? look.ground : with_alpha(look.hover, 0);
    painter.fill(box, state.held || button.selected ? look.pressed : mix(rest, look.hover, over), radius);
    if (look.edge) painter.border(box, look.edge, radius);
    if (state.focused) painter.focus_ring(box, radius);
    return look;
}

void record_button(Frame& frame, NodeId id, Rect box, const Button& button) {
    auto& node = record(frame, id, base::Role::button, button.name.empty() ? button.text : button.name, box);
    node.enabled = button.enabled;
    if (!button.enabled) node.description = button.tip;
    node.popup = button.popup;
    if (button.popup != base::Popup::none) node.expanded = button.selected ? base::Expanded::yes : base::Expanded::no;
}

}  // namespace

float button_height(const Frame& frame, ButtonSize size) {
    if (size == ButtonSize::large) return 48;
    if (size == ButtonSize::small) return frame.density.touch ? 40 : frame.density.control - 4;
    return frame.density.control;
}

float icon_button_width(const Frame& frame, ButtonSize size) { return button_height(frame, size); }

float button_width(const Frame& frame, const Button& button, ButtonSize size) {
    float width = 2 * padding_of(frame, size) + text_width(frame, type_of(size), button.text);
    if (button.icon) width += icon_size(frame, size) + kGap;
    if (button.icon_after) width += icon_size(frame, size) + 4;
    if (!button.key.empty()) width += key_cap_width(frame, button.key) + 6;
    return width;
}

bool button(Frame& frame, NodeId id, Rect box, ButtonKind kind, const Button& button, ButtonSize size) {
    box = box.strip(std::min(button_height(frame, size), box.h));
    const Interaction state = interact(frame, id, box, button.enabled);
    record_button(frame, id, box, button);
    tooltip(frame, state, box, button.tip);
    if (!is_visible(box)) return state.pressed;

    const Look look = draw_ground(frame, state, box, kind, button);
    Painter painter = paint(frame);
    const float icon = icon_size(frame, size);
    const Type type = type_of(size);
    const float wanted = button_width(frame, button, size);
    // In a box that is wider than needed the content stands in the middle.
    Rect inside = box.inset(std::min(padding_of(frame, size), box.w / 4), 0);
    if (box.w > wanted + 1) inside = box.centred(wanted - 2 * padding_of(frame, size), box.h);
    if (button.icon) {
        painter.icon(inside.cut_left(icon), button.icon, look.icon, icon);
        inside.cut_left(kGap);
    }
    if (!button.key.empty()) {
        key_cap(frame, inside.cut_right(key_cap_width(frame, button.key)), button.key);
        inside.cut_right(6);
    }
    if (button.icon_after) {
        painter.icon(inside.cut_right(icon), button.icon_after, look.icon, icon);
        inside.cut_right(4);
    }
    inside.w += 1;
    painter.text(inside, type, look.text, button.text);
    return state.pressed;
}

bool icon_button(Frame& frame, NodeId id, Rect box, ButtonKind kind, const Button& button, ButtonSize size) {
    box = box.centred(std::min(icon_button_width(frame, size), box.w), std::min(button_height(frame, size), box.h));
    const Interaction state = interact(frame, id, box, button.enabled);
    record_button(frame, id, box, button);
    tooltip(frame, state, box, button.tip.empty() ? (button.name.empty() ? button.text : button.name) : button.tip, button.key);
    if (!is_visible(box)) return state.pressed;
    const Look look = draw_ground(frame, state, box, kind, button);
    paint(frame).icon(box, button.icon, look.icon, frame.density.touch ? frame.density.icon : icon_size(frame, size));
    return state.pressed;
}

bool button_from_right(Frame& frame, Rect& bar, std::string_view id, ButtonKind kind, const Button& what, ButtonSize size) {
    const float width = what.text.empty() ? icon_button_width(frame, size) : button_width(frame, what, size);
    const Rect box = bar.cut_right(width);
    bar.cut_right(8);
    return what.text.empty() ? icon_button(frame, make_id(id), box, kind, what, size)
                             : button(frame, make_id(id), box, kind, what, size);
}

bool button_from_left(Frame& frame, Rect& bar, std::string_view id, ButtonKind kind, const Button& what, ButtonSize size) {
    const float width = what.text.empty() ? icon_button_width(frame, size) : button_width(frame, what, size);
    const Rect box = bar.cut_left(width);
    bar.cut_left(8);
    return what.text.empty() ? icon_button(frame, make_id(id), box, kind, what, size)
                             : button(frame, make_id(id), box, kind, what, size);
}

float text_link_height(const Frame& frame) { return frame.density.touch ? kFingerTarget : 28; }

bool text_link(Frame& frame, NodeId id, Rect box, Type type, std::string_view text, std::string_view href) {
    const Palette& p = frame.palette;
    const float width = std::min(text_width(frame, type, text), box.w);
    const Rect hit = frame.density.touch ? Rect{box.x, box.y, std::min(std::max(width, kFingerTarget), box.w), box.h} : Rect{box.x, box.y, width, box.h}.strip(std::min(line_height(frame, type), box.h));
    const Interaction state = interact(frame, id, hit);
    record(frame, id, href.empty() ? base::Role::button : base::Role::link, text, hit).href = href;
    box = Rect{box.x, box.y, width, box.h}.strip(std::min(line_height(frame, type), box.h));
    Painter painter = paint(frame);
    painter.text(box, type, state.held ? p.accent.pressed : p.accent.text, text);
    if (state.hovered) {
        painter.line_below(box, p.accent.text);
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    }
    if (state.focused) painter.focus_ring(box, frame.theme.radius.extra_small);
    return state.pressed;
}

}  // namespace ui
