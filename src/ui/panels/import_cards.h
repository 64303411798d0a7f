// The cards of an open import, each cut off the top of `at`. Not the page around them (import.cpp).
#pragma once

#include "ui/panels/scene.h"

namespace ui {

void draw_columns(Scene& scene, Rect& at, const app::ImportView& plan);
void draw_questions(Scene& scene, Rect& at, const app::ImportView& plan);
void draw_outcomes(Scene& scene, Rect& at, const app::ImportView& plan);
void draw_what_will_happen(Scene& scene, Rect& at, const app::ImportView& plan);
void draw_rejected(Scene& scene, Rect& at, const app::ImportView& plan);

}  // namespace ui
