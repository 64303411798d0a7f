#include "exchange/import_plan.h"

#include "base/text.h"

#include <algorithm>
#include <map>

namespace exchange {
namespace {

using base::Error;
using domain::FieldKind;

std::string in_quotes(std::string_view text) { return "“" + std::string(base::clip(base::trim(text), 80)) + "”"; }

std::string number_as(std::string_view example, NumberForm form) {
    Dialect dialect;
    dialect.number = form;
    dialect.large_m = LargeM::million;
    if (const auto number = read_number(example, dialect)) return base::to_text(*number);
    const auto money = read_money(example, dialect);
    return money ? base::to_text(*money) : std::string(example);
}

std::string date_as(std::string_view example, DateForm form) {
    Dialect dialect;
    dialect.date = form;
    const auto date = read_date(example, dialect);
    return date ? base::to_iso(date->day) : std::string(example);
}

Question number_question(const ColumnPlan& column) {
    Question question;
    question.kind = QuestionKind::number_form;
    question.example = column.open_number;
    question.answers = {{"dot_decimal", number_as(question.example, NumberForm::dot_decimal)},
                        {"comma_decimal", number_as(question.example, NumberForm::comma_decimal)}};
    return question;
}

Question date_question(const ColumnPlan& column) {
    Question question;
    question.kind = QuestionKind::date_form;
    question.example = column.open_date;
    question.answers = {{"dmy", date_as(question.example, DateForm::dmy)},
                        {"mdy", date_as(question.example, DateForm::mdy)}};
    return question;
}

Question million_question(const ColumnPlan& column) {
    Question question;
    question.kind = QuestionKind::large_m;
    question.example = column.open_million;
    question.answers = {{"million", "1000000"}, {"miliar", "1000000000"}};
    return question;
}

std::string_view error_code(QuestionKind kind) {
    switch (kind) {
        case QuestionKind::number_form: return "import.ambiguous_number";
        case QuestionKind::date_form: return "import.ambiguous_date";
        case QuestionKind::large_m: return "import.ambiguous_million";
    }
    CHECK(false);
}

Error unanswered(const ColumnPlan& column, const Question& question) {
    std::string words;
    for (const auto& [word, meaning] : question.answers) words += (words.empty() ? "“" : " or “") + word + "”";
    return {std::string(error_code(question.kind)),
            "Column " + in_quotes(column.header) + " can be read in two ways (" + question.example + "): say " + words +
                " for it.",
            column.header};
}

}  // namespace

std::string Target::field_key() const {
    switch (kind) {
        case TargetKind::leave_out: return {};
        case TargetKind::built_in: return key;
        case TargetKind::custom: return domain::custom_key(label, field_kind);
    }
    CHECK(false);
}

Target leave_out() { return {}; }

Target built_in(std::string_view key) {
    const domain::Field* field = domain::built_in_field(domain::TableKind::leads, key);
    CHECK(field);
    Target target;
    target.kind = TargetKind::built_in;
    target.key = key;
    target.field_kind = field->kind;
    return target;
}

Target custom(std::string_view label, FieldKind kind) {
    Target target;
    target.kind = TargetKind::custom;
    target.label = label;
    target.field_kind = kind;
    return target;
}

std::string_view how_word(How how) {
    switch (how) {
        case How::known_header: return "known_header";
        case How::guessed: return "guessed";
        case How::asked: return "asked";
        case How::new_field: return "new_field";
        case How::not_imported: return "not_imported";
    }
    CHECK(false);
}

std::string_view outcome_word(Outcome outcome) {
    switch (outcome) {
        case Outcome::open: return domain::kOpen;
        case Outcome::won: return domain::kWon;
        case Outcome::lost: return domain::kLost;
    }
    CHECK(false);
}

std::optional<Outcome> outcome_from_word(std::string_view word) {
    for (Outcome outcome : {Outcome::open, Outcome::won, Outcome::lost})
        if (outcome_word(outcome) == word) return outcome;
    return std::nullopt;
}

std::optional<Question> ColumnPlan::question() const {
    if (target.kind == TargetKind::leave_out) return std::nullopt;
    switch (target.field_kind) {
        case FieldKind::number:
        case FieldKind::money:
            if (dialect.number == NumberForm::open) return number_question(*this);
            if (dialect.large_m == LargeM::open) return million_question(*this);
            return std::nullopt;
        case FieldKind::date:
        case FieldKind::instant:
            if (dialect.date == DateForm::open) return date_question(*this);
            return std::nullopt;
        case FieldKind::text:
        case FieldKind::link:
        case FieldKind::choice:
        case FieldKind::multi_choice:
        case FieldKind::yes_no:
        case FieldKind::reference: return std::nullopt;
    }
    CHECK(false);
}

std::optional<size_t> ImportPlan::column_of(std::string_view header) const {
    for (size_t i = 0; i < columns.size(); ++i)
        if (columns[i].header == header) return i;
    const std::string wanted = base::slug(header);
    for (size_t i = 0; i < columns.size() && !wanted.empty(); ++i)
        if (base::slug(columns[i].header) == wanted) return i;
    for (size_t i = 0; i < columns.size(); ++i)
        if (columns[i].unnamed && base::slug(NumberedWords().column(i + 1)) == wanted) return i;
    return std::nullopt;
}

std::optional<size_t> ImportPlan::column_with(std::string_view key) const {
    for (size_t i = 0; i < columns.size(); ++i)
        if (columns[i].target.kind == TargetKind::built_in && columns[i].target.key == key) return i;
    return std::nullopt;
}

base::Status ready(const ImportPlan& plan) {
    if (plan.mode != Mode::create)
        return Error{"import.mode_unsupported", "This version only adds new leads: import with the mode “create”.",
                     "mode"};
    std::map<std::string, const ColumnPlan*> by_key;
    bool mapped = false;
    for (const ColumnPlan& column : plan.columns) {
        if (const auto question = column.question()) return unanswered(column, *question);
        const std::string key = column.target.field_key();
        if (key.empty()) continue;
        mapped = true;
        if (key == "name") continue;  // several columns may make one name
        const auto [other, first] = by_key.emplace(key, &column);
        if (!first)
            return Error{"import.two_columns_one_field",
                         "Columns " + in_quotes(other->second->header) + " and " + in_quotes(column.header) +
                             " go to the same field: leave one of them out or give it a field of its own.",
                         column.header};
    }
    if (!mapped)
        return Error{"import.nothing_mapped", "No column is imported: choose a field for at least one.",
                     plan.file_name};
    return base::success();
}

}  // namespace exchange
