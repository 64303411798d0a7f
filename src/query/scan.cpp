#include "query/scan.h"

#include "base/check.h"

#include <cstdint>
#include <cstring>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace query {
namespace {

// How common a byte is in names, companies and e-mail addresses; smaller is rarer.
int commonness(unsigned char byte) {
    constexpr std::string_view kCommon = "aeinosrtlmcu.dk hgpbyw@-fvjzxq";  // most common first
    const size_t place = kCommon.find(static_cast<char>(byte));
    return place == std::string_view::npos ? 0 : static_cast<int>(kCommon.size() - place);
}

// Sixteen bytes and the two things that are asked of them.
#if defined(__wasm_simd128__)
using Bytes = v128_t;
inline Bytes spread(char c) { return wasm_i8x16_splat(c); }
inline Bytes load(const char* from) { return wasm_v128_load(from); }
inline Bytes equal(Bytes a, Bytes b) { return wasm_i8x16_eq(a, b); }
inline Bytes both(Bytes a, Bytes b) { return wasm_v128_and(a, b); }
inline Bytes either(Bytes a, Bytes b) { return wasm_v128_or(a, b); }
inline bool any(Bytes a) { return wasm_v128_any_true(a); }
inline uint32_t places(Bytes a) { return static_cast<uint32_t>(wasm_i8x16_bitmask(a)); }
#define CORONG_SIMD 1
#elif defined(__SSE2__)
using Bytes = __m128i;
inline Bytes spread(char c) { return _mm_set1_epi8(c); }
inline Bytes load(const char* from) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from)); }
inline Bytes equal(Bytes a, Bytes b) { return _mm_cmpeq_epi8(a, b); }
inline Bytes both(Bytes a, Bytes b) { return _mm_and_si128(a, b); }
inline Bytes either(Bytes a, Bytes b) { return _mm_or_si128(a, b); }
inline uint32_t places(Bytes a) { return static_cast<uint32_t>(_mm_movemask_epi8(a)); }
inline bool any(Bytes a) { return places(a) != 0; }
#define CORONG_SIMD 1
#endif

}  // namespace

Needle::Needle(std::string_view text) : text_(text) {
    CHECK(!text.empty());
    const auto rank = [&](size_t i) { return commonness(static_cast<unsigned char>(text[i])); };
    size_t rarest = 0, next = text.size() - 1;
    for (size_t i = 1; i < text.size(); ++i)
        if (rank(i) < rank(rarest)) rarest = i;
    if (next == rarest) next = 0;
    for (size_t i = 0; i < text.size(); ++i)
        if (i != rarest && rank(i) < rank(next)) next = i;
    first_ = rarest < next ? rarest : next;
    second_ = rarest < next ? next : rarest;
}

bool Needle::at(const char* place) const { return std::memcmp(place, text_.data(), text_.size()) == 0; }

const char* Needle::find_slowly(const char* begin, const char* end) const {
    const auto size = static_cast<std::ptrdiff_t>(text_.size());
    while (end - begin >= size) {
        const auto* found = static_cast<const char*>(
            std::memchr(begin, text_[0], static_cast<size_t>(end - begin - size + 1)));
        if (!found) return end;
        if (at(found)) return found;
        begin = found + 1;
    }
    return end;
}

const char* Needle::find(const char* begin, const char* end) const {
#if defined(CORONG_SIMD)
    constexpr std::ptrdiff_t kStep = 64, kLane = 16;
    const Bytes first = spread(text_[first_]), second = spread(text_[second_]);
    const auto hits = [&](const char* p) {
        return both(equal(load(p + first_), first), equal(load(p + second_), second));
    };
    const std::ptrdiff_t reach = kStep + static_cast<std::ptrdiff_t>(text_.size()) - 1;
    for (; end - begin >= reach; begin += kStep) {
        const Bytes lanes[4] = {hits(begin), hits(begin + kLane), hits(begin + 2 * kLane), hits(begin + 3 * kLane)};
        if (!any(either(either(lanes[0], lanes[1]), either(lanes[2], lanes[3])))) continue;
        for (int lane = 0; lane < 4; ++lane)
            for (uint32_t mask = places(lanes[lane]); mask; mask &= mask - 1) {
                const char* place = begin + lane * kLane + __builtin_ctz(mask);
                if (at(place)) return place;
            }
    }
#endif
    return find_slowly(begin, end);
}

}  // namespace query
