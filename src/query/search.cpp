#include "query/search.h"

#include "base/order.h"
#include "base/text.h"
#include "query/scan.h"

#include <algorithm>

namespace query {
namespace {

constexpr Row kBlock = 4096;
constexpr size_t kMostWords = 8;
constexpr std::ptrdiff_t kWidestGap = 4096;  // bytes between cells that are still scanned as one stretch

// Cells of rows [begin, end) as one stretch of bytes, if they lie there in the order of their rows
// (a rewritten cell does not).
struct Stretch {
    const char* begin = nullptr;
    const char* end = nullptr;
    bool ordered = true;
};

Stretch stretch_of(const domain::TextColumn& column, Row begin, Row end) {
    Stretch stretch;
    for (Row row = begin; row < end; ++row) {
        const std::string_view cell = column.folded_at(row);
        if (cell.empty()) continue;
        if (!stretch.begin) stretch.begin = stretch.end = cell.data();
        if (cell.data() < stretch.end || cell.data() - stretch.end > kWidestGap) {
            stretch.ordered = false;
            return stretch;
        }
        stretch.end = cell.data() + cell.size();
    }
    return stretch;
}

// A pseudonym that stands in the cell's place.
bool has_pseudonym(const domain::Column& column, const Needle& needle, Row row) {
    const auto typed = column.as_typed.find(row);
    return typed != column.as_typed.end() && needle.in(base::fold(typed->second));
}

void search_text(const domain::TextColumn& column, const Needle& needle, Row begin, Row end, uint8_t* found) {
    const Stretch stretch = stretch_of(column, begin, end);
    if (!stretch.ordered) {
        for (Row row = begin; row < end; ++row) found[row - begin] |= needle.in(column.folded_at(row));
        return;
    }
    Row row = begin;
    const char* at = stretch.begin;
    while (at && (at = needle.find(at, stretch.end)) != stretch.end) {
        // Walk to the cell that reaches past the hit; a hit across two cells or in bytes that no
        // cell owns is none.
        std::string_view cell;
        for (; row < end; ++row) {
            cell = column.folded_at(row);
            if (!cell.empty() && cell.data() + cell.size() > at) break;
        }
        if (row == end) return;
        const char* cell_end = cell.data() + cell.size();
        if (at >= cell.data() && at + needle.text().size() <= cell_end) {
            found[row - begin] = 1;
            at = cell_end;
        } else {
            ++at;
        }
    }
}

}  // namespace

std::vector<std::string> search_words(std::string_view text) {
    std::vector<std::string> words;
    for (std::string& word : base::split(base::fold(text), ' '))
        if (!word.empty()) words.push_back(std::move(word));
    // The longest is usually the rarest, and makes those inside it superfluous.
    base::sort(words, [](const auto& a, const auto& b) { return a.size() > b.size(); });
    std::vector<std::string> kept;
    for (std::string& word : words) {
        const bool inside = std::any_of(kept.begin(), kept.end(), [&](const auto& k) { return k.find(word) != std::string::npos; });
        if (!inside && kept.size() < kMostWords) kept.push_back(std::move(word));
    }
    return kept;
}

std::vector<std::string> lead_search_keys() { return {"name", "email", "company"}; }

SearchJob::SearchJob(const domain::Book& book, domain::TableKind table, const std::vector<std::string>& keys,
                     std::string_view text, const Mask* within)
    : words_(search_words(text)) {
    const domain::Table& rows = book.table(table);
    total_ = rows.size();
    if (!words_.empty())
        for (const std::string& key : keys) add_column(book, rows, key);
    if (within) {
        CHECK(within->size() == total_);
        matches_ = *within;
    } else {
        matches_ = alive_rows(rows);
    }
    if (words_.empty()) next_ = total_;
}

void SearchJob::add_column(const domain::Book& book, const domain::Table& table, const std::string& key) {
    const domain::Column* column = table.column(key);
    if (!column) return;
    Column added;
    const auto look_up = [&](size_t codes, auto&& folded_of) {
        for (const std::string& word : words_) {
            const Needle needle(word);
            auto& found = added.found_by_code.emplace_back(codes);
            for (size_t code = 0; code < codes; ++code) found[code] = needle.in(folded_of(code));
        }
    };
    if (const auto* text = std::get_if<domain::TextColumn>(&column->data)) {
        added.text = text;
        if (!column->as_typed.empty()) added.with_pseudonyms = column;
    } else if (const auto* choice = std::get_if<domain::ChoiceColumn>(&column->data)) {
        added.codes = &choice->codes;
        look_up(choice->dictionary.size(), [&](size_t code) { return base::fold(choice->dictionary.text(static_cast<uint32_t>(code))); });
    } else if (const auto* reference = std::get_if<domain::ReferenceColumn>(&column->data)) {
        const auto field = book.field(table.kind(), key);
        const domain::TextColumn* names = field ? book.table(field->target).text("name") : nullptr;
        if (!names) return;
        added.codes = &reference->rows;
        look_up(names->size(), [&](size_t row) { return names->folded_at(static_cast<Row>(row)); });
    } else {
        return;
    }
    columns_.push_back(std::move(added));
}

void SearchJob::search_block(Row begin, Row end, size_t word, uint8_t* found) const {
    const Needle needle(words_[word]);
    for (const Column& column : columns_) {
        if (column.text) {
            search_text(*column.text, needle, begin, end, found);
            for (Row row = begin; column.with_pseudonyms && row < end; ++row) found[row - begin] |= has_pseudonym(*column.with_pseudonyms, needle, row);
            continue;
        }
        const std::vector<uint8_t>& by_code = column.found_by_code[word];
        for (Row row = begin; row < end; ++row) {
            const uint32_t code = (*column.codes)[row];
            if (code < by_code.size()) found[row - begin] |= by_code[code];
        }
    }
}

bool SearchJob::row_has(Row row, size_t word) const {
    for (const Column& column : columns_) {
        if (column.text) {
            const Needle needle(words_[word]);
            if (needle.in(column.text->folded_at(row))) return true;
            if (column.with_pseudonyms && has_pseudonym(*column.with_pseudonyms, needle, row)) return true;
            continue;
        }
        const uint32_t code = (*column.codes)[row];
        if (code < column.found_by_code[word].size() && column.found_by_code[word][code]) return true;
    }
    return false;
}

void SearchJob::do_block(Row begin, Row end) {
    uint8_t found[kBlock] = {};
    search_block(begin, end, 0, found);
    uint8_t* out = matches_.data() + begin;
    for (Row i = 0; i < end - begin; ++i) out[i] &= found[i];
    for (size_t word = 1; word < words_.size(); ++word)
        for (Row row = begin; row < end; ++row)
            if (matches_[row]) matches_[row] = row_has(row, word);
}

bool SearchJob::step(Row rows) {
    const Row stop = rows > total_ - next_ ? total_ : next_ + rows;
    while (next_ < stop) {
        const Row end = std::min(stop, next_ + kBlock);
        do_block(next_, end);
        next_ = end;
    }
    return done();
}

Mask search_rows(const domain::Book& book, domain::TableKind table, const std::vector<std::string>& keys,
                 std::string_view text) {
    SearchJob job(book, table, keys, text);
    while (!job.done()) job.step(1u << 20);
    return job.take();
}

}  // namespace query
