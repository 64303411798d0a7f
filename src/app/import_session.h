// What the user brought and has not yet agreed to: an import plan, a merge plan, or the sentence why
// neither. At most one is open.
#pragma once

#include "app/views.h"
#include "exchange/import_plan.h"
#include "exchange/importer.h"
#include "exchange/merge_choice.h"
#include "exchange/planner.h"
#include "exchange/rejection.h"

#include <memory>
#include <optional>
#include <string>

namespace app {

// Who a plan is made for: a user looks at it before agreeing, a script agrees unseen.
enum class Audience : uint8_t { user, script };

// A snapshot that was compared with the book as it was at `revision`, and what the user wants of it.
struct OpenMerge : exchange::OpenedMerge {
    uint64_t revision = 0;
    base::Hash128 fingerprint_there = {}, fingerprint_here = {};  // unless the file is partial or redacted
    bool comparing_again = false;
};

struct ImportSession {
    exchange::SharedFile file;  // of an import or a merge
    std::optional<exchange::ImportPlan> plan;
    std::optional<exchange::Rejections> rejections;  // of the plan as it is now; nothing while they are looked for
    uint64_t rejections_asked = 0;
    std::shared_ptr<OpenMerge> merge;
    std::optional<FileErrorView> error;
    // Of the last import that was carried out.
    std::string rejected_file, rejected_csv;

    bool open() const { return plan || merge || error; }
};

// What is said of rejected rows, in the user's language.
exchange::RejectedWords rejected_words();
// What is called by its number, because the file does not name it.
exchange::NumberedWords numbered_words();

}  // namespace app
