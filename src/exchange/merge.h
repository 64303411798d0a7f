// What taking a snapshot into a book would do, found out before it is done: a verdict for each person and each field.
// What of it is taken is chosen in exchange/merge_choice.h; the doing is domain::apply.
#pragma once

#include "base/result.h"
#include "domain/book.h"
#include "exchange/merge_verdict.h"
#include "exchange/snapshot.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace exchange {

// Whom or what a verdict is about: a person with all activities, tasks and deals; a company; or the book itself
// (documents, records that belong to nobody, operations of later versions).
struct MergeEntry {
    enum class Kind : uint8_t { book, lead, company };
    domain::RowId row;
    Kind kind = Kind::book;
    Verdict verdict = Verdict::same;
    bool here = false, there = false;              // known on that side
    bool alive_here = false, alive_there = false;  // and not deleted or forgotten
    bool news = false;   // merging it changes this book, be it only a stamp
    bool whole = false;  // its fields cannot be taken one by one
    bool loses = false;  // a value of its own row
    bool deletes = false;
    uint32_t fields[std::size(kVerdicts)] = {};
    // What this book would lose by it:
    uint32_t overwrites = 0;     // values that are replaced or emptied
    uint32_t deletions = 0;      // rows that end deleted or forgotten
    uint32_t losing_others = 0;  // activities, tasks, deals, companies among the rows that lose something
};

struct MergePlan {
    // The book itself, leads, companies; both by id. Of a partial file only who is in it.
    std::vector<MergeEntry> entries;
    size_t first_company = 1;
    uint64_t people[std::size(kVerdicts)] = {};  // leads by verdict, without those that are deleted on both sides
    uint64_t fields[std::size(kVerdicts)] = {};
    uint64_t new_people = 0;      // only there
    uint64_t rows_there = 0;      // leads in the file
    bool identical = false;       // nothing to take, nothing they lack; never said of a partial or redacted file
    bool nothing_new = false;     // nothing to take
    uint64_t future_stamps = 0;   // operations more than 24 h ahead of `now`

    // The place of an entry, if it is one.
    std::optional<size_t> find(MergeEntry::Kind kind, domain::RowId row) const;
};

// Compares in slices. Neither book must change between begin and end.
class MergePlanner {
public:
    // `there` is the book that `file` makes. `now` judges which stamps are of the future.
    MergePlanner(const domain::Book& here, const domain::Book& there, const SnapshotFile& file, base::Millis now);
    ~MergePlanner();
    // About `rows` rows or entries more; true when done.
    bool step(uint64_t rows);
    double progress() const;  // 0..1
    // After step() was true, once.
    MergePlan take();

private:
    struct State;
    std::unique_ptr<State> state_;
};

// A cell that differs. Of a multi-choice its members together.
struct ComparedCell {
    std::string key;
    domain::FieldKind kind = domain::FieldKind::text;
    Verdict verdict = Verdict::same;
    domain::Write here, there;
    bool news = false;
    uint32_t overwrites = 0;  // values that are here and would be replaced or emptied
};

// What can be taken or left by itself: a cell of the entry's own row, a record (an activity, task or deal) as a whole,
// or an entry of a document.
struct ComparedField {
    std::string id;  // "email"; "tasks/<row>"; "documents/<path>"; "deleted", of somebody forgotten, too; "later"
    domain::TableKind table = domain::TableKind::leads;
    domain::RowId row;
    std::string path;  // of a document: then table and row do not count
    Verdict verdict = Verdict::same;
    bool here = true, there = true;  // a record that only one side has
    bool news = false, loses = false;
    uint32_t overwrites = 0, deletions = 0;
    uint64_t count = 1;                // of "later": operations
    std::vector<ComparedCell> cells;  // that differ: of a cell it alone
};

// The fields of one entry that are not the same, own cells first. Looked up when asked for.
std::vector<ComparedField> compared_fields(const domain::Book& here, const domain::Book& there, const SnapshotFile& file, const MergeEntry& entry);

}  // namespace exchange
