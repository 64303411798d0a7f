// Columns of a table: which stay when it is narrow, who gets what is left over.
#include "ui/widgets/table.h"

#include <doctest/doctest.h>

namespace {

float width_of(const std::vector<ui::Column>& columns) {
    float sum = -ui::kColumnGap;
    for (const auto& column : columns) sum += column.width + ui::kColumnGap;
    return sum;
}

std::vector<ui::Column> three() {
    return {{.key = "name", .title = "Name", .width = 100, .grow = 1}, {.key = "value", .title = "Value", .width = 80, .drop = 2}, {.key = "owner", .title = "Owner", .width = 60, .drop = 1}};
}

}  // namespace

TEST_CASE("the column with the highest drop goes first, the first never") {
    CHECK(ui::fit_columns(three(), 400).size() == 3);
    const auto two = ui::fit_columns(three(), 200);
    REQUIRE(two.size() == 2);
    CHECK(two[1].key == "owner");
    const auto one = ui::fit_columns(three(), 40);
    REQUIRE(one.size() == 1);
    CHECK(one[0].key == "name");
}

TEST_CASE("what is left over goes to those that grow, to the last pixel") {
    for (const float width : {264.f, 300.f, 777.f, 2000.f}) CHECK(width_of(ui::fit_columns(three(), width)) == doctest::Approx(width));
    auto capped = three();
    capped[0].most = 150;
    CHECK(ui::fit_columns(capped, 900)[0].width == 150);
}

TEST_CASE("what cells need comes before what is left over, and what they do not need goes to others") {
    std::vector<ui::Column> columns = {{.key = "name", .title = "Name", .width = 150, .wish = 90, .grow = 2, .most = 240},
                                       {.key = "next", .title = "Next step", .width = 100, .wish = 180, .grow = 1},
                                       {.key = "due", .title = "Due", .width = 60, .wish = 80}};
    const auto fitted = ui::fit_columns(columns, 90 + 180 + 80 + 2 * ui::kColumnGap);
    REQUIRE(fitted.size() == 3);
    CHECK(fitted[0].width == 90);
    CHECK(fitted[1].width == 180);
    CHECK(fitted[2].width == 80);
    // Too little for all of it: each lacks in proportion, nothing is lost.
    const auto tight = ui::fit_columns(columns, 300);
    CHECK(width_of(tight) <= 300);
    CHECK(width_of(tight) > 296);
    CHECK(tight[1].width >= 120);
    CHECK(tight[2].width >= 65);
    CHECK(width_of(ui::fit_columns(columns, 900)) == doctest::Approx(900));
}
