#include "ui/widgets/popup.h"

#include "app/messages.h"
#include "generated/icons.h"

#include <imgui_internal.h>

namespace ui {
namespace {

constexpr ImGuiWindowFlags kBare = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoScrollbar;
constexpr float kPopupPadding = 4, kMostPopup = 400;

void push_bare_window() {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_PopupBorderSize, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1, 1});
}
void pop_bare_window() { ImGui::PopStyleVar(4); }

// Ground and shadow reach out of the window, so they are drawn without its clip rectangle.
void floating_ground(Frame& frame, Rect box, int shadow, float radius) {
    auto& list = *ImGui::GetWindowDrawList();
    list.PushClipRectFullScreen();
    Painter painter(frame, list);
    painter.shadow(box, shadow, radius);
    painter.fill(box, frame.palette.surface.raised, radius);
    painter.border(box, frame.palette.line.normal, radius);
    list.PopClipRect();
}

void scrim(Frame& frame, float share) {
    auto& list = *ImGui::GetWindowDrawList();
    list.PushClipRectFullScreen();
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    Painter(frame, list).fill({0, 0, size.x, size.y}, with_alpha(frame.palette.surface.scrim, share));
    list.PopClipRect();
}

struct DialogPlace {
    Rect box;
    bool sheet = false;
};

DialogPlace place_dialog(Frame& frame, NodeId id, const Dialog& dialog) {
    const bool sheet = frame.view.w < frame.theme.breakpoints.compact && dialog.top < 0;
    const float wanted = frame.memory.heights.try_emplace(id, 240.f).first->second;
    const Rect view = frame.view;
    if (sheet) {
        const float height = std::min(wanted, view.h - 24);
        const float shown = animate(frame, id ^ 0x5ee7u, 1, frame.theme.motion.sheet);
        return {{view.x, std::round(view.bottom() - height * shown), view.w, height}, true};
    }
    const float width = std::min(dialog.width > 0 ? dialog.width : frame.theme.layout.dialog, view.w - 32);
    const float height = std::min(wanted, view.h - 32);
    Rect box = view.centred(width, height);
    if (dialog.top >= 0) box.y = view.y + std::min(dialog.top, std::max(view.h - height, 0.f));
    return {box, false};
}

bool dialog_head(Frame& frame, const Dialog& dialog, Rect& content) {
    Rect head = content.cut_top(frame.density.touch ? 56 : 52);
    const bool close = icon_button(frame, make_id("close"), head.cut_right(icon_button_width(frame)), ButtonKind::quiet,
                                   {.icon = icon::x, .key = "Esc", .name = app::tr("dialog.close")});
    if (dialog.detail.empty()) {
        heading(frame, head, Type::heading, dialog.title, 2);
    } else {
        heading(frame, {head.x, head.y + 8, head.w, 20}, Type::heading, dialog.title, 2);
        label(frame, {head.x, head.y + 28, head.w, 16}, Type::small, frame.palette.ink.second, dialog.detail);
        content.cut_top(4);
    }
    return close;
}

}  // namespace

void open_popup(NodeId id) { ImGui::OpenPopup(id); }
bool is_popup_open(NodeId id) { return ImGui::IsPopupOpen(id, ImGuiPopupFlags_None); }
void close_popup() { ImGui::CloseCurrentPopup(); }

bool begin_popup(Frame& frame, NodeId id, Rect anchor, float width, float height, base::Role role, std::string_view name, Rect& content) {
    if (!is_popup_open(id)) return false;
    const Rect view = frame.view;
    height += 2 * kPopupPadding;
    width = std::min(width, view.w - 16);
    const float below = view.bottom() - anchor.bottom() - 12, above = anchor.y - view.y - 12;
    const bool up = below < std::min(height, 160.f) && above > below;
    const float shown = std::min({height, std::max(up ? above : below, 60.f), kMostPopup});
    Rect box{anchor.x, up ? anchor.y - 4 - shown : anchor.bottom() + 4, width, shown};
    box.x = std::clamp(box.x, view.x + 8, std::max(view.right() - width - 8, view.x + 8));
    ImGui::SetNextWindowPos({box.x, box.y});
    ImGui::SetNextWindowSize({box.w, box.h});
    push_bare_window();
    const bool open = ImGui::BeginPopupEx(id, kBare);
    pop_bare_window();
    if (!open) return false;
    frame.memory.popup_frame = ImGui::GetFrameCount();
    floating_ground(frame, box, 2, frame.theme.radius.large);
    frame.semantics.begin_loud();
    frame.semantics.open(id, role, name, box);
    content = box.inset(kPopupPadding);
    content.y -= ImGui::GetScrollY();
    content.h = height;
    ImGui::SetCursorPos({0, 0});
    ImGui::Dummy({1, height});
    ImGui::PushClipRect({box.x + 1, box.y + 1}, {box.right() - 1, box.bottom() - 1}, true);
    return true;
}

void end_popup(Frame& frame) {
    ImGui::PopClipRect();
    frame.semantics.close();
    frame.semantics.end_loud();
    ImGui::EndPopup();
}

float menu_item_height(const Frame& frame) { return frame.density.touch ? 44 : 28; }

bool menu_item(Frame& frame, NodeId id, Rect& content, const MenuItem& item, base::Role role) {
    const Palette& p = frame.palette;
    const Rect row = content.cut_top(menu_item_height(frame));
    const bool enabled = item.why_not.empty();
    const Interaction state = interact(frame, id, row, enabled);
    auto& node = record(frame, id, role, item.text, row);
    node.enabled = enabled;
    node.description = item.why_not;
    node.selected = item.checked;
    tooltip(frame, state, row, item.why_not);
    Painter painter = paint(frame);
    if (enabled && (state.hovered || state.focused)) painter.fill(row, state.held ? p.surface.pressed : p.surface.hover, frame.theme.radius.small);
    if (state.focused) painter.focus_inside(row, frame.theme.radius.small);
    const Colour text = !enabled ? p.ink.disabled : item.danger ? p.danger.text : p.ink.first;
    Rect inside = row.inset(10, 0);
    if (item.icon) {
        painter.icon(inside.cut_left(16), item.icon, !enabled ? p.ink.disabled : item.danger ? p.danger.text : p.ink.second, 16);
        inside.cut_left(8);
    }
    if (item.checked) painter.icon(inside.cut_right(16), icon::check, p.accent.solid, 16);
    if (!item.key.empty()) {
        painter.text(inside.cut_right(text_width(frame, Type::small, item.key)), Type::small, item.danger ? p.danger.text : p.ink.third, item.key);
        inside.cut_right(12);
    }
    painter.text(inside, Type::body, text, item.text);
    return state.pressed;
}

void menu_line(Frame& frame, Rect& content) {
    const Rect row = content.cut_top(kMenuLine);
    paint(frame).fill({row.x - kPopupPadding, row.y + 4, row.w + 2 * kPopupPadding, 1}, frame.palette.line.normal);
}

bool begin_dialog(Frame& frame, NodeId id, const Dialog& dialog, bool& open, Rect& content) {
    if (!open) return false;
    if (!is_popup_open(id)) {
        ImGui::OpenPopup(id);
        frame.memory.tweens[id ^ 0x5ee7u] = {0, 0, frame.milliseconds, 0};
    }
    const DialogPlace place = place_dialog(frame, id, dialog);
    const Rect box = place.box;
    ImGui::SetNextWindowPos({box.x, box.y});
    ImGui::SetNextWindowSize({box.w, box.h});
    push_bare_window();
    const bool drawn = ImGui::BeginPopupEx(id, kBare | ImGuiWindowFlags_Modal);
    pop_bare_window();
    if (!drawn) {
        open = false;
        return false;
    }
    scrim(frame, 1);
    const float radius = frame.theme.radius.extra_large;
    if (place.sheet) {
        Painter painter = paint(frame);
        painter.fill_corners({box.x, box.y, box.w, box.h}, frame.palette.surface.pane, radius, ImDrawFlags_RoundCornersTop);
        painter.fill({box.middle_x() - 18, box.y + 8, 36, 4}, frame.palette.line.strong, 2);
    } else {
        floating_ground(frame, box, 3, radius);
    }
    frame.semantics.begin_loud();
    frame.semantics.open(id, base::Role::dialog, dialog.title, box).modal = true;
    content = box;
    content.h = 4096;
    if (place.sheet) content.cut_top(12);
    bool close = false;
    if (!dialog.bare) {
        content = content.inset(place.sheet ? 16 : 20, 0);
        close = dialog_head(frame, dialog, content);
    }
    // What floated over it in the frame before has the press or the key that closed it.
    const bool on_top = frame.memory.popup_frame < ImGui::GetFrameCount() - 1 && ImGui::IsWindowFocused(ImGuiFocusedFlags_ChildWindows);
    const bool outside = ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !box.contains(ImGui::GetMousePos().x, ImGui::GetMousePos().y);
    const bool typing = ImGui::GetIO().WantTextInput && !dialog.bare;  // there Esc first leaves the field
    if (close || (on_top && (outside || (ImGui::IsKeyPressed(ImGuiKey_Escape, false) && !typing)))) open = false;
    return true;
}

void end_dialog(Frame& frame, NodeId id, const Rect& content) {
    const float height = std::round(content.y - ImGui::GetWindowPos().y);
    float& known = frame.memory.heights[id];
    if (known != height) {
        known = height;
        frame.animating = true;
    }
    frame.semantics.close();
    frame.semantics.end_loud();
    ImGui::EndPopup();
}

}  // namespace ui
