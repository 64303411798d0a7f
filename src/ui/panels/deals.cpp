// Deals: what may be sold, to whom, for how much and when; and what became of the others. Whoever opens one is with the
// person.
#include "ui/panels/deals.h"

#include "ui/panels/lead_cells.h"
#include "ui/widgets/table.h"

#include <imgui_internal.h>

#include <algorithm>
#include <iterator>

namespace ui {
namespace {

using app::DealState;

constexpr float kCard = 66;
constexpr std::pair<DealState, const char*> kStates[] = {{DealState::open, "deals.open"}, {DealState::won, "deals.won"}, {DealState::lost, "deals.lost"}};

size_t place_of_state(DealState state) { return static_cast<size_t>(state); }

const char* key_of_when(DealState state) { return state == DealState::open ? "deals.expected" : state == DealState::won ? "deals.won_on" : "deals.lost_on"; }

std::string title_of_deal_column(std::string_view key, DealState state) {
    if (key == "title") return tr("deals.deal");
    if (key == "name") return tr("deals.person");
    if (key == "when") return tr(key_of_when(state));
    if (key == "reason") return tr("deals.reason");
    return tr("column." + std::string(key));
}

std::vector<Column> looks_of_deals(DealState state) {
    std::vector<Column> looks = {
        {.key = "title", .width = 150, .grow = 3, .most = 340},
        {.key = "name", .width = 120, .cut_first = true, .grow = 2, .most = 240, .drop = 4},
        {.key = "value", .width = 80, .whole = true, .right = true},
        {.key = "when", .width = 104, .whole = true, .right = true},
    };
    if (state == DealState::open) {
        looks.insert(looks.begin() + 2, {.key = "score", .width = kScoreWidth, .drop = 3});
        looks.push_back({.key = "next_step", .width = 112, .grow = 2, .sortable = false, .drop = 6});
        looks.push_back({.key = "due", .width = 104, .whole = true, .right = true, .sortable = false, .drop = 5});
    }
    if (state == DealState::lost) looks.push_back({.key = "reason", .width = 112, .grow = 3, .sortable = false, .drop = 2});
    return looks;
}

float deal_cell_width(const Frame& frame, const app::DealRow& row, std::string_view column) {
    if (column == "title") return text_width(frame, Type::strong, row.deal.name) + 1;
    if (column == "name") return text_width(frame, Type::body, row.lead.name) + 1;
    if (column == "value") return text_width(frame, Type::body, row.deal.value) + 1;
    if (column == "when") return due_width(frame, row.deal.when_kind, row.deal.when);
    if (column == "reason") return text_width(frame, Type::body, row.deal.reason) + 1;
    return lead_cell_width(frame, row.lead, column);
}

// Widths are measured when the list has changed, over the rows one looks at first: they must not move while one scrolls.
std::vector<Column> columns_of_deals(Scene& scene, const app::DealsView& view, float width) {
    constexpr size_t kFirstLines = 60;
    constexpr float kSortArrow = 18, kMostWish = 320;
    DealsPage& page = scene.face.deals;
    std::vector<Column> columns = looks_of_deals(page.query.state);
    if (page.measured != scene.session.version() || page.measured_query != page.query || page.wishes.size() != columns.size()) {
        page.wishes.assign(columns.size(), 0);
        for (size_t i = 0; i < std::min(view.lines.size(), kFirstLines); ++i)
            for (size_t column = 0; column < columns.size() && view.lines[i].group < 0; ++column)
                page.wishes[column] = std::max(page.wishes[column], deal_cell_width(scene.frame, scene.session.deal_row(view.lines[i].deal), columns[column].key));
        page.measured = scene.session.version();
        page.measured_query = page.query;
    }
    page.titles.clear();
    for (const Column& column : columns) page.titles.push_back(title_of_deal_column(column.key, page.query.state));
    for (size_t at = 0; at < columns.size(); ++at) {
        Column& column = columns[at];
        column.title = page.titles[at];
        if (column.key == "score") continue;
        column.wish = std::clamp(page.wishes[at], text_width(scene.frame, Type::small_strong, column.title) + kSortArrow, kMostWish);
        if (column.most > 0) column.most = std::max(column.most, column.wish);
    }
    return fit_columns(std::move(columns), width);
}

std::string draw_deal_cell(Frame& frame, const app::DealRow& row, std::string_view column, Rect cell) {
    const Palette& p = frame.palette;
    const auto words = [&](Type type, Colour colour, const std::string& text, Align align = Align::left) {
        paint(frame).text(cell, type, colour, text, align);
        return text;
    };
    if (column == "title") return words(Type::strong, p.ink.first, row.deal.name);
    if (column == "name") return words(Type::body, p.ink.second, row.lead.name);
    if (column == "value") return words(Type::body, p.ink.first, row.deal.value, Align::right), row.deal.value_exact;
    if (column == "reason") return words(Type::body, p.ink.second, row.deal.reason);
    if (column != "when") return lead_cell(frame, row.lead, column, cell, false);
    if (row.deal.state == DealState::open) paint_due(frame, cell, row.deal.when_kind, row.deal.when);
    else paint(frame).text(cell, Type::body, p.ink.second, row.deal.when, Align::right);
    return when_words(row.deal);
}

// A row on a phone: score of whose it is, deal and value; person and when below.
std::string draw_deal_card(Frame& frame, const app::DealRow& row, Rect cell) {
    const Palette& p = frame.palette;
    Painter painter = paint(frame);
    Rect at = cell.strip(44);
    paint_card_score(frame, row.lead.score, at);
    Rect upper = at.cut_top(22), lower = at.cut_top(22);
    if (!row.deal.value.empty()) {
        painter.text(upper.cut_right(std::min(text_width(frame, Type::strong, row.deal.value) + 1, upper.w * 0.5f)), Type::strong, p.ink.first, row.deal.value, Align::right);
        upper.cut_right(8);
    }
    painter.text(upper, Type::strong, p.ink.first, row.deal.name);
    if (!row.deal.when.empty()) {
        paint_due(frame, lower.cut_right(std::min(due_width(frame, row.deal.when_kind, row.deal.when), lower.w * 0.5f)), row.deal.when_kind, row.deal.when);
        lower.cut_right(8);
    }
    const std::string below = row.deal.state == DealState::lost && !row.deal.reason.empty() ? join_names(row.lead.name, row.deal.reason) : row.lead.name;
    painter.text(lower, Type::small, p.ink.second, below);
    return join_names(join_names(row.deal.name, row.deal.value_exact), join_names(below, when_words(row.deal)));
}

void draw_deals_search(Scene& scene, Rect box) {
    DealsPage& page = scene.face.deals;
    const TextField look{.label = tr("deals.search"), .placeholder = tr("deals.search"), .icon = icon::search, .clearable = true, .search = true, .keyboard = Keyboard::search};
    if (text_field(scene.frame, deals_search_id(), box, look, page.query.search).changed) page.table.scroll = 0, page.table.cursor = -1;
}

// What is open goes by what is next, what ended by what was last.
void show_deals(DealsPage& page, DealState state) {
    page.query.state = state;
    page.query.column = "when";
    page.query.descending = state != DealState::open;
    page.query.folded.clear();
    page.table = {};
}

void draw_states(Scene& scene, Rect box, const app::DealsView& view) {
    DealsPage& page = scene.face.deals;
    std::vector<std::string> counts;
    for (const auto& [state, key] : kStates) counts.push_back(tr_count("count", view.of_state[place_of_state(state)]));
    std::vector<Segment> items;
    for (size_t i = 0; i < std::size(kStates); ++i) items.push_back({.text = tr(kStates[i].second), .count = counts[i]});
    const float width = std::min(segments_width(scene.frame, items), box.w);
    const int picked = segments(scene.frame, "state", Rect{box.x, box.y, width, box.h}.strip(scene.frame.density.control), tr("deals.state"), items, static_cast<int>(place_of_state(page.query.state)));
    if (picked >= 0) show_deals(page, kStates[picked].first);
}

void act_on_deals(Scene& scene, const TableEvents& events, const app::DealsView& view, std::span<const Column> columns) {
    DealsPage& page = scene.face.deals;
    const auto line = [&](int64_t index) { return view.lines[static_cast<size_t>(index)]; };
    if (events.open >= 0) scene.go("/lead/" + scene.session.deal_row(line(events.open).deal).lead.id);
    if (events.fold >= 0) {
        const std::string& key = view.groups[static_cast<size_t>(line(events.fold).group)].key;
        if (!page.query.folded.erase(key)) page.query.folded.insert(key);
    }
    if (events.menu >= 0 && line(events.menu).group < 0) {
        const app::DealRow& row = scene.session.deal_row(line(events.menu).deal);
        page.menu = {row.deal, row.lead.id, row.lead.name, events.menu_at};
        open_popup(make_id("deal-menu"));
    }
    if (events.sort < 0) return;
    const std::string key(columns[static_cast<size_t>(events.sort)].key);
    const bool from_a = key == "title" || key == "name" || (key == "when" && page.query.state == DealState::open);
    page.query.descending = page.query.column == key ? !page.query.descending : !from_a;
    page.query.column = key;
    page.table.scroll = 0;
}

void draw_deals_table(Scene& scene, Rect box, const app::DealsView& view, std::string_view current) {
    Frame& frame = scene.frame;
    DealsPage& page = scene.face.deals;
    const bool phone = scene.phone();
    const float pad_left = scene.gutter(), pad_right = 16;
    std::vector<Column> columns;
    if (phone) columns = {{.key = "card", .title = {}, .width = box.w - pad_left - pad_right}};
    else columns = columns_of_deals(scene, view, box.w - pad_left - pad_right);
    const Sorting sort{page.query.column, page.query.descending};
    const auto line_at = [&](int64_t index) -> const app::DealLine& { return view.lines[static_cast<size_t>(index)]; };
    const auto row_at = [&](int64_t index) -> const app::DealRow& { return scene.session.deal_row(line_at(index).deal); };
    const auto heading_at = [&](int64_t index) -> std::optional<Heading> {
        if (line_at(index).group < 0) return std::nullopt;
        const app::DealGroup& group = view.groups[static_cast<size_t>(line_at(index).group)];
        const std::string count = tr_count("count", group.deals);
        return Heading{group.label, count, group.totals, join_names(join_names(group.label, tr_count("deals.count", group.deals)), group.totals), page.query.folded.contains(group.key)};
    };
    const Table what{.name = tr("deals.title"),
                     .columns = columns,
                     .rows = static_cast<int64_t>(view.lines.size()),
                     .sorts = {&sort, 1},
                     .header = !phone,
                     .selectable = false,
                     .row_height = phone ? kCard : frame.density.row,
                     .pad_left = pad_left,
                     .pad_right = pad_right,
                     .is_current = [&](int64_t index) { return !current.empty() && line_at(index).group < 0 && row_at(index).lead.id == current; },
                     .name_of = [&](int64_t index) { return row_at(index).deal.name; },
                     .identity = [&](int64_t index) { return line_at(index).group >= 0 ? ~uint64_t{static_cast<uint32_t>(line_at(index).group)} : uint64_t{line_at(index).deal} + 1; },
                     .heading = heading_at,
                     .cell = [&](int64_t index, size_t column, Rect cell) { return phone ? draw_deal_card(frame, row_at(index), cell) : draw_deal_cell(frame, row_at(index), columns[column].key, cell); }};
    const NodeId id = make_id("table");
    // Who comes to the list goes on in it with the arrows; who closes a lead by keyboard is back at its row.
    const std::string& before = scene.face.last_route;
    if (current.empty() && !before.starts_with("/deals")) focus_next(frame, id, before.starts_with("/lead/") && ImGui::GetCurrentContext()->NavCursorVisible);
    act_on_deals(scene, table(frame, id, box, page.table, what), view, columns);
}

void draw_deals_foot(Scene& scene, Rect box, const app::DealsView& view) {
    Frame& frame = scene.frame;
    paint(frame).fill(box, frame.palette.surface.sunken);
    paint(frame).line_above(box, frame.palette.line.normal);
    Rect words = box.inset(scene.gutter(), 0);
    words.w += scene.gutter() - 16;
    if (!view.totals.empty()) {
        const std::string totals = tr("leads.value_totals", {{"totals", view.totals}});
        label(frame, words.cut_right(std::min(text_width(frame, Type::small, totals), words.w * 0.7f) + 1), Type::small, frame.palette.ink.third, totals, Align::right);
        words.cut_right(12);
    }
    label(frame, words, Type::small, frame.palette.ink.third, tr_count("deals.count", view.of_state[place_of_state(scene.face.deals.query.state)]));
}

void draw_no_deals(Scene& scene, Rect box, const app::DealsView& view) {
    DealsPage& page = scene.face.deals;
    const bool searched = !page.query.search.empty();
    if (searched) {
        const Empty none{.icon = icon::search, .title = tr("deals.none_found"), .detail = {}, .first = {.text = tr("leads.clear_search"), .icon = icon::x}, .second = {}};
        if (empty_state(scene.frame, "none", box, none) == EmptyPress::first) page.query.search.clear();
        return;
    }
    const char* title = page.query.state == DealState::open ? "deals.none_open" : page.query.state == DealState::won ? "deals.none_won" : "deals.none_lost";
    const std::string detail = tr(view.all == 0 || page.query.state == DealState::open ? "deals.none_detail" : "deals.none_ended_detail");
    const Empty none{.icon = icon::handshake, .title = tr(title), .detail = detail, .first = {.text = tr("today.open_list"), .icon = icon::list}, .second = {}};
    if (empty_state(scene.frame, "none", box, none) == EmptyPress::first) scene.go("/leads");
}

}  // namespace

std::string when_words(const app::DealView& deal) {
    if (deal.when.empty()) return {};
    return deal.when_kind == app::DueKind::late ? tr("deals.was_expected", {{"day", deal.when}}) : deal.when;
}

float deal_menu_height(const Frame& frame, DealState state) {
    return (state == DealState::open ? 4.f : state == DealState::lost ? 3.f : 2.f) * menu_item_height(frame) + kMenuLine;
}

bool deal_menu_items(Scene& scene, Rect& content, const app::DealView& deal, const std::string& who) {
    Frame& frame = scene.frame;
    const std::string why_not = scene.looks_back() ? tr("as_of.refused") : std::string();
    bool done = false;
    const auto item = [&](const char* name, char32_t glyph, bool danger = false) {
        const bool pressed = menu_item(frame, make_id(name), content, {.text = tr(name), .icon = glyph, .why_not = why_not, .danger = danger});
        done |= pressed;
        return pressed;
    };
    if (deal.state == DealState::open && item("deals.win", icon::trophy)) open_deal_form(scene.face, DealForm::What::win, deal, who);
    if (deal.state == DealState::open && item("deals.lose", icon::circle_slash)) open_deal_form(scene.face, DealForm::What::lose, deal, who);
    if (deal.state == DealState::lost && item("deals.reopen", icon::undo_2)) frame.run("deal.reopen", {{"id", deal.id}});
    if (item("deals.change", icon::pencil)) open_deal_form(scene.face, DealForm::What::change, deal, who);
    menu_line(frame, content);
    if (item("deals.delete", icon::trash_2, true)) frame.run("deal.delete", {{"id", deal.id}});
    return done;
}

namespace {

void draw_deal_row_menu(Scene& scene) {
    const DealMenu& menu = scene.face.deals.menu;
    Rect content;
    if (!begin_popup(scene.frame, make_id("deal-menu"), menu.at, 200, menu_item_height(scene.frame) + deal_menu_height(scene.frame, menu.deal.state), base::Role::menu, menu.deal.name, content)) return;
    const bool open = menu_item(scene.frame, make_id("open"), content, {.text = tr("lead.open"), .icon = icon::user});
    if (open) scene.go("/lead/" + menu.lead);
    if (deal_menu_items(scene, content, menu.deal, menu.who) || open) close_popup();
    end_popup(scene.frame);
}

}  // namespace

void draw_deals(Scene& scene, Rect box, std::string_view current) {
    Frame& frame = scene.frame;
    ImGui::PushID("deals");
    paint(frame).fill(box, frame.palette.surface.pane);
    const app::DealsView& view = scene.session.deals(scene.face.deals.query);
    Rect bar = view_header(scene, box, tr("deals.title"), {});
    if (scene.phone()) {
        draw_deals_search(scene, bar);
        Rect states = box.cut_top(56).inset(16, 0);
        states.cut_bottom(8);
        draw_states(scene, states, view);
        paint(frame).fill({box.x, box.y - 1, box.w, 1}, frame.palette.line.normal);
    } else {
        draw_deals_search(scene, bar.cut_right(std::min(bar.w * 0.4f, 260.f)));
        bar.cut_right(12);
        draw_states(scene, bar, view);
    }
    const Rect foot = scene.phone() ? Rect{} : box.cut_bottom(32);
    if (view.lines.empty()) draw_no_deals(scene, box, view);
    else draw_deals_table(scene, box, view, current);
    if (!scene.phone()) draw_deals_foot(scene, foot, view);
    draw_deal_row_menu(scene);
    ImGui::PopID();
}

}  // namespace ui
