#include "storage/segment.h"

#include "base/bytes.h"

#include <algorithm>

namespace storage {
namespace {

constexpr std::string_view kMagic = "CORJ";
constexpr size_t kGenerationDigits = 8;
constexpr size_t kSequenceDigits = 12;
constexpr size_t kPartDigits = 4;

std::string padded(uint64_t number, size_t digits) {
    const std::string text = std::to_string(number);
    return text.size() >= digits ? text : std::string(digits - text.size(), '0') + text;
}

std::optional<uint64_t> number_of(std::string_view digits) {
    const bool plain = !digits.empty() && digits.size() <= 18 &&
                       std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!plain) return std::nullopt;
    uint64_t number = 0;
    for (char digit : digits) number = number * 10 + static_cast<uint64_t>(digit - '0');
    return number;
}

}  // namespace

SegmentEncoder::SegmentEncoder(const SegmentHead& head, std::vector<std::string> payload) {
    base::ByteWriter out;
    write_head(out, kMagic);
    out.varint(head.generation);
    out.varint(head.sequence);
    out.varint(head.epoch);
    out.fixed64(head.replica);
    write_hash(out, head.previous);
    uint64_t size = 0;
    for (const std::string& piece : payload) size += piece.size();
    out.varint(size);
    pieces_ = std::move(payload);
    pieces_.insert(pieces_.begin(), out.take());
}

bool SegmentEncoder::step() {
    if (next_ < pieces_.size()) hasher_.add(pieces_[next_++]);
    if (next_ < pieces_.size()) return false;
    base::ByteWriter checksum;
    write_hash(checksum, hasher_.finish());
    hasher_.add(checksum.bytes());
    pieces_.push_back(checksum.take());
    return true;
}

EncodedSegment SegmentEncoder::take() { return {FileBytes(std::move(pieces_)), hasher_.finish()}; }

base::Result<Segment> decode_segment(std::string_view bytes) {
    const base::Error damaged{"segment.damaged", "A saved step is damaged and was left out; its file is kept.", ""};
    const auto content = without_checksum(bytes);
    const auto headed = content ? read_head(*content, kMagic) : std::nullopt;
    if (!headed) return damaged;
    if (headed->newer)
        return base::Error{"segment.newer_format", "A saved step was written by a newer Corong and was left out; its file is kept.", ""};
    base::ByteReader reader(headed->rest);
    Segment segment;
    segment.format = headed->format;
    segment.head.generation = reader.varint();
    segment.head.sequence = reader.varint();
    segment.head.epoch = reader.varint();
    segment.head.replica = reader.fixed64();
    segment.head.previous = read_hash(reader);
    segment.payload = reader.text();
    if (reader.failed() || reader.remaining() != 0) return damaged;
    return segment;
}

std::string segment_name(uint64_t generation, uint64_t sequence) {
    return "j-" + padded(generation, kGenerationDigits) + "-" + padded(sequence, kSequenceDigits) + ".seg";
}

std::string part_name(uint64_t generation, uint64_t part) {
    return "s-" + padded(generation, kGenerationDigits) + "-" + padded(part, kPartDigits) + ".snap";
}

std::string manifest_name(uint64_t generation) { return "s-" + padded(generation, kGenerationDigits) + "-manifest.snap"; }

std::string format_name(uint64_t format) { return "FORMAT-" + std::to_string(format); }

FileName parse_name(std::string_view name) {
    using Kind = FileName::Kind;
    constexpr std::string_view kFormatPrefix = "FORMAT-";
    if (name.starts_with(kFormatPrefix)) {
        const auto format = number_of(name.substr(kFormatPrefix.size()));
        return format ? FileName{Kind::format, 0, *format} : FileName{};
    }
    const bool segment = name.starts_with("j-") && name.ends_with(".seg");
    const bool snapshot = name.starts_with("s-") && name.ends_with(".snap");
    if (!segment && !snapshot) return {};
    const std::string_view middle = name.substr(2, name.rfind('.') - 2);
    const size_t dash = middle.find('-');
    if (dash == std::string_view::npos) return {};
    const auto generation = number_of(middle.substr(0, dash));
    if (!generation) return {};
    if (snapshot && middle.substr(dash + 1) == "manifest") return {Kind::snapshot_manifest, *generation, 0};
    const auto number = number_of(middle.substr(dash + 1));
    if (!number) return {};
    return {segment ? Kind::segment : Kind::snapshot_part, *generation, *number};
}

}  // namespace storage
