#include "app/history.h"

#include "base/check.h"
#include "storage/scrub.h"

#include <algorithm>

namespace app {
namespace {

using namespace domain;
using storage::CellEdit;
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

// One change per edit, if the register still holds `from`.
struct Reverser {
    const Book& book;
    Direction direction;
    Reversal& reversal;

    template <class T>
    const T& from(const T& before, const T& after) const { return direction == Direction::back ? after : before; }
    template <class T>
    const T& to(const T& before, const T& after) const { return direction == Direction::back ? before : after; }

    void operator()(const CellEdit& edit) const {
        const Row row = book.table(edit.table).find(edit.row);
        if (row == kNoRow || book.value(edit.table, row, edit.key) != from(edit.before, edit.after)) return skip();
        reversal.changes.push_back(SetField{edit.table, edit.row, edit.key, edit.kind, to(edit.before, edit.after)});
    }
    void operator()(const MemberEdit& edit) const {
        const Row row = book.table(edit.table).find(edit.row);
        if (row == kNoRow || has_member(book, edit.table, row, edit.key, edit.member) != from(edit.before, edit.after)) return skip();
        reversal.changes.push_back(SetMember{edit.table, edit.row, edit.key, edit.member, to(edit.before, edit.after)});
    }
    void operator()(const EntryEdit& edit) const {
        if (book.entry(edit.path).value_or("") != from(edit.before, edit.after)) return skip();
        reversal.changes.push_back(SetEntry{edit.path, to(edit.before, edit.after)});
    }
    void operator()(const RowsCreated&) const { CHECK(!"see plan_rows"); }
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
        edits.push_back(CellEdit{set.table, set.row, set.key, set.kind, value(set.table, set.row, set.key), set.value});
    }
    void operator()(const SetRange& set) const {
        for (Row i = 0; i < set.count; ++i) {
            const RowId row = set.first.plus(i);
            edits.push_back(CellEdit{set.table, row, set.key, set.kind, value(set.table, row, set.key), set.value});
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

}  // namespace

void History::note(uint64_t sequence, storage::Commit commit) {
    switch (commit.kind) {
        case storage::CommitKind::edit:
        case storage::CommitKind::import:
        case storage::CommitKind::merge:
            if (commit.edits.empty()) return;
            undo_.push_back(std::make_shared<const Step>(Step{sequence, std::move(commit.label), std::move(commit.edits)}));
            redo_.clear();
            return;
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
            if (storage::scrub(commit, book)) step = std::make_shared<const Step>(Step{step->sequence, std::move(commit.label), std::move(commit.edits)});
        }
}

uint64_t registers_of(const Step& step) {
    uint64_t registers = 0;
    for (const storage::Edit& edit : step.edits) {
        const auto* made = std::get_if<RowsCreated>(&edit);
        registers += made ? made->count : 1;
    }
    return registers;
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
        if (run) reversal_.changes.push_back(SetRange{made.table, made.first.plus(next_row_ - run), run, std::string(kDeleted),
                                                      FieldKind::yes_no, deleting});
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

}  // namespace app
