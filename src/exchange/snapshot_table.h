// One table on its way into a snapshot: runs, rows, cells and their stamps as canonical JSON. Used by
// SnapshotWriter.
#pragma once

#include "domain/book.h"
#include "exchange/share.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace exchange {

// A column in the order of the file, and what is needed to write its cells quickly.
struct OutColumn {
    size_t index = 0;  // in Table::columns()
    const domain::Column* column = nullptr;
    std::string name;
    std::vector<std::string> words;  // of a choice: each as JSON, made when first met
};

// What was written to a cell of the row after its creation, by place in the file.
struct OwnStamp {
    size_t column = 0;  // in the order of the file
    domain::Stamp stamp;
    bool more = false;  // than that stamp: see Table::cell_registers
};

// Rows of a run that lie side by side in the table.
struct OutPiece {
    domain::Row first = 0, end = 0;
    domain::Row place = 0;  // of the first one in the run
};

struct OutRun {
    domain::RowId first;
    domain::Stamp stamp;
    bool waiting = false;
    domain::Row rows = 0;
    std::vector<OutPiece> pieces;
};

// Which columns the rows of a run fill: only those cells are looked at, however many columns there are.
struct FullCells {
    std::vector<uint32_t> begins;                         // by row of the run, and the end
    std::vector<uint32_t> columns;                        // row after row: places in `used`, ascending
    std::vector<std::pair<domain::Row, uint32_t>> found;  // the same, column after column
};

class TableWriter {
public:
    // `share`: how it leaves, if not as it is; must stay until the end.
    TableWriter(const domain::Book& book, const domain::Table& table, const TableShare* share);
    // True when the table is complete.
    bool step(uint64_t& budget, std::string& out);
    uint64_t written() const { return written_; }

private:
    void order_columns();
    bool next_run();
    void find_full_cells();
    void begin_run(std::string& out);
    void write_row(domain::Row row, std::string& out);
    void write_cell(OutColumn& column, domain::Row row, std::string& out);
    void write_reference(const OutColumn& column, domain::Row row, std::string& out) const;
    void write_stamps(domain::Row row, std::string& out) const;
    void write_members(domain::Row row, const OutColumn& column, std::string& out) const;
    bool has_stamps(domain::Row row) const;
    void gather_stamps(domain::Row row);
    // What is written of a cell, and of its stamps.
    const ColumnShare& share_of(size_t column) const;
    bool stamps_leave(domain::Row row, size_t column) const;
    bool cell_leaves(domain::Row row, size_t column) const;
    domain::Register cell_register(domain::Row row, size_t column) const;
    bool write_pseudonym(const OutColumn& column, domain::Row row, std::string& out) const;

    const domain::Book& book_;
    const domain::Table& table_;
    const TableShare* share_;  // null: all as it is
    std::vector<OutColumn> columns_;
    std::vector<size_t> place_;      // in columns_, by index in Table::columns()
    std::vector<OwnStamp> stamps_;   // of the row that is being written
    std::map<domain::RowId, domain::Run>::const_iterator next_;
    domain::Row offset_ = 0;  // in *next_
    OutRun run_;
    std::vector<size_t> used_;  // columns of the run, in the order of the file
    FullCells full_;
    size_t piece_ = 0;    // of the run
    domain::Row at_ = 0;  // in the run
    bool any_run_ = false;
    uint64_t written_ = 0;
};

}  // namespace exchange
