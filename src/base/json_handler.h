// What nlohmann's lexer finds, held to the limits of base/json.h and passed on to the listener. For
// json.cpp alone.
#pragma once

#include "base/hash.h"
#include "base/json.h"
#include "base/text.h"

#include <algorithm>
#include <limits>
#include <set>
#include <vector>

namespace base {

// Places are counted from 1, as editors do.
inline std::string place(size_t offset) { return "byte " + std::to_string(offset + 1); }

inline Error error_at(std::string code, std::string message, size_t offset) {
    return {std::move(code), std::move(message), place(offset)};
}

// The keys of one open object. Few keys are compared one by one, by hash first; many go into a
// set, so that a hostile object costs n log n and not n^2.
class KeySet {
public:
    void clear() {
        texts_.clear();
        keys_.clear();
        many_.clear();
    }

    // False if it was there already.
    bool add(std::string_view name) {
        if (!many_.empty()) return many_.emplace(name).second;
        const uint64_t hash = hash64(name);
        for (const Key& key : keys_) {
            if (key.hash == hash && text_of(key) == name) return false;
        }
        keys_.push_back({hash, texts_.size(), name.size()});
        texts_ += name;
        if (keys_.size() > kFew) {
            for (const Key& key : keys_) many_.emplace(text_of(key));
        }
        return true;
    }

private:
    static constexpr size_t kFew = 32;
    struct Key {
        uint64_t hash;
        size_t begin, size;
    };

    std::string_view text_of(const Key& key) const {
        return std::string_view(texts_).substr(key.begin, key.size);
    }

    std::string texts_;
    std::vector<Key> keys_;
    std::set<std::string> many_;
};

inline std::string shown(std::string_view text, size_t offset) {
    const auto byte = static_cast<uint8_t>(text[offset]);
    if (byte < 0x20 || byte == 0x7F) return "a control character (" + std::to_string(byte) + ")";
    // Inside a character of several bytes: show all of it.
    while (offset > 0 && (static_cast<uint8_t>(text[offset]) & 0xC0) == 0x80) --offset;
    size_t end = offset;
    next_code_point(text, end);
    return "\"" + make_controls_visible(text.substr(offset, end - offset)) + "\"";
}

inline bool is_number_byte(char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

enum class Token { bracket, literal, number, string };

// Each event applies our limits and goes on to the listener; false stops the reading, and error() says why.
class BoundedHandler {
public:
    BoundedHandler(std::string_view bytes, const JsonLimits& limits, JsonEvents& events)
        : bytes_(bytes), limits_(limits), events_(events), read_(bytes.data()) {}

    // Behind the last byte that was looked at.
    void set_read(size_t bytes) { read_ = bytes_.data() + bytes; }
    const Error& error() const { return error_; }

    bool null() { return passed(events_.null(), Token::literal); }
    bool boolean(bool value) { return passed(events_.boolean(value), Token::literal); }
    bool number_integer(int64_t value) { return passed(events_.integer(value), Token::number); }

    bool number_unsigned(uint64_t value) {
        if (value > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) return refuse_number();
        return passed(events_.integer(static_cast<int64_t>(value)), Token::number);
    }

    bool number_float(double value, const std::string& as_written) {
        // nlohmann hands over an integer of more than 64 bits as a double.
        if (as_written.find_first_of(".eE") == std::string::npos) return refuse_number();
        return passed(events_.real(value, as_written), Token::number);
    }

    bool string(std::string_view value) {
        return fits(value) && passed(events_.string(value), Token::string);
    }

    bool key(std::string_view name) {
        if (!fits(name)) return false;
        if (!open_keys_[open_objects_ - 1].add(name)) {
            return refuse("json.duplicate_key",
                          "The key \"" + make_controls_visible(clip(name, 60)) +
                              "\" appears twice in one object at " + place(string_begin()) +
                              "; remove one of the two.",
                          string_begin());
        }
        return passed(events_.key(name), Token::string);
    }

    bool start_object() {
        if (!enter()) return false;
        if (open_keys_.size() == open_objects_) open_keys_.emplace_back();
        open_keys_[open_objects_++].clear();
        return passed(events_.begin_object(), Token::bracket);
    }
    bool end_object() {
        --open_objects_;
        --depth_;
        return passed(events_.end_object(), Token::bracket);
    }
    bool start_array() { return enter() && passed(events_.begin_array(), Token::bracket); }
    bool end_array() {
        --depth_;
        return passed(events_.end_array(), Token::bracket);
    }

    // The lexer, having taken `bytes_read` bytes, cannot go on.
    bool refuse_syntax(size_t bytes_read) {
        const size_t offset = bytes_read == 0 ? 0 : bytes_read - 1;
        return refuse("json.syntax", syntax_sentence(offset), std::min(offset, bytes_.size()));
    }

    bool refuse_number() {
        const size_t begin = number_begin();
        return refuse("json.number_out_of_range",
                      "The number at " + place(begin) +
                          " is too large to be kept exactly; write it as a text in quotes.",
                      begin);
    }

private:
    bool refuse(std::string code, std::string message, size_t offset) {
        error_ = error_at(std::move(code), std::move(message), offset);
        return false;
    }

    bool passed(bool goes_on, Token token) {
        saw_value_ = true;
        if (goes_on) return true;
        CHECK(!events_.error.code.empty());
        error_ = events_.error;
        if (error_.where.empty()) error_.where = place(begin_of(token));
        return false;
    }

    bool enter() {
        if (depth_ < limits_.depth) {
            ++depth_;
            return true;
        }
        return refuse("json.too_deep",
                      "The JSON is nested more than " + std::to_string(limits_.depth) + " levels deep at " +
                          place(last_read()) + "; flatten it.",
                      last_read());
    }

    bool fits(std::string_view text) {
        if (text.size() <= limits_.string_bytes) return true;
        return refuse("json.string_too_long",
                      "The text at " + place(string_begin()) + " has " + std::to_string(text.size()) +
                          " bytes, and at most " + std::to_string(limits_.string_bytes) +
                          " are taken; shorten it.",
                      string_begin());
    }

    std::string syntax_sentence(size_t offset) const {
        if (offset >= bytes_.size()) {
            return "The JSON ends too early, at " + place(bytes_.size()) +
                   "; the file is cut off, so export or copy it again.";
        }
        if (depth_ == 0 && saw_value_) {
            return "There is more after the end of the JSON, " + shown(bytes_, offset) + " at " +
                   place(offset) + "; remove it.";
        }
        return "This is not valid JSON: " + shown(bytes_, offset) + " at " + place(offset) +
               " does not belong there; correct it, or export the file again.";
    }

    size_t last_read() const { return static_cast<size_t>(read_ - bytes_.data()) - 1; }

    size_t begin_of(Token token) const {
        switch (token) {
            case Token::bracket: return last_read();
            case Token::literal: return literal_begin();
            case Token::number: return number_begin();
            case Token::string: return string_begin();
        }
        return last_read();
    }

    size_t literal_begin() const {
        size_t begin = last_read();
        while (begin > 0 && bytes_[begin - 1] >= 'a' && bytes_[begin - 1] <= 'z') --begin;
        return begin;
    }

    // A number is known to be over only after one more byte.
    size_t number_begin() const {
        size_t begin = last_read();
        if (!is_number_byte(bytes_[begin]) && begin > 0) --begin;
        while (begin > 0 && is_number_byte(bytes_[begin - 1])) --begin;
        return begin;
    }

    // Backwards from the closing quote: every quote inside is escaped, the opening one is not.
    size_t string_begin() const {
        size_t begin = last_read();
        while (begin > 0) {
            --begin;
            if (bytes_[begin] != '"') continue;
            size_t slashes = 0;
            while (slashes < begin && bytes_[begin - 1 - slashes] == '\\') ++slashes;
            if (slashes % 2 == 0) break;
        }
        return begin;
    }

    std::string_view bytes_;
    const JsonLimits& limits_;
    JsonEvents& events_;
    const char* read_;
    Error error_;
    int depth_ = 0;
    bool saw_value_ = false;
    std::vector<KeySet> open_keys_;  // reused, so that an object of the same depth allocates nothing
    size_t open_objects_ = 0;
};

}  // namespace base
