// A book without leads: what this is, and the four ways to begin.
#include "ui/panels/scene.h"

namespace ui {
namespace {

void drop_zone(Scene& scene, Rect zone) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    Painter painter = paint(frame);
    painter.fill(zone, p.surface.sunken, frame.theme.radius.extra_large);
    painter.dashed_border(zone, p.line.control, frame.theme.radius.extra_large);
    const float line = line_height(frame, Type::heading);
    const Button choose{.text = tr("welcome.choose"), .icon = icon::upload}, type{.text = tr("welcome.type"), .icon = icon::pencil};
    const bool stacked = button_width(frame, choose) + button_width(frame, type) + 8 > zone.w - 32;
    const float buttons = stacked ? 2 * button_height(frame) + 8 : button_height(frame);
    const float detail = paragraph_height(frame, zone.w - 48, Type::small, tr("welcome.formats"));
    Rect at = zone.centred(zone.w - 48, 32 + 16 + line + 2 + detail + 16 + buttons);
    painter.icon(at.cut_top(32), icon::file_spreadsheet, p.ink.third, 32);
    at.cut_top(16);
    label(frame, at.cut_top(line), Type::heading, p.ink.first, tr(scene.phone() ? "welcome.bring" : "welcome.drop"), Align::middle);
    at.cut_top(2);
    paragraph(frame, at.cut_top(detail), Type::small, p.ink.third, tr("welcome.formats"), Align::middle);
    at.cut_top(16);
    bool open = false, write = false;
    if (stacked) {
        open = button(frame, make_id("choose"), at.cut_top(button_height(frame)), ButtonKind::primary, choose);
        at.cut_top(8);
        write = button(frame, make_id("type"), at.cut_top(button_height(frame)), ButtonKind::secondary, type);
    } else {
        Rect row = at.centred(button_width(frame, choose) + 8 + button_width(frame, type), at.h);
        open = button_from_left(frame, row, "choose", ButtonKind::primary, choose);
        write = button_from_left(frame, row, "type", ButtonKind::secondary, type);
    }
    if (open) frame.run("file.open");
    if (write) scene.face.add_lead = {.open = true};
}

// Its buttons stand side by side where both have room.
bool is_stacked(const Frame& frame, float width, std::string_view first, std::string_view second) {
    return !second.empty() && button_width(frame, {.text = first}, ButtonSize::small) + 8 + button_width(frame, {.text = second}, ButtonSize::small) > width - 28;
}

float way_height(Scene& scene, float width, std::string_view detail, std::string_view first, std::string_view second) {
    Frame& frame = scene.frame;
    const float row = 8 + button_height(frame, ButtonSize::small);
    return line_height(frame, Type::strong) + paragraph_height(frame, width - 28, Type::small, detail) + (is_stacked(frame, width, first, second) ? 2 * row : row);
}

enum class WayPress { none, first, second };

WayPress way_in(Scene& scene, Rect at, std::string_view id, char32_t glyph, std::string_view title, std::string_view detail, std::string_view first, std::string_view second) {
    Frame& frame = scene.frame;
    const bool stacked = is_stacked(frame, at.w, first, second);
    paint(frame).icon({at.x, at.y, 16, line_height(frame, Type::strong)}, glyph, frame.palette.ink.second, 16);
    at.cut_left(28);
    label(frame, at.cut_top(line_height(frame, Type::strong)), Type::strong, frame.palette.ink.first, title);
    at.cut_top(paragraph(frame, at, Type::small, frame.palette.ink.second, detail) + 8);
    Rect row = at.cut_top(button_height(frame, ButtonSize::small));
    WayPress out = WayPress::none;
    if (button_from_left(frame, row, id, ButtonKind::secondary, {.text = first}, ButtonSize::small)) out = WayPress::first;
    if (second.empty()) return out;
    if (stacked) row = {at.x, at.y + 8, at.w, row.h};
    if (button_from_left(frame, row, "second", ButtonKind::quiet, {.text = second}, ButtonSize::small)) out = WayPress::second;
    return out;
}

void footer(Scene& scene, Rect box) {
    Frame& frame = scene.frame;
    Painter painter = paint(frame);
    painter.fill(box, frame.palette.surface.sunken);
    painter.line_above(box, frame.palette.line.normal);
    Rect row = box.inset(scene.gutter(), 0);
    painter.icon(row.cut_left(14), icon::lock, frame.palette.ink.third, 14);
    row.cut_left(6);
    const std::string key = frame.mac ? "\u2318 K" : "Ctrl K";
    const auto hint = [&](std::string_view cap, const std::string& words) {
        label(frame, row.cut_right(text_width(frame, Type::small, words) + 1), Type::small, frame.palette.ink.third, words);
        row.cut_right(6);
        key_cap(frame, row.cut_right(key_cap_width(frame, cap)), cap);
        row.cut_right(16);
    };
    if (row.w > 560) {
        hint("?", tr("welcome.keys"));
        hint(key, tr("welcome.everything"));
    }
    label(frame, row, Type::small, frame.palette.ink.third, tr("welcome.no_account"));
}

}  // namespace

void draw_welcome(Scene& scene, Rect box) {
    Frame& frame = scene.frame;
    ImGui::PushID("welcome");
    Rect view = box;
    Rect bar = view_header(scene, view, tr(scene.session.route().starts_with("/board") ? "nav.board" : scene.shows_leads() ? "leads.title" : "today.title"), {});
    if (!scene.phone() && button_from_right(frame, bar, "add", ButtonKind::secondary, {.text = tr("leads.add"), .icon = icon::plus})) scene.face.add_lead = {.open = true};
    if (!scene.phone()) footer(scene, view.cut_bottom(32));

    const ScrollArea area = begin_scroll(frame, make_id("area"), view);
    const float width = std::min(view.w - 2 * scene.gutter(), 640.f);
    const float half = scene.phone() ? width : std::floor((width - 24) / 2);
    const std::string_view sample = tr("welcome.sample_open"), tour = tr("welcome.tour"), colleague = tr("welcome.colleague_open");
    const float ways = std::max(way_height(scene, half, tr("welcome.sample_detail"), sample, tour), way_height(scene, half, tr("welcome.colleague_detail"), colleague, {}));
    const float title = paragraph_height(frame, width, Type::display, tr("welcome.title"));
    const float detail = paragraph_height(frame, width, Type::body, tr("welcome.detail"));
    const float zone = scene.phone() ? 260 : 232;
    const float total = title + 8 + detail + 24 + zone + 24 + (scene.phone() ? 2 * ways + 24 : ways);
    Rect at{std::round(view.x + (view.w - width) / 2), area.content.y + std::max(std::floor((view.h - total) / 2), 16.f), width, total + 16};
    paragraph(frame, at.cut_top(title), Type::display, frame.palette.ink.first, tr("welcome.title"), Align::middle);
    at.cut_top(8);
    paragraph(frame, at.cut_top(detail), Type::body, frame.palette.ink.second, tr("welcome.detail"), Align::middle);
    at.cut_top(24);
    drop_zone(scene, at.cut_top(zone));
    at.cut_top(24);
    Rect left = scene.phone() ? at.cut_top(ways) : Rect{at.x, at.y, half, ways};
    if (scene.phone()) at.cut_top(24);
    const Rect right = scene.phone() ? at.cut_top(ways) : Rect{at.right() - half, at.y, half, ways};
    const WayPress looking = way_in(scene, left, "sample", icon::users, tr("welcome.sample"), tr("welcome.sample_detail"), sample, tour);
    if (looking == WayPress::first) frame.run("sample.open");
    if (looking == WayPress::second) frame.run("tour.start");
    if (way_in(scene, right, "colleague", icon::git_merge, tr("welcome.colleague"), tr("welcome.colleague_detail"), colleague, {}) == WayPress::first) frame.run("file.open");
    end_scroll(frame, area, std::max(left.bottom(), right.bottom()) + 16);
    ImGui::PopID();
}

}  // namespace ui
