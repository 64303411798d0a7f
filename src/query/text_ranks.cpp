#include "query/sort.h"

#include "query/radix.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>

namespace query {
namespace {

using domain::TextColumn;

constexpr size_t kTextsAStep = 2'048;  // handed to the language in one go

// Up to eight bytes of a text from `from` on, as a number that sorts like them; shorter texts are
// filled with zeros.
uint64_t bytes_at(std::string_view text, size_t from) {
    uint64_t value = 0;
    if (from >= text.size()) return 0;
    const size_t size = std::min<size_t>(8, text.size() - from);
    if (size == 8) {
        std::memcpy(&value, text.data() + from, 8);
        return __builtin_bswap64(value);
    }
    for (size_t i = 0; i < size; ++i)
        value |= static_cast<uint64_t>(static_cast<unsigned char>(text[from + i])) << (56 - 8 * i);
    return value;
}

struct Keyed {
    uint64_t key;
    Row row;
};

// The first eight bytes of all rows are sorted by radix, half of them at a time: words carry a half and the
// place it came from.
class FirstBytes {
public:
    void begin(size_t size) {
        order_.resize(size);
        for (size_t i = 0; i < size; ++i) order_[i] = static_cast<uint32_t>(i);
        words_.resize(size);
        spare_.resize(size);
    }
    void sort_half(const std::vector<Keyed>& keyed, int shift) {
        const int place_bits = std::bit_width(keyed.size());
        for (size_t i = 0; i < keyed.size(); ++i)
            words_[i] = (keyed[order_[i]].key >> shift & 0xFFFFFFFFu) << place_bits | order_[i];
        radix_sort(words_, spare_, place_bits, place_bits + 32);
        for (size_t i = 0; i < keyed.size(); ++i)
            order_[i] = static_cast<uint32_t>(words_[i] & ((uint64_t{1} << place_bits) - 1));
    }
    std::vector<Keyed> sorted(const std::vector<Keyed>& keyed) const {
        std::vector<Keyed> sorted(keyed.size());
        for (size_t i = 0; i < keyed.size(); ++i) sorted[i] = keyed[order_[i]];
        return sorted;
    }

private:
    std::vector<uint32_t> order_;
    std::vector<uint64_t> words_, spare_;
};

// Rows that agree in their first `depth` bytes and lie in the order of the next eight, up to `end`.
struct Level {
    size_t end = 0, depth = 0;
};

// Ranks in the order of a language, from a function that can only say the order of the texts it is given.
// So that no call takes long: each text is first put into a bucket between two of a few chosen ones, then
// bucket by bucket is ranked.
class LanguageOrder {
public:
    LanguageOrder(const base::Locale& locale, std::vector<std::string_view> texts);
    bool step();  // true when done
    // By place in `texts`; nothing if the language cannot tell.
    const std::vector<uint32_t>& ranks() const { return ranks_; }

private:
    bool give_up() {
        ranks_.clear();
        return true;
    }
    bool fill_buckets();
    bool rank_bucket();

    const base::Locale& locale_;
    std::vector<std::string_view> texts_, chosen_;
    std::vector<std::vector<uint32_t>> buckets_;  // places
    size_t next_text_ = 0, next_bucket_ = 0;
    uint32_t next_rank_ = 0;
    std::vector<uint32_t> ranks_;
};

// The texts come in byte order, which is nearly that of most languages: so the chosen ones part them evenly.
LanguageOrder::LanguageOrder(const base::Locale& locale, std::vector<std::string_view> texts)
    : locale_(locale), texts_(std::move(texts)), ranks_(texts_.size()) {
    for (size_t i = kTextsAStep; i + kTextsAStep / 2 < texts_.size(); i += kTextsAStep) chosen_.push_back(texts_[i]);
    buckets_.resize(chosen_.size() + 1);
}

bool LanguageOrder::step() {
    if (next_text_ < texts_.size()) return fill_buckets();
    if (next_bucket_ < buckets_.size()) return rank_bucket();
    return true;
}

bool LanguageOrder::fill_buckets() {
    const size_t begin = next_text_, end = std::min(texts_.size(), begin + kTextsAStep);
    next_text_ = end;
    std::vector<std::string_view> some(texts_.begin() + static_cast<std::ptrdiff_t>(begin), texts_.begin() + static_cast<std::ptrdiff_t>(end));
    some.insert(some.end(), chosen_.begin(), chosen_.end());
    const std::vector<uint32_t> ranks = chosen_.empty() ? std::vector<uint32_t>(some.size()) : locale_.collation_ranks(some);
    if (ranks.size() != some.size()) return give_up();
    std::vector<uint32_t> parting(ranks.end() - static_cast<std::ptrdiff_t>(chosen_.size()), ranks.end());
    std::sort(parting.begin(), parting.end());
    for (size_t i = begin; i < end; ++i) {
        const auto bucket = std::upper_bound(parting.begin(), parting.end(), ranks[i - begin]) - parting.begin();
        buckets_[static_cast<size_t>(bucket)].push_back(static_cast<uint32_t>(i));
    }
    return false;
}

bool LanguageOrder::rank_bucket() {
    const std::vector<uint32_t> bucket = std::move(buckets_[next_bucket_++]);
    std::vector<std::string_view> some;
    for (const uint32_t place : bucket) some.push_back(texts_[place]);
    const std::vector<uint32_t> ranks = locale_.collation_ranks(some);
    if (ranks.size() != some.size()) return give_up();
    uint32_t highest = 0;
    for (size_t i = 0; i < bucket.size(); ++i) {
        ranks_[bucket[i]] = next_rank_ + ranks[i];
        highest = std::max(highest, ranks[i] + 1);
    }
    next_rank_ += highest;
    return next_bucket_ == buckets_.size();
}

}  // namespace

struct RankJob::State {
    const TextColumn& column;
    Row rows;
    const base::Locale* locale;

    enum class Phase { gather, first_half, second_half, runs, language, spread, done } phase = Phase::gather;
    std::vector<uint32_t> ranks;  // from 0, for the byte order of the search forms; in the end the language's
    std::vector<Keyed> keyed;
    std::vector<Row> standing;  // a row that has the text of each rank
    FirstBytes first_bytes;
    std::vector<Level> levels;
    std::optional<LanguageOrder> language;
    size_t next = 0;  // of the phase

    State(const TextColumn& of, Row count, const base::Locale* in)
        : column(of), rows(count), locale(in), ranks(count, kEmptyRank) {}
    void step(size_t count);
    void gather(size_t count);
    void rank_runs(size_t count);
    void begin_language();
    void spread(size_t count);
    void enter(Phase entered) {
        phase = entered;
        next = 0;
    }
};

void RankJob::State::gather(size_t count) {
    const size_t known = std::min<size_t>(rows, column.size()), end = std::min(known, next + count);
    for (; next < end; ++next)
        if (const std::string_view text = column.folded_at(static_cast<Row>(next)); !text.empty())
            keyed.push_back({bytes_at(text, 0), static_cast<Row>(next)});
    if (next < known) return;
    if (keyed.empty()) return enter(Phase::done);
    first_bytes.begin(keyed.size());
    enter(Phase::first_half);
}

// Rows with equal texts get one rank. Where the bytes looked at so far are equal, the next eight are sorted.
void RankJob::State::rank_runs(size_t count) {
    const size_t until = next + count;
    while (next < until && !levels.empty()) {
        const Level level = levels.back();
        if (next == level.end) {
            levels.pop_back();
            continue;
        }
        size_t end = next + 1;
        while (end < level.end && keyed[end].key == keyed[next].key) ++end;
        const bool ends_here = (keyed[next].key & 0xFF) == 0;  // search forms hold no zero bytes
        if (!ends_here && end - next > 1) {
            for (size_t i = next; i < end; ++i) keyed[i].key = bytes_at(column.folded_at(keyed[i].row), level.depth + 8);
            std::sort(keyed.begin() + static_cast<std::ptrdiff_t>(next), keyed.begin() + static_cast<std::ptrdiff_t>(end),
                      [](const Keyed& a, const Keyed& b) { return a.key != b.key ? a.key < b.key : a.row < b.row; });
            levels.push_back({end, level.depth + 8});
            if (end - next > count) return;  // that was enough
            continue;
        }
        for (size_t i = next; i < end; ++i) ranks[keyed[i].row] = static_cast<uint32_t>(standing.size());
        standing.push_back(keyed[next].row);
        next = end;
    }
    if (levels.empty()) begin_language();
}

void RankJob::State::begin_language() {
    if (!locale || !locale->collation_ranks || standing.size() > kCollatedTexts) return enter(Phase::done);
    std::vector<std::string_view> texts;
    for (const Row row : standing) texts.push_back(column.at(row));
    language.emplace(*locale, std::move(texts));
    enter(Phase::language);
}

void RankJob::State::spread(size_t count) {
    for (const size_t end = std::min(ranks.size(), next + count); next < end; ++next)
        if (ranks[next] != kEmptyRank) ranks[next] = language->ranks()[ranks[next]];
    if (next == ranks.size()) enter(Phase::done);
}

void RankJob::State::step(size_t count) {
    switch (phase) {
        case Phase::gather: return gather(count);
        case Phase::first_half:
            first_bytes.sort_half(keyed, 0);
            return enter(Phase::second_half);
        case Phase::second_half:
            first_bytes.sort_half(keyed, 32);
            keyed = first_bytes.sorted(keyed);
            first_bytes = {};
            levels.push_back({keyed.size(), 0});
            return enter(Phase::runs);
        case Phase::runs: return rank_runs(count);
        case Phase::language:
            if (language->step()) enter(language->ranks().empty() ? Phase::done : Phase::spread);
            return;
        case Phase::spread: return spread(count);
        case Phase::done: return;
    }
}

RankJob::RankJob(const TextColumn& column, Row rows, const base::Locale* locale)
    : state_(std::make_unique<State>(column, rows, locale)) {}

RankJob::~RankJob() = default;

bool RankJob::step(Row rows) {
    state_->step(std::max<size_t>(rows, 1));
    return state_->phase == State::Phase::done;
}

std::vector<uint32_t> RankJob::take() { return std::move(state_->ranks); }

std::vector<uint32_t> text_ranks(const TextColumn& column, Row rows, const base::Locale* locale) {
    RankJob job(column, rows, locale);
    while (!job.step(rows)) {}
    return job.take();
}

}  // namespace query
