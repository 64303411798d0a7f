// The one door. Every rule about who wins is in Table (cells) or here (documents, Forget).
#include "base/check.h"
#include "base/zoo.h"
#include "domain/book.h"
#include "domain/forget.h"

namespace domain {
namespace {

LeadIndex* index_of(Book& book, TableKind table) {
    switch (table) {
        case TableKind::activities: return &book.activities_by_lead;
        case TableKind::tasks: return &book.tasks_by_lead;
        case TableKind::deals: return &book.deals_by_lead;
        case TableKind::leads:
        case TableKind::companies: return nullptr;
    }
    return nullptr;
}

void index_new_rows(Book& book, TableKind table, Row first, Row count) {
    LeadIndex* index = index_of(book, table);
    const ReferenceColumn* leads = book.table(table).reference("lead");
    if (!index || !leads) return;
    for (Row row = first; row < first + count; ++row)
        if (leads->rows[row] != kNoRow) index->add(leads->rows[row], row);
}

void move_in_index(Book& book, TableKind table, Row row, Row from, Row to) {
    LeadIndex* index = index_of(book, table);
    if (!index || from == to) return;
    if (from != kNoRow) index->remove(from, row);
    if (to != kNoRow) index->add(to, row);
}

void blank_lead(Book& book, Row lead) {
    for (size_t column = 0; column < book.leads.columns().size(); ++column) {
        if (!stays_when_forgotten(TableKind::leads, book.leads.columns()[column].key)) book.leads.blank(lead, column);
    }
    book.leads.hide(lead);
}

void blank_beside(Book& book, TableKind table, Row row) {
    Table& rows = book.table(table);
    for (size_t column = 0; column < rows.columns().size(); ++column)
        if (!stays_when_forgotten(table, rows.columns()[column].key)) rows.blank(row, column);
}

// Forget wins over whatever is written on that person, before or after: called for each row written.
void enforce_forget(Book& book, TableKind table, Row row) {
    if (book.forgotten.empty() || table == TableKind::companies) return;
    if (table == TableKind::leads) {
        if (book.forgotten.contains(book.leads.id(row))) blank_lead(book, row);
        return;
    }
    const Row lead = lead_of(book, table, row);
    if (lead != kNoRow && book.forgotten.contains(book.leads.id(lead))) blank_beside(book, table, row);
}

Table* target_of(Book& book, TableKind table, std::string_view key) {
    const Field* field = built_in_field(table, key);
    return &book.table(field ? field->target : TableKind::leads);
}

// What a row of a batch finds in the book; compared before and after to know whether it said anything new.
std::vector<Value> cells_of(const Book& book, const CreateRows& batch, Row row) {
    std::vector<Value> cells;
    for (const Column& column : batch.columns) cells.push_back(book.value(batch.table, row, column.key));
    return cells;
}

bool apply_row_by_row(Book& book, const Op& op, const CreateRows& batch) {
    Table& table = book.table(batch.table);
    bool changed = false;
    for (Row i = 0; i < batch.count; ++i) {
        const Row row = table.ensure_row(RowId{op.replica, op.sequence}.plus(i));
        const Stamp base = table.base_stamp(row);
        const Row lead = lead_of(book, batch.table, row);
        const std::vector<Value> before = cells_of(book, batch, row);
        table.create_one(row, op.stamp.plus(i), batch.columns, i, [&](std::string_view key) { return target_of(book, batch.table, key); });
        move_in_index(book, batch.table, row, lead, lead_of(book, batch.table, row));
        enforce_forget(book, batch.table, row);
        changed |= table.base_stamp(row) != base || cells_of(book, batch, row) != before;
    }
    return changed;
}

// A batch that is here already and newer here: nothing of it can win.
bool is_older_than_known(const Book& book, const Op& op, const CreateRows& batch) {
    const Table& table = book.table(batch.table);
    const RowId first{op.replica, op.sequence};
    const auto after = table.runs_by_id().upper_bound(first);
    if (after == table.runs_by_id().begin()) return false;
    const Run& run = std::prev(after)->second;
    if (!run.created || run.first_id.replica != first.replica) return false;
    const uint64_t offset = first.sequence - run.first_id.sequence;
    return offset + batch.count <= run.count && run.first_stamp.plus(offset) > op.stamp;
}

struct Door {
    Book& book;
    const Op& op;

    bool operator()(const CreateRows& batch) const {
        if (batch.count == 0) return false;
        if (is_older_than_known(book, op, batch)) return false;
        Table& table = book.table(batch.table);
        const Row first = table.append_rows({op.replica, op.sequence}, op.stamp, batch.count);
        if (first == kNoRow) return apply_row_by_row(book, op, batch);
        for (const Column& column : batch.columns) {
            CHECK(column.size() == batch.count);
            table.fill(first, table.ensure_column(column.key, column.kind), column, target_of(book, batch.table, column.key));
        }
        table.settle();
        if (!book.forgotten.empty())
            for (Row row = first; row < first + batch.count; ++row) enforce_forget(book, batch.table, row);
        index_new_rows(book, batch.table, first, batch.count);
        return true;
    }

    bool operator()(const SetField& set) const { return write(set.table, set.row, set.key, set.kind, set.value); }

    bool operator()(const SetRange& set) const {
        bool changed = false;
        for (Row i = 0; i < set.count; ++i) changed |= write(set.table, set.first.plus(i), set.key, set.kind, set.value);
        return changed;
    }

    bool operator()(const SetMember& set) const {
        Table& table = book.table(set.table);
        const Row row = table.ensure_row(set.row);
        if (is_blanked(book, set.table, row, set.key)) return false;
        const size_t column = table.ensure_column(set.key, FieldKind::multi_choice);
        return table.write_member(row, column, set.member, set.present, op.stamp, op.seen);
    }

    bool operator()(const SetEntry& set) const {
        const auto [found, added] = book.documents.try_emplace(set.path, Entry{set.json, op.stamp});
        Entry& entry = found->second;
        Register known = added ? Register{} : entry.known();
        const bool news = known.add({op.stamp, set.json}, op.seen);
        const bool taken = !added && (op.stamp > entry.stamp || (op.stamp == entry.stamp && (set.json > entry.json || base::is_planted(base::Bug::equal_stamps_by_order))));
        if (taken) entry.json = set.json, entry.stamp = op.stamp;
        entry.more.reset();
        if (known != entry.known()) entry.more = std::move(known);
        return added || news || taken;
    }

    bool operator()(const Forget& forget) const {
        if (!book.forgotten.insert(forget.lead).second) return false;
        const Row lead = book.leads.ensure_row(forget.lead);
        blank_lead(book, lead);
        book.activities_by_lead.for_each(lead, [&](Row row) { blank_beside(book, TableKind::activities, row); });
        book.tasks_by_lead.for_each(lead, [&](Row row) { blank_beside(book, TableKind::tasks, row); });
        book.deals_by_lead.for_each(lead, [&](Row row) { blank_beside(book, TableKind::deals, row); });
        return true;
    }

    bool operator()(const Unknown&) const { return book.unknown.try_emplace({op.replica, op.sequence}, op).second; }

    bool write(TableKind kind, RowId id, std::string_view key, FieldKind field_kind, const Value& value) const {
        // Whose an activity, task or deal is, its creation says once and for all: were it to move, Forget
        // would depend on the order of operations.
        if (field_kind == FieldKind::reference) return false;
        Table& table = book.table(kind);
        const Row row = table.ensure_row(id);
        if (is_blanked(book, kind, row, key)) return false;
        return table.write(row, table.ensure_column(key, field_kind), value, op.stamp, op.seen, target_of(book, kind, key));
    }
};

}  // namespace

bool apply(Book& book, const Op& op) {
    const bool changed = std::visit(Door{book, op}, op.change);
    if (changed) ++book.revision;
    return changed;
}

uint64_t sequences_used(const Change& change) {
    const CreateRows* batch = std::get_if<CreateRows>(&change);
    return batch && batch->count > 0 ? batch->count : 1;
}

CreateRows create_one(TableKind table, const std::vector<std::pair<std::string, Value>>& values) {
    CreateRows batch;
    batch.table = table;
    batch.count = 1;
    for (const auto& [key, value] : values) {
        const Field* built_in = built_in_field(table, key);
        const auto custom = kind_of_custom_key(key);
        CHECK(built_in || custom);
        Column column = make_column(key, built_in ? built_in->kind : *custom, true);
        CHECK(fits(column.kind, value));
        column.push(value);
        batch.columns.push_back(std::move(column));
    }
    return batch;
}

}  // namespace domain
