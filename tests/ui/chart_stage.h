// One chart alone on a canvas, in any theme, density and size, over the headless platform: a test draws it, acts, and
// reads what it said, what it gave back and where it drew.
#pragma once

#include "platform/native/headless.h"
#include "ui/widgets/chart.h"

#include <functional>
#include <string>
#include <vector>

namespace tests {

namespace hands = platform::headless;

struct ChartStageOptions {
    float width = 464, height = 240;  // of the chart
    std::string language = "en";
    bool touch = false;
};

class ChartStage {
public:
    using Draw = std::function<ui::ChartEvents(ui::Frame&, ui::NodeId, ui::Rect, ui::ChartState&)>;

    ChartStage(Draw draw, const ChartStageOptions& options);
    template <class Chart>
    ChartStage(ui::ChartEvents (*draw)(ui::Frame&, ui::NodeId, ui::Rect, ui::ChartState&, const Chart&), const Chart& chart, const ChartStageOptions& options = {})
        : ChartStage([draw, &chart](ui::Frame& shown, ui::NodeId id, ui::Rect place, ui::ChartState& kept) { return draw(shown, id, place, kept, chart); }, options) {}

    ui::Theme theme = ui::load_theme();
    const ui::Palette* palette = &theme.light;
    ui::ChartState state;
    ui::Rect box;

    // What the last frames gave back.
    std::vector<ui::ChartMark> pressed;
    ui::ChartMark at;
    // What the last frame drew into the window, and how much.
    ui::Rect drawn;
    int vertices = 0;
    bool tip = false;  // something floats over it

    void draw_again();
    std::vector<std::string> names(base::Role role) const;
    std::string said() const;  // to whoever listens
    bool says(std::string_view text) const;
    bool is_focused() const;

private:
    bool frame();

    Draw draw_;
    ChartStageOptions options_;
    ui::Recorder semantics_;
    ui::Memory memory_;
    ui::Fonts fonts_;
    std::vector<base::SemanticEvent> events_;
};

}  // namespace tests
