// Verifying: every file is read back from the disk, and its checksum and its place in the chain are looked at.
// Nothing is changed, and nothing is held in memory but hashes.
#include "exchange/snapshot.h"
#include "storage/read_each.h"
#include "storage/store_state.h"

#include <map>

namespace storage {
namespace {

constexpr size_t kBytesAtOnce = 128u << 10;  // of a copy that is read as JSON

class Verifying : public std::enable_shared_from_this<Verifying> {
public:
    Verifying(const std::shared_ptr<Store::State>& state, VerifyProgress progress, std::function<void(base::Result<Verified>)> done)
        : state_(state), progress_(std::move(progress)), done_(std::move(done)) {}

    void begin();

private:
    struct FileWork;
    void read(const std::vector<FileInfo>& files);
    void take_file(size_t index, base::Result<std::string> bytes, GoOn go_on);
    void end_file(size_t index, const GoOn& go_on);
    bool check_on(size_t index, FileWork& work);
    bool check_segments(size_t index, FileWork& work);
    bool check_part(size_t index, FileWork& work);
    bool check_copy(size_t index, FileWork& work);
    void check_manifest(size_t index, const FileWork& work);
    void check_parts();
    void check_chain();
    void tell_gaps();
    void finish();
    bool is_known(const std::string& name) const;
    void object(size_t index, base::Error why) {
        why.where = found_.files[index].info.name;
        if (!found_.files[index].problem) found_.files[index].problem = std::move(why);
    }

    std::weak_ptr<Store::State> state_;
    VerifyProgress progress_;
    std::function<void(base::Result<Verified>)> done_;
    Verified found_;
    std::vector<std::string> known_before_;  // that the listing lacks
    uint64_t read_bytes_ = 0, all_bytes_ = 0;

    struct Step {
        base::Hash128 previous, hash;
        size_t file = 0;
    };
    std::map<uint64_t, Step> steps_;
    struct Part {
        uint64_t size_bytes = 0;
        base::Hash128 hash;
    };
    std::map<std::pair<uint64_t, uint64_t>, Part> parts_;  // generation and number: what is there
    std::map<size_t, Manifest> manifests_;                 // by file
};

void Verifying::begin() {
    state_.lock()->disk.list([self = shared_from_this()](base::Result<std::vector<FileInfo>> files) {
        if (!self->state_.lock()) return;
        if (!files) return self->done_(files.error());
        self->read(*files);
    });
}

bool Verifying::is_known(const std::string& name) const {
    const auto state = state_.lock();
    return state && std::any_of(state->files.begin(), state->files.end(), [&](const FileInfo& file) { return file.name == name; });
}

void Verifying::read(const std::vector<FileInfo>& files) {
    const auto state = state_.lock();
    std::vector<std::string> names;
    for (const FileInfo& file : files) {
        found_.files.push_back({file, parse_name(file.name).kind, std::nullopt});
        names.push_back(file.name);
        all_bytes_ += file.size_bytes;
    }
    for (const FileInfo& file : state->files)
        if (std::find(names.begin(), names.end(), file.name) == names.end()) known_before_.push_back(file.name);
    const auto self = shared_from_this();
    const auto each = [self](size_t index, base::Result<std::string> bytes, GoOn go_on) { self->take_file(index, std::move(bytes), std::move(go_on)); };
    read_each_in_turn(state->disk, std::move(names), each, [self] { self->finish(); });
}

struct Verifying::FileWork {
    explicit FileWork(std::string content) : bytes(std::move(content)) {}
    std::string bytes;
    SegmentSplitter splitter{bytes};
    ChecksumReader checksum{bytes};
    std::unique_ptr<exchange::SnapshotReader> copy;
};

void Verifying::take_file(size_t index, base::Result<std::string> bytes, GoOn go_on) {
    const auto state = state_.lock();
    if (!state) return go_on(false);
    if (!bytes) {
        // Merged or replaced meanwhile: what took its place is whole, or will be told the next time.
        const bool moved = bytes.error().code == "disk.missing" && !is_known(found_.files[index].info.name);
        if (moved) found_.files[index].gone = true;
        else object(index, bytes.error());
        return end_file(index, go_on);
    }
    const auto work = std::make_shared<FileWork>(std::move(*bytes));
    state->in_slices("store.verify", [self = shared_from_this(), index, work, go_on] {
        if (self->state_.lock() && self->check_on(index, *work)) return true;
        self->end_file(index, go_on);
        return false;
    });
}

void Verifying::end_file(size_t index, const GoOn& go_on) {
    read_bytes_ += found_.files[index].info.size_bytes;
    found_.stopped = !progress_(read_bytes_, all_bytes_);
    go_on(state_.lock() && !found_.stopped);
}

// True while there is more to do with the file.
bool Verifying::check_on(size_t index, FileWork& work) {
    switch (found_.files[index].kind) {
        case FileName::Kind::segment:
        case FileName::Kind::merged: return check_segments(index, work);
        case FileName::Kind::before_import: return check_copy(index, work);
        case FileName::Kind::snapshot_manifest: check_manifest(index, work); return false;
        case FileName::Kind::snapshot_part: return check_part(index, work);
        case FileName::Kind::format:
        case FileName::Kind::other: break;
    }
    return false;
}

bool Verifying::check_segments(size_t index, FileWork& work) {
    if (!work.splitter.step()) return true;
    const base::Result<SegmentPieces> split = work.splitter.take();
    if (!split) return object(index, split.error()), false;
    const FileName name = parse_name(found_.files[index].info.name);
    const bool misnamed = split->first != name.number || split->last != name.last;
    if (split->damaged || misnamed) object(index, {"segment.damaged", "A file of saved steps is damaged.", ""});
    for (const SegmentPiece& piece : split->pieces) steps_.try_emplace(piece.sequence(), Step{piece.segment.head.previous, piece.place(), index});
    return false;
}

bool Verifying::check_part(size_t index, FileWork& work) {
    if (!work.checksum.step()) return true;
    const FileName name = parse_name(found_.files[index].info.name);
    parts_[{name.generation, name.number}] = {work.bytes.size(), work.checksum.hash()};
    if (!work.checksum.content()) object(index, {"snapshot.damaged", "A stored snapshot is damaged.", ""});
    return false;
}

bool Verifying::check_copy(size_t index, FileWork& work) {
    if (!work.copy) work.copy = std::make_unique<exchange::SnapshotReader>(work.bytes);
    if (!work.copy->step(kBytesAtOnce)) return true;
    if (const auto file = work.copy->take(); !file) object(index, {"snapshot.damaged", "A copy of the book is damaged.", ""});
    return false;
}

void Verifying::check_manifest(size_t index, const FileWork& work) {
    base::Result<Manifest> manifest = decode_manifest(work.bytes);
    if (!manifest) return object(index, manifest.error());
    if (manifest->generation != parse_name(found_.files[index].info.name).generation)
        return object(index, {"snapshot.damaged", "A stored snapshot is not the one its name says.", ""});
    manifest->history.clear();
    manifests_.emplace(index, std::move(*manifest));
}

// What a manifest names must be there as it says.
void Verifying::check_parts() {
    for (const auto& [file, manifest] : manifests_)
        for (size_t number = 0; number < manifest.parts.size(); ++number) {
            const auto part = parts_.find({manifest.generation, number});
            const Manifest::Part& wanted = manifest.parts[number];
            if (part != parts_.end() && part->second.size_bytes == wanted.size_bytes && part->second.hash == wanted.hash) continue;
            object(file, {"snapshot.damaged", "A part of a stored snapshot is missing or damaged.", ""});
        }
}

void Verifying::check_chain() {
    const base::Error broken{"store.chain", "A saved step does not follow the one before it.", ""};
    const auto differ = [](base::Hash128 one, base::Hash128 other) { return one != other && one != base::Hash128{} && other != base::Hash128{}; };
    for (const auto& [sequence, step] : steps_)
        if (const auto before = steps_.find(sequence - 1); before != steps_.end() && differ(before->second.hash, step.previous)) object(step.file, broken);
    for (const auto& [file, manifest] : manifests_)
        if (const auto covered = steps_.find(manifest.covered); covered != steps_.end() && differ(covered->second.hash, manifest.covered_hash)) object(file, broken);
}

// All steps are kept for ever, from the first.
void Verifying::tell_gaps() {
    uint64_t expected = 1;
    for (const auto& [sequence, step] : steps_) {
        if (sequence > expected) {
            found_.steps_missing += sequence - expected;
            found_.gaps.push_back({"store.gap", "Steps are missing from the store.", name_of_steps(expected, sequence - 1)});
        }
        expected = sequence + 1;
    }
    found_.steps = steps_.size();
}

void Verifying::finish() {
    const auto state = state_.lock();
    if (!state) return;
    if (found_.stopped) return done_(std::move(found_));
    for (const std::string& name : known_before_)
        if (is_known(name)) found_.files.push_back({{name, 0}, parse_name(name).kind, base::Error{"disk.missing", "A stored file is not there any more.", name}});
    check_parts();
    check_chain();
    tell_gaps();
    found_.bytes = all_bytes_;
    done_(std::move(found_));
}

}  // namespace

void verify_store(std::shared_ptr<Store::State> state, VerifyProgress progress, std::function<void(base::Result<Verified>)> done) {
    std::make_shared<Verifying>(state, std::move(progress), std::move(done))->begin();
}

}  // namespace storage
