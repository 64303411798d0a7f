// All commands, one list per subject. A new one is added to the list of its subject and is then in
// menus, keys, the palette and window.corong.
#pragma once

#include "app/command.h"

namespace app {

std::vector<Command> lead_commands();
std::vector<Command> activity_commands();
std::vector<Command> deal_commands();
std::vector<Command> segment_commands();
std::vector<Command> column_commands();
std::vector<Command> book_commands();
std::vector<Command> file_commands();
std::vector<Command> storage_commands();
std::vector<Command> history_commands();
std::vector<Command> conflict_commands();
std::vector<Command> merge_commands();
std::vector<Command> tour_commands();

// {"type":"object","properties":{name:{"type":type}},"required":[names without '?']}; a type may be
// "" for any, or words in a bar list "a|b|c" for an enum.
base::Json object_schema(std::initializer_list<std::pair<std::string, std::string>> arguments);

// The row an argument names. Errors: row.unknown.
base::Result<domain::RowId> row_argument(const domain::Book& book, domain::TableKind table,
                                         const base::Json& arguments, std::string_view name);
std::string lead_name(const domain::Book& book, domain::RowId lead);

}  // namespace app
