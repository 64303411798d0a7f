// One card: who it is, how good and how warm, what it is worth, what comes next. The parts are those of the list's rows.
#include "ui/panels/board_parts.h"

namespace ui {
namespace {

constexpr float kBars = 24;

float number_width(const Frame& frame) { return frame.density.touch ? 34 : 26; }

struct Lines {  // heights
    float pad, name, company, gap, signals, step;
};

Lines lines_of(const Frame& frame) {
    if (frame.density.touch) return {14, 24, 20, 7, 24, 24};
    return frame.density.row < 32 ? Lines{8, 20, 18, 3, 20, 18} : Lines{12, 20, 18, 7, 20, 20};
}

std::string name_of(const app::LeadRow& row) { return row.name.empty() ? tr("lead.no_name") : row.name; }

// The words of the text that fit into the width; the rest is what is left of it.
std::string_view first_line(const Frame& frame, Type type, std::string_view text, float width, std::string_view& rest) {
    size_t end = 0;
    for (size_t space = text.find(' '); space != std::string_view::npos; space = text.find(' ', space + 1))
        if (text_width(frame, type, text.substr(0, space)) <= width) end = space;
    rest = end == 0 ? std::string_view() : text.substr(end + 1);
    return end == 0 ? text : text.substr(0, end);
}

// A name that needs two lines has them, and the company what is left of the second; the number at its end is never cut.
void draw_who(Frame& frame, const app::LeadRow& row, Rect upper, Rect lower, std::string_view value) {
    const Palette& p = frame.palette;
    Painter painter = paint(frame);
    paint_grade(frame, upper.cut_right(20), row.score.grade);
    upper.cut_right(8);
    const std::string name = name_of(row);
    std::string_view line = name, rest;
    if (text_width(frame, Type::strong, name) > upper.w) line = first_line(frame, Type::strong, name, upper.w, rest);
    painter.text({upper.x, upper.y, upper.w + 1, upper.h}, Type::strong, p.ink.first, line);
    if (!value.empty()) {
        painter.text(lower.cut_right(text_width(frame, Type::small, value) + 1), Type::small, p.ink.second, value, Align::right);
        lower.cut_right(8);
    }
    if (!rest.empty()) lower.cut_left(painter.text({lower.x, lower.y, lower.w + 1, lower.h}, Type::strong, p.ink.first, rest) + 8);
    constexpr float kLeastCompany = 32;
    if (rest.empty() || lower.w >= kLeastCompany) painter.text(lower, Type::small, p.ink.second, row.company);
}

float signals_width(const Frame& frame, const app::LeadRow& row) {
    const float last = row.closed ? text_width(frame, Type::small_strong, row.outcome) : temperature_width(frame, row.score.temperature);
    return number_width(frame) + kBars + 8 + last + 1;
}

// Number and bars, then how warm they are, or how it ended.
void draw_signals(Frame& frame, const app::LeadRow& row, Rect line) {
    Painter painter = paint(frame);
    painter.text(line.cut_left(number_width(frame)), Type::strong, frame.palette.ink.first, std::to_string(row.score.total));
    paint_score_bars(frame, line.cut_left(kBars), row.score, kBars);
    line.cut_left(8);
    if (row.closed) painter.text({line.x, line.y, text_width(frame, Type::small_strong, row.outcome) + 1, line.h}, Type::small_strong, frame.palette.ink.second, row.outcome);
    else paint_temperature(frame, {line.x, line.y, temperature_width(frame, row.score.temperature) + 1, line.h}, row.score.temperature);
}

// The next step and when; where nothing is planned, or nothing more will come, what was last.
void draw_step(Frame& frame, const app::LeadRow& row, Rect line) {
    const Palette& p = frame.palette;
    Painter painter = paint(frame);
    if (!row.next_step.empty() && !row.closed) {
        const float due = due_width(frame, row.due_kind, row.due);
        paint_due(frame, line.cut_right(due), row.due_kind, row.due);
        if (due > 0) line.cut_right(8);
        painter.text(line, Type::small, p.ink.second, row.next_step);
        return;
    }
    const std::string& when = row.closed ? row.closed_on : row.last_activity_when;
    if (!when.empty()) {
        painter.text(line.cut_right(text_width(frame, Type::small, when) + 1), Type::small, p.ink.third, when, Align::right);
        line.cut_right(8);
    }
    if (row.last_activity.empty()) return;
    if (const char32_t glyph = icon_named(row.last_activity_icon)) {
        painter.icon(line.cut_left(14), glyph, p.ink.third, 14);
        line.cut_left(6);
    }
    painter.text(line, Type::small, p.ink.third, row.last_activity);
}

void draw_ground(Frame& frame, Rect box, const CardLook& look) {
    const Palette& p = frame.palette;
    Painter painter = paint(frame);
    const float radius = frame.theme.radius.large;
    const Colour rest = look.current ? p.surface.selected : look.held ? p.surface.pressed : look.hovered ? p.surface.hover : p.surface.raised;
    painter.fill(box, look.flash > 0 ? mix(rest, p.surface.selected, look.flash) : rest, radius);
    painter.border(box, look.current ? p.accent.solid : p.line.normal, radius);
    if (look.focused) painter.focus_inside(box, radius);
}

}  // namespace

float board_card_height(const Frame& frame) {
    const Lines lines = lines_of(frame);
    return 2 * lines.pad + lines.name + lines.company + lines.signals + lines.step + 2 * lines.gap;
}

void draw_board_card(Frame& frame, const app::LeadRow& row, Rect box, const CardLook& look) {
    draw_ground(frame, box, look);
    const Lines lines = lines_of(frame);
    Rect inside = box.inset(12, lines.pad);
    const Rect upper = inside.cut_top(lines.name), lower = inside.cut_top(lines.company);
    inside.cut_top(lines.gap);
    const Rect signals = inside.cut_top(lines.signals);
    const float value = row.value.empty() ? 0 : text_width(frame, Type::small, row.value) + 1;
    const bool beside = signals_width(frame, row) + 8 + value <= signals.w;
    draw_who(frame, row, upper, lower, beside ? std::string_view() : std::string_view(row.value));
    draw_signals(frame, row, signals);
    if (beside) paint(frame).text(signals, Type::small, frame.palette.ink.second, row.value, Align::right);
    inside.cut_top(lines.gap);
    draw_step(frame, row, inside.cut_top(lines.step));
    if (look.away) paint(frame).fill(box, with_alpha(frame.palette.surface.pane, 0.6f), frame.theme.radius.large);
}

std::string board_card_words(const app::LeadRow& row) {
    std::string words = row.stage.name;
    for (const std::string& part : {score_words(row.score), grade_words(row.score.grade), row.closed ? row.outcome : temperature_word(row.score.temperature),
                                    row.value, row.closed ? row.closed_on : join_names(row.next_step, row.due)})
        words = join_names(words, part);
    return words;
}

}  // namespace ui
