// One field of a lead, changed where it stands: in its profile, or in a cell of the list.
#pragma once

#include "ui/panels/scene.h"

#include <string>

namespace ui {

// Picked from a list, not typed: closed choices and yes or no.
bool is_picked(const app::FieldView& field);
// At rest the value as people read it, under the cursor as they type it: "Rp 185 jt", "185000000 IDR".
void edit_lead_field(Scene& scene, NodeId id, Rect box, const std::string& lead, const app::FieldView& field);

}  // namespace ui
