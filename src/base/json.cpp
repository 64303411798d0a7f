// Reading in slices: first the bytes are checked, then they are cut into tokens, and a small grammar here
// says which token may come where. Nearly all tokens are plain (brackets, words, texts without escapes,
// short whole numbers) and are cut here, where they lie; nlohmann's lexer, which takes and copies one byte
// at a time, gets the others: escapes, decimals, and whatever is wrong.
#include "base/json_reader.h"

#include "base/json_handler.h"

#include <cmath>
#include <cstring>
#include <exception>

namespace base {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr size_t kCheckedPerRead = 8;  // looking over a byte is so much quicker than reading it

using Lexer = nlohmann::detail::lexer<Json, nlohmann::detail::iterator_input_adapter<const char*>>;
using Lexed = Lexer::token_type;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

size_t first_broken_byte(std::string_view bytes, size_t from) {
    for (size_t position = from; position < bytes.size();) {
        const size_t begin = position;
        if (next_code_point(bytes, position) == 0xFFFD && position - begin == 1) return begin;
    }
    return bytes.size();
}

Error out_of_memory() {
    return {"json.too_large",
            "The JSON does not fit into memory at byte 1; split the file or close other tabs.", place(0)};
}

// What can be said of the whole before a byte of it is looked at.
Status check_size(std::string_view bytes, const JsonLimits& limits) {
    if (bytes.size() > limits.bytes) {
        return Error{"json.too_large",
                     "The JSON has " + std::to_string(bytes.size()) + " bytes, and at most " +
                         std::to_string(limits.bytes) + " are taken; split the file.",
                     place(limits.bytes)};
    }
    if (bytes.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
        return error_at(
            "json.syntax",
            "The JSON starts with a byte order mark at byte 1, which JSON does not allow; save the file as "
            "UTF-8 without BOM.",
            0);
    }
    return success();
}

// Of the bytes in [from, to), which cut no character in two. Of two faults the first is told, or else it would depend
// on the slices which one is.
Status check_bytes(std::string_view bytes, size_t from, size_t to) {
    const std::string_view part = bytes.substr(from, to - from);
    const size_t broken = is_utf8(part) ? bytes.size() : first_broken_byte(bytes, from);
    // nlohmann takes a zero byte for the end of the text and would not see what follows.
    if (const size_t zero = part.find('\0'); zero != std::string_view::npos && from + zero < broken) {
        return error_at("json.syntax",
                        "The JSON has a zero byte at " + place(from + zero) +
                            "; if the file is UTF-16, save it as UTF-8.",
                        from + zero);
    }
    if (broken < bytes.size())
        return error_at("json.not_utf8",
                        "The JSON is not UTF-8 text at " + place(broken) + "; save the file as UTF-8.",
                        broken);
    return success();
}

}  // namespace

struct JsonReader::State {
    std::string_view bytes;
    JsonLimits limits;
    Status status = success();
    bool done = false;
    size_t checked = 0;
    bool blank = true;

    // What the next token may be.
    enum class Next { value, value_or_end, key_or_end, key, colon, comma_or_end, nothing } next = Next::value;
    std::vector<bool> open;  // true: an array, false: an object
    BoundedHandler handler;

    size_t at = 0;  // first byte that belongs to no token yet
    // Of the last token: a text, a whole number, or a decimal as it was written and as a double.
    std::string_view text;
    std::string unescaped;
    int64_t integer = 0;
    uint64_t natural = 0;
    double real = 0;

    State(std::string_view given, const JsonLimits& bounds, JsonEvents& events)
        : bytes(given), limits(bounds), handler(bytes, limits, events) {
        finish(check_size(bytes, limits));
    }

    // An error ends the reading.
    void finish(Status found) {
        if (found) return;
        status = std::move(found);
        done = true;
    }

    void check(size_t count);
    void read_tokens(size_t count);
    Lexed scan();
    Lexed scan_word(std::string_view word, Lexed token);
    Lexed scan_text();
    Lexed scan_number();
    Lexed scan_slowly();
    Lexed took(size_t end, Lexed token) {
        at = end;
        handler.set_read(end);
        return token;
    }
    bool take(Lexed token);
    bool take_value(Lexed token);
    bool take_number(Lexed token);
    bool begin(bool array);
    bool end();
    bool refuse() { return handler.refuse_syntax(at); }
    // A value has come to its end.
    bool after_value(bool goes_on) {
        next = open.empty() ? Next::nothing : Next::comma_or_end;
        return goes_on;
    }
};

void JsonReader::State::check(size_t count) {
    size_t end = checked + std::min(count, bytes.size() - checked);
    // Not in the middle of a character; broken bytes are cut anywhere.
    for (int i = 0; i < 3 && end < bytes.size() && (static_cast<uint8_t>(bytes[end]) & 0xC0) == 0x80; ++i) ++end;
    finish(check_bytes(bytes, checked, end));
    blank = blank && bytes.substr(checked, end - checked).find_first_not_of(" \t\r\n") == std::string_view::npos;
    checked = end;
    if (!done && checked == bytes.size() && blank)
        finish(error_at("json.syntax", "There is no JSON at byte 1, the text is empty; choose another file.", 0));
}

void JsonReader::State::read_tokens(size_t count) {
    const size_t until = at + std::min(count, bytes.size() - at + 1);
    while (!done && at < until) {
        const Lexed token = scan();
        if (next == Next::nothing && token == Lexed::end_of_input) done = true;
        else if (!take(token)) finish(handler.error());
    }
}

Lexed JsonReader::State::scan() {
    while (at < bytes.size() && is_blank(bytes[at])) ++at;
    if (at >= bytes.size()) {
        handler.set_read(bytes.size());
        at = bytes.size() + 1;  // the end was looked at, too
        return Lexed::end_of_input;
    }
    switch (bytes[at]) {
        case '[': return took(at + 1, Lexed::begin_array);
        case ']': return took(at + 1, Lexed::end_array);
        case '{': return took(at + 1, Lexed::begin_object);
        case '}': return took(at + 1, Lexed::end_object);
        case ':': return took(at + 1, Lexed::name_separator);
        case ',': return took(at + 1, Lexed::value_separator);
        case 't': return scan_word("true", Lexed::literal_true);
        case 'f': return scan_word("false", Lexed::literal_false);
        case 'n': return scan_word("null", Lexed::literal_null);
        case '"': return scan_text();
        case '-': return scan_slowly();
        default: return is_digit(bytes[at]) ? scan_number() : took(at + 1, Lexed::parse_error);
    }
}

Lexed JsonReader::State::scan_word(std::string_view word, Lexed token) {
    return bytes.substr(at, word.size()) == word ? took(at + word.size(), token) : scan_slowly();
}

Lexed JsonReader::State::scan_text() {
    size_t end = at + 1;
    while (end < bytes.size() && bytes[end] != '"' && bytes[end] != '\\' && static_cast<uint8_t>(bytes[end]) >= 0x20) ++end;
    if (end == bytes.size() || bytes[end] != '"') return scan_slowly();
    text = bytes.substr(at + 1, end - at - 1);
    return took(end + 1, Lexed::value_string);
}

// Up to 18 digits; a number is known to be over only after one more byte.
Lexed JsonReader::State::scan_number() {
    constexpr size_t kDigits = 18;
    natural = 0;
    size_t end = at;
    for (; end < bytes.size() && is_digit(bytes[end]); ++end) {
        if (end - at == kDigits) return scan_slowly();
        natural = natural * 10 + static_cast<uint64_t>(bytes[end] - '0');
    }
    const bool leading_zero = bytes[at] == '0' && end - at > 1;
    if (leading_zero || end == bytes.size() || is_number_byte(bytes[end])) return scan_slowly();
    took(end + 1, Lexed::value_unsigned);
    at = end;
    return Lexed::value_unsigned;
}

Lexed JsonReader::State::scan_slowly() {
    const char* const begin = bytes.data() + at;
    Lexer lexer(nlohmann::detail::input_adapter(begin, bytes.data() + bytes.size()));
    const Lexed token = lexer.scan();
    const size_t end = at + lexer.get_position().chars_read_total;
    const bool is_number = token == Lexed::value_unsigned || token == Lexed::value_integer || token == Lexed::value_float;
    if (token == Lexed::value_string || token == Lexed::value_float) text = unescaped = lexer.get_string();
    if (token == Lexed::value_unsigned) natural = lexer.get_number_unsigned();
    if (token == Lexed::value_integer) integer = lexer.get_number_integer();
    if (token == Lexed::value_float) real = lexer.get_number_float();
    took(std::min(end + is_number, bytes.size()), token);
    at = end;
    return token;
}

bool JsonReader::State::take(Lexed token) {
    switch (next) {
        case Next::value: return take_value(token);
        case Next::value_or_end: return token == Lexed::end_array ? end() : take_value(token);
        case Next::key_or_end:
            if (token == Lexed::end_object) return end();
            [[fallthrough]];
        case Next::key:
            if (token != Lexed::value_string) return refuse();
            next = Next::colon;
            return handler.key(text);
        case Next::colon:
            next = Next::value;
            return token == Lexed::name_separator || refuse();
        case Next::comma_or_end:
            if (token == (open.back() ? Lexed::end_array : Lexed::end_object)) return end();
            next = open.back() ? Next::value : Next::key;
            return token == Lexed::value_separator || refuse();
        case Next::nothing: return refuse();
    }
    CHECK(false);
}

bool JsonReader::State::take_value(Lexed token) {
    switch (token) {
        case Lexed::begin_object: return begin(false);
        case Lexed::begin_array: return begin(true);
        case Lexed::literal_true: return after_value(handler.boolean(true));
        case Lexed::literal_false: return after_value(handler.boolean(false));
        case Lexed::literal_null: return after_value(handler.null());
        case Lexed::value_string: return after_value(handler.string(text));
        case Lexed::value_unsigned:
        case Lexed::value_integer:
        case Lexed::value_float: return after_value(take_number(token));
        case Lexed::uninitialized:
        case Lexed::end_array:
        case Lexed::end_object:
        case Lexed::name_separator:
        case Lexed::value_separator:
        case Lexed::parse_error:
        case Lexed::end_of_input:
        case Lexed::literal_or_value: return refuse();
    }
    CHECK(false);
}

bool JsonReader::State::take_number(Lexed token) {
    if (token == Lexed::value_unsigned) return handler.number_unsigned(natural);
    if (token == Lexed::value_integer) return handler.number_integer(integer);
    return std::isfinite(real) ? handler.number_float(real, unescaped) : handler.refuse_number();
}

bool JsonReader::State::begin(bool array) {
    open.push_back(array);
    next = array ? Next::value_or_end : Next::key_or_end;
    return array ? handler.start_array() : handler.start_object();
}

bool JsonReader::State::end() {
    const bool array = open.back();
    open.pop_back();
    return after_value(array ? handler.end_array() : handler.end_object());
}

JsonReader::JsonReader(std::string_view bytes, const JsonLimits& limits, JsonEvents& events)
    : state_(std::make_unique<State>(bytes, limits, events)) {}

JsonReader::~JsonReader() = default;

bool JsonReader::step(size_t count) {
    State& state = *state_;
    const size_t wanted = std::clamp<size_t>(count, 1, SIZE_MAX / (2 * kCheckedPerRead));
    try {
        if (state.done) return true;
        if (state.checked < state.bytes.size() || state.blank) state.check(wanted * kCheckedPerRead);
        else state.read_tokens(wanted);
    } catch (const std::exception&) {
        // The lexer and the standard library throw here for one reason only.
        state.finish(out_of_memory());
    }
    return state.done;
}

double JsonReader::progress() const {
    if (state_->done) return 1;
    return static_cast<double>(std::min(state_->at, state_->bytes.size())) / static_cast<double>(std::max<size_t>(state_->bytes.size(), 1));
}

const Status& JsonReader::status() const { return state_->status; }

Status read_json(std::string_view bytes, const JsonLimits& limits, JsonEvents& events) {
    JsonReader reader(bytes, limits, events);
    while (!reader.step(SIZE_MAX)) {
    }
    return reader.status();
}

}  // namespace base
