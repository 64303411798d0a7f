// The rail at the left, the navigation at the bottom of a phone, and the save state that both show.
#include "ui/panels/lead_segments.h"

namespace ui {
namespace {

struct Entry {
    std::string_view path;
    char32_t icon;
    std::string_view key;
};
constexpr Entry kEntries[] = {{"/today", icon::sun, "nav.today"}, {"/leads", icon::list, "nav.leads"}, {"/board", icon::square_kanban, "nav.board"}, {"/companies", icon::building_2, "companies.title"}, {"/deals", icon::handshake, "deals.title"}};
constexpr Entry kImport{"/import", icon::arrow_down_to_line, "nav.import"};
constexpr Entry kConflicts{"/conflicts", icon::git_merge, "nav.conflicts"};
constexpr Entry kHistory{"/history", icon::history, "nav.history"};
constexpr Entry kSettings{"/settings", icon::settings, "nav.settings"};
constexpr float kRailHead = 48, kSaveIcon = 56, kSaveBlock = 72, kBelowSegments = 16 + 20;  // what the rail has below them, beside three entries

bool is_here(const Scene& scene, std::string_view path) {
    const std::string& route = scene.session.route();
    if (path == "/board") return scene.shows_board();
    if (path == "/deals") return scene.shows_deals();
    if (path == "/leads") return route.starts_with("/lead") && !scene.shows_board() && !scene.shows_deals();
    if (path == "/settings") return route.starts_with("/settings") || route.starts_with("/keys") || route.starts_with("/widgets");
    return route.starts_with(path);
}

std::string count_of(Scene& scene, std::string_view path) {
    const app::ShellView& shell = scene.session.shell();
    const int64_t count = path == "/today" ? shell.today_count : path == "/leads" ? shell.leads_open : path == "/conflicts" ? shell.conflicts : 0;
    return count > 0 ? tr_count("count", count) : std::string();
}

struct SaveLook {
    char32_t icon;
    Colour icon_colour, text;
    std::string words, short_words;
};

SaveLook save_look(Scene& scene) {
    using Save = app::ShellView::Save;
    const app::ShellView& shell = scene.session.shell();
    const Palette& p = scene.frame.palette;
    switch (shell.save) {
        case Save::nothing: return {icon::hard_drive, p.ink.second, p.ink.first, tr("save.nothing"), tr("save.short.nothing")};
        case Save::saved: return {icon::circle_check, p.success.solid, p.ink.first, tr("save.saved", {{"time", shell.save_time}}), tr("save.short.saved")};
        case Save::saving: return {icon::repeat, p.ink.second, p.ink.first, tr("save.saving"), tr("save.short.saving")};
        case Save::not_saved: return {icon::circle_alert, p.danger.solid, p.danger.text, tr("save.not_saved"), tr("save.short.not_saved")};
        case Save::read_only: return {icon::eye, p.ink.second, p.ink.first, tr("save.read_only"), tr("save.short.read_only")};
    }
    return {};
}

std::string copy_words(const app::ShellView& shell) {
    if (shell.save == app::ShellView::Save::nothing) return tr("save.stays_here");
    if (shell.last_copy.empty()) return tr("save.no_copy");
    return tr("save.last_copy", {{"when", shell.last_copy}});
}

// Pressed where one is already, a list is the whole one again.
std::string address_of_entry(const Scene& scene, std::string_view path) {
    const std::string& route = scene.session.route();
    const bool again = (path == "/leads" || path == "/board") && route.substr(0, route.find('?')) == path;
    return std::string(path) + (again ? "?" : "");
}

void nav_entry(Scene& scene, Rect row, const Entry& entry) {
    Frame& frame = scene.frame;
    const bool here = is_here(scene, entry.path) && (scene.session.segments().empty() || !shown_segment(scene));
    if (scene.size == SizeClass::wide) {
        if (choice_row(frame, make_id(entry.path), row, entry.icon, tr(entry.key), here, count_of(scene, entry.path), base::Role::link))
            scene.go(address_of_entry(scene, entry.path));
        return;
    }
    const NodeId id = make_id(entry.path);
    const Interaction state = interact(frame, id, row);
    auto& node = record(frame, id, base::Role::link, tr(entry.key), row);
    node.selected = here;
    node.description = count_of(scene, entry.path);
    tooltip(frame, state, row, tr(entry.key));
    Painter painter = paint(frame);
    if (here || state.held) painter.fill(row, frame.palette.surface.pressed, frame.theme.radius.medium);
    else if (state.hovered) painter.fill(row, with_alpha(frame.palette.surface.pressed, 0.6f), frame.theme.radius.medium);
    if (state.focused) painter.focus_inside(row, frame.theme.radius.medium);
    painter.icon(row, entry.icon, here ? frame.palette.ink.first : frame.palette.ink.second, 16);
    if (state.pressed) scene.go(address_of_entry(scene, entry.path));
}

void draw_save_block(Scene& scene, Rect block) {
    Frame& frame = scene.frame;
    const SaveLook look = save_look(scene);
    Painter painter = paint(frame);
    painter.line_above({block.x - 8, block.y, block.w + 15, 1}, frame.palette.line.normal);
    Group status(frame.semantics, make_id("save"), base::Role::status, look.words, visible_part(block));
    if (scene.size != SizeClass::wide) {
        painter.icon({block.x, block.y + 10, block.w, 16}, look.icon, look.icon_colour, 16);
        painter.paragraph({block.x - 6, block.y + 28, block.w + 12, 32}, Type::caption, look.text, look.short_words, Align::middle);
        const Interaction over = interact(frame, make_id("save-tip"), block);
        tooltip(frame, over, block, look.words + ". " + copy_words(scene.session.shell()));
        if (over.pressed) scene.go("/settings");
        record(frame, make_id("save-tip"), base::Role::button, look.words, block);
        return;
    }
    Rect inside = block.inset(8, 0);
    inside.cut_top(10);
    Rect line = inside.cut_top(16);
    painter.icon(line.cut_left(14), look.icon, look.icon_colour, 14);
    line.cut_left(6);
    painter.text(line, Type::small_strong, look.text, look.words);
    inside.cut_left(20);
    const bool old = scene.session.shell().copy_is_old;
    paragraph(frame, inside, Type::small, old ? frame.palette.danger.text : frame.palette.ink.third, copy_words(scene.session.shell()));
}

// As high as a hand needs them, unless the window is too low for all of them.
float rail_row_height(const Scene& scene, float height) {
    constexpr float kFinger = 44, kMouse = 28, kLeast = 24, kBetween = 8 + 16 + 8;
    const auto rows = static_cast<float>(1 + std::size(kEntries) + 3 + 1 + (scene.session.segments().empty() ? 0 : 1));  // search; data; settings
    const bool wide = scene.size == SizeClass::wide;
    const float segments = scene.session.segments().empty() ? 0.f : wide ? 36.f : 8.f;
    const float fixed = kRailHead + kBetween + segments + (wide ? 20 + kSaveBlock : kSaveIcon);
    return std::clamp(std::floor((height - fixed) / rows), kLeast, scene.frame.density.touch ? kFinger : kMouse);
}

}  // namespace

void draw_rail(Scene& scene, Rect box) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    const bool wide = scene.size == SizeClass::wide;
    Painter painter = paint(frame);
    painter.fill(box, p.surface.app);
    painter.line_right(box, p.line.normal);
    Group rail(frame.semantics, make_id("rail"), base::Role::navigation, tr("nav.name"), box);
    const ArrowFence fence(box);
    Rect inside{box.x, box.y, box.w - 1, box.h};
    inside = inside.inset(8, 0);

    Rect head = inside.cut_top(kRailHead);
    if (wide) {
        head.cut_left(8);
        logo(frame, head.cut_left(18));
        head.cut_left(10);
        const std::string& name = scene.session.shell().book_name;
        label(frame, head, Type::strong, p.ink.first, name.empty() ? tr("app.name") : name);
    } else {
        logo(frame, head);
    }
    const float row = rail_row_height(scene, box.h);
    const Rect search = inside.cut_top(row);
    const std::string key = frame.mac ? "\u2318 K" : "Ctrl K";
    if (wide) {
        const NodeId id = make_id("palette");
        const Interaction state = interact(frame, id, search);
        record(frame, id, base::Role::button, tr("nav.search"), search).popup = base::Popup::dialog;
        painter.fill(search, p.surface.raised, frame.theme.radius.medium);
        painter.border(search, state.hovered ? p.line.control : p.line.strong, frame.theme.radius.medium);
        if (state.focused) painter.focus_ring(search, frame.theme.radius.medium);
        Rect words = search.inset(8, 0);
        painter.icon(words.cut_left(16), icon::search, p.ink.second, 16);
        words.cut_left(6);
        key_cap(frame, words.cut_right(key_cap_width(frame, key)), key);
        painter.text(words, Type::small, p.ink.third, tr("nav.search"));
        if (state.pressed) scene.face.palette = {true, {}, 0};
    } else if (icon_button(frame, make_id("palette"), search, ButtonKind::quiet, {.icon = icon::search, .key = key, .name = tr("nav.search")})) {
        scene.face.palette = {true, {}, 0};
    }
    inside.cut_top(8);
    const Rect save = inside.cut_bottom(wide ? kSaveBlock : kSaveIcon);
    inside.cut_bottom(8);
    const Rect settings = inside.cut_bottom(row);
    for (const Entry& entry : kEntries) nav_entry(scene, inside.cut_top(row), entry);
    if (!scene.session.segments().empty()) draw_segments_of_rail(scene, inside, row, kBelowSegments + 3 * row);
    inside.cut_top(16);
    if (wide) painter.text(inside.cut_top(20).inset(8, 0), Type::caption, p.ink.third, tr("nav.data"));
    nav_entry(scene, inside.cut_top(row), kImport);
    nav_entry(scene, inside.cut_top(row), kConflicts);
    nav_entry(scene, inside.cut_top(row), kHistory);

    nav_entry(scene, settings, kSettings);
    draw_save_block(scene, save);
}

void draw_bottom_nav(Scene& scene, Rect box) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    Painter painter = paint(frame);
    // The ground goes on under the home bar.
    painter.fill({0, box.y, scene.input.width, scene.input.height - box.y}, p.surface.app);
    painter.line_above(box, p.line.normal);
    Group nav(frame.semantics, make_id("nav"), base::Role::navigation, tr("nav.name"), box);
    const float width = box.w / 5;
    const auto item = [&](int index, std::string_view name, char32_t glyph, const std::string& text, bool here) {
        const Rect at{box.x + std::round(width * static_cast<float>(index)), box.y, std::round(width), box.h};
        const NodeId id = make_id(name);
        const Interaction state = interact(frame, id, at);
        record(frame, id, name == "log" || name == "more" ? base::Role::button : base::Role::link, text, at).selected = here;
        const Colour ink = here ? p.accent.text : p.ink.second;
        if (state.held) painter.fill(at.inset(4), p.surface.pressed, frame.theme.radius.large);
        if (here) painter.fill({std::round(at.middle_x()) - 28, at.y + 6, 56, 26}, p.surface.selected, 13);
        painter.icon({at.x, at.y + 8, at.w, 22}, glyph, ink, 22);
        painter.text({at.x, at.y + 32, at.w, 16}, Type::caption, ink, text, Align::middle);
        if (state.focused) painter.focus_inside(at.inset(2), frame.theme.radius.large);
        return state.pressed;
    };
    if (item(0, "/today", icon::sun, tr("nav.today"), is_here(scene, "/today"))) scene.go("/today");
    if (item(1, "/leads", icon::list, tr("nav.leads"), is_here(scene, "/leads"))) scene.go(address_of_entry(scene, "/leads"));
    if (item(2, "log", icon::pencil, tr("nav.log"), scene.face.log.open)) {
        const app::LeadView* lead = scene.session.route().starts_with("/lead/") ? scene.session.lead(scene.session.route().substr(6)) : nullptr;
        open_log(scene.face, lead ? std::vector<std::string>{lead->head.id} : std::vector<std::string>{}, lead ? lead->head.name : std::string(), "call");
    }
    if (item(3, "/board", icon::square_kanban, tr("nav.board"), is_here(scene, "/board"))) scene.go("/board");
    const bool elsewhere = is_here(scene, "/companies") || is_here(scene, "/deals") || is_here(scene, "/import") || is_here(scene, "/conflicts") || is_here(scene, "/history") || is_here(scene, "/settings");
    if (item(4, "more", icon::ellipsis, tr("nav.more"), elsewhere || scene.face.more)) scene.face.more = true;
}

void draw_save_strip(Scene& scene, Rect box) {
    Frame& frame = scene.frame;
    const SaveLook look = save_look(scene);
    Painter painter = paint(frame);
    painter.fill(box, frame.palette.surface.app);
    painter.line_above(box, frame.palette.line.subtle);
    Group status(frame.semantics, make_id("save"), base::Role::status, look.words, box);
    Rect inside = box.inset(16, 0);
    painter.icon(inside.cut_left(14), look.icon, look.icon_colour, 14);
    inside.cut_left(6);
    const app::ShellView& shell = scene.session.shell();
    const std::string copy = shell.save == app::ShellView::Save::nothing ? "" : shell.last_copy.empty() ? tr("save.short.no_copy") : tr("save.short.last_copy", {{"when", shell.last_copy}});
    const float words = text_width(frame, Type::caption, look.words), room = inside.w - words - 12;
    if (text_width(frame, Type::caption, copy) <= room) label(frame, inside.cut_right(room), Type::caption, shell.copy_is_old ? frame.palette.danger.text : frame.palette.ink.second, copy, Align::right);
    painter.text(inside, Type::caption, look.text, look.words);
}

namespace {

// `words` holds the text the notice points to.
Notice save_notice(Scene& scene, std::string& words) {
    const app::ShellView& shell = scene.session.shell();
    words = tr("save.not_saved_because", {{"reason", shell.save_reason}});
    if (shell.save == app::ShellView::Save::not_saved && shell.can_edit_here)
        return {.kind = NoticeKind::danger, .text = shell.save_reason, .action = tr("save.edit_here"), .action_icon = icon::pencil, .spoken = true};
    if (shell.save == app::ShellView::Save::not_saved)
        return {.kind = NoticeKind::danger, .text = words, .detail = tr("save.in_memory"), .action = tr("save.export_now"), .action_icon = icon::download, .other = shell.can_save_again ? tr("save.try_again") : std::string_view(), .other_icon = icon::refresh_cw, .spoken = true};
    if (shell.save == app::ShellView::Save::read_only)
        return {.kind = NoticeKind::info, .text = shell.save_reason, .action = shell.can_edit_here ? tr("save.edit_here") : std::string_view(), .action_icon = icon::pencil};
    return {};
}

}  // namespace

float save_notice_height(Scene& scene, float width) {
    std::string words;
    const Notice what = save_notice(scene, words);
    if (what.text.empty()) return 0;
    return 16 + notice_height(scene.frame, width - 32, what);
}

void draw_save_notice(Scene& scene, Rect box) {
    std::string words;
    const Notice what = save_notice(scene, words);
    const Rect at{box.x + 16, box.y + 8, box.w - 32, box.h - 16};
    const NoticePressed pressed = press_notice(scene.frame, make_id("save-notice"), at, what);
    if (pressed == NoticePressed::other) scene.frame.run("storage.save");
    if (pressed == NoticePressed::action) scene.frame.run(scene.session.shell().can_edit_here ? "edit_here" : "export.snapshot");
}

void draw_more_sheet(Scene& scene) {
    Rect content;
    const NodeId id = make_id("more-sheet");
    if (!begin_dialog(scene.frame, id, {.title = tr("nav.more")}, scene.face.more, content)) return;
    const auto row = [&](std::string_view name, char32_t glyph, const std::string& text, const std::string& count = {}) {
        return choice_row(scene.frame, make_id(name), content.cut_top(48), glyph, text, false, count, base::Role::link);
    };
    std::string to;
    if (row("search", icon::search, tr("nav.search"))) {
        scene.face.more = false;
        scene.face.palette = {true, {}, 0};
    }
    if (row("companies", icon::building_2, tr("companies.title"))) to = "/companies";
    if (row("deals", icon::handshake, tr("deals.title"))) to = "/deals";
    if (row("import", icon::arrow_down_to_line, tr("nav.import"))) to = "/import";
    if (row("conflicts", icon::git_merge, tr("nav.conflicts"), count_of(scene, "/conflicts"))) to = "/conflicts";
    if (row("history", icon::history, tr("nav.history"))) to = "/history";
    if (row("settings", icon::settings, tr("nav.settings"))) to = "/settings";
    if (row("keys", icon::keyboard, tr("keys.title"))) to = "/keys";
    content.cut_top(8);
    paragraph(scene.frame, content.cut_top(40), Type::small, scene.frame.palette.ink.third, copy_words(scene.session.shell()));
    content.cut_top(8);
    if (!to.empty()) {
        scene.go(to);
        scene.face.more = false;
    }
    end_dialog(scene.frame, id, content);
}

}  // namespace ui
