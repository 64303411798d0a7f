#include "scoring/model_reader.h"

#include "base/text.h"

#include <algorithm>
#include <cmath>

namespace scoring {
namespace {

using base::Json;

constexpr int kMostPoints = 300;
constexpr int64_t kMostPeople = int64_t{1} << 40;

}  // namespace

std::vector<std::string> word_list(std::string_view folded) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : folded) {
        const auto byte = static_cast<unsigned char>(c);
        const bool letter = (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte >= 0x80;
        if (letter) word += c;
        else if (!word.empty()) words.push_back(std::exchange(word, {}));
    }
    if (!word.empty()) words.push_back(std::move(word));
    return words;
}

void ModelReader::fail(std::string code, std::string message) {
    if (!error_) error_ = base::Error{std::move(code), std::move(message), where_};
}

const Json* ModelReader::entry(const Json& object, const char* key, bool needed) {
    if (!object.is_object()) {
        fail("model.shape", "A model is made of objects; \"" + where_ + "\" is not one.");
        return nullptr;
    }
    const auto found = object.find(key);
    if (found != object.end()) return &*found;
    if (needed) fail("model.shape", std::string("\"") + key + "\" is missing.");
    return nullptr;
}

bool ModelReader::known_keys(const Json& object, std::initializer_list<std::string_view> keys) {
    if (!object.is_object()) {
        fail("model.shape", "\"" + where_ + "\" must be an object.");
        return false;
    }
    for (const auto& [key, value] : object.items())
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
            fail("model.shape", "\"" + key + "\" is not part of a model.");
            return false;
        }
    return true;
}

int64_t ModelReader::whole(const Json& object, const char* key, int64_t fallback, int64_t least, int64_t most) {
    const Json* found = entry(object, key, false);
    if (!found) return fallback;
    if (!found->is_number_integer()) {
        fail("model.shape", std::string("\"") + key + "\" must be a whole number.");
        return fallback;
    }
    const int64_t value = found->get<int64_t>();
    if (value >= least && value <= most) return value;
    fail("model.out_of_range", std::string("\"") + key + "\" must be from " + std::to_string(least) + " to " +
                                   std::to_string(most) + ".");
    return fallback;
}

Hundredths ModelReader::points(const Json& object, const char* key, bool needed) {
    const Json* found = entry(object, key, needed);
    if (!found) return 0;
    if (!found->is_number()) {
        fail("model.shape", std::string("\"") + key + "\" must be a number.");
        return 0;
    }
    const double value = found->get<double>();
    if (!(value >= -kMostPoints && value <= kMostPoints)) {
        fail("model.out_of_range", "Points must be from -300 to 300.");
        return 0;
    }
    const double hundredths = std::round(value * 100);
    if (std::fabs(hundredths - value * 100) > 1e-6) {
        fail("model.out_of_range", "Points have at most two decimals.");
        return 0;
    }
    return static_cast<Hundredths>(hundredths);
}

std::string ModelReader::text(const Json& object, const char* key, std::string fallback) {
    const Json* found = entry(object, key, false);
    if (!found) return fallback;
    if (found->is_string()) return found->get<std::string>();
    fail("model.shape", std::string("\"") + key + "\" must be a text.");
    return fallback;
}

std::vector<std::string> ModelReader::texts(const Json& object, const char* key) {
    std::vector<std::string> list;
    const Json* found = entry(object, key, true);
    if (!found) return list;
    if (!found->is_array()) fail("model.shape", std::string("\"") + key + "\" must be a list of texts.");
    else
        for (const Json& one : *found) {
            if (one.is_string()) list.push_back(one.get<std::string>());
            else fail("model.shape", std::string("\"") + key + "\" must be a list of texts.");
        }
    return list;
}

WordClass ModelReader::word_class(const std::string& id, const Json& json) {
    WordClass one;
    one.id = id;
    if (!known_keys(json, {"points", "words"})) return one;
    one.points = points(json, "points", true);
    for (const std::string& word : texts(json, "words")) {
        const std::string folded = base::fold(word);
        if (!word_list(folded).empty()) one.words.push_back(folded);
    }
    return one;
}

WordRule ModelReader::word_rule(const std::string& id, const Json& json) {
    where_ = "rule/" + id;
    WordRule rule;
    rule.id = id;
    if (!known_keys(json, {"fields", "order", "classes"})) return rule;
    rule.fields = texts(json, "fields");
    const Json* classes = entry(json, "classes", true);
    if (!classes || !classes->is_object()) {
        fail("model.shape", "\"classes\" must be an object.");
        return rule;
    }
    std::vector<std::string> order = texts(json, "order");
    for (const auto& [key, value] : classes->items())  // a class added by someone else is not lost
        if (std::find(order.begin(), order.end(), key) == order.end()) order.push_back(key);
    if (order.size() > 200) fail("model.out_of_range", "A rule has at most 200 classes.");
    for (const std::string& key : order) {
        where_ = "rule/" + id + "/classes/" + key;
        const auto found = classes->find(key);
        if (found != classes->end()) rule.classes.push_back(word_class(key, *found));
    }
    return rule;
}

BudgetRule ModelReader::budget(const Json& json) {
    where_ = "rule/budget";
    BudgetRule rule;
    if (!known_keys(json, {"covers_points", "near_points", "below_points", "near_percent"})) return rule;
    rule.covers_points = points(json, "covers_points", true);
    rule.near_points = points(json, "near_points", false);
    rule.below_points = points(json, "below_points", false);
    rule.near_percent = static_cast<int>(whole(json, "near_percent", rule.near_percent, 1, 100));
    return rule;
}

SizeRule ModelReader::size(const Json& json) {
    where_ = "rule/company_size";
    SizeRule rule;
    if (!known_keys(json, {"field", "order", "bands"})) return rule;
    rule.field = text(json, "field", rule.field);
    const Json* bands = entry(json, "bands", true);
    if (!bands || !bands->is_object()) {
        fail("model.shape", "\"bands\" must be an object.");
        return rule;
    }
    std::vector<std::string> order = texts(json, "order");
    for (const auto& [key, value] : bands->items())
        if (std::find(order.begin(), order.end(), key) == order.end()) order.push_back(key);
    if (order.size() > 200) fail("model.out_of_range", "A rule has at most 200 bands.");
    for (const std::string& key : order) {
        const auto found = bands->find(key);
        where_ = "rule/company_size/bands/" + key;
        if (found == bands->end() || !known_keys(*found, {"from", "to", "points"})) continue;
        SizeBand band;
        band.id = key;
        band.from = whole(*found, "from", 0, 0, kMostPeople);
        band.to = whole(*found, "to", INT64_MAX, 0, kMostPeople);
        band.points = points(*found, "points", true);
        rule.bands.push_back(std::move(band));
    }
    return rule;
}

ActivityRule ModelReader::activity(const std::string& type, const Json& json) {
    where_ = "activity/" + type;
    ActivityRule rule;
    rule.type = type;
    if (!known_keys(json, {"points", "half_life_days", "cap", "per_day"})) return rule;
    rule.points = points(json, "points", true);
    rule.half_life_days = static_cast<int>(whole(json, "half_life_days", 0, 0, 3650));
    rule.per_day = static_cast<int>(whole(json, "per_day", 0, 0, 1000));
    rule.cap = points(json, "cap", false);
    if (rule.cap < 0) fail("model.out_of_range", "A cap is a number of points from 0.");
    return rule;
}

Thresholds ModelReader::thresholds(const Json& json) {
    where_ = "thresholds";
    Thresholds limits;
    if (!known_keys(json, {"hot", "warm", "grade_1", "grade_2", "grade_3"})) return limits;
    const auto limit = [&](const char* key, int fallback) { return static_cast<int>(whole(json, key, fallback, 0, 101)); };
    limits.hot = limit("hot", limits.hot);
    limits.warm = limit("warm", limits.warm);
    limits.grade_1 = limit("grade_1", limits.grade_1);
    limits.grade_2 = limit("grade_2", limits.grade_2);
    limits.grade_3 = limit("grade_3", limits.grade_3);
    return limits;
}

Model ModelReader::read(const Json& json) {
    Model model;
    if (!known_keys(json, {"name", "rule", "activity", "thresholds", "fit_weight"})) return model;
    model.name = text(json, "name", "");
    model.fit_weight = static_cast<int>(whole(json, "fit_weight", 50, 0, 100));
    const Json* rules = entry(json, "rule", true);
    if (rules && rules->is_object())
        for (const auto& [id, rule] : rules->items()) {
            if (id == "budget") model.budget = budget(rule);
            else if (id == "company_size") model.size = size(rule);
            else model.words.push_back(word_rule(id, rule));
        }
    else fail("model.shape", "\"rule\" must be an object.");
    where_.clear();
    const Json* activities = entry(json, "activity", true);
    if (activities && activities->is_object())
        for (const auto& [type, rule] : activities->items()) model.activities.push_back(activity(type, rule));
    else fail("model.shape", "\"activity\" must be an object.");
    where_.clear();
    if (const Json* limits = entry(json, "thresholds", false)) model.thresholds = thresholds(*limits);
    return model;
}

}  // namespace scoring
