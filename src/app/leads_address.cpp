#include "app/leads_address.h"

#include "app/view_columns.h"
#include "base/text.h"
#include "domain/field.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <span>

namespace app {
namespace {

constexpr std::array<std::string_view, 12> kSorts = {"name", "company", "score", "grade", "temperature", "stage", "value", "owner", "last_activity", "due", "outcome", "closed_on"};
constexpr std::array<std::string_view, 3> kShows = {"open", "closed", "all"};
constexpr std::array<std::string_view, 8> kFacets = {"temperature", "grade", "stage", "owner", "company", "created", "last_activity", "due"};
constexpr size_t kDividing = 4;  // of them: the list can be divided by those
constexpr size_t kMostColumns = 200;
constexpr std::string_view kReserved = "%&=,#?+";  // in an address, and in ours
constexpr std::string_view kHex = "0123456789ABCDEF";
constexpr std::string_view kEmpty = "-";  // as a value: that of leads without one

bool is_one_of(std::string_view text, std::span<const std::string_view> known) { return std::find(known.begin(), known.end(), text) != known.end(); }

std::string escaped(std::string_view text) {
    std::string out;
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if (byte >= ' ' && kReserved.find(letter) == std::string_view::npos) out += letter;
        else out += {'%', kHex[byte / 16], kHex[byte % 16]};
    }
    return out;
}

std::optional<int> digit_of(char letter) {
    const size_t at = kHex.find(letter >= 'a' && letter <= 'f' ? static_cast<char>(letter - 'a' + 'A') : letter);
    return at == std::string_view::npos ? std::nullopt : std::optional(static_cast<int>(at));
}

// Nothing if that is no text. A "%" that no two digits follow stands for itself.
std::string unescaped(std::string_view text) {
    std::string out;
    for (size_t at = 0; at < text.size(); ++at) {
        const auto high = text[at] == '%' && at + 2 < text.size() ? digit_of(text[at + 1]) : std::nullopt;
        const auto low = high ? digit_of(text[at + 2]) : std::nullopt;
        out += low ? static_cast<char>(*high * 16 + *low) : text[at];
        if (low) at += 2;
    }
    return base::is_utf8(out) ? out : std::string();
}

std::string value_text(std::string_view value) { return value.empty() ? std::string(kEmpty) : value == kEmpty ? "%2D" : escaped(value); }
std::string value_of(std::string_view text) { return text == kEmpty ? std::string() : unescaped(text); }

// The same values in the same order, however they were chosen.
std::string values_of(std::string_view key, const LeadsQuery& query) {
    std::vector<std::string> values;
    for (const Facet& facet : query.facets)
        if (facet.key == key)
            for (const std::string& value : facet.values) values.push_back(value_text(value));
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return base::join(values, ",");
}

// Calls `take` with each part between separators.
template <typename Take>
void split(std::string_view text, char separator, Take take) {
    while (!text.empty()) {
        const size_t end = std::min(text.find(separator), text.size());
        take(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

void take_facet(std::string_view key, std::string_view values, LeadsQuery& query) {
    Facet facet{std::string(key), {}};
    split(values, ',', [&](std::string_view text) {
        std::string value = value_of(text);
        if (!value.empty() || text == kEmpty) facet.values.push_back(std::move(value));
    });
    std::erase_if(query.facets, [&](const Facet& other) { return other.key == key; });
    if (!facet.values.empty()) query.facets.push_back(std::move(facet));
}

// A field of somebody's own has a colon in its key; whether there is one the list knows when it is sorted.
bool can_sort(const std::string& column) {
    return is_one_of(column, kSorts) || domain::built_in_field(domain::TableKind::leads, column) || column.find(':') != std::string::npos;
}

std::string sorts_text(const LeadsQuery& query) {
    std::string text;
    for (const LeadSort& sort : query.sorts) text += (text.empty() ? "" : ",") + std::string(sort.descending ? "-" : "") + escaped(sort.column);
    return text;
}

void take_sorts(std::string_view text, LeadsQuery& query) {
    std::vector<LeadSort> sorts;
    split(text, ',', [&](std::string_view part) {
        const bool descending = part.starts_with('-');
        LeadSort sort{unescaped(part.substr(descending)), descending};
        const bool twice = std::any_of(sorts.begin(), sorts.end(), [&](const LeadSort& other) { return other.column == sort.column; });
        if (can_sort(sort.column) && !twice && sorts.size() < kMostSorts) sorts.push_back(std::move(sort));
    });
    if (!sorts.empty()) query.sorts = std::move(sorts);
}

// By a field of somebody's own, too: what there is to divide by the list knows.
std::string group_of(std::string_view text) {
    std::string key = unescaped(text);
    const domain::Field* field = domain::built_in_field(domain::TableKind::leads, key);
    const bool has_choices = field && field->kind == domain::FieldKind::choice;
    return is_one_of(key, std::span(kFacets).first(kDividing)) || has_choices || key.find(':') != std::string::npos ? key : std::string();
}

// "value~120" is 120 pixels wide. Which columns there are the list knows when it is drawn.
void take_columns(std::string_view text, LeadsQuery& query) {
    query.columns.clear();
    split(text, ',', [&](std::string_view part) {
        const size_t mark = part.rfind('~');
        ColumnChoice choice{unescaped(part.substr(0, mark)), 0};
        const std::string width(mark == std::string_view::npos ? std::string_view() : part.substr(mark + 1));
        if (!width.empty()) choice.width = std::clamp(static_cast<float>(std::atoi(width.c_str())), 0.f, kMostColumnWidth);
        if (choice.width < kLeastColumnWidth) choice.width = 0;
        const bool twice = std::any_of(query.columns.begin(), query.columns.end(), [&](const ColumnChoice& other) { return other.key == choice.key; });
        if (!choice.key.empty() && !twice && query.columns.size() < kMostColumns) query.columns.push_back(std::move(choice));
    });
}

std::string columns_text(const LeadsQuery& query) {
    std::string text;
    for (const ColumnChoice& choice : query.columns) {
        std::string key = escaped(choice.key);
        for (size_t at = 0; (at = key.find('~', at)) != std::string::npos;) key.replace(at, 1, "%7E");
        text += (text.empty() ? "" : ",") + key;
        if (choice.width > 0) text += "~" + std::to_string(static_cast<int>(choice.width));
    }
    return text;
}

void take(std::string_view key, std::string_view value, LeadsQuery& query) {
    if (key == "search") query.search = unescaped(value);
    else if (key == "show" && is_one_of(value, kShows)) query.show = value == "open" ? Show::open : value == "closed" ? Show::closed : Show::all;
    else if (key == "sort") take_sorts(value, query);
    else if (key == "group") query.group = group_of(value);
    else if (key == "columns") take_columns(value, query);
    else if (is_one_of(key, kFacets)) take_facet(key, value, query);
}

}  // namespace

std::string address_of(const LeadsQuery& query) {
    const LeadsQuery usual;
    std::string address;
    const auto say = [&](std::string_view key, std::string_view value) {
        address += address.empty() ? '?' : '&';
        address.append(key).append("=").append(value);
    };
    if (const std::string_view search = base::trim(query.search); !search.empty()) say("search", escaped(search));
    for (const std::string_view key : kFacets)
        if (const std::string values = values_of(key, query); !values.empty()) say(key, values);
    if (query.show != usual.show) say("show", kShows[static_cast<size_t>(query.show)]);
    if (query.sorts != usual.sorts) say("sort", sorts_text(query));
    if (!query.group.empty()) say("group", escaped(query.group));
    if (!query.columns.empty()) say("columns", columns_text(query));
    return address;
}

LeadsQuery leads_query_of(std::string_view route) {
    LeadsQuery query;
    const size_t mark = route.find('?');
    if (mark == std::string_view::npos) return query;
    split(route.substr(mark + 1), '&', [&](std::string_view part) {
        const size_t equals = part.find('=');
        if (equals != std::string_view::npos) take(part.substr(0, equals), part.substr(equals + 1), query);
    });
    return query;
}

}  // namespace app
