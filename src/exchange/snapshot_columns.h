// How a snapshot names a column: by its key, with the kind behind it where the key does not tell. Used
// by the snapshot's writer and reader.
#pragma once

#include "domain/field.h"

#include <optional>
#include <string>
#include <string_view>

namespace exchange {

// "name", "annual_revenue:number"; "mood choice" for a field this version does not know.
std::string column_name(domain::TableKind table, std::string_view key, domain::FieldKind kind);

struct ColumnName {
    std::string key;
    std::optional<domain::FieldKind> kind;  // nothing: a kind of a later version
};
ColumnName parse_column_name(domain::TableKind table, std::string_view name);

}  // namespace exchange
