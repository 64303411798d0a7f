// One table of the book: rows, columns, and who wrote each cell when. A row has one base stamp;
// only cells changed later carry their own (sparse). Newest stamp wins; equal stamps are decided by
// tie_bytes. Written only by `apply` (domain/book.h); read by everyone.
#pragma once

#include "domain/cell_map.h"
#include "domain/change.h"
#include "domain/register.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace domain {

// Rows that were created together and lie together: row first_row + i has id first_id + i and base
// stamp first_stamp + i. A row that is only referred to so far ("waiting") has created = false.
struct Run {
    Row first_row = 0;
    Row count = 0;
    RowId first_id;
    Stamp first_stamp;
    bool created = true;
};

class Table {
public:
    explicit Table(TableKind kind) : kind_(kind) {}

    TableKind kind() const { return kind_; }
    Row size() const { return rows_; }        // rows of any state; use alive()
    Row alive_count() const { return alive_count_; }
    Row waiting_count() const;
    // Created and not deleted.
    bool alive(Row row) const { return alive_[row] != 0; }
    bool created(Row row) const { return created_[row] != 0; }
    bool deleted(Row row) const;

    Row find(RowId id) const;  // kNoRow if the id was never heard of
    RowId id(Row row) const;
    Stamp base_stamp(Row row) const;  // Stamp{} while waiting
    // The row and those behind it that were created with it, `most` at most.
    Run run_from(Row row, Row most) const;
    Stamp stamp(Row row, size_t column) const;
    Stamp member_stamp(Row row, size_t column, uint32_t member) const;

    const std::vector<Column>& columns() const { return columns_; }
    // The column of a key (of the built-in kind, or of a custom key's kind); null if no cell of it
    // was ever written.
    const Column* column(std::string_view key) const;
    std::optional<size_t> column_index(std::string_view key, FieldKind kind) const;

    // Typed access for hot loops; null if the column does not exist.
    const TextColumn* text(std::string_view key) const { return data<TextColumn>(key); }
    const ChoiceColumn* choice(std::string_view key) const { return data<ChoiceColumn>(key); }
    const MultiChoiceColumn* multi(std::string_view key) const { return data<MultiChoiceColumn>(key); }
    const NumberColumn* number(std::string_view key) const { return data<NumberColumn>(key); }
    const MoneyColumn* money(std::string_view key) const { return data<MoneyColumn>(key); }
    const DateColumn* date(std::string_view key) const { return data<DateColumn>(key); }
    const InstantColumn* instant(std::string_view key) const { return data<InstantColumn>(key); }
    const FlagColumn* flag(std::string_view key) const { return data<FlagColumn>(key); }
    const ReferenceColumn* reference(std::string_view key) const { return data<ReferenceColumn>(key); }

    // One cell by key; Empty if there is no such column. A reference gives the target's RowId only
    // through Book::value.
    Value value(Row row, std::string_view key) const;

    // Rows in the order of their ids: the order of canonical files.
    const std::map<RowId, Run>& runs_by_id() const { return runs_by_id_; }
    // Cells written after their row was created.
    const CellMap<Stamp>& cell_stamps() const { return cell_stamps_; }
    struct MemberStamp { Stamp stamp; bool present = false; };
    using MemberStamps = std::map<uint32_t, MemberStamp>;  // member code -> who put it in or took it out, when
    const CellMap<MemberStamps>& member_stamps() const { return member_stamps_; }
    // What was written to a cell after its row was created, by whom, unseen by whom. Kept only where the cell
    // and its stamp do not tell all of it already: that is one write and nothing replaced.
    Register cell_register(Row row, size_t column) const;
    Register member_register(Row row, size_t column, uint32_t member) const;
    // Cells of which more is kept than value and stamp.
    const CellMap<Register>& cell_registers() const { return cell_registers_; }
    using MemberRegisters = std::map<uint32_t, Register>;  // by member code
    const CellMap<MemberRegisters>& member_registers() const { return member_registers_; }

    size_t memory_bytes() const;

    // Room for so many rows in all: in columns to come at once, in those that are there one at a time. True while
    // there is more. Changes nothing that can be seen.
    bool make_room(Row rows, size_t& next_column);

    // --- for apply only -------------------------------------------------------------------------
    using Targets = std::function<Table*(std::string_view key)>;  // where references of a column are looked up
    size_t ensure_column(std::string_view key, FieldKind kind);
    Row ensure_row(RowId id);  // a waiting row if new
    // Appends new rows; returns the first, or kNoRow if any of these ids is known already (then the
    // caller goes row by row). Columns are as long as the table again after fill and `settle`.
    Row append_rows(RowId first, Stamp stamp, Row count);
    // A batch's column for the rows just appended. References are looked up in `target`.
    void fill(Row first, size_t column, const Column& batch, Table* target);
    void settle();
    // Row `source` of a batch into a row whose id is known already, by the register rule.
    void create_one(Row row, Stamp stamp, const std::vector<Column>& batch, Row source, const Targets& target_of);
    // The register rule: newest stamp wins, equal stamps by tie_bytes; `seen` are replaced. True if anything of it
    // was news. Members of a multi-choice are registers of their own: not here, but in write_member.
    bool write(Row row, size_t column, const Value& value, Stamp stamp, std::span<const Stamp> seen, Table* target);
    bool write_member(Row row, size_t column, std::string_view member, bool present, Stamp stamp, std::span<const Stamp> seen);
    void blank(Row row, size_t column);  // value, stamps and what was written before
    void hide(Row row);                  // a forgotten person: never alive again

private:
    template <class T>
    const T* data(std::string_view key) const {
        const Column* found = column(key);
        return found ? std::get_if<T>(&found->data) : nullptr;
    }
    void refresh_alive(Row row);
    const Run& run_of(Row row) const;
    void add_run(const Run& run);
    Run& isolate(Row row);  // splits its run so that it is alone in one
    void set_value(Row row, size_t column, const Value& value, Table* target);
    Value current(Row row, size_t column, const Table* target) const;
    bool take(Row row, size_t column, const Value& value, Stamp stamp, Table* target);
    bool take_member(Row row, size_t column, uint32_t member, bool present, Stamp stamp);
    Register told_by_cell(Row row, size_t column) const;
    Register told_by_member(Row row, size_t column, uint32_t member) const;
    void keep(Row row, size_t column, Register known);
    void keep_member(Row row, size_t column, uint32_t member, Register known);
    void write_again(Row row, const Column& batch, Row source, Stamp stamp, Table* target);
    void take_created_cell(Row row, size_t column, const Value& value, Stamp stamp, Table* target);
    void forget_member_stamps(Row row, size_t column, Stamp created);
    void take_created_members(Row row, size_t column, const Members& members, Stamp stamp);

    TableKind kind_;
    Row rows_ = 0;
    Row alive_count_ = 0;
    Row room_ = 0;  // rows that a new column has room for
    std::vector<uint8_t> alive_, created_, hidden_;
    std::vector<Column> columns_;
    std::map<RowId, Run> runs_by_id_;
    std::map<Row, RowId> runs_by_row_;  // first row of each run -> its first id
    CellMap<Stamp> cell_stamps_;
    CellMap<MemberStamps> member_stamps_;
    CellMap<Register> cell_registers_;
    CellMap<MemberRegisters> member_registers_;
};

}  // namespace domain
