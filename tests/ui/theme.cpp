// The tokens are whole, and what is written in them can be read: WCAG AA, 7:1 in high contrast.
#include "base/assets.h"
#include "ui/theme/theme.h"

#include <doctest/doctest.h>

#include <string>

namespace {

struct Pair {
    const char* name;
    ui::Colour text, ground;
};

std::vector<Pair> text_pairs(const ui::Palette& p) {
    std::vector<Pair> pairs;
    const std::pair<const char*, ui::Colour> grounds[] = {{"pane", p.surface.pane}, {"app", p.surface.app}, {"sunken", p.surface.sunken}, {"raised", p.surface.raised}, {"hover", p.surface.hover}, {"selected", p.surface.selected}};
    for (const auto& [name, ground] : grounds) {
        pairs.push_back({name, p.ink.first, ground});
        pairs.push_back({name, p.ink.second, ground});
        pairs.push_back({name, p.ink.third, ground});
        pairs.push_back({name, p.accent.text, ground});
        pairs.push_back({name, p.danger.text, ground});
        pairs.push_back({name, p.hot.text, ground});
        pairs.push_back({name, p.warm.text, ground});
        pairs.push_back({name, p.cold.text, ground});
    }
    pairs.push_back({"primary button", p.accent.on_solid, p.accent.solid});
    pairs.push_back({"danger button", p.danger.on_solid, p.danger.solid});
    pairs.push_back({"selection bar", p.ink.inverse, p.surface.inverse});
    pairs.push_back({"tooltip key", p.ink.inverse_second, p.surface.inverse});
    pairs.push_back({"tab", p.ink.first, p.surface.tab_on});
    pairs.push_back({"tab at rest", p.ink.second, p.surface.tab_track});
    pairs.push_back({"neutral tag", p.ink.second, p.surface.pressed});
    for (const ui::Tone& tone : {p.hot, p.warm, p.cold, p.success, p.warning}) pairs.push_back({"tag", tone.text, tone.tint});
    pairs.push_back({"danger tag", p.danger.text, p.danger.tint});
    pairs.push_back({"accent tag", p.accent.text, p.accent.tint});
    for (const ui::GradeTone& grade : p.grade) pairs.push_back({"grade", grade.text, grade.background});
    return pairs;
}

}  // namespace

TEST_CASE("every text can be read on its ground, in all three themes") {
    const ui::Theme theme = ui::load_theme();
    for (const auto* palette : {&theme.light, &theme.dark, &theme.high_contrast})
        for (const Pair& pair : text_pairs(*palette)) {
            INFO(pair.name, " dark ", palette->dark, " high contrast ", palette->high_contrast);
            CHECK(ui::contrast_ratio(pair.text, pair.ground) >= (palette->high_contrast ? 7.0 : 4.5));
        }
}

TEST_CASE("icons, borders of controls and stage rings stand out 3 to 1") {
    const ui::Theme theme = ui::load_theme();
    for (const auto* palette : {&theme.light, &theme.dark, &theme.high_contrast}) {
        const ui::Colour pane = palette->surface.pane;
        CHECK(ui::contrast_ratio(palette->line.control, pane) >= 3.0);
        CHECK(ui::contrast_ratio(palette->accent.focus, pane) >= 3.0);
        CHECK(ui::contrast_ratio(palette->accent.solid, pane) >= 3.0);
        for (const ui::Colour stage : palette->stage) CHECK(ui::contrast_ratio(stage, pane) >= 3.0);
        for (const ui::Tone& tone : {palette->hot, palette->warm, palette->cold}) CHECK(ui::contrast_ratio(tone.solid, pane) >= 3.0);
    }
}

TEST_CASE("known contrast ratios") {
    CHECK(ui::contrast_ratio(0xFF000000u, 0xFFFFFFFFu) == doctest::Approx(21.0));
    CHECK(ui::contrast_ratio(0xFF777777u, 0xFFFFFFFFu) == doctest::Approx(4.48).epsilon(0.01));
}

TEST_CASE("a token that is not there is named") {
    std::string tokens(*base::asset("look/tokens.json"));
    const size_t at = tokens.find("\"tabTrack\"");
    REQUIRE(at != std::string::npos);
    tokens.replace(at, 10, "\"tabTrick\"");
    const auto theme = ui::read_theme(tokens);
    REQUIRE(!theme.ok());
    CHECK(theme.error().code == "theme.missing");
    CHECK(theme.error().where == "themes/light/surface/tabTrack");
    CHECK(!ui::read_theme("[]").ok());
    CHECK(!ui::read_theme("").ok());
}
