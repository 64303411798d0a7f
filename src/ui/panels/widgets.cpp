// Every widget in every state, in the theme and density that are chosen at its top: to look at, and for the tests, which
// photograph it. What is typed and pressed here changes nothing else.
#include "ui/panels/setting_rows.h"
#include "ui/panels/widgets_parts.h"

namespace ui {
namespace {

constexpr float kLongestPage = 32'768;
constexpr float kLeastColumn = 104, kGap = 16, kCaption = 20, kPart = 24, kPadding = 12;

float on_grid(float length) { return std::ceil(length / 4) * 4; }

// As in the settings.
void choose_look(Scene& scene, Rect& at) {
    const app::SettingsView& settings = scene.session.settings();
    Rect body = begin_card(scene, at, "look");
    constexpr std::pair<const char*, const char*> kThemes[] = {{"system", "theme.system"}, {"light", "theme.light"}, {"dark", "theme.dark"}, {"high-contrast", "theme.high_contrast"}};
    choice_segments(scene, body, "settings.theme", "settings.theme_detail", "theme", settings.theme, kThemes, false);
    constexpr std::pair<const char*, const char*> kDensities[] = {{"compact", "density.compact"}, {"comfortable", "density.comfortable"}, {"touch", "density.touch"}};
    choice_segments(scene, body, "settings.density", "settings.density_detail", "density", settings.density, kDensities, true);
    end_card(scene, at, "look", body);
}

// Known only after it is drawn: it is what it was last frame.
Rect ground_of(Frame& frame, const Rect& at, const char* title) { return {at.x, at.y, at.w, frame.memory.heights.try_emplace(make_id(title), 120.f).first->second}; }

}  // namespace

Family::Family(Scene& in, Rect& at, const char* title, std::string_view right)
    : scene(in), frame(in.frame), page(in.face.widgets), at_(at), title_(title), ground_(ground_of(in.frame, at, title)),
      group_(in.frame.semantics, make_id(title), base::Role::list, tr(title), visible_part(ground_)) {
    inside_ = card(frame, ground_, {.title = tr(title), .right = right}).inset(16, 0);
    columns_ = std::max(static_cast<int>((inside_.w + kGap) / (kLeastColumn + kGap)), 1);
    step_ = std::floor((inside_.w + kGap) / static_cast<float>(columns_) / 4) * 4;
    y_ = inside_.y + kPadding;
    ImGui::PushID(title);
}

Family::~Family() {
    ImGui::PopID();
    end_line();
    const float height = y_ - kGap + kPadding - ground_.y;
    float& known = frame.memory.heights[make_id(title_)];
    if (known != height) {
        known = height;
        frame.animating = true;
    }
    at_.cut_top(height + 16);
}

void Family::end_line() {
    if (used_ > 0) y_ += line_ + kGap;
    used_ = 0;
    line_ = 0;
}

void Family::part(std::string_view title) {
    end_line();
    heading(frame, {inside_.x, y_, inside_.w, kPart}, Type::small_strong, title, 3);
    y_ += kPart;
}

void Family::show(std::string_view state, float width, float height, const std::function<void(NodeId id, Rect box)>& draw) {
    const float wanted = std::max(width, text_width(frame, Type::caption, state));
    const int span = std::clamp(static_cast<int>(std::ceil((wanted + kGap) / step_)), 1, columns_);
    if (used_ + span > columns_) end_line();
    height = on_grid(height);
    Rect box{inside_.x + step_ * static_cast<float>(used_), y_, step_ * static_cast<float>(span) - kGap, kCaption + height};
    if (span == columns_) box.w = inside_.w;
    used_ += span;
    line_ = std::max(line_, box.h);
    ImGui::PushID(++shown_);
    {
        Group specimen(frame.semantics, make_id("specimen"), base::Role::list, state, visible_part(box));
        paint(frame).text(box.cut_top(kCaption - 4), Type::caption, frame.palette.ink.third, state);
        box.cut_top(4);
        draw(make_id("it"), box);
    }
    ImGui::PopID();
}

void draw_widgets(Scene& scene, Rect box) {
    constexpr void (*kFamilies[])(Scene&, Rect&) = {show_buttons, show_links, show_floating, show_focus, show_fields, show_selects, show_days, show_sliders, show_choices, show_chips,
                                                    show_tags, show_signals, show_stages, show_reasons, show_cards, show_notices, show_waiting, show_tables, show_scrolling, show_charts};
    Frame& frame = scene.frame;
    ImGui::PushID("widgets");
    view_header(scene, box, tr("widgets.title"), {});
    paint(frame).fill(box, frame.palette.surface.sunken);
    const ScrollArea area = begin_scroll(frame, make_id("area"), box);
    Rect at = area.content.inset(scene.gutter(), 0);
    at.h = kLongestPage;
    at.w = std::min(at.w, 1120.f);
    at.cut_top(scene.phone() ? 12 : 20);
    choose_look(scene, at);
    for (const auto show : kFamilies) show(scene, at);
    end_scroll(frame, area, at.y + 8);
    ImGui::PopID();
}

}  // namespace ui
