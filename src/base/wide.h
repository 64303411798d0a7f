// Products of two 64-bit numbers, exactly. Not __int128, which is no standard C++ and whose arithmetic brings a
// library of its own into the download.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>

namespace base {

// A signed number of 128 bits: high * 2^64 + low.
struct Wide {
    int64_t high = 0;
    uint64_t low = 0;

    auto operator<=>(const Wide&) const = default;
    bool fits() const { return high == (static_cast<int64_t>(low) >> 63); }  // into 64 bits
};

inline Wide wide(int64_t number) { return {number >> 63, static_cast<uint64_t>(number)}; }

inline Wide wide_product(int64_t a, int64_t b) {
    const auto left = static_cast<uint64_t>(a), right = static_cast<uint64_t>(b);
    const uint64_t low_low = (left & 0xFFFFFFFF) * (right & 0xFFFFFFFF);
    const uint64_t high_low = (left >> 32) * (right & 0xFFFFFFFF) + (low_low >> 32);
    const uint64_t low_high = (left & 0xFFFFFFFF) * (right >> 32) + (high_low & 0xFFFFFFFF);
    uint64_t high = (left >> 32) * (right >> 32) + (high_low >> 32) + (low_high >> 32);
    // The bits of a negative number stand for 2^64 more than it is.
    if (a < 0) high -= right;
    if (b < 0) high -= left;
    return {static_cast<int64_t>(high), low_high << 32 | (low_low & 0xFFFFFFFF)};
}

// Nothing where the product does not fit into 64 bits.
inline std::optional<int64_t> exact_product(int64_t a, int64_t b) {
    const Wide product = wide_product(a, b);
    if (!product.fits()) return std::nullopt;
    return static_cast<int64_t>(product.low);
}

}  // namespace base
