#include "sim/device.h"

#include <doctest/doctest.h>

#include "exchange/snapshot.h"

namespace tests {

using Kind = storage::SaveState::Kind;

namespace {

constexpr base::Millis kHour = 3'600'000, kTenYears = 3650 * base::kMillisPerDay;

}  // namespace

Device::Device(Random& random, DiskFaults faults, storage::StoreLimits limits) : random_(random), faults_(faults), limits_(limits), hand_(random) { reopen(); }

void Device::move() {
    tick();
    const uint64_t dice = random_.below(100);
    if (dice < 40) edit();
    else if (dice < 64) tab_->disk.step();
    else if (dice < 72) tab_->disk.settle();
    else if (dice < 80) wait();
    else if (dice < 86) compact();
    else if (dice < 89) crash();
    else if (dice < 91) steal();
    else if (dice < 94) wake_frozen();
    else if (dice < 98) follow();
    else jump_clock();
    watch();
}

void Device::edit() {
    if (!tab_->store.writable()) return reopen();
    append(random_.chance(2) ? hand_.forget(tab_->book(), now()) : hand_.edit(tab_->book(), now()));
    if (tab_->store.forgetting_due(tab_->book())) tab_->store.forget_in_files(tab_->book(), now());
}

void Device::append(const storage::Commit& commit) {
    if (commit.ops.empty()) return;
    ledger_.steps.push_back(commit);
    const base::Result<uint64_t> sequence = tab_->store.append(commit, now());
    REQUIRE(sequence.ok());
    REQUIRE(*sequence == ledger_.steps.size());
}

void Device::wait() {
    time_ += static_cast<base::Millis>(random_.below(20'000));
    tab_->store.retry(now(), random_.chance(20));
    if (tab_->store.writable() && tab_->store.forgetting_due(tab_->book())) tab_->store.forget_in_files(tab_->book(), now());
}

void Device::compact() {
    if (!tab_->store.compaction_due()) return;
    for (int i = 0; i < 50 && tab_->store.compact_step(tab_->book(), now(), 300); ++i) {
        if (random_.chance(20) && tab_->store.writable()) append(hand_.edit(tab_->book(), now()));
        if (random_.chance(10)) tab_->disk.settle();
        else if (random_.chance(30)) tab_->disk.step();
    }
}

// The tab dies, maybe in the middle of a transaction.
void Device::crash() {
    if (random_.chance(30) && tab_->store.writable()) {
        tab_->disk.settle();
        tab_->disk.crash_at = tab_->disk.transactions();
        tab_->disk.crash_keeps_it = random_.chance(50);
        if (tab_->store.writable()) append(hand_.edit(tab_->book(), now()));
    }
    reopen();
}

// Another tab takes the pen; this one does not know it yet.
void Device::steal() {
    std::unique_ptr<Tab> next = opened();
    frozen_durable_ = std::max(tab_->store.state().durable_sequence, next->store.state().durable_sequence);
    frozen_ = std::move(tab_);
    take(std::move(next));
}

// What it has in hand is refused and not called saved; news of what was kept before the pen was taken may still come.
void Device::wake_frozen() {
    if (!frozen_) return;
    frozen_->disk.faults() = {};
    if (frozen_->store.writable()) frozen_->add("stale");
    frozen_->store.retry(now() + 60'000, true);
    frozen_->disk.settle();
    REQUIRE(frozen_->store.state().durable_sequence <= frozen_durable_);
    const storage::SaveState& state = frozen_->store.state();
    if (state.kind == Kind::saved) REQUIRE(state.durable_sequence == state.last_sequence);
    if (random_.chance(50)) frozen_.reset();
}

// A second tab reads along: what it shows is a whole number of steps.
void Device::follow() {
    if (!reader_) {
        reader_ = std::make_unique<Tab>(state_, random_, DiskFaults{}, limits_);
        REQUIRE(reader_->open(storage::Mode::reader));
        check_book(reader_->book(), reader_->store.state().durable_sequence);
        return;
    }
    std::optional<base::Result<storage::Newer>> newer;
    reader_->store.reload_newer([&](base::Result<storage::Newer> found) { newer.emplace(std::move(found)); });
    reader_->disk.settle();
    REQUIRE(newer);
    REQUIRE(newer->ok());
    if ((*newer)->reopen) return reader_.reset();
    for (const storage::NumberedCommit& step : (*newer)->commits)
        for (const domain::Op& op : step.commit.ops) domain::apply(reader_->book(), op);
    REQUIRE((*newer)->notices.empty());
    check_book(reader_->book(), reader_->store.state().durable_sequence);
}

void Device::jump_clock() {
    const base::Millis far = random_.one_of(std::vector<base::Millis>{1000, kHour, base::kMillisPerDay, kTenYears});
    wrong_by_ = random_.between(-far, far);
}

std::string Device::file() const { return exchange::write_snapshot(tab_->book()); }

void Device::receive(const std::string& file) {
    if (!tab_->store.writable()) reopen();
    std::optional<base::Status> kept;
    tab_->store.keep_before_import({this->file()}, [&](base::Status status) { kept = status; });
    tab_->disk.settle();
    if (!kept || !*kept || !tab_->store.writable()) return;
    append(hand_.merge(tab_->book(), file, now()));
    watch();
}

std::unique_ptr<Tab> Device::opened() {
    auto tab = std::make_unique<Tab>(state_, random_, DiskFaults{}, limits_);
    tab->now = now();
    REQUIRE(tab->open());
    return tab;
}

void Device::reopen() {
    tab_.reset();
    take(opened());
}

void Device::take(std::unique_ptr<Tab> tab) {
    tab_ = std::move(tab);
    const uint64_t kept = tab_->store.state().durable_sequence;
    REQUIRE(kept >= ledger_.acknowledged);
    REQUIRE(kept <= ledger_.steps.size());
    ledger_.keep(kept);
    for (const storage::Notice& notice : tab_->loaded->notices) FAIL(notice.what.code, " ", notice.what.message, " ", notice.what.where);
    if (random_.chance(20)) {
        check_book(tab_->book(), kept);
        // Steps are never discarded, snapshots or not: history is read from them.
        for (uint64_t sequence = 1; sequence <= kept; ++sequence) REQUIRE(is_in_a_file(sequence));
    }
    if (reader_ && reader_->store.state().durable_sequence > kept) reader_.reset();
    tab_->disk.faults() = faults_;
    hand_.begin(*tab_->loaded);
}

void Device::watch() {
    const storage::SaveState& state = tab_->store.state();
    REQUIRE(state.durable_sequence >= ledger_.acknowledged);
    REQUIRE(state.durable_sequence <= ledger_.steps.size());
    if (state.kind == Kind::saved) REQUIRE(state.durable_sequence == ledger_.steps.size());
    for (uint64_t sequence = ledger_.acknowledged + 1; sequence <= state.durable_sequence; ++sequence) REQUIRE(is_in_a_file(sequence));
    ledger_.acknowledged = state.durable_sequence;
    REQUIRE(tab_->disk.reads() < 100'000);
    REQUIRE(state_->files.size() <= 128);
}

bool Device::is_in_a_file(uint64_t sequence) const {
    return std::any_of(state_->files.begin(), state_->files.end(), [&](const auto& file) {
        const storage::FileName name = storage::parse_name(file.first);
        using FileKind = storage::FileName::Kind;
        return (name.kind == FileKind::segment && name.number == sequence) ||
               (name.kind == FileKind::merged && name.number <= sequence && sequence <= name.last);
    });
}

void Device::check_book(const domain::Book& book, uint64_t steps) const {
    const std::string expected = dump(ledger_.book_after(steps)), found = dump(book);
    if (found != expected) FAIL(difference(expected, found));
}

void Device::end() {
    tab_->disk.faults() = {};
    for (int seconds = 0; seconds < 120 && tab_->store.state().kind != Kind::saved && tab_->store.writable(); ++seconds) {
        tick();
        tab_->store.retry(now());
        tab_->disk.settle();
    }
    watch();
    REQUIRE((tab_->store.state().kind == Kind::saved || !tab_->store.writable()));
    faults_ = {};
    reopen();
    check_book(tab_->book(), ledger_.steps.size());
}

}  // namespace tests
