// A field whose value is chosen from a list: opens under itself, by mouse or by Enter, Space and
// Down; long lists get a search field. Not for a handful of words side by side (choice.h).
#pragma once

#include "ui/widgets/popup.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ui {

using Options = std::vector<std::pair<std::string, std::string>>;  // value, label

struct Select {
    std::string_view label = {};        // said; not drawn
    std::string_view placeholder = {};  // while nothing is chosen
    bool quiet_value = false;      // "Leave out": grey
    bool quiet = false;            // a box only on hover and focus
    std::string_view why_not = {};  // disabled, with the reason
    bool open = false;             // another value may be typed, or none be left
};

// What opens under it, for whoever opens it by another way than a press.
NodeId popup_of_select(NodeId id);
// The value that was chosen in this frame.
std::optional<std::string> select(Frame& frame, NodeId id, Rect box, const Select& look, const Options& options, std::string_view chosen);

}  // namespace ui
