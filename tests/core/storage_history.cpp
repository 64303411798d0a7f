// What there ever was, read again from the files: all of it, a part, or as much as is whole.
#include "base/json.h"
#include "core/storage_tab.h"
#include "storage/merged.h"

#include <doctest/doctest.h>

using tests::DiskState;
using tests::Random;
using tests::Tab;
using FileKind = storage::FileName::Kind;

namespace {

struct Read {
    std::vector<uint64_t> sequences;
    storage::HistoryRead told;
};

Read history_of(Tab& tab, size_t at_most = SIZE_MAX) {
    Read read;
    bool ended = false;
    const auto visit = [&](const storage::NumberedCommit& step) {
        read.sequences.push_back(step.sequence);
        return read.sequences.size() < at_most;
    };
    tab.store.read_history(visit, [&](storage::HistoryRead told) { read.told = std::move(told), ended = true; });
    tab.disk.settle();
    REQUIRE(ended);
    return read;
}

std::string first_merged(const DiskState& state) {
    for (const auto& [name, bytes] : state.files)
        if (storage::parse_name(name).kind == FileKind::merged) return name;
    FAIL("nothing was merged");
    return {};
}

}  // namespace

TEST_CASE("history: whoever has seen enough is given no more, in the middle of a merged file, too") {
    Random random;
    Tab tab(std::make_shared<DiskState>(), random, {}, tests::small_limits(100));
    REQUIRE(tab.open());
    for (int i = 0; i < 9; ++i) tab.add(std::to_string(i)), tab.disk.settle();
    for (size_t enough = 1; enough <= 9; ++enough) {
        const Read read = history_of(tab, enough);
        REQUIRE(read.sequences.size() == enough);
        for (size_t i = 0; i < enough; ++i) CHECK(read.sequences[i] == i + 1);
    }
}

TEST_CASE("history: a step that a crash left in two files is told once") {
    Random random;
    const auto state = std::make_shared<DiskState>();
    {
        Tab tab(state, random);
        REQUIRE(tab.open());
        for (const char* name : {"Anders", "Budi"}) tab.add(name), tab.disk.settle();
    }
    const std::string first = state->files.at(storage::segment_name(0, 1)), second = state->files.at(storage::segment_name(0, 2));
    const auto both = storage::merge_segments(1, 2, {first, second});
    state->files[storage::merged_name(1, 2, 1)] = both.bytes.joined();
    Tab tab(state, random);
    REQUIRE(tab.open(storage::Mode::reader));
    CHECK(history_of(tab).sequences == std::vector<uint64_t>{1, 2});
}

TEST_CASE("history: of a damaged merged file the whole steps are given, and the file is named") {
    Random random;
    const auto state = std::make_shared<DiskState>();
    Tab tab(state, random, {}, tests::small_limits(100));
    REQUIRE(tab.open());
    for (const char* name : {"Anders", "Budi", "Citra", "Dewi"}) tab.add(name), tab.disk.settle();
    const std::string name = first_merged(*state);
    tests::Content& bytes = state->files.at(name);
    bytes[bytes.find("Budi")] = 'O';
    const Read read = history_of(tab);
    CHECK(read.sequences == std::vector<uint64_t>{1, 3, 4});
    REQUIRE(read.told.unread.size() == 1);
    CHECK(read.told.unread[0].where == name);
}

TEST_CASE("following: where there is not even a list of files, that is said, and it goes on the next time") {
    Random random;
    const auto state = std::make_shared<DiskState>();
    Tab writer(state, random);
    REQUIRE(writer.open());
    Tab reader(state, random);
    REQUIRE(reader.open(storage::Mode::reader));
    writer.add("Anders");
    writer.disk.settle();
    std::vector<std::string> said;
    const auto follow = [&] {
        reader.store.reload_newer([&](const base::Result<storage::Newer>& newer) { said.push_back(newer ? std::to_string(newer->commits.size()) : newer.error().code); });
        reader.disk.settle();
    };
    reader.disk.faults().close_handle = 100;
    follow();
    reader.disk.faults() = {};
    for (int i = 0; i < 5; ++i) follow();  // the connection is back after a few operations
    CHECK(said.front() == "disk.closed");
    CHECK(std::count(said.begin(), said.end(), "1") == 1);
}

TEST_CASE("steps that are too large for one transaction go in several, in order") {
    Random random;
    const auto state = std::make_shared<DiskState>();
    Tab tab(state, random);
    REQUIRE(tab.open());
    tab.add("first");
    for (int i = 0; i < 2; ++i) {
        storage::Commit large = tab.step("");
        large.edits.clear();
        large.ops[0].change = domain::SetEntry{"model/" + std::to_string(i), base::Json(std::string(17u << 20, 'x')).dump()};
        REQUIRE(tab.append(large));
    }
    const uint64_t before = state->commits;
    tab.disk.step();  // the first
    tab.disk.step();  // of the two large ones only one can be on its way
    CHECK(tab.store.state().durable_sequence == 2);
    tab.disk.settle();
    CHECK(tab.store.state().durable_sequence == 3);
    CHECK(state->commits == before + 2);
    CHECK(history_of(tab).sequences == std::vector<uint64_t>{1, 2, 3});
}
