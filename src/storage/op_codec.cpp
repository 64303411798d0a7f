#include "storage/op_codec.h"

#include "base/check.h"
#include "base/number.h"

#include <limits>
#include <optional>

namespace storage {
namespace {

using base::ByteReader;
using base::ByteWriter;

enum Tag : uint8_t {
    kNamed = 0,
    kCreateRows = 1,
    kSetField = 2,
    kSetRange = 3,
    kSetMember = 4,
    kSetEntry = 5,
    kForget = 6,
};

enum ValueTag : uint8_t {
    kEmpty = 0,
    kText = 1,
    kDecimal = 2,
    kMoney = 3,
    kDay = 4,
    kInstant = 5,
    kBool = 6,
    kRowId = 7,
    kMembers = 8,
    kAsTyped = 9,
};

// "#7" is the tag 7; every other spelling is a name.
std::optional<uint8_t> tag_of_name(std::string_view name) {
    if (name.size() < 2 || name[0] != '#' || name[1] == '0') return std::nullopt;
    const auto number = base::integer_from_text(name.substr(1));
    if (!number || *number < 1 || *number > 255 || std::to_string(*number) != name.substr(1)) return std::nullopt;
    return static_cast<uint8_t>(*number);
}

struct ValueWriter {
    ByteWriter& out;
    void operator()(const domain::Empty&) const { out.u8(kEmpty); }
    void operator()(const std::string& text) const { out.u8(kText), out.text(text); }
    void operator()(base::Decimal number) const { out.u8(kDecimal), out.signed_varint(number.millionths); }
    void operator()(base::Money money) const {
        out.u8(kMoney);
        out.signed_varint(money.minor);
        out.fixed32(money.currency.packed);
    }
    void operator()(base::Day day) const { out.u8(kDay), out.signed_varint(day.count); }
    void operator()(domain::Instant instant) const { out.u8(kInstant), out.signed_varint(instant.millis); }
    void operator()(bool yes) const { out.u8(kBool), out.u8(yes ? 1 : 0); }
    void operator()(domain::RowId id) const { out.u8(kRowId), write_row_id(out, id); }
    void operator()(const domain::Members& members) const {
        out.u8(kMembers);
        out.varint(members.size());
        for (const std::string& member : members) out.text(member);
    }
    void operator()(const domain::AsTyped& typed) const { out.u8(kAsTyped), out.text(typed.text); }
};

domain::Members read_members(ByteReader& reader) {
    const uint64_t count = reader.varint();
    if (count > reader.remaining()) reader.fail();
    domain::Members members;
    for (uint64_t i = 0; i < count && !reader.failed(); ++i) members.emplace_back(reader.text());
    return members;
}

base::Money read_money(ByteReader& reader) {
    const int64_t minor = reader.signed_varint();
    return {minor, {reader.fixed32()}};
}

base::Day read_day(ByteReader& reader) {
    const int64_t count = reader.signed_varint();
    if (count < std::numeric_limits<int32_t>::min() || count > std::numeric_limits<int32_t>::max()) reader.fail();
    return {reader.failed() ? 0 : static_cast<int32_t>(count)};
}

bool read_flag(ByteReader& reader) {
    const uint8_t flag = reader.u8();
    if (flag > 1) reader.fail();
    return flag == 1;
}

uint64_t read_number(ByteReader& reader, uint64_t most) {
    const uint64_t number = reader.varint();
    if (number > most) reader.fail();
    return reader.failed() ? 0 : number;
}

// --- bodies -------------------------------------------------------------------------------------

struct BodyWriter {
    ByteWriter& out;

    void operator()(const domain::CreateRows& batch) const {
        // What is written must be readable again: the reader's bounds hold here too.
        CHECK(batch.count <= kMaxBatchRows && batch.columns.size() * batch.count <= kMaxBatchCells);
        out.u8(static_cast<uint8_t>(batch.table));
        out.varint(batch.count);
        out.varint(batch.columns.size());
        for (const domain::Column& column : batch.columns) {
            CHECK(column.size() == batch.count);
            write_column(out, column);
        }
    }
    void operator()(const domain::SetField& set) const {
        out.u8(static_cast<uint8_t>(set.table));
        write_row_id(out, set.row);
        out.text(set.key);
        out.u8(static_cast<uint8_t>(set.kind));
        write_value(out, set.value);
    }
    void operator()(const domain::SetRange& set) const {
        CHECK(set.count <= kMaxBatchRows);
        out.u8(static_cast<uint8_t>(set.table));
        write_row_id(out, set.first);
        out.varint(set.count);
        out.text(set.key);
        out.u8(static_cast<uint8_t>(set.kind));
        write_value(out, set.value);
    }
    void operator()(const domain::SetMember& set) const {
        out.u8(static_cast<uint8_t>(set.table));
        write_row_id(out, set.row);
        out.text(set.key);
        out.text(set.member);
        out.u8(set.present ? 1 : 0);
    }
    void operator()(const domain::SetEntry& set) const { out.text(set.path), out.text(set.json); }
    void operator()(const domain::Forget& forget) const { write_row_id(out, forget.lead); }
    void operator()(const domain::Unknown& unknown) const { out.raw(unknown.raw); }
};

// Each gives nothing where the body says something this version does not know.
using MaybeChange = std::optional<domain::Change>;

MaybeChange read_create_rows(ByteReader& reader) {
    domain::CreateRows batch;
    if (!read_table(reader, batch.table)) return std::nullopt;
    batch.count = static_cast<domain::Row>(read_number(reader, kMaxBatchRows));
    const uint64_t columns = reader.varint();
    if (columns > reader.remaining() || columns * batch.count > kMaxBatchCells) reader.fail();
    for (uint64_t i = 0; i < columns && !reader.failed(); ++i) {
        domain::Column column;
        if (!read_column(reader, batch.count, column)) return std::nullopt;
        batch.columns.push_back(std::move(column));
    }
    return batch;
}

MaybeChange read_set_field(ByteReader& reader) {
    domain::SetField set;
    if (!read_table(reader, set.table)) return std::nullopt;
    set.row = read_row_id(reader);
    set.key = read_key(reader);
    if (!read_kind(reader, set.kind) || !read_value(reader, set.value)) return std::nullopt;
    return set;
}

MaybeChange read_set_range(ByteReader& reader) {
    domain::SetRange set;
    if (!read_table(reader, set.table)) return std::nullopt;
    set.first = read_row_id(reader);
    set.count = static_cast<domain::Row>(read_number(reader, kMaxBatchRows));
    set.key = read_key(reader);
    if (!read_kind(reader, set.kind) || !read_value(reader, set.value)) return std::nullopt;
    return set;
}

MaybeChange read_set_member(ByteReader& reader) {
    domain::SetMember set;
    if (!read_table(reader, set.table)) return std::nullopt;
    set.row = read_row_id(reader);
    set.key = read_key(reader);
    set.member = reader.text();
    set.present = read_flag(reader);
    return set;
}

MaybeChange read_set_entry(ByteReader& reader) {
    domain::SetEntry set;
    set.path = read_key(reader);
    set.json = reader.text();
    return set;
}

MaybeChange read_body(uint8_t tag, ByteReader& reader) {
    switch (tag) {
        case kCreateRows: return read_create_rows(reader);
        case kSetField: return read_set_field(reader);
        case kSetRange: return read_set_range(reader);
        case kSetMember: return read_set_member(reader);
        case kSetEntry: return read_set_entry(reader);
        case kForget: return domain::Forget{read_row_id(reader)};
        default: return std::nullopt;
    }
}

domain::Change read_change(ByteReader& reader) {
    const uint8_t tag = reader.u8();
    const std::string_view name = tag == kNamed ? read_key(reader) : std::string_view();
    const std::string_view body = reader.text();
    if (tag == kNamed) {
        if (name.empty() || tag_of_name(name)) reader.fail();
        return domain::Unknown{std::string(name), std::string(body)};
    }
    ByteReader inner(body);
    MaybeChange known = read_body(tag, inner);
    if (inner.failed()) reader.fail();
    if (known && inner.remaining() == 0) return *std::move(known);
    return domain::Unknown{"#" + std::to_string(tag), std::string(body)};
}

}  // namespace

// --- parts --------------------------------------------------------------------------------------

void write_stamp(ByteWriter& out, domain::Stamp stamp) {
    out.u8(stamp == domain::Stamp{} ? 0 : 1);
    if (stamp == domain::Stamp{}) return;
    out.fixed64(stamp.ticks);
    out.fixed64(stamp.replica);
}

domain::Stamp read_stamp(ByteReader& reader) {
    if (!read_flag(reader)) return {};
    domain::Stamp stamp;
    stamp.ticks = reader.fixed64();
    stamp.replica = reader.fixed64();
    if (stamp == domain::Stamp{}) reader.fail();  // has a shorter spelling
    return stamp;
}

void write_seen(ByteWriter& out, const domain::Stamps& seen) {
    CHECK(seen.size() <= kMaxSeen);
    out.varint(seen.size());
    for (const domain::Stamp stamp : seen) {
        out.fixed64(stamp.ticks);
        out.fixed64(stamp.replica);
    }
}

domain::Stamps read_seen(ByteReader& reader) {
    const uint64_t count = read_number(reader, kMaxSeen);
    domain::Stamps seen;
    for (uint64_t i = 0; i < count && !reader.failed(); ++i) {
        const uint64_t ticks = reader.fixed64();
        seen.push_back({ticks, reader.fixed64()});
    }
    return seen;
}

void write_row_id(ByteWriter& out, domain::RowId id) {
    CHECK(id.sequence <= kMaxNumber);
    out.fixed64(id.replica);
    out.varint(id.sequence);
}

domain::RowId read_row_id(ByteReader& reader) {
    const domain::Replica replica = reader.fixed64();
    return {replica, read_number(reader, kMaxNumber)};
}

void write_value(ByteWriter& out, const domain::Value& value) { std::visit(ValueWriter{out}, value); }

bool read_value(ByteReader& reader, domain::Value& value) {
    switch (reader.u8()) {
        case kEmpty: value = domain::Empty{}; return true;
        case kText: value = std::string(reader.text()); return true;
        case kDecimal: value = base::Decimal{reader.signed_varint()}; return true;
        case kMoney: value = read_money(reader); return true;
        case kDay: value = read_day(reader); return true;
        case kInstant: value = domain::Instant{reader.signed_varint()}; return true;
        case kBool: value = read_flag(reader); return true;
        case kRowId: value = read_row_id(reader); return true;
        case kMembers: value = read_members(reader); return true;
        case kAsTyped: value = domain::AsTyped{std::string(reader.text())}; return true;
        default: return false;
    }
}

std::string_view read_key(ByteReader& reader) {
    const std::string_view key = reader.text();
    if (key.size() > kMaxKeyBytes) reader.fail();
    return key;
}

bool read_table(ByteReader& reader, domain::TableKind& table) {
    const uint8_t number = reader.u8();
    if (number >= std::size(domain::kTables)) return false;
    table = domain::kTables[number];
    return true;
}

bool read_kind(ByteReader& reader, domain::FieldKind& kind) {
    const uint8_t number = reader.u8();
    if (number > static_cast<uint8_t>(domain::FieldKind::reference)) return false;
    kind = static_cast<domain::FieldKind>(number);
    return true;
}

// --- operations ---------------------------------------------------------------------------------

void write_op(ByteWriter& out, const domain::Op& op) {
    CHECK(op.sequence <= kMaxNumber);
    out.fixed64(op.replica);
    out.varint(op.sequence);
    write_stamp(out, op.stamp);
    write_seen(out, op.seen);
    const auto* unknown = std::get_if<domain::Unknown>(&op.change);
    const auto tag = unknown ? tag_of_name(unknown->kind) : static_cast<uint8_t>(op.change.index() + 1);
    out.u8(tag.value_or(kNamed));
    if (!tag) out.text(unknown->kind);
    static_assert(std::is_same_v<std::variant_alternative_t<kForget - 1, domain::Change>, domain::Forget>);
    ByteWriter body;
    std::visit(BodyWriter{body}, op.change);
    out.text(body.bytes());
}

domain::Op read_op(ByteReader& reader) {
    domain::Op op;
    op.replica = reader.fixed64();
    op.sequence = read_number(reader, kMaxNumber);
    op.stamp = read_stamp(reader);
    op.seen = read_seen(reader);
    op.change = read_change(reader);
    return op;
}

std::string encode(const domain::Op& op) {
    ByteWriter out;
    write_op(out, op);
    return out.take();
}

base::Result<domain::Op> decode_op(std::string_view bytes) {
    ByteReader reader(bytes);
    domain::Op op = read_op(reader);
    if (reader.failed() || reader.remaining() != 0)
        return base::Error{"op.damaged", "A stored change is damaged and was left out.", ""};
    return op;
}

}  // namespace storage
