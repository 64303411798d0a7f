// What an operation says. A closed set; later versions' kinds arrive as Unknown and are kept.
#pragma once

#include "domain/column.h"
#include "domain/field.h"
#include "domain/register.h"

#include <string>
#include <variant>
#include <vector>

namespace domain {

// What is read from files comes in batches of so many rows at most: each is applied in a few milliseconds.
inline constexpr Row kBatchRows = 1024;

// One columnar batch: row i has id first + i and stamp base + i, where first and base are the
// operation's own. A single new lead, activity, task or deal is a batch of one.
struct CreateRows {
    TableKind table = TableKind::leads;
    Row count = 0;
    std::vector<Column> columns;  // each of `count` rows; references as ReferenceBatch
};

struct SetField {
    TableKind table = TableKind::leads;
    RowId row;
    std::string key;
    FieldKind kind = FieldKind::text;
    Value value;
};

// The same value for a run of rows that were created together (undo of an import, bulk edits), all of which
// have been written since by one operation, or by none: `Op::seen` holds for each of them. See uniform_parts.
struct SetRange {
    TableKind table = TableKind::leads;
    RowId first;
    Row count = 0;
    std::string key;
    FieldKind kind = FieldKind::text;
    Value value;
};

// One member of a multi-choice field put in or taken out: each member is a register of its own.
struct SetMember {
    TableKind table = TableKind::leads;
    RowId row;
    std::string key;
    std::string member;
    bool present = true;
};

// One entry of a document, "model/default/rule/role/points"; the first part names the document.
// `json` is canonical JSON text; empty removes the entry.
struct SetEntry {
    std::string path;
    std::string json;
};

// Blanks a person's data for good, whatever comes before or after; ids stay.
struct Forget {
    RowId lead;
};

// Of a later version: kept and exported unchanged.
struct Unknown {
    std::string kind;
    std::string raw;
};

using Change = std::variant<CreateRows, SetField, SetRange, SetMember, SetEntry, Forget, Unknown>;

struct Op {
    Replica replica = 0;
    uint64_t sequence = 0;  // the first of sequences_used(change) numbers
    Stamp stamp;            // of row 0 in a batch
    Stamps seen;            // of the writes that its writer saw and means to replace; see seen_by
    Change change;
};

// Sequence numbers and stamps an operation takes: the rows of a batch, else 1.
uint64_t sequences_used(const Change& change);

}  // namespace domain
