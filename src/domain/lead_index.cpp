#include "domain/lead_index.h"

namespace domain {

void LeadIndex::add(Row lead, Row row) {
    tail_[lead].push_back(row);
    ++tail_size_;
}

void LeadIndex::build(const Cells<Row>& lead_of_row, Row lead_count) {
    offsets_.assign(static_cast<size_t>(lead_count) + 1, 0);
    lead_of_row.for_each_full(0, lead_of_row.size(), [&](Row, Row lead) { ++offsets_[lead + 1]; });
    for (size_t i = 1; i < offsets_.size(); ++i) offsets_[i] += offsets_[i - 1];
    rows_.resize(offsets_.back());
    std::vector<uint32_t> next(offsets_.begin(), offsets_.end() - 1);
    lead_of_row.for_each_full(0, lead_of_row.size(), [&](Row row, Row lead) { rows_[next[lead]++] = row; });
    tail_.clear();
    tail_size_ = 0;
}

}  // namespace domain
