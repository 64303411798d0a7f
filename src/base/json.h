// Strict, bounded JSON over nlohmann's lexer: every JSON byte from outside comes in here.
// Refuses duplicate keys, deep nesting, long strings, integers out of range, bytes that are not
// UTF-8, and anything after the end. nlohmann alone accepts the first four.
#pragma once

#include "base/result.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <string_view>

// Compiled once, in json_instance.cpp: a third of the compile time of every file that builds a tree.
extern template class nlohmann::basic_json<>;

namespace base {

using Json = nlohmann::json;

struct JsonLimits {
    size_t bytes = 256u << 20;
    int depth = 32;
    size_t string_bytes = 64u << 10;
};

// What a streaming reader hears. Return false from a handler to stop; then set `error` first.
struct JsonEvents {
    virtual ~JsonEvents() = default;
    virtual bool null() = 0;
    virtual bool boolean(bool value) = 0;
    virtual bool integer(int64_t value) = 0;
    virtual bool real(double value, std::string_view as_written) = 0;
    virtual bool string(std::string_view value) = 0;
    virtual bool begin_object() = 0;
    virtual bool key(std::string_view name) = 0;
    virtual bool end_object() = 0;
    virtual bool begin_array() = 0;
    virtual bool end_array() = 0;
    Error error;
};

// Errors: json.too_large, json.not_utf8, json.syntax, json.too_deep, json.string_too_long,
// json.duplicate_key, json.number_out_of_range; or the handler's own. `where` is "byte 123", counted
// from 1.
Status read_json(std::string_view bytes, const JsonLimits& limits, JsonEvents& events);

// The same into a tree, for small documents (assets, arguments); at most 256 levels, whatever the
// limits say, since copying and printing a tree recurses.
Result<Json> parse_json(std::string_view bytes, const JsonLimits& limits = {});

// A JSON string literal with the quotes; the shortest escapes, non-ASCII as it is, broken UTF-8
// as U+FFFD.
void append_json_string(std::string& out, std::string_view text);

}  // namespace base
