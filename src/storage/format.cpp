#include "storage/format.h"

#include <algorithm>

namespace storage {
namespace {

constexpr size_t kBytesAStep = 1u << 20;

}  // namespace

void write_head(base::ByteWriter& out, std::string_view magic) {
    out.raw(magic);
    out.u8(kFormat);
    out.u8(kLeastReader);
}

std::optional<Headed> read_head(std::string_view file, std::string_view magic) {
    if (!file.starts_with(magic)) return std::nullopt;
    base::ByteReader reader(file.substr(magic.size()));
    Headed headed;
    headed.format = reader.u8();
    const uint8_t least_reader = has(headed.format, Change::least_reader) ? reader.u8() : 0;
    if (reader.failed()) return std::nullopt;
    headed.newer = least_reader > kFormat;
    headed.rest = file.substr(magic.size() + reader.position());
    return headed;
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

std::optional<std::string_view> without_checksum(std::string_view file) {
    if (file.size() < kChecksumBytes) return std::nullopt;
    const std::string_view content = file.substr(0, file.size() - kChecksumBytes);
    base::ByteReader checksum(file.substr(content.size()));
    if (read_hash(checksum) != base::hash128(content)) return std::nullopt;
    return content;
}

bool ChecksumReader::step() {
    const size_t end = file_.size() - std::min(file_.size(), kChecksumBytes);
    const std::string_view next = file_.substr(read_, std::min(kBytesAStep, end - read_));
    hasher_.add(next);
    read_ += next.size();
    if (read_ < end) return false;
    base::ByteReader checksum(file_.substr(end));
    right_ = read_hash(checksum) == hasher_.finish() && !checksum.failed();
    hasher_.add(file_.substr(end));
    return true;
}

std::optional<std::string_view> ChecksumReader::content() const {
    if (!right_) return std::nullopt;
    return file_.substr(0, file_.size() - kChecksumBytes);
}

}  // namespace storage
