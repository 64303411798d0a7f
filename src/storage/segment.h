// One commit as one immutable file. Each names the hash of the file before it, so a missing or
// changed one shows; each has its own checksum, so a damaged one never hides a later good one.
//
//   head "CORJ" (storage/format.h) . generation varint . sequence varint . epoch varint . replica fixed64 .
//   previous 16 bytes . stands for 16 bytes (not in format 0) . payload text (a commit) . checksum
#pragma once

#include "base/hash.h"
#include "base/result.h"
#include "domain/stamp.h"
#include "storage/disk.h"
#include "storage/format.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace storage {

struct SegmentHead {
    uint64_t generation = 0;  // of the newest snapshot when it was written
    uint64_t sequence = 0;    // 1, 2, 3 ... for the life of this device's store
    uint64_t epoch = 0;       // of the tab that wrote it
    domain::Replica replica = 0;
    base::Hash128 previous;  // hash128 of the whole file before it; zero for the first
    // Of the segment it was written instead of, without what Forget took out: in the chain it counts as that one.
    base::Hash128 stands_for = {};
};

struct Segment {
    uint8_t format = kFormat;
    SegmentHead head;
    std::string_view payload;  // into the file's bytes
};

struct EncodedSegment {
    FileBytes bytes;     // of the file
    base::Hash128 hash;  // of all of them: `previous` of the next one
};
// A piece of the payload at a time. They are taken over, not copied: they may be large.
class SegmentEncoder {
public:
    SegmentEncoder(const SegmentHead& head, std::vector<std::string> payload);
    bool step();            // true when complete
    EncodedSegment take();  // once

private:
    std::vector<std::string> pieces_;  // of the file
    base::Hasher hasher_;
    size_t next_ = 0;
};
// Errors: segment.newer_format, segment.damaged.
base::Result<Segment> decode_segment(std::string_view bytes);
// The same of a file whose checksum was found right, without that; of nothing, it was wrong.
base::Result<Segment> read_segment(std::optional<std::string_view> content);

// File names. Numbers are padded so that names sort as their numbers do.
struct FileName {
    enum class Kind { segment, merged, snapshot_part, snapshot_manifest, before_import, format, other } kind = Kind::other;
    uint64_t generation = 0;
    uint64_t number = 0;  // sequence (of merged segments the first), part from 0, or format number
    uint64_t last = 0;    // sequence, of merged segments
};
std::string segment_name(uint64_t generation, uint64_t sequence);  // "j-00000003-000000000042.seg"
std::string merged_name(uint64_t first, uint64_t last, uint64_t generation);  // "m-000000000001-000000000032-00000004.seg"
std::string part_name(uint64_t generation, uint64_t part);         // "s-00000003-0007.snap"
std::string manifest_name(uint64_t generation);                    // "s-00000003-manifest.snap"
std::string before_import_name(uint64_t generation);               // "pre-00000003.corong.json"
std::string format_name(uint64_t format);                          // "FORMAT-1"
FileName parse_name(std::string_view name);

}  // namespace storage
