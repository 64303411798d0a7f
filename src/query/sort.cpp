#include "query/sort.h"

#include "base/order.h"
#include "query/radix.h"

#include <algorithm>
#include <deque>
#include <optional>

namespace query {
namespace {

constexpr std::string_view kLastActivity = "last_activity";

// The columns of a sort, and the values that had to be made for it.
struct Plan {
    std::vector<KeyColumn> keys;
    std::deque<std::vector<uint32_t>> made;  // a deque: spans into it stay good
    std::deque<std::vector<int64_t>> widened;  // sparse columns, made whole

    void add_made(std::vector<uint32_t> values, bool descending) {
        made.push_back(std::move(values));
        keys.push_back({std::span<const uint32_t>(made.back()), descending, kEmptyRank});
    }
    template <class T>
    void add_cells(const domain::Cells<T>& cells, bool descending, T empty) {
        if (cells.is_dense()) return keys.push_back({cells.dense(), descending, empty});
        std::vector<int64_t>& values = widened.emplace_back(cells.size(), static_cast<int64_t>(empty));
        cells.for_each_full(0, cells.size(), [&](Row row, T value) { values[row] = static_cast<int64_t>(value); });
        keys.push_back({std::span<const int64_t>(values), descending, empty});
    }
};

// Ranks of a few texts, each of which stands for many rows.
std::vector<uint32_t> ranks_of_texts(const std::vector<std::string>& texts, const base::Locale* locale) {
    domain::TextColumn column;
    for (const std::string& text : texts) column.push(text);
    return text_ranks(column, column.size(), locale);
}

std::vector<uint32_t> spread(const domain::Cells<uint32_t>& codes, const std::vector<uint32_t>& rank_of_code, Row rows) {
    std::vector<uint32_t> ranks(rows, kEmptyRank);
    for (Row row = 0; row < rows && row < codes.size(); ++row)
        if (const uint32_t code = codes[row]; code < rank_of_code.size()) ranks[row] = rank_of_code[code];
    return ranks;
}

std::vector<uint32_t> member_ranks(const domain::MultiChoiceColumn& column, const base::Locale* locale) {
    std::vector<std::string> texts;
    for (const auto& set : column.sets) {
        std::vector<std::string_view> members;
        for (uint32_t member : set) members.push_back(column.members.text(member));
        base::sort(members);  // codes are older or younger in every book
        std::string text;
        for (std::string_view member : members) text += std::string(member) + ' ';
        texts.push_back(std::move(text));
    }
    return ranks_of_texts(texts, locale);
}

void add_text(Plan& plan, const SortInput& input, const domain::Column& column, const domain::TextColumn& text,
              bool descending) {
    const domain::Table& table = input.book->table(input.table);
    if (!input.cache) return plan.add_made(text_ranks(text, table.size(), input.locale), descending);
    const auto& ranks = input.ranks_so_far ? input.cache->ranks_so_far(table, column.key)
                                           : input.cache->ranks(table, column.key, input.revisions->of(column.key), input.locale);
    plan.keys.push_back({std::span<const uint32_t>(ranks), descending, kEmptyRank});
}

void add_reference(Plan& plan, const SortInput& input, const domain::Column& column,
                   const domain::ReferenceColumn& reference, bool descending) {
    const auto field = input.book->field(input.table, column.key);
    const domain::TextColumn* names = field ? input.book->table(field->target).text("name") : nullptr;
    if (!names) {
        plan.add_cells(reference.rows, descending, domain::kNoRow);
        return;
    }
    const std::vector<uint32_t> ranks = text_ranks(*names, names->size(), input.locale);
    plan.add_made(spread(reference.rows, ranks, input.book->table(input.table).size()), descending);
}

void add_column(Plan& plan, const SortInput& input, const domain::Column& column, bool descending) {
    const Row rows = input.book->table(input.table).size();
    if (const auto* text = std::get_if<domain::TextColumn>(&column.data)) {
        add_text(plan, input, column, *text, descending);
    } else if (const auto* choice = std::get_if<domain::ChoiceColumn>(&column.data)) {
        plan.add_made(spread(choice->codes, ranks_of_texts(choice->dictionary.texts(), input.locale), rows), descending);
    } else if (const auto* multi = std::get_if<domain::MultiChoiceColumn>(&column.data)) {
        plan.add_made(spread(multi->codes, member_ranks(*multi, input.locale), rows), descending);
    } else if (const auto* number = std::get_if<domain::NumberColumn>(&column.data)) {
        plan.add_cells(number->values, descending, domain::kNoNumber);
    } else if (const auto* money = std::get_if<domain::MoneyColumn>(&column.data)) {
        // Amounts of different currencies do not compare: first by currency, then by amount.
        plan.add_cells(money->currency, false, uint32_t{0});
        plan.add_cells(money->minor, descending, domain::kNoNumber);
    } else if (const auto* date = std::get_if<domain::DateColumn>(&column.data)) {
        plan.add_cells(date->days, descending, domain::kNoDay);
    } else if (const auto* instant = std::get_if<domain::InstantColumn>(&column.data)) {
        plan.add_cells(instant->millis, descending, domain::kNoNumber);
    } else if (const auto* flag = std::get_if<domain::FlagColumn>(&column.data)) {
        plan.add_cells(flag->values, descending, uint8_t{0});
    } else if (const auto* reference = std::get_if<domain::ReferenceColumn>(&column.data)) {
        add_reference(plan, input, column, *reference, descending);
    }
}

void add_computed(Plan& plan, const Computed& column, bool descending) {
    plan.keys.push_back({column.values, descending, column.empty});
}

// Rows in the order of their ids. In most books they lie that way already.
std::vector<Row> by_id(const domain::Table& table, std::vector<Row> rows) {
    bool in_order = true;
    Row next = 0;
    for (const auto& [id, run] : table.runs_by_id()) {
        in_order = in_order && run.first_row >= next;
        next = run.first_row + run.count;
    }
    if (in_order) {
        if (!std::is_sorted(rows.begin(), rows.end())) std::sort(rows.begin(), rows.end());
        return rows;
    }
    std::vector<uint32_t> rank(table.size(), 0);
    uint32_t place = 0;
    for (const auto& [id, run] : table.runs_by_id())
        for (Row i = 0; i < run.count; ++i) rank[run.first_row + i] = place++;
    const KeyColumn key{std::span<const uint32_t>(rank), false, kEmptyRank};
    return order_by(std::move(rows), {&key, 1});
}

}  // namespace

SortKey sort_key_from_text(std::string_view text) {
    if (text.starts_with('-')) return {std::string(text.substr(1)), true};
    return {std::string(text), false};
}

uint64_t TextRevisions::of(std::string_view key) const {
    const auto found = columns_.find(key);
    return found == columns_.end() ? all_ : std::max(all_, found->second);
}

void TextRevisions::moved(std::string_view key) { columns_.insert_or_assign(std::string(key), ++last_); }

bool RankCache::fresh(const domain::Table& table, std::string_view key, uint64_t revision) const {
    const auto found = kept_.find(key);
    return found != kept_.end() && found->second.revision == revision && found->second.ranks.size() == table.size();
}

void RankCache::keep(std::string_view key, uint64_t revision, std::vector<uint32_t> ranks) {
    kept_.insert_or_assign(std::string(key), Kept{revision, std::move(ranks)});
}

const std::vector<uint32_t>& RankCache::ranks(const domain::Table& table, std::string_view key, uint64_t revision,
                                              const base::Locale* locale) {
    if (!fresh(table, key, revision)) {
        const domain::TextColumn* text = table.text(key);
        keep(key, revision, text ? text_ranks(*text, table.size(), locale) : std::vector<uint32_t>(table.size(), kEmptyRank));
    }
    return kept_.find(key)->second.ranks;
}

const std::vector<uint32_t>& RankCache::ranks_so_far(const domain::Table& table, std::string_view key) {
    const auto found = kept_.find(key);
    std::vector<uint32_t>& ranks = found == kept_.end() ? unranked_ : found->second.ranks;
    ranks.resize(table.size(), kEmptyRank);
    return ranks;
}

std::vector<std::string> columns_to_rank(const SortInput& input, const std::vector<SortKey>& keys) {
    const domain::Table& table = input.book->table(input.table);
    std::vector<std::string> wanted;
    const auto consider = [&](const std::string& key) {
        if (find_computed(input.computed, key) || !table.text(key) || input.cache->fresh(table, key, input.revisions->of(key))) return;
        if (std::find(wanted.begin(), wanted.end(), key) == wanted.end()) wanted.push_back(key);
    };
    for (const SortKey& key : keys) consider(key.column);
    consider("name");  // decides ties
    return wanted;
}

namespace {

std::optional<base::Error> make_plan(const SortInput& input, const std::vector<SortKey>& keys, Plan& plan) {
    const domain::Table& table = input.book->table(input.table);
    bool name_used = false, activity_used = false;
    for (const SortKey& key : keys) {
        if (const Computed* computed = find_computed(input.computed, key.column)) {
            add_computed(plan, *computed, key.descending);
        } else if (const domain::Column* column = table.column(key.column)) {
            add_column(plan, input, *column, key.descending);
        } else if (!input.book->field(input.table, key.column)) {
            return base::Error{"sort.unknown_column", "There is no column \"" + key.column + "\" to sort by.", ""};
        }
        name_used = name_used || key.column == "name";
        activity_used = activity_used || key.column == kLastActivity;
    }
    const Computed* newest = find_computed(input.computed, kLastActivity);
    if (newest && !activity_used) add_computed(plan, *newest, true);
    const domain::Column* name = table.column("name");
    if (name && !name_used) add_column(plan, input, *name, false);
    return std::nullopt;
}

// As order_by() and by_id() have it.
class Before {
public:
    Before(const domain::Table& table, std::span<const KeyColumn> keys) : table_(table), keys_(keys) {}
    bool operator()(Row a, Row b) const {
        for (const KeyColumn& key : keys_) {
            const int64_t left = value(key, a), right = value(key, b);
            if (left == right) continue;
            if (left == key.empty || right == key.empty) return right == key.empty;
            return key.descending ? left > right : left < right;
        }
        return table_.id(a) < table_.id(b);
    }

private:
    static int64_t value(const KeyColumn& key, Row row) {
        return std::visit([row](const auto& values) { return static_cast<int64_t>(values[row]); }, key.values);
    }
    const domain::Table& table_;
    std::span<const KeyColumn> keys_;
};

}  // namespace

base::Result<std::vector<Row>> sort_rows(const SortInput& input, const std::vector<SortKey>& keys, std::vector<Row> rows) {
    Plan plan;
    if (auto error = make_plan(input, keys, plan)) return *std::move(error);
    return order_by(by_id(input.book->table(input.table), std::move(rows)), plan.keys);
}

base::Result<std::vector<Row>> sort_again(const SortInput& input, const std::vector<SortKey>& keys, std::vector<Row> order, std::vector<Row> moved) {
    const domain::Table& table = input.book->table(input.table);
    Plan plan;
    if (auto error = make_plan(input, keys, plan)) return *std::move(error);
    const Mask is_moved = mask_of(moved, table.size());
    std::erase_if(order, [&](Row row) { return is_moved[row] != 0; });
    std::erase_if(moved, [&](Row row) { return !table.alive(row); });
    const Before before(table, plan.keys);
    base::sort(moved, before);
    moved.erase(std::unique(moved.begin(), moved.end()), moved.end());
    std::vector<Row> sorted;
    sorted.reserve(order.size() + moved.size());
    auto from = order.begin();
    for (const Row row : moved) {
        const auto place = std::lower_bound(from, order.end(), row, before);
        sorted.insert(sorted.end(), from, place);
        sorted.push_back(row);
        from = place;
    }
    sorted.insert(sorted.end(), from, order.end());
    return sorted;
}

}  // namespace query
