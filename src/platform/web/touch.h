// Fingers to what imgui knows: a tap is a click, a drag scrolls with inertia, a long press is the
// right button; on a slider the finger drags at once. What can be lifted a long press takes hold of: the right
// button stays down until the finger leaves. Pure: time and place come in, commands go
// out, so it is tested without a browser.
#pragma once

#include <functional>

namespace platform::web {

struct Point {
    float x = 0, y = 0;
};

struct TouchSink {
    std::function<void(Point)> move;                       // the pointer is there
    std::function<void(int button, bool down)> press;      // 0 left, 1 right
    std::function<void(Point at, Point by)> scroll;        // CSS pixels, the content follows
    std::function<void()> leave;                           // no pointer any more
    std::function<bool(Point)> drags;                      // a slider or the like is there
    std::function<bool(Point)> lifts;                      // something that can be lifted is there
};

class Touch {
public:
    explicit Touch(TouchSink sink) : sink_(std::move(sink)) {}

    void down(Point at, double milliseconds);
    void move(Point at, double milliseconds);
    void up(Point at, double milliseconds);
    void cancel();
    // To be called in each frame while it returns true: inertia, and the long press.
    bool step(double milliseconds);

private:
    enum class Phase { none, undecided, scrolling, dragging, held, lifted, gliding };

    void track(Point at, double milliseconds);

    TouchSink sink_;
    Phase phase_ = Phase::none;
    Point began_, last_, speed_;  // speed in CSS pixels per millisecond
    double began_at_ = 0, last_at_ = 0;
};

inline constexpr float kTouchSlop = 8;          // CSS pixels a tap may stray
inline constexpr double kLongPress = 500;       // ms

}  // namespace platform::web
