#include "ui/widgets/chart_hands.h"

#include <imgui_internal.h>

#include <utility>

namespace ui {
namespace {

constexpr float kReach = 24;  // px: farther away nothing is meant

float distance(Rect box, float x, float y) {
    const float dx = std::max({box.x - x, x - box.right(), 0.f}), dy = std::max({box.y - y, y - box.bottom(), 0.f});
    return std::sqrt(dx * dx + dy * dy);
}

float to_middle(Rect box, float x, float y) { return std::abs(box.middle_x() - x) + std::abs(box.middle_y() - y); }

// Along a series in the order of the spots, `by` places on; the last is the end.
ChartMark along(std::span<const ChartSpot> spots, ChartMark from, int by) {
    ChartMark to = from;
    for (const ChartSpot& spot : spots) {
        if (spot.mark.series != from.series) continue;
        const bool beyond = by > 0 ? spot.mark.index > from.index : spot.mark.index < from.index;
        const bool nearer = to == from || (by > 0 ? spot.mark.index < to.index : spot.mark.index > to.index);
        if (beyond && nearer) to = spot.mark;
    }
    return to;
}

// To the next series that has a mark at this place.
ChartMark between(std::span<const ChartSpot> spots, ChartMark from, int by) {
    ChartMark to = from;
    for (const ChartSpot& spot : spots) {
        if (spot.mark.index != from.index) continue;
        const bool beyond = by > 0 ? spot.mark.series > from.series : spot.mark.series < from.series;
        const bool nearer = to == from || (by > 0 ? spot.mark.series < to.series : spot.mark.series > to.series);
        if (beyond && nearer) to = spot.mark;
    }
    return to;
}

// The next in the order of places, or of heights: every mark is reached, wherever it lies.
ChartMark by_place(std::span<const ChartSpot> spots, ChartMark from, int by, bool heights) {
    const ChartSpot* start = find_spot(spots, from);
    if (!start) return from;
    const auto rank = [&](const ChartSpot& spot) {
        const float x = spot.box.middle_x(), y = spot.box.middle_y();
        return heights ? std::tuple(y, x, spot.mark.series, spot.mark.index) : std::tuple(x, y, spot.mark.series, spot.mark.index);
    };
    const ChartSpot* to = nullptr;
    for (const ChartSpot& spot : spots) {
        const bool beyond = by > 0 ? rank(spot) > rank(*start) : rank(spot) < rank(*start);
        if (beyond && (!to || (by > 0 ? rank(spot) < rank(*to) : rank(spot) > rank(*to)))) to = &spot;
    }
    return to ? to->mark : from;
}

// The first or last of its series, or of all.
ChartMark end_of(std::span<const ChartSpot> spots, ChartMark from, int by, ChartWalk walk) {
    for (;;) {
        const ChartMark to = walk == ChartWalk::anywhere ? by_place(spots, from, by, false) : along(spots, from, by);
        if (to == from) return to;
        from = to;
    }
}

ChartMark step(std::span<const ChartSpot> spots, ChartMark from, ImGuiKey key, ChartWalk walk) {
    const bool onward = key == ImGuiKey_RightArrow || key == ImGuiKey_DownArrow || key == ImGuiKey_End;
    const int by = onward ? 1 : -1;
    if (key == ImGuiKey_Home || key == ImGuiKey_End) return end_of(spots, from, by, walk);
    const bool sideways = key == ImGuiKey_LeftArrow || key == ImGuiKey_RightArrow;
    if (walk == ChartWalk::anywhere) return by_place(spots, from, by, !sideways);
    return sideways == (walk == ChartWalk::across) ? along(spots, from, by) : between(spots, from, by);
}

}  // namespace

const ChartSpot* find_spot(std::span<const ChartSpot> spots, ChartMark mark) {
    for (const ChartSpot& spot : spots)
        if (spot.mark == mark) return &spot;
    return nullptr;
}

const ChartSpot* nearest_spot(std::span<const ChartSpot> spots, float x, float y) {
    const ChartSpot* best = nullptr;
    std::pair<float, float> least{kReach, 0};
    for (const ChartSpot& spot : spots) {
        const std::pair away{distance(spot.reach, x, y), to_middle(spot.box, x, y)};
        if (away.first > kReach || (best && away >= least)) continue;
        best = &spot;
        least = away;
    }
    return best;
}

ChartMark walk_chart(NodeId owner, std::span<const ChartSpot> spots, ChartMark from, ChartWalk walk) {
    for (const ImGuiKey key : {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_DownArrow, ImGuiKey_Home, ImGuiKey_End}) {
        // imgui's own navigation must not walk out of the chart with these.
        ImGui::SetKeyOwner(key, owner);
        if (!ImGui::IsKeyPressed(key, true)) continue;
        ImGui::SetNavCursorVisible(true);
        from = step(spots, from, key, walk);
    }
    return from;
}

void draw_chart_tip(Frame& frame, Rect anchor, const ChartTip& tip) {
    constexpr float kPadX = 8, kPadY = 6, kGap = 8, kBetween = 12;
    const Palette& p = frame.palette;
    const float line = line_height(frame, Type::small);
    const float most = std::min(320.f, frame.view.w - 16) - 2 * kPadX;
    const auto name_width = [&](const ChartTipLine& one) { return (one.key ? kLegendMark : 0) + text_width(frame, Type::small, one.name) + (one.name.empty() ? 0 : kBetween); };
    float width = text_width(frame, Type::small_strong, tip.title) + 1;
    for (const ChartTipLine& one : tip.lines) width = std::max(width, name_width(one) + text_width(frame, Type::small_strong, one.value) + 1);
    width = std::min(width, most);
    const float title = tip.title.empty() ? 0 : paragraph_height(frame, width, Type::small_strong, tip.title);
    const auto height_of = [&](const ChartTipLine& one) {
        // Too long for one line: the value stands under the name, which goes on in further lines.
        if (name_width(one) + text_width(frame, Type::small_strong, one.value) <= width) return line;
        return paragraph_height(frame, width - (one.key ? kLegendMark : 0), Type::small, one.name) + line;
    };
    float height = title + 2 * kPadY;
    for (const ChartTipLine& one : tip.lines) height += height_of(one);
    Rect box{std::round(anchor.middle_x() - width / 2 - kPadX), anchor.y - kGap - height, width + 2 * kPadX, height};
    if (box.y < frame.view.y + 4) box.y = std::min(anchor.bottom() + kGap, frame.view.bottom() - 4 - height);
    box.x = std::clamp(box.x, frame.view.x + 4, std::max(frame.view.right() - box.w - 4, frame.view.x + 4));
    Painter painter(frame, *ImGui::GetForegroundDrawList());
    painter.fill(box, p.surface.inverse, frame.theme.radius.medium);
    Rect inside = box.inset(kPadX, kPadY);
    painter.paragraph(inside.cut_top(title), Type::small_strong, p.ink.inverse, tip.title);
    for (const ChartTipLine& one : tip.lines) {
        Rect row = inside.cut_top(height_of(one));
        if (one.key) {
            const SeriesLook own{p.ink.inverse, one.key->look.pattern, one.key->look.icon};
            if (own.icon) painter.icon({row.x, row.y, 14, line}, own.icon, own.colour, 14);
            else paint_mark(painter, own, row.x + 8, row.y + line / 2, 8);
            row.cut_left(kLegendMark);
        }
        painter.text(Rect{row.x, row.bottom() - line, row.w + 1, line}, Type::small_strong, p.ink.inverse, one.value, row.h > line ? Align::left : Align::right);
        if (row.h > line) row.h -= line;
        painter.paragraph(row, Type::small, p.ink.inverse_second, one.name);
    }
}

}  // namespace ui
