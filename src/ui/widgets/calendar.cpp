#include "ui/widgets/calendar.h"

#include "app/messages.h"
#include "app/text_forms.h"
#include "generated/icons.h"
#include "ui/widgets/button.h"

#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <utility>

namespace ui {
namespace {

constexpr int kWeek = 7, kWeeks = 6;  // as many as a month can touch
constexpr std::array<std::string_view, kWeek> kWeekdays = {"date.weekday_short.mon", "date.weekday_short.tue", "date.weekday_short.wed", "date.weekday_short.thu", "date.weekday_short.fri", "date.weekday_short.sat", "date.weekday_short.sun"};

float day_width(const Frame& frame) { return frame.density.touch ? 44 : 36; }
float day_height(const Frame& frame) { return frame.density.touch ? 40 : 30; }
float head_height(const Frame& frame) { return frame.density.touch ? 44 : 36; }
constexpr float kNames = 24;

base::Day first_of(base::Day day) {
    const base::Civil civil = base::civil_from_day(day);
    return base::day_from_civil({civil.year, civil.month, 1});
}

// The same day of another month, or its last.
base::Day months_on(base::Day day, int months) {
    const base::Civil civil = base::civil_from_day(day);
    const int month = civil.year * 12 + civil.month - 1 + months;
    const int year = month / 12, of_year = month % 12 + 1;
    if (year < 1 || year > 9999) return day;
    return base::day_from_civil({year, of_year, std::min(civil.day, base::days_in_month(year, of_year))});
}

void draw_head(Frame& frame, Rect head, base::Day& shown, const app::Forms& forms) {
    const float side = icon_button_width(frame);
    if (icon_button(frame, make_id("before"), head.cut_left(side), ButtonKind::quiet, {.icon = icon::chevron_left, .name = app::tr("calendar.before")})) shown = months_on(shown, -1);
    if (icon_button(frame, make_id("after"), head.cut_right(side), ButtonKind::quiet, {.icon = icon::chevron_right, .name = app::tr("calendar.after")})) shown = months_on(shown, 1);
    label(frame, head, Type::strong, frame.palette.ink.first, forms.month(shown), Align::middle);
}

void paint_day(Frame& frame, Rect box, const Interaction& on, int number, bool here, bool chosen, bool today) {
    const Palette& p = frame.palette;
    Painter painter = paint(frame);
    const Rect ground = box.inset(2, 1);
    const float radius = frame.theme.radius.medium;
    if (chosen) painter.fill(ground, p.accent.solid, radius);
    else if (on.held) painter.fill(ground, p.surface.pressed, radius);
    else if (on.hovered) painter.fill(ground, p.surface.hover, radius);
    if (today && !chosen) painter.border(ground, p.line.control, radius);
    if (on.focused) painter.focus_ring(ground, radius);
    const Colour ink = chosen ? p.accent.on_solid : here ? p.ink.first : p.ink.third;
    painter.text(box, today || chosen ? Type::strong : Type::body, ink, std::to_string(number), Align::middle);
}

// From day to day by arrows, which go on into other weeks and months; by PageUp and PageDown from month to month. Only
// while a day has the keyboard: on a page there are others who know these keys.
void move_by_keys(Frame& frame, base::Day& shown, base::Day focused) {
    constexpr std::pair<ImGuiKey, int> kDays[] = {{ImGuiKey_LeftArrow, -1}, {ImGuiKey_RightArrow, 1}, {ImGuiKey_UpArrow, -kWeek}, {ImGuiKey_DownArrow, kWeek}};
    constexpr std::pair<ImGuiKey, int> kMonths[] = {{ImGuiKey_PageUp, -1}, {ImGuiKey_PageDown, 1}};
    const NodeId owner = make_id("days");
    base::Day to = focused;
    const auto pressed = [&](ImGuiKey key) {
        ImGui::SetKeyOwner(key, owner);
        return ImGui::IsKeyPressed(key, true);
    };
    for (const auto& [key, days] : kDays)
        if (pressed(key)) to = to + days;
    for (const auto& [key, months] : kMonths)
        if (pressed(key)) to = months_on(to, months);
    if (to == focused || to < base::kFirstDay || to > base::kLastDay) return;
    shown = to;
    focus_next(frame, make_id(int64_t{to.count}));
    frame.animating = true;
}

}  // namespace

float calendar_width(const Frame& frame) { return kWeek * day_width(frame); }
float calendar_height(const Frame& frame) { return head_height(frame) + kNames + kWeeks * day_height(frame); }

std::optional<base::Day> calendar(Frame& frame, Rect& content, base::Day& shown, const Calendar& what) {
    std::optional<base::Day> picked, focused;
    const app::Forms forms{app::locale(), {.today = what.today}};
    const float width = std::min(day_width(frame), content.w / kWeek);  // of a day; there are windows too narrow for it
    Rect head = content.cut_top(head_height(frame));
    draw_head(frame, head.cut_left(kWeek * width), shown, forms);
    Rect names = content.cut_top(kNames);
    for (const std::string_view weekday : kWeekdays) paint(frame).text(names.cut_left(width), Type::caption, frame.palette.ink.third, app::tr(weekday), Align::middle);
    const Rect box = content.cut_top(kWeeks * day_height(frame));
    Group grid(frame.semantics, make_id("days"), base::Role::grid, forms.month(shown), visible_part(box));
    grid.node().row_count = kWeeks;
    grid.node().column_count = kWeek;
    const base::Day month = first_of(shown);
    base::Day day = month + -base::weekday(month);
    for (int week = 0; week < kWeeks; ++week) {
        Rect row{box.x, box.y + static_cast<float>(week) * day_height(frame), box.w, day_height(frame)};
        Group of_week(frame.semantics, make_id(week), base::Role::row, {}, visible_part(row));
        of_week.node().row_index = week;
        for (int weekday = 0; weekday < kWeek; ++weekday, day = day + 1) {
            const Rect cell = row.cut_left(width);
            if (day < base::kFirstDay || day > base::kLastDay) continue;
            const NodeId id = make_id(int64_t{day.count});
            const bool here = first_of(day) == month, chosen = day == what.chosen;
            const Interaction on = interact(frame, id, cell);
            base::SemanticNode& node = record(frame, id, base::Role::cell, forms.long_day(day), cell);
            node.row_index = week;
            node.column_index = weekday;
            node.selected = chosen;
            if (day == what.today) node.description = app::tr("date.today");
            paint_day(frame, cell, on, base::civil_from_day(day).day, here, chosen, day == what.today);
            if (on.focused) focused = day;
            if (on.pressed) picked = day;
        }
    }
    if (focused) move_by_keys(frame, shown, *focused);
    if (what.takes_keyboard) focus_next(frame, make_id(int64_t{shown.count}), ImGui::GetCurrentContext()->NavCursorVisible);
    return picked;
}

}  // namespace ui
