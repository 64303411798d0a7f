#include <doctest/doctest.h>

#include "core/storage_tab.h"

using storage::Mode;
using storage::SaveState;
using tests::DiskState;
using tests::names;
using tests::Random;
using tests::Tab;
using Kind = storage::SaveState::Kind;

namespace {

struct Device {
    Random random;
    std::shared_ptr<DiskState> state = std::make_shared<DiskState>();

    std::unique_ptr<Tab> tab(storage::StoreLimits limits = {}) { return std::make_unique<Tab>(state, random, tests::DiskFaults{}, limits); }
    std::unique_ptr<Tab> opened(storage::StoreLimits limits = {}) {
        auto made = tab(limits);
        REQUIRE(made->open());
        return made;
    }
    tests::Content& file(const std::string& name) { return state->files.at(name); }
};

storage::StoreLimits small_limits() { return tests::small_limits(4); }

// Writes `steps` leads "1", "2", ... and compacts whenever it is due.
void fill(Tab& tab, int first, int last) {
    for (int i = first; i <= last; ++i) {
        tab.add(std::to_string(i));
        tab.disk.settle();
        tab.compact();
    }
}

}  // namespace

TEST_CASE("store: opening an empty disk writes nothing and takes the new replica") {
    Device device;
    auto tab = device.tab();
    REQUIRE(tab->open(Mode::writer, 0x1111'0000'0000'0064));
    CHECK(tab->loaded->fresh);
    CHECK(tab->loaded->replica == 0x1111'0000'0000'0064);
    CHECK(device.state->files.empty());
    CHECK(tab->store.state().kind == Kind::saved);
    CHECK_FALSE(tab->store.next_wake());
}

TEST_CASE("store: saved means acknowledged, and comes back after a reload") {
    Device device;
    {
        auto tab = device.tab();
        REQUIRE(tab->open(Mode::writer, 0x1111'0000'0000'0064));
        tab->add("Kari");
        CHECK(tab->store.state().kind == Kind::saving);
        CHECK(tab->store.state().durable_sequence == 0);
        CHECK(tab->store.next_wake());
        tab->disk.settle();
        CHECK(tab->store.state().kind == Kind::saved);
        CHECK(tab->store.state().durable_sequence == 1);
        CHECK_FALSE(tab->store.next_wake());
        CHECK(device.state->files.contains("FORMAT-1"));
    }
    auto again = device.tab();
    REQUIRE(again->open(Mode::writer, 0x2222'0000'0000'0065));
    CHECK(names(again->book()) == "Kari");
    CHECK(again->loaded->replica == 0x1111'0000'0000'0065);  // the author stays, the opening is another
    CHECK(again->loaded->clock_ticks == 1);
    REQUIRE(again->loaded->history.size() == 1);
    CHECK(again->loaded->history[0].commit.label.key == "step.create");
    CHECK(again->loaded->history[0].commit.edits.size() == 1);
    CHECK(again->loaded->notices.empty());
}

TEST_CASE("store: steps that come while one is in flight go together, in order, one file each") {
    Device device;
    auto tab = device.opened();
    for (const char* name : {"a", "b", "c", "d"}) tab->add(name);
    CHECK(device.state->commits == 1);
    tab->disk.settle();
    CHECK(device.state->commits == 2);
    CHECK(tab->store.state().durable_sequence == 4);
    CHECK(device.state->files.size() == 5);
    auto again = device.opened();
    CHECK(names(again->book()) == "a b c d");
    CHECK(again->loaded->notices.empty());
}

TEST_CASE("store: a disk that answers at once works the same") {
    Device device;
    Tab tab(device.state, device.random, {}, small_limits(), true);
    REQUIRE(tab.open());
    fill(tab, 1, 30);
    CHECK(tab.store.state().kind == Kind::saved);
    Tab again(device.state, device.random, {}, {}, true);
    REQUIRE(again.open());
    CHECK(again.book().leads.alive_count() == 30);
}

TEST_CASE("store: a full disk is NOT SAVED with the reason; memory stays; it is tried again with backoff") {
    Device device;
    auto tab = device.opened();
    tab->disk.faults().quota_bytes = 10;
    tab->add("Kari");
    tab->disk.settle();
    CHECK(tab->store.state().kind == Kind::not_saved);
    CHECK(tab->store.state().reason.code == "disk.quota");
    CHECK(tab->store.state().durable_sequence == 0);
    CHECK(names(tab->book()) == "Kari");
    CHECK_FALSE(tab->store.compaction_due());
    tab->add("Budi");
    tab->disk.settle();
    CHECK(device.state->commits == 1);  // waits for its turn
    base::Millis waited = 0;
    for (int i = 0; i < 12; ++i) {
        const base::Millis wake = *tab->store.next_wake();
        CHECK(wake - tab->now >= waited);
        waited = std::min<base::Millis>(wake - tab->now, 15'000);
        tab->store.retry(wake - 1);
        tab->disk.settle();
        CHECK(device.state->commits == 1 + static_cast<uint64_t>(i));
        tab->store.retry(tab->now = wake);
        CHECK(tab->store.state().kind == Kind::saving);
        tab->disk.settle();
        CHECK(tab->store.state().kind == Kind::not_saved);
    }
    CHECK(waited == 15'000);
    tab->disk.faults().quota_bytes = UINT64_MAX;
    tab->store.retry(tab->now, true);
    tab->disk.settle();
    CHECK(tab->store.state().kind == Kind::saved);
    CHECK(tab->store.state().durable_sequence == 2);
    CHECK(names(device.opened()->book()) == "Budi Kari");
}

TEST_CASE("store: a clock that is put back by years delays neither trying again nor the watchdog") {
    Device device;
    auto tab = device.opened();
    tab->disk.faults().fail_before = 100;
    tab->add("Kari");
    tab->disk.settle();
    REQUIRE(tab->store.state().kind == Kind::not_saved);
    tab->now -= 3650 * base::kMillisPerDay;
    tab->store.retry(tab->now);
    CHECK(*tab->store.next_wake() - tab->now <= 15'000);
    tab->disk.faults() = {};
    tab->disk.faults().lose_answer = 100;
    tab->store.retry(tab->now += 15'000);
    REQUIRE(tab->store.state().kind == Kind::saving);
    tab->now -= 3650 * base::kMillisPerDay;
    tab->store.retry(tab->now);
    tab->store.retry(tab->now += 10'000);
    CHECK(tab->store.state().kind == Kind::not_saved);
    CHECK(tab->store.state().reason.code == "disk.no_answer");
}

TEST_CASE("store: a step that was kept although the answer said failed is found, not doubled") {
    Device device;
    auto tab = device.opened();
    tab->disk.faults().fail_after = 100;
    tab->add("Kari");
    tab->disk.settle();
    CHECK(tab->store.state().kind == Kind::not_saved);
    CHECK(tab->store.state().durable_sequence == 0);
    tab->disk.faults().fail_after = 0;
    tab->add("Budi");
    tab->store.retry(*tab->store.next_wake());
    tab->disk.settle();  // the names are taken: compared, then the rest is due
    CHECK(tab->store.state().durable_sequence == 1);
    tab->store.retry(*tab->store.next_wake());
    tab->disk.settle();
    CHECK(tab->store.state().kind == Kind::saved);
    auto again = device.opened();
    CHECK(names(again->book()) == "Budi Kari");
    CHECK(again->loaded->notices.empty());
}

TEST_CASE("store: an answer that never comes is NOT SAVED after ten seconds, then tried again") {
    Device device;
    auto tab = device.opened();
    tab->disk.faults().lose_answer = 100;
    tab->add("Kari");
    tab->store.retry(tab->now + 9'999);
    CHECK(tab->store.state().kind == Kind::saving);
    tab->store.retry(tab->now += 10'000);
    CHECK(tab->store.state().kind == Kind::not_saved);
    CHECK(tab->store.state().reason.code == "disk.no_answer");
    tab->disk.faults().lose_answer = 0;
    for (int i = 0; i < 5 && tab->store.next_wake(); ++i) {
        tab->store.retry(tab->now = *tab->store.next_wake());
        tab->disk.settle();
    }
    CHECK(tab->store.state().kind == Kind::saved);
    CHECK(names(device.opened()->book()) == "Kari");
}

TEST_CASE("store: a tab that another one replaced is refused for good and says so") {
    Device device;
    auto old_tab = device.opened();
    old_tab->add("one");
    old_tab->disk.settle();
    auto new_tab = device.opened();
    CHECK(names(new_tab->book()) == "one");
    old_tab->add("stale");
    old_tab->disk.settle();
    CHECK(old_tab->store.state().kind == Kind::not_saved);
    CHECK(old_tab->store.state().for_good);
    CHECK(old_tab->store.state().reason.code == "disk.stale_epoch");
    CHECK_FALSE(old_tab->store.writable());
    CHECK_FALSE(old_tab->store.next_wake());
    CHECK_FALSE(old_tab->append(old_tab->step("more")));
    old_tab->store.retry(old_tab->now + 100'000, true);
    old_tab->disk.settle();
    new_tab->add("two");
    new_tab->disk.settle();
    CHECK(new_tab->store.state().kind == Kind::saved);
    auto again = device.opened();
    CHECK(names(again->book()) == "one two");
    CHECK(again->loaded->notices.empty());
}

TEST_CASE("store: another writer's bytes under our name are never taken for ours") {
    Device device;
    auto tab = device.opened();
    device.state->files[storage::segment_name(0, 1)] = "somebody else's";
    tab->add("Kari");
    tab->disk.settle();
    CHECK(tab->store.state().kind == Kind::not_saved);
    CHECK(tab->store.state().reason.code == "store.foreign_file");
    CHECK(tab->store.state().for_good);
    CHECK(device.file(storage::segment_name(0, 1)) == "somebody else's");
}

TEST_CASE("store: a reading tab writes nothing, not even the epoch, and follows the writer") {
    Device device;
    auto writer = device.opened();
    writer->add("one");
    writer->disk.settle();
    const uint64_t epoch = device.state->epoch, commits = device.state->commits;
    auto reader = device.tab();
    REQUIRE(reader->open(Mode::reader));
    CHECK(names(reader->book()) == "one");
    CHECK_FALSE(reader->append(reader->step("no")));
    CHECK_FALSE(reader->store.compaction_due());
    CHECK(device.state->epoch == epoch);
    CHECK(device.state->commits == commits);
    writer->add("two");
    writer->add("three");
    writer->disk.settle();
    std::optional<storage::Newer> newer;
    const auto reload = [&] {
        reader->store.reload_newer([&](base::Result<storage::Newer> result) { newer.emplace(std::move(*result)); });
        reader->disk.settle();
    };
    reload();
    REQUIRE(newer);
    REQUIRE(newer->commits.size() == 2);
    CHECK(newer->commits[1].sequence == 3);
    CHECK_FALSE(newer->reopen);
    reload();
    CHECK(newer->commits.empty());
    CHECK(reader->store.state().last_sequence == 3);
}

TEST_CASE("store: a reader left far behind finds all steps, merged or not; if one is gone it opens anew") {
    Device device;
    auto writer = device.opened(small_limits());
    fill(*writer, 1, 1);
    auto reader = device.tab(), second = device.tab();
    REQUIRE(reader->open(Mode::reader));
    REQUIRE(second->open(Mode::reader));
    fill(*writer, 2, 20);
    std::optional<storage::Newer> newer;
    reader->store.reload_newer([&](base::Result<storage::Newer> result) { newer = std::move(*result); });
    reader->disk.settle();
    CHECK_FALSE(newer->reopen);
    REQUIRE(newer->commits.size() == 19);
    for (size_t i = 0; i < 19; ++i) CHECK(newer->commits[i].sequence == i + 2);

    std::erase_if(device.state->files, [](const auto& file) { return storage::parse_name(file.first).kind == storage::FileName::Kind::merged; });
    second->store.reload_newer([&](base::Result<storage::Newer> result) { newer = std::move(*result); });
    second->disk.settle();
    CHECK(newer->reopen);
}

TEST_CASE("store: nothing is called after the store is gone") {
    Device device;
    auto state = device.state;
    tests::SimulatedDisk disk(state, device.random);
    int calls = 0;
    {
        storage::Store store(disk.port(), [&] { ++calls; });
        store.open(Mode::writer, 5, [&](auto) { ++calls; });
    }
    disk.settle();
    CHECK(calls == 0);
}

TEST_CASE("store: the watchdog counts from when a step was sent, not from when it was made") {
    Device device;
    auto tab = device.opened();
    tab->add("one");
    tab->now += 100;
    tab->add("two");
    tab->disk.step();  // "one" is acknowledged, much later; "two" goes out only now
    CHECK(tab->store.state().durable_sequence == 1);
    tab->store.retry(tab->now += 10'000);
    CHECK(tab->store.state().kind == Kind::saving);
    tab->store.retry(tab->now += 10'000);
    CHECK(tab->store.state().kind == Kind::not_saved);
    tab->disk.settle();
    CHECK(tab->store.state().kind == Kind::saved);
}

TEST_CASE("store: a slow compaction is not given up as long as answers come") {
    Device device;
    auto tab = device.opened(small_limits());
    for (int i = 0; i < 4; ++i) tab->add("x");
    tab->disk.settle();
    REQUIRE(tab->store.compaction_due());
    while (tab->store.compact_step(tab->book(), tab->now)) {}
    while (tab->store.compacting()) {
        tab->store.retry(tab->now += 10'000);
        REQUIRE(tab->disk.step());
    }
    CHECK_FALSE(tab->store.compaction_error());
}

TEST_CASE("store: a compaction that is never answered is given up and tried again later") {
    Device device;
    auto tab = device.opened(small_limits());
    for (int i = 0; i < 4; ++i) tab->add("x");
    tab->disk.settle();
    tab->disk.faults().lose_answer = 100;
    while (tab->store.compact_step(tab->book(), tab->now)) {}
    REQUIRE(tab->store.compacting());
    for (int i = 0; i < 3; ++i) tab->store.retry(tab->now += 10'000);
    CHECK_FALSE(tab->store.compacting());
    REQUIRE(tab->store.compaction_error());
    CHECK(tab->store.state().kind == Kind::saved);
    tab->disk.faults().lose_answer = 0;
    fill(*tab, 1, 20);
    CHECK_FALSE(tab->store.compaction_error());
    CHECK(device.opened()->book().leads.alive_count() == 24);
}

TEST_CASE("store: a step made and saved between two slices of a compaction is not lost by it") {
    Device device;
    storage::StoreLimits limits;
    limits.segments = 2;
    auto tab = device.opened(limits);
    tab->add("one");
    tab->add("two");
    tab->disk.settle();
    REQUIRE(tab->store.compaction_due());
    REQUIRE(tab->store.compact_step(tab->book(), tab->now, 1));  // the leads are written down
    tab->add("three");
    tab->disk.settle();
    while (tab->store.compact_step(tab->book(), tab->now, 1)) {}
    tab->disk.settle();
    CHECK_FALSE(tab->store.compaction_error());
    CHECK(names(device.opened()->book()) == "one three two");
}

TEST_CASE("store: the late failure of an attempt that was given up says nothing about the next one") {
    Device device;
    auto tab = device.opened();
    tab->disk.faults().fail_before = 100;
    tab->add("Kari");
    tab->store.retry(tab->now += 10'000);  // its answer is still on the way
    CHECK(tab->store.state().kind == Kind::not_saved);
    tab->disk.faults().fail_before = 0;
    tab->store.retry(tab->now, true);
    tab->disk.step();
    CHECK(tab->store.state().kind == Kind::saving);
    tab->disk.step();
    CHECK(tab->store.state().kind == Kind::saved);
}
