#include "app/rewritten_rows.h"

#include <algorithm>

namespace app {

using namespace domain;
using storage::CellEdit;
using storage::MemberEdit;

namespace {

bool is_created(const Table& table, RowId id) {
    const Row row = table.find(id);
    return row != kNoRow && table.created(row);
}


}  // namespace

RewrittenRows::RewrittenRows(const Book& book, const Op& op) {
    const auto* batch = std::get_if<CreateRows>(&op.change);
    if (!batch || !is_created(book.table(batch->table), {op.replica, op.sequence})) return;
    const Table& table = book.table(batch->table);
    table_ = batch->table;
    any_ = true;
    const auto add = [&](RowId id, const Column& column, Value value) {
        if (column.kind != FieldKind::reference) before_.push_back({id, column.key, column.kind, std::move(value)});
    };
    for (Row i = 0; i < batch->count; ++i) {
        const RowId id = RowId{op.replica, op.sequence}.plus(i);
        const Row row = table.find(id);
        for (const Column& column : table.columns()) add(id, column, row == kNoRow || column.kind == FieldKind::reference ? Value{} : column.value(row));
        for (const Column& column : batch->columns)
            if (!table.column_index(column.key, column.kind)) add(id, column, {});
    }
}

void RewrittenRows::remember(const Book& book, std::vector<storage::Edit>& edits) const {
    const Table& table = book.table(table_);
    for (const Cell& cell : before_) {
        const auto column = table.column_index(cell.key, cell.kind);
        const Value after = column ? table.columns()[*column].value(table.find(cell.row)) : Value{};
        if (after == cell.value) continue;
        if (cell.kind != FieldKind::multi_choice) {
            edits.push_back(CellEdit{table_, cell.row, cell.key, cell.kind, cell.value, after});
            continue;
        }
        const auto members = [](const Value& value) { return std::holds_alternative<Members>(value) ? std::get<Members>(value) : Members{}; };
        const Members was = members(cell.value), is = members(after);
        for (const std::string& member : was)
            if (!std::binary_search(is.begin(), is.end(), member)) edits.push_back(MemberEdit{table_, cell.row, cell.key, member, true, false});
        for (const std::string& member : is)
            if (!std::binary_search(was.begin(), was.end(), member)) edits.push_back(MemberEdit{table_, cell.row, cell.key, member, false, true});
    }
}

}  // namespace app
