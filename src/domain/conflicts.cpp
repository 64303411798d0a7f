#include "domain/conflicts.h"

#include "base/zoo.h"

#include <algorithm>

namespace domain {
namespace {

constexpr std::string_view kDeleted = "deleted";
constexpr Row kPageRows = CellMap<Stamp>::kPageRows;

// What differs from the value that is shown; the same value written twice is no conflict.
std::vector<Write> others_of(const Register& known, const Value& shown) {
    std::vector<Write> others;
    for (auto write = known.standing.rbegin(); write != known.standing.rend(); ++write)
        if (write->value != shown) others.push_back(*write);
    return others;
}

Address address_of(const Table& table, Row row, size_t column) {
    return {table.kind(), table.id(row), table.columns()[column].key, table.columns()[column].kind, {}, {}};
}

}  // namespace

void ConflictFinder::look_at_cell(const Table& table, Row row, size_t column) {
    const Value shown = table.columns()[column].value(row);
    std::vector<Write> others = others_of(table.cell_register(row, column), shown);
    if (!others.empty()) found_.push_back({address_of(table, row, column), false, {table.stamp(row, column), shown}, std::move(others)});
}

void ConflictFinder::look_at_members(const Table& table, Row row, size_t column) {
    const auto* known = table.member_registers().find(row, column);
    if (!known) return;
    const auto& multi = std::get<MultiChoiceColumn>(table.columns()[column].data);
    const std::vector<uint32_t>& in = multi.sets[multi.codes[row]];
    for (const auto& [member, writes] : *known) {
        const bool shown = std::binary_search(in.begin(), in.end(), member);
        std::vector<Write> others = others_of(writes, shown);
        if (others.empty()) continue;
        Conflict conflict{address_of(table, row, column), false, {table.member_stamp(row, column, member), shown}, std::move(others)};
        conflict.address.member = multi.members.text(member);
        found_.push_back(std::move(conflict));
    }
}

// Cells that were written by somebody while somebody else, who did not know, deleted the row.
void ConflictFinder::look_at_deletion(const Table& table, Row row) {
    const auto column = table.column_index(kDeleted, FieldKind::yes_no);
    if (!column || !table.deleted(row) || base::is_planted(base::Bug::conflict_not_listed)) return;
    const Register deletions = table.cell_register(row, *column);
    if (deletions.standing.empty()) return;  // created so
    const auto knew = [&](Stamp stamp) { return std::binary_search(deletions.replaced.begin(), deletions.replaced.end(), stamp); };
    for (const auto& cell : table.cell_stamps().of_row(row)) {
        if (cell.column == *column || knew(cell.value)) continue;
        const Value value = table.columns()[cell.column].value(row);
        found_.push_back({address_of(table, row, cell.column), true, {cell.value, value}, {deletions.standing.back()}});
    }
}

void ConflictFinder::look_at_row(const Table& table, Row row) {
    for (const auto& cell : table.cell_registers().of_row(row)) look_at_cell(table, row, cell.column);
    for (const auto& cell : table.member_registers().of_row(row)) look_at_members(table, row, cell.column);
    look_at_deletion(table, row);
}

void ConflictFinder::look_at_entry(const std::string& path, const Entry& entry) {
    if (!entry.more) return;
    std::vector<Write> others = others_of(*entry.more, entry.json);
    if (others.empty()) return;
    Conflict conflict{{}, false, {entry.stamp, entry.json}, std::move(others)};
    conflict.address.path = path;
    found_.push_back(std::move(conflict));
}

void ConflictFinder::look_at(const Address& where) {
    if (!where.path.empty()) {
        const auto entry = book_.documents.find(where.path);
        if (entry != book_.documents.end()) look_at_entry(entry->first, entry->second);
        return;
    }
    const Row row = book_.table(where.table).find(where.row);
    const bool forgotten = where.table == TableKind::leads && book_.forgotten.contains(where.row);
    if (row != kNoRow && !forgotten) look_at_row(book_.table(where.table), row);
}

// Whether all rows of the page that begins here are as they were created.
bool ConflictFinder::nothing_from(const Table& table) const {
    return row_ % kPageRows == 0 && table.cell_stamps().page_of(row_).empty() && table.cell_registers().page_of(row_).empty() &&
           table.member_registers().page_of(row_).empty();
}

bool ConflictFinder::step(Row rows) {
    for (; table_ < std::size(kTables); ++table_, row_ = 0) {
        const Table& table = book_.table(kTables[table_]);
        for (; row_ < table.size(); ++row_, --rows) {
            if (rows == 0) return false;
            if (nothing_from(table)) {
                row_ += kPageRows - 1;
                continue;
            }
            if (!book_.forgotten.empty() && table.kind() == TableKind::leads && book_.forgotten.contains(table.id(row_))) continue;
            look_at_row(table, row_);
        }
    }
    if (table_ == std::size(kTables))
        for (const auto& [path, entry] : book_.documents) look_at_entry(path, entry);
    ++table_;
    return true;
}

std::vector<Conflict> conflicts(const Book& book) {
    ConflictFinder finder(book);
    while (!finder.step(kNoRow)) {
    }
    return finder.take();
}

std::vector<Conflict> conflicts_at(const Book& book, const Address& where) {
    ConflictFinder finder(book);
    finder.look_at(where);
    return finder.take();
}

namespace {

struct Standing {
    const Book& book;

    static Stamps stamps_of(const Register& known) {
        Stamps stamps;
        for (const Write& write : known.standing) stamps.push_back(write.stamp);
        stamps.erase(std::unique(stamps.begin(), stamps.end()), stamps.end());
        return stamps;
    }
    Stamps operator()(const SetField& set) const {
        const Table& table = book.table(set.table);
        const Row row = table.find(set.row);
        const auto column = table.column_index(set.key, set.kind);
        Stamps stamps = row == kNoRow || !column ? Stamps{} : stamps_of(table.cell_register(row, *column));
        if (set.key != kDeleted) return stamps;
        for (const Stamp stamp : seen_by(book, set)) stamps.push_back(stamp);
        return stamps;
    }
    Stamps operator()(const SetMember& set) const {
        const Table& table = book.table(set.table);
        const Row row = table.find(set.row);
        const auto column = table.column_index(set.key, FieldKind::multi_choice);
        if (row == kNoRow || !column) return {};
        const auto code = table.multi(set.key)->members.find(set.member);
        return code ? stamps_of(table.member_register(row, *column, *code)) : Stamps{};
    }
    Stamps operator()(const SetEntry& set) const {
        const auto found = book.documents.find(set.path);
        return found == book.documents.end() ? Stamps{} : stamps_of(found->second.known());
    }
    template <class T>
    Stamps operator()(const T& other) const {
        return seen_by(book, other);
    }
};

}  // namespace

Stamps standing_at(const Book& book, const Change& change) { return std::visit(Standing{book}, change); }

}  // namespace domain
