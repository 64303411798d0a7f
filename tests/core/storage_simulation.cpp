// The store over a disk that breaks, against a plain model: what was acknowledged is there after any
// crash; what is there is a whole number of steps from the beginning; "saved" is never said too early.
#include <doctest/doctest.h>

#include "core/storage_tab.h"

using tests::DiskFaults;
using tests::DiskState;
using tests::Random;
using tests::Tab;
using Kind = storage::SaveState::Kind;

namespace {

storage::StoreLimits small_limits() { return tests::small_limits(6); }

// All steps ever given to the store that can still be there, in order.
struct Model {
    std::vector<storage::Commit> steps;
    uint64_t acknowledged = 0;

    std::string book_after(size_t count) const {
        domain::Book book;
        for (size_t i = 0; i < count; ++i)
            for (const domain::Op& op : steps[i].ops) domain::apply(book, op);
        return tests::dump(book);
    }
};

class World {
public:
    World(uint64_t seed, DiskFaults faults) : seed_(seed), random_(seed), faults_(faults), generator_(random_, options()) { reopen(); }

    void run(int moves) {
        for (int i = 0; i < moves; ++i) move();
        faults_ = DiskFaults{};
        reopen();
        check_everything();
    }

private:
    static tests::OpsOptions options() {
        tests::OpsOptions options;
        options.ticks = 1000;
        return options;
    }

    void move() {
        const uint64_t dice = random_.below(100);
        if (dice < 45) append();
        else if (dice < 75) tab_->disk.step();
        else if (dice < 82) tab_->disk.settle();
        else if (dice < 90) wait();
        else if (dice < 96) compact();
        else crash();
        watch();
    }

    void append() {
        if (!tab_->store.writable()) return reopen();
        storage::Commit commit;
        for (uint64_t i = 1 + random_.below(3); i > 0; --i) commit.ops.push_back(generator_.next());
        commit.label.key = "step";
        const auto sequence = tab_->append(commit);
        REQUIRE(sequence);
        model_.steps.push_back(commit);
        REQUIRE(*sequence == model_.steps.size());
    }

    void wait() {
        if (const auto wake = tab_->store.next_wake()) now_ = std::max(now_, *wake);
        now_ += static_cast<base::Millis>(random_.below(3000));
        tab_->now = now_;
        tab_->store.retry(now_, random_.chance(20));
    }

    void compact() {
        if (!tab_->store.compaction_due()) return;
        for (int i = 0; i < 50 && tab_->store.compact_step(tab_->book(), now_, 300); ++i) {
            if (random_.chance(20)) append();
            if (random_.chance(10)) tab_->disk.settle();
            else if (random_.chance(30)) tab_->disk.step();
        }
    }

    // The tab dies, maybe in the middle of a transaction; sometimes a frozen one comes back later.
    void crash() {
        if (random_.chance(30)) {
            tab_->disk.settle();
            tab_->disk.crash_at = tab_->disk.transactions();
            tab_->disk.crash_keeps_it = random_.chance(50);
            if (tab_->store.writable()) append();
        }
        reopen();
    }

    void watch() {
        const storage::SaveState& state = tab_->store.state();
        INFO("seed ", seed_);
        REQUIRE(state.durable_sequence >= model_.acknowledged);
        REQUIRE(state.durable_sequence <= model_.steps.size());
        if (state.kind == Kind::saved) REQUIRE(state.durable_sequence == model_.steps.size());
        model_.acknowledged = state.durable_sequence;
        REQUIRE(tab_->disk.reads() < 100'000);
    }

    void reopen() {
        old_tab_ = std::move(tab_);
        tab_ = std::make_unique<Tab>(state_, random_, DiskFaults{}, small_limits());
        tab_->now = now_;
        INFO("seed ", seed_);
        REQUIRE(tab_->open());
        const uint64_t kept = tab_->store.state().durable_sequence;
        REQUIRE(kept >= model_.acknowledged);
        REQUIRE(kept <= model_.steps.size());
        model_.steps.resize(kept);
        model_.acknowledged = kept;
        for (const storage::Notice& notice : tab_->loaded->notices) FAIL("seed ", seed_, ": ", notice.what.code, " ", notice.what.message);
        if (random_.chance(20)) check_everything();
        tab_->disk.faults() = faults_;
        // The frozen tab wakes up: what it had in hand must be refused, and not be called saved.
        if (old_tab_ && random_.chance(50)) {
            const uint64_t before = old_tab_->store.state().durable_sequence;
            old_tab_->disk.faults() = {};
            if (old_tab_->store.writable()) old_tab_->add("stale");
            old_tab_->store.retry(now_ + 60'000, true);
            old_tab_->disk.settle();
            // News of what happened before may still arrive; nothing after the hand-over may count.
            REQUIRE(old_tab_->store.state().durable_sequence <= std::max(before, kept));
        }
        old_tab_.reset();
    }

    void check_everything() {
        INFO("seed ", seed_);
        const std::string expected = model_.book_after(model_.steps.size());
        const std::string found = tests::dump(tab_->book());
        if (found != expected) FAIL("seed ", seed_, "\n", tests::difference(expected, found));
        REQUIRE(state_->files.size() < 128);
    }

    uint64_t seed_;
    Random random_;
    DiskFaults faults_;
    tests::OpGenerator generator_;
    std::shared_ptr<DiskState> state_ = std::make_shared<DiskState>();
    std::unique_ptr<Tab> tab_, old_tab_;
    Model model_;
    base::Millis now_ = 1'000'000;
};

}  // namespace

TEST_CASE("simulation: a good disk, tabs that die at any moment") {
    for (int i = 0; i < tests::law_cases(60); ++i) World(tests::base_seed() + static_cast<uint64_t>(i), {}).run(200);
}

TEST_CASE("simulation: a disk that fails, lies about failing, and loses answers") {
    DiskFaults faults;
    faults.fail_before = 15;
    faults.fail_after = 10;
    faults.lose_answer = 5;
    faults.fail_read = 5;
    for (int i = 0; i < tests::law_cases(120); ++i) World(tests::base_seed() + static_cast<uint64_t>(i), faults).run(200);
}

TEST_CASE("simulation: a disk that is nearly full") {
    for (int i = 0; i < tests::law_cases(60); ++i) {
        DiskFaults faults;
        faults.quota_bytes = 20'000 + 500 * static_cast<uint64_t>(i);
        World(tests::base_seed() + static_cast<uint64_t>(i), faults).run(200);
    }
}

TEST_CASE("simulation: a crash at every transaction of a hundred steps, kept or vanished") {
    const auto play = [](Tab& tab) {
        for (int i = 0; i < 100 && !tab.disk.crashed(); ++i) {
            tab.add(std::to_string(i));
            tab.disk.settle();
            if (!tab.disk.crashed()) tab.compact();
        }
    };
    uint64_t transactions = 0;
    {
        Random random;
        Tab tab(std::make_shared<DiskState>(), random, {}, small_limits());
        REQUIRE(tab.open());
        play(tab);
        transactions = tab.disk.transactions();
    }
    REQUIRE(transactions > 120);
    for (uint64_t at = 0; at < transactions; ++at)
        for (const bool kept : {false, true}) {
            CAPTURE(at);
            CAPTURE(kept);
            Random random;
            const auto state = std::make_shared<DiskState>();
            uint64_t saved = 0;
            {
                Tab tab(state, random, {}, small_limits());
                REQUIRE(tab.open());
                tab.disk.crash_at = at;
                tab.disk.crash_keeps_it = kept;
                play(tab);
                saved = tab.store.state().durable_sequence;
            }
            Tab tab(state, random, {}, small_limits());
            REQUIRE(tab.open());
            REQUIRE(tab.loaded->notices.empty());
            REQUIRE(tab.book().leads.alive_count() >= saved);
            REQUIRE(tab.book().leads.alive_count() <= saved + 1);
            // And goes on as if nothing had been, cleaning up what was left half done.
            for (int i = 0; i < 20; ++i) {
                tab.add("more");
                tab.disk.settle();
                tab.compact();
            }
            REQUIRE(tab.store.state().kind == Kind::saved);
            REQUIRE(state->files.size() <= 20);
        }
}

TEST_CASE("simulation: two thousand steps never need more than 128 files, and two generations stay") {
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

TEST_CASE("simulation: a snapshot that comes back wrong from the disk deletes nothing") {
    Random random;
    const auto state = std::make_shared<DiskState>();
    Tab tab(state, random, {}, small_limits());
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
    Tab again(state, random, {}, small_limits());
    REQUIRE(again.open());
    CHECK(again.book().leads.alive_count() == 6);
}
