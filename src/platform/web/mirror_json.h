// One changed node as JSON for the page's mirror.
#pragma once

#include "base/semantics.h"

#include <cstdint>
#include <string>

namespace platform::web {

struct NodeChange {
    const base::SemanticNode& node;
    uint64_t parent;        // 0: the root
    uint64_t before;        // the sibling in front, 0: the first
    base::Rectangle box;    // relative to the parent's
    bool place_changed, box_changed, words_changed;
};

// Appends {"id":..., ...} with a comma in front if something stands there already.
void append_node(std::string& out, const NodeChange& change);

}  // namespace platform::web
