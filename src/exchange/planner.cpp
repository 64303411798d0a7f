#include "exchange/planner.h"

#include "base/text.h"
#include "exchange/conclude.h"
#include "exchange/encoding.h"
#include "exchange/recognise.h"

#include <algorithm>
#include <map>
#include <optional>

namespace exchange {
namespace {

using base::Error;

constexpr size_t kHeadBytes = 64u << 10;
constexpr size_t kSliceBytes = 64u << 10;
constexpr size_t kBytesPerRow = 160;  // of an ordinary file, to turn a budget of rows into one of bytes
constexpr size_t kFirstRows = 50;     // looked at before the header is chosen

struct FirstRow {
    std::vector<std::string> cells;
    uint64_t line = 0;
    size_t stray_quote_cell = 0;
};

// The commonest number of cells; of two equally common the first row's.
size_t usual_width(const std::vector<FirstRow>& rows) {
    std::map<size_t, size_t> counts;
    for (const FirstRow& row : rows) ++counts[row.cells.size()];
    size_t width = rows.front().cells.size();
    for (const auto& [cells, count] : counts)
        if (count > counts[width]) width = cells;
    return width;
}

}  // namespace

struct Planner::State {
    SharedFile file;
    NumberedWords words;
    ImportPlan plan;
    std::optional<Error> error;
    bool done = false;

    DetectedEncoding encoding;
    CsvDialect dialect;
    std::optional<TextSource> source;
    std::optional<CsvReader> reader;
    base::Hasher hasher;
    size_t hashed = 0;
    std::vector<FirstRow> first_rows;
    bool has_table = false;  // the header is chosen
    TableLook look;

    State(SharedFile shared, NumberedWords of_reader) : file(std::move(shared)), words(std::move(of_reader)) {}
    void begin(DetectedEncoding detected);
    void read_slice();
    void choose_header();
    void see_row(const std::vector<std::string_view>& cells, size_t stray);
    void see_rest_of_reader();
    void finish();
    void fail(Error reason) {
        error = std::move(reason);
        done = true;
    }
};

void Planner::State::begin(DetectedEncoding detected) {
    encoding = detected;
    TextSource head(std::string_view(file->bytes).substr(0, kHeadBytes), detected);
    std::string text(head.next(kHeadBytes));
    dialect = detect_csv_dialect(text, file->bytes.size() <= kHeadBytes);
    source.emplace(file->bytes, detected);
    reader.emplace(dialect);
    first_rows.clear();
    has_table = false;
    look = {};
    plan = {};
}

void Planner::State::read_slice() {
    if (hashed < file->bytes.size()) {
        const std::string_view slice = std::string_view(file->bytes).substr(hashed, kSliceBytes);
        hasher.add(slice);
        hashed += slice.size();
    }
    const std::string_view text = source->next(kSliceBytes);
    if (source->broken()) {  // UTF-8 to here, but not for long: begin again
        begin({Encoding::windows_1252, 0});
        return;
    }
    reader->feed(text);
    if (source->at_end()) reader->finish();
    see_rest_of_reader();
}

void Planner::State::see_rest_of_reader() {
    const std::vector<std::string_view>& cells = reader->cells();
    for (;;) {
        const CsvReader::Step step = reader->next();
        if (step == CsvReader::Step::need_more) return;
        if (step == CsvReader::Step::unterminated_quote) {
            return fail({"csv.unterminated_quote",
                         "The quote that begins in line " + std::to_string(reader->quote_line()) + ", column " +
                             std::to_string(reader->quote_cell()) +
                             " is never closed: close it, or export the file again if it was cut off.",
                         "line " + std::to_string(reader->quote_line())});
        }
        if (step == CsvReader::Step::end) return finish();
        if (cells.size() > kMostColumns)
            return fail({"csv.too_many_columns",
                         "Line " + std::to_string(reader->line()) + " has " + std::to_string(cells.size()) +
                             " columns, and the limit is " + std::to_string(kMostColumns) +
                             ": check that the file is a table.",
                         "line " + std::to_string(reader->line())});
        if (!has_table) {
            first_rows.push_back({{cells.begin(), cells.end()}, reader->line(), reader->stray_quote_cell()});
            if (first_rows.size() == kFirstRows) choose_header();
            continue;
        }
        see_row(cells, reader->stray_quote_cell());
    }
}

void Planner::State::choose_header() {
    has_table = true;
    if (first_rows.empty()) return;
    const size_t width = usual_width(first_rows);
    size_t first = 0;
    while (width > 1 && first_rows[first].cells.size() < width && first_rows[first].cells.size() <= 2 &&
           first + 1 < first_rows.size())
        ++first;
    if (first_rows[first].cells.size() != width && first > 0) first = 0;
    plan.preamble_rows = first;
    const FirstRow& top = first_rows[first];
    const std::vector<std::string> below =
        first + 1 < first_rows.size() ? first_rows[first + 1].cells : std::vector<std::string>();
    plan.has_header = looks_like_header(top.cells, below);
    plan.header_line = plan.has_header ? top.line : 0;
    look.begin(plan.has_header ? top.cells : std::vector<std::string>(width), plan.has_header, words);
    for (size_t i = first + (plan.has_header ? 1 : 0); i < first_rows.size(); ++i)
        see_row({first_rows[i].cells.begin(), first_rows[i].cells.end()}, first_rows[i].stray_quote_cell);
    first_rows.clear();
}

void Planner::State::see_row(const std::vector<std::string_view>& cells, size_t stray) {
    if (is_blank(cells)) {
        ++plan.empty_lines;
        return;
    }
    ++plan.rows;
    const auto is_too_long = [](std::string_view cell) { return cell.size() > kMostCellBytes; };
    if (stray || !fits_width(cells, look.width()) || std::any_of(cells.begin(), cells.end(), is_too_long)) {
        ++plan.ragged_rows;
        return;
    }
    look.see_row(cells);
}

void Planner::State::finish() {
    if (!has_table) choose_header();
    plan.empty_lines += reader->empty_lines();
    if (plan.rows == 0) {
        const std::string what = reader->rows() == 0 ? "has no rows" : "has a header line but no rows below it";
        return fail(
            {"csv.no_rows",
             "“" + std::string(base::clip(file->name, 120)) + "” " + what + ": choose a file with at least one lead.",
             file->name});
    }
    const bool nothing_known =
        std::none_of(look.known().begin(), look.known().end(), [](const auto& known) { return known.has_value(); });
    const bool one_column = look.width() == 1 && !look.guesses()[0].mostly_email();
    const bool no_table = nothing_known && (one_column || plan.rows == plan.ragged_rows);
    if (no_table)
        return fail({"csv.no_table",
                     "“" + std::string(base::clip(file->name, 120)) +
                         "” does not look like a table whose rows are separated by commas, semicolons, tabs or bars: "
                         "choose a CSV file.",
                     file->name});
    plan.file_name = file->name;
    plan.file_bytes = file->bytes.size();
    plan.encoding = encoding.encoding;
    plan.mark_bytes = encoding.mark_bytes;
    plan.delimiter = dialect.delimiter;
    plan.sep_line = dialect.sep_line;
    conclude(plan, look);
    done = true;
}

Planner::Planner(SharedFile file, NumberedWords words) : state_(std::make_unique<State>(std::move(file), std::move(words))) {
    const ImportFile& given = *state_->file;
    const Recognised recognised =
        recognise(given.name, std::string_view(given.bytes).substr(0, 4096), given.bytes.size());
    if (recognised.refusal)
        state_->fail(*recognised.refusal);
    else if (recognised.kind == FileKind::snapshot)
        state_->fail(
            {"file.snapshot",
             "“" + std::string(base::clip(given.name, 120)) + "” is a snapshot, not a table: open it as a snapshot.",
             given.name});
    else
        state_->begin(detect_encoding(std::string_view(given.bytes).substr(0, kHeadBytes)));
}

Planner::~Planner() = default;

bool Planner::step(uint64_t rows) {
    State& state = *state_;
    const size_t until = std::max<size_t>(static_cast<size_t>(rows) * kBytesPerRow, 1);
    for (size_t bytes = 0; !state.done && bytes < until; bytes += kSliceBytes) state.read_slice();
    return state.done;
}

double Planner::progress() const {
    if (state_->done) return 1;
    return static_cast<double>(state_->source->position()) /
           static_cast<double>(std::max<size_t>(state_->file->bytes.size(), 1));
}

base::Result<ImportPlan> Planner::take() {
    CHECK(state_->done);
    if (state_->error) return *state_->error;
    for (; state_->hashed < state_->file->bytes.size(); state_->hashed = state_->file->bytes.size())
        state_->hasher.add(std::string_view(state_->file->bytes).substr(state_->hashed));
    state_->plan.file_hash = state_->hasher.finish();
    return std::move(state_->plan);
}

}  // namespace exchange
