#include "exchange/conclude.h"

#include "base/text.h"
#include "exchange/csv.h"
#include "exchange/outcome_words.h"
#include "exchange/rejection.h"
#include "exchange/trimmed.h"

#include <algorithm>
#include <set>

namespace exchange {
namespace {

using domain::FieldKind;

// "Phone", "Phone (2)", "Column 3"
std::vector<std::string> name_columns(const std::vector<std::string>& cells, const NumberedWords& words) {
    std::vector<std::string> headers;
    std::set<std::string> taken;
    for (size_t i = 0; i < cells.size(); ++i) {
        std::string header(base::clip(trimmed(cells[i]), 200));
        if (header.empty()) header = words.column(i + 1);
        const std::string stem = header;
        for (int n = 2; !taken.insert(header).second; ++n) header = stem + " (" + std::to_string(n) + ")";
        headers.push_back(std::move(header));
    }
    return headers;
}

Watch watch_for(const std::optional<KnownHeader>& known) {
    if (!known) return Watch::values;
    switch (domain::built_in_field(domain::TableKind::leads, known->key)->kind) {
        case FieldKind::text: return Watch::samples;
        case FieldKind::link:
        case FieldKind::choice:
        case FieldKind::multi_choice:
        case FieldKind::number:
        case FieldKind::money:
        case FieldKind::date:
        case FieldKind::instant:
        case FieldKind::yes_no:
        case FieldKind::reference: return Watch::values;
    }
    CHECK(false);
}

}  // namespace

bool tells_who(std::string_view key) { return key == "name" || key == "company" || key == "email" || key == "phone"; }

bool is_blank(const std::vector<std::string_view>& cells) {
    return std::all_of(cells.begin(), cells.end(), [](std::string_view cell) { return trimmed(cell).empty(); });
}

bool fits_width(const std::vector<std::string_view>& cells, size_t width) {
    if (cells.size() <= width) return cells.size() == width;
    return std::all_of(cells.begin() + static_cast<ptrdiff_t>(width), cells.end(),
                       [](std::string_view cell) { return trimmed(cell).empty(); });
}

void TableLook::begin(const std::vector<std::string>& header_cells, bool has_header, const NumberedWords& words) {
    headers_ = name_columns(header_cells, words);
    for (const std::string& cell : header_cells) unnamed_.push_back(trimmed(cell).empty());
    int bits = 0;
    for (const std::string& header : headers_) {
        known_.push_back(has_header ? known_header(header) : std::nullopt);
        guesses_.emplace_back(watch_for(known_.back()));
        const bool who = known_.back() && tells_who(known_.back()->key) && bits < 64;
        identity_bit_.push_back(who ? bits++ : -1);
    }
}

void TableLook::see_row(const std::vector<std::string_view>& cells) {
    uint64_t identity = 0;
    for (size_t i = 0; i < headers_.size(); ++i) {
        const std::string_view cell = cells[i].empty() ? cells[i] : trimmed(cells[i]);
        if (cell.empty()) continue;
        guesses_[i].see(cell);
        if (identity_bit_[i] >= 0) identity |= uint64_t{1} << identity_bit_[i];
    }
    ++rows_by_identity_[identity];
}

uint64_t TableLook::rows_without(const std::vector<size_t>& columns) const {
    uint64_t mask = 0, rows = 0;
    for (size_t column : columns)
        if (identity_bit_[column] >= 0) mask |= uint64_t{1} << identity_bit_[column];
    for (const auto& [filled, count] : rows_by_identity_)
        if ((filled & mask) == 0) rows += count;
    return rows;
}

namespace {

// Which column of several gets the field: the lowest rank, then the leftmost, among those with values.
std::map<std::pair<std::string_view, NamePart>, size_t> winners(const TableLook& look) {
    std::map<std::pair<std::string_view, NamePart>, size_t> winner;
    for (size_t i = 0; i < look.width(); ++i) {
        const auto& known = look.known()[i];
        if (!known || look.guesses()[i].filled() == 0) continue;
        const auto [found, first] = winner.emplace(std::pair{known->key, known->part}, i);
        if (!first && look.known()[found->second]->rank > known->rank) found->second = i;
    }
    return winner;
}

// A known header over values of another sort ("Value" with words in it) is no such field after all.
bool values_fit(const ColumnGuess& guess, FieldKind kind) { return guess.misfits(kind) * 2 <= guess.filled(); }

// A multi-choice in a file is separated by ';'.
Target new_field(const ColumnPlan& column) { return custom(column.header, column.guessed_kind); }

void choose_targets(ImportPlan& plan, const TableLook& look) {
    const auto winner = winners(look);
    for (size_t i = 0; i < look.width(); ++i) {
        ColumnPlan& column = plan.columns[i];
        const ColumnGuess& guess = look.guesses()[i];
        const auto& known = look.known()[i];
        if (guess.filled() == 0) {
            column.target = leave_out();
            column.how = How::not_imported;
            continue;
        }
        const bool wins = known && winner.at({known->key, known->part}) == i;
        const Target target = wins ? built_in(known->key) : Target{};
        if (wins && values_fit(guess, target.field_kind)) {
            column.target = target;
            column.target.part = known->part;
            column.how = How::known_header;
            column.misfits = guess.misfits(target.field_kind);
        } else {
            column.target = new_field(column);
            column.how = How::new_field;
            column.misfits = guess.misfits(column.guessed_kind);
        }
    }
}

// A column of e-mail addresses under a header nobody knows is the e-mail, if there is none yet.
void guess_email(ImportPlan& plan, const TableLook& look) {
    if (plan.column_with("email")) return;
    for (size_t i = 0; i < look.width(); ++i)
        if (look.guesses()[i].mostly_email() && !look.known()[i]) {
            plan.columns[i].target = built_in("email");
            plan.columns[i].how = How::guessed;
            return;
        }
}

void avoid_equal_keys(ImportPlan& plan) {
    std::set<std::string> taken;
    for (ColumnPlan& column : plan.columns) {
        if (column.target.kind != TargetKind::custom) continue;
        const std::string stem = column.target.label;
        for (int n = 2; !taken.insert(column.target.field_key()).second; ++n)
            column.target.label = stem + " " + std::to_string(n);
    }
}

// What the other columns of the file agree on; plain where they say nothing, open where they differ.
template <class Form>
Form agreed(const std::vector<Dialect>& dialects, Form Dialect::*member) {
    Form agreed = Form::plain;
    for (const Dialect& dialect : dialects) {
        const Form form = dialect.*member;
        if (form == Form::plain || form == Form::open || form == agreed) continue;
        if (agreed != Form::plain) return Form::open;
        agreed = form;
    }
    return agreed;
}

void settle_by_other_columns(ImportPlan& plan, const TableLook& look) {
    std::vector<Dialect> dialects;
    bool indonesian = false;
    for (size_t i = 0; i < look.width(); ++i) {
        dialects.push_back(plan.columns[i].dialect);
        indonesian = indonesian || look.guesses()[i].indonesian();
    }
    const NumberForm number = agreed(dialects, &Dialect::number);
    const DateForm date = agreed(dialects, &Dialect::date);
    LargeM large_m = agreed(dialects, &Dialect::large_m);
    if (large_m == LargeM::plain && indonesian) large_m = LargeM::miliar;
    for (ColumnPlan& column : plan.columns) {
        if (column.dialect.number == NumberForm::open && number != NumberForm::plain) column.dialect.number = number;
        if (column.dialect.date == DateForm::open && date != DateForm::plain) column.dialect.date = date;
        if (column.dialect.large_m == LargeM::open && large_m != LargeM::plain) column.dialect.large_m = large_m;
    }
}

void propose_outcomes(ImportPlan& plan, const TableLook& look) {
    for (size_t i = 0; i < look.width(); ++i) {
        if (plan.columns[i].filled == 0 || header_hint(look.headers()[i]) != HeaderHint::outcome) continue;
        if (auto proposal = propose_outcome(i, look.headers()[i], look.guesses()[i].distinct()))
            plan.outcome.columns.push_back(*std::move(proposal));
    }
}

void count_nameless(ImportPlan& plan, const TableLook& look) {
    const std::vector<size_t> who = who_columns(plan);
    plan.name_rows_by_line = who.empty();
    if (who.empty()) return;
    const bool guessed = plan.columns[who.front()].how == How::guessed && who.size() == 1;
    plan.nameless_rows =
        guessed ? plan.rows - plan.ragged_rows - plan.columns[who.front()].filled : look.rows_without(who);
}

}  // namespace

void conclude(ImportPlan& plan, const TableLook& look) {
    plan.columns.resize(look.width());
    for (size_t i = 0; i < look.width(); ++i) {
        ColumnPlan& column = plan.columns[i];
        const ColumnGuess& guess = look.guesses()[i];
        column.header = look.headers()[i];
        column.unnamed = look.unnamed(i);
        column.samples = guess.samples();
        column.filled = guess.filled();
        column.guessed_kind = guess.kind(header_hint(column.header));
        column.dialect = guess.dialect();
        column.open_number = guess.open_number();
        column.open_date = guess.open_date();
        column.open_million = guess.bare_m();
    }
    settle_by_other_columns(plan, look);
    choose_targets(plan, look);
    guess_email(plan, look);
    avoid_equal_keys(plan);
    propose_outcomes(plan, look);
    count_nameless(plan, look);
}

}  // namespace exchange
