// Compaction: put a snapshot, read it back from the disk and compare, and only then delete an
// explicit list of older ones, in a transaction of its own. Two generations stay; segments are never deleted
// but by merging them (store_merging.cpp).
// Edits go on meanwhile: what they say goes in too, and the snapshot waits until they are saved.
#include "base/check.h"
#include "base/zoo.h"
#include "storage/read_each.h"
#include "storage/store_state.h"

#include <algorithm>
#include <utility>

namespace storage {
namespace {

constexpr int kMostRestarts = 5;  // then it waits for a quieter moment
constexpr uint64_t kMostBytesBeside = 256u << 10;
constexpr uint64_t kSegmentsAfterFailure = 8;

bool contains(const std::vector<uint64_t>& numbers, uint64_t number) {
    return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

}  // namespace

bool Store::State::compaction_due() const {
    if (!writable() || compaction.phase != CompactionWork::Phase::idle) return false;
    if (rewriting.under_way) return rewriting.ready;
    if (save.kind != SaveState::Kind::saved || forgetting.under_way) return false;
    if (forgetting.snapshot_due) return true;
    if (segments_since == 0 || segments_since < compaction.due_at) return false;
    const uint64_t bytes = std::max(limits.bytes, newest ? newest->size_bytes / 2 : 0);
    return segments_since >= limits.segments || bytes_since >= bytes;
}

bool Store::State::compact_step(const domain::Book& book, base::Millis now, uint64_t budget_bytes) {
    note_time(now);
    switch (compaction.phase) {
        case CompactionWork::Phase::idle:
            if (!writable() || (save.kind != SaveState::Kind::saved && !rewriting.ready)) return false;
            compaction.restarts = 0;
            begin_encoding();
            return true;
        case CompactionWork::Phase::encoding: return encode_more(book, budget_bytes);
        case CompactionWork::Phase::cutting: return cut_next_part();
        case CompactionWork::Phase::writing: break;
    }
    return false;
}

void Store::State::begin_encoding() {
    compaction.phase = CompactionWork::Phase::encoding;
    compaction.writer = std::make_unique<SnapshotWriter>();
    compaction.stale = false;
    compaction.bytes_beside = 0;
    compaction.error.reset();
}

bool Store::State::encode_more(const domain::Book& book, uint64_t budget_bytes) {
    if (!writable() || save.kind == SaveState::Kind::not_saved) {
        leave_compaction();
        return false;
    }
    if (compaction.stale) {
        // What made it so is not on the disk yet, and may wait behind this: it goes first.
        if (save.kind != SaveState::Kind::saved && !rewriting.ready) {
            leave_compaction();
            return false;
        }
        if (++compaction.restarts > kMostRestarts) {
            leave_compaction();
            compaction.due_at = segments_since + kSegmentsAfterFailure;
            return false;
        }
        begin_encoding();
    }
    if (compaction.writer->step(book, budget_bytes)) begin_cutting(book);
    return true;
}

// A step taken while the book is being encoded goes into the snapshot by itself. What is large would be encoded
// twice, and what Forget takes away must not be in it: then all is begun anew.
void Store::State::add_to_snapshot(const Commit& commit, uint64_t bytes) {
    if (compaction.phase != CompactionWork::Phase::encoding || compaction.stale) return;
    compaction.bytes_beside += bytes;
    compaction.stale = compaction.bytes_beside > kMostBytesBeside ||
                       std::any_of(commit.ops.begin(), commit.ops.end(), [](const domain::Op& op) { return std::holds_alternative<domain::Forget>(op.change); });
    if (compaction.stale) return;
    for (const domain::Op& op : commit.ops) compaction.writer->add(op);
}

// From here on the book may move in any way: all that was appended up to now is encoded.
void Store::State::begin_cutting(const domain::Book& book) {
    Manifest manifest;
    manifest.generation = ++generation;  // used up, whatever happens: a name is never tried twice
    manifest.covered = save.last_sequence;
    manifest.covered_hash = last_hash;  // of that step if it has become a file; else see sealed()
    manifest.missing = missing;
    manifest.replica = replica;
    manifest.clock_ticks = clock_ticks;
    for (const domain::TableKind table : domain::kTables) manifest.rows.push_back(book.table(table).size());
    manifest.kept_generations = kept_generations;
    manifest.forgotten = forgotten_done;
    if (forgetting.snapshot_due) {
        scrub_tail(book);
        manifest.forgotten = forgetting.people;
    }
    compaction.tail.assign(tail.begin(), tail.end());
    compaction.manifest = std::move(manifest);
    compaction.files.clear();
    compaction.phase = CompactionWork::Phase::cutting;
}

// False when there is no more to do in slices.
bool Store::State::cut_next_part() {
    Manifest& manifest = compaction.manifest;
    std::optional<PartFile> part = compaction.writer->next_part(manifest.generation);
    if (!part) {
        begin_writing();
        return false;
    }
    manifest.parts.push_back({part->bytes.size(), part->hash});
    compaction.files.push_back({part_name(manifest.generation, compaction.files.size()), std::move(part->bytes)});
    return true;
}

void Store::State::begin_writing() {
    compaction.writer.reset();
    compaction.phase = CompactionWork::Phase::writing;
    compaction.with_manifest = compaction.waits_for_journal = false;
    compaction.next_file = 0;
    compaction.since = last_now;
    compaction.put.clear();
    ++compaction.token;
    if (compaction.files.empty()) write_manifest();
    else write_next();
}

// The parts one by one; all of them are read back before the manifest makes them a snapshot, and the
// manifest is read back before anything is deleted.
void Store::State::write_next() {
    ++compaction.signs_of_life;
    const NewFile& file = compaction.files[compaction.next_file];
    const FileInfo info{file.name, file.bytes.size()};
    commit({{file}, {}, epoch}, [weak = weak_from_this(), token = compaction.token, info](base::Status status) {
        const auto self = weak.lock();
        if (!self) return;
        CompactionWork& work = self->compaction;
        if (status) self->files.push_back(info);  // also if the answer came too late to go on
        if (work.token != token) return;
        if (!status && work.with_manifest) return self->settle_manifest(status.error());
        if (!status) return self->stop_compaction(status.error());
        work.put.push_back(info.name);
        const size_t written = ++work.next_file;
        if (written < work.files.size()) return self->write_next();
        if (work.with_manifest) return self->verify(written - 1, written, [](State& state) { state.finish_compaction(); });
        self->verify(0, written, [](State& state) { state.write_manifest(); });
    });
}

// Not before the steps it holds are on the disk themselves: a book that is ahead of its journal would keep a
// part of a step that was never saved.
void Store::State::write_manifest() {
    compaction.waits_for_journal = is_on_its_way(compaction.manifest.covered) && !base::is_planted(base::Bug::snapshot_ahead_of_journal);
    if (compaction.waits_for_journal) return;
    compaction.files.push_back({manifest_name(compaction.manifest.generation), encode_manifest(compaction.manifest, std::exchange(compaction.tail, {}))});
    compaction.with_manifest = true;
    write_next();
}

void Store::State::tell_compaction_of_journal() {
    if (compaction.waits_for_journal) write_manifest();
}

// The manifest's transaction failed, or only its answer did: with a manifest there, the parts must stay.
void Store::State::settle_manifest(base::Error reason) {
    const NewFile& manifest = compaction.files.back();
    disk.read(manifest.name, [weak = weak_from_this(), token = compaction.token, reason](base::Result<std::string> bytes) {
        const auto self = weak.lock();
        if (!self || self->compaction.token != token) return;
        const NewFile& expected = self->compaction.files.back();
        if (bytes && expected.bytes == *bytes) {
            self->files.push_back({expected.name, expected.bytes.size()});
            return self->finish_compaction();
        }
        const bool absent = !bytes && bytes.error().code == "disk.missing";
        if (!absent) self->leave_what_was_put();
        self->stop_compaction(reason);
    });
}

// Nobody knows which of it is there: not to be taken for leftovers before the next start.
void Store::State::leave_what_was_put() {
    compaction.put.clear();
    unsure.push_back(compaction.manifest.generation);
}

void Store::State::verify(size_t first, size_t last, std::function<void(State&)> next) {
    if (base::is_planted(base::Bug::deleted_before_verified)) return next(*this);
    ++compaction.signs_of_life;
    std::vector<std::string> names;
    for (size_t i = first; i < last; ++i) names.push_back(compaction.files[i].name);
    const auto problem = std::make_shared<std::optional<base::Error>>();
    const auto weak = weak_from_this();
    const uint64_t token = compaction.token;
    const auto each = [weak, token, first, problem](size_t index, base::Result<std::string> bytes) {
        const auto self = weak.lock();
        if (!self || self->compaction.token != token) return false;
        ++self->compaction.signs_of_life;
        const NewFile& file = self->compaction.files[first + index];
        if (!bytes) problem->emplace(bytes.error());
        else if (base::is_planted(base::Bug::compared_by_size) ? file.bytes.size() != bytes->size() : file.bytes != *bytes)
            problem->emplace(base::Error{"store.read_back", "A snapshot came back from the disk other than it was written; the old files stay.", file.name});
        return !problem->has_value();
    };
    read_each(disk, std::move(names), each, [weak, token, problem, next] {
        const auto self = weak.lock();
        if (!self || self->compaction.token != token) return;
        if (!problem->has_value()) return next(*self);
        if (self->compaction.with_manifest) self->leave_what_was_put();
        self->stop_compaction(**problem);
    });
}

// The new snapshot is whole and on the disk: it is the newest from here on.
void Store::State::finish_compaction() {
    uint64_t size = 0;
    for (const NewFile& file : compaction.files) size += file.bytes.size();
    older = newest;
    newest = Generation{compaction.manifest.generation, compaction.manifest.covered, size, compaction.manifest.missing};
    segments_since = save.last_sequence - newest->covered;
    bytes_since = 0;
    const bool forgets = std::exchange(forgetting.snapshot_due, false);
    if (forgets) {
        older.reset();  // it holds who is to be forgotten
        kept_generations.clear();
    }
    forgotten_done = compaction.manifest.forgotten;
    for (const SegmentUnit& unit : segment_units())
        if (unit.first > newest->covered) bytes_since += unit.info.size_bytes;
    compaction.files.clear();
    compaction.put.clear();  // it stays, whatever happens to the deleting
    compaction.due_at = 0;
    std::vector<std::string> names = superseded(older ? older->number : forgets ? newest->number : 0);
    if (forgets)
        for (const std::string& copy : copies_before_imports()) names.push_back(copy);
    end_rewriting();
    if (names.empty()) {
        compaction.phase = CompactionWork::Phase::idle;
        return;
    }
    commit({{}, names, epoch}, [weak = weak_from_this(), token = compaction.token, names, forgets](base::Status status) {
        const auto self = weak.lock();
        if (!self) return;
        if (status) self->remove_files(names);  // else: the same list again next time
        else if (forgets) self->forgotten_done = 0;
        if (self->compaction.token == token) self->compaction.phase = CompactionWork::Phase::idle;
    });
}

// Snapshots before the oldest that stays, and parts that never got a manifest.
std::vector<std::string> Store::State::superseded(uint64_t oldest) const {
    std::vector<std::string> names;
    std::vector<uint64_t> whole;
    for (const FileInfo& file : files)
        if (const FileName name = parse_name(file.name); name.kind == FileName::Kind::snapshot_manifest) whole.push_back(name.generation);
    for (const FileInfo& file : files) {
        const FileName name = parse_name(file.name);
        const bool part = name.kind == FileName::Kind::snapshot_part;
        const bool snapshot = part || name.kind == FileName::Kind::snapshot_manifest;
        const bool orphan = part && !contains(whole, name.generation) && !contains(unsure, name.generation);
        const bool old_snapshot = snapshot && name.generation < oldest && !contains(kept_generations, name.generation);
        if (orphan || old_snapshot) names.push_back(file.name);
    }
    return names;
}

void Store::State::leave_compaction() {
    compaction.phase = CompactionWork::Phase::idle;
    compaction.writer.reset();
    compaction.files.clear();
    compaction.tail.clear();
    compaction.waits_for_journal = false;
}

// Memory is as it was; what was put is taken back where it can be.
void Store::State::stop_compaction(base::Error reason) {
    leave_compaction();
    compaction.error = std::move(reason);
    compaction.due_at = segments_since + kSegmentsAfterFailure;
    ++compaction.token;
    if (rewriting.under_way || (compaction.error->code == "disk.stale_epoch" && !save.for_good)) return failed(*compaction.error);
    if (compaction.put.empty()) return;
    commit({{}, compaction.put, epoch}, [weak = weak_from_this(), names = compaction.put](base::Status status) {
        const auto self = weak.lock();
        if (self && status) self->remove_files(names);
    });
    compaction.put.clear();
}

void Store::State::check_compaction_alive() {
    if (compaction.phase != CompactionWork::Phase::writing) return;
    if (compaction.waits_for_journal) compaction.since = last_now;  // which has a watchdog of its own
    if (last_now - compaction.since < patience()) return;
    if (compaction.signs_of_life != compaction.signs_seen) {
        compaction.signs_seen = compaction.signs_of_life;
        compaction.since = last_now;
        return;
    }
    leave_what_was_put();
    if (rewriting.under_way) ++rewriting.unanswered;
    stop_compaction({"disk.no_answer", "The browser did not confirm a snapshot; the old files stay.", ""});
}

}  // namespace storage
