// The book: everything a team knows, as columns. State is what you get by applying a set of
// operations, in any order, any number of times. `apply` is the one door.
#pragma once

#include "domain/lead_index.h"
#include "domain/table.h"

#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace domain {

// A register of a document.
struct Entry {
    std::string json;  // canonical JSON text; empty if removed
    Stamp stamp;
    std::optional<Register> more = std::nullopt;  // kept only where json and stamp do not tell all of it

    Register known() const { return more ? *more : Register{{{stamp, json}}, {}}; }
};

struct Book {
    Table leads{TableKind::leads};
    Table companies{TableKind::companies};
    Table activities{TableKind::activities};
    Table tasks{TableKind::tasks};
    Table deals{TableKind::deals};
    std::map<std::string, Entry> documents;  // by path
    std::set<RowId> forgotten;               // leads
    std::map<std::pair<Replica, uint64_t>, Op> unknown;  // operations of later versions
    LeadIndex activities_by_lead, tasks_by_lead, deals_by_lead;
    uint64_t revision = 0;  // one more after every operation that changed something

    Table& table(TableKind kind);
    const Table& table(TableKind kind) const;

    // A cell with references as ids; Empty where nothing is known.
    Value value(TableKind table, Row row, std::string_view key) const;
    // The JSON text at a path, or nothing.
    std::optional<std::string_view> entry(std::string_view path) const;
    // Entries whose path begins with "prefix/", in order.
    void for_each_entry(std::string_view prefix,
                        const std::function<void(std::string_view rest, const Entry&)>& visit) const;
    // Built-in and custom fields of a table, built-in first; a custom field is one that has a
    // document entry "fields/<table>/<key>/label" or any cell.
    std::vector<Field> fields(TableKind table) const;
    std::optional<Field> field(TableKind table, std::string_view key) const;

    size_t memory_bytes() const;
};

// The one door. Free of order and of duplicates. Returns true if the book changed.
bool apply(Book& book, const Op& op);

// Makes room for rows that are about to come, a column at a time: columns that grow by themselves are all moved in
// the same moment. Changes nothing that can be seen.
class Room {
public:
    void expect(const Change& change);
    void expect(TableKind table, Row rows) { rows_[table] += rows; }
    bool step(Book& book);  // true while there is more

private:
    std::map<TableKind, Row> rows_;  // more
    size_t next_column_ = 0;
};

// The newest stamp of what an operation would write: its own must be above.
Stamp current_stamp(const Book& book, const Change& change);
// What `Op::seen` is made of: the write that is shown where this one will be; of a deletion, those of all the
// row's cells. Creations are not among them: every write on a row comes after its creation.
Stamps seen_by(const Book& book, const Change& change);
// A range as ranges and single cells that each replace one write for all their rows, or none; other changes as
// they are.
std::vector<Change> uniform_parts(const Book& book, Change change);
// True if applying it would change nothing. Of creations it says so only if none of their ids is known.
bool is_known(const Book& book, const Op& op);

// A batch of one row from values, for decisions that make one thing.
CreateRows create_one(TableKind table, const std::vector<std::pair<std::string, Value>>& values);

}  // namespace domain
