// One lead's conflicts as a card: each field with its values side by side, or one above the other where there is no
// room. For conflicts.cpp.
#pragma once

#include "ui/panels/scene.h"

namespace ui {

// How a card is laid out in this width.
struct ConflictLayout {
    bool stacked = false;   // a phone: label above, values one above the other
    float label_width = 0;  // at the left of the values
};
ConflictLayout conflict_layout(const Scene& scene);

float conflict_card_height(Scene& scene, const ConflictLayout& layout, float width, const app::ConflictGroupView& group);
void conflict_card(Scene& scene, const ConflictLayout& layout, Rect box, const app::ConflictGroupView& group, bool read_only);

// Where the two columns of values begin and how wide each is, inside a card.
struct ConflictColumns {
    Rect first, second;
};
ConflictColumns conflict_columns(const ConflictLayout& layout, Rect card);

}  // namespace ui
