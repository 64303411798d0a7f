// Every colour, size and duration of the face, read from assets/look/tokens.json. Nothing else in
// `ui` states a colour. Not for layout decisions: those are the panels'.
#pragma once

#include "base/result.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace ui {

// 0xAABBGGRR, as imgui's draw lists take it.
using Colour = uint32_t;

Colour with_alpha(Colour colour, float alpha);          // alpha 0..1, multiplied with the colour's own
Colour mix(Colour from, Colour to, float share);        // share 0 gives from, 1 gives to
double contrast_ratio(Colour text, Colour background);  // WCAG 2.1, both taken as opaque

struct Surface {
    Colour app, pane, sunken, raised, hover, pressed, selected, selected_hover, disabled, inverse,
        inverse_hover, scrim, track, tab_track, tab_on;
};
struct Line {
    Colour subtle, normal, strong, control;
};
struct Ink {
    Colour first, second, third, disabled, inverse, inverse_second;
};
struct Accent {
    Colour solid, hover, pressed, text, tint, on_solid, focus, mark;
};
struct Tone {  // one meaning: word, icon, ground
    Colour text, solid, tint;
};
struct Danger {
    Colour text, solid, hover, pressed, tint, on_solid;
};
struct GradeTone {
    Colour background, text, line;
};
struct ShadowLayer {
    float dx, dy, spread, alpha;
};

struct Palette {
    bool dark = false;
    bool high_contrast = false;  // no shadows, a border on every tint
    Surface surface{};
    Line line{};
    Ink ink{};
    Accent accent{};
    Tone hot{}, warm{}, cold{}, success{}, warning{};
    Danger danger{};
    std::array<GradeTone, 4> grade{};
    std::array<Colour, 8> stage{};
    std::array<Colour, 8> stage_tint{};
    std::array<std::vector<ShadowLayer>, 3> shadow;
    Colour shadow_ink = 0;
};

struct TypeStep {
    float size = 13, line = 20;
    int weight = 400;
};
struct TypeScale {
    TypeStep micro, caption, small, body, strong, heading, title, display, metric;
    TypeStep touch_body, touch_small, touch_caption, touch_title;
};
struct Density {
    bool touch = false;
    float control = 28, row = 36, header = 32, bar = 48, chip = 20, pad_x = 10, icon = 16, font = 13;
};
struct Radius {
    float extra_small, small, medium, large, extra_large, tag, bar;
};
struct Layout {
    float rail, rail_icons, header, filter_bar, lead, lead_min, gutter, pane_gutter, phone_gutter,
        bottom_nav, content_max, dialog, palette;
};
struct Breakpoints {
    float compact, fold, wide, roomy;
};
struct Motion {  // milliseconds
    float quick, base, pane, sheet, notice_stay;
};

struct Theme {
    Palette light, dark, high_contrast;
    TypeScale type;
    Density compact, comfortable, touch;
    Radius radius{};
    Layout layout{};
    Breakpoints breakpoints{};
    Motion motion{};
    float focus_width = 2, focus_gap = 1;
};

// Errors: theme.missing names the token that is not there or is not of its kind.
base::Result<Theme> read_theme(std::string_view tokens_json);

// The embedded one; a broken build stops here.
Theme load_theme();

}  // namespace ui
