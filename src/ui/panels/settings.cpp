// Settings: appearance, language, storage and backup, about. Each choice is one command at once.
#include "ui/panels/scene.h"

namespace ui {
namespace {

struct Page {
    std::string_view id;
    char32_t icon;
    const char* key;
    const char* short_key;  // where the pages stand side by side
};
constexpr Page kPages[] = {{"appearance", icon::sun, "settings.appearance", "settings.short.appearance"},
                           {"language", icon::languages, "settings.language", "settings.short.language"},
                           {"storage", icon::hard_drive, "settings.storage", "settings.short.storage"},
                           {"about", icon::info, "settings.about", "settings.short.about"}};

void set(Scene& scene, std::string_view key, std::string_view value) {
    scene.frame.run("settings.set", {{"key", key}, {"value", value}});
}

// A card's row: strong line, grey line, and room for something at the right.
Rect setting_row(Scene& scene, Rect& body, const std::string& title, const std::string& detail, float right, bool last) {
    Frame& frame = scene.frame;
    const bool stacked = scene.phone() && right > 120;
    const float words_width = stacked ? body.w - 32 : body.w - 32 - right - 16;
    const float detail_height = detail.empty() ? 0 : paragraph_height(frame, words_width, Type::small, detail);
    const float words = line_height(frame, Type::strong) + detail_height;
    Rect row = body.cut_top(words + 18 + (stacked ? frame.density.control + 8 : 0));
    if (!last) paint(frame).line_below(row.inset(1, 0), frame.palette.line.subtle);
    Rect inside = row.inset(16, 9);
    Rect at;
    if (stacked) at = inside.cut_bottom(frame.density.control);
    else {
        at = inside.cut_right(right);
        inside.cut_right(16);
    }
    label(frame, inside.cut_top(line_height(frame, Type::strong)), Type::strong, frame.palette.ink.first, title);
    if (!detail.empty()) paragraph(frame, {inside.x, inside.y, words_width, detail_height}, Type::small, frame.palette.ink.second, detail);
    return at;
}

void page_title(Scene& scene, Rect& at, const char* key, const char* detail) {
    Frame& frame = scene.frame;
    if (!scene.phone()) heading(frame, at.cut_top(28), Type::display, tr(key), 2);
    at.cut_top(paragraph(frame, at, Type::body, frame.palette.ink.second, tr(detail)) + 20);
}

// Cards know their height only after their rows are drawn: the ground is what it was last frame.
Rect begin_card(Scene& scene, Rect& at, std::string_view id) {
    const float height = scene.frame.memory.heights.try_emplace(make_id(id), 120.f).first->second;
    const Rect box{at.x, at.y, at.w, height};
    card_ground(scene.frame, box);
    return {at.x, at.y, at.w, 4096};
}

void end_card(Scene& scene, Rect& at, std::string_view id, const Rect& body) {
    const float used = body.y - at.y;
    float& known = scene.frame.memory.heights[make_id(id)];
    if (known != used) {
        known = used;
        scene.frame.animating = true;
    }
    at.cut_top(used + 24);
}

template <size_t N>
void choice_segments(Scene& scene, Rect& body, const char* title, const char* detail, std::string_view key, const std::string& value, const std::pair<const char*, const char*> (&choices)[N], bool last) {
    std::vector<Segment> items;
    int chosen = 0;
    for (size_t i = 0; i < N; ++i) {
        items.push_back({.text = tr(choices[i].second)});
        if (value == choices[i].first) chosen = static_cast<int>(i);
    }
    const float width = segments_width(scene.frame, items);
    const Rect at = setting_row(scene, body, tr(title), tr(detail), width, last);
    const int picked = segments(scene.frame, key, at, tr(title), items, chosen);
    if (picked >= 0) set(scene, key, choices[picked].first);
}

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
    if (auto picked = select(scene.frame, make_id("language"), box, {.label = tr("settings.language_of")}, settings.languages, settings.language)) set(scene, "language", *picked);
    end_card(scene, at, "language-card", body);
}

void value_row(Scene& scene, Rect& body, const std::string& title, const std::string& detail, const std::string& value, bool last) {
    const float width = std::min(text_width(scene.frame, Type::body, value) + 1, scene.phone() ? body.w - 32 : body.w * 0.5f);
    const Rect at = setting_row(scene, body, title, detail, width, last);
    // On a phone a long value stands under its words.
    const bool under = scene.phone() && width > 120;
    // A number is never cut: a long one is written smaller.
    const Type type = text_width(scene.frame, Type::body, value) > at.w + 0.5f ? Type::small : Type::body;
    label(scene.frame, at, type, scene.frame.palette.ink.first, value, under ? Align::left : Align::right);
}

void tag_row(Scene& scene, Rect& body, const std::string& title, const std::string& detail, TagTone tone, const std::string& text, char32_t glyph) {
    const float width = tag_width(scene.frame, text, true);
    tag(scene.frame, setting_row(scene, body, title, detail, width, false), tone, text, glyph);
}

void draw_save_row(Scene& scene, Rect& body, const app::ShellView& shell) {
    using Save = app::ShellView::Save;
    switch (shell.save) {
        case Save::nothing: return tag_row(scene, body, tr("save.nothing"), tr("save.stays_here"), TagTone::neutral, tr("save.short.nothing"), icon::minus);
        case Save::saved: return tag_row(scene, body, tr("settings.saved"), tr("settings.saved_detail", {{"time", shell.save_time}}), TagTone::success, tr("save.short.saved"), icon::check);
        case Save::saving: return tag_row(scene, body, tr("save.saving"), tr("settings.saving_detail"), TagTone::neutral, tr("save.short.saving"), icon::repeat);
        case Save::not_saved: return tag_row(scene, body, tr("save.not_saved"), shell.save_reason, TagTone::danger, tr("save.short.not_saved"), icon::circle_alert);
        case Save::read_only: return tag_row(scene, body, tr("save.read_only"), shell.save_reason, TagTone::neutral, tr("save.short.read_only"), icon::eye);
    }
}

void draw_storage(Scene& scene, Rect& at, const app::SettingsView& settings) {
    Frame& frame = scene.frame;
    const app::ShellView& shell = scene.session.shell();
    page_title(scene, at, "settings.storage", "settings.storage_detail");
    if (!shell.empty) {
        const bool never = shell.last_copy.empty();
        const std::string text = never ? tr("settings.no_copy") : tr_count("settings.last_copy", shell.edits_since_copy, {{"when", shell.last_copy}});
        const Notice copy{.kind = never || shell.copy_is_old ? NoticeKind::warning : NoticeKind::info, .text = text, .detail = tr("settings.copy_detail"), .action = tr("save.export_now"), .action_icon = icon::download};
        if (notice(frame, make_id("copy"), at.cut_top(notice_height(frame, at.w, copy)), copy)) frame.run("export.snapshot");
        at.cut_top(24);
    }
    Rect body = begin_card(scene, at, "storage-card");
    draw_save_row(scene, body, shell);
    tag_row(scene, body, tr("settings.kept"), tr(settings.kept ? "settings.kept_yes" : "settings.kept_no"), settings.kept ? TagTone::success : TagTone::warning, tr(settings.kept ? "value.yes" : "value.no"), settings.kept ? icon::check : icon::minus);
    const std::string leads = tr_count("settings.leads", settings.leads), activities = tr_count("settings.activities", settings.activities);
    value_row(scene, body, tr("settings.space"), join_names(leads, activities), settings.space_used, false);
    value_row(scene, body, tr("settings.fingerprint"), tr("settings.fingerprint_detail"), scene.session.shown_fingerprint(), true);
    end_card(scene, at, "storage-card", body);

    body = begin_card(scene, at, "copies-card");
    const Button snapshot{.text = tr("settings.export"), .icon = icon::download, .tip = shell.empty ? tr("settings.nothing_to_export") : std::string_view(), .enabled = !shell.empty};
    const Button sheet{.text = tr("settings.export"), .icon = icon::download, .tip = snapshot.tip, .enabled = !shell.empty};
    const Button share{.text = tr("settings.share_button"), .icon = icon::share_2, .tip = snapshot.tip, .enabled = !shell.empty};
    const Button open{.text = tr("settings.open_file"), .icon = icon::upload};
    if (button(frame, make_id("snapshot"), setting_row(scene, body, tr("settings.snapshot"), tr("settings.snapshot_detail"), button_width(frame, snapshot), false), ButtonKind::secondary, snapshot)) frame.run("export.snapshot");
    if (button(frame, make_id("share"), setting_row(scene, body, tr("settings.share"), tr("settings.share_detail"), button_width(frame, share), false), ButtonKind::secondary, share)) frame.run("share.open");
    if (button(frame, make_id("sheet"), setting_row(scene, body, tr("settings.csv"), tr("settings.csv_detail"), button_width(frame, sheet), false), ButtonKind::secondary, sheet)) frame.run("export.csv");
    if (button(frame, make_id("open"), setting_row(scene, body, tr("settings.open"), tr("settings.open_detail"), button_width(frame, open), true), ButtonKind::secondary, open)) frame.run("file.open");
    end_card(scene, at, "copies-card", body);
}

void draw_about(Scene& scene, Rect& at, const app::SettingsView& settings) {
    page_title(scene, at, "settings.about", "settings.about_detail");
    Rect body = begin_card(scene, at, "about-card");
    value_row(scene, body, tr("settings.version"), tr("settings.version_detail"), settings.version, false);
    const Button keys{.text = tr("settings.show_keys"), .icon = icon::keyboard};
    if (button(scene.frame, make_id("keys"), setting_row(scene, body, tr("keys.title"), tr("settings.keys_detail"), button_width(scene.frame, keys), true), ButtonKind::secondary, keys)) scene.go("/keys");
    end_card(scene, at, "about-card", body);
}

void draw_pages(Scene& scene, Rect& box) {
    Frame& frame = scene.frame;
    std::string& page = scene.face.settings_page;
    if (box.w < 640) {
        std::vector<Segment> items;
        int chosen = 0;
        for (const Page& one : kPages) {
            if (one.id == page) chosen = static_cast<int>(items.size());
            items.push_back({.text = tr(one.short_key)});
        }
        const int picked = segments(frame, "pages", box.cut_top(frame.density.control + 16).inset(scene.gutter(), 4), tr("settings.title"), items, chosen);
        if (picked >= 0) page = kPages[picked].id;
        return;
    }
    Rect side = box.cut_left(208);
    paint(frame).line_right(side, frame.palette.line.subtle);
    Group tabs(frame.semantics, make_id("pages"), base::Role::tab_list, tr("settings.title"), side);
    side = side.inset(12, 16);
    for (const Page& one : kPages)
        if (choice_row(frame, make_id(one.id), side.cut_top(28), one.icon, tr(one.key), page == one.id)) page = one.id;
}

}  // namespace

void draw_settings(Scene& scene, Rect box) {
    Frame& frame = scene.frame;
    ImGui::PushID("settings");
    const app::SettingsView& settings = scene.session.settings();
    view_header(scene, box, tr("settings.title"), {});
    draw_pages(scene, box);
    const ScrollArea area = begin_scroll(frame, make_id("area"), box);
    Rect at = area.content.inset(scene.gutter(), 0);
    at.h = 4096;
    at.w = std::min(at.w, 720.f);
    at.cut_top(scene.phone() ? 12 : 20);
    const std::string& page = scene.face.settings_page;
    if (page == "language") draw_language(scene, at, settings);
    else if (page == "storage") draw_storage(scene, at, settings);
    else if (page == "about") draw_about(scene, at, settings);
    else draw_appearance(scene, at, settings);
    end_scroll(frame, area, at.y);
    ImGui::PopID();
}

}  // namespace ui
