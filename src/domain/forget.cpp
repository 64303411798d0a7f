#include "domain/forget.h"

#include <algorithm>
#include <iterator>

namespace domain {
namespace {

constexpr std::string_view kKeptOfLead[] = {"outcome", "value", "created", "closed", "channel", "deleted"};
constexpr std::string_view kBlankedBeside[] = {"note", "reason", "title"};

template <size_t n>
bool contains(const std::string_view (&keys)[n], std::string_view key) {
    return std::find(std::begin(keys), std::end(keys), key) != std::end(keys);
}

}  // namespace

bool stays_when_forgotten(TableKind table, std::string_view key) {
    switch (table) {
        case TableKind::leads: return contains(kKeptOfLead, key);
        case TableKind::companies: return true;
        case TableKind::activities:
        case TableKind::tasks:
        case TableKind::deals: return !contains(kBlankedBeside, key);
    }
    return true;
}

Row lead_of(const Book& book, TableKind table, Row row) {
    const ReferenceColumn* leads = table == TableKind::leads ? nullptr : book.table(table).reference("lead");
    return leads ? leads->rows[row] : kNoRow;
}

bool is_blanked(const Book& book, TableKind table, Row row, std::string_view key) {
    if (book.forgotten.empty() || stays_when_forgotten(table, key)) return false;
    const Row lead = table == TableKind::leads ? row : lead_of(book, table, row);
    return lead != kNoRow && book.forgotten.contains(book.leads.id(lead));
}

}  // namespace domain
