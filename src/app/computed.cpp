#include "app/computed.h"

#include "base/check.h"
#include "base/order.h"

#include <algorithm>

namespace app {
namespace {

using namespace domain;

// More leads than this are not brought up to date one by one.
constexpr size_t kTouchedAtMost = 1'000;
constexpr size_t kMovedAtMost = 256;  // that a view can still have missed
// A book of this many leads and activities is recomputed without slices: a few milliseconds.
constexpr Row kAtOnce = 10'000;
// Rows between two looks at the clock.
constexpr Row kActivitiesAStep = 16'384;
constexpr Row kLeadsAStep = 2'048;

}  // namespace

void Computed::Columns::resize(Row rows) {
    for (auto* bytes : {&scores.fit, &scores.engagement, &scores.total, &scores.temperature, &stages.markers, &qualification})
        bytes->resize(rows, 0);
    scores.grade.resize(rows, 4);
    stages.stage.resize(rows, lifecycle::kNoStage);
    for (auto* numbers : {&last_at, &next_due, &value_minor}) numbers->resize(rows, kNoNumber);
    for (auto* found : {&last_activity, &next_task}) found->resize(rows, kNoRow);
    value_currency.resize(rows, 0);
}

// A full refresh in its phases. It begins again when the book has moved under it.
struct Computed::Work {
    uint64_t revision = 0;
    base::Now now;
    std::unique_ptr<query::TimelineJob> timeline_job;
    query::Timeline timeline;
    std::unique_ptr<scoring::FitJob> fit_job;
    scoring::FitClasses classes;
    std::unique_ptr<scoring::ScoreJob> score_job;
    std::unique_ptr<lifecycle::StageJob> stage_job;
    Columns columns;
    Row next = 0;  // lead of the last phase
    bool done = false;

    void step(const Book& book, const scoring::Model& model, const lifecycle::Lens& lens);
};

namespace {

// What a lead's own rows say: found by walking them, once per lead.
class LeadRows {
public:
    LeadRows(const Book& book, const base::Now& now)
        : book_(book), end_of_today_(base::instant_of(now.today + 1, now.offset_minutes)) {
        types_ = book.activities.choice("type");
        at_ = book.activities.instant("at");
        deal_value_ = book.deals.money("value");
        deal_state_ = book.deals.choice("state");
        value_ = book.leads.money("value");
        asking_price_ = book.leads.money("asking_price");
        if (types_) read_types();
    }

    void write(Row lead, Computed::Columns& columns) const {
        activities(lead, columns);
        tasks(lead, columns);
        columns.value_minor[lead] = kNoNumber;
        columns.value_currency[lead] = 0;
        if (!take(value_, lead, lead, columns) && !deals(lead, columns)) take(asking_price_, lead, lead, columns);
    }

private:
    enum class Meaning : uint8_t { other, marketing, sales, product, service, reset };

    void read_types() {
        using enum Meaning;
        const std::pair<lifecycle::Fact, Meaning> known[] = {
            {lifecycle::Fact::qualify_marketing, marketing}, {lifecycle::Fact::qualify_sales, sales},
            {lifecycle::Fact::qualify_product, product},     {lifecycle::Fact::qualify_service, service},
            {lifecycle::Fact::recycle, reset},               {lifecycle::Fact::disqualify, reset}};
        for (const std::string& text : types_->dictionary.texts()) {
            Meaning meaning = other;
            for (const auto& [fact, says] : known)
                if (lifecycle::fact_id(fact) == text) meaning = says;
            meanings_.push_back(meaning);
        }
    }

    void activities(Row lead, Computed::Columns& columns) const {
        int64_t last = kNoNumber, qualified = kNoNumber, reset = kNoNumber;
        Row last_row = kNoRow;
        Meaning qualification = Meaning::other;
        if (types_ && at_)
            book_.activities_by_lead.for_each(lead, [&](Row row) {
                const int64_t at = at_->millis[row];
                if (!book_.activities.alive(row) || at == kNoNumber || at >= end_of_today_) return;
                if (at > last || (at == last && (last_row == kNoRow || row > last_row))) last = at, last_row = row;
                const Meaning meaning = meanings_[types_->codes[row]];
                if (meaning == Meaning::reset) reset = std::max(reset, at);
                else if (meaning != Meaning::other && at >= qualified) qualified = at, qualification = meaning;
            });
        columns.last_at[lead] = last;
        columns.last_activity[lead] = last_row;
        const bool stands = qualification != Meaning::other && qualified > reset;
        columns.qualification[lead] = stands ? static_cast<uint8_t>(qualification) : 0;
    }

    void tasks(Row lead, Computed::Columns& columns) const {
        Row next = kNoRow;
        int64_t nearest = kNoNumber;
        book_.tasks_by_lead.for_each(lead, [&](Row row) {
            if (!is_waiting(book_.tasks, row)) return;
            const int64_t due = due_minutes(book_.tasks, row);
            const bool nearer = due != kNoNumber && (nearest == kNoNumber || due < nearest);
            if (next == kNoRow || nearer) next = row, nearest = due;
        });
        columns.next_task[lead] = next;
        columns.next_due[lead] = nearest;
    }

    // The newest deal that is not lost and says its value.
    bool deals(Row lead, Computed::Columns& columns) const {
        bool found = false;
        book_.deals_by_lead.for_each(lead, [&](Row row) {
            if (!book_.deals.alive(row) || (deal_state_ && deal_state_->at(row) == kLost)) return;
            found |= take(deal_value_, row, lead, columns);
        });
        return found;
    }

    static bool take(const MoneyColumn* from, Row row, Row lead, Computed::Columns& columns) {
        if (!from || from->minor[row] == kNoNumber) return false;
        columns.value_minor[lead] = from->minor[row];
        columns.value_currency[lead] = from->currency[row];
        return true;
    }

    const Book& book_;
    base::Millis end_of_today_;
    const ChoiceColumn *types_ = nullptr, *deal_state_ = nullptr;
    const InstantColumn* at_ = nullptr;
    const MoneyColumn *deal_value_ = nullptr, *value_ = nullptr, *asking_price_ = nullptr;
    std::vector<Meaning> meanings_;  // by code of the activity type
};

}  // namespace

void Computed::Work::step(const Book& book, const scoring::Model& model, const lifecycle::Lens& lens) {
    if (timeline_job) {
        if (!timeline_job->step(kActivitiesAStep)) return;
        timeline = timeline_job->take();
        timeline_job.reset();
        fit_job = std::make_unique<scoring::FitJob>(book, model);
    } else if (fit_job) {
        if (!fit_job->step(kLeadsAStep)) return;
        classes = fit_job->take();
        fit_job.reset();
        score_job = std::make_unique<scoring::ScoreJob>(book, model, timeline, classes, now);
    } else if (score_job) {
        if (!score_job->step(kLeadsAStep)) return;
        columns.scores = score_job->take();
        score_job.reset();
        stage_job = std::make_unique<lifecycle::StageJob>(book, timeline, lens, now);
    } else if (stage_job) {
        if (!stage_job->step(kLeadsAStep)) return;
        columns.stages = stage_job->take();
        stage_job.reset();
        columns.resize(book.leads.size());
    } else {
        const LeadRows rows(book, now);
        const Row end = std::min<Row>(book.leads.size(), next + kLeadsAStep);
        for (; next < end; ++next) rows.write(next, columns);
        done = next >= book.leads.size();
    }
}

Computed::Computed() {
    base::Result<lifecycle::Lens> lens = lifecycle::shipped_lens("lead_first");
    CHECK(lens.ok());
    lens_ = *std::move(lens);
}

Computed::~Computed() = default;

// --- what was touched ------------------------------------------------------------------------------

void Computed::touch_lead(RowId lead) {
    if (!all_) touched_.push_back(lead);
    if (touched_.size() > kTouchedAtMost) {
        base::sort(touched_);
        touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
        if (touched_.size() > kTouchedAtMost) invalidate_all();
    }
}

void Computed::touch_lead_of(const Book& book, TableKind table, RowId id) {
    const Table& rows = book.table(table);
    const Row row = rows.find(id);
    const ReferenceColumn* leads = rows.reference("lead");
    if (row == kNoRow || !leads || leads->rows[row] == kNoRow) return;
    touch_lead(book.leads.id(leads->rows[row]));
}

void Computed::note_batch(const Book&, const CreateRows& batch, RowId id) {
    if (batch.table == TableKind::companies) return;
    if (batch.table == TableKind::leads) {
        lead_texts_.all_moved();
        if (batch.count > kTouchedAtMost) return invalidate_all();
        for (Row i = 0; i < batch.count; ++i) touch_lead(id.plus(i));
        return;
    }
    for (const Column& column : batch.columns) {
        const auto* leads = std::get_if<ReferenceBatch>(&column.data);
        if (!leads || column.key != "lead") continue;
        for (const RowId lead : leads->ids) {
            if (all_) return;
            if (lead.valid()) touch_lead(lead);
        }
    }
}

void Computed::note_cell(const Book& book, TableKind table, RowId first, Row count, std::string_view key) {
    if (table == TableKind::companies) return;
    if (table == TableKind::leads) {
        lead_texts_.moved(key);
        // A deleted lead keeps its columns; but lists of leads change.
        if (key == "deleted" && count > kTouchedAtMost) {
            moved_is_partial_ = true;
            return;
        }
    }
    // The lead it belonged to before is no longer known.
    if (count > kTouchedAtMost || (key == "lead" && table != TableKind::leads)) return invalidate_all();
    for (Row i = 0; i < count && !all_; ++i) {
        if (table == TableKind::leads) touch_lead(first.plus(i));
        else touch_lead_of(book, table, first.plus(i));
    }
}

void Computed::note(const Book& book, const Change& change, RowId id) {
    noted_ = true;
    if (const auto* batch = std::get_if<CreateRows>(&change)) note_batch(book, *batch, id);
    else if (const auto* cell = std::get_if<SetField>(&change)) note_cell(book, cell->table, cell->row, 1, cell->key);
    else if (const auto* range = std::get_if<SetRange>(&change)) note_cell(book, range->table, range->first, range->count, range->key);
    else if (const auto* member = std::get_if<SetMember>(&change)) note_cell(book, member->table, member->row, 1, member->key);
    else if (const auto* entry = std::get_if<SetEntry>(&change)) {
        if (entry->path.starts_with("model/") || entry->path.starts_with("lens/")) invalidate_all();
    } else if (std::holds_alternative<Forget>(change)) invalidate_all();
}

void Computed::invalidate_all() {
    noted_ = true;
    all_ = true;
    model_read_ = false;
    touched_.clear();
    work_.reset();
    lead_texts_.all_moved();
}

// --- refreshing --------------------------------------------------------------------------------------

bool Computed::fresh(const Book& book, const base::Now& now) const {
    return !all_ && touched_.empty() && revision_ == book.revision && today_ == now.today && offset_minutes_ == now.offset_minutes;
}

void Computed::settled(const Book& book, const base::Now& now) {
    const bool told = !all_ && !moved_is_partial_;
    if (!told) moved_.clear();
    if (!told) moved_from_ = generation_ + 1;
    moved_is_partial_ = false;
    all_ = false;
    noted_ = false;
    touched_.clear();
    revision_ = book.revision;
    today_ = now.today;
    offset_minutes_ = now.offset_minutes;
    ++generation_;
}

// The few leads that are known to be touched. False if that is not enough.
bool Computed::catch_up(const Book& book, const base::Now& now) {
    if (fresh(book, now)) return true;
    // The book moved and nobody said how, or it is another day: everything may have changed.
    const bool another_day = today_ != now.today || offset_minutes_ != now.offset_minutes;
    if (!all_ && (another_day || (revision_ != book.revision && !noted_))) invalidate_all();
    if (all_) return false;
    columns_.resize(book.leads.size());
    base::sort(touched_);
    touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
    const LeadRows rows(book, now);
    for (const RowId id : touched_) {
        const Row lead = book.leads.find(id);
        if (lead == kNoRow) continue;
        columns_.scores.set(lead, scoring::score_one(book, model_, lead, now));
        columns_.stages.set(lead, lifecycle::evaluate_one(book, lens_, lead, now));
        rows.write(lead, columns_);
        moved_.push_back({generation_ + 1, lead});
    }
    settled(book, now);
    for (; moved_.size() > kMovedAtMost; moved_.pop_front()) moved_from_ = moved_.front().generation;
    return true;
}

std::optional<std::vector<Row>> Computed::moved_since(uint64_t generation) const {
    if (all_ || moved_is_partial_ || !touched_.empty() || generation < moved_from_) return std::nullopt;
    std::vector<Row> rows;
    for (const Moved& moved : moved_)
        if (moved.generation > generation) rows.push_back(moved.lead);
    return rows;
}

bool Computed::refresh(const Book& book, const base::Now& now) {
    if (catch_up(book, now)) return true;
    if (book.leads.size() + book.activities.size() > kAtOnce) return false;
    finish(book, now);
    return true;
}

bool Computed::step(const Book& book, const base::Now& now, const Slice& slice) {
    if (!work_ && catch_up(book, now)) return false;
    if (!work_ || work_->revision != book.revision || work_->now.today != now.today || work_->now.offset_minutes != now.offset_minutes) {
        if (!model_read_) model_ = scoring::effective_model(book);
        model_read_ = true;
        work_ = std::make_unique<Work>();
        work_->revision = book.revision;
        work_->now = now;
        work_->timeline_job = std::make_unique<query::TimelineJob>(book, now.offset_minutes);
    }
    do work_->step(book, model_, lens_);
    while (!work_->done && !slice.spent());
    if (!work_->done) return true;
    columns_ = std::move(work_->columns);
    work_.reset();
    settled(book, now);
    return false;
}

void Computed::finish(const Book& book, const base::Now& now) {
    if (catch_up(book, now)) return;
    const std::function<double()> stopped = [] { return 0.0; };
    const Slice slice(stopped, 1);
    while (step(book, now, slice)) {}
}

// --- for others ------------------------------------------------------------------------------------

std::vector<query::Computed> Computed::named(const Book& book) {
    columns_.resize(book.leads.size());
    const auto bytes = [](std::string name, const std::vector<uint8_t>& values) {
        query::Computed column;
        column.name = std::move(name);
        column.values = std::span<const uint8_t>(values);
        return column;
    };
    std::vector<query::Computed> named = {
        bytes("score.total", columns_.scores.total), bytes("score.fit", columns_.scores.fit),
        bytes("score.engagement", columns_.scores.engagement), bytes("score.grade", columns_.scores.grade)};
    named.push_back(bytes("score.temperature", columns_.scores.temperature));
    named.back().labels = {"cold", "warm", "hot"};
    named.push_back(bytes("qualification", columns_.qualification));
    named.back().labels = {"", "MQL", "SQL", "PQL", "Service-QL"};
    named.back().empty = 0;
    named.push_back(bytes("stage", columns_.stages.stage));
    named.back().labels.resize(lifecycle::kNoStage + 1);
    for (size_t i = 0; i < lens_.stages.size(); ++i) named.back().labels[i] = lens_.stages[i].name;
    named.back().labels[lifecycle::kNoStage] = "none";
    named.push_back(named.back());
    named.back().name = "stage." + lens_.id;
    query::Computed last;
    last.name = "last_activity";
    last.values = std::span<const int64_t>(columns_.last_at);
    last.instant = true;
    named.push_back(std::move(last));
    return named;
}

int64_t due_minutes(const Table& tasks, Row task) {
    const DateColumn* due = tasks.date("due");
    if (!due || due->days[task] == kNoDay) return kNoNumber;
    const int64_t day = int64_t{due->days[task]} * kMinutesPerDay;
    const NumberColumn* time = tasks.number("due_time");
    if (!time || time->values[task] == kNoNumber) return day + kMinutesPerDay - 1;
    return day + std::clamp<int64_t>(time->values[task] / base::kMillionths, 0, kMinutesPerDay - 1);
}

int64_t minutes_of(const base::Now& now) {
    const base::Millis local = now.millis - base::instant_of(now.today, now.offset_minutes);
    return int64_t{now.today.count} * kMinutesPerDay + std::clamp<int64_t>(local / base::kMillisPerMinute, 0, kMinutesPerDay - 1);
}

bool is_waiting(const Table& tasks, Row task) {
    if (!tasks.alive(task)) return false;
    const FlagColumn* done = tasks.flag("done");
    return !done || done->values[task] != 2;
}

}  // namespace app
