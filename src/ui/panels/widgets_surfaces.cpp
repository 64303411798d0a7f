// Of the page that shows every widget: grounds and notices, what stands where nothing is, and what scrolls.
#include "ui/panels/widgets_parts.h"

#include "base/order.h"

namespace ui {
namespace {

constexpr float kHalf = 464;  // two of these stand side by side on a wide page

void show_card(Family& family, const char* state, const Card& what) {
    Frame& frame = family.frame;
    family.show(tr(state), 344, kCardHead + 44, [&](NodeId, Rect box) {
        const Rect body = card(frame, box, what).inset(16, 12);
        label(frame, body, Type::body, frame.palette.ink.second, tr("timeline.none"));
    });
}

void show_notice(Family& family, const char* state, const Notice& what) {
    const float width = std::min(kHalf, family.most());
    family.show(tr(state), width, notice_height(family.frame, width, what), [&](NodeId id, Rect box) {
        family.page.pressed += press_notice(family.frame, id, box.cut_left(width), what) != NoticePressed::none;
    });
}

void show_progress(Family& family, const char* state, const Progress& what) {
    family.show(tr(state), kHalf, kProgressHeight, [&](NodeId id, Rect box) { family.page.pressed += progress(family.frame, id, box, what); });
}

void show_empty(Family& family, const char* state, const Empty& what) {
    family.show(tr(state), kHalf, 184, [&](NodeId, Rect box) { family.page.pressed += empty_state(family.frame, "empty", box, what) != EmptyPress::none; });
}

// --- the table ------------------------------------------------------------------------------------------

struct Row {
    const char *name, *company;
    int stage;
    app::ScoreShort score;
};
constexpr Row kRows[] = {{kInventedName, "Nordlys Bakeri", 4, {89, 85, 93, 1, app::Temperature::hot}},
                         {"Budi Santoso", "Cahaya Tekstil", 3, {64, 70, 58, 2, app::Temperature::warm}},
                         {"Siti Rahayu", "Kopi Pagi", 1, {41, 60, 22, 2, app::Temperature::cold}},
                         {"Ola Hansen", "Fjord Rederi", 2, {37, 30, 44, 3, app::Temperature::warm}}};
constexpr const char* kStageNames[] = {"stage.lead_first.lead", "stage.lead_first.contact", "stage.lead_first.prospect", "stage.lead_first.qualification", "stage.lead_first.opportunity"};

app::StageMark mark_of(const Row& row) { return {row.stage, 6, tr(kStageNames[row.stage]), app::StageMark::Kind::open}; }

std::vector<Column> columns_of(const Frame& frame, float width) {
    float stage = 0;
    for (const Row& row : kRows) stage = std::max(stage, stage_width(frame, mark_of(row)));
    return fit_columns({{.key = "name", .title = tr("column.name"), .width = 128, .grow = 1, .most = 320},
                        {.key = "company", .title = tr("column.company"), .width = 128, .grow = 1, .most = 320, .drop = 2},
                        {.key = "stage", .title = tr("column.stage"), .width = std::ceil(stage) + 1, .sortable = false, .drop = 1},
                        {.key = "score", .title = tr("column.score"), .width = kScoreWidth}},
                       width);
}

std::vector<const Row*> sorted_rows(const WidgetsPage& page) {
    std::vector<const Row*> rows;
    for (const Row& row : kRows) rows.push_back(&row);
    const auto before = [&](const Row* a, const Row* b) {
        if (page.sorted_by == "score") return a->score.total < b->score.total;
        return page.sorted_by == "name" ? std::string_view(a->name) < b->name : std::string_view(a->company) < b->company;
    };
    base::sort(rows, [&](const Row* a, const Row* b) { return page.descending ? before(b, a) : before(a, b); });
    return rows;
}

std::string draw_cell(Frame& frame, const Row& row, std::string_view key, Rect cell) {
    if (key == "score") return paint_score(frame, cell, row.score), score_words(row.score);
    if (key == "stage") return paint_stage(frame, cell, mark_of(row)), mark_of(row).name;
    const bool name = key == "name";
    const char* words = name ? row.name : row.company;
    paint(frame).text(cell, name ? Type::strong : Type::body, name ? frame.palette.ink.first : frame.palette.ink.second, words);
    return words;
}

void take_events(WidgetsPage& page, const TableEvents& events, const std::vector<Column>& columns, const std::vector<const Row*>& rows) {
    const auto name_at = [&](int64_t row) { return std::string(rows[static_cast<size_t>(row)]->name); };
    if (events.sort >= 0) {
        const std::string_view key = columns[static_cast<size_t>(events.sort)].key;
        page.descending = page.sorted_by == key ? !page.descending : key == "score";
        page.sorted_by = key;
    }
    if (events.open >= 0) page.current = name_at(events.open);
    if (events.toggle >= 0 && page.selected.erase(name_at(events.toggle)) == 0) page.selected.insert(name_at(events.toggle));
    for (int64_t row = events.from; row >= 0 && row <= events.to; ++row) page.selected.insert(name_at(row));
    if (!events.toggle_all) return;
    const bool all = page.selected.size() == rows.size();
    page.selected.clear();
    for (const Row* row : rows)
        if (!all) page.selected.insert(row->name);
}

void show_table(Family& family, const char* state, bool whole, TableState& kept) {
    Frame& frame = family.frame;
    WidgetsPage& page = family.page;
    const std::vector<const Row*> rows = sorted_rows(page);
    const float row_height = frame.density.touch ? 60 : frame.density.row;
    const float head = whole ? frame.density.header : 0;
    family.show(tr(state), family.most(), head + static_cast<float>(rows.size()) * row_height, [&](NodeId id, Rect box) {
        const std::vector<Column> columns = columns_of(frame, box.w - (whole ? 16.f + 28.f : 16.f));
        const Sorting sorts[] = {{page.sorted_by, page.descending}};
        const auto row_at = [&](int64_t row) -> const Row& { return *rows[static_cast<size_t>(row)]; };
        const Table what{.name = tr(state),
                         .columns = columns,
                         .rows = static_cast<int64_t>(rows.size()),
                         .sorts = sorts,
                         .header = whole,
                         .selectable = whole,
                         .all = page.selected.empty() ? Check::no : page.selected.size() == rows.size() ? Check::yes : Check::mixed,
                         .row_height = row_height,
                         .pad_left = 8,
                         .pad_right = 8,
                         .is_selected = [&](int64_t row) { return whole && page.selected.contains(row_at(row).name); },
                         .is_current = [&](int64_t row) { return page.current == row_at(row).name; },
                         .name_of = [&](int64_t row) { return std::string(row_at(row).name); },
                         .cell = [&](int64_t row, size_t column, Rect cell) { return draw_cell(frame, row_at(row), columns[column].key, cell); }};
        take_events(page, table(frame, id, box, kept, what), columns, rows);
    });
}

}  // namespace

void show_cards(Scene& scene, Rect& at) {
    Family family(scene, at, "widgets.cards");
    const std::string right = tr("score.grade_from", {{"grade", "1"}});
    show_card(family, "widgets.title_alone", {.title = tr("timeline.title")});
    show_card(family, "widgets.title_and_more", {.title = tr("score.fit"), .detail = tr("score.fit_detail"), .right = right});
}

void show_notices(Scene& scene, Rect& at) {
    Family family(scene, at, "widgets.notices");
    show_notice(family, "widgets.neutral", {.kind = NoticeKind::info, .text = tr("as_of.reading")});
    show_notice(family, "widgets.success", {.kind = NoticeKind::success, .text = tr("settings.saved")});
    show_notice(family, "widgets.warning", {.kind = NoticeKind::warning, .text = tr("settings.no_copy")});
    show_notice(family, "widgets.danger", {.kind = NoticeKind::danger, .text = tr("import.nothing_changed")});
    show_notice(family, "widgets.with_detail", {.kind = NoticeKind::success, .text = tr("settings.in_browser"), .detail = tr("save.stays_here")});
    show_notice(family, "widgets.with_button", {.kind = NoticeKind::info, .text = tr("update.ready"), .action = tr("update.start")});
    show_notice(family, "widgets.with_buttons", {.kind = NoticeKind::danger, .text = tr("save.not_saved"), .detail = tr("save.in_memory"), .action = tr("save.try_again"), .action_icon = icon::refresh_cw, .other = tr("save.export_now"), .other_icon = icon::download});
}

void show_waiting(Scene& scene, Rect& at) {
    Family family(scene, at, "widgets.waiting");
    show_empty(family, "widgets.empty", {.icon = icon::search, .title = tr("leads.no_match"), .detail = tr("filter.nothing_detail"), .first = {}, .second = {}});
    show_empty(family, "widgets.empty_buttons", {.icon = icon::users, .title = tr("leads.none_open"), .first = {.text = tr("leads.add"), .icon = icon::plus}, .second = {.text = tr("leads.import")}, .first_is_primary = true});
    const std::string count = tr("lead.place", {{"place", "12"}, {"total", "30"}});
    show_progress(family, "widgets.share_known", {.title = tr("verify.reading"), .count = count, .cancel = tr("dialog.cancel"), .share = 0.4f});
    show_progress(family, "widgets.share_unknown", {.title = tr("verify.reading")});
    const float row = scene.frame.density.touch ? 60 : scene.frame.density.row;
    family.show(tr("widgets.skeleton"), kHalf, 3 * row, [&](NodeId, Rect box) { skeleton_rows(scene.frame, box, row); });
}

void show_tables(Scene& scene, Rect& at) {
    Family family(scene, at, "widgets.tables");
    show_table(family, "widgets.table", true, scene.face.widgets.table);
    show_table(family, "widgets.table_bare", false, scene.face.widgets.bare_table);
}

void show_scrolling(Scene& scene, Rect& at) {
    constexpr int kLines = 20;
    constexpr double kWidths = 3;  // what is scrolled sideways is so many times as wide as its bar
    Frame& frame = scene.frame;
    Family family(scene, at, "widgets.scrolling");
    family.show(tr("widgets.down"), 224, 120, [&](NodeId id, Rect box) {
        paint(frame).border(box, frame.palette.line.normal, frame.theme.radius.medium);
        const ScrollArea area = begin_scroll(frame, id, box.inset(1));
        Rect lines = area.content.inset(12, 0);
        for (int line = 1; line <= kLines; ++line) label(frame, lines.cut_top(24), Type::body, frame.palette.ink.first, tr("import.row_numbered", {{"number", std::to_string(line)}}));
        end_scroll(frame, area, lines.y);
    });
    family.show(tr("widgets.across"), 224, 12, [&](NodeId id, Rect box) {
        double& offset = scene.face.widgets.across;
        offset = scrollbar_across(frame, id, box, offset, kWidths * static_cast<double>(box.w));
    });
}

}  // namespace ui
