// One segment's file on its way to the commit in it, in slices. For store_open.cpp and store_follow.cpp.
#pragma once

#include "storage/commit_slices.h"
#include "storage/segment.h"

#include <optional>

namespace storage {

class SegmentDecoder {
public:
    explicit SegmentDecoder(std::string bytes) : bytes_(std::move(bytes)) {}
    SegmentDecoder(const SegmentDecoder&) = delete;
    SegmentDecoder& operator=(const SegmentDecoder&) = delete;

    bool step();  // true when complete, or damaged
    // After step() was true. Errors: those of decode_segment and decode_commit.
    base::Result<Commit> take();
    const SegmentHead& head() const { return head_; }   // as it was found; empty if damaged
    // Of the whole file, or of the one it stands for: what the next one calls its previous.
    base::Hash128 hash() const { return head_.stands_for != base::Hash128{} ? head_.stands_for : hash_; }

private:
    std::string bytes_;
    SegmentHead head_;
    base::Hash128 hash_;
    std::optional<base::Error> damage_;
    std::optional<CommitDecoder> commit_;
    bool hashed_ = false;
};

}  // namespace storage
