// Little-endian binary writing and bounded reading, for store files. Not for JSON (base/json.h).
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace base {

class ByteWriter {
public:
    void u8(uint8_t value) { out_.push_back(static_cast<char>(value)); }
    void varint(uint64_t value);        // LEB128
    void signed_varint(int64_t value);  // zigzag, then LEB128
    void fixed32(uint32_t value);
    void fixed64(uint64_t value);
    void text(std::string_view value);  // length as varint, then the bytes
    void raw(std::string_view value) { out_.append(value); }

    // A whole column at once: count as varint, then the elements as they lie in memory.
    template <class T>
    void column(const std::vector<T>& values) {
        static_assert(std::is_trivially_copyable_v<T>);
        varint(values.size());
        out_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
    }

    size_t size() const { return out_.size(); }
    const std::string& bytes() const { return out_; }
    std::string take() { return std::move(out_); }

private:
    std::string out_;
};

// Reads what ByteWriter wrote. After the first read past the end, `failed()` is true and every
// read gives zero or empty: check once, at the end of a record.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

    uint8_t u8();
    uint64_t varint();
    int64_t signed_varint();
    uint32_t fixed32();
    uint64_t fixed64();
    std::string_view text();  // a view into the input
    std::string_view raw(size_t size);

    template <class T>
    std::vector<T> column() {
        static_assert(std::is_trivially_copyable_v<T>);
        const uint64_t count = varint();
        if (count > remaining() / sizeof(T)) {
            fail();
            return {};
        }
        std::vector<T> values(static_cast<size_t>(count));
        if (count) std::memcpy(values.data(), raw(values.size() * sizeof(T)).data(), values.size() * sizeof(T));
        return values;
    }

    size_t position() const { return position_; }
    size_t remaining() const { return bytes_.size() - position_; }
    bool failed() const { return failed_; }
    void fail() { failed_ = true; position_ = bytes_.size(); }

private:
    std::string_view bytes_;
    size_t position_ = 0;
    bool failed_ = false;
};

}  // namespace base
