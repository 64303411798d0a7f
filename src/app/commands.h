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

// "lead:string due kind:folder|file note?:string" as a JSON Schema: an object with these properties, of which those without
// a "?" are required, and no others. Without a type any value will do; words between bars are all that it can be.
base::Json object_schema(std::string_view arguments);

// One that a pure function decides; arguments as above.
Command editing_command(std::string_view id, std::string_view icon, std::string_view arguments, Decide decide);

// The row an argument names. Errors: row.unknown.
base::Result<domain::RowId> row_argument(const domain::Book& book, domain::TableKind table,
                                         const base::Json& arguments, std::string_view name);
std::string lead_name(const domain::Book& book, domain::RowId lead);

}  // namespace app
