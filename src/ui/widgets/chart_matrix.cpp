#include "app/messages.h"
#include "ui/widgets/chart_sheet.h"
#include "ui/widgets/chart_words.h"

#include <cmath>

namespace ui {
namespace {

constexpr float kGap = 4, kMostCell = 56, kUsualCell = 40, kLeastCell = 20, kMostName = 0.34f, kAfterName = 8;
constexpr float kOverShades = 8, kShade = 18;
constexpr int kShades = 5;

double legible(const Palette& p) { return p.high_contrast ? 7 : 4.5; }

std::optional<double> value_of(const MatrixChart& chart, ChartMark mark) {
    const size_t cell = static_cast<size_t>(mark.series) * chart.columns.size() + static_cast<size_t>(mark.index);
    return cell < chart.cells.size() && chart.cells[cell] && std::isfinite(*chart.cells[cell]) ? chart.cells[cell] : std::nullopt;
}

// Shades begin at zero where nothing is below it.
ChartRange range_of(const MatrixChart& chart) {
    ChartRange range;
    for (const auto& cell : chart.cells)
        if (cell) range.add(*cell);
    if (range.any) range.low = std::min(range.low, 0.0);
    if (range.low == range.high) range.high = range.low + 1;
    return range;
}

struct Grid {
    Rect cells = {};
    float name = 0, width = 0, height = 0;
    Rect at(size_t row, size_t column) const {
        const float x = std::round(cells.x + width * static_cast<float>(column)), y = cells.y + height * static_cast<float>(row);
        return {x, y, std::max(std::round(cells.x + width * static_cast<float>(column + 1)) - x - kGap, 1.f), std::max(height - kGap, 1.f)};
    }
};

float heads_height(const Frame& frame, const MatrixChart& chart) { return line_height(frame, Type::small) + kGap + (chart.columns_are.empty() ? 0 : line_height(frame, Type::caption)); }

// Names of columns above, of rows at the left; the corner says what the rows are.
Grid lay_out(const Frame& frame, Rect& area, const MatrixChart& chart, size_t rows) {
    Grid grid;
    for (const std::string& row : chart.rows) grid.name = std::max(grid.name, text_width(frame, Type::small, row));
    grid.name = std::min(std::max(grid.name, text_width(frame, Type::caption, chart.rows_are)), std::floor(area.w * kMostName)) + kAfterName;
    const float heads = heads_height(frame, chart);
    grid.cells = {area.x + grid.name, area.y + heads, area.w - grid.name + kGap, area.h - heads};
    grid.width = grid.cells.w / static_cast<float>(std::max<size_t>(chart.columns.size(), 1));
    const float least = frame.density.touch ? kFingerTarget + kGap : kLeastCell;
    grid.height = std::floor(std::clamp(grid.cells.h / static_cast<float>(std::max<size_t>(rows, 1)), least, kMostCell));
    return grid;
}

void write_heads(ChartSheet& sheet, const Grid& grid, const MatrixChart& chart, size_t rows) {
    const Palette& p = sheet.frame.palette;
    const float line = line_height(sheet.frame, Type::small), caption = line_height(sheet.frame, Type::caption);
    sheet.write({grid.cells.x, sheet.area.y, grid.cells.w - kGap, caption}, Type::caption, p.ink.third, chart.columns_are, Align::middle);
    sheet.write({sheet.area.x, grid.cells.y - kGap - line, grid.name - kAfterName, line}, Type::caption, p.ink.third, chart.rows_are);
    for (size_t column = 0; column < chart.columns.size(); ++column) {
        const Rect cell = grid.at(0, column);
        sheet.write({cell.x, grid.cells.y - kGap - line, cell.w, line}, Type::small, p.ink.second, chart.columns[column], Align::middle);
    }
    for (size_t row = 0; row < rows; ++row) {
        const Rect cell = grid.at(row, 0);
        sheet.write({sheet.area.x, cell.y, grid.name - kAfterName, cell.h}, Type::small, p.ink.second, chart.rows[row]);
    }
}

void draw_cell(ChartSheet& sheet, const MatrixChart& chart, const ChartSpot& spot, const ChartRange& range) {
    const Palette& p = sheet.frame.palette;
    Painter painter = paint(sheet.frame);
    const float radius = sheet.frame.theme.radius.small;
    const auto value = value_of(chart, spot.mark);
    if (value) {
        const MatrixShade shade = matrix_shade(p, static_cast<float>((*value - range.low) / (range.high - range.low)));
        painter.fill(spot.box, shade.ground, radius);
        sheet.write(spot.box.inset(2, 0), Type::small_strong, shade.text, chart_words(chart.format, *value), Align::middle);
    }
    if (!value || p.high_contrast) painter.border(spot.box, p.line.normal, radius);
    if (sheet.is_meant(spot.mark)) painter.border(spot.box, p.ink.first, radius, 2);
}

Colour ground_of(const Palette& palette, float share) { return matrix_shade(palette, share).ground; }

ChartTip tip_of(const MatrixChart& chart, ChartMark mark) {
    const auto named = [](std::string_view what, const std::string& name) { return what.empty() ? name : std::string(what) + ": " + name; };
    ChartTip tip{.title = named(chart.rows_are, chart.rows[static_cast<size_t>(mark.series)])};
    tip.lines.push_back({named(chart.columns_are, chart.columns[static_cast<size_t>(mark.index)]), chart_words(chart.format, value_of(chart, mark)), {}});
    return tip;
}

ChartTable table_of(const MatrixChart& chart) {
    ChartTable table;
    table.heads.push_back(chart.rows_are.empty() ? app::tr("chart.name") : std::string(chart.rows_are));
    table.heads.insert(table.heads.end(), chart.columns.begin(), chart.columns.end());
    table.rows = static_cast<int64_t>(chart.rows.size());
    table.mark = [](int64_t row, size_t column) { return ChartMark{static_cast<int>(row), static_cast<int>(column) - 1}; };
    table.cell = [&chart, mark = table.mark](int64_t row, size_t column) { return column == 0 ? chart.rows[static_cast<size_t>(row)] : chart_words(chart.format, value_of(chart, mark(row, column))); };
    return table;
}

}  // namespace

MatrixShade matrix_shade(const Palette& p, float share) {
    // Between the two texts lies a stretch of shades on which neither is legible: it is stepped over.
    constexpr float kStep = 0.01f;
    for (float at = std::clamp(share, 0.f, 1.f); at < 1; at += kStep) {
        const Colour ground = mix(p.accent.tint, p.accent.solid, at);
        for (const Colour text : {p.ink.first, p.accent.on_solid})
            if (contrast_ratio(text, ground) >= legible(p)) return {ground, text};
    }
    return {p.accent.solid, p.accent.on_solid};
}

float matrix_height(const Frame& frame, float width, const MatrixChart& chart) {
    const float cell = frame.density.touch ? kFingerTarget + kGap : kUsualCell;
    return sheet_height(frame, width, chart.head) + heads_height(frame, chart) + cell * static_cast<float>(chart.rows.size()) + shades_height(frame);
}

float shades_height(const Frame& frame) { return kOverShades + line_height(frame, Type::caption); }

void draw_shades(ChartSheet& sheet, Rect box, Colour (*shade)(const Palette& palette, float share), std::string_view low, std::string_view high) {
    const Palette& p = sheet.frame.palette;
    box.cut_top(kOverShades);
    sheet.write(box.cut_left(std::min(text_width(sheet.frame, Type::caption, low), box.w / 3)), Type::caption, p.ink.third, low);
    box.cut_left(kAfterName);
    Painter painter = paint(sheet.frame);
    for (int step = 0; step < kShades; ++step) {
        const Rect at = box.cut_left(kShade).strip(10);
        painter.fill(at, shade(p, static_cast<float>(step) / (kShades - 1)));
        if (p.high_contrast) painter.border(at, p.line.normal, 0);
    }
    box.cut_left(kAfterName);
    sheet.write(box, Type::caption, p.ink.third, high);
}

ChartEvents matrix_chart(Frame& frame, NodeId id, Rect box, ChartState& state, const MatrixChart& chart) {
    const ChartRange range = range_of(chart);
    ChartSheet sheet(frame, id, box, state, chart.head, range.any && !chart.rows.empty() && !chart.columns.empty(), ChartShape::cells);
    if (sheet.blank()) return {};
    Rect area = sheet.area;
    area.cut_bottom(shades_height(frame));
    Grid grid = lay_out(frame, area, chart, chart.rows.size());
    const ShownRows shown = rows_that_fit(frame, grid.cells.h + kGap, chart.rows.size(), grid.height);
    std::vector<ChartSpot> spots;
    for (size_t row = 0; row < shown.count; ++row)
        for (size_t column = 0; column < chart.columns.size(); ++column) spots.push_back({{static_cast<int>(row), static_cast<int>(column)}, grid.at(row, column), grid.at(row, column)});
    sheet.follow(spots, ChartWalk::across);
    write_heads(sheet, grid, chart, shown.count);
    for (const ChartSpot& spot : spots) draw_cell(sheet, chart, spot, range);
    const float end = grid.cells.y + grid.height * static_cast<float>(shown.count);
    write_hidden(sheet, {area.x, end, area.w, line_height(frame, Type::small)}, shown.hidden);
    const float under = end + (shown.hidden > 0 ? line_height(frame, Type::small) : 0.f) - kGap;
    draw_shades(sheet, {grid.cells.x, std::min(under, sheet.area.bottom() - shades_height(frame)), grid.cells.w - kGap, shades_height(frame)}, ground_of, chart_words(chart.format, range.low), chart_words(chart.format, range.high));
    return sheet.end(spots, table_of(chart), [&](ChartMark mark) { return tip_of(chart, mark); });
}

}  // namespace ui
