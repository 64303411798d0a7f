// What all charts share: title and note, the states without marks, who is meant by mouse, finger and keyboard, the words
// that float beside a mark, and the table for those who cannot see it. A chart lays out, asks, draws, and ends. Only the
// chart_*.cpp include this.
#pragma once

#include "ui/widgets/chart.h"
#include "ui/widgets/chart_look.h"
#include "ui/widgets/paint.h"

namespace ui {

// One mark on the canvas.
struct ChartSpot {
    ChartMark mark = {};
    Rect box = {};    // what is ringed
    Rect reach = {};  // where the mouse means it
};

// Which arrows go along, and which between series. Anywhere: left and right by place, up and down by height.
enum class ChartWalk : uint8_t { across, down, anywhere };
enum class ChartShape : uint8_t { upright, lying, cells };  // of the grey bars while it loads

struct ChartTipLine {
    std::string name = {}, value = {};
    std::optional<LegendEntry> key = {};
};
struct ChartTip {
    std::string title = {};
    std::vector<ChartTipLine> lines = {};
    std::string words() const;  // in one line, as it is read out
};

// Its first column are the names of rows.
struct ChartTable {
    std::vector<std::string> heads = {};
    int64_t rows = 0;
    std::function<std::string(int64_t row, size_t column)> cell = {};
    std::function<ChartMark(int64_t row, size_t column)> mark = {};
};
inline constexpr int64_t kMostTableRows = 50;  // then a sentence says how many more there are

// What a chart needs besides its area.
float sheet_height(const Frame& frame, float width, const ChartHead& head);
float sheet_width(float width);  // of the area

class ChartSheet {
public:
    // `drawn`: there is something to draw.
    ChartSheet(Frame& in, NodeId id, Rect box, ChartState& state, const ChartHead& head, bool drawn, ChartShape shape);
    ~ChartSheet();
    ChartSheet(const ChartSheet&) = delete;
    ChartSheet& operator=(const ChartSheet&) = delete;

    Frame& frame;
    Rect area;  // for the chart itself
    bool blank() const { return blank_; }  // it has said why, and there is nothing more to do

    // One line of words; what is too long for its box ends in "…", and is whole under the mouse.
    void write(Rect box, Type type, Colour colour, std::string_view words, Align align = Align::left);
    // Who is meant in this frame, of marks in the order in which Home and End take them for the first and last.
    ChartMark follow(std::span<const ChartSpot> spots, ChartWalk walk);
    bool is_meant(ChartMark mark) const { return mark == meant_ && mark.index >= 0; }
    // After all is drawn.
    ChartEvents end(std::span<const ChartSpot> spots, const ChartTable& table, const std::function<ChartTip(ChartMark)>& tip);

private:
    void draw_blank(const ChartHead& head, ChartShape shape);
    void say_table(std::span<const ChartSpot> spots, const ChartTable& table);
    void say_row(std::span<const ChartSpot> spots, const ChartTable& table, int64_t row);
    void show_cut_words();

    NodeId id_;
    Rect box_;
    ChartState& state_;
    Interaction on_;
    Group figure_;
    bool pressable_, blank_ = false;
    std::string title_;
    ChartMark meant_ = {};
    ChartEvents events_ = {};
    std::vector<std::pair<Rect, std::string>> cut_ = {};
};

// How many rows of this height go into the area, and room for the line that says how many do not.
struct ShownRows {
    size_t count = 0, hidden = 0;
};
ShownRows rows_that_fit(const Frame& frame, float height, size_t rows, float least);
void write_hidden(ChartSheet& sheet, Rect box, size_t hidden);

// From the palest shade to the darkest, with what they stand for at both ends. `shade` gives one of 0 to 1.
float shades_height(const Frame& frame);
void draw_shades(ChartSheet& sheet, Rect box, Colour (*shade)(const Palette& palette, float share), std::string_view low, std::string_view high);

}  // namespace ui
