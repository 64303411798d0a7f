// A tab is closed in the middle of whatever its store is doing: from then on nothing is called back, nothing is
// touched, and what was said to be saved is there for the next one.
#include "core/storage_tab.h"

#include <doctest/doctest.h>

using storage::SaveState;
using tests::DiskState;
using tests::Random;

namespace {

// A store that goes away after so many answers of its disk and slices of its work.
class Leaving {
public:
    Leaving(std::shared_ptr<DiskState> state, Random& random, int steps) : state_(std::move(state)), disk_(state_, random), left_(steps) {
        const auto in_slices = [this](const char*, std::function<bool()> step) { slices_.push_back(std::move(step)); };
        store_ = std::make_unique<storage::Store>(disk_.port(), [this] { REQUIRE(there_); }, tests::small_limits(6), in_slices);
    }

    // All of what a tab does, one after the other; true if it came to its end.
    bool write_all() {
        bool opened = false;
        store_->open(storage::Mode::writer, 100, [&](base::Result<storage::Loaded> loaded) {
            REQUIRE(there_);
            opened = loaded.ok();
            if (opened) book_ = std::move(loaded->book);
        });
        if (!settle()) return false;
        REQUIRE(opened);
        for (int i = 0; i < 7; ++i)
            if (!add(domain::create_one(domain::TableKind::leads, {{"name", std::string("somebody")}}))) return false;
        return keep_copies() && compact() && forget() && look() && written_anew();
    }

    bool follow_all(const std::function<void()>& meanwhile) {
        store_->open(storage::Mode::reader, 5, [this](const auto&) { REQUIRE(there_); });
        if (!settle()) return false;
        meanwhile();
        store_->reload_newer([this](base::Result<storage::Newer> newer) {
            REQUIRE(there_);
            REQUIRE(newer.ok());
            CHECK(newer->commits.size() == 2);
        });
        return settle();
    }

    // Of a store that has lived: opened, read through and gone.
    bool look_only() {
        store_->open(storage::Mode::writer, 101, [this](const base::Result<storage::Loaded>& loaded) { REQUIRE((there_ && loaded.ok())); });
        return settle() && look();
    }

    uint64_t durable() const { return durable_; }
    bool cleared() const { return cleared_; }

private:
    bool settle() {
        while (store_) {
            durable_ = store_->state().durable_sequence;
            if (left_-- == 0) break;
            if (!step()) return true;
        }
        there_ = false;
        store_.reset();
        while (step()) {}
        return false;
    }

    bool step() {
        if (disk_.step()) return true;
        if (slices_.empty()) return false;
        const auto next = std::move(slices_.front());
        slices_.pop_front();
        if (next()) slices_.push_front(next);
        return true;
    }

    bool add(domain::Change change) {
        storage::Commit commit;
        commit.ops.push_back({100, next_, {next_, 100}, {}, std::move(change)});
        commit.clock_ticks = next_++;
        domain::apply(book_, commit.ops[0]);
        REQUIRE(store_->append(commit, 1000).ok());
        return settle();
    }

    bool keep_copies() {
        for (int i = 0; i < 3; ++i) {
            store_->keep_before_import({"a copy"}, [this](const base::Status& status) { REQUIRE((there_ && status.ok())); });
            if (!settle()) return false;
        }
        return true;
    }

    bool compact() {
        REQUIRE(store_->compaction_due());
        while (store_->compact_step(book_, 1000, 500)) {}
        return settle();
    }

    bool forget() {
        if (!add(domain::Forget{{100, 1}})) return false;
        REQUIRE(store_->forgetting_due(book_));
        store_->forget_in_files(book_, 1000);
        return settle() && compact();
    }

    // The history, every file, and whether they are there.
    bool look() {
        store_->read_history([this](const storage::NumberedCommit&) { return there_; }, [this](const storage::HistoryRead&) { REQUIRE(there_); });
        if (!settle()) return false;
        store_->verify([this](uint64_t, uint64_t) { return there_; }, [this](const auto&) { REQUIRE(there_); });
        if (!settle()) return false;
        store_->check_there();
        return settle();
    }

    bool written_anew() {
        state_->clear();
        cleared_ = true;
        if (!add(domain::SetEntry{"model/x", "1"})) return false;
        return compact() && store_->state().kind == SaveState::Kind::saved;
    }

    std::shared_ptr<DiskState> state_;
    tests::SimulatedDisk disk_;
    std::deque<std::function<bool()>> slices_;
    std::unique_ptr<storage::Store> store_;
    domain::Book book_;
    uint64_t next_ = 1;
    uint64_t durable_ = 0;
    int left_;
    bool there_ = true, cleared_ = false;
};

}  // namespace

TEST_CASE("a store may go away in the middle of anything: it says nothing more, and what was saved is there") {
    Random random;
    INFO("seed ", random.seed());
    int longest = 0;
    for (int steps = 0;; ++steps) {
        CAPTURE(steps);
        const auto state = std::make_shared<DiskState>();
        Leaving store(state, random, steps);
        const bool came_to_its_end = store.write_all();
        tests::Tab next(state, random);
        REQUIRE(next.open());
        if (!store.cleared()) CHECK(next.store.state().durable_sequence >= store.durable());
        for (const storage::Notice& notice : next.loaded->notices) CHECK_MESSAGE(store.cleared(), notice.what.code);
        longest = steps;
        if (came_to_its_end) break;
    }
    CHECK(longest > 100);
}

TEST_CASE("a reading store may go away in the middle of following") {
    Random random;
    INFO("seed ", random.seed());
    bool came_to_its_end = false;
    for (int steps = 0; !came_to_its_end; ++steps) {
        const auto state = std::make_shared<DiskState>();
        tests::Tab writer(state, random);
        REQUIRE(writer.open());
        writer.add("first");
        writer.disk.settle();
        Leaving reader(state, random, steps);
        came_to_its_end = reader.follow_all([&] {
            writer.add("second");
            writer.add("third");
            writer.disk.settle();
        });
        REQUIRE(steps < 1000);
    }
}

TEST_CASE("a store that has lived may go away in the middle of opening and of being read through, and stays as it was") {
    Random random;
    INFO("seed ", random.seed());
    const auto lived = std::make_shared<DiskState>();
    {
        tests::Tab tab(lived, random, {}, tests::small_limits(6));
        REQUIRE(tab.open());
        for (int i = 0; i < 14; ++i) {
            tab.add(std::to_string(i));
            tab.disk.settle();
            tab.compact();
        }
    }
    bool came_to_its_end = false;
    for (int steps = 0; !came_to_its_end; ++steps) {
        const auto state = std::make_shared<DiskState>(*lived);
        came_to_its_end = Leaving(state, random, steps).look_only();
        REQUIRE(state->files == lived->files);
        REQUIRE(steps < 1000);
    }
}
