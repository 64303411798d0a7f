#include "storage/merged.h"

#include "base/bytes.h"
#include "base/zoo.h"

#include <algorithm>

namespace storage {
namespace {

constexpr std::string_view kMagic = "CORH";
constexpr std::string_view kSegmentMagic = "CORJ";

base::Error damaged() { return {"segment.damaged", "A file of saved steps is damaged; it is kept.", ""}; }

// Segments one behind the other, those that are whole; `damaged` where something else lies between.
SegmentPieces pieces_in(std::string_view bytes) {
    SegmentPieces found;
    while (!bytes.empty()) {
        const auto size = segment_size_bytes(bytes);
        const std::string_view piece = size && *size <= bytes.size() ? bytes.substr(0, *size) : std::string_view();
        const base::Result<Segment> segment = piece.empty() ? base::Result<Segment>(damaged()) : decode_segment(piece);
        if (segment) {
            found.pieces.push_back({(*segment).head.sequence, piece});
            bytes.remove_prefix(piece.size());
            continue;
        }
        found.damaged = true;
        if (base::is_planted(base::Bug::damage_hides_what_follows)) break;
        bytes.remove_prefix(std::min(bytes.find(kSegmentMagic, 1), bytes.size()));
    }
    if (found.pieces.empty()) return found;
    found.first = found.pieces.front().sequence;
    found.last = found.pieces.back().sequence;
    return found;
}

base::Result<SegmentPieces> salvage(std::string_view file) {
    SegmentPieces found = pieces_in(file.substr(std::min(file.find(kSegmentMagic), file.size())));
    found.damaged = true;
    if (found.pieces.empty()) return damaged();
    return found;
}

base::Result<SegmentPieces> one_segment(std::string_view file) {
    const base::Result<Segment> segment = decode_segment(file);
    if (!segment) return segment.error();
    const uint64_t sequence = (*segment).head.sequence;
    return SegmentPieces{sequence, sequence, {{sequence, file}}, false};
}

}  // namespace

std::optional<size_t> segment_size_bytes(std::string_view bytes) {
    const auto headed = read_head(bytes, kSegmentMagic);
    if (!headed) return std::nullopt;
    base::ByteReader reader(headed->rest);
    for (int number = 0; number < 3; ++number) reader.varint();  // generation, sequence, epoch
    reader.fixed64();
    read_hash(reader);
    if (headed->format > 0) read_hash(reader);
    const uint64_t payload = reader.varint();
    if (reader.failed() || payload > bytes.size()) return std::nullopt;
    return bytes.size() - headed->rest.size() + reader.position() + static_cast<size_t>(payload) + kChecksumBytes;
}

base::Result<SegmentPieces> split_segments(std::string_view file) {
    if (file.starts_with(kSegmentMagic)) return one_segment(file);
    const auto content = without_checksum(file);
    const auto headed = content ? read_head(*content, kMagic) : std::nullopt;
    if (!headed) return salvage(file);
    if (headed->newer)
        return base::Error{"segment.newer_format", "Saved steps were written by a newer Corong and were left out; their file is kept.", ""};
    base::ByteReader reader(headed->rest);
    const uint64_t first = reader.varint(), last = reader.varint();
    if (reader.failed()) return damaged();
    SegmentPieces found = pieces_in(headed->rest.substr(reader.position()));
    found.first = first;
    found.last = last;
    return found;
}

EncodedSegment merge_segments(uint64_t first, uint64_t last, std::vector<std::string> segments) {
    base::ByteWriter head;
    write_head(head, kMagic);
    head.varint(first);
    head.varint(last);
    segments.insert(segments.begin(), head.take());
    base::Hasher hasher;
    for (const std::string& segment : segments) hasher.add(segment);
    base::ByteWriter checksum;
    write_hash(checksum, hasher.finish());
    hasher.add(checksum.bytes());
    segments.push_back(checksum.take());
    return {FileBytes(std::move(segments)), hasher.finish()};
}

namespace {

// A file and those behind it that it holds already: left there by a crash between putting and deleting.
MergeChoice doubled(const std::vector<SegmentUnit>& units) {
    for (size_t begin = 0; begin < units.size(); ++begin) {
        size_t end = begin + 1;
        while (end < units.size() && units[end].last <= units[begin].last) ++end;
        if (end > begin + 1) return {begin, end};
    }
    return {};
}

uint64_t bytes_of(const std::vector<SegmentUnit>& units, size_t begin, size_t end) {
    uint64_t bytes = 0;
    for (size_t i = begin; i < end; ++i) bytes += units[i].info.size_bytes;
    return bytes;
}

constexpr uint64_t kGrowth = 8;  // from level to level
constexpr int kNoLevel = 99;

int level_of(uint64_t bytes, const MergeLimits& limits) {
    if (bytes > limits.most_bytes) return kNoLevel;
    int level = 0;
    for (; bytes > limits.lowest_bytes; bytes /= kGrowth) ++level;
    return level;
}

// The newest files of this level and lower ones, if there are enough of this level.
MergeChoice full_level(const std::vector<SegmentUnit>& units, int level, const MergeLimits& limits) {
    size_t begin = units.size(), count = 0;
    for (; begin > 0; --begin) {
        const int of_unit = level_of(units[begin - 1].info.size_bytes, limits);
        if (of_unit > level) break;
        count += of_unit == level;
    }
    const bool full = count >= (level == 0 ? limits.of_the_lowest : limits.of_a_level);
    return full ? MergeChoice{begin, units.size()} : MergeChoice{};
}

MergeChoice smallest_neighbours(const std::vector<SegmentUnit>& units, size_t count) {
    MergeChoice best{0, count};
    uint64_t best_bytes = bytes_of(units, 0, count);
    for (size_t begin = 1; begin + count <= units.size(); ++begin) {
        const uint64_t bytes = bytes_of(units, begin, begin + count);
        if (bytes >= best_bytes) continue;
        best = {begin, begin + count};
        best_bytes = bytes;
    }
    return best;
}

}  // namespace

MergeChoice choose_merge(const std::vector<SegmentUnit>& units, const MergeLimits& limits) {
    if (const MergeChoice twice = doubled(units); !twice.empty()) return twice;
    for (int level = 0; level <= level_of(limits.most_bytes, limits); ++level)
        if (const MergeChoice full = full_level(units, level, limits); !full.empty()) return full;
    if (units.size() <= limits.most_units) return {};
    return smallest_neighbours(units, std::min(limits.of_a_level, units.size()));
}

}  // namespace storage
