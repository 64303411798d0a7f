// What a snapshot holds beside its rows: cells that were written later, and what is not in tables.
#include "storage/op_codec.h"
#include "storage/snapshot_stream.h"

#include <functional>
#include <map>

namespace storage {
namespace {

using base::ByteWriter;
using domain::Book;
using domain::Column;
using domain::Row;
using domain::Table;

constexpr size_t kItemsPerRecord = 4'096;

// Records of at most kItemsPerRecord items: `head` begins each, `item` writes one.
template <class Items, class Head, class Item>
void write_lists(Stream& stream, RecordType type, const Items& items, Head&& head, Item&& item) {
    auto at = items.begin();
    for (size_t left = items.size(); left > 0;) {
        const size_t count = std::min(left, kItemsPerRecord);
        ByteWriter out;
        head(out);
        out.varint(count);
        for (size_t i = 0; i < count; ++i, ++at) item(out, *at);
        write_record(stream, type, out.bytes());
        left -= count;
    }
}

// The cells of the pages from `next` on, enough for a record, by column and then by row; moves `next` behind them.
template <class T>
std::map<size_t, std::vector<const typename domain::CellMap<T>::Cell*>> next_cells(const domain::CellMap<T>& map, Row size, Row& next) {
    std::map<size_t, std::vector<const typename domain::CellMap<T>::Cell*>> by_column;
    for (size_t count = 0; next < size && count < kItemsPerRecord; next += domain::CellMap<T>::kPageRows)
        for (const auto& cell : map.page_of(next)) {
            by_column[cell.column].push_back(&cell);
            ++count;
        }
    return by_column;
}

// Registers of which more is known than value and stamp: each write as an operation, the newest with all that is
// replaced.
void write_registers(Stream& stream, const domain::Register& known, const std::function<domain::Change(const domain::Value&)>& change) {
    ByteWriter out;
    out.varint(known.standing.size());
    for (const domain::Write& write : known.standing) {
        const bool newest = &write == &known.standing.back();
        write_op(out, {write.stamp.replica, 0, write.stamp, newest ? known.replaced : domain::Stamps{}, change(write.value)});
    }
    write_record(stream, kOperationsRecord, out.bytes());
}

}  // namespace

void write_cells(Stream& stream, const Book& book, domain::TableKind kind, Row& next) {
    const Table& table = book.table(kind);
    for (const auto& [index, cells] : next_cells(table.cell_stamps(), table.size(), next)) {
        const Column& column = table.columns()[index];
        const auto head = [&](ByteWriter& out) {
            out.u8(static_cast<uint8_t>(kind));
            out.text(column.key);
            out.u8(static_cast<uint8_t>(column.kind));
        };
        write_lists(stream, kCellsRecord, cells, head, [&](ByteWriter& out, const auto* cell) {
            write_row_id(out, table.id(cell->row));
            write_stamp(out, cell->value);
            write_value(out, column.value(cell->row));  // no reference: what a record belongs to is said when it is created
        });
    }
}

void write_members(Stream& stream, const Book& book, domain::TableKind kind, Row& next) {
    struct Item { Row row; uint32_t member; Table::MemberStamp own; };
    const Table& table = book.table(kind);
    for (const auto& [index, cells] : next_cells(table.member_stamps(), table.size(), next)) {
        std::vector<Item> items;
        for (const auto* cell : cells)
            for (const auto& [member, own] : cell->value) items.push_back({cell->row, member, own});
        const Column& column = table.columns()[index];
        const auto& multi = std::get<domain::MultiChoiceColumn>(column.data);
        const auto head = [&](ByteWriter& out) {
            out.u8(static_cast<uint8_t>(kind));
            out.text(column.key);
        };
        write_lists(stream, kMembersRecord, items, head, [&](ByteWriter& out, const Item& item) {
            write_row_id(out, table.id(item.row));
            out.text(multi.members.text(item.member));
            out.u8(item.own.present ? 1 : 0);
            write_stamp(out, item.own.stamp);
        });
    }
}

void write_cell_registers(Stream& stream, const Book& book, domain::TableKind kind, Row& next) {
    const Table& table = book.table(kind);
    for (const auto& [index, cells] : next_cells(table.cell_registers(), table.size(), next)) {
        const Column& column = table.columns()[index];
        for (const auto* cell : cells)
            write_registers(stream, cell->value, [&, id = table.id(cell->row)](const domain::Value& value) {
                return domain::SetField{kind, id, column.key, column.kind, value};
            });
    }
}

void write_member_registers(Stream& stream, const Book& book, domain::TableKind kind, Row& next) {
    const Table& table = book.table(kind);
    for (const auto& [index, cells] : next_cells(table.member_registers(), table.size(), next)) {
        const Column& column = table.columns()[index];
        const auto& multi = std::get<domain::MultiChoiceColumn>(column.data);
        for (const auto* cell : cells)
            for (const auto& [member, known] : cell->value)
                write_registers(stream, known, [&, id = table.id(cell->row), code = member](const domain::Value& value) {
                    return domain::SetMember{kind, id, column.key, std::string(multi.members.text(code)), value == domain::Value{true}};
                });
    }
}

void write_the_rest(Stream& stream, const Book& book) {
    const auto no_head = [](ByteWriter&) {};
    for (const auto& [path, entry] : book.documents)
        if (entry.more)
            write_registers(stream, *entry.more, [&of = path](const domain::Value& json) {
                const auto* text = std::get_if<std::string>(&json);
                return domain::SetEntry{of, text ? *text : ""};
            });
    write_lists(stream, kEntriesRecord, book.documents, no_head, [](ByteWriter& out, const auto& document) {
        out.text(document.first);
        out.text(document.second.json);
        write_stamp(out, document.second.stamp);
    });
    write_lists(stream, kForgottenRecord, book.forgotten, no_head, [](ByteWriter& out, domain::RowId id) { write_row_id(out, id); });
    write_lists(stream, kOperationsRecord, book.unknown, no_head, [](ByteWriter& out, const auto& unknown) { write_op(out, unknown.second); });
}

}  // namespace storage
