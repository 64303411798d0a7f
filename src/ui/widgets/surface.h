// Grounds and small furniture: cards, notices, tags, key caps, avatars, empty states, skeletons,
// progress. Mostly without behaviour; the buttons in them are button.h's.
#pragma once

#include "ui/widgets/button.h"

namespace ui {

// A card's ground and head (40 high). Gives the body, without padding.
struct Card {
    std::string_view title = {};
    std::string_view detail = {};    // grey, behind the title
    std::string_view right = {};     // grey, at the right end
};
Rect card(Frame& frame, Rect box, const Card& card);
void card_ground(Frame& frame, Rect box);
inline constexpr float kCardHead = 40;

enum class NoticeKind { info, success, warning, danger };
struct Notice {
    NoticeKind kind = NoticeKind::info;
    std::string_view text = {};       // strong if there is a detail
    std::string_view detail = {};
    std::string_view action = {};     // a button at the right
    char32_t action_icon = 0;
    std::string_view other = {};      // a quieter button before it
    char32_t other_icon = 0;
    bool spoken = false;         // role alert: read out when it comes
};
float notice_height(const Frame& frame, float width, const Notice& notice);
enum class NoticePressed { none, action, other };
NoticePressed press_notice(Frame& frame, NodeId id, Rect box, const Notice& notice);
bool notice(Frame& frame, NodeId id, Rect box, const Notice& notice);  // true: action pressed

enum class TagTone { neutral, accent, success, warning, danger, hot, warm, cold };
struct TagLook {
    Colour ground, text, icon;
};
TagLook tag_look(const Palette& palette, TagTone tone);
float tag_width(const Frame& frame, std::string_view text, bool icon);
float tag(Frame& frame, Rect box, TagTone tone, std::string_view text, char32_t icon = 0);  // gives its width
float tag_in(Frame& frame, Rect box, TagLook look, std::string_view text, char32_t icon);

float key_cap_width(const Frame& frame, std::string_view key);
void key_cap(Frame& frame, Rect box, std::string_view key);

// Initials in a circle: 20, 28, 40 or 48 across. Purely decoration: a name always stands by.
void avatar(Frame& frame, Rect box, std::string_view initials, float size, bool on_selected = false);

// Icon, one strong line, one grey line, at most two buttons, in the middle of the box.
struct Empty {
    char32_t icon = 0;
    std::string_view title = {}, detail = {};
    Button first, second;
    bool first_is_primary = false;
};
enum class EmptyPress { none, first, second };
EmptyPress empty_state(Frame& frame, std::string_view id, Rect box, const Empty& empty);

void skeleton_rows(Frame& frame, Rect box, float row_height);

// A line of 4 px with words above; Cancel at the right if there is a word for it.
struct Progress {
    std::string_view title = {};
    std::string_view count = {};     // "12 400 of 100 000"
    std::string_view cancel = {};
    float share = -1;           // 0..1; negative: not known
};
inline constexpr float kProgressHeight = 48;
bool progress(Frame& frame, NodeId id, Rect box, const Progress& progress);  // true: cancel pressed

void logo(Frame& frame, Rect box);  // three bars, a funnel

}  // namespace ui
