#include "app/query_fields.h"

#include "app/field_values.h"
#include "app/messages.h"
#include "base/order.h"
#include "base/text.h"

#include <algorithm>
#include <numeric>

namespace app {
namespace {

using namespace domain;
using base::Error;

constexpr std::string_view kReasons = "score.reasons";
constexpr size_t kMostNear = 3;
constexpr size_t kLongestName = 80;

// Changes of one letter between two words (Levenshtein).
size_t distance(std::string_view a, std::string_view b) {
    std::vector<size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), size_t{0});
    for (size_t i = 1; i <= a.size(); ++i) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.size(); ++j) {
            const size_t changed = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
        }
    }
    return row[b.size()];
}

struct Candidate {
    std::string shown, compared;
};

std::vector<Candidate> candidates(const Book& book, TableKind table, std::span<const query::Computed> computed) {
    std::vector<Candidate> all;
    for (const Field& field : book.fields(table)) {
        all.push_back({field.key, base::slug(field.key.substr(0, field.key.rfind(':')))});
        if (field.custom && !field.label.empty()) all.push_back({field.label, base::slug(field.label)});
    }
    for (const query::Computed& column : computed) all.push_back({column.name, base::slug(column.name)});
    if (!computed.empty()) all.push_back({std::string(kReasons), base::slug(kReasons)});
    return all;
}

std::string near_names(const std::vector<Candidate>& all, std::string_view name) {
    const std::string wanted = base::slug(base::clip(name, kLongestName));
    std::vector<std::pair<size_t, std::string>> near;
    for (const Candidate& one : all) {
        if (wanted.empty() || one.compared.empty()) continue;
        const bool inside = wanted.size() >= 3 && (base::contains(one.compared, wanted) || base::contains(wanted, one.compared));
        const size_t far = distance(one.compared, wanted);
        if (inside || far <= 1 + wanted.size() / 4) near.emplace_back(far, one.shown);
    }
    base::sort(near);
    near.erase(std::unique(near.begin(), near.end(), [](const auto& a, const auto& b) { return a.second == b.second; }), near.end());
    std::string names;
    for (size_t i = 0; i < near.size() && i < kMostNear; ++i) names += (i ? ", " : "") + near[i].second;
    return names;
}

Error unknown(const Book& book, TableKind table, std::span<const query::Computed> computed, std::string_view name) {
    const std::string shown = base::make_controls_visible(base::clip(name, kLongestName));
    if (name == "prediction" || name.starts_with("prediction."))
        return {"field.unavailable", "“" + shown + "” is not there yet: this version scores by rules and learns nothing. Ask for score.total.", shown};
    if (name.starts_with("stage.") && !computed.empty())
        return {"field.unavailable", "There is no lens “" + shown.substr(6) + "” in this version: ask for stage or stage.lead_first.", shown};
    const std::string near = near_names(candidates(book, table, computed), name);
    const std::string hint = near.empty() ? " A query without fields shows those there are." : " Did you mean " + near + "?";
    return {"field.unknown", "There is no field “" + shown + "” in " + std::string(table_name(table)) + "." + hint, shown};
}

// "Company size" for company_size, in the language of the face or as the key reads.
base::Result<Field> built_in_by_label(TableKind table, std::string_view name, const Error& otherwise) {
    const std::string slug = base::slug(name), folded = base::fold(name);
    for (const Field& field : built_in_fields(table))
        if (field.key == slug || base::fold(tr("field." + field.key)) == folded) return field;
    return otherwise;
}

base::Result<Field> field_named(const Book& book, TableKind table, std::string_view name) {
    base::Result<Field> field = find_field(book, table, name);
    if (field || field.error().code == "field.ambiguous") return field;
    return built_in_by_label(table, name, field.error());
}

// "budget.amount": a part of a money field.
std::optional<Named> part_of_money(const Book& book, TableKind table, std::string_view name) {
    for (const auto& [ending, kind] : {std::pair(std::string_view(".amount"), Named::Kind::amount), {".currency", Named::Kind::currency}}) {
        if (!name.ends_with(ending)) continue;
        const base::Result<Field> field = field_named(book, table, name.substr(0, name.size() - ending.size()));
        if (!field || field->kind != FieldKind::money) continue;
        Named named;
        named.kind = kind;
        named.field = *field;
        return named;
    }
    return std::nullopt;
}

}  // namespace

std::string Named::column() const {
    switch (kind) {
        case Kind::field:
        case Kind::amount: return field.key;
        case Kind::computed: return computed->name;
        case Kind::id:
        case Kind::currency:
        case Kind::reasons: return {};
    }
    return {};
}

base::Result<Named> resolve_name(const Book& book, TableKind table, std::span<const query::Computed> computed, std::string_view name) {
    Named named;
    named.asked = name;
    if (name == "id") {
        named.kind = Named::Kind::id;
        return named;
    }
    if (const query::Computed* column = query::find_computed(computed, name)) {
        named.kind = Named::Kind::computed;
        named.computed = column;
        return named;
    }
    if (name == kReasons && !computed.empty()) {
        named.kind = Named::Kind::reasons;
        return named;
    }
    if (base::trim(name).empty() || name.size() > 1000) return unknown(book, table, computed, name);
    if (const base::Result<Field> field = field_named(book, table, name)) {
        named.field = *field;
        return named;
    } else if (field.error().code == "field.ambiguous") {
        return field.error();
    }
    if (std::optional<Named> part = part_of_money(book, table, name)) {
        part->asked = name;
        return *part;
    }
    return unknown(book, table, computed, name);
}

}  // namespace app
