#include "lifecycle/lens_parts.h"

#include "base/text.h"

#include <algorithm>

namespace lifecycle {
namespace {

using base::Error;
using base::Json;
using base::Result;

constexpr int kDeepest = 16;  // nested predicates; a circle ends here
constexpr int kMostQuestions = 4096;  // predicates that name predicates can grow without end

Error shape(std::string message) { return {"lens.shape", std::move(message), ""}; }

std::string shown(const Json& json) { return std::string(base::clip(json.dump(), 80)); }

// Attributes of an activity type as the words of the registry.
std::string attribute(const ActivityType& type, std::string_view key) {
    static constexpr std::string_view by[] = {"them", "us"};
    static constexpr std::string_view details[] = {"none", "content", "contact"};
    static constexpr std::string_view signal[] = {"none", "mql", "sql", "evaluating"};
    static constexpr std::string_view trial[] = {"none", "product", "service"};
    if (key == "by") return std::string(by[static_cast<int>(type.by)]);
    if (key == "details") return std::string(details[static_cast<int>(type.details)]);
    if (key == "signal") return std::string(signal[static_cast<int>(type.signal)]);
    if (key == "trial") return std::string(trial[static_cast<int>(type.trial)]);
    if (key == "familiar") return type.familiar ? "true" : "false";
    if (key == "ask") return type.ask ? "true" : "false";
    return "";
}

bool is_attribute(std::string_view key) { return !attribute(ActivityType{}, key).empty(); }

bool known_since(const Json& json) { return json.is_string() && json.get_ref<const std::string&>() == "reset"; }

// The predicate's only entry besides those allowed beside it.
bool only_keys(const Json& json, std::initializer_list<std::string_view> allowed) {
    for (const auto& [key, value] : json.items())
        if (std::find(allowed.begin(), allowed.end(), key) == allowed.end()) return false;
    return true;
}

}  // namespace

std::string stage_id_of(std::string_view name) { return base::slug(name); }

Result<Criterion> LensParser::parse(const Json& json, int depth) {
    if (depth > kDeepest) return Error{"lens.recursive", "A predicate of this lens contains itself.", ""};
    if (!json.is_object() || json.empty()) return shape("A predicate is an object; this is not: " + shown(json) + ".");
    if (json.size() == 1) {
        const auto entry = json.begin();
        if (entry.key() == "all") return parse_list(*entry, Criterion::Kind::all, depth);
        if (entry.key() == "any") return parse_list(*entry, Criterion::Kind::any, depth);
        if (entry.key() == "pred") return parse_named(*entry, depth);
        if (entry.key() == "not") {
            auto part = parse(*entry, depth + 1);
            if (!part) return part.error();
            Criterion none;
            none.kind = Criterion::Kind::none;
            none.parts.push_back(std::move(*part));
            return none;
        }
    }
    return parse_leaf(json);
}

Result<Criterion> LensParser::parse_list(const Json& parts, Criterion::Kind kind, int depth) {
    if (!parts.is_array() || parts.empty()) return shape("\"all\" and \"any\" need a list of predicates.");
    Criterion list;
    list.kind = kind;
    for (const Json& part : parts) {
        auto parsed = parse(part, depth + 1);
        if (!parsed) return parsed.error();
        list.parts.push_back(std::move(*parsed));
    }
    return list;
}

Result<Criterion> LensParser::parse_named(const Json& name, int depth) {
    if (!name.is_string()) return shape("\"pred\" needs the name of a predicate.");
    const std::string& text = name.get_ref<const std::string&>();
    const auto found = predicates_.find(text);
    if (found == predicates_.end())
        return Error{"lens.unknown_predicate", "No predicate is called \"" + text + "\".", ""};
    auto parsed = parse(*found, depth + 1);
    if (parsed) parsed->predicate = text;
    return parsed;
}

Result<Criterion> LensParser::parse_leaf(const Json& json) {
    const auto finish = [&](Result<Leaf> leaf) -> Result<Criterion> {
        if (!leaf) return leaf.error();
        return add(std::move(*leaf));
    };
    if (json.contains("act") && json.size() == 1) return finish(read_activity(json["act"]));
    if (json.contains("actType") && json.size() == 1) return finish(read_types(json["actType"]));
    if (json.contains("fact") && only_keys(json, {"fact", "since"})) return finish(read_fact(json));
    if (json.contains("count") && only_keys(json, {"count", "atLeast", "since"}))
        return finish(read_amount(json, "count", Leaf::Kind::count));
    if (json.contains("max") && only_keys(json, {"max", "atLeast", "since"}))
        return finish(read_amount(json, "max", Leaf::Kind::max));
    if (json.contains("state") && json.size() == 1) return finish(read_state(json["state"]));
    if (json.contains("engagedDays") && json.size() == 1) {
        const Json& days = json["engagedDays"];
        if (!days.is_number_integer() || days.get<int64_t>() < 1 || days.get<int64_t>() > kMaxEngagedDays)
            return shape("\"engagedDays\" is a whole number from 1 to 8.");
        Leaf leaf;
        leaf.kind = Leaf::Kind::engaged_days;
        leaf.at_least = days.get<int>();
        return add(std::move(leaf));
    }
    return shape("This predicate is not understood: " + shown(json) + ".");
}

Result<Leaf> LensParser::read_activity(const Json& wanted) const {
    if (!wanted.is_object() || wanted.empty()) return shape("\"act\" needs an object of attributes.");
    Leaf leaf;
    leaf.kind = Leaf::Kind::activity;
    std::vector<std::pair<std::string, std::string>> attributes;
    for (const auto& [key, value] : wanted.items()) {
        if (key == "since") {
            if (!known_since(value)) return shape("\"since\" can only be \"reset\".");
            leaf.since_reset = true;
        } else if (is_attribute(key) && (value.is_string() || value.is_boolean())) {
            attributes.emplace_back(key, value.is_string() ? value.get<std::string>() : value.dump());
            leaf.name += (leaf.name.empty() ? "" : ".") + key + "." + attributes.back().second;
        } else {
            return shape("\"act\" does not know \"" + key + "\".");
        }
    }
    for (const ActivityType& type : types_) {
        if (type.scoring_only) continue;
        const bool all = std::all_of(attributes.begin(), attributes.end(),
                                     [&](const auto& pair) { return attribute(type, pair.first) == pair.second; });
        if (all) leaf.types.push_back(type.id);
    }
    if (attributes.empty() || leaf.types.empty())
        return shape("No activity type has these attributes: " + shown(wanted) + ".");
    return leaf;
}

Result<Leaf> LensParser::read_types(const Json& ids) const {
    if (!ids.is_array() || ids.empty()) return shape("\"actType\" needs a list of activity types.");
    Leaf leaf;
    leaf.kind = Leaf::Kind::activity;
    leaf.listed = true;
    for (const Json& id : ids) {
        if (!id.is_string() || !find_type(types_, id.get_ref<const std::string&>()))
            return Error{"lens.unknown_type", "No activity type is called " + shown(id) + ".", ""};
        leaf.types.push_back(id.get<std::string>());
    }
    return leaf;
}

Result<Leaf> LensParser::read_fact(const Json& json) const {
    const Json& name = json["fact"];
    if (!name.is_string()) return shape("\"fact\" needs the id of a fact.");
    if (name.get_ref<const std::string&>() == "reachable") return read_state(name);
    const auto fact = fact_from_id(name.get_ref<const std::string&>());
    if (!fact) return Error{"lens.unknown_fact", "No fact is called " + shown(name) + ".", ""};
    Leaf leaf;
    leaf.fact = *fact;
    leaf.since_reset = json.contains("since");
    if (leaf.since_reset && !known_since(json["since"])) return shape("\"since\" can only be \"reset\".");
    return leaf;
}

Result<Leaf> LensParser::read_amount(const Json& json, const char* key, Leaf::Kind kind) const {
    const Json& name = json[key];
    const auto fact = name.is_string() ? fact_from_id(name.get_ref<const std::string&>()) : std::nullopt;
    if (!fact) return Error{"lens.unknown_fact", "No fact is called " + shown(name) + ".", ""};
    const auto least = json.find("atLeast");
    if (least == json.end() || !least->is_number_integer() || least->get<int64_t>() < 1 ||
        least->get<int64_t>() > 1'000'000)
        return shape("\"atLeast\" is a whole number from 1.");
    Leaf leaf;
    leaf.kind = kind;
    leaf.fact = *fact;
    leaf.at_least = least->get<int>();
    leaf.since_reset = json.contains("since");
    if (leaf.since_reset && !known_since(json["since"])) return shape("\"since\" can only be \"reset\".");
    if (kind == Leaf::Kind::count && leaf.at_least == 1) leaf.kind = Leaf::Kind::fact;  // the same, cheaper
    return leaf;
}

Result<Leaf> LensParser::read_state(const Json& state) const {
    Leaf leaf;
    leaf.kind = Leaf::Kind::derived;
    const std::string text = state.is_string() ? state.get<std::string>() : "";
    if (text == "reachable") leaf.derived = Derived::reachable;
    else if (text == "dealOpen") leaf.derived = Derived::deal_open;
    else if (text == "deferred") leaf.derived = Derived::deferred;
    else if (text == "disqualified") leaf.derived = Derived::disqualified;
    else return Error{"lens.unknown_fact", "No state is called " + shown(state) + ".", ""};
    return leaf;
}

Result<Criterion> LensParser::add(Leaf leaf) {
    if (++questions_ > kMostQuestions)
        return Error{"lens.too_large", "The criteria of this lens are too long.", ""};
    Criterion criterion;
    const auto found = std::find(leaves_.begin(), leaves_.end(), leaf);
    criterion.leaf = static_cast<int>(found - leaves_.begin());
    if (found == leaves_.end()) {
        if (leaves_.size() >= kMaxLeaves)
            return Error{"lens.too_large", "A lens asks at most 64 different questions.", ""};
        leaves_.push_back(std::move(leaf));
    }
    return criterion;
}

}  // namespace lifecycle
