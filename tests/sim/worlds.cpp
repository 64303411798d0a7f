// Three devices live for hundreds of steps: edits, crashes, tabs that take the pen from each other, clocks that jump
// by up to ten years, disks that fail, lie about failing, lose answers, keep a part of a transaction, close their
// connection or are full; and they send each other files. In the end each has what it acknowledged, all books are
// equal, and they are what the plain model says.
#include <doctest/doctest.h>

#include "exchange/snapshot.h"
#include "sim/device.h"

using tests::Device;
using tests::DiskFaults;
using tests::Random;

namespace {

constexpr int kMoves = 400;

// Of one kind each, then some of all.
DiskFaults faults_of(uint64_t kind) {
    DiskFaults faults;
    switch (kind % 8) {
        case 0: break;
        case 1: faults.fail_before = 15, faults.fail_read = 5; break;
        case 2: faults.fail_after = 15; break;
        case 3: faults.lose_answer = 8; break;
        case 4: faults.close_handle = 10; break;
        case 5: faults.partial = 10; break;
        case 6: faults.quota_bytes = 15'000 + 700 * (kind % 97); break;
        default: faults = {8, 8, 4, 4, 4, 4, 60'000 + 1000 * (kind % 61)};
    }
    return faults;
}

void live(uint64_t seed) {
    Random random(seed);
    std::vector<std::unique_ptr<Device>> devices;
    for (uint64_t i = 0; i < 3; ++i) devices.push_back(std::make_unique<Device>(random, faults_of(seed + i), tests::small_limits(6)));
    for (int i = 0; i < kMoves; ++i) {
        Device& device = *devices[random.below(devices.size())];
        if (random.chance(2)) device.receive(devices[random.below(devices.size())]->file());
        else device.move();
    }
    for (auto& device : devices) device->end();
    // Round the table: the last one has everything, and back again.
    for (size_t i = 0; i + 1 < devices.size(); ++i) devices[i + 1]->receive(devices[i]->file());
    for (size_t i = devices.size() - 1; i > 0; --i) devices[i - 1]->receive(devices[i]->file());
    domain::Book all;
    for (auto& device : devices) {
        device->end();
        for (const storage::Commit& step : device->ledger().steps)
            for (const domain::Op& op : step.ops) domain::apply(all, op);
    }
    const std::string expected = exchange::write_snapshot(all);
    for (auto& device : devices) {
        const std::string found = device->file();
        if (found != expected) FAIL(tests::difference(expected, found));
    }
}

}  // namespace

TEST_CASE("worlds: three devices, files between them, and everything that can go wrong") {
    const uint64_t seed = tests::base_seed();
    const int worlds = tests::cases(1) > 1 ? 12'500 : 80;
    for (int i = 0; i < worlds; ++i) {
        const uint64_t own = seed + static_cast<uint64_t>(i);
        INFO("CORONG_SEED=", own);
        live(own);
    }
    MESSAGE((worlds * kMoves), " steps in ", worlds, " worlds, seeds ", seed, " .. ", seed + static_cast<uint64_t>(worlds) - 1);
}
