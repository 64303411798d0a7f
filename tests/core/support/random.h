// A small deterministic generator for property tests: the same seed, the same cases, natively and
// as wasm. Print the seed where it is used: `Random random; CAPTURE(random.seed());`.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace tests {

// From CORONG_SEED, or always the same.
inline uint64_t base_seed() {
    const char* text = std::getenv("CORONG_SEED");
    return text && *text ? std::strtoull(text, nullptr, 10) : 20261122;
}

// How many cases a property gets: `usual`, times CORONG_LONG if that is set (10 for a plain "1").
inline int cases(int usual) {
    const char* text = std::getenv("CORONG_LONG");
    if (!text || !*text || *text == '0') return usual;
    const int factor = std::atoi(text);
    return usual * (factor > 1 ? factor : 10);
}

// The watched build, which runs beside the one as wasm, takes a share of what that one takes: a tenth of a law's
// cases, a third of the places where something can come in between. CORONG_LONG takes all.
#ifdef CORONG_WATCHED
constexpr int kCasesShare = 10, kFarthestPlace = 5;
#else
constexpr int kCasesShare = 1, kFarthestPlace = 1;
#endif
inline int law_cases(int usual) { return cases(usual) / kCasesShare; }

class Random {
public:
    explicit Random(uint64_t seed = base_seed()) : seed_(seed), state_(seed) {}

    uint64_t seed() const { return seed_; }

    // splitmix64, Steele, Lea and Flood 2014.
    uint64_t next() {
        uint64_t z = state_ += 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
    uint64_t below(uint64_t limit) { return next() % limit; }
    int64_t between(int64_t first, int64_t last) {
        const uint64_t span = static_cast<uint64_t>(last) - static_cast<uint64_t>(first) + 1;
        return static_cast<int64_t>(static_cast<uint64_t>(first) + (span == 0 ? next() : below(span)));
    }
    bool chance(int percent) { return below(100) < static_cast<uint64_t>(percent); }

    // All sizes of number alike: as often near zero as near the ends.
    int64_t any_integer() { return static_cast<int64_t>(next()) >> below(64); }

    template <class T>
    const T& one_of(const std::vector<T>& choices) {
        return choices[static_cast<size_t>(below(choices.size()))];
    }

    std::string bytes(size_t size) {
        std::string out;
        while (out.size() < size) out.push_back(static_cast<char>(next()));
        return out;
    }
    std::string letters_of(std::string_view alphabet, size_t size) {
        std::string out;
        while (out.size() < size) out.push_back(alphabet[static_cast<size_t>(below(alphabet.size()))]);
        return out;
    }
    template <class T>
    void shuffle(std::vector<T>& items) {
        for (size_t i = items.size(); i > 1; --i)
            std::swap(items[i - 1], items[static_cast<size_t>(below(i))]);
    }

private:
    uint64_t seed_;
    uint64_t state_;
};

// How far it is to the next place to try; chance decides which are left out.
inline int farthest_place() { return cases(1) > 1 ? 1 : kFarthestPlace; }
inline int next_place(Random& random) {
    return 1 + static_cast<int>(random.below(static_cast<uint64_t>(farthest_place())));
}

}  // namespace tests
