// Whole lives of a store on a good disk: how many files they leave, and what a disk that gives back something else than
// it was given does to them.
#include <doctest/doctest.h>

#include "core/storage_tab.h"

#include <set>

using tests::DiskState;
using tests::Random;
using tests::Tab;
using Kind = storage::SaveState::Kind;

TEST_CASE("lives: two thousand steps never need more than 128 files, and two generations stay") {
    Random random;
    const auto state = std::make_shared<DiskState>();
    Tab tab(state, random);
    REQUIRE(tab.open());
    size_t most = 0;
    for (int i = 0; i < 2000; ++i) {
        tab.add("x");
        tab.disk.settle();
        tab.compact();
        most = std::max(most, state->files.size());
    }
    MESSAGE("at most ", most, " files");
    CHECK(most <= 128);
    std::set<uint64_t> generations;
    for (const auto& [name, bytes] : state->files)
        if (const auto parsed = storage::parse_name(name); parsed.kind == storage::FileName::Kind::snapshot_manifest) generations.insert(parsed.generation);
    CHECK(generations.size() == 2);
    Tab again(state, random);
    REQUIRE(again.open());
    CHECK(again.book().leads.alive_count() == 2000);
    CHECK(again.loaded->history.size() >= 200);
}

TEST_CASE("lives: a snapshot that comes back wrong from the disk deletes nothing") {
    Random random;
    const auto state = std::make_shared<DiskState>();
    Tab tab(state, random, {}, tests::small_limits(6));
    REQUIRE(tab.open());
    for (int i = 0; i < 6; ++i) tab.add("x");
    tab.disk.settle();
    REQUIRE(tab.store.compaction_due());
    while (tab.store.compact_step(tab.book(), tab.now)) {}
    while (tab.store.compacting()) {
        for (auto& [name, bytes] : state->files)
            if (name.starts_with("s-")) bytes[bytes.size() / 2] ^= 1;
        if (!tab.disk.step()) break;
    }
    tab.disk.settle();
    REQUIRE(tab.store.compaction_error());
    CHECK_FALSE(tab.store.compaction_due());
    CHECK(tab.store.state().kind == Kind::saved);
    Tab again(state, random, {}, tests::small_limits(6));
    REQUIRE(again.open());
    CHECK(again.book().leads.alive_count() == 6);
}
