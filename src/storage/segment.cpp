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
    write_hash(out, head.stands_for);
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

base::Result<Segment> decode_segment(std::string_view bytes) { return read_segment(without_checksum(bytes)); }

base::Result<Segment> read_segment(std::optional<std::string_view> content) {
    const base::Error damaged{"segment.damaged", "A saved step is damaged and was left out; its file is kept.", ""};
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
    if (has(segment.format, Change::stands_for)) segment.head.stands_for = read_hash(reader);
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

std::string merged_name(uint64_t first, uint64_t last, uint64_t generation) {
    return "m-" + padded(first, kSequenceDigits) + "-" + padded(last, kSequenceDigits) + "-" + padded(generation, kGenerationDigits) + ".seg";
}

std::string before_import_name(uint64_t generation) { return "pre-" + padded(generation, kGenerationDigits) + ".corong.json"; }

namespace {

// What stands between the dashes, as numbers; nothing if any of it is none.
std::optional<std::vector<uint64_t>> numbers_of(std::string_view text) {
    std::vector<uint64_t> numbers;
    for (;;) {
        const size_t dash = std::min(text.find('-'), text.size());
        const auto number = number_of(text.substr(0, dash));
        if (!number) return std::nullopt;
        numbers.push_back(*number);
        if (dash == text.size()) return numbers;
        text.remove_prefix(dash + 1);
    }
}

// The name without its beginning and its end, if it has both.
std::optional<std::string_view> between(std::string_view name, std::string_view prefix, std::string_view suffix) {
    if (name.size() < prefix.size() + suffix.size() || !name.starts_with(prefix) || !name.ends_with(suffix)) return std::nullopt;
    return name.substr(prefix.size(), name.size() - prefix.size() - suffix.size());
}

FileName snapshot_file_name(std::string_view middle) {
    constexpr std::string_view kManifest = "-manifest";
    if (middle.ends_with(kManifest)) {
        const auto generation = number_of(middle.substr(0, middle.size() - kManifest.size()));
        return generation ? FileName{FileName::Kind::snapshot_manifest, *generation, 0, 0} : FileName{};
    }
    const auto numbers = numbers_of(middle);
    return numbers && numbers->size() == 2 ? FileName{FileName::Kind::snapshot_part, (*numbers)[0], (*numbers)[1], 0} : FileName{};
}

}  // namespace

FileName parse_name(std::string_view name) {
    using Kind = FileName::Kind;
    if (const auto format = between(name, "FORMAT-", "")) {
        const auto number = number_of(*format);
        return number ? FileName{Kind::format, 0, *number, 0} : FileName{};
    }
    if (const auto middle = between(name, "s-", ".snap")) return snapshot_file_name(*middle);
    if (const auto middle = between(name, "pre-", ".corong.json")) {
        const auto generation = number_of(*middle);
        return generation ? FileName{Kind::before_import, *generation, 0, 0} : FileName{};
    }
    if (const auto middle = between(name, "j-", ".seg")) {
        const auto numbers = numbers_of(*middle);
        return numbers && numbers->size() == 2 ? FileName{Kind::segment, (*numbers)[0], (*numbers)[1], (*numbers)[1]} : FileName{};
    }
    if (const auto middle = between(name, "m-", ".seg")) {
        const auto numbers = numbers_of(*middle);
        const bool whole = numbers && numbers->size() == 3 && (*numbers)[0] <= (*numbers)[1];
        return whole ? FileName{Kind::merged, (*numbers)[2], (*numbers)[0], (*numbers)[1]} : FileName{};
    }
    return {};
}

}  // namespace storage
