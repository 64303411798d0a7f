#include "app/field_values.h"

#include "app/messages.h"
#include "base/text.h"
#include "exchange/dialects.h"
#include "exchange/spoken_days.h"

#include <cmath>

namespace app {
namespace {

using namespace domain;
using base::Error;
using base::Json;

Error bad_value(std::string_view field, std::string_view written, const std::string& hint) {
    return {"field.bad_value", tr("refused.field.bad_value", {{"value", std::string(base::clip(written, 80))}, {"what", hint}}), std::string(field)};
}

const std::string& hint_for(FieldKind kind) {
    switch (kind) {
        case FieldKind::number: return tr("refused.hint.number");
        case FieldKind::money: return tr("refused.hint.money");
        case FieldKind::date: return tr("refused.hint.date");
        case FieldKind::instant: return tr("refused.hint.instant");
        case FieldKind::yes_no: return tr("refused.hint.yes_no");
        case FieldKind::reference: return tr("refused.hint.reference");
        case FieldKind::multi_choice: return tr("refused.hint.multi_choice");
        case FieldKind::text:
        case FieldKind::link:
        case FieldKind::choice: return tr("refused.hint.text");
    }
    CHECK(false);
}

// Typed by a person. A form that can be read two ways is refused: nothing is guessed.
std::optional<Value> typed_value(FieldKind kind, std::string_view text, base::Day today) {
    const exchange::NumberLook number = exchange::look_at_number(text);
    exchange::Dialect dialect;
    dialect.number = number.comma_decimal && !number.dot_decimal ? exchange::NumberForm::comma_decimal : exchange::NumberForm::dot_decimal;
    dialect.large_m = number.indonesian ? exchange::LargeM::miliar : exchange::LargeM::million;
    if (kind == FieldKind::number && number.is_number && !number.open)
        if (const auto read = exchange::read_number(text, dialect)) return Value{*read};
    if (kind == FieldKind::money && number.is_number && !number.open && (!number.bare_m || number.indonesian))
        if (const auto read = exchange::read_money(text, dialect)) return Value{*read};
    const exchange::DateLook date = exchange::look_at_date(text);
    dialect.date = date.mdy && !date.dmy ? exchange::DateForm::mdy : exchange::DateForm::dmy;
    if (kind == FieldKind::date && date.is_date && !date.open)
        if (const auto read = exchange::read_date(text, dialect)) return Value{read->day};
    if (kind == FieldKind::date && !date.is_date)
        if (const auto read = exchange::read_spoken_day(text, today)) return Value{*read};
    if (kind == FieldKind::yes_no)
        if (const auto read = exchange::read_yes_no(text)) return Value{*read};
    return std::nullopt;
}

base::Result<Value> from_text(const Field& field, std::string_view written, const base::Now& now) {
    const std::string_view text = base::trim(written);
    if (text.empty()) return Value{Empty{}};
    if (const auto plain = value_from_text(field.kind, text)) return *plain;
    if (const auto typed = typed_value(field.kind, text, now.today)) return *typed;
    return bad_value(field.key, text, hint_for(field.kind));
}

base::Result<Value> from_number(const Field& field, const Json& json, const base::Now& now) {
    const bool takes = field.kind == FieldKind::number || field.kind == FieldKind::money ||
                       field.kind == FieldKind::text || field.kind == FieldKind::choice;
    if (!takes) return bad_value(field.key, json.dump(), hint_for(field.kind));
    // dump() of a double is the shortest text that reads back as it: exactly what was written.
    return from_text(field, json.dump(), now);
}

base::Result<Value> from_list(const Field& field, const Json& json, const base::Now& now) {
    if (field.kind != FieldKind::multi_choice) return bad_value(field.key, "a list", hint_for(field.kind));
    std::string joined;
    for (const Json& member : json) {
        if (!member.is_string()) return bad_value(field.key, member.dump(), hint_for(field.kind));
        joined += member.get<std::string>() + ";";
    }
    return from_text(field, joined, now);
}

std::vector<Field> labelled(const std::vector<Field>& fields, std::string_view name) {
    std::vector<Field> found;
    const std::string wanted = base::fold(name);
    for (const Field& field : fields)
        if (field.custom ? base::fold(field.label) == wanted : base::fold(field.key) == wanted) found.push_back(field);
    return found;
}

std::vector<Field> imported_from(const Book& book, TableKind table, const std::vector<Field>& fields, std::string_view name) {
    std::vector<Field> found;
    const std::string suffix = "/header/" + base::slug(name);
    book.for_each_entry("fields/" + std::string(table_name(table)), [&](std::string_view rest, const Entry&) {
        if (!rest.ends_with(suffix)) return;
        for (const Field& field : fields)
            if (field.key == rest.substr(0, rest.size() - suffix.size())) found.push_back(field);
    });
    return found;
}

Error unknown_field(const std::vector<Field>& fields, std::string_view name) {
    std::string near;
    const std::string start = base::slug(name).substr(0, 3);
    for (const Field& field : fields)
        if (!start.empty() && base::contains(field.key, start)) near += (near.empty() ? "" : ", ") + field.key;
    const std::string also = near.empty() ? " corong.query with no fields lists those there are." : " Did you mean " + near + "?";
    return {"field.unknown", "There is no field “" + std::string(base::clip(name, 80)) + "”." + also, std::string(base::clip(name, 80))};
}

}  // namespace

base::Result<Field> find_field(const Book& book, TableKind table, std::string_view name) {
    if (const auto field = book.field(table, name)) return *field;
    const std::vector<Field> fields = book.fields(table);
    std::vector<Field> found = labelled(fields, name);
    if (found.empty()) found = imported_from(book, table, fields, name);
    if (found.size() == 1) return found.front();
    if (found.empty()) return unknown_field(fields, name);
    std::string keys;
    for (const Field& field : found) keys += (keys.empty() ? "" : ", ") + field.key;
    return Error{"field.ambiguous", "Several fields are called “" + std::string(name) + "”: name one by its key (" + keys + ").", std::string(name)};
}

base::Result<Value> value_of(const Field& field, const Json& json, const base::Now& now) {
    if (json.is_null()) return Value{Empty{}};
    if (json.is_string()) {
        const auto& text = json.get_ref<const std::string&>();
        if (!base::is_utf8(text)) return bad_value(field.key, "", "readable text (UTF-8).");
        if (text.size() > (64u << 10)) return Error{"field.too_long", tr("refused.field.too_long"), field.key};
        return from_text(field, text, now);
    }
    if (json.is_boolean() && field.kind == FieldKind::yes_no) return Value{json.get<bool>()};
    if (json.is_number()) return from_number(field, json, now);
    if (json.is_array()) return from_list(field, json, now);
    return bad_value(field.key, json.dump(), hint_for(field.kind));
}

std::optional<base::Day> typed_day(std::string_view written, base::Day today) {
    const std::string_view text = base::trim(written);
    if (const auto plain = base::day_from_iso(text)) return plain;
    const auto typed = typed_value(FieldKind::date, text, today);
    return typed ? std::optional(std::get<base::Day>(*typed)) : std::nullopt;
}

namespace {
struct JsonOf {
    Json operator()(const Empty&) const { return nullptr; }
    Json operator()(const std::string& text) const { return text; }
    Json operator()(base::Decimal number) const {
        if (number.millionths % base::kMillionths == 0) return number.millionths / base::kMillionths;
        return static_cast<double>(number.millionths) / static_cast<double>(base::kMillionths);
    }
    Json operator()(base::Money money) const { return base::to_text(money); }
    Json operator()(base::Day day) const { return base::to_iso(day); }
    Json operator()(Instant instant) const { return base::to_iso_instant(instant.millis); }
    Json operator()(bool yes) const { return yes; }
    Json operator()(RowId id) const { return domain::to_text(id); }
    Json operator()(const Members& members) const { return members; }
    Json operator()(const AsTyped& typed) const { return typed.text; }
};
}  // namespace

Json to_json(const Value& value) { return std::visit(JsonOf{}, value); }

base::Result<Moment> moment_of(std::string_view name, const Json& json, const base::Now& now) {
    if (json.is_null()) return Moment{now.millis, "minute"};
    if (!json.is_string()) return bad_value(name, json.dump(), hint_for(FieldKind::instant));
    const auto& text = json.get_ref<const std::string&>();
    if (const auto instant = base::instant_from_iso(text)) return Moment{*instant, "minute"};
    if (const auto day = base::day_from_iso(text)) return Moment{base::instant_of(*day, now.offset_minutes), "day"};
    return bad_value(name, text, hint_for(FieldKind::instant));
}

}  // namespace app
