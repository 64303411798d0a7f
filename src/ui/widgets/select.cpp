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
    if (!look.why_not.empty()) {
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
    if (boxed || state.hovered || state.focused) painter.icon(inside.cut_right(16), icon::chevron_down, look.why_not.empty() ? p.ink.second : p.ink.disabled, 16);
    inside.cut_right(4);
    const bool grey = text.empty() || look.quiet_value;
    painter.text(inside, Type::body, !look.why_not.empty() ? p.ink.disabled : grey ? p.ink.third : p.ink.first, text.empty() ? look.placeholder : text);
}

// What the list shows of its options, and what it offers beside them.
struct Offer {
    std::vector<const std::pair<std::string, std::string>*> options;
    bool none = false;
    std::string other;  // as it was typed
    size_t rows() const { return options.size() + none + !other.empty(); }
};

Offer offer_of(const Select& look, const Options& options, std::string_view chosen, std::string_view typed) {
    Offer offer;
    const std::string wanted = base::fold(typed);
    bool known = false;
    for (const auto& option : options) {
        const std::string folded = base::fold(option.second);
        known |= folded == wanted;
        if (wanted.empty() || base::contains(folded, wanted)) offer.options.push_back(&option);
    }
    offer.none = look.open && !chosen.empty() && wanted.empty();
    if (look.open && !wanted.empty() && !known) offer.other = base::trim(typed);
    return offer;
}

float list_width(const Frame& frame, Rect box, const Options& options) {
    float width = box.w;
    for (const auto& option : options) width = std::max(width, text_width(frame, Type::body, option.second) + 52);
    return std::min(width, 360.f);
}

// The field that finds in the list, and types what is not in there. What Enter means is the first row.
std::optional<std::string> draw_search(Frame& frame, Rect box, bool takes_keyboard, const Offer& offer) {
    std::string& typed = frame.memory.select_search;
    const NodeId field = make_id("search");
    if (ImGui::IsWindowAppearing() && takes_keyboard) focus_next(frame, field);
    text_field(frame, field, box.inset(4, 4), {.label = app::tr("select.search"), .placeholder = app::tr("select.search"), .icon = icon::search, .search = true}, typed);
    if (typed.empty() || !ImGui::IsKeyPressed(ImGuiKey_Enter, false)) return std::nullopt;
    if (!offer.options.empty()) return offer.options.front()->first;
    return offer.other.empty() ? std::nullopt : std::optional(offer.other);
}

std::optional<std::string> draw_list(Frame& frame, NodeId popup, Rect box, const Select& look, const Options& options, std::string_view chosen) {
    std::optional<std::string> out;
    const bool is_long = options.size() > kLong, searching = is_long || look.open;
    std::string& typed = frame.memory.select_search;
    const Offer offer = offer_of(look, options, chosen, searching ? typed : std::string());
    const float row = menu_item_height(frame);
    const float height = static_cast<float>(offer.rows()) * row + (searching ? row + 8 : 0);
    Rect content;
    if (!begin_popup(frame, popup, box, list_width(frame, box, options), height, base::Role::list_box, look.label, content))
        return typed.clear(), out;
    const bool finds_first = is_long || (searching && !frame.touch);  // a finger sees a short list before a keyboard hides it
    if (searching) out = draw_search(frame, content.cut_top(row + 8), finds_first, offer);
    if (offer.none && menu_item(frame, make_id("none"), content, {.text = app::tr("select.none")}, base::Role::option)) out = std::string();
    int64_t index = 0;
    for (const auto* option : offer.options) {
        const NodeId id = make_id(++index);
        if (!finds_first && ImGui::IsWindowAppearing() && option->first == chosen) focus_next(frame, id);
        if (menu_item(frame, id, content, {.text = option->second, .checked = option->first == chosen}, base::Role::option)) out = option->first;
    }
    if (!offer.other.empty() && menu_item(frame, make_id("other"), content, {.text = app::tr("select.other", {{"text", offer.other}}), .icon = icon::plus}, base::Role::option)) out = offer.other;
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
    if (auto value = frame.semantics.take_value(id)) {
        if (look.open) out = *value;
        for (const auto& [option, text] : options)
            if (option == *value || text == *value) out = option;
    }
    const NodeId popup = popup_of_select(id);
    const Interaction state = interact(frame, id, box, look.why_not.empty());
    tooltip(frame, state, box, look.why_not);
    const bool down = state.focused && ImGui::IsKeyPressed(ImGuiKey_DownArrow, false) && !is_popup_open(popup);
    if (state.focused) ImGui::SetKeyOwner(ImGuiKey_DownArrow, id);
    if (state.pressed || down) open_popup(popup);
    const bool open = is_popup_open(popup);
    const std::string_view text = label_of(options, chosen);
    if (is_visible(box)) draw_select(frame, state, box, look, text, open);
    auto& node = record(frame, id, base::Role::combo_box, look.label, box);
    node.value = text;
    node.popup = base::Popup::list;
    node.expanded = open ? base::Expanded::yes : base::Expanded::no;
    node.enabled = look.why_not.empty();
    node.description = look.why_not;
    if (open) {
        ImGui::PushOverrideID(id);
        if (auto picked = draw_list(frame, popup, box, look, options, chosen)) out = std::move(picked);
        ImGui::PopID();
    }
    return out;
}

}  // namespace ui
