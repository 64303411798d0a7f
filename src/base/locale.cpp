#include "base/locale.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace base {

namespace {

constexpr size_t kGroup = 3;
constexpr std::array<const char*, 7> kWeekdays = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                  "Friday", "Saturday", "Sunday"};

// "-1234567.5" -> "-1 234 567.5"; what follows the whole part stays as it is.
std::string grouped(std::string text) {
    const size_t begin = !text.empty() && text[0] == '-' ? 1 : 0;
    size_t end = begin;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    while (end > begin + kGroup) {
        end -= kGroup;
        text.insert(end, 1, ' ');
    }
    return text;
}

std::string english_plural(int64_t count) { return count == 1 || count == -1 ? "one" : "other"; }

std::string iso_like(Millis instant, DateStyle style, int offset_minutes) {
    const Day day = day_of(instant, offset_minutes);
    const std::string date = to_iso(day);
    const Millis since_midnight = instant - instant_of(day, offset_minutes);
    const std::string time = to_iso_instant(since_midnight).substr(11, 5);
    switch (style) {
        case DateStyle::day: return date;
        case DateStyle::day_month: return date.substr(5);
        case DateStyle::full: return std::string(kWeekdays[static_cast<size_t>(weekday(day))]) + ' ' + date;
        case DateStyle::time: return time;
        case DateStyle::day_time: return date + ' ' + time;
        case DateStyle::month: return date.substr(0, 7);
    }
    return date;
}

std::vector<uint32_t> ranks_of_folded(const std::vector<std::string_view>& texts) {
    std::vector<std::string> folded;
    folded.reserve(texts.size());
    for (const std::string_view text : texts) folded.push_back(fold(text));
    std::vector<uint32_t> order(texts.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return folded[a] < folded[b]; });
    std::vector<uint32_t> ranks(texts.size());
    uint32_t rank = 0;
    for (size_t i = 0; i < order.size(); ++i) {
        if (i > 0 && folded[order[i]] != folded[order[i - 1]]) ++rank;
        ranks[order[i]] = rank;
    }
    return ranks;
}

}  // namespace

Locale plain_locale(int offset_minutes) {
    Locale locale;
    locale.offset_minutes = offset_minutes;
    locale.plural = english_plural;
    locale.number = [](Decimal number) { return grouped(to_text(number)); };
    locale.money = locale.short_money = [](Money money) { return grouped(to_text(money)); };
    locale.date = [offset_minutes](Millis instant, DateStyle style) {
        return iso_like(instant, style, offset_minutes);
    };
    locale.collation_ranks = ranks_of_folded;
    return locale;
}

}  // namespace base
