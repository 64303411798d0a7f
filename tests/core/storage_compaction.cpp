// Snapshots that are cut short, outrun, or cannot take the place of older ones.
#include "base/json.h"
#include "core/storage_tab.h"

#include <doctest/doctest.h>

using storage::SaveState;
using tests::DiskState;
using tests::Random;
using tests::Tab;
using FileKind = storage::FileName::Kind;

namespace {

std::vector<std::string> manifests(const DiskState& state) {
    std::vector<std::string> names;
    for (const auto& [name, bytes] : state.files)
        if (storage::parse_name(name).kind == FileKind::snapshot_manifest) names.push_back(name);
    return names;
}

void fill(Tab& tab, int steps) {
    for (int i = 0; i < steps; ++i) {
        tab.add(std::to_string(i));
        tab.disk.settle();
    }
}

void check_kept(const std::shared_ptr<DiskState>& state, Random& random, const domain::Book& book) {
    Tab again(state, random);
    REQUIRE(again.open());
    CHECK(tests::dump(again.book()) == tests::dump(book));
    CHECK(again.loaded->notices.empty());
}

storage::Commit large_step(Tab& tab) {
    storage::Commit commit = tab.step("");
    const std::string large = base::Json(std::string(300'000, 'x')).dump();
    commit.edits = {storage::EntryEdit{"model/large", "", large}};
    commit.ops[0].change = domain::SetEntry{"model/large", large};
    return commit;
}

}  // namespace

TEST_CASE("compaction: a tab that loses the pen while it encodes gives the snapshot up, and begins none any more") {
    Random random;
    const auto state = std::make_shared<DiskState>();
    Tab tab(state, random, {}, tests::small_limits(6));
    REQUIRE(tab.open());
    fill(tab, 6);
    REQUIRE(tab.store.compact_step(tab.book(), tab.now, 100));
    Tab other(state, random);
    REQUIRE(other.open());
    tab.add("too late");
    tab.disk.settle();
    REQUIRE(tab.store.state().for_good);
    CHECK_FALSE(tab.store.compact_step(tab.book(), tab.now, 100));
    CHECK_FALSE(tab.store.compacting());
    CHECK_FALSE(tab.store.compact_step(tab.book(), tab.now, 100));
    CHECK_FALSE(tab.store.compacting());
    CHECK(manifests(*state).empty());
}

TEST_CASE("compaction: what it cannot delete is no failure, and goes with the next one") {
    Random random;
    const auto state = std::make_shared<DiskState>();
    Tab tab(state, random, {}, tests::small_limits(6));
    REQUIRE(tab.open());
    for (int i = 0; i < 2; ++i) {
        fill(tab, 6);
        REQUIRE(tab.compact());
    }
    REQUIRE(manifests(*state).size() == 2);
    fill(tab, 6);
    while (tab.store.compact_step(tab.book(), tab.now, 500)) {}
    do {
        tab.disk.faults().fail_before = manifests(*state).size() == 3 ? 100 : 0;
    } while (tab.disk.step());
    tab.disk.faults() = {};
    CHECK_FALSE(tab.store.compaction_error());
    CHECK_FALSE(tab.store.compacting());
    CHECK(manifests(*state).size() == 3);
    fill(tab, 6);
    REQUIRE(tab.compact());
    CHECK(manifests(*state).size() == 2);
    check_kept(state, random, tab.book());
}

TEST_CASE("compaction: a large step beside it makes it begin anew, and is in it once") {
    Random random;
    const auto state = std::make_shared<DiskState>();
    Tab tab(state, random, {}, tests::small_limits(6));
    REQUIRE(tab.open());
    fill(tab, 6);
    REQUIRE(tab.store.compact_step(tab.book(), tab.now, 100));
    REQUIRE(tab.append(large_step(tab)));
    tab.add("behind it");
    tab.disk.settle();
    while (tab.store.compact_step(tab.book(), tab.now, 100'000)) {}
    tab.disk.settle();
    CHECK_FALSE(tab.store.compaction_error());
    REQUIRE(manifests(*state).size() == 1);
    CHECK(storage::decode_manifest(state->files.at(manifests(*state)[0]))->covered == 8);
    check_kept(state, random, tab.book());
}

TEST_CASE("compaction: is due after so many bytes, however few the steps, and keeps so many bytes of steps to undo") {
    Random random;
    const auto state = std::make_shared<DiskState>();
    storage::StoreLimits limits;
    limits.bytes = 200'000;
    limits.history_bytes = 200'000;
    {
        Tab tab(state, random, {}, limits);
        REQUIRE(tab.open());
        fill(tab, 3);
        CHECK_FALSE(tab.store.compaction_due());
        REQUIRE(tab.append(large_step(tab)));
        tab.disk.settle();
        REQUIRE(tab.compact());
    }
    Tab again(state, random, {}, limits);
    REQUIRE(again.open());
    REQUIRE(again.loaded->history.size() == 1);  // the last step, however large
    CHECK(again.loaded->history[0].sequence == 4);
    CHECK(again.book().leads.size() == 3);
}

TEST_CASE("a copy before an import: a tab that only reads keeps none; one that comes back wrong is no copy") {
    Random random;
    const auto state = std::make_shared<DiskState>();
    Tab tab(state, random);
    REQUIRE(tab.open());
    fill(tab, 1);
    std::vector<std::string> said;
    const auto done = [&](const base::Status& status) { said.push_back(status ? "kept" : status.error().code); };
    Tab reader(state, random);
    REQUIRE(reader.open(storage::Mode::reader));
    const auto before = state->files;
    reader.store.keep_before_import({"a copy"}, done);
    reader.disk.settle();
    CHECK(state->files == before);
    tab.store.keep_before_import({"a copy"}, done);
    for (auto& [name, bytes] : state->files)
        if (!before.contains(name)) bytes[0] ^= 1;
    tab.disk.settle();
    CHECK(said == std::vector<std::string>{"store.read_only", "store.read_back"});
}
