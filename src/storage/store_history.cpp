// Reading back every step there ever was, for the history of a field and the book as of a past day. Contents come
// when they are asked for: nothing of this is in memory otherwise.
#include "storage/read_each.h"
#include "storage/segment_decoder.h"
#include "storage/store_state.h"

#include <set>

namespace storage {
namespace {

class HistoryReading : public std::enable_shared_from_this<HistoryReading> {
public:
    HistoryReading(const std::shared_ptr<Store::State>& state, std::function<bool(NumberedCommit)> visit, std::function<void(HistoryRead)> done)
        : state_(state), visit_(std::move(visit)), done_(std::move(done)) {}

    void begin() {
        const auto state = state_.lock();
        std::vector<std::string> names;
        for (const SegmentUnit& unit : state->segment_units()) names.push_back(unit.info.name);
        const auto self = shared_from_this();
        const auto each = [self, names](size_t index, base::Result<std::string> bytes, const GoOn& go_on) {
            self->take_file(names[index], std::move(bytes), go_on);
        };
        read_each_in_turn(state->disk, names, each, [self] {
            if (self->state_.lock()) self->done_(std::move(self->read_));
        });
    }

private:
    void take_file(const std::string& name, base::Result<std::string> bytes, const GoOn& go_on) {
        const auto state = state_.lock();
        if (!state) return go_on(false);
        // A merged file may have taken its place meanwhile; whoever needs it reads once more.
        if (!bytes) {
            read_.unread.push_back(bytes.error());
            return go_on(true);
        }
        struct Work {
            std::string bytes;
            base::Result<SegmentPieces> split = SegmentPieces{};
            size_t next = 0;
            std::unique_ptr<SegmentDecoder> decoder;
        };
        const auto work = std::make_shared<Work>();
        work->bytes = std::move(*bytes);
        work->split = split_segments(work->bytes);
        if (!work->split || work->split->damaged)
            read_.unread.push_back({"segment.damaged", "A file of saved steps is damaged; what is whole of it was read.", name});
        if (!work->split) return go_on(true);
        state->in_slices("store.history", [self = shared_from_this(), work, go_on] {
            const std::vector<SegmentPiece>& pieces = (*work->split).pieces;
            if (work->next == pieces.size() || !self->state_.lock()) return go_on(!self->stopped_), false;
            const SegmentPiece& piece = pieces[work->next];
            if (!work->decoder) {
                if (!self->seen_.insert(piece.sequence).second) return ++work->next, true;
                work->decoder = std::make_unique<SegmentDecoder>(std::string(piece.bytes));
            }
            if (!work->decoder->step()) return true;
            self->take_commit(piece.sequence, work->decoder->take());
            work->decoder.reset();
            work->next = self->stopped_ ? pieces.size() : work->next + 1;
            return true;
        });
    }

    void take_commit(uint64_t sequence, base::Result<Commit> commit) {
        if (!commit) return read_.unread.push_back(commit.error());
        ++read_.commits;
        stopped_ = !visit_({sequence, std::move(*commit)});
    }

    std::weak_ptr<Store::State> state_;
    std::function<bool(NumberedCommit)> visit_;
    std::function<void(HistoryRead)> done_;
    std::set<uint64_t> seen_;
    HistoryRead read_;
    bool stopped_ = false;
};

}  // namespace

void read_history(std::shared_ptr<Store::State> state, std::function<bool(NumberedCommit)> visit, std::function<void(HistoryRead)> done) {
    std::make_shared<HistoryReading>(state, std::move(visit), std::move(done))->begin();
}

}  // namespace storage
