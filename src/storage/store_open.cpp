// Opening: the newest snapshot that is whole, then every later segment that can be read, in order.
// What cannot be read is told in words, kept on the disk, and never hides what comes after it.
#include "base/check.h"
#include "base/order.h"
#include "storage/op_codec.h"
#include "storage/read_each.h"
#include "storage/segment_decoder.h"
#include "storage/store_state.h"

#include <algorithm>
#include <map>
#include <set>

namespace storage {
namespace {

using Severity = Notice::Severity;

constexpr int kMostListings = 3;  // a reader meets files that the writer deletes meanwhile

std::string name_of_steps(uint64_t first, uint64_t last) {
    if (first == last) return "Step " + std::to_string(first) + " is";
    return "Steps " + std::to_string(first) + " to " + std::to_string(last) + " are";
}

Commit without_ops(Commit commit) {
    commit.ops.clear();
    return commit;
}

class Opening : public std::enable_shared_from_this<Opening> {
public:
    Opening(const std::shared_ptr<Store::State>& state, uint64_t random, OpenDone done)
        : state_(state), random_(random), done_(std::move(done)) {}

    void begin();

private:
    using Next = void (Opening::*)();

    void list();
    void sort_names(const std::vector<FileInfo>& files);
    void try_generation();
    void read_parts(Manifest manifest);
    void give_up_generation(const base::Error& why);
    void take_generation(const Manifest& manifest);
    void read_older_manifest();
    void read_segments();
    struct SegmentWork;
    void take_segment(const SegmentFile& file, base::Result<std::string> bytes, GoOn go_on);
    bool read_on(SegmentWork& work);
    bool apply_on(SegmentWork& work);
    void begin_segment(const SegmentFile& file, const SegmentHead& head);
    void end_segment(SegmentWork& work);
    void check_chain(const SegmentFile& file, const SegmentHead& head);
    void leave_out(const SegmentFile& file, base::Error why);
    void note_reading(const base::Result<std::string>& bytes);
    void finish();
    bool snapshots_are_lost() const;
    void note(Severity severity, std::string code, std::string message, std::string where = "") {
        loaded_.notices.push_back({severity, {std::move(code), std::move(message), std::move(where)}});
    }
    // `disk` of a store that may be gone by now; then nothing goes on.
    std::shared_ptr<Store::State> alive() const { return state_.lock(); }

    std::weak_ptr<Store::State> state_;
    uint64_t random_;
    OpenDone done_;
    int listings_ = 0;

    Loaded loaded_;
    std::vector<uint64_t> manifests_;  // generations, newest first
    size_t candidate_ = 0;
    std::map<uint64_t, uint64_t> snapshot_bytes_;  // generation -> size of all its files
    std::vector<SegmentFile> segments_;
    std::set<uint64_t> retry_;  // sequences the snapshot lacks
    uint64_t covered_ = 0;
    domain::Replica replica_ = 0;  // of the newest step
    bool snapshot_failed_ = false;
    bool missing_file_ = false;
    bool read_any_ = false;
    std::optional<base::Error> first_failure_;  // of the disk itself

    uint64_t last_sequence_ = 0;
    uint64_t last_read_ = 0;  // the newest step that is in the book
    std::optional<base::Hash128> last_hash_;  // nothing after a file that could not be read
    uint64_t last_epoch_ = 0;
};

void Opening::begin() {
    const auto state = alive();
    if (state->mode == Mode::reader) return list();
    state->disk.take_epoch([self = shared_from_this()](base::Result<uint64_t> epoch) {
        const auto store = self->alive();
        if (!store) return;
        if (epoch) store->epoch = *epoch;
        else self->loaded_.read_only = epoch.error();
        self->list();
    });
}

// A writer's epoch comes before this; everything else is found out anew.
void Opening::list() {
    ++listings_;
    alive()->forget_all();
    alive()->disk.list([self = shared_from_this()](base::Result<std::vector<FileInfo>> files) {
        const auto state = self->alive();
        if (!state) return;
        if (!files) return self->done_(files.error());
        state->files = *files;
        self->sort_names(*files);
        self->try_generation();
    });
}

void Opening::sort_names(const std::vector<FileInfo>& files) {
    const auto state = alive();
    for (const FileInfo& file : files) {
        const FileName name = parse_name(file.name);
        switch (name.kind) {
            case FileName::Kind::segment: segments_.push_back({name.number, name.generation, file}); break;
            case FileName::Kind::snapshot_manifest: manifests_.push_back(name.generation); break;
            case FileName::Kind::snapshot_part: break;
            case FileName::Kind::format:
                state->format_known = state->format_known || name.number == kFormat;
                if (name.number > kFormat)
                    loaded_.read_only = base::Error{"store.newer_format", "This store was written by a newer Corong (format " + std::to_string(name.number) + "); it is shown as far as this version can read it, and nothing is written.", file.name};
                break;
            case FileName::Kind::other: break;
        }
        const bool snapshot = name.kind == FileName::Kind::snapshot_manifest || name.kind == FileName::Kind::snapshot_part;
        if (snapshot) snapshot_bytes_[name.generation] += file.size_bytes;
        state->generation = std::max(state->generation, name.generation);
    }
    base::sort(segments_);
    base::sort(manifests_, std::greater<>());
    loaded_.fresh = segments_.empty() && snapshot_bytes_.empty();
}

// --- snapshot -------------------------------------------------------------------------------------

void Opening::try_generation() {
    if (candidate_ == manifests_.size()) return read_segments();
    const uint64_t generation = manifests_[candidate_];
    alive()->disk.read(manifest_name(generation), [self = shared_from_this(), generation](base::Result<std::string> bytes) {
        if (!self->alive()) return;
        self->note_reading(bytes);
        if (!bytes) return self->give_up_generation(bytes.error());
        base::Result<Manifest> manifest = decode_manifest(*bytes);
        if (!manifest) return self->give_up_generation(manifest.error());
        if (manifest->generation != generation)
            return self->give_up_generation({"snapshot.damaged", "A stored snapshot is not the one its name says.", ""});
        self->read_parts(std::move(*manifest));
    });
}

void Opening::read_parts(Manifest manifest) {
    std::vector<std::string> names;
    for (size_t part = 0; part < manifest.parts.size(); ++part) names.push_back(part_name(manifest.generation, part));
    struct Work {
        SnapshotReader reader;
        Manifest manifest;
        std::optional<base::Error> problem;
    };
    const auto work = std::make_shared<Work>(Work{SnapshotReader(manifest), std::move(manifest), std::nullopt});
    const auto self = shared_from_this();
    const auto each = [self, work](size_t, base::Result<std::string> bytes, const GoOn& go_on) {
        const auto state = self->alive();
        if (!state) return go_on(false);
        self->note_reading(bytes);
        if (!bytes) {
            work->problem = bytes.error();
            return go_on(false);
        }
        work->reader.begin_part(std::move(*bytes));
        state->in_slices("store.read", [self, work, go_on] {
            const base::Result<bool> more = work->reader.step(self->loaded_.book);
            if (more && *more) return true;
            if (!more) work->problem = more.error();
            go_on(more.ok());
            return false;
        });
    };
    read_each_in_turn(alive()->disk, std::move(names), each, [self, work] {
        if (!self->alive()) return;
        if (!work->problem)
            if (const base::Status whole = work->reader.finish(); !whole) work->problem = whole.error();
        if (work->problem) return self->give_up_generation(*work->problem);
        self->take_generation(work->manifest);
    });
}

void Opening::give_up_generation(const base::Error& why) {
    snapshot_failed_ = true;
    loaded_.book = domain::Book{};
    note(Severity::warning, why.code, why.message + " The one before it is used.", manifest_name(manifests_[candidate_]));
    ++candidate_;
    try_generation();
}

void Opening::take_generation(const Manifest& manifest) {
    const auto state = alive();
    state->newest = Generation{manifest.generation, manifest.covered, snapshot_bytes_[manifest.generation], manifest.missing};
    covered_ = manifest.covered;
    retry_.insert(manifest.missing.begin(), manifest.missing.end());
    replica_ = manifest.replica;
    state->clock_ticks = manifest.clock_ticks;
    last_sequence_ = last_read_ = manifest.covered;
    last_hash_ = manifest.covered_hash;
    for (const NumberedCommit& step : manifest.history) {
        loaded_.history.push_back(step);
        state->remember_step(step.sequence, encode_step(step.commit));
    }
    read_older_manifest();
}

// Only to know from where on the journal must stay for it; a damaged one is left alone.
void Opening::read_older_manifest() {
    if (candidate_ + 1 >= manifests_.size()) return read_segments();
    const uint64_t generation = manifests_[candidate_ + 1];
    alive()->disk.read(manifest_name(generation), [self = shared_from_this(), generation](base::Result<std::string> bytes) {
        const auto state = self->alive();
        if (!state) return;
        const base::Result<Manifest> manifest = bytes ? decode_manifest(*bytes) : base::Result<Manifest>(bytes.error());
        if (manifest && manifest->generation == generation)
            state->older = Generation{generation, manifest->covered, self->snapshot_bytes_[generation], manifest->missing};
        self->read_segments();
    });
}

// --- segments -------------------------------------------------------------------------------------

void Opening::read_segments() {
    const auto wanted = std::make_shared<std::vector<SegmentFile>>();
    std::vector<std::string> names;
    for (const SegmentFile& file : segments_) {
        if (file.sequence <= covered_ && !retry_.contains(file.sequence)) continue;
        wanted->push_back(file);
        names.push_back(file.info.name);
    }
    const auto self = shared_from_this();
    const auto each = [self, wanted](size_t index, base::Result<std::string> bytes, GoOn go_on) {
        if (!self->alive()) return go_on(false);
        self->take_segment((*wanted)[index], std::move(bytes), std::move(go_on));
    };
    read_each_in_turn(alive()->disk, std::move(names), each, [self] { self->finish(); });
}

// A segment is applied whole or not at all: first all of it is decoded.
struct Opening::SegmentWork {
    SegmentFile file;
    SegmentDecoder decoder;
    std::optional<Commit> commit;
    size_t applied = 0;

    SegmentWork(const SegmentFile& named, std::string bytes) : file(named), decoder(std::move(bytes)) {}
};

void Opening::take_segment(const SegmentFile& file, base::Result<std::string> bytes, GoOn go_on) {
    const bool later = file.sequence > covered_;
    if (later && file.sequence > last_sequence_ + 1) {
        note(Severity::loss, "store.gap", name_of_steps(last_sequence_ + 1, file.sequence - 1) + " missing from the store.");
        last_hash_.reset();
    }
    if (later) last_sequence_ = std::max(last_sequence_, file.sequence);
    note_reading(bytes);
    if (!bytes) {
        leave_out(file, bytes.error());
        return go_on(true);
    }
    const auto work = std::make_shared<SegmentWork>(file, std::move(*bytes));
    alive()->in_slices("store.read", [self = shared_from_this(), work, go_on] {
        if (self->alive() && (work->commit ? self->apply_on(*work) : self->read_on(*work))) return true;
        go_on(self->alive() != nullptr);
        return false;
    });
}

// True while there is more to do with the segment.
bool Opening::read_on(SegmentWork& work) {
    if (!work.decoder.step()) return true;
    base::Result<Commit> commit = work.decoder.take();
    const bool misnamed = commit && work.decoder.head().sequence != work.file.sequence;
    if (misnamed) commit = base::Error{"segment.damaged", "A saved step is not the one its file name says and was left out.", ""};
    if (!commit) {
        leave_out(work.file, commit.error());
        return false;
    }
    work.commit = std::move(*commit);
    begin_segment(work.file, work.decoder.head());
    return true;
}

bool Opening::apply_on(SegmentWork& work) {
    if (work.applied < work.commit->ops.size()) {
        domain::apply(loaded_.book, work.commit->ops[work.applied++]);
        return true;
    }
    end_segment(work);
    return false;
}

void Opening::begin_segment(const SegmentFile& file, const SegmentHead& head) {
    if (file.sequence > covered_) check_chain(file, head);
    if (file.sequence < last_read_) return;
    last_read_ = file.sequence;
    replica_ = head.replica;
}

void Opening::end_segment(SegmentWork& work) {
    const auto state = alive();
    const SegmentFile& file = work.file;
    state->count_clock(*work.commit);
    if (file.sequence <= covered_) {
        note(Severity::info, "store.recovered", "A step that could not be read before was recovered.", file.info.name);
        return;
    }
    last_hash_ = work.decoder.hash();
    ++state->segments_since;
    state->bytes_since += file.info.size_bytes;
    state->remember_step(file.sequence, encode_step(*work.commit));
    loaded_.history.push_back({file.sequence, without_ops(std::move(*work.commit))});
}

void Opening::check_chain(const SegmentFile& file, const SegmentHead& head) {
    const bool known = last_hash_ && *last_hash_ != base::Hash128{} && head.previous != base::Hash128{};
    if (known && head.previous != *last_hash_)
        note(Severity::warning, "store.chain", "A saved step does not follow the one before it: a file in between was changed or replaced.", file.info.name);
    if (head.epoch < last_epoch_)
        note(Severity::warning, "store.epoch", "A saved step comes from a tab that another one had already replaced.", file.info.name);
    last_epoch_ = std::max(last_epoch_, head.epoch);
}

void Opening::leave_out(const SegmentFile& file, base::Error why) {
    why.where = file.info.name;
    loaded_.notices.push_back({Severity::loss, std::move(why)});
    if (file.sequence > covered_) last_hash_.reset();  // told already: the chain begins anew behind it
    alive()->missing.push_back(file.sequence);
}

// --- the end --------------------------------------------------------------------------------------

void Opening::note_reading(const base::Result<std::string>& bytes) {
    if (bytes) read_any_ = true;
    else if (bytes.error().code == "disk.missing") missing_file_ = true;
    else if (!first_failure_) first_failure_ = bytes.error();
}

// The journal alone is enough only if it goes back to the first step.
bool Opening::snapshots_are_lost() const {
    const bool from_the_start = !segments_.empty() && segments_.front().sequence == 1;
    return snapshot_failed_ && !alive()->newest && !from_the_start;
}

void Opening::finish() {
    const auto state = alive();
    if (!state) return;
    if (first_failure_ && !read_any_) return done_(*first_failure_);
    if (missing_file_ && state->mode == Mode::reader && listings_ < kMostListings) {
        const auto again = std::make_shared<Opening>(state, random_, std::move(done_));
        again->listings_ = listings_;
        return again->list();
    }
    if (snapshots_are_lost() && !loaded_.read_only)
        loaded_.read_only = base::Error{"store.no_snapshot", "No stored snapshot can be read, so most of the book is not shown; nothing is written over what is left. Use the raw download.", ""};
    for (const SegmentFile& file : segments_) last_sequence_ = std::max(last_sequence_, file.sequence);
    state->replica = domain::next_opening(replica_, random_);
    state->last_hash = last_hash_.value_or(base::Hash128{});
    state->read_only = loaded_.read_only;
    state->save = SaveState{SaveState::Kind::saved, {}, false, last_sequence_, last_sequence_};
    state->opened = true;
    loaded_.replica = state->replica;
    loaded_.clock_ticks = state->clock_ticks;
    done_(std::move(loaded_));
}

}  // namespace

void open_store(std::shared_ptr<Store::State> state, uint64_t random, OpenDone done) {
    std::make_shared<Opening>(state, random, std::move(done))->begin();
}

}  // namespace storage
