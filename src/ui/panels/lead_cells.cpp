#include "ui/panels/lead_cells.h"

#include <algorithm>
#include <iterator>

namespace ui {
namespace {

// What a column is beside its name. A field has the last one.
const Column& look_of(std::string_view key) {
    static constexpr Column kLooks[] = {
        {.key = "name", .width = 150, .whole = true, .grow = 2, .most = 280},
        {.key = "company", .width = 104, .cut_first = true, .grow = 2, .most = 340, .drop = 3},
        {.key = "score", .width = kScoreWidth},
        {.key = "grade", .width = 42, .drop = 1},
        {.key = "temperature", .width = 64, .drop = 2},
        {.key = "stage", .width = 98, .whole = true, .grow = 0.5f, .most = 140, .drop = 4},
        {.key = "value", .width = 80, .whole = true, .right = true, .drop = 8},
        {.key = "owner", .width = 40, .drop = 7},
        {.key = "outcome", .width = 90, .drop = 5},
        {.key = "closed_on", .width = 110, .grow = 1, .right = true, .drop = 6},
        {.key = "last_activity", .width = 126, .grow = 1, .most = 260, .drop = 9},
        {.key = "next_step", .width = 112, .grow = 3, .sortable = false, .drop = 6},
        {.key = "due", .width = 104, .whole = true, .right = true, .drop = 5},
        {.width = 90, .cut_first = true, .grow = 1, .most = 260},
    };
    const auto found = std::find_if(std::begin(kLooks), std::end(kLooks), [&](const Column& look) { return look.key == key; });
    return found == std::end(kLooks) ? kLooks[std::size(kLooks) - 1] : *found;
}

Column column_of(const app::LeadColumnView& wanted) {
    Column column = look_of(wanted.key);
    if (wanted.width > 0) column = {.width = wanted.width, .right = column.right, .sortable = column.sortable, .drop = column.drop};
    column.key = wanted.key;
    column.title = wanted.label;
    column.right |= wanted.right;
    column.resizable = wanted.key != "outcome" && wanted.key != "closed_on";
    column.movable = column.resizable && wanted.key != "name";
    return column;
}

void take_wish(const Frame& frame, float wish, bool numbered, Column& column) {
    constexpr float kSortArrow = 18, kSortNumber = 8, kMostWish = 320;
    const float head = text_width(frame, Type::small_strong, column.title) + kSortArrow + (numbered ? kSortNumber : 0.f);
    column.wish = std::clamp(wish, std::min(head, kMostWish), kMostWish);
    if (column.most > 0) column.most = std::max(column.most, column.wish);
}

}  // namespace

std::vector<Column> lead_columns(const Frame& frame, const LeadList& list, float width) {
    std::vector<Column> columns;
    for (const app::LeadColumnView& wanted : list.columns) {
        Column& column = columns.emplace_back(column_of(wanted));
        if (!list.usual_order) column.drop = 0;  // who chose them by hand sees them all
        const auto wish = list.wishes.find(wanted.key);
        if (wanted.width == 0 && wish != list.wishes.end()) take_wish(frame, wish->second, list.numbered, column);
    }
    std::vector<Column> fitted = fit_columns(columns, width);
    if (list.usual_order || width_of(fitted) <= width) return fitted;
    for (Column& column : columns) column.width = std::max(column.width, column.wish);
    columns.front().width = std::min(columns.front().width, std::floor(width / 2));  // beside the names there is room for the rest
    return columns;
}

float lead_cell_width(const Frame& frame, const app::LeadRow& row, std::string_view column) {
    if (column == "name") return text_width(frame, Type::strong, row.name) + 1;
    if (column == "company") return text_width(frame, Type::body, row.company) + 1;
    if (column == "stage") return row.stage.name.empty() ? 0 : stage_width(frame, row.stage) + 1;
    if (column == "last_activity") return row.last_activity.empty() ? 0 : 22 + text_width(frame, Type::body, row.last_activity) + 1;
    if (column == "next_step") return text_width(frame, Type::body, row.next_step) + 1;
    if (column == "due") return due_width(frame, row.due_kind, row.due);
    if (column == "value") return text_width(frame, Type::body, row.value) + 1;
    return 0;
}

namespace {

std::string draw_outcome(Frame& frame, const app::LeadRow& row, Rect cell) {
    if (row.outcome.empty()) return {};
    const bool last = row.stage.kind == app::StageMark::Kind::last;
    paint(frame).icon(cell.cut_left(14), last ? icon::trophy : icon::circle_slash, last ? frame.palette.success.solid : frame.palette.ink.third, 14);
    cell.cut_left(6);
    paint(frame).text(cell, Type::body, frame.palette.ink.first, row.outcome);
    return row.outcome;
}

std::string draw_last_activity(Frame& frame, const app::LeadRow& row, Rect cell) {
    if (row.last_activity.empty()) return {};
    if (const char32_t glyph = icon_named(row.last_activity_icon)) paint(frame).icon(cell.cut_left(14), glyph, frame.palette.ink.third, 14);
    cell.cut_left(8);
    paint(frame).text(cell, Type::body, frame.palette.ink.second, row.last_activity);
    return row.last_activity_when.empty() ? row.last_activity : row.last_activity + ", " + row.last_activity_when;
}

}  // namespace

std::string lead_cell(Frame& frame, const app::LeadRow& row, std::string_view column, Rect cell, bool selected) {
    const Palette& p = frame.palette;
    Painter painter = paint(frame);
    const auto words = [&](Type type, Colour colour, const std::string& text, Align align = Align::left) {
        painter.text(cell, type, colour, text, align);
        return text;
    };
    if (column == "name") return words(Type::strong, p.ink.first, row.name.empty() ? tr("lead.no_name") : row.name);
    if (column == "company") return words(Type::body, p.ink.second, row.company);
    if (column == "score") return paint_score(frame, cell, row.score), score_words(row.score);
    if (column == "grade") return paint_grade(frame, cell, row.score.grade), grade_words(row.score.grade);
    if (column == "temperature") return paint_temperature(frame, cell, row.score.temperature), temperature_word(row.score.temperature);
    if (column == "stage") return paint_stage(frame, cell, row.stage), row.stage.name;
    if (column == "value") return words(Type::body, p.ink.second, row.value, Align::right);
    if (column == "owner") {
        if (row.owner_initials.empty()) return {};
        avatar(frame, {cell.x, cell.y, 20, cell.h}, row.owner_initials, 20, selected);
        return row.owner;
    }
    if (column == "outcome") return draw_outcome(frame, row, cell);
    if (column == "closed_on") return words(Type::small, p.ink.third, row.closed_on, Align::right);
    if (column == "last_activity") return draw_last_activity(frame, row, cell);
    if (column == "next_step") return words(Type::body, p.ink.first, row.next_step);
    if (column == "due") return paint_due(frame, cell, row.due_kind, row.due), row.due;
    return {};
}

void paint_card_score(Frame& frame, const app::ScoreShort& score, Rect& at) {
    Rect box = at.cut_left(36);
    paint(frame).text(box.cut_top(22), Type::strong, frame.palette.ink.first, std::to_string(score.total));
    paint_score_bars(frame, {box.x, box.y + 2, box.w, 12}, score, 32);
    at.cut_left(12);
}

std::string lead_card(Frame& frame, const app::LeadRow& row, Rect cell) {
    const Palette& p = frame.palette;
    Painter painter = paint(frame);
    Rect at = cell.strip(44);
    paint_card_score(frame, row.score, at);

    Rect upper = at.cut_top(22), lower = at.cut_top(22);
    paint_grade(frame, upper.cut_right(20), row.score.grade);
    upper.cut_right(8);
    if (row.closed) {
        const float width = std::min(text_width(frame, Type::small_strong, row.outcome), 96.f);
        painter.text(upper.cut_right(width + 1), Type::small_strong, p.ink.second, row.outcome);
    } else {
        paint_temperature(frame, upper.cut_right(temperature_width(frame, row.score.temperature) + 1), row.score.temperature);
    }
    upper.cut_right(12);
    if (row.stage.kind != app::StageMark::Kind::none) paint_stage(frame, lower.cut_right(stage_width(frame, row.stage) + 1), row.stage);
    lower.cut_right(12);
    painter.text(upper, Type::strong, p.ink.first, row.name.empty() ? tr("lead.no_name") : row.name);
    painter.text(lower, Type::small, p.ink.second, row.company);
    return join_names(row.name, row.company) + ", " + score_words(row.score) + ", " + grade_words(row.score.grade) + ", " +
           (row.closed ? row.outcome : temperature_word(row.score.temperature)) + ", " + row.stage.name;
}

}  // namespace ui
