// Sentences with values in them: each language says where they stand and what stands around them.
#include "program.h"

#include <doctest/doctest.h>

using namespace tests;

namespace {

struct Said {
    std::string language, name;
};

hands::World world_in(const std::string& language) {
    hands::World world;
    world.preferences.language = language;
    return world;
}

}  // namespace

TEST_CASE("what a filter is removed by names the field and its value as the language does") {
    for (const Said& said : {Said{"en", "Remove Temperature Hot, Warm"}, Said{"id", "Lepas filter Suhu: Hot, Warm"}, Said{"nb", "Fjern filteret Temperatur: Het, Varm"}}) {
        Program program(world_in(said.language));
        INFO(said.name);
        program.open_sample();
        program.go("/leads");
        program.face().query.facets = {{"temperature", {"hot", "warm"}}};
        platform::request_frame();
        hands::settle();
        CHECK(hands::find(Role::button, said.name) != nullptr);
    }
}

TEST_CASE("a value that can be brought back is quoted as the language quotes") {
    for (const Said& said : {Said{"en", "Bring back “Before AS”"}, Said{"id", "Kembalikan “Before AS”"}, Said{"nb", "Hent tilbake «Before AS»"}}) {
        Program program(world_in(said.language));
        INFO(said.name);
        program.session().run("lead.create", {{"fields", {{"name", "Kari Nordmann"}, {"company", "Before AS"}}}});
        hands::settle();
        const std::string id = program.session().lead_row(program.session().leads(program.face().query).rows.at(0)).id;
        program.session().run("lead.set", {{"id", id}, {"field", "company"}, {"value", "After AS"}});
        program.go("/lead/" + id);
        ui::LeadPaneState& pane = program.face().lead;
        pane.id = id;
        pane.field_history = true;
        pane.history_field = "company";
        pane.history_label = "Company";
        platform::request_frame();
        hands::settle();
        CHECK(hands::find(Role::button, said.name) != nullptr);
    }
}
