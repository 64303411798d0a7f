// The looks of charts: shades that words stand on, and series side by side, in all three themes.
#include "ui/widgets/chart_look.h"

#include <doctest/doctest.h>

#include <set>

TEST_CASE("charts: every shade of a matrix is legible, and darker with its value") {
    const ui::Theme theme = ui::load_theme();
    for (const ui::Palette* palette : {&theme.light, &theme.dark, &theme.high_contrast}) {
        double before = 0;
        for (int share = 0; share <= 100; ++share) {
            INFO("share ", share, ", dark ", palette->dark, ", high contrast ", palette->high_contrast);
            const ui::MatrixShade shade = ui::matrix_shade(*palette, static_cast<float>(share) / 100);
            CHECK(ui::contrast_ratio(shade.text, shade.ground) >= (palette->high_contrast ? 7.0 : 4.5));
            const double away = ui::contrast_ratio(shade.ground, palette->surface.pane);
            CHECK(away >= before - 1e-9);
            before = away;
        }
    }
}

TEST_CASE("charts: series are told apart by more than their colour, and seen on their ground") {
    const ui::Theme theme = ui::load_theme();
    for (const ui::Palette* palette : {&theme.light, &theme.dark, &theme.high_contrast}) {
        std::set<int> patterns;
        std::set<ui::Colour> colours;
        for (size_t place = 0; place < 4; ++place) {
            const ui::SeriesLook look = ui::series_look(*palette, {}, place);
            patterns.insert(look.pattern);
            colours.insert(look.colour);
            CHECK(ui::contrast_ratio(look.colour, palette->surface.pane) >= 3);
        }
        CHECK(patterns.size() == 4);
        CHECK(colours.size() == 4);
    }
}
