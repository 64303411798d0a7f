// The steps after the snapshot: read from files of one and files of many, applied, and what is lost of them.
#include "base/zoo.h"
#include "storage/commit_slices.h"
#include "storage/merged.h"
#include "storage/store_opening.h"

#include <algorithm>
#include <iterator>

namespace storage {
namespace {

constexpr uint64_t kMostLostSteps = 1'000'000;  // of one file: its name may be anything
constexpr uint64_t kMostMissingSteps = 10'000;  // of one gap that are looked for again

Commit without_ops(Commit commit) {
    commit.ops.clear();
    return commit;
}

}  // namespace

std::string name_of_steps(uint64_t first, uint64_t last) {
    return std::to_string(first) + (first == last ? "" : "\u2013" + std::to_string(last));
}

void Opening::read_segments() {
    const auto wanted = std::make_shared<std::vector<SegmentUnit>>();
    std::vector<std::string> names;
    for (const SegmentUnit& unit : units_) {
        const auto again = retry_.lower_bound(unit.first);
        if (unit.last <= covered_ && (again == retry_.end() || *again > unit.last)) continue;
        wanted->push_back(unit);
        names.push_back(unit.info.name);
    }
    const auto self = shared_from_this();
    const auto each = [self, wanted](size_t index, base::Result<std::string> bytes, GoOn go_on) {
        if (!self->alive()) return go_on(false);
        self->take_file((*wanted)[index], std::move(bytes), std::move(go_on));
    };
    read_each_in_turn(alive()->disk, std::move(names), each, [self] { self->finish(); });
}

// A file with segments, of which one at a time is applied whole or not at all: first all of it is decoded.
struct Opening::FileWork {
    SegmentUnit unit;
    std::string bytes;
    std::optional<SegmentSplitter> splitter;
    std::vector<SegmentPiece> pieces;
    size_t next = 0;
    std::optional<CommitDecoder> decoder;
    std::optional<Commit> commit;
    size_t applied = 0;
};

void Opening::take_file(const SegmentUnit& unit, base::Result<std::string> bytes, GoOn go_on) {
    note_reading(bytes);
    if (!bytes) {
        leave_out(unit, bytes.error());
        return go_on(true);
    }
    const auto work = std::make_shared<FileWork>();
    work->unit = unit;
    work->bytes = std::move(*bytes);
    work->splitter.emplace(work->bytes);
    alive()->in_slices("store.read", [self = shared_from_this(), work, go_on] {
        if (self->alive() && self->read_on(*work)) return true;
        go_on(self->alive() != nullptr);
        return false;
    });
}

// True while there is more to do with the file.
bool Opening::read_on(FileWork& work) {
    if (work.splitter) {
        if (work.splitter->step()) take_pieces(work);
    } else if (work.commit) {
        apply_on(work);
    } else if (work.decoder) {
        if (work.decoder->step()) take_commit(work);
    } else if (work.next < work.pieces.size()) {
        begin_piece(work);
    } else {
        return false;
    }
    return true;
}

void Opening::take_pieces(FileWork& work) {
    base::Result<SegmentPieces> pieces = work.splitter->take();
    work.splitter.reset();
    if (!pieces) return leave_out(work.unit, pieces.error());
    const bool misnamed = (*pieces).first != work.unit.first || (*pieces).last != work.unit.last;
    if ((*pieces).damaged) leave_out(work.unit, {"segment.damaged", "A file of saved steps is damaged; what is whole of it is used, and the file is kept.", ""});
    else if (misnamed)
        return leave_out(work.unit, {"segment.damaged", "A saved step is not the one its file name says and was left out.", ""});
    work.pieces = std::move((*pieces).pieces);
}

void Opening::begin_piece(FileWork& work) {
    const Segment& segment = work.pieces[work.next].segment;
    const uint64_t sequence = segment.head.sequence;
    const bool known = (sequence <= covered_ && !retry_.contains(sequence)) || read_.contains(sequence);
    if (known) ++work.next;
    else work.decoder.emplace(segment.payload, segment.format);
}

void Opening::take_commit(FileWork& work) {
    base::Result<Commit> commit = work.decoder->take();
    if (commit) {
        work.commit = std::move(*commit);
        work.applied = 0;
        return begin_step(work.unit, work.pieces[work.next].segment.head);
    }
    const uint64_t sequence = work.pieces[work.next++].sequence();
    work.decoder.reset();
    leave_out({sequence, sequence, work.unit.info}, commit.error());
}

void Opening::apply_on(FileWork& work) {
    if (work.applied < work.commit->ops.size()) {
        domain::apply(loaded_.book, work.commit->ops[work.applied++]);
        return;
    }
    end_step(work);
    work.commit.reset();
    work.decoder.reset();
    ++work.next;
}

void Opening::begin_step(const SegmentUnit& unit, const SegmentHead& head) {
    read_.insert(head.sequence);
    if (head.sequence <= covered_) return;
    if (head.sequence > last_sequence_ + 1) last_hash_.reset();  // something is missing: told in the end
    last_sequence_ = std::max(last_sequence_, head.sequence);
    check_chain(unit, head);
    if (head.sequence >= last_read_) last_replica_ = head.replica;
    last_read_ = std::max(last_read_, head.sequence);
}

void Opening::end_step(FileWork& work) {
    const auto state = alive();
    const SegmentPiece& piece = work.pieces[work.next];
    const uint64_t sequence = piece.sequence();
    state->count_clock(*work.commit);
    if (sequence <= covered_) {
        note(Severity::info, "store.recovered", "A step that could not be read before was recovered.", work.unit.info.name);
        return;
    }
    last_hash_ = piece.place();
    ++state->segments_since;
    state->bytes_since += piece.bytes.size();
    state->remember_step(sequence, encode_step(*work.commit));
    loaded_.history.push_back({sequence, without_ops(std::move(*work.commit))});
}

void Opening::check_chain(const SegmentUnit& unit, const SegmentHead& head) {
    const bool known = last_hash_ && *last_hash_ != base::Hash128{} && head.previous != base::Hash128{};
    if (known && head.previous != *last_hash_ && !base::is_planted(base::Bug::chain_not_checked))
        note(Severity::warning, "store.chain", "A saved step does not follow the one before it: a file in between was changed or replaced.", unit.info.name);
    if (head.epoch < last_epoch_)
        note(Severity::warning, "store.epoch", "A saved step comes from a tab that another one had already replaced.", unit.info.name);
    last_epoch_ = std::max(last_epoch_, head.epoch);
}

// What is lost by it is known in the end: another file may hold the same steps.
void Opening::leave_out(const SegmentUnit& unit, base::Error why) {
    why.where = unit.info.name;
    alive()->unreadable.push_back(why);
    left_out_.push_back({unit, std::move(why)});
    if (unit.last > covered_) last_hash_.reset();
}

// Steps of files that could not be read, as far as no other file has them; then gaps between files.
void Opening::tell_losses() {
    const auto state = alive();
    std::set<uint64_t> missing;
    for (const LeftOut& left_out : left_out_) {
        const uint64_t last = std::min(left_out.unit.last, left_out.unit.first + kMostLostSteps);
        bool any = false;
        for (uint64_t sequence = left_out.unit.first; sequence <= last; ++sequence) {
            if (read_.contains(sequence) || (sequence <= covered_ && !retry_.contains(sequence))) continue;
            any = true;
            missing.insert(sequence);
        }
        if (any) loaded_.notices.push_back({Severity::loss, left_out.why});
    }
    steps_lost_ = missing.size();
    std::set<uint64_t> known = read_;
    known.insert(missing.begin(), missing.end());
    uint64_t before = covered_;
    for (const uint64_t sequence : known) {
        if (sequence > before + 1) steps_lost_ += sequence - before - 1;
        if (sequence > before + 1) note(Severity::loss, "store.gap", "Steps are missing from the store.", name_of_steps(before + 1, sequence - 1));
        for (uint64_t gone = before + 1; gone < std::min(sequence, before + 1 + kMostMissingSteps); ++gone) missing.insert(gone);
        before = std::max(before, sequence);
    }
    // Told once, but no snapshot may say that it has them: whatever brings their file back brings them back.
    std::set_difference(retry_.begin(), retry_.end(), read_.begin(), read_.end(), std::inserter(missing, missing.end()));
    state->missing.assign(missing.begin(), missing.end());
}

}  // namespace storage
