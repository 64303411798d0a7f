// A lens: names for sets of facts, as data (assets/lenses/<id>.json and predicates.json), compiled
// into a small program that runs on one person's facts by bit tests. Stages are best first; the
// first whose criterion holds is the stage. The vectors in tests/core/data/lens-vectors.json are
// the meaning.
//
// Predicates, as in those vectors:
//   {"all":[p,...]} {"any":[p,...]} {"not":p} {"pred":"name"}
//   {"act":{"by","details","signal","trial","familiar","ask","since":"reset"}}  one activity with all of these
//   {"actType":["id",...]}                one activity of these types
//   {"fact":"id","since":"reset"}         recorded; "reachable" is derived
//   {"count":"id","atLeast":n}  {"max":"id","atLeast":n}   how often; the largest number of a fact
//   {"state":"dealOpen|deferred|disqualified|reachable"}
//   {"engagedDays":n}                     their activity on n different days, n <= 8
//
// Order. "since reset" leaves out what is older than the latest recycle or disqualify. Events are
// compared by day; on one day by time where both are precise to the minute; else neither is
// older. What lies after `now` has not happened.
#pragma once

#include "lifecycle/activity_types.h"

#include <map>

namespace lifecycle {

enum class Derived : uint8_t { reachable, deal_open, deferred, disqualified };

// A question about one person's history that is answered yes or no.
struct Leaf {
    enum class Kind : uint8_t { activity, fact, count, max, derived, engaged_days };
    Kind kind = Kind::fact;
    bool since_reset = false;
    std::vector<std::string> types;  // activity: the ids that satisfy it
    bool listed = false;             // activity: by actType, not by attributes
    std::string name;                // activity by attributes: "by=them", "signal=sql"; i18n "criterion.act.signal.sql"
    Fact fact = Fact::captured;      // fact, count, max
    Derived derived = Derived::reachable;
    int at_least = 1;                // count, max, engaged_days
    bool operator==(const Leaf&) const = default;
};

struct Criterion {
    enum class Kind : uint8_t { all, any, none, leaf };
    Kind kind = Kind::leaf;
    std::vector<Criterion> parts;  // of all and any; one of none ("not")
    int leaf = 0;                  // index into Lens::leaves
    std::string predicate;         // its name, if it came from one
};

struct LensStage {
    std::string id;        // "customer": stable, in scripts; label: i18n "stage.<lens id>.<id>"
    std::string name;      // "Customer": as in the vectors
    Criterion enter;
    bool side = false;     // beside the way (Contact): never named as the next stage
    std::string command;   // what a move into it means: a fact to record ("open_deal"), or ""
};

inline constexpr int kMaxLeaves = 64;
inline constexpr int kMaxStages = 16;
inline constexpr int kMaxEngagedDays = 8;

// One step of the compiled criterion: a test on the 64 leaf bits with jumps.
struct Test {
    uint8_t leaf = 0;
    uint16_t if_true = 0;   // next test, or kHolds / kFails
    uint16_t if_false = 0;
};
inline constexpr uint16_t kHolds = 0xFFFF;
inline constexpr uint16_t kFails = 0xFFFE;

struct Lens {
    std::string id;  // label: i18n "lens.<id>"
    std::vector<LensStage> stages;  // best first
    std::vector<Leaf> leaves;
    std::vector<std::vector<Test>> programs;  // one per stage
};

// The same predicate set serves several lenses.
using Predicates = base::Json;

// Errors: lens.shape (with the place), lens.unknown_predicate, lens.unknown_fact,
// lens.unknown_type, lens.recursive, lens.too_large.
base::Result<Lens> parse_lens(std::string_view id, const base::Json& stages, const Predicates& predicates,
                              const ActivityTypes& types);

// assets/lenses/<id>.json. Errors: lens.unknown.
base::Result<Lens> shipped_lens(std::string_view id);
std::vector<std::string> shipped_lens_ids();

// True if the leaf bits satisfy the criterion of this stage.
bool holds(const Lens& lens, size_t stage, uint64_t leaf_bits);

}  // namespace lifecycle
