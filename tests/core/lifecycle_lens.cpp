// Lenses as data: strict reading, order of events, and evaluation against a slow, plain second one.
#include <doctest/doctest.h>

#include "core/query_people.h"
#include "lifecycle/explain.h"
#include "lifecycle/lens_run.h"
#include "lifecycle/missing.h"
#include "lifecycle/stage.h"

#include <set>

namespace {

using base::Json;
using lifecycle::Criterion;

const lifecycle::Lens& lead_first() {
    static const lifecycle::Lens lens = *lifecycle::shipped_lens("lead_first");
    return lens;
}

std::string error_of(const char* text, const char* predicates = "{}") {
    auto lens = lifecycle::parse_lens("test", *base::parse_json(text), *base::parse_json(predicates), lifecycle::activity_types());
    return lens ? "" : lens.error().code;
}

std::string stage_now(const tests::People& people, domain::RowId lead, int day) {
    const uint8_t stage = lifecycle::evaluate_one(people.book, lead_first(), people.row(lead), tests::noon(day)).stage;
    return stage == lifecycle::kNoStage ? "none" : lead_first().stages[stage].name;
}

uint8_t markers_now(const tests::People& people, domain::RowId lead, int day) {
    return lifecycle::evaluate_one(people.book, lead_first(), people.row(lead), tests::noon(day)).markers;
}

const tests::People::Values kAna = {{"name", std::string("Ana")}, {"phone", std::string("0811")}};

}  // namespace

TEST_CASE("lifecycle: a lens is read strictly") {
    CHECK(error_of(R"([{"stage":"A","enter":{"fact":"captured"}}])") == "");
    CHECK(error_of(R"([])") == "lens.shape");
    CHECK(error_of(R"({"stage":"A"})") == "lens.shape");
    CHECK(error_of(R"([{"stage":"A"}])") == "lens.shape");
    CHECK(error_of(R"([{"enter":{"fact":"captured"}}])") == "lens.shape");
    CHECK(error_of(R"([{"stage":"A","enter":{"fact":"captured"},"colour":"red"}])") == "lens.shape");
    CHECK(error_of(R"([{"stage":"A","enter":{"fact":"captured"}},{"stage":"a","enter":{"fact":"captured"}}])") == "lens.shape");
    CHECK(error_of(R"([{"stage":"A","enter":{"fact":"flown"}}])") == "lens.unknown_fact");
    CHECK(error_of(R"([{"stage":"A","command":"fly","enter":{"fact":"captured"}}])") == "lens.unknown_fact");
    CHECK(error_of(R"([{"stage":"A","enter":{"pred":"nothing"}}])") == "lens.unknown_predicate");
    CHECK(error_of(R"([{"stage":"A","enter":{"actType":["flight"]}}])") == "lens.unknown_type");
    CHECK(error_of(R"([{"stage":"A","enter":{"act":{"colour":"red"}}}])") == "lens.shape");
    CHECK(error_of(R"([{"stage":"A","enter":{"act":{"by":"nobody"}}}])") == "lens.shape");
    CHECK(error_of(R"([{"stage":"A","enter":{"act":{"since":"reset"}}}])") == "lens.shape");
    CHECK(error_of(R"([{"stage":"A","enter":{"fact":"captured","since":"monday"}}])") == "lens.shape");
    CHECK(error_of(R"([{"stage":"A","enter":{"count":"purchase"}}])") == "lens.shape");
    CHECK(error_of(R"([{"stage":"A","enter":{"count":"purchase","atLeast":0}}])") == "lens.shape");
    CHECK(error_of(R"([{"stage":"A","enter":{"engagedDays":9}}])") == "lens.shape");
    CHECK(error_of(R"([{"stage":"A","enter":{"state":"asleep"}}])") == "lens.unknown_fact");
    CHECK(error_of(R"([{"stage":"A","enter":{"all":[]}}])") == "lens.shape");
    CHECK(error_of(R"([{"stage":"A","enter":{"any":[{"fact":"captured"}],"all":[{"fact":"captured"}]}}])") == "lens.shape");
    CHECK(error_of(R"([{"stage":"A","enter":{"pred":"p"}}])", R"({"p":{"not":{"pred":"p"}}})") == "lens.recursive");
}

TEST_CASE("lifecycle: predicates that name predicates cannot grow without end") {
    std::string predicates = R"({"p0":{"fact":"captured"})";
    for (int i = 1; i < 12; ++i) {
        const std::string before = R"({"pred":"p)" + std::to_string(i - 1) + R"("})";
        predicates += ",\"p" + std::to_string(i) + R"(":{"all":[)" + before + "," + before + "," + before + "," + before + "]}";
    }
    predicates += "}";
    const std::string code = error_of(R"([{"stage":"A","enter":{"pred":"p7"}}])", predicates.c_str());
    CHECK(code == "lens.too_large");
}

TEST_CASE("lifecycle: compiled tests agree with the criterion, for every pattern of bits") {
    tests::Random random;
    CAPTURE(random.seed());
    const size_t leaves = lead_first().leaves.size();
    for (int i = 0; i < tests::cases(4000); ++i) {
        const uint64_t bits = random.next() & ((uint64_t{1} << leaves) - 1);
        for (size_t stage = 0; stage < lead_first().stages.size(); ++stage)
            CHECK(lifecycle::holds(lead_first(), stage, bits) == lifecycle::criterion_holds(lead_first().stages[stage].enter, bits));
    }
}

TEST_CASE("lifecycle: what is older than a reset no longer counts") {
    tests::People people;
    const domain::RowId ana = people.person(kAna);
    people.event(ana, "ebook", 1);
    people.event(ana, "qualify_sales", 2);
    CHECK(stage_now(people, ana, 5) == "Prospect");
    people.event(ana, "disqualify", 6);
    CHECK(stage_now(people, ana, 5) == "Prospect");  // on day 5 that has not happened
    CHECK(stage_now(people, ana, 6) == "Contact");
    people.event(ana, "recycle", 8);
    CHECK(stage_now(people, ana, 8) == "Lead");
    people.event(ana, "webinar", 8);  // the same day: not older
    CHECK(stage_now(people, ana, 8) == "Qualification");
}

TEST_CASE("lifecycle: on one day times decide where both are known") {
    tests::People people;
    const domain::RowId ana = people.person(kAna);
    people.event(ana, "captured", 1);
    people.event(ana, "qualify_sales", 5, 9'000);
    people.event(ana, "recycle", 5, 10'000);
    CHECK(stage_now(people, ana, 5) == "Lead");
    people.event(ana, "qualify_sales", 5, 11'000);
    CHECK(stage_now(people, ana, 5) == "Prospect");
    people.event(ana, "disqualify", 5, 12'000);
    CHECK(markers_now(people, ana, 5) == lifecycle::kDisqualified);
    people.event(ana, "recycle", 5, 13'000);
    CHECK(markers_now(people, ana, 5) == 0);
}

TEST_CASE("lifecycle: deals open and close one by one") {
    tests::People people;
    const domain::RowId ana = people.person(kAna);
    people.event(ana, "win_deal", 1);  // an import that knows only the win
    people.event(ana, "open_deal", 3);
    CHECK(stage_now(people, ana, 3) == "Opportunity");
    people.event(ana, "open_deal", 4);
    people.event(ana, "lose_deal", 5);
    CHECK(stage_now(people, ana, 5) == "Opportunity");  // the other one is still open
    people.event(ana, "lose_deal", 6);
    CHECK(stage_now(people, ana, 6) == "Contact");
    CHECK(markers_now(people, ana, 6) == lifecycle::kLost);
    people.event(ana, "open_deal", 7);
    people.event(ana, "lose_deal", 7);  // opened and lost on one day
    CHECK(stage_now(people, ana, 7) == "Contact");
    people.event(ana, "purchase", 8);
    CHECK(stage_now(people, ana, 8) == "Customer");
    CHECK(markers_now(people, ana, 8) == 0);
}

TEST_CASE("lifecycle: a deferral ends with its date, and the latest one counts") {
    tests::People people;
    const domain::RowId ana = people.person(kAna);
    people.event(ana, "ebook", 1);
    people.event(ana, "defer", 2, -1, {{"until", domain::Instant{10 * base::kMillisPerDay}}});
    CHECK(stage_now(people, ana, 9) == "Contact");
    CHECK(stage_now(people, ana, 10) == "Contact");
    CHECK(stage_now(people, ana, 11) == "Qualification");
    people.event(ana, "defer", 3);  // open-ended
    CHECK(stage_now(people, ana, 11) == "Contact");
    people.event(ana, "open_deal", 11);
    CHECK(stage_now(people, ana, 11) == "Opportunity");
    CHECK(markers_now(people, ana, 11) == 0);
}

TEST_CASE("lifecycle: consent is the latest word") {
    tests::People people;
    const domain::RowId ana = people.person(kAna);
    people.event(ana, "opt_out", 5);
    CHECK((markers_now(people, ana, 4) & lifecycle::kOptedOut) == 0);
    CHECK((markers_now(people, ana, 5) & lifecycle::kOptedOut) != 0);
    people.event(ana, "opt_in", 6);
    CHECK((markers_now(people, ana, 6) & lifecycle::kOptedOut) == 0);
}

TEST_CASE("lifecycle: a deleted activity and a blank e-mail count no more") {
    tests::People people;
    const domain::RowId ana = people.person({{"name", std::string("Ana")}, {"email", std::string("a@b.example")}});
    const domain::RowId book = people.event(ana, "ebook", 1);
    CHECK(stage_now(people, ana, 2) == "Qualification");
    people.set(domain::TableKind::activities, book, "deleted", domain::FieldKind::yes_no, true);
    CHECK(stage_now(people, ana, 2) == "none");
    people.event(ana, "visit", 1);
    CHECK(stage_now(people, ana, 2) == "Lead");
    people.set(domain::TableKind::leads, ana, "email", domain::FieldKind::text, domain::Empty{});
    CHECK(stage_now(people, ana, 2) == "none");
    people.set(domain::TableKind::leads, ana, "whatsapp:text", domain::FieldKind::text, std::string("+62811"));
    CHECK(stage_now(people, ana, 2) == "Lead");
}

TEST_CASE("lifecycle: all leads at once, and one by one, in slices of any size") {
    tests::Random random;
    CAPTURE(random.seed());
    for (int round = 0; round < tests::cases(20); ++round) {
        const tests::People people = tests::random_people(random, 40, 12);
        const base::Now now = tests::noon(static_cast<int>(random.between(-5, 220)));
        const query::Timeline timeline = query::build_timeline(people.book, 0);
        lifecycle::StageJob job(people.book, timeline, lead_first(), now);
        while (!job.step(static_cast<domain::Row>(random.between(1, 15)))) {
        }
        const lifecycle::Stages all = job.take();
        for (domain::Row row = 0; row < people.book.leads.size(); ++row) {
            const lifecycle::StageOf one = lifecycle::evaluate_one(people.book, lead_first(), row, now);
            CHECK(one.stage == all.stage[row]);
            CHECK(one.markers == all.markers[row]);
            const lifecycle::Explanation told = lifecycle::explain(people.book, lead_first(), row, now);
            CHECK(told.now == one);
            CHECK(told.why.empty() == (one.stage == lifecycle::kNoStage));
            CHECK(told.since.has_value() == (one.stage != lifecycle::kNoStage));
        }
    }
}
