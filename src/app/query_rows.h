// corong.query: rows of a table as JSON. What a script may write, and what it gets:
//
//   {from: "leads" | "activities" | "tasks" | "deals" | "companies"   (default "leads")
//    filter: as in query/filter.h      search: words, as in the search field
//    sort: ["-score.total", "name"]    fields: ["name", "budget", "Annual Revenue"]
//    offset: 0                         limit: rows at most (default 10,000)}
//   -> {total: rows that match, rows: [{id, <each name as it was asked for>: value}, ...]}
//
// A field is named by its key; or by its label, or by the header it was imported from, where only one
// fits. Without `fields` a row has all fields of the table, and for leads the scores and the stage.
//
// Values: text, link, choice: text. number: number. date "2026-11-22". instant "2026-11-22T09:30:00.000Z".
// yes_no: true or false. multi_choice: array of text. reference: id. Empty: null. Kept as typed: the
// text. money: "1250000 NOK", which lead.set takes back; a number where no currency is known;
// beside it "<key>.amount" (number) and "<key>.currency" ("NOK" or null).
//
// Computed, of leads: score.total score.fit score.engagement score.grade (numbers), score.temperature
// ("hot" "warm" "cold"), score.reasons ([{axis, rule, text, points}], which sum to fit and
// engagement), stage and stage.lead_first ("Prospect", ... or "none"), qualification ("MQL" "SQL" "PQL"
// "Service-QL" or null), last_activity (instant).
//
// Errors change nothing: query.shape, query.unknown_table, field.unknown, field.ambiguous,
// field.unavailable, and those of filter.h.
#pragma once

#include "app/computed.h"
#include "base/json.h"
#include "base/locale.h"
#include "base/result.h"
#include "query/sort.h"

namespace app {

struct QuerySource {
    const domain::Book& book;
    Computed& computed;  // up to date with the book
    base::Now now;
    const base::Locale& locale;
    query::RankCache& ranks;  // of the leads' texts
};

base::Result<base::Json> query_rows(const QuerySource& source, const base::Json& request);

}  // namespace app
