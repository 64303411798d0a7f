#include "exchange/merge.h"

#include "exchange/merge_cells.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace exchange {
namespace {

using domain::Book;
using domain::Empty;
using domain::FieldKind;
using domain::Op;
using domain::Row;
using domain::RowId;
using domain::Stamp;
using domain::Table;
using domain::TableKind;
using domain::Value;

constexpr uint64_t kMostLosses = 50;
constexpr uint64_t kMostPercent = 20;

bool is_empty(const Value& value) { return std::holds_alternative<Empty>(value); }

// What a row of this book turned out to be when compared.
struct RowNews {
    bool differs = false, loses = false;
    bool needs_batch = false;  // theirs wins with what the row was created with
};

class Comparison {
public:
    Comparison(const Book& book, const SnapshotFile& file, base::Millis now) : book_(book), file_(file), now_(now) {}
    MergePlan run();

private:
    MergeCounts& counts_of(TableKind table) { return table == TableKind::leads ? plan_.leads : plan_.others; }
    void gather();
    void compare_batch(const Op& op, const domain::CreateRows& batch);
    RowNews compare_row(const Table& table, Row row, Stamp there, const domain::CreateRows& batch, Row source);
    void compare_cells(const Table& table, Row row, Stamp there, const domain::CreateRows& batch, Row source,
                       RowNews& news);
    void compare_edits(const Table& table, Row row, RowNews& news);
    void compare_edit(const Table& table, Row row, const Op& op, RowNews& news);
    bool compare_cell(TableKind table, std::string_view key, const Value& here, Stamp stamp_here, const Value& there,
                      Stamp stamp_there, RowNews& news);
    bool lacks_member(const Table& table, Row row, size_t column, const Value& there) const;
    Value cell_value(const Table& table, Row row, size_t column) const;
    void count_own_edits(const Table& table, Row row, RowNews& news);
    bool is_idle(const Op& op) const;
    void compare_rest(const Op& op);
    void compare_entry(const Op& op, const domain::SetEntry& set);
    void take(const Op& op);
    void judge();

    const Book& book_;
    const SnapshotFile& file_;
    base::Millis now_;
    MergePlan plan_;
    std::map<std::pair<TableKind, RowId>, std::vector<const Op*>> edits_;    // theirs, by row
    std::map<TableKind, std::unordered_map<Row, std::vector<size_t>>> own_;  // ours: columns with stamps of their own
    uint64_t known_[5] = {}, losing_leads_ = 0, losing_others_ = 0;
};

void Comparison::gather() {
    for (const Op& op : file_.ops) {
        if (const auto* set = std::get_if<domain::SetField>(&op.change)) edits_[{set->table, set->row}].push_back(&op);
        if (const auto* set = std::get_if<domain::SetMember>(&op.change)) edits_[{set->table, set->row}].push_back(&op);
    }
    for (TableKind kind : domain::kTables) {
        auto& own = own_[kind];
        for (const auto& [key, stamp] : book_.table(kind).cell_stamps())
            own[static_cast<Row>(key)].push_back(static_cast<size_t>(key >> 32));
        for (const auto& [key, members] : book_.table(kind).member_stamps())
            if (!members.empty()) own[static_cast<Row>(key)].push_back(static_cast<size_t>(key >> 32));
    }
}

void Comparison::take(const Op& op) {
    plan_.ops_to_apply.push_back(op);
    plan_.future_stamps += op.stamp.millis() > now_ + domain::kFutureTolerance;
}

// True if theirs wins.
bool Comparison::compare_cell(TableKind table, std::string_view key, const Value& here, Stamp stamp_here,
                              const Value& there, Stamp stamp_there, RowNews& news) {
    if (here == there) return false;
    news.differs = true;
    const bool theirs_wins =
        stamp_there > stamp_here || (stamp_there == stamp_here && domain::tie_bytes(there) > domain::tie_bytes(here));
    MergeCounts& counts = counts_of(table);
    if (!theirs_wins) {
        ++counts.newer_here;
        return false;
    }
    ++counts.newer_there;
    const bool deletes = key == "deleted" && there == Value{true};
    counts.deletions += deletes;
    counts.overwrites += !deletes && !is_empty(here);
    news.loses = news.loses || deletes || !is_empty(here);
    return true;
}

void Comparison::compare_edit(const Table& table, Row row, const Op& op, RowNews& news) {
    const auto* field = std::get_if<domain::SetField>(&op.change);
    const auto* set_member = std::get_if<domain::SetMember>(&op.change);
    if (is_blanked(book_, table, row, field ? field->key : set_member->key)) return;
    const Stamp here = domain::current_stamp(book_, op.change);
    if (const auto* set = std::get_if<domain::SetField>(&op.change)) {
        const auto column = table.column_index(set->key, set->kind);
        const Value value = column ? cell_value(table, row, *column) : Value{};
        compare_cell(table.kind(), set->key, value, here, set->value, op.stamp, news);
        return;
    }
    const auto& member = std::get<domain::SetMember>(op.change);
    const Value value = book_.value(table.kind(), row, member.key);
    const auto* members = std::get_if<domain::Members>(&value);
    const bool present = members && std::binary_search(members->begin(), members->end(), member.member);
    if (present == member.present || op.stamp == here) return;
    news.differs = true;
    MergeCounts& counts = counts_of(table.kind());
    ++(op.stamp > here ? counts.newer_there : counts.newer_here);
    const bool removes = op.stamp > here && present;
    counts.overwrites += removes;
    news.loses = news.loses || removes;
}

void Comparison::compare_edits(const Table& table, Row row, RowNews& news) {
    const auto theirs = edits_.find({table.kind(), table.id(row)});
    if (theirs == edits_.end()) return;
    for (const Op* op : theirs->second) compare_edit(table, row, *op, news);
}

// Ours that they have not edited: newer here.
void Comparison::count_own_edits(const Table& table, Row row, RowNews& news) {
    const auto& own = own_[table.kind()];
    const auto found = own.find(row);
    if (found == own.end()) return;
    const auto theirs = edits_.find({table.kind(), table.id(row)});
    for (size_t column : found->second) {
        const std::string& key = table.columns()[column].key;
        const bool edited_there =
            theirs != edits_.end() && std::any_of(theirs->second.begin(), theirs->second.end(), [&](const Op* op) {
                const auto* set = std::get_if<domain::SetField>(&op->change);
                const auto* member = std::get_if<domain::SetMember>(&op->change);
                return (set && set->key == key) || (member && member->key == key);
            });
        if (edited_there) continue;
        ++counts_of(table.kind()).newer_here;
        news.differs = true;
    }
}

// Members are registers of their own: theirs wins where one is missing here that nobody took out.
bool Comparison::lacks_member(const Table& table, Row row, size_t column, const Value& there) const {
    const auto* members = std::get_if<domain::Members>(&there);
    if (!members) return false;
    const auto& multi = std::get<domain::MultiChoiceColumn>(table.columns()[column].data);
    const domain::Members here = multi.at(row);
    return std::any_of(members->begin(), members->end(), [&](const std::string& member) {
        if (std::binary_search(here.begin(), here.end(), member)) return false;
        const auto code = multi.members.find(member);
        return !code || table.member_stamp(row, column, *code) <= table.base_stamp(row);
    });
}

// What the row was created with, cell by cell: differs only where one id was used twice (a cloned
// profile), or where they have edited the cell since and its first value is not in the file.
void Comparison::compare_cells(const Table& table, Row row, Stamp there, const domain::CreateRows& batch, Row source,
                               RowNews& news) {
    const bool same_creation = table.base_stamp(row) == there;
    for (const domain::Column& column : batch.columns) {
        const auto index = table.column_index(column.key, column.kind);
        if (index && same_cell(book_, table, table.columns()[*index], row, column, source)) continue;
        if (is_blanked(book_, table, row, column.key)) continue;
        const Value value = column.value(source);
        if (is_empty(value) && same_creation) continue;
        if (column.kind == FieldKind::multi_choice) {
            const bool lacks = !index || lacks_member(table, row, *index, value);
            news.needs_batch = news.needs_batch || lacks;
            news.differs = news.differs || lacks;
            continue;
        }
        const Stamp here = index ? table.stamp(row, *index) : table.base_stamp(row);
        if (same_creation && here != there) continue;  // ours was edited since: see count_own_edits
        const Value ours = index ? cell_value(table, row, *index) : Value{};
        if (compare_cell(table.kind(), column.key, ours, here, value, there, news)) news.needs_batch = true;
    }
}

Value Comparison::cell_value(const Table& table, Row row, size_t column) const {
    const domain::Column& found = table.columns()[column];
    return found.kind == FieldKind::reference ? book_.value(table.kind(), row, found.key) : found.value(row);
}

RowNews Comparison::compare_row(const Table& table, Row row, Stamp there, const domain::CreateRows& batch, Row source) {
    RowNews news;
    compare_cells(table, row, there, batch, source, news);
    compare_edits(table, row, news);
    count_own_edits(table, row, news);
    return news;
}

void Comparison::compare_batch(const Op& op, const domain::CreateRows& batch) {
    const Table& table = book_.table(batch.table);
    MergeCounts& counts = counts_of(batch.table);
    bool needed = false;
    for (Row i = 0; i < batch.count; ++i) {
        const Row row = table.find(RowId{op.replica, op.sequence}.plus(i));
        if (row == domain::kNoRow || !table.created(row)) {
            ++counts.new_rows;
            needed = true;
            continue;
        }
        ++known_[static_cast<size_t>(batch.table)];
        const Stamp there = op.stamp.plus(i);
        needed = needed || there > table.base_stamp(row);
        const RowNews news = compare_row(table, row, there, batch, i);
        needed = needed || news.needs_batch;
        ++(news.differs ? counts.changed_rows : counts.same_rows);
        if (news.loses) ++(batch.table == TableKind::leads ? losing_leads_ : losing_others_);
    }
    if (needed) take(op);
}

void Comparison::compare_entry(const Op& op, const domain::SetEntry& set) {
    const auto found = book_.documents.find(set.path);
    if (found == book_.documents.end()) {
        ++plan_.documents.new_rows;
        return take(op);
    }
    const domain::Entry& here = found->second;
    if (here.stamp == op.stamp && here.json == set.json) {
        ++plan_.documents.same_rows;
        return;
    }
    ++plan_.documents.changed_rows;
    const bool theirs_wins = op.stamp > here.stamp || (op.stamp == here.stamp && set.json > here.json);
    if (!theirs_wins) {
        plan_.documents.newer_here += here.json != set.json;
        return;
    }
    plan_.documents.newer_there += here.json != set.json;
    plan_.documents.overwrites += here.json != set.json && !here.json.empty();
    take(op);
}

// True if the cell is here already, newer or the same, or can never be here again.
bool Comparison::is_idle(const Op& op) const {
    const auto* set = std::get_if<domain::SetField>(&op.change);
    const auto* member = std::get_if<domain::SetMember>(&op.change);
    const Table& table = book_.table(set ? set->table : member->table);
    const Row row = table.find(set ? set->row : member->row);
    if (row == domain::kNoRow) return false;
    const std::string& key = set ? set->key : member->key;
    if (is_blanked(book_, table, row, key)) return true;
    const Stamp here = domain::current_stamp(book_, op.change);
    if (op.stamp != here) return op.stamp < here;
    const auto column = table.column_index(key, set ? set->kind : FieldKind::multi_choice);
    if (!column) return false;
    const Value value = cell_value(table, row, *column);
    if (set) return value == set->value;
    const auto* members = std::get_if<domain::Members>(&value);
    return members && std::binary_search(members->begin(), members->end(), member->member) == member->present;
}

// Everything but batches: which of it would change this book.
void Comparison::compare_rest(const Op& op) {
    if (std::holds_alternative<domain::SetField>(op.change) || std::holds_alternative<domain::SetMember>(op.change)) {
        if (!is_idle(op)) take(op);
    } else if (const auto* entry = std::get_if<domain::SetEntry>(&op.change)) {
        compare_entry(op, *entry);
    } else if (const auto* forget = std::get_if<domain::Forget>(&op.change)) {
        if (book_.forgotten.contains(forget->lead)) return;
        const Row row = book_.leads.find(forget->lead);
        const bool here = row != domain::kNoRow && book_.leads.alive(row);
        plan_.leads.deletions += here;
        losing_leads_ += here;
        take(op);
    } else if (std::holds_alternative<domain::Unknown>(op.change)) {
        if (!book_.unknown.contains({op.replica, op.sequence})) take(op);
    }
}

void Comparison::judge() {
    const MergeCounts all = plan_.total();
    const uint64_t losses = all.deletions + all.overwrites;
    uint64_t others_here = 0;
    for (TableKind kind : domain::kTables)
        if (kind != TableKind::leads) others_here += book_.table(kind).alive_count();
    const auto too_many = [](uint64_t losing, uint64_t here) {
        return losing * 100 > here * kMostPercent && losing > 0;
    };
    const bool share = too_many(losing_leads_, book_.leads.alive_count()) || too_many(losing_others_, others_here);
    if (losses <= kMostLosses && !share) return;
    plan_.hard_stop = base::Error{
        "merge.hard_stop",
        "This file would delete " + std::to_string(all.deletions) + " rows and overwrite " +
            std::to_string(all.overwrites) + " values here (" + std::to_string(losing_leads_) + " of " +
            std::to_string(book_.leads.alive_count()) + " leads lose something): confirm it, or choose another file.",
        "the whole file"};
}

MergePlan Comparison::run() {
    gather();
    for (const Op& op : file_.ops) {
        if (const auto* batch = std::get_if<domain::CreateRows>(&op.change))
            compare_batch(op, *batch);
        else
            compare_rest(op);
    }
    for (TableKind kind : domain::kTables) {
        const Table& table = book_.table(kind);
        const uint64_t here = table.size() - table.waiting_count();
        counts_of(kind).only_here_rows += here - std::min<uint64_t>(here, known_[static_cast<size_t>(kind)]);
    }
    plan_.documents.only_here_rows =
        book_.documents.size() -
        std::min<uint64_t>(book_.documents.size(), plan_.documents.same_rows + plan_.documents.changed_rows);
    const MergeCounts all = plan_.total();
    plan_.identical = plan_.ops_to_apply.empty() && all.only_here_rows == 0 && all.newer_here == 0;
    judge();
    return std::move(plan_);
}

}  // namespace

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

MergePlan plan_merge(const Book& book, const SnapshotFile& file, base::Millis now) {
    return Comparison(book, file, now).run();
}

}  // namespace exchange
