#include "base/day.h"

#include "base/check.h"

#include <algorithm>

namespace base {

namespace {

constexpr int kFirstYear = 1;
constexpr int kLastYear = 9999;
constexpr int kDaysPerEra = 146'097;     // 400 Gregorian years
constexpr int kEpochFromEra = 719'468;   // 0000-03-01 to 1970-01-01
constexpr int kThursday = 3;             // 1970-01-01

bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int64_t floor_divide(int64_t number, int64_t divisor) {
    return number / divisor - (number % divisor < 0 ? 1 : 0);
}

// Exactly `digits` ASCII digits, zero-padded. Out-of-range years keep their own length.
void append_padded(std::string& out, int value, int digits) {
    const std::string text = std::to_string(value < 0 ? -static_cast<int64_t>(value) : value);
    if (value < 0) out.push_back('-');
    out.append(static_cast<size_t>(std::max(0, digits - static_cast<int>(text.size()))), '0');
    out += text;
}

// Takes its input apart from the left; after the first mismatch everything fails.
class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {}

    int digits(int count) {
        int value = 0;
        if (rest_.size() < static_cast<size_t>(count)) ok_ = false;
        for (int i = 0; ok_ && i < count; ++i) {
            const char c = rest_[static_cast<size_t>(i)];
            if (c < '0' || c > '9') ok_ = false;
            value = value * 10 + (c - '0');
        }
        if (!ok_) return 0;
        rest_.remove_prefix(static_cast<size_t>(count));
        return value;
    }
    bool next_is(char c) {
        if (!ok_ || rest_.empty() || rest_[0] != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    bool next_is_digit() const { return ok_ && !rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9'; }
    void need(char c) {
        if (!next_is(c)) ok_ = false;
    }
    void need(bool condition) {
        if (!condition) ok_ = false;
    }
    bool ok() const { return ok_; }
    bool done() const { return ok_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool ok_ = true;
};

Civil read_date(Reader& reader) {
    Civil civil;
    civil.year = reader.digits(4);
    reader.need('-');
    civil.month = reader.digits(2);
    reader.need('-');
    civil.day = reader.digits(2);
    reader.need(is_valid(civil));
    return civil;
}

// One to nine digits; what is finer than a millisecond is cut, never rounded up into the future.
int read_fraction_millis(Reader& reader) {
    int millis = 0;
    int count = 0;
    for (; reader.next_is_digit() && count < 9; ++count) {
        const int digit = reader.digits(1);
        if (count < 3) millis = millis * 10 + digit;
    }
    reader.need(count > 0);
    for (; count < 3; ++count) millis *= 10;
    return millis;
}

Millis read_time(Reader& reader) {
    const int hour = reader.digits(2);
    reader.need(':');
    const int minute = reader.digits(2);
    int second = 0;
    int millis = 0;
    if (reader.next_is(':')) {
        second = reader.digits(2);
        if (reader.next_is('.')) millis = read_fraction_millis(reader);
    }
    reader.need(hour < 24 && minute < 60 && second < 60);
    return ((hour * 60 + minute) * 60 + second) * Millis{1000} + millis;
}

int read_offset_minutes(Reader& reader) {
    if (reader.next_is('Z')) return 0;
    const bool west = reader.next_is('-');
    if (!west) reader.need('+');
    const int hours = reader.digits(2);
    (void)reader.next_is(':');
    const int minutes = reader.digits(2);
    reader.need(hours < 24 && minutes < 60);
    return (west ? -1 : 1) * (hours * 60 + minutes);
}

// Into the range of Day: only a damaged file can name an instant outside of it.
Day day_from_count(int64_t count) { return {static_cast<int32_t>(std::clamp(count, int64_t{kFirstDay.count}, int64_t{kLastDay.count}))}; }

}  // namespace

Day day_from_civil(Civil civil) {
    CHECK(is_valid(civil));
    const int year = civil.month <= 2 ? civil.year - 1 : civil.year;  // the year begins in March
    const int era = year / 400;
    const int year_of_era = year - era * 400;
    const int month_from_march = civil.month > 2 ? civil.month - 3 : civil.month + 9;
    const int day_of_year = (153 * month_from_march + 2) / 5 + civil.day - 1;
    const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return {era * kDaysPerEra + day_of_era - kEpochFromEra};
}

Civil civil_from_day(Day day) {
    const int64_t shifted = int64_t{day.count} + kEpochFromEra;
    const int64_t era = floor_divide(shifted, kDaysPerEra);
    const int day_of_era = static_cast<int>(shifted - era * kDaysPerEra);
    const int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int month_from_march = (5 * day_of_year + 2) / 153;
    Civil civil;
    civil.day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    civil.month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    civil.year = static_cast<int>(year_of_era + era * 400) + (civil.month <= 2 ? 1 : 0);
    return civil;
}

bool is_valid(Civil civil) {
    return civil.year >= kFirstYear && civil.year <= kLastYear && civil.month >= 1 && civil.month <= 12 &&
           civil.day >= 1 && civil.day <= days_in_month(civil.year, civil.month);
}

int days_in_month(int year, int month) {
    CHECK(month >= 1 && month <= 12);
    if (month == 2) return is_leap(year) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

int weekday(Day day) {
    const int64_t from_monday = int64_t{day.count} + kThursday;
    return static_cast<int>(from_monday - floor_divide(from_monday, 7) * 7);
}

std::string to_iso(Day day) {
    const Civil civil = civil_from_day(day);
    std::string out;
    append_padded(out, civil.year, 4);
    out.push_back('-');
    append_padded(out, civil.month, 2);
    out.push_back('-');
    append_padded(out, civil.day, 2);
    return out;
}

std::optional<Day> day_from_iso(std::string_view text) {
    Reader reader(text);
    const Civil civil = read_date(reader);
    if (!reader.done()) return std::nullopt;
    return day_from_civil(civil);
}

std::string to_iso_instant(Millis instant) {
    const Millis in_range =
        std::clamp(instant, kFirstDay.count * kMillisPerDay, (kLastDay.count + 1) * kMillisPerDay - 1);
    const int64_t day = floor_divide(in_range, kMillisPerDay);
    const int millis_of_day = static_cast<int>(in_range - day * kMillisPerDay);
    std::string out = to_iso(day_from_count(day));
    out.push_back('T');
    append_padded(out, millis_of_day / 3'600'000, 2);
    out.push_back(':');
    append_padded(out, millis_of_day / 60'000 % 60, 2);
    out.push_back(':');
    append_padded(out, millis_of_day / 1000 % 60, 2);
    out.push_back('.');
    append_padded(out, millis_of_day % 1000, 3);
    out.push_back('Z');
    return out;
}

std::optional<Millis> instant_from_iso(std::string_view text) {
    Reader reader(text);
    const Civil civil = read_date(reader);
    reader.need('T');
    const Millis time = read_time(reader);
    const int offset_minutes = read_offset_minutes(reader);
    if (!reader.done()) return std::nullopt;
    const Millis instant =
        day_from_civil(civil).count * kMillisPerDay + time - offset_minutes * kMillisPerMinute;
    const int64_t day = floor_divide(instant, kMillisPerDay);
    if (day < kFirstDay.count || day > kLastDay.count) return std::nullopt;
    return instant;
}

Day day_of(Millis instant, int offset_minutes) {
    // The offset is added to the parts, so that an instant at the end of int64 cannot overflow.
    const int64_t day = floor_divide(instant, kMillisPerDay);
    const int64_t since_midnight = (instant % kMillisPerDay + kMillisPerDay) % kMillisPerDay;
    const int64_t local = since_midnight + offset_minutes * kMillisPerMinute;
    return day_from_count(day + floor_divide(local, kMillisPerDay));
}

Millis instant_of(Day day, int offset_minutes) {
    return day.count * kMillisPerDay - offset_minutes * kMillisPerMinute;
}

}  // namespace base
