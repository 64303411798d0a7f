// A lens made ready for one book and one day, and the questions it asks about one person's events.
// Inside lifecycle only: others ask stage.h and explain.h.
#pragma once

#include "lifecycle/stage.h"

#include <array>

namespace lifecycle {

// When something happened, as far as it is known.
struct When {
    int32_t day = INT32_MIN;
    int32_t millis = -1;  // since midnight; -1: only the day is known
    auto operator<=>(const When&) const = default;  // a total order, to pick a latest one
    bool known() const { return day != INT32_MIN; }
};
// Certainly before; two events of one day are only if both times are known.
inline bool older(When a, When b) {
    if (a.day != b.day) return a.day < b.day;
    return a.millis >= 0 && b.millis >= 0 && a.millis < b.millis;
}

// What the rules need to know beyond "it happened".
struct History {
    When reset, recycle, disqualify, opt_in, opt_out;
    When defer;
    int64_t until = 0;  // of the latest defer that counts; INT64_MAX is open-ended
    bool deal_open = false, bought = false, lost_deal = false, ended = false;
    domain::Row defer_row = domain::kNoRow;
};

class LensRun {
public:
    LensRun(const domain::Book& book, const Lens& lens, const base::Now& now);

    StageOf stage(domain::Row lead, const query::EventSpan& events);
    // As if these types and facts had been recorded just now, one behind the other.
    StageOf stage_after(domain::Row lead, const query::EventSpan& events, std::span<const std::string_view> ids, const base::Now& now);
    History history(const query::EventSpan& events);
    // True if this event makes the leaf hold (or counts for it), given the latest reset.
    bool meets(const Leaf& leaf, int leaf_index, uint16_t type, int32_t day, domain::Row row, When reset) const;
    When when(int32_t day, domain::Row row) const;
    void set_today(base::Day today) { today_ = today.count; }
    bool reachable(domain::Row lead) const;
    bool deferred(const History& history) const;

private:
    // What an event of one type does.
    struct Effect {
        uint64_t bits = 0;        // leaves it makes true
        uint64_t since_bits = 0;  // the same, unless older than the reset
        uint64_t tallied = 0;     // count, max and engaged_days leaves it counts for
        int8_t fact = -1;         // a Fact the history needs
    };
    using Effects = std::span<const Effect>;
    void make_effects(const domain::ChoiceColumn* type);
    Effect effect_of(std::string_view id) const;
    void note(History& history, Fact fact, When when, domain::Row row);
    void note_all(History& history, const query::EventSpan& events);
    void conclude(History& history);
    bool deal_open();
    StageOf stage_by(domain::Row lead, const query::EventSpan& events, const History& known, Effects more);
    uint64_t tally(const query::EventSpan& events, When reset, Effects more) const;
    uint64_t derived_bits(domain::Row lead, const History& history) const;
    bool counts_since(When reset, int32_t day, domain::Row row) const;
    uint8_t markers(const History& history, bool deferred, bool disqualified) const;
    uint8_t stage_of_bits(uint64_t bits);

    const Lens& lens_;
    int32_t today_;
    int64_t offset_millis_;
    std::vector<Effect> effects_;  // by type code
    uint64_t tally_leaves_ = 0;
    const domain::InstantColumn* at_;
    const domain::InstantColumn* until_;
    const domain::NumberColumn* number_;
    const domain::ChoiceColumn* precision_;
    uint32_t minute_code_ = 0;
    std::vector<uint64_t> deals_;  // scratch: openings and ends of one person's deals, as sortable times
    std::vector<const domain::Column*> handles_;  // columns by which someone can be reached
    struct Known {
        uint64_t bits = 0;
        uint8_t stage = kNoStage;
        bool filled = false;
    };
    std::array<Known, 256> known_{};  // stages by leaf bits: most people share a few patterns
};

}  // namespace lifecycle
