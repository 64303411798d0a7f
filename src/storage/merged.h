// Many segments as one immutable file: their bytes as they were, one behind the other, so that each keeps its
// checksum and its place in the chain. Operations are merged, never discarded: the history of every field and
// the book as of a past day are read from them. Which files to merge next is decided here; the doing is
// store_merging.cpp.
//
//   head "CORH" (storage/format.h) . first sequence varint . last varint . segments . checksum
#pragma once

#include "base/result.h"
#include "storage/segment.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace storage {

// Of a segment that `bytes` begins with, by its head alone; nothing if it does not begin with one.
std::optional<size_t> segment_size_bytes(std::string_view bytes);

// A segment in a file, found whole: its views are into the file.
struct SegmentPiece {
    std::string_view bytes;  // of the whole segment
    Segment segment;
    base::Hash128 hash;  // of `bytes`

    uint64_t sequence() const { return segment.head.sequence; }
    // Of the segment, or of the one it stands for: what the next one calls its previous.
    base::Hash128 place() const { return segment.head.stands_for != base::Hash128{} ? segment.head.stands_for : hash; }
};

// The segments in a file, whole or merged. Of a damaged merged file those that are whole themselves: `damaged`
// says that there may have been more.
struct SegmentPieces {
    uint64_t first = 0, last = 0;  // as the file says; of a damaged one what was found
    std::vector<SegmentPiece> pieces;
    bool damaged = false;
};
// Errors: segment.damaged (nothing in it is whole), segment.newer_format.
base::Result<SegmentPieces> split_segments(std::string_view file);

// The same, about a megabyte at a time.
class SegmentSplitter {
public:
    explicit SegmentSplitter(std::string_view file);  // which must stay while the pieces are used
    bool step();                                      // true when complete
    base::Result<SegmentPieces> take();               // once

private:
    bool begin_pieces();
    bool next_piece();
    bool take_piece();
    void skip_damage();
    bool fail(base::Error why);

    std::string_view file_;
    std::string_view rest_;   // behind the pieces that were found
    std::string_view piece_;  // that is looked at; empty while it is the whole of a merged file
    std::unique_ptr<ChecksumReader> checksum_;
    SegmentPieces found_;
    std::optional<base::Error> error_;
    bool is_merged_ = false;
    bool numbers_known_ = false;  // by the head of a merged file
};

// `segments` in the order of their sequences, each checked.
EncodedSegment merge_segments(uint64_t first, uint64_t last, std::vector<std::string> segments);

// --- which to merge ---------------------------------------------------------------------------------------

// A file that holds segments, by its name.
struct SegmentUnit {
    uint64_t first = 0, last = 0;
    FileInfo info;
    bool operator<(const SegmentUnit& other) const { return first != other.first ? first < other.first : last > other.last; }
};

struct MergeLimits {
    size_t of_a_level = 8;             // so many of about one size become one of the next, eight times as large
    size_t of_the_lowest = 16;         // single steps, mostly
    uint64_t lowest_bytes = 4u << 10;  // a file of so many bytes or fewer is of the lowest level
    uint64_t most_bytes = 32u << 20;   // a larger file has no level: it would be moved as a whole
    size_t most_units = 56;            // files with segments that may stay side by side, whatever their sizes
};
// Places in `units` (sorted) to merge next: those that a crash left double; else the newest files, once there are
// enough of one level among them, so that each byte is written again only about once for each time the history has
// grown eightfold (O'Neil et al., "The log-structured merge-tree", 1996); else, if there are too many, the
// neighbours that have the fewest bytes.
struct MergeChoice {
    size_t begin = 0, end = 0;
    bool empty() const { return begin == end; }
};
MergeChoice choose_merge(const std::vector<SegmentUnit>& units, const MergeLimits& limits = {});

}  // namespace storage
