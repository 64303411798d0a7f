// Every key that does something, in groups; opened by "?".
#include "ui/panels/scene.h"

namespace ui {
namespace {

struct Key {
    std::string_view caps;  // separated by spaces; "Mod" is Ctrl or Cmd
    const char* key;
};
struct KeyGroup {
    const char* title;
    std::vector<Key> keys;
};

const std::vector<KeyGroup>& key_groups() {
    static const std::vector<KeyGroup> groups = {
        {"keys.everywhere", {{"Mod K", "keys.palette"}, {"Mod Z", "keys.undo"}, {"Mod Shift Z", "keys.redo"}, {"N", "keys.add"}, {"L", "keys.log"}, {"T", "keys.task"}, {"?", "keys.keys"}, {"Tab", "keys.tab"}, {"Esc", "keys.escape"}}},
        {"keys.going", {{"G T", "keys.today"}, {"G L", "keys.leads"}, {"G B", "nav.board"}, {"G O", "companies.title"}, {"G D", "deals.title"}, {"G I", "keys.import"}, {"G C", "keys.conflicts"}, {"G H", "nav.history"}, {"G S", "keys.settings"}}},
        {"keys.list", {{"\u2191 \u2193", "keys.rows"}, {"Enter", "keys.open"}, {"Space", "keys.select"}, {"Shift \u2193", "keys.extend"}, {"Mod A", "keys.all"}, {"PgUp PgDn", "keys.page"}, {"Home End", "keys.ends"}, {"\u2190 \u2192", "keys.cells"}, {"F2", "keys.change"}, {"/", "keys.search"}, {"F", "keys.filter"}}},
        {"keys.on_head", {{"Enter", "keys.sort"}, {"Shift Enter", "keys.sort_also"}, {"Shift \u2190 \u2192", "keys.move_column"}, {"Mod Shift \u2190 \u2192", "keys.widen"}}},
        {"keys.on_board", {{"\u2191 \u2193 \u2190 \u2192", "keys.cards"}, {"Enter", "keys.open"}, {"Space", "keys.move"}}},
        {"keys.typing", {{"Enter", "keys.save_field"}, {"Esc", "keys.restore_field"}}},
    };
    return groups;
}

void draw_caps(Frame& frame, Rect row, std::string_view caps) {
    while (!caps.empty()) {
        const size_t space = std::min(caps.find(' '), caps.size());
        std::string_view cap = caps.substr(0, space);
        if (cap == "Mod") cap = frame.mac ? "\u2318" : "Ctrl";
        key_cap(frame, row.cut_left(key_cap_width(frame, cap)), cap);
        row.cut_left(4);
        caps.remove_prefix(std::min(space + 1, caps.size()));
    }
}

constexpr float kCaps = 128;

float row_height(const Frame& frame, float width, const Key& key) {
    const float words = paragraph_height(frame, width - 32 - kCaps, Type::body, tr(key.key));
    return std::max(frame.density.touch ? 44.f : 36.f, words + 16);
}

void draw_group(Scene& scene, Rect& at, const KeyGroup& group) {
    Frame& frame = scene.frame;
    float rows = 0;
    for (const Key& key : group.keys) rows += row_height(frame, at.w, key);
    const Rect box = at.cut_top(kCardHead + rows);
    at.cut_top(16);
    Group list(frame.semantics, make_id(group.title), base::Role::list, tr(group.title), visible_part(box));
    Rect body = card(frame, box, {.title = tr(group.title)});
    for (size_t i = 0; i < group.keys.size(); ++i) {
        const std::string& words = tr(group.keys[i].key);
        Rect row = body.cut_top(row_height(frame, body.w, group.keys[i]));
        if (i + 1 < group.keys.size()) paint(frame).line_below(row.inset(1, 0), frame.palette.line.subtle);
        frame.semantics.add_text(base::Role::list_item, std::string(group.keys[i].caps) + ": " + words, visible_part(row));
        row = row.inset(16, 0);
        draw_caps(frame, row.cut_left(kCaps), group.keys[i].caps);
        paint(frame).paragraph(row.strip(paragraph_height(frame, row.w, Type::body, words)), Type::body, frame.palette.ink.first, words);
    }
}

}  // namespace

void draw_keys(Scene& scene, Rect box) {
    Frame& frame = scene.frame;
    ImGui::PushID("keys");
    view_header(scene, box, tr("keys.title"), {});
    paint(frame).fill(box, frame.palette.surface.sunken);
    const ScrollArea area = begin_scroll(frame, make_id("area"), box);
    Rect at = area.content.inset(scene.gutter(), 0);
    at.h = 4096;
    at.w = std::min(at.w, 1120.f);
    at.cut_top(scene.phone() ? 12 : 20);
    const auto& groups = key_groups();
    if (at.w < 720) {
        for (const KeyGroup& group : groups) draw_group(scene, at, group);
        end_scroll(frame, area, at.y + 8);
    } else {
        Rect right = at.cut_right(std::floor((at.w - 24) / 2));
        at.cut_right(24);
        for (size_t i = 0; i < groups.size(); ++i) draw_group(scene, i == 1 || i == 2 ? right : at, groups[i]);
        end_scroll(frame, area, std::max(at.y, right.y) + 8);
    }
    ImGui::PopID();
}

}  // namespace ui
