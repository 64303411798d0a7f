#include "exchange/snapshot_run.h"

#include "base/check.h"
#include "base/order.h"
#include "base/text.h"
#include "base/wide.h"
#include "exchange/snapshot_columns.h"

#include <algorithm>
#include <utility>

namespace exchange {
namespace {

using domain::FieldKind;
using domain::RowId;
using domain::Stamp;
using domain::Value;

constexpr size_t kRecent = 256;
constexpr uint64_t kLargestTicks = uint64_t{1} << 62;  // room to count on

size_t slot_of(std::string_view text) {
    uint32_t hash = 2166136261u;  // FNV-1a
    for (char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    return (hash ^ hash >> 15) % kRecent;
}

}  // namespace

void RunReader::begin(domain::TableKind table) {
    table_ = table;
    first_ = {};
    stamp_ = newest_ = {};
    has_stamp_ = waiting_ = in_rows_ = false;
    columns_.clear();
    at_ = 0;
    row_ = batch_begin_ = 0;
    cells_.clear();
    problem_.clear();
}

bool RunReader::fail(std::string problem) {
    problem_ = std::move(problem);
    return false;
}

std::string RunReader::place() const {
    std::string place(domain::table_name(table_));
    if (first_.valid()) place += ", run " + domain::to_text(first_);
    if (in_rows_) place += ", row " + std::to_string(row_ + 1);
    return place;
}

bool RunReader::set_id(std::string_view text) {
    const auto id = domain::row_id_from_text(text);
    if (!id) return fail("its id is not the id of a row");
    first_ = *id;
    return true;
}

bool RunReader::set_stamp(std::string_view text) {
    const auto stamp = domain::stamp_from_text(text);
    if (!stamp || stamp->ticks >= kLargestTicks) return fail("its stamp is not a stamp");
    stamp_ = *stamp;
    has_stamp_ = true;
    return true;
}

bool RunReader::add_column(std::string_view name, SnapshotFile& file) {
    const ColumnName parsed = parse_column_name(table_, name);
    for (const InColumn& other : columns_)
        if (other.name == name) return fail("the column " + std::string(base::clip(name, 60)) + " is there twice");
    InColumn& in = columns_.emplace_back();
    in.name = name;
    in.known = parsed.kind.has_value() && !parsed.key.empty();
    if (in.known) {
        in.column = domain::make_column(parsed.key, *parsed.kind, true);
        if (*parsed.kind == FieldKind::choice) in.recent.resize(kRecent);
        return true;
    }
    const std::string remark = "The field “" + std::string(base::clip(name, 60)) + "” of a later version is left out.";
    if (std::find(file.left_aside.begin(), file.left_aside.end(), remark) == file.left_aside.end())
        file.left_aside.push_back(remark);
    return true;
}

bool RunReader::begin_rows() {
    if (!first_.valid()) return fail("its id must come before its rows");
    if (has_stamp_ == waiting_) return fail("it must have either a stamp or “waiting”, before its rows");
    in_rows_ = true;
    stamped_.assign(columns_.size(), 0);
    return true;
}

void RunReader::pad(InColumn& in, domain::Row rows) {
    if (in.rows == rows || !in.known) return;
    in.column.resize(rows);
    in.rows = rows;
}

// Where the next value goes, up to the row before.
RunReader::InColumn* RunReader::current() {
    if (at_ == columns_.size()) {
        fail("it has more cells than columns");
        return nullptr;
    }
    InColumn& in = columns_[at_++];
    pad(in, in_batch());
    in.rows = in_batch() + 1;
    return &in;
}

bool RunReader::mismatch(std::string_view what) {
    const InColumn& in = columns_[at_ - 1];
    return fail("the column " + std::string(base::clip(in.name, 60)) + " cannot hold " + std::string(what));
}

bool RunReader::null_cell() {
    if (at_ == columns_.size()) return fail("it has more cells than columns");
    ++at_;
    return true;
}

bool RunReader::push_value(const std::optional<Value>& value) {
    if (!value) return mismatch("this text");
    columns_[at_ - 1].column.push(*value);
    return true;
}

bool RunReader::text_cell(std::string_view text) {
    InColumn* in = current();
    if (!in || !in->known) return in != nullptr;
    switch (in->column.kind) {
        case FieldKind::text:
        case FieldKind::link: std::get<domain::TextColumn>(in->column.data).push(text); return true;
        case FieldKind::choice: {
            auto& choice = std::get<domain::ChoiceColumn>(in->column.data);
            uint32_t& recent = in->recent[slot_of(text)];
            if (recent == 0 || choice.dictionary.text(recent) != text) recent = choice.dictionary.code(text);
            choice.codes.push_back(recent);
            return true;
        }
        case FieldKind::date: {
            const auto day = base::day_from_iso(text);
            if (!day) return mismatch("this text");
            std::get<domain::DateColumn>(in->column.data).days.push_back(day->count);
            return true;
        }
        case FieldKind::instant: {
            const auto instant = base::instant_from_iso(text);
            if (!instant) return mismatch("this text");
            std::get<domain::InstantColumn>(in->column.data).millis.push_back(*instant);
            return true;
        }
        case FieldKind::money:
        case FieldKind::reference:
            if (text.empty()) return mismatch("an empty text");
            return push_value(domain::value_from_text(in->column.kind, text));
        case FieldKind::number:
        case FieldKind::yes_no:
        case FieldKind::multi_choice: return mismatch("a text");
    }
    CHECK(false);
}

bool RunReader::integer_cell(int64_t value) {
    InColumn* in = current();
    if (!in || !in->known) return in != nullptr;
    if (in->column.kind == FieldKind::number) {
        const auto millionths = base::exact_product(value, base::kMillionths);
        if (!millionths || *millionths == domain::kNoNumber) return mismatch("a number so large");
        std::get<domain::NumberColumn>(in->column.data).values.push_back(*millionths);
        return true;
    }
    if (in->column.kind != FieldKind::reference) return mismatch("a number");
    if (value < 0 || static_cast<uint64_t>(value) > domain::kLargestSequence) return mismatch("this row number");
    std::get<domain::ReferenceBatch>(in->column.data).ids.push_back({first_.replica, static_cast<uint64_t>(value)});
    return true;
}

bool RunReader::real_cell(std::string_view as_written) {
    InColumn* in = current();
    if (!in || !in->known) return in != nullptr;
    if (in->column.kind != FieldKind::number) return mismatch("a number");
    const auto number = base::decimal_from_text(as_written);
    if (!number || number->millionths == domain::kNoNumber)
        return mismatch("a number of more than six decimals, so large, or with an exponent");
    std::get<domain::NumberColumn>(in->column.data).values.push_back(number->millionths);
    return true;
}

bool RunReader::yes_no_cell(bool yes) {
    InColumn* in = current();
    if (!in || !in->known) return in != nullptr;
    if (in->column.kind != FieldKind::yes_no) return mismatch("true or false");
    std::get<domain::FlagColumn>(in->column.data).values.push_back(yes ? 2 : 1);
    return true;
}

bool RunReader::typed_cell(std::string_view text) {
    InColumn* in = current();
    if (!in || !in->known) return in != nullptr;
    const FieldKind kind = in->column.kind;
    if (kind == FieldKind::reference) return mismatch("a text as typed");
    in->column.push(domain::AsTyped{std::string(text)});
    return true;
}

bool RunReader::pseudonym_cell(std::string_view text) {
    const bool fits = past_cells() || at_unknown_column() || may_be_pseudonym(columns_[at_].column.kind);
    return fits ? typed_cell(text) : (++at_, mismatch("a pseudonym"));
}

bool RunReader::members_cell(domain::Members members) {
    InColumn* in = current();
    if (!in || !in->known) return in != nullptr;
    if (in->column.kind != FieldKind::multi_choice) return mismatch("a list");
    base::sort(members);
    if (std::adjacent_find(members.begin(), members.end()) != members.end() || (!members.empty() && members[0].empty()))
        return mismatch("this list");
    in->column.push(members.empty() ? Value{} : Value{std::move(members)});
    return true;
}

// The place of a column; one that is not among the run's (all its cells are empty) is added.
size_t RunReader::column_place(std::string_view name) {
    for (size_t i = 0; i < columns_.size(); ++i)
        if (columns_[i].name == name) return i;
    return columns_.size();
}

Value RunReader::take_value(InColumn& in) {
    pad(in, in_batch() + 1);
    Value value = in.column.value(in_batch());
    in.column.set(in_batch(), domain::Empty{});
    return value;
}

void RunReader::note(Stamp stamp) { newest_ = std::max(newest_, stamp); }

bool RunReader::bad_stamps(std::string_view name) {
    return fail("the stamps of “" + std::string(base::clip(name, 60)) + "” make no sense");
}

bool RunReader::is_multi_choice(std::string_view name) const {
    return parse_column_name(table_, name).kind == FieldKind::multi_choice;
}

bool RunReader::cell_register(std::string_view name, const RegisterText& known) {
    const ColumnName parsed = parse_column_name(table_, name);
    if (!parsed.kind) return true;  // of a later version
    if (*parsed.kind == FieldKind::multi_choice)
        return fail("the stamps of “" + std::string(base::clip(name, 60)) + "” must be given by member");
    Value value;
    if (const size_t place = column_place(name); place < columns_.size()) {
        if (stamped_[place]) return fail("the stamp of “" + std::string(base::clip(name, 60)) + "” is there twice");
        stamped_[place] = 1;
        any_stamped_ = true;
        if (!known.stamp.empty()) value = take_value(columns_[place]);
    }
    const auto read = read_register(known, *parsed.kind, std::move(value));
    if (!read) return bad_stamps(name);
    for (const domain::Write& write : read->writes) {
        const bool newest = &write == &read->writes.back();
        note(write.stamp);
        cells_.push_back({write.stamp.replica, 0, write.stamp, newest ? read->seen : domain::Stamps{},
                          domain::SetField{table_, row_id(), parsed.key, *parsed.kind, write.value}});
    }
    return true;
}

bool RunReader::member_register(std::string_view name, std::string_view member, const RegisterText& known) {
    const ColumnName parsed = parse_column_name(table_, name);
    if (!parsed.kind) return true;
    if (*parsed.kind != FieldKind::multi_choice || member.empty()) return bad_stamps(name);
    bool present = false;
    if (const size_t place = column_place(name); place < columns_.size() && !known.stamp.empty()) {
        pad(columns_[place], in_batch() + 1);
        Value value = columns_[place].column.value(in_batch());
        if (auto* members = std::get_if<domain::Members>(&value)) {
            const auto found = std::find(members->begin(), members->end(), member);
            present = found != members->end();
            if (present) members->erase(found);
            columns_[place].column.set(in_batch(), members->empty() ? Value{} : value);
        }
    }
    const auto read = read_register(known, FieldKind::yes_no, present);
    if (!read) return bad_stamps(name);
    for (const domain::Write& write : read->writes) {
        const bool* in = std::get_if<bool>(&write.value);
        if (!in) return bad_stamps(name);
        const bool newest = &write == &read->writes.back();
        note(write.stamp);
        cells_.push_back({write.stamp.replica, 0, write.stamp, newest ? read->seen : domain::Stamps{},
                          domain::SetMember{table_, row_id(), parsed.key, std::string(member), *in}});
    }
    return true;
}

bool RunReader::end_row(SnapshotFile& file) {
    if (any_stamped_) std::fill(stamped_.begin(), stamped_.end(), 0);
    any_stamped_ = false;
    if (waiting_)
        for (const InColumn& in : columns_)
            if (in.known && in.rows > in_batch() && !in.column.empty_at(in_batch()))
                return fail("it is only waited for, so its cell “" + std::string(base::clip(in.name, 60)) +
                            "” needs a stamp");
    ++row_;
    if (!waiting_ && in_batch() == domain::kBatchRows) end_batch(file);
    return true;
}

// The rows so far as an operation; each is applied in one go.
void RunReader::end_batch(SnapshotFile& file) {
    if (in_batch() == 0) return;
    domain::CreateRows batch;
    batch.table = table_;
    batch.count = in_batch();
    for (InColumn& in : columns_) {
        if (!in.known) continue;
        pad(in, in_batch());
        in.rows = 0;
        domain::Column next = domain::make_column(in.column.key, in.column.kind, true);
        batch.columns.push_back(std::exchange(in.column, std::move(next)));
        std::fill(in.recent.begin(), in.recent.end(), 0);
    }
    note(stamp_.plus(row_ - 1));
    file.ops.push_back({first_.replica, first_.sequence + batch_begin_, stamp_.plus(batch_begin_), {}, std::move(batch)});
    batch_begin_ = row_;
}

bool RunReader::end(SnapshotFile& file, std::vector<domain::Op>& later) {
    if (!in_rows_) return fail("it has no rows");
    for (domain::Op& op : cells_) later.push_back(std::move(op));
    cells_.clear();
    file.rows += row_;
    if (!waiting_) end_batch(file);
    file.newest = std::max(file.newest, newest_);
    return true;
}

}  // namespace exchange
