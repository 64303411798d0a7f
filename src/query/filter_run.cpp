#include "query/filter.h"

#include "base/text.h"
#include "base/wide.h"

#include <algorithm>
#include <functional>

namespace query {
namespace {

using domain::FieldKind;

// How a cell compares with one value.
enum class Sign : uint8_t { less, equal, more, unknown };

template <class T>
Sign sign_of(const T& cell, const T& value) {
    if (cell == value) return Sign::equal;
    return cell < value ? Sign::less : Sign::more;
}

// `unknown` and empty cells satisfy != alone.
bool satisfies(Operator op, Sign sign) {
    switch (op) {
        case Operator::equal: case Operator::in: case Operator::contains: return sign == Sign::equal;
        case Operator::not_equal: return sign != Sign::equal;
        case Operator::less: return sign == Sign::less;
        case Operator::at_most: return sign == Sign::less || sign == Sign::equal;
        case Operator::more: return sign == Sign::more;
        case Operator::at_least: return sign == Sign::more || sign == Sign::equal;
        case Operator::empty: return false;
        case Operator::not_empty: return true;
    }
    return false;
}

using Fill = std::function<void(Row begin, Row end, uint8_t* out)>;

// The test of one row, as a loop over many.
template <class F>
Fill fill_by(F test) {
    return [test](Row begin, Row end, uint8_t* out) {
        for (Row row = begin; row < end; ++row) out[row - begin] = test(row);
    };
}

// `sign(row, value)` against every value of the condition: one, or those of `in`.
template <class F>
Fill fill_signs(const Condition& condition, F sign) {
    return fill_by([&condition, sign](Row row) {
        for (const Literal& value : condition.values)
            if (satisfies(condition.op, sign(row, value))) return true;
        return false;
    });
}

Sign text_sign(const Condition& condition, std::string_view folded, const Literal& value) {
    const std::string& text = std::get<std::string>(value);
    if (folded.empty()) return Sign::unknown;
    if (condition.op == Operator::contains) return base::contains(folded, text) ? Sign::equal : Sign::unknown;
    return sign_of(folded, std::string_view(text));
}

bool text_matches(const Condition& condition, std::string_view folded) {
    for (const Literal& value : condition.values)
        if (satisfies(condition.op, text_sign(condition, folded, value))) return true;
    return false;
}

Fill fill_codes(const domain::Cells<uint32_t>& codes, std::vector<uint8_t> matching, bool beyond) {
    return fill_by([&codes, matching = std::move(matching), beyond](Row row) {
        const uint32_t code = codes[row];
        return code < matching.size() ? matching[code] != 0 : beyond;
    });
}

Fill fill_choice(const Condition& condition, domain::TableKind table, const domain::ChoiceColumn& column) {
    const std::string_view if_empty = domain::meaning_of_empty(table, condition.key);
    std::vector<uint8_t> matching;
    for (const std::string& text : column.dictionary.texts()) matching.push_back(text_matches(condition, base::fold(text.empty() ? if_empty : text)));
    return fill_codes(column.codes, std::move(matching), false);
}

// = and contains ask for a member, != for its absence.
Fill fill_members(const Condition& condition, const domain::MultiChoiceColumn& column) {
    std::vector<uint8_t> matching;
    const bool none = condition.op == Operator::not_equal;
    for (const auto& set : column.sets) {
        bool any = false;
        for (uint32_t member : set)
            for (const Literal& value : condition.values)
                any = any || base::fold(column.members.text(member)) == std::get<std::string>(value);
        matching.push_back(any != none);
    }
    return fill_codes(column.codes, std::move(matching), false);
}

Sign money_sign(int64_t minor, base::Currency currency, const Literal& value) {
    if (minor == domain::kNoNumber) return Sign::unknown;
    if (const auto* money = std::get_if<base::Money>(&value))
        return money->currency == currency ? sign_of(minor, money->minor) : Sign::unknown;
    int64_t millionths_per_minor = 1;
    for (int i = base::exponent_of(currency); i < 6; ++i) millionths_per_minor *= 10;
    return sign_of(base::wide_product(minor, millionths_per_minor), base::wide(std::get<base::Decimal>(value).millionths));
}

int32_t day_of_literal(const Literal& value, int32_t today) {
    const DayLiteral& day = std::get<DayLiteral>(value);
    return day.relative ? today + day.days : day.days;
}

Fill fill_reference(const Condition& condition, const domain::Book& book, FieldKind, domain::TableKind table,
                    const domain::ReferenceColumn& column) {
    const auto field = book.field(table, condition.key);
    const domain::Table* target = field ? &book.table(field->target) : nullptr;
    const domain::TextColumn* names = target ? target->text("name") : nullptr;
    std::vector<uint8_t> matching;
    for (Row row = 0; target && row < target->size(); ++row)
        matching.push_back((names && text_matches(condition, names->folded_at(row))) ||
                           (condition.op != Operator::not_equal && text_matches(condition, domain::to_text(target->id(row)))));
    return fill_codes(column.rows, std::move(matching), condition.op == Operator::not_equal);
}

Fill fill_field(const Condition& condition, const domain::Book& book, domain::TableKind table,
                const domain::Column& column, const base::Now& now) {
    const int32_t today = now.today.count;
    if (const auto* text = std::get_if<domain::TextColumn>(&column.data))
        return fill_signs(condition, [&condition, text](Row row, const Literal& v) { return text_sign(condition, text->folded_at(row), v); });
    if (const auto* choice = std::get_if<domain::ChoiceColumn>(&column.data)) return fill_choice(condition, table, *choice);
    if (const auto* multi = std::get_if<domain::MultiChoiceColumn>(&column.data)) return fill_members(condition, *multi);
    if (const auto* number = std::get_if<domain::NumberColumn>(&column.data))
        return fill_signs(condition, [number](Row row, const Literal& v) {
            const int64_t cell = number->values[row];
            return cell == domain::kNoNumber ? Sign::unknown : sign_of(cell, std::get<base::Decimal>(v).millionths);
        });
    if (const auto* money = std::get_if<domain::MoneyColumn>(&column.data))
        return fill_signs(condition, [money](Row row, const Literal& v) { return money_sign(money->minor[row], {money->currency[row]}, v); });
    if (const auto* date = std::get_if<domain::DateColumn>(&column.data))
        return fill_signs(condition, [date, today](Row row, const Literal& v) {
            return date->days[row] == domain::kNoDay ? Sign::unknown : sign_of(date->days[row], day_of_literal(v, today));
        });
    if (const auto* instant = std::get_if<domain::InstantColumn>(&column.data))
        return fill_signs(condition, [instant, today, offset = now.offset_minutes](Row row, const Literal& v) {
            if (instant->millis[row] == domain::kNoNumber) return Sign::unknown;
            return sign_of(base::day_of(instant->millis[row], offset).count, day_of_literal(v, today));
        });
    if (const auto* flag = std::get_if<domain::FlagColumn>(&column.data))
        return fill_signs(condition, [flag](Row row, const Literal& v) {
            return flag->values[row] == 0 ? Sign::unknown : sign_of(flag->values[row] == 2, std::get<bool>(v));
        });
    if (const auto* reference = std::get_if<domain::ReferenceColumn>(&column.data))
        return fill_reference(condition, book, column.kind, table, *reference);
    return fill_by([](Row) { return false; });
}

bool is_empty_value(const Computed& column, int64_t value) {
    if (value == column.empty) return true;
    return !column.labels.empty() && (value < 0 || static_cast<size_t>(value) >= column.labels.size());
}

// Labels compare by their place in the list; a text that is none of them equals nothing.
Fill fill_labels(const Condition& condition, const Computed& column) {
    std::vector<std::string> folded;
    for (const std::string& label : column.labels) folded.push_back(base::fold(label));
    return fill_signs(condition, [&column, &condition, folded](Row row, const Literal& v) {
        const int64_t cell = computed_at(column, row);
        if (is_empty_value(column, cell)) return Sign::unknown;
        const std::string& text = std::get<std::string>(v);
        if (condition.op == Operator::contains)
            return base::contains(folded[static_cast<size_t>(cell)], text) ? Sign::equal : Sign::unknown;
        const auto place = std::find(folded.begin(), folded.end(), text) - folded.begin();
        return static_cast<size_t>(place) == folded.size() ? Sign::unknown : sign_of(cell, static_cast<int64_t>(place));
    });
}

Fill fill_computed(const Condition& condition, const Computed& column, const base::Now& now) {
    if (!column.labels.empty()) return fill_labels(condition, column);
    if (column.instant)
        return fill_signs(condition, [&column, today = now.today.count, offset = now.offset_minutes](Row row, const Literal& v) {
            const int64_t cell = computed_at(column, row);
            if (cell == column.empty) return Sign::unknown;
            return sign_of(base::day_of(cell, offset).count, day_of_literal(v, today));
        });
    return fill_signs(condition, [&column](Row row, const Literal& v) {
        const int64_t cell = computed_at(column, row);
        if (cell == column.empty) return Sign::unknown;
        return sign_of(base::wide_product(cell, base::kMillionths), base::wide(std::get<base::Decimal>(v).millionths));
    });
}

bool asks_emptiness(Operator op) { return op == Operator::empty || op == Operator::not_empty; }

Fill make_fill(const Condition& condition, const domain::Book& book, domain::TableKind table,
               std::span<const Computed> computed, const base::Now& now) {
    const bool wants_empty = condition.op == Operator::empty;
    if (condition.computed) {
        const Computed* column = find_computed(computed, condition.key);
        CHECK(column);
        if (!asks_emptiness(condition.op)) return fill_computed(condition, *column, now);
        return fill_by([column, wants_empty](Row row) { return is_empty_value(*column, computed_at(*column, row)) == wants_empty; });
    }
    const domain::Column* column = book.table(table).column(condition.key);
    if (!column) {  // a field nobody has filled in: every cell is empty
        const std::string_view meaning = domain::meaning_of_empty(table, condition.key);
        const bool all = asks_emptiness(condition.op) || meaning.empty() ? wants_empty || condition.op == Operator::not_equal : text_matches(condition, meaning);
        return fill_by([all](Row) { return all; });
    }
    if (!asks_emptiness(condition.op)) return fill_field(condition, book, table, *column, now);
    return fill_by([column, wants_empty](Row row) { return column->empty_at(row) == wants_empty; });
}

}  // namespace

struct FilterRun::Node {
    Filter::Kind kind = Filter::Kind::everything;
    std::vector<Node> parts;
    Condition condition;  // kept alive for `fill`
    Fill fill;

    void run(Row begin, Row end, uint8_t* out) const {
        const size_t size = end - begin;
        switch (kind) {
            case Filter::Kind::everything: std::fill_n(out, size, uint8_t{1}); return;
            case Filter::Kind::condition: fill(begin, end, out); return;
            case Filter::Kind::none:
                parts[0].run(begin, end, out);
                for (size_t i = 0; i < size; ++i) out[i] ^= 1;
                return;
            case Filter::Kind::all: case Filter::Kind::any: break;
        }
        const bool all = kind == Filter::Kind::all;
        std::fill_n(out, size, static_cast<uint8_t>(all));
        std::vector<uint8_t> one(size);
        for (const Node& part : parts) {
            part.run(begin, end, one.data());
            for (size_t i = 0; i < size; ++i) out[i] = all ? out[i] & one[i] : out[i] | one[i];
        }
    }

    void make(const Filter& filter, const domain::Book& book, domain::TableKind table,
              std::span<const Computed> computed, const base::Now& now) {
        kind = filter.kind;
        condition = filter.condition;
        if (kind == Filter::Kind::condition) fill = make_fill(condition, book, table, computed, now);
        parts.resize(filter.parts.size());  // at once: `fill` keeps the address of its condition
        for (size_t i = 0; i < parts.size(); ++i) parts[i].make(filter.parts[i], book, table, computed, now);
    }
};

FilterRun::FilterRun(const Filter& filter, const domain::Book& book, domain::TableKind table,
                     std::span<const Computed> computed, const base::Now& now)
    : root_(std::make_unique<Node>()), rows_(book.table(table).size()) {
    root_->make(filter, book, table, computed, now);
}

FilterRun::~FilterRun() = default;
FilterRun::FilterRun(FilterRun&&) noexcept = default;

void FilterRun::run(Row begin, Row end, uint8_t* out) const {
    CHECK(begin <= end && end <= rows_);
    constexpr Row kBlock = 8192;  // parts of an `all` work in the cache
    for (Row at = begin; at < end; at += kBlock) root_->run(at, std::min(end, at + kBlock), out + (at - begin));
}

bool FilterRun::matches(Row row) const {
    uint8_t out = 0;
    run(row, row + 1, &out);
    return out != 0;
}

}  // namespace query
