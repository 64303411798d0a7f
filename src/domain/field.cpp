#include "domain/field.h"

#include "base/text.h"

#include <array>

namespace domain {
namespace {

constexpr std::array<std::string_view, 5> kTableNames = {"leads", "companies", "activities", "tasks", "deals"};

Field plain(std::string_view key, FieldKind kind) {
    Field field;
    field.key = key;
    field.kind = kind;
    return field;
}

Field personal(std::string_view key, FieldKind kind) {
    Field field = plain(key, kind);
    field.personal = true;
    return field;
}

Field reference_to(std::string_view key, TableKind target) {
    Field field = plain(key, FieldKind::reference);
    field.target = target;
    return field;
}

using enum FieldKind;

const std::vector<Field>& lead_fields() {
    static const std::vector<Field> fields = {
        personal("name", text),       personal("company", text),   personal("title", text),
        plain("role", choice),        personal("email", text),     personal("phone", text),
        plain("channel", choice),     plain("campaign", choice),   plain("industry", choice),
        plain("company_size", number), plain("country", choice),   plain("budget", money),
        plain("asking_price", money), personal("owner", choice),   personal("need", text),
        personal("timing", text),     personal("tags", multi_choice), personal("notes", text),
        plain("outcome", choice),     plain("value", money),       plain("created", date),
        plain("closed", date),        plain("follow_up", date),    personal("source_file", choice),
        personal("source_row", number),  plain("deleted", yes_no),
    };
    return fields;
}

const std::vector<Field>& company_fields() {
    static const std::vector<Field> fields = {
        personal("name", text),      plain("industry", choice), plain("company_size", number),
        plain("country", choice),    personal("website", link), personal("notes", text),
        plain("deleted", yes_no),
    };
    return fields;
}

// `number` is a rating where the type has one (satisfaction); `until` is the date a deferral names; `deal` the one whose
// beginning or end a fact is.
const std::vector<Field>& activity_fields() {
    static const std::vector<Field> fields = {
        reference_to("lead", TableKind::leads), plain("type", choice),     plain("at", instant),
        plain("precision", choice),          personal("note", text),    personal("reason", text),
        plain("value", money),               plain("number", number),   plain("until", instant),
        reference_to("deal", TableKind::deals), plain("deleted", yes_no),
    };
    return fields;
}

// `due_time` is minutes after midnight in the book's zone; empty means any time that day.
const std::vector<Field>& task_fields() {
    static const std::vector<Field> fields = {
        reference_to("lead", TableKind::leads), personal("title", text), plain("due", date),
        plain("due_time", number),           plain("done", yes_no),   plain("done_at", instant),
        plain("deleted", yes_no),
    };
    return fields;
}

const std::vector<Field>& deal_fields() {
    static const std::vector<Field> fields = {
        reference_to("lead", TableKind::leads), personal("title", text), plain("value", money),
        plain("state", choice),              plain("expected", date), personal("reason", text),
        plain("opened", date),               plain("closed", date),   plain("deleted", yes_no),
    };
    return fields;
}

}  // namespace

std::string_view table_name(TableKind table) { return kTableNames[static_cast<size_t>(table)]; }

std::optional<TableKind> table_from_name(std::string_view name) {
    for (TableKind table : kTables)
        if (table_name(table) == name) return table;
    return std::nullopt;
}

std::span<const Field> built_in_fields(TableKind table) {
    switch (table) {
        case TableKind::leads: return lead_fields();
        case TableKind::companies: return company_fields();
        case TableKind::activities: return activity_fields();
        case TableKind::tasks: return task_fields();
        case TableKind::deals: return deal_fields();
    }
    CHECK(false);
}

const Field* built_in_field(TableKind table, std::string_view key) {
    for (const Field& field : built_in_fields(table))
        if (field.key == key) return &field;
    return nullptr;
}

std::string custom_key(std::string_view label, FieldKind kind) {
    std::string key = base::slug(label);
    if (key.empty()) key = "field";
    return key + ":" + std::string(kind_name(kind));
}

std::string_view meaning_of_empty(TableKind table, std::string_view key) {
    return table == TableKind::leads && key == "outcome" ? kOpen : std::string_view();
}

std::optional<FieldKind> kind_of_custom_key(std::string_view key) {
    const size_t colon = key.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    return kind_from_name(key.substr(colon + 1));
}

}  // namespace domain
