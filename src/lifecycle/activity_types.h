// The registry of what people do and what we do (assets/lenses/activities.json), and the facts that
// can be recorded. Data: an activity type is added there, not here. Ids are the texts of the
// column activities.type; an id that is in neither list is kept in the book and means nothing.
#pragma once

#include "base/json.h"
#include "base/result.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lifecycle {

enum class By : uint8_t { them, us };
enum class Details : uint8_t { none, content, contact };  // what it left behind
enum class Signal : uint8_t { none, mql, sql, evaluating };
enum class Trial : uint8_t { none, product, service };

struct ActivityType {
    std::string id;
    By by = By::them;
    Details details = Details::none;
    Signal signal = Signal::none;
    Trial trial = Trial::none;
    bool familiar = false;
    bool ask = false;           // asks for something: wants an answer
    bool scoring_only = false;  // counts for scores, never for a stage
    std::string icon;           // name in the Lucide set
    int common = 0;             // place among the types offered first, from 1; 0 for the others
    // Label: i18n key "activity.<id>".
};

// In the order of the registry: theirs first, from light to serious, then ours.
using ActivityTypes = std::vector<ActivityType>;
const ActivityType* find_type(const ActivityTypes& types, std::string_view id);

// Errors: activities.shape, with the place.
base::Result<ActivityTypes> parse_activity_types(const base::Json& json);
// assets/lenses/activities.json, read once.
const ActivityTypes& activity_types();

// What can be recorded as known. Label: i18n key "activity.<id>", as for the types.
enum class Fact : uint8_t {
    captured, qualify_marketing, qualify_sales, qualify_product, qualify_service, disqualify, hand_over,
    accept, refuse, recycle, generate_by_sales, record_need, record_budget, record_authority,
    record_timing, start_trial, open_deal, send_proposal, win_deal, lose_deal, purchase, customer_ended,
    satisfaction, referral_made, defer, opt_in, opt_out,
};
inline constexpr int kFactCount = 27;
std::string_view fact_id(Fact fact);
std::optional<Fact> fact_from_id(std::string_view id);
std::string_view fact_icon(Fact fact);  // name in the Lucide set
// disqualify, refuse, recycle, lose_deal, customer_ended, defer, opt_out are asked for a reason.
bool asks_reason(Fact fact);

}  // namespace lifecycle
