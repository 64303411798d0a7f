#include "exchange/merge_rows.h"

#include "domain/forget.h"
#include "exchange/snapshot_columns.h"

#include <algorithm>
#include <optional>
#include <set>

namespace exchange {

using domain::Book;
using domain::Column;
using domain::Empty;
using domain::FieldKind;
using domain::kNoRow;
using domain::Members;
using domain::Row;
using domain::RowId;
using domain::Stamp;
using domain::Table;
using domain::TableKind;
using domain::Value;

namespace {

constexpr std::string_view kDeleted = "deleted";

bool is_empty(const Value& value) { return std::holds_alternative<Empty>(value); }

Value value_of(const Book& book, const Table& table, const Column* column, Row row) {
    if (!column || row == kNoRow) return {};
    return column->kind == FieldKind::reference ? book.value(table.kind(), row, column->key) : column->value(row);
}

bool is_yes(const Value& value) { return value == Value{true}; }

RegisterSide side_of(const Book& book, const Table& table, const Column* column, size_t index, Row row) {
    if (row == kNoRow) return {};
    if (!column) return {{table.base_stamp(row), {}}, {}};
    return {{table.stamp(row, index), value_of(book, table, column, row)}, table.cell_register(row, index)};
}

RegisterSide member_side(const Table& table, const Column* column, size_t index, Row row, const std::string& member) {
    if (row == kNoRow) return {{{}, false}, {}};
    if (!column) return {{table.base_stamp(row), false}, {}};
    const auto& multi = std::get<domain::MultiChoiceColumn>(column->data);
    const auto code = multi.members.find(member);
    if (!code) return {{table.base_stamp(row), false}, {}};
    const std::vector<uint32_t>& in = multi.sets[multi.codes[row]];
    return {{table.member_stamp(row, index, *code), std::binary_search(in.begin(), in.end(), *code)}, table.member_register(row, index, *code)};
}

void add_members(const Table& table, const Column* column, size_t index, Row row, std::set<std::string>& members) {
    if (!column || row == kNoRow) return;
    const auto& multi = std::get<domain::MultiChoiceColumn>(column->data);
    for (const std::string& member : multi.at(row)) members.insert(member);
    if (const auto* own = table.member_stamps().find(row, index))
        for (const auto& [code, stamp] : *own) members.emplace(multi.members.text(code));
    if (const auto* more = table.member_registers().find(row, index))
        for (const auto& [code, known] : *more) members.emplace(multi.members.text(code));
}

Value members_of(const Column* column, Row row) { return column && row != kNoRow ? column->value(row) : Value{}; }

bool untouched(const Table& table, Row row) {
    return row == kNoRow || (table.cell_stamps().of_row(row).empty() && table.member_stamps().of_row(row).empty() && table.cell_registers().of_row(row).empty() &&
                             table.member_registers().of_row(row).empty());
}

// Cells of two columns of one kind, without making values: by far most are the same. Nothing where these must be looked at.
std::optional<bool> equal_cells(const Column& here, Row row, const Column& there, Row source) {
    if (!here.as_typed.empty() || !there.as_typed.empty()) return std::nullopt;
    switch (here.kind) {
        case FieldKind::text:
        case FieldKind::link: return std::get<domain::TextColumn>(here.data).at(row) == std::get<domain::TextColumn>(there.data).at(source);
        case FieldKind::choice: return std::get<domain::ChoiceColumn>(here.data).at(row) == std::get<domain::ChoiceColumn>(there.data).at(source);
        case FieldKind::number: return std::get<domain::NumberColumn>(here.data).values[row] == std::get<domain::NumberColumn>(there.data).values[source];
        case FieldKind::money: {
            const auto &a = std::get<domain::MoneyColumn>(here.data), &b = std::get<domain::MoneyColumn>(there.data);
            return a.minor[row] == b.minor[source] && a.currency[row] == b.currency[source];
        }
        case FieldKind::date: return std::get<domain::DateColumn>(here.data).days[row] == std::get<domain::DateColumn>(there.data).days[source];
        case FieldKind::instant: return std::get<domain::InstantColumn>(here.data).millis[row] == std::get<domain::InstantColumn>(there.data).millis[source];
        case FieldKind::yes_no: return std::get<domain::FlagColumn>(here.data).values[row] == std::get<domain::FlagColumn>(there.data).values[source];
        case FieldKind::multi_choice:
        case FieldKind::reference: break;
    }
    return std::nullopt;
}

}  // namespace

Verdict RowNews::verdict() const {
    if (!alive_here && !alive_there) return Verdict::same;  // nobody sees it, on either side
    if (!here) return Verdict::theirs_newer;
    if (!there) return Verdict::mine_newer;
    return alive_here == alive_there ? worst : Verdict::deleted;
}

RowComparison::RowComparison(const Book& here, const Book& there, const SnapshotFile& file) : here_(here), there_(there) {
    for (const TableKind kind : domain::kTables) {
        std::vector<ColumnPair>& pairs = pairs_[static_cast<size_t>(kind)];
        const Table &ours = here.table(kind), &theirs = there.table(kind);
        const auto add = [&](const Column& column) {
            ColumnPair pair{column.key, column.kind, nullptr, nullptr, 0, 0, false, column.key == kDeleted && column.kind == FieldKind::yes_no};
            if (const auto index = ours.column_index(column.key, column.kind)) pair.here_index = *index, pair.here = &ours.columns()[*index];
            if (const auto index = theirs.column_index(column.key, column.kind)) pair.there_index = *index, pair.there = &theirs.columns()[*index];
            pair.redacted = file.redacted && file.is_redacted(kind, column_name(kind, column.key, column.kind));
            pairs.push_back(std::move(pair));
        };
        for (const Column& column : ours.columns()) add(column);
        for (const Column& column : theirs.columns())
            if (!ours.column_index(column.key, column.kind)) add(column);
    }
}

// Both sides hold what the row was created with, and nothing else was ever written.
bool RowComparison::is_plain(const Rows& rows) const {
    return rows.row_here != kNoRow && rows.row_there != kNoRow && rows.here.base_stamp(rows.row_here) == rows.there.base_stamp(rows.row_there) &&
           untouched(rows.here, rows.row_here) && untouched(rows.there, rows.row_there);
}

// Only one side has the row, as it was created: its cells are counted without being looked at.
bool RowComparison::is_one_sided(const Rows& rows) const {
    return (rows.row_here == kNoRow || rows.row_there == kNoRow) && untouched(rows.here, rows.row_here) && untouched(rows.there, rows.row_there);
}

bool RowComparison::same_cell(const Rows& rows, const ColumnPair& pair) const {
    if (pair.here && pair.there)
        if (const std::optional<bool> equal = equal_cells(*pair.here, rows.row_here, *pair.there, rows.row_there)) return *equal;
    return value_of(here_, rows.here, pair.here, rows.row_here) == value_of(there_, rows.there, pair.there, rows.row_there);
}

// What a redacted file leaves out is not there; and a pseudonym says nothing to whoever knows the value.
bool RowComparison::says_nothing(const Rows& rows, const ColumnPair& pair) const {
    if (!pair.redacted || rows.row_there == kNoRow) return false;
    const RegisterSide there = side_of(there_, rows.there, pair.there, pair.there_index, rows.row_there);
    if (!there.known.standing.empty()) return false;
    if (is_empty(there.shown.value)) return !pair.there || pair.kind != FieldKind::multi_choice || !rows.there.member_stamps().find(rows.row_there, pair.there_index);
    const Value here = value_of(here_, rows.here, pair.here, rows.row_here);
    return is_pseudonym(pair.kind, there.shown.value) && !is_empty(here) && !is_pseudonym(pair.kind, here);
}

ComparedCell RowComparison::compare_cell(const Rows& rows, const ColumnPair& pair, RowNews& news) const {
    RegisterSide here = side_of(here_, rows.here, pair.here, pair.here_index, rows.row_here);
    RegisterSide there = side_of(there_, rows.there, pair.there, pair.there_index, rows.row_there);
    const bool by_creation = rows.row_there != kNoRow && (!pair.there || shows_creation(rows.there, rows.row_there, pair.there_index));
    RegisterVerdict found = exchange::compare(here, there);
    ComparedCell cell{pair.key, pair.kind, found.verdict, std::move(here.shown), std::move(there.shown), found.news, 0};
    news.they_lack |= found.they_lack;
    news.creation |= found.theirs_shows && by_creation;
    if (pair.deletes) {
        // Never deleted, and deleted and restored, are the same to everybody.
        const bool equal = is_yes(cell.here.value) == is_yes(cell.there.value);
        if (equal && cell.verdict != Verdict::conflicting) cell.verdict = Verdict::same;
        news.deleted_there = found.theirs_shows && !equal && is_yes(cell.there.value);
    } else if (found.theirs_shows && !is_empty(cell.here.value) && !is_pseudonym(pair.kind, cell.here.value)) {
        cell.overwrites = 1;
    }
    return cell;
}

ComparedCell RowComparison::compare_members(const Rows& rows, const ColumnPair& pair, RowNews& news) const {
    std::set<std::string> members;
    add_members(rows.here, pair.here, pair.here_index, rows.row_here, members);
    add_members(rows.there, pair.there, pair.there_index, rows.row_there, members);
    ComparedCell cell{pair.key, pair.kind, Verdict::same, {{}, members_of(pair.here, rows.row_here)}, {{}, members_of(pair.there, rows.row_there)}, false, 0};
    for (const std::string& member : members) {
        const RegisterSide here = member_side(rows.here, pair.here, pair.here_index, rows.row_here, member);
        const RegisterSide there = member_side(rows.there, pair.there, pair.there_index, rows.row_there, member);
        const RegisterVerdict found = exchange::compare(here, there);
        cell.verdict = std::max(cell.verdict, found.verdict);
        cell.news |= found.news;
        cell.here.stamp = std::max(cell.here.stamp, here.shown.stamp);
        cell.there.stamp = std::max(cell.there.stamp, there.shown.stamp);
        news.they_lack |= found.they_lack;
        news.creation |= found.theirs_shows && there.known.standing.empty();
        cell.overwrites += found.theirs_shows && is_yes(here.shown.value);
    }
    return cell;
}

RowNews RowComparison::compare(TableKind kind, Row row_here, Row row_there, std::vector<ComparedCell>* cells) const {
    const Rows rows{here_.table(kind), there_.table(kind), row_here, row_there};
    RowNews news;
    news.here = row_here != kNoRow && rows.here.created(row_here);
    news.there = row_there != kNoRow && rows.there.created(row_there);
    news.alive_here = news.here && rows.here.alive(row_here);
    news.alive_there = news.there && rows.there.alive(row_there);
    const Stamp base_here = row_here == kNoRow ? Stamp{} : rows.here.base_stamp(row_here);
    const Stamp base_there = row_there == kNoRow ? Stamp{} : rows.there.base_stamp(row_there);
    const bool plain = is_plain(rows), one_sided = !cells && is_one_sided(rows);
    for (const ColumnPair& pair : pairs_[static_cast<size_t>(kind)]) {
        if (one_sided) {
            const bool full = row_here == kNoRow ? pair.there && !pair.there->empty_at(row_there) : pair.here && !pair.here->empty_at(row_here);
            news.fields[static_cast<size_t>(row_here == kNoRow ? Verdict::theirs_newer : Verdict::mine_newer)] += full && !pair.deletes;
            continue;
        }
        if (plain && same_cell(rows, pair)) {
            news.fields[0] += pair.here && !pair.here->empty_at(row_here);
            continue;
        }
        if (row_here != kNoRow && domain::is_blanked(here_, kind, row_here, pair.key)) continue;
        if (says_nothing(rows, pair)) continue;
        ComparedCell cell = pair.kind == FieldKind::multi_choice ? compare_members(rows, pair, news) : compare_cell(rows, pair, news);
        news.news |= cell.news;
        news.overwrites += cell.overwrites;
        news.worst = std::max(news.worst, cell.verdict);
        const bool counts = !pair.deletes && (cell.verdict != Verdict::same || !is_empty(cell.here.value));
        news.fields[static_cast<size_t>(cell.verdict)] += counts;
        if (cells && cell.verdict != Verdict::same) cells->push_back(std::move(cell));
    }
    news.recreated = row_here != kNoRow && base_there > base_here;
    news.creation = news.there && (!news.here || news.recreated || (news.creation && base_there == base_here));
    news.they_lack |= news.here && (!news.there || base_here > base_there);
    news.news |= news.creation;
    news.loses = news.overwrites > 0 || news.deletes();
    return news;
}

}  // namespace exchange
