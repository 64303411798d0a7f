// 2^-x by table, in 16.16 fixed point: the fading of points. Integers only, so native and wasm agree
// to the bit (design/decisions.md, "Decay").
#pragma once

#include <cstdint>

namespace scoring {

inline constexpr int64_t kOne = 1 << 16;

// 2^-(age / half_life) as 16.16, in steps of 1/256 halving: the exponent is rounded down to a step.
// half_life_days 0: always kOne. age_days < 0 counts as 0. 0 from 17 halvings on.
uint32_t decay(int64_t age_days, int half_life_days);

// `sum` is in 1/100 point times 16.16; whole points, rounded half away from zero. |sum| < 2^49.
inline int32_t whole_points(int64_t sum) {
    // 100 x 65536 = 25 x 2^18, and floor(floor(a / 2^18) / 25) = floor(a / (25 x 2^18)).
    const int64_t sign = sum >> 63;
    const uint64_t magnitude = static_cast<uint64_t>((sum ^ sign) - sign);
    const int64_t quotient = static_cast<uint32_t>((magnitude + 50 * kOne) >> 18) / 25;
    return static_cast<int32_t>((quotient ^ sign) - sign);
}

}  // namespace scoring
