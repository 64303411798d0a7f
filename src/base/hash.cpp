#include "base/hash.h"

#include "base/check.h"

#ifndef XXH_INLINE_ALL
#define XXH_INLINE_ALL
#endif
#define XXH_SIZE_OPT 1  // no loops written out for short inputs: less to download, long inputs as quick
#include <xxhash.h>

namespace base {

namespace {

constexpr char kLowerDigits[] = "0123456789abcdef";
constexpr char kUpperDigits[] = "0123456789ABCDEF";

Hash128 from_xxh(XXH128_hash_t hash) { return {hash.high64, hash.low64}; }

void append_hex(std::string& out, uint64_t value, const char* digits) {
    for (int shift = 60; shift >= 0; shift -= 4) out.push_back(digits[value >> shift & 0xF]);
}

}  // namespace

uint64_t hash64(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

Hash128 hash128(std::string_view bytes) { return from_xxh(XXH3_128bits(bytes.data(), bytes.size())); }

std::string to_hex(Hash128 hash) {
    std::string out;
    out.reserve(32);
    append_hex(out, hash.high, kLowerDigits);
    append_hex(out, hash.low, kLowerDigits);
    return out;
}

std::string fingerprint_text(Hash128 hash) {
    std::string digits;
    append_hex(digits, hash.high, kUpperDigits);
    return digits.substr(0, 4) + '-' + digits.substr(4, 4) + '-' + digits.substr(8, 4) + '-' +
           digits.substr(12, 4);
}

struct Hasher::State {
    XXH3_state_t xxh;
};

Hasher::Hasher() : state_(std::make_unique<State>()) { CHECK(XXH3_128bits_reset(&state_->xxh) == XXH_OK); }

Hasher::~Hasher() = default;

void Hasher::add(std::string_view bytes) {
    if (bytes.empty()) return;
    CHECK(XXH3_128bits_update(&state_->xxh, bytes.data(), bytes.size()) == XXH_OK);
}

Hash128 Hasher::finish() const { return from_xxh(XXH3_128bits_digest(&state_->xxh)); }

}  // namespace base
