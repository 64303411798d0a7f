#include "domain/book.h"

#include "base/check.h"
#include "base/json.h"

#include <algorithm>

namespace domain {
namespace {

std::string label_from_entry(std::string_view json, std::string_view key) {
    const auto parsed = base::parse_json(json);
    if (parsed && parsed->is_string()) return parsed->get<std::string>();
    return std::string(key.substr(0, key.rfind(':')));
}

Field custom_field(std::string_view key, FieldKind kind, std::string label) {
    Field field;
    field.key = key;
    field.kind = kind;
    field.label = std::move(label);
    field.personal = true;
    field.custom = true;
    return field;
}

}  // namespace

Table& Book::table(TableKind kind) {
    return const_cast<Table&>(static_cast<const Book&>(*this).table(kind));
}

const Table& Book::table(TableKind kind) const {
    switch (kind) {
        case TableKind::leads: return leads;
        case TableKind::companies: return companies;
        case TableKind::activities: return activities;
        case TableKind::tasks: return tasks;
        case TableKind::deals: return deals;
    }
    CHECK(false);
}

Value Book::value(TableKind kind, Row row, std::string_view key) const {
    const Column* column = table(kind).column(key);
    if (!column) return Empty{};
    const auto* references = std::get_if<ReferenceColumn>(&column->data);
    if (!references) return column->value(row);
    const Field* field = built_in_field(kind, key);
    const Row to = references->rows[row];
    return to == kNoRow || !field ? Value{} : Value{table(field->target).id(to)};
}

std::optional<std::string_view> Book::entry(std::string_view path) const {
    const auto found = documents.find(std::string(path));
    if (found == documents.end() || found->second.json.empty()) return std::nullopt;
    return found->second.json;
}

void Book::for_each_entry(std::string_view prefix,
                          const std::function<void(std::string_view rest, const Entry&)>& visit) const {
    const std::string begin = std::string(prefix) + "/";
    for (auto at = documents.lower_bound(begin); at != documents.end() && at->first.starts_with(begin); ++at)
        if (!at->second.json.empty()) visit(std::string_view(at->first).substr(begin.size()), at->second);
}

std::vector<Field> Book::fields(TableKind kind) const {
    const auto built_in = built_in_fields(kind);
    std::vector<Field> fields(built_in.begin(), built_in.end());
    const auto known = [&](std::string_view key) {
        return std::any_of(fields.begin(), fields.end(), [&](const Field& field) { return field.key == key; });
    };
    for_each_entry("fields/" + std::string(table_name(kind)), [&](std::string_view rest, const Entry& entry) {
        const size_t slash = rest.find('/');
        const std::string_view key = rest.substr(0, slash);
        const auto custom_kind = kind_of_custom_key(key);
        if (custom_kind && slash != std::string_view::npos && rest.substr(slash + 1) == "label" && !known(key))
            fields.push_back(custom_field(key, *custom_kind, label_from_entry(entry.json, key)));
    });
    for (const Column& column : table(kind).columns())
        if (const auto custom_kind = kind_of_custom_key(column.key); custom_kind == column.kind && !known(column.key))
            fields.push_back(custom_field(column.key, column.kind, label_from_entry("", column.key)));
    return fields;
}

std::optional<Field> Book::field(TableKind kind, std::string_view key) const {
    if (const Field* built_in = built_in_field(kind, key)) return *built_in;
    const auto custom_kind = kind_of_custom_key(key);
    if (!custom_kind) return std::nullopt;
    const std::string path = "fields/" + std::string(table_name(kind)) + "/" + std::string(key) + "/label";
    const auto label = entry(path);
    if (!label && !table(kind).column(key)) return std::nullopt;
    return custom_field(key, *custom_kind, label_from_entry(label.value_or(""), key));
}

void Room::expect(const Change& change) {
    if (const auto* batch = std::get_if<CreateRows>(&change)) rows_[batch->table] += batch->count;
}

bool Room::step(Book& book) {
    if (rows_.empty()) return false;
    const auto [kind, more] = *rows_.begin();
    if (book.table(kind).make_room(book.table(kind).size() + more, next_column_)) return true;
    rows_.erase(rows_.begin());
    next_column_ = 0;
    return !rows_.empty();
}

size_t Book::memory_bytes() const {
    size_t bytes = 0;
    for (TableKind kind : kTables) bytes += table(kind).memory_bytes();
    for (const auto& [path, entry] : documents) bytes += path.size() + entry.json.size() + 96;
    for (const LeadIndex* index : {&activities_by_lead, &tasks_by_lead, &deals_by_lead})
        bytes += index->memory_bytes();
    return bytes;
}

}  // namespace domain
