// The browser deletes what was stored while a tab is at work: what that tab has in memory is written anew, and nothing
// counts as saved before.
#include "core/storage_tab.h"

#include <doctest/doctest.h>

using storage::SaveState;
using tests::DiskState;
using tests::Random;
using tests::Tab;
using tests::small_limits;

namespace {

// What app does when the store says that a snapshot is due.
void write_anew(Tab& tab) {
    tab.disk.settle();
    for (int i = 0; i < 5 && (tab.store.compaction_due() || tab.store.compacting()); ++i) {
        while (tab.store.compact_step(tab.book(), tab.now, 500)) {}
        tab.disk.settle();
    }
}

std::string names_on(const std::shared_ptr<DiskState>& disk, Random& random) {
    Tab next(disk, random);
    REQUIRE(next.open());
    CHECK_FALSE(next.loaded->read_only);
    for (const storage::Notice& notice : next.loaded->notices) FAIL_CHECK(notice.what.message);
    return tests::names(next.book());
}

}  // namespace

TEST_CASE("cleared: the next step is not saved before the whole book is") {
    Random random;
    const auto state = std::make_shared<DiskState>();
    Tab tab(state, random);
    REQUIRE(tab.open());
    for (const char* name : {"Ani", "Budi", "Citra"}) tab.add(name);
    tab.disk.settle();
    REQUIRE(tab.store.state().kind == SaveState::Kind::saved);
    state->clear();
    tab.add("Dewi");
    tab.disk.settle();
    CHECK(tab.store.state().kind != SaveState::Kind::saved);
    CHECK(tab.store.state().reason.code == "disk.cleared");
    CHECK(tab.store.state().durable_sequence == 0);
    write_anew(tab);
    CHECK(tab.store.state().kind == SaveState::Kind::saved);
    CHECK(tab.store.state().durable_sequence == 4);
    CHECK(tab.store.times_written_anew() == 1);
    tab.add("Eko");
    tab.disk.settle();
    CHECK(names_on(state, random) == "Ani Budi Citra Dewi Eko");
}

TEST_CASE("cleared: it is found out without a step, when somebody looks") {
    Random random;
    const auto state = std::make_shared<DiskState>();
    Tab tab(state, random);
    REQUIRE(tab.open());
    tab.add("Ani");
    tab.disk.settle();
    tab.store.check_there();
    tab.disk.settle();
    CHECK(tab.store.state().kind == SaveState::Kind::saved);
    state->clear();
    tab.store.check_there();
    CHECK(tab.store.state().kind == SaveState::Kind::saving);  // the browser may take its time to answer
    write_anew(tab);
    CHECK(tab.store.times_written_anew() == 1);
    CHECK(tab.store.state().kind == SaveState::Kind::saved);
    CHECK(names_on(state, random) == "Ani");
}

TEST_CASE("cleared while a step is on its way: its answer does not stand for what is looked for behind it") {
    Random random;
    const auto state = std::make_shared<DiskState>();
    Tab tab(state, random);
    REQUIRE(tab.open());
    tab.add("Ani");
    tab.disk.settle();
    tab.add("Budi");
    tab.store.check_there();
    while (tab.store.state().durable_sequence < 2) REQUIRE(tab.disk.step());
    CHECK(tab.store.state().kind == SaveState::Kind::saving);
    tab.disk.settle();
    CHECK(tab.store.state().kind == SaveState::Kind::saved);
}

TEST_CASE("cleared: while nobody can tell whether it is, nothing is called saved") {
    Random random;
    for (const bool is_cleared : {false, true}) {
        const auto state = std::make_shared<DiskState>();
        Tab tab(state, random);
        REQUIRE(tab.open());
        tab.add("Ani");
        tab.disk.settle();
        tab.disk.faults().fail_before = 100;
        tab.store.check_there();
        tab.disk.settle();
        CHECK(tab.store.state().kind == SaveState::Kind::not_saved);
        tab.disk.faults().fail_before = 0;
        if (is_cleared) state->clear();
        tab.now += 60'000;
        tab.store.retry(tab.now);
        write_anew(tab);
        CHECK(tab.store.state().kind == SaveState::Kind::saved);
        CHECK(tab.store.times_written_anew() == (is_cleared ? 1 : 0));
        CHECK(names_on(state, random) == "Ani");
    }
}

TEST_CASE("cleared: a browser that does not answer whoever looks is said not to have, and is asked again") {
    Random random;
    const auto state = std::make_shared<DiskState>();
    Tab tab(state, random);
    REQUIRE(tab.open());
    tab.add("Ani");
    tab.disk.settle();
    tab.disk.faults().lose_answer = 100;
    tab.store.check_there();
    tab.disk.settle();
    tab.store.retry(tab.now);
    CHECK(tab.store.state().kind == SaveState::Kind::saving);
    tab.store.retry(tab.now += 60'000);
    CHECK(tab.store.state().kind == SaveState::Kind::not_saved);
    CHECK(tab.store.state().reason.code == "disk.no_answer");
    tab.disk.faults().lose_answer = 0;
    REQUIRE(tab.store.next_wake());
    tab.store.retry(tab.now += 60'000);
    tab.disk.settle();
    CHECK(tab.store.state().kind == SaveState::Kind::saved);
    CHECK_FALSE(tab.store.next_wake());
}

TEST_CASE("cleared: a late answer to what was sent before somebody looked does not tell whether it is there") {
    Random random;
    const auto state = std::make_shared<DiskState>();
    tests::SimulatedDisk disk(state, random);
    std::vector<std::function<void()>> late;
    bool is_late = false, fails = false;
    storage::Disk port = disk.port();
    port.commit = [&, commit = port.commit](storage::Transaction transaction, std::function<void(base::Status)> done) {
        if (fails) return done(base::Error{"disk.failed", "Writing failed.", ""});
        if (!is_late) return commit(std::move(transaction), done);
        commit(std::move(transaction), [&, done](base::Status status) { late.push_back([done, status] { done(status); }); });
    };
    storage::Store store(port, [] {}, {});
    store.open(storage::Mode::writer, 100, [](const base::Result<storage::Loaded>& loaded) { REQUIRE(loaded.ok()); });
    disk.settle();
    storage::Commit step;
    step.ops.push_back({100, 1, {1, 100}, {}, domain::SetEntry{"model/x", "1"}});
    step.clock_ticks = 1;
    is_late = true;
    REQUIRE(store.append(step, 1000).ok());
    disk.settle();
    fails = true;
    store.check_there();
    CHECK(store.state().kind == SaveState::Kind::not_saved);
    REQUIRE(late.size() == 1);
    late.front()();
    CHECK(store.state().kind == SaveState::Kind::not_saved);
    fails = is_late = false;
    store.retry(100'000);
    disk.settle();
    CHECK(store.state().kind == SaveState::Kind::saved);
}

TEST_CASE("cleared: the undo steps that were kept stay") {
    Random random;
    const auto state = std::make_shared<DiskState>();
    Tab tab(state, random);
    REQUIRE(tab.open());
    tab.add("Ani");
    tab.add("Budi");
    tab.disk.settle();
    state->clear();
    tab.store.check_there();
    write_anew(tab);
    Tab next(state, random);
    REQUIRE(next.open());
    CHECK(next.loaded->history.size() == 2);
}

TEST_CASE("cleared while a snapshot is written, while the disk is full, and again while it is written anew") {
    Random random;
    for (int round = 0; round < 60; ++round) {
        const auto state = std::make_shared<DiskState>();
        Tab tab(state, random, {}, small_limits(6));
        REQUIRE(tab.open());
        std::string expected;
        const auto act = [&] {
            const auto what = random.below(10);
            if (what < 5) {
                const std::string name = "p" + std::to_string(100 + expected.size() / 5);
                tab.add(name);
                expected += (expected.empty() ? "" : " ") + name;
            } else if (what < 7) {
                tab.disk.step();
            } else if (what < 8) {
                tab.store.compact_step(tab.book(), tab.now, 500);
            } else {
                tab.now += 1'000;
                tab.store.retry(tab.now);
            }
        };
        for (int i = 0; i < 30; ++i) act();
        state->clear();
        for (int i = static_cast<int>(random.below(20)); i > 0; --i) act();
        if (random.chance(50)) state->clear();
        if (random.chance(50)) tab.disk.faults().quota_bytes = state->bytes() + 100;
        for (int i = 0; i < 20; ++i) act();
        tab.disk.faults().quota_bytes = UINT64_MAX;
        tab.store.check_there();
        for (int i = 0; i < 40 && (i < 2 || tab.store.state().kind != SaveState::Kind::saved); ++i) {
            write_anew(tab);
            tab.now += 60'000;
            tab.store.retry(tab.now);
            tab.disk.settle();
        }
        CAPTURE(round);
        CHECK(tab.store.state().kind == SaveState::Kind::saved);
        CHECK(names_on(state, random) == expected);
    }
}

TEST_CASE("cleared while the connection is closed, again and again: nothing is called saved until the whole book is written anew") {
    Random random;
    for (int answers = 1; answers <= 3; ++answers) {
        CAPTURE(answers);
        const auto state = std::make_shared<DiskState>();
        Tab tab(state, random);
        REQUIRE(tab.open());
        for (const char* name : {"Ani", "Budi"}) tab.add(name);
        tab.disk.settle();
        state->clear();
        tab.add("Citra");
        for (int i = 1; i < answers; ++i) tab.disk.step();  // it is found out; a new epoch is taken; what is left is listed
        tab.disk.faults().close_handle = 100;
        tab.disk.settle();
        CHECK(tab.store.state().kind == SaveState::Kind::not_saved);
        tab.store.retry(tab.now += 60'000);
        tab.disk.settle();
        CHECK(tab.store.state().kind == SaveState::Kind::not_saved);
        tab.disk.faults() = {};
        for (int i = 0; i < 10 && tab.store.state().kind == SaveState::Kind::not_saved; ++i) {
            tab.store.retry(tab.now += 60'000);
            tab.disk.settle();
        }
        write_anew(tab);
        CHECK(tab.store.state().kind == SaveState::Kind::saved);
        CHECK(names_on(state, random) == "Ani Budi Citra");
    }
}

TEST_CASE("cleared, and tried again before the browser answers: late answers change nothing") {
    Random random;
    for (int answers = 1; answers <= 5; ++answers) {
        CAPTURE(answers);
        const auto state = std::make_shared<DiskState>();
        Tab tab(state, random);
        REQUIRE(tab.open());
        for (const char* name : {"Ani", "Budi"}) tab.add(name);
        tab.disk.settle();
        state->clear();
        tab.add("Citra");
        for (int i = 0; i < answers; ++i) tab.disk.step();
        tab.store.retry(tab.now, true);
        tab.store.check_there();
        tab.disk.settle();
        tab.add("Dewi");  // beside what is written anew
        write_anew(tab);
        CHECK(tab.store.state().kind == SaveState::Kind::saved);
        CHECK(tab.store.state().durable_sequence == 4);
        CHECK(names_on(state, random) == "Ani Budi Citra Dewi");
    }
}

TEST_CASE("cleared: somebody looks while a step is on its way, looks twice, or only reads: nothing is called saved too early") {
    Random random;
    const auto state = std::make_shared<DiskState>();
    Tab tab(state, random);
    REQUIRE(tab.open());
    tab.add("Ani");
    tab.store.check_there();
    tab.store.check_there();
    tab.add("Budi");
    tab.disk.step();
    CHECK(tab.store.state().kind == SaveState::Kind::saving);
    tab.disk.settle();
    CHECK(tab.store.state().kind == SaveState::Kind::saved);
    const uint64_t transactions = state->commits;
    Tab reader(state, random);
    REQUIRE(reader.open(storage::Mode::reader));
    reader.store.check_there();
    reader.disk.settle();
    CHECK(state->commits == transactions);
    CHECK(names_on(state, random) == "Ani Budi");
}

TEST_CASE("cleared: an older tab is fenced in the new store as it was in the old one") {
    Random random;
    const auto state = std::make_shared<DiskState>();
    Tab frozen(state, random);
    REQUIRE(frozen.open());
    frozen.add("Ani");
    frozen.disk.settle();
    Tab writer(state, random);
    REQUIRE(writer.open());
    state->clear();
    writer.store.check_there();
    write_anew(writer);
    frozen.add("Late");
    frozen.disk.settle();
    CHECK(frozen.store.state().kind == SaveState::Kind::not_saved);
    CHECK(frozen.store.state().reason.code == "disk.stale_epoch");
    CHECK(names_on(state, random) == "Ani");
}

TEST_CASE("cleared, and each answer takes its time: what is begun anew for want of one gets more of it") {
    Random random;
    for (const base::Millis pause : {4'000, 15'000, 40'000}) {
        CAPTURE(pause);
        const auto state = std::make_shared<DiskState>();
        Tab tab(state, random);
        REQUIRE(tab.open());
        for (const char* name : {"Ani", "Budi"}) tab.add(name);
        tab.disk.settle();
        state->clear();
        tab.add("Citra");
        for (int i = 0; i < 100 && tab.store.state().kind != SaveState::Kind::saved; ++i) {
            for (base::Millis end = tab.now + pause; tab.now < end; tab.now += 1'000) tab.store.retry(tab.now);
            tab.disk.step();
            while (tab.store.compact_step(tab.book(), tab.now, 500)) {}
        }
        CHECK(tab.store.state().kind == SaveState::Kind::saved);
        CHECK(names_on(state, random) == "Ani Budi Citra");
    }
}
