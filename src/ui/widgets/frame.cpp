#include "ui/widgets/frame.h"

#include "ui/widgets/paint.h"

#include <imgui_internal.h>

namespace ui {
namespace {

constexpr int kTooltipDelay = 400;  // milliseconds, look.md
constexpr size_t kMostTweens = 4096;

// cubic-bezier(0.2, 0, 0, 1): the only curve the face uses to come in.
float ease(float share) {
    float t = share;  // the curve's parameter for x = share, by Newton
    for (int i = 0; i < 6; ++i) {
        const float x = 3 * (1 - t) * (1 - t) * t * 0.2f + t * t * t;
        const float slope = 0.6f * (1 - t) * (1 - 3 * t) + 3 * t * t;
        if (slope < 1e-4f) break;
        t = std::clamp(t - (x - share) / slope, 0.f, 1.f);
    }
    return 3 * (1 - t) * t * t + t * t * t;
}

}  // namespace

void focus_now(NodeId id, Rect box, bool shown) {
    ImGuiContext& g = *ImGui::GetCurrentContext();
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    const ImRect bounds(box.x, box.y, box.right(), box.bottom());
    ImGui::FocusWindow(window->RootWindowForNav ? window->RootWindowForNav : window);
    g.NavWindow = window;
    ImGui::SetNavID(id, ImGuiNavLayer_Main, g.CurrentFocusScopeId, ImGui::WindowRectAbsToRel(window, bounds));
    if (shown) ImGui::SetNavCursorVisible(true);
    g.NavHighlightItemUnderNav = g.NavCursorVisible;
    ImGui::ScrollToRectEx(window, bounds, ImGuiScrollFlags_KeepVisibleEdgeY);
}

bool shows_focus(NodeId id) {
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    return g.NavId == id && g.NavCursorVisible && g.NavWindow == g.CurrentWindow;
}

void Frame::wake(int milliseconds_from_now) {
    if (wake_after < 0 || milliseconds_from_now < wake_after) wake_after = std::max(milliseconds_from_now, 1);
}

NodeId make_id(std::string_view name) { return ImGui::GetID(name.data(), name.data() + name.size()); }
NodeId make_id(int64_t number) {
    return ImGui::GetID(reinterpret_cast<const void*>(static_cast<intptr_t>(number)));
}

Interaction interact(Frame& frame, NodeId id, Rect box, bool enabled) {
    Interaction out;
    out.id = id;
    const ImRect bounds(box.x, box.y, box.right(), box.bottom());
    if (!enabled) {
        // Only for the tooltip that says why.
        out.hovered = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(bounds.Min, bounds.Max);
        frame.semantics.take_activation(id);
        return out;
    }
    const bool asked = frame.semantics.take_focus(id);
    if (asked || frame.memory.focus_next == id) {
        focus_now(id, box, asked || frame.memory.focus_shown);
        frame.memory.focus_next = 0;
    }
    const bool activated = frame.semantics.take_activation(id);
    ImGui::ItemAdd(bounds, id);
    out.pressed = ImGui::ButtonBehavior(bounds, id, &out.hovered, &out.held) || activated;
    out.focused = shows_focus(id);
    // imgui calls the item under the keyboard hovered, too; here those are two looks.
    if (ImGui::GetCurrentContext()->HoveredId != id) out.hovered = false;
    return out;
}

Rect visible_part(Rect box) {
    const ImRect clip = ImGui::GetCurrentWindow()->ClipRect;
    const float x0 = std::clamp(box.x, clip.Min.x, clip.Max.x), x1 = std::clamp(box.right(), clip.Min.x, clip.Max.x);
    const float y0 = std::clamp(box.y, clip.Min.y, clip.Max.y), y1 = std::clamp(box.bottom(), clip.Min.y, clip.Max.y);
    return {x0, y0, std::max(x1 - x0, 0.f), std::max(y1 - y0, 0.f)};
}

bool is_visible(Rect box) {
    const Rect part = visible_part(box);
    return part.w > 0 && part.h > 0;
}

base::SemanticNode& record(Frame& frame, NodeId id, base::Role role, std::string_view name, Rect box) {
    base::SemanticNode& node = frame.semantics.add(id, role, name, visible_part(box));
    node.focused = shows_focus(id);
    return node;
}

float animate(Frame& frame, NodeId id, float target, float duration) {
    auto& tweens = frame.memory.tweens;
    if (tweens.size() > kMostTweens) tweens.clear();
    const auto [entry, fresh] = tweens.try_emplace(id, Tween{target, target, frame.milliseconds, 0});
    Tween& tween = entry->second;
    const auto value_now = [&] {
        const double passed = frame.milliseconds - tween.started;
        if (tween.duration <= 0 || passed >= tween.duration) return tween.to;
        return tween.from + (tween.to - tween.from) * ease(static_cast<float>(passed) / tween.duration);
    };
    if (fresh || frame.reduced_motion) {
        tween = {target, target, frame.milliseconds, 0};
        return target;
    }
    if (tween.to != target) tween = {value_now(), target, frame.milliseconds, duration};
    const float value = value_now();
    if (value != target) frame.animating = true;
    return value;
}

void tooltip(Frame& frame, const Interaction& on, Rect anchor, std::string_view text, std::string_view key) {
    if (text.empty() || (!on.hovered && !on.focused)) return;
    TooltipMemory& tip = frame.memory.tooltip;
    if (tip.id != on.id) tip = {on.id, frame.milliseconds, true, anchor, {}, {}};
    if (on.pressed || on.held) tip.since = frame.milliseconds + 1e6;  // pressed: the tip has done its work
    tip.seen = true;
    tip.anchor = anchor;
    tip.text = text;
    tip.key = key;
}

void draw_tooltip(Frame& frame) {
    TooltipMemory& tip = frame.memory.tooltip;
    if (!tip.seen || frame.touch) {
        tip = {};
        return;
    }
    tip.seen = false;
    const double waited = frame.milliseconds - tip.since;
    if (waited < kTooltipDelay) {
        if (waited >= 0) frame.wake(kTooltipDelay - static_cast<int>(waited) + 1);
        return;
    }
    constexpr float kPadX = 8, kPadY = 4, kGap = 6;
    const float most = std::min(320.f, frame.view.w - 16);
    const float key_width = tip.key.empty() ? 0 : text_width(frame, Type::small, tip.key) + 8;
    const float width = std::min(text_width(frame, Type::small, tip.text) + 1, most);
    const float height = paragraph_height(frame, width, Type::small, tip.text);
    Rect box{std::round(tip.anchor.middle_x() - (width + key_width) / 2 - kPadX), tip.anchor.bottom() + kGap,
             width + key_width + 2 * kPadX, height + 2 * kPadY};
    if (box.bottom() > frame.view.bottom() - 4) box.y = tip.anchor.y - kGap - box.h;
    box.x = std::clamp(box.x, frame.view.x + 4, std::max(frame.view.right() - box.w - 4, frame.view.x + 4));
    Painter painter(frame, *ImGui::GetForegroundDrawList());
    painter.fill(box, frame.palette.surface.inverse, frame.theme.radius.medium);
    painter.paragraph({box.x + kPadX, box.y + kPadY, width, height}, Type::small, frame.palette.ink.inverse, tip.text);
    if (!tip.key.empty())
        painter.text(box.inset(kPadX, 0), Type::small, frame.palette.ink.inverse_second, tip.key, Align::right);
}

void focus_next(Frame& frame, NodeId id, bool shown) {
    frame.memory.focus_next = id;
    frame.memory.focus_shown = shown;
}

ArrowFence::ArrowFence(Rect box) {
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    const bool by_arrow = g.NavMoveScoringItems && !(g.NavMoveFlags & ImGuiNavMoveFlags_IsTabbing) && g.NavWindow;
    bool from_outside = false;
    if (by_arrow) {
        const float x = ImGui::WindowRectRelToAbs(g.NavWindow, g.NavWindow->NavRectRel[ImGuiNavLayer_Main]).GetCenter().x;
        from_outside = x < box.x || x >= box.right();
    }
    ImGui::PushItemFlag(ImGuiItemFlags_NoNav, from_outside);
}

ArrowFence::~ArrowFence() { ImGui::PopItemFlag(); }

void begin_draft_frame(Frame& frame) { frame.memory.draft.seen = false; }

void end_draft_frame(Frame& frame) {
    Draft& draft = frame.memory.draft;
    if (!draft.id || draft.seen) return;
    if (draft.text != draft.original && !draft.on_leave.id.empty()) {
        draft.on_leave.arguments["value"] = draft.text;
        frame.commands.push_back(std::move(draft.on_leave));
    }
    draft = {};
}

}  // namespace ui
