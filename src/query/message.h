// A sentence that is not yet in a language: an i18n key with named arguments. lifecycle and scoring
// say what they found this way; `app` turns it into the user's words. Not text for screens itself.
#pragma once

#include "base/day.h"
#include "base/number.h"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace query {

// An argument that is itself a text of the catalogue ("activity.webinar").
struct MessageKey {
    std::string key;
    bool operator==(const MessageKey&) const = default;
};
using MessageValue = std::variant<std::string, int64_t, base::Day, base::Money, MessageKey>;

struct Message {
    std::string key;
    std::vector<std::pair<std::string, MessageValue>> args;
    bool operator==(const Message&) const = default;
};

// A key this code can produce and its English default, for assets/i18n/en.json.
struct MessageDefault {
    std::string_view key;
    std::string_view english;
};

}  // namespace query
