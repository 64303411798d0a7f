// Choosing the columns of the list.
#include "app/column_choices.h"
#include "app/commands.h"
#include "app/messages.h"

#include <algorithm>

namespace app {

using base::Error;
using base::Json;

base::Result<std::vector<ColumnChoice>> choices_in(const Json& columns) {
    std::vector<ColumnChoice> choices;
    for (const Json& column : columns) {
        const Json named = column.is_object() ? column.value("key", Json()) : column;
        const std::string key = named.is_string() ? named.get<std::string>() : std::string();
        const Json given = column.is_object() ? column.value("width", Json(0)) : Json(0);
        const double width = given.is_number() ? given.get<double>() : -1;
        if (key.empty()) return Error{"column.no_key", tr("refused.column.no_key"), "columns"};
        const bool fits = width == 0 || (width >= kLeastColumnWidth && width <= kMostColumnWidth);
        if (!fits) return Error{"column.width", tr("refused.column.width"), key};
        const bool twice = std::any_of(choices.begin(), choices.end(), [&](const ColumnChoice& other) { return other.key == key; });
        if (!twice) choices.push_back({key, static_cast<float>(width)});
    }
    return choices;
}

std::vector<ColumnChoice> stored_choices(const Session::State& state) {
    const auto stored = base::parse_json(state.ports.load_setting(kColumnsSetting));
    const auto choices = stored && stored->is_array() ? choices_in(*stored) : base::Result<std::vector<ColumnChoice>>(std::vector<ColumnChoice>());
    return choices ? *choices : std::vector<ColumnChoice>();
}

namespace {

// What this book has no field for was chosen for another one, or for a later day of this one: it stays behind the column
// that it was behind.
std::vector<ColumnChoice> with_those_of_other_books(std::vector<ColumnChoice> choices, const std::vector<ColumnChoice>& before, const std::vector<LeadColumnView>& known) {
    for (size_t i = 0; i < before.size(); ++i) {
        if (has_column(known, before[i].key)) continue;
        const auto at = i == 0 ? choices.end() : std::find_if(choices.begin(), choices.end(), [&](const ColumnChoice& choice) { return choice.key == before[i - 1].key; });
        choices.insert(at == choices.end() ? at : at + 1, before[i]);
    }
    return choices;
}

std::string setting_of(const std::vector<ColumnChoice>& choices) {
    Json columns = Json::array();
    for (const ColumnChoice& choice : choices) columns.push_back({{"key", choice.key}, {"width", choice.width}});
    return columns.dump();
}

void choose_columns(Session& session, const Json& arguments, std::function<void(base::Result<Json>)> done) {
    Session::State& s = session.state();
    const Json& columns = arguments.at("columns");
    const auto choices = choices_in(columns);
    if (!choices) return done(choices.error());
    const std::vector<LeadColumnView> known = all_columns(s.shown().book);
    for (const ColumnChoice& choice : *choices)
        if (!has_column(known, choice.key)) return done(Error{"column.unknown", tr("refused.column.unknown", {{"column", choice.key}}), choice.key});
    s.ports.save_setting(kColumnsSetting, columns.empty() ? std::string() : setting_of(with_those_of_other_books(*choices, stored_choices(s), known)));
    s.touch();
    done(Json::object());
}

}  // namespace

std::vector<Command> column_commands() {
    Command command;
    command.id = "leads.columns";
    command.icon = "list";
    command.schema = object_schema("columns:array");
    command.act = choose_columns;
    return {std::move(command)};
}

}  // namespace app
