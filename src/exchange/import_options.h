// What scripts say about an import, applied to its plan.
#pragma once

#include "base/json.h"
#include "exchange/import_plan.h"

namespace exchange {

// Options of window.corong.importFile, as the web page gives them:
//   mapping: {header: "email" | {label, kind} | null}    dialect: {header: "dmy" | "comma_decimal" | ...}
//   mode: "create" | "update" | "both"                   outcome: {header: {value: "won"|"lost"|"open"}}
// `dialect` may also be one word for all columns. Others (dryRun, confirmed) are not ours.
base::Status apply_options(ImportPlan& plan, const base::Json& options);

}  // namespace exchange
