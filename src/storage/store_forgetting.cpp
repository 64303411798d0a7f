// Forget in the files: every step that says something of a forgotten person is written anew without it (it keeps its
// place in the chain), then a snapshot without them, and only then what held them is deleted, older snapshots and
// copies of the book alike. Cut short anywhere, it is done again: the snapshot says for whom it was done.
#include "base/check.h"
#include "base/zoo.h"
#include "storage/commit.h"
#include "storage/merged.h"
#include "storage/read_each.h"
#include "storage/scrub.h"
#include "storage/store_state.h"

#include <algorithm>

namespace storage {
namespace {

std::string joined(const EncodedSegment& segment) { return segment.bytes.joined(); }

// The same step without what is to be forgotten, in the place of the one it was.
std::string rewritten(const SegmentHead& head, base::Hash128 stands_for, const Commit& commit) {
    SegmentHead own = head;
    own.stands_for = stands_for;
    SegmentEncoder encoder(own, {encode(commit)});
    while (!encoder.step()) {}
    return joined(encoder.take());
}

}  // namespace

uint64_t forgotten_hash(const domain::Book& book) {
    base::ByteWriter out;
    for (const domain::RowId id : book.forgotten) {
        out.fixed64(id.replica);
        out.fixed64(id.sequence);
    }
    return book.forgotten.empty() ? 0 : base::hash64(out.bytes());
}

bool Store::State::forgetting_due(const domain::Book& book) const {
    const bool quiet = compaction.phase == CompactionWork::Phase::idle && !merging.under_way && !forgetting.under_way && !forgetting.snapshot_due;
    return quiet && writable() && save.kind == SaveState::Kind::saved && forgetting.failed_at != save.last_sequence &&
           forgotten_hash(book) != forgotten_done;
}

void Store::State::forget_in_files(const domain::Book& book) {
    CHECK(forgetting_due(book));
    forgetting.under_way = true;
    forgetting.people = forgotten_hash(book);
    forgetting.since = last_now;
    const uint64_t token = ++forgetting.token;
    std::vector<std::string> names;
    for (const SegmentUnit& unit : segment_units()) names.push_back(unit.info.name);
    const auto weak = weak_from_this();
    const auto each = [weak, token, names, &book](size_t index, base::Result<std::string> bytes, const GoOn& go_on) {
        const auto self = weak.lock();
        if (!self || self->forgetting.token != token) return go_on(false);
        self->forgetting.since = self->last_now;
        if (!bytes) return self->stop_forgetting(bytes.error()), go_on(false);
        const auto held = std::make_shared<std::string>(std::move(*bytes));
        self->in_slices("store.forget", [weak, token, name = names[index], held, go_on, &book] {
            const auto self = weak.lock();
            if (!self || self->forgetting.token != token) return go_on(false), false;
            if (forgotten_hash(book) != self->forgetting.people) return self->forget_later(), go_on(false), false;
            self->forget_in_file(name, *held, book, go_on);
            return false;
        });
    };
    read_each_in_turn(disk, std::move(names), each, [weak, token] {
        const auto self = weak.lock();
        if (!self || self->forgetting.token != token) return;
        self->forgetting.under_way = false;
        self->forgetting.snapshot_due = true;  // goes on in compact_step
        self->changed();
    });
}

// A damaged file cannot be looked into: as a whole it may hold the person, so it goes.
void Store::State::forget_in_file(const std::string& name, const std::string& bytes, const domain::Book& book, const GoOn& go_on) {
    const base::Result<SegmentPieces> split = split_segments(bytes);
    if (base::is_planted(base::Bug::forgotten_in_merged_files) && parse_name(name).kind == FileName::Kind::merged) return go_on(true);
    bool touched = !split || split->damaged;
    std::vector<std::pair<uint64_t, std::string>> pieces;
    for (const SegmentPiece& piece : split ? split->pieces : std::vector<SegmentPiece>{}) {
        base::Result<Commit> commit = decode_commit(piece.segment.payload, piece.segment.format);
        const bool scrubbed = commit && scrub(*commit, book);
        touched = touched || scrubbed;
        pieces.emplace_back(piece.sequence(), scrubbed ? rewritten(piece.segment.head, piece.place(), *commit) : std::string(piece.bytes));
    }
    if (!touched) return go_on(true);
    std::sort(pieces.begin(), pieces.end());
    pieces.erase(std::unique(pieces.begin(), pieces.end()), pieces.end());
    if (pieces.empty()) return replace_file(name, std::nullopt, go_on);
    const uint64_t first = pieces.front().first, last = pieces.back().first;
    std::vector<std::string> segments;
    for (auto& [sequence, segment] : pieces) segments.push_back(std::move(segment));
    replace_file(name, NewFile{merged_name(first, last, ++generation), merge_segments(first, last, std::move(segments)).bytes}, go_on);
}

// Put, read back, compare; then delete.
void Store::State::replace_file(const std::string& name, std::optional<NewFile> by, const GoOn& go_on) {
    const auto weak = weak_from_this();
    const uint64_t token = forgetting.token;
    const auto alive = [weak, token]() -> std::shared_ptr<State> {
        const auto self = weak.lock();
        return self && self->forgetting.token == token ? self : nullptr;
    };
    const auto fail = [alive, go_on](const base::Error& why) {
        if (const auto self = alive()) self->stop_forgetting(why);
        go_on(false);
    };
    const auto drop = [alive, name, go_on, fail] {
        const auto self = alive();
        if (!self) return go_on(false);
        self->commit({{}, {name}, self->epoch}, [alive, name, go_on, fail](base::Status status) {
            const auto self = alive();
            if (!status || !self) return fail(status ? base::Error{} : status.error());
            self->remove_files({name});
            go_on(true);
        });
    };
    if (!by) return drop();
    commit({{*by}, {}, epoch}, [alive, by, drop, fail](base::Status status) {
        const auto self = alive();
        if (!status || !self) return fail(status ? base::Error{} : status.error());
        self->add_file(*by);
        self->disk.read(by->name, [by, drop, fail](base::Result<std::string> bytes) {
            if (!bytes) return fail(bytes.error());
            if (by->bytes != *bytes) return fail({"store.read_back", "A step without a forgotten person came back from the disk other than it was written.", by->name});
            drop();
        });
    });
}

void Store::State::stop_forgetting(base::Error reason) {
    ++forgetting.token;
    forgetting.under_way = forgetting.snapshot_due = false;
    forgetting.failed_at = save.last_sequence;  // again after the next step, or at the next start
    forgetting.error = std::move(reason);
    if (forgetting.error->code == "disk.stale_epoch" && !save.for_good) failed(*forgetting.error);
    else changed();
}

// Somebody more was forgotten meanwhile, which is not saved yet and may never be: it is due again when it is.
void Store::State::forget_later() {
    ++forgetting.token;
    forgetting.under_way = false;
    changed();
}

void Store::State::check_forgetting_alive() {
    if (!forgetting.under_way || last_now - forgetting.since < limits.watchdog) return;
    stop_forgetting({"disk.no_answer", "The browser did not answer while a person was taken out of the files; it is tried again.", ""});
}

// The tail of undo that goes into the snapshot.
void Store::State::scrub_tail(const domain::Book& book) {
    for (TailStep& step : tail) {
        base::Result<Commit> commit = decode_commit(step.bytes);
        if (commit && scrub(*commit, book)) step.bytes = encode_step(*commit);
    }
}

}  // namespace storage
