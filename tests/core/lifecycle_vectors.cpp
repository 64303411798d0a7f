// The 32 people of design/lens-vectors.json: the stage each must have in each lens.
#include <doctest/doctest.h>

#include "base/assets.h"
#include "core/query_people.h"
#include "lifecycle/explain.h"
#include "lifecycle/stage.h"

#include <fstream>
#include <sstream>

namespace {

using base::Json;

// Beside this file, wherever the tests are run from.
std::string vectors_text() {
    std::string path = __FILE__;
    path = path.substr(0, path.find_last_of('/')) + "/data/lens-vectors.json";
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

const Json& vectors() {
    static const Json json = [] {
        auto parsed = base::parse_json(vectors_text());
        REQUIRE(parsed);
        return *parsed;
    }();
    return json;
}

// "satisfaction=9@20"
void record(tests::People& people, domain::RowId lead, const std::string& event) {
    const size_t at = event.find('@'), is = event.find('=');
    const std::string type = event.substr(0, std::min(at, is));
    const int day = std::stoi(event.substr(at + 1));
    if (type == "reachable") {
        people.set(domain::TableKind::leads, lead, "email", domain::FieldKind::text, std::string("who@mail.example"));
        return;
    }
    tests::People::Values more;
    if (is != std::string::npos) more.emplace_back("number", tests::number(std::stoi(event.substr(is + 1, at - is - 1))));
    people.event(lead, type, day, -1, more);
}

std::string stage_name(const lifecycle::Lens& lens, uint8_t stage) {
    return stage == lifecycle::kNoStage ? "none" : lens.stages[stage].name;
}

// The vectors tell registry types by id; the shipped registry must say the same about each.
void same_type(const std::string& id, const Json& told) {
    CAPTURE(id);
    const lifecycle::ActivityType* type = lifecycle::find_type(lifecycle::activity_types(), id);
    REQUIRE(type);
    const Json one = Json::array({[&] {
        Json object = told;
        object["id"] = id;
        return object;
    }()});
    auto parsed = lifecycle::parse_activity_types(one);
    REQUIRE(parsed);
    const lifecycle::ActivityType& wanted = (*parsed)[0];
    CHECK(type->by == wanted.by);
    CHECK(type->details == wanted.details);
    CHECK(type->signal == wanted.signal);
    CHECK(type->trial == wanted.trial);
    CHECK(type->familiar == wanted.familiar);
    CHECK(type->ask == wanted.ask);
    CHECK(type->scoring_only == wanted.scoring_only);
}

}  // namespace

TEST_CASE("lifecycle: the registry says what the vectors say") {
    const Json& types = vectors()["activityTypes"];
    CHECK(types.size() == lifecycle::activity_types().size());
    for (const auto& [id, told] : types.items()) same_type(id, told);
    const Json& facts = vectors()["facts"]["events"];
    CHECK(facts.size() == lifecycle::kFactCount);
    for (size_t i = 0; i < facts.size(); ++i) CHECK(lifecycle::fact_id(static_cast<lifecycle::Fact>(i)) == facts[i].get<std::string>());
}

TEST_CASE("lifecycle: all four columns of the vectors") {
    tests::People people;
    std::vector<domain::RowId> leads;
    for (const Json& vector : vectors()["vectors"]) {
        leads.push_back(people.person({{"name", vector["id"].get<std::string>()}}));
        for (const Json& event : vector["events"]) record(people, leads.back(), event.get<std::string>());
    }
    REQUIRE(leads.size() == 32);
    for (const auto& [id, stages] : vectors()["lenses"].items()) {
        const std::string& name = id;
        CAPTURE(name);
        auto lens = lifecycle::parse_lens(id, stages, vectors()["predicates"], lifecycle::activity_types());
        REQUIRE(lens);
        const base::Now now = tests::noon(500);
        const lifecycle::Stages all = lifecycle::evaluate(people.book, *lens, now);
        for (size_t i = 0; i < leads.size(); ++i) {
            const Json& vector = vectors()["vectors"][i];
            CAPTURE(vector["id"].get<std::string>());
            CAPTURE(vector["who"].get<std::string>());
            const domain::Row row = people.row(leads[i]);
            const lifecycle::StageOf one = lifecycle::evaluate_one(people.book, *lens, row, now);
            CHECK(stage_name(*lens, one.stage) == vector["expect"][id].get<std::string>());
            CHECK(all.stage[row] == one.stage);
            CHECK(all.markers[row] == one.markers);
        }
    }
}

TEST_CASE("lifecycle: the shipped lens is the lens of the vectors") {
    auto shipped = lifecycle::shipped_lens("lead_first");
    REQUIRE(shipped);
    auto told = lifecycle::parse_lens("lead_first", vectors()["lenses"]["lead_first"], vectors()["predicates"], lifecycle::activity_types());
    REQUIRE(told);
    CHECK(shipped->leaves == told->leaves);
    REQUIRE(shipped->stages.size() == told->stages.size());
    for (size_t i = 0; i < told->stages.size(); ++i) {
        CHECK(shipped->stages[i].name == told->stages[i].name);
        CHECK(shipped->stages[i].id == told->stages[i].id);
    }
    CHECK(lifecycle::shipped_lens_ids() == std::vector<std::string>{"lead_first"});
    CHECK(lifecycle::stage_place(*shipped, 0) == 100);
    CHECK(lifecycle::stage_place(*shipped, 1) == -1);
    CHECK(lifecycle::stage_place(*shipped, 5) == 0);
    CHECK(!lifecycle::shipped_lens("no_such_lens"));
    CHECK(!lifecycle::shipped_lens("activities"));
}

TEST_CASE("lifecycle: markers of the vectors") {
    const auto lens = lifecycle::shipped_lens("lead_first");
    const auto markers_of = [&](const char* id) {
        tests::People people;
        const domain::RowId lead = people.person({{"name", std::string(id)}});
        for (const Json& vector : vectors()["vectors"])
            if (vector["id"] == id)
                for (const Json& event : vector["events"]) record(people, lead, event.get<std::string>());
        return lifecycle::evaluate_one(people.book, *lens, people.row(lead), tests::noon(500)).markers;
    };
    CHECK(markers_of("v01") == 0);
    CHECK(markers_of("v27") == lifecycle::kPaused);
    CHECK(markers_of("v28") == lifecycle::kDisqualified);
    CHECK(markers_of("v29") == lifecycle::kLost);
    CHECK(markers_of("v30") == 0);
    CHECK(markers_of("v32") == lifecycle::kEnded);
}
