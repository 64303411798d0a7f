// Reading of snapshot.h: a listener to base::JsonReader that knows where in the file it is.
#include "base/check.h"
#include "base/text.h"
#include "exchange/snapshot_events.h"

#include <algorithm>

namespace exchange {

using base::Error;

bool SnapshotEvents::wrong_kind() {
    error = Error{"snapshot.wrong_kind",
                  "This is JSON, but not a Corong snapshot: choose a file that was exported from Corong.", ""};
    return false;
}

bool SnapshotEvents::broken(const std::string& what, const std::string& where) {
    error = Error{"snapshot.broken", "The snapshot is damaged in " + where + ": " + what + "; export it again.", where};
    return false;
}

bool SnapshotEvents::misplaced() {
    if (!has_kind_) return wrong_kind();
    switch (where_) {
        case Where::run:
        case Where::columns:
        case Where::rows:
        case Where::row:
        case Where::typed:
        case Where::members:
        case Where::stamps:
        case Where::member_stamps:
        case Where::register_more:
        case Where::replaced:
        case Where::beside:
        case Where::beside_write: return broken("a value stands where none belongs", run_.place());
        case Where::start:
        case Where::top:
        case Where::partial:
        case Where::redacted:
        case Where::redacted_fields:
        case Where::redacted_field:
        case Where::tables:
        case Where::table:
        case Where::documents:
        case Where::document:
        case Where::forgotten:
        case Where::unknown:
        case Where::unknown_op:
            return broken("a value stands where none belongs", "the part “" + std::string(base::clip(key_, 40)) + "”");
    }
    CHECK(false);
}

bool SnapshotEvents::set_aside(std::string_view what, std::string_view name) {
    file_.left_aside.push_back("The " + std::string(what) + " “" + std::string(base::clip(name, 60)) +
                               "” of a later version is left out.");
    skip_next_ = true;
    return true;
}

bool SnapshotEvents::boolean(bool value) {
    if (skipping()) return true;
    if (where_ == Where::row) return told(run_.yes_no_cell(value));
    if (where_ != Where::run || key_ != "waiting" || !value) return misplaced();
    run_.set_waiting();
    return true;
}

bool SnapshotEvents::integer(int64_t value) {
    if (skipping()) return true;
    if (where_ == Where::row) return told(run_.integer_cell(value));
    if (where_ == Where::partial) return read_partial(value);
    return where_ == Where::top ? read_integer_of_head(value) : misplaced();
}

bool SnapshotEvents::run_string(std::string_view value) {
    if (key_ == "id") return told(run_.set_id(value));
    if (key_ == "stamp") return told(run_.set_stamp(value));
    return misplaced();
}

bool SnapshotEvents::string(std::string_view value) {
    if (skipping()) return true;
    switch (where_) {
        case Where::row: return told(run_.text_cell(value));
        case Where::top: return header_string(value);
        case Where::run: return run_string(value);
        case Where::columns: return told(run_.add_column(value, file_));
        case Where::members: members_.emplace_back(value); return true;
        case Where::typed: typed_seen_ = true; return told(key_ == "typed" ? run_.typed_cell(value) : run_.pseudonym_cell(value));
        case Where::stamps: return told(run_.cell_register(key_, {std::string(value), {}, {}}));
        case Where::member_stamps: return told(run_.member_register(stamps_key_, key_, {std::string(value), {}, {}}));
        case Where::redacted_field:
        case Where::document:
        case Where::unknown_op: texts_.emplace_back(value); return true;
        case Where::register_more:
            if (register_part_ != "stamp") return misplaced();
            register_.stamp = value;
            return true;
        case Where::replaced: register_.replaced.emplace_back(value); return true;
        case Where::beside_write: register_.beside.back().parts.emplace_back(value); return true;
        case Where::forgotten: {
            const auto id = domain::row_id_from_text(value);
            if (!id)
                return broken("“" + std::string(base::clip(value, 40)) + "” is not the id of a lead",
                              "the part “forgotten”");
            later_.push_back({id->replica, 0, {}, {}, domain::Forget{*id}});
            return true;
        }
        case Where::start:
        case Where::partial:
        case Where::redacted:
        case Where::redacted_fields:
        case Where::tables:
        case Where::table:
        case Where::rows:
        case Where::beside:
        case Where::documents:
        case Where::unknown: return misplaced();
    }
    CHECK(false);
}

bool SnapshotEvents::run_key(std::string_view name) {
    for (std::string_view known : {"id", "stamp", "waiting", "columns", "rows"})
        if (name == known) return true;
    return set_aside("entry", name);
}

bool SnapshotEvents::key(std::string_view name) {
    if (skip_depth_ > 0) return true;
    if (where_ == Where::register_more) {
        register_part_ = name;
        const bool known = name == "stamp" || name == "replaced" || name == "beside";
        return known ? true : set_aside("entry", name);
    }
    key_ = name;
    switch (where_) {
        case Where::top: return top_key(name);
        case Where::tables:
            if (!domain::table_from_name(name)) return set_aside("table", name);
            table_name_ = name;
            return true;
        case Where::run: return run_key(name);
        case Where::typed: return (name == "typed" || name == "pseudonym") && !typed_seen_ ? true : misplaced();
        case Where::partial:
        case Where::redacted: return share_key(name);
        case Where::stamps:
        case Where::member_stamps:
        case Where::documents: return true;
        case Where::start:
        case Where::redacted_fields:
        case Where::redacted_field:
        case Where::table:
        case Where::columns:
        case Where::rows:
        case Where::row:
        case Where::members:
        case Where::register_more:
        case Where::replaced:
        case Where::beside:
        case Where::beside_write:
        case Where::document:
        case Where::forgotten:
        case Where::unknown:
        case Where::unknown_op: return misplaced();
    }
    CHECK(false);
}

bool SnapshotEvents::begin_register(std::string name) {
    register_ = {};
    register_in_ = where_;
    register_name_ = std::move(name);
    where_ = Where::register_more;
    return true;
}

bool SnapshotEvents::end_register() {
    where_ = register_in_;
    switch (register_in_) {
        case Where::stamps: return told(run_.cell_register(register_name_, register_));
        case Where::member_stamps: return told(run_.member_register(stamps_key_, register_name_, register_));
        default: return true;  // of a document: see end_document
    }
}

bool SnapshotEvents::begin_nested_object() {
    if (where_ == Where::row) {
        typed_seen_ = false;
        where_ = run_.past_cells() ? Where::stamps : Where::typed;
        return true;
    }
    if (where_ == Where::stamps) {
        if (!run_.is_multi_choice(key_)) return begin_register(key_);
        stamps_key_ = key_;
        where_ = Where::member_stamps;
        return true;
    }
    if (where_ == Where::member_stamps) return begin_register(key_);
    if (where_ == Where::document && texts_.size() == 2 && !has_more_) {
        has_more_ = true;
        return begin_register({});
    }
    return misplaced();
}

bool SnapshotEvents::begin_object() {
    if (begin_skipping()) return true;
    if (where_ == Where::start) {
        where_ = Where::top;
        return true;
    }
    if (where_ == Where::top && key_ == "tables") {
        where_ = Where::tables;
        return true;
    }
    if (where_ == Where::top && key_ == "documents") {
        where_ = Where::documents;
        return true;
    }
    if (where_ == Where::top && (key_ == "partial" || key_ == "redacted")) return begin_share();
    if (where_ == Where::table) {
        run_.begin(*domain::table_from_name(table_name_));
        where_ = Where::run;
        return true;
    }
    return begin_nested_object();
}

bool SnapshotEvents::end_object() {
    if (end_skipping()) return true;
    switch (where_) {
        case Where::top: where_ = Where::start; return true;
        case Where::partial:
        case Where::redacted:
        case Where::tables:
        case Where::documents: where_ = Where::top; return true;
        case Where::run: where_ = Where::table; return told(run_.end(file_, later_));
        case Where::typed: where_ = Where::row; return typed_seen_ ? true : misplaced();
        case Where::stamps: where_ = Where::row; return true;
        case Where::member_stamps: where_ = Where::stamps; return true;
        case Where::register_more: return end_register();
        case Where::start:
        case Where::redacted_fields:
        case Where::redacted_field:
        case Where::table:
        case Where::columns:
        case Where::rows:
        case Where::row:
        case Where::members:
        case Where::replaced:
        case Where::beside:
        case Where::beside_write:
        case Where::document:
        case Where::forgotten:
        case Where::unknown:
        case Where::unknown_op: CHECK(false);  // these are arrays
    }
    CHECK(false);
}

bool SnapshotEvents::begin_array() {
    if (begin_skipping()) return true;
    switch (where_) {
        case Where::redacted: where_ = Where::redacted_fields; return true;
        case Where::redacted_fields:
            texts_.clear();
            where_ = Where::redacted_field;
            return true;
        case Where::tables: where_ = Where::table; return true;
        case Where::rows:
            where_ = Where::row;
            run_.begin_row();
            return true;
        case Where::row:
            if (run_.past_cells()) return misplaced();
            members_.clear();
            where_ = Where::members;
            return true;
        case Where::run:
            if (key_ == "columns")
                where_ = Where::columns;
            else if (key_ == "rows")
                where_ = Where::rows;
            else
                return misplaced();
            return where_ == Where::columns ? true : told(run_.begin_rows());
        case Where::register_more:
            if (register_part_ == "stamp") return misplaced();
            where_ = register_part_ == "replaced" ? Where::replaced : Where::beside;
            return true;
        case Where::beside:
            register_.beside.emplace_back();
            where_ = Where::beside_write;
            return true;
        case Where::top:
            if (key_ == "forgotten")
                where_ = Where::forgotten;
            else if (key_ == "unknown")
                where_ = Where::unknown;
            else
                return misplaced();
            return true;
        case Where::documents:
            texts_.clear();
            has_more_ = false;
            register_ = {};
            where_ = Where::document;
            return true;
        case Where::unknown:
            texts_.clear();
            where_ = Where::unknown_op;
            return true;
        case Where::start:
        case Where::partial:
        case Where::redacted_field:
        case Where::table:
        case Where::columns:
        case Where::typed:
        case Where::members:
        case Where::stamps:
        case Where::member_stamps:
        case Where::replaced:
        case Where::beside_write:
        case Where::document:
        case Where::forgotten:
        case Where::unknown_op: return misplaced();
    }
    CHECK(false);
}

bool SnapshotEvents::end_array() {
    if (end_skipping()) return true;
    switch (where_) {
        case Where::redacted_fields: where_ = Where::redacted; return true;
        case Where::redacted_field: where_ = Where::redacted_fields; return end_redacted_field();
        case Where::table: where_ = Where::tables; return true;
        case Where::columns: where_ = Where::run; return true;
        case Where::rows: where_ = Where::run; return true;
        case Where::row: where_ = Where::rows; return told(run_.end_row(file_));
        case Where::members: where_ = Where::row; return told(run_.members_cell(std::move(members_)));
        case Where::replaced:
        case Where::beside: where_ = Where::register_more; return true;
        case Where::beside_write: where_ = Where::beside; return true;
        case Where::forgotten:
        case Where::unknown: where_ = Where::top; return true;
        case Where::document: where_ = Where::documents; return end_document();
        case Where::unknown_op: where_ = Where::unknown; return end_unknown();
        case Where::start:
        case Where::top:
        case Where::partial:
        case Where::redacted:
        case Where::tables:
        case Where::run:
        case Where::typed:
        case Where::stamps:
        case Where::member_stamps:
        case Where::register_more:
        case Where::documents: CHECK(false);  // these are objects
    }
    CHECK(false);
}

}  // namespace exchange
