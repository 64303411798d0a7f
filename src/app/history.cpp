#include "app/history.h"

#include "base/check.h"
#include "domain/conflicts.h"
#include "exchange/share.h"
#include "storage/scrub.h"

#include <algorithm>
#include <type_traits>

namespace app {
namespace {

using namespace domain;
using storage::CellEdit;
using storage::ConflictEdit;
using storage::EntryEdit;
using storage::MemberEdit;
using storage::RowsCreated;

constexpr std::string_view kDeleted = "deleted";
constexpr Row kRunRows = 500;  // in one operation: it is applied in one go

bool has_member(const Book& book, TableKind table, Row row, std::string_view key, const std::string& member) {
    const Value value = book.value(table, row, key);
    const Members* members = std::get_if<Members>(&value);
    return members && std::binary_search(members->begin(), members->end(), member);
}

// --- one register, as an edit of it names it --------------------------------------------------------

std::optional<Value> shown_at(const Book& book, const CellEdit& edit) {
    const Row row = book.table(edit.table).find(edit.row);
    return row == kNoRow ? std::nullopt : std::optional(book.value(edit.table, row, edit.key));
}
std::optional<Value> shown_at(const Book& book, const MemberEdit& edit) {
    const Row row = book.table(edit.table).find(edit.row);
    return row == kNoRow ? std::nullopt : std::optional<Value>(has_member(book, edit.table, row, edit.key, edit.member));
}
std::optional<Value> shown_at(const Book& book, const EntryEdit& edit) { return std::string(book.entry(edit.path).value_or("")); }

Register register_at(const Book& book, const CellEdit& edit) {
    const Table& table = book.table(edit.table);
    const Row row = table.find(edit.row);
    const auto column = table.column_index(edit.key, edit.kind);
    return row == kNoRow || !column ? Register{} : table.cell_register(row, *column);
}
Register register_at(const Book& book, const MemberEdit& edit) {
    const Table& table = book.table(edit.table);
    const Row row = table.find(edit.row);
    const auto column = table.column_index(edit.key, FieldKind::multi_choice);
    if (row == kNoRow || !column) return {};
    const auto code = table.multi(edit.key)->members.find(edit.member);
    return code ? table.member_register(row, *column, *code) : Register{};
}
Register register_at(const Book& book, const EntryEdit& edit) {
    const auto found = book.documents.find(edit.path);
    return found == book.documents.end() ? Register{} : found->second.known();
}

// Nothing where the register cannot hold that.
std::optional<Change> change_to(const CellEdit& edit, const Value& value) {
    if (!fits(edit.kind, value)) return std::nullopt;
    return SetField{edit.table, edit.row, edit.key, edit.kind, value};
}
std::optional<Change> change_to(const MemberEdit& edit, const Value& value) {
    const bool* present = std::get_if<bool>(&value);
    return present ? std::optional<Change>(SetMember{edit.table, edit.row, edit.key, edit.member, *present}) : std::nullopt;
}
std::optional<Change> change_to(const EntryEdit& edit, const Value& value) {
    const std::string* json = std::get_if<std::string>(&value);
    return json ? std::optional<Change>(SetEntry{edit.path, *json}) : std::nullopt;
}

// A pseudonym stands as what its row was created with, below every real value. Written anew it would be above: over the
// value that the person's own book has. So it never comes back, and what was written over it stays.
bool is_pseudonym(const CellEdit& edit, const Value& value) { return exchange::is_pseudonym(edit.kind, value); }
template <class Edit>
bool is_pseudonym(const Edit&, const Value&) { return false; }

// One change per edit, if the register still holds `from`.
struct Reverser {
    const Book& book;
    Direction direction;
    Reversal& reversal;

    template <class Edit>
    Value from(const Edit& edit) const { return direction == Direction::back ? edit.after : edit.before; }
    template <class Edit>
    Value to(const Edit& edit) const { return direction == Direction::back ? edit.before : edit.after; }

    template <class Edit>
    void operator()(const Edit& edit) const {
        if (concerns_pseudonym(edit)) return;
        if (shown_at(book, edit) != from(edit)) return skip();
        put(change_to(edit, to(edit)));
    }
    void operator()(const ConflictEdit& conflict) const {
        std::visit([&](const auto& edit) {
            if (concerns_pseudonym(edit)) return;
            if (shown_at(book, edit) != from(edit)) return skip();
            const bool back = direction == Direction::back;
            const Stamps seen = stamps_of(conflict, edit, back ? conflict.others_after : conflict.others_before);
            // Each replaces what the step left and knows of no other, so all of them stand; what is shown comes last.
            for (const Value& other : back ? conflict.others_before : conflict.others_after) put(change_to(edit, other), seen);
            put(change_to(edit, to(edit)), seen);
            if (back) for_each_unseen(conflict, edit, [&](const CellEdit& cell) { put(change_to(cell, cell.after), newest(register_at(book, cell))); });
        }, conflict.edit);
    }
    void operator()(const RowsCreated&) const { CHECK(!"see plan_rows"); }

    // Told to the user, unless what is wanted stands already.
    template <class Edit>
    bool concerns_pseudonym(const Edit& edit) const {
        if (!is_pseudonym(edit, edit.before) && !is_pseudonym(edit, edit.after)) return false;
        reversal.pseudonyms += shown_at(book, edit) != to(edit);
        return true;
    }

    // Of what the step left, by value: what is shown and what stands beside it; nothing else that stands.
    template <class Edit>
    Stamps stamps_of(const ConflictEdit& conflict, const Edit& edit, const std::vector<Value>& others) const {
        Stamps seen;
        for (const Write& write : register_at(book, edit).standing) {
            const bool left = write.value == from(edit) || std::find(others.begin(), others.end(), write.value) != others.end();
            if (left) seen.push_back(write.stamp);
        }
        if (direction == Direction::again)
            for_each_unseen(conflict, edit, [&](const CellEdit& cell) {
                for (const Stamp stamp : newest(register_at(book, cell))) seen.push_back(stamp);
            });
        std::sort(seen.begin(), seen.end());
        seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
        return seen;
    }
    // Those that hold what they held then.
    template <class Edit, class Visit>
    void for_each_unseen(const ConflictEdit& conflict, const Edit& edit, const Visit& visit) const {
        if constexpr (std::is_same_v<Edit, CellEdit>)
            for (const ConflictEdit::Cell& cell : conflict.unseen) {
                const CellEdit same{edit.table, edit.row, cell.key, cell.kind, cell.value, cell.value};
                if (shown_at(book, same) == cell.value) visit(same);
            }
    }
    static Stamps newest(const Register& known) { return known.standing.empty() ? Stamps{} : Stamps{known.standing.back().stamp}; }

    void put(std::optional<Change> change, std::optional<Stamps> seen = std::nullopt) const {
        if (!change) return skip();
        reversal.changes.push_back({std::move(*change), std::move(seen)});
    }
    void skip() const { ++reversal.skipped; }
};

struct Rememberer {
    const Book& book;
    RowId id;
    std::vector<storage::Edit>& edits;

    Value value(TableKind table, RowId row_id, std::string_view key) const {
        const Row row = book.table(table).find(row_id);
        return row == kNoRow ? Value{} : book.value(table, row, key);
    }
    void operator()(const CreateRows& batch) const { edits.push_back(RowsCreated{batch.table, id, batch.count}); }
    void operator()(const SetField& set) const {
        edits.push_back(CellEdit{set.table, set.row, set.key, set.kind, value(set.table, set.row, set.key), without_emptiness(set.value)});
    }
    void operator()(const SetRange& set) const {
        for (Row i = 0; i < set.count; ++i) {
            const RowId row = set.first.plus(i);
            edits.push_back(CellEdit{set.table, row, set.key, set.kind, value(set.table, row, set.key), without_emptiness(set.value)});
        }
    }
    void operator()(const SetMember& set) const {
        const Row row = book.table(set.table).find(set.row);
        const bool before = row != kNoRow && has_member(book, set.table, row, set.key, set.member);
        edits.push_back(MemberEdit{set.table, set.row, set.key, set.member, before, set.present});
    }
    void operator()(const SetEntry& set) const {
        edits.push_back(EntryEdit{set.path, std::string(book.entry(set.path).value_or("")), set.json});
    }
    void operator()(const Forget&) const {}   // cannot be taken back, on purpose
    void operator()(const Unknown&) const {}  // not understood, so not touched
};

// Registers that these edits wrote.
uint64_t registers_of(const std::vector<storage::Edit>& edits) {
    uint64_t registers = 0;
    for (const storage::Edit& edit : edits) {
        const auto* made = std::get_if<RowsCreated>(&edit);
        registers += made ? made->count : 1;
    }
    return registers;
}

}  // namespace

void History::note(uint64_t sequence, storage::Commit commit) {
    switch (commit.kind) {
        case storage::CommitKind::edit:
        case storage::CommitKind::import:
        case storage::CommitKind::merge: {
            if (commit.edits.empty()) return;
            const uint64_t registers = registers_of(commit.edits);
            undo_.push_back(std::make_shared<const Step>(Step{sequence, commit.at, commit.kind, std::move(commit.label), std::move(commit.edits), registers}));
            redo_.clear();
            return;
        }
        case storage::CommitKind::undo: return move(undo_, redo_, commit.of);
        case storage::CommitKind::redo: return move(redo_, undo_, commit.of);
    }
}

SharedStep History::next(Direction direction) const {
    return steps(direction).empty() ? nullptr : steps(direction).back();
}

bool History::holds(const SharedStep& step, Direction direction) const {
    return std::find(steps(direction).begin(), steps(direction).end(), step) != steps(direction).end();
}

void History::move(Steps& from, Steps& to, uint64_t sequence) {
    const auto found = std::find_if(from.rbegin(), from.rend(), [&](const SharedStep& step) { return step->sequence == sequence; });
    if (found == from.rend()) return;  // older than the history that was kept
    to.push_back(std::move(*found));
    from.erase(std::next(found).base());
}

void History::clear() {
    undo_.clear();
    redo_.clear();
}

void History::scrub(const Book& book) {
    for (Steps* steps : {&undo_, &redo_})
        for (SharedStep& step : *steps) {
            storage::Commit commit;
            commit.label = step->label;
            commit.edits = step->edits;
            if (!storage::scrub(commit, book)) continue;
            Step clean = *step;
            clean.label = std::move(commit.label);
            clean.edits = std::move(commit.edits);
            clean.registers = registers_of(clean.edits);
            step = std::make_shared<const Step>(std::move(clean));
        }
}

bool ReversalPlanner::step(const Book& book, uint64_t registers) {
    const Reverser reverser{book, direction_, reversal_};
    const std::vector<storage::Edit>& edits = step_->edits;
    while (next_edit_ < edits.size() && registers > 0) {
        const storage::Edit& edit = direction_ == Direction::back ? edits[edits.size() - 1 - next_edit_] : edits[next_edit_];
        if (const auto* made = std::get_if<RowsCreated>(&edit)) {
            plan_rows(book, *made, registers);
            continue;
        }
        std::visit(reverser, edit);
        ++next_edit_;
        --registers;
    }
    return next_edit_ == edits.size();
}

// Rows that the step made are deleted, whole runs at a time; what somebody deleted meanwhile, or brought
// back, stays as it is.
void ReversalPlanner::plan_rows(const Book& book, const RowsCreated& made, uint64_t& registers) {
    const Table& table = book.table(made.table);
    const bool deleting = direction_ == Direction::back;
    Row run = 0;
    const auto end_run = [&] {
        if (run) reversal_.changes.push_back({SetRange{made.table, made.first.plus(next_row_ - run), run, std::string(kDeleted), FieldKind::yes_no, deleting}, std::nullopt});
        run = 0;
    };
    for (; next_row_ < made.count && registers > 0; ++next_row_, --registers) {
        const Row row = table.find(made.first.plus(next_row_));
        const bool stands = row != kNoRow && table.created(row) && table.deleted(row) != deleting;
        if (stands && run < kRunRows) {
            ++run;
            continue;
        }
        end_run();
        if (stands) ++run;
        else ++reversal_.skipped;
    }
    end_run();
    if (next_row_ < made.count) return;
    next_row_ = 0;
    ++next_edit_;
}

void remember(const Book& book, const Change& change, RowId id, std::vector<storage::Edit>& edits) {
    std::visit(Rememberer{book, id, edits}, change);
}

namespace {

// What stands beside the value that is shown, each value once: the oldest first.
std::vector<Value> others_at(const Register& known, const Value& shown) {
    std::vector<Value> others;
    for (const Write& write : known.standing) {
        if (write.value == shown) continue;
        std::erase(others, write.value);
        others.push_back(write.value);
    }
    return others;
}

bool deletes(const CellEdit& edit) { return edit.key == kDeleted && edit.after == Value{true}; }

void add_unseen(const Book& book, const CellEdit& edit, ConflictEdit& conflict) {
    if (!deletes(edit) || edit.before != Value{true}) return;
    for (const Conflict& one : conflicts_at(book, {edit.table, edit.row, {}, {}, {}, {}}))
        if (one.deleted) conflict.unseen.push_back({one.address.key, one.address.kind, one.shown.value});
}

// An edit, told with what stood beside the value it found; settling leaves nothing there.
struct Settled {
    const Book& book;
    std::vector<storage::Edit>& edits;

    template <class Edit>
    void operator()(const Edit& edit) const {
        ConflictEdit conflict;
        conflict.others_before = others_at(register_at(book, edit), edit.before);
        if constexpr (std::is_same_v<Edit, CellEdit>) add_unseen(book, edit, conflict);
        conflict.edit = edit;
        edits.push_back(std::move(conflict));
    }
    void operator()(const RowsCreated& made) const { edits.push_back(made); }
    void operator()(const ConflictEdit& edit) const { edits.push_back(edit); }
};

// An edit of somebody else's, which may not be shown but stand beside what is, or leave standing what it did not know of.
struct Merged {
    const Book& book;
    const Op& op;
    std::vector<storage::Edit>& edits;

    template <class Edit>
    void operator()(Edit edit) const {
        Register known = register_at(book, edit);
        const Value before = edit.before, written = edit.after;
        const std::vector<Value> others = others_at(known, before);
        const bool wins = op.stamp > current_stamp(book, *change_to(edit, written));
        known.add({op.stamp, written}, op.seen);
        if (!wins) edit.after = edit.before;
        ConflictEdit conflict{edit, others, others_at(known, edit.after), {}};
        bool plain = conflict.others_before.empty() && conflict.others_after.empty();
        if (plain && !wins) return;  // it was known, or is long replaced
        if constexpr (std::is_same_v<Edit, CellEdit>) plain = plain && !deletes(edit);  // it had not seen all of the row
        if (plain) edits.push_back(std::move(edit));
        else edits.push_back(std::move(conflict));
    }
    void operator()(const RowsCreated& made) const { edits.push_back(made); }
    void operator()(const ConflictEdit& edit) const { edits.push_back(edit); }
};

}  // namespace

void remember_settlement(const Book& book, const Change& change, std::vector<storage::Edit>& edits) {
    std::vector<storage::Edit> plain;
    remember(book, change, {}, plain);
    for (const storage::Edit& edit : plain) std::visit(Settled{book, edits}, edit);
}

void remember_merged(const Book& book, const Op& op, std::vector<storage::Edit>& edits) {
    std::vector<storage::Edit> plain;
    remember(book, op.change, {op.replica, op.sequence}, plain);
    for (const storage::Edit& edit : plain) std::visit(Merged{book, op, edits}, edit);
}

}  // namespace app
