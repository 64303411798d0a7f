// The work behind plan_merge: a book and a file, compared register by register, in slices. For merge*.cpp.
#pragma once

#include "exchange/merge.h"

#include <map>

namespace exchange {

// What a row of this book turned out to be when compared.
struct RowNews {
    bool differs = false, loses = false;
    bool needs_batch = false;  // theirs wins with what the row was created with
};

// Gathers their cells that were written after their rows were created; then goes through the file's operations.
class Comparison {
public:
    Comparison(const domain::Book& book, SnapshotFile& file, base::Millis now) : book_(book), file_(file), now_(now) {}
    bool step(uint64_t rows);
    double progress() const;
    MergePlan take();

private:
    MergeCounts& counts_of(domain::TableKind table) {
        return table == domain::TableKind::leads ? plan_.leads : plan_.others;
    }
    void gather_theirs(uint64_t& budget);
    void compare(uint64_t& budget);
    bool compare_batch(const domain::Op& op, const domain::CreateRows& batch, uint64_t& budget);
    RowNews compare_row(const domain::Table& table, domain::Row row, domain::Stamp there,
                        const domain::CreateRows& batch, domain::Row source);
    void compare_cells(const domain::Table& table, domain::Row row, domain::Stamp there,
                       const domain::CreateRows& batch, domain::Row source, RowNews& news);
    void compare_edits(const domain::Table& table, domain::Row row, RowNews& news);
    void compare_edit(const domain::Table& table, domain::Row row, const domain::Op& op, RowNews& news);
    bool compare_cell(domain::TableKind table, std::string_view key, domain::FieldKind kind, const domain::Value& here,
                      domain::Stamp stamp_here, const domain::Value& there, domain::Stamp stamp_there, RowNews& news);
    bool lacks_member(const domain::Table& table, domain::Row row, size_t column, const domain::Value& there) const;
    domain::Value cell_value(const domain::Table& table, domain::Row row, size_t column) const;
    void count_own_edits(const domain::Table& table, domain::Row row, RowNews& news);
    void compare_rest(const domain::Op& op);
    void compare_entry(const domain::Op& op, const domain::SetEntry& set);
    void want(const domain::Op& op);
    void judge();

    const domain::Book& book_;
    SnapshotFile& file_;
    base::Millis now_;
    enum class Phase { theirs, operations, done } phase_ = Phase::theirs;
    size_t next_op_ = 0;        // of the phase
    domain::Row next_row_ = 0;  // of the batch
    bool batch_needed_ = false;
    std::vector<size_t> wanted_;  // places in file_.ops
    MergePlan plan_;
    std::map<std::pair<domain::TableKind, domain::RowId>, std::vector<const domain::Op*>> edits_;  // theirs, by row
    uint64_t known_[5] = {}, losing_leads_ = 0, losing_others_ = 0;
};

}  // namespace exchange
