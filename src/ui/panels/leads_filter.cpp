#include "ui/panels/leads_filter.h"

#include "app/day_spans.h"
#include "ui/panels/day_field.h"
#include "ui/panels/lead_groups.h"
#include "ui/panels/lead_segments.h"
#include "ui/widgets/dialog_middle.h"

#include <algorithm>

namespace ui {
namespace {

constexpr float kDialogWidth = 460;
constexpr size_t kMostNamed = 2;  // values on a chip

void changed(Scene& scene) {
    scene.face.table.scroll = 0;
    scene.face.table.cursor = -1;
    scene.face.selected.clear();
}

void drop(Scene& scene, const std::string& key) {
    std::erase_if(scene.face.query.facets, [&](const app::Facet& facet) { return facet.key == key; });
    changed(scene);
}

void toggle(Scene& scene, const std::string& key, const std::string& value) {
    std::vector<app::Facet>& facets = scene.face.query.facets;
    auto facet = std::find_if(facets.begin(), facets.end(), [&](const app::Facet& one) { return one.key == key; });
    if (facet == facets.end()) facet = facets.insert(facets.end(), app::Facet{key, {}});
    if (std::erase(facet->values, value) == 0) facet->values.push_back(value);
    if (facet->values.empty()) facets.erase(facet);
    if (app::chosen_days(value)) scene.face.filter_days.range = {};  // it was taken off
    changed(scene);
}

// "Hot, Warm", or how many.
std::string values_of(const app::FacetView& facet) {
    std::string names;
    size_t wanted = 0;
    for (const auto& choice : facet.choices) {
        if (!choice.wanted) continue;
        if (wanted++ < kMostNamed) names += (names.empty() ? "" : ", ") + choice.label;
    }
    return wanted > kMostNamed ? tr_count("filter.values", static_cast<int64_t>(wanted)) : names;
}

// What somebody chose goes, and another comes in its place.
void take_facet_days(Scene& scene, const std::string& key, const std::string& span) {
    std::vector<app::Facet>& facets = scene.face.query.facets;
    auto facet = std::find_if(facets.begin(), facets.end(), [&](const app::Facet& one) { return one.key == key; });
    if (facet == facets.end()) facet = facets.insert(facets.end(), app::Facet{key, {}});
    std::erase_if(facet->values, [](const std::string& value) { return app::chosen_days(value).has_value(); });
    facet->values.push_back(span);
    changed(scene);
}

void drop_chosen_days(Scene& scene, const std::string& key) {
    std::vector<app::Facet>& facets = scene.face.query.facets;
    for (app::Facet& facet : facets)
        if (facet.key == key) std::erase_if(facet.values, [](const std::string& value) { return app::chosen_days(value).has_value(); });
    std::erase_if(facets, [](const app::Facet& facet) { return facet.values.empty(); });
    changed(scene);
}

void open_facet_days(Scene& scene, const app::FacetView& facet) {
    FilterDays& days = scene.face.filter_days;
    days = {facet.key == days.facet ? std::string() : facet.key, {}};
    for (const auto& choice : facet.choices) {
        const auto chosen = choice.wanted ? app::chosen_days(choice.value) : std::nullopt;
        if (chosen) days.range = {chosen->first ? day_text(*chosen->first) : "", chosen->second ? day_text(*chosen->second) : ""};
    }
}

void draw_facet_days(Scene& scene, Rect& content, const app::FacetView& facet) {
    FilterDays& days = scene.face.filter_days;
    const DayRange before = days.range;
    content.cut_top(8);
    day_range_field(scene, make_id("range"), content, days.range);
    if (days.range == before) return;
    if (const auto chosen = days_of_range(scene, days.range)) take_facet_days(scene, facet.key, app::span_text(chosen->first, chosen->second));
    else if (!is_day_typed(days.range.first) && !is_day_typed(days.range.last)) drop_chosen_days(scene, facet.key);
}

void draw_facet(Scene& scene, Rect& content, const app::FacetView& facet) {
    Frame& frame = scene.frame;
    const bool of_days = app::is_day_facet(facet.key);
    if (facet.choices.empty() && !of_days) return;
    ImGui::PushID(facet.key.c_str());
    label(frame, content.cut_top(22), Type::small, frame.palette.ink.second, facet.label);
    Group group(frame.semantics, make_id("facet"), base::Role::list, facet.label, content);
    const float height = frame.density.touch ? 40 : 28;
    Rect row = content.cut_top(height);
    for (const auto& choice : facet.choices) {
        const std::string count = tr_count("count", choice.count);
        const float width = std::min(toggle_chip_width(frame, choice.label, count), content.w);
        if (width > row.w) {
            content.cut_top(8);
            row = content.cut_top(height);
        }
        if (toggle_chip(frame, make_id(choice.value), row.cut_left(width), choice.label, count, choice.wanted)) toggle(scene, facet.key, choice.value);
        row.cut_left(8);
    }
    if (of_days) {
        const bool typing = scene.face.filter_days.facet == facet.key;
        const float width = toggle_chip_width(frame, tr("day_range.other"), {});
        if (width > row.w) content.cut_top(8), row = content.cut_top(height);
        if (toggle_chip(frame, make_id("other"), row.cut_left(width), tr("day_range.other"), {}, typing)) open_facet_days(scene, facet);
        if (typing) draw_facet_days(scene, content, facet);
    }
    content.cut_top(16);
    ImGui::PopID();
}

// Gives how many there are.
size_t draw_filter_chips(Scene& scene, Rect& bar, float end, const app::LeadsView& view) {
    Frame& frame = scene.frame;
    size_t shown = 0;
    for (const app::FacetView& facet : view.facets) {
        const std::string values = values_of(facet);
        if (values.empty()) continue;
        const Chip chip{.field = facet.label, .value = values};
        const float width = chip_width(frame, chip);
        if (bar.x + width + 8 > end) break;
        if (filter_chip(frame, make_id(facet.key), bar.cut_left(width), chip)) drop(scene, facet.key);
        bar.cut_left(8);
        ++shown;
    }
    return shown;
}

}  // namespace

float filter_button_width(Scene& scene) {
    const size_t used = scene.face.query.facets.size();
    return used == 0 ? icon_button_width(scene.frame) : button_width(scene.frame, {.text = tr_count("count", static_cast<int64_t>(used)), .icon = icon::sliders_horizontal});
}

void draw_filter_button(Scene& scene, Rect box) {
    Frame& frame = scene.frame;
    const int64_t used = static_cast<int64_t>(scene.face.query.facets.size());
    const std::string name = used == 0 ? tr("filter.open") : tr_count("filter.open_used", used);
    const std::string count = tr_count("count", used);
    const NodeId id = make_id("filter");
    const bool pressed = used == 0 ? icon_button(frame, id, box, ButtonKind::secondary, {.icon = icon::sliders_horizontal, .name = name})
                                   : button(frame, id, box, ButtonKind::secondary, {.text = count, .icon = icon::sliders_horizontal, .name = name, .selected = true});
    if (pressed) scene.face.filter_open = true;
}

void draw_filter_bar(Scene& scene, Rect bar, const app::LeadsView& view) {
    Frame& frame = scene.frame;
    const size_t used = scene.face.query.facets.size();
    const std::string counted = used == 0 ? std::string() : tr_count("filter.open_used", static_cast<int64_t>(used));
    const std::string& plain = tr("filter.open");
    const float room = std::max(button_width(frame, {.text = counted, .icon = icon::plus}), button_width(frame, {.text = plain, .icon = icon::plus}));
    const size_t shown = used == 0 ? 0 : draw_filter_chips(scene, bar, bar.right() - room, view);
    const Button look{.text = shown < used ? std::string_view(counted) : std::string_view(plain), .icon = icon::plus};
    if (button(frame, make_id("filter"), bar.cut_left(button_width(frame, look)), ButtonKind::quiet, look)) scene.face.filter_open = true;
    bar.cut_left(8);
    if (used > 0 || !scene.session.segments().empty()) draw_segment_button(scene, bar);
}

void draw_filter_dialog(Scene& scene) {
    Frame& frame = scene.frame;
    Face& face = scene.face;
    face.query.counted = true;
    const app::LeadsView& view = scene.leads();
    Rect content;
    const NodeId id = make_id("filter-dialog");
    if (!begin_dialog(frame, id, {.title = tr("filter.title"), .width = kDialogWidth}, face.filter_open, content)) return;
    if (ImGui::IsWindowAppearing()) face.filter_days = {};
    const float foot = scene.phone() ? 28 : 20;
    dialog_middle(frame, content, frame.density.control + foot, [&](Rect& inside) {
        draw_segment_rows(scene, inside);
        for (const app::FacetView& facet : view.facets) draw_facet(scene, inside, facet);
        if (scene.phone() && !scene.shows_board()) draw_group_choices(scene, inside);
    });
    Rect buttons = content.cut_top(frame.density.control);
    const std::string show = tr_count("filter.show", static_cast<int64_t>(view.rows.size()));
    if (button_from_right(frame, buttons, "show", ButtonKind::primary, {.text = show})) face.filter_open = false;
    if (!face.query.facets.empty() && button_from_right(frame, buttons, "clear", ButtonKind::quiet, {.text = tr("filter.clear")})) clear_filters(scene);
    draw_save_segment(scene, buttons);
    content.cut_top(foot);
    end_dialog(frame, id, content);
}

void clear_filters(Scene& scene) {
    scene.face.query.facets.clear();
    changed(scene);
}

}  // namespace ui
