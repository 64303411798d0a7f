// What the face draws: plain values, ready to show. Built by app from the book, never edited by a
// panel. Data comes as finished text (dates, money, counts in the user's format); words of the
// interface are tr() keys resolved here or in ui.
#pragma once

#include "app/command.h"
#include "app/leads_query.h"
#include "domain/stamp.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace app {

enum class Temperature : uint8_t { cold, warm, hot };
enum class DueKind : uint8_t { none, late, today, later };

// A stage's place in its lens: `place` from 0 (first) to count - 1 (last).
struct StageMark {
    enum class Kind : uint8_t { none, open, last, paused, ended };
    int place = 0;
    int count = 0;
    std::string name;
    Kind kind = Kind::none;
};

struct ScoreShort {
    int total = 0, fit = 0, engagement = 0;  // 0..100
    int grade = 4;                           // 1 best .. 4
    Temperature temperature = Temperature::cold;
};

// --- Leads ---------------------------------------------------------------------------------------

struct LeadRow {
    std::string id, name, company, role, title, value, owner, owner_initials, initials;
    ScoreShort score;
    StageMark stage;
    std::string last_activity, last_activity_icon, last_activity_when;
    std::string next_step, due;
    DueKind due_kind = DueKind::none;
    bool closed = false;
    std::string outcome, closed_on;
};

// A list that somebody has named: see segments.h.
struct SegmentView {
    std::string id, name;
    std::string list;    // as address_of says it
    int64_t count = -1;  // of leads in it; -1: not counted yet
};

// --- One lead ------------------------------------------------------------------------------------

struct ReasonView {
    std::string text;
    int points = 0;
};
struct FieldView {
    std::string key, label;
    domain::FieldKind kind = domain::FieldKind::text;
    std::string value;  // to show
    std::string edit;   // to type
    std::vector<std::pair<std::string, std::string>> choices;  // value, label
    bool custom = false;
    bool closed_list = false;  // no other value than one of `choices`
    bool flagged = false;  // kept as typed: does not parse as its kind
};
struct MissingView {
    std::string text, button;
    std::string command;
    base::Json arguments;
};
struct ActivityView {
    std::string id, type_label, icon, note, when, when_exact;
    bool system = false;  // recorded by an import or a rule, not by a person
};
struct TaskView {
    std::string id, title, due, due_exact;
    std::string due_day;  // to type; empty: no date
    DueKind due_kind = DueKind::none;
    bool done = false;
    std::string lead_id, lead_name, lead_company;
    ScoreShort score;
};
enum class DealState : uint8_t { open, won, lost };
struct DealView {
    std::string id, name;        // its title, else the company or whose it is
    std::string title, value_edit, expected_edit;  // to type
    std::string opened;          // as 2026-11-24; empty: not known
    std::string value, value_exact;                // short, and in full
    std::string when;            // an open one is expected; one that ended did
    DueKind when_kind = DueKind::none;  // of an open one
    std::string reason;          // why it was lost
    DealState state = DealState::open;
};
struct LeadView {
    LeadRow head;
    std::string value;  // in full; head.value is the short form
    std::string email, phone, tel_href, mail_href, whatsapp_href;
    std::vector<FieldView> fields;
    std::vector<ReasonView> fit, engagement;
    int hot_from = 0;     // points of engagement
    std::string outlook;  // "Hot until 9 Dec if nothing new happens", or empty
    int64_t colleagues = 0;    // others who say that they work at the same company,
    std::string company_list;  // and all of them, as the end of the address of leads
    std::string stage_since, lens_name;
    std::vector<std::string> why;
    std::string next_stage;
    std::vector<MissingView> missing;
    std::vector<std::string> markers;  // paused, lost, opted out
    std::vector<TaskView> tasks, done_tasks;
    std::vector<DealView> deals;
    std::vector<ActivityView> timeline;
    int64_t timeline_total = 0;
};

// What was ever written on a lead, newest first.
struct HistoryEntryView {
    enum class Kind : uint8_t { created, deleted, restored, changed, put_in, taken_out };  // the last two: of a member
    enum class Standing : uint8_t { none, shown, beside, replaced };  // beside: somebody wrote without knowing of what is shown
    std::string id;
    Kind kind = Kind::changed;
    bool of_creation = false;  // a value from the beginning: only of interest where one field is looked at
    std::string field, label, from, to;
    std::string who, when, when_exact;
    bool by_you = false;
    base::Millis at = 0;
    std::string how;           // "Import of people.csv", "Undo", or empty
    Standing standing = Standing::none;
    bool can_come_back = false;
    base::Json back;           // the value for lead.set
};
struct HistoryView {
    std::string lead;
    bool reading = false;      // the steps are being read; those that were are here
    int64_t done = 0, total = 0;
    std::vector<HistoryEntryView> entries;
    std::string incomplete;    // a sentence, where not all could be read
};

// --- The book as of a past day -------------------------------------------------------------------

struct AsOfView {
    base::Day day, first, today;  // the one that is wished; of the first operation; the last that can be
    std::string date;             // of `day`
    bool shown = false;           // false: it is being built, and what is on the screen is of before
    int64_t done = 0, total = 0;
    std::string incomplete;       // a sentence, where not all could be read
};

// --- Today ---------------------------------------------------------------------------------------

struct LeadToCall {
    LeadRow row;
    std::string why;
    std::string phone, tel_href;  // empty where there is no number
};
struct TodayView {
    std::string date;
    std::vector<TaskView> overdue, due_today, tomorrow;
    int64_t done_today = 0;
    std::vector<LeadToCall> hot_untouched;  // at most 20
    int64_t hot_untouched_total = 0;
    std::vector<LeadToCall> first;  // at most 5, best first: others whom nobody has called, and for whom nothing is planned
    int64_t first_total = 0;
};

// --- History -------------------------------------------------------------------------------------

// A step that can be taken back, or was and can be done again.
struct StepView {
    enum class Kind : uint8_t { edit, import, merge };
    uint64_t step = 0;  // as `undo.to` takes it
    Kind kind = Kind::edit;
    std::string title;   // "Call with Ratna Dewi"
    std::string when;    // "Today 12:05"
    int64_t values = 0;  // that it wrote
    int64_t presses = 0; // of undo until it is taken back, or of redo until it is done again: 1 is the next
    bool undone = false;
};

struct StepsView {
    int64_t undone = 0, done = 0;
    int64_t total() const { return undone + done; }
};

// --- Rail, saving, notices -----------------------------------------------------------------------

struct ShellView {
    enum class Save : uint8_t { nothing, saved, saving, not_saved, read_only };
    std::string book_name;
    int64_t leads_open = 0, leads_total = 0, today_count = 0, conflicts = 0;
    bool empty = true;  // nothing in the book yet
    Save save = Save::nothing;
    std::string save_time, save_reason;
    bool can_save_again = false;  // what failed to be saved may work now
    bool can_edit_here = false;  // read only because another tab writes
    std::string last_copy;       // "3 days ago", or empty: never
    bool copy_is_old = false;    // as many days as the user said, or more
    int64_t edits_since_copy = 0;
    bool can_undo = false, can_redo = false;
    std::string undo_title, redo_title;
};
struct NoticeView {
    enum class Kind : uint8_t { info, success, warning, danger };
    uint64_t id = 0;
    Kind kind = Kind::info;
    std::string text;
    std::string action_label, action_command;  // at most one
    base::Json arguments = base::Json::object();
    bool offers_tour = false;  // beside it
    bool stays = false;  // until it is dismissed or true no more
};

struct ActivityTypeView {
    std::string id, label, icon;
    bool by_us = false;   // a call, a mail: the quick log
    bool common = false;  // shown without a menu
};

// --- Import and merge ----------------------------------------------------------------------------

struct ImportColumnView {
    enum class How : uint8_t { known_header, guessed, new_field, answer, left_out };
    int index = 0;
    std::string header;
    std::vector<std::string> samples;
    std::string target;  // a field key, "" to leave out, "new:<kind>" for a custom field
    std::string target_label;
    How how = How::guessed;
};
struct ImportQuestionView {
    std::string id, question, detail;
    std::vector<std::pair<std::string, std::string>> answers;  // value, label
    std::string chosen;
    int column = 0;
};
struct OutcomeValueView {
    int index = 0;       // of its column
    std::string column, value, meaning;  // open, won, lost
    int64_t count = 0;
};
struct RejectedView {
    int64_t line = 0;
    std::string column, value, reason;
};
struct ImportView {
    std::string file, dialect;  // "Comma, UTF-8"
    int64_t rows = 0;
    std::vector<ImportColumnView> columns;
    std::vector<std::pair<std::string, std::string>> targets;  // for the select
    std::vector<ImportQuestionView> questions;
    std::vector<std::string> remarks;  // what was taken for granted
    std::string outcome_column;
    std::vector<OutcomeValueView> outcomes;
    int64_t create = 0, update = 0, unchanged = 0, rejected_total = 0;
    std::vector<RejectedView> rejected;  // the first 50
    int64_t as_typed_total = 0;
    bool ready = false;
    std::string why_not;
};
// Of what a colleague's file says: exchange/merge_verdict.h. The later one weighs more.
enum class MergeVerdict : uint8_t { same, mine_newer, theirs_newer, conflicting, deleted };
inline constexpr size_t kMergeVerdicts = 5;

struct MergeView {
    std::string file;
    int64_t of_verdict[kMergeVerdicts] = {};  // rows of the list
    int64_t rows = 0;
    int64_t chosen = 0, of = 0;               // rows that bring something
    int64_t create = 0, overwrites = 0, deletions = 0;  // the last two of what is chosen
    bool identical = false;
    bool nothing_new = false;  // the file has nothing that this book lacks
    bool comparing = false;    // the book has moved: it is being compared again
    bool hard_stop = false;
    std::string stop_reason;
    std::string fingerprint_here, fingerprint_there;  // empty if the file is not all of a book
    std::string partial, redacted;                    // then what it is, in words
};
struct MergeQuery {
    std::optional<MergeVerdict> verdict = {};  // nothing: all of them
    std::string search;                        // in name, e-mail and company, of either side
    bool operator==(const MergeQuery&) const = default;
};
struct MergeList {
    std::vector<uint32_t> rows;           // what needs a look first
    int64_t bring = 0, chosen = 0;        // of them
};
struct MergeRowView {
    enum class Kind : uint8_t { book, lead, company };
    enum class Take : uint8_t { nothing_to_take, yes, no, part };
    std::string id;  // "book", "leads/<id>", "companies/<id>"
    Kind kind = Kind::lead;
    std::string name, detail;
    MergeVerdict verdict = MergeVerdict::same;
    std::string verdict_label;  // "Newer in the file", "Deleted here"
    std::string summary;        // "3 newer in the file, 1 conflicting"
    Take take = Take::nothing_to_take;
};
struct MergeSideView {
    std::string text, who, when;  // no text: nothing there
};
struct MergeFieldView {
    std::string id, label, record, icon;
    MergeVerdict verdict = MergeVerdict::same;
    std::string verdict_label;
    MergeSideView here, there;
    bool can_choose = false, chosen = false;
};
struct MergeDetailView {
    MergeRowView row;
    bool whole = false;    // its fields cannot be chosen one by one
    int64_t same = 0;      // fields that are equal
    int64_t more = 0;      // that have no room in `fields`: they go with the row
    std::vector<MergeFieldView> fields;
};

// --- Sharing ---------------------------------------------------------------------------------------

// A personal field that holds anything, in the book as a whole.
struct ShareFieldView {
    std::string key, label;     // "leads.email", "E-mail"
    bool can_be_pseudonym = false;
    std::string usual;          // "pseudonym" or "left_out": what is proposed
};
struct ShareView {
    std::vector<std::string> chosen;  // ids of the leads it was opened for
    int64_t leads = 0, unknown = 0;   // of the whole book; operations of later versions
    std::vector<ShareFieldView> fields;
};
// A sealed file that waits for its passphrase.
struct SealedView {
    std::string file, error;
};

struct JobView {
    std::string title;
    int64_t done = 0, total = 0;  // total 0: not known yet
    bool can_cancel = false;
};
struct FileErrorView {
    std::string file, message;
};

// --- Conflicts -----------------------------------------------------------------------------------

struct ConflictValueView {
    std::string text, who, when;
    std::string stamp;   // names it in conflict.take
    bool shown = false;  // this one is what everybody sees until it is settled
    bool yours = false;
};
struct ConflictView {
    std::string id, label, icon;
    std::string record;  // which activity, task or deal, if it is not the lead itself
    std::vector<ConflictValueView> values;
    bool editable = false;
    FieldView field;  // to write another value, if it is
};
struct ConflictGroupView {
    std::string id;  // of the lead, or of a company; empty: the book's own
    std::string title, detail;
    LeadRow lead;
    bool of_lead = false;
    bool gone = false;  // the lead is deleted
    std::vector<ConflictView> conflicts;
};
struct ConflictsView {
    bool known = false;  // looked for at least once
    int64_t total = 0;
    int64_t more = 0;        // of them, that have no room in `groups` yet
    bool two_sides = false;  // each has one value from here, then one from elsewhere
    std::vector<ConflictGroupView> groups;
    std::string merged_file, merged_when;  // the merge before; empty if none is remembered
    int64_t merged_changes = 0;
    bool can_undo_merge = false;  // it is the last step
};

// --- Settings ------------------------------------------------------------------------------------

struct SettingsView {
    std::string theme, density, language;  // "system", "light", ...; "comfortable"; "en"
    std::string version;
    int64_t leads = 0, activities = 0;
    std::vector<std::pair<std::string, std::string>> languages;
};

}  // namespace app
