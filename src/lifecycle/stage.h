// Which stage each person is in, by a lens: for all leads in one pass over the timeline, or for
// one lead straight from the book; both run the same code. Derived, never stored.
#pragma once

#include "base/day.h"
#include "lifecycle/lens.h"
#include "query/timeline.h"

#include <memory>

namespace lifecycle {

inline constexpr uint8_t kNoStage = 0xFF;  // in the book, not in the funnel

// Markers beside the stage, the same in every lens. Bits.
enum Marker : uint8_t {
    kPaused = 1,        // deferred without an open deal
    kLost = 2,          // a deal lost, none open, nothing bought
    kDisqualified = 4,  // a disqualify newer than any recycle
    kEnded = 8,         // a customer once
    kOptedOut = 16,     // the latest word on consent is no
};

struct StageOf {
    uint8_t stage = kNoStage;  // index into Lens::stages (0 is the best)
    uint8_t markers = 0;       // bits of Marker
    uint64_t leaf_bits = 0;    // bit i: Lens::leaves[i] holds
    bool operator==(const StageOf&) const = default;
};

struct Stages {
    std::vector<uint8_t> stage;    // one per lead row, deleted rows too
    std::vector<uint8_t> markers;
    void set(domain::Row lead, const StageOf& one);
};

// Place in the lens as a ring shows it: 0 for the lowest stage on the way, 1.0 scaled to 100 for
// the best; side stages get the place of -1.
int stage_place(const Lens& lens, uint8_t stage);

class StageJob {
public:
    // All arguments but `now` must outlive the job and stay unchanged.
    StageJob(const domain::Book& book, const query::Timeline& timeline, const Lens& lens, const base::Now& now);
    ~StageJob();
    bool step(domain::Row rows);  // the next leads; true when done
    Stages take();

private:
    struct Work;
    std::unique_ptr<Work> work_;
};

Stages evaluate(const domain::Book& book, const query::Timeline& timeline, const Lens& lens, const base::Now& now);
Stages evaluate(const domain::Book& book, const Lens& lens, const base::Now& now);
StageOf evaluate_one(const domain::Book& book, const Lens& lens, domain::Row lead, const base::Now& now);

}  // namespace lifecycle
