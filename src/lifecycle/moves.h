// What would bring a person into each stage: which types and facts, recorded now, or why none can. Found by asking the
// lens what it would say then, so it is true for any lens.
#pragma once

#include "lifecycle/explain.h"

namespace lifecycle {

struct Move {
    enum class WhyNot : uint8_t {
        none,       // it can be brought about
        here,       // it is their stage
        by_itself,  // the stage begins with what somebody does: nothing that is decided about them leads there
        kept,       // what happened stands against it, or has led further already
        lacks,      // `lacks` must be known of them first
    };
    std::vector<std::string_view> ids;  // of types and facts: any one of them does, the stage's own command first
    bool recycled = false;              // after `recycle`, that is recorded before
    WhyNot why_not = WhyNot::kept;
    std::vector<query::Message> lacks;
};

// One per stage of the lens. Backwards on the way nobody is moved.
std::vector<Move> moves(const domain::Book& book, const Lens& lens, domain::Row lead, const base::Now& now);

}  // namespace lifecycle
