#include "ui/panels/setting_rows.h"

namespace ui {

namespace {

constexpr float kToggleWidth = 28;

}  // namespace

void set_setting(Scene& scene, std::string_view key, std::string_view value) {
    scene.frame.run("settings.set", {{"key", key}, {"value", value}});
}

Rect setting_row(Scene& scene, Rect& body, const std::string& title, const std::string& detail, float right, bool last) {
    Frame& frame = scene.frame;
    const bool stacked = scene.phone() && right > 120;
    const float words_width = stacked ? body.w - 32 : body.w - 32 - right - 16;
    const float detail_height = detail.empty() ? 0 : paragraph_height(frame, words_width, Type::small, detail);
    const float words = line_height(frame, Type::strong) + detail_height;
    Rect row = body.cut_top(words + 18 + (stacked ? frame.density.control + 8 : 0));
    if (!last) paint(frame).line_below(row.inset(1, 0), frame.palette.line.subtle);
    Rect inside = row.inset(16, 9);
    Rect at;
    if (stacked) at = inside.cut_bottom(frame.density.control);
    else {
        at = inside.cut_right(right);
        inside.cut_right(16);
    }
    label(frame, inside.cut_top(line_height(frame, Type::strong)), Type::strong, frame.palette.ink.first, title);
    if (!detail.empty()) paragraph(frame, {inside.x, inside.y, words_width, detail_height}, Type::small, frame.palette.ink.second, detail);
    return at;
}

void page_title(Scene& scene, Rect& at, const char* key, const char* detail) {
    Frame& frame = scene.frame;
    if (!scene.phone()) heading(frame, at.cut_top(28), Type::display, tr(key), 2);
    at.cut_top(paragraph(frame, at, Type::body, frame.palette.ink.second, tr(detail)) + 20);
}

Rect begin_card(Scene& scene, Rect& at, std::string_view id) {
    const float height = scene.frame.memory.heights.try_emplace(make_id(id), 120.f).first->second;
    const Rect box{at.x, at.y, at.w, height};
    card_ground(scene.frame, box);
    return {at.x, at.y, at.w, 16'384};
}

void end_card(Scene& scene, Rect& at, std::string_view id, const Rect& body) {
    const float used = body.y - at.y;
    float& known = scene.frame.memory.heights[make_id(id)];
    if (known != used) {
        known = used;
        scene.frame.animating = true;
    }
    at.cut_top(used + 24);
}

void value_row(Scene& scene, Rect& body, const std::string& title, const std::string& detail, const std::string& value, bool last) {
    const float width = std::min(text_width(scene.frame, Type::body, value) + 1, scene.phone() ? body.w - 32 : body.w * 0.5f);
    const Rect at = setting_row(scene, body, title, detail, width, last);
    // On a phone a long value stands under its words.
    const bool under = scene.phone() && width > 120;
    // A number is never cut: a long one is written smaller.
    const Type type = text_width(scene.frame, Type::body, value) > at.w + 0.5f ? Type::small : Type::body;
    label(scene.frame, at, type, scene.frame.palette.ink.first, value, under ? Align::left : Align::right);
}

void tag_row(Scene& scene, Rect& body, const std::string& title, const std::string& detail, TagTone tone, const std::string& text, char32_t glyph) {
    const float width = tag_width(scene.frame, text, true);
    tag(scene.frame, setting_row(scene, body, title, detail, width, false), tone, text, glyph);
}

bool button_row(Scene& scene, Rect& body, std::string_view id, const std::string& title, const std::string& detail, const Button& what, bool last) {
    return button(scene.frame, make_id(id), setting_row(scene, body, title, detail, button_width(scene.frame, what), last), ButtonKind::secondary, what);
}

bool toggle_row(Scene& scene, Rect& body, std::string_view id, const std::string& title, const std::string& detail, bool on, const std::string& why_not, bool last) {
    return toggle(scene.frame, make_id(id), setting_row(scene, body, title, detail, kToggleWidth, last), on, title, why_not);
}

}  // namespace ui
