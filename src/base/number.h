// Exact numbers and money as integers, and their plain text forms. No floating point.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

// A decimal number in millionths: 1.5 is 1'500'000. Range about +-9.2e12, six decimals.
struct Decimal {
    int64_t millionths = 0;
    auto operator<=>(const Decimal&) const = default;
};
inline constexpr int64_t kMillionths = 1'000'000;

// Plain form "-1234.5" both ways (dot, no grouping, no exponent, no superfluous zeros in output).
// Refuses more than six decimals and numbers out of range: nothing is rounded in secret.
std::string to_text(Decimal number);
std::optional<Decimal> decimal_from_text(std::string_view text);

// ISO 4217 code packed as three letters in the low 24 bits; 0 means "no currency stated".
struct Currency {
    uint32_t packed = 0;
    auto operator<=>(const Currency&) const = default;
};
Currency currency_from_code(std::string_view code);  // 0 for a code that is not in the table
std::string code_of(Currency currency);              // "" for 0
int exponent_of(Currency currency);                  // decimals of the minor unit; 2 for 0

// An amount in minor units of its currency (cents, sen, oere).
struct Money {
    int64_t minor = 0;
    Currency currency;
    bool operator==(const Money&) const = default;
};
std::string to_text(Money money);  // "1250000 NOK", "12.50 USD", "12.50" without a currency
std::optional<Money> money_from_text(std::string_view text);  // the plain form only
std::optional<Money> money_from_decimal(Decimal amount, Currency currency);  // exact or nothing

std::optional<int64_t> integer_from_text(std::string_view text);

}  // namespace base
