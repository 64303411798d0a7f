#include "ui/widgets/slider.h"

#include <imgui_internal.h>

#include <cstdlib>

namespace ui {
namespace {

constexpr float kKnob = 14, kTrack = 4, kRing = 2;
constexpr int kPage = 7;  // of days, a week

int by_keys(NodeId id, const Slider& slider) {
    int value = slider.value;
    const auto pressed = [&](ImGuiKey key) {
        ImGui::SetKeyOwner(key, id);
        return ImGui::IsKeyPressed(key, true);
    };
    if (pressed(ImGuiKey_LeftArrow)) value -= 1;
    if (pressed(ImGuiKey_RightArrow)) value += 1;
    if (pressed(ImGuiKey_PageDown)) value -= kPage;
    if (pressed(ImGuiKey_PageUp)) value += kPage;
    if (pressed(ImGuiKey_Home)) value = slider.first;
    if (pressed(ImGuiKey_End)) value = slider.last;
    return value;
}

}  // namespace

std::optional<int> slider(Frame& frame, NodeId id, Rect box, const Slider& slider) {
    const Palette& p = frame.palette;
    const bool enabled = slider.why_not.empty();
    const Interaction state = interact(frame, id, box, enabled);
    tooltip(frame, state, box, slider.why_not);
    auto& node = record(frame, id, base::Role::slider, slider.name, box);
    node.enabled = enabled;
    node.description = slider.why_not;
    const float span = static_cast<float>(std::max(slider.last - slider.first, 1));
    // The page's own slider goes from 0 to 100, and reads out what follows.
    node.value = std::to_string(std::lround(100 * static_cast<float>(slider.value - slider.first) / span)) + " %, " + std::string(slider.words);
    const Rect track = box.inset(kKnob / 2, 0).strip(kTrack);
    int value = slider.value;
    if (state.held && track.w > 0 && ImGui::IsMouseDown(ImGuiMouseButton_Left)) value = slider.first + static_cast<int>(std::lround(span * (ImGui::GetIO().MousePos.x - track.x) / track.w));
    else if (enabled && ImGui::GetCurrentContext()->NavId == id) value = by_keys(id, slider);
    if (const auto given = frame.semantics.take_value(id); given && enabled)
        value = slider.first + static_cast<int>(std::lround(span * std::clamp(std::strtof(given->c_str(), nullptr), 0.f, 100.f) / 100));
    value = std::clamp(value, slider.first, std::max(slider.first, slider.last));

    Painter painter = paint(frame);
    const Colour solid = enabled ? p.accent.solid : p.line.strong;
    const float at = track.x + track.w * static_cast<float>(value - slider.first) / span;
    painter.fill(track, p.surface.track, kTrack / 2);
    painter.fill({track.x, track.y, at - track.x, track.h}, solid, kTrack / 2);
    painter.circle(at, box.middle_y(), kKnob / 2, enabled && (state.hovered || state.held) ? p.accent.hover : solid);
    painter.circle(at, box.middle_y(), kKnob / 2 - kRing, p.surface.pane);
    if (state.focused) painter.focus_ring({at - kKnob / 2, box.middle_y() - kKnob / 2, kKnob, kKnob}, kKnob / 2);
    return value == slider.value ? std::nullopt : std::optional(value);
}

}  // namespace ui
