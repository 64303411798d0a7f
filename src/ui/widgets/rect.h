// Rectangles that are cut up: the whole layout of the face. Lengths are CSS pixels; pieces fall on
// whole pixels when the parent does.
#pragma once

#include <algorithm>
#include <cmath>

namespace ui {

struct Rect {
    float x = 0, y = 0, w = 0, h = 0;

    float right() const { return x + w; }
    float bottom() const { return y + h; }
    float middle_x() const { return x + w / 2; }
    float middle_y() const { return y + h / 2; }
    bool contains(float px, float py) const { return px >= x && px < x + w && py >= y && py < y + h; }
    bool overlaps(const Rect& other) const { return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom(); }

    // Takes a piece off one side and shrinks this; never more than is there.
    Rect cut_left(float length) {
        length = std::clamp(length, 0.f, std::max(w, 0.f));
        const Rect piece{x, y, length, h};
        x += length;
        w -= length;
        return piece;
    }
    Rect cut_right(float length) {
        length = std::clamp(length, 0.f, std::max(w, 0.f));
        w -= length;
        return {x + w, y, length, h};
    }
    Rect cut_top(float length) {
        length = std::clamp(length, 0.f, std::max(h, 0.f));
        const Rect piece{x, y, w, length};
        y += length;
        h -= length;
        return piece;
    }
    Rect cut_bottom(float length) {
        length = std::clamp(length, 0.f, std::max(h, 0.f));
        h -= length;
        return {x, y + h, w, length};
    }

    Rect inset(float horizontal, float vertical) const {
        return {x + horizontal, y + vertical, std::max(w - 2 * horizontal, 0.f), std::max(h - 2 * vertical, 0.f)};
    }
    Rect inset(float all) const { return inset(all, all); }
    Rect grown(float all) const { return {x - all, y - all, w + 2 * all, h + 2 * all}; }

    // A piece in the middle: of this height over the whole width, or of this size.
    Rect strip(float height) const { return {x, std::floor(y + (h - height) / 2), w, height}; }
    Rect centred(float width, float height) const {
        return {std::floor(x + (w - width) / 2), std::floor(y + (h - height) / 2), width, height};
    }
};

}  // namespace ui
