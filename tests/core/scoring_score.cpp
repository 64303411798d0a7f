// Scores: the arithmetic of decisions.md by hand, the columns against the cards, and the golden hash.
#include <doctest/doctest.h>

#include "base/hash.h"
#include "core/query_people.h"
#include "scoring/card.h"
#include "scoring/classify.h"

namespace {

using base::Json;
using scoring::Axis;

scoring::Model small_model(const char* activity, const char* limits = "{}") {
    Json json = scoring::shipped_model_json();
    json["activity"] = *base::parse_json(activity);
    json["thresholds"].update(*base::parse_json(limits));
    return *scoring::parse_model("default", json);
}

int sum_of(const scoring::ScoreCard& card, Axis axis) {
    int sum = 0;
    for (const scoring::Reason& reason : card.reasons)
        if (reason.axis == axis) sum += reason.points;
    return sum;
}

std::string told(const scoring::ScoreCard& card) {
    std::string text;
    for (const scoring::Reason& reason : card.reasons) text += reason.rule + " " + std::to_string(reason.points) + "; ";
    return text;
}

}  // namespace

TEST_CASE("scoring: decay, daily limit, cap and the ends, by hand") {
    tests::People people;
    const domain::RowId ana = people.person({{"name", std::string("Ana")}});
    const domain::Row row = people.row(ana);
    for (int i = 0; i < 3; ++i) people.event(ana, "email_open", 100);  // 3 on one day
    people.event(ana, "email_open", 90);
    people.event(ana, "webinar", 80);
    people.event(ana, "bounce", 100);
    people.event(ana, "webinar", 130);  // not yet
    const scoring::Model model = small_model(R"({"email_open":{"points":4,"half_life_days":10,"cap":7,"per_day":2},
        "webinar":{"points":12.5,"half_life_days":20},"bounce":{"points":-3}})");
    // 4+4+4+2=14, of which 4+4+2=10 count on their day, at most 7; 6.25 -> 6; -3.
    const scoring::ScoreCard card = scoring::card(people.book, model, row, tests::noon(100));
    CHECK(told(card) == "activity.email_open 14; activity.email_open.per_day -4; activity.email_open.cap -3; activity.webinar 6; activity.bounce -3; ");
    CHECK(card.score.engagement == 10);
    CHECK(card.score.fit == 0);
    CHECK(card.score.total == 5);
    CHECK(card.score.grade == 4);
    CHECK(scoring::score_one(people.book, model, row, tests::noon(100)) == card.score);
    // Nothing had happened on day 50, and 0 has no reasons.
    CHECK(scoring::card(people.book, model, row, tests::noon(50)).reasons.empty());
    const scoring::Model strict = small_model(R"({"bounce":{"points":-3}})");
    CHECK(told(scoring::card(people.book, strict, row, tests::noon(100))) == "activity.bounce -3; clamp 3; ");
    const scoring::Model generous = small_model(R"({"webinar":{"points":150}})");
    CHECK(told(scoring::card(people.book, generous, row, tests::noon(100))) == "activity.webinar 150; clamp -50; ");
}

TEST_CASE("scoring: fit says who they are") {
    tests::People people;
    const auto fit_of = [&](tests::People::Values values) {
        const domain::RowId lead = people.person(values);
        const scoring::ScoreCard card = scoring::card(people.book, scoring::effective_model(people.book), people.row(lead), tests::noon(1));
        CHECK(card.score == scoring::score_one(people.book, scoring::effective_model(people.book), people.row(lead), tests::noon(1)));
        return std::pair(static_cast<int>(card.score.fit), told(card));
    };
    CHECK(fit_of({{"name", std::string("A")}}).first == 0);
    CHECK(fit_of({{"title", std::string("CEO")}}).second == "role 40; ");
    CHECK(fit_of({{"title", std::string("CEO")}, {"role", std::string("user")}}).second == "role 8; ");
    CHECK(fit_of({{"title", std::string("CEO")}, {"role", std::string("whatever")}}).second == "role 40; ");
    CHECK(fit_of({{"budget", tests::money(100, "NOK")}, {"asking_price", tests::money(100, "NOK")}}).second == "budget 20; ");
    CHECK(fit_of({{"budget", tests::money(60, "NOK")}, {"asking_price", tests::money(100, "NOK")}}).second == "budget 10; ");
    CHECK(fit_of({{"budget", tests::money(59, "NOK")}, {"asking_price", tests::money(100, "NOK")}}).second == "budget -5; clamp 5; ");
    CHECK(fit_of({{"budget", tests::money(100, "USD")}, {"asking_price", tests::money(100, "NOK")}}).second == "");
    CHECK(fit_of({{"budget", tests::money(100, "NOK")}}).second == "");
    CHECK(fit_of({{"company_size", tests::number(100)}, {"channel", std::string("Referral")}}).second == "company_size 25; channel 15; ");
    CHECK(fit_of({{"company_size", tests::number(0)}}).second == "");
    CHECK(fit_of({{"company_size", tests::number(5'000'000)}}).second == "company_size 14; ");
}

TEST_CASE("scoring: total, grade and temperature at their borders") {
    const scoring::Thresholds limits;
    CHECK(scoring::total_of(1, 0, 50) == 1);  // a half rounds up
    CHECK(scoring::total_of(2, 1, 50) == 2);
    CHECK(scoring::total_of(100, 100, 50) == 100);
    CHECK(scoring::total_of(80, 20, 100) == 80);
    CHECK(scoring::total_of(80, 20, 0) == 20);
    CHECK(scoring::grade_of(75, limits) == 1);
    CHECK(scoring::grade_of(74, limits) == 2);
    CHECK(scoring::grade_of(50, limits) == 2);
    CHECK(scoring::grade_of(49, limits) == 3);
    CHECK(scoring::grade_of(25, limits) == 3);
    CHECK(scoring::grade_of(24, limits) == 4);
    CHECK(scoring::temperature_of(60, limits) == scoring::Temperature::hot);
    CHECK(scoring::temperature_of(59, limits) == scoring::Temperature::warm);
    CHECK(scoring::temperature_of(30, limits) == scoring::Temperature::warm);
    CHECK(scoring::temperature_of(29, limits) == scoring::Temperature::cold);
}

TEST_CASE("scoring: hot until a day, if nothing new happens") {
    tests::People people;
    const domain::RowId ana = people.person({{"name", std::string("Ana")}});
    people.event(ana, "quote_request", 100);
    people.event(ana, "webinar", 120);  // an appointment does not keep them warm
    const scoring::Model model = small_model(R"({"quote_request":{"points":80,"half_life_days":10},"webinar":{"points":80,"half_life_days":10}})");
    const scoring::ScoreCard card = scoring::card(people.book, model, people.row(ana), tests::noon(100));
    CHECK(card.score.temperature == scoring::Temperature::hot);
    REQUIRE(card.cooler_on);
    CHECK(card.cooler_to == scoring::Temperature::warm);
    tests::People later = people;
    CHECK(card.cooler_on == base::Day{105});  // 80 x 2^-(5/10) = 56.6; on day 104 it is still 60.6
    const scoring::ScoreCard cold = scoring::card(people.book, model, people.row(ana), tests::noon(90));
    CHECK(cold.score.temperature == scoring::Temperature::cold);
    CHECK(!cold.cooler_on);
}

TEST_CASE("scoring: cards sum to the columns, for random books and random models") {
    tests::Random random;
    CAPTURE(random.seed());
    for (int round = 0; round < tests::cases(25); ++round) {
        tests::People people = tests::random_people(random, 40, 14);
        for (const char* type : {"visit", "webinar", "email_open", "call", "unsubscribe"}) {
            const std::string path = std::string("model/default/activity/") + type;
            if (random.chance(50)) people.entry(path + "/points", std::to_string(random.between(-30'000, 30'000) / 100) + "." + std::to_string(random.between(0, 99)));
            if (random.chance(50)) people.entry(path + "/cap", std::to_string(random.between(0, 50)));
            if (random.chance(50)) people.entry(path + "/per_day", std::to_string(random.between(0, 3)));
            if (random.chance(50)) people.entry(path + "/half_life_days", std::to_string(random.between(0, 60)));
        }
        const scoring::Model model = scoring::effective_model(people.book);
        const base::Now now = tests::noon(static_cast<int>(random.between(-5, 260)));
        const query::Timeline timeline = query::build_timeline(people.book, 0);
        const scoring::FitClasses classes = scoring::fit_classes(people.book, model);
        scoring::ScoreJob job(people.book, model, timeline, classes, now);
        while (!job.step(static_cast<domain::Row>(random.between(1, 17)))) {
        }
        const scoring::Scores scores = job.take();
        for (domain::Row row = 0; row < scores.size(); ++row) {
            const scoring::ScoreCard card = scoring::card(people.book, model, row, now);
            CHECK(sum_of(card, Axis::fit) == scores.fit[row]);
            CHECK(sum_of(card, Axis::engagement) == scores.engagement[row]);
            CHECK(card.score == scores.at(row));
            CHECK(scoring::score_one(people.book, model, row, now) == scores.at(row));
            for (const scoring::Reason& reason : card.reasons) CHECK(reason.points != 0);
        }
    }
}

TEST_CASE("scoring: one person changed in the columns") {
    scoring::Scores scores;
    scores.set(2, {10, 70, 40, 4, scoring::Temperature::hot});
    CHECK(scores.size() == 3);
    CHECK(scores.at(2) == scoring::Score{10, 70, 40, 4, scoring::Temperature::hot});
    CHECK(scores.at(0) == scoring::Score{});
    CHECK(scores.at(9) == scoring::Score{});
}
