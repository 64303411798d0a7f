#include <doctest/doctest.h>

#include "base/hash.h"
#include "core/support/random.h"

using base::Hash128;

TEST_CASE("hash: the known values of XXH3, so that files stay readable") {
    CHECK(base::hash64("") == 0x2D06800538D394C2);
    CHECK(base::to_hex(base::hash128("")) == "99aa06d3014798d86001c324468d497f");
}

TEST_CASE("hash: text forms") {
    const Hash128 hash{0x7F3A91C204BDE610, 0x0000000000000001};
    CHECK(base::to_hex(hash) == "7f3a91c204bde6100000000000000001");
    CHECK(base::fingerprint_text(hash) == "7F3A-91C2-04BD-E610");
    CHECK(base::fingerprint_text({}) == "0000-0000-0000-0000");
}

TEST_CASE("hash: pieces hash like the whole (law)") {
    tests::Random random;
    CAPTURE(random.seed());
    for (int i = 0; i < tests::cases(2'000); ++i) {
        const std::string bytes = random.bytes(random.below(3'000));
        base::Hasher hasher;
        for (size_t position = 0; position < bytes.size();) {
            const std::string_view piece = std::string_view(bytes).substr(position, random.below(500));
            hasher.add(piece);
            position += piece.size();
        }
        REQUIRE(hasher.finish() == base::hash128(bytes));
        REQUIRE(hasher.finish() == base::hash128(bytes));  // asking changes nothing
    }
}

TEST_CASE("hash: one changed bit changes the hash (law)") {
    tests::Random random;
    CAPTURE(random.seed());
    for (int i = 0; i < tests::cases(2'000); ++i) {
        std::string bytes = random.bytes(1 + random.below(200));
        const Hash128 before = base::hash128(bytes);
        bytes[static_cast<size_t>(random.below(bytes.size()))] ^= static_cast<char>(1 << random.below(8));
        REQUIRE(base::hash128(bytes) != before);
    }
}
