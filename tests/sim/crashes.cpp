// A crash before, in the middle of and after every transaction of a long life: commits, snapshots, merging, forgetting,
// copies before imports, cleaning up; and again at every transaction of what comes after such a crash. What was
// acknowledged is there, whole steps and nothing else, and a crash that a transaction survives whole leaves nothing to
// tell.
#include <doctest/doctest.h>

#include "base/hash.h"
#include "core/storage_tab.h"
#include "exchange/snapshot.h"
#include "sim/hand.h"

using tests::DiskState;
using tests::Random;
using tests::Tab;
using Kind = storage::SaveState::Kind;

namespace {

struct Count {
    uint64_t crashes = 0, again = 0;
};

// How many of the crashes get a life of their own, in percent, and how long that is.
struct Recovery {
    int lives = 100;
    int steps = 3;
};

class Life {
public:
    Life(Random& random, storage::StoreLimits limits, Recovery recovery, Count& count)
        : random_(random), hand_(random), limits_(limits), recovery_(recovery), count_(count), tab_(state_, random, {}, limits) {}

    void open() {
        tab_.disk.at_crash = [this](const DiskState& left, bool in_the_middle) { crash(left, in_the_middle); };
        tab_.now = now_;
        REQUIRE(tab_.open());
        const uint64_t last = tab_.store.state().durable_sequence, kept = last - (tab_.loaded->steps_lost - lost_);
        REQUIRE(kept >= acknowledged_);
        REQUIRE(kept < books_.size());
        REQUIRE(books_[kept] == base::hash64(tests::dump(tab_.book())));
        for (const storage::Notice& notice : tab_.loaded->notices) REQUIRE_MESSAGE(torn_, notice.what.code, " ", notice.what.where);
        if (!torn_) REQUIRE(last == kept);
        books_.resize(kept + 1);
        books_.resize(last + 1, books_[kept]);  // a torn step keeps its number
        lost_ = tab_.loaded->steps_lost;
        hand_.begin(*tab_.loaded);
    }

    void live(int steps) {
        for (int i = 1; i <= steps; ++i) {
            add(i % 97 == 0 ? hand_.forget(tab_.book(), now_) : hand_.edit(tab_.book(), now_));
            if (i % 61 == 0) keep_a_copy();
            if (tab_.store.forgetting_due(tab_.book())) tab_.store.forget_in_files(tab_.book(), now_);
            tab_.disk.settle();
            tab_.compact();
            now_ += 1000;
        }
        REQUIRE(tab_.store.state().kind == Kind::saved);
        REQUIRE(state_->files.size() <= 128);
    }

private:
    Life(const Life& crashed, const DiskState& left, bool in_the_middle)
        : random_(crashed.random_), hand_(random_), limits_(crashed.limits_), recovery_(crashed.recovery_), count_(crashed.count_), depth_(crashed.depth_ + 1),
          state_(std::make_shared<DiskState>(left)), tab_(state_, random_, {}, limits_), books_(crashed.books_), now_(crashed.now_) {
        lost_ = crashed.lost_;
        torn_ = crashed.torn_ || in_the_middle;
        acknowledged_ = std::max(crashed.acknowledged_, crashed.tab_.store.state().durable_sequence);
    }

    void add(const storage::Commit& commit) {
        books_.push_back(base::hash64(tests::dump(tab_.book())));
        const base::Result<uint64_t> sequence = tab_.store.append(commit, now_);
        REQUIRE(sequence.ok());
        REQUIRE(*sequence + 1 == books_.size());
        tab_.disk.settle();
    }

    void keep_a_copy() {
        bool kept = false;
        tab_.store.keep_before_import({exchange::write_snapshot(tab_.book())}, [&](base::Status status) { kept = status.ok(); });
        tab_.disk.settle();
        REQUIRE(kept);
    }

    void crash(const DiskState& left, bool in_the_middle) {
        if (depth_ == 2) return;
        ++(depth_ == 0 ? count_.crashes : count_.again);
        Life next(*this, left, in_the_middle);
        const bool goes_on = depth_ == 0 && random_.chance(recovery_.lives);
        if (!goes_on) next.depth_ = 2;
        next.open();
        if (goes_on) next.live(recovery_.steps);
    }

    Random& random_;
    tests::Hand hand_;
    storage::StoreLimits limits_;
    Recovery recovery_;
    Count& count_;
    int depth_ = 0;
    uint64_t lost_ = 0;  // steps that were torn, and told as lost
    bool torn_ = false;  // by a crash in the middle, this one or one before it
    std::shared_ptr<DiskState> state_ = std::make_shared<DiskState>();
    Tab tab_;
    std::vector<uint64_t> books_ = {base::hash64(tests::dump(domain::Book{}))};  // after so many steps
    uint64_t acknowledged_ = 0;  // before this tab was opened
    base::Millis now_ = 1'795'000'000'000;
};

// `lives` of so many steps each: what is read when a store is opened grows with its life, and is read after every crash.
void crash_everywhere(int lives, int steps, storage::StoreLimits limits, Recovery recovery) {
    Random random;
    INFO("seed ", random.seed());
    Count count;
    for (int i = 0; i < lives; ++i) {
        Life life(random, limits, recovery, count);
        life.open();
        life.live(steps);
    }
    MESSAGE("seed ", random.seed(), ": ", lives * steps, " commits, ", count.crashes, " crashes, ", count.again, " more while recovering");
}

bool is_long() { return tests::cases(1) > 1; }

}  // namespace

TEST_CASE("crashes: at every transaction, with snapshots and merging after every few steps") {
    crash_everywhere(is_long() ? 20 : 1, 100, tests::small_limits(6), {is_long() ? 100 : 10, 3});
}

TEST_CASE("crashes: at every transaction, with the limits that ship") {
    crash_everywhere(1, is_long() ? 2000 : 60, {}, {is_long() ? 10 : 2, 3});
}
