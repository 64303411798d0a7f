// Files of many segments: what of them can be read back, and which are merged when.
#include <doctest/doctest.h>

#include "core/storage_tab.h"
#include "storage/merged.h"

#include <set>

using storage::choose_merge;
using storage::MergeChoice;
using storage::SegmentUnit;

namespace {

std::string segment(uint64_t sequence, const std::string& payload) {
    storage::SegmentEncoder encoder({3, sequence, 5, 77, {sequence, 1}}, {payload});
    while (!encoder.step()) {}
    return encoder.take().bytes.joined();
}

std::string merged(uint64_t first, uint64_t last) {
    std::vector<std::string> segments;
    for (uint64_t sequence = first; sequence <= last; ++sequence) segments.push_back(segment(sequence, "step " + std::to_string(sequence)));
    return storage::merge_segments(first, last, std::move(segments)).bytes.joined();
}

std::vector<uint64_t> sequences_in(const std::string& file) {
    std::vector<uint64_t> found;
    if (const auto split = storage::split_segments(file))
        for (const auto& piece : split->pieces) found.push_back(piece.sequence());
    return found;
}

std::vector<SegmentUnit> units_of(const std::vector<uint64_t>& sizes) {
    std::vector<SegmentUnit> units;
    for (size_t i = 0; i < sizes.size(); ++i) units.push_back({i + 1, i + 1, {"j-" + std::to_string(i), sizes[i]}});
    return units;
}

}  // namespace

TEST_CASE("merged: all segments come back byte for byte, from one file or from another") {
    const std::string file = merged(4, 9);
    const auto split = storage::split_segments(file);
    REQUIRE(split);
    CHECK(split->first == 4);
    CHECK(split->last == 9);
    CHECK_FALSE(split->damaged);
    REQUIRE(split->pieces.size() == 6);
    for (uint64_t i = 0; i < 6; ++i) CHECK(split->pieces[i].bytes == segment(4 + i, "step " + std::to_string(4 + i)));
    CHECK(sequences_in(segment(7, "alone")) == std::vector<uint64_t>{7});
}

TEST_CASE("merged: whatever byte is damaged or missing, every segment that is whole itself is found") {
    const std::string file = merged(1, 5);
    for (size_t at = 0; at < file.size(); ++at) {
        CAPTURE(at);
        std::string damaged = file;
        damaged[at] ^= 0x21;
        const auto split = storage::split_segments(damaged);
        REQUIRE(split);
        CHECK(split->damaged);
        CHECK(split->pieces.size() >= 4);
        const std::vector<uint64_t> cut = sequences_in(file.substr(0, at));
        for (size_t i = 0; i < cut.size(); ++i) REQUIRE(cut[i] == i + 1);
    }
    CHECK_FALSE(storage::split_segments("CORH"));
    CHECK_FALSE(storage::split_segments(""));
    CHECK(storage::split_segments("nothing of the kind").error().code == "segment.damaged");
}

TEST_CASE("merging: so many of one level become one of the next; lower ones between them go along") {
    const storage::MergeLimits limits{3, 4, 10, 10'000, 100};
    CHECK(choose_merge({}, limits).empty());
    CHECK(choose_merge(units_of({9, 9, 9}), limits).empty());
    const MergeChoice lowest = choose_merge(units_of({50, 9, 9, 9, 9}), limits);
    CHECK(lowest.begin == 1);
    CHECK(lowest.end == 5);
    const MergeChoice next = choose_merge(units_of({5000, 50, 9, 50, 50, 9}), limits);
    CHECK(next.begin == 1);
    CHECK(next.end == 6);
}

TEST_CASE("merging: too many files of any size lose the smallest neighbours") {
    const storage::MergeLimits limits{3, 9, 10, 10'000, 6};
    const MergeChoice chosen = choose_merge(units_of({5000, 400, 20, 9, 9, 400, 5000}), limits);
    CHECK(chosen.begin == 2);
    CHECK(chosen.end == 5);
}

TEST_CASE("merging: what a crash left double comes first") {
    std::vector<SegmentUnit> units = {{1, 4, {"m", 50}}, {1, 1, {"j1", 10}}, {3, 3, {"j3", 10}}, {5, 5, {"j5", 10}}};
    std::sort(units.begin(), units.end());
    const MergeChoice twice = choose_merge(units);
    CHECK(twice.begin == 0);
    CHECK(twice.end == 3);
}

TEST_CASE("merging: twenty thousand steps are written few times over, and never lie in many files") {
    const storage::MergeLimits limits;
    std::vector<SegmentUnit> units;
    uint64_t written = 0, taken = 0;
    for (uint64_t sequence = 1; sequence <= 20'000; ++sequence) {
        units.push_back({sequence, sequence, {"j", 300}});
        taken += 300;
        for (MergeChoice choice = choose_merge(units, limits); !choice.empty(); choice = choose_merge(units, limits)) {
            SegmentUnit made{units[choice.begin].first, units[choice.end - 1].last, {"m", 0}};
            for (size_t i = choice.begin; i < choice.end; ++i) made.info.size_bytes += units[i].info.size_bytes;
            written += made.info.size_bytes;
            const auto begin = units.begin() + static_cast<std::ptrdiff_t>(choice.begin);
            *begin = made;
            units.erase(begin + 1, units.begin() + static_cast<std::ptrdiff_t>(choice.end));
        }
        REQUIRE(units.size() <= 56);
    }
    MESSAGE("each byte was written ", static_cast<double>(written) / static_cast<double>(taken), " times more");
    CHECK(written < 5 * taken);
}

TEST_CASE("merging: the store merges by itself, and every step is still in the history") {
    tests::Random random;
    const auto state = std::make_shared<tests::DiskState>();
    tests::Tab tab(state, random, {}, tests::small_limits(1'000'000));
    REQUIRE(tab.open());
    for (int i = 1; i <= 100; ++i) {
        tab.add(std::to_string(i));
        tab.disk.settle();
    }
    CHECK(state->files.size() <= 8);
    CHECK_FALSE(tab.store.merging_error());
    std::vector<uint64_t> visited;
    std::optional<storage::HistoryRead> read;
    tab.store.read_history([&](storage::NumberedCommit step) { return visited.push_back(step.sequence), !step.commit.ops.empty(); },
                           [&](storage::HistoryRead result) { read = std::move(result); });
    tab.disk.settle();
    REQUIRE(read);
    CHECK(read->unread.empty());
    CHECK(read->commits == 100);
    for (uint64_t i = 0; i < 100; ++i) CHECK(visited[i] == i + 1);
    tests::Tab again(state, random);
    REQUIRE(again.open());
    CHECK(again.book().leads.alive_count() == 100);
    CHECK(again.loaded->notices.empty());
}

TEST_CASE("merging: a crash at any of its transactions loses nothing and is tidied up") {
    for (uint64_t at = 1; at < 40; ++at)
        for (const bool kept : {false, true}) {
            CAPTURE(at);
            CAPTURE(kept);
            tests::Random random;
            const auto state = std::make_shared<tests::DiskState>();
            uint64_t saved = 0;
            {
                tests::Tab tab(state, random, {}, tests::small_limits(1'000'000));
                REQUIRE(tab.open());
                tab.disk.crash_at = at;
                tab.disk.crash_keeps_it = kept;
                for (int i = 1; i <= 20; ++i) {
                    tab.add(std::to_string(i));
                    tab.disk.settle();
                }
                saved = tab.store.state().durable_sequence;
            }
            tests::Tab tab(state, random, {}, tests::small_limits(1'000'000));
            REQUIRE(tab.open());
            REQUIRE(tab.loaded->notices.empty());
            REQUIRE(tab.book().leads.alive_count() >= saved);
            tab.add("more");
            tab.disk.settle();
            CHECK(state->files.size() <= 8);
        }
}

TEST_CASE("merging: a merged file that comes back wrong deletes nothing") {
    tests::Random random;
    const auto state = std::make_shared<tests::DiskState>();
    tests::Tab tab(state, random, {}, tests::small_limits(1'000'000));
    REQUIRE(tab.open());
    for (int i = 1; i <= 7; ++i) {
        tab.add(std::to_string(i));
        while (tab.disk.step())
            for (auto& [name, bytes] : state->files)
                if (name.starts_with("m-")) bytes[bytes.size() / 2] ^= 1;
    }
    REQUIRE(tab.store.merging_error());
    CHECK(tab.store.merging_error()->code == "store.read_back");
    CHECK(tab.store.state().kind == storage::SaveState::Kind::saved);
    tests::Tab again(state, random);
    REQUIRE(again.open());
    CHECK(again.book().leads.alive_count() == 7);
}

TEST_CASE("merged: a large file is looked at a megabyte at a time, and found as in one go") {
    const std::string large(3u << 20, 'x');
    const std::string file = storage::merge_segments(1, 3, {segment(1, "small"), segment(2, large), segment(3, "small")}).bytes.joined();
    for (const std::string& bytes : {file, segment(2, large), file.substr(0, file.size() - 1)}) {
        storage::SegmentSplitter splitter(bytes);
        int steps = 1;
        while (!splitter.step()) ++steps;
        CHECK(steps > 3);
        const auto split = splitter.take(), at_once = storage::split_segments(bytes);
        REQUIRE(split);
        REQUIRE(split->pieces.size() == at_once->pieces.size());
        CHECK(split->damaged == at_once->damaged);
        for (const storage::SegmentPiece& piece : split->pieces) CHECK(piece.hash == base::hash128(piece.bytes));
    }
}

TEST_CASE("merged: beginnings of segments without an end are passed over, however many there are") {
    std::string file = "CORH";
    for (int i = 0; i < 200'000; ++i) file += "CORJ";
    CHECK(storage::split_segments(file).error().code == "segment.damaged");
    file += segment(8, "whole");
    CHECK(sequences_in(file) == std::vector<uint64_t>{8});
}
