#include "exchange/snapshot_columns.h"

namespace exchange {
namespace {

std::optional<domain::FieldKind> implied_kind(domain::TableKind table, std::string_view key) {
    if (const domain::Field* field = domain::built_in_field(table, key)) return field->kind;
    return domain::kind_of_custom_key(key);
}

}  // namespace

std::string column_name(domain::TableKind table, std::string_view key, domain::FieldKind kind) {
    const bool told = implied_kind(table, key) == kind && key.find(' ') == std::string_view::npos;
    return std::string(key) + (told ? "" : " " + std::string(domain::kind_name(kind)));
}

ColumnName parse_column_name(domain::TableKind table, std::string_view name) {
    const size_t space = name.rfind(' ');
    if (space == std::string_view::npos) return {std::string(name), implied_kind(table, name)};
    return {std::string(name.substr(0, space)), domain::kind_from_name(name.substr(space + 1))};
}

}  // namespace exchange
