// What others do to the files: bits that flip, files that are torn or vanish, a tab with stock IDBFS that makes the
// database look like its memory (deletes what it lacks, puts back what was deleted), a database that is cleared with
// its epoch. A step of which a file holds an undamaged copy is there; where every copy of an acknowledged step is
// destroyed, the user is told: when the store is opened, or because the next step is NOT SAVED.
#include <doctest/doctest.h>

#include "core/storage_tab.h"
#include "sim/hand.h"
#include "sim/ledger.h"
#include "storage/merged.h"

#include <set>

using tests::DiskState;
using tests::Random;
using tests::Tab;
using FileKind = storage::FileName::Kind;
using SaveKind = storage::SaveState::Kind;

namespace {

std::string path_of(uint64_t sequence) { return "step/" + std::to_string(sequence); }

// A whole snapshot's manifest; nothing if anything of it is damaged or missing.
std::optional<storage::Manifest> whole_snapshot(const DiskState& disk, const std::string& name, const std::string& bytes) {
    base::Result<storage::Manifest> manifest = storage::decode_manifest(bytes);
    if (!manifest || storage::manifest_name(manifest->generation) != name) return std::nullopt;
    for (size_t part = 0; part < manifest->parts.size(); ++part) {
        const auto file = disk.files.find(storage::part_name(manifest->generation, part));
        if (file == disk.files.end() || base::hash128(file->second) != manifest->parts[part].hash) return std::nullopt;
    }
    return *std::move(manifest);
}

// Steps that an undamaged file holds. Of a damaged one nothing is expected.
std::set<uint64_t> kept_whole(const DiskState& disk) {
    std::set<uint64_t> kept;
    for (const auto& [name, bytes] : disk.files) {
        const FileKind kind = storage::parse_name(name).kind;
        if (kind == FileKind::segment || kind == FileKind::merged) {
            const base::Result<storage::SegmentPieces> split = storage::split_segments(bytes);
            if (!split || split->damaged) continue;
            for (const storage::SegmentPiece& piece : split->pieces) kept.insert(piece.sequence());
        } else if (kind == FileKind::snapshot_manifest) {
            const std::optional<storage::Manifest> manifest = whole_snapshot(disk, name, bytes);
            if (!manifest) continue;
            for (uint64_t sequence = 1; sequence <= manifest->covered; ++sequence)
                if (std::find(manifest->missing.begin(), manifest->missing.end(), sequence) == manifest->missing.end()) kept.insert(sequence);
        }
    }
    return kept;
}

struct Count {
    uint64_t steps = 0, openings = 0, lost = 0;
};

class Victim {
public:
    Victim(Random& random, Count& count) : random_(random), hand_(random), count_(count) { reopen(); }

    void live(int moves) {
        for (int i = 0; i < moves && !over_; ++i) {
            const uint64_t dice = random_.below(100);
            if (dice < 60) step();
            else if (dice < 70) load_stock_tab();
            else if (dice < 90) damage();
            else reopen();
        }
        if (!over_) reopen();
    }

private:
    void step() {
        ++count_.steps;
        const uint64_t sequence = ledger_.steps.size() + 1;
        ledger_.steps.push_back(hand_.mark(tab_->book(), path_of(sequence), now_ += 1000));
        REQUIRE(tab_->store.append(ledger_.steps.back(), now_).ok());
        tab_->disk.settle();
        const storage::SaveState& state = tab_->store.state();
        if (state.reason.code == "disk.cleared") REQUIRE(state.kind != SaveKind::saved);
        while (state.kind == SaveKind::saving && tab_->compact()) {}  // all of it is written anew
        if (state.kind == SaveKind::not_saved) {  // told; what is still in memory can be exported
            over_ = true;
            REQUIRE(state.durable_sequence == ledger_.acknowledged);
            return;
        }
        REQUIRE(state.kind == SaveKind::saved);
        ledger_.acknowledged = state.durable_sequence;
        REQUIRE(kept_whole(*disk_).contains(sequence));
        tab_->compact();
    }

    std::string any_file() {
        auto file = disk_->files.begin();
        std::advance(file, static_cast<std::ptrdiff_t>(random_.below(disk_->files.size())));
        return file->first;
    }

    void damage() {
        if (disk_->files.empty()) return;
        tests::Content& bytes = disk_->files.at(any_file());
        if (bytes.empty()) return;
        switch (random_.below(12)) {
            case 0: return clear();
            case 1:
            case 2: return sync_stock_tab();
            case 3:
            case 4: bytes.resize(random_.below(bytes.size() + 1)); return;
            case 5: disk_->files.erase(any_file()); return step();  // of the newest nobody would know; see storage.md
            default: bytes[random_.below(bytes.size())] ^= static_cast<char>(1 << random_.below(8));
        }
    }

    void clear() {
        disk_->files.clear();
        disk_->epoch = 0;
        step();
        REQUIRE_FALSE(over_);  // the book is in memory
    }

    void load_stock_tab() { stock_tab_ = *disk_; }

    // A mirror of its memory, the epoch's record included.
    void sync_stock_tab() {
        if (!stock_tab_) return;
        *disk_ = *stock_tab_;
        step();
        REQUIRE_FALSE(over_);
    }

    void reopen() {
        tab_ = std::make_unique<Tab>(disk_, random_, tests::DiskFaults{}, tests::small_limits(6));
        const std::set<uint64_t> kept = kept_whole(*disk_);
        REQUIRE(tab_->open());
        ++count_.openings;
        check_steps(kept);
        hand_.begin(*tab_->loaded);
        over_ = tab_->loaded->read_only.has_value() || tab_->store.state().durable_sequence != ledger_.steps.size();
    }

    // Whole steps, all that are kept, and of those that are not the user is told.
    void check_steps(const std::set<uint64_t>& kept) {
        const auto& notices = tab_->loaded->notices;
        const bool tells = tab_->loaded->read_only || std::any_of(notices.begin(), notices.end(), [](const storage::Notice& notice) { return notice.severity == storage::Notice::Severity::loss; });
        domain::Book expected;
        for (uint64_t sequence = 1; sequence <= ledger_.steps.size(); ++sequence) {
            const bool there = tab_->book().entry(path_of(sequence)).has_value();
            const bool known_to_be_lost = lost_.contains(sequence);
            CAPTURE(sequence);
            if (kept.contains(sequence) && !known_to_be_lost) REQUIRE(there);
            if (!there && !known_to_be_lost) REQUIRE(tells);
            count_.lost += !there && !known_to_be_lost;
            if (!there) lost_.insert(sequence);
            else lost_.erase(sequence);
            if (!there) continue;
            for (const domain::Op& op : ledger_.steps[sequence - 1].ops) domain::apply(expected, op);
        }
        const std::string wanted = tests::dump(expected), found = tests::dump(tab_->book());
        if (found != wanted) FAIL(tests::difference(wanted, found));
    }

    Random& random_;
    tests::Hand hand_;
    Count& count_;
    tests::Ledger ledger_;
    std::set<uint64_t> lost_;  // told
    std::shared_ptr<DiskState> disk_ = std::make_shared<DiskState>();
    std::optional<DiskState> stock_tab_;
    std::unique_ptr<Tab> tab_;
    base::Millis now_ = 1'795'000'000'000;
    bool over_ = false;
};

}  // namespace

TEST_CASE("damage: what a whole file holds is there, and what none holds is told") {
    const uint64_t seed = tests::base_seed();
    const int victims = tests::cases(1) > 1 ? 20'000 : 400;
    Count count;
    for (int i = 0; i < victims; ++i) {
        const uint64_t own = seed + static_cast<uint64_t>(i);
        INFO("CORONG_SEED=", own);
        Random random(own);
        Victim(random, count).live(80);
    }
    MESSAGE(victims, " stores damaged: ", count.steps, " steps, ", count.openings, " openings, ", count.lost, " steps lost and told; seeds ", seed, " .. ", seed + static_cast<uint64_t>(victims) - 1);
}
