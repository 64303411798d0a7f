#include "ui/widgets/signals.h"

#include "app/messages.h"
#include "generated/icons.h"

namespace ui {
namespace {

const Tone& tone_of(const Palette& p, app::Temperature temperature) {
    switch (temperature) {
        case app::Temperature::hot: return p.hot;
        case app::Temperature::warm: return p.warm;
        case app::Temperature::cold: return p.cold;
    }
    return p.cold;
}

// A lens of k stages takes k of the eight colours, spread, the last always the eighth.
size_t stage_index(const app::StageMark& stage) {
    if (stage.kind == app::StageMark::Kind::last) return 7;
    if (stage.count <= 1) return 0;
    const int index = stage.place * 7 / (stage.count - 1);
    return static_cast<size_t>(std::clamp(index, 0, 7));
}

bool is_coloured(const app::StageMark& stage) {
    return stage.kind == app::StageMark::Kind::open || stage.kind == app::StageMark::Kind::last;
}

}  // namespace

void paint_grade(Frame& frame, Rect box, int grade, float size) {
    const GradeTone& tone = frame.palette.grade[static_cast<size_t>(std::clamp(grade, 1, 4) - 1)];
    const Rect at = Rect{box.x, box.y, size, box.h}.strip(size);
    const float radius = size > 24 ? frame.theme.radius.large : frame.theme.radius.tag;
    Painter painter = paint(frame);
    painter.fill(at, tone.background, radius);
    if (tone.line != tone.background) painter.border(at, tone.line, radius);
    const char digit[2] = {static_cast<char>('0' + std::clamp(grade, 1, 4)), 0};
    painter.text(at, size > 24 ? Type::title : Type::small_strong, tone.text, digit, Align::middle);
}

const std::string& temperature_word(app::Temperature temperature) {
    switch (temperature) {
        case app::Temperature::hot: return app::tr("temperature.hot");
        case app::Temperature::warm: return app::tr("temperature.warm");
        case app::Temperature::cold: return app::tr("temperature.cold");
    }
    return app::tr("temperature.cold");
}

char32_t temperature_icon(app::Temperature temperature) {
    switch (temperature) {
        case app::Temperature::hot: return icon::flame;
        case app::Temperature::warm: return icon::sun;
        case app::Temperature::cold: return icon::snowflake;
    }
    return 0;
}

TagTone temperature_tone(app::Temperature temperature) {
    switch (temperature) {
        case app::Temperature::hot: return TagTone::hot;
        case app::Temperature::warm: return TagTone::warm;
        case app::Temperature::cold: return TagTone::cold;
    }
    return TagTone::cold;
}

float temperature_width(const Frame& frame, app::Temperature temperature) {
    return 14 + 5 + text_width(frame, frame.density.touch ? Type::small_strong : Type::medium, temperature_word(temperature));
}

void paint_temperature(Frame& frame, Rect box, app::Temperature temperature) {
    const Tone& tone = tone_of(frame.palette, temperature);
    Painter painter = paint(frame);
    painter.icon(box.cut_left(14), temperature_icon(temperature), tone.solid, 14);
    box.cut_left(5);
    box.w += 1;
    painter.text(box, frame.density.touch ? Type::small_strong : Type::medium, tone.text, temperature_word(temperature));
}

void paint_score_bars(Frame& frame, Rect box, const app::ScoreShort& score, float longest) {
    Painter painter = paint(frame);
    const Rect both = box.strip(8);
    const auto length = [&](int points) { return std::max(std::round(longest * static_cast<float>(points) / 100), points > 0 ? 2.f : 0.f); };
    painter.fill({both.x, both.y, length(score.fit), 3}, frame.palette.ink.second, 1);
    painter.fill({both.x, both.y + 5, length(score.engagement), 3}, frame.palette.accent.solid, 1);
}

void paint_score(Frame& frame, Rect box, const app::ScoreShort& score) {
    const std::string number = std::to_string(score.total);
    Painter painter = paint(frame);
    painter.text(box.cut_left(26), Type::strong, frame.palette.ink.first, number);
    paint_score_bars(frame, box, score, std::min(36.f, box.w));
}

Colour stage_colour(const Palette& palette, const app::StageMark& stage) {
    return is_coloured(stage) ? palette.stage[stage_index(stage)] : palette.stage[0];
}

Colour stage_tint(const Palette& palette, const app::StageMark& stage) {
    return is_coloured(stage) ? palette.stage_tint[stage_index(stage)] : palette.stage_tint[0];
}

void paint_stage_ring(Frame& frame, Rect box, const app::StageMark& stage) {
    using Kind = app::StageMark::Kind;
    if (stage.kind == Kind::none) return;
    const Colour colour = stage_colour(frame.palette, stage);
    const Rect at = box.centred(14, 14);
    const float x = at.middle_x(), y = at.middle_y();
    Painter painter = paint(frame);
    if (stage.kind == Kind::last) {
        painter.circle(x, y, 6.5f, colour);
        painter.icon(at, icon::check, frame.palette.surface.pane, 10);
        return;
    }
    painter.ring(x, y, 5.75f, colour, 1.5f);
    if (stage.kind == Kind::paused) {
        painter.fill({x - 2.5f, y - 2.5f, 1.5f, 5}, colour);
        painter.fill({x + 1, y - 2.5f, 1.5f, 5}, colour);
    } else if (stage.kind == Kind::ended) {
        painter.stroke(x - 2.5f, y + 2.5f, x + 2.5f, y - 2.5f, colour, 1.5f);
    } else if (stage.count > 1) {
        painter.pie(x, y, 3.75f, static_cast<float>(stage.place) / static_cast<float>(stage.count - 1), colour);
    }
}

float stage_width(const Frame& frame, const app::StageMark& stage) {
    return 14 + 6 + text_width(frame, frame.density.touch ? Type::small : Type::body, stage.name);
}

void paint_stage(Frame& frame, Rect box, const app::StageMark& stage) {
    if (stage.kind == app::StageMark::Kind::none) return;
    paint_stage_ring(frame, box.cut_left(14), stage);
    box.cut_left(6);
    paint(frame).text(box, frame.density.touch ? Type::small : Type::body, frame.palette.ink.first, stage.name);
}

float stage_tag(Frame& frame, Rect box, const app::StageMark& stage) {
    if (stage.kind == app::StageMark::Kind::none) return 0;
    const float width = std::min(14 + 14 + 5 + text_width(frame, Type::small, stage.name), box.w);
    const Rect at = Rect{box.x, box.y, width, box.h}.strip(frame.density.touch ? 24 : 20);
    Painter painter = paint(frame);
    painter.fill(at, stage_tint(frame.palette, stage), frame.theme.radius.tag);
    if (frame.palette.high_contrast) painter.border(at, stage_colour(frame.palette, stage), frame.theme.radius.tag);
    Rect inside = at.inset(7, 0);
    paint_stage_ring(frame, inside.cut_left(14), stage);
    inside.cut_left(5);
    inside.w += 1;
    label(frame, inside, Type::small, frame.palette.ink.first, stage.name);
    return width;
}

float due_width(const Frame& frame, app::DueKind kind, std::string_view text) {
    if (text.empty()) return 0;
    const bool marked = kind == app::DueKind::late || kind == app::DueKind::today;
    return marked ? text_width(frame, Type::small_strong, text) + 19 : text_width(frame, Type::small, text) + 1;
}

void paint_due(Frame& frame, Rect box, app::DueKind kind, std::string_view text) {
    if (text.empty()) return;
    const Palette& p = frame.palette;
    Painter painter = paint(frame);
    if (kind != app::DueKind::late && kind != app::DueKind::today) {
        painter.text(box, Type::small, p.ink.third, text, Align::right);
        return;
    }
    const bool late = kind == app::DueKind::late;
    const Type type = Type::small_strong;
    const float width = std::min(text_width(frame, type, text), std::max(box.w - 18, 0.f));
    const Colour colour = late ? p.danger.text : p.ink.first;
    painter.text(box.cut_right(width + 1), type, colour, text);
    box.cut_right(4);
    painter.icon(box.cut_right(14), late ? icon::alarm_clock : icon::clock, colour, 14);
}

std::string score_words(const app::ScoreShort& score) {
    return app::tr("score.words", {{"total", std::to_string(score.total)},
                                   {"fit", std::to_string(score.fit)},
                                   {"engagement", std::to_string(score.engagement)}});
}

std::string grade_words(int grade) { return app::tr("grade.words", {{"grade", std::to_string(grade)}}); }

char32_t icon_named(std::string_view name) {
    for (const auto& named : icon::all)
        if (named.name == name) return named.point;
    return 0;
}

}  // namespace ui
