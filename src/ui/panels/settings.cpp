// Settings: appearance, language, reminders, storage and backup (settings_storage.cpp), about. Each choice is one command at once.
#include "ui/panels/setting_rows.h"

namespace ui {
namespace {

constexpr float kLongestPage = 32'768;

struct Page {
    std::string_view id;
    char32_t icon;
    const char* key;
};
constexpr Page kPages[] = {{"appearance", icon::sun, "settings.appearance"},
                           {"language", icon::languages, "settings.language"},
                           {"reminders", icon::bell, "settings.reminders"},
                           {"storage", icon::hard_drive, "settings.storage"},
                           {"about", icon::info, "settings.about"}};

void draw_appearance(Scene& scene, Rect& at, const app::SettingsView& settings) {
    page_title(scene, at, "settings.appearance", "settings.appearance_detail");
    Rect body = begin_card(scene, at, "appearance-card");
    constexpr std::pair<const char*, const char*> kThemes[] = {{"system", "theme.system"}, {"light", "theme.light"}, {"dark", "theme.dark"}, {"high-contrast", "theme.high_contrast"}};
    choice_segments(scene, body, "settings.theme", "settings.theme_detail", "theme", settings.theme, kThemes, false);
    constexpr std::pair<const char*, const char*> kDensities[] = {{"compact", "density.compact"}, {"comfortable", "density.comfortable"}, {"touch", "density.touch"}};
    choice_segments(scene, body, "settings.density", "settings.density_detail", "density", settings.density, kDensities, true);
    end_card(scene, at, "appearance-card", body);
}

void draw_language(Scene& scene, Rect& at, const app::SettingsView& settings) {
    page_title(scene, at, "settings.language", "settings.language_detail");
    Rect body = begin_card(scene, at, "language-card");
    const Rect box = setting_row(scene, body, tr("settings.language_of"), tr("settings.language_of_detail"), 180, true);
    if (auto picked = select(scene.frame, make_id("language"), box, {.label = tr("settings.language_of")}, settings.languages, settings.language)) set_setting(scene, "language", *picked);
    end_card(scene, at, "language-card", body);
}

void draw_reminders(Scene& scene, Rect& at) {
    page_title(scene, at, "settings.reminders", "settings.reminders_detail");
    const app::RemindersView reminders = scene.session.reminders();
    Rect body = begin_card(scene, at, "reminders-card");
    if (toggle_row(scene, body, "due", tr("reminders.title"), reminders.detail, reminders.on, reminders.why_not, true)) set_setting(scene, "notifications", reminders.on ? "off" : "on");
    end_card(scene, at, "reminders-card", body);
}

void draw_about(Scene& scene, Rect& at, const app::SettingsView& settings) {
    page_title(scene, at, "settings.about", "settings.about_detail");
    Rect body = begin_card(scene, at, "about-card");
    value_row(scene, body, tr("settings.version"), tr("settings.version_detail"), settings.version, false);
    const Button keys{.text = tr("settings.show_keys"), .icon = icon::keyboard};
    if (button(scene.frame, make_id("keys"), setting_row(scene, body, tr("keys.title"), tr("settings.keys_detail"), button_width(scene.frame, keys), false), ButtonKind::secondary, keys)) scene.go("/keys");
    const std::string why_not = why_not_run(scene, "tour.start");
    const Button tour{.text = tr("tour.offer"), .icon = icon::circle_help, .tip = why_not, .enabled = why_not.empty()};
    if (button_row(scene, body, "tour", tr("tour.name"), tr("tour.about"), tour, true)) scene.frame.run("tour.start");
    end_card(scene, at, "about-card", body);
}

void open_page(Scene& scene, const Page& page) {
    scene.face.settings_page = page.id;
    scene.go("/settings/" + std::string(page.id));
}

void draw_pages(Scene& scene, Rect& box) {
    Frame& frame = scene.frame;
    const std::string& page = scene.face.settings_page;
    if (box.w < 640) {  // side by side they have no room in any language
        std::vector<std::pair<std::string, std::string>> names;
        for (const Page& one : kPages) names.emplace_back(one.id, tr(one.key));
        const Rect at = box.cut_top(frame.density.control + 16).inset(scene.gutter(), 4);
        const auto picked = select(frame, make_id("pages"), at, {.label = tr("settings.title")}, names, page);
        for (const Page& one : kPages)
            if (picked == one.id) open_page(scene, one);
        return;
    }
    Rect side = box.cut_left(208);
    paint(frame).line_right(side, frame.palette.line.subtle);
    Group tabs(frame.semantics, make_id("pages"), base::Role::tab_list, tr("settings.title"), side);
    side = side.inset(12, 16);
    for (const Page& one : kPages)
        if (choice_row(frame, make_id(one.id), side.cut_top(28), one.icon, tr(one.key), page == one.id)) open_page(scene, one);
}

// "/settings/storage" leads to that page; "/settings" to the one that was open last.
void follow_route(Scene& scene) {
    constexpr std::string_view kPage = "/settings/";
    const std::string& route = scene.session.route();
    if (route == scene.face.last_route || !route.starts_with(kPage)) return;
    for (const Page& one : kPages)
        if (route.substr(kPage.size()) == one.id) scene.face.settings_page = one.id;
}

}  // namespace

void draw_settings(Scene& scene, Rect box) {
    Frame& frame = scene.frame;
    follow_route(scene);
    ImGui::PushID("settings");
    const app::SettingsView& settings = scene.session.settings();
    view_header(scene, box, tr("settings.title"), {});
    draw_pages(scene, box);
    const ScrollArea area = begin_scroll(frame, make_id("area"), box);
    Rect at = area.content.inset(scene.gutter(), 0);
    at.h = kLongestPage;
    at.w = std::min(at.w, 720.f);
    at.cut_top(scene.phone() ? 12 : 20);
    const std::string& page = scene.face.settings_page;
    if (page == "language") draw_language(scene, at, settings);
    else if (page == "reminders") draw_reminders(scene, at);
    else if (page == "storage") draw_storage_page(scene, at);
    else if (page == "about") draw_about(scene, at, settings);
    else draw_appearance(scene, at, settings);
    end_scroll(frame, area, at.y);
    ImGui::PopID();
}

}  // namespace ui
