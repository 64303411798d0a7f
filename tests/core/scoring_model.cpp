// The model as data: strict reading, overrides from the book, words of three languages.
#include <doctest/doctest.h>

#include "app/messages.h"
#include "base/text.h"
#include "core/query_people.h"
#include "lifecycle/activity_types.h"
#include "scoring/card.h"
#include "scoring/classify.h"

namespace {

using base::Json;

scoring::Model shipped() { return *scoring::parse_model("default", scoring::shipped_model_json()); }

std::string error_of(void (*change)(Json&)) {
    Json json = scoring::shipped_model_json();
    change(json);
    auto model = scoring::parse_model("default", json);
    return model ? "" : model.error().code + " at " + model.error().where;
}

std::string class_of(const char* rule_id, const char* text) {
    static const scoring::Model model = shipped();
    for (const scoring::WordRule& rule : model.words) {
        if (rule.id != rule_id) continue;
        const uint8_t found = scoring::WordFinder(rule).find(base::fold(text));
        return found ? rule.classes[found - 1u].id : "unknown";
    }
    return "no such rule";
}

}  // namespace

TEST_CASE("scoring: the shipped model is sound") {
    const scoring::Model model = shipped();
    CHECK(model.words.size() == 2);
    CHECK(model.thresholds.hot == 60);
    CHECK(model.thresholds.warm == 30);
    CHECK(model.thresholds.grade_1 == 75);
    CHECK(model.thresholds.grade_2 == 50);
    CHECK(model.thresholds.grade_3 == 25);
    CHECK(model.fit_weight == 50);
    CHECK(model.activities.size() >= 12);
    for (const scoring::ActivityRule& rule : model.activities) {
        CAPTURE(rule.type);
        const bool known = lifecycle::find_type(lifecycle::activity_types(), rule.type) || lifecycle::fact_from_id(rule.type);
        CHECK(known);
        CHECK(rule.half_life_days > 0);
    }
}

TEST_CASE("scoring: a model is read strictly") {
    CHECK(error_of([](Json&) {}) == "");
    CHECK(error_of([](Json& m) { m["colour"] = 1; }) == "model.shape at ");
    CHECK(error_of([](Json& m) { m["activity"]["webinar"]["points"] = "many"; }) == "model.shape at activity/webinar");
    CHECK(error_of([](Json& m) { m["activity"]["webinar"]["points"] = 301; }) == "model.out_of_range at activity/webinar");
    CHECK(error_of([](Json& m) { m["activity"]["webinar"]["points"] = 1.234; }) == "model.out_of_range at activity/webinar");
    CHECK(error_of([](Json& m) { m["activity"]["webinar"]["points"] = 1.23; }) == "");
    CHECK(error_of([](Json& m) { m["activity"]["webinar"]["half_life_days"] = -1; }) == "model.out_of_range at activity/webinar");
    CHECK(error_of([](Json& m) { m["activity"]["webinar"]["half_life_days"] = 1.5; }) == "model.shape at activity/webinar");
    CHECK(error_of([](Json& m) { m["activity"]["webinar"].erase("points"); }) == "model.shape at activity/webinar");
    CHECK(error_of([](Json& m) { m["activity"]["webinar"]["cap"] = -1; }) == "model.out_of_range at activity/webinar");
    CHECK(error_of([](Json& m) { m["fit_weight"] = 101; }) == "model.out_of_range at ");
    CHECK(error_of([](Json& m) { m["rule"]["role"]["classes"]["user"] = 7; }) == "model.shape at rule/role/classes/user");
    CHECK(error_of([](Json& m) { m.erase("activity"); }) == "model.shape at ");
    CHECK(error_of([](Json& m) { m["rule"] = 7; }) != "");
    CHECK(!scoring::parse_model("x", Json::array()));
}

TEST_CASE("scoring: entries of the book override the shipped model, senseless ones are told") {
    tests::People people;
    people.entry("model/default/activity/webinar/points", "33");
    people.entry("model/default/thresholds/hot", "55");
    people.entry("model/default/activity/site_tour/points", "4");
    people.entry("model/default/activity/visit/points", "\"lots\"");
    people.entry("model/default/fit_weight/deeper", "1");
    people.entry("model/other/thresholds/warm", "10");
    const scoring::Model model = scoring::effective_model(people.book);
    const auto points = [&](std::string_view type) {
        for (const scoring::ActivityRule& rule : model.activities)
            if (rule.type == type) return rule.points;
        return -1;
    };
    CHECK(points("webinar") == 3300);
    CHECK(points("visit") == 200);
    CHECK(points("site_tour") == 400);
    CHECK(model.thresholds.hot == 55);
    CHECK(model.thresholds.warm == 30);
    CHECK(model.problems.size() == 2);
    CHECK(scoring::model_hash(model) != scoring::model_hash(shipped()));
    CHECK(scoring::model_hash(scoring::effective_model(domain::Book{})) == scoring::model_hash(shipped()));
}

TEST_CASE("scoring: roles are found in titles of three languages") {
    for (const char* title : {"CEO", "Founder & CEO", "Co-Founder", "Owner", "Direktur", "Direktur Utama", "Daglig leder",
                              "VP Engineering", "Head of Sales", "CTO", "Innkjøpssjef", "Administrerende direktør", "Gründer",
                              "Pemilik", "Vice President, Sales"})
        CHECK_MESSAGE(class_of("role", title) == "decision_maker", title);
    for (const char* title : {"Product Manager", "Manajer operasional", "Prosjektleder", "Team Lead", "Buyer", "Driftsleder"})
        CHECK_MESSAGE(class_of("role", title) == "influencer", title);
    for (const char* title : {"Software Engineer", "Assistant to the CEO", "Staf", "Sekretaris Direktur", "Medarbeider", "Executive Assistant"})
        CHECK_MESSAGE(class_of("role", title) == "user", title);
    for (const char* title : {"", "Poet", "Heading nowhere", "Bonde", "vpx"}) CHECK_MESSAGE(class_of("role", title) == "unknown", title);
    CHECK(class_of("channel", "Referral") == "referral");
    CHECK(class_of("channel", "Trade show") == "event");
    CHECK(class_of("channel", "Social Media") == "social");
    CHECK(class_of("channel", "Paid Search") == "advert");
    CHECK(class_of("channel", "Video Content") == "web");
    CHECK(class_of("channel", "Media sosial") == "social");
    CHECK(class_of("channel", "Telepathy") == "unknown");
}

TEST_CASE("scoring: numbers of people as people write them") {
    CHECK(scoring::first_number("51-200") == 51);
    CHECK(scoring::first_number("1 000+") == 1000);
    CHECK(scoring::first_number("10.000") == 10000);
    CHECK(scoring::first_number("about 5k") == 5000);
    CHECK(scoring::first_number("1,000,000") == 1'000'000);
    CHECK(scoring::first_number("2.5") == 2);
    CHECK(!scoring::first_number("many"));
    CHECK(!scoring::first_number(""));
}

TEST_CASE("scoring: every key has its English") {
    for (const std::string& key : scoring::message_keys(shipped())) CHECK_MESSAGE((app::has_message(key) || app::has_message(key + ".other")), key);
}
