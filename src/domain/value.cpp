#include "domain/value.h"

#include "base/order.h"
#include "base/text.h"
#include "base/zoo.h"

#include <algorithm>
#include <array>

namespace domain {
namespace {

constexpr std::array<std::string_view, 10> kKindNames = {
    "text", "link", "choice", "multi_choice", "number", "money", "date", "instant", "yes_no", "reference"};

std::optional<Value> members_from_text(std::string_view text) {
    Members members;
    for (const std::string& part : base::split(text, ';'))
        if (const std::string_view member = base::trim(part); !member.empty()) members.emplace_back(member);
    base::sort(members);
    members.erase(std::unique(members.begin(), members.end()), members.end());
    return Value{std::move(members)};
}

template <class T>
std::optional<Value> as_value(std::optional<T> parsed) {
    if (!parsed) return std::nullopt;
    return Value{*std::move(parsed)};
}

std::optional<Value> yes_no_from_text(std::string_view text) {
    if (text == "yes" || text == "true") return Value{true};
    if (text == "no" || text == "false") return Value{false};
    return std::nullopt;
}

struct Plain {
    std::string operator()(const Empty&) const { return {}; }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(base::Decimal number) const { return base::to_text(number); }
    std::string operator()(base::Money money) const { return base::to_text(money); }
    std::string operator()(base::Day day) const { return base::to_iso(day); }
    std::string operator()(Instant instant) const { return base::to_iso_instant(instant.millis); }
    std::string operator()(bool yes) const { return yes ? "yes" : "no"; }
    std::string operator()(RowId id) const { return domain::to_text(id); }
    std::string operator()(const Members& members) const { return base::join(members, ";"); }
    std::string operator()(const AsTyped& typed) const { return typed.text; }
};

}  // namespace

std::string_view kind_name(FieldKind kind) { return kKindNames[static_cast<size_t>(kind)]; }

std::optional<FieldKind> kind_from_name(std::string_view name) {
    const auto found = std::find(kKindNames.begin(), kKindNames.end(), name);
    if (found == kKindNames.end()) return std::nullopt;
    return static_cast<FieldKind>(found - kKindNames.begin());
}

bool fits(FieldKind kind, const Value& value) {
    if (std::holds_alternative<Empty>(value)) return true;
    if (std::holds_alternative<AsTyped>(value)) return kind != FieldKind::reference;
    switch (kind) {
        case FieldKind::text:
        case FieldKind::link:
        case FieldKind::choice: return std::holds_alternative<std::string>(value);
        case FieldKind::multi_choice: return std::holds_alternative<Members>(value);
        case FieldKind::number: return std::holds_alternative<base::Decimal>(value);
        case FieldKind::money: return std::holds_alternative<base::Money>(value);
        case FieldKind::date: return std::holds_alternative<base::Day>(value);
        case FieldKind::instant: return std::holds_alternative<Instant>(value);
        case FieldKind::yes_no: return std::holds_alternative<bool>(value);
        case FieldKind::reference: return std::holds_alternative<RowId>(value);
    }
    return false;
}

// Else equal stamps would fight over spellings.
Value without_emptiness(const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    const auto* id = std::get_if<RowId>(&value);
    return (text && text->empty()) || (id && !id->valid()) ? Value{} : value;
}

std::string to_text(const Value& value) { return std::visit(Plain{}, value); }

std::optional<Value> value_from_text(FieldKind kind, std::string_view text) {
    if (text.empty()) return Value{Empty{}};
    switch (kind) {
        case FieldKind::text:
        case FieldKind::link:
        case FieldKind::choice: return Value{std::string(text)};
        case FieldKind::multi_choice: return members_from_text(text);
        case FieldKind::number: return as_value(base::decimal_from_text(text));
        case FieldKind::money: return as_value(base::money_from_text(text));
        case FieldKind::date: return as_value(base::day_from_iso(text));
        case FieldKind::instant: {
            const auto millis = base::instant_from_iso(text);
            if (!millis) return std::nullopt;
            return Value{Instant{*millis}};
        }
        case FieldKind::yes_no: return yes_no_from_text(text);
        case FieldKind::reference: return as_value(row_id_from_text(text));
    }
    return std::nullopt;
}

// What is kept as typed, a pseudonym among it, comes right above nothing: where a value that is understood was
// written by the same stamp, that one wins.
std::string tie_bytes(const Value& value) {
    if (const auto* typed = std::get_if<AsTyped>(&value)) return (base::is_planted(base::Bug::pseudonym_above_value) ? "~t" : "0t") + typed->text;
    return std::string(1, static_cast<char>('0' + value.index())) + to_text(value);
}

}  // namespace domain
