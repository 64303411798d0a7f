#include "domain/table.h"

#include "base/check.h"

#include <algorithm>

namespace domain {
namespace {

constexpr std::string_view kDeleted = "deleted";

// True if `next` continues `run` in ids, rows and stamps alike.
bool continues(const Run& run, const Run& next) {
    return run.created && next.created && run.first_id.plus(run.count) == next.first_id &&
           run.first_row + run.count == next.first_row && run.first_stamp.plus(run.count) == next.first_stamp;
}

}  // namespace

// --- rows ---------------------------------------------------------------------------------------

Row Table::find(RowId id) const {
    auto after = runs_by_id_.upper_bound(id);
    if (after == runs_by_id_.begin()) return kNoRow;
    const Run& run = std::prev(after)->second;
    if (run.first_id.replica != id.replica || id.sequence - run.first_id.sequence >= run.count) return kNoRow;
    return run.first_row + static_cast<Row>(id.sequence - run.first_id.sequence);
}

const Run& Table::run_of(Row row) const {
    const auto after = runs_by_row_.upper_bound(row);
    CHECK(after != runs_by_row_.begin());
    return runs_by_id_.at(std::prev(after)->second);
}

RowId Table::id(Row row) const {
    const Run& run = run_of(row);
    return run.first_id.plus(row - run.first_row);
}

Stamp Table::base_stamp(Row row) const {
    const Run& run = run_of(row);
    return run.created ? run.first_stamp.plus(row - run.first_row) : Stamp{};
}

Run Table::run_from(Row row, Row most) const {
    const Run& run = run_of(row);
    const Row offset = row - run.first_row;
    return {row, std::min(most, run.count - offset), run.first_id.plus(offset), run.first_stamp.plus(offset), run.created};
}

Stamp Table::member_stamp(Row row, size_t column, uint32_t member) const {
    const MemberStamps* own = member_stamps_.find(row, column);
    if (!own) return base_stamp(row);
    const auto known = own->find(member);
    return known == own->end() ? base_stamp(row) : known->second.stamp;
}

Stamp Table::stamp(Row row, size_t column) const {
    const Stamp* own = cell_stamps_.find(row, column);
    return own ? *own : base_stamp(row);
}

bool Table::deleted(Row row) const {
    const FlagColumn* flags = flag(kDeleted);
    return flags && flags->values[row] == 2;
}

Row Table::waiting_count() const {
    return static_cast<Row>(std::count(created_.begin(), created_.end(), 0));
}

void Table::refresh_alive(Row row) {
    const uint8_t now = created_[row] && !hidden_[row] && !deleted(row);
    alive_count_ += now - alive_[row];
    alive_[row] = now;
}

void Table::hide(Row row) {
    hidden_[row] = 1;
    refresh_alive(row);
}

void Table::add_run(const Run& run) {
    const auto after = runs_by_id_.upper_bound(run.first_id);
    if (after != runs_by_id_.begin()) {
        Run& before = std::prev(after)->second;
        if (continues(before, run)) {
            before.count += run.count;
            return;
        }
    }
    runs_by_id_[run.first_id] = run;
    runs_by_row_[run.first_row] = run.first_id;
}

Run& Table::isolate(Row row) {
    const Run whole = run_of(row);
    const Row before = row - whole.first_row;
    const Row after = whole.count - before - 1;
    const auto part = [&](Row offset, Row count) {
        return Run{whole.first_row + offset, count, whole.first_id.plus(offset), whole.first_stamp.plus(offset), whole.created};
    };
    const auto put = [&](const Run& run) {
        runs_by_id_[run.first_id] = run;
        runs_by_row_[run.first_row] = run.first_id;
    };
    if (before) put(part(0, before));
    put(part(before, 1));
    if (after) put(part(before + 1, after));
    return runs_by_id_.at(whole.first_id.plus(before));
}

Row Table::append_rows(RowId first, Stamp stamp, Row count) {
    const auto next = runs_by_id_.lower_bound(first);
    if (next != runs_by_id_.end() && next->first < first.plus(count)) return kNoRow;
    if (find(first) != kNoRow) return kNoRow;
    CHECK(count > 0 && rows_ < kNoRow - count);
    const Row begin = rows_;
    rows_ += count;
    alive_count_ += count;
    alive_.resize(rows_, 1);
    created_.resize(rows_, 1);
    hidden_.resize(rows_, 0);
    add_run({begin, count, first, stamp, true});
    return begin;
}

Row Table::ensure_row(RowId id) {
    if (const Row known = find(id); known != kNoRow) return known;
    const Row row = rows_++;
    alive_.push_back(0);
    created_.push_back(0);
    hidden_.push_back(0);
    add_run({row, 1, id, {}, false});
    settle();
    return row;
}

void Table::settle() {
    for (Column& column : columns_)
        if (column.size() != rows_) column.resize(rows_);
}

// --- columns ------------------------------------------------------------------------------------

std::optional<size_t> Table::column_index(std::string_view key, FieldKind kind) const {
    for (size_t i = 0; i < columns_.size(); ++i)
        if (columns_[i].kind == kind && columns_[i].key == key) return i;
    return std::nullopt;
}

const Column* Table::column(std::string_view key) const {
    const Field* built_in = built_in_field(kind_, key);
    const auto custom = kind_of_custom_key(key);
    for (const Column& column : columns_)
        if (column.key == key && (!built_in || column.kind == built_in->kind) && (!custom || column.kind == *custom))
            return &column;
    return nullptr;
}

size_t Table::ensure_column(std::string_view key, FieldKind kind) {
    if (const auto known = column_index(key, kind)) return *known;
    columns_.push_back(make_column(key, kind, false));
    columns_.back().reserve(std::max(rows_, room_));
    columns_.back().resize(rows_);
    return columns_.size() - 1;
}

bool Table::make_room(Row rows, size_t& next_column) {
    if (next_column == 0) {
        room_ = rows;
        alive_.reserve(rows);
        created_.reserve(rows);
        hidden_.reserve(rows);
    }
    if (next_column < columns_.size()) columns_[next_column].reserve(rows);
    return ++next_column < columns_.size();
}

Value Table::value(Row row, std::string_view key) const {
    const Column* found = column(key);
    if (!found || found->kind == FieldKind::reference) return Empty{};
    return found->value(row);
}

// --- batches ------------------------------------------------------------------------------------

void Table::fill(Row first, size_t index, const Column& batch, Table* target) {
    Column& column = columns_[index];
    CHECK(column.kind == batch.kind && first + batch.size() == rows_);
    // ensure_column and ensure_row keep columns at full length: cut back to where this batch begins.
    column.resize(first);
    if (auto* text = std::get_if<TextColumn>(&column.data)) {
        text->append(std::get<TextColumn>(batch.data));
    } else if (auto* choice = std::get_if<ChoiceColumn>(&column.data)) {
        const auto& from = std::get<ChoiceColumn>(batch.data);
        std::vector<uint32_t> codes;
        for (const std::string& word : from.dictionary.texts()) codes.push_back(choice->dictionary.code(word));
        choice->codes.append(from.codes, 0, from.codes.size(), [&](uint32_t code) { return codes[code]; });
    } else if (auto* number = std::get_if<NumberColumn>(&column.data)) {
        number->values.append(std::get<NumberColumn>(batch.data).values);
    } else if (auto* money = std::get_if<MoneyColumn>(&column.data)) {
        money->minor.append(std::get<MoneyColumn>(batch.data).minor);
        money->currency.append(std::get<MoneyColumn>(batch.data).currency);
    } else if (auto* date = std::get_if<DateColumn>(&column.data)) {
        date->days.append(std::get<DateColumn>(batch.data).days);
    } else if (auto* instant = std::get_if<InstantColumn>(&column.data)) {
        instant->millis.append(std::get<InstantColumn>(batch.data).millis);
    } else if (auto* flags = std::get_if<FlagColumn>(&column.data)) {
        flags->values.append(std::get<FlagColumn>(batch.data).values);
    } else {
        column.resize(rows_);
        batch.for_each_full(0, batch.size(), [&](Row row) { set_value(first + row, index, batch.value(row), target); });
    }
    for (const auto& [row, text] : batch.as_typed) column.as_typed[first + row] = text;
    if (column.key == kDeleted)
        for (Row row = first; row < rows_; ++row) refresh_alive(row);
}

void Table::create_one(Row row, Stamp stamp, const std::vector<Column>& batch, Row source, const Targets& target_of) {
    const bool was_created = created_[row] != 0;
    if (was_created && stamp < base_stamp(row)) return;
    if (was_created && stamp == base_stamp(row)) {
        // The same creation again, or two clones that used one id: cell by cell, the larger wins.
        for (const Column& column : batch) write_again(row, column, source, stamp, target_of(column.key));
        return;
    }
    Run& run = isolate(row);
    run.created = true;
    run.first_stamp = stamp;
    created_[row] = 1;
    for (const Column& column : batch) ensure_column(column.key, column.kind);
    for (size_t index = 0; index < columns_.size(); ++index) {
        const auto from = std::find_if(batch.begin(), batch.end(), [&](const Column& c) {
            return c.kind == columns_[index].kind && c.key == columns_[index].key;
        });
        take_created_cell(row, index, from == batch.end() ? Value{} : from->value(source), stamp, target_of(columns_[index].key));
    }
    refresh_alive(row);
}

void Table::write_again(Row row, const Column& batch, Row source, Stamp stamp, Table* target) {
    const size_t column = ensure_column(batch.key, batch.kind);
    const Value value = batch.value(source);
    if (const Members* members = std::get_if<Members>(&value)) {
        auto& multi = std::get<MultiChoiceColumn>(columns_[column].data);
        for (const std::string& member : *members) take_member(row, column, multi.members.code(member), true, stamp);
    } else {
        take(row, column, value, stamp, target);
    }
}

void Table::take_created_cell(Row row, size_t column, const Value& value, Stamp stamp, Table* target) {
    if (columns_[column].kind == FieldKind::multi_choice) {
        const Members* members = std::get_if<Members>(&value);
        take_created_members(row, column, members ? *members : Members{}, stamp);
        return;
    }
    if (const Stamp* own = cell_stamps_.find(row, column)) {
        if (*own > stamp) return;
        const bool tie = *own == stamp;
        Register known = cell_register(row, column);
        cell_stamps_.erase(row, column);
        keep(row, column, std::move(known));
        if (tie && tie_bytes(value) <= tie_bytes(current(row, column, target))) return;
    }
    set_value(row, column, value, target);
}

void Table::take_created_members(Row row, size_t column, const Members& members, Stamp stamp) {
    auto& multi = std::get<MultiChoiceColumn>(columns_[column].data);
    std::set<uint32_t> codes;
    for (const std::string& member : members) codes.insert(multi.members.code(member));
    if (member_stamps_.find(row, column)) {
        MemberStamps& known = member_stamps_.at_or_new(row, column);
        for (const auto& [code, own] : known) {
            if (own.stamp < stamp) continue;
            if (own.present) codes.insert(code);
            else if (own.stamp > stamp) codes.erase(code);
        }
        forget_member_stamps(row, column, stamp);
    }
    multi.codes.set(row, multi.set_code({codes.begin(), codes.end()}));
}

// --- registers ----------------------------------------------------------------------------------

Value Table::current(Row row, size_t column, const Table* target) const {
    const auto* references = std::get_if<ReferenceColumn>(&columns_[column].data);
    if (!references) return columns_[column].value(row);
    const Row to = references->rows[row];
    return to == kNoRow ? Value{} : Value{target->id(to)};
}

void Table::set_value(Row row, size_t column, const Value& value, Table* target) {
    if (auto* references = std::get_if<ReferenceColumn>(&columns_[column].data)) {
        const RowId* to = std::get_if<RowId>(&value);
        const Row target_row = to ? target->ensure_row(*to) : kNoRow;
        references->rows.set(row, target_row);
        return;
    }
    columns_[column].set(row, value);
    if (columns_[column].key == kDeleted) refresh_alive(row);
}

bool Table::take(Row row, size_t column, const Value& written, Stamp stamp, Table* target) {
    if (columns_[column].kind == FieldKind::multi_choice || !fits(columns_[column].kind, written)) return false;
    const Value value = without_emptiness(written);
    const Stamp own = this->stamp(row, column);
    if (stamp < own) return false;
    if (stamp == own && tie_bytes(value) <= tie_bytes(current(row, column, target))) return false;
    set_value(row, column, value, target);
    if (stamp != base_stamp(row)) cell_stamps_.at_or_new(row, column) = stamp;
    return true;
}

bool Table::write(Row row, size_t column, const Value& written, Stamp stamp, std::span<const Stamp> seen, Table* target) {
    const FieldKind kind = columns_[column].kind;
    if (kind == FieldKind::multi_choice || kind == FieldKind::reference || !fits(kind, written)) return false;
    Register known = cell_register(row, column);
    const bool news = known.add({stamp, without_emptiness(written)}, seen);
    const bool taken = take(row, column, written, stamp, target);
    if (news || taken) keep(row, column, std::move(known));
    return news || taken;
}

bool Table::take_member(Row row, size_t column, uint32_t code, bool present, Stamp stamp) {
    auto& multi = std::get<MultiChoiceColumn>(columns_[column].data);
    std::vector<uint32_t> codes = multi.sets[multi.codes[row]];
    const auto place = std::lower_bound(codes.begin(), codes.end(), code);
    const bool was_present = place != codes.end() && *place == code;
    const Stamp before = member_stamp(row, column, code);
    const bool taken = stamp > before || (stamp == before && present && !was_present);
    if (!taken) return false;
    if (stamp != base_stamp(row)) member_stamps_.at_or_new(row, column)[code] = {stamp, present};
    if (present && !was_present) codes.insert(place, code);
    if (!present && was_present) codes.erase(place);
    multi.codes.set(row, multi.set_code(std::move(codes)));
    return true;
}

bool Table::write_member(Row row, size_t column, std::string_view member, bool present, Stamp stamp, std::span<const Stamp> seen) {
    const uint32_t code = std::get<MultiChoiceColumn>(columns_[column].data).members.code(member);
    Register known = member_register(row, column, code);
    const bool news = known.add({stamp, present}, seen);
    const bool taken = take_member(row, column, code, present, stamp);
    if (news || taken) keep_member(row, column, code, std::move(known));
    return news || taken;
}

void Table::blank(Row row, size_t column) {
    if (columns_[column].kind == FieldKind::reference) return;
    columns_[column].set(row, Empty{});
    cell_stamps_.erase(row, column);
    member_stamps_.erase(row, column);
    cell_registers_.erase(row, column);
    member_registers_.erase(row, column);
    if (columns_[column].key == kDeleted) refresh_alive(row);
}

size_t Table::memory_bytes() const {
    size_t bytes = alive_.capacity() + created_.capacity() + hidden_.capacity() + runs_by_id_.size() * 160 +
                   cell_stamps_.size() * sizeof(CellMap<Stamp>::Cell) + member_stamps_.size() * 96 + (cell_registers_.size() + member_registers_.size()) * 160;
    for (const Column& column : columns_) bytes += column.memory_bytes();
    return bytes;
}

}  // namespace domain
