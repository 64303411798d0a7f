// The second half of planning: from what was counted about every column to the proposed mapping. Used
// by Planner; pure.
#pragma once

#include "exchange/guess.h"
#include "exchange/import_plan.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace exchange {

inline constexpr size_t kMostColumns = 1000;
inline constexpr size_t kMostCellBytes = 64u << 10;

// Of a built-in field: does it tell who a row is about?
bool tells_who(std::string_view key);
// Nothing but white space in every cell.
bool is_blank(const std::vector<std::string_view>& cells);
// As many cells as the header, or more of which the surplus is empty.
bool fits_width(const std::vector<std::string_view>& cells, size_t width);

// What reading the file once has shown.
class TableLook {
public:
    void begin(const std::vector<std::string>& header_cells, bool has_header, const NumberedWords& words);
    void see_row(const std::vector<std::string_view>& cells);

    size_t width() const { return headers_.size(); }
    const std::vector<std::string>& headers() const { return headers_; }
    bool unnamed(size_t column) const { return unnamed_[column]; }
    const std::vector<ColumnGuess>& guesses() const { return guesses_; }
    const std::vector<std::optional<KnownHeader>>& known() const { return known_; }
    // Rows in which all these columns are empty; only columns whose header tells who it is.
    uint64_t rows_without(const std::vector<size_t>& columns) const;

private:
    std::vector<std::string> headers_;
    std::vector<bool> unnamed_;
    std::vector<std::optional<KnownHeader>> known_;
    std::vector<ColumnGuess> guesses_;
    std::vector<int> identity_bit_;                  // of columns that may tell who it is; -1 for others
    std::map<uint64_t, uint64_t> rows_by_identity_;  // which of these are filled -> rows
};

// Fills columns, outcome and counts.
void conclude(ImportPlan& plan, const TableLook& look);

}  // namespace exchange
