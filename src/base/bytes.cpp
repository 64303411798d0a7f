#include "base/bytes.h"

namespace base {

namespace {

constexpr int kBitsPerVarintByte = 7;

template <class T>
void append_little_endian(std::string& out, T value) {
    for (size_t i = 0; i < sizeof(T); ++i) out.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
}

template <class T>
T from_little_endian(std::string_view bytes) {
    T value = 0;
    for (size_t i = 0; i < bytes.size(); ++i)
        value |= static_cast<T>(static_cast<uint8_t>(bytes[i])) << (8 * i);
    return value;
}

}  // namespace

void ByteWriter::varint(uint64_t value) {
    while (value >= 0x80) {
        u8(static_cast<uint8_t>(value | 0x80));
        value >>= kBitsPerVarintByte;
    }
    u8(static_cast<uint8_t>(value));
}

void ByteWriter::signed_varint(int64_t value) {
    const uint64_t sign = value < 0 ? ~uint64_t{0} : 0;
    varint(static_cast<uint64_t>(value) << 1 ^ sign);
}

void ByteWriter::fixed32(uint32_t value) { append_little_endian(out_, value); }
void ByteWriter::fixed64(uint64_t value) { append_little_endian(out_, value); }

void ByteWriter::text(std::string_view value) {
    varint(value.size());
    raw(value);
}

uint8_t ByteReader::u8() {
    const std::string_view byte = raw(1);
    return byte.empty() ? 0 : static_cast<uint8_t>(byte[0]);
}

uint64_t ByteReader::varint() {
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += kBitsPerVarintByte) {
        const uint8_t byte = u8();
        if (failed_) return 0;
        // The tenth byte has room for the 64th bit alone.
        if (shift == 63 && byte > 1) break;
        value |= static_cast<uint64_t>(byte & 0x7F) << shift;
        if (byte < 0x80) return value;
    }
    fail();
    return 0;
}

int64_t ByteReader::signed_varint() {
    const uint64_t value = varint();
    return static_cast<int64_t>(value >> 1 ^ (~(value & 1) + 1));
}

uint32_t ByteReader::fixed32() { return from_little_endian<uint32_t>(raw(sizeof(uint32_t))); }
uint64_t ByteReader::fixed64() { return from_little_endian<uint64_t>(raw(sizeof(uint64_t))); }

std::string_view ByteReader::text() {
    const uint64_t size = varint();
    // Compared in 64 bits: on wasm a huge length must not wrap to a small size_t.
    if (size > remaining()) {
        fail();
        return {};
    }
    return raw(static_cast<size_t>(size));
}

std::string_view ByteReader::raw(size_t size) {
    if (size > remaining()) {
        fail();
        return {};
    }
    const std::string_view piece = bytes_.substr(position_, size);
    position_ += size;
    return piece;
}

}  // namespace base
