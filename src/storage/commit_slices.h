// encode and decode_commit of storage/commit.h in slices, an operation or some edits at a time: for commits
// of many rows. Those two are these, carried to their end.
#pragma once

#include "base/bytes.h"
#include "storage/commit.h"

#include <vector>

namespace storage {

// A commit's bytes in pieces; joined they are what decode_commit reads. Those from `edits` on are its edits.
struct EncodedCommit {
    std::vector<std::string> pieces;
    size_t edits = 0;
};
// What undo needs of it: the same commit without operations and clock.
std::string encode_step(const Commit& commit, const EncodedCommit& encoded);
std::string encode_step(const Commit& commit);

class CommitEncoder {
public:
    explicit CommitEncoder(const Commit& commit);  // which must stay as it is until the end
    bool step();                                   // true when complete
    EncodedCommit take() { return std::move(encoded_); }  // once

private:
    void end_piece();

    const Commit& commit_;
    EncodedCommit encoded_;
    base::ByteWriter out_;
    size_t next_op_ = 0, next_edit_ = 0;
    bool edits_begun_ = false;
};

class CommitDecoder {
public:
    CommitDecoder(std::string_view bytes, uint8_t format);  // which must stay until the end
    bool step();                                     // true when complete, or damaged
    base::Result<Commit> take();                     // once

private:
    base::ByteReader reader_;
    Commit commit_;
    uint64_t ops_left_ = 0, edits_left_ = 0;
    bool known_ = true;       // no part of it is of a later version
    bool edits_begun_ = false;
};

}  // namespace storage
