// What a table's writer leaves out, or writes otherwise, where not all of a book leaves (exchange/share.h).
#include "base/json.h"
#include "exchange/snapshot_table.h"

#include <algorithm>

namespace exchange {

using domain::Row;

const ColumnShare& TableWriter::share_of(size_t column) const {
    static const ColumnShare as_it_is;
    return share_ ? share_->columns[column] : as_it_is;
}

// Of a pseudonym none: it stands as what the row was created with.
bool TableWriter::stamps_leave(Row row, size_t column) const {
    const ColumnShare& share = share_of(column);
    if (share.treatment != Treatment::keep) return false;
    return !share.leaves_out_typed || !table_.columns()[column].as_typed.contains(row);
}

bool TableWriter::cell_leaves(Row row, size_t column) const {
    const ColumnShare& share = share_of(column);
    if (share.treatment == Treatment::pseudonym) return table_.created(row);
    return stamps_leave(row, column);
}

domain::Register TableWriter::cell_register(Row row, size_t column) const {
    domain::Register known = table_.cell_register(row, column);
    if (share_of(column).leaves_out_typed)
        std::erase_if(known.standing, [](const domain::Write& write) { return std::holds_alternative<domain::AsTyped>(write.value); });
    return known;
}

bool TableWriter::write_pseudonym(const OutColumn& column, Row row, std::string& out) const {
    const ColumnShare& share = share_of(column.index);
    if (share.treatment != Treatment::pseudonym) return false;
    const domain::Value value = column.column->value(row);
    const bool stays = is_pseudonym(column.column->kind, value) && shows_creation(table_, row, column.index);
    const std::string text = domain::to_text(value);
    out += "{\"pseudonym\":";
    base::append_json_string(out, stays ? text : share.pseudonyms->at(text));
    out += '}';
    return true;
}

}  // namespace exchange
