#include "app/query_rows.h"

#include "app/field_values.h"
#include "app/messages.h"
#include "app/query_fields.h"
#include "app/text_forms.h"
#include "app/view_parts.h"
#include "base/text.h"
#include "base/wide.h"
#include "query/filter.h"
#include "query/search.h"
#include "query/sort.h"
#include "scoring/card.h"

#include <algorithm>
#include <cmath>

namespace app {
namespace {

using namespace domain;
using base::Error;
using base::Json;

constexpr int64_t kDefaultLimit = 10'000;
constexpr int64_t kMostRows = 1'000'000;
constexpr int kDecimals = 6;

struct Request {
    TableKind table = TableKind::leads;
    Json filter;
    std::string search;
    std::vector<std::string> sort, fields;
    int64_t offset = 0, limit = kDefaultLimit;
};

Error shape(std::string_view what, std::string_view where) { return {"query.shape", std::string(what), std::string(where)}; }

// --- reading the request -----------------------------------------------------------------------------

base::Status read_names(const Json& json, std::string_view where, std::vector<std::string>& names) {
    if (json.is_null()) return base::success();
    const Json list = json.is_string() ? Json::array({json}) : json;
    if (!list.is_array()) return shape("“" + std::string(where) + "” must be a list of names.", where);
    for (const Json& name : list) {
        if (!name.is_string()) return shape("“" + std::string(where) + "” must be a list of names.", where);
        names.push_back(name.get<std::string>());
    }
    return base::success();
}

base::Status read_count(const Json& json, std::string_view where, int64_t& count) {
    if (json.is_null()) return base::success();
    const double number = json.is_number() ? json.get<double>() : -1;
    if (!(number >= 0 && number <= static_cast<double>(kMostRows)) || number != std::floor(number))
        return shape("“" + std::string(where) + "” must be a whole number from 0 to 1000000.", where);
    count = static_cast<int64_t>(number);
    return base::success();
}

base::Status read_table(const Json& json, TableKind& table) {
    if (json.is_null()) return base::success();
    const auto found = json.is_string() ? table_from_name(json.get_ref<const std::string&>()) : std::nullopt;
    if (!found) return Error{"query.unknown_table", "“from” must be leads, activities, tasks, deals or companies.", "from"};
    table = *found;
    return base::success();
}

base::Status read_member(const std::string& key, const Json& value, Request& request) {
    if (key == "from") return read_table(value, request.table);
    if (key == "sort") return read_names(value, key, request.sort);
    if (key == "fields") return read_names(value, key, request.fields);
    if (key == "offset") return read_count(value, key, request.offset);
    if (key == "limit") return read_count(value, key, request.limit);
    if (key == "filter") request.filter = value;
    else if (key == "search" && value.is_string()) request.search = value.get<std::string>();
    else if (key == "search" && !value.is_null()) return shape("“search” must be a text.", key);
    else if (key != "search")
        return shape("A query has no “" + std::string(base::clip(key, 60)) + "”: it has from, filter, search, sort, fields, offset and limit.", key);
    return base::success();
}

base::Result<Request> read_request(const Json& json) {
    Request request;
    if (json.is_null()) return request;
    if (!json.is_object()) return shape("A query is an object like {from: \"leads\", fields: [\"name\"]}.", "");
    for (const auto& [key, value] : json.items())
        if (const base::Status status = read_member(key, value, request); !status) return status.error();
    return request;
}

// --- which rows, in which order ------------------------------------------------------------------------

std::vector<std::string> searched_keys(TableKind table) {
    switch (table) {
        case TableKind::leads: return query::lead_search_keys();
        case TableKind::companies: return {"name"};
        case TableKind::activities: return {"note", "type", "lead"};
        case TableKind::tasks:
        case TableKind::deals: return {"title", "lead"};
    }
    return {};
}

struct Rows {
    const QuerySource& source;
    const Request& request;
    std::span<const query::Computed> computed;

    base::Result<std::vector<Row>> matching() const {
        query::FilterNames names;
        names.table = request.table;
        names.fields = source.book.fields(request.table);
        names.computed = computed;
        names.alias = [this](std::string_view name) {
            const base::Result<Named> named = resolve_name(source.book, request.table, computed, name);
            return named ? named->column() : std::string();
        };
        query::Filter filter;
        if (!request.filter.is_null()) {
            base::Result<query::Filter> parsed = query::parse_filter(request.filter, names);
            if (!parsed) return better(parsed.error());
            filter = std::move(*parsed);
        }
        query::Mask mask = query::filter_rows(filter, source.book, request.table, computed, source.now);
        if (!base::trim(request.search).empty())
            query::keep_both(mask, query::search_rows(source.book, request.table, searched_keys(request.table), request.search));
        return query::rows_of(mask);
    }

    // The filter knows no computed columns that are missing on purpose; the names do.
    Error better(const Error& error) const {
        if (error.code != "filter.unknown_field" || error.where.empty()) return error;
        const base::Result<Named> named = resolve_name(source.book, request.table, computed, error.where);
        return named ? error : named.error();
    }

    base::Result<std::vector<Row>> ordered(std::vector<Row> rows) const {
        std::vector<query::SortKey> keys;
        for (const std::string& text : request.sort) {
            query::SortKey key = query::sort_key_from_text(text);
            const base::Result<Named> named = resolve_name(source.book, request.table, computed, key.column);
            if (!named) return named.error();
            key.column = named->column();
            if (key.column.empty()) return shape("Rows cannot be sorted by “" + named->asked + "”.", "sort");
            // Nobody has written that field yet: all rows are equal in it.
            if (named->kind == Named::Kind::computed || source.book.table(request.table).column(key.column)) keys.push_back(std::move(key));
        }
        if (keys.empty()) return rows;
        query::SortInput input;
        input.book = &source.book;
        input.table = request.table;
        input.computed = computed;
        input.locale = &source.locale;
        if (request.table == TableKind::leads) input.cache = &source.ranks;
        input.revisions = &source.computed.lead_texts();
        return query::sort_rows(input, keys, std::move(rows));
    }
};

// --- values --------------------------------------------------------------------------------------------

Json amount_of(base::Money money) {
    const int exponent = base::exponent_of(money.currency);
    int64_t millionths_per_minor = 1;
    for (int i = exponent; i < kDecimals; ++i) millionths_per_minor *= 10;
    const auto millionths = base::exact_product(money.minor, millionths_per_minor);
    if (!millionths) return static_cast<double>(money.minor) / (1e6 / static_cast<double>(millionths_per_minor));
    return to_json(Value{base::Decimal{*millionths}});
}

Json field_value(const Value& value) {
    const auto* money = std::get_if<base::Money>(&value);
    return money && money->currency.packed == 0 ? amount_of(*money) : to_json(value);
}

Json part_value(const Value& value, Named::Kind part) {
    const auto* money = std::get_if<base::Money>(&value);
    if (!money) return nullptr;
    if (part == Named::Kind::amount) return amount_of(*money);
    const std::string code = base::code_of(money->currency);
    return code.empty() ? Json() : Json(code);
}

Json computed_value(const query::Computed& column, Row row) {
    const int64_t value = query::computed_at(column, row);
    if (value == column.empty) return nullptr;
    if (column.instant) return base::to_iso_instant(value);
    if (column.labels.empty()) return value;
    return static_cast<size_t>(value) < column.labels.size() ? Json(column.labels[static_cast<size_t>(value)]) : Json();
}

Json reasons_of(const QuerySource& source, Row lead) {
    const Forms forms{source.locale, source.now, true};
    Json reasons = Json::array();
    for (const scoring::Reason& reason : scoring::card(source.book, source.computed.model(), lead, source.now).reasons)
        reasons.push_back({{"axis", reason.axis == scoring::Axis::fit ? "fit" : "engagement"},
                           {"rule", reason.rule}, {"text", forms.message(reason.text)}, {"points", reason.points}});
    return reasons;
}

Json value_of(const QuerySource& source, TableKind table, Row row, const Named& named) {
    switch (named.kind) {
        case Named::Kind::id: return to_text(source.book.table(table).id(row));
        case Named::Kind::field: return field_value(source.book.value(table, row, named.field.key));
        case Named::Kind::amount:
        case Named::Kind::currency: return part_value(source.book.value(table, row, named.field.key), named.kind);
        case Named::Kind::computed: return computed_value(*named.computed, row);
        case Named::Kind::reasons: return reasons_of(source, row);
    }
    return nullptr;
}

base::Result<std::vector<Named>> asked_names(const Rows& rows) {
    std::vector<std::string> names = rows.request.fields;
    if (names.empty()) {
        for (const Field& field : rows.source.book.fields(rows.request.table))
            if (field.key != "deleted") names.push_back(field.key);
        for (const query::Computed& column : rows.computed)
            if (column.name != "qualification" && !column.name.starts_with("stage.")) names.push_back(column.name);
    }
    std::vector<Named> found;
    for (const std::string& name : names) {
        base::Result<Named> named = resolve_name(rows.source.book, rows.request.table, rows.computed, name);
        if (!named) return named.error();
        found.push_back(*std::move(named));
    }
    return found;
}

}  // namespace

base::Result<Json> query_rows(const QuerySource& source, const Json& json) {
    const base::Result<Request> request = read_request(json);
    if (!request) return request.error();
    std::vector<query::Computed> computed;
    if (request->table == TableKind::leads) computed = source.computed.named(source.book);
    const Rows rows{source, *request, computed};
    const base::Result<std::vector<Named>> names = asked_names(rows);
    if (!names) return names.error();
    base::Result<std::vector<Row>> found = rows.matching();
    if (!found) return found.error();
    const auto total = static_cast<int64_t>(found->size());
    found = rows.ordered(*std::move(found));
    if (!found) return found.error();
    Json out = Json::array();
    for (int64_t i = request->offset; i < std::min(total, request->offset + request->limit); ++i) {
        const Row row = (*found)[static_cast<size_t>(i)];
        Json one = {{"id", to_text(source.book.table(request->table).id(row))}};
        for (const Named& named : *names) one[named.asked] = value_of(source, request->table, row, named);
        out.push_back(std::move(one));
    }
    return Json{{"total", total}, {"rows", std::move(out)}};
}

base::Result<Json> Session::query(const Json& request) {
    State& s = *state_;
    if (s.applying_in_slices && !s.past) return Error{"book.busy", tr("save.busy"), ""};
    OpenBook& open = s.shown();
    const base::Now now = s.shown_now();
    open.computed.finish(open.book, now);
    return query_rows({open.book, open.computed, now, s.locale, ranks_of(s, open)}, request);
}

}  // namespace app
