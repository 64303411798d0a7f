#include "app/view_columns.h"

#include "app/column_choices.h"
#include "app/messages.h"
#include "app/view_fields.h"
#include "app/view_parts.h"

#include <algorithm>
#include <array>
#include <utility>

namespace app {
namespace {

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

void take_column(std::vector<LeadColumnView>& from, std::string_view key, float width, std::vector<LeadColumnView>& into) {
    const auto found = std::find_if(from.begin(), from.end(), [&](const LeadColumnView& column) { return column.key == key; });
    if (found == from.end()) return;
    found->width = width;
    into.push_back(std::move(*found));
    from.erase(found);
}

// A function of its own: most visitors have chosen nothing (tools/parts.mjs).
[[gnu::noinline]] LeadColumnsView chosen_columns(const Session::State& state, const std::vector<ColumnChoice>& of_list) {
    LeadColumnsView view;
    const std::vector<ColumnChoice> choices = of_list.empty() ? stored_choices(state) : of_list;
    if (choices.empty()) return {usual_columns()};
    std::vector<LeadColumnView> all = all_columns(state.shown().book);
    const auto name = std::find_if(choices.begin(), choices.end(), [](const ColumnChoice& choice) { return choice.key == "name"; });
    take_column(all, "name", name == choices.end() ? 0 : name->width, view.shown);
    for (const ColumnChoice& choice : choices) take_column(all, choice.key, choice.width, view.shown);
    view.usual_order = std::equal(view.shown.begin(), view.shown.end(), kUsual.begin(), kUsual.end(), [](const LeadColumnView& column, std::string_view key) { return column.key == key; });
    view.as_usual = view.usual_order && std::all_of(view.shown.begin(), view.shown.end(), [](const LeadColumnView& column) { return column.width == 0; });
    return view;
}

}  // namespace

std::vector<ColumnChoice> usual_column_choices() {
    std::vector<ColumnChoice> choices;
    for (const std::string_view key : kUsual) choices.push_back({std::string(key)});
    return choices;
}

std::vector<LeadColumnView> all_columns(const domain::Book& book) {
    std::vector<LeadColumnView> all = usual_columns();
    for_each_field(book, [&](const domain::Field& field) {
        if (!is_one_of(kNoColumns, field.key)) all.push_back(field_column(field));
    });
    return all;
}

bool has_column(const std::vector<LeadColumnView>& columns, std::string_view key) {
    return std::any_of(columns.begin(), columns.end(), [&](const LeadColumnView& column) { return column.key == key; });
}

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

const LeadColumnsView& Session::lead_columns(const std::vector<ColumnChoice>& of_list) {
    State& s = *state_;
    ViewCache& views = s.shown().views;
    const ViewInputs inputs = inputs_of(s, Depends::on_the_session);
    if (views.columns_inputs == inputs && views.columns_of_list == of_list) return views.columns;
    views.columns = of_list.empty() && s.ports.load_setting(kColumnsSetting).empty() ? LeadColumnsView{usual_columns()} : chosen_columns(s, of_list);
    views.columns_inputs = inputs;
    views.columns_of_list = of_list;
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

}  // namespace app
