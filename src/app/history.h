// Undo and redo, guarded by value: a step is taken back where the book still holds what that step
// left there. Not the store's journal; that keeps the commits this is rebuilt from.
#pragma once

#include "domain/book.h"
#include "storage/commit.h"

#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace app {

struct Step {
    uint64_t sequence = 0;  // of the commit that made it
    base::Millis at = 0;    // when the user did it
    storage::CommitKind kind = storage::CommitKind::edit;
    storage::Label label;
    std::vector<storage::Edit> edits;
    uint64_t registers = 0;  // that it wrote
};

using SharedStep = std::shared_ptr<const Step>;

enum class Direction : int { back, again };

class History {
public:
    // A commit as it was made or loaded: edits, imports and merges are steps; undo and redo move one.
    void note(uint64_t sequence, storage::Commit commit);
    // The step that is the next to be taken back, or done again; null if there is none. It never changes.
    SharedStep next(Direction direction) const;
    bool holds(const SharedStep& step, Direction direction) const;
    // All of them, the next one last.
    using Steps = std::vector<SharedStep>;
    const Steps& steps(Direction direction) const { return direction == Direction::back ? undo_ : redo_; }
    void clear();
    // Takes forgotten persons out of what could be taken back.
    void scrub(const domain::Book& book);

private:
    void move(Steps& from, Steps& to, uint64_t sequence);
    Steps undo_, redo_;
};

struct Rewrite {
    domain::Change change;
    std::optional<domain::Stamps> seen;  // the writes it replaces; nothing: as for any edit, what is shown
};

// Changes that take a step back (or do it again) where the values still stand, and how many
// registers were skipped because somebody has written them since.
struct Reversal {
    std::deque<Rewrite> changes;
    int64_t skipped = 0;
    int64_t pseudonyms = 0;  // registers where one would have to come back, or go: see exchange/share.h
};

// Finds them in slices. The book must not change in between: begin anew if it did.
class ReversalPlanner {
public:
    ReversalPlanner(SharedStep step, Direction direction) : step_(std::move(step)), direction_(direction) {}
    // Looks at about so many registers more; true when all are through.
    bool step(const domain::Book& book, uint64_t registers);
    Reversal take() { return std::move(reversal_); }  // once

private:
    void plan_rows(const domain::Book& book, const storage::RowsCreated& made, uint64_t& registers);

    SharedStep step_;
    Direction direction_;
    Reversal reversal_;
    size_t next_edit_ = 0;       // in the order they are taken back or done again
    domain::Row next_row_ = 0;   // of rows that were created
};
// What a change is about to do to the book, as edits to remember; ask before it is applied.
void remember(const domain::Book& book, const domain::Change& change, domain::RowId id,
              std::vector<storage::Edit>& edits);
// The same of a change that settles a conflict: what it replaces can stand again. And of a colleague's operation:
// it may not win, or make a conflict.
void remember_settlement(const domain::Book& book, const domain::Change& change, std::vector<storage::Edit>& edits);
void remember_merged(const domain::Book& book, const domain::Op& op, std::vector<storage::Edit>& edits);

}  // namespace app
