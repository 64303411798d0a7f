// Hashes over xxHash: checksums of files and fingerprints of books. Not for secrets.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace base {

uint64_t hash64(std::string_view bytes);

struct Hash128 {
    uint64_t high = 0;
    uint64_t low = 0;
    auto operator<=>(const Hash128&) const = default;
};
Hash128 hash128(std::string_view bytes);
std::string to_hex(Hash128 hash);  // 32 hexadecimal digits

// "7F3A-91C2-04BD-E610": the first 64 bits, for people to compare.
std::string fingerprint_text(Hash128 hash);

// The same as hash128 over all pieces joined.
class Hasher {
public:
    Hasher();
    ~Hasher();
    Hasher(const Hasher&) = delete;
    Hasher& operator=(const Hasher&) = delete;
    void add(std::string_view bytes);
    Hash128 finish() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace base
