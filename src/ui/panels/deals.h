// Deals, where they are shown: in their list, and on the page of whose they are.
#pragma once

#include "ui/panels/scene.h"

namespace ui {

// When it is expected, or ended, for those who cannot see it: "expected 3 Nov, overdue".
std::string when_words(const app::DealView& deal);
float deal_menu_height(const Frame& frame, app::DealState state);
// What can be done with one, in a menu that is open. True when one of them was chosen.
bool deal_menu_items(Scene& scene, Rect& content, const app::DealView& deal, const std::string& who);

void open_deal_form(Face& face, DealForm::What what, const app::DealView& deal, std::string who);

}  // namespace ui
