#include "storage/snapshot_file.h"

#include "base/bytes.h"
#include "base/check.h"
#include "storage/op_codec.h"
#include "storage/snapshot_records.h"

namespace storage {
namespace {

constexpr std::string_view kPartMagic = "CORS";
constexpr std::string_view kManifestMagic = "CORM";
constexpr size_t kChecksumBytes = 16;

base::Error damaged() { return {"snapshot.damaged", "A stored snapshot is damaged; its files are kept.", ""}; }
base::Error newer_format() {
    return {"snapshot.newer_format", "A stored snapshot was written by a newer Corong; its files are kept.", ""};
}

void write_hash(base::ByteWriter& out, base::Hash128 hash) {
    out.fixed64(hash.high);
    out.fixed64(hash.low);
}

base::Hash128 read_hash(base::ByteReader& reader) {
    base::Hash128 hash;
    hash.high = reader.fixed64();
    hash.low = reader.fixed64();
    return hash;
}

// magic . format u8 . payload . hash128 of all before
std::string sealed(std::string_view magic, std::string_view payload) {
    base::ByteWriter out;
    out.raw(magic);
    out.u8(kFormat);
    out.raw(payload);
    write_hash(out, base::hash128(out.bytes()));
    return out.take();
}

base::Result<std::string_view> unsealed(std::string_view magic, std::string_view file) {
    if (file.size() < magic.size() + 1 + kChecksumBytes || !file.starts_with(magic)) return damaged();
    const size_t end = file.size() - kChecksumBytes;
    base::ByteReader checksum(file.substr(end));
    if (read_hash(checksum) != base::hash128(file.substr(0, end))) return damaged();
    if (file[magic.size()] != static_cast<char>(kFormat)) return newer_format();
    return file.substr(magic.size() + 1, end - magic.size() - 1);
}

void read_history(base::ByteReader& reader, std::vector<NumberedCommit>& history) {
    const uint64_t count = reader.varint();
    if (count > reader.remaining()) reader.fail();
    for (uint64_t i = 0; i < count && !reader.failed(); ++i) {
        const uint64_t sequence = reader.varint();
        base::Result<Commit> commit = decode_commit(reader.text());
        if (!commit) return reader.fail();
        history.push_back({sequence, std::move(*commit)});
    }
}

}  // namespace

std::string encode_manifest(const Manifest& manifest, const std::vector<TailStep>& tail) {
    base::ByteWriter out;
    out.varint(manifest.generation);
    out.varint(manifest.covered);
    write_hash(out, manifest.covered_hash);
    out.varint(manifest.missing.size());
    for (uint64_t sequence : manifest.missing) out.varint(sequence);
    out.fixed64(manifest.replica);
    out.varint(manifest.clock_ticks);
    out.varint(manifest.next_sequence);
    out.varint(manifest.parts.size());
    for (const Manifest::Part& part : manifest.parts) {
        out.varint(part.size_bytes);
        write_hash(out, part.hash);
    }
    out.varint(tail.size());
    for (const TailStep& step : tail) {
        out.varint(step.sequence);
        out.text(step.bytes);
    }
    return sealed(kManifestMagic, out.bytes());
}

base::Result<Manifest> decode_manifest(std::string_view bytes) {
    const base::Result<std::string_view> payload = unsealed(kManifestMagic, bytes);
    if (!payload) return payload.error();
    base::ByteReader reader(*payload);
    Manifest manifest;
    manifest.generation = reader.varint();
    manifest.covered = reader.varint();
    manifest.covered_hash = read_hash(reader);
    const uint64_t missing = reader.varint();
    if (missing > reader.remaining()) reader.fail();
    for (uint64_t i = 0; i < missing && !reader.failed(); ++i) manifest.missing.push_back(reader.varint());
    manifest.replica = reader.fixed64();
    manifest.clock_ticks = reader.varint();
    manifest.next_sequence = reader.varint();
    const uint64_t parts = reader.varint();
    if (parts > reader.remaining()) reader.fail();
    for (uint64_t i = 0; i < parts && !reader.failed(); ++i) {
        const uint64_t size = reader.varint();
        manifest.parts.push_back({size, read_hash(reader)});
    }
    read_history(reader, manifest.history);
    if (reader.failed()) return damaged();
    return manifest;
}

std::string encode_part(uint64_t generation, uint64_t part, std::string_view payload) {
    base::ByteWriter out;
    out.varint(generation);
    out.varint(part);
    out.text(payload);
    return sealed(kPartMagic, out.bytes());
}

base::Status SnapshotReader::begin_part(std::string_view file) {
    if (next_part_ >= manifest_.parts.size()) return damaged();
    const Manifest::Part& expected = manifest_.parts[next_part_];
    if (file.size() != expected.size_bytes || base::hash128(file) != expected.hash) return damaged();
    const base::Result<std::string_view> content = unsealed(kPartMagic, file);
    if (!content) return content.error();
    base::ByteReader head(*content);
    const uint64_t generation = head.varint();
    const uint64_t part = head.varint();
    const std::string_view payload = head.text();
    if (head.failed() || generation != manifest_.generation || part != next_part_) return damaged();
    ++next_part_;
    carry_.append(payload);
    return base::success();
}

base::Result<bool> SnapshotReader::step(domain::Book& book) {
    base::ByteReader reader(std::string_view(carry_).substr(applied_));
    const uint8_t type = reader.u8();
    const std::string_view body = reader.text();
    if (reader.failed()) {  // goes on in the next part
        carry_.erase(0, applied_);
        applied_ = 0;
        return false;
    }
    applied_ += reader.position();
    switch (read_record(book, type, body)) {
        case RecordResult::good: return true;
        case RecordResult::damaged: return damaged();
        case RecordResult::newer: return newer_format();
    }
    CHECK(false);
}

base::Status SnapshotReader::finish() const {
    if (next_part_ != manifest_.parts.size() || !carry_.empty()) return damaged();
    return base::success();
}

}  // namespace storage
