// One run of a snapshot on its way in: cells as the JSON reader hears them, into columns, and in the end
// the operations they are. Used by read_snapshot.
#pragma once

#include "domain/change.h"
#include "exchange/register_json.h"
#include "exchange/snapshot.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace exchange {

class RunReader {
public:
    // Beginning: what stands before the rows. False with `problem` set if it makes no sense.
    void begin(domain::TableKind table);
    bool set_id(std::string_view text);
    bool set_stamp(std::string_view text);
    void set_waiting() { waiting_ = true; }
    bool add_column(std::string_view name, SnapshotFile& file);
    bool begin_rows();

    // One row: its cells in order, then perhaps the stamps of some.
    void begin_row() { at_ = 0; }
    bool null_cell();
    bool text_cell(std::string_view text);
    bool integer_cell(int64_t value);
    bool real_cell(std::string_view as_written);
    bool yes_no_cell(bool yes);
    bool typed_cell(std::string_view text);
    bool pseudonym_cell(std::string_view text);
    bool members_cell(domain::Members members);
    bool at_unknown_column() const { return at_ < columns_.size() && !columns_[at_].known; }
    bool past_cells() const { return at_ == columns_.size(); }
    void skip_cell() { ++at_; }
    bool is_multi_choice(std::string_view name) const;
    bool cell_register(std::string_view name, const RegisterText& known);
    bool member_register(std::string_view name, std::string_view member, const RegisterText& known);
    bool end_row(SnapshotFile& file);

    // Appends the operations: the last batch, then the cells with stamps of their own.
    bool end(SnapshotFile& file, std::vector<domain::Op>& later);

    const std::string& problem() const { return problem_; }
    std::string place() const;  // "leads, run 3fk…-42, row 7"

private:
    struct InColumn {
        bool known = false;
        domain::Column column;
        domain::Row rows = 0;  // of the column so far: empty cells are put in when the next value comes
        std::string name;
        std::vector<uint32_t> recent;  // of choices, by a small hash of the word
    };
    bool fail(std::string problem);
    bool bad_stamps(std::string_view name);
    bool mismatch(std::string_view what);
    InColumn* current();
    static void pad(InColumn& in, domain::Row rows);
    bool push_value(const std::optional<domain::Value>& value);
    size_t column_place(std::string_view name);
    domain::Value take_value(InColumn& in);
    domain::RowId row_id() const { return first_.plus(row_); }
    domain::Row in_batch() const { return row_ - batch_begin_; }
    void end_batch(SnapshotFile& file);
    void note(domain::Stamp stamp);

    domain::TableKind table_ = domain::TableKind::leads;
    domain::RowId first_;
    domain::Stamp stamp_, newest_;
    bool has_stamp_ = false, waiting_ = false, in_rows_ = false;
    std::vector<InColumn> columns_;
    size_t at_ = 0;  // column of the next cell
    domain::Row row_ = 0;
    domain::Row batch_begin_ = 0;  // rows before it are in operations already
    std::vector<uint8_t> stamped_;  // columns of this row with a stamp of their own
    bool any_stamped_ = false;
    std::vector<domain::Op> cells_;
    std::string problem_;
};

}  // namespace exchange
