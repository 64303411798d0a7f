// The tree and the writer of base/json.h; the reader is in json.cpp.
#include "base/json.h"

#include "base/text.h"

#include <algorithm>
#include <exception>
#include <vector>

namespace base {

namespace {

// Copying and dumping a tree recurses once per level; 64 KB of stack break near 2,000.
constexpr int kDeepestTree = 256;

// Builds a tree. Only the innermost open container grows, so pointers to the outer ones stay good.
class TreeBuilder final : public JsonEvents {
public:
    Json take() { return std::move(root_); }

    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool integer(int64_t value) override { return add(value); }
    bool real(double value, std::string_view) override { return add(value); }
    bool string(std::string_view value) override { return add(std::string(value)); }
    bool key(std::string_view name) override {
        key_ = name;
        return true;
    }
    bool begin_object() override { return open(Json::object()); }
    bool begin_array() override { return open(Json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

private:
    bool add(Json value) {
        put(std::move(value));
        return true;
    }
    Json* put(Json value) {
        if (open_.empty()) {
            root_ = std::move(value);
            return &root_;
        }
        Json& parent = *open_.back();
        if (parent.is_array()) {
            parent.push_back(std::move(value));
            return &parent.back();
        }
        Json& member = parent[key_];
        member = std::move(value);
        return &member;
    }
    bool open(Json container) {
        open_.push_back(put(std::move(container)));
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }

    Json root_;
    std::vector<Json*> open_;
    std::string key_;
};

bool is_plain(char c) {
    const auto byte = static_cast<uint8_t>(c);
    return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

// The letter after the backslash; 0 where only \u00XX will do.
char escape_letter(char c) {
    switch (c) {
        case '"': return '"';
        case '\\': return '\\';
        case '\b': return 'b';
        case '\f': return 'f';
        case '\n': return 'n';
        case '\r': return 'r';
        case '\t': return 't';
        default: return 0;
    }
}

}  // namespace

Result<Json> parse_json(std::string_view bytes, const JsonLimits& limits) {
    JsonLimits bounded = limits;
    bounded.depth = std::min(limits.depth, kDeepestTree);
    try {
        TreeBuilder builder;
        const Status read = read_json(bytes, bounded, builder);
        if (!read) return read.error();
        return builder.take();
    } catch (const std::exception&) {
        return Error{"json.too_large",
                     "The JSON does not fit into memory at byte 1; split the file or close other tabs.",
                     "byte 1"};
    }
}

void append_json_string(std::string& out, std::string_view text) {
    static constexpr char kDigits[] = "0123456789abcdef";
    out.push_back('"');
    for (size_t position = 0; position < text.size();) {
        const size_t begin = position;
        while (position < text.size() && is_plain(text[position])) ++position;
        out += text.substr(begin, position - begin);
        if (position == text.size()) break;
        const auto byte = static_cast<uint8_t>(text[position]);
        if (byte >= 0x80) {
            // A broken byte becomes U+FFFD: one bad cell must not make the whole file unreadable.
            append_utf8(out, next_code_point(text, position));
            continue;
        }
        out.push_back('\\');
        if (const char letter = escape_letter(text[position])) {
            out.push_back(letter);
        } else {
            out += "u00";
            out.push_back(kDigits[byte >> 4]);
            out.push_back(kDigits[byte & 0xF]);
        }
        ++position;
    }
    out.push_back('"');
}

}  // namespace base
