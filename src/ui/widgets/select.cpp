#include "ui/widgets/select.h"

#include "app/messages.h"
#include "base/text.h"
#include "generated/icons.h"
#include "ui/widgets/field.h"

#include <imgui_internal.h>

namespace ui {
namespace {

constexpr size_t kLong = 12;  // options; from here on a search field helps

std::string_view label_of(const Options& options, std::string_view value) {
    for (const auto& [option, text] : options)
        if (option == value) return text;
    return {};
}

void draw_select(Frame& frame, const Interaction& state, Rect box, const Select& look, std::string_view text, bool open) {
    const Palette& p = frame.palette;
    Painter painter = paint(frame);
    const float radius = frame.density.touch ? frame.theme.radius.large : frame.theme.radius.medium;
    const bool boxed = !look.quiet || open;
    if (!look.enabled) {
        painter.fill(box, p.surface.disabled, radius);
        painter.border(box, p.line.normal, radius);
    } else if (boxed) {
        painter.fill(box, state.held || open ? p.surface.pressed : p.surface.raised, radius);
        painter.border(box, state.hovered ? p.ink.second : p.line.control, radius);
    } else if (state.hovered) {
        painter.fill(box, p.surface.hover, radius);
    }
    if (state.focused) painter.focus_ring(box, radius);
    Rect inside = box.inset(frame.density.touch ? 12 : 8, 0);
    if (boxed || state.hovered || state.focused) painter.icon(inside.cut_right(16), icon::chevron_down, look.enabled ? p.ink.second : p.ink.disabled, 16);
    inside.cut_right(4);
    const bool grey = text.empty() || look.quiet_value;
    painter.text(inside, Type::body, !look.enabled ? p.ink.disabled : grey ? p.ink.third : p.ink.first, text.empty() ? look.placeholder : text);
}

std::optional<std::string> draw_list(Frame& frame, NodeId popup, Rect box, const Select& look, const Options& options, std::string_view chosen) {
    std::optional<std::string> out;
    const bool searching = options.size() > kLong;
    std::string& typed = frame.memory.select_search;
    std::vector<const std::pair<std::string, std::string>*> shown;
    const std::string wanted = base::fold(typed);
    for (const auto& option : options)
        if (!searching || wanted.empty() || base::contains(base::fold(option.second), wanted)) shown.push_back(&option);
    const float row = menu_item_height(frame);
    const float height = static_cast<float>(shown.size()) * row + (searching ? row + 8 : 0);
    float width = box.w;
    for (const auto& option : options) width = std::max(width, text_width(frame, Type::body, option.second) + 52);
    Rect content;
    if (!begin_popup(frame, popup, box, std::min(width, 360.f), height, base::Role::list_box, look.label, content))
        return typed.clear(), out;
    if (searching) {
        const NodeId field = make_id("search");
        if (ImGui::IsWindowAppearing()) focus_next(frame, field);
        text_field(frame, field, content.cut_top(row + 8).inset(4, 4), {.label = app::tr("select.search"), .placeholder = app::tr("select.search"), .icon = icon::search, .search = true}, typed);
        if (!shown.empty() && ImGui::IsKeyPressed(ImGuiKey_Enter, false) && !typed.empty()) out = shown.front()->first;
    }
    int64_t index = 0;
    for (const auto* option : shown) {
        const NodeId id = make_id(++index);
        if (!searching && ImGui::IsWindowAppearing() && option->first == chosen) focus_next(frame, id);
        if (menu_item(frame, id, content, {.text = option->second, .checked = option->first == chosen}, base::Role::option)) out = option->first;
    }
    if (out) close_popup();
    end_popup(frame);
    if (out) typed.clear();
    return out;
}

}  // namespace

NodeId popup_of_select(NodeId id) { return id ^ 0x90f0u; }

std::optional<std::string> select(Frame& frame, NodeId id, Rect box, const Select& look, const Options& options, std::string_view chosen) {
    box = box.strip(std::min(frame.density.control, box.h));
    std::optional<std::string> out;
    // Assistive technology may set the value of a combo box outright, by value or by label.
    if (auto value = frame.semantics.take_value(id))
        for (const auto& [option, text] : options)
            if (option == *value || text == *value) out = option;
    const NodeId popup = popup_of_select(id);
    const Interaction state = interact(frame, id, box, look.enabled);
    const bool down = state.focused && ImGui::IsKeyPressed(ImGuiKey_DownArrow, false) && !is_popup_open(popup);
    if (state.focused) ImGui::SetKeyOwner(ImGuiKey_DownArrow, id);
    if (state.pressed || down) open_popup(popup);
    const bool open = is_popup_open(popup);
    const std::string_view text = label_of(options, chosen);
    if (is_visible(box)) draw_select(frame, state, box, look, text, open);
    auto& node = record(frame, id, base::Role::combo_box, look.label, box);
    node.value = text;
    node.has_popup = true;
    node.expanded = open ? base::Expanded::yes : base::Expanded::no;
    node.enabled = look.enabled;
    if (open) {
        ImGui::PushOverrideID(id);
        if (auto picked = draw_list(frame, popup, box, look, options, chosen)) out = std::move(picked);
        ImGui::PopID();
    }
    return out;
}

}  // namespace ui
