#include "exchange/rejection.h"

#include "base/text.h"
#include "exchange/conclude.h"
#include "exchange/csv_out.h"
#include "exchange/encoding.h"
#include "exchange/trimmed.h"

#include <algorithm>

namespace exchange {
namespace {

constexpr size_t kSliceBytes = 64u << 10;
constexpr size_t kShownBytes = 120;

std::string beginning_of(const std::vector<std::string_view>& cells) {
    std::string text;
    for (std::string_view cell : cells) {
        if (trimmed(cell).empty()) continue;
        text += (text.empty() ? "" : ", ") + std::string(base::clip(trimmed(cell), kShownBytes));
        if (text.size() > kShownBytes) break;
    }
    return std::string(base::clip(text, kShownBytes));
}

}  // namespace

std::string_view fault_word(Fault fault) {
    switch (fault) {
        case Fault::text_after_quote: return "text_after_quote";
        case Fault::wrong_width: return "wrong_width";
        case Fault::cell_too_large: return "cell_too_large";
        case Fault::nobody: return "nobody";
    }
    return {};
}

std::vector<size_t> who_columns(const ImportPlan& plan) {
    std::vector<size_t> who;
    for (size_t i = 0; i < plan.columns.size(); ++i) {
        const Target& target = plan.columns[i].target;
        if (target.kind == TargetKind::built_in && tells_who(target.key)) who.push_back(i);
    }
    return who;
}

RowCheck::RowCheck(const ImportPlan& plan) : plan_(plan), who_(who_columns(plan)) {}

std::optional<Rejected> RowCheck::fault(const CsvReader& reader) const {
    const std::vector<std::string_view>& cells = reader.cells();
    const size_t width = plan_.columns.size();
    const auto in_cell = [&](size_t cell, Fault fault) {
        return Rejected{reader.line(), cell < width ? plan_.columns[cell].header : "",
                        cell < cells.size() ? std::string(base::clip(cells[cell], kShownBytes)) : "", fault};
    };
    if (const size_t stray = reader.stray_quote_cell()) return in_cell(stray - 1, Fault::text_after_quote);
    if (!fits_width(cells, width)) {
        const bool fewer = cells.size() < width;
        return Rejected{reader.line(), fewer ? plan_.columns[cells.size()].header : "", beginning_of(cells),
                        Fault::wrong_width, cells.size(), width};
    }
    for (size_t i = 0; i < width; ++i)
        if (cells[i].size() > kMostCellBytes) {
            Rejected large = in_cell(i, Fault::cell_too_large);
            large.is = cells[i].size();
            large.should_be = kMostCellBytes;
            return large;
        }
    const auto is_filled = [&](size_t column) { return !trimmed(cells[column]).empty(); };
    if (plan_.name_rows_by_line || std::any_of(who_.begin(), who_.end(), is_filled)) return std::nullopt;
    return Rejected{reader.line(), "", beginning_of(cells), Fault::nobody};
}

RejectedCsv::RejectedCsv(const ImportPlan& plan, RejectedWords words) : words_(std::move(words)) {
    CsvWriter out(text_);
    out.cell(words_.line);
    out.cell(words_.reason);
    for (const ColumnPlan& column : plan.columns) out.cell(column.header);
    out.end_row();
}

void RejectedCsv::add(const Rejected& row, const std::vector<std::string_view>& cells) {
    CsvWriter out(text_);
    out.cell(std::to_string(row.line));
    out.cell(words_.of(row));
    for (std::string_view cell : cells) out.cell(cell);
    out.end_row();
}

struct RejectionFinder::State {
    SharedFile file;
    ImportPlan plan;
    TextSource source;
    CsvReader reader;
    RowCheck check;
    RejectedCsv csv;
    Rejections found;
    uint64_t rows_to_skip;
    bool done = false;

    State(SharedFile given, ImportPlan agreed, RejectedWords words)
        : file(std::move(given)),
          plan(std::move(agreed)),
          source(file->bytes, {plan.encoding, plan.mark_bytes}),
          reader(CsvDialect{plan.delimiter, plan.sep_line}),
          check(plan),
          csv(plan, std::move(words)),
          rows_to_skip(plan.preamble_rows + (plan.has_header ? 1 : 0)) {}

    void see_row() {
        if (rows_to_skip > 0) {
            --rows_to_skip;
            return;
        }
        if (is_blank(reader.cells())) return;
        std::optional<Rejected> fault = check.fault(reader);
        if (!fault) return;
        ++found.total;
        csv.add(*fault, reader.cells());
        if (found.first.size() < kShownRejections) found.first.push_back(std::move(*fault));
    }
};

RejectionFinder::RejectionFinder(SharedFile file, ImportPlan plan, RejectedWords words)
    : state_(std::make_unique<State>(std::move(file), std::move(plan), std::move(words))) {}
RejectionFinder::~RejectionFinder() = default;

bool RejectionFinder::step(uint64_t rows) {
    State& state = *state_;
    for (uint64_t budget = std::max<uint64_t>(rows, 1); budget > 0 && !state.done; --budget) {
        switch (state.reader.next()) {
            case CsvReader::Step::row: state.see_row(); break;
            case CsvReader::Step::need_more:
                state.reader.feed(state.source.next(kSliceBytes));
                if (state.source.at_end()) state.reader.finish();
                break;
            case CsvReader::Step::end:
            case CsvReader::Step::unterminated_quote: state.done = true; break;
        }
    }
    return state.done;
}

double RejectionFinder::progress() const {
    if (state_->done) return 1;
    return static_cast<double>(state_->source.position()) /
           static_cast<double>(std::max<size_t>(state_->file->bytes.size(), 1));
}

Rejections RejectionFinder::take() {
    if (state_->found.total > 0) state_->found.csv = state_->csv.text();
    return std::move(state_->found);
}

}  // namespace exchange
