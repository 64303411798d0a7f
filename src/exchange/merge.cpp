#include "exchange/merge.h"

#include "base/check.h"
#include "base/zoo.h"
#include "exchange/merge_cells.h"
#include "exchange/merge_comparison.h"

#include <algorithm>

namespace exchange {

using domain::Book;
using domain::FieldKind;
using domain::Op;
using domain::Row;
using domain::RowId;
using domain::Stamp;
using domain::Table;
using domain::TableKind;
using domain::Value;

namespace {

constexpr uint64_t kMostLosses = 50;
constexpr uint64_t kMostPercent = 20;
constexpr uint64_t kLeastLossesOfShare = 10;

}  // namespace

void Comparison::gather_theirs(uint64_t& budget) {
    for (; next_op_ < file_.ops.size() && budget > 0; ++next_op_, --budget) {
        const Op& op = file_.ops[next_op_];
        if (const auto* set = std::get_if<domain::SetField>(&op.change)) edits_[{set->table, set->row}].push_back(&op);
        if (const auto* set = std::get_if<domain::SetMember>(&op.change)) edits_[{set->table, set->row}].push_back(&op);
    }
    if (next_op_ < file_.ops.size()) return;
    phase_ = Phase::operations;
    next_op_ = 0;
}

void Comparison::want(const Op& op) {
    wanted_.push_back(static_cast<size_t>(&op - file_.ops.data()));
    plan_.future_stamps += op.stamp.millis() > now_ + domain::kFutureTolerance;
}

// True when all its rows are through.
bool Comparison::compare_batch(const Op& op, const domain::CreateRows& batch, uint64_t& budget) {
    const Table& table = book_.table(batch.table);
    MergeCounts& counts = counts_of(batch.table);
    for (; next_row_ < batch.count; ++next_row_, --budget) {
        if (budget == 0) return false;
        const Row row = table.find(RowId{op.replica, op.sequence}.plus(next_row_));
        if (row == domain::kNoRow || !table.created(row)) {
            ++counts.new_rows;
            batch_needed_ = true;
            continue;
        }
        ++known_[static_cast<size_t>(batch.table)];
        const Stamp there = op.stamp.plus(next_row_);
        const RowNews news = compare_row(table, row, there, batch, next_row_);
        batch_needed_ = batch_needed_ || there > table.base_stamp(row) || news.needs_batch;
        ++(news.differs ? counts.changed_rows : counts.same_rows);
        if (news.loses) ++(batch.table == TableKind::leads ? losing_leads_ : losing_others_);
    }
    if (batch_needed_) want(op);
    batch_needed_ = false;
    next_row_ = 0;
    return true;
}

void Comparison::compare_entry(const Op& op, const domain::SetEntry& set) {
    const auto found = book_.documents.find(set.path);
    if (found == book_.documents.end()) {
        ++plan_.documents.new_rows;
        return want(op);
    }
    const domain::Entry& here = found->second;
    const bool known = domain::is_known(book_, op);
    if (!known) want(op);
    ++(known && here.json == set.json ? plan_.documents.same_rows : plan_.documents.changed_rows);
    if (here.json == set.json) return;
    const bool theirs_wins = op.stamp > here.stamp || (op.stamp == here.stamp && set.json > here.json);
    ++(theirs_wins ? plan_.documents.newer_there : plan_.documents.newer_here);
    plan_.documents.overwrites += theirs_wins && !here.json.empty();
}

// Everything but batches: which of it would change this book.
void Comparison::compare_rest(const Op& op) {
    if (std::holds_alternative<domain::SetField>(op.change) || std::holds_alternative<domain::SetMember>(op.change)) {
        if (!domain::is_known(book_, op)) want(op);
    } else if (const auto* entry = std::get_if<domain::SetEntry>(&op.change)) {
        compare_entry(op, *entry);
    } else if (const auto* forget = std::get_if<domain::Forget>(&op.change)) {
        if (book_.forgotten.contains(forget->lead)) return;
        const Row row = book_.leads.find(forget->lead);
        const bool here = row != domain::kNoRow && book_.leads.alive(row);
        plan_.leads.deletions += here;
        losing_leads_ += here;
        want(op);
    } else if (std::holds_alternative<domain::Unknown>(op.change)) {
        if (!book_.unknown.contains({op.replica, op.sequence})) want(op);
    }
}

void Comparison::judge() {
    const MergeCounts all = plan_.total();
    const uint64_t losses = all.deletions + all.overwrites;
    uint64_t others_here = 0;
    for (TableKind kind : domain::kTables)
        if (kind != TableKind::leads) others_here += book_.table(kind).alive_count();
    const auto too_many = [](uint64_t losing, uint64_t here) { return losing * 100 > here * kMostPercent; };
    const bool share = losses >= kLeastLossesOfShare &&
                       (too_many(losing_leads_, book_.leads.alive_count()) || too_many(losing_others_, others_here));
    const bool empties = plan_.leads.deletions > 0 && plan_.leads.deletions == book_.leads.alive_count();
    if (losses <= kMostLosses && !share && !empties) return;
    plan_.hard_stop = base::Error{
        "merge.hard_stop",
        "This file would delete " + std::to_string(all.deletions) + " rows and overwrite " +
            std::to_string(all.overwrites) + " values here (" + std::to_string(losing_leads_) + " of " +
            std::to_string(book_.leads.alive_count()) + " leads lose something): confirm it, or choose another file.",
        "the whole file"};
}

void Comparison::compare(uint64_t& budget) {
    while (next_op_ < file_.ops.size() && budget > 0) {
        const Op& op = file_.ops[next_op_];
        if (const auto* batch = std::get_if<domain::CreateRows>(&op.change)) {
            if (!compare_batch(op, *batch, budget)) return;
        } else {
            compare_rest(op);
            --budget;
        }
        ++next_op_;
    }
    if (next_op_ == file_.ops.size()) phase_ = Phase::done;
}

bool Comparison::step(uint64_t rows) {
    uint64_t budget = std::max<uint64_t>(rows, 1);
    while (budget > 0 && phase_ != Phase::done) {
        switch (phase_) {
            case Phase::theirs: gather_theirs(budget); break;
            case Phase::operations: compare(budget); break;
            case Phase::done: break;
        }
    }
    return phase_ == Phase::done;
}

double Comparison::progress() const {
    if (phase_ == Phase::done) return 1;
    const size_t past = phase_ == Phase::operations ? next_op_ : 0;
    return static_cast<double>(past) / static_cast<double>(std::max<size_t>(file_.ops.size(), 1));
}

MergePlan Comparison::take() {
    for (const size_t place : wanted_) plan_.ops_to_apply.push_back(std::move(file_.ops[place]));
    for (TableKind kind : domain::kTables) {
        const Table& table = book_.table(kind);
        const uint64_t here = table.size() - table.waiting_count();
        counts_of(kind).only_here_rows += here - std::min<uint64_t>(here, known_[static_cast<size_t>(kind)]);
    }
    plan_.documents.only_here_rows =
        book_.documents.size() -
        std::min<uint64_t>(book_.documents.size(), plan_.documents.same_rows + plan_.documents.changed_rows);
    if (base::is_planted(base::Bug::absence_as_deletion) && file_.partial) plan_.leads.deletions += plan_.leads.only_here_rows;
    const MergeCounts all = plan_.total();
    plan_.identical = file_.is_everything() && plan_.ops_to_apply.empty() && all.only_here_rows == 0 && all.newer_here == 0;
    judge();
    return std::move(plan_);
}

MergeCounts MergePlan::total() const {
    MergeCounts sum;
    for (const MergeCounts* part : {&leads, &others, &documents}) {
        sum.new_rows += part->new_rows;
        sum.same_rows += part->same_rows;
        sum.changed_rows += part->changed_rows;
        sum.only_here_rows += part->only_here_rows;
        sum.newer_here += part->newer_here;
        sum.newer_there += part->newer_there;
        sum.overwrites += part->overwrites;
        sum.deletions += part->deletions;
    }
    return sum;
}

struct MergePlanner::State {
    Comparison comparison;
};

MergePlanner::MergePlanner(const Book& book, SnapshotFile& file, base::Millis now)
    : state_(std::make_unique<State>(State{Comparison(book, file, now)})) {}
MergePlanner::~MergePlanner() = default;
bool MergePlanner::step(uint64_t rows) { return state_->comparison.step(rows); }
double MergePlanner::progress() const { return state_->comparison.progress(); }

MergePlan MergePlanner::take() {
    CHECK(state_->comparison.progress() == 1);
    return state_->comparison.take();
}

MergePlan plan_merge(const Book& book, SnapshotFile file, base::Millis now) {
    MergePlanner planner(book, file, now);
    while (!planner.step(UINT64_MAX)) {
    }
    return planner.take();
}

}  // namespace exchange
