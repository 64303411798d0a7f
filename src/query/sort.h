// Orders of rows by any fields and computed columns: keys are packed into 64-bit words and radix
// sorted. Text goes by ranks, which cost a sort of their own and are kept in a RankCache.
#pragma once

#include "base/locale.h"
#include "base/result.h"
#include "query/computed.h"
#include "query/selection.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace query {

struct SortKey {
    std::string column;  // a field's key or a computed column's name
    bool descending = false;
};
// "-score.total" is descending.
SortKey sort_key_from_text(std::string_view text);

// Rank of every row's text: equal search forms get equal ranks, empty cells kEmptyRank. Order of the
// language if `locale` is given and there are at most kCollatedTexts different texts, else byte
// order of the search form.
inline constexpr uint32_t kEmptyRank = 0xFFFFFFFFu;
inline constexpr size_t kCollatedTexts = 50'000;
std::vector<uint32_t> text_ranks(const domain::TextColumn& column, Row rows, const base::Locale* locale);

// The same in slices. The column and the locale must not change between begin and end.
class RankJob {
public:
    RankJob(const domain::TextColumn& column, Row rows, const base::Locale* locale);
    ~RankJob();
    // About `rows` rows' worth of work; true when done. 8,192 take about a millisecond; but the first
    // bytes of all are sorted in two steps.
    bool step(Row rows);
    std::vector<uint32_t> take();  // after step() was true, once

private:
    struct State;
    std::unique_ptr<State> state_;
};

// When the texts of each column of a table changed last, counted by whoever sees its operations.
class TextRevisions {
public:
    uint64_t of(std::string_view key) const;
    void moved(std::string_view key);
    void all_moved() { all_ = ++last_; }

private:
    uint64_t last_ = 1, all_ = 1;
    std::map<std::string, uint64_t, std::less<>> columns_;
};

// Ranks by column key, each of one revision of its texts; those of an older one are computed again.
class RankCache {
public:
    // Computes them at once where they are missing or old.
    const std::vector<uint32_t>& ranks(const domain::Table& table, std::string_view key,
                                       uint64_t revision, const base::Locale* locale);
    bool fresh(const domain::Table& table, std::string_view key, uint64_t revision) const;
    bool knows(std::string_view key) const { return kept_.contains(key); }  // fresh or old
    void keep(std::string_view key, uint64_t revision, std::vector<uint32_t> ranks);
    // Of whatever revision; rows that came later, and columns never ranked, have kEmptyRank.
    const std::vector<uint32_t>& ranks_so_far(const domain::Table& table, std::string_view key);
    void clear() { kept_.clear(); }

private:
    struct Kept {
        uint64_t revision = 0;
        std::vector<uint32_t> ranks;
    };
    std::map<std::string, Kept, std::less<>> kept_;
    std::vector<uint32_t> unranked_;
};

// The rows of `rows` in the order of the keys, empty cells last in both directions. Ties: newest
// activity first (the computed column "last_activity", if handed in), then name, then row id.
// Errors: sort.unknown_column.
struct SortInput {
    const domain::Book* book = nullptr;
    domain::TableKind table = domain::TableKind::leads;
    std::span<const Computed> computed;
    const base::Locale* locale = nullptr;  // null: byte order of search forms
    RankCache* cache = nullptr;            // null: ranks are computed for this sort alone
    const TextRevisions* revisions = nullptr;  // with a cache
    bool ranks_so_far = false;             // takes old ranks from the cache as they are
};
base::Result<std::vector<Row>> sort_rows(const SortInput& input, const std::vector<SortKey>& keys,
                                         std::vector<Row> rows);
// The same order after few rows have changed, by one pass: `order` is what sort_rows() gave of all rows of the table that
// are alive, for the same keys and language; since then `moved`, and no others, may have got other values, come or gone.
base::Result<std::vector<Row>> sort_again(const SortInput& input, const std::vector<SortKey>& keys,
                                          std::vector<Row> order, std::vector<Row> moved);
// Text columns that such a sort goes by and whose ranks are not fresh in its cache: to rank ahead of time.
std::vector<std::string> columns_to_rank(const SortInput& input, const std::vector<SortKey>& keys);

// --- the engine, for computed orders ------------------------------------------------------------
// One key: a value per row of the table. Cells equal to `empty` come last in both directions.
struct KeyColumn {
    ComputedValues values;
    bool descending = false;
    int64_t empty = domain::kNoNumber;
};
// Stable radix sort by the keys, most significant first.
std::vector<Row> order_by(std::vector<Row> rows, std::span<const KeyColumn> keys);

}  // namespace query
