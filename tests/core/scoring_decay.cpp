// 2^-x in fixed point: each step of the table against exact integers.
#include <doctest/doctest.h>

#include "base/wide.h"
#include "scoring/decay.h"

#include <cstdint>
#include <initializer_list>

namespace {

// x * x for 16.48 fixed point numbers up to 1.
uint64_t square(uint64_t x) {
    const base::Wide exact = base::wide_product(static_cast<int64_t>(x), static_cast<int64_t>(x));
    return static_cast<uint64_t>(exact.high) << 16 | exact.low >> 48;
}

// Whether (value + half)^256 / 65536^256 lies above 2^-step: by eight squarings, in 16.48.
bool power_at_least(int64_t twice, int step) {
    uint64_t x = static_cast<uint64_t>(twice) << 31;  // value / 65536, value = twice / 2
    // x^256 against 2^-step: scaled by 2 whenever x falls below a half, to keep all bits.
    int halvings = 0;
    for (int i = 0; i < 8; ++i) {
        x = square(x);
        halvings *= 2;
        while (x < uint64_t{1} << 47) {
            x <<= 1;
            ++halvings;
        }
    }
    // x is in [1/2, 1]: the power is x * 2^-halvings.
    if (halvings != step) return halvings < step;
    return x >= uint64_t{1} << 48;
}

}  // namespace

TEST_CASE("scoring: every step of the decay table is the nearest 16.16 number") {
    for (int step = 1; step < 256; ++step) {
        // A half-life of 256 days makes one step of a day.
        const int64_t value = scoring::decay(step, 256);
        CAPTURE(step);
        CHECK(power_at_least(2 * value + 1, step));
        CHECK(!power_at_least(2 * value - 1, step));
    }
}

TEST_CASE("scoring: decay halves, never grows, and ends") {
    CHECK(scoring::decay(0, 14) == 65536);
    CHECK(scoring::decay(-5, 14) == 65536);
    CHECK(scoring::decay(1'000'000, 0) == 65536);
    CHECK(scoring::decay(14, 14) == 32768);
    CHECK(scoring::decay(28, 14) == 16384);
    CHECK(scoring::decay(14 * 16, 14) == 1);
    CHECK(scoring::decay(14 * 17, 14) == 0);
    CHECK(scoring::decay(INT64_MAX, 1) == 0);
    for (int half_life : {1, 7, 14, 21, 365, 3650})
        for (int age = 0; age < 18 * half_life; ++age)
            CHECK(scoring::decay(age + 1, half_life) <= scoring::decay(age, half_life));
}

TEST_CASE("scoring: rounding is half away from zero") {
    constexpr int64_t point = 100 * scoring::kOne;
    CHECK(scoring::whole_points(0) == 0);
    CHECK(scoring::whole_points(point / 2) == 1);
    CHECK(scoring::whole_points(point / 2 - 1) == 0);
    CHECK(scoring::whole_points(-point / 2) == -1);
    CHECK(scoring::whole_points(-point / 2 + 1) == 0);
    CHECK(scoring::whole_points(3 * point / 2) == 2);
    for (int64_t sum = -3 * point; sum <= 3 * point; sum += 65'537) {
        const int64_t magnitude = sum < 0 ? -sum : sum;
        const int64_t plain = (magnitude + point / 2) / point;
        CHECK(scoring::whole_points(sum) == (sum < 0 ? -plain : plain));
    }
}
