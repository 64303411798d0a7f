#include <doctest/doctest.h>

#include "base/number.h"
#include "base/wide.h"
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

TEST_CASE("number: a product of 128 bits is exact, at the ends of the range too") {
    CHECK(base::wide_product(kLowest, kLowest) == base::Wide{int64_t{1} << 62, 0});
    CHECK(base::wide_product(kHighest, kHighest) == base::Wide{kHighest >> 1, 1});
    CHECK(base::wide_product(kLowest, kHighest) == base::Wide{-(int64_t{1} << 62), uint64_t{1} << 63});
    CHECK(base::wide_product(-1, 1) == base::wide(-1));
    CHECK(base::wide(kLowest) < base::wide(-1));
    CHECK(base::wide(-1) < base::wide(0));
    CHECK(base::exact_product(kHighest, 1) == kHighest);
    CHECK(base::exact_product(kLowest, 1) == kLowest);
    CHECK_FALSE(base::exact_product(kLowest, -1));
    CHECK_FALSE(base::exact_product(kHighest / 2 + 1, 2));
}

TEST_CASE("number: a product of 128 bits does not depend on how it is cut (law)") {
    tests::Random random;
    CAPTURE(random.seed());
    for (int i = 0; i < tests::cases(10'000); ++i) {
        const int64_t a = random.between(kLowest, kHighest), b = random.between(kLowest, kHighest);
        const base::Wide product = base::wide_product(a, b);
        REQUIRE(product.low == static_cast<uint64_t>(a) * static_cast<uint64_t>(b));
        REQUIRE(base::wide_product(b, a) == product);
        // a * b = a * (b - 1) + a, added with the carry.
        if (b == kLowest) continue;
        const base::Wide less = base::wide_product(a, b - 1), more = base::wide(a);
        const uint64_t low = less.low + more.low;
        REQUIRE(product == base::Wide{less.high + more.high + (low < more.low ? 1 : 0), low});
        const int64_t small = random.between(-1'000'000, 1'000'000), other = random.between(-1'000'000, 1'000'000);
        REQUIRE(base::exact_product(small, other) == small * other);
    }
}
