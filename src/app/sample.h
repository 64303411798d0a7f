// The sample book: invented people, `json` is that of assets/sample/people.json, with days relative to today, as
// the changes of one undo step. What is written about them is in the reader's language, where the file has the words: who
// they are, when and how much is the same in each.
#pragma once

#include "base/day.h"
#include "base/result.h"
#include "domain/change.h"

#include <string_view>
#include <vector>

namespace app {

inline constexpr std::string_view kSamplePath = "sample/people.json";

// Errors: sample.broken, only if the asset itself is wrong.
base::Result<std::vector<domain::Change>> sample_changes(std::string_view json, std::string_view language, const base::Now& now);

}  // namespace app
