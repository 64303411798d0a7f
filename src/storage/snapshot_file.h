// The whole book as files: columns, stamps, members, documents, what is forgotten, unknown or still
// waiting. Written in slices, cut into parts, each with a checksum, and a manifest that names them all and
// is written last: no manifest, no snapshot. A part has at most 1 MB, because an edit may have to wait for
// one until it is durable (above 20 MB in all 20 larger ones, to stay under the limit of live files).
// Reading goes through domain::apply like everything else: a snapshot is a list of operations that rebuild
// the state.
#pragma once

#include "base/hash.h"
#include "base/result.h"
#include "domain/book.h"
#include "storage/commit.h"
#include "storage/disk.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace storage {

inline constexpr uint64_t kPartBytes = 1u << 20;
inline constexpr uint64_t kMostParts = 20;

// What a snapshot says about itself and this device.
struct Manifest {
    uint64_t generation = 0;
    uint64_t covered = 0;         // every commit up to this sequence is in it
    base::Hash128 covered_hash;   // of that commit's file: the chain goes on from here
    std::vector<uint64_t> missing;  // up to `covered`, not in it: damaged or unreadable; try again
    domain::Replica replica = 0;
    uint64_t clock_ticks = 0;
    struct Part { uint64_t size_bytes = 0; base::Hash128 hash; };  // of the whole file
    std::vector<Part> parts;
    std::vector<domain::Row> rows;  // in the order of domain::kTables: what reading makes room for at once
    uint64_t forgotten = 0;  // forgotten_hash of those who are in no file any more
    std::vector<uint64_t> kept_generations;  // could not be read, and may hold what nothing else does: they stay
    std::vector<NumberedCommit> history;  // the undo tail: without their ops, which are in the book
};
// A step of the undo tail as it is kept for the next snapshot: encode() of the commit without its ops.
struct TailStep {
    uint64_t sequence = 0;
    std::string bytes;
};
// With `tail` as its history: what is encoded already is not encoded again, in one go, at the end of a compaction.
std::string encode_manifest(const Manifest& manifest, const std::vector<TailStep>& tail);
// Errors: snapshot.newer_format, snapshot.damaged.
base::Result<Manifest> decode_manifest(std::string_view bytes);

// One part as a file: a piece of the stream of records, cut anywhere. The pieces of the payload are not copied.
struct PartFile {
    FileBytes bytes;
    base::Hash128 hash;  // of all of them
};
PartFile encode_part(uint64_t generation, uint64_t part, std::vector<std::string> payload);

// Turns a book into parts, a slice at a time. The book may go on changing between slices, if every operation
// applied to it is given to `add`: each register is written as it was at some moment since the first step, or
// later by its operation, and operations are free of order. So what is read back is the book at the last step.
// Not so after a Forget, which must leave nothing of a person in the file: begin anew.
class SnapshotWriter {
public:
    SnapshotWriter();
    ~SnapshotWriter();
    SnapshotWriter(const SnapshotWriter&) = delete;
    SnapshotWriter& operator=(const SnapshotWriter&) = delete;

    // Encodes about `budget_bytes` more; true when the book is complete.
    bool step(const domain::Book& book, uint64_t budget_bytes);
    // An operation that was applied to the book since the first step, before step gave true. Not a Forget.
    void add(const domain::Op& op);
    // After step gave true: the next finished part file, in order, until there is none. What it holds is given away.
    std::optional<PartFile> next_part(uint64_t generation, uint64_t part_bytes = kPartBytes);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// Rebuilds a book, part by part, record by record. Errors: snapshot.damaged, snapshot.newer_format; the
// book is then incomplete and must be thrown away.
class SnapshotReader {
public:
    explicit SnapshotReader(const Manifest& manifest);
    // The next part's file, once the one before it is through.
    void begin_part(std::string file);
    // Makes room in the book, checks the part, or applies one record of it; false when it is through: the next one
    // may begin.
    base::Result<bool> step(domain::Book& book);
    // After the last part.
    base::Status finish() const;

private:
    base::Status check_part();
    bool complete_carry();
    base::Result<bool> apply_record(domain::Book& book, std::string_view record) const;

    Manifest manifest_;
    domain::Room room_;
    size_t next_part_ = 0;
    std::string file_;          // the part
    bool checked_ = false;
    std::string_view payload_;  // what of it is not applied yet
    std::string carry_;         // the beginning of a record that goes on in the payload, or in the next part
};

}  // namespace storage
