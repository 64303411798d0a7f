// Reads a separated file once, in slices, and proposes an ImportPlan.
#pragma once

#include "exchange/csv.h"
#include "exchange/import_plan.h"

#include <memory>
#include <string>

namespace exchange {

// The file as it was handed in; planner and importer share it.
struct ImportFile {
    std::string name;
    std::string bytes;
};
using SharedFile = std::shared_ptr<const ImportFile>;

// Refusals: all of recognise.h, csv.unterminated_quote, csv.no_rows, csv.no_table,
// csv.too_many_columns.
class Planner {
public:
    explicit Planner(SharedFile file, NumberedWords words = {});
    ~Planner();

    // About `rows` rows' worth of work; true when done or failed. 4,000 rows take a few milliseconds.
    bool step(uint64_t rows);
    double progress() const;  // 0..1
    // After step() was true, once.
    base::Result<ImportPlan> take();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace exchange
