// Snapshot files, format 1 (frozen: it is read for ever; 0 still is): the whole state of a book as JSON that people can read and diff. The same
// state gives the same bytes (rows by id, columns by key; values and stamps; no export time, no local
// replica, no history). Schema: assets/schema/snapshot-1.schema.json.
//
//   {"corong":"snapshot","format":1,"reader":1,       <- the least format whose reader can read it
//   "partial":{"leads":40,"of":1200},                 <- only if these people are not all of them
//   "redacted":{"fields":[["leads","email","left_out"],["leads","name","pseudonym"]]},  <- only if it is
//   "tables":{
//   "leads":[
//   {"id":"3fk…-42","stamp":"1a2b…@3fk…","columns":["company","name"],"rows":[
//   ["Nordlys AS","Kari"],
//   ["Roti Jaya","Budi",{"name":"1a2c…@7h2…"}]]},     <- cells written later: key and stamp
//   ...
//   {"waiting":true,…}                                <- known by id only, every cell has a stamp
//   "documents":{"model/default/…":["json text","stamp"]},
//   "forgotten":["3fk…-43"],
//   "unknown":[["3fk…-99","stamp","seen","kind","raw"]]}   <- raw that is no text: in digits, and "hex" behind;
//                                                             seen: stamps with a blank between
//
// A run {id, stamp} is rows created together: row i has id + i and stamp + i. Cells: text, choice, link
// strings; multi-choice array of strings; number as JSON number; money "1250000 NOK"; date
// "2026-11-22"; instant "2026-11-22T09:30:00.000Z"; yes/no; a reference is the number of a row of the
// run's own replica, else its id; null empty; {"typed":"…"} as typed; {"pseudonym":"Person 17"} in a text or choice
// in place of a value that is not told. Trailing nulls are left out.
//
// What is in a partial or redacted file and what is not, and why merging it loses nothing: exchange/share.h. Such a
// file says nothing about what it lacks, so it has no fingerprint to compare.
//
// Where more is known of a register than its stamp (domain/register.h), an object stands in the stamp's place,
// and as third in a document's entry:
//   {"stamp":"…","replaced":["stamp",…],"beside":[["stamp","value"],…]}
// `beside` are writes that stand beside the one shown: its value as plain text ("yes" for a member that is in),
// "typed" behind it if kept as typed. Without "stamp" the cell shows what the row was created with.
#pragma once

#include "base/hash.h"
#include "base/result.h"
#include "domain/book.h"
#include "exchange/share.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace exchange {

inline constexpr int kSnapshotFormat = 1;
inline constexpr int kSnapshotLeastReader = 1;

// Writes a book in slices. The book must not change between begin and end.
class SnapshotWriter {
public:
    explicit SnapshotWriter(const domain::Book& book, Share share = {});
    ~SnapshotWriter();
    // Appends about `rows` rows to `out`; true when the file is complete.
    bool step(uint64_t rows, std::string& out);
    double progress() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};
std::string write_snapshot(const domain::Book& book, Share share = {});  // all at once

// Of the canonical bytes: equal state, equal fingerprint.
class Fingerprinter {
public:
    explicit Fingerprinter(const domain::Book& book);
    bool step(uint64_t rows);
    base::Hash128 take() const;

private:
    SnapshotWriter writer_;
    base::Hasher hasher_;
    std::string slice_;
};
base::Hash128 fingerprint(const domain::Book& book);

// What a snapshot says, as operations with their original stamps: applied to an empty book they give an
// equal book. Batches first, then single cells (sequence 0: a state has no history).
struct SnapshotFile {
    int format = 0;
    std::vector<domain::Op> ops;
    uint64_t rows = 0;
    domain::Stamp newest;                 // of all stamps in it
    std::vector<std::string> left_aside;  // what this version does not know, in words
    struct Partial { uint64_t leads = 0, of = 0; };
    std::optional<Partial> partial = std::nullopt;
    struct RedactedField { std::string table, key, treatment; };
    std::optional<std::vector<RedactedField>> redacted = std::nullopt;

    bool is_everything() const { return !partial && !redacted; }
    bool is_redacted(domain::TableKind table, std::string_view key) const;
};

// Reads one in slices. Codes: those of base/json.h, snapshot.wrong_kind, snapshot.newer_format,
// snapshot.broken (`where` says which table and run). Never gives half a file.
class SnapshotReader {
public:
    explicit SnapshotReader(std::string_view bytes);  // which must stay until the end
    ~SnapshotReader();
    // About `bytes` bytes more; true when done or failed.
    bool step(size_t bytes);
    double progress() const;  // 0..1
    // After step() was true, once.
    base::Result<SnapshotFile> take();

private:
    struct State;
    std::unique_ptr<State> state_;
};
base::Result<SnapshotFile> read_snapshot(std::string_view bytes);  // all at once

}  // namespace exchange
