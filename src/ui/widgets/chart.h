// Small charts: bars, lines, a funnel, a matrix, points. Each is a plain struct and a function that draws it into a box,
// says its numbers as a table, and gives back what was done. One tab stop: arrows go from mark to mark, Home and End to
// the first and last, Enter presses; the mouse finds the nearest; a tap shows what a mark says, a second one presses it.
// They know nothing of leads: names and numbers come in. Not for one number (signals.h), nor for reasons (waterfall.h).
#pragma once

#include "app/views.h"
#include "base/number.h"
#include "ui/widgets/frame.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ui {

// How values are written. Percent: shares, 0.48 is 48 %. Money: minor units of its currency. Day, month: base::Day::count.
enum class ChartUnit : uint8_t { count, number, percent, money, day, month };
struct ChartFormat {
    ChartUnit unit = ChartUnit::count;
    base::Currency currency = {};
    int decimals = 1;  // at most, of numbers and percent; 0..6
};
struct ChartAxis {
    std::string_view label = {};
    ChartFormat format = {};
};

// What every chart has.
struct ChartHead {
    std::string_view title = {};  // always said; drawn if `shows_title`: in a card whose head says it, it is not
    std::string_view note = {};   // beneath: "n = 240"
    std::string_view empty = {};  // the sentence where there is nothing; else one that fits everywhere
    bool shows_title = true;
    bool loading = false;         // grey bars in its shape
    bool pressable = false;       // its marks lead somewhere
};

// One mark: a bar, a point, a step, a cell. Matrix: series is the row. Scatter: index is that of the point, or, where they
// are too many to be drawn one by one, of a square of the plot.
struct ChartMark {
    int series = -1, index = -1;
    bool operator==(const ChartMark&) const = default;
};

// What a chart keeps from frame to frame; whoever draws it keeps one.
struct ChartState {
    ChartMark cursor = {};            // the keyboard's
    ChartMark tapped = {};            // whose words are shown to a finger
    std::vector<Rect> words = {};     // where its words were written in the last frame
};

struct ChartEvents {
    std::optional<ChartMark> pressed = {};  // only of charts that are pressable
    std::optional<ChartMark> at = {};       // under the mouse, the keyboard or the finger
};

// By place: the look of a series follows from which one it is. Whatever the colour: each has its own pattern or shape.
enum class ChartTone : uint8_t { by_place, ink, accent, hot, warm, cold };
struct ChartSeries {
    std::string name = {};
    std::vector<std::optional<double>> values = {};  // nothing: no value, and a gap
    ChartTone tone = ChartTone::by_place;
    char32_t icon = 0;  // beside its name
};

struct BarChart {
    ChartHead head = {};
    std::string_view category = {};  // what the names are names of: "Source"
    ChartAxis values = {};
    std::vector<std::string> names = {};
    std::vector<ChartSeries> series = {};  // first to last: from left to right, or from above
    bool lying = false;    // a ranked list: names at the left, numbers at the ends of the bars
    bool stacked = false;  // else side by side
};
ChartEvents bar_chart(Frame& frame, NodeId id, Rect box, ChartState& state, const BarChart& chart);
// A lying one needs so much: in less it shows the first rows, and says how many are missing.
float lying_bars_height(const Frame& frame, float width, const BarChart& chart);

struct LineChart {
    ChartHead head = {};
    ChartAxis across = {}, values = {};
    std::vector<double> at = {};           // ascending; each series has a value, or none, for each
    std::vector<ChartSeries> series = {};
    bool from_zero = true;
};
ChartEvents line_chart(Frame& frame, NodeId id, Rect box, ChartState& state, const LineChart& chart);

struct FunnelStep {
    app::StageMark stage = {};  // name, ring and colour
    int64_t count = 0;
    std::optional<int64_t> median_days = {};  // from the step before to this one
};
struct FunnelChart {
    ChartHead head = {};
    std::string_view step = {};   // what the names are names of: "Stage"
    std::string_view count = {};  // what is counted: "Leads"
    std::vector<FunnelStep> steps = {};
};
ChartEvents funnel_chart(Frame& frame, NodeId id, Rect box, ChartState& state, const FunnelChart& chart);
float funnel_height(const Frame& frame, float width, const FunnelChart& chart);  // in less the first steps, as above

struct MatrixChart {
    ChartHead head = {};
    std::string_view rows_are = {}, columns_are = {};  // "Fit", "Engagement"
    std::vector<std::string> rows = {}, columns = {};
    std::vector<std::optional<double>> cells = {};     // row by row
    ChartFormat format = {};
};
ChartEvents matrix_chart(Frame& frame, NodeId id, Rect box, ChartState& state, const MatrixChart& chart);
float matrix_height(const Frame& frame, float width, const MatrixChart& chart);  // in less the first rows, as above
// Ground and text of a cell, `share` 0 to 1: darker (in dark themes lighter) with it, and always legible.
struct MatrixShade {
    Colour ground = 0, text = 0;
};
MatrixShade matrix_shade(const Palette& palette, float share);

struct ScatterPoint {
    double x = 0, y = 0;
    double weight = 0;                        // its area grows with it; 0: all alike
    std::optional<double> low = {}, high = {};  // how sure y is: an upright line
};
struct ScatterChart {
    ChartHead head = {};
    ChartAxis across = {}, up = {};
    std::span<const ScatterPoint> points = {};
    std::function<std::string(size_t index)> name_of = {};
    bool diagonal = false;  // a dashed line where both are equal
    bool joined = false;    // from point to point
};
inline constexpr size_t kMostPoints = 1000;  // drawn one by one; more are counted in squares
ChartEvents scatter_chart(Frame& frame, NodeId id, Rect box, ChartState& state, const ScatterChart& chart);

}  // namespace ui
