// What the user brought and has not yet agreed to: an import plan, a merge plan, or the sentence why
// neither. At most one is open.
#pragma once

#include "app/views.h"
#include "exchange/import_plan.h"
#include "exchange/importer.h"
#include "exchange/merge.h"
#include "exchange/planner.h"

#include <optional>
#include <string>

namespace app {

struct ImportSession {
    exchange::SharedFile file;  // of an import or a merge
    std::optional<exchange::ImportPlan> plan;
    std::optional<exchange::MergePlan> merge;
    base::Hash128 fingerprint_there, fingerprint_here;
    std::optional<FileErrorView> error;
    // Of the last import that was carried out.
    std::string rejected_file_name, rejected_csv;

    bool open() const { return plan || merge || error; }
};

}  // namespace app
