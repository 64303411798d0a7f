#include "domain/lead_index.h"

#include <algorithm>

namespace domain {
namespace {

// One more at a time, but with room for the next ones.
void reach(std::vector<Row>& rows, Row place) {
    if (place < rows.size()) return;
    if (place >= rows.capacity()) rows.reserve(std::max<size_t>(size_t{place} + 1, rows.capacity() * 2));
    rows.resize(size_t{place} + 1, kNoRow);
}

}  // namespace

void LeadIndex::add(Row lead, Row row) {
    reach(first_, lead);
    reach(last_, lead);
    reach(next_, row);
    Row before = last_[lead];
    if (before != kNoRow && before > row) {  // seldom: a row that was known before what it belongs to
        before = kNoRow;
        for (Row each = first_[lead]; each != kNoRow && each < row; each = next_[each]) before = each;
    }
    Row& place = before == kNoRow ? first_[lead] : next_[before];
    next_[row] = place;
    place = row;
    if (next_[row] == kNoRow) last_[lead] = row;
}

void LeadIndex::remove(Row lead, Row row) {
    Row before = kNoRow;
    for (Row each = first_[lead]; each != row; each = next_[each]) before = each;
    (before == kNoRow ? first_[lead] : next_[before]) = next_[row];
    if (last_[lead] == row) last_[lead] = before;
    next_[row] = kNoRow;
}

}  // namespace domain
