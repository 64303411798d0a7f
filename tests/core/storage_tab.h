// A tab with its store, its book and its clock, over a simulated disk: the small part of app that the
// store's tests need.
#pragma once

#include "core/storage_simulated_disk.h"
#include "core/support/book_dump.h"
#include "core/support/book_generator.h"
#include "storage/store.h"

namespace tests {

struct Tab {
    Tab(std::shared_ptr<DiskState> state, Random& random, DiskFaults faults = {}, storage::StoreLimits limits = {}, bool at_once = false)
        : disk(std::move(state), random, faults, at_once), store(disk.port(), [this] { ++changes; }, limits) {}

    // True if it could be opened; lets all answers through. Each opening has a replica of its own.
    bool open(storage::Mode mode = storage::Mode::writer) { return open(mode, next_replica()); }
    bool open(storage::Mode mode, domain::Replica replica) {
        store.open(mode, replica, [this](base::Result<storage::Loaded> result) {
            ++opened;
            if (!result) failure = result.error();
            else loaded.emplace(std::move(*result));
        });
        disk.settle();
        if (!loaded) return false;
        next_sequence = 1;
        ticks = loaded->clock_ticks;
        return true;
    }

    static domain::Replica next_replica() {
        static domain::Replica last = 99;
        return ++last;
    }

    domain::Book& book() { return loaded->book; }

    // One step of the user: creates a lead called `name`.
    storage::Commit step(const std::string& name) {
        storage::Commit commit;
        domain::Op op{loaded->replica, next_sequence, {++ticks, loaded->replica}, {}, domain::create_one(domain::TableKind::leads, {{"name", name}})};
        commit.edits.push_back(storage::RowsCreated{domain::TableKind::leads, {op.replica, op.sequence}, 1});
        commit.ops.push_back(std::move(op));
        commit.label = {"step.create", {{"name", name}}};
        commit.clock_ticks = ticks;
        ++next_sequence;
        return commit;
    }

    base::Result<uint64_t> append(const storage::Commit& commit) {
        for (const domain::Op& op : commit.ops) domain::apply(book(), op);
        return store.append(commit, now);
    }
    void add(const std::string& name) { (void)append(step(name)); }

    // Runs a whole compaction, if the store wants one. True if it began one.
    bool compact() {
        if (!store.compaction_due()) return false;
        while (store.compact_step(book(), now, 500)) {}
        disk.settle();
        return true;
    }

    bool has_notice(const std::string& code) const {
        for (const storage::Notice& notice : loaded->notices)
            if (notice.what.code == code) return true;
        return false;
    }

    SimulatedDisk disk;
    int changes = 0;
    int opened = 0;
    storage::Store store;
    std::optional<storage::Loaded> loaded;
    std::optional<base::Error> failure;
    base::Millis now = 1'000'000;
    uint64_t next_sequence = 1;
    uint64_t ticks = 0;
};

// A snapshot after so many steps, and segments merged early: what takes a long life happens in a short test.
inline storage::StoreLimits small_limits(uint64_t segments) {
    storage::StoreLimits limits;
    limits.segments = segments;
    limits.merging = {3, 4, 4096, 1u << 20, 6};
    return limits;
}

// Names of all leads that are there, sorted, joined by spaces.
inline std::string names(const domain::Book& book) {
    std::vector<std::string> all;
    for (domain::Row row = 0; row < book.leads.size(); ++row)
        if (book.leads.alive(row)) all.push_back(domain::to_text(book.leads.value(row, "name")));
    std::sort(all.begin(), all.end());
    std::string out;
    for (const std::string& name : all) out += (out.empty() ? "" : " ") + name;
    return out;
}

}  // namespace tests
