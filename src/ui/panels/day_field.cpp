#include "ui/panels/day_field.h"

#include "app/field_values.h"
#include "app/text_forms.h"
#include "base/text.h"
#include "ui/widgets/calendar.h"

namespace ui {
namespace {

TextField look_of(std::string_view hint, std::string_view error) {
    return {.label = tr("day.label"), .placeholder = tr("day.label"), .hint = hint, .error = error, .clearable = true};
}

}  // namespace

float day_field_height(Scene& scene) { return field_height(scene.frame, look_of(tr("day.hint"), {})); }

std::optional<base::Day> day_button(Scene& scene, NodeId id, Rect box, ButtonKind kind, std::optional<base::Day> day, std::string_view name) {
    Frame& frame = scene.frame;
    const NodeId popup = id ^ 0xca1eu;
    base::Day& shown = scene.face.calendar_day;
    const std::string title = name.empty() ? tr("calendar.open") : tr("calendar.open_for", {{"what", std::string(name)}});
    const Button look{.icon = icon::calendar, .name = title, .selected = is_popup_open(popup), .has_popup = true};
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

bool day_field(Scene& scene, NodeId id, Rect& content, std::string& typed) {
    const std::optional<base::Day> day = day_of_field(scene, typed);
    const std::string understood = day ? app::Forms{app::locale(), {.today = scene.input.today}}.long_day(*day) : std::string();
    TextField look = look_of(day ? std::string_view(understood) : std::string_view(tr("day.hint")), is_no_day(scene, typed) ? std::string_view(tr("day.unreadable")) : std::string_view());
    Rect row = content.cut_top(day_field_height(scene));
    const float side = icon_button_width(scene.frame);
    const Rect button{row.right() - side, row.y, side, scene.frame.density.control};
    look.room_beside = side + 8;
    const bool entered = text_field(scene.frame, id, row, look, typed).entered;
    if (const auto picked = day_button(scene, id ^ 0xda75u, button, ButtonKind::secondary, day)) typed = day_text(*picked);
    return entered;
}

bool is_day_typed(const std::string& typed) { return !base::trim(typed).empty(); }

// Nothing to read: most forms.
std::optional<base::Day> day_of_field(Scene& scene, const std::string& typed) { return is_day_typed(typed) ? app::typed_day(typed, scene.input.today) : std::nullopt; }

bool is_no_day(Scene& scene, const std::string& typed) { return is_day_typed(typed) && !day_of_field(scene, typed); }

}  // namespace ui
