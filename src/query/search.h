// Search as you type: rows in which every word of the text occurs somewhere in the searched
// columns, as a substring of the search form (base::fold). Not ranking, not fuzzy.
#pragma once

#include "query/selection.h"

#include <string>
#include <string_view>
#include <vector>

namespace query {

// Words of a search text in search form; at most 8, doubles and words inside longer ones left out.
std::vector<std::string> search_words(std::string_view text);

// In slices: `step` looks at the next `rows` rows. Any column kind that holds text may be searched:
// text, link, choice, and a reference (by the target's `name`). Unknown keys are ignored. Keeps
// pointers into the book: start again when the book changes.
class SearchJob {
public:
    // `within` (or null) limits the rows looked at; without it alive rows. An empty text matches all
    // of them.
    SearchJob(const domain::Book& book, domain::TableKind table, const std::vector<std::string>& keys,
              std::string_view text, const Mask* within = nullptr);

    bool step(Row rows);  // true when all rows are done
    bool done() const { return next_ >= total_; }
    Row next() const { return next_; }
    Row total() const { return total_; }
    const Mask& matches() const { return matches_; }  // complete up to next()
    Mask take() { return std::move(matches_); }

private:
    struct Column {
        const domain::TextColumn* text = nullptr;
        const domain::Column* with_pseudonyms = nullptr;  // of a text: null where it has none
        const domain::Cells<uint32_t>* codes = nullptr;   // of a choice, or rows of a reference
        std::vector<std::vector<uint8_t>> found_by_code;  // per word
    };
    void add_column(const domain::Book& book, const domain::Table& table, const std::string& key);
    // Sets found[row - begin] where the word occurs in any column.
    void search_block(Row begin, Row end, size_t word, uint8_t* found) const;
    bool row_has(Row row, size_t word) const;
    void do_block(Row begin, Row end);

    std::vector<std::string> words_;
    std::vector<Column> columns_;
    Mask matches_;
    Row next_ = 0;
    Row total_ = 0;
};

// Columns of a lead that the search field looks into.
std::vector<std::string> lead_search_keys();  // name, email, company

Mask search_rows(const domain::Book& book, domain::TableKind table, const std::vector<std::string>& keys,
                 std::string_view text);

}  // namespace query
