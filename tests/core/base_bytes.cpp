#include <doctest/doctest.h>

#include "base/bytes.h"
#include "core/support/random.h"

#include <limits>

using base::ByteReader;
using base::ByteWriter;

TEST_CASE("bytes: the written form is little-endian and LEB128") {
    ByteWriter writer;
    writer.u8(7);
    writer.varint(300);
    writer.signed_varint(-1);
    writer.fixed32(0x01020304);
    writer.text("hi");
    CHECK(writer.bytes() == std::string("\x07\xAC\x02\x01\x04\x03\x02\x01\x02hi"));
}

TEST_CASE("bytes: what was written is read back (law)") {
    tests::Random random;
    CAPTURE(random.seed());
    for (int i = 0; i < tests::cases(10'000); ++i) {
        const int64_t number = random.any_integer();
        const std::string text = random.bytes(random.below(40));
        std::vector<uint32_t> column(random.below(20));
        for (uint32_t& cell : column) cell = static_cast<uint32_t>(random.next());
        ByteWriter writer;
        writer.varint(static_cast<uint64_t>(number));
        writer.signed_varint(number);
        writer.fixed64(static_cast<uint64_t>(number));
        writer.fixed32(static_cast<uint32_t>(number));
        writer.text(text);
        writer.column(column);
        writer.raw("end");
        ByteReader reader(writer.bytes());
        REQUIRE(reader.varint() == static_cast<uint64_t>(number));
        REQUIRE(reader.signed_varint() == number);
        REQUIRE(reader.fixed64() == static_cast<uint64_t>(number));
        REQUIRE(reader.fixed32() == static_cast<uint32_t>(number));
        REQUIRE(reader.text() == text);
        REQUIRE(reader.column<uint32_t>() == column);
        REQUIRE(reader.raw(3) == "end");
        REQUIRE(reader.remaining() == 0);
        REQUIRE(!reader.failed());
    }
}

TEST_CASE("bytes: the ends of the integers") {
    for (const int64_t number :
         {std::numeric_limits<int64_t>::min(), std::numeric_limits<int64_t>::max(), int64_t{0}}) {
        ByteWriter writer;
        writer.signed_varint(number);
        CHECK(ByteReader(writer.bytes()).signed_varint() == number);
    }
}

TEST_CASE("bytes: a cut record fails and stays failed, at every length") {
    ByteWriter writer;
    writer.varint(1'000'000);
    writer.text("a name");
    writer.fixed64(9);
    writer.column(std::vector<uint16_t>{1, 2, 3});
    for (size_t size = 0; size < writer.size(); ++size) {
        ByteReader reader(std::string_view(writer.bytes()).substr(0, size));
        (void)reader.varint();
        (void)reader.text();
        (void)reader.fixed64();
        (void)reader.column<uint16_t>();
        CHECK(reader.failed());
        CHECK(reader.u8() == 0);
        CHECK(reader.varint() == 0);
        CHECK(reader.text().empty());
        CHECK(reader.remaining() == 0);
    }
}

TEST_CASE("bytes: a length that is longer than the record is refused, however long") {
    ByteWriter writer;
    writer.varint(std::numeric_limits<uint64_t>::max());
    ByteReader text_reader(writer.bytes());
    CHECK(text_reader.text().empty());
    CHECK(text_reader.failed());
    ByteReader column_reader(writer.bytes());
    CHECK(column_reader.column<uint64_t>().empty());
    CHECK(column_reader.failed());
}

TEST_CASE("bytes: a varint of more than 64 bits is refused") {
    for (const std::string& bytes :
         {std::string(10, '\xFF'), std::string(9, '\xFF') + '\x02', std::string(20, '\x80')}) {
        ByteReader reader(bytes);
        CHECK(reader.varint() == 0);
        CHECK(reader.failed());
    }
    ByteReader largest(std::string_view("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"));
    CHECK(largest.varint() == std::numeric_limits<uint64_t>::max());
    CHECK(!largest.failed());
}

TEST_CASE("bytes: reading random bytes never leaves them (law)") {
    tests::Random random;
    CAPTURE(random.seed());
    for (int i = 0; i < tests::cases(10'000); ++i) {
        const std::string bytes = random.bytes(random.below(30));
        ByteReader reader(bytes);
        for (int step = 0; step < 8; ++step) {
            switch (random.below(5)) {
                case 0: (void)reader.varint(); break;
                case 1: (void)reader.text(); break;
                case 2: (void)reader.fixed32(); break;
                case 3: (void)reader.column<uint64_t>(); break;
                default: (void)reader.raw(random.below(10)); break;
            }
            REQUIRE(reader.position() <= bytes.size());
        }
    }
}
