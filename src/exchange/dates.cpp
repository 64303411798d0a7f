// Dates, times and yes/no of dialects.h.
#include "base/check.h"
#include "base/text.h"
#include "exchange/dialects.h"
#include "exchange/trimmed.h"

#include <algorithm>
#include <array>
#include <string>

namespace exchange {
namespace {

struct MonthName {
    std::string_view name;
    int month;
};
// English, Indonesian, Norwegian; whole names and the usual short forms, folded.
constexpr std::array kMonths = {
    MonthName{"jan", 1},       MonthName{"january", 1},   MonthName{"januari", 1},   MonthName{"januar", 1},
    MonthName{"feb", 2},       MonthName{"february", 2},  MonthName{"februari", 2},  MonthName{"februar", 2},
    MonthName{"pebruari", 2},  MonthName{"mar", 3},       MonthName{"march", 3},     MonthName{"maret", 3},
    MonthName{"mars", 3},      MonthName{"apr", 4},       MonthName{"april", 4},     MonthName{"may", 5},
    MonthName{"mei", 5},       MonthName{"mai", 5},       MonthName{"jun", 6},       MonthName{"june", 6},
    MonthName{"juni", 6},      MonthName{"jul", 7},       MonthName{"july", 7},      MonthName{"juli", 7},
    MonthName{"aug", 8},       MonthName{"august", 8},    MonthName{"agustus", 8},   MonthName{"agu", 8},
    MonthName{"agt", 8},       MonthName{"ags", 8},       MonthName{"sep", 9},       MonthName{"sept", 9},
    MonthName{"september", 9}, MonthName{"oct", 10},      MonthName{"october", 10},  MonthName{"okt", 10},
    MonthName{"oktober", 10},  MonthName{"nov", 11},      MonthName{"november", 11}, MonthName{"nopember", 11},
    MonthName{"dec", 12},      MonthName{"december", 12}, MonthName{"des", 12},      MonthName{"desember", 12},
};

int month_by_name(std::string_view word) {
    const std::string lower = base::lower_ascii(word);
    for (const MonthName& month : kMonths)
        if (lower == month.name) return month.month;
    return 0;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

struct Scanner {
    std::string_view text;
    size_t at = 0;

    bool done() const { return at == text.size(); }
    char peek() const { return done() ? '\0' : text[at]; }
    bool take(char c) {
        if (peek() != c) return false;
        ++at;
        return true;
    }
    void skip_spaces() {
        while (peek() == ' ') ++at;
    }
    // Digits, at most `most`; their number in `count`.
    int number(size_t most, size_t& count) {
        int value = 0;
        for (count = 0; count < most && is_digit(peek()); ++count) value = value * 10 + (text[at++] - '0');
        return value;
    }
    std::string_view word() {
        const size_t begin = at;
        while (is_letter(peek())) ++at;
        return text.substr(begin, at - begin);
    }
};

struct Parts {
    int first = 0, second = 0, year = 0;  // for a date in numbers; else day, month, year
    bool by_dialect = false;              // first and second may be swapped
    bool dots = false;                    // 03.04.2026: day first, wherever dots are used
};

int whole_year(int year, size_t digits) {
    if (digits == 4) return year;
    return year < 70 ? 2000 + year : 1900 + year;  // as POSIX strptime does
}

// 2026-11-22, 2026/11/22, 2026.11.22
std::optional<Parts> year_first(Scanner& in) {
    Scanner trial = in;
    size_t count = 0;
    Parts parts;
    parts.year = trial.number(5, count);
    if (count != 4) return std::nullopt;
    const char separator = trial.peek();
    if (separator != '-' && separator != '/' && separator != '.') return std::nullopt;
    ++trial.at;
    parts.second = trial.number(2, count);
    if (count == 0 || !trial.take(separator)) return std::nullopt;
    parts.first = trial.number(2, count);
    if (count == 0) return std::nullopt;
    in = trial;
    return parts;
}

// 22/11/2026, 22.11.26, 11-22-2026
std::optional<Parts> in_numbers(Scanner& in) {
    Scanner trial = in;
    size_t count = 0;
    Parts parts;
    parts.by_dialect = true;
    parts.first = trial.number(2, count);
    if (count == 0) return std::nullopt;
    const char separator = trial.peek();
    if (separator != '-' && separator != '/' && separator != '.') return std::nullopt;
    ++trial.at;
    parts.dots = separator == '.';
    parts.second = trial.number(2, count);
    if (count == 0 || !trial.take(separator)) return std::nullopt;
    const int year = trial.number(5, count);
    if (count != 2 && count != 4) return std::nullopt;
    parts.year = whole_year(year, count);
    in = trial;
    return parts;
}

void skip_between(Scanner& in) {
    while (in.peek() == ' ' || in.peek() == '.' || in.peek() == ',' || in.peek() == '-' || in.peek() == '/') ++in.at;
}

// 22 Nov 2026, 22. november 2026, 22-Nov-26, Nov 22, 2026
std::optional<Parts> with_month_name(Scanner& in) {
    Scanner trial = in;
    size_t count = 0;
    Parts parts;
    parts.first = trial.number(2, count);
    if (count > 0) {
        skip_between(trial);
        parts.second = month_by_name(trial.word());
    } else {
        parts.second = month_by_name(trial.word());
        skip_between(trial);
        parts.first = trial.number(2, count);
        if (count == 0 || is_digit(trial.peek())) return std::nullopt;  // "Dec 2027" names no day
    }
    if (parts.second == 0) return std::nullopt;
    skip_between(trial);
    const int year = trial.number(5, count);
    if (count != 2 && count != 4) return std::nullopt;
    parts.year = whole_year(year, count);
    in = trial;
    return parts;
}

bool read_zone(Scanner& in, ReadDate& date) {
    in.skip_spaces();
    if (in.done()) return true;
    if (in.take('Z') || in.take('z')) date.offset_minutes = 0;
    const char sign = in.peek();
    if (sign == '+' || sign == '-') {
        ++in.at;
        size_t count = 0;
        const int hours = in.number(2, count);
        if (count != 2) return false;
        in.take(':');
        const int minutes = in.number(2, count);
        if ((count != 2 && count != 0) || hours > 14 || minutes > 59) return false;
        date.offset_minutes = (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
        return true;
    }
    const std::string word = base::lower_ascii(in.word());
    if (word == "wib")
        date.offset_minutes = 7 * 60;
    else if (word == "wita")
        date.offset_minutes = 8 * 60;
    else if (word == "wit")
        date.offset_minutes = 9 * 60;
    else if (word == "utc" || word == "gmt")
        date.offset_minutes = 0;
    else
        return word.empty();
    return true;
}

bool read_half_of_day(Scanner& in, int& hours) {
    Scanner trial = in;
    trial.skip_spaces();
    const std::string word = base::lower_ascii(trial.word());
    if (word != "am" && word != "pm") return true;
    if (hours < 1 || hours > 12) return false;
    hours = hours % 12 + (word == "pm" ? 12 : 0);
    in = trial;
    return true;
}

// "T14:30", " 14:30:05.123", " kl. 14.30", " 2:30 PM", each with or without a zone.
bool read_time(Scanner& in, ReadDate& date) {
    if (in.done()) return true;
    if (!in.take('T') && !in.take(' ') && !(in.take(',') && in.take(' '))) return false;
    in.skip_spaces();
    if (in.text.substr(in.at).starts_with("kl")) {
        in.at += 2;
        in.take('.');
        in.skip_spaces();
    }
    size_t count = 0;
    int hours = in.number(2, count);
    if (count == 0) return false;
    const char separator = in.peek();
    if (separator != ':' && separator != '.') return false;
    ++in.at;
    const int minutes = in.number(2, count);
    if (count != 2) return false;
    int seconds = 0, millis = 0;
    if (in.take(separator)) {
        seconds = in.number(2, count);
        if (count != 2) return false;
        if (in.take('.') || in.take(',')) {
            millis = in.number(3, count);
            for (; count < 3; ++count) millis *= 10;
            while (is_digit(in.peek())) ++in.at;
        }
    }
    if (!read_half_of_day(in, hours) || hours > 23 || minutes > 59 || seconds > 59) return false;
    date.has_time = true;
    date.millis_of_day = ((hours * 60 + minutes) * 60 + seconds) * 1000 + millis;
    return read_zone(in, date);
}

std::optional<Parts> read_parts(Scanner& in) {
    if (auto parts = year_first(in)) return parts;
    if (auto parts = in_numbers(in)) return parts;
    return with_month_name(in);
}

std::optional<base::Day> day_from(int year, int month, int day) {
    const base::Civil civil{year, month, day};
    if (!base::is_valid(civil)) return std::nullopt;
    return base::day_from_civil(civil);
}

// At least one digit and one of the signs a date has; saves the long way for most texts.
bool may_be_date(std::string_view text) {
    return text.size() >= 6 && text.size() <= 48 && (is_digit(text[0]) || is_letter(text[0]));
}

}  // namespace

std::string_view dialect_word(DateForm form) {
    switch (form) {
        case DateForm::dmy: return "dmy";
        case DateForm::mdy: return "mdy";
        case DateForm::plain:
        case DateForm::open: return "";
    }
    CHECK(false);
}

std::optional<ReadDate> read_date(std::string_view text, const Dialect& dialect) {
    text = trimmed(text);
    if (!may_be_date(text)) return std::nullopt;
    Scanner in{text};
    auto parts = read_parts(in);
    if (!parts) return std::nullopt;
    ReadDate date;
    if (!read_time(in, date) || !in.done()) return std::nullopt;
    const bool month_first = parts->by_dialect && (dialect.date == DateForm::mdy || dialect.date == DateForm::open);
    if (month_first) std::swap(parts->first, parts->second);
    const auto day = day_from(parts->year, parts->second, parts->first);
    if (!day) return std::nullopt;
    date.day = *day;
    return date;
}

DateLook look_at_date(std::string_view text) {
    DateLook look;
    text = trimmed(text);
    if (!may_be_date(text)) return look;
    Scanner in{text};
    const auto parts = read_parts(in);
    ReadDate date;
    if (!parts || !read_time(in, date) || !in.done()) return look;
    const auto day_first = day_from(parts->year, parts->second, parts->first);
    const auto month_first = parts->by_dialect ? day_from(parts->year, parts->first, parts->second) : day_first;
    look.is_date = day_first || month_first;
    look.has_time = date.has_time;
    if (!parts->by_dialect) return look;
    look.dmy = day_first && (!month_first || (parts->dots && day_first != month_first));
    look.mdy = month_first && !day_first;
    look.open = day_first && month_first && day_first != month_first && !parts->dots;
    return look;
}

std::optional<bool> read_yes_no(std::string_view text) {
    text = trimmed(text);
    if (text.empty() || text.size() > 6 ||
        std::string_view("ytjxsbnfu01").find(lower(text[0])) == std::string_view::npos)
        return std::nullopt;
    const std::string lower = base::lower_ascii(text);
    for (std::string_view yes : {"yes", "true", "y", "1", "ya", "ja", "x", "t", "sann", "benar"})
        if (lower == yes) return true;
    for (std::string_view no : {"no", "false", "n", "0", "tidak", "nei", "f", "usann", "salah"})
        if (lower == no) return false;
    return std::nullopt;
}

bool is_link(std::string_view text) {
    text = trimmed(text);
    if (text.size() < 5 || std::string_view("hwmt").find(lower(text[0])) == std::string_view::npos) return false;
    const std::string start = base::lower_ascii(text.substr(0, 12));
    bool link = false;
    for (std::string_view scheme : {"https://", "http://", "www.", "mailto:", "tel:"})
        link = link || (start.starts_with(scheme) && text.size() > scheme.size());
    return link && text.find(' ') == std::string_view::npos;
}

}  // namespace exchange
