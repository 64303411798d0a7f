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
            self->choose(*state, *files);
        });
    }

private:
    void choose(const Store::State& state, const std::vector<FileInfo>& files) {
        for (const FileInfo& file : files) {
            const FileName name = parse_name(file.name);
            if (name.kind == FileName::Kind::segment && name.number > state.save.last_sequence)
                segments_.push_back({name.number, name.generation, file});
        }
        base::sort(segments_);
        if (!segments_.empty() && segments_.front().sequence != state.save.last_sequence + 1) newer_.reopen = true;
        std::vector<std::string> names;
        for (const SegmentFile& file : segments_) names.push_back(file.info.name);
        const auto self = shared_from_this();
        const auto each = [self](size_t index, base::Result<std::string> bytes, GoOn go_on) {
            self->take(self->segments_[index], std::move(bytes), std::move(go_on));
        };
        read_each_in_turn(state.disk, std::move(names), each, [self] {
            if (self->state_.lock()) self->done_(std::move(self->newer_));
        });
    }

    void take(const SegmentFile& file, base::Result<std::string> bytes, GoOn go_on) {
        const auto state = state_.lock();
        if (!state) return go_on(false);
        if (!bytes) {
            if (bytes.error().code == "disk.missing") newer_.reopen = true;
            else newer_.notices.push_back({Severity::warning, bytes.error()});
            return go_on(false);  // the same again next time
        }
        const auto decoder = std::make_shared<SegmentDecoder>(std::move(*bytes));
        state->in_slices("store.follow", [self = shared_from_this(), decoder, sequence = file.sequence, go_on] {
            if (!decoder->step()) return true;
            self->took(sequence, decoder->take());
            go_on(true);
            return false;
        });
    }

    void took(uint64_t sequence, base::Result<Commit> commit) {
        const auto state = state_.lock();
        if (!state) return;
        state->save.last_sequence = state->save.durable_sequence = sequence;
        if (!commit) return newer_.notices.push_back({Severity::loss, commit.error()});
        state->count_clock(*commit);
        newer_.commits.push_back({sequence, std::move(*commit)});
    }

    std::weak_ptr<Store::State> state_;
    std::function<void(base::Result<Newer>)> done_;
    std::vector<SegmentFile> segments_;
    Newer newer_;
};

}  // namespace

void reload_newer(std::shared_ptr<Store::State> state, std::function<void(base::Result<Newer>)> done) {
    std::make_shared<Following>(state, std::move(done))->begin();
}

}  // namespace storage
