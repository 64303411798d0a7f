#include "app/printed.h"

#include "app/leads_address.h"
#include "app/messages.h"
#include "app/view_parts.h"

#include <algorithm>

namespace app {
namespace {

using base::Json;

std::string name_of(const std::string& name) { return name.empty() ? tr("lead.no_name") : name; }

std::string temperature_of(Temperature temperature) {
    switch (temperature) {
        case Temperature::hot: return tr("temperature.hot");
        case Temperature::warm: return tr("temperature.warm");
        case Temperature::cold: break;
    }
    return tr("temperature.cold");
}

// "Sunday 29 Nov", and the past day that is shown.
std::string date_line(Session& session) {
    const Forms forms = forms_of(session.state());
    const AsOfView* past = session.as_of();
    return forms.long_day(session.state().now().today) + (past && past->shown ? " \u00B7 " + tr("as_of.printed", {{"date", past->date}}) : std::string());
}

// "Timeline", or "Timeline: 100 of 240".
std::string title_of(const std::string& title, size_t shown, int64_t of) {
    if (static_cast<int64_t>(shown) >= of) return title;
    return tr("printed.part", {{"title", title}, {"shown", tr_count("count", static_cast<int64_t>(shown))}, {"of", tr_count("count", of)}});
}

// --- the list ------------------------------------------------------------------------------------------

std::string list_cell(const Session& session, RowHandle handle, const LeadRow& row, const std::string& column) {
    if (column == "name") return name_of(row.name);
    if (column == "company") return row.company;
    if (column == "score") return std::to_string(row.score.total);
    if (column == "grade") return std::to_string(row.score.grade);
    if (column == "temperature") return temperature_of(row.score.temperature);
    if (column == "stage") return row.stage.name;
    if (column == "value") return row.value;
    if (column == "owner") return row.owner;
    if (column == "last_activity") return row.last_activity_when.empty() ? row.last_activity : row.last_activity + ", " + row.last_activity_when;
    if (column == "next_step") return row.next_step;
    if (column == "due") return row.due;
    if (column == "outcome") return row.outcome;
    if (column == "closed_on") return row.closed_on;
    return session.lead_field(handle, column);
}

PrintedTable list_table(Session& session, const LeadsView& view, const std::vector<LeadColumnView>& columns, std::string title, size_t from, size_t to) {
    PrintedTable table{std::move(title), {}, {}};
    for (const LeadColumnView& column : columns) table.columns.push_back({column.label, column.right || column.key == "score" || column.key == "grade"});
    for (size_t i = from; i < to; ++i) {
        const LeadRow row = session.lead_row(view.rows[i]);
        std::vector<std::string>& cells = table.rows.emplace_back();
        for (const LeadColumnView& column : columns) cells.push_back(list_cell(session, view.rows[i], row, column.key));
    }
    return table;
}

PrintedPage printed_list(Session& session, const std::string& title) {
    const LeadsQuery query = leads_query_of(session.route());
    const LeadsView& view = session.leads(query);
    const std::vector<LeadColumnView> columns = columns_in(session.lead_columns(query.columns), query.show, !view.value_totals.empty());
    const size_t shown = std::min(view.rows.size(), kMostPrintedRows);
    PrintedPage page{title, {date_line(session)}, {}};
    if (session.state().shown().views.leads_query != query) {  // a large book is being sorted: what is there is another list
        page.lines.push_back(tr("printed.not_yet"));
        return page;
    }
    page.lines.push_back(tr_count("leads.shown", static_cast<int64_t>(view.rows.size()), {{"shown", tr_count("count", static_cast<int64_t>(shown))}}));
    if (!query.search.empty()) page.lines.back() += " \u00B7 \u201C" + query.search + "\u201D";
    if (!view.value_totals.empty()) page.lines.push_back(tr("leads.value_totals", {{"totals", view.value_totals}}));
    if (view.groups.empty()) page.tables.push_back(list_table(session, view, columns, {}, 0, shown));
    for (const LeadGroup& group : view.groups) {
        if (group.first >= shown) break;
        const size_t end = std::min(group.first + group.count, shown);
        page.tables.push_back(list_table(session, view, columns, title_of(group.label, end - group.first, static_cast<int64_t>(group.count)), group.first, end));
    }
    return page;
}

// --- companies -----------------------------------------------------------------------------------------

PrintedPage printed_companies(Session& session) {
    PrintedPage page{tr("companies.title"), {date_line(session)}, {}};
    const CompaniesView& view = session.companies(session.state().shown().views.companies.query);  // as they were shown last
    if (!view.ready) {
        page.lines.push_back(tr("printed.not_yet"));
        return page;
    }
    const size_t shown = std::min(view.rows.size(), kMostPrintedRows);
    page.lines.push_back(tr("companies.shown", {{"shown", tr_count("count", static_cast<int64_t>(shown))}, {"all", tr_count("count", view.companies)}}));
    if (const std::string& search = session.state().shown().views.companies.query.search; !search.empty()) page.lines.back() += " \u00B7 \u201C" + search + "\u201D";
    PrintedTable table{{}, {{tr("column.company"), false}, {tr("companies.people"), true}, {tr("column.score"), true}, {tr("column.stage"), false}, {tr("column.value"), true}, {tr("column.last_activity"), false}, {tr("column.next_step"), false}, {tr("column.due"), false}}, {}};
    for (size_t i = 0; i < shown; ++i) {
        const CompanyRow& company = session.company_row(view.rows[i]);
        table.rows.push_back({company.sum.name, tr_count("count", company.people), std::to_string(company.sum.score.total), company.sum.stage.name, company.sum.value, company.sum.last_activity, company.sum.next_step, company.sum.due});
    }
    page.tables.push_back(std::move(table));
    return page;
}

// --- deals ---------------------------------------------------------------------------------------------

PrintedTable table_of_deals(DealState state) {
    const char* when = state == DealState::open ? "deals.expected" : state == DealState::won ? "deals.won_on" : "deals.lost_on";
    PrintedTable table{{}, {{tr("deals.deal"), false}, {tr("deals.person"), false}, {tr("column.company"), false}, {tr("column.value"), true}, {tr(when), true}}, {}};
    if (state == DealState::open) table.columns.insert(table.columns.end(), {{tr("column.next_step"), false}, {tr("column.due"), true}});
    if (state == DealState::lost) table.columns.push_back({tr("deals.reason"), false});
    return table;
}

// A table for each heading, as they were shown last; what is folded away is not on paper either.
PrintedPage printed_deals(Session& session) {
    PrintedPage page{tr("deals.title"), {date_line(session)}, {}};
    const DealsQuery query = session.state().shown().views.deals.query;
    const DealsView& view = session.deals(query);
    const char* state = query.state == DealState::open ? "deals.open" : query.state == DealState::won ? "deals.won" : "deals.lost";
    page.lines.push_back(tr(state) + ": " + tr_count("deals.count", view.of_state[static_cast<size_t>(query.state)]) + (view.totals.empty() ? "" : ", " + view.totals));
    if (!query.search.empty()) page.lines.back() += " \u00B7 \u201C" + query.search + "\u201D";
    page.tables.push_back(table_of_deals(query.state));
    for (size_t at = 0; at < std::min(view.lines.size(), kMostPrintedRows); ++at) {
        const DealLine& line = view.lines[at];
        if (line.group >= 0) {
            const DealGroup& group = view.groups[static_cast<size_t>(line.group)];
            page.tables.push_back(table_of_deals(query.state));
            page.tables.back().title = group.label + (group.totals.empty() ? "" : ", " + group.totals);
            continue;
        }
        const DealRow& row = session.deal_row(line.deal);
        std::vector<std::string> cells = {row.deal.name, row.lead.name, row.lead.company, row.deal.value_exact, row.deal.when};
        if (query.state == DealState::open) cells.insert(cells.end(), {row.lead.next_step, row.lead.due});
        if (query.state == DealState::lost) cells.push_back(row.deal.reason);
        page.tables.back().rows.push_back(std::move(cells));
    }
    return page;
}

// --- one lead ------------------------------------------------------------------------------------------

PrintedTable pairs(std::string title, std::vector<std::vector<std::string>> rows, bool right = false) { return {std::move(title), {{"", false}, {"", right}}, std::move(rows)}; }

PrintedTable printed_reasons(std::string title, const std::vector<ReasonView>& reasons) {
    std::vector<std::vector<std::string>> rows;
    for (const ReasonView& reason : reasons) rows.push_back({reason.text, (reason.points > 0 ? "+" : "") + std::to_string(reason.points)});
    return pairs(std::move(title), std::move(rows), true);
}

PrintedTable printed_tasks(std::string title, const std::vector<TaskView>& tasks, bool with_lead) {
    PrintedTable table{std::move(title), {{tr("column.due"), false}, {tr("column.next_step"), false}}, {}};
    if (with_lead) table.columns.insert(table.columns.end(), {{tr("column.name"), false}, {tr("column.company"), false}});
    for (const TaskView& task : tasks) {
        table.rows.push_back({task.due, task.title});
        if (with_lead) table.rows.back().insert(table.rows.back().end(), {name_of(task.lead_name), task.lead_company});
    }
    return table;
}

PrintedPage printed_lead(Session& session, const LeadView& lead) {
    PrintedPage page{name_of(lead.head.name), {date_line(session)}, {}};
    page.lines.push_back(tr("score.words", {{"total", std::to_string(lead.head.score.total)}, {"fit", std::to_string(lead.head.score.fit)}, {"engagement", std::to_string(lead.head.score.engagement)}}) + " \u00B7 " +
                         tr("grade.words", {{"grade", std::to_string(lead.head.score.grade)}}) + " \u00B7 " + temperature_of(lead.head.score.temperature) +
                         (lead.head.stage.name.empty() ? "" : " \u00B7 " + lead.head.stage.name));
    for (const std::string& marker : lead.markers) page.lines.push_back(marker);
    std::vector<std::vector<std::string>> known;
    for (const FieldView& field : lead.fields)
        if (!field.value.empty()) known.push_back({field.label, field.value});
    page.tables.push_back(pairs(tr("profile.title"), std::move(known)));
    page.tables.push_back(printed_reasons(tr("score.fit"), lead.fit));
    page.tables.push_back(printed_reasons(tr("score.engagement"), lead.engagement));
    page.tables.push_back(printed_tasks(tr("tasks.title"), lead.tasks, false));
    PrintedTable past{title_of(tr("timeline.title"), lead.timeline.size(), lead.timeline_total), {{"", false}, {"", false}, {"", false}}, {}};
    for (const ActivityView& activity : lead.timeline) past.rows.push_back({activity.when, activity.type_label, activity.note});
    page.tables.push_back(std::move(past));
    return page;
}

// --- today ---------------------------------------------------------------------------------------------

PrintedTable printed_calls(std::string title, const std::vector<LeadToCall>& calls) {
    PrintedTable table{std::move(title), {{tr("column.score"), true}, {tr("column.name"), false}, {tr("column.company"), false}, {tr("field.phone"), false}, {"", false}}, {}};
    for (const LeadToCall& call : calls) table.rows.push_back({std::to_string(call.row.score.total), name_of(call.row.name), call.row.company, call.phone, call.why});
    return table;
}

PrintedPage printed_today(Session& session) {
    const TodayView& view = session.today();
    PrintedPage page{tr("today.title"), {date_line(session)}, {}};
    page.tables.push_back(printed_tasks(tr("today.overdue"), view.overdue, true));
    page.tables.push_back(printed_tasks(tr("today.due"), view.due_today, true));
    page.tables.push_back(printed_tasks(tr("today.tomorrow"), view.tomorrow, true));
    page.tables.push_back(printed_calls(title_of(tr("today.hot"), view.hot_untouched.size(), view.hot_untouched_total), view.hot_untouched));
    page.tables.push_back(printed_calls(title_of(tr("today.first"), view.first.size(), view.first_total), view.first));
    return page;
}

}  // namespace

PrintedPage printed_page(Session& session) {
    constexpr std::string_view kLead = "/lead/";
    const std::string& route = session.route();
    const std::string view = route.substr(0, route.find('?'));
    PrintedPage page;
    if (view == "/today") page = printed_today(session);
    if (view == "/leads") page = printed_list(session, tr("nav.leads"));
    if (view == "/board") page = printed_list(session, tr("nav.board"));
    if (view == "/deals") page = printed_deals(session);
    if (view == "/companies") page = printed_companies(session);
    if (const LeadView* lead = view.starts_with(kLead) ? session.lead(view.substr(kLead.size())) : nullptr) page = printed_lead(session, *lead);
    std::erase_if(page.tables, [](const PrintedTable& table) { return table.rows.empty(); });
    return page;
}

Json to_json(const PrintedPage& page) {
    Json tables = Json::array();
    for (const PrintedTable& table : page.tables) {
        Json columns = Json::array();
        for (const PrintedColumn& column : table.columns) columns.push_back({{"label", column.label}, {"right", column.right}});
        tables.push_back({{"columns", std::move(columns)}, {"rows", table.rows}, {"title", table.title}});
    }
    return {{"lines", page.lines}, {"tables", std::move(tables)}, {"title", page.title}};
}

}  // namespace app
