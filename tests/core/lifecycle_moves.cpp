// What would bring a person into each stage: told, and then come true.
#include <doctest/doctest.h>

#include "core/query_people.h"
#include "lifecycle/moves.h"

#include <algorithm>

namespace {

using lifecycle::Move;
using WhyNot = lifecycle::Move::WhyNot;
using Ids = std::vector<std::string_view>;

constexpr int kToday = 250;

const lifecycle::Lens& lead_first() {
    static const lifecycle::Lens lens = *lifecycle::shipped_lens("lead_first");
    return lens;
}

size_t stage_named(std::string_view id) {
    const auto& stages = lead_first().stages;
    return static_cast<size_t>(std::find_if(stages.begin(), stages.end(), [&](const auto& stage) { return stage.id == id; }) - stages.begin());
}

// One person, reachable unless said otherwise, with these events on one day after the other.
struct One {
    tests::People people;
    domain::RowId lead;
    int day = 10;
    explicit One(const std::vector<std::string>& events, bool reachable = true)
        : lead(people.person(reachable ? tests::People::Values{{"name", std::string("Ana")}, {"email", std::string("a@b.example")}} : tests::People::Values{{"name", std::string("Ana")}})) {
        for (const std::string& event : events) people.event(lead, event, ++day);
    }
    std::string stage() const {
        const uint8_t stage = lifecycle::evaluate_one(people.book, lead_first(), people.row(lead), tests::noon(kToday)).stage;
        return stage == lifecycle::kNoStage ? "none" : lead_first().stages[stage].id;
    }
    Move to(std::string_view stage) const { return lifecycle::moves(people.book, lead_first(), people.row(lead), tests::noon(kToday))[stage_named(stage)]; }
    void now(const std::string& type) { people.event(lead, type, kToday, base::kMillisPerDay / 2); }
};

bool has(const Ids& ids, std::string_view id) { return std::find(ids.begin(), ids.end(), id) != ids.end(); }

}  // namespace

TEST_CASE("moves: forward on the way by the stage's own command, or by what people do") {
    const One ana({"webinar"});
    REQUIRE(ana.stage() == "qualification");
    const Move prospect = ana.to("prospect");
    CHECK(prospect.why_not == WhyNot::none);
    CHECK_FALSE(prospect.recycled);
    REQUIRE(!prospect.ids.empty());
    CHECK(prospect.ids.front() == "qualify_sales");
    CHECK(has(prospect.ids, "demo_attended"));
    CHECK_FALSE(has(prospect.ids, "call"));
    CHECK(ana.to("opportunity").ids == Ids{"open_deal"});
    CHECK(ana.to("customer").ids == Ids{"purchase"});
    const Move contact = ana.to("contact");
    CHECK(contact.ids.front() == "defer");
    CHECK(has(contact.ids, "disqualify"));
    CHECK_FALSE(has(contact.ids, "lose_deal"));  // there is none to lose
    CHECK(ana.to("qualification").why_not == WhyNot::here);
}

TEST_CASE("moves: nobody is moved backwards, nor to where people come by themselves") {
    const One ana({"quote_request", "open_deal"});
    REQUIRE(ana.stage() == "opportunity");
    for (const char* stage : {"prospect", "qualification", "lead"}) {
        CAPTURE(stage);
        CHECK(ana.to(stage).ids.empty());
        CHECK(ana.to(stage).why_not == WhyNot::kept);
    }
    const One new_here({});
    REQUIRE(new_here.stage() == "none");
    CHECK(new_here.to("lead").ids.empty());
    CHECK(new_here.to("lead").why_not == WhyNot::by_itself);
    CHECK(new_here.to("prospect").ids.front() == "qualify_sales");
}

TEST_CASE("moves: what is lacking is named") {
    const One unreachable({"visit"}, false);
    REQUIRE(unreachable.stage() == "none");
    for (const char* stage : {"lead", "contact"}) {
        CAPTURE(stage);
        const Move move = unreachable.to(stage);
        CHECK(move.why_not == WhyNot::lacks);
        REQUIRE(move.lacks.size() == 1);
        CHECK(move.lacks.front().key == "missing.state.reachable");
    }
    CHECK(unreachable.to("opportunity").why_not == WhyNot::none);
}

TEST_CASE("moves: off the way by what ends there, and back onto it") {
    const One with_deal({"quote_request", "open_deal"});
    CHECK(with_deal.to("contact").ids == Ids{"disqualify", "lose_deal"});  // a postponement does not end a deal
    const One customer({"purchase"});
    CHECK(customer.to("contact").ids == Ids{"customer_ended"});
    const One paused({"quote_request", "defer"});
    REQUIRE(paused.stage() == "contact");
    CHECK(paused.to("opportunity").ids == Ids{"open_deal"});
    CHECK_FALSE(paused.to("opportunity").recycled);
    const Move prospect = paused.to("prospect");
    CHECK(prospect.recycled);
    CHECK(prospect.ids.front() == "qualify_sales");
    const One lost({"quote_request", "open_deal", "lose_deal"});
    REQUIRE(lost.stage() == "contact");
    CHECK(lost.to("prospect").why_not == WhyNot::kept);
    CHECK(lost.to("opportunity").ids == Ids{"open_deal"});
}

// Whatever is offered brings them there, and a stage for which nothing is offered is not reached by its own command.
TEST_CASE("moves law: what is offered comes true") {
    for (int i = 0; i < tests::law_cases(40); ++i) {
        tests::Random random(tests::base_seed() + static_cast<uint64_t>(i));
        CAPTURE(random.seed());
        const tests::People people = tests::random_people(random, 6, 7);
        for (domain::Row lead = 0; lead < people.book.leads.size(); ++lead) {
            const base::Now now = tests::noon(kToday);
            const auto moves = lifecycle::moves(people.book, lead_first(), lead, now);
            const uint8_t is = lifecycle::evaluate_one(people.book, lead_first(), lead, now).stage;
            for (size_t stage = 0; stage < moves.size(); ++stage) {
                CHECK((moves[stage].why_not == WhyNot::here) == (stage == is));
                CHECK((moves[stage].why_not == WhyNot::none) == !moves[stage].ids.empty());
                const std::string& command = lead_first().stages[stage].command;
                Ids tried = moves[stage].ids;
                if (tried.empty() && stage < is) tried = {command};
                for (const std::string_view id : tried) {
                    CAPTURE(std::string(id));
                    tests::People then = people;
                    const domain::RowId who = then.book.leads.id(lead);
                    if (moves[stage].recycled) then.event(who, "recycle", kToday, base::kMillisPerDay / 2);
                    then.event(who, std::string(id), kToday, base::kMillisPerDay / 2);
                    const uint8_t after = lifecycle::evaluate_one(then.book, lead_first(), lead, now).stage;
                    if (moves[stage].ids.empty()) CHECK((command == "captured" || after != stage));
                    else CHECK(after == stage);
                }
            }
        }
    }
}
