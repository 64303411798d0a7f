// Spans of days that a list of leads is narrowed to: when somebody was added, when something happened with them last, when
// something is due. As text, in an address and in a segment, "from..to", both days included; each end is a day
// ("2026-11-01"), how many days from today ("-6", "0", "13"), or nothing, and then the span has no end there. "-6..0" is the
// last seven days whenever it is looked at. "" is nobody's day: those who have none.
#pragma once

#include "domain/column.h"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace app {

struct DaySpan {
    int32_t first = INT32_MIN, last = INT32_MAX;
    bool nothing = false;  // those without a day
    bool holds(int32_t day) const {
        const bool known = day != domain::kNoDay;
        return nothing ? !known : known && day >= first && day <= last;
    }
};

inline constexpr std::array<std::string_view, 3> kDayFacets = {"created", "last_activity", "due"};
bool is_day_facet(std::string_view key);

// Nothing if it is none, or ends before it begins.
std::optional<DaySpan> span_of(std::string_view text, base::Day today);
// Those that are offered, in this order; what each is called is "span.<facet>.<word>".
struct UsualSpan {
    std::string_view text, word;
};
std::span<const UsualSpan> usual_spans(std::string_view facet);
std::string span_label(std::string_view facet, std::string_view text, base::Day today);
// Between two days that somebody chose; either may be missing, not both.
std::string span_text(std::optional<base::Day> first, std::optional<base::Day> last);
// The days of one that somebody chose; nothing for one that is offered, or goes with today.
std::optional<std::pair<std::optional<base::Day>, std::optional<base::Day>>> chosen_days(std::string_view text);

}  // namespace app
