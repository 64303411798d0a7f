#include "storage/merged.h"

#include "base/bytes.h"
#include "base/zoo.h"

#include <algorithm>

namespace storage {
namespace {

constexpr std::string_view kMagic = "CORH";
constexpr std::string_view kSegmentMagic = "CORJ";

base::Error damaged() { return {"segment.damaged", "A file of saved steps is damaged; it is kept.", ""}; }

}  // namespace

std::optional<size_t> segment_size_bytes(std::string_view bytes) {
    const auto headed = read_head(bytes, kSegmentMagic);
    if (!headed) return std::nullopt;
    base::ByteReader reader(headed->rest);
    for (int number = 0; number < 3; ++number) reader.varint();  // generation, sequence, epoch
    reader.fixed64();
    read_hash(reader);
    if (has(headed->format, Change::stands_for)) read_hash(reader);
    const uint64_t payload = reader.varint();
    if (reader.failed() || payload > bytes.size()) return std::nullopt;
    return bytes.size() - headed->rest.size() + reader.position() + static_cast<size_t>(payload) + kChecksumBytes;
}

base::Result<SegmentPieces> split_segments(std::string_view file) {
    SegmentSplitter splitter(file);
    while (!splitter.step()) {}
    return splitter.take();
}

SegmentSplitter::SegmentSplitter(std::string_view file)
    : file_(file), checksum_(std::make_unique<ChecksumReader>(file)), is_merged_(!file.starts_with(kSegmentMagic)) {
    if (is_merged_) return;
    rest_ = piece_ = file;
}

bool SegmentSplitter::step() {
    if (!checksum_->step()) return false;
    return piece_.empty() ? begin_pieces() : take_piece();
}

// With a wrong checksum segments are looked for, wherever they begin.
bool SegmentSplitter::begin_pieces() {
    const auto content = checksum_->content();
    const auto headed = content ? read_head(*content, kMagic) : std::nullopt;
    if (!headed) {
        found_.damaged = true;
        rest_ = file_.substr(std::min(file_.find(kSegmentMagic), file_.size()));
        return next_piece();
    }
    if (headed->newer) return fail({"segment.newer_format", "Saved steps were written by a newer Corong and were left out; their file is kept.", ""});
    base::ByteReader reader(headed->rest);
    found_.first = reader.varint();
    found_.last = reader.varint();
    numbers_known_ = true;
    if (reader.failed()) return fail(damaged());
    rest_ = headed->rest.substr(reader.position());
    return next_piece();
}

bool SegmentSplitter::next_piece() {
    for (; !rest_.empty(); skip_damage()) {
        const auto size = segment_size_bytes(rest_);
        if (!size || *size > rest_.size()) continue;
        piece_ = rest_.substr(0, *size);
        checksum_ = std::make_unique<ChecksumReader>(piece_);
        return false;
    }
    return true;
}

bool SegmentSplitter::take_piece() {
    base::Result<Segment> segment = read_segment(checksum_->content());
    if (!segment && !is_merged_) return fail(segment.error());
    if (segment) {
        found_.pieces.push_back({piece_, std::move(*segment), checksum_->hash()});
        rest_.remove_prefix(piece_.size());
    } else {
        skip_damage();
    }
    return next_piece();
}

void SegmentSplitter::skip_damage() {
    found_.damaged = true;
    const size_t next = base::is_planted(base::Bug::damage_hides_what_follows) ? std::string_view::npos : rest_.find(kSegmentMagic, 1);
    rest_.remove_prefix(std::min(next, rest_.size()));
}

bool SegmentSplitter::fail(base::Error why) {
    error_ = std::move(why);
    return true;
}

base::Result<SegmentPieces> SegmentSplitter::take() {
    if (error_) return *error_;
    if (found_.pieces.empty() && !numbers_known_) return damaged();
    if (!numbers_known_) {
        found_.first = found_.pieces.front().sequence();
        found_.last = found_.pieces.back().sequence();
    }
    return std::move(found_);
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
