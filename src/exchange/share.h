// What of a book leaves in a snapshot (exchange/snapshot.h) when it is not all of it: some people only, and of what
// says who they are only what was agreed to.
//
// Some people: the chosen leads with their activities, tasks and deals, the companies their cells name, and the
// documents. Not: leads that were forgotten, operations of later versions (nobody can tell whom they are about).
//
// Redacted: each personal field (Field::personal: the built-in ones that name, reach or describe somebody, the free
// texts, the place in an imported file; every custom field; every field this version does not know) is treated as
// somebody chose, and left out where nobody did:
//   keep        as it is, with its stamps
//   pseudonym   "Person 17" in place of the value. One value has one word within a file, and it has another in the
//               next: the numbers are dealt out by a seed from outside. Fields of text and choice alone.
//   leave out   neither the value nor anything that was ever written there
// Of fields that are not personal, what is kept as typed is left out, too: it is free text. Documents (models, lenses,
// labels of fields) go along whole, but for the book's name and saved lists (segments, which stay out of a part of the
// book, too): scores depend on them, and no person is in them. Ids and
// stamps stay: who has the full book can tell who is who, nobody else can.
//
// A pseudonym is a cell of its own kind for ever (domain::AsTyped in a field of text or choice, where no real value is
// one), and it stands as what the row was created with, by the stamp of the creation: there it is above nothing and
// below every real value (domain::tie_bytes). So it shows where nothing is known, never replaces a value, and the full
// file replaces it whenever it comes. What is left out is not there, which says nothing to anybody: merging takes
// operations, and there is none.
#pragma once

#include "domain/book.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace exchange {

enum class Treatment : uint8_t { keep, pseudonym, leave_out };
std::string_view treatment_word(Treatment treatment);  // "keep", "pseudonym", "left_out"
std::optional<Treatment> treatment_from_word(std::string_view word);

struct FieldTreatment {
    domain::TableKind table = domain::TableKind::leads;
    std::string key;
    Treatment treatment = Treatment::leave_out;
    std::string noun = {};  // of its pseudonyms: "Person"; fields of one noun share their numbers
};

struct Share {
    std::optional<std::vector<domain::RowId>> leads = {};         // nothing: everybody
    std::optional<std::vector<FieldTreatment>> redacted = {};     // nothing: as it is
    uint64_t seed = 0;                                            // random, new for each file
    bool is_everything() const { return !leads && !redacted; }
};

bool may_be_pseudonym(domain::FieldKind kind);
bool is_pseudonym(domain::FieldKind kind, const domain::Value& value);

// The personal fields that hold anything, table by table, built-in ones first.
struct PersonalField {
    domain::TableKind table = domain::TableKind::leads;
    domain::Field field;
};
std::vector<PersonalField> personal_fields(const domain::Book& book);

// By the text of the value.
using Pseudonyms = std::map<std::string, std::string, std::less<>>;

// How one column leaves.
struct ColumnShare {
    Treatment treatment = Treatment::keep;
    bool leaves_out_typed = false;            // what is kept as typed
    const Pseudonyms* pseudonyms = nullptr;
};
struct TableShare {
    bool some_rows = false;
    std::vector<uint8_t> rows = {};           // by row: whether it goes along; if some_rows
    std::vector<ColumnShare> columns = {};    // by index in Table::columns()

    bool has(domain::Row row) const { return !some_rows || rows[row] != 0; }
};

// Makes ready what a share needs to know, in slices. The book must not change meanwhile.
class ShareCut {
public:
    ShareCut(const domain::Book& book, Share share);
    bool step(uint64_t rows);  // true when ready
    double progress() const;   // 0..1

    const TableShare& of(domain::TableKind table) const { return tables_[static_cast<size_t>(table)]; }
    bool is_partial() const { return share_.leads.has_value(); }
    bool is_redacted() const { return share_.redacted.has_value(); }
    uint64_t leads() const { return leads_; }  // that go along
    // Of all columns that do not leave as they are: table, key, treatment. In the order of files.
    struct Redacted {
        std::string_view table;
        std::string key;
        Treatment treatment;
    };
    std::vector<Redacted> redacted() const;

private:
    struct Words {
        std::vector<std::string> reserved;    // pseudonyms of another share, which stay
        Pseudonyms words;
    };
    enum class Phase : uint8_t { leads, rows, words, done };
    void treat_columns();
    ColumnShare treat(domain::TableKind table, const domain::Column& column);
    void choose_leads(uint64_t& budget);
    void choose_rows(uint64_t& budget);
    bool is_chosen(domain::TableKind table, domain::Row row) const;
    void gather_words(uint64_t& budget);
    void gather_word(const domain::Table& table, size_t column, domain::Row row);
    void deal_numbers();
    // Steps `next_row_` through the tables; true while `table_` is one.
    bool next_table();

    const domain::Book& book_;
    Share share_;
    Phase phase_ = Phase::leads;
    std::map<std::string, Words> nouns_;
    TableShare tables_[std::size(domain::kTables)];
    std::map<std::string, bool, std::less<>> companies_;  // that the chosen leads name
    size_t next_lead_ = 0, table_ = 0;
    domain::Row next_row_ = 0;
    uint64_t leads_ = 0, done_rows_ = 0, all_rows_ = 0;
};

// Whether a value that a column shows is what its row was created with.
bool shows_creation(const domain::Table& table, domain::Row row, size_t column);

}  // namespace exchange
