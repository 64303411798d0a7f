// A reading tab: segments that the writing tab has added since this one opened.
#include "base/order.h"
#include "storage/commit_slices.h"
#include "storage/merged.h"
#include "storage/read_each.h"
#include "storage/store_state.h"

#include <algorithm>

namespace storage {
namespace {

using Severity = Notice::Severity;

class Following : public std::enable_shared_from_this<Following> {
public:
    Following(const std::shared_ptr<Store::State>& state, std::function<void(base::Result<Newer>)> done)
        : state_(state), done_(std::move(done)) {}

    void begin() {
        state_.lock()->disk.list([self = shared_from_this()](base::Result<std::vector<FileInfo>> files) {
            const auto state = self->state_.lock();
            if (!state) return;
            if (!files) return self->done_(files.error());
            state->files = *files;
            self->choose(*state);
        });
    }

private:
    // What the writing tab merged meanwhile is read from the merged file.
    void choose(const Store::State& state) {
        std::vector<std::string> names;
        std::vector<uint64_t> lasts;
        uint64_t next = state.save.durable_sequence + 1;  // what this tab could not save has used up numbers, too
        for (const SegmentUnit& unit : state.segment_units()) {
            if (unit.last < next) continue;
            newer_.reopen = newer_.reopen || unit.first > next;
            next = unit.last + 1;
            names.push_back(unit.info.name);
            lasts.push_back(unit.last);
        }
        const auto self = shared_from_this();
        const auto each = [self, lasts](size_t index, base::Result<std::string> bytes, const GoOn& go_on) {
            self->take(lasts[index], std::move(bytes), go_on);
        };
        read_each_in_turn(state.disk, std::move(names), each, [self] {
            if (self->state_.lock()) self->done_(std::move(self->newer_));
        });
    }

    struct Work {
        Work(uint64_t last_step, std::string content) : last(last_step), bytes(std::move(content)) {}
        uint64_t last;
        std::string bytes;
        std::optional<SegmentSplitter> splitter{bytes};
        std::vector<SegmentPiece> pieces;
        size_t next = 0;
        std::optional<CommitDecoder> decoder;
    };

    void take(uint64_t last, base::Result<std::string> bytes, const GoOn& go_on) {
        const auto state = state_.lock();
        if (!state) return go_on(false);
        if (!bytes) {
            if (bytes.error().code == "disk.missing") newer_.reopen = true;
            else newer_.notices.push_back({Severity::warning, bytes.error()});
            return go_on(false);  // the same again next time
        }
        const auto work = std::make_shared<Work>(last, std::move(*bytes));
        state->in_slices("store.follow", [self = shared_from_this(), work, go_on] {
            const bool more = self->state_.lock() && self->read_on(*work);
            if (!more) go_on(true);
            return more;
        });
    }

    // True while there is more of the file.
    bool read_on(Work& work) {
        const auto state = state_.lock();
        if (work.splitter) {
            if (work.splitter->step()) take_pieces(work);
        } else if (work.next == work.pieces.size()) {
            return false;
        } else if (work.pieces[work.next].sequence() <= state->save.durable_sequence) {
            ++work.next;
        } else if (!work.decoder) {
            const Segment& segment = work.pieces[work.next].segment;
            work.decoder.emplace(segment.payload, segment.format);
        } else if (work.decoder->step()) {
            took(work.pieces[work.next++].sequence(), work.decoder->take());
            work.decoder.reset();
        }
        return true;
    }

    void take_pieces(Work& work) {
        base::Result<SegmentPieces> split = work.splitter->take();
        work.splitter.reset();
        if (split) {
            work.pieces = std::move(split->pieces);
            return;
        }
        const auto state = state_.lock();
        newer_.notices.push_back({Severity::loss, split.error()});
        state->save.last_sequence = state->save.durable_sequence = work.last;  // told once
    }

    void took(uint64_t sequence, base::Result<Commit> commit) {
        const auto state = state_.lock();
        state->save.last_sequence = state->save.durable_sequence = sequence;
        if (!commit) return newer_.notices.push_back({Severity::loss, commit.error()});
        state->count_clock(*commit);
        newer_.commits.push_back({sequence, std::move(*commit)});
    }

    std::weak_ptr<Store::State> state_;
    std::function<void(base::Result<Newer>)> done_;
    Newer newer_;
};

}  // namespace

void reload_newer(std::shared_ptr<Store::State> state, std::function<void(base::Result<Newer>)> done) {
    std::make_shared<Following>(state, std::move(done))->begin();
}

}  // namespace storage
