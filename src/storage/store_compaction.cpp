// Compaction: put a snapshot, read it back from the disk and compare, and only then delete an
// explicit list, in a transaction of its own. Two generations stay, with the journal of the older.
#include "base/check.h"
#include "storage/read_each.h"
#include "storage/store_state.h"

#include <algorithm>
#include <utility>

namespace storage {
namespace {

constexpr int kMostRestarts = 5;           // then it waits for a quieter moment,
constexpr uint64_t kTooManyFiles = 110;    // unless files are about to run out: then in one go
constexpr uint64_t kSegmentsAfterFailure = 8;

bool contains(const std::vector<uint64_t>& numbers, uint64_t number) {
    return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

}  // namespace

bool Store::State::compaction_due() const {
    if (!writable() || save.kind != SaveState::Kind::saved || compaction.phase != CompactionWork::Phase::idle) return false;
    if (segments_since == 0 || segments_since < compaction.due_at) return false;
    const uint64_t bytes = std::max(limits.bytes, newest ? newest->size_bytes / 2 : 0);
    return segments_since >= limits.segments || bytes_since >= bytes;
}

bool Store::State::compact_step(const domain::Book& book, base::Millis now, uint64_t budget_bytes) {
    last_now = now;
    if (compaction.phase == CompactionWork::Phase::writing) return false;
    // From here on the book may move: what is to be kept is encoded.
    if (compaction.phase == CompactionWork::Phase::cutting && writable()) return cut_next_part();
    if (!writable() || save.kind != SaveState::Kind::saved) {
        compaction.writer.reset();
        compaction.files.clear();
        compaction.phase = CompactionWork::Phase::idle;
        return false;
    }
    if (compaction.phase == CompactionWork::Phase::idle) {
        compaction.restarts = 0;
        begin_encoding(book);
    } else if (book.revision != compaction.book_revision) {
        if (++compaction.restarts > kMostRestarts && files.size() < kTooManyFiles) {
            compaction.writer.reset();
            compaction.phase = CompactionWork::Phase::idle;
            compaction.due_at = segments_since + kSegmentsAfterFailure;
            return false;
        }
        begin_encoding(book);
    }
    if (files.size() >= kTooManyFiles) budget_bytes = UINT64_MAX;
    if (compaction.writer->step(book, budget_bytes)) begin_cutting(book);
    return true;
}

void Store::State::begin_encoding(const domain::Book& book) {
    compaction.phase = CompactionWork::Phase::encoding;
    compaction.writer = std::make_unique<SnapshotWriter>();
    compaction.book_revision = book.revision;
    compaction.error.reset();
}

// Everything appended is durable here and in the encoded book.
void Store::State::begin_cutting(const domain::Book& book) {
    CHECK(queue.empty() && save.durable_sequence == save.last_sequence);
    Manifest manifest;
    manifest.generation = ++generation;  // used up, whatever happens: a name is never tried twice
    manifest.covered = save.last_sequence;
    manifest.covered_hash = last_hash;
    manifest.missing = missing;
    manifest.replica = replica;
    manifest.clock_ticks = clock_ticks;
    manifest.next_sequence = next_sequence;
    for (const domain::TableKind table : domain::kTables) manifest.rows.push_back(book.table(table).size());
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
    compaction.files.push_back({manifest_name(compaction.manifest.generation), encode_manifest(compaction.manifest, std::exchange(compaction.tail, {}))});
    compaction.phase = CompactionWork::Phase::writing;
    compaction.next_file = 0;
    compaction.since = last_now;
    compaction.put.clear();
    ++compaction.token;
    write_next();
}

// The parts one by one; all of them are read back before the manifest makes them a snapshot, and the
// manifest is read back before anything is deleted.
void Store::State::write_next() {
    ++compaction.signs_of_life;
    const size_t index = compaction.next_file;
    const size_t last = compaction.files.size() - 1;
    const FileInfo info{compaction.files[index].name, compaction.files[index].bytes.size()};
    Transaction transaction{{compaction.files[index]}, {}, epoch};
    disk.commit(std::move(transaction), [weak = weak_from_this(), token = compaction.token, info, index, last](base::Status status) {
        const auto self = weak.lock();
        if (!self) return;
        CompactionWork& work = self->compaction;
        if (status) self->files.push_back(info);  // also if the answer came too late to go on
        if (work.token != token) return;
        if (!status && index == last) return self->settle_manifest(status.error());
        if (!status) return self->stop_compaction(status.error());
        work.put.push_back(info.name);
        ++work.next_file;
        if (index + 1 < last) return self->write_next();
        if (index + 1 == last) return self->verify(0, last, [](State& state) { state.write_next(); });
        self->verify(last, last + 1, [](State& state) { state.finish_compaction(); });
    });
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
        else if (file.bytes != *bytes)
            problem->emplace(base::Error{"store.read_back", "A snapshot came back from the disk other than it was written; the old files stay.", file.name});
        return !problem->has_value();
    };
    read_each(disk, std::move(names), each, [weak, token, problem, last, next] {
        const auto self = weak.lock();
        if (!self || self->compaction.token != token) return;
        if (!problem->has_value()) return next(*self);
        if (last == self->compaction.files.size()) self->leave_what_was_put();  // a manifest is there
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
    for (const FileInfo& file : files) {
        const FileName name = parse_name(file.name);
        if (name.kind == FileName::Kind::segment && name.number > newest->covered) bytes_since += file.size_bytes;
    }
    compaction.files.clear();
    compaction.put.clear();  // it stays, whatever happens to the deleting
    compaction.due_at = 0;
    const std::vector<std::string> names = superseded();
    if (names.empty()) {
        compaction.phase = CompactionWork::Phase::idle;
        return;
    }
    disk.commit({{}, names, epoch}, [weak = weak_from_this(), token = compaction.token, names](base::Status status) {
        const auto self = weak.lock();
        if (!self) return;
        if (status) self->remove_files(names);  // else: the same list again next time
        if (self->compaction.token == token) self->compaction.phase = CompactionWork::Phase::idle;
    });
}

// Snapshots older than the two that stay, parts that never got a manifest, and segments that both
// contain. Steps that could not be read are in neither and stay.
std::vector<std::string> Store::State::superseded() const {
    std::vector<std::string> names;
    std::vector<uint64_t> whole;
    for (const FileInfo& file : files)
        if (const FileName name = parse_name(file.name); name.kind == FileName::Kind::snapshot_manifest) whole.push_back(name.generation);
    for (const FileInfo& file : files) {
        const FileName name = parse_name(file.name);
        const bool part = name.kind == FileName::Kind::snapshot_part;
        const bool snapshot = part || name.kind == FileName::Kind::snapshot_manifest;
        const bool orphan = part && !contains(whole, name.generation) && !contains(unsure, name.generation);
        const bool old_snapshot = snapshot && older && name.generation < older->number;
        const bool old_segment = name.kind == FileName::Kind::segment && older && name.number <= older->covered &&
                                 !contains(missing, name.number) && !contains(older->missing, name.number);
        if (orphan || old_snapshot || old_segment) names.push_back(file.name);
    }
    return names;
}

// Memory is as it was; what was put is taken back where it can be.
void Store::State::stop_compaction(base::Error reason) {
    compaction.error = std::move(reason);
    compaction.phase = CompactionWork::Phase::idle;
    compaction.files.clear();
    compaction.due_at = segments_since + kSegmentsAfterFailure;
    ++compaction.token;
    if (compaction.error->code == "disk.stale_epoch") return failed(*compaction.error);
    if (compaction.put.empty()) return;
    disk.commit({{}, compaction.put, epoch}, [weak = weak_from_this(), names = compaction.put](base::Status status) {
        const auto self = weak.lock();
        if (self && status) self->remove_files(names);
    });
    compaction.put.clear();
}

void Store::State::check_compaction_alive() {
    if (compaction.phase != CompactionWork::Phase::writing) return;
    if (last_now - compaction.since < limits.watchdog) return;
    if (compaction.signs_of_life != compaction.signs_seen) {
        compaction.signs_seen = compaction.signs_of_life;
        compaction.since = last_now;
        return;
    }
    leave_what_was_put();
    stop_compaction({"disk.no_answer", "The browser did not confirm a snapshot; the old files stay.", ""});
}

}  // namespace storage
