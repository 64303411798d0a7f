// Appending: one strict transaction at a time, in order; saved means acknowledged.
#include "base/check.h"
#include "base/zoo.h"
#include "storage/op_codec.h"
#include "storage/read_each.h"
#include "storage/store_state.h"

#include <algorithm>

namespace storage {
namespace {

constexpr uint64_t kMostTransactionBytes = 32u << 20;
constexpr size_t kPiecesAtOnce = 4;  // sealed without a pause: about two megabytes
constexpr int kMostDoublings = 16;

}  // namespace

uint64_t Store::State::append(const Commit& commit, EncodedCommit encoded, base::Millis now) {
    note_time(now);
    const uint64_t sequence = ++save.last_sequence;
    ++segments_since;
    uint64_t bytes = 0;
    for (const std::string& piece : encoded.pieces) bytes += piece.size();
    bytes_since += bytes;
    add_to_snapshot(commit, bytes);
    count_clock(commit);
    remember_step(sequence, encode_step(commit, encoded));
    queue.push_back({sequence, std::move(encoded.pieces), {}, false});
    if (save.kind == SaveState::Kind::saved) save.kind = SaveState::Kind::saving;
    changed();
    seal_next();
    if (save.kind == SaveState::Kind::saving) launch(now);
    return sequence;
}

// The first that is not sealed becomes a file, and so on: a small one at once, a large one in slices.
void Store::State::seal_next() {
    if (sealing) return;
    const auto next = std::find_if(queue.begin(), queue.end(), [](const QueuedSegment& each) { return !each.sealed; });
    if (next == queue.end()) return;
    next->file.name = segment_name(generation, next->sequence);
    const SegmentHead head{generation, next->sequence, epoch, replica, last_hash};
    const bool small = next->payload.size() <= kPiecesAtOnce;
    const auto encoder = std::make_shared<SegmentEncoder>(head, std::move(next->payload));
    sealing = true;
    const auto step = [weak = weak_from_this(), encoder] {
        const auto self = weak.lock();
        if (!self) return false;
        if (!encoder->step()) return true;
        self->sealed(encoder->take());
        return false;
    };
    if (small) return all_at_once("store.append", step);
    in_slices("store.append", [weak = weak_from_this(), step] {
        if (step()) return true;
        const auto self = weak.lock();
        if (self && self->save.kind == SaveState::Kind::saving) self->launch(std::nullopt);
        return false;
    });
}

void Store::State::sealed(EncodedSegment segment) {
    sealing = false;
    const auto found = std::find_if(queue.begin(), queue.end(), [](const QueuedSegment& each) { return !each.sealed; });
    CHECK(found != queue.end());
    found->file.bytes = std::move(segment.bytes);
    found->sealed = true;
    last_hash = segment.hash;
    if (found->sequence == compaction.manifest.covered) compaction.manifest.covered_hash = segment.hash;
    seal_next();
}

// Sends what is queued as one transaction, unless one is on its way.
void Store::State::launch(std::optional<base::Millis> now) {
    if (flight || queue.empty() || !queue.front().sealed || !writable()) return;
    Transaction transaction;
    transaction.epoch = epoch;
    const bool with_format = !format_known;
    if (with_format) transaction.puts.push_back({format_name(kFormat), std::string(kFormatText)});
    uint64_t bytes = 0;
    uint64_t up_to = 0;
    for (const QueuedSegment& segment : queue) {
        if (!segment.sealed || (bytes > 0 && bytes + segment.file.bytes.size() > kMostTransactionBytes)) break;
        transaction.puts.push_back(segment.file);
        bytes += segment.file.bytes.size();
        up_to = segment.sequence;
    }
    flight = Flight{next_flight++, now};
    const uint64_t id = flight->id;
    // A failure stays in sight while it is tried again.
    set_save(SaveState::Kind::saving, save.reason);
    if (base::is_planted(base::Bug::acknowledged_before_complete)) mark_durable(up_to);
    commit(std::move(transaction), [weak = weak_from_this(), id, up_to, with_format](base::Status status) {
        if (const auto self = weak.lock()) self->landed(id, up_to, with_format, status);
    });
}

void Store::State::landed(uint64_t flight_id, uint64_t up_to, bool with_format, const base::Status& status) {
    const bool current = flight && flight->id == flight_id;
    if (status) {
        if (with_format && !format_known) {
            format_known = true;
            files.push_back({format_name(kFormat), kFormatText.size()});
        }
        if (current) flight.reset();
        mark_durable(up_to);
        if (!flight) launch(std::nullopt);
        return;
    }
    if (!current) return;
    if (status.error().code == "disk.exists") {
        if (with_format) format_known = true;
        return compare_with_disk(flight_id);
    }
    flight.reset();
    failed(status.error());
}

void Store::State::mark_durable(uint64_t up_to) {
    while (!queue.empty() && queue.front().sequence <= up_to) {
        add_file(queue.front().file);
        queue.pop_front();
    }
    failures = 0;
    if (rewriting.under_way) return tell_compaction_of_journal();  // alone these are not the book
    save.durable_sequence = std::max(save.durable_sequence, up_to);
    if (save.for_good) {  // the rest will not follow, but this much is true
        changed();
        return;
    }
    if (!look_failed) set_save(all_saved() ? SaveState::Kind::saved : SaveState::Kind::saving);
    tell_compaction_of_journal();
    merge_if_due();
}

void Store::State::failed(base::Error reason) {
    if (reason.code == "disk.stale_epoch" || reason.code == "store.foreign_file") save.for_good = true;
    const base::Millis delay = limits.first_retry << std::min(failures, kMostDoublings);
    retry_at = last_now + std::min(delay, limits.last_retry);
    ++failures;
    if (rewriting.under_way) return begin_rewriting_anew(std::move(reason));
    // Fenced off with nothing in hand: all that was given is kept, more will not be.
    const bool in_hand = is_on_its_way(compaction.manifest.covered);
    set_save(all_saved() ? SaveState::Kind::saved : SaveState::Kind::not_saved, reason);
    if (compaction.phase != CompactionWork::Phase::idle && in_hand) stop_compaction(std::move(reason));
}

// The names are taken already: by an attempt of ours whose answer was lost, or by somebody else.
void Store::State::compare_with_disk(uint64_t flight_id) {
    std::vector<std::string> names;
    uint64_t last = 0;
    for (const QueuedSegment& segment : queue) {
        if (!segment.sealed) break;
        names.push_back(segment.file.name);
        last = segment.sequence;
    }
    struct Finding {
        uint64_t up_to = 0;
        base::Error problem{"disk.failed", "The store could not tell whether the last steps are kept.", ""};
    };
    const auto finding = std::make_shared<Finding>();
    const auto weak = weak_from_this();
    const auto each = [weak, finding, names](size_t index, base::Result<std::string> bytes) {
        const auto self = weak.lock();
        if (!self) return false;
        if (!bytes) {
            if (bytes.error().code != "disk.missing") finding->problem = bytes.error();
            return false;
        }
        const auto queued = std::find_if(self->queue.begin(), self->queue.end(), [&](const QueuedSegment& segment) {
            return segment.file.name == names[index];
        });
        if (queued == self->queue.end()) return true;  // acknowledged by a late answer meanwhile
        if (queued->file.bytes != *bytes) {
            finding->problem = {"store.foreign_file", "Another program wrote to this store at the same time; the last steps are not kept here. Export the book now.", names[index]};
            return false;
        }
        finding->up_to = queued->sequence;
        return true;
    };
    read_each(disk, std::move(names), each, [weak, finding, flight_id, last] {
        const auto self = weak.lock();
        if (!self || !self->flight || self->flight->id != flight_id) return;
        self->flight.reset();
        if (finding->up_to > 0) self->mark_durable(finding->up_to);
        if (self->queue.empty()) return;
        if (finding->up_to == last) self->launch(std::nullopt);  // what was sealed meanwhile
        else self->failed(finding->problem);
    });
}

bool Store::State::gave_up(std::optional<Flight>& sent, base::Millis now) const {
    if (!sent) return false;
    if (!sent->since) sent->since = now;
    if (now - *sent->since < limits.watchdog) return false;
    sent.reset();
    return true;
}

void Store::State::retry(base::Millis now, bool at_once) {
    note_time(now);
    check_compaction_alive();
    check_merging_alive();
    check_forgetting_alive();
    const bool look_gave_up = gave_up(look, now);
    look_failed = look_failed || look_gave_up;
    if (gave_up(flight, now) || look_gave_up)
        failed({"disk.no_answer", "The browser has not confirmed the last steps for " + std::to_string(limits.watchdog / 1000) + " seconds.", ""});
    if (save.kind != SaveState::Kind::not_saved || save.for_good) return;
    if (!at_once && now < retry_at) return;
    if (rewriting.asked && !at_once) ++rewriting.unanswered;
    if (rewriting.under_way && !rewriting.ready) take_new_epoch();
    else if (look_failed) check_there();
    else launch(now);
}

std::optional<base::Millis> Store::State::next_wake() const {
    std::optional<base::Millis> wake;
    const auto sooner = [&](base::Millis when) { wake = wake ? std::min(*wake, when) : when; };
    for (const auto& sent : {flight, look})
        if (sent) sooner(sent->since.value_or(last_now) + limits.watchdog);
    if (save.kind == SaveState::Kind::not_saved && !save.for_good) sooner(retry_at);
    if (compaction.phase == CompactionWork::Phase::writing) sooner(compaction.since + patience());
    if (merging.under_way) sooner(merging.since + limits.watchdog);
    if (forgetting.under_way) sooner(forgetting.since + limits.watchdog);
    return wake;
}

}  // namespace storage
