#include "ui/widgets/field.h"

#include "app/messages.h"
#include "generated/icons.h"
#include "ui/widgets/surface.h"

#include <imgui_internal.h>

namespace ui {
namespace {

constexpr float kPadding = 8, kLabel = 20, kAboveBeneath = 4, kErrorIcon = 14, kAfterErrorIcon = 4;

int grow(ImGuiInputTextCallbackData* data) {
    if (data->EventFlag != ImGuiInputTextFlags_CallbackResize) return 0;
    auto& text = *static_cast<std::string*>(data->UserData);
    text.resize(static_cast<size_t>(data->BufTextLen));
    data->Buf = text.data();
    return 0;
}

// imgui's editing without any of its looks, in the vertical middle of the box.
bool raw_input(const Frame& frame, Rect box, const TextField& field, std::string& text, bool invisible) {
    const TypeFace face = face_of(frame, field.type);
    ImGui::PushFont(face.font, face.size);
    const float ascent = face.font->GetFontBaked(face.size)->Ascent;
    const float middle = field.multiline ? face.line / 2 + 4 : box.h / 2;
    const float top = std::round(middle + face.size * 0.3635f) - ascent;
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0, std::max(std::round(top), 0.f)});
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    const ImU32 text_colour = invisible ? 0u : field.enabled ? frame.palette.ink.first : frame.palette.ink.disabled;
    ImGui::PushStyleColor(ImGuiCol_FrameBg, 0u);
    ImGui::PushStyleColor(ImGuiCol_Text, text_colour);
    ImGui::PushStyleColor(ImGuiCol_TextSelectedBg, frame.palette.accent.mark);
    ImGui::PushStyleColor(ImGuiCol_InputTextCursor, frame.palette.accent.solid);
    ImGui::PushStyleColor(ImGuiCol_NavCursor, 0u);
    ImGui::SetCursorScreenPos({box.x, box.y});
    ImGuiInputTextFlags flags = ImGuiInputTextFlags_CallbackResize;
    if (field.multiline) flags |= ImGuiInputTextFlags_Multiline;
    if (!field.enabled) flags |= ImGuiInputTextFlags_ReadOnly;
    if (field.secret) flags |= ImGuiInputTextFlags_Password;
    const bool changed = ImGui::InputTextEx("##text", nullptr, text.data(), static_cast<int>(text.capacity()) + 1,
                                            {std::max(box.w, 1.f), box.h}, flags, grow, &text);
    ImGui::PopStyleColor(5);
    ImGui::PopStyleVar(3);
    ImGui::PopFont();
    return changed;
}

void draw_box(Frame& frame, Rect box, const TextField& field, bool hovered, bool active) {
    const Palette& p = frame.palette;
    const float radius = frame.density.touch ? frame.theme.radius.large : frame.theme.radius.medium;
    Painter painter = paint(frame);
    if (field.look == FieldLook::plain) return;
    if (field.look == FieldLook::quiet && !active && field.error.empty()) {
        if (hovered && field.enabled) painter.fill(box, p.surface.hover, radius);
        return;
    }
    painter.fill(box, field.enabled ? p.surface.raised : p.surface.disabled, radius);
    if (!field.error.empty()) painter.border(box, p.danger.solid, radius, 1.5f);
    else painter.border(box, !field.enabled ? p.line.normal : hovered && !active ? p.ink.second : p.line.control, radius);
    if (active) painter.focus_ring(box, radius);
}

float beneath_height(const Frame& frame, const TextField& field, float width) {
    if (!field.error.empty()) return kAboveBeneath + paragraph_height(frame, width - kErrorIcon - kAfterErrorIcon, Type::small, field.error);
    if (!field.hint.empty()) return kAboveBeneath + paragraph_height(frame, width, Type::small, field.hint);
    return 0;
}

void draw_beneath(Frame& frame, Rect lines, const TextField& field) {
    lines.cut_top(kAboveBeneath);
    if (field.error.empty()) return void(paragraph(frame, lines, Type::small, frame.palette.ink.third, field.hint));
    paint(frame).icon(lines.cut_left(kErrorIcon).cut_top(line_height(frame, Type::small)), icon::circle_alert, frame.palette.danger.text, kErrorIcon);
    lines.cut_left(kAfterErrorIcon);
    paragraph(frame, lines, Type::small, frame.palette.danger.text, field.error);
}

// As many dots as letters.
std::string dots_for(const std::string& text) {
    std::string dots;
    for (const char byte : text)
        if ((byte & 0xC0) != 0x80) dots += "•";
    return dots;
}

void record_field(Frame& frame, NodeId id, Rect box, const TextField& field, const std::string& text, bool active) {
    const auto role = field.search ? base::Role::search_field : field.multiline ? base::Role::text_area : base::Role::text_field;
    auto& node = record(frame, id, role, field.label, box);
    node.value = field.secret ? dots_for(text) : text;
    node.enabled = field.enabled;
    node.focused = active;
    node.multiline = field.multiline;
    node.invalid = !field.error.empty();
    node.description = !field.error.empty() ? field.error : !field.hint.empty() ? field.hint : field.placeholder;
}

// What assistive technology typed. True if the text is another now.
bool take_outside_value(Frame& frame, NodeId id, ImGuiID input, bool secret, std::string& text) {
    const auto value = frame.semantics.take_value(id);
    if (!value || *value == text || (secret && *value == dots_for(text))) return false;
    text = *value;
    if (ImGuiInputTextState* state = ImGui::GetInputTextState(input)) state->ReloadUserBufAndMoveToEnd();
    return true;
}

// ImGui::SetKeyboardFocusHere would be forgotten where what has the keyboard now is drawn later, in a child window: a
// table's rows.
void type_into(Frame& frame, ImGuiID input, Rect box) {
    focus_now(input, box, false);
    ImGuiContext& g = *ImGui::GetCurrentContext();
    g.NavNextActivateId = input;
    g.NavNextActivateFlags = ImGuiActivateFlags_PreferInput | ImGuiActivateFlags_TryToPreserveState;
    frame.animating = true;  // it is typed into from the next one on
}

void leave_draft(Frame& frame) {
    Draft& draft = frame.memory.draft;
    if (draft.id && draft.text != draft.original && !draft.on_leave.id.empty()) {
        draft.on_leave.arguments["value"] = draft.text;
        frame.commands.push_back(std::move(draft.on_leave));
    }
    draft = {};
}

}  // namespace

float field_label_height(const TextField& field) { return field.show_label ? kLabel : 0; }

float field_height(const Frame& frame, const TextField& field, float width, float box_height) {
    return field_label_height(field) + (box_height > 0 ? box_height : frame.density.control) + beneath_height(frame, field, width);
}

FieldState text_field(Frame& frame, NodeId id, Rect box, const TextField& field, std::string& text) {
    if (field.show_label) paint(frame).text(box.cut_top(kLabel), Type::small, frame.palette.ink.second, field.label);
    if (const float beneath = beneath_height(frame, field, box.w); beneath > 0) draw_beneath(frame, box.cut_bottom(beneath), field);
    box.w -= field.room_beside;
    if (!field.multiline && field.look != FieldLook::plain) box = box.strip(std::min(frame.density.control, box.h));

    ImGui::PushOverrideID(id);
    const ImGuiID input = ImGui::GetID("##text");
    FieldState state;
    state.changed = take_outside_value(frame, id, input, field.secret, text);
    frame.semantics.take_activation(id);
    if (frame.semantics.take_focus(id) || frame.memory.focus_next == id) {
        frame.memory.focus_next = 0;
        type_into(frame, input, box);
    }
    const bool was_active = ImGui::GetActiveID() == input;
    const bool hovered = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect({box.x, box.y}, {box.right(), box.bottom()});
    const bool here = was_active || shows_focus(input);  // it stays here when Enter or Esc ends the typing
    draw_box(frame, box, field, hovered, here);

    Rect inside = field.look == FieldLook::plain ? box : box.inset(frame.density.touch ? 12 : kPadding, 0);
    if (field.icon) {
        const float size = frame.density.icon;
        paint(frame).icon(inside.cut_left(size), field.icon, frame.palette.ink.third, size);
        inside.cut_left(8);
    }
    const bool clear = field.clearable && !text.empty();
    Rect clear_box = clear ? inside.cut_right(20) : Rect{};
    if (clear && frame.density.touch) {  // a finger needs all of the end
        inside.cut_right(8);
        clear_box = {inside.right(), box.y, box.right() - inside.right(), box.h};
    }
    if (!field.key.empty() && text.empty()) key_cap(frame, inside.cut_right(key_cap_width(frame, field.key)), field.key);
    if (text.empty() && !field.placeholder.empty()) {
        Rect at = field.multiline ? Rect{inside.x, inside.y + 4, inside.w, line_height(frame, field.type)} : inside;
        paint(frame).text(at, field.type, frame.palette.ink.third, field.placeholder);
    }
    const bool stand_in = !was_active && !field.shown.empty() && !text.empty();
    if (stand_in) paint(frame).text(inside, field.type, frame.palette.ink.first, field.shown);
    state.changed |= raw_input(frame, inside, field, text, stand_in);
    state.active = ImGui::IsItemActive();
    state.left = ImGui::IsItemDeactivated();
    state.entered = state.left && (ImGui::IsKeyPressed(ImGuiKey_Enter, false) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false));
    if (state.active) frame.keyboard = field.keyboard;
    record_field(frame, id, clear ? Rect{box.x, box.y, clear_box.x - box.x, box.h} : box, field, text, state.active || shows_focus(input));
    if (clear && icon_button(frame, ImGui::GetID("clear"), clear_box, ButtonKind::quiet,
                             {.icon = icon::x, .name = app::tr("field.clear")}, ButtonSize::small)) {
        text.clear();
        state.changed = true;
        if (ImGuiInputTextState* typing = ImGui::GetInputTextState(input)) typing->ReloadUserBufAndMoveToEnd();
    }
    ImGui::PopID();
    return state;
}

bool edit_field(Frame& frame, NodeId id, Rect box, const TextField& field, std::string_view value, CommandCall on_leave) {
    Draft& draft = frame.memory.draft;
    const bool mine = draft.id == id;
    std::string text(mine ? draft.text : value);
    const FieldState state = text_field(frame, id, box, field, text);
    if (state.active && draft.id != id) {
        leave_draft(frame);
        draft = {id, text, std::string(value), std::string(value), std::move(on_leave), true};
        return false;
    }
    if (mine && draft.id == id) {
        draft.text = text;
        draft.in_book = value;
        draft.seen = true;
        if (state.active) return false;
        const bool pushed = draft.text != draft.original;
        leave_draft(frame);
        return pushed;
    }
    if (!state.changed || text == value) return false;
    // Set from outside while nobody types: that is leaving it at once.
    on_leave.arguments["value"] = text;
    frame.commands.push_back(std::move(on_leave));
    return true;
}

}  // namespace ui
