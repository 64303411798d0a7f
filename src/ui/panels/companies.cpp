// Companies: whom one knows where, how far it has come there, and what is next. Whoever opens one is among its people.
#include "ui/panels/lead_cells.h"
#include "ui/widgets/table.h"

#include <algorithm>
#include <iterator>

namespace ui {
namespace {

constexpr float kCard = 66;

const std::string& title_of(std::string_view key) {
    if (key == "name") return tr("column.company");
    return tr(key == "people" ? "companies.people" : "column." + std::string(key));
}

// "3", or "2 of 5 open" where some are closed.
std::string people_of(const app::CompanyRow& row) {
    const std::string people = tr_count("count", row.people);
    return row.open == row.people ? people : tr("companies.open_of", {{"open", tr_count("count", row.open)}, {"all", people}});
}

// "2/5" where the column has no room for the words.
std::string people_in(const Frame& frame, const app::CompanyRow& row, float width) {
    const std::string people = people_of(row);
    return row.open == row.people || text_width(frame, Type::body, people) <= width ? people : tr("companies.open_short", {{"open", tr_count("count", row.open)}, {"all", tr_count("count", row.people)}});
}

std::string people_words(const app::CompanyRow& row) { return tr_count("companies.people_words", row.people); }

float cell_width(const Frame& frame, const app::CompanyRow& row, std::string_view column) {
    return column == "people" ? text_width(frame, Type::body, people_of(row)) + 1 : lead_cell_width(frame, row.sum, column);
}

// Widths are measured when the list has changed, over the rows one looks at first: they must not move while one scrolls.
std::vector<Column> columns_of(Scene& scene, const app::CompaniesView& view, float width) {
    static constexpr Column kLooks[] = {
        {.key = "name", .width = 160, .grow = 3, .most = 360},
        {.key = "score", .width = kScoreWidth},
        {.key = "stage", .width = 98, .whole = true, .grow = 0.5f, .most = 140, .drop = 3},
        {.key = "people", .width = 64, .right = true, .drop = 5},
        {.key = "value", .width = 80, .whole = true, .right = true, .drop = 4},
        {.key = "last_activity", .width = 126, .grow = 1, .most = 260, .drop = 7},
        {.key = "next_step", .width = 112, .grow = 2, .sortable = false, .drop = 6},
        {.key = "due", .width = 104, .whole = true, .right = true, .drop = 2},
    };
    constexpr size_t kFirstRows = 40;
    constexpr float kSortArrow = 18, kMostWish = 320;
    std::vector<float>& wishes = scene.face.companies.wishes;
    CompaniesPage& page = scene.face.companies;
    if (page.measured != scene.session.version() || page.measured_query != page.query || wishes.empty()) {
        wishes.assign(std::size(kLooks), 0);
        for (size_t i = 0; i < std::min(view.rows.size(), kFirstRows); ++i)
            for (size_t column = 0; column < wishes.size(); ++column) wishes[column] = std::max(wishes[column], cell_width(scene.frame, scene.session.company_row(view.rows[i]), kLooks[column].key));
        page.measured = scene.session.version();
        page.measured_query = page.query;
    }
    std::vector<Column> columns(std::begin(kLooks), std::end(kLooks));
    for (size_t at = 0; at < columns.size(); ++at) {
        Column& column = columns[at];
        column.title = title_of(column.key);
        if (column.key == "score") continue;
        column.wish = std::clamp(wishes[at], text_width(scene.frame, Type::small_strong, column.title) + kSortArrow, kMostWish);
        if (column.most > 0) column.most = std::max(column.most, column.wish);
    }
    return fit_columns(std::move(columns), width);
}

std::string draw_cell(Frame& frame, const app::CompanyRow& row, std::string_view column, Rect cell) {
    if (column != "people") return lead_cell(frame, row.sum, column, cell, false);
    paint(frame).text(cell, Type::body, frame.palette.ink.second, people_in(frame, row, cell.w), Align::right);
    return row.open == row.people ? people_words(row) : people_of(row);
}

// A row on a phone: score, name, stage; people and what is next below.
std::string draw_card(Frame& frame, const app::CompanyRow& company, Rect cell) {
    const app::LeadRow& row = company.sum;
    const Palette& p = frame.palette;
    Painter painter = paint(frame);
    Rect at = cell.strip(44);
    paint_card_score(frame, row.score, at);
    Rect upper = at.cut_top(22), lower = at.cut_top(22);
    if (!row.stage.name.empty()) {
        paint_stage(frame, upper.cut_right(std::min(stage_width(frame, row.stage) + 1, upper.w * 0.5f)), row.stage);
        upper.cut_right(8);
    }
    painter.text(upper, Type::strong, p.ink.first, row.name);
    if (!row.due.empty()) {
        paint_due(frame, lower.cut_right(std::min(due_width(frame, row.due_kind, row.due), lower.w * 0.5f)), row.due_kind, row.due);
        lower.cut_right(8);
    }
    const std::string people = people_words(company), next = row.next_step.empty() ? row.value : row.next_step;
    painter.text(lower, Type::small, p.ink.second, next.empty() ? people : people + " \u00B7 " + next);
    return join_names(join_names(join_names(score_words(row.score), row.stage.name), join_names(people, next)), row.due);
}

void draw_search(Scene& scene, Rect box) {
    CompaniesPage& page = scene.face.companies;
    const TextField look{.label = tr("companies.search"), .placeholder = tr("companies.search"), .icon = icon::search, .clearable = true, .search = true, .keyboard = Keyboard::search};
    if (text_field(scene.frame, make_id("search"), box, look, page.query.search).changed) page.table.scroll = 0, page.table.cursor = -1;
}

void draw_table(Scene& scene, Rect box, const app::CompaniesView& view) {
    Frame& frame = scene.frame;
    CompaniesPage& page = scene.face.companies;
    const bool phone = scene.phone();
    const float pad_left = scene.gutter(), pad_right = 16;
    std::vector<Column> columns;
    if (phone) columns = {{.key = "card", .title = {}, .width = box.w - pad_left - pad_right}};
    else columns = columns_of(scene, view, box.w - pad_left - pad_right);
    const Sorting sort{page.query.column, page.query.descending};
    const auto row_at = [&](int64_t index) -> const app::CompanyRow& { return scene.session.company_row(view.rows[static_cast<size_t>(index)]); };
    const Table what{.name = tr("companies.title"),
                     .columns = columns,
                     .rows = static_cast<int64_t>(view.rows.size()),
                     .sorts = {&sort, 1},
                     .header = !phone,
                     .selectable = false,
                     .row_height = phone ? kCard : frame.density.row,
                     .pad_left = pad_left,
                     .pad_right = pad_right,
                     .name_of = [&](int64_t index) { return row_at(index).sum.name; },
                     .identity = [&](int64_t index) { return uint64_t{view.rows[static_cast<size_t>(index)]} + 1; },
                     .cell = [&](int64_t index, size_t column, Rect cell) { return phone ? draw_card(frame, row_at(index), cell) : draw_cell(frame, row_at(index), columns[column].key, cell); }};
    const NodeId id = make_id("table");
    const TableEvents events = table(frame, id, box, page.table, what);
    if (events.open >= 0) scene.go("/leads" + row_at(events.open).list);
    if (events.sort < 0) return;
    const std::string key(columns[static_cast<size_t>(events.sort)].key);
    const bool from_a = key == "name" || key == "due";
    page.query.descending = page.query.column == key ? !page.query.descending : !from_a;
    page.query.column = key;
    page.table.scroll = 0;
}

void draw_foot(Scene& scene, Rect box, const app::CompaniesView& view) {
    Frame& frame = scene.frame;
    paint(frame).fill(box, frame.palette.surface.sunken);
    paint(frame).line_above(box, frame.palette.line.normal);
    Rect words = box.inset(scene.gutter(), 0);
    if (view.leads_without > 0) {
        const std::string without = tr_count("companies.without", view.leads_without);
        label(frame, words.cut_right(std::min(text_width(frame, Type::small, without) + 1, words.w / 2)), Type::small, frame.palette.ink.third, without, Align::right);
    }
    label(frame, words, Type::small, frame.palette.ink.third, tr("companies.shown", {{"shown", tr_count("count", static_cast<int64_t>(view.rows.size()))}, {"all", tr_count("count", view.companies)}}));
}

void draw_nothing(Scene& scene, Rect box, const app::CompaniesView& view) {
    if (!view.ready) return skeleton_rows(scene.frame, box, scene.phone() ? kCard : scene.frame.density.row);
    if (view.companies > 0) {
        const Empty none{.icon = icon::search, .title = tr("companies.none_found"), .detail = {}, .first = {.text = tr("leads.clear_search"), .icon = icon::x}, .second = {}};
        if (empty_state(scene.frame, "none", box, none) == EmptyPress::first) scene.face.companies.query.search.clear();
        return;
    }
    const Empty none{.icon = icon::building_2, .title = tr("companies.none"), .detail = tr("companies.none_detail"), .first = {.text = tr("today.open_list"), .icon = icon::list}, .second = {}};
    if (empty_state(scene.frame, "none", box, none) == EmptyPress::first) scene.go("/leads");
}

}  // namespace

void draw_companies(Scene& scene, Rect box) {
    Frame& frame = scene.frame;
    ImGui::PushID("companies");
    const app::CompaniesView& view = scene.session.companies(scene.face.companies.query);
    Rect bar = view_header(scene, box, tr("companies.title"), tr_count("count", static_cast<int64_t>(view.rows.size())));
    if (scene.phone()) {
        Rect search = box.cut_top(56).inset(16, 0);
        search.cut_bottom(8);
        draw_search(scene, search);
        paint(frame).fill({box.x, box.y - 1, box.w, 1}, frame.palette.line.normal);
    } else {
        draw_search(scene, bar.cut_right(std::min(bar.w, 280.f)));
    }
    // Kept until the table is drawn: a big book's companies take a moment.
    if (!scene.face.last_route.starts_with("/companies")) focus_next(frame, make_id("table"), false);
    const Rect foot = scene.phone() ? Rect{} : box.cut_bottom(32);
    if (view.rows.empty()) draw_nothing(scene, box, view);
    else draw_table(scene, box, view);
    if (!scene.phone()) draw_foot(scene, foot, view);
    ImGui::PopID();
}

}  // namespace ui
