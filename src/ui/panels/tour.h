// The tour of three steps, for who asked for it: a card beside what it speaks of, or on a narrow screen a sheet under
// the view. Nothing waits for it, and all around it works as ever. The session says that it is on (`tour.start`); its
// panels mark what it may point at, and where to is decided here. Who is offered it: app/commands_tour.cpp.
#pragma once

#include "ui/panels/scene.h"

namespace ui {

using TourAnchor = TourState::Anchor;

// Before the view is drawn. Where there is no room beside things it takes the sheet off the box; else the sheet is empty.
Rect begin_tour(Scene& scene, Rect& box);
// By whoever draws such a thing, at its end: with all of it, also what is scrolled out of sight.
void mark_for_tour(Scene& scene, TourAnchor what, Rect box, std::string_view lead);
// After the view, over it. `box` is that of the view.
void draw_tour(Scene& scene, Rect box, Rect sheet);

// The button of a notice that offers it. `which`: the notice, as the arguments that dismiss it.
float toast_offer_width(const Frame& frame);
void draw_toast_offer(Frame& frame, Rect box, const base::Json& which);

}  // namespace ui
