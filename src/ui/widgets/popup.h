// What floats: menus and lists under an anchor, dialogs in the middle, sheets from below on a
// phone. Opening and closing, the ground and the keys; what is inside is the caller's.
#pragma once

#include "ui/widgets/button.h"

#include <string_view>

namespace ui {

// --- anchored lists --------------------------------------------------------------------------
void open_popup(NodeId id);
bool is_popup_open(NodeId id);
void close_popup();  // the one being drawn

// Under (or over) the anchor, as wide as asked. False if it is closed; else draw and end_popup.
// `content` is cut up by the items.
bool begin_popup(Frame& frame, NodeId id, Rect anchor, float width, float height, base::Role role, std::string_view name, Rect& content);
void end_popup(Frame& frame);

struct MenuItem {
    std::string_view text = {};
    char32_t icon = 0;
    std::string_view key = {};
    std::string_view why_not = {};   // disabled, with the reason as tooltip
    bool danger = false;
    bool checked = false;       // a list of options: the chosen one
};
float menu_item_height(const Frame& frame);
bool menu_item(Frame& frame, NodeId id, Rect& content, const MenuItem& item, base::Role role = base::Role::menu_item);
void menu_line(Frame& frame, Rect& content);
inline constexpr float kMenuLine = 9;

// --- dialogs -----------------------------------------------------------------------------------
struct Dialog {
    std::string_view title = {};
    std::string_view detail = {};
    float width = 0;            // 0: layout.dialog
    float top = -1;             // -1: in the middle; on a phone always from below
    bool bare = false;          // no title, no padding: the palette
};
// Call in each frame the dialog is open. Esc, the scrim and the cross close it: `open` turns false.
// False: nothing to draw. The height follows what end_dialog is told.
bool begin_dialog(Frame& frame, NodeId id, const Dialog& dialog, bool& open, Rect& content);
// `content` as it is left over: what was cut off its top is the dialog's height.
void end_dialog(Frame& frame, NodeId id, const Rect& content);

}  // namespace ui
