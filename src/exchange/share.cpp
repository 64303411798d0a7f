#include "exchange/share.h"

#include "base/order.h"
#include "exchange/snapshot_columns.h"

#include <algorithm>
#include <set>

namespace exchange {
namespace {

using domain::AsTyped;
using domain::Book;
using domain::Column;
using domain::FieldKind;
using domain::Row;
using domain::Table;
using domain::TableKind;
using domain::Value;

bool is_personal(TableKind table, const Column& column) {
    if (column.kind == FieldKind::reference) return false;
    const domain::Field* field = domain::built_in_field(table, column.key);
    return !field || field->kind != column.kind || field->personal;
}

// splitmix64, Steele, Lea and Flood 2014.
uint64_t next_random(uint64_t& state) {
    uint64_t z = state += 0x9E3779B97F4A7C15;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
    z = (z ^ z >> 27) * 0x94D049BB133111EB;
    return z ^ z >> 31;
}

}  // namespace

std::string_view treatment_word(Treatment treatment) {
    switch (treatment) {
        case Treatment::keep: return "keep";
        case Treatment::pseudonym: return "pseudonym";
        case Treatment::leave_out: return "left_out";
    }
    return {};
}

std::optional<Treatment> treatment_from_word(std::string_view word) {
    for (Treatment treatment : {Treatment::keep, Treatment::pseudonym, Treatment::leave_out})
        if (treatment_word(treatment) == word) return treatment;
    return std::nullopt;
}

bool may_be_pseudonym(FieldKind kind) { return kind == FieldKind::text || kind == FieldKind::choice; }

bool is_pseudonym(FieldKind kind, const Value& value) { return may_be_pseudonym(kind) && std::holds_alternative<AsTyped>(value); }

bool shows_creation(const Table& table, Row row, size_t column) { return table.created(row) && !table.cell_stamps().find(row, column); }

std::vector<PersonalField> personal_fields(const Book& book) {
    std::vector<PersonalField> personal;
    for (TableKind kind : domain::kTables) {
        const Table& table = book.table(kind);
        std::set<std::string> met;
        const auto add = [&](domain::Field field) {
            const Column* column = table.column(field.key);
            if (!column || !field.personal || !column->any_full(0, table.size()) || !met.insert(field.key).second) return;
            personal.push_back({kind, std::move(field)});
        };
        for (domain::Field& field : book.fields(kind)) add(std::move(field));
    }
    return personal;
}

ShareCut::ShareCut(const Book& book, Share share) : book_(book), share_(std::move(share)) {
    for (TableKind kind : domain::kTables) all_rows_ += 2 * book.table(kind).size();
    treat_columns();
    for (TableShare& table : tables_) table.some_rows = is_partial();
    leads_ = is_partial() ? 0 : book.leads.alive_count();
}

ColumnShare ShareCut::treat(TableKind table, const Column& column) {
    if (!is_redacted()) return {};
    const bool is_word = may_be_pseudonym(column.kind);
    if (!is_personal(table, column)) return {Treatment::keep, !is_word};
    const auto chosen = std::find_if(share_.redacted->begin(), share_.redacted->end(), [&](const FieldTreatment& one) {
        return one.table == table && one.key == column.key;
    });
    // A key that has another kind here than its name says is a field this version does not know.
    const bool is_known = parse_column_name(table, column.key).kind == column.kind;
    if (chosen == share_.redacted->end() || !is_known) return {Treatment::leave_out};
    if (chosen->treatment == Treatment::pseudonym && !is_word) return {Treatment::leave_out};
    if (chosen->treatment != Treatment::pseudonym) return {chosen->treatment};
    return {Treatment::pseudonym, false, &nouns_[chosen->noun].words};
}

void ShareCut::treat_columns() {
    for (TableKind kind : domain::kTables)
        for (const Column& column : book_.table(kind).columns())
            tables_[static_cast<size_t>(kind)].columns.push_back(treat(kind, column));
}

void ShareCut::choose_leads(uint64_t& budget) {
    TableShare& leads = tables_[static_cast<size_t>(TableKind::leads)];
    if (next_lead_ == 0) leads.rows.assign(book_.leads.size(), 0);
    for (; next_lead_ < share_.leads->size() && budget > 0; ++next_lead_, --budget) {
        const domain::RowId id = (*share_.leads)[next_lead_];
        const Row row = book_.leads.find(id);
        if (row == domain::kNoRow || !book_.leads.created(row) || book_.forgotten.contains(id) || leads.rows[row]) continue;
        leads.rows[row] = 1;
        ++leads_;
        if (const std::string company = domain::to_text(book_.leads.value(row, "company")); !company.empty()) companies_[company] = true;
    }
    if (next_lead_ == share_.leads->size()) phase_ = Phase::rows;
}

bool ShareCut::is_chosen(TableKind table, Row row) const {
    if (table == TableKind::companies) return companies_.contains(domain::to_text(book_.companies.value(row, "name")));
    const domain::ReferenceColumn* leads = book_.table(table).reference("lead");
    const Row lead = leads ? leads->rows[row] : domain::kNoRow;
    return lead != domain::kNoRow && of(TableKind::leads).rows[lead] != 0;
}

bool ShareCut::next_table() {
    while (table_ < std::size(domain::kTables) && next_row_ == book_.table(domain::kTables[table_]).size()) {
        next_row_ = 0;
        ++table_;
    }
    return table_ < std::size(domain::kTables);
}

void ShareCut::choose_rows(uint64_t& budget) {
    for (; budget > 0 && next_table(); --budget, ++next_row_, ++done_rows_) {
        const TableKind kind = domain::kTables[table_];
        TableShare& table = tables_[static_cast<size_t>(kind)];
        if (kind == TableKind::leads) continue;
        if (next_row_ == 0) table.rows.assign(book_.table(kind).size(), 0);
        table.rows[next_row_] = is_chosen(kind, next_row_);
    }
    if (next_table()) return;
    table_ = 0;
    phase_ = Phase::words;
}

// A pseudonym of another share stays the word it is, where that loses to every real value already: it tells nothing,
// and who has it must find the same. Elsewhere it is a value like others.
void ShareCut::gather_word(const Table& table, size_t column, Row row) {
    const Column& cells = table.columns()[column];
    const Value value = cells.value(row);
    const std::string text = domain::to_text(value);
    if (text.empty()) return;
    for (auto& [noun, words] : nouns_) {
        if (&words.words != of(table.kind()).columns[column].pseudonyms) continue;
        if (is_pseudonym(cells.kind, value) && shows_creation(table, row, column)) words.reserved.push_back(text);
        else words.words.try_emplace(text);
    }
}

void ShareCut::gather_words(uint64_t& budget) {
    for (; budget > 0 && next_table(); --budget, ++next_row_, ++done_rows_) {
        const Table& table = book_.table(domain::kTables[table_]);
        const TableShare& share = of(table.kind());
        if (!share.has(next_row_)) continue;
        for (size_t column = 0; column < share.columns.size(); ++column)
            if (share.columns[column].treatment == Treatment::pseudonym) gather_word(table, column, next_row_);
    }
    if (next_table()) return;
    deal_numbers();
    phase_ = Phase::done;
}

void ShareCut::deal_numbers() {
    uint64_t state = share_.seed;
    for (auto& [noun, words] : nouns_) {
        base::sort(words.reserved);
        std::vector<std::string> free;
        for (size_t number = 1; free.size() < words.words.size(); ++number) {
            std::string word = noun + " " + std::to_string(number);
            if (!std::binary_search(words.reserved.begin(), words.reserved.end(), word)) free.push_back(std::move(word));
        }
        for (size_t i = free.size(); i > 1; --i) std::swap(free[i - 1], free[next_random(state) % i]);
        size_t next = 0;
        for (auto& [text, word] : words.words) word = std::move(free[next++]);
    }
}

bool ShareCut::step(uint64_t rows) {
    uint64_t budget = std::max<uint64_t>(rows, 1);
    while (budget > 0 && phase_ != Phase::done) {
        switch (phase_) {
            case Phase::leads:
                if (is_partial()) choose_leads(budget);
                else phase_ = Phase::words;
                break;
            case Phase::rows: choose_rows(budget); break;
            case Phase::words:
                if (is_redacted()) gather_words(budget);
                else phase_ = Phase::done;
                break;
            case Phase::done: break;
        }
    }
    return phase_ == Phase::done;
}

double ShareCut::progress() const {
    if (phase_ == Phase::done) return 1;
    return static_cast<double>(done_rows_) / static_cast<double>(std::max<uint64_t>(all_rows_, 1));
}

std::vector<ShareCut::Redacted> ShareCut::redacted() const {
    std::vector<Redacted> list;
    for (TableKind kind : domain::kTables) {
        const Table& table = book_.table(kind);
        std::vector<Redacted> of_table;
        for (size_t i = 0; i < table.columns().size(); ++i) {
            const Column& column = table.columns()[i];
            const Treatment treatment = of(kind).columns[i].treatment;
            if (treatment == Treatment::keep || !column.any_full(0, table.size())) continue;
            of_table.push_back({domain::table_name(kind), column_name(kind, column.key, column.kind), treatment});
        }
        base::sort(of_table, [](const Redacted& a, const Redacted& b) { return a.key < b.key; });
        for (Redacted& one : of_table) list.push_back(std::move(one));
    }
    return list;
}

}  // namespace exchange
