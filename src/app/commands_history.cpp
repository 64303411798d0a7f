// Looking at what was: the history of a lead, and the book as of a past day.
#include "app/commands.h"
#include "app/messages.h"
#include "app/session.h"
#include "app/state.h"
#include "base/text.h"

namespace app {
namespace {

using base::Error;
using base::Json;
using Done = std::function<void(base::Result<Json>)>;

void as_of(Session& session, const Json& arguments, Done done) {
    base::Day day = session.state().now().today + -1;
    if (arguments.contains("day")) {
        const auto& text = arguments.at("day").get_ref<const std::string&>();
        const auto given = base::day_from_iso(text);
        if (!given) return done(Error{"as_of.bad_day", "“" + std::string(base::clip(text, 60)) + "” is no day: write it as 2026-11-22.", "day"});
        day = *given;
    }
    session.show_as_of(day, std::move(done));
}

void as_of_now(Session& session, const Json&, Done done) {
    session.state().end_as_of();
    done(Json::object());
}

void lead_history(Session& session, const Json& arguments, Done done) {
    session.lead_history(arguments.at("id"), arguments.value("field", ""), std::move(done));
}

void stop_reading(Session& session, const Json&, Done done) {
    session.state().end_history();
    done(Json::object());
}

std::optional<std::string> nothing_yet(const Session& session) {
    if (session.state().book.revision > 0) return std::nullopt;
    return tr("as_of.empty");
}

std::optional<std::string> not_looking_back(const Session& session) {
    if (session.state().as_of) return std::nullopt;
    return tr("as_of.not_on");
}

}  // namespace

std::vector<Command> history_commands() {
    std::vector<Command> commands;
    const auto add = [&](std::string_view id, std::string_view icon, std::string_view arguments, Act act, std::function<std::optional<std::string>(const Session&)> why_not = {}) {
        Command command;
        command.id = id;
        command.icon = icon;
        command.schema = object_schema(arguments);
        command.act = std::move(act);
        command.why_not = std::move(why_not);
        commands.push_back(std::move(command));
    };
    add("view.as-of", "history", "day?:string", as_of, nothing_yet);
    commands.back().in_palette = true;
    add("view.now", "undo-2", "", as_of_now, not_looking_back);
    commands.back().in_palette = true;
    add("lead.history", "history", "id:string field?:string", lead_history);
    add("history.stop", "x", "", stop_reading);
    return commands;
}

}  // namespace app
