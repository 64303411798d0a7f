#include "exchange/import_options.h"

#include "base/text.h"
#include "exchange/rejection.h"

#include <algorithm>

namespace exchange {
namespace {

using base::Error;
using base::Json;
using base::Status;
using domain::FieldKind;

Error bad_option(std::string_view where, std::string message) {
    return {"import.bad_option", std::move(message), std::string(where)};
}

std::string in_quotes(std::string_view text) { return "“" + std::string(base::clip(text, 80)) + "”"; }

base::Result<size_t> find_column(const ImportPlan& plan, std::string_view header, std::string_view option) {
    if (const auto column = plan.column_of(header)) return *column;
    std::string known;
    for (const ColumnPlan& column : plan.columns)
        if (known.size() < 200) known += (known.empty() ? "" : ", ") + column.header;
    return bad_option(option, "The file has no column " + in_quotes(header) + "; its columns are " + known + ".");
}

base::Result<Target> target_from_key(std::string_view key) {
    const domain::Field* field = domain::built_in_field(domain::TableKind::leads, key);
    const bool ours = key == "deleted" || key.starts_with("source_");
    if (field && !ours) return built_in(key);
    for (const auto& [word, part] :
         {std::pair{"first_name", NamePart::given}, std::pair{"middle_name", NamePart::middle},
          std::pair{"last_name", NamePart::family}})
        if (key == word) {
            Target target = built_in("name");
            target.part = part;
            return target;
        }
    if (const auto kind = domain::kind_of_custom_key(key); kind && *kind != FieldKind::reference)
        return custom(key.substr(0, key.rfind(':')), *kind);
    return bad_option("mapping",
                      "There is no field " + in_quotes(key) +
                          ": use a field's key, {label, kind} for a new field, or null to leave the column out.");
}

base::Result<Target> target_from_json(const Json& wish, const ColumnPlan& column) {
    if (wish.is_null()) return leave_out();
    if (wish.is_string()) return target_from_key(wish.get_ref<const std::string&>());
    if (!wish.is_object())
        return bad_option(
            "mapping", "The mapping of " + in_quotes(column.header) + " must be a field's key, {label, kind} or null.");
    std::string label = column.header;
    FieldKind kind = column.guessed_kind;
    if (const auto found = wish.find("label"); found != wish.end()) {
        if (!found->is_string() || base::trim(found->get_ref<const std::string&>()).empty())
            return bad_option("mapping", "The label of " + in_quotes(column.header) + " must be a text.");
        label = found->get<std::string>();
    }
    if (const auto found = wish.find("kind"); found != wish.end()) {
        const auto named =
            found->is_string() ? domain::kind_from_name(found->get_ref<const std::string&>()) : std::nullopt;
        if (!named || *named == FieldKind::reference)
            return bad_option(
                "mapping",
                "The kind of " + in_quotes(column.header) +
                    " must be one of text, link, choice, multi_choice, number, money, date, instant, yes_no.");
        kind = *named;
    }
    return custom(label, kind);
}

// Two columns for one field: the one that was asked for wins, the other becomes a field of its own.
void give_way(ImportPlan& plan, size_t winner) {
    const Target& target = plan.columns[winner].target;
    if (target.kind != TargetKind::built_in) return;
    for (size_t i = 0; i < plan.columns.size(); ++i) {
        ColumnPlan& other = plan.columns[i];
        if (i == winner || other.how == How::asked || other.target.kind != TargetKind::built_in) continue;
        if (other.target.key != target.key || (target.key == "name" && other.target.part != target.part)) continue;
        other.target = custom(other.header, other.guessed_kind);
        other.how = How::new_field;
    }
}

Status apply_mapping(ImportPlan& plan, const Json& mapping) {
    if (!mapping.is_object()) return bad_option("mapping", "The mapping must be an object: {header: field}.");
    for (const auto& [header, wish] : mapping.items()) {
        const auto column = find_column(plan, header, "mapping");
        if (!column) return column.error();
        ColumnPlan& chosen = plan.columns[*column];
        auto target = target_from_json(wish, chosen);
        if (!target) return target.error();
        chosen.target = *target;
        chosen.how = target->kind == TargetKind::leave_out ? How::not_imported : How::asked;
        give_way(plan, *column);
    }
    plan.name_rows_by_line = who_columns(plan).empty();
    return base::success();
}

bool settle(Dialect& dialect, std::string_view word) {
    if (word == "dmy")
        dialect.date = DateForm::dmy;
    else if (word == "mdy")
        dialect.date = DateForm::mdy;
    else if (word == "iso" || word == "ymd")
        dialect.date = DateForm::plain;
    else if (word == "dot_decimal")
        dialect.number = NumberForm::dot_decimal;
    else if (word == "comma_decimal")
        dialect.number = NumberForm::comma_decimal;
    else if (word == "million")
        dialect.large_m = LargeM::million;
    else if (word == "miliar")
        dialect.large_m = LargeM::miliar;
    else if (const auto currency = base::currency_from_code(word); currency.packed != 0)
        dialect.currency = currency;
    else
        return false;
    return true;
}

Error unknown_dialect(const Json& word) {
    const std::string said = word.is_string() ? in_quotes(word.get_ref<const std::string&>()) : "That";
    return bad_option("dialect", said +
                                     " is no dialect: use dmy, mdy, dot_decimal, comma_decimal, million, miliar or a "
                                     "currency code such as IDR.");
}

// One word, or several in an array, for one column or all.
Status settle_all(std::vector<ColumnPlan*> columns, const Json& words) {
    const Json list = words.is_array() ? words : Json::array({words});
    for (const Json& word : list)
        for (ColumnPlan* column : columns)
            if (!word.is_string() || !settle(column->dialect, word.get_ref<const std::string&>()))
                return unknown_dialect(word);
    return base::success();
}

Status apply_dialects(ImportPlan& plan, const Json& dialects) {
    if (!dialects.is_object()) {
        std::vector<ColumnPlan*> all;
        for (ColumnPlan& column : plan.columns) all.push_back(&column);
        return settle_all(all, dialects);
    }
    for (const auto& [header, words] : dialects.items()) {
        const auto column = find_column(plan, header, "dialect");
        if (!column) return column.error();
        if (auto status = settle_all({&plan.columns[*column]}, words); !status) return status;
    }
    return base::success();
}

Status apply_mode(ImportPlan& plan, const Json& mode) {
    const std::string word = mode.is_string() ? mode.get<std::string>() : "";
    if (word == "create")
        plan.mode = Mode::create;
    else if (word == "update")
        plan.mode = Mode::update;
    else if (word == "both")
        plan.mode = Mode::both;
    else
        return bad_option("mode", "The mode must be create, update or both.");
    return base::success();
}

// {header: {value: "won"}}: also makes a column tell the outcome that was not proposed; null stops one.
Status apply_outcome(ImportPlan& plan, const Json& outcome) {
    if (!outcome.is_object())
        return bad_option("outcome", "The outcome must be an object: {header: {value: won, lost or open}}.");
    for (const auto& [header, words] : outcome.items()) {
        const auto column = find_column(plan, header, "outcome");
        if (!column) return column.error();
        auto found = std::find_if(plan.outcome.columns.begin(), plan.outcome.columns.end(),
                                  [&](const OutcomeColumn& known) { return known.column == *column; });
        if (found == plan.outcome.columns.end())
            found = plan.outcome.columns.insert(found, OutcomeColumn{*column, {}, true});
        found->use = !words.is_null();
        if (words.is_null()) continue;
        if (!words.is_object())
            return bad_option(
                "outcome", "The outcome of " + in_quotes(header) + " must be an object: {value: won, lost or open}.");
        for (const auto& [value, word] : words.items()) {
            const auto meant = word.is_string() ? outcome_from_word(word.get_ref<const std::string&>()) : std::nullopt;
            if (!meant)
                return bad_option("outcome", "The value " + in_quotes(value) + " of " + in_quotes(header) +
                                                 " must mean won, lost or open.");
            const auto known = std::find_if(found->words.begin(), found->words.end(),
                                            [&, &wanted = value](const OutcomeWord& entry) { return entry.value == wanted; });
            if (known != found->words.end())
                known->outcome = *meant;
            else
                found->words.push_back({value, 0, *meant, false});
        }
    }
    return base::success();
}

}  // namespace

base::Status apply_options(ImportPlan& plan, const base::Json& options) {
    if (options.is_null()) return base::success();
    if (!options.is_object())
        return bad_option("options", "The options must be an object: {mapping, dialect, mode, outcome}.");
    struct Option {
        const char* name;
        Status (*apply)(ImportPlan&, const Json&);
    };
    for (const Option& option : {Option{"mapping", apply_mapping}, Option{"dialect", apply_dialects},
                                 Option{"mode", apply_mode}, Option{"outcome", apply_outcome}})
        if (const auto found = options.find(option.name); found != options.end())
            if (auto status = option.apply(plan, *found); !status) return status;
    return base::success();
}

}  // namespace exchange
