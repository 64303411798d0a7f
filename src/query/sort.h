// Orders of rows by any fields and computed columns: keys are packed into 64-bit words and radix
// sorted. Text goes by ranks, which cost a sort of their own and are kept in a RankCache.
#pragma once

#include "base/locale.h"
#include "base/result.h"
#include "query/computed.h"
#include "query/selection.h"

#include <map>
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

// Ranks by column key. `revision` is whatever number the caller moves when texts of the table
// change; ranks of an older one are computed again.
class RankCache {
public:
    const std::vector<uint32_t>& ranks(const domain::Table& table, std::string_view key,
                                       uint64_t revision, const base::Locale* locale);
    void clear() { kept_.clear(); }

private:
    struct Kept {
        uint64_t revision = 0;
        bool filled = false;
        std::vector<uint32_t> ranks;
    };
    std::map<std::string, Kept, std::less<>> kept_;
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
    uint64_t revision = 0;                 // see RankCache
};
base::Result<std::vector<Row>> sort_rows(const SortInput& input, const std::vector<SortKey>& keys,
                                         std::vector<Row> rows);

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
