#include "query/selection.h"

#include <algorithm>

namespace query {

Mask all_rows(Row rows) { return Mask(rows, 1); }

Mask alive_rows(const domain::Table& table) {
    Mask mask(table.size());
    for (Row row = 0; row < table.size(); ++row) mask[row] = table.alive(row);
    return mask;
}

void keep_both(Mask& mask, const Mask& other) {
    CHECK(mask.size() == other.size());
    for (size_t i = 0; i < mask.size(); ++i) mask[i] &= other[i];
}

void keep_either(Mask& mask, const Mask& other) {
    CHECK(mask.size() == other.size());
    for (size_t i = 0; i < mask.size(); ++i) mask[i] |= other[i];
}

void invert(Mask& mask) {
    for (uint8_t& byte : mask) byte ^= 1;
}

Row count(const Mask& mask) {
    Row total = 0;
    for (uint8_t byte : mask) total += byte;
    return total;
}

std::vector<Row> rows_of(const Mask& mask) {
    std::vector<Row> rows(static_cast<size_t>(count(mask)) + 1);
    size_t next = 0;
    for (Row row = 0; row < mask.size(); ++row) {  // writes always, moves on when chosen: no branch
        rows[next] = row;
        next += mask[row];
    }
    rows.resize(next);
    return rows;
}

Mask mask_of(const std::vector<Row>& rows, Row total) {
    Mask mask(total, 0);
    for (Row row : rows)
        if (row < total) mask[row] = 1;
    return mask;
}

std::vector<int64_t> newest_activity(const domain::Book& book, std::span<const uint8_t> counted) {
    std::vector<int64_t> newest(book.leads.size(), domain::kNoNumber);
    const auto* lead = book.activities.reference("lead");
    const auto* type = book.activities.choice("type");
    const auto* at = book.activities.instant("at");
    if (!lead || !at) return newest;
    for (Row row = 0; row < book.activities.size(); ++row) {
        const Row target = lead->rows[row];
        if (target >= newest.size() || !book.activities.alive(row)) continue;
        if (!counted.empty()) {
            const uint32_t code = type ? type->codes[row] : 0;
            if (code >= counted.size() || !counted[code]) continue;
        }
        newest[target] = std::max(newest[target], at->millis[row]);
    }
    return newest;
}

}  // namespace query
