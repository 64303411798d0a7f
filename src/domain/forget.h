// What Forget takes of a person, and what it leaves: nothing that says who it was. The forgetting itself is
// done by `apply` (domain/book.h).
#pragma once

#include "domain/book.h"

#include <string_view>

namespace domain {

// Of the person's own row, or of the rows beside it: activities, tasks, deals.
bool stays_when_forgotten(TableKind table, std::string_view key);
// This cell is of a forgotten person and says nothing for good, whatever is written there.
bool is_blanked(const Book& book, TableKind table, Row row, std::string_view key);
// The lead that a row of another table belongs to, or kNoRow.
Row lead_of(const Book& book, TableKind table, Row row);

}  // namespace domain
