// One cell's value, as operations carry it. The book itself keeps columns (domain/column.h).
#pragma once

#include "base/day.h"
#include "base/number.h"
#include "domain/stamp.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace domain {

enum class FieldKind : uint8_t {
    text,
    link,
    choice,
    multi_choice,
    number,
    money,
    date,
    instant,
    yes_no,
    reference,  // to a row of another table
};

// Words of the kinds in files: "text", "multi_choice", ...
std::string_view kind_name(FieldKind kind);
std::optional<FieldKind> kind_from_name(std::string_view name);

struct Empty {
    bool operator==(const Empty&) const = default;
};
struct Instant {
    base::Millis millis = 0;
    auto operator<=>(const Instant&) const = default;
};
using Members = std::vector<std::string>;  // of a multi-choice: sorted, no doubles
// Kept as typed because it does not parse as the field's kind.
struct AsTyped {
    std::string text;
    bool operator==(const AsTyped&) const = default;
};

using Value = std::variant<Empty, std::string, base::Decimal, base::Money, base::Day, Instant, bool,
                           RowId, Members, AsTyped>;

// True if a field of this kind can hold this value. Empty and AsTyped fit every kind but reference.
bool fits(FieldKind kind, const Value& value);

// One form for "nothing": an empty text or an invalid id says no more than Empty. What a book holds has it.
Value without_emptiness(const Value& value);

// Plain, language-neutral text ("1250000 NOK", "2026-11-22", "yes"), and back. Reading refuses what
// does not fit the kind; it does not fall back to AsTyped.
std::string to_text(const Value& value);
std::optional<Value> value_from_text(FieldKind kind, std::string_view text);

// The same bytes for equal values, other bytes for others; decides ties of equal stamps.
std::string tie_bytes(const Value& value);

}  // namespace domain
