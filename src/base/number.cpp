#include "base/number.h"

#include "base/check.h"

#include <algorithm>
#include <array>

namespace base {

namespace {

constexpr int kDecimalPlaces = 6;
constexpr int kMaxExponent = 4;
constexpr std::array<int64_t, kDecimalPlaces + 1> kPowerOfTen = {1,      10,      100,      1'000,
                                                                 10'000, 100'000, 1'000'000};

// ISO 4217, list one of 2026, by the decimals of the minor unit. Codes without a minor unit (gold,
// special drawing rights, testing) are not money a lead can have. At the end of each list: codes
// withdrawn lately, which old files still carry.
constexpr std::string_view kNoDecimals =
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF ";
constexpr std::string_view kTwoDecimals =
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF "
    "CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD "
    "GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL "
    "MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR "
    "PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP "
    "TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG "
    "ANG BGN CUC HRK MRO SLL STD VEF ZWL ";
constexpr std::string_view kThreeDecimals = "BHD IQD JOD KWD LYD OMR TND ";
constexpr std::string_view kFourDecimals = "CLF UYW ";

constexpr size_t kCodeSize = 3;
constexpr size_t kListStep = kCodeSize + 1;

struct CurrencyRow {
    uint32_t packed = 0;
    int exponent = 0;
};

constexpr uint32_t pack(std::string_view code) {
    uint32_t packed = 0;
    for (const char letter : code) packed = packed << 8 | static_cast<uint8_t>(letter);
    return packed;
}

constexpr size_t kCurrencyCount =
    (kNoDecimals.size() + kTwoDecimals.size() + kThreeDecimals.size() + kFourDecimals.size()) / kListStep;

constexpr std::array<CurrencyRow, kCurrencyCount> sorted_currencies() {
    std::array<CurrencyRow, kCurrencyCount> rows{};
    size_t count = 0;
    const auto add = [&](std::string_view list, int exponent) {
        for (size_t i = 0; i < list.size(); i += kListStep)
            rows[count++] = {pack(list.substr(i, kCodeSize)), exponent};
    };
    add(kNoDecimals, 0);
    add(kTwoDecimals, 2);
    add(kThreeDecimals, 3);
    add(kFourDecimals, kMaxExponent);
    std::sort(rows.begin(), rows.end(),
              [](const CurrencyRow& a, const CurrencyRow& b) { return a.packed < b.packed; });
    return rows;
}

constexpr auto kCurrencies = sorted_currencies();

const CurrencyRow* find_currency(uint32_t packed) {
    const auto found =
        std::lower_bound(kCurrencies.begin(), kCurrencies.end(), packed,
                         [](const CurrencyRow& row, uint32_t wanted) { return row.packed < wanted; });
    return found != kCurrencies.end() && found->packed == packed ? &*found : nullptr;
}

enum class FractionZeros { keep, drop };

// `value` counted in 10^-places. A whole number has no fraction; a fraction keeps or drops the
// zeros at its end.
std::string fixed_point_text(int64_t value, int places, FractionZeros zeros) {
    const uint64_t magnitude = value < 0 ? ~static_cast<uint64_t>(value) + 1 : static_cast<uint64_t>(value);
    const uint64_t unit = static_cast<uint64_t>(kPowerOfTen[static_cast<size_t>(places)]);
    std::string out = value < 0 ? "-" : "";
    out += std::to_string(magnitude / unit);
    if (magnitude % unit == 0) return out;
    std::string fraction = std::to_string(magnitude % unit);
    fraction.insert(0, static_cast<size_t>(places) - fraction.size(), '0');
    while (zeros == FractionZeros::drop && fraction.back() == '0') fraction.pop_back();
    return out + '.' + fraction;
}

// "-1234.5" counted in 10^-places, or nothing: other characters, too many decimals, out of range.
std::optional<int64_t> fixed_point_from_text(std::string_view text, int places) {
    const bool negative = !text.empty() && text[0] == '-';
    if (negative) text.remove_prefix(1);
    const size_t dot = text.find('.');
    const std::string_view whole = text.substr(0, dot);
    const std::string_view fraction =
        dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1);
    if (whole.empty() || (dot != std::string_view::npos && fraction.empty())) return std::nullopt;
    if (fraction.size() > static_cast<size_t>(places)) return std::nullopt;

    constexpr uint64_t kLimit = uint64_t{1} << 63;  // the magnitude of the lowest number
    uint64_t magnitude = 0;
    const auto add_digit = [&](char c) {
        if (c < '0' || c > '9') return false;
        const auto digit = static_cast<uint64_t>(c - '0');
        if (magnitude > (kLimit - digit) / 10) return false;
        magnitude = magnitude * 10 + digit;
        return true;
    };
    for (const char c : whole)
        if (!add_digit(c)) return std::nullopt;
    for (const char c : fraction)
        if (!add_digit(c)) return std::nullopt;
    const auto missing = static_cast<uint64_t>(kPowerOfTen[static_cast<size_t>(places) - fraction.size()]);
    if (magnitude > (negative ? kLimit : kLimit - 1) / missing) return std::nullopt;
    magnitude *= missing;
    return static_cast<int64_t>(negative ? ~magnitude + 1 : magnitude);
}

}  // namespace

std::string to_text(Decimal number) {
    return fixed_point_text(number.millionths, kDecimalPlaces, FractionZeros::drop);
}

std::optional<Decimal> decimal_from_text(std::string_view text) {
    const std::optional<int64_t> millionths = fixed_point_from_text(text, kDecimalPlaces);
    if (!millionths) return std::nullopt;
    return Decimal{*millionths};
}

Currency currency_from_code(std::string_view code) {
    if (code.size() != kCodeSize) return {};
    const CurrencyRow* row = find_currency(pack(code));
    return row ? Currency{row->packed} : Currency{};
}

std::string code_of(Currency currency) {
    std::string code;
    if (currency.packed == 0) return code;
    for (int shift = 16; shift >= 0; shift -= 8)
        code.push_back(static_cast<char>(currency.packed >> shift & 0xFF));
    return code;
}

int exponent_of(Currency currency) {
    const CurrencyRow* row = find_currency(currency.packed);
    return row ? row->exponent : 2;
}

std::string to_text(Money money) {
    std::string out = fixed_point_text(money.minor, exponent_of(money.currency), FractionZeros::keep);
    if (money.currency.packed != 0) out += ' ' + code_of(money.currency);
    return out;
}

std::optional<Money> money_from_text(std::string_view text) {
    Money money;
    const size_t space = text.find(' ');
    if (space != std::string_view::npos) {
        money.currency = currency_from_code(text.substr(space + 1));
        if (money.currency.packed == 0) return std::nullopt;
    }
    const std::optional<int64_t> minor =
        fixed_point_from_text(text.substr(0, space), exponent_of(money.currency));
    if (!minor) return std::nullopt;
    money.minor = *minor;
    return money;
}

std::optional<Money> money_from_decimal(Decimal amount, Currency currency) {
    const int64_t millionths_per_minor =
        kPowerOfTen[static_cast<size_t>(kDecimalPlaces - exponent_of(currency))];
    if (amount.millionths % millionths_per_minor != 0) return std::nullopt;
    return Money{amount.millionths / millionths_per_minor, currency};
}

std::optional<int64_t> integer_from_text(std::string_view text) { return fixed_point_from_text(text, 0); }

}  // namespace base
