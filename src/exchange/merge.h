// What taking a snapshot into a book would do, counted before it is done. The doing is domain::apply over
// `ops_to_apply`.
#pragma once

#include "base/result.h"
#include "domain/book.h"
#include "exchange/snapshot.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace exchange {

struct MergeCounts {
    uint64_t new_rows = 0;      // only there
    uint64_t same_rows = 0;     // both, nothing differs
    uint64_t changed_rows = 0;  // both, something differs
    uint64_t only_here_rows = 0;
    // Cells (and entries of documents) of rows known on both sides:
    uint64_t newer_here = 0;   // ours stays
    uint64_t newer_there = 0;  // theirs is taken
    // Of newer_there, what this book would lose:
    uint64_t overwrites = 0;  // a value that is here is replaced or emptied
    uint64_t deletions = 0;   // rows alive here that end deleted or forgotten
};

struct MergePlan {
    MergeCounts leads, others;  // others: companies, activities, tasks, deals together
    MergeCounts documents;      // entries: new_rows, same_rows, newer_here, newer_there
    bool identical = false;     // nothing to take, nothing they lack; never said of a partial or redacted file
    // More than 50 deletions or overwrites, or more than 20 % of the leads or of the other rows losing
    // something: needs a confirmation. The share counts from 10 losses on: in a book of three leads a single
    // corrected phone number is a third of it, and a stop that comes with every file is soon agreed to
    // unread. A file that deletes every lead here stops whatever their number. Code merge.hard_stop; one
    // sentence with the numbers.
    std::optional<base::Error> hard_stop;
    std::vector<domain::Op> ops_to_apply;  // without what would change nothing
    uint64_t future_stamps = 0;            // operations more than 24 h ahead of `now`

    MergeCounts total() const;
};

// Counts in slices. The book must not change between begin and end.
class MergePlanner {
public:
    // `file` must stay until the end; take() moves operations out of it. `now` judges which stamps are of
    // the future.
    MergePlanner(const domain::Book& book, SnapshotFile& file, base::Millis now);
    ~MergePlanner();
    // About `rows` rows, cells or entries more; true when done.
    bool step(uint64_t rows);
    double progress() const;  // 0..1
    // After step() was true, once.
    MergePlan take();

private:
    struct State;
    std::unique_ptr<State> state_;
};
MergePlan plan_merge(const domain::Book& book, SnapshotFile file, base::Millis now);  // all at once

}  // namespace exchange
