#include "storage/snapshot_records.h"

#include "storage/op_codec.h"

namespace storage {
namespace {

using base::ByteReader;
using domain::Book;
using domain::Column;
using domain::Op;
using domain::Row;

struct RunHead {
    domain::RowId first;
    Row count = 0;
    domain::Stamp stamp;
};

std::vector<RunHead> read_runs(ByteReader& reader, uint64_t& rows) {
    const uint64_t count = reader.varint();
    if (count > reader.remaining()) reader.fail();
    std::vector<RunHead> runs;
    for (uint64_t i = 0; i < count && !reader.failed(); ++i) {
        const domain::RowId first = read_row_id(reader);
        const uint64_t length = reader.varint();
        if (length == 0 || length > kMaxBatchRows) reader.fail();
        runs.push_back({first, static_cast<Row>(length), read_stamp(reader)});
        rows += length;
    }
    if (rows > kMaxBatchRows) reader.fail();
    return runs;
}

// The columns of one run: only those that say something about it.
std::vector<Column> cut(const std::vector<Column>& columns, Row begin, Row count) {
    std::vector<Column> pieces;
    for (const Column& column : columns) {
        Column* piece = nullptr;
        for (Row i = 0; i < count; ++i) {
            const domain::Value value = column.value(begin + i);
            if (std::holds_alternative<domain::Empty>(value)) continue;
            if (!piece) {
                piece = &pieces.emplace_back(domain::make_column(column.key, column.kind, true));
                piece->resize(count);
            }
            piece->set(i, value);
        }
    }
    return pieces;
}

RecordResult read_rows(Book& book, ByteReader& reader) {
    domain::TableKind table;
    if (!read_table(reader, table)) return RecordResult::newer;
    uint64_t rows = 0;
    const std::vector<RunHead> runs = read_runs(reader, rows);
    const uint64_t count = reader.varint();
    if (count > reader.remaining() || count * rows > kMaxBatchCells) reader.fail();
    std::vector<Column> columns;
    for (uint64_t i = 0; i < count && !reader.failed(); ++i)
        if (!read_column(reader, static_cast<Row>(rows), columns.emplace_back())) return RecordResult::newer;
    if (reader.failed()) return RecordResult::damaged;
    Row begin = 0;
    for (const RunHead& run : runs) {
        std::vector<Column> own = runs.size() == 1 ? std::move(columns) : cut(columns, begin, run.count);
        domain::apply(book, Op{run.first.replica, run.first.sequence, run.stamp, {},
                               domain::CreateRows{table, run.count, std::move(own)}});
        begin += run.count;
    }
    return RecordResult::good;
}

uint64_t read_count(ByteReader& reader) {
    const uint64_t count = reader.varint();
    if (count > reader.remaining()) reader.fail();
    return reader.failed() ? 0 : count;
}

RecordResult read_cells(Book& book, ByteReader& reader) {
    domain::SetField set;
    if (!read_table(reader, set.table)) return RecordResult::newer;
    set.key = read_key(reader);
    if (!read_kind(reader, set.kind)) return RecordResult::newer;
    const uint64_t count = read_count(reader);
    for (uint64_t i = 0; i < count; ++i) {
        set.row = read_row_id(reader);
        const domain::Stamp stamp = read_stamp(reader);
        if (!read_value(reader, set.value)) return RecordResult::newer;
        if (reader.failed()) return RecordResult::damaged;
        domain::apply(book, Op{stamp.replica, 0, stamp, {}, set});
    }
    return RecordResult::good;
}

RecordResult read_members(Book& book, ByteReader& reader) {
    domain::SetMember set;
    if (!read_table(reader, set.table)) return RecordResult::newer;
    set.key = read_key(reader);
    const uint64_t count = read_count(reader);
    for (uint64_t i = 0; i < count; ++i) {
        set.row = read_row_id(reader);
        set.member = reader.text();
        set.present = reader.u8() != 0;
        const domain::Stamp stamp = read_stamp(reader);
        if (reader.failed()) return RecordResult::damaged;
        domain::apply(book, Op{stamp.replica, 0, stamp, {}, set});
    }
    return RecordResult::good;
}

void read_entries(Book& book, ByteReader& reader) {
    const uint64_t count = read_count(reader);
    for (uint64_t i = 0; i < count; ++i) {
        domain::SetEntry set;
        set.path = read_key(reader);
        set.json = reader.text();
        const domain::Stamp stamp = read_stamp(reader);
        if (reader.failed()) return;
        domain::apply(book, Op{stamp.replica, 0, stamp, {}, std::move(set)});
    }
}

void read_forgotten(Book& book, ByteReader& reader) {
    const uint64_t count = read_count(reader);
    for (uint64_t i = 0; i < count && !reader.failed(); ++i)
        domain::apply(book, Op{0, 0, {}, {}, domain::Forget{read_row_id(reader)}});
}

void read_operations(Book& book, ByteReader& reader) {
    const uint64_t count = read_count(reader);
    for (uint64_t i = 0; i < count; ++i) {
        const Op op = read_op(reader);
        if (reader.failed()) return;
        domain::apply(book, op);
    }
}

}  // namespace

RecordResult read_record(Book& book, uint8_t type, std::string_view body) {
    ByteReader reader(body);
    RecordResult result = RecordResult::good;
    switch (type) {
        case kRowsRecord: result = read_rows(book, reader); break;
        case kCellsRecord: result = read_cells(book, reader); break;
        case kMembersRecord: result = read_members(book, reader); break;
        case kEntriesRecord: read_entries(book, reader); break;
        case kForgottenRecord: read_forgotten(book, reader); break;
        case kOperationsRecord: read_operations(book, reader); break;
        default: return RecordResult::newer;
    }
    if (result != RecordResult::good) return result;
    return reader.failed() ? RecordResult::damaged : RecordResult::good;
}

}  // namespace storage
