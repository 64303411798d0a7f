#include "base/text.h"

#include "base/fold_table.h"

#include <bit>
#include <cstring>

namespace base {

namespace {

static_assert(std::endian::native == std::endian::little,
              "the eight-byte steps below read the first byte lowest");

constexpr char32_t kReplacement = 0xFFFD;
constexpr uint64_t kEachByte = 0x0101010101010101;
constexpr uint64_t kHighBits = 0x80 * kEachByte;

uint8_t byte_at(std::string_view text, size_t position) { return static_cast<uint8_t>(text[position]); }

uint64_t eight_bytes(const char* from) {
    uint64_t word;
    std::memcpy(&word, from, sizeof word);
    return word;
}

bool is_continuation(uint8_t byte) { return (byte & 0xC0) == 0x80; }

struct Decoded {
    char32_t code_point = kReplacement;
    size_t size = 0;  // 0: the bytes are broken
};

// The well-formed sequences of the Unicode standard, table 3-7.
Decoded decode(std::string_view text, size_t position) {
    const uint8_t lead = byte_at(text, position);
    if (lead < 0x80) return {lead, 1};
    const size_t size = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (size == 0 || text.size() - position < size) return {};
    char32_t code_point = lead & (0x7Fu >> size);
    for (size_t i = 1; i < size; ++i) {
        const uint8_t byte = byte_at(text, position + i);
        if (!is_continuation(byte)) return {};
        code_point = code_point << 6 | (byte & 0x3Fu);
    }
    if (size == 3 && (code_point < 0x800 || (code_point >= 0xD800 && code_point <= 0xDFFF))) return {};
    if (size == 4 && (code_point < 0x10000 || code_point > 0x10FFFF)) return {};
    return {code_point, size};
}

size_t ascii_run(std::string_view text, size_t position) {
    size_t end = position;
    while (text.size() - end >= 8 && !(eight_bytes(text.data() + end) & kHighBits)) end += 8;
    while (end < text.size() && byte_at(text, end) < 0x80) ++end;
    return end - position;
}

bool is_ascii_space(uint8_t byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }

bool is_space(char32_t code_point) {
    if (code_point < 0x80) return is_ascii_space(static_cast<uint8_t>(code_point));
    return code_point == 0x00A0 || code_point == 0xFEFF || (code_point >= 0x2000 && code_point <= 0x200B) ||
           code_point == 0x3000;
}

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; }

// Lower case of eight ASCII bytes at once: a byte from 'A' to 'Z' carries into its high bit by the
// first sum, one above 'Z' by both.
uint64_t lower_eight(uint64_t word) {
    const uint64_t from_a = word + (0x80 - 'A') * kEachByte;
    const uint64_t above_z = word + (0x7F - 'Z') * kEachByte;
    return word | ((from_a ^ above_z) & kHighBits) >> 2;
}

uint64_t spaces_in(uint64_t ascii) { return ~((ascii ^ ' ' * kEachByte) + 0x7F * kEachByte) & kHighBits; }
bool has_control(uint64_t ascii) { return (ascii - ' ' * kEachByte) & ~ascii & kHighBits; }

// Folds ASCII into `to`, which has room for all of it; returns the end of what was written.
char* fold_ascii(char* to, std::string_view ascii, bool& after_space) {
    size_t i = 0;
    while (i < ascii.size()) {
        if (ascii.size() - i >= 8) {
            const uint64_t word = eight_bytes(ascii.data() + i);
            const uint64_t spaces = spaces_in(word);
            const bool joins = (spaces & spaces << 8) || (after_space && (spaces & 0x80));
            if (!joins && !has_control(word)) {
                const uint64_t folded = lower_eight(word);
                std::memcpy(to, &folded, sizeof folded);
                to += 8;
                i += 8;
                after_space = spaces >> 63;
                continue;
            }
        }
        const bool space = is_ascii_space(byte_at(ascii, i));
        if (!space || !after_space) *to++ = space ? ' ' : lower(ascii[i]);
        after_space = space;
        ++i;
    }
    return to;
}

bool is_bidi_control(char32_t code_point) {
    return (code_point >= 0x202A && code_point <= 0x202E) || (code_point >= 0x2066 && code_point <= 0x2069);
}

char32_t visible_form(char32_t code_point) {
    if (code_point < 0x20) return 0x2400 + code_point;
    if (code_point == 0x7F) return 0x2421;
    if ((code_point >= 0x80 && code_point <= 0x9F) || is_bidi_control(code_point)) return kReplacement;
    return code_point;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
    for (size_t position = ascii_run(bytes, 0); position < bytes.size();) {
        const Decoded decoded = decode(bytes, position);
        if (decoded.size == 0) return false;
        position += decoded.size;
        if (decoded.size == 1) position += ascii_run(bytes, position);
    }
    return true;
}

char32_t next_code_point(std::string_view text, size_t& position) {
    const Decoded decoded = decode(text, position);
    position += decoded.size == 0 ? 1 : decoded.size;
    return decoded.code_point;
}

void append_utf8(std::string& out, char32_t code_point) {
    const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
    const bool is_scalar = code_point <= 0x10FFFF && !(code_point >= 0xD800 && code_point <= 0xDFFF);
    const char32_t c = is_scalar ? code_point : kReplacement;
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | c >> 6);
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | c >> 12);
        put(0x80 | (c >> 6 & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | c >> 18);
        put(0x80 | (c >> 12 & 0x3F));
        put(0x80 | (c >> 6 & 0x3F));
        put(0x80 | (c & 0x3F));
    }
}

size_t count_code_points(std::string_view text) {
    size_t count = 0;
    for (size_t position = 0; position < text.size(); ++count) next_code_point(text, position);
    return count;
}

std::string_view trim(std::string_view text) {
    size_t begin = 0;
    while (begin < text.size()) {
        size_t next = begin;
        if (!is_space(next_code_point(text, next))) break;
        begin = next;
    }
    size_t end = text.size();
    while (end > begin) {
        size_t last = end - 1;
        while (last > begin && is_continuation(byte_at(text, last))) --last;
        size_t next = last;
        if (!is_space(next_code_point(text, next)) || next != end) break;
        end = last;
    }
    return text.substr(begin, end - begin);
}

std::string fold(std::string_view text) {
    std::string out;
    fold_append(out, text);
    return out;
}

void fold_append(std::string& out, std::string_view text) {
    bool after_space = false;
    for (size_t position = 0; position < text.size();) {
        if (const size_t run = ascii_run(text, position)) {
            const size_t begin = out.size();
            out.resize(begin + run);
            const char* end = fold_ascii(out.data() + begin, text.substr(position, run), after_space);
            out.resize(static_cast<size_t>(end - out.data()));
            position += run;
            continue;
        }
        const char32_t code_point = next_code_point(text, position);
        if (is_space(code_point)) {
            if (!after_space) out.push_back(' ');
            after_space = true;
            continue;
        }
        const FoldedCodePoint folded = fold_code_point(code_point);
        if (folded.first == 0) continue;  // and a space before it still joins the one after it
        append_utf8(out, folded.first);
        if (folded.second) append_utf8(out, folded.second);
        if (folded.third) append_utf8(out, folded.third);
        after_space = false;
    }
}

std::string slug(std::string_view label) {
    std::string out;
    bool between_words = false;
    for (const char c : fold(label)) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            if (between_words && !out.empty()) out.push_back('_');
            out.push_back(c);
            between_words = false;
        } else {
            between_words = true;
        }
    }
    return out;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    for (size_t begin = 0;;) {
        const size_t end = text.find(separator, begin);
        parts.emplace_back(text.substr(begin, end - begin));
        if (end == std::string_view::npos) return parts;
        begin = end + 1;
    }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string out;
    for (size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) out += separator;
        out += parts[i];
    }
    return out;
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

std::string lower_ascii(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = lower(c);
    return out;
}

std::string make_controls_visible(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (size_t position = 0; position < text.size();)
        append_utf8(out, visible_form(next_code_point(text, position)));
    return out;
}

std::string_view clip(std::string_view text, size_t bytes) {
    if (text.size() <= bytes) return text;
    size_t end = bytes;
    while (end > 0 && is_continuation(byte_at(text, end))) --end;
    return text.substr(0, end);
}

}  // namespace base
