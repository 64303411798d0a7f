// A user at work on a small book: edits as app makes them, each stamped above what it saw, by a clock of its own that
// may be wrong. The book stays small, so that thousands of lives fit into a test.
#pragma once

#include "core/support/random.h"
#include "domain/book.h"
#include "storage/store.h"

#include <string>

namespace tests {

class Hand {
public:
    explicit Hand(Random& random) : random_(random) {}

    // From here on with the replica and the clock of this opening.
    void begin(const storage::Loaded& loaded);
    domain::Clock& clock() { return clock_; }

    // One step of one to three operations, applied to the book.
    storage::Commit edit(domain::Book& book, base::Millis now);
    storage::Commit forget(domain::Book& book, base::Millis now);
    // An entry of that name in a step of its own, to find it again.
    storage::Commit mark(domain::Book& book, const std::string& path, base::Millis now);
    // What a colleague's file brings; without operations if that is nothing.
    storage::Commit merge(domain::Book& book, const std::string& file, base::Millis now);

private:
    void write(domain::Book& book, domain::Change change, base::Millis now, storage::Commit& commit);
    storage::Commit finished(storage::Commit commit, base::Millis now, const char* label);
    domain::Change change(const domain::Book& book);
    domain::Change creation(const domain::Book& book);
    domain::RowId lead(const domain::Book& book);
    std::string word();

    Random& random_;
    domain::Clock clock_;
    uint64_t next_sequence_ = 1;
};

}  // namespace tests
