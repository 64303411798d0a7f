// Reading in slices: first the bytes are checked, then nlohmann's lexer cuts them into tokens, and a
// small grammar here says which token may come where.
#include "base/json_reader.h"

#include "base/json_handler.h"

#include <cmath>
#include <cstring>
#include <exception>

namespace base {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr size_t kCheckedPerRead = 8;  // looking over a byte is so much quicker than reading it

// Shares how far the lexer has read, since its tokens carry no place.
class CountingIterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* at, const char** read) : at_(at), read_(read) {}
    reference operator*() const { return *at_; }
    CountingIterator& operator++() {
        *read_ = ++at_;
        return *this;
    }
    CountingIterator operator++(int) {
        CountingIterator before = *this;
        ++*this;
        return before;
    }
    bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
    bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

private:
    const char* at_;
    const char** read_;
};

using Lexer = nlohmann::detail::lexer<Json, nlohmann::detail::iterator_input_adapter<CountingIterator>>;
using Lexed = Lexer::token_type;

Lexer make_lexer(std::string_view bytes, const char** read) {
    const CountingIterator begin(bytes.data(), read), end(bytes.data() + bytes.size(), read);
    return Lexer(nlohmann::detail::input_adapter(begin, end));
}

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

// Of the bytes in [from, to), which cut no character in two.
Status check_bytes(std::string_view bytes, size_t from, size_t to) {
    const std::string_view part = bytes.substr(from, to - from);
    if (!is_utf8(part)) {
        const size_t offset = first_broken_byte(bytes, from);
        return error_at("json.not_utf8",
                        "The JSON is not UTF-8 text at " + place(offset) + "; save the file as UTF-8.",
                        offset);
    }
    // nlohmann takes a zero byte for the end of the text and would not see what follows.
    if (const size_t zero = part.find('\0'); zero != std::string_view::npos) {
        return error_at("json.syntax",
                        "The JSON has a zero byte at " + place(from + zero) +
                            "; if the file is UTF-16, save it as UTF-8.",
                        from + zero);
    }
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
    Lexer lexer;

    State(std::string_view given, const JsonLimits& bounds, JsonEvents& events)
        : bytes(given), limits(bounds), handler(bytes, limits, events), lexer(make_lexer(bytes, handler.read_position())) {
        finish(check_size(bytes, limits));
    }

    // An error ends the reading.
    void finish(Status found) {
        if (found) return;
        status = std::move(found);
        done = true;
    }
    size_t read() { return static_cast<size_t>(*handler.read_position() - bytes.data()); }

    void check(size_t count);
    void read_tokens(size_t count);
    bool take(Lexed token);
    bool take_value(Lexed token);
    bool take_number(Lexed token);
    bool begin(bool array);
    bool end();
    bool refuse() { return handler.refuse_syntax(lexer.get_position()); }
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
    const size_t until = read() + count;
    while (!done && read() < until) {
        const Lexed token = lexer.scan();
        if (next == Next::nothing && token == Lexed::end_of_input) done = true;
        else if (!take(token)) finish(handler.error());
    }
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
            return handler.key(lexer.get_string());
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
        case Lexed::value_string: return after_value(handler.string(lexer.get_string()));
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
    if (token == Lexed::value_unsigned) return handler.number_unsigned(lexer.get_number_unsigned());
    if (token == Lexed::value_integer) return handler.number_integer(lexer.get_number_integer());
    const double value = lexer.get_number_float();
    return std::isfinite(value) ? handler.number_float(value, lexer.get_string()) : handler.refuse_number();
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
    return static_cast<double>(state_->read()) / static_cast<double>(std::max<size_t>(state_->bytes.size(), 1));
}

const Status& JsonReader::status() const { return state_->status; }

Status read_json(std::string_view bytes, const JsonLimits& limits, JsonEvents& events) {
    JsonReader reader(bytes, limits, events);
    while (!reader.step(SIZE_MAX)) {
    }
    return reader.status();
}

}  // namespace base
