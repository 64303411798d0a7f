#include "app/view_columns.h"

#include "app/commands.h"
#include "app/messages.h"
#include "app/view_fields.h"
#include "app/view_parts.h"

#include <algorithm>
#include <array>
#include <utility>

namespace app {
namespace {

using base::Error;
using base::Json;

constexpr std::string_view kSetting = "lead_columns";  // [{"key", "width"}], or nothing while all is as usual
constexpr std::array<std::string_view, 11> kUsual = {"name", "company", "score", "grade", "temperature", "stage", "value", "owner", "last_activity", "next_step", "due"};
constexpr std::array<std::string_view, 6> kWords = {"name", "company", "grade", "owner", "due", "next_step"};
// Fields that have a column of those already, or say what the list is narrowed to.
constexpr std::array<std::string_view, 6> kNoColumns = {"name", "company", "owner", "value", "outcome", "closed"};

template <typename Keys>
bool is_one_of(const Keys& keys, std::string_view key) { return std::find(keys.begin(), keys.end(), key) != keys.end(); }

LeadColumnView field_column(const domain::Field& field) {
    using Kind = domain::FieldKind;
    const bool number = field.kind == Kind::number || field.kind == Kind::money;
    return {field.key, field_label(field), true, number, !number && field.kind != Kind::date && field.kind != Kind::instant, 0};
}

std::vector<LeadColumnView> usual_columns() {
    std::vector<LeadColumnView> columns;
    for (const std::string_view key : kUsual) columns.push_back({std::string(key), tr("column." + std::string(key)), false, key == "value" || key == "due", is_one_of(kWords, key), 0});
    return columns;
}

// The usual ones first.
std::vector<LeadColumnView> all_columns(const domain::Book& book) {
    std::vector<LeadColumnView> all = usual_columns();
    for_each_field(book, [&](const domain::Field& field) {
        if (!is_one_of(kNoColumns, field.key)) all.push_back(field_column(field));
    });
    return all;
}

struct Choice {
    std::string key;
    float width = 0;
};

// A column is its key, or {key, width}. What another book had is no error: it may be shown again.
base::Result<std::vector<Choice>> choices_in(const Json& columns) {
    std::vector<Choice> choices;
    for (const Json& column : columns) {
        const Json named = column.is_object() ? column.value("key", Json()) : column;
        const std::string key = named.is_string() ? named.get<std::string>() : std::string();
        const Json given = column.is_object() ? column.value("width", Json(0)) : Json(0);
        const double width = given.is_number() ? given.get<double>() : -1;
        if (key.empty()) return Error{"column.no_key", tr("refused.column.no_key"), "columns"};
        const bool fits = width == 0 || (width >= kLeastColumnWidth && width <= kMostColumnWidth);
        if (!fits) return Error{"column.width", tr("refused.column.width"), key};
        const bool twice = std::any_of(choices.begin(), choices.end(), [&](const Choice& other) { return other.key == key; });
        if (!twice) choices.push_back({key, static_cast<float>(width)});
    }
    return choices;
}

std::vector<Choice> stored_choices(const Session::State& state) {
    const auto stored = base::parse_json(state.ports.load_setting(kSetting));
    const auto choices = stored && stored->is_array() ? choices_in(*stored) : base::Result<std::vector<Choice>>(std::vector<Choice>());
    return choices ? *choices : std::vector<Choice>();
}

void take_column(std::vector<LeadColumnView>& from, std::string_view key, float width, std::vector<LeadColumnView>& into) {
    const auto found = std::find_if(from.begin(), from.end(), [&](const LeadColumnView& column) { return column.key == key; });
    if (found == from.end()) return;
    found->width = width;
    into.push_back(std::move(*found));
    from.erase(found);
}

// A function of its own: most visitors have chosen nothing (tools/parts.mjs).
[[gnu::noinline]] LeadColumnsView chosen_columns(const Session::State& state) {
    LeadColumnsView view;
    std::vector<LeadColumnView> all = all_columns(state.shown().book);
    const std::vector<Choice> choices = stored_choices(state);
    if (choices.empty()) return {usual_columns()};
    view.as_usual = false;
    const auto name = std::find_if(choices.begin(), choices.end(), [](const Choice& choice) { return choice.key == "name"; });
    take_column(all, "name", name == choices.end() ? 0 : name->width, view.shown);
    for (const Choice& choice : choices) take_column(all, choice.key, choice.width, view.shown);
    view.usual_order = std::equal(view.shown.begin(), view.shown.end(), kUsual.begin(), kUsual.end(), [](const LeadColumnView& column, std::string_view key) { return column.key == key; });
    return view;
}

bool has_column(const std::vector<LeadColumnView>& columns, std::string_view key) {
    return std::any_of(columns.begin(), columns.end(), [&](const LeadColumnView& column) { return column.key == key; });
}

// What this book has no field for was chosen for another one, or for a later day of this one: it stays behind the column
// that it was behind.
std::vector<Choice> with_those_of_other_books(std::vector<Choice> choices, const std::vector<Choice>& before, const std::vector<LeadColumnView>& known) {
    for (size_t i = 0; i < before.size(); ++i) {
        if (has_column(known, before[i].key)) continue;
        const auto at = i == 0 ? choices.end() : std::find_if(choices.begin(), choices.end(), [&](const Choice& choice) { return choice.key == before[i - 1].key; });
        choices.insert(at == choices.end() ? at : at + 1, before[i]);
    }
    return choices;
}

std::string setting_of(const std::vector<Choice>& choices) {
    Json columns = Json::array();
    for (const Choice& choice : choices) columns.push_back({{"key", choice.key}, {"width", choice.width}});
    return columns.dump();
}

void choose_columns(Session& session, const Json& arguments, std::function<void(base::Result<Json>)> done) {
    Session::State& s = session.state();
    const Json& columns = arguments.at("columns");
    const auto choices = choices_in(columns);
    if (!choices) return done(choices.error());
    const std::vector<LeadColumnView> known = all_columns(s.shown().book);
    for (const Choice& choice : *choices)
        if (!has_column(known, choice.key)) return done(Error{"column.unknown", tr("refused.column.unknown", {{"column", choice.key}}), choice.key});
    s.ports.save_setting(kSetting, columns.empty() ? std::string() : setting_of(with_those_of_other_books(*choices, stored_choices(s), known)));
    s.touch();
    done(Json::object());
}

}  // namespace

std::vector<LeadColumnView> columns_in(const LeadColumnsView& chosen, Show show, bool has_values) {
    std::vector<LeadColumnView> columns;
    bool ended = show != Show::closed;  // how they ended is there already, or not at all
    const auto add_ends = [&] {
        if (std::exchange(ended, true)) return;
        columns.push_back({.key = "outcome", .label = tr("column.outcome"), .words = true});
        columns.push_back({.key = "closed_on", .label = tr("column.closed_on"), .right = true});
    };
    for (const LeadColumnView& column : chosen.shown) {
        const bool comes_next = column.key == "last_activity" || column.key == "next_step" || column.key == "due";
        if (comes_next && show == Show::closed) add_ends();
        else if (column.key != "value" || has_values) columns.push_back(column);
    }
    add_ends();
    return columns;
}

const LeadColumnsView& Session::lead_columns() {
    State& s = *state_;
    ViewCache& views = s.shown().views;
    const ViewInputs inputs = inputs_of(s, Depends::on_the_session);
    if (views.columns_inputs == inputs) return views.columns;
    views.columns = s.ports.load_setting(kSetting).empty() ? LeadColumnsView{usual_columns()} : chosen_columns(s);
    views.columns_inputs = inputs;
    return views.columns;
}

std::vector<LeadColumnView> Session::other_lead_columns() const {
    std::vector<LeadColumnView> others = all_columns(state_->shown().book);
    std::erase_if(others, [&](const LeadColumnView& column) { return has_column(state_->shown().views.columns.shown, column.key); });
    return others;
}

std::string Session::lead_field(RowHandle row, std::string_view field) const {
    std::string text = forms_of(*state_).value(state_->shown().book.value(domain::TableKind::leads, row.row, field));
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

std::optional<FieldView> Session::lead_field_view(RowHandle row, std::string_view key) const {
    const std::optional<domain::Field> field = state_->shown().book.field(domain::TableKind::leads, key);
    if (!field) return std::nullopt;
    return field_view(*state_, row.row, *field);
}

std::vector<Command> column_commands() {
    Command command;
    command.id = "leads.columns";
    command.icon = "list";
    command.schema = object_schema({{"columns", "array"}});
    command.act = choose_columns;
    return {std::move(command)};
}

}  // namespace app
