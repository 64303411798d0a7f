// What a merge changes of rows that are here already, without an edit of theirs: of what they were created with. A
// batch that one merges has new rows, or known ones (exchange/merge_choice.h).
#pragma once

#include "domain/book.h"
#include "storage/commit.h"

#include <string>
#include <vector>

namespace app {

// Made before the operation is applied; what has changed is told after it, cell by cell, as edits to remember.
class RewrittenRows {
public:
    RewrittenRows(const domain::Book& book, const domain::Op& op);
    bool any() const { return any_; }
    void remember(const domain::Book& book, std::vector<storage::Edit>& edits) const;

private:
    struct Cell {
        domain::RowId row;
        std::string key;
        domain::FieldKind kind = domain::FieldKind::text;
        domain::Value value;
    };
    domain::TableKind table_ = domain::TableKind::leads;
    std::vector<Cell> before_;
    bool any_ = false;
};

}  // namespace app
