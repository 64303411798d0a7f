// The sample book: invented people from assets/sample/people.json, with days relative to today, as
// the changes of one undo step.
#pragma once

#include "base/day.h"
#include "base/result.h"
#include "domain/change.h"

#include <vector>

namespace app {

// Errors: sample.broken, only if the asset itself is wrong.
base::Result<std::vector<domain::Change>> sample_changes(const base::Now& now);

}  // namespace app
