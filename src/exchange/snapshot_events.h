// The listener of read_snapshot: where in the file the reader is, and what each event means there.
#pragma once

#include "base/json.h"
#include "exchange/register_json.h"
#include "exchange/snapshot.h"
#include "exchange/snapshot_run.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace exchange {

enum class Where : uint8_t {
    start,
    top,
    partial,
    redacted,
    redacted_fields,
    redacted_field,
    tables,
    table,
    run,
    columns,
    rows,
    row,
    typed,
    members,
    stamps,
    member_stamps,
    register_more,
    replaced,
    beside,
    beside_write,
    documents,
    document,
    forgotten,
    unknown,
    unknown_op,
};

class SnapshotEvents : public base::JsonEvents {
public:
    explicit SnapshotEvents(SnapshotFile& file) : file_(file) {}

    bool null() override {
        if (skipping()) return true;
        return where_ == Where::row ? told(run_.null_cell()) : misplaced();
    }
    bool boolean(bool value) override;
    bool integer(int64_t value) override;
    bool real(double, std::string_view as_written) override {
        if (skipping()) return true;
        return where_ == Where::row ? told(run_.real_cell(as_written)) : misplaced();
    }
    bool string(std::string_view value) override;
    bool key(std::string_view name) override;
    bool begin_object() override;
    bool end_object() override;
    bool begin_array() override;
    bool end_array() override;

    // The file ended well as JSON: was it a snapshot?
    base::Status finish();

private:
    // Inside something this version does not know.
    bool skipping() {
        if (skip_depth_ > 0) return true;
        if (skip_next_) {
            skip_next_ = false;
            return true;
        }
        if (where_ == Where::row && run_.at_unknown_column()) {
            run_.skip_cell();
            return true;
        }
        return false;
    }
    bool begin_skipping() {
        if (!skipping()) return false;
        ++skip_depth_;
        return true;
    }
    bool end_skipping() {
        if (skip_depth_ == 0) return false;
        --skip_depth_;
        return true;
    }
    bool set_aside(std::string_view what, std::string_view name);
    bool wrong_kind();
    bool broken(const std::string& what, const std::string& where);
    bool misplaced();
    bool told(bool fine) { return fine || broken(run_.problem(), run_.place()); }
    bool top_key(std::string_view name);
    bool run_key(std::string_view name);
    bool header_string(std::string_view value);
    bool run_string(std::string_view value);
    bool end_document();
    bool end_unknown();
    bool begin_nested_object();
    bool begin_register(std::string name);
    bool end_register();
    bool read_integer_of_head(int64_t value);
    bool may_read();
    bool begin_share();
    bool share_key(std::string_view name);
    bool read_partial(int64_t value);
    bool end_redacted_field();

    SnapshotFile& file_;
    RunReader run_;
    Where where_ = Where::start;
    std::string key_, stamps_key_;
    bool has_kind_ = false, has_format_ = false;
    int64_t least_reader_ = 0;  // a format
    int skip_depth_ = 0;
    bool skip_next_ = false, typed_seen_ = false;
    bool has_more_ = false;  // the document's entry
    domain::Members members_;
    std::vector<std::string> texts_;  // of a document entry, an unknown operation, a redacted field
    // What is more than a stamp, where it stands, and whose it is.
    RegisterText register_;
    Where register_in_ = Where::stamps;
    std::string register_name_, register_part_;
    std::vector<domain::Op> later_;   // cells: after all batches
    std::string table_name_;
};

}  // namespace exchange
