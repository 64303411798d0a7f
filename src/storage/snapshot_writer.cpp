#include "base/check.h"
#include "base/order.h"
#include "storage/op_codec.h"
#include "storage/snapshot_file.h"
#include "storage/snapshot_records.h"
#include "storage/snapshot_stream.h"

#include <algorithm>

namespace storage {
namespace {

using base::ByteWriter;
using domain::Book;
using domain::Column;
using domain::Row;
using domain::Run;
using domain::Table;

constexpr Row kRowsPerRecord = domain::kBatchRows;  // encoded, and applied, in one go

// --- rows -----------------------------------------------------------------------------------------

// Codes of a big dictionary as codes of a small one that holds only the words in use.
class Recoder {
public:
    Recoder(const domain::Dictionary& from, domain::Dictionary& to) : from_(from), to_(to), known_(from.size(), 0) {}
    uint32_t operator()(uint32_t code) {
        if (code != 0 && known_[code] == 0) known_[code] = to_.code(from_.text(code));
        return known_[code];
    }

private:
    const domain::Dictionary& from_;
    domain::Dictionary& to_;
    std::vector<uint32_t> known_;
};

// Copies rows [run.first_row, + run.count) of the book's columns behind what is there.
struct Gather {
    const std::vector<Run>& runs;
    const Book& book;
    domain::TableKind table;
    Column& to;

    template <class F>
    void each_row(F&& visit) const {
        for (const Run& run : runs)
            for (Row row = run.first_row; row < run.first_row + run.count; ++row) visit(row);
    }
    template <class T, class F>
    void copy(const domain::Cells<T>& from, domain::Cells<T>& into, F&& make) const {
        for (const Run& run : runs) into.append(from, run.first_row, run.first_row + run.count, make);
    }
    template <class T>
    void copy(const domain::Cells<T>& from, domain::Cells<T>& into) const {
        copy(from, into, [](T value) { return value; });
    }

    void operator()(const domain::TextColumn&) const { CHECK(!"see write_texts"); }
    void operator()(const domain::ChoiceColumn& from) const {
        auto& choice = std::get<domain::ChoiceColumn>(to.data);
        Recoder recode(from.dictionary, choice.dictionary);
        copy(from.codes, choice.codes, recode);
    }
    void operator()(const domain::MultiChoiceColumn& from) const {
        auto& multi = std::get<domain::MultiChoiceColumn>(to.data);
        Recoder recode(from.members, multi.members);
        copy(from.codes, multi.codes, [&](uint32_t code) {
            std::vector<uint32_t> members;
            for (uint32_t member : from.sets[code]) members.push_back(recode(member));
            base::sort(members);
            return multi.set_code(std::move(members));
        });
    }
    void operator()(const domain::NumberColumn& from) const { copy(from.values, std::get<domain::NumberColumn>(to.data).values); }
    void operator()(const domain::MoneyColumn& from) const {
        copy(from.minor, std::get<domain::MoneyColumn>(to.data).minor);
        copy(from.currency, std::get<domain::MoneyColumn>(to.data).currency);
    }
    void operator()(const domain::DateColumn& from) const { copy(from.days, std::get<domain::DateColumn>(to.data).days); }
    void operator()(const domain::InstantColumn& from) const { copy(from.millis, std::get<domain::InstantColumn>(to.data).millis); }
    void operator()(const domain::FlagColumn& from) const { copy(from.values, std::get<domain::FlagColumn>(to.data).values); }
    void operator()(const domain::ReferenceColumn& from) const {
        const domain::Field* field = domain::built_in_field(table, to.key);
        const Table& target = book.table(field ? field->target : domain::TableKind::leads);
        auto& references = std::get<domain::ReferenceBatch>(to.data);
        each_row([&](Row row) {
            const Row at = from.rows[row];
            references.ids.push_back(at == domain::kNoRow ? domain::RowId{} : target.id(at));
        });
    }
    void operator()(const domain::ReferenceBatch&) const { CHECK(!"a book knows rows, not ids"); }
};

void gather_as_typed(const Column& from, const std::vector<Run>& runs, AsTypedCells& to) {
    if (from.as_typed.empty()) return;
    Row place = 0;
    for (const Run& run : runs)
        for (Row row = run.first_row; row < run.first_row + run.count; ++row, ++place)
            if (const auto found = from.as_typed.find(row); found != from.as_typed.end()) to[place] = found->second;
}

// Cells of some rows that have a stamp of their own: column << 32 | place among those rows, sorted.
using OwnStamps = std::vector<uint64_t>;

OwnStamps own_stamps(const Table& table, const std::vector<Run>& runs) {
    OwnStamps own;
    if (table.cell_stamps().empty()) return own;
    Row place = 0;
    for (const Run& run : runs)
        for (Row row = run.first_row; row < run.first_row + run.count; ++row, ++place)
            for (const auto& cell : table.cell_stamps().of_row(row)) own.push_back(uint64_t{cell.column} << 32 | place);
    std::sort(own.begin(), own.end());
    return own;
}

template <class F>
void each_own_stamped(const OwnStamps& own, size_t column, F&& visit) {
    const uint64_t first = uint64_t{column} << 32, last = uint64_t{column + 1} << 32;
    for (auto at = std::lower_bound(own.begin(), own.end(), first); at != own.end() && *at < last; ++at)
        visit(static_cast<Row>(*at - first));
}

bool any_full(const Column& column, const std::vector<Run>& runs) {
    return std::any_of(runs.begin(), runs.end(), [&](const Run& run) { return column.any_full(run.first_row, run.first_row + run.count); });
}

// Texts go straight from the book's arena to the file: an operation's column would fold them again.
bool write_texts(ByteWriter& out, const Column& from, size_t index, const std::vector<Run>& runs, const OwnStamps& own) {
    const auto& source = std::get<domain::TextColumn>(from.data);
    std::vector<std::string_view> texts;
    for (const Run& run : runs)
        for (Row row = run.first_row; row < run.first_row + run.count; ++row) texts.push_back(source.at(row));
    AsTypedCells as_typed;
    gather_as_typed(from, runs, as_typed);
    each_own_stamped(own, index, [&](Row place) {
        texts[place] = {};
        as_typed.erase(place);
    });
    const bool empty = as_typed.empty() && std::all_of(texts.begin(), texts.end(), [](std::string_view text) { return text.empty(); });
    if (!empty) write_text_column(out, from, texts, as_typed);
    return !empty;
}

std::string rows_body(const Book& book, domain::TableKind kind, const std::vector<Run>& runs) {
    const Table& table = book.table(kind);
    const OwnStamps own = own_stamps(table, runs);
    ByteWriter out;
    out.u8(static_cast<uint8_t>(kind));
    out.varint(runs.size());
    for (const Run& run : runs) {
        write_row_id(out, run.first_id);
        out.varint(run.count);
        write_stamp(out, run.first_stamp);
    }
    ByteWriter columns;
    uint64_t count = 0;
    for (size_t i = 0; i < table.columns().size(); ++i) {
        const Column& from = table.columns()[i];
        if (!any_full(from, runs)) continue;
        if (std::holds_alternative<domain::TextColumn>(from.data)) {
            if (write_texts(columns, from, i, runs, own)) ++count;
            continue;
        }
        Column to = domain::make_column(from.key, from.kind, true);
        std::visit(Gather{runs, book, kind, to}, from.data);
        gather_as_typed(from, runs, to.as_typed);
        each_own_stamped(own, i, [&](Row place) { to.set(place, domain::Empty{}); });
        if (!to.any_full(0, to.size())) continue;
        write_column(columns, to);
        ++count;
    }
    out.varint(count);
    out.raw(columns.bytes());
    return out.take();
}

}  // namespace

// One table after the other, rows in their order; then what is not in columns. Rows are never moved, and what is not
// written yet is looked at when its turn comes: so the book may grow meanwhile.
struct SnapshotWriter::State {
    Stream stream;
    size_t table = 0;  // std::size(kTables) once all rows are written
    // Of the table: written; and whose cells, and members, with stamps of their own are; and what is known beyond.
    Row rows = 0, cells = 0, members = 0, cell_registers = 0, member_registers = 0;
    bool complete = false;
    uint64_t parts = 0;  // handed out
    uint64_t part_bytes = 0;  // of the payload of each but the last

    // Enough for a record; those that are only referred to so far are left out.
    std::vector<Run> next_rows(const Table& of) {
        std::vector<Run> pieces;
        for (Row space = kRowsPerRecord; space > 0 && rows < of.size();) {
            const Run piece = of.run_from(rows, space);
            rows += piece.count;
            if (!piece.created) continue;
            pieces.push_back(piece);
            space -= piece.count;
        }
        return pieces;
    }

    void step(const Book& book) {
        if (table == std::size(domain::kTables)) {
            write_the_rest(stream, book);
            complete = true;
            return;
        }
        const domain::TableKind kind = domain::kTables[table];
        const Table& of = book.table(kind);
        if (rows < of.size()) {
            const std::vector<Run> pieces = next_rows(of);
            if (!pieces.empty()) write_record(stream, kRowsRecord, rows_body(book, kind, pieces));
            return;
        }
        if (cells < of.size()) return write_cells(stream, book, kind, cells);
        if (members < of.size()) return write_members(stream, book, kind, members);
        if (cell_registers < of.size()) return write_cell_registers(stream, book, kind, cell_registers);
        if (member_registers < of.size()) return write_member_registers(stream, book, kind, member_registers);
        rows = cells = members = cell_registers = member_registers = 0;
        ++table;
    }
};

SnapshotWriter::SnapshotWriter() : state_(std::make_unique<State>()) {}
SnapshotWriter::~SnapshotWriter() = default;

bool SnapshotWriter::step(const Book& book, uint64_t budget_bytes) {
    const size_t begin = state_->stream.size();
    while (!state_->complete && state_->stream.size() - begin < budget_bytes) state_->step(book);
    return state_->complete;
}

void SnapshotWriter::add(const domain::Op& op) {
    CHECK(!state_->complete && !std::holds_alternative<domain::Forget>(op.change));
    ByteWriter out;
    out.varint(1);
    write_op(out, op);
    write_record(state_->stream, kOperationsRecord, out.bytes());
}

std::optional<PartFile> SnapshotWriter::next_part(uint64_t generation, uint64_t part_bytes) {
    CHECK(state_->complete);
    constexpr uint64_t kHeadBytes = 64;  // more than what a part puts around its payload
    CHECK(part_bytes > kHeadBytes);
    Stream& stream = state_->stream;
    if (stream.size() == 0) return std::nullopt;
    if (state_->parts == 0) state_->part_bytes = std::max(part_bytes - kHeadBytes, (stream.size() + kMostParts - 1) / kMostParts);
    return encode_part(generation, state_->parts++, stream.take(state_->part_bytes));
}

}  // namespace storage
