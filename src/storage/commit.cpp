#include "storage/commit.h"

#include "storage/op_codec.h"

namespace storage {
namespace {

using base::ByteReader;
using base::ByteWriter;

enum EditTag : uint8_t { kCell = 1, kMember = 2, kEntry = 3, kRows = 4 };

struct EditWriter {
    ByteWriter& out;
    void operator()(const CellEdit& edit) const {
        out.u8(kCell);
        out.u8(static_cast<uint8_t>(edit.table));
        write_row_id(out, edit.row);
        out.text(edit.key);
        out.u8(static_cast<uint8_t>(edit.kind));
        write_value(out, edit.before);
        write_value(out, edit.after);
    }
    void operator()(const MemberEdit& edit) const {
        out.u8(kMember);
        out.u8(static_cast<uint8_t>(edit.table));
        write_row_id(out, edit.row);
        out.text(edit.key);
        out.text(edit.member);
        out.u8(static_cast<uint8_t>((edit.before ? 1 : 0) | (edit.after ? 2 : 0)));
    }
    void operator()(const EntryEdit& edit) const {
        out.u8(kEntry);
        out.text(edit.path);
        out.text(edit.before);
        out.text(edit.after);
    }
    void operator()(const RowsCreated& edit) const {
        out.u8(kRows);
        out.u8(static_cast<uint8_t>(edit.table));
        write_row_id(out, edit.first);
        out.varint(edit.count);
    }
};

bool read_cell_edit(ByteReader& reader, CellEdit& edit) {
    if (!read_table(reader, edit.table)) return false;
    edit.row = read_row_id(reader);
    edit.key = read_key(reader);
    return read_kind(reader, edit.kind) && read_value(reader, edit.before) && read_value(reader, edit.after);
}

bool read_member_edit(ByteReader& reader, MemberEdit& edit) {
    if (!read_table(reader, edit.table)) return false;
    edit.row = read_row_id(reader);
    edit.key = read_key(reader);
    edit.member = reader.text();
    const uint8_t flags = reader.u8();
    if (flags > 3) reader.fail();
    edit.before = (flags & 1) != 0;
    edit.after = (flags & 2) != 0;
    return true;
}

bool read_rows_created(ByteReader& reader, RowsCreated& edit) {
    if (!read_table(reader, edit.table)) return false;
    edit.first = read_row_id(reader);
    const uint64_t count = reader.varint();
    if (count > kMaxBatchRows) reader.fail();
    edit.count = reader.failed() ? 0 : static_cast<domain::Row>(count);
    return true;
}

// False for an edit of a later version.
bool read_edit(ByteReader& reader, Edit& edit) {
    switch (reader.u8()) {
        case kCell: return read_cell_edit(reader, edit.emplace<CellEdit>());
        case kMember: return read_member_edit(reader, edit.emplace<MemberEdit>());
        case kEntry: {
            auto& entry = edit.emplace<EntryEdit>();
            entry.path = read_key(reader);
            entry.before = reader.text();
            entry.after = reader.text();
            return true;
        }
        case kRows: return read_rows_created(reader, edit.emplace<RowsCreated>());
        default: return false;
    }
}

Label read_label(ByteReader& reader) {
    Label label;
    label.key = reader.text();
    const uint64_t count = reader.varint();
    if (count > reader.remaining()) reader.fail();
    for (uint64_t i = 0; i < count && !reader.failed(); ++i) {
        std::string name(reader.text());
        label.arguments.emplace_back(std::move(name), reader.text());
    }
    return label;
}

void read_ops(ByteReader& reader, Commit& commit) {
    const uint64_t count = reader.varint();
    if (count > reader.remaining()) reader.fail();
    for (uint64_t i = 0; i < count && !reader.failed(); ++i) commit.ops.push_back(read_op(reader));
}

// An edit of a later version makes the step one that cannot be undone here; half of it would be worse.
bool read_edits(ByteReader& reader, Commit& commit) {
    const uint64_t count = reader.varint();
    if (count > reader.remaining()) reader.fail();
    bool known = true;
    for (uint64_t i = 0; i < count && !reader.failed(); ++i) {
        ByteReader inner(reader.text());
        Edit edit;
        if (!read_edit(inner, edit)) known = false;
        if (inner.failed()) reader.fail();
        commit.edits.push_back(std::move(edit));
    }
    return known;
}

}  // namespace

std::string encode(const Commit& commit) {
    ByteWriter out;
    out.u8(static_cast<uint8_t>(commit.kind));
    out.signed_varint(commit.at);
    out.text(commit.label.key);
    out.varint(commit.label.arguments.size());
    for (const auto& [name, value] : commit.label.arguments) {
        out.text(name);
        out.text(value);
    }
    out.varint(commit.of);
    out.varint(commit.clock_ticks);
    out.varint(commit.next_sequence);
    out.varint(commit.ops.size());
    for (const domain::Op& op : commit.ops) write_op(out, op);
    out.varint(commit.edits.size());
    for (const Edit& edit : commit.edits) {
        ByteWriter inner;
        std::visit(EditWriter{inner}, edit);
        out.text(inner.bytes());
    }
    return out.take();
}

base::Result<Commit> decode_commit(std::string_view bytes) {
    ByteReader reader(bytes);
    Commit commit;
    const uint8_t kind = reader.u8();
    bool known = kind <= static_cast<uint8_t>(CommitKind::merge);
    if (known) commit.kind = static_cast<CommitKind>(kind);
    commit.at = reader.signed_varint();
    commit.label = read_label(reader);
    commit.of = reader.varint();
    commit.clock_ticks = reader.varint();
    commit.next_sequence = reader.varint();
    read_ops(reader, commit);
    if (!read_edits(reader, commit)) known = false;
    if (reader.failed()) return base::Error{"commit.damaged", "A stored step is damaged and was left out.", ""};
    if (!known) commit.edits.clear();
    return commit;  // what a later version put after its end is not ours to judge
}

}  // namespace storage
