// Views that are kept until their inputs move. Only the view_*.cpp files touch it; query_rows.cpp shares its ranks.
#pragma once

#include "app/conflicts.h"
#include "app/view_board.h"
#include "app/view_columns.h"
#include "app/view_companies.h"
#include "app/view_deals.h"
#include "app/view_storage.h"
#include "app/views.h"
#include "domain/column.h"
#include "query/selection.h"
#include "query/sort.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace app {

// The inputs of a view. `version` and `minute` are 0 for views that say nothing of the session's
// state or of the time of day.
struct ViewInputs {
    uint64_t version = 0, revision = 0, generation = 0;
    int32_t today = 0;
    int64_t minute = 0;
    std::string language;
    int offset_minutes = 0;
    bool operator==(const ViewInputs&) const = default;
};

struct ViewCache {
    base::Now now;  // of the last view: rows that are asked for one by one use it
    bool refreshing = false;  // a job brings Computed up to date

    // Leads: the order of all leads is kept apart from the rows that match, so that typing into the
    // search field sorts nothing. Ranks of texts are of one language.
    query::RankCache ranks;
    std::string ranks_language;
    bool ranking = false;  // a job brings them up to date
    std::optional<ViewInputs> order_inputs;
    std::vector<LeadSort> order_sorts;
    std::vector<domain::Row> order;
    std::optional<ViewInputs> leads_inputs;
    LeadsQuery leads_query;
    LeadsView leads;
    std::optional<ViewInputs> columns_inputs;
    LeadColumnsView columns;
    std::vector<ColumnChoice> columns_of_list;  // they are of
    std::optional<ViewInputs> segments_inputs;
    std::vector<SegmentView> segments;
    size_t segments_counted = 0;  // of these, the first ones
    bool counting_segments = false;  // a job does
    std::optional<ViewInputs> board_inputs;
    LeadsQuery board_query;
    BoardView board;
    std::optional<ViewInputs> companies_inputs;
    CompanyCache companies;
    std::optional<ViewInputs> deals_inputs;
    DealsCache deals;
    std::optional<ViewInputs> moves_inputs;
    std::string moves_lead;
    std::vector<StageMove> moves;

    // Values in use, by field key, of the leads at one revision of that field and of who is deleted.
    struct Choices {
        uint64_t revision = 0;
        std::vector<std::pair<std::string, std::string>> values;
    };
    std::map<std::string, Choices, std::less<>> choices;
    std::optional<ViewInputs> lead_inputs;
    std::string lead_id;
    LeadView lead;
    bool lead_found = false;

    std::optional<ViewInputs> history_inputs;
    HistoryView history;

    std::optional<ViewInputs> today_inputs;
    TodayView today;

    std::optional<ViewInputs> counts_inputs;
    int64_t leads_open = 0, due_count = 0;
    std::optional<ViewInputs> shell_inputs;
    ShellView shell;

    // What waits to be settled, as it is at one revision of the book; all of it was looked for at another.
    std::vector<OpenConflict> conflicts;
    uint64_t conflicts_of = UINT64_MAX, conflicts_found = UINT64_MAX;
    bool finding_conflicts = false;  // a job looks for them
    std::optional<ViewInputs> conflicts_inputs;
    ConflictsView conflicts_view;

    std::optional<ViewInputs> settings_inputs;
    SettingsView settings;
    std::optional<ViewInputs> storage_inputs;
    StorageView storage;
    std::string fingerprint;
    uint64_t fingerprint_revision = UINT64_MAX;  // of the book it is of
    bool printing = false;  // a job finds it

    std::string activity_types_language;
    std::vector<ActivityTypeView> activity_types;

    std::optional<ViewInputs> import_inputs, merge_inputs;
    ImportView import;
    MergeView merge;
    std::optional<ViewInputs> merge_list_inputs, merge_detail_inputs;
    MergeQuery merge_query;
    MergeList merge_list;
    MergeDetailView merge_detail;
    std::optional<ViewInputs> share_inputs;
    ShareView share;
    JobView job;
};

}  // namespace app
