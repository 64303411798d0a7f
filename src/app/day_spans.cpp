#include "app/day_spans.h"

#include "app/messages.h"
#include "app/text_forms.h"

#include <algorithm>
#include <charconv>

namespace app {
namespace {

constexpr std::array<UsualSpan, 4> kAdded = {{{"0..0", "today"}, {"-6..0", "week"}, {"-29..0", "month"}, {"-89..0", "quarter"}}};
constexpr std::array<UsualSpan, 5> kHappened = {{{"-6..0", "week"}, {"-29..0", "month"}, {"..-14", "quiet_14"}, {"..-30", "quiet_30"}, {"", "none"}}};
constexpr std::array<UsualSpan, 5> kDue = {{{"..-1", "late"}, {"0..0", "today"}, {"0..6", "week"}, {"0..29", "month"}, {"", "none"}}};
constexpr int kFarthest = 100'000;  // days from today
constexpr std::string_view kDots = "..";

struct End {
    bool open = false;       // no end there
    std::optional<base::Day> day;  // as it is written
    int offset = 0;          // else from today
};

std::optional<End> end_of(std::string_view text) {
    if (text.empty()) return End{true, {}, 0};
    if (const auto day = base::day_from_iso(text)) return End{false, day, 0};
    int offset = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), offset);
    if (error != std::errc() || end != text.data() + text.size() || offset < -kFarthest || offset > kFarthest) return std::nullopt;
    return End{false, {}, offset};
}

std::optional<std::pair<End, End>> ends_of(std::string_view text) {
    const size_t dots = text.find(kDots);
    if (dots == std::string_view::npos) return std::nullopt;
    const auto first = end_of(text.substr(0, dots)), last = end_of(text.substr(dots + kDots.size()));
    if (!first || !last || (first->open && last->open)) return std::nullopt;
    return std::pair(*first, *last);
}

base::Day day_at(const End& end, base::Day today) { return end.day.value_or(today + end.offset); }

}  // namespace

bool is_day_facet(std::string_view key) { return std::find(kDayFacets.begin(), kDayFacets.end(), key) != kDayFacets.end(); }

std::optional<DaySpan> span_of(std::string_view text, base::Day today) {
    DaySpan span;
    span.nothing = text.empty();
    if (span.nothing) return span;
    const auto ends = ends_of(text);
    if (!ends) return std::nullopt;
    if (!ends->first.open) span.first = day_at(ends->first, today).count;
    if (!ends->second.open) span.last = day_at(ends->second, today).count;
    return span.first <= span.last ? std::optional(span) : std::nullopt;
}

std::span<const UsualSpan> usual_spans(std::string_view facet) {
    if (facet == "created") return kAdded;
    if (facet == "due") return kDue;
    return kHappened;
}

std::string span_label(std::string_view facet, std::string_view text, base::Day today) {
    for (const UsualSpan& usual : usual_spans(facet))
        if (usual.text == text) return tr("span." + std::string(facet) + "." + std::string(usual.word));
    const auto ends = ends_of(text);
    if (!ends) return std::string(text);
    const Forms forms{locale(), {.today = today}};
    const auto day = [&](const End& end) { return forms.day_in_sentence(day_at(end, today)); };
    if (ends->first.open) return tr("span.until", {{"day", day(ends->second)}});
    if (ends->second.open) return tr("span.from", {{"day", day(ends->first)}});
    return tr("span.between", {{"first", day(ends->first)}, {"last", day(ends->second)}});
}

std::string span_text(std::optional<base::Day> first, std::optional<base::Day> last) {
    return (first ? base::to_iso(*first) : std::string()) + std::string(kDots) + (last ? base::to_iso(*last) : std::string());
}

std::optional<std::pair<std::optional<base::Day>, std::optional<base::Day>>> chosen_days(std::string_view text) {
    const auto ends = ends_of(text);
    if (!ends || (!ends->first.open && !ends->first.day) || (!ends->second.open && !ends->second.day)) return std::nullopt;
    return std::pair(ends->first.day, ends->second.day);
}

}  // namespace app
