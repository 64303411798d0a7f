#include "ui/widgets/chart_sheet.h"

#include "app/messages.h"
#include "ui/widgets/chart_hands.h"

#include <imgui_internal.h>

#include <array>

namespace ui {
namespace {

constexpr float kEdge = 4;  // around the chart: a ring at its border is inside its box
constexpr float kUnderTitle = 8, kOverNote = 6;

Type title_type(const Frame& frame) { return frame.density.touch ? Type::small_strong : Type::strong; }

std::string joined(const std::string& a, const std::string& b, const char* between) { return a.empty() || b.empty() ? a + b : a + between + b; }

// Grey bars as high, long or many as those of a chart usually are.
void paint_waiting(Frame& frame, Rect area, ChartShape shape) {
    constexpr std::array<float, 5> kShares = {0.9f, 0.62f, 0.74f, 0.38f, 0.5f};
    Painter painter = paint(frame);
    const float radius = frame.theme.radius.small;
    const auto count = static_cast<float>(kShares.size());
    for (size_t i = 0; i < kShares.size(); ++i) {
        const auto place = static_cast<float>(i);
        if (shape == ChartShape::upright) {
            const float slot = std::floor(area.w / count), height = std::round(area.h * kShares[i]);
            painter.fill({area.x + slot * place, area.bottom() - height, std::round(slot * 0.6f), height}, frame.palette.surface.track, radius);
        } else if (shape == ChartShape::lying) {
            const float slot = std::floor(area.h / count);
            painter.fill(Rect{area.x, area.y + slot * place, std::round(area.w * kShares[i]), slot}.strip(std::min(10.f, slot)), frame.palette.surface.track, radius);
        } else {
            constexpr float kRows = 3, kGap = 4;
            const float width = std::floor(area.w / count), height = std::floor(area.h / kRows);
            for (float row = 0; row < kRows; ++row) painter.fill({area.x + width * place, area.y + height * row, width - kGap, height - kGap}, frame.palette.surface.track, radius);
        }
    }
}

}  // namespace

std::string ChartTip::words() const {
    std::string out = title;
    for (const ChartTipLine& line : lines) out = joined(out, joined(line.name, line.value, ": "), ", ");
    return out;
}

float sheet_width(float width) { return width - 2 * kEdge; }

float sheet_height(const Frame& frame, float width, const ChartHead& head) {
    float height = 2 * kEdge;
    if (head.shows_title && !head.title.empty()) height += paragraph_height(frame, sheet_width(width), title_type(frame), head.title) + kUnderTitle;
    if (!head.note.empty()) height += paragraph_height(frame, sheet_width(width), Type::caption, head.note) + kOverNote;
    return height;
}

ChartSheet::ChartSheet(Frame& in, NodeId id, Rect box, ChartState& state, const ChartHead& head, bool drawn, ChartShape shape)
    : frame(in), area(box.inset(kEdge)), id_(id), box_(box), state_(state), on_(drawn && !head.loading ? interact(in, id, box) : Interaction{}),
      figure_(in.semantics, id, base::Role::figure, head.title, visible_part(box)), pressable_(head.pressable), title_(head.title) {
    figure_.node().focused = on_.focused;
    ImGui::PushOverrideID(id);
    state.words.clear();
    if (head.shows_title && !head.title.empty()) {
        const float height = paragraph_height(frame, area.w, title_type(frame), head.title);
        paint(frame).paragraph(area.cut_top(height), title_type(frame), frame.palette.ink.first, head.title);
        area.cut_top(kUnderTitle);
    }
    if (!head.note.empty()) {
        const float height = paragraph_height(frame, area.w, Type::caption, head.note);
        paragraph(frame, area.cut_bottom(height), Type::caption, frame.palette.ink.third, head.note);
        area.cut_bottom(kOverNote);
    }
    blank_ = head.loading || !drawn;
    if (blank_) draw_blank(head, shape);
}

ChartSheet::~ChartSheet() { ImGui::PopID(); }

void ChartSheet::draw_blank(const ChartHead& head, ChartShape shape) {
    state_.cursor = state_.tapped = {};
    if (head.loading) {
        paint_waiting(frame, area, shape);
        frame.semantics.add_text(base::Role::text, app::tr("chart.loading"), visible_part(area));
        return;
    }
    const std::string_view words = head.empty.empty() ? std::string_view(app::tr("chart.empty")) : head.empty;
    const float height = paragraph_height(frame, area.w, Type::body, words);
    paragraph(frame, area.strip(std::min(height, area.h)), Type::body, frame.palette.ink.third, words, Align::middle);
}

void ChartSheet::write(Rect box, Type type, Colour colour, std::string_view words, Align align) {
    if (words.empty() || box.w <= 0) return;
    const std::string shown = elide(frame, type, words, box.w);
    if (shown != words) cut_.emplace_back(box, words);
    if (shown.empty()) return;
    const float width = std::min(text_width(frame, type, shown), box.w);
    Rect at = box.strip(line_height(frame, type));
    at.x += align == Align::left ? 0 : align == Align::right ? box.w - width : (box.w - width) / 2;
    at.w = width;
    state_.words.push_back(at);
    at.w += 1;  // measured widths are rounded
    paint(frame).text(at, type, colour, shown);
}

ChartMark ChartSheet::follow(std::span<const ChartSpot> spots, ChartWalk walk) {
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    const bool has_keyboard = g.NavId == id_ && g.NavWindow == g.CurrentWindow;
    if (!find_spot(spots, state_.cursor)) state_.cursor = spots.empty() ? ChartMark{} : spots.front().mark;
    if (!find_spot(spots, state_.tapped)) state_.tapped = {};
    if (has_keyboard) state_.cursor = walk_chart(id_, spots, state_.cursor, walk);
    on_.focused = shows_focus(id_);

    const ImVec2 mouse = ImGui::GetMousePos();
    const ChartSpot* under = on_.hovered || on_.held ? nearest_spot(spots, mouse.x, mouse.y) : nullptr;
    if (frame.touch && ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !under) state_.tapped = {};
    if (on_.pressed) {
        const bool by_pointer = ImGui::IsMouseReleased(ImGuiMouseButton_Left);
        const ChartMark mark = !by_pointer ? state_.cursor : under ? under->mark : ChartMark{};
        const bool again = mark == state_.tapped;
        if (mark.index >= 0) state_.cursor = mark;
        // A finger sees what a mark says before it presses it.
        if (by_pointer && frame.touch && (!again || !pressable_)) state_.tapped = again ? ChartMark{} : mark;
        else if (pressable_ && mark.index >= 0) events_.pressed = mark;
    }
    if (under && pressable_ && !frame.touch) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    meant_ = on_.focused ? state_.cursor : ChartMark{};
    if (frame.touch && state_.tapped.index >= 0) meant_ = state_.tapped;
    if (!frame.touch && under) meant_ = under->mark;
    if (meant_.index >= 0) events_.at = meant_;
    return meant_;
}

ChartEvents ChartSheet::end(std::span<const ChartSpot> spots, const ChartTable& table, const std::function<ChartTip(ChartMark)>& tip) {
    if (on_.focused) {
        const ChartSpot* cursor = find_spot(spots, state_.cursor);
        paint(frame).focus_ring(cursor ? cursor->box : area, frame.theme.radius.extra_small);
    }
    std::string said;
    if (const ChartSpot* spot = find_spot(spots, meant_)) {
        const ChartTip words = tip(meant_);
        if (is_visible(spot->box)) draw_chart_tip(frame, spot->box, words);
        if (on_.focused || meant_ == state_.tapped) said = words.words();
    } else {
        show_cut_words();
    }
    say_table(spots, table);
    // Always there, so that a change of its words is read out.
    frame.semantics.add(make_id("said"), base::Role::status, said, visible_part(area));
    return events_;
}

void ChartSheet::say_table(std::span<const ChartSpot> spots, const ChartTable& table) {
    const int64_t shown = std::min(table.rows, kMostTableRows);
    {
        Group group(frame.semantics, make_id("table"), base::Role::table, app::tr("chart.numbers", {{"title", title_}}), visible_part(area));
        group.node().row_count = table.rows + 1;
        group.node().column_count = static_cast<int32_t>(table.heads.size());
        {
            Group row(frame.semantics, make_id("heads"), base::Role::row, {}, visible_part(area));
            row.node().row_index = 0;
            for (size_t column = 0; column < table.heads.size(); ++column)
                frame.semantics.add(make_id(-1 - static_cast<int64_t>(column)), base::Role::column_header, table.heads[column], visible_part(area)).column_index = static_cast<int32_t>(column);
        }
        for (int64_t row = 0; row < shown; ++row) say_row(spots, table, row);
    }
    if (table.rows > shown) frame.semantics.add_text(base::Role::text, app::tr_count("chart.more_rows", table.rows - shown), visible_part(area));
}

void ChartSheet::say_row(std::span<const ChartSpot> spots, const ChartTable& table, int64_t row) {
    ImGui::PushID(static_cast<int>(row));
    {
        Group group(frame.semantics, make_id("row"), base::Role::row, {}, visible_part(area));
        group.node().row_index = row + 1;
        for (size_t column = 0; column < table.heads.size(); ++column) {
            const NodeId id = make_id(static_cast<int64_t>(column));
            const ChartMark mark = column > 0 && table.mark ? table.mark(row, column) : ChartMark{};
            const ChartSpot* spot = mark.index >= 0 ? find_spot(spots, mark) : nullptr;
            base::SemanticNode& cell = frame.semantics.add(id, column == 0 ? base::Role::row_header : base::Role::data_cell, table.cell(row, column), visible_part(spot ? spot->box : area));
            cell.row_index = row + 1;
            cell.column_index = static_cast<int32_t>(column);
            if (frame.semantics.take_activation(id) && pressable_ && mark.index >= 0) events_.pressed = mark;
        }
    }
    ImGui::PopID();
}

void ChartSheet::show_cut_words() {
    if (!on_.hovered) return;
    for (const auto& [box, words] : cut_)
        if (ImGui::IsMouseHoveringRect({box.x, box.y}, {box.right(), box.bottom()})) return draw_chart_tip(frame, box, {.title = words});
}

ShownRows rows_that_fit(const Frame& frame, float height, size_t rows, float least) {
    if (static_cast<float>(rows) * least <= height) return {rows, 0};
    const float room = height - line_height(frame, Type::small);
    const size_t count = room > least ? static_cast<size_t>(room / least) : 1;
    return {std::min(count, rows), rows - std::min(count, rows)};
}

void write_hidden(ChartSheet& sheet, Rect box, size_t hidden) {
    if (hidden > 0) sheet.write(box, Type::small, sheet.frame.palette.ink.third, app::tr_count("chart.not_shown", static_cast<int64_t>(hidden)));
}

}  // namespace ui
