// A reading tab: segments that the writing tab has added since this one opened.
#include "base/order.h"
#include "storage/read_each.h"
#include "storage/segment_decoder.h"
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
        std::string bytes;
        base::Result<SegmentPieces> split = SegmentPieces{};
        size_t next = 0;
        std::unique_ptr<SegmentDecoder> decoder;
    };

    void take(uint64_t last, base::Result<std::string> bytes, const GoOn& go_on) {
        const auto state = state_.lock();
        if (!state) return go_on(false);
        if (!bytes) {
            if (bytes.error().code == "disk.missing") newer_.reopen = true;
            else newer_.notices.push_back({Severity::warning, bytes.error()});
            return go_on(false);  // the same again next time
        }
        const auto work = std::make_shared<Work>();
        work->bytes = std::move(*bytes);
        work->split = split_segments(work->bytes);
        if (!work->split) {
            newer_.notices.push_back({Severity::loss, work->split.error()});
            state->save.last_sequence = state->save.durable_sequence = last;  // told once
            return go_on(true);
        }
        state->in_slices("store.follow", [self = shared_from_this(), work, go_on] {
            const bool more = self->state_.lock() && self->read_on(*work);
            if (!more) go_on(true);
            return more;
        });
    }

    // True while there is more of the file.
    bool read_on(Work& work) {
        const auto state = state_.lock();
        const std::vector<SegmentPiece>& pieces = (*work.split).pieces;
        if (work.next == pieces.size()) return false;
        if (pieces[work.next].sequence <= state->save.durable_sequence) {
            ++work.next;
        } else if (!work.decoder) {
            work.decoder = std::make_unique<SegmentDecoder>(std::string(pieces[work.next].bytes));
        } else if (work.decoder->step()) {
            took(pieces[work.next++].sequence, work.decoder->take());
            work.decoder.reset();
        }
        return true;
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
