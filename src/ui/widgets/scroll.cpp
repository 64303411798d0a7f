#include "ui/widgets/scroll.h"

#include <imgui_internal.h>

namespace ui {
namespace {

constexpr float kEndless = 1e6f;  // content ends where it ends
constexpr float kShadowRoom = 12;
constexpr float kBar = 6, kTrack = 10, kLeastThumb = 32;

}  // namespace

ScrollArea begin_scroll(Frame& frame, NodeId id, Rect box) {
    ImGui::SetCursorScreenPos({box.x, box.y});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::BeginChild(id, {std::max(box.w, 1.f), std::max(box.h, 1.f)}, ImGuiChildFlags_NavFlattened,
                      ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoSavedSettings);
    ImGui::PopStyleVar();
    if (frame.memory.scroll_to_top == id) {
        ImGui::SetScrollY(0);
        ImGui::GetCurrentWindow()->Scroll.y = 0;
        frame.memory.scroll_to_top = 0;
    }
    Rect content = box;
    content.y -= std::round(ImGui::GetScrollY());
    content.h = kEndless;
    return {content, box, id};
}

void end_scroll(Frame& frame, const ScrollArea& area, float bottom) {
    const float height = bottom - area.content.y;
    ImGui::SetCursorPos({0, 0});
    ImGui::Dummy({1, std::max(height, 1.f)});
    const double offset = ImGui::GetScrollY();
    const double moved = scrollbar(frame, area.id ^ 0x5c01u, area.box, offset, height);
    if (moved != offset) {
        ImGui::SetScrollY(static_cast<float>(moved));
        frame.animating = true;
    }
    ImGui::EndChild();
}

void begin_floating(NodeId id, Rect box) {
    const Rect all = box.grown(kShadowRoom);
    ImGui::SetCursorScreenPos({all.x, all.y});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::BeginChild(id, {all.w, all.h}, ImGuiChildFlags_NavFlattened,
                      ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoSavedSettings);
    ImGui::PopStyleVar();
}

void end_floating() { ImGui::EndChild(); }

void scroll_to_top(Frame& frame, NodeId id) { frame.memory.scroll_to_top = id; }

namespace {

// As strong as it is in use. True while the mouse holds it; nothing else takes it: keys scroll by what has the focus.
bool draw_thumb(Frame& frame, NodeId id, Rect track, Rect thumb, double offset) {
    bool hovered = false, held = false;
    const ImRect bounds(track.x, track.y, track.right(), track.bottom());
    if (!frame.touch) {
        ImGui::PushItemFlag(ImGuiItemFlags_NoNav, true);
        if (ImGui::ItemAdd(bounds, id, nullptr, ImGuiItemFlags_NoNav))
            ImGui::ButtonBehavior(bounds, id, &hovered, &held, ImGuiButtonFlags_NoNavFocus);
        ImGui::PopItemFlag();
    }
    // Under a finger the bar shows only while it moves.
    float& before = frame.memory.heights.try_emplace(id, static_cast<float>(offset)).first->second;
    const bool moving = before != static_cast<float>(offset);
    before = static_cast<float>(offset);
    const float rest = frame.density.touch ? (moving ? 0.5f : 0.f) : ImGui::IsWindowHovered() ? 0.5f : 0.25f;
    const float shown = animate(frame, id, held ? 1.f : hovered ? 0.8f : rest, frame.theme.motion.base);
    paint(frame).fill(thumb, with_alpha(frame.palette.line.control, shown), kBar / 2);
    return held;
}

// Along the track: how long the thumb is, how far it goes, and where it is.
struct Thumb {
    float length = 0, travel = 0, at = 0;
    double offset_under(float mouse, double most) const { return travel > 0 ? std::clamp((static_cast<double>(mouse) - length / 2) / travel, 0.0, 1.0) * most : 0; }
};

Thumb thumb_of(float track, double seen, double offset, double content) {
    Thumb thumb{.length = std::max(static_cast<float>(track * (seen / content)), kLeastThumb)};
    thumb.travel = track - thumb.length;
    thumb.at = static_cast<float>(std::clamp(offset / (content - seen), 0.0, 1.0)) * thumb.travel;
    return thumb;
}

}  // namespace

double scrollbar(Frame& frame, NodeId id, Rect box, double offset, double content) {
    const double most = content - box.h;
    if (most <= 1 || box.h < kLeastThumb) return offset;
    Rect track = box;
    track = track.cut_right(kTrack).inset(0, 2);
    const Thumb thumb = thumb_of(track.h, box.h, offset, content);
    const bool held = draw_thumb(frame, id, track, {track.x + (kTrack - kBar) / 2, track.y + thumb.at, kBar, thumb.length}, offset);
    return held && thumb.travel > 0 ? thumb.offset_under(ImGui::GetMousePos().y - track.y, most) : offset;
}

double scrollbar_across(Frame& frame, NodeId id, Rect box, double offset, double content) {
    const double most = content - box.w;
    if (most <= 1 || box.w < kLeastThumb) return offset;
    const Rect track = box.strip(kTrack);
    const Thumb thumb = thumb_of(track.w, box.w, offset, content);
    const bool held = draw_thumb(frame, id, track, {track.x + thumb.at, track.y + (kTrack - kBar) / 2, thumb.length, kBar}, offset);
    return held && thumb.travel > 0 ? thumb.offset_under(ImGui::GetMousePos().x - track.x, most) : offset;
}

double wheel_across(const Frame& frame) {
    const ImGuiIO& io = ImGui::GetIO();
    const float turns = io.MouseWheelH != 0 ? io.MouseWheelH : io.KeyShift ? io.MouseWheel : 0;
    const bool along = !frame.touch || std::abs(io.MouseWheelH) >= std::abs(io.MouseWheel);  // a finger goes one way at a time
    if (turns == 0 || !along || !ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem)) return 0;
    return std::round(static_cast<double>(turns) * std::floor(5 * ImGui::GetFontSize()));
}

}  // namespace ui
