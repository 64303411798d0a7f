// The reports of imports as scripts get them: {kind, read, created, updated, unchanged, rejected:
// [{line, column, fault, reason}], conflicts, ...}.
#pragma once

#include "base/json.h"
#include "exchange/importer.h"
#include "exchange/merge_choice.h"

namespace exchange {

base::Json to_json(const ImportReport& report, const RejectedWords& words);
base::Json to_json(const MergePlan& plan, const MergeTotals& totals);

}  // namespace exchange
