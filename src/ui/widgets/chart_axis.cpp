#include "ui/widgets/chart_axis.h"

#include <array>

namespace ui {
namespace {

constexpr float kUnderPlot = 8;    // so far below, words never meet those of the lowest tick
constexpr float kBesideWords = 8;
constexpr float kBetweenTicks = 28, kBetweenWords = 8;
constexpr float kLeastName = 36;   // of a slot: in less, a name is nothing but dots
constexpr int kMostTicks = 6, kMostTicksAcross = 8;
constexpr float kMostOfWidth = 0.45f;

struct Words {
    std::vector<float> centres = {};
    std::vector<std::string> texts = {};
};

std::vector<float> widths_of(const Frame& frame, const Words& words) {
    std::vector<float> widths;
    for (const std::string& text : words.texts) widths.push_back(text_width(frame, Type::caption, text));
    return widths;
}

std::vector<std::optional<float>> places_of(const ChartSheet& sheet, Rect plot, const Words& words, float gap = kBetweenWords) {
    return place_labels(words.centres, widths_of(sheet.frame, words), sheet.area.x, plot.right(), gap);
}

bool all_placed(const std::vector<std::optional<float>>& places) {
    return std::all_of(places.begin(), places.end(), [](const auto& place) { return place.has_value(); });
}

void write_words(ChartSheet& sheet, Rect plot, const Words& words, float y) {
    const std::vector<std::optional<float>> places = places_of(sheet, plot, words);
    const std::vector<float> widths = widths_of(sheet.frame, words);
    for (size_t i = 0; i < places.size(); ++i)
        if (places[i]) sheet.write({*places[i], y, widths[i], line_height(sheet.frame, Type::caption)}, Type::caption, sheet.frame.palette.ink.third, words.texts[i]);
}

void write_label(ChartSheet& sheet, Rect plot, std::string_view label) {
    const float line = line_height(sheet.frame, Type::caption);
    sheet.write({plot.x, sheet.area.bottom() - line, plot.w, line}, Type::caption, sheet.frame.palette.ink.third, label, Align::middle);
}

std::string day_words(base::Day day, DayStep step, MonthLength length) {
    if (step == DayStep::years) return std::to_string(base::civil_from_day(day).year);
    if (step == DayStep::months) return month_words(day, length);
    return tick_words({.unit = ChartUnit::day}, day.count, 1);
}

Words words_of(const DayTicks& ticks, const PlotScale& scale, MonthLength length) {
    Words words;
    for (const base::Day day : ticks.at) {
        words.centres.push_back(scale.at(day.count));
        words.texts.push_back(day_words(day, ticks.step, length));
    }
    return words;
}

// As many ticks as have room with whole or shortened names; where not even two have, with single letters.
void write_days(ChartSheet& sheet, Rect plot, const PlotScale& scale, base::Day low, base::Day high) {
    constexpr std::array<int, 7> kCounts = {13, 9, 7, 5, 4, 3, 2};
    const auto fits = [&](const DayTicks& ticks, MonthLength length) { return all_placed(places_of(sheet, plot, words_of(ticks, scale, length))); };
    DayTicks ticks = ticks_of(low, high, kCounts.back());
    MonthLength length = MonthLength::one_letter;
    for (const int most : kCounts) {
        const DayTicks more = ticks_of(low, high, most);
        const bool whole = fits(more, MonthLength::whole);
        if (!whole && !fits(more, MonthLength::three_letters)) continue;
        ticks = more;
        length = whole ? MonthLength::whole : MonthLength::three_letters;
        break;
    }
    const float y = plot.bottom() + kUnderPlot;
    write_words(sheet, plot, words_of(ticks, scale, length), y);
    if (ticks.step == DayStep::years) return;
    Words years;
    int before = 0;
    for (const base::Day day : ticks.at) {
        const int year = base::civil_from_day(day).year;
        if (year != before) {
            years.centres.push_back(scale.at(day.count));
            years.texts.push_back(std::to_string(year));
        }
        before = year;
    }
    write_words(sheet, plot, years, y + line_height(sheet.frame, Type::caption));
}

}  // namespace

PlotScale draw_up_axis(ChartSheet& sheet, Rect& plot, const ChartAxis& axis, const ChartRange& range, bool from_zero) {
    Frame& frame = sheet.frame;
    const float line = line_height(frame, Type::caption);
    if (!axis.label.empty()) {
        sheet.write(plot.cut_top(line), Type::caption, frame.palette.ink.third, axis.label);
        plot.cut_top(4);
    }
    plot.cut_top(line);  // of the words over the highest bar
    const int most = std::clamp(static_cast<int>(plot.h / kBetweenTicks) + 1, kFewestTicks, kMostTicks);
    const ChartTicks ticks = ticks_of(range, {.most = most, .whole = is_whole(axis.format), .from_zero = from_zero});
    std::vector<std::string> words;
    float width = 0;
    for (const double at : ticks.at) {
        words.push_back(tick_words(axis.format, at, ticks.step));
        width = std::max(width, text_width(frame, Type::caption, words.back()));
    }
    const Rect column = plot.cut_left(std::min(width, std::floor(plot.w * kMostOfWidth)));
    plot.cut_left(kBesideWords);
    const PlotScale scale{ticks.low(), ticks.high(), plot.bottom(), plot.y};
    std::vector<float> centres, heights(words.size(), line - 2);
    for (const double at : ticks.at) centres.push_back(-scale.at(at));  // from the lowest on
    const auto places = place_labels(centres, heights, -plot.bottom() - line / 2, -plot.y + line / 2, 0);
    Painter painter = paint(frame);
    for (size_t i = 0; i < ticks.at.size(); ++i) {
        const float y = std::round(scale.at(ticks.at[i]));
        painter.fill({plot.x, y - (i + 1 == ticks.at.size() ? 0.f : 1.f), plot.w, 1}, ticks.at[i] == 0 ? frame.palette.line.strong : frame.palette.line.subtle);
        if (places[i]) sheet.write({column.x, y - line / 2, column.w, line}, Type::caption, frame.palette.ink.third, words[i], Align::right);
    }
    return scale;
}

float below_height(const Frame& frame, std::string_view label, const ChartFormat& format) {
    const float line = line_height(frame, Type::caption);
    return kUnderPlot + line * (is_time(format) ? 2.f : 1.f) + (label.empty() ? 0 : line + 2);
}

PlotScale draw_across_axis(ChartSheet& sheet, Rect plot, const ChartAxis& axis, const ChartRange& range, bool whole) {
    PlotScale scale{range.low, range.high, plot.x, plot.right()};
    if (scale.low >= scale.high && (!whole || is_time(axis.format))) scale.low -= 0.5, scale.high = scale.low + 1;
    write_label(sheet, plot, axis.label);
    if (is_time(axis.format)) {
        write_days(sheet, plot, scale, {static_cast<int32_t>(range.low)}, {static_cast<int32_t>(range.high)});
        return scale;
    }
    Words words;
    ChartTicks ticks;
    for (int most = kMostTicksAcross; most >= kFewestTicks; --most) {
        ticks = ticks_of(range, {.most = most, .whole = is_whole(axis.format)});
        if (whole) scale.low = ticks.low(), scale.high = ticks.high();
        words = {};
        for (const double at : ticks.at) {
            if (at < scale.low || at > scale.high) continue;
            words.centres.push_back(scale.at(at));
            words.texts.push_back(tick_words(axis.format, at, ticks.step));
        }
        if (all_placed(places_of(sheet, plot, words))) break;
    }
    if (whole)
        for (const float x : words.centres) paint(sheet.frame).fill({std::round(x) - (x >= plot.right() ? 1.f : 0.f), plot.y, 1, plot.h}, sheet.frame.palette.line.subtle);
    write_words(sheet, plot, words, plot.bottom() + kUnderPlot);
    return scale;
}

void draw_names_axis(ChartSheet& sheet, Rect plot, const std::vector<std::string>& names, std::string_view label) {
    write_label(sheet, plot, label);
    if (names.empty()) return;
    const float slot = plot.w / static_cast<float>(names.size());
    // In narrow slots a name takes the room of its neighbours, which are said by the tip alone.
    const float room = std::max(slot, kLeastName) - 4;
    std::vector<float> centres, widths;
    for (size_t i = 0; i < names.size(); ++i) {
        centres.push_back(plot.x + slot * (static_cast<float>(i) + 0.5f));
        widths.push_back(std::min(text_width(sheet.frame, Type::caption, names[i]), room));
    }
    const auto places = place_labels(centres, widths, sheet.area.x, plot.right(), 4);
    const float line = line_height(sheet.frame, Type::caption);
    for (size_t i = 0; i < names.size(); ++i)
        if (places[i]) sheet.write({*places[i], plot.bottom() + kUnderPlot, widths[i], line}, Type::caption, sheet.frame.palette.ink.second, names[i]);
}

}  // namespace ui
