// Numbers, money and dates as people type them, read with one dialect per column. Exact integers, no
// floating point; nothing is rounded, and what does not fit the dialect is refused, never bent.
#pragma once

#include "base/day.h"
#include "base/number.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace exchange {

// `plain`: no value needs a choice. `open`: 1.200 may be 1200 or 1.2, and nothing in the file says.
enum class NumberForm : uint8_t { plain, dot_decimal, comma_decimal, open };
// `plain`: ISO, or months by name. `open`: 03/04/2026 may be 3 April or 4 March.
enum class DateForm : uint8_t { plain, dmy, mdy, open };
// "1,5 M": million, or miliar (10^9) as in Indonesian. `plain`: no value has a bare M.
enum class LargeM : uint8_t { plain, million, miliar, open };

struct Dialect {
    NumberForm number = NumberForm::plain;
    DateForm date = DateForm::plain;
    LargeM large_m = LargeM::plain;
    base::Currency currency;  // of amounts that state none themselves; from the column or its header
    bool operator==(const Dialect&) const = default;
};
std::string_view dialect_word(NumberForm form);  // "dot_decimal", ... as in scripts; "" for plain/open
std::string_view dialect_word(DateForm form);    // "dmy", "mdy"

// --- reading with a settled dialect (open is read as dot_decimal, mdy, million) --------------------
std::optional<base::Decimal> read_number(std::string_view text, const Dialect& dialect);
std::optional<base::Money> read_money(std::string_view text, const Dialect& dialect);

struct ReadDate {
    base::Day day;
    bool has_time = false;
    int32_t millis_of_day = 0;
    std::optional<int> offset_minutes;  // stated in the text (Z, +0700)
};
std::optional<ReadDate> read_date(std::string_view text, const Dialect& dialect);

std::optional<bool> read_yes_no(std::string_view text);  // yes no true false ya tidak ja nei 1 0 ...
bool is_link(std::string_view text);                     // http(s)://, www., mailto:, tel:

// --- what a single value tells about its column ------------------------------------------------------
struct NumberLook {
    bool is_number = false;                           // in at least one dialect
    bool dot_decimal = false, comma_decimal = false;  // readable only so
    bool open = false;                                // readable both ways, with different results
    bool bare_m = false, indonesian = false;
    base::Currency currency;  // stated beside it
    bool has_currency = false;
};
NumberLook look_at_number(std::string_view text);

struct DateLook {
    bool is_date = false;
    bool dmy = false, mdy = false, open = false;
    bool has_time = false;
};
DateLook look_at_date(std::string_view text);

}  // namespace exchange
