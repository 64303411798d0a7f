// The field registry: which fields exist, built-in and custom alike. A custom field's key says its
// kind ("annual_revenue:number"), so a cell can be applied before the field's label has arrived.
#pragma once

#include "base/check.h"
#include "domain/value.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace domain {

enum class TableKind : uint8_t { leads, companies, activities, tasks, deals };
inline constexpr TableKind kTables[] = {TableKind::leads, TableKind::companies, TableKind::activities,
                                        TableKind::tasks, TableKind::deals};
std::string_view table_name(TableKind table);
std::optional<TableKind> table_from_name(std::string_view name);

struct Field {
    std::string key;    // stable, in files and scripts
    FieldKind kind = FieldKind::text;
    std::string label;  // of a custom field, as the user wrote it; built-in labels are in i18n
    bool personal = false;  // blanked by Forget and by redacted shares
    bool custom = false;
    TableKind target = TableKind::leads;  // of a reference
};

// Leads: name company title role email phone channel campaign industry company_size country budget
// asking_price owner need timing tags notes outcome; dates created closed follow_up; value (of
// what was won or is offered); source_file and source_row of an import; deleted.
// Activities (facts are activities whose type is a fact): lead type at precision note reason value
// number until deal deleted. Tasks: lead title due due_time done done_at deleted. Deals: lead title value
// state expected reason opened closed deleted.
std::span<const Field> built_in_fields(TableKind table);
const Field* built_in_field(TableKind table, std::string_view key);

// "annual_revenue:number" for ("Annual Revenue", number).
std::string custom_key(std::string_view label, FieldKind kind);
// The kind a custom key carries; nothing for keys without one.
std::optional<FieldKind> kind_of_custom_key(std::string_view key);

// Values of the lead field `outcome`, and of a deal's `state`.
inline constexpr std::string_view kOpen = "open";
inline constexpr std::string_view kWon = "won";
inline constexpr std::string_view kLost = "lost";
// What an empty cell is taken for when it is compared: a lead without an outcome is open. Else nothing.
std::string_view meaning_of_empty(TableKind table, std::string_view key);

}  // namespace domain
