#include "ui/widgets/surface.h"

#include "generated/icons.h"

namespace ui {
namespace {

struct NoticeLook {
    Colour ground, icon, edge;
    char32_t glyph;
};

NoticeLook notice_look(const Palette& p, NoticeKind kind) {
    switch (kind) {
        case NoticeKind::info: return {p.accent.tint, p.accent.solid, p.accent.text, icon::info};
        case NoticeKind::success: return {p.success.tint, p.success.solid, p.success.text, icon::circle_check};
        case NoticeKind::warning: return {p.warning.tint, p.warning.solid, p.warning.text, icon::triangle_alert};
        case NoticeKind::danger: return {p.danger.tint, p.danger.solid, p.danger.text, icon::circle_alert};
    }
    return {};
}

constexpr float kNoticePadX = 12, kNoticePadY = 10;

constexpr float kBetweenButtons = 8;

Button action_of(const Notice& notice) { return {.text = notice.action, .icon = notice.action_icon}; }
Button other_of(const Notice& notice) { return {.text = notice.other, .icon = notice.other_icon}; }

float notice_text_width(const Frame& frame, float width, const Notice& notice) {
    float room = width - 2 * kNoticePadX - frame.density.icon - 8;
    if (!notice.action.empty() && !frame.density.touch) room -= button_width(frame, action_of(notice), ButtonSize::small) + 12;
    if (!notice.other.empty() && !frame.density.touch) room -= button_width(frame, other_of(notice), ButtonSize::small) + kBetweenButtons;
    return std::max(room, 40.f);
}

}  // namespace

void card_ground(Frame& frame, Rect box) {
    Painter painter = paint(frame);
    painter.fill(box, frame.palette.surface.pane, frame.theme.radius.large);
    painter.border(box, frame.palette.line.normal, frame.theme.radius.large);
}

Rect card(Frame& frame, Rect box, const Card& card) {
    card_ground(frame, box);
    Rect body = box;
    Rect head = body.cut_top(kCardHead);
    paint(frame).line_below(head, frame.palette.line.normal);
    head = head.inset(16, 0);
    if (!card.right.empty())
        label(frame, head.cut_right(text_width(frame, Type::small, card.right)), Type::small, frame.palette.ink.third, card.right);
    heading(frame, {head.x, head.y, std::min(text_width(frame, Type::heading, card.title), head.w), head.h}, Type::heading, card.title, 2);
    head.cut_left(text_width(frame, Type::heading, card.title) + 8);
    if (!card.detail.empty()) label(frame, head, Type::small, frame.palette.ink.third, card.detail);
    return body;
}

float notice_height(const Frame& frame, float width, const Notice& notice) {
    const float room = notice_text_width(frame, width, notice);
    float height = paragraph_height(frame, room, notice.detail.empty() ? Type::body : Type::strong, notice.text);
    if (!notice.detail.empty()) height += paragraph_height(frame, room, Type::small, notice.detail);
    if (!notice.action.empty()) {
        if (frame.density.touch) height += 8 + button_height(frame, ButtonSize::small);
        else height = std::max(height, button_height(frame, ButtonSize::small));
    }
    return height + 2 * kNoticePadY;
}

bool notice(Frame& frame, NodeId id, Rect box, const Notice& what) { return press_notice(frame, id, box, what) == NoticePressed::action; }

NoticePressed press_notice(Frame& frame, NodeId id, Rect box, const Notice& notice) {
    const NoticeLook look = notice_look(frame.palette, notice.kind);
    Painter painter = paint(frame);
    painter.fill(box, look.ground, frame.theme.radius.large);
    if (frame.palette.high_contrast) painter.border(box, look.edge, frame.theme.radius.large);
    Group group(frame.semantics, id, notice.spoken ? base::Role::alert : base::Role::region, notice.text, visible_part(box));

    Rect inside = box.inset(kNoticePadX, kNoticePadY);
    const float room = notice_text_width(frame, box.w, notice);
    const Type type = notice.detail.empty() ? Type::body : Type::strong;
    const float text_height = paragraph_height(frame, room, type, notice.text);
    const float detail_height = notice.detail.empty() ? 0 : paragraph_height(frame, room, Type::small, notice.detail);
    const float both = text_height + detail_height;
    float y = frame.density.touch ? inside.y : inside.y + std::floor((inside.h - both) / 2);
    painter.icon({inside.x, y, frame.density.icon, line_height(frame, type)}, look.glyph, look.icon, frame.density.icon);
    const float x = inside.x + frame.density.icon + 8;
    y += paragraph(frame, {x, y, room, text_height}, type, frame.palette.ink.first, notice.text);
    if (detail_height > 0) paragraph(frame, {x, y, room, detail_height}, Type::small, frame.palette.ink.second, notice.detail);
    if (notice.action.empty()) return NoticePressed::none;

    // On a desk at the right, the action last; under a finger below the text, the action first.
    const auto kind = notice.kind == NoticeKind::danger ? ButtonKind::danger : ButtonKind::secondary;
    const float width = button_width(frame, action_of(notice), ButtonSize::small), height = button_height(frame, ButtonSize::small);
    Rect row = frame.density.touch ? Rect{x, inside.bottom() - height, inside.right() - x, height} : inside;
    const Rect at = frame.density.touch ? row.cut_left(width) : row.cut_right(width);
    NoticePressed pressed = NoticePressed::none;
    if (!notice.other.empty()) {
        const float other_width = button_width(frame, other_of(notice), ButtonSize::small);
        if (frame.density.touch) row.cut_left(kBetweenButtons);
        else row.cut_right(kBetweenButtons);
        const Rect other_at = frame.density.touch ? row.cut_left(other_width) : row.cut_right(other_width);
        if (button(frame, id ^ 0x07e2u, other_at, ButtonKind::secondary, other_of(notice), ButtonSize::small)) pressed = NoticePressed::other;
    }
    if (button(frame, id ^ 0xac71u, at, kind, action_of(notice), ButtonSize::small)) pressed = NoticePressed::action;
    return pressed;
}

TagLook tag_look(const Palette& p, TagTone tone) {
    switch (tone) {
        case TagTone::neutral: return {p.surface.pressed, p.ink.second, p.ink.second};
        case TagTone::accent: return {p.accent.tint, p.accent.text, p.accent.solid};
        case TagTone::success: return {p.success.tint, p.success.text, p.success.solid};
        case TagTone::warning: return {p.warning.tint, p.warning.text, p.warning.solid};
        case TagTone::danger: return {p.danger.tint, p.danger.text, p.danger.solid};
        case TagTone::hot: return {p.hot.tint, p.hot.text, p.hot.solid};
        case TagTone::warm: return {p.warm.tint, p.warm.text, p.warm.solid};
        case TagTone::cold: return {p.cold.tint, p.cold.text, p.cold.solid};
    }
    return {};
}

float tag_width(const Frame& frame, std::string_view text, bool icon) {
    return 14 + text_width(frame, Type::small, text) + (icon ? 18 : 0);
}

float tag_in(Frame& frame, Rect box, TagLook look, std::string_view text, char32_t glyph) {
    Rect at = Rect{box.x, box.y, std::min(tag_width(frame, text, glyph != 0), box.w), box.h}.strip(frame.density.touch ? 24 : 20);
    Painter painter = paint(frame);
    painter.fill(at, look.ground, frame.theme.radius.tag);
    if (frame.palette.high_contrast) painter.border(at, look.text, frame.theme.radius.tag);
    Rect inside = at.inset(7, 0);
    if (glyph) {
        painter.icon(inside.cut_left(14), glyph, look.icon, 14);
        inside.cut_left(4);
    }
    label(frame, {inside.x, inside.y, inside.w + 1, inside.h}, Type::small, look.text, text);
    return at.w;
}

float tag(Frame& frame, Rect box, TagTone tone, std::string_view text, char32_t glyph) {
    return tag_in(frame, box, tag_look(frame.palette, tone), text, glyph);
}

float key_cap_width(const Frame& frame, std::string_view key) { return std::max(text_width(frame, Type::caption, key) + 8, 16.f); }

void key_cap(Frame& frame, Rect box, std::string_view key) {
    const Rect at = box.strip(16);
    Painter painter = paint(frame);
    painter.fill(at, frame.palette.surface.pane, frame.theme.radius.extra_small);
    painter.border(at, frame.palette.line.strong, frame.theme.radius.extra_small);
    painter.text(at, Type::caption, frame.palette.ink.second, key, Align::middle);
}

void avatar(Frame& frame, Rect box, std::string_view initials, float size, bool on_selected) {
    const Rect at = box.centred(size, size);
    Painter painter = paint(frame);
    const Colour ground = on_selected ? frame.palette.accent.mark : frame.palette.surface.pressed;
    painter.circle(at.middle_x(), at.middle_y(), size / 2, ground);
    const Type type = size <= 22 ? Type::micro : size <= 30 ? Type::caption : size <= 36 ? Type::small_strong : Type::heading;
    painter.text(at, type, frame.palette.ink.second, initials, Align::middle);
}

EmptyPress empty_state(Frame& frame, std::string_view id, Rect box, const Empty& empty) {
    const float width = std::min(box.w - 32, 440.f);
    const float detail = empty.detail.empty() ? 0 : paragraph_height(frame, width, Type::body, empty.detail);
    const bool buttons = !empty.first.text.empty();
    const float height = 20 + 12 + line_height(frame, Type::strong) + (detail > 0 ? 4 + detail : 0) +
                         (buttons ? 16 + button_height(frame) : 0);
    Rect at = box.centred(width, std::min(height, box.h));
    Painter painter = paint(frame);
    painter.icon(at.cut_top(20), empty.icon, frame.palette.ink.third, 20);
    at.cut_top(12);
    label(frame, at.cut_top(line_height(frame, Type::strong)), Type::strong, frame.palette.ink.first, empty.title, Align::middle);
    if (detail > 0) {
        at.cut_top(4);
        paragraph(frame, at.cut_top(detail), Type::body, frame.palette.ink.third, empty.detail, Align::middle);
    }
    if (!buttons) return EmptyPress::none;
    at.cut_top(16);
    const float first = button_width(frame, empty.first);
    const float second = empty.second.text.empty() ? 0 : button_width(frame, empty.second) + 8;
    Rect row = at.cut_top(button_height(frame)).centred(first + second, button_height(frame));
    ImGui::PushID(id.data(), id.data() + id.size());
    EmptyPress out = EmptyPress::none;
    const auto kind = empty.first_is_primary ? ButtonKind::primary : ButtonKind::secondary;
    if (button_from_left(frame, row, "first", kind, empty.first)) out = EmptyPress::first;
    if (second > 0 && button_from_left(frame, row, "second", ButtonKind::secondary, empty.second)) out = EmptyPress::second;
    ImGui::PopID();
    return out;
}

void skeleton_rows(Frame& frame, Rect box, float row_height) {
    Painter painter = paint(frame);
    constexpr float kWidths[] = {0.62f, 0.44f, 0.53f, 0.71f, 0.38f};
    for (int i = 0; box.h >= row_height; ++i) {
        const Rect row = box.cut_top(row_height).inset(16, 0);
        painter.fill({row.x, row.middle_y() - 5, std::round(row.w * kWidths[i % 5]), 10}, frame.palette.surface.track, frame.theme.radius.small);
    }
}

bool progress(Frame& frame, NodeId id, Rect box, const Progress& progress) {
    bool cancelled = false;
    Rect words = box.cut_top(box.h - 8);
    if (!progress.cancel.empty()) {
        const Button cancel{.text = progress.cancel};
        cancelled = button(frame, id ^ 0xca11u, words.cut_right(button_width(frame, cancel, ButtonSize::small)), ButtonKind::secondary, cancel, ButtonSize::small);
        words.cut_right(12);
    }
    Painter painter = paint(frame);
    if (!progress.count.empty()) painter.text(words.cut_right(text_width(frame, Type::small, progress.count)), Type::small, frame.palette.ink.third, progress.count);
    painter.text(words, Type::small, frame.palette.ink.second, progress.title);
    const Rect track = box.strip(4);
    painter.fill(track, frame.palette.surface.track, 2);
    const float share = std::clamp(progress.share, 0.f, 1.f);
    if (progress.share >= 0) painter.fill({track.x, track.y, std::max(track.w * share, 4.f), track.h}, frame.palette.accent.solid, 2);
    auto& node = record(frame, id, base::Role::progress, progress.title, track);
    node.value = progress.share < 0 ? std::string() : std::to_string(static_cast<int>(share * 100));
    node.description = progress.count;
    return cancelled;
}

void logo(Frame& frame, Rect box) {
    const Rect at = box.centred(16, 16);
    Painter painter = paint(frame);
    const Colour colour = frame.palette.accent.solid;
    auto& list = painter.list();
    // Three slices of a funnel, each paler than the one above, as in the pictures.
    const auto slice = [&](float y, float height, float top, float bottom, float alpha) {
        list.AddQuadFilled({at.middle_x() - top, at.y + y}, {at.middle_x() + top, at.y + y},
                           {at.middle_x() + bottom, at.y + y + height}, {at.middle_x() - bottom, at.y + y + height},
                           with_alpha(colour, alpha));
    };
    slice(0, 4, 8, 6.5f, 1);
    slice(6, 4, 5.5f, 4, 0.8f);
    slice(12, 4, 2.5f, 1.5f, 0.6f);
}

}  // namespace ui
