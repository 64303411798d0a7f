// The four signals of a lead, each in its own visual channel: grade (digit and darkness),
// temperature (hue and icon), score (number and two bars), stage (a ring that fills); and due.
// Drawn the same in table, pane, palette and phone. Each gives its words for the one who records.
#pragma once

#include "app/views.h"
#include "ui/widgets/surface.h"

#include <string>

namespace ui {

void paint_grade(Frame& frame, Rect box, int grade, float size = 20);  // centred at the left of the box
const std::string& temperature_word(app::Temperature temperature);
char32_t temperature_icon(app::Temperature temperature);
TagTone temperature_tone(app::Temperature temperature);
float temperature_width(const Frame& frame, app::Temperature temperature);
void paint_temperature(Frame& frame, Rect box, app::Temperature temperature);
// Number, then two bars of 36 x 3: fit above, engagement below.
inline constexpr float kScoreWidth = 70;
void paint_score(Frame& frame, Rect box, const app::ScoreShort& score);
void paint_score_bars(Frame& frame, Rect box, const app::ScoreShort& score, float longest);

Colour stage_colour(const Palette& palette, const app::StageMark& stage);
Colour stage_tint(const Palette& palette, const app::StageMark& stage);
void paint_stage_ring(Frame& frame, Rect box, const app::StageMark& stage);
float stage_width(const Frame& frame, const app::StageMark& stage);
void paint_stage(Frame& frame, Rect box, const app::StageMark& stage);
float stage_tag(Frame& frame, Rect box, const app::StageMark& stage);  // in heads; gives its width

// "3 h late", "Today 14:00", "Thu 26 Nov"; right-aligned.
float due_width(const Frame& frame, app::DueKind kind, std::string_view text);
void paint_due(Frame& frame, Rect box, app::DueKind kind, std::string_view text);

std::string score_words(const app::ScoreShort& score);  // "89: fit 85, engagement 93"
std::string grade_words(int grade);                     // "Grade 1"

char32_t icon_named(std::string_view name);  // Lucide name to code point; 0 if it is not in the subset

}  // namespace ui
