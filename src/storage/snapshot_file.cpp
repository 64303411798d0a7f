#include "storage/snapshot_file.h"

#include "base/bytes.h"
#include "base/check.h"
#include "storage/op_codec.h"
#include "storage/snapshot_records.h"

#include <algorithm>

namespace storage {
namespace {

constexpr std::string_view kPartMagic = "CORS";
constexpr std::string_view kManifestMagic = "CORM";

base::Error damaged() { return {"snapshot.damaged", "A stored snapshot is damaged; its files are kept.", ""}; }
base::Error newer_format() {
    return {"snapshot.newer_format", "A stored snapshot was written by a newer Corong; its files are kept.", ""};
}

std::string sealed(std::string_view magic, std::string_view payload) {
    base::ByteWriter out;
    write_head(out, magic);
    out.raw(payload);
    write_hash(out, base::hash128(out.bytes()));
    return out.take();
}

base::Result<Headed> unsealed(std::string_view magic, std::string_view file) {
    const auto content = without_checksum(file);
    const auto headed = content ? read_head(*content, magic) : std::nullopt;
    if (!headed) return damaged();
    if (headed->newer) return newer_format();
    return *headed;
}

// Of a list whose items take a byte at least.
size_t read_length(base::ByteReader& reader) {
    const uint64_t count = reader.varint();
    if (count > reader.remaining()) reader.fail();
    return reader.failed() ? 0 : static_cast<size_t>(count);
}

void read_history(base::ByteReader& reader, uint8_t format, std::vector<NumberedCommit>& history) {
    const size_t count = read_length(reader);
    for (size_t i = 0; i < count && !reader.failed(); ++i) {
        const uint64_t sequence = reader.varint();
        base::Result<Commit> commit = decode_commit(reader.text(), format);
        if (!commit) return reader.fail();
        history.push_back({sequence, std::move(*commit)});
    }
}

// Of the record that `bytes` begins with, once so much of it is there that it says so.
std::optional<uint64_t> record_bytes(std::string_view bytes) {
    base::ByteReader reader(bytes);
    reader.u8();
    const uint64_t body = reader.varint();
    if (reader.failed()) return std::nullopt;
    return body > UINT64_MAX / 2 ? body : reader.position() + body;  // a damaged length must not wrap round
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
    out.varint(manifest.rows.size());
    for (const domain::Row rows : manifest.rows) out.varint(rows);
    out.fixed64(manifest.forgotten);
    out.varint(manifest.kept_generations.size());
    for (const uint64_t kept : manifest.kept_generations) out.varint(kept);
    return sealed(kManifestMagic, out.bytes());
}

base::Result<Manifest> decode_manifest(std::string_view bytes) {
    const base::Result<Headed> headed = unsealed(kManifestMagic, bytes);
    if (!headed) return headed.error();
    base::ByteReader reader((*headed).rest);
    Manifest manifest;
    manifest.generation = reader.varint();
    manifest.covered = reader.varint();
    manifest.covered_hash = read_hash(reader);
    const size_t missing = read_length(reader);
    for (size_t i = 0; i < missing && !reader.failed(); ++i) manifest.missing.push_back(reader.varint());
    manifest.replica = reader.fixed64();
    manifest.clock_ticks = reader.varint();
    const uint8_t format = (*headed).format;
    if (!has(format, Change::no_next_number)) reader.varint();
    const size_t parts = read_length(reader);
    for (size_t i = 0; i < parts && !reader.failed(); ++i) {
        const uint64_t size = reader.varint();
        manifest.parts.push_back({size, read_hash(reader)});
    }
    read_history(reader, format, manifest.history);
    // Some of format 0 say nothing of rows.
    const size_t tables = reader.remaining() > 0 ? read_length(reader) : 0;
    for (size_t i = 0; i < tables && !reader.failed(); ++i)
        manifest.rows.push_back(static_cast<domain::Row>(std::min<uint64_t>(reader.varint(), kMaxBatchRows)));
    if (has(format, Change::forgotten_in_manifest)) {
        manifest.forgotten = reader.fixed64();
        const size_t kept = read_length(reader);
        for (size_t i = 0; i < kept && !reader.failed(); ++i) manifest.kept_generations.push_back(reader.varint());
    }
    if (reader.failed()) return damaged();
    return manifest;
}

PartFile encode_part(uint64_t generation, uint64_t part, std::vector<std::string> payload) {
    uint64_t size = 0;
    for (const std::string& piece : payload) size += piece.size();
    base::ByteWriter head;
    write_head(head, kPartMagic);
    head.varint(generation);
    head.varint(part);
    head.varint(size);
    payload.insert(payload.begin(), head.take());
    base::Hasher hasher;
    for (const std::string& piece : payload) hasher.add(piece);
    base::ByteWriter checksum;
    write_hash(checksum, hasher.finish());
    hasher.add(checksum.bytes());
    payload.push_back(checksum.take());
    return {FileBytes(std::move(payload)), hasher.finish()};
}

SnapshotReader::SnapshotReader(const Manifest& manifest) : manifest_(manifest) {
    for (size_t table = 0; table < std::min(manifest.rows.size(), std::size(domain::kTables)); ++table)
        room_.expect(domain::kTables[table], manifest.rows[table]);
}

void SnapshotReader::begin_part(std::string file) {
    file_ = std::move(file);
    checked_ = false;
}

// The manifest's hash is of the whole file: the checksum at its end needs no second look.
base::Status SnapshotReader::check_part() {
    if (next_part_ >= manifest_.parts.size()) return damaged();
    const Manifest::Part& expected = manifest_.parts[next_part_];
    if (file_.size() != expected.size_bytes || base::hash128(file_) != expected.hash) return damaged();
    if (file_.size() < kChecksumBytes) return damaged();
    const auto headed = read_head(std::string_view(file_).substr(0, file_.size() - kChecksumBytes), kPartMagic);
    if (!headed) return damaged();
    if (headed->newer) return newer_format();
    base::ByteReader head(headed->rest);
    const uint64_t generation = head.varint();
    const uint64_t part = head.varint();
    payload_ = head.text();
    if (head.failed() || generation != manifest_.generation || part != next_part_) return damaged();
    ++next_part_;
    checked_ = true;
    return base::success();
}

// Takes from the payload what the begun record lacks; false if that is not enough.
bool SnapshotReader::complete_carry() {
    const auto take = [&](uint64_t bytes) {
        const size_t taken = static_cast<size_t>(std::min<uint64_t>(bytes, payload_.size()));
        carry_.append(payload_.substr(0, taken));
        payload_.remove_prefix(taken);
    };
    while (!record_bytes(carry_) && !payload_.empty()) take(1);
    const auto wanted = record_bytes(carry_);
    if (!wanted) return false;
    if (*wanted > carry_.size()) take(*wanted - carry_.size());
    return *wanted == carry_.size();
}

base::Result<bool> SnapshotReader::step(domain::Book& book) {
    if (room_.step(book)) return true;
    if (!checked_) {
        const base::Status status = check_part();
        if (!status) return status.error();
        return true;
    }
    if (!carry_.empty()) {
        if (!complete_carry()) return false;
        const std::string record = std::exchange(carry_, {});
        return apply_record(book, record);
    }
    const auto size = record_bytes(payload_);
    if (!size || *size > payload_.size()) {
        carry_ = std::exchange(payload_, {});
        return false;
    }
    const std::string_view record = payload_.substr(0, static_cast<size_t>(*size));
    payload_.remove_prefix(record.size());
    return apply_record(book, record);
}

base::Result<bool> SnapshotReader::apply_record(domain::Book& book, std::string_view record) const {
    base::ByteReader reader(record);
    const uint8_t type = reader.u8();
    switch (read_record(book, type, reader.text())) {
        case RecordResult::good: break;
        case RecordResult::damaged: return damaged();
        case RecordResult::newer: return newer_format();
    }
    return true;
}

base::Status SnapshotReader::finish() const {
    if (next_part_ != manifest_.parts.size() || !carry_.empty()) return damaged();
    return base::success();
}

}  // namespace storage
