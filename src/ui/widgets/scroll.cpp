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

double scrollbar(Frame& frame, NodeId id, Rect box, double offset, double content) {
    const double most = content - box.h;
    if (most <= 1 || box.h < kLeastThumb) return offset;
    Rect track = box;
    track = track.cut_right(kTrack).inset(0, 2);
    const double share = box.h / content;
    const float thumb = std::max(static_cast<float>(track.h * share), kLeastThumb);
    const float travel = track.h - thumb;
    const Rect at{track.x + (kTrack - kBar) / 2, track.y + static_cast<float>(std::clamp(offset / most, 0.0, 1.0)) * travel, kBar, thumb};

    // Only the mouse takes it: keys scroll by what has the focus.
    bool hovered = false, held = false;
    const ImRect bounds(track.x, track.y, track.right(), track.bottom());
    if (!frame.touch) {
        ImGui::PushItemFlag(ImGuiItemFlags_NoNav, true);
        if (ImGui::ItemAdd(bounds, id, nullptr, ImGuiItemFlags_NoNav))
            ImGui::ButtonBehavior(bounds, id, &hovered, &held, ImGuiButtonFlags_NoNavFocus);
        ImGui::PopItemFlag();
    }
    if (held && travel > 0) {
        const double middle = ImGui::GetMousePos().y - track.y - thumb / 2;
        offset = std::clamp(middle / travel, 0.0, 1.0) * most;
    }
    // Under a finger the bar shows only while it moves.
    float& before = frame.memory.heights.try_emplace(id, static_cast<float>(offset)).first->second;
    const bool moving = before != static_cast<float>(offset);
    before = static_cast<float>(offset);
    const float rest = frame.density.touch ? (moving ? 0.5f : 0.f) : ImGui::IsWindowHovered() ? 0.5f : 0.25f;
    const float shown = animate(frame, id, held ? 1.f : hovered ? 0.8f : rest, frame.theme.motion.base);
    paint(frame).fill(at, with_alpha(frame.palette.line.control, shown), kBar / 2);
    return offset;
}

}  // namespace ui
