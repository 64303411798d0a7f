// What an import is going to do, as plain data: made by Planner (planner.h), shown to the user, edited
// (by hand or by apply_options of import_options.h), then carried out by Importer (importer.h). No bytes of the file
// here beyond samples.
#pragma once

#include "base/hash.h"
#include "base/result.h"
#include "domain/field.h"
#include "exchange/dialects.h"
#include "exchange/encoding.h"
#include "exchange/headers.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace exchange {

enum class TargetKind : uint8_t { leave_out, built_in, custom };

struct Target {
    TargetKind kind = TargetKind::leave_out;
    std::string key;    // of a built-in field
    std::string label;  // of a custom field
    domain::FieldKind field_kind = domain::FieldKind::text;
    NamePart part = NamePart::whole;  // of key "name"

    // The key in the book: `key`, or domain::custom_key(label, field_kind); "" when left out.
    std::string field_key() const;
    bool operator==(const Target&) const = default;
};
Target leave_out();
Target built_in(std::string_view key);
Target custom(std::string_view label, domain::FieldKind kind);

enum class How : uint8_t { known_header, guessed, asked, new_field, not_imported };
std::string_view how_word(How how);  // "known_header", ...

enum class QuestionKind : uint8_t { number_form, date_form, large_m };
struct Question {
    QuestionKind kind = QuestionKind::number_form;
    std::string example;  // the value that is open: "1.200", "03/04/2026", "1,5 M"
    // Answers, as words of the dialect option, and what the example would then be.
    std::vector<std::pair<std::string, std::string>> answers;
};

// What a file does not name is called by its number. It becomes labels and names of the book, so in the words of who
// imports it; by itself, in English.
struct NumberedWords {
    std::function<std::string(uint64_t)> column = [](uint64_t number) { return "Column " + std::to_string(number); };
    std::function<std::string(uint64_t)> row = [](uint64_t line) { return "Row " + std::to_string(line); };
};

struct ColumnPlan {
    std::string header;                // as written, or "Column 3"
    bool unnamed = false;              // the latter
    std::vector<std::string> samples;  // first three distinct values
    uint64_t filled = 0;               // cells that are not empty
    Target target;
    How how = How::new_field;
    // What the values look like, whatever the target: what to offer for a new field.
    domain::FieldKind guessed_kind = domain::FieldKind::text;
    Dialect dialect;       // settle an open one by setting number, date or large_m
    uint64_t misfits = 0;  // values that do not read as the target's kind
    // First values that read two ways: what question() is about.
    std::string open_number, open_date, open_million;

    // The open question, if any, given target and dialect as they are now.
    std::optional<Question> question() const;
};

enum class Outcome : uint8_t { open, won, lost };
std::string_view outcome_word(Outcome outcome);  // domain::kOpen, kWon, kLost
std::optional<Outcome> outcome_from_word(std::string_view word);

struct OutcomeWord {
    std::string value;  // as in the file
    uint64_t rows = 0;
    Outcome outcome = Outcome::open;
    bool proposed = false;  // by words we know; false: nothing known, taken as open
};
// A column that tells won, lost or open. Where several do, any `won` or `lost` beats `open`, and the
// first column that says one of them decides.
struct OutcomeColumn {
    size_t column = 0;
    std::vector<OutcomeWord> words;  // most frequent first
    bool use = true;
};
// Its date and value are the columns whose targets are `closed` and `value`: see column_with.
struct OutcomePlan {
    std::vector<OutcomeColumn> columns;
};

enum class Mode : uint8_t { create, update, both };

struct ImportPlan {
    std::string file_name;
    uint64_t file_bytes = 0;
    base::Hash128 file_hash;
    Encoding encoding = Encoding::utf8;
    uint8_t mark_bytes = 0;
    char delimiter = ',';
    bool sep_line = false;
    bool has_header = true;
    uint64_t header_line = 0;    // 0 when there is none
    uint64_t preamble_rows = 0;  // rows above the header that are not part of the table
    std::vector<ColumnPlan> columns;
    OutcomePlan outcome;
    Mode mode = Mode::create;
    // Rows that name nobody (no name, company, e-mail or phone) are rejected; but in a file without any
    // such column all rows are kept, as "Row 17" after their line.
    bool name_rows_by_line = false;

    uint64_t rows = 0;           // below the header, empty lines not counted
    uint64_t ragged_rows = 0;    // of these: too few or too many cells, a stray quote, or a cell past the limit
    uint64_t nameless_rows = 0;  // of these: nobody named, given the mapping the plan began with
    uint64_t empty_lines = 0;

    uint64_t rejected_rows() const { return ragged_rows + (name_rows_by_line ? 0 : nameless_rows); }
    // Exact, else by slug; a column without a header also as "Column 3", whatever it is called.
    std::optional<size_t> column_of(std::string_view header) const;
    std::optional<size_t> column_with(std::string_view key) const;   // whose target is this built-in field
};

// Refuses a plan that still has an open question (import.ambiguous_number, import.ambiguous_date,
// import.ambiguous_million; `where` is the column), does nothing (import.nothing_mapped), sends two columns
// to one field (import.two_columns_one_field) or wants to update (import.mode_unsupported).
base::Status ready(const ImportPlan& plan);

}  // namespace exchange
