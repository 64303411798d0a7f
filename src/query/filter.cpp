#include "query/filter.h"

#include "base/text.h"
#include "query/literal.h"

#include <algorithm>
#include <array>

namespace query {
namespace {

using base::Error;
using base::Json;
using base::Result;

constexpr int kDeepest = 16;
constexpr int kMostConditions = 256;
constexpr std::array<std::string_view, 10> kOperators = {"=", "!=", "<", "<=", ">", ">=", "contains", "in", "empty", "not_empty"};

Error shape(std::string message) { return {"filter.shape", std::move(message), ""}; }

std::optional<Operator> operator_of(std::string_view text) {
    for (size_t i = 0; i < kOperators.size(); ++i)
        if (kOperators[i] == text) return static_cast<Operator>(i);
    if (text == "==" || text == "is") return Operator::equal;
    return std::nullopt;
}

bool takes_no_value(Operator op) { return op == Operator::empty || op == Operator::not_empty; }

class FilterParser {
public:
    explicit FilterParser(const FilterNames& names) : names_(names) {}

    Result<Filter> parse(const Json& json, int depth) {
        if (depth > kDeepest) return Error{"filter.too_deep", "A filter has at most 16 levels.", ""};
        if (!json.is_object()) return shape("A filter is an object such as {\"owner\":\"Ana\"}.");
        if (json.contains("field")) return explicit_condition(json);
        std::vector<Filter> parts;
        for (const auto& [key, value] : json.items()) {
            Result<Filter> part = key == "and"   ? list(value, Filter::Kind::all, depth)
                                  : key == "or"  ? list(value, Filter::Kind::any, depth)
                                  : key == "not" ? negation(value, depth)
                                                 : shorthand(key, value);
            if (!part) return part.error();
            parts.push_back(std::move(*part));
        }
        return joined(std::move(parts), Filter::Kind::all);
    }

private:
    static Filter joined(std::vector<Filter> parts, Filter::Kind kind) {
        if (parts.size() == 1) return std::move(parts[0]);
        Filter filter;
        if (parts.empty() && kind == Filter::Kind::all) return filter;  // nothing asked: everything
        filter.kind = kind;
        filter.parts = std::move(parts);
        return filter;
    }

    Result<Filter> list(const Json& json, Filter::Kind kind, int depth) {
        if (!json.is_array()) return shape("\"and\" and \"or\" need a list of filters.");
        std::vector<Filter> parts;
        for (const Json& one : json) {
            auto part = parse(one, depth + 1);
            if (!part) return part.error();
            parts.push_back(std::move(*part));
        }
        return joined(std::move(parts), kind);
    }

    Result<Filter> negation(const Json& json, int depth) {
        auto part = parse(json, depth + 1);
        if (!part) return part.error();
        Filter filter;
        filter.kind = Filter::Kind::none;
        filter.parts.push_back(std::move(*part));
        return filter;
    }

    Result<Filter> explicit_condition(const Json& json) {
        for (const auto& [key, value] : json.items())
            if (key != "field" && key != "op" && key != "value")
                return shape("A condition has \"field\", \"op\" and \"value\", not \"" + key + "\".");
        const auto op_entry = json.find("op");
        if (!json["field"].is_string() || (op_entry != json.end() && !op_entry->is_string()))
            return shape("\"field\" and \"op\" are texts.");
        const std::string op = op_entry == json.end() ? "=" : op_entry->get<std::string>();
        const auto value = json.find("value");
        return condition(json["field"].get<std::string>(), op, value == json.end() ? Json() : *value);
    }

    // "owner":"Ana"   "role":["CEO","CTO"]   "score.total":{">=":15,"<":60}
    Result<Filter> shorthand(const std::string& field, const Json& value) {
        if (value.is_array()) return condition(field, "in", value);
        if (!value.is_object()) return condition(field, value.is_null() ? "empty" : "=", value);
        if (value.empty()) return shape("The condition on \"" + field + "\" is empty.");
        std::vector<Filter> parts;
        for (const auto& [op, operand] : value.items()) {
            auto part = condition(field, op, operand);
            if (!part) return part.error();
            parts.push_back(std::move(*part));
        }
        return joined(std::move(parts), Filter::Kind::all);
    }

    // Finds what the name means: a computed column, a field's key, or its label or header.
    bool resolve(const std::string& name, Condition& condition) const {
        const auto known = [&](const std::string& key) {
            if (find_computed(names_.computed, key)) {
                condition.key = key;
                condition.computed = true;
                return true;
            }
            for (const domain::Field& field : names_.fields)
                if (field.key == key) {
                    condition.key = key;
                    condition.kind = field.kind;
                    return true;
                }
            return false;
        };
        if (known(name)) return true;
        const std::string key = names_.alias ? names_.alias(name) : "";
        return !key.empty() && known(key);
    }

    Result<Filter> condition(const std::string& field, const std::string& op_text, Json value) {
        if (++conditions_ > kMostConditions) return Error{"filter.too_long", "A filter has at most 256 conditions.", ""};
        Filter filter;
        filter.kind = Filter::Kind::condition;
        Condition& made = filter.condition;
        if (!resolve(field, made)) return Error{"filter.unknown_field", "There is no field called \"" + field + "\".", field};
        const auto op = operator_of(op_text);
        if (!op) return Error{"filter.unknown_operator", "\"" + op_text + "\" is not one of = != < <= > >= contains in empty not_empty.", field};
        made.op = *op;
        if (takes_no_value(*op)) {
            // {"empty": false} asks the opposite.
            if (value.is_boolean() && !value.get<bool>())
                made.op = *op == Operator::empty ? Operator::not_empty : Operator::empty;
            return filter;
        }
        if (*op == Operator::in && !value.is_array()) return Error{"filter.bad_value", "\"in\" needs a list of values.", field};
        if (*op != Operator::in) value = Json::array({value});
        const Computed* computed = made.computed ? find_computed(names_.computed, made.key) : nullptr;
        for (const Json& one : value) {
            auto literal = computed ? literal_for_computed(*computed, one) : literal_for_field(made.kind, one, *op);
            if (!literal) return Error{"filter.bad_value", "\"" + field + "\" " + literal.error().message, field};
            made.values.push_back(std::move(*literal));
        }
        return filter;
    }

    const FilterNames& names_;
    int conditions_ = 0;
};

}  // namespace

std::string_view operator_name(Operator op) { return kOperators[static_cast<size_t>(op)]; }

Result<Filter> parse_filter(const Json& json, const FilterNames& names) {
    if (json.is_null()) return Filter{};
    return FilterParser(names).parse(json, 0);
}

Mask filter_rows(const Filter& filter, const domain::Book& book, domain::TableKind table,
                 std::span<const Computed> computed, const base::Now& now) {
    Mask mask = alive_rows(book.table(table));
    if (filter.kind == Filter::Kind::everything) return mask;
    Mask found(mask.size());
    FilterRun(filter, book, table, computed, now).run(0, static_cast<Row>(mask.size()), found.data());
    keep_both(mask, found);
    return mask;
}

}  // namespace query
