#include "exchange/spoken_days.h"

#include "base/text.h"
#include "exchange/dialects.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

namespace exchange {
namespace {

constexpr int kDaysOfWeek = 7, kMonthsOfYear = 12;
constexpr int kFurthest = 9999;  // of anything: days, weeks, months, years

using Words = std::vector<std::string_view>;

struct Phrase {
    std::string_view words;  // folded
    int days;
};
constexpr std::array kPhrases = {
    Phrase{"today", 0},       Phrase{"hari ini", 0},    Phrase{"i dag", 0},     Phrase{"idag", 0},
    Phrase{"tomorrow", 1},    Phrase{"tmrw", 1},        Phrase{"besok", 1},     Phrase{"i morgen", 1},
    Phrase{"imorgen", 1},     Phrase{"lusa", 2},        Phrase{"besok lusa", 2}, Phrase{"day after tomorrow", 2},
    Phrase{"the day after tomorrow", 2}, Phrase{"i overmorgen", 2}, Phrase{"overmorgen", 2}, Phrase{"yesterday", -1},
    Phrase{"kemarin", -1},    Phrase{"i gar", -1},      Phrase{"igar", -1},
};

// 0 Monday .. 6 Sunday. "minggu" is Sunday and week: alone it is the day.
struct Name {
    std::string_view word;
    int day;
};
constexpr std::array kWeekdays = {
    Name{"monday", 0},    Name{"mon", 0},  Name{"senin", 0},  Name{"sen", 0},  Name{"mandag", 0},  Name{"man", 0},
    Name{"tuesday", 1},   Name{"tue", 1},  Name{"tues", 1},   Name{"selasa", 1}, Name{"sel", 1},   Name{"tirsdag", 1}, Name{"tir", 1}, Name{"tirs", 1},
    Name{"wednesday", 2}, Name{"wed", 2},  Name{"rabu", 2},   Name{"rab", 2},  Name{"onsdag", 2},  Name{"ons", 2},
    Name{"thursday", 3},  Name{"thu", 3},  Name{"thur", 3},   Name{"thurs", 3}, Name{"kamis", 3},  Name{"kam", 3},     Name{"torsdag", 3}, Name{"tor", 3}, Name{"tors", 3},
    Name{"friday", 4},    Name{"fri", 4},  Name{"jumat", 4},  Name{"jum'at", 4}, Name{"jum", 4},   Name{"fredag", 4},  Name{"fre", 4},
    Name{"saturday", 5},  Name{"sat", 5},  Name{"sabtu", 5},  Name{"sab", 5},  Name{"lordag", 5},  Name{"lor", 5},
    Name{"sunday", 6},    Name{"sun", 6},  Name{"minggu", 6}, Name{"min", 6}, Name{"ahad", 6}, Name{"sondag", 6},  Name{"son", 6},
};

enum class Unit : uint8_t { day, week, month, year };
struct UnitName {
    std::string_view word;
    Unit unit;
};
constexpr std::array kUnits = {
    UnitName{"day", Unit::day},     UnitName{"days", Unit::day},     UnitName{"d", Unit::day},      UnitName{"hari", Unit::day},   UnitName{"dag", Unit::day},    UnitName{"dager", Unit::day},
    UnitName{"week", Unit::week},   UnitName{"weeks", Unit::week},   UnitName{"w", Unit::week},     UnitName{"minggu", Unit::week}, UnitName{"pekan", Unit::week}, UnitName{"uke", Unit::week}, UnitName{"uker", Unit::week},
    UnitName{"month", Unit::month}, UnitName{"months", Unit::month}, UnitName{"bulan", Unit::month}, UnitName{"maned", Unit::month}, UnitName{"maneder", Unit::month},
    UnitName{"year", Unit::year},   UnitName{"years", Unit::year},   UnitName{"tahun", Unit::year}, UnitName{"ar", Unit::year},
};

struct Count {
    std::string_view word;
    int count;
};
constexpr std::array kCounts = {
    Count{"a", 1},   Count{"an", 1},    Count{"one", 1},  Count{"two", 2},  Count{"three", 3}, Count{"four", 4},  Count{"satu", 1}, Count{"dua", 2},
    Count{"tiga", 3}, Count{"empat", 4}, Count{"en", 1},  Count{"ei", 1},    Count{"et", 1},   Count{"ett", 1},   Count{"to", 2},    Count{"tre", 3},  Count{"fire", 4},
};

template <typename Table, typename Member>
std::optional<Member> look_up(const Table& table, std::string_view word, Member Table::value_type::*member) {
    const auto found = std::find_if(table.begin(), table.end(), [&](const auto& one) { return one.word == word; });
    return found == table.end() ? std::nullopt : std::optional(*found.*member);
}

Words split(std::string_view text) {
    Words words;
    for (size_t begin = 0; begin < text.size();) {
        const size_t end = std::min(text.find(' ', begin), text.size());
        if (end > begin) words.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return words;
}

std::string join(const Words& words) {
    std::string out;
    for (const std::string_view word : words) out += (out.empty() ? "" : " ") + std::string(word);
    return out;
}

bool take_front(Words& words, std::initializer_list<std::string_view> any) {
    if (words.empty() || std::find(any.begin(), any.end(), words.front()) == any.end()) return false;
    words.erase(words.begin());
    return true;
}
bool take_back(Words& words, std::initializer_list<std::string_view> any) {
    if (words.empty() || std::find(any.begin(), any.end(), words.back()) == any.end()) return false;
    words.pop_back();
    return true;
}

std::optional<base::Day> months_on(base::Day today, int months) {
    const base::Civil from = base::civil_from_day(today);
    const int all = from.year * kMonthsOfYear + from.month - 1 + months;
    base::Civil to{all / kMonthsOfYear, all % kMonthsOfYear + 1, from.day};
    if (all < kMonthsOfYear) return std::nullopt;
    to.day = std::min(to.day, base::days_in_month(to.year, to.month));
    return base::is_valid(to) ? std::optional(base::day_from_civil(to)) : std::nullopt;
}

std::optional<base::Day> days_on(base::Day today, int days) {
    const base::Day first = base::day_from_civil({1, 1, 1}), last = base::day_from_civil({9999, 12, 31});
    const int64_t to = int64_t{today.count} + days;
    if (to < first.count || to > last.count) return std::nullopt;
    return base::Day{static_cast<int32_t>(to)};
}

std::optional<base::Day> on(base::Day today, int count, Unit unit) {
    switch (unit) {
        case Unit::day: return days_on(today, count);
        case Unit::week: return days_on(today, count * kDaysOfWeek);
        case Unit::month: return months_on(today, count);
        case Unit::year: return months_on(today, count * kMonthsOfYear);
    }
    return std::nullopt;
}

std::optional<int> count_of(std::string_view word) {
    if (const auto named = look_up(kCounts, word, &Count::count)) return named;
    int value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc() || end != word.data() + word.size() || value < 0 || value > kFurthest) return std::nullopt;
    return value;
}

// "3d", "2w"; "seminggu", "sebulan": the number and its unit in one word.
Words apart(Words words) {
    if (words.size() != 1) return words;
    const std::string_view word = words.front();
    const size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
    if (digits > 0 && digits < word.size()) return {word.substr(0, digits), word.substr(digits)};
    if (word.starts_with("se") && look_up(kUnits, word.substr(2), &UnitName::unit)) return {"1", word.substr(2)};
    return words;
}

// "in 3 days", "3 hari lagi", "om en uke", "3 days ago", "for 3 dager siden".
std::optional<base::Day> read_span(Words words, base::Day today) {
    const bool before = take_front(words, {"in", "om", "dalam"}), behind = take_back(words, {"lagi"});
    const bool onward = before || behind;
    const bool ago = !onward && (take_back(words, {"ago", "siden", "lalu"}));
    if (ago) take_back(words, {"yang"}), take_front(words, {"for"});
    words = apart(std::move(words));
    if (words.size() != 2) return std::nullopt;
    const auto count = count_of(words[0]);
    const auto unit = look_up(kUnits, words[1], &UnitName::unit);
    if (!count || !unit) return std::nullopt;
    return on(today, ago ? -*count : *count, *unit);
}

// "last tue", "selasa lalu", "forrige uke": the nearest one gone by.
std::optional<base::Day> read_last(Words words, base::Day today) {
    const bool before = take_front(words, {"last", "forrige", "sist"});
    if (!before && !take_back(words, {"lalu"})) return std::nullopt;
    if (!before) take_back(words, {"yang"});
    const bool said_day = take_front(words, {"hari"});
    if (words.size() != 1) return std::nullopt;
    const auto unit = look_up(kUnits, words[0], &UnitName::unit);
    if (!said_day && unit && unit != Unit::day) return on(today, -1, *unit);
    const auto wanted = look_up(kWeekdays, words[0], &Name::day);
    if (!wanted) return std::nullopt;
    const int back = (base::weekday(today) - *wanted + kDaysOfWeek) % kDaysOfWeek;
    return days_on(today, back == 0 ? -kDaysOfWeek : -back);
}

// "tue", "on tuesday", "next tue", "selasa depan", "neste uke".
std::optional<base::Day> read_weekday(Words words, base::Day today) {
    const bool said_day = take_front(words, {"on", "hari", "pa"});  // "hari minggu" is no week
    const bool next = take_front(words, {"next", "neste"}) || take_back(words, {"depan"});
    if (words.size() != 1) return std::nullopt;
    const auto unit = look_up(kUnits, words[0], &UnitName::unit);
    if (next && !said_day && unit && unit != Unit::day) return on(today, 1, *unit);
    const auto wanted = look_up(kWeekdays, words[0], &Name::day);
    if (!wanted) return std::nullopt;
    const int here = base::weekday(today);
    if (next) return days_on(today, kDaysOfWeek - here + *wanted);
    const int ahead = (*wanted - here + kDaysOfWeek) % kDaysOfWeek;
    return days_on(today, ahead == 0 ? kDaysOfWeek : ahead);
}

// With dots the day goes first.
std::optional<base::Day> read_whole(const std::string& text, bool day_first) {
    const DateLook look = look_at_date(text);
    if (!look.is_date || look.open || look.has_time || (day_first && look.mdy && !look.dmy)) return std::nullopt;
    Dialect dialect;
    dialect.date = look.mdy && !look.dmy ? DateForm::mdy : DateForm::dmy;
    const auto read = read_date(text, dialect);
    return read ? std::optional(read->day) : std::nullopt;
}

// With the year put behind it: "15 dec", "dec 15", "15/12", "15.12", "15.12.".
std::optional<base::Day> read_day_and_month(std::string text, base::Day today) {
    if (text.find_first_of("0123456789") == std::string::npos) return std::nullopt;
    const int year = base::civil_from_day(today).year;
    if (text.ends_with('.')) text.pop_back();
    const bool named = text.find_first_of("abcdefghijklmnopqrstuvwxyz") != std::string::npos;
    if (const size_t slash = text.find('/'); slash != std::string::npos) {  // 12/27 may be a month of 2027
        const auto second = count_of(std::string_view(text).substr(slash + 1));
        if (second && *second >= year % 100) return std::nullopt;
    }
    const char separator = named ? ' ' : text.find('/') != std::string::npos ? '/' : '.';
    constexpr int kUntilLeapYear = 8;  // 29 Feb is that far at most
    for (int later = 0; later <= kUntilLeapYear; ++later) {
        const auto day = read_whole(text + separator + std::to_string(year + later), separator == '.');
        if (day && *day >= today) return day;
    }
    return std::nullopt;
}

}  // namespace

std::optional<base::Day> read_spoken_day(std::string_view text, base::Day today) {
    constexpr size_t kLongest = 60;
    if (text.size() > kLongest) return std::nullopt;
    const std::string folded = base::fold(base::trim(text));
    Words words = split(folded);
    const std::string whole = join(words);
    for (const Phrase& phrase : kPhrases)
        if (whole == phrase.words) return days_on(today, phrase.days);
    if (const auto day = read_weekday(words, today)) return day;
    if (const auto day = read_last(words, today)) return day;
    if (const auto day = read_span(words, today)) return day;
    return read_day_and_month(whole, today);
}

}  // namespace exchange
