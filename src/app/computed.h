// What follows from the book for every lead: scores, stages, last activity, next task. Columns, one
// value per lead row; never stored. Small edits bring a few leads up to date at once, everything
// else goes through step() in slices; until that is done the columns stay as they were.
//
//   after an operation is applied   note() or invalidate_all()
//   before a view is built          refresh(): true = up to date; false = let a job call step()
//   where there is no waiting       finish()
#pragma once

#include "app/job.h"
#include "domain/book.h"
#include "lifecycle/stage.h"
#include "query/computed.h"
#include "query/sort.h"
#include "scoring/score.h"

#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace app {

// The newest qualification since the last recycle or disqualification.
enum class Qualification : uint8_t { none, marketing, sales, product, service };

class Computed {
public:
    struct Columns {
        scoring::Scores scores;
        lifecycle::Stages stages;
        std::vector<int64_t> last_at;            // of the newest activity until today; kNoNumber
        std::vector<domain::Row> last_activity;  // its row, or kNoRow
        std::vector<domain::Row> next_task;      // nearest due, not done; kNoRow
        std::vector<int64_t> next_due;           // due_minutes() of it; kNoNumber without a date
        std::vector<int64_t> value_minor;        // what it is or was worth; kNoNumber
        std::vector<uint32_t> value_currency;    // packed; 0 where there is no value
        std::vector<uint8_t> qualification;
        domain::Row size() const { return static_cast<domain::Row>(last_at.size()); }
        void resize(domain::Row rows);
    };

    Computed();
    ~Computed();
    Computed(const Computed&) = delete;
    Computed& operator=(const Computed&) = delete;

    // An operation was applied (`id`: of the first row it created). Remembers which leads it
    // touched, or that all are.
    void note(const domain::Book& book, const domain::Change& change, domain::RowId id);
    void invalidate_all();

    // Brings the columns up to date if that is quick. False: they are those of an earlier moment
    // and step() must be called until it returns false.
    bool refresh(const domain::Book& book, const base::Now& now);
    // One slice of a full refresh; true while there is more. Starts over if the book moved.
    bool step(const domain::Book& book, const base::Now& now, const Slice& slice);
    // All of it now: for answers that must be right at once.
    void finish(const domain::Book& book, const base::Now& now);
    bool fresh(const domain::Book& book, const base::Now& now) const;
    // False until the first refresh has come to its end.
    bool ever() const { return generation_ > 0; }

    const Columns& columns() const { return columns_; }
    const scoring::Model& model() const { return model_; }
    const lifecycle::Lens& lens() const { return lens_; }
    // One more whenever a column changed: what views are compared with.
    uint64_t generation() const { return generation_; }
    const query::TextRevisions& lead_texts() const { return lead_texts_; }
    // Leads whose values, own or computed, may be others than at that generation, or which came or went since;
    // nothing if these are many, or not known.
    std::optional<std::vector<domain::Row>> moved_since(uint64_t generation) const;

    // The columns by their names in scripts, over the table of leads. They point into this object:
    // use them before it changes. `book` must be the one last refreshed from.
    std::vector<query::Computed> named(const domain::Book& book);

private:
    struct Work;
    void touch_lead(domain::RowId lead);
    void touch_lead_of(const domain::Book& book, domain::TableKind table, domain::RowId row);
    void note_batch(const domain::Book& book, const domain::CreateRows& batch, domain::RowId id);
    void note_cell(const domain::Book& book, domain::TableKind table, domain::RowId first,
                   domain::Row count, std::string_view key);
    bool catch_up(const domain::Book& book, const base::Now& now);
    void settled(const domain::Book& book, const base::Now& now);

    Columns columns_;
    scoring::Model model_;
    lifecycle::Lens lens_;
    bool model_read_ = false;
    std::vector<domain::RowId> touched_;
    bool all_ = true;
    bool noted_ = false;      // something was said about the operations since `revision_`
    uint64_t revision_ = 0;   // of the book the columns belong to
    base::Day today_;
    int offset_minutes_ = 0;
    uint64_t generation_ = 0;
    query::TextRevisions lead_texts_;
    struct Moved {
        uint64_t generation = 0;  // with which it came
        domain::Row lead = domain::kNoRow;
    };
    std::deque<Moved> moved_;
    uint64_t moved_from_ = 0;        // what moved after that generation is in it
    bool moved_is_partial_ = false;  // the next generation moves leads that are not told
    std::unique_ptr<Work> work_;  // of a full refresh that is under way
};

// When a task is due, as minutes since 1970 in the book's zone: for order and for "late". Without a
// time of day it is the day's last minute. kNoNumber without a date.
int64_t due_minutes(const domain::Table& tasks, domain::Row task);
inline constexpr int64_t kMinutesPerDay = 24 * 60;
int64_t minutes_of(const base::Now& now);

// Open and asked for: alive, not done.
bool is_waiting(const domain::Table& tasks, domain::Row task);

}  // namespace app
