// What a criterion lacks, and the commands that would bring it. Inside lifecycle only.
#pragma once

#include "lifecycle/explain.h"

namespace lifecycle {

bool criterion_holds(const Criterion& criterion, uint64_t leaf_bits);

// All that is needed for this stage; nothing if no recording of facts can lead there.
std::optional<std::vector<Missing>> missing_for(const Lens& lens, size_t stage, uint64_t leaf_bits,
                                                const std::string& lead);

// "missing.act.signal.sql", "missing.fact.qualify_sales", "missing.state.deal_open".
std::string missing_key(const Leaf& leaf);

}  // namespace lifecycle
