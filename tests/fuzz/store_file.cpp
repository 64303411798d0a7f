#include "base/check.h"
#include "domain/book.h"
#include "fuzz/targets.h"
#include "storage/commit.h"
#include "storage/merged.h"
#include "storage/op_codec.h"
#include "storage/segment.h"
#include "storage/snapshot_file.h"

#include <string>

namespace fuzz {
namespace {

constexpr uint64_t kMostRows = 1000;  // one operation may rightly name millions

std::string with_checksum(std::string_view content) {
    base::ByteWriter out;
    out.raw(content);
    storage::write_hash(out, base::hash128(content));
    return out.take();
}

void apply_twice(domain::Book& book, const domain::Op& op) {
    const auto* range = std::get_if<domain::SetRange>(&op.change);
    const auto* batch = std::get_if<domain::CreateRows>(&op.change);
    if ((range && range->count > kMostRows) || (batch && batch->count > kMostRows)) return;
    domain::apply(book, op);
    CHECK(!domain::apply(book, op));  // a second time says nothing
}

// What was read is written and read again as the same.
void commit(std::string_view bytes) {
    base::Result<storage::Commit> read = storage::decode_commit(bytes);
    if (!read) return;
    const std::string written = storage::encode(*read);
    const base::Result<storage::Commit> again = storage::decode_commit(written);
    CHECK(again && storage::encode(*again) == written);
    domain::Book book;
    for (const domain::Op& op : read->ops) apply_twice(book, op);
}

void segment(std::string_view file) {
    const base::Result<storage::Segment> read = storage::decode_segment(file);
    if (read) commit(read->payload);
}

void segments(std::string_view file) {
    const base::Result<storage::SegmentPieces> split = storage::split_segments(file);
    if (!split) return;
    for (const storage::SegmentPiece& piece : split->pieces) segment(piece.bytes);
}

void part(std::string_view payload) {
    const storage::PartFile file = storage::encode_part(1, 0, {std::string(payload)});
    storage::Manifest manifest;
    manifest.generation = 1;
    manifest.parts.push_back({file.bytes.size(), file.hash});
    manifest.rows.assign(std::size(domain::kTables), 0);
    domain::Book book;
    storage::SnapshotReader reader(manifest);
    reader.begin_part(file.bytes.joined());
    for (base::Result<bool> more = true; more && *more;) more = reader.step(book);
    (void)reader.finish();
}

void manifest(std::string_view content) {
    const base::Result<storage::Manifest> read = storage::decode_manifest(with_checksum(content));
    if (read) (void)storage::SnapshotReader(*read).finish();
}

void op(std::string_view bytes) {
    const base::Result<domain::Op> read = storage::decode_op(bytes);
    if (!read) return;
    const base::Result<domain::Op> again = storage::decode_op(storage::encode(*read));
    CHECK(again && storage::encode(*again) == storage::encode(*read));
    domain::Book book;
    apply_twice(book, *read);
}

}  // namespace

void store_file(std::string_view bytes) {
    if (bytes.empty()) return;
    const std::string_view rest = bytes.substr(1);
    switch (bytes[0]) {
        case 'j': return segment(with_checksum(rest));
        case 'c': return commit(rest);
        case 'm': return segments(with_checksum(rest));
        case 'd': return segments(rest);  // damaged: what is whole is found
        case 'p': return part(rest);
        case 's': return manifest(rest);
        case 'o': return op(rest);
        default: (void)storage::parse_name(bytes);
    }
}

}  // namespace fuzz
