// Strokes of the face: text, icons, boxes, lines, shadows, rings. Draws and measures, nothing more:
// no behaviour, and only label() and heading() record meaning.
#pragma once

#include "ui/widgets/frame.h"

#include <string>
#include <string_view>

namespace ui {

// Steps of the type scale; in the touch density they map to the touch steps.
enum class Type { micro, caption, small, small_strong, body, medium, strong, heading, input, title, display, metric };
enum class Align { left, middle, right };

struct TypeFace {
    ImFont* font = nullptr;
    float size = 13, line = 20;
};
TypeFace face_of(const Frame& frame, Type type);

float text_width(const Frame& frame, Type type, std::string_view text);
// Of words that turn strong where they are chosen. On whole pixels plain ones may be the wider.
float choice_text_width(const Frame& frame, std::string_view text);
float line_height(const Frame& frame, Type type);
float paragraph_height(const Frame& frame, float width, Type type, std::string_view text);
// The text, or as much of it as fits with "…".
std::string elide(const Frame& frame, Type type, std::string_view text, float width);

// Draws on one draw list.
class Painter {
public:
    Painter(const Frame& frame, ImDrawList& list) : frame_(frame), list_(list) {}

    void fill(Rect box, Colour colour, float radius = 0);
    void fill_corners(Rect box, Colour colour, float radius, int corners);  // ImDrawFlags
    void border(Rect box, Colour colour, float radius, float width = 1);
    void dashed_border(Rect box, Colour colour, float radius);
    void shadow(Rect box, int level, float radius);  // 1..3
    void focus_ring(Rect box, float radius);          // outside the box
    void focus_inside(Rect box, float radius);        // for rows
    void line_below(Rect box, Colour colour);         // hairlines on the inner edge
    void line_above(Rect box, Colour colour);
    void line_left(Rect box, Colour colour);
    void line_right(Rect box, Colour colour);
    void circle(float x, float y, float radius, Colour colour);
    void ring(float x, float y, float radius, Colour colour, float width);
    void pie(float x, float y, float radius, float share, Colour colour);
    void stroke(float x0, float y0, float x1, float y1, Colour colour, float width = 1);

    // One line, in the vertical middle of the box, cut with "…" if it is too long. Gives the
    // width drawn.
    float text(Rect box, Type type, Colour colour, std::string_view text, Align align = Align::left);
    // Wrapped lines from the top of the box. Gives their height.
    float paragraph(Rect box, Type type, Colour colour, std::string_view text, Align align = Align::left);
    void icon(Rect box, char32_t icon, Colour colour, float size);

    ImDrawList& list() { return list_; }

private:
    void raw_text(const TypeFace& face, float x, float middle_y, Colour colour, std::string_view text);
    const Frame& frame_;
    ImDrawList& list_;
};

Painter paint(const Frame& frame);  // on the current window

// Text that is also recorded, for what is not part of a widget.
float label(Frame& frame, Rect box, Type type, Colour colour, std::string_view text, Align align = Align::left);
float paragraph(Frame& frame, Rect box, Type type, Colour colour, std::string_view text, Align align = Align::left);
void heading(Frame& frame, Rect box, Type type, std::string_view text, int level);

}  // namespace ui
