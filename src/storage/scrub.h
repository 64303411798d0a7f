// What Forget takes out of a step as it is kept: the values of a forgotten person, wherever they stand in its
// operations, in what undo knows of it, and in its name. What stays says that something was done, not to whom.
#pragma once

#include "domain/book.h"
#include "storage/commit.h"

namespace storage {

// `book` knows who is forgotten and what is whose. True if the step held anything of them. What a later version
// wrote (Unknown) cannot be looked into and stays.
bool scrub(Commit& commit, const domain::Book& book);
// The same of an operation that was just applied, and of the edits from `first_edit` on that tell of it. True if
// nothing of the operation is left: it is not kept at all.
bool scrub(domain::Op& op, std::vector<Edit>& edits, size_t first_edit, const domain::Book& book);

}  // namespace storage
