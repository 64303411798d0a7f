// The tour of three steps: who starts it, who ends it, who is offered it. What it shows is ui/panels/tour.cpp.
#include "app/commands.h"
#include "app/session.h"
#include "app/state.h"

namespace app {
namespace {

using base::Json;
using Done = std::function<void(base::Result<Json>)>;

// Of this device, not of the book: a colleague who opens the same book has not seen it.
constexpr std::string_view kSetting = "tour";

void begin(Session::State& s) {
    s.tour = ++s.tours;
    s.touch();
}

// It needs somebody to show: in an empty book the invented ones.
void start(Session& session, const Json&, Done done) {
    if (session.state().book.leads.alive_count() > 0) {
        begin(session.state());
        return done(Json::object());
    }
    session.run("sample.open", Json::object(), [&session, done = std::move(done)](base::Result<Json> opened) {
        if (opened) begin(session.state());
        done(std::move(opened));
    });
}

void end(Session& session, const Json& arguments, Done done) {
    Session::State& s = session.state();
    if (s.tour && !arguments.value("offer_again", false)) s.ports.save_setting(kSetting, "over");
    s.tour = 0;
    s.touch();
    done(Json::object());
}

}  // namespace

std::vector<Command> tour_commands() {
    Command starts, ends;
    starts.id = "tour.start";
    starts.icon = "circle-help";
    starts.schema = object_schema("");
    starts.in_palette = true;
    starts.act = start;
    starts.acts_on_book = true;  // where it opens the sample; and its last step is to log something
    ends.id = "tour.end";
    ends.schema = object_schema("offer_again?:boolean");
    ends.act = end;
    std::vector<Command> commands;
    commands.push_back(std::move(starts));
    commands.push_back(std::move(ends));
    return commands;
}

void Session::offer_tour() {
    State& s = *state_;
    if (s.tour || !s.ports.load_setting(kSetting).empty()) return;
    s.notices.back().offers_tour = true;
}

}  // namespace app
