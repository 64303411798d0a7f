// Carries an ImportPlan out: reads the file again, in slices, straight into columns of batches that
// become operations. Knows no book and no clock; the caller stamps the batches.
#pragma once

#include "domain/change.h"
#include "exchange/planner.h"
#include "exchange/rejection.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace exchange {


struct TypedCell {  // kept as typed
    uint64_t line = 0;
    std::string column;
    std::string text;
};

// created + updated + unchanged + rejected = read. Empty lines and the preamble are counted beside.
struct ImportReport {
    std::string kind = "csv";
    uint64_t read = 0, created = 0, updated = 0, unchanged = 0;
    uint64_t empty_lines = 0, preamble_rows = 0;
    std::vector<Rejected> rejected;
    std::vector<TypedCell> as_typed;
    std::vector<std::string> left_out_columns;  // headers
    uint64_t won = 0, lost = 0;
    uint64_t conflicts = 0;
};

// Two operations: the leads, and what happened to them (captured, won, lost). References of the
// activities are offsets into the leads: RowId{0, offset}; see resolve_leads.
struct ImportBatch {
    domain::CreateRows leads;
    domain::CreateRows activities;
};
// Gives the activities the ids of their leads, once the leads' operation has its first id.
void resolve_leads(domain::CreateRows& activities, domain::RowId first_lead);

class Importer {
public:
    // The plan must be ready(). `now` dates what the file does not date; `offset_at` is the distance from UTC, in
    // minutes, of the zone that times are of (see zone.h).
    Importer(SharedFile file, ImportPlan plan, base::Now now, std::function<int(base::Millis)> offset_at = {}, RejectedWords rejected = {},
             NumberedWords numbered = {});
    ~Importer();

    // About `rows` rows; true when done or failed.
    bool step(uint64_t rows);
    double progress() const;
    // A full batch (or, at the end, the rest); call until nothing is left after every step.
    std::optional<ImportBatch> take_batch();

    // Before the first batch: labels of new custom fields and the headers fields came from
    // ("fields/leads/<key>/label", "fields/leads/<key>/header/<slug>").
    const std::vector<domain::SetEntry>& field_entries() const;

    // After step() was true.
    base::Status status() const;
    const ImportReport& report() const;
    // The rejected rows: see RejectedCsv.
    const std::string& rejected_csv() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace exchange
