#include <doctest/doctest.h>

#include "base/number.h"
#include "core/support/random.h"

#include <limits>

using base::Currency;
using base::Decimal;
using base::Money;

namespace {
constexpr int64_t kLowest = std::numeric_limits<int64_t>::min();
constexpr int64_t kHighest = std::numeric_limits<int64_t>::max();
Currency currency(const char* code) { return base::currency_from_code(code); }
}  // namespace

TEST_CASE("number: decimals as text") {
    CHECK(base::to_text(Decimal{1'500'000}) == "1.5");
    CHECK(base::to_text(Decimal{-1'234'500'000}) == "-1234.5");
    CHECK(base::to_text(Decimal{0}) == "0");
    CHECK(base::to_text(Decimal{-1}) == "-0.000001");
    CHECK(base::to_text(Decimal{12'000'000}) == "12");
    CHECK(base::to_text(Decimal{kLowest}) == "-9223372036854.775808");
    CHECK(base::to_text(Decimal{kHighest}) == "9223372036854.775807");
}

TEST_CASE("number: decimals from text") {
    CHECK(base::decimal_from_text("-1234.5") == Decimal{-1'234'500'000});
    CHECK(base::decimal_from_text("1.50") == Decimal{1'500'000});
    CHECK(base::decimal_from_text("-0") == Decimal{0});
    CHECK(base::decimal_from_text("-9223372036854.775808") == Decimal{kLowest});
    CHECK(base::decimal_from_text("9223372036854.775807") == Decimal{kHighest});
    for (const char* text : {"",
                             "-",
                             ".",
                             "1.",
                             ".5",
                             "+1",
                             " 1",
                             "1 ",
                             "1,5",
                             "1e3",
                             "0x1",
                             "1 000",
                             "1.2.3",
                             "--1",
                             "1-",
                             "0.0000001",
                             "9223372036854.775808",
                             "-9223372036854.775809",
                             "9223372036855",
                             "99999999999999999999999999999999999999999999",
                             "nan",
                             "inf",
                             "\xD9\xA1"}) {
        CAPTURE(text);
        CHECK(!base::decimal_from_text(text));
    }
}

TEST_CASE("number: decimals round trip (law)") {
    tests::Random random;
    CAPTURE(random.seed());
    for (int i = 0; i < tests::cases(10'000); ++i) {
        const Decimal number{random.any_integer()};
        REQUIRE(base::decimal_from_text(base::to_text(number)) == number);
    }
}

TEST_CASE("number: currencies") {
    for (const char* code : {"IDR", "NOK", "USD", "EUR", "SGD", "GBP", "XCG"}) {
        CAPTURE(code);
        CHECK(base::exponent_of(currency(code)) == 2);
        CHECK(base::code_of(currency(code)) == code);
    }
    for (const char* code : {"JPY", "KRW", "VND", "ISK", "CLP", "XOF"})
        CHECK(base::exponent_of(currency(code)) == 0);
    for (const char* code : {"KWD", "BHD", "TND"}) CHECK(base::exponent_of(currency(code)) == 3);
    CHECK(base::exponent_of(currency("CLF")) == 4);
    CHECK(currency("NOK").packed == (uint32_t{'N'} << 16 | uint32_t{'O'} << 8 | uint32_t{'K'}));
    CHECK(base::code_of(Currency{}) == "");
    CHECK(base::exponent_of(Currency{}) == 2);
    for (const char* code : {"", "US", "USDX", "usd", "XXX", "XAU", "AAA", "ZZZ", "U D", "kr"}) {
        CAPTURE(code);
        CHECK(currency(code) == Currency{});
    }
}

TEST_CASE("number: money as text and back") {
    CHECK(base::to_text(Money{125'000'000, currency("NOK")}) == "1250000 NOK");
    CHECK(base::to_text(Money{1'250, currency("USD")}) == "12.50 USD");
    CHECK(base::to_text(Money{1'250, {}}) == "12.50");
    CHECK(base::to_text(Money{1'250, currency("JPY")}) == "1250 JPY");
    CHECK(base::to_text(Money{1'250, currency("KWD")}) == "1.250 KWD");
    CHECK(base::to_text(Money{-5, currency("EUR")}) == "-0.05 EUR");
    CHECK(base::money_from_text("12.5 USD") == Money{1'250, currency("USD")});
    CHECK(base::money_from_text("0") == Money{});
    for (const char* text :
         {"", "USD", " USD", "12.505 USD", "1.5 JPY", "12 ABC", "12  USD", "12USD", "12 USD ", "USD 12",
          "1,000 USD", "12 usd", "12.505", "92233720368547758.08 USD"}) {
        CAPTURE(text);
        CHECK(!base::money_from_text(text));
    }
}

TEST_CASE("number: money round trips in every kind of currency (law)") {
    tests::Random random;
    CAPTURE(random.seed());
    const std::vector<std::string> codes = {"",    "IDR", "NOK", "USD", "EUR",
                                            "JPY", "KWD", "CLF", "ZWL", "AED"};
    for (int i = 0; i < tests::cases(10'000); ++i) {
        const Money money{random.any_integer(), base::currency_from_code(random.one_of(codes))};
        REQUIRE(base::money_from_text(base::to_text(money)) == money);
    }
}

TEST_CASE("number: money from a decimal is exact or nothing") {
    CHECK(base::money_from_decimal({12'500'000}, currency("USD")) == Money{1'250, currency("USD")});
    CHECK(base::money_from_decimal({12'000'000}, currency("JPY")) == Money{12, currency("JPY")});
    CHECK(!base::money_from_decimal({12'500'000}, currency("JPY")));
    CHECK(base::money_from_decimal({1'000}, currency("KWD")) == Money{1, currency("KWD")});
    CHECK(!base::money_from_decimal({1'000}, currency("USD")));
    CHECK(base::money_from_decimal({-10'000}, Currency{}) == Money{-1, {}});
}

TEST_CASE("number: integers from text") {
    CHECK(base::integer_from_text("0") == 0);
    CHECK(base::integer_from_text("-9223372036854775808") == kLowest);
    CHECK(base::integer_from_text("9223372036854775807") == kHighest);
    for (const char* text :
         {"", "-", "+1", "1.0", "1.", " 1", "9223372036854775808", "-9223372036854775809", "1a"}) {
        CAPTURE(text);
        CHECK(!base::integer_from_text(text));
    }
}

TEST_CASE("number: scale_round rounds half away from zero, in 128 bits") {
    CHECK(base::scale_round(5, 1, 2) == 3);
    CHECK(base::scale_round(-5, 1, 2) == -3);
    CHECK(base::scale_round(4, 1, 3) == 1);
    CHECK(base::scale_round(5, 1, 3) == 2);
    CHECK(base::scale_round(-5, -1, 3) == 2);
    CHECK(base::scale_round(0, 7, 3) == 0);
    CHECK(base::scale_round(kHighest, kHighest, kHighest) == kHighest);
    CHECK(base::scale_round(kLowest, kHighest, kHighest) == kLowest);
    CHECK(base::scale_round(kHighest, 1, kHighest) == 1);
}

TEST_CASE("number: scale_round is never more than half a unit off (law)") {
    tests::Random random;
    CAPTURE(random.seed());
    for (int i = 0; i < tests::cases(10'000); ++i) {
        const int64_t number = random.between(-1'000'000, 1'000'000);
        const int64_t factor = random.between(-1'000'000, 1'000'000);
        const int64_t divisor = random.between(1, 1'000'000);
        const int64_t off = base::scale_round(number, factor, divisor) * divisor - number * factor;
        REQUIRE(2 * (off < 0 ? -off : off) <= divisor);
        REQUIRE(base::scale_round(-number, factor, divisor) == -base::scale_round(number, factor, divisor));
    }
}
