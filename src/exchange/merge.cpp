#include "exchange/merge.h"

#include "base/check.h"
#include "base/zoo.h"
#include "domain/forget.h"
#include "exchange/merge_people.h"

#include <algorithm>

namespace exchange {

using domain::Book;
using domain::kNoRow;
using domain::Row;
using domain::RowId;
using domain::Table;
using domain::TableKind;

namespace {

constexpr uint64_t kCheapAtOnce = 16;  // rows that are only looked at, for the price of one that is compared

bool belongs_to_nobody(const Book& book, TableKind kind, Row row) { return domain::lead_of(book, kind, row) == kNoRow; }

// Records that no lead has, on neither side.
template <class Visit>
void for_each_stray(const Book& here, const Book& there, TableKind kind, Row begin, Row end, const Visit& visit) {
    const Table &ours = here.table(kind), &theirs = there.table(kind);
    for (Row row = begin; row < std::min(end, theirs.size()); ++row) {
        if (!belongs_to_nobody(there, kind, row)) continue;
        const Row known = ours.find(theirs.id(row));
        if (known == kNoRow || belongs_to_nobody(here, kind, known)) visit(known, row);
    }
    for (Row row = begin; row < std::min(end, ours.size()); ++row)
        if (belongs_to_nobody(here, kind, row) && theirs.find(ours.id(row)) == kNoRow) visit(row, kNoRow);
}

// Entries whose path is above `from`, of either side; false when the visit says so.
template <class Visit>
void for_each_document(const Book& here, const Book& there, const std::string* from, const Visit& visit) {
    auto ours = from ? here.documents.upper_bound(*from) : here.documents.begin();
    auto theirs = from ? there.documents.upper_bound(*from) : there.documents.begin();
    while (ours != here.documents.end() || theirs != there.documents.end()) {
        const bool mine = ours != here.documents.end() && (theirs == there.documents.end() || ours->first <= theirs->first);
        const bool other = theirs != there.documents.end() && (ours == here.documents.end() || theirs->first <= ours->first);
        const std::string& path = mine ? ours->first : theirs->first;
        if (!visit(path, mine ? &ours->second : nullptr, other ? &theirs->second : nullptr)) return;
        if (mine) ++ours;
        if (other) ++theirs;
    }
}

}  // namespace

struct MergePlanner::State {
    enum class Phase : uint8_t { leads, companies, strays, documents, operations, done };

    State(const Book& here, const Book& there, const SnapshotFile& file, base::Millis now)
        : rows(here, there, file), here(here), there(there), file(file), now(now) {
        all = here.leads.size() + there.leads.size();
        plan.entries.emplace_back();
    }

    void compare_leads(uint64_t& budget);
    void compare_companies(uint64_t& budget);
    void find_strays(uint64_t& budget);
    void compare_documents(uint64_t& budget);
    void look_at_operations(uint64_t& budget);
    void add(const Compared& found);
    bool tells_of(const RowsById::Pair& pair) const { return pair.there != kNoRow || file.is_everything(); }

    const RowComparison rows;
    const Book& here;
    const Book& there;
    const SnapshotFile& file;
    base::Millis now;
    Phase phase = Phase::leads;
    RowsById leads{here.leads, there.leads}, companies{here.companies, there.companies};
    size_t stray_table = 0;
    Row stray_row = 0;
    std::string last_path;
    bool any_path = false;
    size_t next_op = 0;
    uint64_t done = 0, all = 0;  // rows of leads
    bool they_lack = false;
    Compared book;
    MergePlan plan;
};

void MergePlanner::State::add(const Compared& found) {
    const MergeEntry& entry = found.entry;
    they_lack |= found.they_lack;
    const bool is_lead = entry.kind == MergeEntry::Kind::lead;
    const bool nobody = !entry.here && !entry.there;
    // Companies are in the list where there is something to say about them.
    if (!entry.news && (nobody || (!is_lead && entry.verdict == Verdict::same))) return;
    plan.people[static_cast<size_t>(entry.verdict)] += is_lead && (entry.alive_here || entry.alive_there);
    for (size_t i = 0; i < std::size(kVerdicts); ++i) plan.fields[i] += entry.fields[i];
    plan.new_people += is_lead && !entry.here && entry.alive_there;
    plan.rows_there += is_lead && entry.there;
    plan.entries.push_back(entry);
}

void MergePlanner::State::compare_leads(uint64_t& budget) {
    while (budget > 0) {
        const auto pair = leads.next();
        if (!pair) {
            plan.first_company = plan.entries.size();
            phase = Phase::companies;
            return;
        }
        done += (pair->here != kNoRow) + (pair->there != kNoRow);
        if (!tells_of(*pair)) {
            if (base::is_planted(base::Bug::absence_as_deletion)) book.entry.news = true, ++book.entry.deletions;
            --budget;
            continue;
        }
        const Compared found = compare_person(rows, *pair, nullptr);
        uint64_t looked_at = 1;
        for (const uint32_t fields : found.entry.fields) looked_at += fields / kCheapAtOnce;
        budget -= std::min(budget, looked_at);
        add(found);
    }
}

void MergePlanner::State::compare_companies(uint64_t& budget) {
    for (; budget > 0; --budget) {
        const auto pair = companies.next();
        if (!pair) return void(phase = Phase::strays);
        if (tells_of(*pair)) add(compare_company(rows, *pair, nullptr));
    }
}

void MergePlanner::State::find_strays(uint64_t& budget) {
    if (stray_table == std::size(kRecords)) return void(phase = Phase::documents);
    const TableKind kind = kRecords[stray_table];
    const Row most = std::max(here.table(kind).size(), there.table(kind).size());
    const Row end = static_cast<Row>(std::min<uint64_t>(most, stray_row + budget * kCheapAtOnce));
    for_each_stray(here, there, kind, stray_row, end, [&](Row ours, Row theirs) {
        if (theirs != kNoRow || file.is_everything()) add_record(rows, kind, ours, theirs, book, nullptr);
    });
    budget -= std::min<uint64_t>(budget, (end - stray_row) / kCheapAtOnce + 1);
    stray_row = end;
    if (end == most) ++stray_table, stray_row = 0;
}

void MergePlanner::State::compare_documents(uint64_t& budget) {
    bool more = false;
    for_each_document(here, there, any_path ? &last_path : nullptr, [&](const std::string& path, const domain::Entry* ours, const domain::Entry* theirs) {
        more = budget == 0;
        if (more) return false;
        --budget;
        if (theirs || file.is_everything()) add_document(path, ours, theirs, book, nullptr);
        last_path = path;
        any_path = true;
        return true;
    });
    if (more) return;
    add_later(here, there, book, nullptr);
    they_lack |= book.they_lack;
    for (size_t i = 0; i < std::size(kVerdicts); ++i) plan.fields[i] += book.entry.fields[i];
    plan.entries[0] = book.entry;
    phase = Phase::operations;
}

void MergePlanner::State::look_at_operations(uint64_t& budget) {
    for (; budget > 0 && next_op < file.ops.size(); ++next_op, --budget) {
        const domain::Op& op = file.ops[next_op];
        plan.future_stamps += op.stamp.millis() > now + domain::kFutureTolerance && !domain::is_known(here, op);
    }
    if (next_op == file.ops.size()) phase = Phase::done;
}

MergePlanner::MergePlanner(const Book& here, const Book& there, const SnapshotFile& file, base::Millis now)
    : state_(std::make_unique<State>(here, there, file, now)) {}
MergePlanner::~MergePlanner() = default;

bool MergePlanner::step(uint64_t count) {
    State& s = *state_;
    uint64_t budget = std::max<uint64_t>(count, 1);
    while (budget > 0) {
        switch (s.phase) {
            case State::Phase::leads: s.compare_leads(budget); break;
            case State::Phase::companies: s.compare_companies(budget); break;
            case State::Phase::strays: s.find_strays(budget); break;
            case State::Phase::documents: s.compare_documents(budget); break;
            case State::Phase::operations: s.look_at_operations(budget); break;
            case State::Phase::done: return true;
        }
    }
    return s.phase == State::Phase::done;
}

double MergePlanner::progress() const {
    if (state_->phase == State::Phase::done) return 1;
    return 0.9 * static_cast<double>(state_->done) / static_cast<double>(std::max<uint64_t>(state_->all, 1));
}

MergePlan MergePlanner::take() {
    State& s = *state_;
    CHECK(s.phase == State::Phase::done);
    s.plan.nothing_new = std::none_of(s.plan.entries.begin(), s.plan.entries.end(), [](const MergeEntry& entry) { return entry.news; });
    s.plan.identical = s.file.is_everything() && s.plan.nothing_new && !s.they_lack;
    return std::move(s.plan);
}

std::optional<size_t> MergePlan::find(MergeEntry::Kind kind, RowId row) const {
    if (kind == MergeEntry::Kind::book) return 0;
    const bool lead = kind == MergeEntry::Kind::lead;
    const auto begin = entries.begin() + static_cast<ptrdiff_t>(lead ? 1 : first_company);
    const auto end = lead ? entries.begin() + static_cast<ptrdiff_t>(first_company) : entries.end();
    const auto found = std::lower_bound(begin, end, row, [](const MergeEntry& entry, RowId id) { return entry.row < id; });
    if (found == end || found->row != row) return std::nullopt;
    return static_cast<size_t>(found - entries.begin());
}

std::vector<ComparedField> compared_fields(const Book& here, const Book& there, const SnapshotFile& file, const MergeEntry& entry) {
    const RowComparison rows(here, there, file);
    std::vector<ComparedField> fields;
    if (entry.kind == MergeEntry::Kind::lead) {
        compare_person(rows, {entry.row, here.leads.find(entry.row), there.leads.find(entry.row)}, &fields);
        return fields;
    }
    if (entry.kind == MergeEntry::Kind::company) {
        compare_company(rows, {entry.row, here.companies.find(entry.row), there.companies.find(entry.row)}, &fields);
        return fields;
    }
    Compared book;
    for_each_document(here, there, nullptr, [&](const std::string& path, const domain::Entry* ours, const domain::Entry* theirs) {
        if (theirs || file.is_everything()) add_document(path, ours, theirs, book, &fields);
        return true;
    });
    for (const TableKind kind : kRecords)
        for_each_stray(here, there, kind, 0, kNoRow, [&](Row ours, Row theirs) {
            if (theirs != kNoRow || file.is_everything()) add_record(rows, kind, ours, theirs, book, &fields);
        });
    add_later(here, there, book, &fields);
    return fields;
}

}  // namespace exchange
