// Questions about single cells that a merge asks. Used by plan_merge.
#pragma once

#include "domain/book.h"

#include <string_view>

namespace exchange {

// A cell of the book and one of a batch, without making values: by far most cells are the same. False
// where that needs a closer look.
bool same_cell(const domain::Book& book, const domain::Table& table, const domain::Column& here, domain::Row row,
               const domain::Column& there, domain::Row source);

}  // namespace exchange
