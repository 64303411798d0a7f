// One device in a world of several: its store over a disk that breaks, a tab that writes, perhaps one that reads along
// and one that was frozen when another took the pen; a user, a clock that jumps, and the plain model of what must be
// there. Each move is checked: nothing that was acknowledged is missing, nothing is called saved that is not kept.
#pragma once

#include "core/storage_tab.h"
#include "sim/hand.h"
#include "sim/ledger.h"

#include <memory>

namespace tests {

class Device {
public:
    Device(Random& random, DiskFaults faults, storage::StoreLimits limits);

    void move();
    // The whole book as a file for colleagues.
    std::string file() const;
    // As app does it: the book is kept first.
    void receive(const std::string& file);
    // The disk is well again and time goes by: everything gets saved, and is there when the store is opened anew.
    void end();
    // Opens anew and compares.
    void reopen();

    const Ledger& ledger() const { return ledger_; }
    // One more second for everybody.
    void tick() { time_ += 1000; }

private:
    void edit();
    void append(const storage::Commit& commit);
    void wait();
    void compact();
    void crash();
    void steal();
    void wake_frozen();
    void follow();
    void jump_clock();
    std::unique_ptr<Tab> opened();
    void take(std::unique_ptr<Tab> tab);
    void watch();
    void check_book(const domain::Book& book, uint64_t steps) const;
    bool is_in_a_file(uint64_t sequence) const;
    base::Millis now() const { return time_ + wrong_by_; }

    Random& random_;
    DiskFaults faults_;
    storage::StoreLimits limits_;
    Hand hand_;
    Ledger ledger_;
    std::shared_ptr<DiskState> state_ = std::make_shared<DiskState>();
    std::unique_ptr<Tab> tab_, frozen_, reader_;
    uint64_t frozen_durable_ = 0;  // when the pen was taken from it
    base::Millis time_ = 1'795'000'000'000, wrong_by_ = 0;
};

}  // namespace tests
