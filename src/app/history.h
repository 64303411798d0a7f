// Undo and redo, guarded by value: a step is taken back where the book still holds what that step
// left there. Not the store's journal; that keeps the commits this is rebuilt from.
#pragma once

#include "domain/book.h"
#include "storage/commit.h"

#include <vector>

namespace app {

struct Step {
    uint64_t sequence = 0;  // of the commit that made it
    storage::Label label;
    std::vector<storage::Edit> edits;
};

class History {
public:
    // A commit as it was made or loaded: edits, imports and merges are steps; undo and redo move one.
    void note(uint64_t sequence, const storage::Commit& commit);
    const Step* undo_step() const { return undo_.empty() ? nullptr : &undo_.back(); }
    const Step* redo_step() const { return redo_.empty() ? nullptr : &redo_.back(); }
    void clear();

private:
    void move(std::vector<Step>& from, std::vector<Step>& to, uint64_t sequence);
    std::vector<Step> undo_, redo_;
};

enum class Direction : int { back, again };

// Changes that take a step back (or do it again) where the values still stand, and how many
// registers were skipped because somebody has written them since.
struct Reversal {
    std::vector<domain::Change> changes;
    int64_t skipped = 0;
};
Reversal reverse(const domain::Book& book, const Step& step, Direction direction);

// What a change is about to do to the book, as edits to remember; ask before it is applied.
void remember(const domain::Book& book, const domain::Change& change, domain::RowId id,
              std::vector<storage::Edit>& edits);

}  // namespace app
