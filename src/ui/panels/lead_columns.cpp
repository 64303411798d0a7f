#include "ui/panels/lead_columns.h"

#include "app/leads_address.h"
#include "ui/panels/lead_segments.h"
#include "ui/widgets/dialog_middle.h"

#include <imgui_internal.h>

#include <algorithm>

namespace ui {
namespace {

constexpr float kDialogWidth = 400;

using Columns = std::vector<app::LeadColumnView>;

static_assert(kLeastByHand == app::kLeastColumnWidth && kMostByHand == app::kMostColumnWidth, "what can be pulled can be kept");

const app::LeadColumnView* find_column(const Columns& columns, std::string_view key) {
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const app::LeadColumnView& column) { return column.key == key; });
    return found == columns.end() ? nullptr : &*found;
}

// A segment keeps its own, and so does any list that came with some; all others have those of the browser. "As usual" is said
// in a segment: it would have the browser's otherwise.
void choose_columns(Scene& scene, const Columns& columns) {
    app::LeadsQuery& query = scene.face.query;
    const app::SegmentView* segment = shown_segment(scene);
    if (segment || !query.columns.empty()) {
        app::LeadsQuery changed = query;
        changed.columns = columns.empty() ? app::usual_column_choices() : choices_of(columns);
        const std::string list = app::address_of(changed);
        if (segment) scene.frame.run("segment.change", {{"segment", segment->id}, {"list", list}});
        if (segment && !why_not_run(scene, "segment.change").empty()) return;
        if (segment) scene.face.kept_segment = {segment->id, list};
        query = std::move(changed);
        return;
    }
    base::Json chosen = base::Json::array();
    for (const app::LeadColumnView& column : columns) chosen.push_back({{"key", column.key}, {"width", column.width}});
    scene.frame.run("leads.columns", {{"columns", std::move(chosen)}});
}

std::string where_kept(Scene& scene) {
    if (const app::SegmentView* segment = shown_segment(scene)) return tr("columns.of_segment", {{"name", segment->name}});
    return tr(scene.face.query.columns.empty() ? "columns.detail" : "columns.of_list");
}

// At the end of its way the arrow that was pressed is none any more: the keyboard goes on with the row.
void move_column_by(Scene& scene, size_t column, int places, NodeId row) {
    Columns columns = scene.lead_columns().shown;
    const size_t to = static_cast<size_t>(static_cast<int>(column) + places);
    std::swap(columns[column], columns[to]);
    choose_columns(scene, columns);
    if (to == 1 || to + 1 == columns.size()) focus_next(scene.frame, row, ImGui::GetCurrentContext()->NavCursorVisible);
}

void show_column(Scene& scene, const app::LeadColumnView& column, bool shown) {
    Columns columns = scene.lead_columns().shown;
    if (shown) columns.push_back(column);
    else std::erase_if(columns, [&](const app::LeadColumnView& one) { return one.key == column.key; });
    choose_columns(scene, columns);
}

// A row that is pressed anywhere but on its arrows.
void draw_column_row(Scene& scene, Rect row, const app::LeadColumnView& column, bool shown, bool stays) {
    Frame& frame = scene.frame;
    const NodeId id = make_id(column.key);
    const Interaction on = interact(frame, id, row, !stays);
    base::SemanticNode& node = record(frame, id, base::Role::checkbox, column.label, row);
    node.checked = shown ? base::Checked::yes : base::Checked::no;
    node.enabled = !stays;
    if (stays) node.description = tr("columns.names_first");
    if (on.pressed) show_column(scene, column, !shown);
    Painter painter = paint(frame);
    if (on.hovered && !stays) painter.fill(row, frame.palette.surface.hover, frame.theme.radius.small);
    if (on.focused) painter.focus_inside(row, frame.theme.radius.small);
    row = row.inset(4, 0);
    paint_checkbox(frame, row.cut_left(24), shown ? Check::yes : Check::no, on.hovered, on.held, !stays);
    row.cut_left(8);
    painter.text(row, Type::body, stays ? frame.palette.ink.third : frame.palette.ink.first, column.label);
}

void draw_shown_columns(Scene& scene, Rect& content, const Columns& columns, float height) {
    Frame& frame = scene.frame;
    Group group(frame.semantics, make_id("shown"), base::Role::list, tr("columns.shown"), content);
    for (size_t i = 0; i < columns.size(); ++i) {
        const app::LeadColumnView& column = columns[i];
        ImGui::PushID(column.key.c_str());
        Rect row = content.cut_top(height);
        const bool stays = i == 0;
        if (!stays) {
            const Rect down = row.cut_right(height), up = row.cut_right(height);
            const bool can_rise = i > 1, can_sink = i + 1 < columns.size();
            if (icon_button(frame, make_id("up"), up, ButtonKind::quiet, {.icon = icon::arrow_up, .name = tr("columns.up", {{"column", column.label}}), .enabled = can_rise})) move_column_by(scene, i, -1, make_id(column.key));
            if (icon_button(frame, make_id("down"), down, ButtonKind::quiet, {.icon = icon::arrow_down, .name = tr("columns.down", {{"column", column.label}}), .enabled = can_sink})) move_column_by(scene, i, 1, make_id(column.key));
        }
        draw_column_row(scene, row, column, true, stays);
        ImGui::PopID();
    }
}

void draw_other_columns(Scene& scene, Rect& content, const Columns& columns, float height) {
    if (columns.empty()) return;
    Frame& frame = scene.frame;
    content.cut_top(8);
    label(frame, content.cut_top(24), Type::small, frame.palette.ink.second, tr("columns.others"));
    Group group(frame.semantics, make_id("others"), base::Role::list, tr("columns.others"), content);
    for (const app::LeadColumnView& column : columns) {
        ImGui::PushID(column.key.c_str());  // as above: a row that goes there keeps the keyboard
        draw_column_row(scene, content.cut_top(height), column, false, false);
        ImGui::PopID();
    }
}

bool comes_next(std::string_view key) { return key == "last_activity" || key == "next_step" || key == "due"; }

}  // namespace

void follow_kept_segment(Scene& scene) {
    Face& face = scene.face;
    const auto& segments = scene.session.segments();
    const auto now = std::find_if(segments.begin(), segments.end(), [&](const app::SegmentView& one) { return one.id == face.kept_segment.id; });
    const bool shown = app::address_of(face.query) == face.kept_segment.list;
    if (now == segments.end() || !shown) return void(face.kept_segment = {});
    if (now->list == face.kept_segment.list) return;
    const bool counted = face.query.counted;
    face.query = app::leads_query_of(now->list);
    face.query.counted = counted;
    face.kept_segment.list = now->list;
}

std::vector<app::ColumnChoice> choices_of(const std::vector<app::LeadColumnView>& columns) {
    std::vector<app::ColumnChoice> choices;
    for (const app::LeadColumnView& column : columns) choices.push_back({column.key, column.width});
    return choices;
}

bool is_field_column(Scene& scene, std::string_view key) {
    const app::LeadColumnView* column = find_column(scene.lead_columns().shown, key);
    return column && column->field;
}

std::string draw_lead_field(Scene& scene, app::RowHandle lead, const Column& column, Rect cell) {
    std::string text = scene.session.lead_field(lead, column.key);
    paint(scene.frame).text(cell, Type::body, scene.frame.palette.ink.second, text, column.right ? Align::right : Align::left);
    return text;
}

bool begins_with_a(Scene& scene, std::string_view key) {
    const app::LeadColumnView* column = find_column(scene.lead_columns().shown, key);
    return column ? column->words : key == "outcome";
}

void widen_column(Scene& scene, const std::string& key, float width) {
    Columns columns = scene.lead_columns().shown;
    for (app::LeadColumnView& column : columns)
        if (column.key == key) column.width = width;
    choose_columns(scene, columns);
}

void move_column(Scene& scene, std::span<const Column> drawn, size_t column, size_t to) {
    const std::string key(drawn[column].key);
    std::vector<std::string> before;
    for (const Column& other : drawn)
        if (other.key != key) before.emplace_back(other.key);
    before.resize(to);
    Columns columns = scene.lead_columns().shown;
    const app::LeadColumnView* found = find_column(columns, key);
    if (!found) return;
    const size_t from = static_cast<size_t>(found - columns.data());
    const app::LeadColumnView moved = *found;
    columns.erase(columns.begin() + static_cast<ptrdiff_t>(from));
    const auto is_before = [&](std::string_view other) { return std::find(before.begin(), before.end(), other) != before.end(); };
    const bool ends = is_before("outcome") || is_before("closed_on");  // in place of what comes next
    size_t place = 1;  // behind the names
    for (size_t i = 0; i < columns.size(); ++i)
        if (is_before(columns[i].key) || (ends && comes_next(columns[i].key))) place = i + 1;
    if (place == from) return;
    columns.insert(columns.begin() + static_cast<ptrdiff_t>(place), moved);
    choose_columns(scene, columns);
}

float columns_button_width(Scene& scene) { return icon_button_width(scene.frame); }

void draw_columns_button(Scene& scene, Rect box) {
    const bool chosen = !scene.lead_columns().as_usual;
    if (icon_button(scene.frame, make_id("columns"), box, ButtonKind::quiet, {.icon = icon::columns_3, .name = tr("leads.columns"), .selected = chosen})) scene.face.columns_open = true;
}

void draw_columns_dialog(Scene& scene) {
    Frame& frame = scene.frame;
    Face& face = scene.face;
    const app::LeadColumnsView& view = scene.lead_columns();
    const NodeId id = make_id("columns-dialog");
    Rect content;
    const std::string kept = where_kept(scene);
    if (!begin_dialog(frame, id, {.title = tr("leads.columns"), .detail = kept, .width = kDialogWidth}, face.columns_open, content)) return;
    const float foot = scene.phone() ? 28 : 20, height = frame.density.touch ? 44 : 32;
    dialog_middle(frame, content, frame.density.control + foot, [&](Rect& inside) {
        draw_shown_columns(scene, inside, view.shown, height);
        draw_other_columns(scene, inside, scene.session.other_lead_columns(), height);
        inside.cut_top(8);
    });
    Rect buttons = content.cut_top(frame.density.control);
    if (button_from_right(frame, buttons, "done", ButtonKind::primary, {.text = tr("columns.done")})) face.columns_open = false;
    if (!view.as_usual && button_from_right(frame, buttons, "usual", ButtonKind::quiet, {.text = tr("columns.usual")})) choose_columns(scene, {});
    content.cut_top(foot);
    end_dialog(frame, id, content);
}

}  // namespace ui
