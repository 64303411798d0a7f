#include "lifecycle/missing.h"

namespace lifecycle {

std::vector<std::string> message_keys(const Lens& lens) {
    std::vector<std::string> keys = {
        "lens." + lens.id, "stage.none", "why.event", "why.engaged_days", "why.reachable", "why.deal_open",
        "why.deferred", "why.deferred_until", "why.disqualified", "marker.paused", "marker.paused_reason",
        "marker.paused_until", "marker.paused_until_reason", "marker.lost", "marker.lost_reason",
        "marker.disqualified", "marker.disqualified_reason", "marker.ended", "marker.ended_reason",
        "marker.opted_out", "marker.opted_out_reason", "missing.not", "missing.one_of", "missing.recycle",
        "do.log", "do.set_email", "do.set_phone", "do.recycle"};
    for (const ActivityType& type : activity_types()) keys.push_back("activity." + type.id);
    for (int fact = 0; fact < kFactCount; ++fact) {
        const std::string id(fact_id(static_cast<Fact>(fact)));
        keys.push_back("activity." + id);
        if (id != "recycle") keys.push_back("do." + id);
    }
    for (const LensStage& stage : lens.stages) keys.push_back("stage." + lens.id + "." + stage.id);
    for (const Leaf& leaf : lens.leaves) keys.push_back(missing_key(leaf));
    return keys;
}

}  // namespace lifecycle
