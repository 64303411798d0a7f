// The command palette: people and commands by a few letters, from anywhere (Ctrl or Cmd K).
#include "ui/panels/scene.h"

#include "base/text.h"

#include <imgui_internal.h>

namespace ui {
namespace {

constexpr float kInput = 52, kFoot = 36, kTop = 112;
constexpr size_t kPeople = 6, kCompanies = 3, kCommands = 9;

struct Row {
    std::string text, detail, key, why_not;
    char32_t icon = 0;
    const app::LeadRow* lead = nullptr;
    std::string command, path;
};

// Letters in their order, not necessarily side by side: "csv" finds "Export as CSV".
bool matches(std::string_view folded, std::string_view typed) {
    size_t at = 0;
    for (const char letter : typed) {
        if (letter == ' ') continue;
        at = folded.find(letter, at);
        if (at == std::string_view::npos) return false;
        ++at;
    }
    return true;
}

// What asks for words first: their forms are the face's.
std::vector<Row> form_rows(Scene& scene) {
    std::vector<Row> rows = {{.text = tr("leads.add"), .detail = {}, .key = "N", .why_not = {}, .icon = icon::user_plus, .command = {}, .path = "add"}};
    if (!scene.session.shell().empty)
        rows.push_back({.text = tr("today.quick_log"), .detail = {}, .key = {}, .why_not = {}, .icon = icon::pencil, .command = {}, .path = "log"});
    return rows;
}

std::vector<Row> command_rows(Scene& scene) {
    std::vector<Row> whole, scattered;
    const std::string typed = base::fold(scene.face.palette.text);
    const auto offer = [&](Row row) {
        const std::string folded = base::fold(row.text);
        if (!matches(folded, typed)) return;
        (base::contains(folded, typed) ? whole : scattered).push_back(std::move(row));
    };
    for (Row& row : form_rows(scene)) offer(std::move(row));
    for (const app::SegmentView& segment : scene.session.segments())
        offer({.text = segment.name, .detail = tr("segment.group"), .key = {}, .why_not = {}, .icon = icon::layers, .command = {}, .path = "/leads" + segment.list});
    for (const app::Command& command : scene.session.commands()) {
        if (!command.in_palette) continue;
        const auto why = scene.session.why_not(command);
        if (why && typed.empty()) continue;  // who asks for it by name is told why not
        offer({.text = app::title_of(command), .detail = {}, .key = command.shortcut, .why_not = why.value_or(std::string()), .icon = icon_named(command.icon), .command = command.id, .path = {}});
    }
    for (Row& row : scattered) whole.push_back(std::move(row));
    if (whole.size() > kCommands) whole.resize(kCommands);
    return whole;
}

std::vector<Row> company_rows(Scene& scene) {
    std::vector<Row> rows;
    for (const app::CompanyRow& company : scene.session.find_companies(scene.face.palette.text, kCompanies))
        rows.push_back({.text = company.sum.name, .detail = tr_count("companies.people_words", company.people), .key = {}, .why_not = {}, .icon = icon::building_2, .command = {}, .path = "/leads" + company.list});
    return rows;
}

// The bytes of `text` that fold to what was typed. Folding may change lengths, so it is tried from
// each letter on; texts here are names and titles.
std::pair<size_t, size_t> matched_part(std::string_view text, const std::string& folded_typed) {
    if (folded_typed.empty()) return {0, 0};
    for (size_t from = 0; from < text.size(); base::next_code_point(text, from)) {
        if (!base::fold(text.substr(from)).starts_with(folded_typed)) continue;
        for (size_t to = from; to < text.size();) {
            base::next_code_point(text, to);
            if (base::fold(text.substr(from, to - from)).size() >= folded_typed.size()) return {from, to};
        }
    }
    return {0, 0};
}

// The letters that matched, on accent.mark.
void draw_matched(Frame& frame, Rect box, std::string_view text, std::string_view typed) {
    Painter painter = paint(frame);
    const auto [from, to] = matched_part(text, base::fold(typed));
    if (to > from) {
        const float before = text_width(frame, Type::body, text.substr(0, from));
        const float width = text_width(frame, Type::body, text.substr(from, to - from));
        painter.fill({box.x + before - 1, box.strip(20).y, width + 2, 20}, frame.palette.accent.mark, frame.theme.radius.extra_small);
    }
    painter.text(box, Type::body, frame.palette.ink.first, text);
}

void draw_keys_of(Frame& frame, Rect& row, std::string_view keys) {
    for (size_t end = keys.size(); end > 0;) {
        const size_t space = keys.find_last_of(" +", end - 1);
        const size_t start = space == std::string_view::npos ? 0 : space + 1;
        const std::string_view cap = keys.substr(start, end - start);
        key_cap(frame, row.cut_right(key_cap_width(frame, cap)), cap);
        row.cut_right(4);
        end = space == std::string_view::npos ? 0 : space;
    }
}

float row_height(const Frame& frame) { return frame.density.touch ? 48 : 36; }

// How many rows fit between the input and the window's end: the list never leaves the screen.
size_t rows_that_fit(const Scene& scene, float top) {
    const float captions = 3 * (28 + 4), foot = scene.frame.touch ? 0 : kFoot;
    const float room = scene.frame.view.h - top - kInput - 8 - captions - 4 - foot - 16;
    return static_cast<size_t>(std::max(room / row_height(scene.frame), 3.f));
}

bool draw_row(Scene& scene, Rect row, const Row& what, NodeId id, bool on) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    const bool enabled = what.why_not.empty();
    const Interaction state = interact(frame, id, row, enabled);
    auto& node = record(frame, id, base::Role::option, what.detail.empty() ? what.text : what.text + ", " + what.detail, row);
    node.selected = on;
    node.enabled = enabled;
    node.description = what.why_not;
    tooltip(frame, state, row, what.why_not);
    Painter painter = paint(frame);
    if (on) painter.fill(row, p.surface.selected, frame.theme.radius.medium);
    else if (state.hovered) painter.fill(row, p.surface.hover, frame.theme.radius.medium);
    Rect inside = row.inset(12, 0);
    if (what.lead) avatar(frame, inside.cut_left(20), what.lead->initials, 20, on);
    else painter.icon(inside.cut_left(20), what.icon ? what.icon : icon::arrow_right, enabled ? p.ink.second : p.ink.disabled, 16);
    inside.cut_left(12);
    if (what.lead) {
        paint_temperature(frame, inside.cut_right(temperature_width(frame, what.lead->score.temperature) + 1), what.lead->score.temperature);
        inside.cut_right(8);
        paint_grade(frame, inside.cut_right(20), what.lead->score.grade);
        inside.cut_right(12);
        if (inside.w > 320) paint_stage(frame, inside.cut_right(stage_width(frame, what.lead->stage) + 1), what.lead->stage);
        inside.cut_right(12);
    } else if (!what.key.empty() && !frame.touch) {
        draw_keys_of(frame, inside, what.key);
    }
    if (enabled) draw_matched(frame, inside, what.text, scene.face.palette.text);
    else painter.text(inside, Type::body, p.ink.disabled, what.text);
    inside.cut_left(text_width(frame, Type::body, what.text) + 8);
    painter.text(inside, Type::small, p.ink.third, what.detail);
    return state.pressed;
}

void choose(Scene& scene, const Row& row) {
    if (!row.why_not.empty()) return;
    if (row.path == "add") scene.face.add_lead = {.open = true};
    else if (row.path == "log") open_log(scene.face, {}, {}, "call");
    else if (!row.path.empty()) scene.go(row.path);
    else scene.frame.run(row.command);
    scene.face.palette.open = false;
}

void draw_foot(Scene& scene, Rect foot) {
    Frame& frame = scene.frame;
    Painter painter = paint(frame);
    painter.fill_corners(foot.inset(1, 0), frame.palette.surface.sunken, frame.theme.radius.extra_large, ImDrawFlags_RoundCornersBottom);
    painter.line_above(foot, frame.palette.line.normal);
    Rect row = foot.inset(20, 0);
    const auto hint = [&](std::initializer_list<std::string_view> caps, const char* key) {
        for (const std::string_view cap : caps) {
            key_cap(frame, row.cut_left(key_cap_width(frame, cap)), cap);
            row.cut_left(4);
        }
        row.cut_left(painter.text(row, Type::small, frame.palette.ink.third, tr(key)) + 16);
    };
    hint({"\u2191", "\u2193"}, "palette.move");
    hint({"Enter"}, "palette.open");
    hint({"Esc"}, "palette.close");
}

int draw_group(Scene& scene, Rect& content, const char* title, const std::vector<Row>& rows, int first) {
    if (rows.empty()) return -1;
    Frame& frame = scene.frame;
    paint(frame).text(content.cut_top(28).inset(20, 0), Type::caption, frame.palette.ink.third, tr(title));
    int pressed = -1;
    for (size_t i = 0; i < rows.size(); ++i) {
        const int index = first + static_cast<int>(i);
        const Rect row = content.cut_top(row_height(frame)).inset(8, 0);
        if (draw_row(scene, row, rows[i], make_id(static_cast<int64_t>(index) + 1), index == scene.face.palette.cursor)) pressed = index;
    }
    content.cut_top(4);
    return pressed;
}

}  // namespace

void draw_palette(Scene& scene) {
    Frame& frame = scene.frame;
    PaletteState& state = scene.face.palette;
    const NodeId id = make_id("palette-dialog");
    Rect content;
    const Dialog look{.title = tr("palette.title"), .detail = {}, .width = frame.theme.layout.palette, .top = scene.phone() ? 24.f : kTop, .bare = true};
    if (!begin_dialog(frame, id, look, state.open, content)) return;
    const NodeId field = make_id("text");
    if (ImGui::IsWindowAppearing()) focus_next(frame, field);
    Rect input = content.cut_top(kInput).inset(20, 0);
    paint(frame).icon(input.cut_left(16), icon::search, frame.palette.ink.second, 16);
    input.cut_left(12);
    // The title step is 16 px here, as the pictures have it; on a phone the touch body is.
    const TextField look_of_field{.label = tr("palette.title"), .placeholder = tr("palette.hint"), .search = true, .look = FieldLook::plain, .type = frame.density.touch ? Type::body : Type::input, .keyboard = Keyboard::search};
    const FieldState typing = text_field(frame, field, input, look_of_field, state.text);
    if (typing.changed) state.cursor = 0;
    paint(frame).fill({content.x, content.y - 1, content.w, 1}, frame.palette.line.normal);

    std::vector<app::LeadRow> found;
    const size_t fit = rows_that_fit(scene, look.top);
    if (!state.text.empty()) found = scene.session.find_leads(state.text, std::min(kPeople, fit - 1));
    std::vector<Row> people;
    for (const app::LeadRow& lead : found) people.push_back({.text = lead.name, .detail = lead.company, .key = {}, .why_not = {}, .lead = &lead, .command = {}, .path = "/lead/" + lead.id});
    std::vector<Row> companies = state.text.empty() ? std::vector<Row>() : company_rows(scene);
    std::vector<Row> commands = command_rows(scene);
    // Where there is little room a command is there all the same.
    companies.resize(std::min(companies.size(), fit - people.size() - 1));
    commands.resize(std::min(commands.size(), fit - people.size() - companies.size()));
    std::vector<const Row*> all;
    for (const std::vector<Row>* group : {&people, &companies, &commands})
        for (const Row& row : *group) all.push_back(&row);
    const int total = static_cast<int>(all.size());

    const auto step = [](ImGuiKey key) { return ImGui::IsKeyPressed(key, true) ? 1 : 0; };
    state.cursor = std::clamp(state.cursor + step(ImGuiKey_DownArrow) - step(ImGuiKey_UpArrow), 0, std::max(total - 1, 0));
    for (const ImGuiKey key : {ImGuiKey_DownArrow, ImGuiKey_UpArrow}) ImGui::SetKeyOwner(key, id);
    int pressed = typing.entered && total > 0 ? state.cursor : -1;
    {
        Group list(frame.semantics, make_id("list"), base::Role::list_box, tr("palette.results"), {content.x, content.y, content.w, 36});
        content.cut_top(8);
        pressed = std::max(pressed, draw_group(scene, content, "palette.people", people, 0));
        pressed = std::max(pressed, draw_group(scene, content, "companies.title", companies, static_cast<int>(people.size())));
        pressed = std::max(pressed, draw_group(scene, content, "palette.commands", commands, total - static_cast<int>(commands.size())));
    }
    if (total == 0) label(frame, content.cut_top(48).inset(20, 0), Type::body, frame.palette.ink.third, tr("palette.nothing"));
    content.cut_top(4);
    if (!frame.touch) draw_foot(scene, content.cut_top(kFoot));
    if (pressed >= 0) choose(scene, *all[static_cast<size_t>(pressed)]);
    end_dialog(frame, id, content);
}

}  // namespace ui
