#include "lifecycle/activity_types.h"

#include "base/assets.h"

#include <array>
#include <set>

namespace lifecycle {
namespace {

using base::Json;

constexpr std::array<std::string_view, kFactCount> kFactIds = {
    "captured", "qualify_marketing", "qualify_sales", "qualify_product", "qualify_service", "disqualify",
    "hand_over", "accept", "refuse", "recycle", "generate_by_sales", "record_need", "record_budget",
    "record_authority", "record_timing", "start_trial", "open_deal", "send_proposal", "win_deal",
    "lose_deal", "purchase", "customer_ended", "satisfaction", "referral_made", "defer", "opt_in", "opt_out"};

constexpr std::array<std::string_view, kFactCount> kFactIcons = {
    "arrow-down-to-line", "user-check", "user-check", "user-check", "user-check", "circle-slash",
    "share-2", "check", "x", "repeat", "user-plus", "target", "gauge",
    "user", "calendar", "zap", "handshake", "file-text", "trophy",
    "circle-slash", "trophy", "circle-slash", "star", "users", "pause", "shield-check", "hand"};

base::Error shape_error(size_t index, std::string message) {
    return {"activities.shape", std::move(message), "activity type " + std::to_string(index + 1)};
}

// Reads one of a closed set of words; false if the word is not in it.
template <class E, size_t N>
bool read_word(const Json& object, const char* key, const std::array<std::string_view, N>& words, E& out) {
    const auto found = object.find(key);
    if (found == object.end()) return true;
    if (!found->is_string()) return false;
    for (size_t i = 0; i < N; ++i)
        if (found->get_ref<const std::string&>() == words[i]) {
            out = static_cast<E>(i);
            return true;
        }
    return false;
}

bool read_flag(const Json& object, const char* key, bool& out) {
    const auto found = object.find(key);
    if (found == object.end()) return true;
    if (!found->is_boolean()) return false;
    out = found->get<bool>();
    return true;
}

bool read_rest(const Json& object, ActivityType& type) {
    static const std::set<std::string_view> kKnown = {"id", "by", "details", "signal", "trial", "familiar",
                                                      "ask", "scoring_only", "icon", "common"};
    for (const auto& [key, value] : object.items())
        if (!kKnown.contains(key)) return false;
    const auto icon = object.find("icon");
    if (icon != object.end()) {
        if (!icon->is_string()) return false;
        type.icon = icon->get<std::string>();
    }
    const auto common = object.find("common");
    if (common != object.end()) {
        if (!common->is_number_integer()) return false;
        type.common = common->get<int>();
    }
    return read_flag(object, "familiar", type.familiar) && read_flag(object, "ask", type.ask) &&
           read_flag(object, "scoring_only", type.scoring_only);
}

base::Result<ActivityType> parse_one(const Json& object, size_t index) {
    if (!object.is_object() || !object.contains("id") || !object["id"].is_string())
        return shape_error(index, "An activity type is an object with an \"id\".");
    ActivityType type;
    type.id = object["id"].get<std::string>();
    if (type.id.empty() || fact_from_id(type.id))
        return shape_error(index, "\"" + type.id + "\" cannot be the id of an activity type.");
    constexpr std::array<std::string_view, 2> by = {"them", "us"};
    constexpr std::array<std::string_view, 3> details = {"none", "content", "contact"};
    constexpr std::array<std::string_view, 4> signal = {"none", "mql", "sql", "evaluating"};
    constexpr std::array<std::string_view, 3> trial = {"none", "product", "service"};
    if (!object.contains("by") || !read_word(object, "by", by, type.by) ||
        !read_word(object, "details", details, type.details) || !read_word(object, "signal", signal, type.signal) ||
        !read_word(object, "trial", trial, type.trial) || !read_rest(object, type))
        return shape_error(index, "Activity type \"" + type.id + "\" has an entry that is not understood.");
    return type;
}

}  // namespace

const ActivityType* find_type(const ActivityTypes& types, std::string_view id) {
    for (const ActivityType& type : types)
        if (type.id == id) return &type;
    return nullptr;
}

base::Result<ActivityTypes> parse_activity_types(const Json& json) {
    if (!json.is_array()) return base::Error{"activities.shape", "The activity types are a list.", ""};
    ActivityTypes types;
    for (size_t i = 0; i < json.size(); ++i) {
        auto type = parse_one(json[i], i);
        if (!type) return type.error();
        if (find_type(types, type->id)) return shape_error(i, "Activity type \"" + type->id + "\" is there twice.");
        types.push_back(std::move(*type));
    }
    return types;
}

const ActivityTypes& activity_types() {
    static const ActivityTypes types = [] {
        const auto text = base::asset("lenses/activities.json");
        CHECK(text);
        auto json = base::parse_json(*text);
        CHECK(json);
        auto parsed = parse_activity_types(*json);
        CHECK(parsed);
        return std::move(*parsed);
    }();
    return types;
}

std::string_view fact_id(Fact fact) { return kFactIds[static_cast<size_t>(fact)]; }

std::optional<Fact> fact_from_id(std::string_view id) {
    for (size_t i = 0; i < kFactIds.size(); ++i)
        if (kFactIds[i] == id) return static_cast<Fact>(i);
    return std::nullopt;
}

std::string_view fact_icon(Fact fact) { return kFactIcons[static_cast<size_t>(fact)]; }

bool asks_reason(Fact fact) {
    return fact == Fact::disqualify || fact == Fact::refuse || fact == Fact::recycle || fact == Fact::lose_deal ||
           fact == Fact::customer_ended || fact == Fact::defer || fact == Fact::opt_out;
}

}  // namespace lifecycle
