#include "ui/widgets/chart_look.h"

#include <array>

namespace ui {
namespace {

constexpr int kPatterns = 4;
constexpr float kLegendGap = 16;
constexpr float kHatch = 6, kHatchWidth = 1.5f;

struct Dashes {
    float dash = 0, gap = 0;  // px; 0: a whole line
};
constexpr std::array<Dashes, kPatterns> kDashes = {{{}, {6, 4}, {2, 3}, {10, 3}}};

// The accent first, then ink, then colours of stages that lie far apart.
Colour colour_by_place(const Palette& p, size_t place) {
    const std::array<Colour, 6> colours = {p.accent.solid, p.ink.second, p.stage[4], p.stage[1], p.warm.solid, p.stage[6]};
    return colours[place % colours.size()];
}

Colour colour_of(const Palette& p, ChartTone tone, size_t place) {
    switch (tone) {
        case ChartTone::by_place: return colour_by_place(p, place);
        case ChartTone::ink: return p.ink.second;
        case ChartTone::accent: return p.accent.solid;
        case ChartTone::hot: return p.hot.solid;
        case ChartTone::warm: return p.warm.solid;
        case ChartTone::cold: return p.cold.solid;
    }
    return p.ink.second;
}

void hatch(Painter& painter, Rect bar, int pattern, Colour colour) {
    // Slanted one way, the other, or level.
    if (pattern == 3) {
        for (float y = bar.y + kHatch / 2; y + kHatchWidth < bar.bottom(); y += kHatch) painter.fill({bar.x, y, bar.w, kHatchWidth}, colour);
        return;
    }
    for (float x = bar.x - bar.h + kHatch; x < bar.right(); x += kHatch) {
        // How far along its way it comes into the bar, and leaves it.
        const float from = std::max(bar.x - x, 0.f), to = std::min(bar.right() - x, bar.h);
        const auto height = [&](float along) { return pattern == 1 ? bar.bottom() - along : bar.y + along; };
        if (from < to) painter.stroke(x + from, height(from), x + to, height(to), colour, kHatchWidth);
    }
}

}  // namespace

SeriesLook series_look(const Palette& palette, const ChartSeries& series, size_t place) {
    return {colour_of(palette, series.tone, place), static_cast<int>(place % kPatterns), series.icon};
}

void paint_mark(Painter& painter, const SeriesLook& look, float x, float y, float size) {
    const float r = size / 2;
    ImDrawList& list = painter.list();
    switch (look.pattern) {
        case 0: painter.circle(x, y, r, look.colour); break;
        case 1: painter.fill({x - r * 0.9f, y - r * 0.9f, r * 1.8f, r * 1.8f}, look.colour); break;
        case 2: list.AddTriangleFilled({x, y - r * 1.1f}, {x + r * 1.1f, y + r * 0.8f}, {x - r * 1.1f, y + r * 0.8f}, look.colour); break;
        default: list.AddQuadFilled({x, y - r * 1.2f}, {x + r * 1.2f, y}, {x, y + r * 1.2f}, {x - r * 1.2f, y}, look.colour); break;
    }
}

void fill_bar(Painter& painter, Rect bar, const SeriesLook& look, Colour ground, float radius) {
    if (bar.w <= 0 || bar.h <= 0) return;
    painter.fill(bar, look.colour, radius);
    if (look.pattern > 0) hatch(painter, bar.inset(1), look.pattern, with_alpha(ground, 0.55f));
}

void paint_dashes(Painter& painter, std::span<const ImVec2> points, Colour colour, float width, float dash, float gap) {
    float phase = 0;
    for (size_t i = 0; i + 1 < points.size(); ++i) {
        const float dx = points[i + 1].x - points[i].x, dy = points[i + 1].y - points[i].y;
        const float length = std::sqrt(dx * dx + dy * dy);
        for (float at = 0; at < length;) {
            const float step = std::min((phase < dash ? dash : dash + gap) - phase, length - at);
            if (phase < dash) painter.stroke(points[i].x + dx * at / length, points[i].y + dy * at / length, points[i].x + dx * (at + step) / length, points[i].y + dy * (at + step) / length, colour, width);
            at += step;
            phase += step;
            if (phase >= dash + gap - 0.001f) phase = 0;
        }
    }
}

void paint_line(Painter& painter, std::span<const ImVec2> points, const SeriesLook& look, float width) {
    if (points.size() < 2) return;
    const Dashes& dashes = kDashes[static_cast<size_t>(look.pattern)];
    if (dashes.dash > 0) return paint_dashes(painter, points, look.colour, width, dashes.dash, dashes.gap);
    painter.list().AddPolyline(points.data(), static_cast<int>(points.size()), look.colour, 0, width);
}

float legend_height(const Frame& frame, float width, std::span<const LegendEntry> entries) {
    const float line = line_height(frame, Type::small) + 4;
    float x = 0, height = entries.empty() ? 0 : line;
    for (const LegendEntry& entry : entries) {
        const float own = kLegendMark + text_width(frame, Type::small, entry.name);
        if (x > 0 && x + own > width) x = 0, height += line;
        x += own + kLegendGap;
    }
    return height;
}

void paint_legend_mark(Frame& frame, Rect box, const LegendEntry& entry) {
    Painter painter = paint(frame);
    const Rect at = Rect{box.x, box.y, kLegendMark - 6, box.h};
    if (entry.look.icon) return painter.icon(at, entry.look.icon, entry.look.colour, 14);
    if (entry.bar) return fill_bar(painter, at.strip(10), entry.look, frame.palette.surface.pane, 2);
    const ImVec2 line[] = {{at.x, at.middle_y()}, {at.right(), at.middle_y()}};
    paint_line(painter, line, entry.look, 2);
    paint_mark(painter, entry.look, at.middle_x(), at.middle_y(), 7);
}

std::vector<Rect> paint_legend(Frame& frame, Rect box, std::span<const LegendEntry> entries) {
    const float line = line_height(frame, Type::small) + 4;
    std::vector<Rect> names;
    float x = box.x, y = box.y;
    for (const LegendEntry& entry : entries) {
        const float name = std::min(text_width(frame, Type::small, entry.name) + 1, box.w - kLegendMark);
        if (x > box.x && x + kLegendMark + name - 1 > box.right()) x = box.x, y += line;
        paint_legend_mark(frame, {x, y, kLegendMark, line}, entry);
        names.push_back({x + kLegendMark, y, name, line});
        x += kLegendMark + name - 1 + kLegendGap;
    }
    return names;
}

}  // namespace ui
