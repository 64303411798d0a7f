// A month of days to choose from, weeks from Monday on. Mouse and finger, arrows from day to day, PageUp and PageDown from
// month to month, Enter; each day says itself in full to those who cannot see it. It knows no form: what is chosen comes back.
#pragma once

#include "ui/widgets/frame.h"

#include "base/day.h"

#include <optional>
#include <string_view>

namespace ui {

struct Calendar {
    base::Day today;
    std::optional<base::Day> chosen = {};
    bool takes_keyboard = false;  // in the frame it opens in: the day that is shown has it
};

float calendar_width(const Frame& frame);
float calendar_height(const Frame& frame);

// Takes its height from the top of `content`. `shown`: any day of the month that is shown; the keys and the arrows over
// it move it.
std::optional<base::Day> calendar(Frame& frame, Rect& content, base::Day& shown, const Calendar& what);

}  // namespace ui
