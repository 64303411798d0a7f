// One row on both sides: which cells differ, and who wins them.
#include "domain/forget.h"
#include "exchange/merge_cells.h"
#include "exchange/merge_comparison.h"
#include "exchange/snapshot_columns.h"

#include <algorithm>

namespace exchange {

using domain::Empty;
using domain::FieldKind;
using domain::Op;
using domain::Row;
using domain::Stamp;
using domain::Table;
using domain::TableKind;
using domain::Value;

namespace {

bool is_empty(const Value& value) { return std::holds_alternative<Empty>(value); }

}  // namespace

// True if theirs wins.
bool Comparison::compare_cell(TableKind table, std::string_view key, FieldKind kind, const Value& here, Stamp stamp_here,
                              const Value& there, Stamp stamp_there, RowNews& news) {
    if (here == there) return false;
    news.differs = true;
    const bool theirs_wins =
        stamp_there > stamp_here || (stamp_there == stamp_here && domain::tie_bytes(there) > domain::tie_bytes(here));
    MergeCounts& counts = counts_of(table);
    if (!theirs_wins) {
        ++counts.newer_here;
        return false;
    }
    ++counts.newer_there;
    const bool deletes = key == "deleted" && there == Value{true};
    counts.deletions += deletes;
    const bool overwrites = !deletes && !is_empty(here) && !is_pseudonym(kind, here);  // a pseudonym is no loss
    counts.overwrites += overwrites;
    news.loses = news.loses || deletes || overwrites;
    return true;
}

void Comparison::compare_edit(const Table& table, Row row, const Op& op, RowNews& news) {
    const auto* field = std::get_if<domain::SetField>(&op.change);
    const auto* set_member = std::get_if<domain::SetMember>(&op.change);
    if (domain::is_blanked(book_, table.kind(), row, field ? field->key : set_member->key)) return;
    const Stamp here = domain::current_stamp(book_, op.change);
    if (const auto* set = std::get_if<domain::SetField>(&op.change)) {
        const auto column = table.column_index(set->key, set->kind);
        const Value value = column ? cell_value(table, row, *column) : Value{};
        compare_cell(table.kind(), set->key, set->kind, value, here, set->value, op.stamp, news);
        return;
    }
    const auto& member = std::get<domain::SetMember>(op.change);
    const Value value = book_.value(table.kind(), row, member.key);
    const auto* members = std::get_if<domain::Members>(&value);
    const bool present = members && std::binary_search(members->begin(), members->end(), member.member);
    if (present == member.present || op.stamp == here) return;
    news.differs = true;
    MergeCounts& counts = counts_of(table.kind());
    ++(op.stamp > here ? counts.newer_there : counts.newer_here);
    const bool removes = op.stamp > here && present;
    counts.overwrites += removes;
    news.loses = news.loses || removes;
}

void Comparison::compare_edits(const Table& table, Row row, RowNews& news) {
    const auto theirs = edits_.find({table.kind(), table.id(row)});
    if (theirs == edits_.end()) return;
    for (const Op* op : theirs->second) compare_edit(table, row, *op, news);
}

// Ours that they have not edited: newer here.
void Comparison::count_own_edits(const Table& table, Row row, RowNews& news) {
    const auto cells = table.cell_stamps().of_row(row);
    const auto members = table.member_stamps().of_row(row);
    if (cells.empty() && members.empty()) return;
    const auto theirs = edits_.find({table.kind(), table.id(row)});
    const auto count = [&](size_t column) {
        const std::string& key = table.columns()[column].key;
        if (file_.redacted && file_.is_redacted(table.kind(), column_name(table.kind(), key, table.columns()[column].kind))) return;
        const bool edited_there =
            theirs != edits_.end() && std::any_of(theirs->second.begin(), theirs->second.end(), [&](const Op* op) {
                const auto* set = std::get_if<domain::SetField>(&op->change);
                const auto* member = std::get_if<domain::SetMember>(&op->change);
                return (set && set->key == key) || (member && member->key == key);
            });
        if (edited_there) return;
        ++counts_of(table.kind()).newer_here;
        news.differs = true;
    };
    for (const auto& cell : cells) count(cell.column);
    for (const auto& cell : members)
        if (!cell.value.empty()) count(cell.column);
}

// Members are registers of their own: theirs wins where one is missing here that nobody took out.
bool Comparison::lacks_member(const Table& table, Row row, size_t column, const Value& there) const {
    const auto* members = std::get_if<domain::Members>(&there);
    if (!members) return false;
    const auto& multi = std::get<domain::MultiChoiceColumn>(table.columns()[column].data);
    const domain::Members here = multi.at(row);
    return std::any_of(members->begin(), members->end(), [&](const std::string& member) {
        if (std::binary_search(here.begin(), here.end(), member)) return false;
        const auto code = multi.members.find(member);
        return !code || table.member_stamp(row, column, *code) <= table.base_stamp(row);
    });
}

// What the row was created with, cell by cell: differs only where one id was used twice (a cloned
// profile), or where they have edited the cell since and its first value is not in the file.
void Comparison::compare_cells(const Table& table, Row row, Stamp there, const domain::CreateRows& batch, Row source,
                               RowNews& news) {
    const bool same_creation = table.base_stamp(row) == there;
    for (const domain::Column& column : batch.columns) {
        const auto index = table.column_index(column.key, column.kind);
        if (index && same_cell(book_, table, table.columns()[*index], row, column, source)) continue;
        if (domain::is_blanked(book_, table.kind(), row, column.key)) continue;
        const Value value = column.value(source);
        if (is_empty(value) && same_creation) continue;
        if (column.kind == FieldKind::multi_choice) {
            const bool lacks = !index || lacks_member(table, row, *index, value);
            news.needs_batch = news.needs_batch || lacks;
            news.differs = news.differs || lacks;
            continue;
        }
        const Stamp here = index ? table.stamp(row, *index) : table.base_stamp(row);
        if (same_creation && here != there) continue;  // ours was edited since: see count_own_edits
        const Value ours = index ? cell_value(table, row, *index) : Value{};
        if (same_creation && is_pseudonym(column.kind, value) && !is_empty(ours) && !is_pseudonym(column.kind, ours)) continue;
        if (compare_cell(table.kind(), column.key, column.kind, ours, here, value, there, news)) news.needs_batch = true;
    }
}

Value Comparison::cell_value(const Table& table, Row row, size_t column) const {
    const domain::Column& found = table.columns()[column];
    return found.kind == FieldKind::reference ? book_.value(table.kind(), row, found.key) : found.value(row);
}

RowNews Comparison::compare_row(const Table& table, Row row, Stamp there, const domain::CreateRows& batch, Row source) {
    RowNews news;
    compare_cells(table, row, there, batch, source, news);
    compare_edits(table, row, news);
    count_own_edits(table, row, news);
    return news;
}

}  // namespace exchange
