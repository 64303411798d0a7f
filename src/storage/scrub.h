// What Forget takes out of a step as it is kept: the values of a forgotten person, wherever they stand in its
// operations, in what undo knows of it, and in its name. What stays says that something was done, not to whom.
#pragma once

#include "domain/book.h"
#include "storage/commit.h"

namespace storage {

// `book` knows who is forgotten and what is whose. True if the step held anything of them. What a later version
// wrote (Unknown) cannot be looked into and stays.
bool scrub(Commit& commit, const domain::Book& book);
// Of one operation, applied already, before it is kept. True if nothing of it is left: it is not kept at all.
bool scrub(domain::Op& op, const domain::Book& book);

}  // namespace storage
