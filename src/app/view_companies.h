// What the list of companies shows. Who works where is what leads say: one company is one search form of its name, however
// it is spelled.
#pragma once

#include "app/views.h"

#include <unordered_map>

namespace app {

struct CompaniesQuery {
    std::string search;            // in the name
    std::string column = "score";  // name people score stage value last_activity due
    bool descending = true;
    bool operator==(const CompaniesQuery&) const = default;
};
struct CompaniesView {
    std::vector<uint32_t> rows;  // all that match, in order: for Session::company_row, until the book changes
    int64_t companies = 0;       // before searching
    int64_t leads_without = 0;   // leads that name none
    bool ready = false;          // false: they are being gathered
};
struct CompanyRow {
    // As a row of leads: the company's name; score and stage of whoever has the best and has come furthest; what happened
    // last, and what is next, with any of them; the value of all that are open.
    LeadRow sum;
    std::string list;  // of its people, as the end of the address of leads
    int64_t people = 0, open = 0;
};

// As the end of the address of leads: everybody there, open and closed.
std::string people_of_company(std::string_view company);

// Of one company, by the rank of its name; leads are rows of the book.
struct CompanySum {
    std::string name, search_form;   // as its first lead spells it
    uint32_t first = 0, people = 0;  // of CompanyCache::people
    uint32_t open = 0;
    domain::Row best = domain::kNoRow, furthest = domain::kNoRow, latest = domain::kNoRow, next = domain::kNoRow;
};
// Only view_companies.cpp looks into it.
struct CompanyCache {
    CompaniesQuery query;
    CompaniesView view;
    std::vector<CompanySum> sums;
    std::vector<domain::Row> people;  // those of each company side by side
    std::unordered_map<uint32_t, CompanyRow> rows;
    std::string found_text;             // what was looked for last by name,
    std::vector<CompanyRow> found;      // and what was found
    uint64_t gathered = 0, found_of = 0;  // how often they were gathered: now, and when that was found
    int64_t minute = -1;                // that the rows are of
};

}  // namespace app
