// A scoring model: rules as data (assets/models/default.json), overridden register by register by the
// book's entries "model/<id>/<path>", so two people who change different rules both keep their
// change. The path follows the JSON: "model/default/activity/webinar/points" = 12.
//
// Points are written in whole points or hundredths ("points": 12.5) and kept in 1/100.
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "domain/book.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace scoring {

using Hundredths = int32_t;  // of a point

// A class of people by words found in a field: "decision_maker" by "ceo", "direktur", ...
struct WordClass {
    std::string id;                  // i18n "reason.<rule>.<id>"
    Hundredths points = 0;
    std::vector<std::string> words;  // search form, may hold several words; whole words, "*" at the end: any ending
};

// The first class in order one of whose words occurs; longer words are looked for first.
struct WordRule {
    std::string id;                   // "role", "channel"
    std::vector<std::string> fields;  // the first of these that is recognised decides
    std::vector<WordClass> classes;   // in order
};

// Budget against asking price, in the same currency only.
struct BudgetRule {
    Hundredths covers_points = 0;  // budget >= price
    Hundredths near_points = 0;    // budget >= near_percent of the price
    Hundredths below_points = 0;
    int near_percent = 60;
};

struct SizeBand {
    std::string id;
    int64_t from = 0, to = 0;  // people, inclusive; to = INT64_MAX for no end
    Hundredths points = 0;
};
struct SizeRule {
    std::string field = "company_size";
    std::vector<SizeBand> bands;  // in order; the first that holds the number
};

// Points for one type of activity or fact.
struct ActivityRule {
    std::string type;
    Hundredths points = 0;
    int half_life_days = 0;  // 0: does not fade; else 1..3650
    Hundredths cap = 0;      // most points from this type, as a magnitude; 0: no cap
    int per_day = 0;         // how many of one day count; 0: all
};

struct Thresholds {
    int hot = 60, warm = 30;                           // of engagement
    int grade_1 = 75, grade_2 = 50, grade_3 = 25;      // of fit
};

struct Model {
    std::string id = "default";
    std::string name;
    std::vector<WordRule> words;
    BudgetRule budget;
    SizeRule size;
    std::vector<ActivityRule> activities;
    Thresholds thresholds;
    int fit_weight = 50;  // per cent of the total; engagement has the rest
    // Entries of the book that made no sense and were left out: "path: why".
    std::vector<std::string> problems;
};

// Errors: model.shape, model.out_of_range; `where` is the path inside the model.
base::Result<Model> parse_model(std::string_view id, const base::Json& json);
const base::Json& shipped_model_json();  // assets/models/default.json
// The shipped model under the book's entries "model/default/...".
Model effective_model(const domain::Book& book, std::string_view id = "default");
// Hash of what the model says: equal models, equal scores.
uint64_t model_hash(const Model& model);

}  // namespace scoring
