// A reading tab: segments that the writing tab has added since this one opened.
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
        std::sort(segments_.begin(), segments_.end());
        if (!segments_.empty() && segments_.front().sequence != state.save.last_sequence + 1) newer_.reopen = true;
        std::vector<std::string> names;
        for (const SegmentFile& file : segments_) names.push_back(file.info.name);
        const auto self = shared_from_this();
        const auto each = [self](size_t index, base::Result<std::string> bytes) { return self->take(self->segments_[index], bytes); };
        read_each(state.disk, std::move(names), each, [self] {
            if (self->state_.lock()) self->done_(std::move(self->newer_));
        });
    }

    bool take(const SegmentFile& file, const base::Result<std::string>& bytes) {
        const auto state = state_.lock();
        if (!state) return false;
        if (!bytes) {
            if (bytes.error().code == "disk.missing") newer_.reopen = true;
            else newer_.notices.push_back({Severity::warning, bytes.error()});
            return false;  // the same again next time
        }
        const base::Result<Segment> segment = decode_segment(*bytes);
        base::Result<Commit> commit = segment ? decode_commit(segment->payload) : base::Result<Commit>(segment.error());
        state->save.last_sequence = state->save.durable_sequence = file.sequence;
        if (!commit) {
            newer_.notices.push_back({Severity::loss, commit.error()});
            return true;
        }
        state->count_clock(*commit);
        newer_.commits.push_back({file.sequence, std::move(*commit)});
        return true;
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
