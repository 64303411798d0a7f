// Fields to type into. text_field works on a text of the caller's (search, dialogs); edit_field is
// for a value of the book: what is typed stays a draft until the field is left, then it becomes one
// command; Esc restores. Not for choosing from a list (select.h).
#pragma once

#include "ui/widgets/paint.h"

#include <string>
#include <string_view>

namespace ui {

enum class FieldLook { boxed, plain, quiet };  // plain: no box at all (palette); quiet: a box on hover and focus

struct TextField {
    std::string_view label = {};         // always said to assistive technology; drawn above if show_label
    bool show_label = false;
    std::string_view placeholder = {};
    std::string_view hint = {};          // grey, beneath
    std::string_view error = {};         // red, beneath, in place of the hint
    std::string_view shown = {};         // stands in place of the text while nobody types: "Rp 15 jt"
    std::string_view key = {};           // a key cap at the right while empty
    char32_t icon = 0;
    float room_beside = 0;               // left free at the right of the box, not of the words beneath: for a button
    bool clearable = false;
    bool multiline = false;
    bool search = false;
    bool secret = false;                 // dots in place of letters, for assistive technology, too
    bool enabled = true;
    FieldLook look = FieldLook::boxed;
    Type type = Type::body;
    Keyboard keyboard = Keyboard::text;
};

struct FieldState {
    bool changed = false;  // in this frame
    bool entered = false;  // Enter
    bool left = false;     // lost the keyboard, by Enter, Tab, Esc or a click elsewhere
    bool active = false;
};

// Of the whole at this width: label, box, words beneath in as many lines as they need.
float field_height(const Frame& frame, const TextField& field, float width, float box_height = 0);
float field_label_height(const TextField& field);
FieldState text_field(Frame& frame, NodeId id, Rect box, const TextField& field, std::string& text);

// `value` is the book's text; `on_leave` gets the new text as its "value". True when it was pushed.
bool edit_field(Frame& frame, NodeId id, Rect box, const TextField& field, std::string_view value, CommandCall on_leave);

}  // namespace ui
