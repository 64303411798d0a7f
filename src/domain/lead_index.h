// For each lead the rows of another table that refer to it (activities, tasks, deals).
#pragma once

#include "domain/column.h"

#include <vector>

namespace domain {

// Each lead's rows as a chain, in their order: adding one costs the same however many there are. Rows may
// be deleted ones: ask alive().
class LeadIndex {
public:
    void add(Row lead, Row row);
    void remove(Row lead, Row row);

    template <class F>
    void for_each(Row lead, F&& visit) const {
        if (lead >= first_.size()) return;
        for (Row row = first_[lead]; row != kNoRow; row = next_[row]) visit(row);
    }
    size_t memory_bytes() const { return (first_.capacity() + last_.capacity() + next_.capacity()) * sizeof(Row); }

private:
    std::vector<Row> first_, last_;  // by lead
    std::vector<Row> next_;          // by row of the other table
};

}  // namespace domain
