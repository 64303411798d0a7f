#include "app/value_totals.h"

#include "base/order.h"

#include <algorithm>

namespace app {
namespace {

constexpr size_t kMostTotals = 4;  // currencies named under the table

}  // namespace

std::vector<std::string> ValueTotals::texts(const Forms& forms) {
    // Those of most rows are named; always in one order, so that several of these can be compared.
    base::sort(totals_, [](const Total& a, const Total& b) { return a.rows > b.rows; });
    std::sort(totals_.begin(), totals_.begin() + static_cast<ptrdiff_t>(std::min(totals_.size(), kMostTotals)), [](const Total& a, const Total& b) { return a.currency < b.currency; });
    std::vector<std::string> texts;
    for (const Total& total : totals_) texts.push_back(forms.short_money({total.minor, {total.currency}}));
    return texts;
}

std::string ValueTotals::text(const Forms& forms) {
    std::string text;
    const std::vector<std::string> all = texts(forms);
    for (size_t i = 0; i < all.size() && i < kMostTotals; ++i) text += (i ? "   " : "") + all[i];
    return all.size() > kMostTotals ? text + "   …" : text;
}

std::optional<base::Money> ValueTotals::most_used() const {
    const Total* most = nullptr;
    for (const Total& total : totals_)
        if (!most || total.rows > most->rows) most = &total;
    return most ? std::optional(base::Money{most->minor, {most->currency}}) : std::nullopt;
}

}  // namespace app
