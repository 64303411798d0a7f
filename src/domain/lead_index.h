// For each lead the rows of another table that refer to it (activities, tasks, deals).
#pragma once

#include "domain/column.h"

#include <unordered_map>
#include <vector>

namespace domain {

// Offsets into one array, and a short tail of rows added since that was built. Rows may be deleted
// ones: ask alive().
class LeadIndex {
public:
    void add(Row lead, Row row);
    // Folds everything into the array.
    void build(const Cells<Row>& lead_of_row, Row lead_count);

    template <class F>
    void for_each(Row lead, F&& visit) const {
        if (static_cast<size_t>(lead) + 1 < offsets_.size())
            for (uint32_t i = offsets_[lead]; i < offsets_[lead + 1]; ++i) visit(rows_[i]);
        if (const auto found = tail_.find(lead); found != tail_.end())
            for (Row row : found->second) visit(row);
    }

    // The array itself, for passes over all leads; rows in the tail come on top.
    const std::vector<uint32_t>& offsets() const { return offsets_; }
    const std::vector<Row>& rows() const { return rows_; }
    size_t tail_size() const { return tail_size_; }

private:
    std::vector<uint32_t> offsets_;
    std::vector<Row> rows_;
    std::unordered_map<Row, std::vector<Row>> tail_;
    size_t tail_size_ = 0;
};

}  // namespace domain
