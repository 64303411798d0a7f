#include "exchange/snapshot_table.h"

#include "base/check.h"
#include "base/json.h"
#include "base/order.h"
#include "exchange/register_json.h"
#include "exchange/snapshot_columns.h"

#include <algorithm>
#include <charconv>

namespace exchange {
namespace {

using domain::FieldKind;
using domain::Row;
using domain::RowId;
using domain::Stamp;

// Rows of one run at most: keeps a slice short, and a diff too.
constexpr Row kRunRows = 8192;

void append_integer(std::string& out, int64_t value) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out.append(digits, end);
}

void append_quoted(std::string& out, std::string_view plain) {
    out += '"';
    out += plain;
    out += '"';
}

// base::append_json_string with the usual case, nothing to escape, decided without a call.
void append_text(std::string& out, std::string_view text) {
    const auto is_plain = [](char c) { return c >= ' ' && c < 0x7F && c != '"' && c != '\\'; };
    if (std::all_of(text.begin(), text.end(), is_plain)) return append_quoted(out, text);
    base::append_json_string(out, text);
}

void append_nulls(std::string& out, size_t count) {
    constexpr std::string_view kNulls = "null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,";
    constexpr size_t kBytes = 5, kAtOnce = kNulls.size() / kBytes;
    for (; count > kAtOnce; count -= kAtOnce) out += kNulls;
    out += kNulls.substr(0, count * kBytes);
}

}  // namespace

TableWriter::TableWriter(const domain::Book& book, const domain::Table& table, const TableShare* share)
    : book_(book), table_(table), share_(share), next_(table.runs_by_id().begin()) {
    order_columns();
}

void TableWriter::order_columns() {
    for (size_t i = 0; i < table_.columns().size(); ++i) {
        const domain::Column& column = table_.columns()[i];
        columns_.push_back({i, &column, column_name(table_.kind(), column.key, column.kind), {}});
        if (const auto* choice = std::get_if<domain::ChoiceColumn>(&column.data))
            columns_.back().words.resize(choice->dictionary.size());
    }
    base::sort(columns_, [](const OutColumn& a, const OutColumn& b) { return a.name < b.name; });
    place_.resize(columns_.size());
    for (size_t i = 0; i < columns_.size(); ++i) place_[columns_[i].index] = i;
}

bool TableWriter::has_stamps(Row row) const {
    const auto cells = table_.cell_stamps().of_row(row);
    const auto members = table_.member_stamps().of_row(row);
    const auto registers = table_.cell_registers().of_row(row);
    const auto member_registers = table_.member_registers().of_row(row);
    const auto leaves = [&](const auto& cell) { return stamps_leave(row, cell.column); };
    return std::any_of(cells.begin(), cells.end(), [&](const auto& cell) { return cell.value != table_.base_stamp(row) && leaves(cell); }) ||
           std::any_of(members.begin(), members.end(), [&](const auto& cell) { return !cell.value.empty() && leaves(cell); }) ||
           std::any_of(registers.begin(), registers.end(), leaves) || std::any_of(member_registers.begin(), member_registers.end(), leaves);
}

void TableWriter::gather_stamps(Row row) {
    stamps_.clear();
    const auto add = [&](size_t column, Stamp stamp, bool more) {
        if (!stamps_leave(row, column)) return;
        const size_t place = place_[column];
        const auto known = std::find_if(stamps_.begin(), stamps_.end(), [&](const OwnStamp& own) { return own.column == place; });
        if (known == stamps_.end()) stamps_.push_back({place, stamp, more});
        else known->more = known->more || more;
    };
    for (const auto& cell : table_.cell_stamps().of_row(row)) add(cell.column, cell.value, cell.value == table_.base_stamp(row));
    for (const auto& cell : table_.member_stamps().of_row(row))
        if (!cell.value.empty()) add(cell.column, {}, false);
    for (const auto& cell : table_.cell_registers().of_row(row))
        if (!cell_register(row, cell.column).standing.empty()) add(cell.column, table_.stamp(row, cell.column), true);
    for (const auto& cell : table_.member_registers().of_row(row)) add(cell.column, {}, true);
    base::sort(stamps_, [](const OwnStamp& a, const OwnStamp& b) { return a.column < b.column; });
}

// Rows whose ids and stamps follow each other, however they came into the book. A row that is only
// referred to says nothing and is left out: whoever refers to it makes it again.
bool TableWriter::next_run() {
    run_ = {};
    at_ = 0;
    piece_ = 0;
    while (next_ != table_.runs_by_id().end() && run_.rows < kRunRows) {
        const domain::Run& source = next_->second;
        const Row row = source.first_row + offset_;
        const RowId id = source.first_id.plus(offset_);
        const bool mute = (share_ && !share_->has(row)) || (!source.created && !has_stamps(row));
        if (!mute) {
            const Stamp stamp = source.created ? source.first_stamp.plus(offset_) : Stamp{};
            if (run_.rows == 0) {
                run_.first = id;
                run_.stamp = stamp;
                run_.waiting = !source.created;
            } else {
                const bool follows = run_.first.plus(run_.rows) == id && run_.waiting == !source.created &&
                                     (run_.waiting || run_.stamp.plus(run_.rows) == stamp);
                if (!follows) return true;
            }
            if (run_.pieces.empty() || run_.pieces.back().end != row) run_.pieces.push_back({row, row, run_.rows});
            ++run_.pieces.back().end;
            ++run_.rows;
        }
        if (++offset_ == source.count) {
            offset_ = 0;
            ++next_;
        }
    }
    return run_.rows > 0;
}

void TableWriter::find_full_cells() {
    used_.clear();
    full_.found.clear();
    full_.begins.assign(size_t{run_.rows} + 1, 0);
    for (size_t i = 0; i < columns_.size(); ++i) {
        const size_t before = full_.found.size();
        for (const OutPiece& piece : run_.pieces)
            columns_[i].column->for_each_full(piece.first, piece.end, [&](Row row) {
                if (!cell_leaves(row, columns_[i].index)) return;
                const Row place = piece.place + (row - piece.first);
                full_.found.emplace_back(place, static_cast<uint32_t>(used_.size()));
                ++full_.begins[place];
            });
        if (full_.found.size() > before) used_.push_back(i);
    }
    uint32_t sum = 0;
    for (uint32_t& begin : full_.begins) sum += std::exchange(begin, sum);
    full_.columns.resize(full_.found.size());
    for (const auto& [place, column] : full_.found) full_.columns[full_.begins[place]++] = column;
    // Each begin has moved to its end, which is the next one's begin.
    full_.begins.pop_back();
    full_.begins.insert(full_.begins.begin(), 0);
}

void TableWriter::begin_run(std::string& out) {
    out += any_run_ ? ",\n{" : "\n{";
    any_run_ = true;
    out += run_.waiting ? "\"waiting\":true,\"id\":" : "\"id\":";
    append_quoted(out, domain::to_text(run_.first));
    if (!run_.waiting) {
        out += ",\"stamp\":";
        append_quoted(out, domain::to_text(run_.stamp));
    }
    out += ",\"columns\":[";
    find_full_cells();
    for (size_t i = 0; i < used_.size(); ++i) {
        if (i > 0) out += ',';
        base::append_json_string(out, columns_[used_[i]].name);
    }
    out += "],\"rows\":[";
}

bool TableWriter::step(uint64_t& budget, std::string& out) {
    while (budget > 0) {
        if (at_ == run_.rows) {
            if (!next_run()) return true;
            begin_run(out);
        }
        for (; budget > 0 && at_ < run_.rows; --budget, ++at_, ++written_) {
            out += at_ == 0 ? "\n" : ",\n";
            if (piece_ + 1 < run_.pieces.size() && run_.pieces[piece_ + 1].place == at_) ++piece_;
            write_row(run_.pieces[piece_].first + (at_ - run_.pieces[piece_].place), out);
        }
        if (at_ == run_.rows) out += "]}";
    }
    return false;
}

// Every cell leaves a comma behind it; nulls at the end of a row are left out.
void TableWriter::write_row(Row row, std::string& out) {
    out += '[';
    gather_stamps(row);
    size_t next = 0;  // in used_
    for (uint32_t at = full_.begins[at_]; at < full_.begins[at_ + 1]; ++at) {
        const size_t column = full_.columns[at];
        append_nulls(out, column - next);
        write_cell(columns_[used_[column]], row, out);
        out += ',';
        next = column + 1;
    }
    if (!stamps_.empty()) {
        append_nulls(out, used_.size() - next);
        write_stamps(row, out);
    } else if (next > 0) {
        out.pop_back();
    }
    out += ']';
}

void TableWriter::write_stamps(Row row, std::string& out) const {
    out += '{';
    for (const OwnStamp& own : stamps_) {
        if (&own != stamps_.data()) out += ',';
        const OutColumn& column = columns_[own.column];
        base::append_json_string(out, column.name);
        out += ':';
        if (column.column->kind == FieldKind::multi_choice) {
            write_members(row, column, out);
        } else if (own.more) {
            const bool shown = own.stamp != table_.base_stamp(row);
            append_register(out, cell_register(row, column.index), shown ? std::optional(own.stamp) : std::nullopt);
        } else {
            append_quoted(out, domain::to_text(own.stamp));
        }
    }
    out += '}';
}

// By the members' texts; of each its stamp, or more.
void TableWriter::write_members(Row row, const OutColumn& column, std::string& out) const {
    const auto& multi = std::get<domain::MultiChoiceColumn>(column.column->data);
    std::map<std::string_view, uint32_t> by_text;
    if (const auto* own = table_.member_stamps().find(row, column.index))
        for (const auto& [code, member] : *own) by_text.emplace(multi.members.text(code), code);
    if (const auto* more = table_.member_registers().find(row, column.index))
        for (const auto& [code, known] : *more) by_text.emplace(multi.members.text(code), code);
    const char* separator = "{";
    for (const auto& [text, code] : by_text) {
        out += separator;
        base::append_json_string(out, text);
        out += ':';
        const Stamp stamp = table_.member_stamp(row, column.index, code);
        const bool shown = stamp != table_.base_stamp(row);
        append_register(out, table_.member_register(row, column.index, code), shown ? std::optional(stamp) : std::nullopt);
        separator = ",";
    }
    out += '}';
}

void TableWriter::write_reference(const OutColumn& column, Row row, std::string& out) const {
    const domain::Field* field = domain::built_in_field(table_.kind(), column.column->key);
    const domain::Table& target = book_.table(field ? field->target : domain::TableKind::leads);
    const RowId id = target.id(std::get<domain::ReferenceColumn>(column.column->data).rows[row]);
    if (id.replica == run_.first.replica)
        append_integer(out, static_cast<int64_t>(id.sequence));
    else
        append_quoted(out, domain::to_text(id));
}

void TableWriter::write_cell(OutColumn& out_column, Row row, std::string& out) {
    const domain::Column& column = *out_column.column;
    if (write_pseudonym(out_column, row, out)) return;
    if (!column.as_typed.empty())
        if (const auto typed = column.as_typed.find(row); typed != column.as_typed.end()) {
            out += may_be_pseudonym(column.kind) ? "{\"pseudonym\":" : "{\"typed\":";
            base::append_json_string(out, typed->second);
            out += '}';
            return;
        }
    switch (column.kind) {
        case FieldKind::text:
        case FieldKind::link: append_text(out, std::get<domain::TextColumn>(column.data).at(row)); break;
        case FieldKind::choice: {
            const auto& choice = std::get<domain::ChoiceColumn>(column.data);
            std::string& word = out_column.words[choice.codes[row]];
            if (word.empty()) base::append_json_string(word, choice.at(row));
            out += word;
            break;
        }
        case FieldKind::multi_choice: {
            const char* separator = "[";
            for (const std::string& member : std::get<domain::MultiChoiceColumn>(column.data).at(row)) {
                out += separator;
                base::append_json_string(out, member);
                separator = ",";
            }
            out += ']';
            break;
        }
        case FieldKind::number:
            out += base::to_text(base::Decimal{std::get<domain::NumberColumn>(column.data).values[row]});
            break;
        case FieldKind::money: append_quoted(out, domain::to_text(column.value(row))); break;
        case FieldKind::date: append_quoted(out, base::to_iso(base::Day{std::get<domain::DateColumn>(column.data).days[row]})); break;
        case FieldKind::instant: append_quoted(out, base::to_iso_instant(std::get<domain::InstantColumn>(column.data).millis[row])); break;
        case FieldKind::yes_no:
            out += std::get<domain::FlagColumn>(column.data).values[row] == 2 ? "true" : "false";
            break;
        case FieldKind::reference: write_reference(out_column, row, out); break;
    }
}

}  // namespace exchange
