// The browser deleted what was stored while the book is in memory: somebody cleared the site's data, or the browser
// gave up a database that it took for damaged. Nothing counts as saved from then on until the whole book has been
// written anew, as a snapshot, beside the steps that were on their way. The steps before are gone from the history; the
// undo steps that a snapshot carries are not.
//
//   was_cleared -> a new epoch -> what is there now -> FORMAT, and the steps on their way -> a snapshot -> saved
//
// What fails on the way begins it anew, with the pauses of any retry.
#include "storage/store_state.h"

#include <algorithm>
#include <utility>

namespace storage {
namespace {

constexpr int kMostDoublingsOfPatience = 5;

}  // namespace

void Store::State::commit(Transaction transaction, std::function<void(base::Status)> done) {
    const auto of = epoch;
    disk.commit(std::move(transaction), [weak = weak_from_this(), of, number = next_number++, done = std::move(done)](base::Status status) {
        const auto self = weak.lock();
        // An answer to what was sent before it was found out tells nothing new.
        if (self && status && number >= self->look_number) self->look_failed = false;
        if (self && !status && status.error().code == "disk.cleared" && of == self->epoch) self->was_cleared(status.error());
        done(std::move(status));
    });
}

// Whether what was stored is there is said by any transaction, so by one that does nothing.
void Store::State::check_there() {
    if (!writable() || rewriting.under_way || look) return;
    look = Flight{next_flight++, std::nullopt};
    look_number = next_number;
    retry_at = last_now + limits.watchdog;
    if (save.kind == SaveState::Kind::saved) set_save(SaveState::Kind::saving);
    commit({{}, {}, epoch}, [weak = weak_from_this(), id = look->id](const base::Status& status) {
        if (const auto self = weak.lock()) self->looked(id, status);
    });
}

// As with a flight, success is good news even if it comes late.
void Store::State::looked(uint64_t look_id, const base::Status& status) {
    if (look ? look->id != look_id : !status) return;
    look.reset();
    if (!writable() || rewriting.under_way) return;
    look_failed = !status;
    if (!status) return failed(status.error());
    // A failure stays in sight while it is tried again.
    if (all_saved()) set_save(SaveState::Kind::saved);
    else set_save(SaveState::Kind::saving, save.reason);
    launch(std::nullopt);
}

void Store::State::was_cleared(base::Error reason) {
    if (!writable() || rewriting.under_way) return;
    rewriting.under_way = true;
    look.reset();
    save.durable_sequence = 0;
    rewriting.unanswered = 0;
    ++merging.token;
    merging.under_way = false;
    ++forgetting.token;
    forgetting.under_way = forgetting.snapshot_due = false;
    begin_rewriting_anew(std::move(reason));
    take_new_epoch();
}

// Until somebody tries again.
void Store::State::begin_rewriting_anew(base::Error reason) {
    rewriting.ready = rewriting.asked = false;
    ++rewriting.attempt;
    flight.reset();
    leave_compaction();
    ++compaction.token;
    compaction.put.clear();  // if it is there, the next snapshot finds it in the listing
    set_save(SaveState::Kind::not_saved, std::move(reason));
}

// What takes longer than the watchdog each time would never come to its end, if it were begun anew each time.
base::Millis Store::State::patience() const {
    return limits.watchdog << std::min(rewriting.unanswered, kMostDoublingsOfPatience);
}

void Store::State::take_new_epoch() {
    ++rewriting.attempt;
    rewriting.asked = true;
    retry_at = last_now + patience();
    disk.take_epoch([weak = weak_from_this(), attempt = rewriting.attempt](base::Result<uint64_t> taken) {
        const auto self = weak.lock();
        if (!self || self->rewriting.attempt != attempt) return;
        if (!taken) return self->failed(taken.error());
        self->epoch = *taken;
        self->list_what_is_left();
    });
}

void Store::State::list_what_is_left() {
    disk.list([weak = weak_from_this(), attempt = rewriting.attempt](base::Result<std::vector<FileInfo>> found) {
        const auto self = weak.lock();
        if (!self || self->rewriting.attempt != attempt) return;
        if (!found) return self->failed(found.error());
        self->forget_what_is_gone(std::move(*found));
        self->write_format();
    });
}

void Store::State::forget_what_is_gone(std::vector<FileInfo> left) {
    files = std::move(left);
    format_known = false;
    for (const FileInfo& file : files) {
        const FileName name = parse_name(file.name);
        format_known = format_known || (name.kind == FileName::Kind::format && name.number == kFormat);
        generation = std::max(generation, name.generation);
    }
    newest = older = std::nullopt;
    kept_generations.clear();
    unsure.clear();
}

void Store::State::write_format() {
    if (format_known) return go_on_rewriting();
    const NewFile format{format_name(kFormat), std::string(kFormatText)};
    commit({{format}, {}, epoch}, [weak = weak_from_this(), attempt = rewriting.attempt, format](const base::Status& status) {
        const auto self = weak.lock();
        if (!self || self->rewriting.attempt != attempt) return;
        if (!status) return self->failed(status.error());
        self->format_known = true;
        self->add_file(format);
        self->go_on_rewriting();
    });
}

// From here on the snapshot is due: the app gives the book to compact_step.
void Store::State::go_on_rewriting() {
    rewriting.ready = true;
    rewriting.asked = false;
    set_save(SaveState::Kind::saving, save.reason);
    launch(std::nullopt);
}

// The snapshot is on the disk.
void Store::State::end_rewriting() {
    if (!std::exchange(rewriting.under_way, false)) return;
    rewriting.ready = false;
    ++rewriting.times;
    save.durable_sequence = queue.empty() ? save.last_sequence : queue.front().sequence - 1;
    set_save(queue.empty() ? SaveState::Kind::saved : SaveState::Kind::saving);
}

}  // namespace storage
