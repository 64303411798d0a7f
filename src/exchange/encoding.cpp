#include "exchange/encoding.h"

#include "base/check.h"
#include "base/text.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

namespace exchange {
namespace {

using std::string_view_literals::operator""sv;

// Code points of the bytes 0x80..0x9F in Windows-1252, by the WHATWG encoding standard.
constexpr std::array<char16_t, 32> kWindows1252 = {0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
                                                   0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

// Where the last character of `bytes` begins if it is cut off; bytes.size() if it is whole.
size_t end_of_whole_characters(std::string_view bytes) {
    size_t begin = bytes.size();
    for (size_t back = 1; back <= 3 && back <= bytes.size(); ++back) {
        const auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
        if (byte < 0x80) break;
        if (byte < 0xC0) continue;
        const size_t needed = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
        if (needed > back) begin = bytes.size() - back;
        break;
    }
    return begin;
}

bool is_ascii(std::string_view bytes) {
    size_t i = 0;
    for (; i + 8 <= bytes.size(); i += 8) {
        uint64_t eight;
        std::memcpy(&eight, bytes.data() + i, 8);
        if (eight & 0x8080808080808080u) return false;
    }
    for (; i < bytes.size(); ++i)
        if (bytes[i] & 0x80) return false;
    return true;
}

bool is_valid(std::string_view bytes) { return is_ascii(bytes) || base::is_utf8(bytes); }

// UTF-16 or UTF-32 without a mark shows by where its zeros are: text of any European language has one
// zero per unit, always on the same side.
std::optional<Encoding> by_zeros(std::string_view head) {
    head = head.substr(0, std::min<size_t>(head.size() & ~size_t{3}, 1024));
    if (head.size() < 4) return std::nullopt;
    std::array<size_t, 4> zeros = {};
    for (size_t i = 0; i < head.size(); ++i) zeros[i % 4] += head[i] == 0;
    const size_t units = head.size() / 4;
    const auto most = [&](size_t count, size_t of) { return count * 10 >= of * 9; };
    if (most(zeros[2], units) && most(zeros[3], units) && zeros[0] == 0) return Encoding::utf32_le;
    if (most(zeros[0], units) && most(zeros[1], units) && zeros[3] == 0) return Encoding::utf32_be;
    const size_t even = zeros[0] + zeros[2], odd = zeros[1] + zeros[3];
    if (even == 0 && odd * 10 >= units * 2 * 6) return Encoding::utf16_le;
    if (odd == 0 && even * 10 >= units * 2 * 6) return Encoding::utf16_be;
    return std::nullopt;
}

uint32_t unit(const char* at, size_t bytes, bool big_endian) {
    uint32_t value = 0;
    for (size_t i = 0; i < bytes; ++i) {
        const size_t index = big_endian ? i : bytes - 1 - i;
        value = value << 8 | static_cast<unsigned char>(at[index]);
    }
    return value;
}

bool is_high_surrogate(uint32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low_surrogate(uint32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

void append_code_point(std::string& out, uint32_t code_point) {
    const bool bad = code_point > 0x10FFFF || (code_point >= 0xD800 && code_point < 0xE000);
    base::append_utf8(out, static_cast<char32_t>(bad ? 0xFFFD : code_point));
}

// Appends whole characters; returns the bytes consumed. `last` says that nothing follows.
size_t convert_utf16(std::string_view bytes, bool big_endian, bool last, std::string& out) {
    size_t i = 0;
    while (i + 2 <= bytes.size()) {
        const uint32_t first = unit(bytes.data() + i, 2, big_endian);
        if (!is_high_surrogate(first)) {
            append_code_point(out, first);
            i += 2;
            continue;
        }
        if (i + 4 > bytes.size() && !last) return i;
        const uint32_t second = i + 4 <= bytes.size() ? unit(bytes.data() + i + 2, 2, big_endian) : 0;
        if (is_low_surrogate(second)) {
            append_code_point(out, 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00));
            i += 4;
        } else {
            append_code_point(out, first);
            i += 2;
        }
    }
    if (last && i < bytes.size()) {
        append_code_point(out, 0xFFFD);
        i = bytes.size();
    }
    return i;
}

size_t convert_utf32(std::string_view bytes, bool big_endian, bool last, std::string& out) {
    size_t i = 0;
    for (; i + 4 <= bytes.size(); i += 4) append_code_point(out, unit(bytes.data() + i, 4, big_endian));
    if (last && i < bytes.size()) {
        append_code_point(out, 0xFFFD);
        i = bytes.size();
    }
    return i;
}

void convert_windows_1252(std::string_view bytes, std::string& out) {
    for (char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80)
            out += c;
        else
            append_code_point(out, byte < 0xA0 ? kWindows1252[byte - 0x80] : byte);
    }
}

}  // namespace

std::string_view encoding_name(Encoding encoding) {
    switch (encoding) {
        case Encoding::utf8: return "UTF-8";
        case Encoding::utf16_le: return "UTF-16 LE";
        case Encoding::utf16_be: return "UTF-16 BE";
        case Encoding::utf32_le: return "UTF-32 LE";
        case Encoding::utf32_be: return "UTF-32 BE";
        case Encoding::windows_1252: return "Windows-1252";
    }
    CHECK(false);
}

DetectedEncoding detect_encoding(std::string_view head) {
    if (head.starts_with("\xEF\xBB\xBF")) return {Encoding::utf8, 3};
    if (head.starts_with("\xFF\xFE\0\0"sv)) return {Encoding::utf32_le, 4};
    if (head.starts_with("\0\0\xFE\xFF"sv)) return {Encoding::utf32_be, 4};
    if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) {
        // Some programs write the mark of UTF-16 before text in UTF-32.
        const auto after = by_zeros(head.substr(2));
        if (after == Encoding::utf32_le || after == Encoding::utf32_be) return {*after, 2};
        return {head[0] == '\xFF' ? Encoding::utf16_le : Encoding::utf16_be, 2};
    }
    if (const auto found = by_zeros(head)) return {*found, 0};
    if (is_valid(head.substr(0, end_of_whole_characters(head)))) return {Encoding::utf8, 0};
    return {Encoding::windows_1252, 0};
}

TextSource::TextSource(std::string_view bytes, DetectedEncoding detected)
    : bytes_(bytes), encoding_(detected.encoding), position_(std::min<size_t>(detected.mark_bytes, bytes.size())) {}

std::string_view TextSource::next(size_t bytes) {
    std::string_view slice = bytes_.substr(position_, std::max<size_t>(bytes, 16));
    const bool last = position_ + slice.size() == bytes_.size();
    if (encoding_ == Encoding::utf8) {
        if (!last) slice = slice.substr(0, end_of_whole_characters(slice));
        if (!is_valid(slice)) broken_ = true;
        position_ += slice.size();
        return slice;
    }
    converted_.clear();
    switch (encoding_) {
        case Encoding::utf8: break;
        case Encoding::utf16_le: position_ += convert_utf16(slice, false, last, converted_); break;
        case Encoding::utf16_be: position_ += convert_utf16(slice, true, last, converted_); break;
        case Encoding::utf32_le: position_ += convert_utf32(slice, false, last, converted_); break;
        case Encoding::utf32_be: position_ += convert_utf32(slice, true, last, converted_); break;
        case Encoding::windows_1252:
            convert_windows_1252(slice, converted_);
            position_ += slice.size();
            break;
    }
    return converted_;
}

}  // namespace exchange
