// encode and decode_commit of storage/commit.h in slices, an operation or some edits at a time: for commits
// of many rows. Those two are these, carried to their end.
#pragma once

#include "base/bytes.h"
#include "storage/commit.h"

namespace storage {

class CommitEncoder {
public:
    explicit CommitEncoder(const Commit& commit);  // which must stay as it is until the end
    bool step();                                   // true when complete
    std::string take() { return out_.take(); }     // once

private:
    const Commit& commit_;
    base::ByteWriter out_;
    size_t next_op_ = 0, next_edit_ = 0;
};

class CommitDecoder {
public:
    explicit CommitDecoder(std::string_view bytes);  // which must stay until the end
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
