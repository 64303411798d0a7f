#include "exchange/importer.h"

#include "base/json.h"
#include "base/text.h"
#include "exchange/cell_writer.h"
#include "exchange/conclude.h"
#include "exchange/csv.h"
#include "exchange/csv_out.h"
#include "exchange/encoding.h"
#include "exchange/import_facts.h"
#include "exchange/trimmed.h"

#include <algorithm>
#include <array>
#include <deque>
#include <unordered_map>

namespace exchange {
namespace {

using base::Error;
using domain::FieldKind;

constexpr size_t kSliceBytes = 64u << 10;

struct TextHash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using OutcomeTable = std::unordered_map<std::string, Outcome, TextHash, std::equal_to<>>;

// What happens to the cells of one file column.
struct Route {
    size_t column = 0;  // of the file
    CellWriter* writer = nullptr;
    bool trim = false;  // of built-in fields; what a new text field holds stays to the byte
};

struct NameRoutes {
    std::vector<size_t> whole, given, middle, family, display;
};

std::string json_text(std::string_view text) {
    std::string json;
    base::append_json_string(json, text);
    return json;
}

}  // namespace

struct Importer::State {
    SharedFile file;
    ImportPlan plan;
    Zone zone;
    ImportReport report;
    std::optional<Error> error;
    bool done = false;

    TextSource source;
    CsvReader reader;
    uint64_t rows_to_skip = 0;  // preamble and header

    std::deque<CellWriter> writers;
    std::vector<Route> routes;
    NameRoutes names;
    CellWriter *name = nullptr, *created = nullptr, *closed = nullptr, *value = nullptr, *outcome = nullptr,
               *source_file = nullptr, *source_row = nullptr;
    std::vector<std::pair<size_t, OutcomeTable>> outcomes;
    FactWriter facts;
    std::string source_name;
    NumberedWords numbered;

    const std::vector<std::string_view>& cells = reader.cells();
    std::string joined_name;
    domain::Row rows_in_batch = 0;
    std::deque<ImportBatch> batches;
    std::vector<domain::SetEntry> entries;
    RowCheck check;
    RejectedCsv rejected;

    State(SharedFile given, ImportPlan agreed, base::Now present, std::function<int(base::Millis)> offset_at, RejectedWords words,
          NumberedWords numbers)
        : file(std::move(given)),
          plan(std::move(agreed)),
          zone(present, std::move(offset_at)),
          source(file->bytes, {plan.encoding, plan.mark_bytes}),
          reader(CsvDialect{plan.delimiter, plan.sep_line}),
          rows_to_skip(plan.preamble_rows + (plan.has_header ? 1 : 0)),
          facts(plan.file_name, present.millis, zone),
          numbered(std::move(numbers)),
          check(plan),
          rejected(plan, std::move(words)) {
        source_name = plan.file_name + " (" + base::fingerprint_text(plan.file_hash) + ")";
        prepare();
    }

    CellWriter* add_writer(std::string_view key, FieldKind kind, const Dialect& dialect);
    CellWriter* built_in_writer(std::string_view key);
    void prepare();
    void prepare_column(size_t index);
    void prepare_outcomes();
    void add_entries(const ColumnPlan& column);
    void read_slice(uint64_t& budget);
    void take_row();
    bool write_name();
    void write_row();
    Outcome outcome_of_row() const;
    void flush();
    void finish();
};

CellWriter* Importer::State::add_writer(std::string_view key, FieldKind kind, const Dialect& dialect) {
    return &writers.emplace_back(key, kind, dialect, zone);
}

CellWriter* Importer::State::built_in_writer(std::string_view key) {
    return add_writer(key, domain::built_in_field(domain::TableKind::leads, key)->kind, {});
}

void Importer::State::prepare() {
    name = built_in_writer("name");
    for (size_t i = 0; i < plan.columns.size(); ++i) prepare_column(i);
    prepare_outcomes();
    source_file = built_in_writer("source_file");
    source_row = built_in_writer("source_row");
    report.preamble_rows = plan.preamble_rows;
}

void Importer::State::prepare_column(size_t index) {
    const ColumnPlan& column = plan.columns[index];
    const Target& target = column.target;
    const std::string key = target.field_key();
    if (key.empty()) {
        report.left_out_columns.push_back(column.header);
        return;
    }
    add_entries(column);
    const bool is_built_in = target.kind == TargetKind::built_in;
    if (is_built_in && key == "outcome") return;  // written from the outcome's words
    if (is_built_in && key == "name") {
        switch (target.part) {
            case NamePart::whole: return names.whole.push_back(index);
            case NamePart::given: return names.given.push_back(index);
            case NamePart::middle: return names.middle.push_back(index);
            case NamePart::family: return names.family.push_back(index);
            case NamePart::display: return names.display.push_back(index);
        }
    }
    CellWriter* const writer = add_writer(key, target.field_kind, column.dialect);
    const bool verbatim = !is_built_in && target.field_kind == FieldKind::text;
    routes.push_back({index, writer, !verbatim});
    if (is_built_in && key == "created") created = writer;
    if (is_built_in && key == "closed") closed = writer;
    if (is_built_in && key == "value") value = writer;
}

void Importer::State::prepare_outcomes() {
    for (const OutcomeColumn& column : plan.outcome.columns) {
        if (!column.use || column.column >= plan.columns.size()) continue;
        OutcomeTable table;
        for (const OutcomeWord& word : column.words) table.emplace(word.value, word.outcome);
        outcomes.emplace_back(column.column, std::move(table));
    }
    if (!outcomes.empty()) outcome = built_in_writer("outcome");
}

// The label of a new field, and for every field the header it came from.
void Importer::State::add_entries(const ColumnPlan& column) {
    const std::string path = "fields/leads/" + column.target.field_key();
    if (column.target.kind == TargetKind::custom) entries.push_back({path + "/label", json_text(column.target.label)});
    const std::string slug = base::slug(column.header);
    const bool part_of_name = column.target.kind == TargetKind::built_in && column.target.part != NamePart::whole;
    if (plan.has_header && !slug.empty() && !part_of_name)
        entries.push_back({path + "/header/" + slug, json_text(column.header)});
}

void Importer::State::read_slice(uint64_t& budget) {
    for (; budget > 0; --budget) {
        const CsvReader::Step step = reader.next();
        if (step == CsvReader::Step::row) {
            take_row();
            continue;
        }
        if (step == CsvReader::Step::need_more) {
            reader.feed(source.next(kSliceBytes));
            if (source.at_end()) reader.finish();
            continue;
        }
        if (step == CsvReader::Step::unterminated_quote || source.broken())
            error = Error{"import.file_changed",
                          "“" + plan.file_name + "” is not the file the plan was made from: choose it again.",
                          plan.file_name};
        return finish();
    }
}

void Importer::State::take_row() {
    if (rows_to_skip > 0) {
        --rows_to_skip;
        return;
    }
    if (is_blank(cells)) {
        ++report.empty_lines;
        return;
    }
    ++report.read;
    if (std::optional<Rejected> fault = check.fault(reader)) {
        rejected.add(*fault, cells);
        report.rejected.push_back(std::move(*fault));
        return;
    }
    write_row();
    if (rows_in_batch == domain::kBatchRows) flush();
}

bool Importer::State::write_name() {
    const auto first_of = [&](const std::vector<size_t>& columns) -> std::string_view {
        for (size_t column : columns)
            if (const std::string_view text = trimmed(undo_defuse(cells[column])); !text.empty()) return text;
        return {};
    };
    if (const std::string_view whole = first_of(names.whole); !whole.empty()) return name->push(whole);
    joined_name.clear();
    for (const std::vector<size_t>* part : {&names.given, &names.middle, &names.family})
        if (const std::string_view text = first_of(*part); !text.empty()) {
            if (!joined_name.empty()) joined_name += ' ';
            joined_name += text;
        }
    if (joined_name.empty()) joined_name = first_of(names.display);
    if (joined_name.empty() && plan.name_rows_by_line) joined_name = numbered.row(reader.line());
    if (!joined_name.empty()) return name->push(joined_name);
    name->push_empty();
    return true;
}

void Importer::State::write_row() {
    write_name();
    for (const Route& route : routes) {
        std::string_view text = cells[route.column];
        if (!text.empty() && text[0] == '\'') text = undo_defuse(text);
        const std::string_view inner = trimmed(text);
        if (inner.empty()) {
            route.writer->push_empty();
            continue;
        }
        if (!route.writer->push(route.trim ? inner : text))
            report.as_typed.push_back({reader.line(), plan.columns[route.column].header, std::string(inner)});
    }
    source_file->push(source_name);
    source_row->push_number(reader.line());
    const domain::Row lead = rows_in_batch++;
    facts.captured(lead, created ? created->last_date() : std::nullopt);
    ++report.created;
    if (!outcome) return;
    const Outcome became = outcome_of_row();
    outcome->push(outcome_word(became));
    report.won += became == Outcome::won;
    report.lost += became == Outcome::lost;
    facts.closed(lead, became, closed ? closed->last_date() : std::nullopt, value ? value->last_money() : base::Money{},
                 value && value->last_money_read());
}

Outcome Importer::State::outcome_of_row() const {
    for (const auto& [column, table] : outcomes) {
        const auto found = table.find(trimmed(cells[column]));
        if (found != table.end() && found->second != Outcome::open) return found->second;
    }
    return Outcome::open;
}

void Importer::State::flush() {
    if (rows_in_batch == 0) return;
    ImportBatch batch;
    batch.leads.table = domain::TableKind::leads;
    batch.leads.count = rows_in_batch;
    for (CellWriter& writer : writers)
        if (domain::Column column = writer.take(); !writer.took_nothing())
            batch.leads.columns.push_back(std::move(column));
    batch.activities = facts.take();
    rows_in_batch = 0;
    batches.push_back(std::move(batch));
}

void Importer::State::finish() {
    report.empty_lines += reader.empty_lines();
    flush();
    if (error) batches.clear();
    done = true;
}

Importer::Importer(SharedFile file, ImportPlan plan, base::Now now, std::function<int(base::Millis)> offset_at, RejectedWords rejected,
                   NumberedWords numbered) {
    CHECK(ready(plan).ok());
    state_ = std::make_unique<State>(std::move(file), std::move(plan), now, std::move(offset_at), std::move(rejected), std::move(numbered));
}

Importer::~Importer() = default;

bool Importer::step(uint64_t rows) {
    uint64_t budget = std::max<uint64_t>(rows, 1);
    if (!state_->done) state_->read_slice(budget);
    return state_->done;
}

double Importer::progress() const {
    if (state_->done) return 1;
    return static_cast<double>(state_->source.position()) /
           static_cast<double>(std::max<size_t>(state_->file->bytes.size(), 1));
}

std::optional<ImportBatch> Importer::take_batch() {
    if (state_->batches.empty()) return std::nullopt;
    ImportBatch batch = std::move(state_->batches.front());
    state_->batches.pop_front();
    return batch;
}

const std::vector<domain::SetEntry>& Importer::field_entries() const { return state_->entries; }

base::Status Importer::status() const {
    if (state_->error) return *state_->error;
    return base::success();
}

const ImportReport& Importer::report() const { return state_->report; }
const std::string& Importer::rejected_csv() const { return state_->rejected.text(); }

void resolve_leads(domain::CreateRows& activities, domain::RowId first_lead) {
    for (domain::Column& column : activities.columns)
        if (auto* leads = std::get_if<domain::ReferenceBatch>(&column.data))
            for (domain::RowId& id : leads->ids) id = first_lead.plus(id.sequence);
}

}  // namespace exchange
