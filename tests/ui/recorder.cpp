// The frame recorder: the tree it makes, the events it hands out.
#include "ui/semantics/recorder.h"

#include <doctest/doctest.h>

using base::Role;

TEST_CASE("elements know their parent, and keep their ids from frame to frame") {
    ui::Recorder recorder;
    const auto frame = [&] {
        recorder.begin_frame({});
        {
            ui::Group list(recorder, 7, Role::list, "Tasks", {0, 0, 100, 100});
            recorder.add(8, Role::button, "Add", {0, 0, 20, 20});
            recorder.add_text(Role::text, "Call", {0, 20, 20, 20});
        }
        recorder.add_text(Role::text, "Call", {0, 40, 20, 20});
        recorder.end_frame("Corong");
        return recorder.tree();
    };
    const base::SemanticTree first = frame(), second = frame();
    REQUIRE(first.nodes.size() == 4);
    CHECK(first.nodes[0].parent == -1);
    CHECK(first.nodes[1].parent == 0);
    CHECK(first.nodes[2].parent == 0);
    CHECK(first.nodes[3].parent == -1);
    CHECK(first.nodes[2].id != first.nodes[3].id);
    CHECK(first.nodes == second.nodes);
    CHECK(first.title == "Corong");
}

TEST_CASE("an event is served once, by its own element") {
    ui::Recorder recorder;
    recorder.begin_frame({{base::SemanticEventKind::activate, 8, {}}, {base::SemanticEventKind::set_value, 9, "Ratna"}});
    CHECK(!recorder.take_activation(9));
    CHECK(recorder.take_activation(8));
    CHECK(!recorder.take_activation(8));
    CHECK(recorder.take_value(9) == "Ratna");
    CHECK(!recorder.has_events());
    recorder.end_frame("");
}

TEST_CASE("what is behind a dialog is not recorded, what floats above it is") {
    ui::Recorder recorder;
    recorder.begin_frame({});
    recorder.set_quiet(true);
    {
        ui::Group main(recorder, 1, Role::main, "Leads", {0, 0, 9, 9});
        recorder.add(2, Role::button, "Behind", {0, 0, 9, 9});
        recorder.begin_loud();
        recorder.open(3, Role::dialog, "Add lead", {0, 0, 9, 9});
        recorder.add(4, Role::button, "Save", {0, 0, 9, 9});
        recorder.close();
        recorder.end_loud();
    }
    recorder.end_frame("");
    REQUIRE(recorder.tree().nodes.size() == 2);
    CHECK(recorder.tree().nodes[0].name == "Add lead");
    CHECK(recorder.tree().nodes[1].parent == 0);
}
