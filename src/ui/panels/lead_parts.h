// The blocks of one lead, drawn one under the other by lead.cpp. Each cuts its height off the top of
// `at`. Not the frame around them (lead.cpp).
#pragma once

#include "ui/panels/scene.h"

namespace ui {

// A title with a count, and a hairline's worth of room: "Tasks 2".
Rect block_head(Scene& scene, Rect& at, std::string_view title, int64_t count);

void draw_identity(Scene& scene, Rect& at, const app::LeadView& lead);
void draw_score(Scene& scene, Rect& at, const app::LeadView& lead, bool collapsed);
void draw_stage(Scene& scene, Rect& at, const app::LeadView& lead);
void draw_lead_deals(Scene& scene, Rect& at, const app::LeadView& lead);
void draw_tasks(Scene& scene, Rect& at, const app::LeadView& lead);
void draw_profile(Scene& scene, Rect& at, const app::LeadView& lead);
void draw_timeline(Scene& scene, Rect& at, const app::LeadView& lead);
void draw_history(Scene& scene, Rect& at, const app::LeadView& lead);
void draw_quick_log(Scene& scene, Rect bar, const app::LeadView& lead);

}  // namespace ui
