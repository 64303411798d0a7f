// Rows of two books compared, cell by cell: ours and what a file says. Used by merge.cpp and merge_collect.cpp.
#pragma once

#include "exchange/merge.h"

namespace exchange {

// A column on either side, or both.
struct ColumnPair {
    std::string key;
    domain::FieldKind kind = domain::FieldKind::text;
    const domain::Column* here = nullptr;
    const domain::Column* there = nullptr;
    size_t here_index = 0, there_index = 0;
    bool redacted = false;  // the file does not tell all of it
    bool deletes = false;
};

struct RowNews {
    bool here = false, there = false;  // created on that side
    bool alive_here = false, alive_there = false;
    bool creation = false;   // of what it was created with something is news
    // It was created there after cells of it were known here (a cloned profile, a file that came too early): that is taken
    // as a whole, or not, because it blanks older cells.
    bool recreated = false;
    bool news = false, they_lack = false;
    bool loses = false;      // a value that is here is replaced or emptied
    uint32_t fields[std::size(kVerdicts)] = {};  // cells by verdict; equal ones only where there is a value
    uint32_t overwrites = 0;
    Verdict worst = Verdict::same;  // of its cells

    // Of the row as a whole.
    Verdict verdict() const;
    bool deletes() const { return deleted_there && alive_here; }
    bool deleted_there = false;  // and that wins
};

class RowComparison {
public:
    // Both books must stay as they are.
    RowComparison(const domain::Book& here, const domain::Book& there, const SnapshotFile& file);

    // kNoRow where a side has no such row. `cells` gets those that are not the same, if it is wanted.
    RowNews compare(domain::TableKind table, domain::Row here, domain::Row there, std::vector<ComparedCell>* cells) const;

    const domain::Book& here() const { return here_; }
    const domain::Book& there() const { return there_; }

private:
    struct Rows {
        const domain::Table& here;
        const domain::Table& there;
        domain::Row row_here, row_there;
    };
    bool is_plain(const Rows& rows) const;
    bool is_one_sided(const Rows& rows) const;
    bool same_cell(const Rows& rows, const ColumnPair& pair) const;
    ComparedCell compare_cell(const Rows& rows, const ColumnPair& pair, RowNews& news) const;
    ComparedCell compare_members(const Rows& rows, const ColumnPair& pair, RowNews& news) const;
    bool says_nothing(const Rows& rows, const ColumnPair& pair) const;

    const domain::Book& here_;
    const domain::Book& there_;
    std::vector<ColumnPair> pairs_[std::size(domain::kTables)];
};

}  // namespace exchange
