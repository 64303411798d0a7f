#include "ui/panels/day_field.h"

#include "app/field_values.h"
#include "app/text_forms.h"
#include "base/text.h"

namespace ui {
namespace {

TextField look_of(std::string_view hint, std::string_view error) {
    return {.label = tr("day.label"), .placeholder = tr("day.label"), .hint = hint, .error = error, .icon = icon::calendar, .clearable = true};
}

}  // namespace

float day_field_height(Scene& scene) { return field_height(scene.frame, look_of(tr("day.hint"), {})); }

bool day_field(Scene& scene, NodeId id, Rect& content, std::string& typed) {
    const std::optional<base::Day> day = day_of_field(scene, typed);
    const std::string understood = day ? app::Forms{app::locale(), {.today = scene.input.today}}.long_day(*day) : std::string();
    const TextField look = look_of(day ? std::string_view(understood) : std::string_view(tr("day.hint")), is_no_day(scene, typed) ? std::string_view(tr("day.unreadable")) : std::string_view());
    return text_field(scene.frame, id, content.cut_top(day_field_height(scene)), look, typed).entered;
}

std::optional<base::Day> day_of_field(Scene& scene, const std::string& typed) { return app::typed_day(typed, scene.input.today); }

bool is_day_typed(const std::string& typed) { return !base::trim(typed).empty(); }

bool is_no_day(Scene& scene, const std::string& typed) { return is_day_typed(typed) && !day_of_field(scene, typed); }

}  // namespace ui
