#include "query/literal.h"

#include "base/text.h"

#include <cmath>

namespace query {
namespace {

using base::Json;
using domain::FieldKind;

base::Error bad(const Json& json, std::string_view wanted) {
    return {"filter.bad_value",
            "cannot be compared with " + std::string(base::clip(json.dump(), 60)) + "; it wants " + std::string(wanted) + ".", ""};
}

std::optional<base::Decimal> decimal_of(const Json& json) {
    if (json.is_string()) return base::decimal_from_text(json.get_ref<const std::string&>());
    if (json.is_number_integer()) {
        const int64_t value = json.get<int64_t>();
        if (json.is_number_unsigned() && json.get<uint64_t>() > INT64_MAX) return std::nullopt;
        if (value > INT64_MAX / base::kMillionths || value < INT64_MIN / base::kMillionths) return std::nullopt;
        return base::Decimal{value * base::kMillionths};
    }
    if (!json.is_number()) return std::nullopt;
    const double value = json.get<double>() * 1e6;
    if (!(std::fabs(value) < 9e18)) return std::nullopt;
    return base::Decimal{static_cast<int64_t>(std::llround(value))};
}

base::Result<Literal> text_literal(const Json& json) {
    if (json.is_string()) return Literal{base::fold(json.get_ref<const std::string&>())};
    if (json.is_number()) return Literal{json.dump()};
    return bad(json, "a text");
}

base::Result<Literal> day_value(const Json& json) {
    const auto day = json.is_string() ? day_literal(json.get_ref<const std::string&>()) : std::nullopt;
    if (!day) return bad(json, "a date such as \"2026-11-22\" or \"today-30\"");
    return Literal{*day};
}

base::Result<Literal> number_value(const Json& json) {
    const auto number = decimal_of(json);
    if (!number) return bad(json, "a number");
    return Literal{*number};
}

base::Result<Literal> money_value(const Json& json) {
    if (json.is_string()) {
        const auto money = base::money_from_text(json.get_ref<const std::string&>());
        if (money && money->currency.packed != 0) return Literal{*money};
    }
    const auto number = decimal_of(json);
    if (!number) return bad(json, "a number or an amount such as \"1250000 NOK\"");
    return Literal{*number};
}

base::Result<Literal> flag_value(const Json& json) {
    if (json.is_boolean()) return Literal{json.get<bool>()};
    const std::string text = json.is_string() ? json.get<std::string>() : "";
    if (text == "yes" || text == "true") return Literal{true};
    if (text == "no" || text == "false") return Literal{false};
    return bad(json, "true or false");
}

}  // namespace

std::optional<DayLiteral> day_literal(std::string_view text) {
    if (const auto day = base::day_from_iso(text)) return DayLiteral{false, day->count};
    if (!text.starts_with("today")) return std::nullopt;
    text.remove_prefix(5);
    if (text.empty()) return DayLiteral{true, 0};
    if (text.size() < 2 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
    const auto days = base::integer_from_text(text.substr(1));
    if (!days || *days < 0 || *days > 1'000'000) return std::nullopt;
    return DayLiteral{true, static_cast<int32_t>(text[0] == '-' ? -*days : *days)};
}

base::Result<Literal> literal_for_field(FieldKind kind, const Json& json, Operator op) {
    if (op == Operator::contains && kind != FieldKind::multi_choice && kind != FieldKind::text &&
        kind != FieldKind::link && kind != FieldKind::choice && kind != FieldKind::reference)
        return base::Error{"filter.bad_value", "is not a text, so it cannot be searched with \"contains\".", ""};
    switch (kind) {
        case FieldKind::text: case FieldKind::link: case FieldKind::choice: case FieldKind::multi_choice:
        case FieldKind::reference: return text_literal(json);
        case FieldKind::number: return number_value(json);
        case FieldKind::money: return money_value(json);
        case FieldKind::date: case FieldKind::instant: return day_value(json);
        case FieldKind::yes_no: return flag_value(json);
    }
    return bad(json, "something else");
}

base::Result<Literal> literal_for_computed(const Computed& column, const Json& json) {
    if (!column.labels.empty()) {
        // A label by its text, or the number it shows ("score.grade": 1).
        if (json.is_string() || json.is_number_integer()) return text_literal(json);
        return bad(json, "one of its names");
    }
    return column.instant ? day_value(json) : number_value(json);
}

}  // namespace query
