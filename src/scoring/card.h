// One person's score with its reasons. The reasons of an axis sum exactly to it (CHECKed); what a
// cap, a daily limit or the ends 0 and 100 cut off is a reason of its own.
#pragma once

#include "query/message.h"
#include "scoring/score.h"

#include <optional>

namespace scoring {

enum class Axis : uint8_t { fit, engagement };

struct Reason {
    std::string rule;  // "role", "budget", "channel", "company_size", "activity.webinar", "clamp"
    query::Message text;
    int points = 0;    // never 0
    Axis axis = Axis::fit;
    std::optional<base::Day> when;  // newest activity behind it
};

struct ScoreCard {
    Score score;
    std::vector<Reason> reasons;  // fit first; in an axis: biggest plus first, minus, then the clamp
    // If nothing new happens: day on which the temperature falls, and to what. Absent for cold, and
    // where it does not fall within 3 years.
    std::optional<base::Day> cooler_on;
    Temperature cooler_to = Temperature::cold;
};

ScoreCard card(const domain::Book& book, const Model& model, domain::Row lead, const base::Now& now);

// Every key a card can use; assets/i18n/en.json holds the English.
std::vector<std::string> message_keys(const Model& model);

}  // namespace scoring
