// Which rows of a file cannot become leads, and why: asked by Importer of every row it takes, and before
// that by RejectionFinder, so that the preview promises what the import then does.
#pragma once

#include "exchange/csv.h"
#include "exchange/import_plan.h"
#include "exchange/planner.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace exchange {

enum class Fault : uint8_t { text_after_quote, wrong_width, cell_too_large, nobody };
std::string_view fault_word(Fault fault);  // its name here

struct Rejected {
    uint64_t line = 0;
    std::string column;  // header, or "" for the row as a whole
    std::string value;   // what stands there; of a row as a whole the beginning of its cells
    Fault fault = Fault::nobody;
    uint64_t is = 0, should_be = 0;  // cells of a row of wrong width; bytes of a cell, and the most
};

// What a file of rejected rows says in somebody's language; by itself, the names here.
struct RejectedWords {
    std::string line = "line", reason = "reason";  // its first headers
    std::function<std::string(const Rejected&)> of = [](const Rejected& row) { return std::string(fault_word(row.fault)); };
};

class RowCheck {
public:
    explicit RowCheck(const ImportPlan& plan);
    // Of the row the reader just gave; nothing if it is sound.
    std::optional<Rejected> fault(const CsvReader& reader) const;

private:
    const ImportPlan& plan_;
    std::vector<size_t> who_;  // columns that tell who it is
};

// Rejected rows as a CSV file: line, reason, then the cells as they were.
class RejectedCsv {
public:
    RejectedCsv(const ImportPlan& plan, RejectedWords words);
    void add(const Rejected& row, const std::vector<std::string_view>& cells);
    const std::string& text() const { return text_; }

private:
    RejectedWords words_;
    std::string text_;
};

struct Rejections {
    uint64_t total = 0;
    std::vector<Rejected> first;  // kShownRejections at most
    std::string csv;              // of all
};
inline constexpr size_t kShownRejections = 50;

// Reads the file in slices, as the importer will, and keeps what that would reject.
class RejectionFinder {
public:
    RejectionFinder(SharedFile file, ImportPlan plan, RejectedWords words = {});
    ~RejectionFinder();
    // About `rows` rows more; true when done.
    bool step(uint64_t rows);
    double progress() const;  // 0..1
    Rejections take();        // after step() was true, once

private:
    struct State;
    std::unique_ptr<State> state_;
};

// The columns that tell who a row is: with others, other rows are rejected.
std::vector<size_t> who_columns(const ImportPlan& plan);

}  // namespace exchange
