#include "ui/panels/leads_head.h"

#include "ui/panels/lead_columns.h"
#include "ui/panels/lead_groups.h"
#include "ui/panels/leads_filter.h"

namespace ui {
namespace {

constexpr app::Show kShows[] = {app::Show::open, app::Show::closed, app::Show::all};

void draw_tabs(Scene& scene, Rect box, const app::LeadsView& view, bool right = false) {
    app::LeadsQuery& query = scene.face.query;
    const std::string open = tr_count("count", view.open), closed = tr_count("count", view.closed), all = tr_count("count", view.all);
    const Segment tabs[] = {{.text = tr("leads.open"), .count = open}, {.text = tr("leads.closed"), .count = closed}, {.text = tr("leads.all"), .count = all}};
    if (!scene.phone() && right) box = box.cut_right(segments_width(scene.frame, tabs));
    const int pressed = segments(scene.frame, "show", box, tr("leads.show"), tabs, static_cast<int>(query.show));
    if (pressed < 0) return;
    query.show = kShows[pressed];
    scene.face.table = {};
    scene.face.selected.clear();
}

void draw_search(Scene& scene, Rect box) {
    app::LeadsQuery& query = scene.face.query;
    const NodeId id = leads_search_id();
    const FieldState state = text_field(scene.frame, id, box,
        {.label = tr("leads.search"), .placeholder = tr("leads.search"), .key = scene.phone() || box.w < 200 ? std::string_view() : "/", .icon = icon::search, .clearable = true, .search = true, .keyboard = Keyboard::search},
        query.search);
    if (state.changed) {
        scene.face.table.scroll = 0;
        scene.face.table.cursor = -1;
    }
}

// What changes the book, and the way to what it was.
void draw_header_buttons(Scene& scene, Rect& bar, const LeadsHead& what) {
    Frame& frame = scene.frame;
    if (button_from_right(frame, bar, "add", ButtonKind::primary, {.text = tr("leads.add"), .icon = icon::plus})) scene.face.add_lead = {.open = true};
    const Button import{.text = what.narrow ? std::string_view() : tr("leads.import"), .icon = icon::arrow_down_to_line, .name = tr("leads.import")};
    if (what.list && button_from_right(frame, bar, "import", ButtonKind::secondary, import)) scene.go("/import");
    if (button_from_right(frame, bar, "as-of", ButtonKind::quiet, {.icon = icon::history, .name = tr("as_of.open")})) frame.run("view.as-of");
}

// At the end of the bar, where the filters leave room for it.
void draw_remark(Scene& scene, Rect& bar, std::string_view words) {
    constexpr float kFilters = 220;
    const float width = text_width(scene.frame, Type::small, words) + 1;
    if (words.empty() || bar.w < width + kFilters) return;
    label(scene.frame, bar.cut_right(width), Type::small, scene.frame.palette.ink.third, words, Align::right);
    bar.cut_right(12);
}

}  // namespace

void draw_leads_head(Scene& scene, Rect& box, const app::LeadsView& view, const LeadsHead& what) {
    Frame& frame = scene.frame;
    Rect bar = view_header(scene, box, what.title, tr_count("count", static_cast<int64_t>(view.rows.size())), what.above);
    if (scene.phone()) {
        if (!scene.looks_back() && icon_button(frame, make_id("add"), bar.cut_right(44), ButtonKind::primary, {.icon = icon::plus, .key = "N", .name = tr("leads.add")})) scene.face.add_lead = {.open = true};
        Rect search = box.cut_top(48).inset(16, 0);
        draw_filter_button(scene, search.cut_right(filter_button_width(scene)));
        search.cut_right(8);
        draw_search(scene, search);
        Rect tabs = box.cut_top(56).inset(16, 6);
        draw_tabs(scene, tabs, view);
        paint(frame).fill({box.x, box.y - 1, box.w, 1}, frame.palette.line.normal);
        return;
    }
    if (!scene.looks_back()) draw_header_buttons(scene, bar, what);
    if (what.narrow) draw_filter_button(scene, bar.cut_right(filter_button_width(scene)));
    if (what.narrow && what.list) draw_columns_button(scene, bar.cut_right(columns_button_width(scene)));
    if (what.narrow && what.list) draw_group_button(scene, bar.cut_right(icon_button_width(frame)));
    if (!what.narrow) draw_tabs(scene, bar, view);
    Rect filters = box.cut_top(frame.theme.layout.filter_bar);
    paint(frame).line_below(filters, frame.palette.line.subtle);
    filters = filters.inset(scene.gutter(), 0);
    if (what.narrow) {
        const float tabs = std::min(filters.w * 0.62f, 250.f);
        draw_tabs(scene, filters.cut_right(tabs), view, true);
        filters.cut_right(12);
        return draw_search(scene, filters.cut_left(std::min(filters.w, 280.f)));
    }
    if (what.list) draw_columns_button(scene, filters.cut_right(columns_button_width(scene)));
    if (what.list) draw_group_button(scene, filters.cut_right(icon_button_width(frame)));
    draw_search(scene, filters.cut_left(280));
    filters.cut_left(12);
    draw_remark(scene, filters, what.remark);
    draw_filter_bar(scene, filters, view);
}

void draw_no_leads(Scene& scene, Rect box, const app::LeadsView& view) {
    app::LeadsQuery& query = scene.face.query;
    if (!query.facets.empty()) {
        const std::string clear = tr_count("filter.clear_all", static_cast<int64_t>(query.facets.size()));
        const Empty what{.icon = icon::sliders_horizontal, .title = tr("filter.nothing"), .detail = tr("filter.nothing_detail"), .first = {.text = clear, .icon = icon::x}, .second = {.text = query.search.empty() ? std::string_view() : tr("leads.clear_search")}};
        const EmptyPress pressed = empty_state(scene.frame, "empty", box, what);
        if (pressed == EmptyPress::first) clear_filters(scene);
        if (pressed == EmptyPress::second) query.search.clear();
        return;
    }
    if (query.search.empty()) {
        const bool closed = query.show == app::Show::closed;
        empty_state(scene.frame, "empty", box,
                    {.icon = closed ? icon::trophy : icon::list, .title = tr(closed ? "leads.none_closed" : "leads.none_open"), .detail = tr(closed ? "leads.none_closed_detail" : "leads.none_open_detail"), .first = {}, .second = {}});
        return;
    }
    const bool elsewhere = query.show != app::Show::all && view.all > 0;
    const auto pressed = empty_state(scene.frame, "empty", box,
        {.icon = icon::search, .title = tr("leads.no_match"), .detail = tr("leads.no_match_detail", {{"text", query.search}}),
         .first = {.text = tr("leads.clear_search"), .icon = icon::x}, .second = {.text = elsewhere ? tr("leads.search_all") : std::string_view()}});
    if (pressed == EmptyPress::first) query.search.clear();
    if (pressed == EmptyPress::second) query.show = app::Show::all;
}

}  // namespace ui
