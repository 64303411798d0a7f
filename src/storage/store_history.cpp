// Reading back every step there ever was, for the history of a field and the book as of a past day. Contents come
// when they are asked for: nothing of this is in memory otherwise.
#include "storage/commit_slices.h"
#include "storage/merged.h"
#include "storage/read_each.h"
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
        const auto work = std::make_shared<FileWork>(name, std::move(*bytes));
        state->in_slices("store.history", [self = shared_from_this(), work, go_on] {
            if (self->state_.lock() && self->read_on(*work)) return true;
            go_on(!self->stopped_);
            return false;
        });
    }

    struct FileWork {
        FileWork(std::string file, std::string content) : name(std::move(file)), bytes(std::move(content)) {}
        std::string name, bytes;
        std::optional<SegmentSplitter> splitter{bytes};
        std::vector<SegmentPiece> pieces;
        size_t next = 0;
        std::optional<CommitDecoder> decoder;
    };

    // True while there is more to do with the file.
    bool read_on(FileWork& work) {
        if (work.splitter) {
            if (work.splitter->step()) take_pieces(work);
        } else if (work.decoder) {
            if (work.decoder->step()) take_commit(work);
        } else if (stopped_ || work.next == work.pieces.size()) {
            return false;
        } else {
            const Segment& segment = work.pieces[work.next].segment;
            if (seen_.insert(segment.head.sequence).second) work.decoder.emplace(segment.payload, segment.format);
            else ++work.next;
        }
        return true;
    }

    void take_pieces(FileWork& work) {
        base::Result<SegmentPieces> split = work.splitter->take();
        work.splitter.reset();
        if (!split || split->damaged)
            read_.unread.push_back({"segment.damaged", "A file of saved steps is damaged; what is whole of it was read.", work.name});
        if (split) work.pieces = std::move(split->pieces);
    }

    void take_commit(FileWork& work) {
        const uint64_t sequence = work.pieces[work.next++].sequence();
        base::Result<Commit> commit = work.decoder->take();
        work.decoder.reset();
        tell(sequence, std::move(commit));
    }

    void tell(uint64_t sequence, base::Result<Commit> commit) {
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
