// The part of a dialog that scrolls where it is higher than the screen: its head and its foot stay.
#pragma once

#include "ui/widgets/popup.h"

#include <functional>

namespace ui {

// Cuts it off the content of the dialog that is being drawn. `foot`: height of what is still to be drawn below it. `draw`
// cuts what it draws off the top of what it is given.
void dialog_middle(Frame& frame, Rect& content, float foot, const std::function<void(Rect& inside)>& draw);

}  // namespace ui
