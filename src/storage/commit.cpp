#include "storage/commit_slices.h"

#include "storage/op_codec.h"

#include <utility>

namespace storage {
namespace {

using base::ByteReader;
using base::ByteWriter;

constexpr size_t kEditsAStep = 4'096;
constexpr size_t kPieceBytes = 512u << 10;

enum EditTag : uint8_t { kCell = 1, kMember = 2, kEntry = 3, kRows = 4, kConflict = 5 };

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
    void operator()(const ConflictEdit& edit) const {
        out.u8(kConflict);
        std::visit(*this, edit.edit);
        for (const auto* others : {&edit.others_before, &edit.others_after}) {
            out.varint(others->size());
            for (const domain::Value& other : *others) write_value(out, other);
        }
        out.varint(edit.unseen.size());
        for (const ConflictEdit::Cell& cell : edit.unseen) {
            out.text(cell.key);
            out.u8(static_cast<uint8_t>(cell.kind));
            write_value(out, cell.value);
        }
    }
};

// A count of things that take at least a byte each.
uint64_t read_count(ByteReader& reader) {
    const uint64_t count = reader.varint();
    if (count > reader.remaining()) reader.fail();
    return reader.failed() ? 0 : count;
}

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

void read_entry_edit(ByteReader& reader, EntryEdit& edit) {
    edit.path = read_key(reader);
    edit.before = reader.text();
    edit.after = reader.text();
}

// Of one register: what Edit and ConflictEdit::edit have in common.
template <class AnyEdit>
bool read_register_edit(ByteReader& reader, uint8_t tag, AnyEdit& edit) {
    switch (tag) {
        case kCell: return read_cell_edit(reader, edit.template emplace<CellEdit>());
        case kMember: return read_member_edit(reader, edit.template emplace<MemberEdit>());
        case kEntry: read_entry_edit(reader, edit.template emplace<EntryEdit>()); return true;
        default: return false;
    }
}

bool read_conflict_edit(ByteReader& reader, ConflictEdit& edit) {
    if (!read_register_edit(reader, reader.u8(), edit.edit)) return false;
    for (auto* others : {&edit.others_before, &edit.others_after})
        for (uint64_t left = read_count(reader); left > 0 && !reader.failed(); --left)
            if (!read_value(reader, others->emplace_back())) return false;
    for (uint64_t left = read_count(reader); left > 0 && !reader.failed(); --left) {
        ConflictEdit::Cell& cell = edit.unseen.emplace_back();
        cell.key = read_key(reader);
        if (!read_kind(reader, cell.kind) || !read_value(reader, cell.value)) return false;
    }
    return true;
}

// False for an edit of a later version.
bool read_edit(ByteReader& reader, Edit& edit) {
    const uint8_t tag = reader.u8();
    switch (tag) {
        case kRows: return read_rows_created(reader, edit.emplace<RowsCreated>());
        case kConflict: return read_conflict_edit(reader, edit.emplace<ConflictEdit>());
        default: return read_register_edit(reader, tag, edit);
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

void write_head(ByteWriter& out, const Commit& commit, size_t operations) {
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
    out.varint(operations);
}

// Without operations and edits too.
Commit without_clock(const Commit& commit) {
    Commit step;
    step.kind = commit.kind;
    step.at = commit.at;
    step.label = commit.label;
    step.of = commit.of;
    return step;
}

}  // namespace

CommitEncoder::CommitEncoder(const Commit& commit) : commit_(commit) { write_head(out_, commit, commit.ops.size()); }

// In one string that grows, all of it would be copied again and again.
void CommitEncoder::end_piece() {
    if (out_.size() > 0) encoded_.pieces.push_back(std::exchange(out_, {}).take());
}

bool CommitEncoder::step() {
    if (out_.size() >= kPieceBytes) end_piece();
    if (next_op_ < commit_.ops.size()) {
        write_op(out_, commit_.ops[next_op_++]);
        return false;
    }
    if (!edits_begun_) {
        end_piece();
        encoded_.edits = encoded_.pieces.size();
        out_.varint(commit_.edits.size());
        edits_begun_ = true;
    }
    for (size_t left = kEditsAStep; left > 0 && next_edit_ < commit_.edits.size(); --left) {
        ByteWriter inner;
        std::visit(EditWriter{inner}, commit_.edits[next_edit_++]);
        out_.text(inner.bytes());
    }
    const bool complete = next_edit_ == commit_.edits.size();
    if (complete) end_piece();
    return complete;
}

std::string encode_step(const Commit& commit, const EncodedCommit& encoded) {
    ByteWriter out;
    write_head(out, without_clock(commit), 0);
    for (size_t i = encoded.edits; i < encoded.pieces.size(); ++i) out.raw(encoded.pieces[i]);
    return out.take();
}

std::string encode_step(const Commit& commit) {
    Commit step = without_clock(commit);
    step.edits = commit.edits;
    return encode(step);
}

std::string encode(const Commit& commit) {
    CommitEncoder encoder(commit);
    while (!encoder.step()) {}
    std::string whole;
    for (const std::string& piece : encoder.take().pieces) whole += piece;
    return whole;
}

CommitDecoder::CommitDecoder(std::string_view bytes, uint8_t format) : reader_(bytes) {
    const uint8_t kind = reader_.u8();
    known_ = kind <= static_cast<uint8_t>(CommitKind::merge);
    if (known_) commit_.kind = static_cast<CommitKind>(kind);
    commit_.at = reader_.signed_varint();
    commit_.label = read_label(reader_);
    commit_.of = reader_.varint();
    commit_.clock_ticks = reader_.varint();
    if (!has(format, Change::no_next_number)) reader_.varint();
    ops_left_ = read_count(reader_);
}

bool CommitDecoder::step() {
    if (ops_left_ > 0 && !reader_.failed()) {
        --ops_left_;
        commit_.ops.push_back(read_op(reader_));
        return false;
    }
    if (!edits_begun_) edits_left_ = read_count(reader_);
    edits_begun_ = true;
    for (size_t left = kEditsAStep; left > 0 && edits_left_ > 0 && !reader_.failed(); --left, --edits_left_) {
        ByteReader inner(reader_.text());
        Edit edit;
        // An edit of a later version makes the step one that cannot be undone here; half of it would be worse.
        if (!read_edit(inner, edit)) known_ = false;
        if (inner.failed()) reader_.fail();
        commit_.edits.push_back(std::move(edit));
    }
    return reader_.failed() || edits_left_ == 0;
}

base::Result<Commit> CommitDecoder::take() {
    if (reader_.failed()) return base::Error{"commit.damaged", "A stored step is damaged and was left out.", ""};
    if (!known_) commit_.edits.clear();
    return std::move(commit_);  // what a later version put after its end is not ours to judge
}

base::Result<Commit> decode_commit(std::string_view bytes, uint8_t format) {
    CommitDecoder decoder(bytes, format);
    while (!decoder.step()) {}
    return decoder.take();
}

}  // namespace storage
