// Values a filter compares with, read from JSON for the kind of column they meet. Inside query only.
#pragma once

#include "query/filter.h"

namespace query {

// The error's message goes on after the field's name: "cannot be compared with ...".
base::Result<Literal> literal_for_field(domain::FieldKind kind, const base::Json& json, Operator op);
base::Result<Literal> literal_for_computed(const Computed& column, const base::Json& json);

// "2026-11-22", "today", "today-60", "today+7".
std::optional<DayLiteral> day_literal(std::string_view text);

}  // namespace query
