// What leads are worth together: one sum per currency, never across. Only views of leads and companies include this.
#pragma once

#include "app/text_forms.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace app {

class ValueTotals {
public:
    void add(int64_t minor, uint32_t currency) {
        for (Total& total : totals_)
            if (total.currency == currency) return total.add(minor);
        totals_.push_back({currency, minor, 1});
    }
    std::vector<std::string> texts(const Forms& forms);  // the currency of most leads first
    std::string text(const Forms& forms);                // the first few of them in a row
    std::optional<base::Money> most_used() const;        // the sum in the currency of most leads

private:
    struct Total {
        uint32_t currency = 0;
        int64_t minor = 0;
        int64_t rows = 0;
        void add(int64_t more) {
            ++rows;
            if (__builtin_add_overflow(minor, more, &minor)) minor = INT64_MAX;
        }
    };
    std::vector<Total> totals_;
};

}  // namespace app
