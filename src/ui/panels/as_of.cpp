// The bar over every view while the book of a past day is shown: which day, a line over all days there are, and the
// way back to today.
#include "ui/panels/scene.h"

namespace ui {
namespace {

constexpr float kBar = 44, kPhoneBar = 104;
constexpr float kLeastSlider = 120;

void show(Scene& scene, base::Day day) { scene.frame.run("view.as-of", {{"day", day_text(day)}}); }

void draw_days(Scene& scene, Rect box, const app::AsOfView& past) {
    Frame& frame = scene.frame;
    const float side = icon_button_width(frame);
    const Button earlier{.icon = icon::chevron_left, .name = tr("as_of.earlier"), .enabled = past.day > past.first};
    const Button later{.icon = icon::chevron_right, .name = tr("as_of.later"), .enabled = past.day < past.today};
    if (icon_button(frame, make_id("earlier"), box.cut_left(side), ButtonKind::quiet, earlier)) show(scene, past.day + -1);
    if (icon_button(frame, make_id("later"), box.cut_right(side), ButtonKind::quiet, later)) show(scene, past.day + 1);
    const Slider days{.name = tr("as_of.slider"), .words = past.date, .first = past.first.count, .last = past.today.count, .value = past.day.count};
    if (const auto picked = slider(frame, make_id("day"), box.inset(8, 0), days)) show(scene, {*picked});
}

std::string title_of(const app::AsOfView& past) {
    if (past.shown) return tr("as_of.title", {{"date", past.date}});
    return tr("as_of.building", {{"date", past.date}});
}

}  // namespace

float as_of_bar_height(const Scene& scene) { return !scene.looks_back() ? 0 : scene.phone() ? kPhoneBar : kBar; }

void draw_as_of_bar(Scene& scene, Rect box) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    const app::AsOfView& past = *scene.session.as_of();
    ImGui::PushID("as-of");
    Painter painter = paint(frame);
    painter.fill(box, p.warning.tint);
    painter.line_below(box, p.line.normal);
    if (!past.shown && past.total > 0) {
        const float share = static_cast<float>(past.done) / static_cast<float>(past.total);
        painter.fill({box.x, box.bottom() - 2, std::round(box.w * std::clamp(share, 0.f, 1.f)), 2}, p.accent.solid);
    }
    const std::string title = title_of(past);
    Group group(frame.semantics, make_id("bar"), base::Role::region, title, box);
    Rect bar = box.inset(16, 0);
    Rect days;
    if (scene.phone()) days = bar.cut_bottom(52).inset(0, 4);
    const Button back{.text = tr("as_of.back"), .icon = scene.phone() ? char32_t{0} : icon::undo_2, .key = scene.phone() ? std::string_view() : "Esc"};
    const ButtonSize size = scene.phone() ? ButtonSize::small : ButtonSize::normal;
    if (button_from_right(frame, bar, "back", ButtonKind::secondary, back, size)) frame.run("view.now");
    painter.icon(bar.cut_left(16), icon::history, p.warning.solid, 16);
    bar.cut_left(8);
    const Type type = scene.phone() ? Type::small_strong : Type::strong;
    const float words = std::min(text_width(frame, type, title) + 1, scene.phone() ? bar.w : bar.w - kLeastSlider - 2 * icon_button_width(frame));
    const Rect at = bar.cut_left(words);
    painter.text(at, type, p.ink.first, title);
    frame.semantics.add_text(base::Role::status, title, visible_part(at));
    if (!past.incomplete.empty()) {
        const Rect mark = bar.cut_left(28);
        painter.icon(mark, icon::triangle_alert, p.warning.solid, 14);
        tooltip(frame, {.id = make_id("incomplete"), .hovered = ImGui::IsMouseHoveringRect({mark.x, mark.y}, {mark.right(), mark.bottom()})}, mark, past.incomplete);
        frame.semantics.add_text(base::Role::text, past.incomplete, visible_part(mark));
    }
    if (!scene.phone()) days = bar.inset(12, 0);
    draw_days(scene, days, past);
    ImGui::PopID();
}

}  // namespace ui
