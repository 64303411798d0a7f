// From what was chosen to the operations that bring it.
#include "exchange/merge_choice.h"
#include "domain/forget.h"
#include "exchange/merge_people.h"

#include <algorithm>

namespace exchange {

using domain::Book;
using domain::CreateRows;
using domain::kNoRow;
using domain::Op;
using domain::Row;
using domain::RowId;
using domain::Table;
using domain::TableKind;

namespace {

using Kind = MergeEntry::Kind;

// The part of a batch, without some columns.
CreateRows part_of_batch(const CreateRows& batch, Row begin, Row end, const std::set<std::string, std::less<>>* without) {
    CreateRows part;
    part.table = batch.table;
    part.count = end - begin;
    for (const domain::Column& column : batch.columns) {
        if (without && without->contains(column.key)) continue;
        domain::Column cells = domain::make_column(column.key, column.kind, true);
        if (auto* ids = std::get_if<domain::ReferenceBatch>(&cells.data)) {
            const auto& from = std::get<domain::ReferenceBatch>(column.data).ids;
            ids->ids.assign(from.begin() + begin, from.begin() + end);
        } else {
            for (Row row = begin; row < end; ++row) cells.push(column.value(row));
        }
        part.columns.push_back(std::move(cells));
    }
    return part;
}

std::string label_prefix(TableKind table, std::string_view key) { return "fields/" + std::string(domain::table_name(table)) + "/" + std::string(key) + "/"; }

}  // namespace

// Whether something of what a row was created with is news here.
class MergeCollector::RowNewsOf {
public:
    RowNewsOf(const Book& here, const Book& there, const SnapshotFile& file) : rows_(here, there, file) {}
    bool operator()(TableKind table, Row here, Row there) const { return rows_.compare(table, here, there, nullptr).creation; }

private:
    RowComparison rows_;
};

MergeCollector::MergeCollector(const Book& here, const Book& there, SnapshotFile& file, const MergePlan& plan, const MergeChoice& choice)
    : here_(here), there_(there), file_(file), plan_(plan), choice_(choice), everything_(choice.takes_everything(plan)), news_(std::make_shared<RowNewsOf>(here, there, file)) {}

std::optional<size_t> MergeCollector::entry_of(TableKind table, RowId row) const {
    if (table == TableKind::leads) return plan_.find(Kind::lead, row);
    if (table == TableKind::companies) return plan_.find(Kind::company, row);
    for (const Book* book : {&there_, &here_}) {
        const Row record = book->table(table).find(row);
        const Row lead = record == kNoRow ? kNoRow : domain::lead_of(*book, table, record);
        if (lead != kNoRow) return plan_.find(Kind::lead, book->leads.id(lead));
    }
    return 0;
}

bool MergeCollector::takes_record(std::optional<size_t> entry, TableKind table, RowId row) const {
    return entry && choice_.takes_field(*entry, std::string(domain::table_name(table)) + "/" + to_text(row));
}

// Of all but batches.
bool MergeCollector::takes(const Op& op) const {
    const auto takes_cell = [&](TableKind table, RowId row, std::string_view key) {
        const std::optional<size_t> entry = entry_of(table, row);
        if (table != TableKind::leads && table != TableKind::companies) return takes_record(entry, table, row);
        return entry && choice_.takes_field(*entry, plan_.entries[*entry].whole ? std::string_view() : key);
    };
    if (const auto* set = std::get_if<domain::SetField>(&op.change)) return takes_cell(set->table, set->row, set->key);
    if (const auto* set = std::get_if<domain::SetMember>(&op.change)) return takes_cell(set->table, set->row, set->key);
    if (const auto* set = std::get_if<domain::SetEntry>(&op.change)) return choice_.takes_field(0, "documents/" + set->path);
    if (const auto* forget = std::get_if<domain::Forget>(&op.change)) return takes_cell(TableKind::leads, forget->lead, "deleted");
    // Else a range, which a snapshot does not have.
    return std::holds_alternative<domain::Unknown>(op.change) && choice_.takes_field(0, "later");
}

void MergeCollector::need_for(const Op& op) {
    const auto label = [&](TableKind table, const std::string& key) {
        if (domain::kind_of_custom_key(key)) labels_.insert(label_prefix(table, key));
    };
    if (const auto* set = std::get_if<domain::SetField>(&op.change)) {
        label(set->table, set->key);
        if (set->table == TableKind::leads && set->key == "company") note_company(set->row);
    }
    if (const auto* set = std::get_if<domain::SetMember>(&op.change)) label(set->table, set->key);
    if (const auto* batch = std::get_if<CreateRows>(&op.change))
        for (const domain::Column& column : batch->columns)
            if (column.any_full(0, batch->count)) label(batch->table, column.key);
}

void MergeCollector::note_company(RowId lead) {
    const Row row = there_.leads.find(lead);
    if (row == kNoRow || there_.companies.size() == 0) return;
    if (std::string name = domain::to_text(there_.leads.value(row, "company")); !name.empty()) companies_.insert(std::move(name));
}

// Of two creations of one stamp theirs says whose the record is: the larger one wins.
bool MergeCollector::takes_over(TableKind table, Row here, Row there) const {
    const auto owner = [table](const Book& book, Row row) { return domain::tie_bytes(book.value(table, row, "lead")); };
    return table != TableKind::leads && table != TableKind::companies && owner(there_, there) > owner(here_, here);
}

// What is known here of a row is not any more once another creation, by a clone, has come over it: a later one, or one
// of the same stamp that may make it somebody else's. Of whoever is forgotten here nothing is taken.
bool MergeCollector::is_of_recreated(const Op& op) const {
    const auto recreated = [this](TableKind table, RowId row, std::string_view key) {
        const Row here = here_.table(table).find(row), there = there_.table(table).find(row);
        if (here == kNoRow || there == kNoRow) return false;
        const domain::Stamp ours = here_.table(table).base_stamp(here), theirs = there_.table(table).base_stamp(there);
        if (theirs < ours || (theirs == ours && !takes_over(table, here, there))) return false;
        const Row lead = table == TableKind::leads ? there : domain::lead_of(there_, table, there);
        return lead == kNoRow || !here_.forgotten.contains(there_.leads.id(lead)) || domain::stays_when_forgotten(table, key);
    };
    if (const auto* set = std::get_if<domain::SetField>(&op.change)) return recreated(set->table, set->row, set->key);
    if (const auto* set = std::get_if<domain::SetMember>(&op.change)) return recreated(set->table, set->row, set->key);
    return false;
}

void MergeCollector::look_at(const Op& op) {
    const auto* entry = std::get_if<domain::SetEntry>(&op.change);
    bool wanted = everything_ || takes(op);
    if (pass_ == Pass::what_they_need) {
        const bool needed = entry && !here_.documents.contains(entry->path) && std::any_of(labels_.begin(), labels_.end(), [&](const std::string& label) { return entry->path.starts_with(label); });
        wanted = !wanted && needed;
    }
    if (!wanted || (domain::is_known(here_, op) && !is_of_recreated(op))) return;
    taken_.push_back({static_cast<size_t>(&op - file_.ops.data()), std::nullopt});
    if (!everything_ && pass_ == Pass::people) need_for(op);
}

bool MergeCollector::is_news(TableKind table, RowId row, bool& known) const {
    const Row here = here_.table(table).find(row), there = there_.table(table).find(row);
    known = here != kNoRow && here_.table(table).created(here);
    return !known || (*news_)(table, here, there);
}

MergeCollector::Rows MergeCollector::part_of(const CreateRows& batch, RowId row) const {
    const TableKind table = batch.table;
    const bool own = table == TableKind::leads || table == TableKind::companies;
    Rows rows;
    std::optional<size_t> entry;
    bool wanted = everything_, needed = false;
    if (!everything_) {
        entry = entry_of(table, row);
        wanted = entry && (own ? choice_.takes(*entry) : takes_record(entry, table, row));
        if (!own && !wanted) return rows;
    }
    if (table == TableKind::companies && !wanted && !companies_.empty()) {
        const Row there = there_.companies.find(row), here = here_.companies.find(row);
        needed = (here == kNoRow || !here_.companies.created(here)) && there != kNoRow && companies_.contains(domain::to_text(there_.companies.value(there, "name")));
    }
    const bool of_this_pass = pass_ == Pass::people ? wanted : needed;
    if (!of_this_pass || !is_news(table, row, rows.known)) return rows;
    const bool in_part = own && entry && choice_.takes_part(*entry) && !plan_.entries[*entry].whole;
    rows.part = in_part ? Part::some : Part::all;
    return rows;
}

void MergeCollector::put(const Op& op, const CreateRows& batch, Row begin, Row end, Rows rows) {
    if (rows.part == Part::nothing || begin == end) return;
    if (begin == 0 && end == batch.count && rows.part == Part::all) {
        taken_.push_back({static_cast<size_t>(&op - file_.ops.data()), std::nullopt});
        if (!everything_) need_for(op);
        return;
    }
    const RowId id = RowId{op.replica, op.sequence}.plus(begin);
    const std::optional<size_t> entry = rows.part == Part::some ? entry_of(batch.table, id) : std::nullopt;
    Op part{op.replica, op.sequence + begin, op.stamp.plus(begin), op.seen, part_of_batch(batch, begin, end, entry ? choice_.left_out(*entry) : nullptr)};
    if (!everything_) need_for(part);
    taken_.push_back({0, std::move(part)});
}

// True when all its rows are through.
bool MergeCollector::split(const Op& op, const CreateRows& batch, uint64_t& budget) {
    for (; next_row_ < batch.count; ++next_row_, --budget) {
        if (budget == 0) return false;
        const RowId id = RowId{op.replica, op.sequence}.plus(next_row_);
        const Rows rows = part_of(batch, id);
        if (!everything_ && pass_ == Pass::people && rows.part != Part::nothing && batch.table == TableKind::leads) note_company(id);
        // Rows of which some cells are left out have operations of their own.
        const bool goes_on = next_row_ > run_begin_ && rows == run_ && rows.part != Part::some;
        if (!goes_on) {
            put(op, batch, run_begin_, next_row_, run_);
            run_begin_ = next_row_;
            run_ = rows;
        }
    }
    put(op, batch, run_begin_, batch.count, run_);
    next_row_ = run_begin_ = 0;
    run_ = {};
    return true;
}

bool MergeCollector::step(uint64_t rows) {
    uint64_t budget = std::max<uint64_t>(rows, 1);
    while (budget > 0 && pass_ != Pass::done) {
        if (next_op_ == file_.ops.size()) {
            const bool more = pass_ == Pass::people && !everything_ && !(companies_.empty() && labels_.empty());
            pass_ = more ? Pass::what_they_need : Pass::done;
            next_op_ = 0;
            continue;
        }
        const Op& op = file_.ops[next_op_];
        const auto* batch = std::get_if<CreateRows>(&op.change);
        if (batch && (pass_ == Pass::people || batch->table == TableKind::companies)) {
            if (!split(op, *batch, budget)) return false;
        } else if (!batch) {
            look_at(op);
            --budget;
        }
        ++next_op_;
    }
    return pass_ == Pass::done;
}

double MergeCollector::progress() const {
    if (pass_ == Pass::done) return 1;
    return static_cast<double>(next_op_) / static_cast<double>(std::max<size_t>(file_.ops.size(), 1));
}

std::vector<Op> MergeCollector::take() {
    std::vector<Op> ops;
    for (Taken& taken : taken_) ops.push_back(taken.part ? std::move(*taken.part) : std::move(file_.ops[taken.place]));
    return ops;
}

OpenedMerge open_merge(const Book& here, SnapshotFile file, base::Millis now) {
    OpenedMerge merge{std::move(file), {}, {}, {}};
    for (const Op& op : merge.file.ops) domain::apply(merge.there, op);
    MergePlanner planner(here, merge.there, merge.file, now);
    planner.step(UINT64_MAX);
    merge.plan = planner.take();
    merge.choice = MergeChoice(merge.plan.entries.size());
    return merge;
}

std::vector<Op> chosen_operations(const Book& here, OpenedMerge& merge) {
    MergeCollector collector(here, merge.there, merge.file, merge.plan, merge.choice);
    collector.step(UINT64_MAX);
    return collector.take();
}

}  // namespace exchange
