#include "storage/scrub.h"

#include "domain/forget.h"

#include <algorithm>
#include <utility>

namespace storage {
namespace {

using domain::Book;
using domain::Row;
using domain::RowId;
using domain::TableKind;

// Arguments of a step's name that are words of the program, not of a person.
constexpr std::string_view kImpersonal[] = {"type", "field", "n", "count", "file"};
constexpr std::string_view kForgottenWord = "…";

bool is_forgotten(const Book& book, TableKind table, RowId id) {
    const Row row = book.table(table).find(id);
    if (row == domain::kNoRow || table == TableKind::companies) return false;
    const Row lead = table == TableKind::leads ? row : domain::lead_of(book, table, row);
    return lead != domain::kNoRow && book.forgotten.contains(book.leads.id(lead));
}

bool says_nothing(const Book& book, TableKind table, RowId id, std::string_view key) {
    const Row row = book.table(table).find(id);
    return row != domain::kNoRow && domain::is_blanked(book, table, row, key);
}

struct Scrubber {
    const Book& book;
    bool found = false;  // something of a forgotten person, be it only their id

    // A column made anew: a dictionary would keep the words that no row has any more.
    void blank(domain::Column& column, TableKind table, RowId first) const {
        domain::Column clean = domain::make_column(column.key, column.kind, true);
        for (Row row = 0; row < column.size(); ++row)
            clean.push(says_nothing(book, table, first.plus(row), column.key) ? domain::Value{} : column.value(row));
        column = std::move(clean);
    }
    void scrub(domain::CreateRows& batch, RowId first) {
        bool any = false;
        for (Row row = 0; row < batch.count && !any; ++row) any = is_forgotten(book, batch.table, first.plus(row));
        found = found || any;
        if (!any) return;
        for (domain::Column& column : batch.columns)
            if (column.kind != domain::FieldKind::reference) blank(column, batch.table, first);
    }
    // Whether the whole of it is of a forgotten person, to be taken out.
    bool takes_out(domain::Op& op) {
        if (auto* batch = std::get_if<domain::CreateRows>(&op.change)) return scrub(*batch, {op.replica, op.sequence}), false;
        if (const auto* set = std::get_if<domain::SetField>(&op.change)) return takes_out(set->table, set->row, set->key);
        if (const auto* set = std::get_if<domain::SetMember>(&op.change)) return takes_out(set->table, set->row, set->key);
        return false;
    }
    bool takes_out(const Edit& edit) {
        if (const auto* cell = std::get_if<CellEdit>(&edit)) return takes_out(cell->table, cell->row, cell->key);
        if (const auto* member = std::get_if<MemberEdit>(&edit)) return takes_out(member->table, member->row, member->key);
        if (const auto* settled = std::get_if<ConflictEdit>(&edit)) return takes_out(*settled);
        if (const auto* made = std::get_if<RowsCreated>(&edit))
            for (Row row = 0; row < made->count && !found; ++row) found = is_forgotten(book, made->table, made->first.plus(row));
        return false;
    }
    // Of a conflict what is shown, and what stood beside, are of one cell; the cells of a deleted row go as one.
    bool takes_out(const ConflictEdit& settled) {
        const bool found_before = std::exchange(found, false);
        const bool blanked = std::visit([&](const auto& written) { return takes_out(Edit(written)); }, settled.edit);
        const bool theirs = std::exchange(found, found || found_before);
        return blanked || (theirs && !settled.unseen.empty());
    }
    bool takes_out(TableKind table, RowId row, std::string_view key) {
        found = found || is_forgotten(book, table, row);
        return says_nothing(book, table, row, key);
    }
};

bool blank_words(Label& label) {
    bool any = false;
    for (auto& [name, value] : label.arguments) {
        const bool impersonal = std::find(std::begin(kImpersonal), std::end(kImpersonal), name) != std::end(kImpersonal);
        if (impersonal || value == kForgottenWord) continue;
        value = kForgottenWord;
        any = true;
    }
    return any;
}

}  // namespace

bool scrub(domain::Op& op, std::vector<Edit>& edits, size_t first_edit, const Book& book) {
    if (book.forgotten.empty()) return false;
    Scrubber scrubber{book};
    const auto told = edits.begin() + static_cast<ptrdiff_t>(first_edit);
    edits.erase(std::remove_if(told, edits.end(), [&](const Edit& edit) { return scrubber.takes_out(edit); }), edits.end());
    return scrubber.takes_out(op);
}

bool scrub(Commit& commit, const Book& book) {
    if (book.forgotten.empty()) return false;
    const std::string before = encode(commit);
    Scrubber scrubber{book};
    std::erase_if(commit.ops, [&](domain::Op& op) { return scrubber.takes_out(op); });
    std::erase_if(commit.edits, [&](const Edit& edit) { return scrubber.takes_out(edit); });
    if (!scrubber.found) return false;
    blank_words(commit.label);
    return encode(commit) != before;
}

}  // namespace storage
