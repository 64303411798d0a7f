// A file that waits for the user's word: an import, as the face shows it. Merges: view_merge.cpp.
#include "app/messages.h"
#include "app/view_fields.h"
#include "app/view_parts.h"

#include <array>

namespace app {

using namespace domain;

namespace {

using exchange::ColumnPlan;
using exchange::ImportPlan;

// Kinds a new field can have.
constexpr std::array<FieldKind, 8> kNewKinds = {FieldKind::text,         FieldKind::number, FieldKind::money,  FieldKind::date,
                                                FieldKind::choice,       FieldKind::multi_choice, FieldKind::yes_no, FieldKind::link};

std::string new_field_value(FieldKind kind) { return "new:" + std::string(kind_name(kind)); }
std::string new_field_label(FieldKind kind) {
    return tr("import.new_field", {{"kind", tr("import.kind." + std::string(kind_name(kind)))}});
}

bool is_offered(const Field& field) { return field.key != "deleted" && field.key != "source_file" && field.key != "source_row"; }

std::string delimiter_word(char delimiter) {
    switch (delimiter) {
        case ';': return tr("import.delimiter.semicolon");
        case '\t': return tr("import.delimiter.tab");
        case '|': return tr("import.delimiter.bar");
        default: return tr("import.delimiter.comma");
    }
}

// --- columns -------------------------------------------------------------------------------------------

ImportColumnView::How how_of(const ColumnPlan& column) {
    using How = ImportColumnView::How;
    if (column.question()) return How::answer;
    switch (column.how) {
        case exchange::How::known_header: return How::known_header;
        case exchange::How::guessed: return How::guessed;
        case exchange::How::asked: return How::answer;
        case exchange::How::new_field: return How::new_field;
        case exchange::How::not_imported: return How::left_out;
    }
    return How::guessed;
}

ImportColumnView column_view(const Book& book, const ColumnPlan& column, size_t index) {
    ImportColumnView view;
    view.index = static_cast<int>(index);
    view.header = column.header;
    view.samples = column.samples;
    view.how = how_of(column);
    switch (column.target.kind) {
        case exchange::TargetKind::leave_out: view.target_label = tr("import.leave_out"); break;
        case exchange::TargetKind::built_in:
            view.target = column.target.key;
            view.target_label = tr("field." + column.target.key);
            break;
        case exchange::TargetKind::custom: {
            const std::string key = column.target.field_key();
            const bool known = book.field(TableKind::leads, key).has_value();
            view.target = known ? key : new_field_value(column.target.field_kind);
            view.target_label = known ? column.target.label : new_field_label(column.target.field_kind);
            break;
        }
    }
    return view;
}

void add_targets(const Book& book, ImportView& view) {
    view.targets.emplace_back("", tr("import.leave_out"));
    for (const Field& field : book.fields(TableKind::leads))
        if (is_offered(field)) view.targets.emplace_back(field.key, field_label(field));
    for (const FieldKind kind : kNewKinds) view.targets.emplace_back(new_field_value(kind), new_field_label(kind));
}

// --- questions -----------------------------------------------------------------------------------------

std::string question_id(exchange::QuestionKind kind) {
    switch (kind) {
        case exchange::QuestionKind::number_form: return "number";
        case exchange::QuestionKind::date_form: return "date";
        case exchange::QuestionKind::large_m: return "million";
    }
    return {};
}

// What the example would be: a day in words, since the day of a date written in figures is the question.
std::string answer_label(exchange::QuestionKind kind, const std::string& answer, const std::string& meaning) {
    switch (kind) {
        case exchange::QuestionKind::number_form: return meaning;
        case exchange::QuestionKind::date_form:
            if (const auto day = base::day_from_iso(meaning)) return locale().date(base::instant_of(*day, locale().offset_minutes), base::DateStyle::day);
            return meaning;
        case exchange::QuestionKind::large_m: return tr("import.answer." + answer);
    }
    return meaning;
}

ImportQuestionView question_view(const ColumnPlan& column, const exchange::Question& question, size_t index) {
    ImportQuestionView view;
    view.id = question_id(question.kind) + ":" + std::to_string(index);
    view.question = tr("import.question." + question_id(question.kind), {{"value", question.example}});
    view.detail = column.unnamed ? column.header : tr("import.question_in", {{"column", column.header}});
    for (const auto& [answer, meaning] : question.answers) view.answers.emplace_back(answer, answer_label(question.kind, answer, meaning));
    view.column = static_cast<int>(index);
    return view;
}

// A question that was answered stays, so that the answer can be changed: it is asked again of a copy
// of the column that has forgotten it.
void add_answered(const ColumnPlan& column, size_t index, ImportView& view) {
    ColumnPlan open = column;
    const auto add = [&](std::string_view chosen) {
        const std::optional<exchange::Question> question = open.question();
        if (!question) return;
        view.questions.push_back(question_view(column, *question, index));
        view.questions.back().chosen = chosen;
    };
    if (column.target.field_kind == FieldKind::date || column.target.field_kind == FieldKind::instant) {
        open.dialect.date = exchange::DateForm::open;
        return add(exchange::dialect_word(column.dialect.date));
    }
    if (column.dialect.large_m != exchange::LargeM::plain) {
        open.dialect.large_m = exchange::LargeM::open;
        return add(column.dialect.large_m == exchange::LargeM::miliar ? "miliar" : "million");
    }
    open.dialect.number = exchange::NumberForm::open;
    add(exchange::dialect_word(column.dialect.number));
}

void add_questions(const ImportPlan& plan, ImportView& view) {
    for (size_t i = 0; i < plan.columns.size(); ++i) {
        const ColumnPlan& column = plan.columns[i];
        if (const auto question = column.question()) view.questions.push_back(question_view(column, *question, i));
        else if (column.how == exchange::How::asked) add_answered(column, i, view);
    }
}

// --- the whole -------------------------------------------------------------------------------------------

void add_outcomes(const ImportPlan& plan, ImportView& view) {
    for (const exchange::OutcomeColumn& column : plan.outcome.columns) {
        if (!column.use || column.column >= plan.columns.size()) continue;
        view.outcome_column += (view.outcome_column.empty() ? "" : ", ") + plan.columns[column.column].header;
        for (const exchange::OutcomeWord& word : column.words)
            view.outcomes.push_back({static_cast<int>(column.column), plan.columns[column.column].header, word.value, std::string(exchange::outcome_word(word.outcome)), static_cast<int64_t>(word.rows)});
    }
}

// Cells that will be kept as they are, because they do not read as their field's kind.
int64_t as_typed(const ImportPlan& plan) {
    uint64_t cells = 0;
    for (const ColumnPlan& column : plan.columns)
        if (column.target.kind != exchange::TargetKind::leave_out && column.target.field_kind == column.guessed_kind) cells += column.misfits;
    return static_cast<int64_t>(cells);
}

void add_rejected(const ImportSession& import, ImportView& view) {
    if (!import.rejections) {
        view.rejected_total = static_cast<int64_t>(import.plan->rejected_rows());
        return;
    }
    view.rejected_total = static_cast<int64_t>(import.rejections->total);
    const exchange::RejectedWords words = rejected_words();
    for (const exchange::Rejected& row : import.rejections->first)
        view.rejected.push_back({static_cast<int64_t>(row.line), row.column, row.value, words.of(row)});
}

// What was taken for granted, and the user may know better.
void add_remarks(const ImportPlan& plan, ImportView& view) {
    const exchange::NumberedWords numbered = numbered_words();
    if (!plan.has_header) view.remarks.push_back(tr("import.remark.no_header", {{"first", numbered.column(1)}, {"second", numbered.column(2)}}));
    if (plan.preamble_rows > 0) view.remarks.push_back(tr_count("import.remark.preamble", static_cast<int64_t>(plan.preamble_rows)));
    if (plan.encoding == exchange::Encoding::windows_1252) view.remarks.push_back(tr("import.remark.encoding"));
    const uint64_t first = 1 + (plan.has_header ? plan.header_line : plan.preamble_rows);
    if (plan.name_rows_by_line) view.remarks.push_back(tr("import.remark.nobody", {{"first", numbered.row(first)}, {"second", numbered.row(first + 1)}}));
}

ImportView make_import(const State& state, const ImportPlan& plan) {
    ImportView view;
    view.file = plan.file_name;
    view.dialect = tr("import.dialect", {{"delimiter", delimiter_word(plan.delimiter)}, {"encoding", std::string(exchange::encoding_name(plan.encoding))}});
    view.rows = static_cast<int64_t>(plan.rows);
    for (size_t i = 0; i < plan.columns.size(); ++i) view.columns.push_back(column_view(state.book, plan.columns[i], i));
    add_targets(state.book, view);
    add_questions(plan, view);
    add_outcomes(plan, view);
    add_rejected(state.import, view);
    add_remarks(plan, view);
    view.create = view.rows - view.rejected_total;
    view.as_typed_total = as_typed(plan);
    const base::Status status = exchange::ready(plan);
    view.ready = bool(status);
    if (!status) view.why_not = words_of(status.error());
    return view;
}

}  // namespace

exchange::RejectedWords rejected_words() {
    const auto reason = [](const exchange::Rejected& row) {
        const auto count = [](uint64_t number) { return tr_count("count", static_cast<int64_t>(number)); };
        return tr("import.fault." + std::string(fault_word(row.fault)), {{"is", count(row.is)}, {"should_be", count(row.should_be)}});
    };
    return {tr("import.rejected_line"), tr("import.rejected_reason"), reason};
}

exchange::NumberedWords numbered_words() {
    const auto named = [](const char* key) { return [key](uint64_t number) { return tr(key, {{"number", std::to_string(number)}}); }; };
    return {named("import.column_numbered"), named("import.row_numbered")};
}

const ImportView* Session::import_view() {
    State& s = *state_;
    if (!s.import.plan) return nullptr;
    const ViewInputs inputs = inputs_of(s, Depends::on_the_session);
    if (s.views.import_inputs != inputs) s.views.import = make_import(s, *s.import.plan);
    s.views.import_inputs = inputs;
    return &s.views.import;
}

const FileErrorView* Session::file_error() const { return state_->import.error ? &*state_->import.error : nullptr; }

}  // namespace app
