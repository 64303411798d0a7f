// Where people wrote without knowing of each other: what stands beside what is shown. Found out from the book,
// so the same on every device that holds the same operations; settled by a write that has seen all of them
// (see `standing_at`), for everybody who gets it.
#pragma once

#include "domain/book.h"

#include <string>
#include <vector>

namespace domain {

// Where a register is: a cell, a member of a multi-choice cell, or an entry of a document.
struct Address {
    TableKind table = TableKind::leads;
    RowId row;
    std::string key;
    FieldKind kind = FieldKind::text;
    std::string member;  // of a multi-choice
    std::string path;    // of a document: then nothing above counts
    auto operator<=>(const Address&) const = default;
};

struct Conflict {
    Address address;
    // The row was deleted by somebody who did not know `shown`, which is a cell's write; `others` is the deletion.
    bool deleted = false;
    Write shown;
    std::vector<Write> others;  // with another value, newest first
};

// Looks for them a piece at a time. The book must not change between begin and end.
class ConflictFinder {
public:
    explicit ConflictFinder(const Book& book) : book_(book) {}
    // About so many rows more; true when done.
    bool step(Row rows);
    // One row, or one entry of a document: what else an address says does not count.
    void look_at(const Address& where);
    std::vector<Conflict> take() { return std::move(found_); }  // once

private:
    bool nothing_from(const Table& table) const;
    void look_at_row(const Table& table, Row row);
    void look_at_cell(const Table& table, Row row, size_t column);
    void look_at_members(const Table& table, Row row, size_t column);
    void look_at_deletion(const Table& table, Row row);
    void look_at_entry(const std::string& path, const Entry& entry);

    const Book& book_;
    size_t table_ = 0;
    Row row_ = 0;
    std::vector<Conflict> found_;
};
std::vector<Conflict> conflicts(const Book& book);  // all at once
std::vector<Conflict> conflicts_at(const Book& book, const Address& where);  // as ConflictFinder::look_at

// The stamps of all that stands where a change would write: `Op::seen` of one that settles a conflict.
Stamps standing_at(const Book& book, const Change& change);

}  // namespace domain
