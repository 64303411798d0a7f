#include "exchange/guess.h"

#include "base/order.h"
#include "base/text.h"

#include <algorithm>
#include <set>

namespace exchange {
namespace {

using domain::FieldKind;

constexpr size_t kSamples = 3;
constexpr size_t kDistinct = 256;
constexpr size_t kChoices = 50;
constexpr size_t kChoiceBytes = 60;

bool nearly_all(uint64_t count, uint64_t of) { return count * 10 >= of * 9 && count > 0; }

// Nothing without one is a number or a date.
bool has_digit(std::string_view value) {
    return std::any_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool may_be_email(std::string_view value) {
    const size_t at = value.find('@');
    return at != std::string_view::npos && at > 0 && value.find('.', at) != std::string_view::npos &&
           value.find(' ') == std::string_view::npos;
}

}  // namespace

void ColumnGuess::see(std::string_view value) {
    ++filled_;
    if (samples_.size() < kSamples) keep_sample(value);
    if (watch_ == Watch::samples) return;
    longest_ = std::max(longest_, value.size());
    const uint64_t numbers_before = numbers_;
    if (has_digit(value)) {
        see_number(value);
        if (numbers_ == numbers_before) see_date(value);
    }
    if (value.size() <= 6)
        if (const auto yes_no = read_yes_no(value)) {
            ++yes_no_;
            zero_one_ += value == "0" || value == "1";
        }
    if (is_link(value)) ++links_;
    if (may_be_email(value)) ++emails_;
    if (value.find(';') != std::string_view::npos) ++with_semicolon_;
    if (!many_distinct_) count_distinct(value);
}

void ColumnGuess::keep_sample(std::string_view value) {
    const std::string_view sample = base::clip(value, 80);
    if (std::find(samples_.begin(), samples_.end(), sample) == samples_.end()) samples_.emplace_back(sample);
}

void ColumnGuess::see_number(std::string_view value) {
    const NumberLook look = look_at_number(value);
    if (!look.is_number) return;
    ++numbers_;
    dot_ += look.dot_decimal;
    comma_ += look.comma_decimal;
    if (look.open && open_number_.empty()) open_number_ = value;
    if (look.bare_m && bare_m_example_.empty()) bare_m_example_ = value;
    indonesian_ += look.indonesian;
    if (!look.has_currency) return;
    ++with_currency_;
    many_currencies_ = many_currencies_ || (currency_.packed != 0 && currency_ != look.currency);
    currency_ = look.currency;
}

void ColumnGuess::see_date(std::string_view value) {
    const DateLook look = look_at_date(value);
    if (!look.is_date) return;
    ++dates_;
    dmy_ += look.dmy;
    mdy_ += look.mdy;
    with_time_ += look.has_time;
    if (look.open && open_date_.empty()) open_date_ = value;
}

void ColumnGuess::count_distinct(std::string_view value) {
    if (last_count_ && last_value_ == value) {
        ++*last_count_;
        return;
    }
    auto found = distinct_.find(value);
    if (found == distinct_.end()) {
        if (distinct_.size() == kDistinct) {
            many_distinct_ = true;
            distinct_.clear();
            last_count_ = nullptr;
            return;
        }
        found = distinct_.emplace(std::string(value), 0).first;
    }
    ++found->second;
    last_value_ = found->first;
    last_count_ = &found->second;
}

bool ColumnGuess::looks_like_choice() const {
    if (many_distinct_ || filled_ < 4) return false;
    return distinct_.size() <= kChoices && distinct_.size() * 2 <= filled_ && longest_ <= kChoiceBytes;
}

// "web;print;fair": some values have several members, and the members come back.
bool ColumnGuess::looks_like_multi_choice() const {
    if (many_distinct_ || with_semicolon_ == 0 || filled_ < 4) return false;
    std::set<std::string, std::less<>> members;
    uint64_t mentions = 0;
    for (const auto& [value, count] : distinct_)
        for (const std::string& part : base::split(value, ';')) {
            const std::string_view member = base::trim(part);
            if (member.empty()) continue;
            if (member.size() > kChoiceBytes) return false;
            members.emplace(member);
            mentions += count;
        }
    return members.size() <= kChoices && members.size() * 2 <= mentions;
}

FieldKind ColumnGuess::kind(HeaderHint hint) const {
    if (watch_ == Watch::samples || filled_ == 0) return FieldKind::text;
    const bool zeros_and_ones = zero_one_ == filled_;
    if (yes_no_ == filled_ && (!zeros_and_ones || hint == HeaderHint::yes_no || hint == HeaderHint::outcome))
        return FieldKind::yes_no;
    if (hint != HeaderHint::code && nearly_all(numbers_, filled_))
        return with_currency_ > 0 ? FieldKind::money : FieldKind::number;
    if (nearly_all(dates_, filled_)) return with_time_ > 0 ? FieldKind::instant : FieldKind::date;
    if (nearly_all(links_, filled_)) return FieldKind::link;
    if (looks_like_multi_choice()) return FieldKind::multi_choice;
    if (hint != HeaderHint::code && looks_like_choice()) return FieldKind::choice;
    return FieldKind::text;
}

uint64_t ColumnGuess::misfits(FieldKind kind) const {
    if (watch_ == Watch::samples) return 0;
    switch (kind) {
        case FieldKind::number:
        case FieldKind::money: return filled_ - numbers_;
        case FieldKind::date:
        case FieldKind::instant: return filled_ - dates_;
        case FieldKind::yes_no: return filled_ - yes_no_;
        case FieldKind::link: return filled_ - links_;
        case FieldKind::text:
        case FieldKind::choice:
        case FieldKind::multi_choice:
        case FieldKind::reference: return 0;
    }
    return 0;
}

Dialect ColumnGuess::dialect() const {
    Dialect dialect;
    if (dot_ != comma_)
        dialect.number = dot_ > comma_ ? NumberForm::dot_decimal : NumberForm::comma_decimal;
    else if (dot_ > 0 || !open_number_.empty())
        dialect.number = NumberForm::open;
    // Rupiah have no decimals in daily life: the dot in "Rp 1.200" groups.
    if (dialect.number == NumberForm::open && dot_ == 0 && indonesian_ > 0) dialect.number = NumberForm::comma_decimal;
    if (dmy_ != mdy_)
        dialect.date = dmy_ > mdy_ ? DateForm::dmy : DateForm::mdy;
    else if (dmy_ > 0 || !open_date_.empty())
        dialect.date = DateForm::open;
    if (!bare_m_example_.empty()) {
        dialect.large_m = LargeM::open;
        if (indonesian_ > 0)
            dialect.large_m = LargeM::miliar;
        else if (with_currency_ > 0)
            dialect.large_m = LargeM::million;
    }
    if (!many_currencies_) dialect.currency = currency_;
    return dialect;
}

std::vector<std::pair<std::string, uint64_t>> ColumnGuess::distinct() const {
    std::vector<std::pair<std::string, uint64_t>> values;
    if (many_distinct_) return values;
    values.assign(distinct_.begin(), distinct_.end());
    base::sort(values, [](const auto& a, const auto& b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    return values;
}

}  // namespace exchange
