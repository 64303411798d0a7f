#include "ui/face.h"

#include "ui/panels/scene.h"
#include "ui/panels/tour.h"
#include "ui/panels/widgets_parts.h"

#include <imgui_internal.h>

namespace ui {
namespace {

SizeClass size_of(const Theme& theme, float width) {
    if (width < theme.breakpoints.compact) return SizeClass::phone;
    if (width < theme.breakpoints.fold) return SizeClass::compact;
    if (width < theme.breakpoints.wide) return SizeClass::fold;
    return SizeClass::wide;
}

const Palette& palette_of(const Face& face, const app::SettingsView& settings, const Input& input) {
    if (settings.theme == "light") return face.theme.light;
    if (settings.theme == "dark") return face.theme.dark;
    if (settings.theme == "high-contrast" || input.high_contrast) return face.theme.high_contrast;
    return input.dark ? face.theme.dark : face.theme.light;
}

Density density_of(const Face& face, const app::SettingsView& settings, const Input& input, SizeClass size) {
    if (size == SizeClass::phone || input.touch || settings.density == "touch") return face.theme.touch;
    return settings.density == "compact" ? face.theme.compact : face.theme.comfortable;
}

// imgui keeps no look of its own: what it still draws itself (carets, selections) takes our colours.
void prepare_imgui(const Palette& palette, const Fonts& fonts) {
    ImGuiIO& io = ImGui::GetIO();
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    io.ConfigNavCursorVisibleAuto = true;
    io.ConfigInputTextCursorBlink = true;
    io.ConfigNavEscapeClearFocusItem = false;  // Esc closes or clears; the keyboard's place stays
    io.IniFilename = nullptr;
    io.FontDefault = fonts.regular;
    ImGuiContext& g = *ImGui::GetCurrentContext();
    g.ConfigNavWindowingKeyNext = g.ConfigNavWindowingKeyPrev = 0;  // Ctrl+Tab is the browser's
    ImGuiStyle& style = ImGui::GetStyle();
    style.FontSizeBase = 13;
    style.Colors[ImGuiCol_ModalWindowDimBg] = {};  // dialogs draw their own scrim
    style.Colors[ImGuiCol_NavWindowingDimBg] = {};
    style.Colors[ImGuiCol_NavCursor] = {};
    style.Colors[ImGuiCol_Text] = ImGui::ColorConvertU32ToFloat4(palette.ink.first);
    style.MouseCursorScale = 1;
}

std::string title_of_page(const app::ShellView& shell, std::string_view route) {
    std::string view = tr("nav.today");
    if (route.starts_with("/lead")) view = tr("nav.leads");
    if (route.starts_with("/board")) view = tr("nav.board");
    if (route.starts_with("/companies")) view = tr("companies.title");
    if (route.starts_with("/deals")) view = tr("deals.title");
    if (route.starts_with("/import")) view = tr("nav.import");
    if (route.starts_with("/conflicts")) view = tr("conflicts.title");
    if (route.starts_with("/history")) view = tr("nav.history");
    if (route.starts_with("/settings")) view = tr("nav.settings");
    if (route.starts_with("/keys")) view = tr("keys.title");
    if (route.starts_with("/widgets")) view = tr("widgets.title");
    std::string title = tr("page.title", {{"view", view}, {"book", shell.book_name.empty() ? tr("app.name") : shell.book_name}});
    if (shell.today_count > 0) title = "(" + std::to_string(shell.today_count) + ") " + title;
    return title;
}

std::string_view lead_of(std::string_view route) {
    constexpr std::string_view kLead = "/lead/";
    return route.starts_with(kLead) ? route.substr(kLead.size()) : std::string_view();
}

void draw_list(Scene& scene, Rect box, std::string_view lead) {
    if (scene.shows_deals()) return draw_deals(scene, box, lead);
    if (scene.shows_board()) draw_board(scene, box, lead);
    else draw_leads(scene, box, lead);
}

// Of a lead beside the list; 0 where there is none, or no room for it.
float pane_width(const Scene& scene) {
    const Layout& layout = scene.frame.theme.layout;
    const bool beside = scene.size == SizeClass::wide || scene.size == SizeClass::fold;
    return !beside || lead_of(scene.session.route()).empty() ? 0 : scene.size == SizeClass::wide ? layout.lead : layout.lead_min;
}

// The leads list, or the board, with the lead beside it, or over it where there is no room for both.
void draw_leads_and_lead(Scene& scene, Rect box, std::string_view route) {
    const std::string_view lead = lead_of(route);
    if (lead.empty()) return draw_list(scene, box, {});
    if (scene.size == SizeClass::phone || scene.size == SizeClass::compact) {
        scene.face.board.drag = {};  // its board is not there to put the card down
        return draw_lead(scene, box, lead, false);
    }
    const float width = pane_width(scene);
    // The pane slides 24 px in when it opens; from lead to lead it stays.
    const bool fresh = !lead_of(scene.face.last_route).size();
    const NodeId slide = make_id("pane-slide");
    if (fresh) scene.frame.memory.tweens[slide] = {0, 0, scene.frame.milliseconds, 0};
    const float in = animate(scene.frame, slide, 1, scene.frame.theme.motion.pane);
    const Rect pane = box.cut_right(width);
    draw_list(scene, box, lead);
    Rect shown = pane;
    shown.x += std::round(24 * (1 - in));
    draw_lead(scene, shown, lead, true);
}

void draw_view(Scene& scene, Rect box) {
    const ArrowFence fence(scene.phone() ? scene.frame.view : box);
    if (!scene.face.merge.file.empty() && !scene.session.merge_view()) scene.face.merge = {};
    const std::string route = scene.session.route();
    if (!route.starts_with("/lead/")) scene.face.list = route.starts_with("/board") ? "/board" : route.starts_with("/deals") ? "/deals" : "/leads";
    const app::ShellView& shell = scene.session.shell();
    paint(scene.frame).fill(box, scene.frame.palette.surface.pane);
    if (const float bar = as_of_bar_height(scene); bar > 0) draw_as_of_bar(scene, box.cut_top(bar));
    const float notice = save_notice_height(scene, box.w);
    if (notice > 0) draw_save_notice(scene, box.cut_top(notice));
    Group main(scene.frame.semantics, make_id("main"), base::Role::main, title_of_page(shell, route), box);
    if (route.starts_with("/import")) {
        if (scene.session.merge_view()) draw_merge(scene, box);
        else draw_import(scene, box);
    } else if (route.starts_with("/conflicts")) {
        draw_conflicts(scene, box);
    } else if (route.starts_with("/history")) {
        draw_steps(scene, box);
    } else if (route.starts_with("/settings")) {
        draw_settings(scene, box);
    } else if (route.starts_with("/keys")) {
        draw_keys(scene, box);
    } else if (route.starts_with("/widgets")) {
        draw_widgets(scene, box);
    } else if (shell.empty && scene.looks_back()) {
        const std::string detail = tr("as_of.no_leads_detail", {{"date", scene.session.as_of()->date}});
        empty_state(scene.frame, "none-yet", box, {.icon = icon::history, .title = tr("as_of.no_leads"), .detail = detail, .first = {}, .second = {}});
    } else if (shell.empty) {
        draw_welcome(scene, box);
    } else if (scene.shows_leads() || scene.shows_deals()) {
        draw_leads_and_lead(scene, box, route);
    } else if (route.starts_with("/companies")) {
        draw_companies(scene, box);
    } else {
        draw_today(scene, box);
    }
    scene.face.last_route = route;
}

void draw_view_and_tour(Scene& scene, Rect& box) {
    const bool tour = scene.session.tour() != 0;
    const Rect sheet = tour ? begin_tour(scene, box) : Rect{};
    draw_view(scene, box);
    if (tour) draw_tour(scene, box, sheet);
}

void draw_shell(Scene& scene) {
    const Layout& layout = scene.frame.theme.layout;
    Rect box = scene.frame.view;
    if (scene.phone()) {
        const Rect nav = box.cut_bottom(layout.bottom_nav);
        const Rect strip = box.cut_bottom(24);
        draw_view_and_tour(scene, box);
        draw_save_strip(scene, strip);
        draw_bottom_nav(scene, nav);
        draw_toast(scene, box);
    } else {
        const Rect rail = box.cut_left(scene.size == SizeClass::wide ? layout.rail : layout.rail_icons);
        draw_rail(scene, rail);
        draw_view_and_tour(scene, box);
        if (!scene.session.shell().empty) box.cut_right(pane_width(scene));
        draw_toast(scene, box);
    }
}

// Forms of what cannot be done now do not open; the command says why.
void close_forms_of_the_past(Scene& scene) {
    Face& face = scene.face;
    if (!scene.looks_back() || !(face.add_lead.open || face.log.open || face.task.open || face.deal.open || face.set_field.open)) return;
    face.add_lead.open = face.log.open = face.task.open = face.deal.open = face.set_field.open = false;
    scene.frame.run("lead.create", {{"fields", base::Json::object()}});
}

// Rows of another day's book are others.
void note_day(Scene& scene) {
    const app::AsOfView* past = scene.session.as_of();
    const std::optional<base::Day> shown = past && past->shown ? std::optional(past->day) : past ? scene.face.day_seen : std::nullopt;
    if (scene.face.day_seen == shown) return;
    scene.face.day_seen = shown;
    scene.face.selected.clear();
    scene.face.table.cursor = scene.face.table.anchor = -1;
}

// Asked here, what is not open need not be in the first part of the program.
void draw_dialogs(Scene& scene) {
    const Face& face = scene.face;
    close_forms_of_the_past(scene);
    if (face.add_lead.open) draw_add_lead(scene);
    if (face.log.open) draw_log_sheet(scene);
    if (face.task.open) draw_task_dialog(scene);
    if (face.deal.open) draw_deal_dialog(scene);
    if (face.set_field.open) draw_set_field_dialog(scene);
    if (face.lead.field_history) draw_field_history(scene);
    if (scene.session.share_view()) draw_share_dialog(scene);
    if (scene.session.sealed_view()) draw_sealed_dialog(scene);
    if (face.conflict.open) draw_conflict_form(scene);
    if (face.filter_open) draw_filter_dialog(scene);
    if (face.columns_open) draw_columns_dialog(scene);
    if (face.segment.open) draw_segment_dialog(scene);
    if (face.forget.open) draw_forget_dialog(scene);
    if (face.widgets.dialog) draw_widgets_dialog(scene);
    if (face.more) draw_more_sheet(scene);
    if (face.palette.open) draw_palette(scene);
}

// What had the keyboard is gone from the screen: the next Tab begins anew. imgui would look for it in vain, and
// Tab would do nothing for ever.
void release_lost_focus() {
    ImGuiContext& g = *ImGui::GetCurrentContext();
    if (g.NavId != 0 && !g.NavIdIsAlive && !g.NavAnyRequest) ImGui::SetNavCursorVisible(false);
}

}  // namespace

bool any_dialog_open(const Face& face) {
    return face.add_lead.open || face.log.open || face.task.open || face.deal.open || face.set_field.open || face.conflict.open || face.segment.open || face.forget.open || face.share.open || face.sealed.open || face.palette.open || face.filter_open || face.columns_open || face.widgets.dialog || face.more || face.lead.field_history;
}

Output draw(Face& face, app::Session& session, const Input& input) {
    Output output;
    const app::SettingsView& settings = session.settings();
    const Palette& palette = palette_of(face, settings, input);
    const SizeClass size = size_of(face.theme, input.width);
    Frame frame{.theme = face.theme,
                .palette = palette,
                .density = density_of(face, settings, input, size),
                .fonts = face.fonts,
                .semantics = face.semantics,
                .memory = face.memory,
                .view = {input.inset_left, input.inset_top, input.width - input.inset_left - input.inset_right,
                         input.height - input.inset_top - input.inset_bottom},
                .milliseconds = input.milliseconds,
                .reduced_motion = input.reduced_motion,
                .touch = input.touch,
                .mac = input.mac,
                .commands = {}};
    Scene scene{frame, face, session, input, output, size};
    prepare_imgui(palette, face.fonts);
    face.semantics.begin_frame(input.events);
    begin_draft_frame(frame);

    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({input.width, input.height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::Begin("corong", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PopStyleVar(2);
    paint(frame).fill({0, 0, input.width, input.height}, palette.surface.app);
    note_day(scene);
    follow_share(scene);
    handle_shortcuts(scene);
    follow_leads_address(scene);
    face.semantics.set_quiet(any_dialog_open(face));
    draw_shell(scene);
    face.semantics.set_quiet(false);
    draw_dialogs(scene);
    draw_drop_target(scene);
    release_lost_focus();
    ImGui::End();

    end_draft_frame(frame);
    draw_tooltip(frame);
    face.semantics.end_frame(title_of_page(session.shell(), session.route()));
    output.commands = std::move(frame.commands);
    output.animating = frame.animating;
    output.wake_after = frame.wake_after;
    output.keyboard = frame.keyboard;
    output.background = palette.surface.app;
    output.dark = palette.dark;
    return output;
}

std::vector<CommandCall> flush(Face& face) {
    std::vector<CommandCall> commands;
    Draft& draft = face.memory.draft;
    if (draft.id && draft.text != draft.original && !draft.on_leave.id.empty()) {
        draft.on_leave.arguments["value"] = draft.text;
        commands.push_back(draft.on_leave);
        draft.original = draft.text;  // the field may still be typed in when the tab comes back
    }
    return commands;
}

}  // namespace ui
