// Leads: the table over the whole book, with search, sort, tabs for open and closed, and the
// selection bar. On a phone the rows are cards.
#include "app/leads_address.h"
#include "ui/panels/cell_edit.h"
#include "ui/panels/lead_cells.h"
#include "ui/panels/lead_columns.h"
#include "ui/panels/lead_groups.h"
#include "ui/panels/leads_head.h"
#include "ui/panels/tour.h"

#include <imgui_internal.h>

namespace ui {
namespace {

void draw_footer(Scene& scene, Rect box, const app::LeadsView& view) {
    Frame& frame = scene.frame;
    Painter painter = paint(frame);
    painter.fill(box, frame.palette.surface.sunken);
    painter.line_above(box, frame.palette.line.normal);
    Rect words = box.inset(scene.gutter(), 0);
    words.w += scene.gutter() - 16;
    const int64_t of = scene.face.query.show == app::Show::open ? view.open : scene.face.query.show == app::Show::closed ? view.closed : view.all;
    if (!view.value_totals.empty()) {
        const std::string totals = tr("leads.value_totals", {{"totals", view.value_totals}});
        const float width = std::min(text_width(frame, Type::small, totals), words.w * 0.6f);
        label(frame, words.cut_right(width + 1), Type::small, frame.palette.ink.third, totals, Align::right);
        words.cut_right(12);
    }
    label(frame, words, Type::small, frame.palette.ink.third,
          tr_count("leads.shown", of, {{"shown", tr_count("count", static_cast<int64_t>(view.rows.size()))}}));
}

// A head that is pressed again turns the order round. With Shift it sorts what is equal so far, and goes the third time.
void sort_by(app::LeadsQuery& query, const std::string& key, bool from_a, bool also) {
    const auto found = std::find_if(query.sorts.begin(), query.sorts.end(), [&](const app::LeadSort& sort) { return sort.column == key; });
    const bool known = found != query.sorts.end();
    if (!also) {
        const bool descending = known && found == query.sorts.begin() ? !found->descending : !from_a;
        query.sorts = {{key, descending}};
    } else if (!known) {
        if (query.sorts.size() == app::kMostSorts) query.sorts.pop_back();
        query.sorts.push_back({key, !from_a});
    } else if (found->descending == from_a && query.sorts.size() > 1) {
        query.sorts.erase(found);
    } else {
        found->descending = !found->descending;
    }
}

// What the table's events do to its order and its columns.
void arrange(Scene& scene, const TableEvents& events, std::span<const Column> columns) {
    Face& face = scene.face;
    if (events.sort >= 0) {
        const std::string key(columns[static_cast<size_t>(events.sort)].key);
        sort_by(face.query, key, begins_with_a(scene, key), events.also);
        face.table.scroll = 0;
    }
    if (events.widened >= 0) widen_column(scene, std::string(columns[static_cast<size_t>(events.widened)].key), events.width);
    if (events.moved >= 0) move_column(scene, columns, static_cast<size_t>(events.moved), static_cast<size_t>(events.moved_to));
    face.columns_open |= events.head_menu;
}

// What they do to the selection and to the route.
void act_on(Scene& scene, const TableEvents& events, const app::LeadsView& view, const ListRows& rows, std::span<const Column> columns) {
    Face& face = scene.face;
    const auto row_of = [&](int64_t index) { return view.rows[*rows.lead_at(index)].row; };
    if (events.toggle_all) {
        if (face.selected.empty())
            for (const auto& row : view.rows) face.selected.insert(row.row);
        else face.selected.clear();
    }
    if (events.from >= 0)
        for (int64_t i = events.from; i <= events.to && i < rows.count(); ++i)
            if (rows.lead_at(i)) face.selected.insert(row_of(i));
    if (events.toggle >= 0 && !face.selected.erase(row_of(events.toggle))) face.selected.insert(row_of(events.toggle));
    if (events.open >= 0 && events.open < rows.count()) scene.go("/lead/" + scene.session.lead_id({row_of(events.open)}));
    if (events.edit >= 0) begin_cell_edit(scene, scene.session.lead_id({row_of(events.edit)}), columns[static_cast<size_t>(events.edit_column)].key);
    if (events.fold >= 0) fold_group(scene, rows, events.fold);
}

// Measured when the list has changed, over the rows one looks at first: widths must not move while one scrolls.
const std::unordered_map<std::string, float>& column_wishes(Scene& scene, const app::LeadsView& view) {
    constexpr size_t kFirstRows = 60;
    LeadWidths& widths = scene.face.widths;
    if (widths.version == scene.session.version() && widths.query == scene.face.query && !widths.of.empty()) return widths.of;
    widths = {scene.session.version(), scene.face.query, {}};
    for (size_t i = 0; i < std::min(view.rows.size(), kFirstRows); ++i) {
        const app::LeadRow row = scene.session.lead_row(view.rows[i]);
        for (const char* key : {"name", "company", "stage", "value", "last_activity", "next_step", "due"}) {
            float& widest = widths.of[key];
            widest = std::max(widest, lead_cell_width(scene.frame, row, key));
        }
        for (const app::LeadColumnView& column : scene.lead_columns().shown) {
            if (!column.field) continue;
            float& widest = widths.of[std::string(column.key)];
            widest = std::max(widest, text_width(scene.frame, Type::body, scene.session.lead_field(view.rows[i], column.key)) + 1);
        }
    }
    return widths.of;
}

// What can be done with one lead from the list: right button, long press, the menu key.
void draw_row_menu(Scene& scene, const TableEvents& events, const app::LeadsView& view, const ListRows& rows) {
    Frame& frame = scene.frame;
    RowMenu& menu = scene.face.row_menu;
    const NodeId id = make_id("row-menu");
    if (const std::optional<size_t> lead = rows.lead_at(events.menu)) {
        const app::LeadRow row = scene.session.lead_row(view.rows[*lead]);
        menu = {row.id, row.name.empty() ? tr("lead.no_name") : row.name, events.menu_at};
        open_popup(id);
    }
    Rect content;
    const float height = 4 * menu_item_height(frame) + kMenuLine;
    if (!begin_popup(frame, id, menu.at, 200, height, base::Role::menu, menu.name, content)) return;
    const std::string why_not = scene.looks_back() ? tr("as_of.refused") : std::string();
    const bool open = menu_item(frame, make_id("open"), content, {.text = tr("lead.open"), .icon = icon::user});
    const bool log = menu_item(frame, make_id("log"), content, {.text = tr("lead.log"), .icon = icon::pencil, .why_not = why_not});
    const bool task = menu_item(frame, make_id("task"), content, {.text = tr("lead.add_task"), .icon = icon::calendar, .why_not = why_not});
    menu_line(frame, content);
    const bool remove = menu_item(frame, make_id("delete"), content, {.text = tr("lead.delete"), .icon = icon::trash_2, .why_not = why_not, .danger = true});
    if (open) scene.go("/lead/" + menu.id);
    if (log) open_log(scene.face, {menu.id}, menu.name, "call");
    if (task) open_task(scene.face, {menu.id}, menu.name);
    if (remove) frame.run("lead.delete", {{"id", menu.id}});
    if (open || log || task || remove) close_popup();
    end_popup(frame);
}

std::optional<size_t> place_of(Scene& scene, const app::LeadsView& view, const std::string& id) {
    const auto lead = scene.session.find_lead(id);
    const auto found = lead ? std::find(view.rows.begin(), view.rows.end(), *lead) : view.rows.end();
    return found == view.rows.end() ? std::nullopt : std::optional(static_cast<size_t>(found - view.rows.begin()));
}

// A value that was changed in the list may have put its lead elsewhere, and in a large list only after a while.
void follow_lead(Scene& scene, const app::LeadsView& view) {
    Face& face = scene.face;
    if (face.follow_lead.empty()) return;
    if (const auto place = place_of(scene, view, face.follow_lead)) {
        put_cursor_on(scene, *place);
        face.table.reveal = face.table.cursor;
    }
    if (!scene.session.is_ranking()) face.follow_lead.clear();
}

struct EditedCell {
    int64_t row = -1;
    int column = -1;
};
EditedCell edited_cell(Scene& scene, const app::LeadsView& view, const ListRows& rows, std::span<const Column> columns) {
    const CellEdit& edit = scene.face.cell_edit;
    if (!edit.open) return {};
    const auto column = std::find_if(columns.begin(), columns.end(), [&](const Column& one) { return one.key == edit.column && one.editable; });
    const auto place = place_of(scene, view, edit.lead);
    const auto row = place ? rows.row_of(*place) : std::nullopt;
    if (column == columns.end() || !row) return {};
    return {*row, static_cast<int>(column - columns.begin())};
}

void draw_table(Scene& scene, Rect box, const app::LeadsView& view, std::string_view current) {
    Frame& frame = scene.frame;
    Face& face = scene.face;
    const bool phone = scene.phone();
    const float pad_left = scene.gutter(), pad_right = 16;
    const std::vector<app::LeadColumnView> wanted = app::columns_in(scene.lead_columns(), face.query.show, !view.value_totals.empty());
    std::vector<Column> columns;
    if (phone) columns = {{.key = "card", .title = {}, .width = box.w - pad_left - pad_right}};
    else columns = lead_columns(frame, {wanted, column_wishes(scene, view), scene.lead_columns().usual_order, face.query.sorts.size() > 1}, box.w - pad_left - pad_right - 28);

    const bool editable = !phone && !scene.looks_back() && current.empty();  // beside the list its profile is there to be changed
    std::vector<bool> is_field;
    for (Column& column : columns) {
        is_field.push_back(is_field_column(scene, column.key));
        column.editable = editable && is_editable_column(scene, column.key);
    }
    std::vector<Sorting> sorts;
    for (const app::LeadSort& sort : face.query.sorts) sorts.push_back({sort.column, sort.descending});

    follow_lead(scene, view);
    const ListRows rows = list_rows(scene, view);
    const EditedCell edited = edited_cell(scene, view, rows, columns);
    const NodeId id = make_id("leads-table");
    const auto lead_at = [&](int64_t index) { return view.rows[*rows.lead_at(index)]; };
    int64_t asked = -1;
    app::LeadRow cached;  // the row being drawn: its cells ask one after another
    const auto row_at = [&](int64_t index) -> const app::LeadRow& {
        if (asked != index) {
            cached = scene.session.lead_row(lead_at(index));
            asked = index;
        }
        return cached;
    };
    const auto is_selected = [&](int64_t index) { return face.selected.contains(lead_at(index).row); };
    Table what{.name = tr("leads.title"),
               .columns = columns,
               .rows = rows.count(),
               .sorts = sorts,
               .header = !phone,
               .selectable = !phone && !scene.looks_back(),
               .all = face.selected.empty() ? Check::no : face.selected.size() >= view.rows.size() ? Check::yes : Check::mixed,
               .row_height = phone ? 66 : frame.density.row,
               .pad_left = pad_left,
               .pad_right = pad_right,
               .room_below = face.selected.empty() ? 0.f : 60.f,
               .edited_row = edited.row,
               .edited_column = edited.column,
               .is_selected = is_selected,
               .is_current = [&](int64_t index) { return !current.empty() && row_at(index).id == current; },
               .name_of = [&](int64_t index) { return row_at(index).name.empty() ? tr("lead.no_name") : row_at(index).name; },
               .identity = [&](int64_t index) { return rows.group_at(index) ? ~uint64_t{rows.group_at(index)->first} : uint64_t{lead_at(index).row}; },
               .heading = [&](int64_t index) { return rows.group_at(index) ? std::optional(heading_of(rows, index)) : std::nullopt; },
               .cell = [&](int64_t index, size_t column, Rect cell) {
                   if (index == edited.row && static_cast<int>(column) == edited.column) return draw_cell_edit(scene, cell, id, columns), std::string();
                   if (column == 0 && scene.session.tour()) mark_for_tour(scene, TourAnchor::row, {box.x, cell.y, box.w, cell.h}, row_at(index).id);
                   if (is_field[column]) return draw_lead_field(scene, lead_at(index), columns[column], cell);
                   const app::LeadRow& row = row_at(index);
                   return phone ? lead_card(frame, row, cell) : lead_cell(frame, row, columns[column].key, cell, is_selected(index));
               }};
    // Who comes to the list goes on in it with the arrows; who closes a lead by keyboard is back at its row.
    if (!face.last_route.starts_with("/lead")) focus_next(frame, id, false);
    else if (face.last_route.starts_with("/lead/") && current.empty()) focus_next(frame, id, ImGui::GetCurrentContext()->NavCursorVisible);
    const TableEvents events = table(frame, id, box, face.table, what);
    arrange(scene, events, columns);
    act_on(scene, events, view, rows, columns);
    draw_row_menu(scene, events, view, rows);
}

// Whose people are shown, if they are those of one company and of nothing narrower.
std::string_view only_company(const app::LeadsQuery& query) {
    const bool is_one = query.facets.size() == 1 && query.facets.front().key == "company" && query.facets.front().values.size() == 1;
    return is_one ? std::string_view(query.facets.front().values.front()) : std::string_view();
}

}  // namespace

void draw_leads(Scene& scene, Rect box, std::string_view current_lead) {
    Frame& frame = scene.frame;
    ImGui::PushID("leads");
    if (!scene.face.kept_segment.id.empty()) follow_kept_segment(scene);
    scene.face.query.counted = scene.face.filter_open;
    const app::LeadsView& view = scene.leads();
    if (scene.face.rows_seen > view.all) scene.face.selected.clear();  // something was removed: rows may mean others
    scene.face.rows_seen = view.all;
    paint(frame).fill(box, frame.palette.surface.pane);
    const bool narrow = !current_lead.empty() || box.w < 720;
    const std::string_view company = only_company(scene.face.query);
    const Crumb companies{tr("companies.title"), "#/companies"};
    draw_leads_head(scene, box, view, {.title = company.empty() ? std::string_view(tr("leads.title")) : company, .above = {&companies, company.empty() ? size_t{0} : size_t{1}}, .narrow = narrow, .list = true});
    const Rect footer = scene.phone() ? Rect{} : box.cut_bottom(32);
    if (view.rows.empty()) draw_no_leads(scene, box, view);
    else draw_table(scene, box, view, current_lead);
    end_cell_edit_frame(scene);
    if (!scene.phone()) draw_footer(scene, footer, view);
    if (!scene.face.selected.empty()) draw_selection_bar(scene, box);
    ImGui::PopID();
}

}  // namespace ui
