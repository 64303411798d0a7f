// Of the page that shows every widget: what is chosen, and the small things that only say something.
#include "ui/panels/widgets_parts.h"

namespace ui {
namespace {

// Off, on and, of a checkbox, both: what a specimen is until somebody presses it.
struct ChoiceLook {
    const char* state;
    int value = 0;
    const char* why_not = nullptr;  // a key
};

std::string reason_of(const ChoiceLook& look) { return look.why_not ? tr(look.why_not) : std::string(); }

void show_checkbox(Family& family, const ChoiceLook& look) {
    const float size = family.frame.density.touch ? 22 : 16, reach = family.frame.density.touch ? 44 : 24;
    family.show(tr(look.state), reach, reach, [&](NodeId id, Rect box) {
        int& value = family.page.numbers.try_emplace(id, look.value).first->second;
        box.x -= (reach - size) / 2;  // the square begins where its words do
        if (checkbox(family.frame, id, box.cut_left(reach), static_cast<Check>(value), tr(look.state), reason_of(look))) value = value == 1 ? 0 : 1;
    });
}

void show_toggle(Family& family, const ChoiceLook& look) {
    family.show_control(tr(look.state), 28, [&](NodeId id, Rect box) {
        int& value = family.page.numbers.try_emplace(id, look.value).first->second;
        if (toggle(family.frame, id, box.cut_left(28), value != 0, tr(look.state), reason_of(look))) value = !value;
    });
}

void show_segments(Family& family, const char* state, const std::vector<Segment>& items) {
    family.show_control(tr(state), segments_width(family.frame, items), [&](NodeId id, Rect box) {
        int& chosen = family.page.numbers[id];
        const int picked = segments(family.frame, "tabs", box, tr(state), items, chosen);
        if (picked >= 0) chosen = picked;
    });
}

void show_tile(Family& family, const ChoiceLook& look, char32_t glyph) {
    family.show(tr(look.state), 140, family.frame.density.touch ? 52 : 36, [&](NodeId id, Rect box) {
        int& value = family.page.numbers.try_emplace(id, look.value).first->second;
        if (tile(family.frame, id, box, glyph, tr("activity.call"), value != 0)) value = !value;
    });
}

// As the pages of the settings stand there.
void show_rows(Family& family) {
    Frame& frame = family.frame;
    const std::string count = tr_count("count", 12);
    const struct {
        char32_t icon;
        const char* key;
        std::string_view count;
    } rows[] = {{icon::sun, "nav.today", {}}, {icon::list, "nav.leads", count}, {0, "nav.board", {}}};
    family.show(tr("widgets.rows"), 208, static_cast<float>(std::size(rows)) * frame.density.control, [&](NodeId id, Rect box) {
        int& chosen = family.page.numbers.try_emplace(id, 1).first->second;
        Group tabs(frame.semantics, id, base::Role::tab_list, tr("widgets.rows"), visible_part(box));
        for (int i = 0; i < static_cast<int>(std::size(rows)); ++i)
            if (choice_row(frame, make_id(rows[i].key), box.cut_top(frame.density.control), rows[i].icon, tr(rows[i].key), chosen == i, rows[i].count)) chosen = i;
    });
}

void show_toggle_chip(Family& family, const ChoiceLook& look) {
    Frame& frame = family.frame;
    const std::string& words = tr("temperature.hot");
    const std::string count = tr_count("count", 12);
    const float width = toggle_chip_width(frame, words, count);
    family.show(tr(look.state), width, frame.density.touch ? 40 : 28, [&](NodeId id, Rect box) {
        int& value = family.page.numbers.try_emplace(id, look.value).first->second;
        if (toggle_chip(frame, id, box.cut_left(width), words, count, value != 0)) value = !value;
    });
}

void show_filter_chip(Family& family, const char* state, const Chip& chip) {
    family.show(tr(state), chip_width(family.frame, chip), family.frame.density.touch ? 40 : 24, [&](NodeId id, Rect box) { family.page.pressed += filter_chip(family.frame, id, box, chip); });
}

constexpr std::pair<TagTone, const char*> kTones[] = {{TagTone::neutral, "widgets.neutral"}, {TagTone::accent, "widgets.accent"}, {TagTone::success, "widgets.success"}, {TagTone::warning, "widgets.warning"}, {TagTone::danger, "widgets.danger"}, {TagTone::hot, "temperature.hot"}, {TagTone::warm, "temperature.warm"}, {TagTone::cold, "temperature.cold"}};

void show_tones(Family& family, char32_t glyph) {
    Frame& frame = family.frame;
    const std::string& words = tr("outcome.won");
    for (const auto& [tone, state] : kTones)
        family.show(tr(state), tag_width(frame, words, glyph != 0), frame.density.touch ? 24 : 20, [&, colours = tone](NodeId, Rect box) { tag(frame, box, colours, words, glyph); });
}

}  // namespace

void show_choices(Scene& scene, Rect& at) {
    constexpr ChoiceLook kChecks[] = {{"widgets.off", 0}, {"widgets.on", 1}, {"widgets.mixed", 2}, {"widgets.disabled", 0, "import.busy"}, {"widgets.disabled_on", 1, "import.busy"}};
    constexpr ChoiceLook kToggles[] = {{"widgets.off", 0}, {"widgets.on", 1}, {"widgets.disabled", 0, "import.busy"}, {"widgets.disabled_on", 1, "import.busy"}};
    Family family(scene, at, "widgets.choices");
    family.part(tr("widgets.checkboxes"));
    for (const ChoiceLook& look : kChecks) show_checkbox(family, look);
    family.part(tr("widgets.toggles"));
    for (const ChoiceLook& look : kToggles) show_toggle(family, look);
    family.part(tr("widgets.tabs"));
    const std::string &hot = tr("temperature.hot"), &warm = tr("temperature.warm"), &cold = tr("temperature.cold");
    show_segments(family, "widgets.words", {{.text = tr("leads.all")}, {.text = tr("leads.open")}, {.text = tr("leads.closed")}});
    show_segments(family, "widgets.with_icons", {{.text = hot, .icon = icon::flame}, {.text = warm, .icon = icon::sun}, {.text = cold, .icon = icon::snowflake}});
    show_segments(family, "widgets.with_counts", {{.text = hot, .count = "12"}, {.text = warm, .count = "30"}, {.text = cold, .count = "8"}});
    show_rows(family);
}

void show_chips(Scene& scene, Rect& at) {
    Family family(scene, at, "widgets.chips");
    family.part(tr("widgets.tiles"));
    for (const char32_t glyph : {char32_t{0}, icon::phone}) {
        show_tile(family, {"widgets.off", 0}, glyph);
        show_tile(family, {"widgets.on", 1}, glyph);
    }
    family.part(tr("widgets.chips_chosen"));
    show_toggle_chip(family, {"widgets.off", 0});
    show_toggle_chip(family, {"widgets.on", 1});
    family.part(tr("widgets.chips_removed"));
    show_filter_chip(family, "widgets.normal", {.field = tr("facet.temperature"), .value = tr("temperature.hot")});
    show_filter_chip(family, "widgets.with_operation", {.field = tr("facet.temperature"), .operation = tr("widgets.is"), .value = tr("temperature.hot")});
}

void show_tags(Scene& scene, Rect& at) {
    Frame& frame = scene.frame;
    Family family(scene, at, "widgets.tags");
    family.part(tr("widgets.words"));
    show_tones(family, 0);
    family.part(tr("widgets.with_icon"));
    show_tones(family, icon::trophy);
    family.part(tr("widgets.key_caps"));
    const std::pair<const char*, std::string_view> caps[] = {{"widgets.one_key", "N"}, {"widgets.long_key", frame.mac ? "\u2318" : "Ctrl"}};
    for (const auto& [state, cap] : caps)
        family.show(tr(state), key_cap_width(frame, cap), 16, [&, key = cap](NodeId, Rect box) { key_cap(frame, box.cut_left(key_cap_width(frame, key)), key); });
}

}  // namespace ui
