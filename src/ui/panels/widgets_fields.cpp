// Of the page that shows every widget: what is typed into, chosen from a list or picked along a line.
#include "ui/panels/day_field.h"
#include "ui/panels/widgets_parts.h"
#include "ui/widgets/calendar.h"

#include <imgui_internal.h>

namespace ui {
namespace {

constexpr float kField = 224;

struct FieldLookAt {
    const char* state;
    TextField field;
    const char* text = "";
};

std::vector<FieldLookAt> looks_of_field() {
    constexpr char32_t kSearch = icon::search;
    return {{"widgets.placeholder", {.placeholder = tr("segment.name_hint")}},
            {"widgets.filled", {}, kInventedName},
            {"widgets.with_label", {.label = tr("field.company"), .show_label = true}, "Nordlys Bakeri"},
            {"widgets.hint", {.hint = tr("set_field.hint")}},
            {"widgets.error", {.error = tr("task.what_missing")}},
            {"widgets.with_icon", {.icon = icon::mail, .keyboard = Keyboard::email}, "kari@nordlys.example"},
            {"widgets.with_key", {.placeholder = tr("leads.search"), .key = "/", .icon = kSearch, .search = true}},
            {"widgets.clearable", {.icon = kSearch, .clearable = true, .search = true, .keyboard = Keyboard::search}, kInventedName},
            {"widgets.secret", {.secret = true}, "open sesame"},
            {"widgets.stands_for", {.shown = "Rp 15 jt", .keyboard = Keyboard::number}, "15000000"},
            {"widgets.disabled", {.hint = tr("import.busy"), .enabled = false}, kInventedName},
            {"widgets.quiet", {.look = FieldLook::quiet}, kInventedName},
            {"widgets.plain", {.look = FieldLook::plain, .type = Type::input}, kInventedName},
            {"widgets.lines", {.multiline = true}, "Jl. Kenanga 12\nBandung"}};
}

void show_field(Family& family, const FieldLookAt& look) {
    Frame& frame = family.frame;
    TextField field = look.field;
    if (field.label.empty()) field.label = tr(look.state);
    // Wide enough for its words, here and beneath.
    const float inside = text_width(frame, field.type, field.placeholder) + (field.icon ? 72.f : 32.f);
    const float words = std::max({text_width(frame, Type::small, field.hint), text_width(frame, Type::small, field.error) + 20, inside});
    const float lines = field.multiline ? 3 * line_height(frame, Type::body) + 12 : 0.f;
    family.show(tr(look.state), std::max(kField, words), field_height(frame, field, std::max(kField, words), lines), [&](NodeId id, Rect box) {
        text_field(frame, id, box, field, family.page.texts.try_emplace(id, look.text).first->second);
    });
}

struct SelectLookAt {
    const char* state;
    Select select;
    const char* chosen;
};

void show_select(Family& family, const SelectLookAt& look, const Options& options) {
    family.show_control(tr(look.state), kField, [&](NodeId id, Rect box) {
        std::string& chosen = family.page.texts.try_emplace(id, look.chosen).first->second;
        Select what = look.select;
        what.label = tr(look.state);
        what.quiet_value = chosen == "none";
        if (auto picked = select(family.frame, id, box, what, options, chosen)) chosen = std::move(*picked);
    });
}

}  // namespace

void show_fields(Scene& scene, Rect& at) {
    Family family(scene, at, "widgets.fields");
    for (const FieldLookAt& look : looks_of_field()) show_field(family, look);
}

void show_selects(Scene& scene, Rect& at) {
    constexpr int kRows = 20;  // so many that they can be searched
    Family family(scene, at, "widgets.selects");
    const Options few = {{"hot", tr("temperature.hot")}, {"warm", tr("temperature.warm")}, {"cold", tr("temperature.cold")}, {"none", tr("import.leave_out")}};
    const std::string& busy = tr("import.busy");
    const SelectLookAt looks[] = {{"widgets.chosen", {}, "hot"}, {"widgets.placeholder", {.placeholder = tr("set_field.empty")}, ""}, {"widgets.left_out", {}, "none"}, {"widgets.quiet", {.quiet = true}, "warm"}, {"widgets.disabled", {.why_not = busy}, "cold"}};
    for (const SelectLookAt& look : looks) show_select(family, look, few);
    Options many;
    for (int row = 1; row <= kRows; ++row) many.emplace_back(std::to_string(row), tr("import.row_numbered", {{"number", std::to_string(row)}}));
    show_select(family, {"widgets.many", {}, "1"}, many);
}

void show_days(Scene& scene, Rect& at) {
    Family family(scene, at, "widgets.days");
    const float width = std::max(text_width(scene.frame, Type::small, tr("day.hint")), text_width(scene.frame, Type::small, tr("day.unreadable")) + 20);
    const std::pair<const char*, const char*> typed[] = {{"widgets.placeholder", ""}, {"widgets.filled", "2026-12-01"}, {"widgets.error", "3/4"}};
    for (const auto& one : typed)
        family.show(tr(one.first), std::max(kField, width), day_field_height(scene, one.second, std::max(kField, width)), [&](NodeId id, Rect box) { day_field(scene, id, box, family.page.texts.try_emplace(id, one.second).first->second); });
    const float range_width = std::max({kField, width, text_width(scene.frame, Type::small, tr("day_range.backwards")) + 20});
    const std::pair<const char*, DayRange> ranges[] = {{"widgets.placeholder", {}}, {"widgets.filled", {"2026-11-01", "2026-12-01"}}, {"widgets.error", {"2026-12-01", "2026-11-01"}}};
    for (const auto& one : ranges)
        family.show(tr(one.first), range_width, day_range_height(scene, one.second, range_width), [&](NodeId id, Rect box) { day_range_field(scene, id, box, family.page.ranges.try_emplace(id, one.second).first->second); });
    family.show(tr("widgets.calendar"), calendar_width(scene.frame), calendar_height(scene.frame), [&](NodeId id, Rect box) {
        int& chosen = family.page.numbers.try_emplace(id, scene.input.today.count + 3).first->second;
        int& shown = family.page.numbers.try_emplace(id + 1, chosen).first->second;
        base::Day month{shown};
        ImGui::PushOverrideID(id);
        if (const auto picked = calendar(scene.frame, box, month, {.today = scene.input.today, .chosen = base::Day{chosen}})) chosen = picked->count;
        ImGui::PopID();
        shown = month.count;
    });
}

void show_sliders(Scene& scene, Rect& at) {
    constexpr int kLast = 100;
    struct Place {
        const char* state;
        int value;
        std::string_view why_not = {};
    };
    const Place places[] = {{"widgets.at_start", 0}, {"widgets.between", 40}, {"widgets.at_end", kLast}, {"widgets.disabled", 40, tr("import.busy")}};
    Family family(scene, at, "widgets.sliders");
    for (const Place& place : places)
        family.show_control(tr(place.state), kField, [&](NodeId id, Rect box) {
            int& value = family.page.numbers.try_emplace(id, place.value).first->second;
            const std::string words = tr_count("count", value);
            if (const auto picked = slider(scene.frame, id, box, {.name = tr(place.state), .words = words, .first = 0, .last = kLast, .value = value, .why_not = place.why_not})) value = *picked;
        });
}

}  // namespace ui
