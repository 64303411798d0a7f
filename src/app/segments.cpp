#include "app/segments.h"

#include "app/facets.h"
#include "app/leads_address.h"
#include "app/session.h"
#include "app/view_parts.h"
#include "base/order.h"
#include "base/text.h"
#include "query/search.h"

namespace app {

using namespace domain;

namespace {

constexpr Row kCountedAtOnce = 10'000;  // more leads than this are counted in slices

std::string text_of(const Entry& entry) {
    const auto json = base::parse_json(entry.json);
    return json && json->is_string() ? json->get<std::string>() : std::string();
}

int64_t count_leads(const State& state, const LeadsQuery& query) {
    const Table& leads = state.shown().book.leads;
    const ClosedLeads outcome(leads);
    query::Mask found;
    if (!base::trim(query.search).empty()) found = query::search_rows(state.shown().book, TableKind::leads, query::lead_search_keys(), query.search);
    std::optional<Facets> facets;
    if (!query.facets.empty()) facets.emplace(state, query.facets);
    const query::Mask alive = query::alive_rows(leads);
    int64_t count = 0;
    for (Row lead = 0; lead < alive.size(); ++lead) {
        const bool closed = outcome.closed(lead);
        const bool shown = query.show == Show::all || closed == (query.show == Show::closed);
        count += alive[lead] && shown && (found.empty() || found[lead]) && (!facets || facets->take(lead));
    }
    return count;
}

// What was known of the same list does until it is counted anew.
void keep_counts(const std::vector<SegmentView>& known, std::vector<SegmentView>& segments) {
    for (SegmentView& segment : segments)
        for (const SegmentView& before : known)
            if (before.id == segment.id && before.list == segment.list) segment.count = before.count;
}

// Whether every lead has its score and stage. While they are computed nothing is counted: the views are made anew behind it.
bool is_settled(const State& state) {
    return !state.applying_in_slices && !state.shown().views.refreshing && state.shown().computed.columns().size() >= state.shown().book.leads.size();
}

// Counts the next one that is not; false if there is none, or it cannot be counted now.
bool count_next(State& state) {
    ViewCache& views = state.shown().views;
    if (views.segments_counted >= views.segments.size() || !is_settled(state)) return false;
    SegmentView& segment = views.segments[views.segments_counted++];
    const int64_t count = count_leads(state, leads_query_of(segment.list));
    if (count != segment.count) state.touch();
    segment.count = count;
    return views.segments_counted < views.segments.size();
}

// A function of its own: most visitors have none (tools/parts.mjs).
void take_segments(State& state) {
    ViewCache& views = state.shown().views;
    std::vector<SegmentView> segments = segments_of(state.shown().book);
    keep_counts(views.segments, segments);
    views.segments = std::move(segments);
    views.segments_counted = 0;
    if (state.shown().book.leads.size() <= kCountedAtOnce) {
        while (count_next(state)) {}
    } else if (!views.counting_segments && !views.segments.empty()) {
        views.counting_segments = true;
        state.in_slices("segments", [&state, open = state.past ? state.past : state.live] {
            const bool is_shown = &state.shown() == open.get();
            if (is_shown && count_next(state)) return true;
            open->views.counting_segments = false;
            if (!is_shown) open->views.segments_inputs.reset();  // it goes on when that book is shown again
            return false;
        });
    }
}

}  // namespace

std::vector<SegmentView> segments_of(const Book& book) {
    std::vector<SegmentView> segments;
    book.for_each_entry("segments", [&](std::string_view rest, const Entry& entry) {
        const std::vector<std::string> parts = base::split(rest, '/');
        if (parts.size() != 2) return;
        if (segments.empty() || segments.back().id != parts[0]) segments.emplace_back().id = parts[0];
        if (parts[1] == "name") segments.back().name = text_of(entry);
        if (parts[1] == "list") segments.back().list = text_of(entry);
    });
    std::erase_if(segments, [](const SegmentView& segment) { return segment.name.empty() || address_of(leads_query_of(segment.list)).empty(); });
    base::sort(segments, [](const SegmentView& one, const SegmentView& other) { return std::pair(base::fold(one.name), one.id) < std::pair(base::fold(other.name), other.id); });
    return segments;
}

const std::vector<SegmentView>& Session::segments() {
    State& s = *state_;
    ViewCache& views = s.shown().views;
    if (!bring_up_to_date(s)) return views.segments;
    const ViewInputs inputs = inputs_of(s, Depends::on_the_book);
    if (views.segments_inputs == inputs) return views.segments;
    views.segments_inputs = inputs;
    if (s.shown().computed.columns().size() < s.shown().book.leads.size()) views.segments_inputs.reset();
    bool any = !views.segments.empty();
    s.shown().book.for_each_entry("segments", [&](std::string_view, const Entry&) { any = true; });
    if (any) take_segments(s);
    return views.segments;
}

}  // namespace app
