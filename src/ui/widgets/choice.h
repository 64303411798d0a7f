// Choosing: checkbox, toggle, segmented tabs, filter chips, large tiles on a phone. The caller
// holds the state; the widget says what was chosen.
#pragma once

#include "ui/widgets/surface.h"

#include <span>
#include <string_view>

namespace ui {

enum class Check { no, yes, mixed };
// A square of 16 (touch 22) in the middle of the box; no words. True when pressed. With a reason why not it is disabled, and
// says it.
bool checkbox(Frame& frame, NodeId id, Rect box, Check state, std::string_view name, std::string_view why_not = {});
// The drawing alone, for rows that are one widget.
void paint_checkbox(const Frame& frame, Rect box, Check state, bool hovered, bool held, bool enabled = true);

bool toggle(Frame& frame, NodeId id, Rect box, bool on, std::string_view name, std::string_view why_not = {});

struct Segment {
    std::string_view text = {};
    char32_t icon = 0;
    std::string_view count = {};
};
// Segmented tabs; the index pressed, or -1. Left and Right move when focused.
float segments_width(const Frame& frame, std::span<const Segment> segments);
int segments(Frame& frame, std::string_view id, Rect box, std::string_view name, std::span<const Segment> segments, int chosen, bool open = false);

// Quiet words in a row, the chosen one on surface.pressed: settings' side list, phone chips.
bool choice_row(Frame& frame, NodeId id, Rect box, char32_t icon, std::string_view text, bool chosen, std::string_view count = {}, base::Role role = base::Role::tab);

// A bordered tile, tinted with a check when chosen.
bool tile(Frame& frame, NodeId id, Rect box, char32_t icon, std::string_view text, bool chosen);

// One of several that may be chosen together, with how many it stands for.
float toggle_chip_width(const Frame& frame, std::string_view text, std::string_view count);
bool toggle_chip(Frame& frame, NodeId id, Rect box, std::string_view text, std::string_view count, bool chosen);

struct Chip {
    std::string_view field = {}, operation = {}, value = {};
};
float chip_width(const Frame& frame, const Chip& chip);
bool filter_chip(Frame& frame, NodeId id, Rect box, const Chip& chip);  // true: its x was pressed

}  // namespace ui
