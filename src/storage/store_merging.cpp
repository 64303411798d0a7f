// Merging files of segments, behind the scenes: put the merged one, read it back from the disk and compare, and only
// then delete those it was made of, in a transaction of its own. A crash in between leaves steps double, which
// nobody minds: the next merging finds them.
#include "base/zoo.h"
#include "storage/read_each.h"
#include "storage/store_state.h"

#include <algorithm>

namespace storage {
namespace {

constexpr size_t kUnitsAfterFailure = 8;
constexpr size_t kFewestUnits = 8;  // more merging than that would cost more than a long list of files

}  // namespace

std::vector<SegmentUnit> Store::State::segment_units() const {
    std::vector<SegmentUnit> units;
    for (const FileInfo& file : files) {
        const FileName name = parse_name(file.name);
        const bool single = name.kind == FileName::Kind::segment;
        if (!single && name.kind != FileName::Kind::merged) continue;
        units.push_back({name.number, single ? name.number : name.last, file});
    }
    std::sort(units.begin(), units.end());
    return units;
}

// Damaged files, and snapshots that may hold what nothing else does: they stay, and count for the bound all the same.
size_t Store::State::useless_files() const {
    const auto stays = [&](const FileInfo& file) {
        const FileName name = parse_name(file.name);
        const bool snapshot = name.kind == FileName::Kind::snapshot_part || name.kind == FileName::Kind::snapshot_manifest;
        const bool kept = snapshot && std::find(kept_generations.begin(), kept_generations.end(), name.generation) != kept_generations.end();
        return kept || merging.left_out.contains(file.name);
    };
    return static_cast<size_t>(std::count_if(files.begin(), files.end(), stays));
}

void Store::State::merge_if_due() {
    if (merging.under_way || forgetting.under_way || !writable() || save.kind == SaveState::Kind::not_saved) return;
    std::vector<SegmentUnit> units = segment_units();
    std::erase_if(units, [&](const SegmentUnit& unit) { return merging.left_out.contains(unit.info.name); });
    if (units.size() < merging.due_at) return;
    MergeLimits bounds = limits.merging;
    bounds.most_units -= std::min(useless_files(), bounds.most_units - std::min(bounds.most_units, kFewestUnits));
    const MergeChoice choice = choose_merge(units, bounds);
    if (choice.empty()) return;
    const uint64_t token = ++merging.token;
    merging.under_way = true;
    merging.since = last_now;
    merging.sources.clear();
    merging.pieces.clear();
    std::vector<std::string> names;
    for (size_t unit = choice.begin; unit < choice.end; ++unit) names.push_back(units[unit].info.name);
    const auto weak = weak_from_this();
    const auto each = [weak, token, names](size_t index, base::Result<std::string> bytes, const GoOn& go_on) {
        const auto self = weak.lock();
        if (!self || self->merging.token != token) return go_on(false);
        const auto taken = std::make_shared<base::Result<std::string>>(std::move(bytes));
        self->in_slices("store.merging", [weak, token, name = names[index], taken, go_on] {
            const auto self = weak.lock();
            go_on(self && self->merging.token == token && self->take_source(name, std::move(*taken)));
            return false;
        });
    };
    read_each_in_turn(disk, std::move(names), each, [weak, token] {
        const auto self = weak.lock();
        if (self && self->merging.token == token) self->put_merged();
    });
}

// False where the disk gives no answer to go on with. What is damaged is left as it is, for good.
bool Store::State::take_source(const std::string& name, base::Result<std::string> bytes) {
    merging.since = last_now;
    if (!bytes) {
        stop_merging(bytes.error());
        return false;
    }
    const base::Result<SegmentPieces> split = split_segments(*bytes);
    if (!split || split->damaged) {
        merging.left_out.insert(name);
        return true;
    }
    merging.sources.push_back(name);
    for (const SegmentPiece& piece : split->pieces) merging.pieces.emplace_back(piece.sequence(), piece.bytes);
    return true;
}

void Store::State::put_merged() {
    if (merging.sources.size() < 2) {
        merging.under_way = false;
        return merge_if_due();  // without what was left out
    }
    auto& pieces = merging.pieces;
    std::sort(pieces.begin(), pieces.end());
    pieces.erase(std::unique(pieces.begin(), pieces.end()), pieces.end());
    const uint64_t first = pieces.front().first, last = pieces.back().first;
    std::vector<std::string> segments;
    for (auto& [sequence, bytes] : pieces) segments.push_back(std::move(bytes));
    pieces.clear();
    if (base::is_planted(base::Bug::merged_without_last)) segments.pop_back();
    merging.file = {merged_name(first, last, ++generation), merge_segments(first, last, std::move(segments)).bytes};
    commit({{merging.file}, {}, epoch}, [weak = weak_from_this(), token = merging.token, name = merging.file.name](base::Status status) {
        const auto self = weak.lock();
        if (!self) return;
        if (self->merging.token != token) {
            // Nobody waits for it any more, and what it was made of is still there; it may hold who was forgotten meanwhile.
            if (status) self->commit({{}, {name}, self->epoch}, [](const base::Status&) {});
            return;
        }
        if (status) self->add_file(self->merging.file);
        if (status) self->verify_merged();
        else self->stop_merging(status.error());
    });
}

void Store::State::verify_merged() {
    merging.since = last_now;
    disk.read(merging.file.name, [weak = weak_from_this(), token = merging.token](base::Result<std::string> bytes) {
        const auto self = weak.lock();
        if (!self || self->merging.token != token) return;
        if (!bytes) return self->stop_merging(bytes.error());
        if (self->merging.file.bytes == *bytes) return self->delete_sources();
        self->merging.left_out.insert(self->merging.file.name);
        self->stop_merging({"store.read_back", "Merged steps came back from the disk other than they were written; the old files stay.", self->merging.file.name});
    });
}

void Store::State::delete_sources() {
    merging.since = last_now;
    merging.file.bytes = {};
    const std::vector<std::string> names = std::exchange(merging.sources, {});
    commit({{}, names, epoch}, [weak = weak_from_this(), token = merging.token, names](base::Status status) {
        const auto self = weak.lock();
        if (!self) return;
        if (status) self->remove_files(names);
        if (self->merging.token != token) return;
        if (!status) return self->stop_merging(status.error());
        self->merging.under_way = false;
        self->merging.due_at = 0;
        self->merging.error.reset();
        self->merge_if_due();
    });
}

// Nothing is lost by it: at worst there are more files than there should be.
void Store::State::stop_merging(base::Error reason) {
    ++merging.token;
    merging.under_way = false;
    merging.sources.clear();
    merging.pieces.clear();
    merging.file.bytes = {};
    merging.due_at = segment_units().size() + kUnitsAfterFailure;
    merging.error = std::move(reason);
    if (merging.error->code == "disk.stale_epoch" && !save.for_good) failed(*merging.error);
}

void Store::State::check_merging_alive() {
    if (!merging.under_way || last_now - merging.since < limits.watchdog) return;
    stop_merging({"disk.no_answer", "The browser did not answer while saved steps were merged; the old files stay.", ""});
}

}  // namespace storage
