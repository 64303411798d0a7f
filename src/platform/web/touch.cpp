#include "platform/web/touch.h"

#include <algorithm>
#include <cmath>

namespace platform::web {
namespace {

constexpr float kSlowest = 0.02f;      // CSS pixels per ms: below this a glide ends
constexpr double kHalfSpeedAfter = 220;  // ms: how inertia fades
constexpr double kRestBeforeUp = 60;     // ms: a finger that rested before it left does not fling

float length(Point p) { return std::hypot(p.x, p.y); }

}  // namespace

void Touch::down(Point at, double milliseconds) {
    began_ = last_ = at;
    began_at_ = last_at_ = milliseconds;
    speed_ = {};
    sink_.move(at);
    phase_ = Phase::undecided;
    if (sink_.drags(at)) {
        phase_ = Phase::dragging;
        sink_.press(0, true);
    }
}

void Touch::track(Point at, double milliseconds) {
    const auto passed = static_cast<float>(std::max(1.0, milliseconds - last_at_));
    const Point now{(at.x - last_.x) / passed, (at.y - last_.y) / passed};
    speed_ = {speed_.x * 0.4f + now.x * 0.6f, speed_.y * 0.4f + now.y * 0.6f};
    last_ = at;
    last_at_ = milliseconds;
}

void Touch::move(Point at, double milliseconds) {
    if (phase_ == Phase::dragging || phase_ == Phase::lifted) {
        sink_.move(at);
        return;
    }
    if (phase_ == Phase::undecided && length({at.x - began_.x, at.y - began_.y}) > kTouchSlop) {
        phase_ = Phase::scrolling;
        last_ = at;  // the slop is not made up for: content must not jump
        last_at_ = milliseconds;
        return;
    }
    if (phase_ != Phase::scrolling) return;
    const Point by{at.x - last_.x, at.y - last_.y};
    track(at, milliseconds);
    sink_.scroll(began_, by);
}

void Touch::up(Point at, double milliseconds) {
    if (phase_ == Phase::undecided) {
        // By the clock, not by step(): a busy page may not have got round to it.
        const int button = milliseconds - began_at_ < kLongPress ? 0 : 1;
        sink_.press(button, true);
        sink_.press(button, false);
    } else if (phase_ == Phase::dragging || phase_ == Phase::lifted) {
        sink_.move(at);
        sink_.press(phase_ == Phase::lifted ? 1 : 0, false);
    } else if (phase_ == Phase::scrolling) {
        const bool flung = milliseconds - last_at_ < kRestBeforeUp && length(speed_) > kSlowest;
        phase_ = flung ? Phase::gliding : Phase::none;
        last_at_ = milliseconds;
        if (flung) return;
    }
    phase_ = Phase::none;
    sink_.leave();
}

void Touch::cancel() {
    if (phase_ == Phase::dragging) sink_.press(0, false);
    if (phase_ == Phase::lifted) sink_.press(1, false);
    if (phase_ != Phase::none) sink_.leave();
    phase_ = Phase::none;
}

bool Touch::step(double milliseconds) {
    if (phase_ == Phase::undecided) {
        if (milliseconds - began_at_ < kLongPress) return true;
        phase_ = sink_.lifts(began_) ? Phase::lifted : Phase::held;
        sink_.press(1, true);
        if (phase_ == Phase::held) sink_.press(1, false);
        return false;
    }
    if (phase_ != Phase::gliding) return false;
    const double passed = milliseconds - last_at_;
    last_at_ = milliseconds;
    sink_.scroll(began_, {speed_.x * static_cast<float>(passed), speed_.y * static_cast<float>(passed)});
    const float fade = std::exp2(static_cast<float>(-passed / kHalfSpeedAfter));
    speed_ = {speed_.x * fade, speed_.y * fade};
    if (length(speed_) > kSlowest) return true;
    cancel();
    return false;
}

}  // namespace platform::web
