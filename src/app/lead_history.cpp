#include "app/lead_history.h"

#include <algorithm>

namespace app {

using namespace domain;
using Kind = LeadWrite::Kind;

namespace {

bool is_newer(const LeadWrite& a, const LeadWrite& b) {
    if (a.stamp != b.stamp) return a.stamp > b.stamp;
    return a.kind > b.kind;  // the values of a creation lie above it
}

bool is_same(const LeadWrite& a, const LeadWrite& b) {
    return a.kind == b.kind && a.stamp == b.stamp && a.on_register_of(b) && a.value == b.value;
}

bool covers(RowId first, Row count, RowId lead) {
    return first.replica == lead.replica && lead.sequence >= first.sequence && lead.sequence - first.sequence < count;
}

}  // namespace

void LeadHistory::take(const storage::Commit& commit) {
    for (const Op& op : commit.ops) take_op(op, commit);
}

void LeadHistory::take_op(const Op& op, const storage::Commit& commit) {
    LeadWrite write;
    write.stamp = op.stamp;
    const auto set_cell = [&](const std::string& key, FieldKind kind, const Value& value) {
        write.key = key;
        write.field_kind = kind;
        write.value = without_emptiness(value);
    };
    if (const auto* batch = std::get_if<CreateRows>(&op.change)) {
        if (batch->table == TableKind::leads && covers({op.replica, op.sequence}, batch->count, lead_)) take_creation(op, *batch, commit);
        return;
    }
    if (const auto* cell = std::get_if<SetField>(&op.change)) {
        if (cell->table != TableKind::leads || cell->row != lead_) return;
        set_cell(cell->key, cell->kind, cell->value);
    } else if (const auto* range = std::get_if<SetRange>(&op.change)) {
        if (range->table != TableKind::leads || !covers(range->first, range->count, lead_)) return;
        set_cell(range->key, range->kind, range->value);
    } else if (const auto* member = std::get_if<SetMember>(&op.change)) {
        if (member->table != TableKind::leads || member->row != lead_) return;
        set_cell(member->key, FieldKind::multi_choice, member->present);
        write.kind = Kind::member;
        write.member = member->member;
    } else {
        return;  // of documents, or of a later version; who is forgotten has no history
    }
    write.seen = op.seen;
    write.how = commit.kind;
    write.label = commit.label;
    add(std::move(write));
}

void LeadHistory::take_creation(const Op& op, const CreateRows& batch, const storage::Commit& commit) {
    const auto row = static_cast<Row>(lead_.sequence - op.sequence);
    LeadWrite write;
    write.kind = Kind::creation;
    write.stamp = op.stamp.plus(row);
    write.how = commit.kind;
    write.label = commit.label;
    add(write);
    write.kind = Kind::created_cell;
    for (const Column& column : batch.columns) {
        write.value = without_emptiness(column.value(row));
        if (std::holds_alternative<Empty>(write.value)) continue;
        write.key = column.key;
        write.field_kind = column.kind;
        add(write);
    }
}

void LeadHistory::take_from(const Book& book) {
    const Row row = book.leads.find(lead_);
    if (row == kNoRow) return;
    const auto is_creation = [](const LeadWrite& write) { return write.kind == Kind::creation; };
    if (book.leads.created(row) && std::none_of(writes_.begin(), writes_.end(), is_creation)) take_created_cells(book.leads, row);
    for (size_t column = 0; column < book.leads.columns().size(); ++column) take_registers(book.leads, row, column);
}

void LeadHistory::take_created_cells(const Table& table, Row row) {
    LeadWrite write;
    write.kind = Kind::creation;
    write.stamp = table.base_stamp(row);
    add(write);
    write.kind = Kind::created_cell;
    for (size_t column = 0; column < table.columns().size(); ++column) {
        write.key = table.columns()[column].key;
        write.field_kind = table.columns()[column].kind;
        write.value = table.columns()[column].value(row);
        const bool own = table.stamp(row, column) != write.stamp || table.member_stamps().find(row, column);
        if (!own && !std::holds_alternative<Empty>(write.value)) add(write);
    }
}

void LeadHistory::take_registers(const Table& table, Row row, size_t column) {
    LeadWrite write;
    write.key = table.columns()[column].key;
    write.field_kind = table.columns()[column].kind;
    const auto take_all = [&](const Register& known) {
        for (const Write& standing : known.standing) {
            write.stamp = standing.stamp;
            write.value = standing.value;
            const auto told = [&](const LeadWrite& other) { return other.stamp == write.stamp && other.on_register_of(write); };
            if (std::none_of(writes_.begin(), writes_.end(), told)) add(write);
        }
    };
    if (write.field_kind != FieldKind::multi_choice) return take_all(table.cell_register(row, column));
    const auto* members = table.member_stamps().find(row, column);
    if (!members) return;
    write.kind = Kind::member;
    for (const auto& [code, stamp] : *members) {
        write.member = table.multi(write.key)->members.text(code);
        take_all(table.member_register(row, column, code));
    }
}

const LeadWrite* LeadHistory::before(const LeadWrite& write) const {
    const LeadWrite* newest = nullptr;
    for (const LeadWrite& older : writes_) {
        if (older.stamp >= write.stamp || !older.on_register_of(write) || older.kind == Kind::creation) continue;
        if (std::find(write.seen.begin(), write.seen.end(), older.stamp) != write.seen.end()) return &older;
        if (!newest) newest = &older;
    }
    return newest;
}

void LeadHistory::add(LeadWrite write) {
    const auto at = std::lower_bound(writes_.begin(), writes_.end(), write, is_newer);
    for (auto same = at; same != writes_.end() && same->stamp == write.stamp; ++same)
        if (is_same(*same, write)) return;
    writes_.insert(at, std::move(write));
    ++revision_;
}

}  // namespace app
