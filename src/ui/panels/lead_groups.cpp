#include "ui/panels/lead_groups.h"

#include <algorithm>

namespace ui {
namespace {

void divide_by(Scene& scene, const std::string& key) {
    Face& face = scene.face;
    face.query.group = key;
    face.folded.clear();
    face.table = {};
}

// "Group by: Stage"
std::string name_of_grouping(Scene& scene, std::string_view by) {
    for (const app::LeadGrouping& one : scene.session.lead_groupings())
        if (one.key == by) return tr("group.open") + ": " + one.label;
    return tr("group.open");
}

}  // namespace

ListRows::ListRows(const app::LeadsView& view, const std::set<std::string>& folded) : view_(view), count_(static_cast<int64_t>(view.rows.size())) {
    if (view.groups.empty()) return;
    count_ = 0;
    for (const app::LeadGroup& group : view.groups) {
        const bool is_folded = folded.contains(group.value);
        parts_.push_back({&group, count_, is_folded});
        count_ += 1 + (is_folded ? 0 : static_cast<int64_t>(group.count));
    }
}

// The last one whose head is not behind the row.
const ListRows::Part& ListRows::part_at(int64_t row) const {
    const auto behind = std::upper_bound(parts_.begin(), parts_.end(), row, [](int64_t at, const Part& part) { return at < part.head; });
    return *(behind - 1);
}

const app::LeadGroup* ListRows::group_at(int64_t row) const {
    if (parts_.empty() || row < 0 || row >= count_) return nullptr;
    const Part& part = part_at(row);
    return part.head == row ? part.group : nullptr;
}

bool ListRows::is_folded(int64_t head) const { return part_at(head).folded; }

std::optional<size_t> ListRows::lead_at(int64_t row) const {
    if (row < 0 || row >= count_) return std::nullopt;
    if (parts_.empty()) return static_cast<size_t>(row);
    const Part& part = part_at(row);
    if (part.head == row) return std::nullopt;
    return part.group->first + static_cast<size_t>(row - part.head - 1);
}

std::optional<int64_t> ListRows::row_of(size_t lead) const {
    if (lead >= view_.rows.size()) return std::nullopt;
    if (parts_.empty()) return static_cast<int64_t>(lead);
    const auto behind = std::upper_bound(parts_.begin(), parts_.end(), lead, [](size_t at, const Part& part) { return at < part.group->first; });
    const Part& part = *(behind - 1);
    if (part.folded) return std::nullopt;
    return part.head + 1 + static_cast<int64_t>(lead - part.group->first);
}

ListRows list_rows(Scene& scene, const app::LeadsView& view) { return {view, scene.face.folded}; }

Heading heading_of(const ListRows& rows, int64_t row) {
    const app::LeadGroup& group = *rows.group_at(row);
    return {group.label, tr_count("count", static_cast<int64_t>(group.count)), group.value_totals, tr_count("group.head", static_cast<int64_t>(group.count), {{"group", group.label}}), rows.is_folded(row)};
}

void fold_group(Scene& scene, const ListRows& rows, int64_t head) {
    const std::string& value = rows.group_at(head)->value;
    if (scene.face.folded.erase(value) == 0) scene.face.folded.insert(value);
}

std::optional<size_t> lead_at_cursor(Scene& scene) { return list_rows(scene, scene.leads()).lead_at(scene.face.table.cursor); }

void put_cursor_on(Scene& scene, size_t lead) {
    const app::LeadsView& view = scene.leads();
    for (const app::LeadGroup& group : view.groups)
        if (lead >= group.first && lead < group.first + group.count) scene.face.folded.erase(group.value);
    scene.face.table.cursor = list_rows(scene, view).row_of(lead).value_or(-1);
}

void draw_group_button(Scene& scene, Rect box) {
    Frame& frame = scene.frame;
    const NodeId menu = make_id("group-menu");
    const std::string& by = scene.face.query.group;
    const std::string name = by.empty() ? tr("group.open") : name_of_grouping(scene, by);
    if (icon_button(frame, make_id("group"), box, ButtonKind::quiet, {.icon = icon::rows_3, .name = name, .selected = is_popup_open(menu), .popup = base::Popup::menu})) open_popup(menu);
    if (!is_popup_open(menu)) return;
    const std::vector<app::LeadGrouping> groupings = scene.session.lead_groupings();
    Rect content;
    const float height = static_cast<float>(groupings.size() + 1) * menu_item_height(frame) + kMenuLine;
    constexpr float kWidth = 220;
    if (!begin_popup(frame, menu, {box.right() - kWidth, box.y, kWidth, box.h}, kWidth, height, base::Role::menu, tr("group.open"), content)) return;
    const auto item = [&](const std::string& key, const std::string& words) {
        if (!menu_item(frame, make_id("by/" + key), content, {.text = words, .checked = by == key})) return;
        divide_by(scene, key);
        close_popup();
    };
    item({}, tr("group.none"));
    menu_line(frame, content);
    for (const app::LeadGrouping& one : groupings) item(one.key, one.label);
    end_popup(frame);
}

void draw_group_choices(Scene& scene, Rect& content) {
    Frame& frame = scene.frame;
    ImGui::PushID("group");
    label(frame, content.cut_top(22), Type::small, frame.palette.ink.second, tr("group.open"));
    Group list(frame.semantics, make_id("list"), base::Role::list, tr("group.open"), content);
    const float height = frame.density.touch ? 40 : 28;
    Rect row = content.cut_top(height);
    for (const app::LeadGrouping& one : scene.session.lead_groupings()) {
        const bool on = scene.face.query.group == one.key;
        const float width = std::min(toggle_chip_width(frame, one.label, {}), content.w);
        if (width > row.w) {
            content.cut_top(8);
            row = content.cut_top(height);
        }
        if (toggle_chip(frame, make_id(one.key), row.cut_left(width), one.label, {}, on)) divide_by(scene, on ? std::string() : one.key);
        row.cut_left(8);
    }
    content.cut_top(16);
    ImGui::PopID();
}

}  // namespace ui
