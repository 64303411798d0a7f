#include "ui/panels/day_field.h"

#include "app/field_values.h"
#include "app/text_forms.h"
#include "base/text.h"
#include "ui/widgets/calendar.h"

namespace ui {
namespace {

constexpr float kBetween = 8;  // two days

TextField look_of_day(std::string_view hint, std::string_view error) {
    return {.label = tr("day.label"), .placeholder = tr("day.label"), .hint = hint, .error = error, .clearable = true};
}

TextField look_of_range_end(std::string_view label, std::string_view hint, std::string_view error) {
    return {.label = label, .show_label = true, .placeholder = tr("day_range.any"), .hint = hint, .error = error, .clearable = true};
}

// In the row, with the button that opens a month.
bool draw_typed_day(Scene& scene, NodeId id, Rect row, TextField look, std::string& typed, std::optional<base::Day> chosen = {}) {
    const std::optional<base::Day> day = is_day_typed(typed) ? day_of_field(scene, typed) : chosen;
    const float side = icon_button_width(scene.frame);
    Rect below = row;
    below.cut_top(field_label_height(look));
    const Rect button{row.right() - side, below.y, side, scene.frame.density.control};
    look.room_beside = side + 8;
    const bool entered = text_field(scene.frame, id, row, look, typed).entered;
    if (const auto picked = day_button(scene, id ^ 0xda75u, button, ButtonKind::secondary, day, look.label == tr("day.label") ? std::string_view() : look.label)) typed = day_text(*picked);
    return entered;
}

std::string day_understood(Scene& scene, const std::string& typed) {
    const std::optional<base::Day> day = day_of_field(scene, typed);
    return day ? app::Forms{app::locale(), {.today = scene.input.today}}.long_day(*day) : std::string();
}

bool is_backwards(Scene& scene, const DayRange& range) {
    const auto first = day_of_field(scene, range.first), last = day_of_field(scene, range.last);
    return first && last && *last < *first;
}

// Of what is typed in it. `understood` keeps its words.
TextField look_of_typed(Scene& scene, const std::string& typed, const DayField& look, std::string& understood) {
    understood = day_understood(scene, typed);
    const std::string_view hint = look.hint.empty() ? std::string_view(tr("day.hint")) : look.hint;
    const std::string_view unreadable = look.unreadable.empty() ? std::string_view(tr("day.unreadable")) : look.unreadable;
    TextField field = look_of_day(understood.empty() ? hint : std::string_view(understood), is_no_day(scene, typed) ? unreadable : std::string_view());
    if (!look.name.empty()) field.label = field.placeholder = look.name;
    if (!look.placeholder.empty()) field.placeholder = look.placeholder;
    return field;
}

TextField look_of_first(Scene& scene, const DayRange& range, std::string& understood) {
    understood = day_understood(scene, range.first);
    const std::string_view error = is_no_day(scene, range.first) ? std::string_view(tr("day.unreadable")) : std::string_view();
    return look_of_range_end(tr("day_range.first"), understood.empty() ? std::string_view(tr("day_range.hint")) : std::string_view(understood), error);
}

TextField look_of_last(Scene& scene, const DayRange& range, std::string& understood) {
    understood = day_understood(scene, range.last);
    const std::string_view error = is_no_day(scene, range.last) ? std::string_view(tr("day.unreadable")) : is_backwards(scene, range) ? std::string_view(tr("day_range.backwards")) : std::string_view();
    return look_of_range_end(tr("day_range.last"), understood.empty() ? std::string_view(tr("day_range.hint")) : std::string_view(understood), error);
}

Rect cut_field(Scene& scene, Rect& content, const TextField& field) { return content.cut_top(field_height(scene.frame, field, content.w)); }

}  // namespace

float day_field_height(Scene& scene, const std::string& typed, float width) {
    std::string understood;
    return field_height(scene.frame, look_of_typed(scene, typed, {}, understood), width);
}

float day_range_height(Scene& scene, const DayRange& range, float width) {
    std::string first, last;
    return field_height(scene.frame, look_of_first(scene, range, first), width) + kBetween + field_height(scene.frame, look_of_last(scene, range, last), width);
}

void day_range_field(Scene& scene, NodeId id, Rect& content, DayRange& range) {
    std::string understood;
    const TextField first = look_of_first(scene, range, understood);
    draw_typed_day(scene, id, cut_field(scene, content, first), first, range.first);
    content.cut_top(kBetween);
    const TextField last = look_of_last(scene, range, understood);
    draw_typed_day(scene, id ^ 0x1a57u, cut_field(scene, content, last), last, range.last);
}

std::optional<std::pair<std::optional<base::Day>, std::optional<base::Day>>> days_of_range(Scene& scene, const DayRange& range) {
    const auto first = day_of_field(scene, range.first), last = day_of_field(scene, range.last);
    if ((!first && !last) || is_no_day(scene, range.first) || is_no_day(scene, range.last) || is_backwards(scene, range)) return std::nullopt;
    return std::pair(first, last);
}

std::optional<base::Day> day_button(Scene& scene, NodeId id, Rect box, ButtonKind kind, std::optional<base::Day> day, std::string_view name) {
    Frame& frame = scene.frame;
    const NodeId popup = id ^ 0xca1eu;
    base::Day& shown = scene.face.calendar_day;
    const std::string title = name.empty() ? tr("calendar.open") : tr("calendar.open_for", {{"what", std::string(name)}});
    const Button look{.icon = icon::calendar, .name = title, .selected = is_popup_open(popup), .popup = base::Popup::dialog};
    const bool opens = icon_button(frame, id, box, kind, look, kind == ButtonKind::quiet ? ButtonSize::small : ButtonSize::normal);
    if (opens) {
        shown = day.value_or(scene.input.today);
        open_popup(popup);
    }
    const float width = calendar_width(frame) + 8;
    Rect content;
    if (!begin_popup(frame, popup, {box.right() - width, box.y, width, box.h}, width, calendar_height(frame), base::Role::dialog, title, content)) return std::nullopt;
    const std::optional<base::Day> picked = calendar(frame, content, shown, {.today = scene.input.today, .chosen = day, .takes_keyboard = opens});
    if (picked) close_popup();
    end_popup(frame);
    return picked;
}

bool day_field(Scene& scene, NodeId id, Rect& content, std::string& typed, const DayField& look) {
    std::string understood;
    const TextField field = look_of_typed(scene, typed, look, understood);
    return draw_typed_day(scene, id, cut_field(scene, content, field), field, typed, look.chosen);
}

bool is_day_typed(const std::string& typed) { return !base::trim(typed).empty(); }

// Nothing to read: most forms.
std::optional<base::Day> day_of_field(Scene& scene, const std::string& typed) { return is_day_typed(typed) ? app::typed_day(typed, scene.input.today) : std::nullopt; }

bool is_no_day(Scene& scene, const std::string& typed) { return is_day_typed(typed) && !day_of_field(scene, typed); }

}  // namespace ui
