// A colleague's file, before it is merged: everybody it says something of, by verdict, and what of it is taken.
#include "ui/panels/merge_parts.h"

#include <array>
#include <utility>

namespace ui {
namespace {

using app::MergeVerdict;

constexpr float kBeside = 900, kPane = 420, kChipGap = 4, kCheckRoom = 28;

struct ChipLook {
    std::optional<MergeVerdict> verdict;
    const char* key;
};
constexpr std::array<ChipLook, 6> kChips = {{{{}, "merge.chip.all"},
                                             {MergeVerdict::conflicting, "merge.chip.conflicting"},
                                             {MergeVerdict::deleted, "merge.chip.deleted"},
                                             {MergeVerdict::theirs_newer, "merge.chip.theirs_newer"},
                                             {MergeVerdict::mine_newer, "merge.chip.mine_newer"},
                                             {MergeVerdict::same, "merge.chip.same"}}};

base::Json query_arguments(const app::MergeQuery& query, bool take) {
    constexpr const char* kWords[] = {"same", "mine_newer", "theirs_newer", "conflicting", "deleted"};
    base::Json arguments = {{"take", take}, {"search", query.search}};
    if (query.verdict) arguments["verdict"] = kWords[static_cast<size_t>(*query.verdict)];
    return arguments;
}

// --- the bars -----------------------------------------------------------------------------------------

Button merge_button(Scene& scene, const app::MergeView& merge, std::string& words, std::string& why) {
    const bool busy = scene.session.job() != nullptr;
    words = merge.hard_stop ? tr("merge.run_anyway") : merge.chosen == merge.of ? tr_count("merge.run_all", merge.of)
                                                     : tr("merge.run_some", {{"chosen", tr_count("count", merge.chosen)}, {"of", tr_count("count", merge.of)}});
    why = busy ? tr("import.busy") : merge.chosen == 0 ? tr("refused.merge.nothing_chosen") : why_not_run(scene, "merge.run");
    return {.text = words, .icon = icon::git_merge, .tip = why, .enabled = why.empty()};
}

void draw_merge_button(Scene& scene, Rect& bar, const app::MergeView& merge) {
    std::string words, why;
    const Button run = merge_button(scene, merge, words, why);
    const ButtonKind kind = merge.hard_stop ? ButtonKind::danger : ButtonKind::primary;
    const bool pressed = scene.phone() ? button(scene.frame, make_id("run"), bar, kind, run, ButtonSize::large) : button_from_right(scene.frame, bar, "run", kind, run);
    if (pressed) scene.frame.run("merge.run", {{"confirmed", merge.hard_stop}});
}

// One line after another, as many as they need. Gives their height; draws where `draw` says so.
float draw_merge_chips(Scene& scene, Rect box, const app::MergeView& merge, bool draw) {
    Frame& frame = scene.frame;
    MergePage& page = scene.face.merge;
    const float height = frame.density.touch ? 40.f : 28.f;
    float x = box.x, y = box.y;
    for (size_t i = 0; i < kChips.size(); ++i) {
        const ChipLook& chip = kChips[i];
        const int64_t rows = chip.verdict ? merge.of_verdict[static_cast<size_t>(*chip.verdict)] : merge.rows;
        if (rows == 0 && chip.verdict && page.query.verdict != chip.verdict) continue;
        const std::string count = tr_count("count", rows);
        const std::string& words = tr(chip.key);
        const float width = choice_text_width(frame, words) + text_width(frame, Type::small, count) + 26;
        if (x > box.x && x + width > box.right()) {
            x = box.x;
            y += height + kChipGap;
        }
        if (draw && choice_row(frame, make_id(chip.key), {x, y, width, height}, 0, tr(chip.key), page.query.verdict == chip.verdict, count)) {
            page.query.verdict = chip.verdict;
            page.table = {};
        }
        x += width + kChipGap;
    }
    return y + height - box.y;
}

void draw_people_search(Scene& scene, Rect box) {
    MergePage& page = scene.face.merge;
    const FieldState state = text_field(scene.frame, make_id("search"), box,
                                        {.label = tr("merge.search"), .placeholder = tr("merge.search"), .icon = icon::search, .clearable = true, .search = true, .keyboard = Keyboard::search}, page.query.search);
    if (state.changed) page.table = {};
}

void draw_merge_filters(Scene& scene, Rect& box, const app::MergeView& merge) {
    Frame& frame = scene.frame;
    const float gutter = scene.gutter();
    if (scene.phone()) {
        box.cut_top(8);
        draw_people_search(scene, box.cut_top(48).inset(gutter, 0));
    }
    Rect inside = box.inset(gutter, 8);
    const float search = scene.phone() ? 0.f : std::min(280.f, inside.w * 0.34f);
    if (!scene.phone()) inside.w -= search + 12;
    const float height = draw_merge_chips(scene, inside, merge, false);
    const Rect bar = box.cut_top(height + 16);
    paint(frame).line_below(bar, frame.palette.line.subtle);
    if (!scene.phone()) draw_people_search(scene, Rect{bar.right() - gutter - search, bar.y, search, bar.h}.strip(frame.density.control));
    Group chips(frame.semantics, make_id("chips"), base::Role::tab_list, tr("merge.filter"), visible_part(bar));
    draw_merge_chips(scene, inside, merge, true);
}

// Who is shown, and the way to choose all of them, or none.
void draw_shown_bar(Scene& scene, Rect box, const app::MergeList& list) {
    Frame& frame = scene.frame;
    Painter painter = paint(frame);
    painter.fill(box, frame.palette.surface.sunken);
    painter.line_above(box, frame.palette.line.normal);
    Rect words = box.inset(scene.gutter(), 0);
    if (list.bring > 0) {
        const bool all = list.chosen == list.bring;
        const Button choose{.text = tr(all ? "merge.leave_shown" : "merge.choose_shown"), .icon = all ? icon::x : icon::check_check};
        if (button_from_right(frame, words, "choose-shown", ButtonKind::quiet, choose, ButtonSize::small)) frame.run("merge.choose", query_arguments(scene.face.merge.query, !all));
    }
    const std::string count = list.bring == 0 ? tr_count("merge.rows", static_cast<int64_t>(list.rows.size())) : tr("merge.shown", {{"chosen", tr_count("count", list.chosen)}, {"of", tr_count("count", list.bring)}});
    label(frame, words, Type::small, frame.palette.ink.third, count);
}

// --- the list -----------------------------------------------------------------------------------------

std::string draw_merge_card(Frame& frame, const app::MergeRowView& row, Rect cell) {
    const Palette& p = frame.palette;
    const VerdictLook look = verdict_look(row.verdict);
    Rect at = cell.strip(44), upper = at.cut_top(22), lower = at;
    const float width = tag_width(frame, row.verdict_label, true);
    tag(frame, upper.cut_right(width), look.tone, row.verdict_label, look.icon);
    upper.cut_right(8);
    paint(frame).text(upper, Type::strong, p.ink.first, row.name);
    paint(frame).text(lower, Type::small, p.ink.second, row.summary.empty() ? row.detail : row.summary);
    return join_names(join_names(row.name, row.detail), join_names(row.verdict_label, row.summary));
}

std::string draw_merge_cell(Frame& frame, const app::MergeRowView& row, std::string_view key, Rect cell) {
    const Palette& p = frame.palette;
    if (key == "verdict") {
        const VerdictLook look = verdict_look(row.verdict);
        tag(frame, {cell.x, cell.y, std::min(cell.w, tag_width(frame, row.verdict_label, true)), cell.h}, look.tone, row.verdict_label, look.icon);
        return row.verdict_label;
    }
    const std::string& words = key == "name" ? row.name : key == "company" ? row.detail : row.summary;
    paint(frame).text(cell, key == "name" ? Type::strong : Type::body, key == "name" ? p.ink.first : p.ink.second, words);
    return words;
}

// None of these is ever cut.
float verdict_width(const Frame& frame) {
    float widest = 0;
    for (const char* verdict : {"same", "mine_newer", "only_here", "theirs_newer", "only_there", "conflicting", "deleted_here", "deleted_there"})
        widest = std::max(widest, tag_width(frame, tr(std::string("merge.verdict.") + verdict), true));
    return std::ceil(widest);
}

std::vector<Column> merge_columns(Scene& scene, float width) {
    if (scene.phone()) return {{.key = "card", .width = width}};
    const float verdict = verdict_width(scene.frame);
    return fit_columns({{.key = "name", .title = tr("merge.column.name"), .width = 140, .grow = 2, .most = 260, .sortable = false},
                        {.key = "company", .title = tr("merge.column.company"), .width = 110, .grow = 2, .most = 240, .sortable = false, .drop = 2},
                        {.key = "verdict", .title = tr("merge.column.verdict"), .width = verdict, .sortable = false},
                        {.key = "fields", .title = tr("merge.column.fields"), .width = 150, .grow = 3, .sortable = false, .drop = 1}},
                       width);
}

void take_events(Scene& scene, const TableEvents& events, const app::MergeList& list) {
    MergePage& page = scene.face.merge;
    const auto size = static_cast<int64_t>(list.rows.size());
    const auto row_at = [&](int64_t index) { return scene.session.merge_row(list.rows[static_cast<size_t>(index)]); };
    const auto choose = [&](base::Json entries, bool take) {
        if (!entries.empty()) scene.frame.run("merge.choose", {{"entries", std::move(entries)}, {"take", take}});
    };
    if (events.toggle_all) scene.frame.run("merge.choose", query_arguments(page.query, list.chosen < list.bring));
    if (events.toggle >= 0 && events.toggle < size) {
        const app::MergeRowView row = row_at(events.toggle);
        if (row.take != app::MergeRowView::Take::nothing_to_take) choose({row.id}, row.take != app::MergeRowView::Take::yes);
    }
    if (events.from >= 0) {
        base::Json entries = base::Json::array();
        for (int64_t i = events.from; i <= events.to && i < size; ++i)
            if (app::MergeRowView row = row_at(i); row.take != app::MergeRowView::Take::nothing_to_take) entries.push_back(std::move(row.id));
        choose(std::move(entries), true);
    }
    if (events.open < 0 || events.open >= size) return;
    const std::string id = row_at(events.open).id;
    page.open = page.open == id ? std::string() : id;
    page.about = false;
}

void draw_merge_list(Scene& scene, Rect box, const app::MergeList& list) {
    Frame& frame = scene.frame;
    MergePage& page = scene.face.merge;
    const float pad_left = scene.gutter(), pad_right = 16;
    const std::vector<Column> columns = merge_columns(scene, box.w - pad_left - pad_right - (list.bring > 0 ? kCheckRoom : 0));
    int64_t asked = -1;
    app::MergeRowView cached;  // the row being drawn: its cells ask one after another
    const auto row_at = [&](int64_t index) -> const app::MergeRowView& {
        if (asked != index) cached = scene.session.merge_row(list.rows[static_cast<size_t>(index)]);
        asked = index;
        return cached;
    };
    const auto check = [&](int64_t index) {
        const app::MergeRowView& row = row_at(index);
        return row.take == app::MergeRowView::Take::nothing_to_take ? std::optional<Check>() : check_of(row.take);
    };
    const Table what{.name = tr("merge.list"),
                     .columns = columns,
                     .rows = static_cast<int64_t>(list.rows.size()),
                     .header = !scene.phone(),
                     .selectable = list.bring > 0,
                     .all = list.chosen == 0 ? Check::no : list.chosen == list.bring ? Check::yes : Check::mixed,
                     .row_height = scene.phone() ? 66 : frame.density.row,
                     .pad_left = pad_left,
                     .pad_right = pad_right,
                     .is_selected = {},
                     .is_current = [&](int64_t index) { return row_at(index).id == page.open; },
                     .name_of = [&](int64_t index) { return row_at(index).name; },
                     .check_of = check,
                     .check_name = "merge.take",
                     .all_name = "merge.choose_shown",
                     .cell = [&](int64_t index, size_t column, Rect cell) { return scene.phone() ? draw_merge_card(frame, row_at(index), cell) : draw_merge_cell(frame, row_at(index), columns[column].key, cell); }};
    const NodeId id = make_id("merge-table");
    if (!std::exchange(page.entered, true) && !any_dialog_open(scene.face)) focus_next(frame, id, false);  // the arrows go through it at once
    take_events(scene, table(frame, id, box, page.table, what), list);
}

void draw_nobody(Scene& scene, Rect box) {
    app::MergeQuery& query = scene.face.merge.query;
    const bool searched = !query.search.empty();
    const std::string detail = searched ? tr("merge.no_match_detail", {{"text", query.search}}) : tr("merge.none_of_verdict_detail");
    const Empty empty{.icon = searched ? icon::search : icon::check_check,
                      .title = tr(searched ? "merge.no_match" : "merge.none_of_verdict"),
                      .detail = detail,
                      .first = {.text = tr("merge.show_all"), .icon = icon::x},
                      .second = {}};
    if (empty_state(scene.frame, "nobody", box, empty) == EmptyPress::first) query = {};
}

// What needs to be read before anything else.
void draw_stop(Scene& scene, Rect& box, const app::MergeView& merge) {
    Frame& frame = scene.frame;
    const auto put = [&](std::string_view id, const Notice& what) {
        const float width = box.w - 2 * scene.gutter();
        Rect at = box.cut_top(notice_height(frame, width, what) + 12);
        at.cut_top(12);
        if (notice(frame, make_id(id), at.inset(scene.gutter(), 0), what)) frame.run("export.snapshot");
    };
    if (merge.hard_stop) put("stop", {.kind = NoticeKind::danger, .text = tr("merge.stop"), .detail = merge.stop_reason, .spoken = true});
    if (merge.comparing) put("comparing", {.kind = NoticeKind::info, .text = tr("merge.comparing")});
    if (merge.nothing_new) put("nothing-new", {.kind = NoticeKind::info, .text = tr("merge.nothing_new"), .detail = tr("merge.nothing_new_detail"), .action = tr("conflicts.export"), .action_icon = icon::share_2});
}

void draw_people(Scene& scene, Rect box, const app::MergeView& merge) {
    Frame& frame = scene.frame;
    MergePage& page = scene.face.merge;
    const bool beside = box.w >= kBeside;
    if (beside) {
        const Rect pane = box.cut_right(kPane);
        paint(frame).line_left(pane, frame.palette.line.normal);
        if (page.open.empty()) draw_merge_about(scene, pane, merge);
        else draw_merge_detail(scene, pane, true);
    } else if (!page.open.empty()) {
        return draw_merge_detail(scene, box, false);
    } else if (page.about) {
        return draw_merge_about(scene, box, merge);
    }
    draw_stop(scene, box, merge);
    draw_merge_filters(scene, box, merge);
    const app::MergeList& list = scene.session.merge_list(page.query);
    if (scene.phone() && !merge.nothing_new) {
        Rect bottom = box.cut_bottom(kPhoneMergeBar).inset(16, 12);
        draw_merge_button(scene, bottom, merge);
    }
    const Rect footer = box.cut_bottom(scene.phone() ? 44 : 32);
    if (list.rows.empty()) draw_nobody(scene, box);
    else draw_merge_list(scene, box, list);
    draw_shown_bar(scene, footer, list);
}

void draw_merge_header(Scene& scene, Rect& box, const app::MergeView& merge) {
    Frame& frame = scene.frame;
    MergePage& page = scene.face.merge;
    Rect bar = view_header(scene, box, tr("merge.title"), scene.phone() ? std::string_view() : std::string_view(merge.file));
    const bool pointless = merge.nothing_new || merge.identical;
    if (!pointless && !scene.phone()) draw_merge_button(scene, bar, merge);
    if (button_from_right(frame, bar, "cancel", ButtonKind::quiet, {.text = tr(pointless ? "dialog.close" : "dialog.cancel")})) frame.run("merge.cancel");
    if (merge.identical || box.w >= kBeside) return;
    const Button about{.icon = icon::info, .name = tr("merge.summary"), .selected = page.about};
    if (icon_button(frame, make_id("about"), bar.cut_right(icon_button_width(frame)), ButtonKind::quiet, about)) {
        page.about = !page.about;
        page.open.clear();
    }
}

}  // namespace

VerdictLook verdict_look(MergeVerdict verdict) {
    switch (verdict) {
        case MergeVerdict::same: return {TagTone::neutral, icon::check_check};
        case MergeVerdict::mine_newer: return {TagTone::neutral, icon::arrow_up};
        case MergeVerdict::theirs_newer: return {TagTone::accent, icon::arrow_down};
        case MergeVerdict::conflicting: return {TagTone::warning, icon::git_merge};
        case MergeVerdict::deleted: return {TagTone::danger, icon::trash_2};
    }
    return {};
}

Check check_of(app::MergeRowView::Take take) {
    switch (take) {
        case app::MergeRowView::Take::yes: return Check::yes;
        case app::MergeRowView::Take::part: return Check::mixed;
        case app::MergeRowView::Take::no:
        case app::MergeRowView::Take::nothing_to_take: return Check::no;
    }
    return Check::no;
}

void draw_merge(Scene& scene, Rect box) {
    const app::MergeView* merge = scene.session.merge_view();
    if (!merge) return;
    MergePage& page = scene.face.merge;
    if (page.file != merge->file) page = {.file = merge->file};
    ImGui::PushID("merge");
    draw_merge_header(scene, box, *merge);
    paint(scene.frame).fill(box, scene.frame.palette.surface.pane);
    if (merge->identical) draw_merge_about(scene, box, *merge);
    else draw_people(scene, box, *merge);
    ImGui::PopID();
}

}  // namespace ui
