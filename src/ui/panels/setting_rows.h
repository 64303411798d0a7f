// Rows of the settings' cards: a strong line, a grey one, and something at the right. Not for other cards.
#pragma once

#include "ui/panels/scene.h"

namespace ui {

// The room at the right, `right` wide; on a phone under the words if it is much.
Rect setting_row(Scene& scene, Rect& body, const std::string& title, const std::string& detail, float right, bool last);
void page_title(Scene& scene, Rect& at, const char* key, const char* detail);
// Cards know their height only after their rows are drawn: the ground is what it was last frame.
Rect begin_card(Scene& scene, Rect& at, std::string_view id);
void end_card(Scene& scene, Rect& at, std::string_view id, const Rect& body);
void value_row(Scene& scene, Rect& body, const std::string& title, const std::string& detail, const std::string& value, bool last);
void tag_row(Scene& scene, Rect& body, const std::string& title, const std::string& detail, TagTone tone, const std::string& text, char32_t glyph);
// True when its button was pressed.
bool button_row(Scene& scene, Rect& body, std::string_view id, const std::string& title, const std::string& detail, const Button& what, bool last);
// The same of its toggle; with a reason why not it is disabled.
bool toggle_row(Scene& scene, Rect& body, std::string_view id, const std::string& title, const std::string& detail, bool on, const std::string& why_not, bool last);
void set_setting(Scene& scene, std::string_view key, std::string_view value);

template <size_t N>
void choice_segments(Scene& scene, Rect& body, const char* title, const char* detail, std::string_view key, const std::string& value, const std::pair<const char*, const char*> (&choices)[N], bool last) {
    std::vector<Segment> items;
    int chosen = 0;
    for (size_t i = 0; i < N; ++i) {
        items.push_back({.text = tr(choices[i].second)});
        if (value == choices[i].first) chosen = static_cast<int>(i);
    }
    const float width = segments_width(scene.frame, items);
    const Rect at = setting_row(scene, body, tr(title), tr(detail), width, last);
    const int picked = segments(scene.frame, key, at, tr(title), items, chosen);
    if (picked >= 0) set_setting(scene, key, choices[picked].first);
}

void draw_storage_page(Scene& scene, Rect& at);  // settings_storage.cpp

}  // namespace ui
