// Sets of rows: a mask of one byte a row (0 or 1) that loops can fill and combine at memory speed,
// and the list of rows it stands for. Not who is selected on the screen: that is `ui`.
#pragma once

#include "domain/book.h"

#include <cstdint>
#include <vector>

namespace query {

using domain::Row;
using Mask = std::vector<uint8_t>;

Mask all_rows(Row count);
// Rows that exist and are not deleted.
Mask alive_rows(const domain::Table& table);

// Both masks must have the same size.
void keep_both(Mask& mask, const Mask& other);
void keep_either(Mask& mask, const Mask& other);
void invert(Mask& mask);

Row count(const Mask& mask);
std::vector<Row> rows_of(const Mask& mask);  // ascending
Mask mask_of(const std::vector<Row>& rows, Row count);

// Newest instant of each lead's activities, kNoNumber where there is none. Only rows whose type
// code `c` has counted[c] != 0 count; an empty span counts every row. One pass over activities.
std::vector<int64_t> newest_activity(const domain::Book& book, std::span<const uint8_t> counted = {});

}  // namespace query
