// A day that is typed as people say it ("next tue", "15 Dec", "in 3 days"), beside days to choose from. What was
// understood stands beneath before anything is done with it.
#pragma once

#include "ui/panels/scene.h"

#include <optional>
#include <string>

namespace ui {

// What stands in it and beneath it while nothing is typed.
struct DayField {
    std::string_view name = {};         // which day it is, where several could be meant
    std::string_view placeholder = {};  // else the name
    std::string_view hint = {};         // else words for a day to come
    std::string_view unreadable = {};   // what is said of what is no day
    std::optional<base::Day> chosen = {};  // beside the field: the calendar shows it
};

float day_field_height(Scene& scene, const std::string& typed, float width);
// Takes its height from the top of `content`. True when Enter was pressed in it.
bool day_field(Scene& scene, NodeId id, Rect& content, std::string& typed, const DayField& look = {});

// From one day to another, each typed or picked; either may be left open. One below the other: what is wrong with one
// needs its room.
float day_range_height(Scene& scene, const DayRange& range, float width);
void day_range_field(Scene& scene, NodeId id, Rect& content, DayRange& range);
// Nothing while there is no day, one that cannot be read, or the first after the last.
std::optional<std::pair<std::optional<base::Day>, std::optional<base::Day>>> days_of_range(Scene& scene, const DayRange& range);

// A button in the box that opens the days of a month; which one was chosen there. `name`: of what the day is, if it is not
// said beside it.
std::optional<base::Day> day_button(Scene& scene, NodeId id, Rect box, ButtonKind kind, std::optional<base::Day> day, std::string_view name = {});

// What was typed; nothing for nothing, and for what is no day.
std::optional<base::Day> day_of_field(Scene& scene, const std::string& typed);
bool is_day_typed(const std::string& typed);           // something; then no other day counts
bool is_no_day(Scene& scene, const std::string& typed);  // something was typed, and it cannot be read

}  // namespace ui
