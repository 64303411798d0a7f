#include "scoring/model.h"

#include "base/assets.h"
#include "base/hash.h"
#include "base/text.h"
#include "scoring/model_reader.h"

namespace scoring {
namespace {

using base::Json;

// Puts a value at a path of objects, making them on the way; false if something else is in the way.
bool put(Json& root, std::string_view path, Json value) {
    Json* place = &root;
    for (const std::string& part : base::split(path, '/')) {
        if (part.empty() || !place->is_object()) return false;
        place = &(*place)[part];
        if (place->is_null()) *place = Json::object();
    }
    *place = std::move(value);
    return true;
}

}  // namespace

base::Result<Model> parse_model(std::string_view id, const Json& json) {
    ModelReader reader;
    Model model = reader.read(json);
    model.id = std::string(id);
    if (reader.error()) return *reader.error();
    return model;
}

const Json& shipped_model_json() {
    static const Json json = [] {
        const auto text = base::asset("models/default.json");
        CHECK(text);
        auto parsed = base::parse_json(*text);
        CHECK(parsed);
        return std::move(*parsed);
    }();
    return json;
}

Model effective_model(const domain::Book& book, std::string_view id) {
    Json json = shipped_model_json();
    auto shipped = parse_model(id, json);
    CHECK(shipped);
    Model model = std::move(*shipped);
    std::vector<std::string> problems;
    // One after the other: an entry that makes no sense is left out, and the others still count.
    book.for_each_entry("model/" + std::string(id), [&](std::string_view rest, const domain::Entry& entry) {
        if (entry.json.empty()) return;
        Json changed = json;
        auto value = base::parse_json(entry.json);
        if (!value || !put(changed, rest, std::move(*value))) {
            problems.push_back(std::string(rest) + ": there is no such place in a model.");
            return;
        }
        auto parsed = parse_model(id, changed);
        if (!parsed) {
            problems.push_back(std::string(rest) + ": " + parsed.error().message);
            return;
        }
        json = std::move(changed);
        model = std::move(*parsed);
    });
    model.problems = std::move(problems);
    return model;
}

uint64_t model_hash(const Model& model) {
    std::string text;
    const auto add = [&](const std::string& part) { text += part + '\n'; };
    const auto number = [&](int64_t value) { add(std::to_string(value)); };
    for (const WordRule& rule : model.words) {
        add(rule.id);
        for (const std::string& field : rule.fields) add(field);
        for (const WordClass& one : rule.classes) {
            add(one.id);
            number(one.points);
            for (const std::string& word : one.words) add(word);
        }
    }
    for (int64_t value : {int64_t{model.budget.covers_points}, int64_t{model.budget.near_points},
                          int64_t{model.budget.below_points}, int64_t{model.budget.near_percent}})
        number(value);
    add(model.size.field);
    for (const SizeBand& band : model.size.bands) {
        add(band.id);
        for (int64_t value : {band.from, band.to, int64_t{band.points}}) number(value);
    }
    for (const ActivityRule& rule : model.activities) {
        add(rule.type);
        for (int value : {rule.points, rule.half_life_days, rule.cap, rule.per_day}) number(value);
    }
    const Thresholds& limits = model.thresholds;
    for (int value : {limits.hot, limits.warm, limits.grade_1, limits.grade_2, limits.grade_3, model.fit_weight})
        number(value);
    return base::hash64(text);
}

}  // namespace scoring
