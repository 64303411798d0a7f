// Port: the frame's meaning. Every widget records what it is for people and programs that cannot
// see the canvas; `platform` mirrors the tree into the page, and the tests read it. `ui` and
// `platform` know only this type, not each other.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace base {

// The roles of WAI-ARIA that Corong uses; the web mirror maps each to one element.
enum class Role {
    main, navigation, region, dialog, form, list, list_item, heading, text, status, alert,
    button, link, checkbox, toggle, radio, tab, tab_list, tab_panel, menu, menu_item,
    text_field, search_field, text_area, combo_box, option, list_box, slider,
    grid, row, column_header, cell, progress, image, tooltip,
    figure, table, row_header, data_cell,  // a chart, and its numbers: a table that is read, not used as a grid is
};

struct Rectangle {
    float x = 0, y = 0, width = 0, height = 0;  // CSS pixels from the canvas' top left
    bool operator==(const Rectangle&) const = default;
};

enum class Checked : uint8_t { not_checkable, no, yes, mixed };
enum class Expanded : uint8_t { not_expandable, no, yes };
enum class Popup : uint8_t { none, menu, list, dialog };  // what a press opens
enum class Sorted : uint8_t { not_sortable, none, ascending, descending };

// One element of the frame. `id` is stable from frame to frame (a hash of the widget's path).
struct SemanticNode {
    uint64_t id = 0;
    int32_t parent = -1;  // index into SemanticTree::nodes, always smaller than the node's own
    Role role = Role::text;
    std::string name;         // what it is called, in the user's language
    std::string value;        // text of a field, value of a slider or progress
    std::string description;  // why it is disabled, a hint, an error
    Rectangle box;
    bool enabled = true;
    bool focused = false;
    bool selected = false;
    bool multiline = false;
    bool modal = false;
    bool invalid = false;
    bool draggable = false;   // a finger that rests on it takes hold of it
    Checked checked = Checked::not_checkable;
    Sorted sorted = Sorted::not_sortable;
    Expanded expanded = Expanded::not_expandable;
    Popup popup = Popup::none;
    int32_t level = 0;         // of a heading, 1..6
    int64_t row_index = -1;    // of a row or cell in the whole grid, from 0
    int64_t row_count = -1;    // of a grid, rows in and out of view
    int32_t column_index = -1;
    int32_t column_count = -1;
    std::string href;          // of a link
    bool operator==(const SemanticNode&) const = default;
};

struct SemanticTree {
    std::vector<SemanticNode> nodes;  // in reading order
    std::string title;                // of the document
};

// What assistive technology or a test does to a mirror element; `ui` turns it into the widget's
// own action in the next frame.
enum class SemanticEventKind { activate, focus, set_value };
struct SemanticEvent {
    SemanticEventKind kind = SemanticEventKind::activate;
    uint64_t id = 0;
    std::string value;  // of set_value
};

}  // namespace base
