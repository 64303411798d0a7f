// Writing of snapshot.h: canonical bytes, in slices.
#include "base/json.h"
#include "base/text.h"
#include "exchange/register_json.h"
#include "exchange/snapshot.h"
#include "exchange/snapshot_table.h"

#include <algorithm>

namespace exchange {
namespace {

using domain::RowId;

void append_quoted(std::string& out, std::string_view plain) {
    out += '"';
    out += plain;
    out += '"';
}

std::string to_hexadecimal(std::string_view bytes) {
    std::string digits;
    for (unsigned char byte : bytes) {
        digits += "0123456789abcdef"[byte >> 4];
        digits += "0123456789abcdef"[byte & 15];
    }
    return digits;
}

std::string joined(const domain::Stamps& stamps) {
    std::string text;
    for (const domain::Stamp stamp : stamps) text += (text.empty() ? "" : " ") + domain::to_text(stamp);
    return text;
}

// Of a redacted book not its name: people call a book after somebody. Nor saved lists of a part of it: whom they are of, and
// what they look for, may be somebody, too.
bool stays_here(std::string_view path, const ShareCut& cut) {
    if (path == "book/name") return cut.is_redacted();
    return path.starts_with("segments/") && (cut.is_redacted() || cut.is_partial());
}

void write_documents(const domain::Book& book, const ShareCut& cut, std::string& out) {
    out += "},\n\"documents\":{";
    const char* separator = "\n";
    for (const auto& [path, entry] : book.documents) {
        if (stays_here(path, cut)) continue;
        out += separator;
        base::append_json_string(out, path);
        out += ":[";
        base::append_json_string(out, entry.json);
        out += ',';
        append_quoted(out, domain::to_text(entry.stamp));
        if (const domain::Register known = entry.known(); !is_plain(known, entry.stamp)) {
            out += ',';
            append_more(out, known, entry.stamp);
        }
        out += ']';
        separator = ",\n";
    }
    out += "},\n\"forgotten\":[";
    separator = "\n";
    for (const RowId& id : book.forgotten) {
        if (cut.is_partial()) break;  // none of them is among the chosen
        out += separator;
        append_quoted(out, domain::to_text(id));
        separator = ",\n";
    }
}

void write_unknown(const domain::Book& book, const ShareCut& cut, std::string& out) {
    out += "],\n\"unknown\":[";
    const char* separator = "\n";
    for (const auto& [id, op] : book.unknown) {
        if (cut.is_partial() || cut.is_redacted()) break;
        const auto& unknown = std::get<domain::Unknown>(op.change);
        out += separator;
        out += '[';
        append_quoted(out, domain::to_text(RowId{id.first, id.second}));
        out += ',';
        append_quoted(out, domain::to_text(op.stamp));
        out += ',';
        append_quoted(out, joined(op.seen));
        out += ',';
        base::append_json_string(out, unknown.kind);
        out += ',';
        const bool is_text = base::is_utf8(unknown.raw);
        base::append_json_string(out, is_text ? unknown.raw : to_hexadecimal(unknown.raw));
        out += is_text ? "]" : ",\"hex\"]";
        separator = ",\n";
    }
    out += "]}\n";
}

void write_head(const domain::Book& book, const ShareCut& cut, std::string& out) {
    out += "{\"corong\":\"snapshot\",\"format\":" + std::to_string(kSnapshotFormat) + ",\"reader\":" + std::to_string(kSnapshotLeastReader);
    if (cut.is_partial())
        out += ",\n\"partial\":{\"leads\":" + std::to_string(cut.leads()) + ",\"of\":" + std::to_string(book.leads.alive_count()) + "}";
    if (cut.is_redacted()) {
        out += ",\n\"redacted\":{\"fields\":[";
        const char* separator = "[";
        for (const ShareCut::Redacted& field : cut.redacted()) {
            out += separator;
            append_quoted(out, field.table);
            out += ',';
            base::append_json_string(out, field.key);
            out += ',';
            append_quoted(out, treatment_word(field.treatment));
            out += ']';
            separator = ",\n[";
        }
        out += "]}";
    }
    out += ",\n\"tables\":{";
}

}  // namespace

struct SnapshotWriter::State {
    const domain::Book& book;
    ShareCut cut;
    bool is_everything;
    size_t table = 0;  // of domain::kTables
    std::unique_ptr<TableWriter> writer = nullptr;
    bool begun = false, done = false;
    uint64_t rows_before = 0, rows = 0;
};

SnapshotWriter::SnapshotWriter(const domain::Book& book, Share share) {
    const bool is_everything = share.is_everything();
    state_ = std::make_unique<State>(State{book, ShareCut(book, std::move(share)), is_everything});
    for (domain::TableKind table : domain::kTables) state_->rows += book.table(table).size();
}

SnapshotWriter::~SnapshotWriter() = default;

bool SnapshotWriter::step(uint64_t rows, std::string& out) {
    State& state = *state_;
    if (state.done) return true;
    if (!state.begun) {
        if (!state.cut.step(rows)) return false;
        write_head(state.book, state.cut, out);
    }
    state.begun = true;
    for (uint64_t budget = std::max<uint64_t>(rows, 1); budget > 0 && state.table < std::size(domain::kTables);) {
        const domain::TableKind kind = domain::kTables[state.table];
        if (!state.writer) {
            out += state.table == 0 ? "\n\"" : ",\n\"";
            out += domain::table_name(kind);
            out += "\":[";
            state.writer = std::make_unique<TableWriter>(state.book, state.book.table(kind), state.is_everything ? nullptr : &state.cut.of(kind));
        }
        if (!state.writer->step(budget, out)) return false;
        out += ']';
        state.rows_before += state.writer->written();
        state.writer.reset();
        ++state.table;
    }
    if (state.table < std::size(domain::kTables)) return false;
    write_documents(state.book, state.cut, out);
    write_unknown(state.book, state.cut, out);
    state.done = true;
    return true;
}

double SnapshotWriter::progress() const {
    if (state_->done) return 1;
    const uint64_t written = state_->rows_before + (state_->writer ? state_->writer->written() : 0);
    return static_cast<double>(written) / static_cast<double>(std::max<uint64_t>(state_->rows, 1));
}

std::string write_snapshot(const domain::Book& book, Share share) {
    std::string out;
    SnapshotWriter writer(book, std::move(share));
    while (!writer.step(1u << 20, out)) {
    }
    return out;
}

Fingerprinter::Fingerprinter(const domain::Book& book) : writer_(book) {}

bool Fingerprinter::step(uint64_t rows) {
    slice_.clear();
    const bool done = writer_.step(rows, slice_);
    hasher_.add(slice_);
    return done;
}

base::Hash128 Fingerprinter::take() const { return hasher_.finish(); }

base::Hash128 fingerprint(const domain::Book& book) {
    Fingerprinter fingerprinter(book);
    while (!fingerprinter.step(8192)) {
    }
    return fingerprinter.take();
}

}  // namespace exchange
