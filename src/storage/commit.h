// One step of the user, as it is kept: its operations, and what undo needs to know of it after a
// reload. One commit is one segment file. Not the undo logic itself: that is app's, guarded by value.
#pragma once

#include "base/result.h"
#include "domain/change.h"
#include "storage/format.h"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace storage {

enum class CommitKind : uint8_t { edit, undo, redo, import, merge };

// What a step did to the book, register by register: the address, the value it found and the value
// it left. Undo writes `before` where `after` still stands; redo the other way round.
struct CellEdit {
    domain::TableKind table = domain::TableKind::leads;
    domain::RowId row;
    std::string key;
    domain::FieldKind kind = domain::FieldKind::text;
    domain::Value before, after;
    bool operator==(const CellEdit&) const = default;
};
struct MemberEdit {
    domain::TableKind table = domain::TableKind::leads;
    domain::RowId row;
    std::string key;
    std::string member;
    bool before = false, after = false;  // present or not
    bool operator==(const MemberEdit&) const = default;
};
struct EntryEdit {
    std::string path;
    std::string before, after;  // canonical JSON text; empty is "no entry"
    bool operator==(const EntryEdit&) const = default;
};
// Rows first .. first + count - 1 came into being; undo deletes them, redo takes that back.
struct RowsCreated {
    domain::TableKind table = domain::TableKind::leads;
    domain::RowId first;
    domain::Row count = 0;
    bool operator==(const RowsCreated&) const = default;
};
// A step at whose beginning or end several writes stood in a register: a merge that brought a conflict, or the
// settling of one. Undo lets stand again what stood before it, redo what stood after it: as writes that do not know
// of each other, in place of those that the step left, and of nothing that a colleague has written meanwhile.
struct ConflictEdit {
    struct Cell {
        std::string key;
        domain::FieldKind kind = domain::FieldKind::text;
        domain::Value value;
        bool operator==(const Cell&) const = default;
    };
    std::variant<CellEdit, MemberEdit, EntryEdit> edit;  // of what is shown
    // What stood beside it, oldest first; of a member a yes or no, of an entry its text.
    std::vector<domain::Value> others_before, others_after;
    std::vector<Cell> unseen;  // of a row that stays deleted: its cells of which the one who deleted it had not known
    bool operator==(const ConflictEdit&) const = default;
};
using Edit = std::variant<CellEdit, MemberEdit, EntryEdit, RowsCreated, ConflictEdit>;

// What the step is called, for the menu ("Undo: Log a call"): a key of the message catalogue and
// its arguments, never a finished sentence, because the language may change.
struct Label {
    std::string key;
    std::vector<std::pair<std::string, std::string>> arguments;
    bool operator==(const Label&) const = default;
};

struct Commit {
    CommitKind kind = CommitKind::edit;
    base::Millis at = 0;  // when the user did it, by the device's clock
    Label label;
    uint64_t of = 0;  // for undo and redo: the commit sequence of the step taken back or done again
    uint64_t clock_ticks = 0;  // Clock::last_ticks() after this step
    std::vector<domain::Op> ops;
    std::vector<Edit> edits;
};

// A commit with its place in the journal: 1, 2, 3 ... on this device.
struct NumberedCommit {
    uint64_t sequence = 0;
    Commit commit;
};

// Binary. decode(encode(x)) == x; encode(decode(bytes)) == bytes for what encode wrote.
// Errors: commit.damaged, and those of op_codec.
std::string encode(const Commit& commit);
base::Result<Commit> decode_commit(std::string_view bytes, uint8_t format = kFormat);

}  // namespace storage
