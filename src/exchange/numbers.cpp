// Numbers and money of dialects.h.
#include "base/check.h"
#include "base/text.h"
#include "base/wide.h"
#include "exchange/dialects.h"
#include "exchange/trimmed.h"

#include <algorithm>
#include <array>
#include <string>

namespace exchange {
namespace {

using base::Currency;
using base::Decimal;

struct Word {
    std::string_view text;
    int power = 0;  // of ten
    bool indonesian = false;
};
constexpr std::array kMultipliers = {
    Word{"rb", 3, true},
    Word{"ribu", 3, true},
    Word{"jt", 6, true},
    Word{"juta", 6, true},
    Word{"miliar", 9, true},
    Word{"milyar", 9, true},
    Word{"triliun", 12, true},
    Word{"k", 3},
    Word{"tusen", 3},
    Word{"mn", 6},
    Word{"mio", 6},
    Word{"mill", 6},
    Word{"mill.", 6},
    Word{"million", 6},
    Word{"millioner", 6},
    Word{"bn", 9},
    Word{"billion", 9},
    Word{"mrd", 9},
    Word{"milliard", 9},
    Word{"milliarder", 9},
};

struct Symbol {
    std::string_view text;  // folded to lower case
    std::string_view code;
};
constexpr std::array kSymbols = {
    Symbol{"us$", "USD"}, Symbol{"$", "USD"},   Symbol{"€", "EUR"},  Symbol{"£", "GBP"},   Symbol{"¥", "JPY"},
    Symbol{"₹", "INR"},   Symbol{"rp.", "IDR"}, Symbol{"rp", "IDR"}, Symbol{"kr.", "NOK"}, Symbol{"kr", "NOK"},
    Symbol{"rm", "MYR"},  Symbol{"s$", "SGD"},  Symbol{"a$", "AUD"},
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

Currency code_currency(std::string_view letters) {
    if (letters.size() != 3) return {};
    std::array<char, 3> upper;
    for (size_t i = 0; i < 3; ++i) {
        const char c = letters[i];
        if (c >= 'a' && c <= 'z')
            upper[i] = static_cast<char>(c - 32);
        else if (c >= 'A' && c <= 'Z')
            upper[i] = c;
        else
            return {};
    }
    return base::currency_from_code({upper.data(), 3});
}

// "Rp 15 jt" in parts: what stands before and after the figures, and the figures.
struct Parts {
    std::string_view figures;
    bool negative = false;
    Currency currency;
    bool has_currency = false;
    int power = 0;
    bool bare_m = false, indonesian = false;
};

// Takes a currency off one end of the words around the figures. False if they are none.
bool take_currency(std::string_view text, Parts& parts) {
    text = trimmed(text);
    if (text.empty()) return true;
    if (parts.has_currency) return false;
    const std::string lower = base::lower_ascii(text);
    for (const Symbol& symbol : kSymbols)
        if (lower == symbol.text) {
            parts.currency = base::currency_from_code(symbol.code);
            parts.has_currency = parts.currency.packed != 0;
            return parts.has_currency;
        }
    parts.currency = code_currency(text);
    parts.has_currency = parts.currency.packed != 0;
    return parts.has_currency;
}

bool take_multiplier(std::string_view word, Parts& parts) {
    const std::string lower = base::lower_ascii(word);
    if (lower == "m") {
        parts.bare_m = true;
        return true;
    }
    for (const Word& known : kMultipliers)
        if (lower == known.text) {
            parts.power = known.power;
            parts.indonesian = known.indonesian;
            return true;
        }
    return false;
}

// After the figures: a multiplier, a currency, or both in this order; ",-" may close an amount.
bool take_suffix(std::string_view text, Parts& parts) {
    text = trimmed(text);
    if (text.empty()) return true;
    const size_t space = text.find(' ');
    const std::string_view first = text.substr(0, space);
    if (take_multiplier(first, parts))
        return space == std::string_view::npos || take_currency(text.substr(space), parts);
    return take_currency(text, parts);
}

std::optional<Parts> take_apart(std::string_view text) {
    text = trimmed(text);
    Parts parts;
    if (text.size() > 2 && text.front() == '(' && text.back() == ')') {
        parts.negative = true;
        text = trimmed(text.substr(1, text.size() - 2));
    }
    if (text.size() > 2 && (text.ends_with(",-") || text.ends_with(".-"))) text = text.substr(0, text.size() - 2);
    const size_t begin = text.find_first_of("0123456789");
    if (begin == std::string_view::npos) return std::nullopt;
    const size_t end = text.find_last_of("0123456789") + 1;
    std::string_view before = text.substr(0, begin);
    size_t figures_begin = begin;
    if (!before.empty() && (before.back() == '.' || before.back() == ',') &&
        (before.size() == 1 || before[before.size() - 2] == ' ' || before[before.size() - 2] == '-')) {
        before.remove_suffix(1);  // ".5"
        --figures_begin;
    }
    before = trimmed(before);
    for (std::string_view minus : {"-", "\xE2\x88\x92"})  // also U+2212
        if (before.starts_with(minus) || before.ends_with(minus)) {
            if (parts.negative) return std::nullopt;
            parts.negative = true;
            before = before.starts_with(minus) ? before.substr(minus.size())
                                               : before.substr(0, before.size() - minus.size());
            break;
        }
    parts.figures = text.substr(figures_begin, end - figures_begin);
    if (before == "+") {
        if (parts.figures.find(' ') != std::string_view::npos) return std::nullopt;  // a phone number
        before = {};
    }
    if (!take_currency(before, parts) || !take_suffix(text.substr(end), parts)) return std::nullopt;
    return parts;
}

// One separator at `at`; its length in bytes, 0 if there is none.
size_t group_space(std::string_view text, size_t at) {
    for (std::string_view space : {" ", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "'", "\xE2\x80\x99"})
        if (text.substr(at).starts_with(space)) return space.size();
    return 0;
}

// Digits as an integer and how many of them are decimals.
struct Figures {
    int64_t digits = 0;
    int decimals = 0;
};

std::optional<Figures> read_figures(std::string_view text, char decimal) {
    const char group = decimal == '.' ? ',' : '.';
    Figures figures;
    size_t digits = 0, in_group = 0, groups = 0;
    std::string_view separator;  // of the groups
    bool fraction = false;
    for (size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (is_digit(c)) {
            if (++digits > 18) return std::nullopt;
            figures.digits = figures.digits * 10 + (c - '0');
            ++in_group;
            figures.decimals += fraction;
            ++i;
            continue;
        }
        if (fraction) return std::nullopt;
        if (c == decimal) {
            if (groups > 0 && in_group != 3) return std::nullopt;
            fraction = true;
            ++i;
            continue;
        }
        const size_t length = c == group ? 1 : group_space(text, i);
        if (length == 0) return std::nullopt;
        const std::string_view found = text.substr(i, length);
        if (groups == 0 ? in_group == 0 || in_group > 3 || figures.digits == 0 : in_group != 3 || found != separator)
            return std::nullopt;
        separator = found;
        ++groups;
        in_group = 0;
        i += length;
    }
    if (digits == 0 || (fraction && figures.decimals == 0)) return std::nullopt;
    if (!fraction && groups > 0 && in_group != 3) return std::nullopt;
    return figures;
}

std::optional<Decimal> scaled(const Parts& parts, std::optional<Figures> figures, LargeM large_m) {
    if (!figures) return std::nullopt;
    int power = parts.power + 6 - figures->decimals;
    if (parts.bare_m) power += large_m == LargeM::miliar ? 9 : 6;
    int64_t value = figures->digits;
    for (; power > 0; --power) {
        const auto tenfold = base::exact_product(value, 10);
        if (!tenfold) return std::nullopt;
        value = *tenfold;
    }
    for (; power < 0; ++power) {
        if (value % 10 != 0) return std::nullopt;
        value /= 10;
    }
    return Decimal{parts.negative ? -value : value};
}

char decimal_sign(NumberForm form) { return form == NumberForm::comma_decimal ? ',' : '.'; }

// With the dialect's form; `plain` columns have no value that depends on it.
std::optional<Decimal> read(const Parts& parts, const Dialect& dialect) {
    if (const auto number = scaled(parts, read_figures(parts.figures, decimal_sign(dialect.number)), dialect.large_m))
        return number;
    if (dialect.number != NumberForm::plain) return std::nullopt;
    return scaled(parts, read_figures(parts.figures, ','), dialect.large_m);
}

// Most numbers are a few digits and nothing else.
std::optional<int64_t> only_digits(std::string_view text) {
    if (text.empty() || text.size() > 12) return std::nullopt;
    int64_t value = 0;
    for (char c : text) {
        if (!is_digit(c)) return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

bool is_code(std::string_view figures) { return figures.size() > 1 && figures[0] == '0' && is_digit(figures[1]); }

}  // namespace

std::string_view dialect_word(NumberForm form) {
    switch (form) {
        case NumberForm::dot_decimal: return "dot_decimal";
        case NumberForm::comma_decimal: return "comma_decimal";
        case NumberForm::plain:
        case NumberForm::open: return "";
    }
    CHECK(false);
}

std::optional<Decimal> read_number(std::string_view text, const Dialect& dialect) {
    if (const auto whole = only_digits(text)) return Decimal{*whole * base::kMillionths};
    const auto parts = take_apart(text);
    if (!parts || parts->has_currency) return std::nullopt;
    return read(*parts, dialect);
}

std::optional<base::Money> read_money(std::string_view text, const Dialect& dialect) {
    if (const auto whole = only_digits(text))
        return base::money_from_decimal(Decimal{*whole * base::kMillionths}, dialect.currency);
    const auto parts = take_apart(text);
    if (!parts) return std::nullopt;
    const auto amount = read(*parts, dialect);
    if (!amount) return std::nullopt;
    return base::money_from_decimal(*amount, parts->has_currency ? parts->currency : dialect.currency);
}

NumberLook look_at_number(std::string_view text) {
    NumberLook look;
    if (only_digits(text)) {
        look.is_number = !is_code(text);
        return look;
    }
    const auto parts = take_apart(text);
    if (!parts || is_code(parts->figures)) return look;
    const auto dot = scaled(*parts, read_figures(parts->figures, '.'), LargeM::million);
    const auto comma = scaled(*parts, read_figures(parts->figures, ','), LargeM::million);
    look.is_number = dot || comma;
    look.open = dot && comma && *dot != *comma;
    look.dot_decimal = dot && !comma;
    look.comma_decimal = comma && !dot;
    look.bare_m = parts->bare_m;
    look.indonesian = parts->indonesian || (parts->has_currency && base::code_of(parts->currency) == "IDR");
    look.currency = parts->currency;
    look.has_currency = parts->has_currency;
    return look;
}

}  // namespace exchange
