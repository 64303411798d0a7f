// What several views are made of. For files of this folder that make words or lists of rows.
#pragma once

#include "app/state.h"
#include "app/text_forms.h"

namespace app {

using State = Session::State;

// Computed columns of this moment; where that takes long, a job is on its way and the columns are
// those of a moment ago. False while a job applies operations: then views stay as they are.
bool bring_up_to_date(State& state);

// Ranks of that book's texts of leads in the language of this moment.
query::RankCache& ranks_of(const State& state, OpenBook& open);

enum class Depends : uint8_t { on_the_book, on_the_minute, on_the_session };
ViewInputs inputs_of(const State& state, Depends depends);

Forms forms_of(const State& state);

// Won or lost by code of the column `outcome`; rows without one are open.
class ClosedLeads {
public:
    explicit ClosedLeads(const domain::Table& leads);
    bool closed(domain::Row lead) const { return outcome_ && closed_by_code_[outcome_->codes[lead]]; }

private:
    const domain::ChoiceColumn* outcome_;
    std::vector<uint8_t> closed_by_code_;
};

ScoreShort score_of(const State& state, domain::Row lead);
StageMark stage_of(const State& state, domain::Row lead);
StageMark mark_of(const lifecycle::Lens& lens, size_t stage);  // of a stage beside the way as if all there were paused
LeadRow lead_row_of(const State& state, domain::Row lead);
std::optional<base::Money> lead_value(const State& state, domain::Row lead);

// Under the heading of its day a task says less.
enum class DuePlace : uint8_t { anywhere, within_day };
TaskView task_of(const State& state, domain::Row task, DuePlace place);

// What waits to be settled: what was known of it at once, what is new when a job has looked.
const std::vector<OpenConflict>& known_conflicts(State& state);

// Tasks of open leads that are overdue or due today.
int64_t count_due(const domain::Book& book, const base::Now& now);

// What was done, from the book's history: it keeps ids, people read names.
std::string step_title(const storage::Label& label);

// Of an activity or a fact.
std::string activity_icon(std::string_view type);
// True if the time of day is known, not only the day.
bool timed_activity(const domain::Table& activities, domain::Row activity);

// A text of a text, link or choice column, or "".
std::string_view text_at(const domain::Table& table, domain::Row row, std::string_view key);

}  // namespace app
