#include "storage/segment_decoder.h"

namespace storage {

// Both hashes run over the whole file: each is a slice of its own.
bool SegmentDecoder::step() {
    if (!hashed_) {
        hash_ = base::hash128(bytes_);
        hashed_ = true;
        return false;
    }
    if (commit_) return commit_->step();
    const base::Result<Segment> segment = decode_segment(bytes_);
    if (!segment) {
        damage_ = segment.error();
        return true;
    }
    head_ = segment->head;
    commit_.emplace(segment->payload, segment->format);
    return false;
}

base::Result<Commit> SegmentDecoder::take() {
    if (damage_) return *damage_;
    return commit_->take();
}

}  // namespace storage
