#include "exchange/merge_cells.h"

#include "base/check.h"

#include <algorithm>
#include <iterator>

namespace exchange {
namespace {

using domain::Book;
using domain::FieldKind;
using domain::Row;
using domain::RowId;
using domain::Table;
using domain::TableKind;

}  // namespace

bool same_cell(const Book& book, const Table& table, const domain::Column& here, Row row, const domain::Column& there,
               Row source) {
    if (!here.as_typed.empty() || !there.as_typed.empty()) return false;  // look closer
    switch (here.kind) {
        case FieldKind::text:
        case FieldKind::link:
            return std::get<domain::TextColumn>(here.data).at(row) ==
                   std::get<domain::TextColumn>(there.data).at(source);
        case FieldKind::choice:
            return std::get<domain::ChoiceColumn>(here.data).at(row) ==
                   std::get<domain::ChoiceColumn>(there.data).at(source);
        case FieldKind::multi_choice:
            return std::get<domain::MultiChoiceColumn>(here.data).codes[row] == 0 &&
                   std::get<domain::MultiChoiceColumn>(there.data).codes[source] == 0;
        case FieldKind::number:
            return std::get<domain::NumberColumn>(here.data).values[row] ==
                   std::get<domain::NumberColumn>(there.data).values[source];
        case FieldKind::money: {
            const auto &a = std::get<domain::MoneyColumn>(here.data), &b = std::get<domain::MoneyColumn>(there.data);
            return a.minor[row] == b.minor[source] && a.currency[row] == b.currency[source];
        }
        case FieldKind::date:
            return std::get<domain::DateColumn>(here.data).days[row] ==
                   std::get<domain::DateColumn>(there.data).days[source];
        case FieldKind::instant:
            return std::get<domain::InstantColumn>(here.data).millis[row] ==
                   std::get<domain::InstantColumn>(there.data).millis[source];
        case FieldKind::yes_no:
            return std::get<domain::FlagColumn>(here.data).values[row] ==
                   std::get<domain::FlagColumn>(there.data).values[source];
        case FieldKind::reference: {
            const Row to = std::get<domain::ReferenceColumn>(here.data).rows[row];
            const RowId id = std::get<domain::ReferenceBatch>(there.data).ids[source];
            if (to == domain::kNoRow) return !id.valid();
            const domain::Field* field = domain::built_in_field(table.kind(), here.key);
            return book.table(field ? field->target : TableKind::leads).id(to) == id;
        }
    }
    CHECK(false);
}

}  // namespace exchange
