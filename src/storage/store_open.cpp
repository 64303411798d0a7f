// Opening: what is there, and the newest snapshot that is whole.
#include "base/check.h"
#include "base/order.h"
#include "exchange/snapshot.h"
#include "storage/store_opening.h"

#include <algorithm>

namespace storage {
namespace {

constexpr int kMostListings = 3;  // a reader meets files that the writer deletes meanwhile

}  // namespace

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
            case FileName::Kind::segment:
            case FileName::Kind::merged: break;  // see State::segment_units
            case FileName::Kind::snapshot_manifest: manifests_.push_back(name.generation); break;
            case FileName::Kind::snapshot_part:
            case FileName::Kind::before_import: break;
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
    units_ = state->segment_units();
    base::sort(manifests_, std::greater<>());
    loaded_.fresh = units_.empty() && snapshot_bytes_.empty();
}

// --- snapshot -------------------------------------------------------------------------------------

void Opening::try_generation() {
    if (candidate_ == manifests_.size()) return try_copy_before_import();
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
    note(Severity::warning, why.code, why.message, manifest_name(manifests_[candidate_]));
    alive()->unreadable.push_back(loaded_.notices.back().what);
    alive()->kept_generations.push_back(manifests_[candidate_]);  // until it turns out that nothing is lost without it
    ++candidate_;
    try_generation();
}

void Opening::take_generation(const Manifest& manifest) {
    const auto state = alive();
    state->newest = Generation{manifest.generation, manifest.covered, snapshot_bytes_[manifest.generation], manifest.missing};
    if (snapshot_failed_) loaded_.source = Loaded::Source::older_snapshot;
    state->forgotten_done = manifest.forgotten;
    for (const uint64_t kept : manifest.kept_generations) state->kept_generations.push_back(kept);
    covered_ = manifest.covered;
    retry_.insert(manifest.missing.begin(), manifest.missing.end());
    last_replica_ = manifest.replica;
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

// --- without a snapshot ---------------------------------------------------------------------------

bool Opening::steps_reach_back() const { return !units_.empty() && units_.front().first == 1; }

// Only where the steps alone cannot give the whole book.
void Opening::try_copy_before_import() {
    if (snapshot_failed_) loaded_.source = Loaded::Source::steps_alone;
    if (!snapshot_failed_ || steps_reach_back()) return read_segments();
    if (copies_.empty()) copies_ = alive()->copies_before_imports();
    if (copy_ == copies_.size()) return read_segments();
    alive()->disk.read(copies_[copy_], [self = shared_from_this()](base::Result<std::string> bytes) {
        if (!self->alive()) return;
        self->note_reading(bytes);
        self->apply_copy(self->copies_[self->copy_], std::move(bytes));
    });
}

void Opening::apply_copy(const std::string& name, base::Result<std::string> bytes) {
    if (!bytes) return give_up_copy(bytes.error());
    constexpr size_t kBytesAtOnce = 128u << 10;
    struct Work {
        std::string bytes;
        exchange::SnapshotReader reader;
        std::optional<exchange::SnapshotFile> file;
        size_t applied = 0;
        explicit Work(std::string whole) : bytes(std::move(whole)), reader(bytes) {}
    };
    const auto work = std::make_shared<Work>(std::move(*bytes));
    alive()->in_slices("store.read", [self = shared_from_this(), work, name] {
        if (!self->alive()) return false;
        if (!work->file) {
            if (!work->reader.step(kBytesAtOnce)) return true;
            base::Result<exchange::SnapshotFile> file = work->reader.take();
            if (!file) return self->give_up_copy(file.error()), false;
            work->file = std::move(*file);
            return true;
        }
        if (work->applied < work->file->ops.size()) return domain::apply(self->loaded_.book, work->file->ops[work->applied++]), true;
        self->loaded_.source = Loaded::Source::copy_before_import;
        self->alive()->clock_ticks = work->file->newest.ticks;
        self->read_segments();
        return false;
    });
}

void Opening::give_up_copy(const base::Error& why) {
    note(Severity::warning, why.code, why.message, copies_[copy_]);
    alive()->unreadable.push_back(loaded_.notices.back().what);
    ++copy_;
    try_copy_before_import();
}

// --- the end --------------------------------------------------------------------------------------

void Opening::note_reading(const base::Result<std::string>& bytes) {
    if (bytes) read_any_ = true;
    else if (bytes.error().code == "disk.missing") missing_file_ = true;
    else if (!first_failure_) first_failure_ = bytes.error();
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
    const bool whole = loaded_.source != Loaded::Source::steps_alone || steps_reach_back();
    if (!whole && !loaded_.read_only)
        loaded_.read_only = base::Error{"store.no_snapshot", "No stored snapshot can be read, so most of the book is not shown; nothing is written over what is left. Use the raw download.", ""};
    for (const SegmentUnit& unit : units_) last_sequence_ = std::max(last_sequence_, unit.last);
    tell_losses();
    loaded_.steps_lost = steps_lost_;
    const bool all_there = steps_lost_ == 0 && state->missing.empty() && loaded_.source != Loaded::Source::copy_before_import && whole;
    // What could not be read this time, and of which nothing is missing.
    if (all_there) state->kept_generations.erase(state->kept_generations.begin(), state->kept_generations.begin() + static_cast<std::ptrdiff_t>(candidate_));
    state->replica = domain::next_opening(last_replica_, random_);
    state->last_hash = last_hash_.value_or(base::Hash128{});
    state->read_only = loaded_.read_only;
    state->save = SaveState{SaveState::Kind::saved, {}, false, last_sequence_, last_sequence_};
    state->opened = true;
    loaded_.replica = state->replica;
    loaded_.clock_ticks = state->clock_ticks;
    done_(std::move(loaded_));
}

void open_store(std::shared_ptr<Store::State> state, uint64_t random, OpenDone done) {
    std::make_shared<Opening>(state, random, std::move(done))->begin();
}

}  // namespace storage
