// Buttons, links and rows that can be pressed. Each records itself; pressed by mouse, finger, Enter,
// Space or assistive technology. Not for choices (choice.h) and menus (menu.h).
#pragma once

#include "ui/widgets/paint.h"

namespace ui {

enum class ButtonKind { primary, secondary, quiet, danger, inverse };  // inverse: on the selection bar
enum class ButtonSize { normal, small, large };                        // large: phone sheets

struct Button {
    std::string_view text = {};
    char32_t icon = 0;
    char32_t icon_after = 0;
    std::string_view key = {};          // a key cap behind the words
    std::string_view tip = {};          // tooltip; why it is disabled
    std::string_view name = {};         // for those who cannot see it, if it is more than `text`
    bool enabled = true;
    bool selected = false;         // stays pressed: an open menu, a chosen entry
    base::Popup popup = base::Popup::none;
};

// What the button needs, and its height in this density.
float button_width(const Frame& frame, const Button& button, ButtonSize size = ButtonSize::normal);
float button_height(const Frame& frame, ButtonSize size = ButtonSize::normal);

// Draws in the box (its height is the button's own, centred in the box). True when pressed.
bool button(Frame& frame, NodeId id, Rect box, ButtonKind kind, const Button& button, ButtonSize size = ButtonSize::normal);

// A square button with an icon; `button.name` or `button.text` names it, the tooltip says it.
bool icon_button(Frame& frame, NodeId id, Rect box, ButtonKind kind, const Button& button, ButtonSize size = ButtonSize::normal);
float icon_button_width(const Frame& frame, ButtonSize size = ButtonSize::normal);

// Cuts a button off the right (or left) of a bar, with 8 px between.
bool button_from_right(Frame& frame, Rect& bar, std::string_view id, ButtonKind kind, const Button& button,
                       ButtonSize size = ButtonSize::normal);
bool button_from_left(Frame& frame, Rect& bar, std::string_view id, ButtonKind kind, const Button& button,
                      ButtonSize size = ButtonSize::normal);

// Words that lead somewhere, in accent.text; as wide as its words, and under a finger as high as its box.
float text_link_height(const Frame& frame);
bool text_link(Frame& frame, NodeId id, Rect box, Type type, std::string_view text, std::string_view href = {});

}  // namespace ui
