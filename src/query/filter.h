// Filters as data: which rows of a table are wanted. The JSON of window.corong:
//
//   {"and":[f, ...]}  {"or":[f, ...]}  {"not": f}
//   {"field":"score.total", "op":">=", "value":15}
//   shorthand, all of which must hold:  {"owner":"Ana", "score.total":{">=":15}, "role":["CEO","CTO"]}
//
// Operators: = != < <= > >= contains in empty not_empty. `empty` and `not_empty` take no value (in
// the shorthand: {"owner":{"empty":true}}).
// Meaning: text, choice and link compare in search form (base::fold): "ana" = "Ana". Money compares
// with "1250000 NOK" in that currency only (another is unknown, so false), with a plain number
// by amount. Dates and instants compare by day with "2026-11-22", "today", "today-60", "today+7".
// yes_no compares with true and false. A multi-choice "=" or "contains" a member it has. A
// reference compares with an id, and with the target's name. An empty cell satisfies only `empty`,
// `!=`, and `not`; but for a lead's outcome: without one it is open.
#pragma once

#include "base/day.h"
#include "base/json.h"
#include "query/computed.h"
#include "query/selection.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace query {

enum class Operator : uint8_t { equal, not_equal, less, at_most, more, at_least, contains, in, empty, not_empty };
std::string_view operator_name(Operator op);

// What a filter may speak of. `alias` turns a label or an import header into a key; it may be null,
// and gives "" for what it does not know.
struct FilterNames {
    domain::TableKind table = domain::TableKind::leads;
    std::vector<domain::Field> fields;
    std::span<const Computed> computed;
    std::function<std::string(std::string_view)> alias;
};

// A day, or one counted from today ("today-60").
struct DayLiteral {
    bool relative = false;
    int32_t days = 0;  // since 1970, or from today
    bool operator==(const DayLiteral&) const = default;
};
// What a field is compared with; texts in search form.
using Literal = std::variant<std::string, base::Decimal, base::Money, DayLiteral, bool>;

struct Condition {
    std::string key;
    bool computed = false;
    domain::FieldKind kind = domain::FieldKind::text;  // of a field
    Operator op = Operator::equal;
    std::vector<Literal> values;  // one, or several for `in`; none for empty and not_empty
};

struct Filter {
    enum class Kind : uint8_t { everything, all, any, none, condition };
    Kind kind = Kind::everything;
    std::vector<Filter> parts;  // of all and any; one of none ("not")
    Condition condition;
};

// Errors: filter.shape, filter.unknown_field, filter.unknown_operator, filter.bad_value,
// filter.too_deep (over 16 levels), filter.too_long (over 256 conditions).
base::Result<Filter> parse_filter(const base::Json& json, const FilterNames& names);

// A filter made ready for one state of a book: texts folded, choices turned into tables by code.
// Keeps pointers into `book` and `computed`: use it before either changes.
class FilterRun {
public:
    FilterRun(const Filter& filter, const domain::Book& book, domain::TableKind table,
              std::span<const Computed> computed, const base::Now& now);
    ~FilterRun();
    FilterRun(FilterRun&&) noexcept;

    // Writes 0 or 1 for rows [begin, end) to out[0 .. end - begin). Deleted rows are not left out.
    void run(Row begin, Row end, uint8_t* out) const;
    bool matches(Row row) const;

private:
    struct Node;
    std::unique_ptr<Node> root_;
    Row rows_ = 0;
};

// Alive rows that satisfy the filter.
Mask filter_rows(const Filter& filter, const domain::Book& book, domain::TableKind table,
                 std::span<const Computed> computed, const base::Now& now);

}  // namespace query
