// Short forms: adding a lead, logging what happened. Dialogs on a desk, sheets from below on a phone.
#include "ui/panels/board_parts.h"
#include "ui/panels/day_field.h"

namespace ui {
namespace {

struct FormLine {
    std::string_view key;
    std::string AddLeadForm::*text;
    Keyboard keyboard;
};
constexpr FormLine kLines[] = {{"name", &AddLeadForm::name, Keyboard::text},
                           {"company", &AddLeadForm::company, Keyboard::text},
                           {"role", &AddLeadForm::role, Keyboard::text},
                           {"phone", &AddLeadForm::phone, Keyboard::phone},
                           {"email", &AddLeadForm::email, Keyboard::email}};

bool is_enough(const AddLeadForm& form) {
    return !form.name.empty() || !form.company.empty() || !form.phone.empty() || !form.email.empty();
}

void save_lead(Scene& scene) {
    AddLeadForm& form = scene.face.add_lead;
    form.tried = true;
    if (!is_enough(form)) return;
    base::Json fields = base::Json::object();
    for (const FormLine& line : kLines)
        if (!(form.*line.text).empty()) fields[std::string(line.key)] = form.*line.text;
    scene.frame.run("lead.create", {{"fields", fields}});
    if (scene.session.shell().empty) scene.go(scene.face.list);  // the first one: the list there is now
    form.open = false;
}

}  // namespace

void draw_add_lead(Scene& scene) {
    Frame& frame = scene.frame;
    AddLeadForm& form = scene.face.add_lead;
    const NodeId id = make_id("add-lead");
    Rect content;
    if (!begin_dialog(frame, id, {.title = tr("add_lead.title"), .width = 480}, form.open, content)) return;
    if (ImGui::IsWindowAppearing()) focus_next(frame, make_id("name"));
    bool entered = false;
    const bool nothing = form.tried && !is_enough(form);
    for (const FormLine& line : kLines) {
        const std::string key = "field." + std::string(line.key);
        const TextField field{.label = tr(key), .show_label = true, .error = nothing && line.key == "name" ? tr("add_lead.nothing") : std::string_view(), .keyboard = line.keyboard};
        const FieldState state = text_field(frame, make_id(line.key), content.cut_top(field_height(frame, field, content.w)), field, form.*line.text);
        entered |= state.entered;
        content.cut_top(12);
    }
    content.cut_top(8);
    Rect row = content.cut_top(button_height(frame));
    if (button_from_right(frame, row, "save", ButtonKind::primary, {.text = tr("add_lead.save")}) || entered) save_lead(scene);
    if (button_from_right(frame, row, "cancel", ButtonKind::quiet, {.text = tr("dialog.cancel")})) form.open = false;
    content.cut_top(20);
    end_dialog(frame, id, content);
}

// --- what happened -------------------------------------------------------------------------------------

namespace {

// For whom: found by typing a name, when the sheet was opened from nowhere in particular.
void draw_lead_search(Scene& scene, Rect& content) {
    Frame& frame = scene.frame;
    LogForm& form = scene.face.log;
    const NodeId field = make_id("who");
    if (ImGui::IsWindowAppearing()) focus_next(frame, field);
    text_field(frame, field, content.cut_top(frame.density.control), {.label = tr("log.who"), .placeholder = tr("log.who"), .icon = icon::search, .search = true, .keyboard = Keyboard::search}, form.who);
    content.cut_top(4);
    const auto found = scene.session.find_leads(form.who, 5);
    for (const app::LeadRow& row : found) {
        const std::string text = join_names(row.name, row.company);
        if (choice_row(frame, make_id(row.id), content.cut_top(frame.density.touch ? 44 : 32), icon::user, text, false, {}, base::Role::button)) {
            form.leads = {row.id};
            form.who = row.name;
        }
    }
    if (found.empty()) label(frame, content.cut_top(32), Type::small, frame.palette.ink.third, tr("log.nobody"));
    content.cut_top(16);
}

void draw_types(Scene& scene, Rect& content) {
    Frame& frame = scene.frame;
    LogForm& form = scene.face.log;
    constexpr size_t kTiles = 6;
    const float height = frame.density.touch ? 52 : 36;
    Options others;
    size_t shown = 0;
    Rect row;
    const float half = std::floor((content.w - 8) / 2);
    for (const auto& type : scene.session.activity_types()) {
        if (!type.common || shown == kTiles) {
            others.emplace_back(type.id, type.label);
            continue;
        }
        if (shown % 2 == 0) row = content.cut_top(height);
        const Rect at{row.x + (shown % 2 ? half + 8 : 0), row.y, half, row.h};
        if (tile(frame, make_id(type.id), at, icon_named(type.icon), type.label, form.type == type.id)) form.type = type.id;
        if (shown % 2 == 1) content.cut_top(8);
        ++shown;
    }
    if (shown % 2 == 1) content.cut_top(8);
    if (others.empty()) return;
    if (auto picked = select(frame, make_id("others"), content.cut_top(frame.density.control), {.label = tr("log.other"), .placeholder = tr("log.other")}, others, form.type)) form.type = *picked;
    content.cut_top(16);
}

// True when Enter ended it.
bool draw_next_step(Scene& scene, Rect& content) {
    Frame& frame = scene.frame;
    LogForm& form = scene.face.log;
    label(frame, content.cut_top(24), Type::small, frame.palette.ink.second, tr("log.next"));
    Rect row = content.cut_top(frame.density.touch ? 44 : 32);
    const float third = std::floor((row.w - 16) / 3);
    for (const auto& [value, key] : {std::pair{"", "log.next_none"}, std::pair{"1", "log.next_tomorrow"}, std::pair{"3", "log.next_in_3_days"}}) {
        const bool chosen = form.next == value && (form.next.empty() || !is_day_typed(form.next_day));
        if (tile(frame, make_id(key), row.cut_left(third), 0, tr(key), chosen)) form.next = value, form.next_day.clear();
        row.cut_left(8);
    }
    content.cut_top(8);
    if (form.next.empty()) return false;
    text_field(frame, make_id("next-title"), content.cut_top(frame.density.control), {.label = tr("task.what"), .placeholder = tr("log.next_hint")}, form.next_title);
    content.cut_top(8);
    return day_field(scene, make_id("next-day"), content, form.next_day);
}

// A day that was typed and cannot be read: nothing is saved with another one.
bool is_day_missing(Scene& scene, const LogForm& form, bool asks_until) { return (!form.next.empty() && is_no_day(scene, form.next_day)) || (asks_until && is_no_day(scene, form.until_day)); }

void save_log(Scene& scene) {
    LogForm& form = scene.face.log;
    for (const std::string& lead : form.leads) {
        const app::StageMove* move = form.stage.empty() ? nullptr : move_of_log(scene);
        const app::MoveChoice* choice = move ? chosen_of(*move, form.type) : nullptr;
        base::Json arguments = {{"lead", lead}, {"type", form.type}};
        if (!form.note.empty()) arguments["note"] = form.note;
        if (choice) save_move(scene, lead, *move, *choice);
        else scene.frame.run("activity.log", arguments);
        if (form.leads.size() == 1) scene.face.notes.erase(lead);
        if (form.next.empty()) continue;
        const base::Day due = day_of_field(scene, form.next_day).value_or(scene.input.today + (form.next == "1" ? 1 : 3));
        scene.frame.run("task.add", {{"lead", lead}, {"title", form.next_title.empty() ? tr("log.next_hint") : form.next_title}, {"due", day_text(due)}});
    }
    form.open = false;
}

}  // namespace

void draw_log_sheet(Scene& scene) {
    Frame& frame = scene.frame;
    LogForm& form = scene.face.log;
    const NodeId id = make_id("log-sheet");
    Rect content;
    const app::StageMove* move = form.open && !form.stage.empty() ? move_of_log(scene) : nullptr;
    if (form.open && !move && !form.stage.empty()) {  // they have come there meanwhile, or gone elsewhere
        form.stage.clear();
        form.type.clear();  // what led there is no answer any more, and any other would be a guess
    }
    const std::string detail = form.leads.empty() ? std::string() : move ? tr("board.moving", {{"name", form.who}, {"stage", move->mark.name}}) : form.who;
    if (!begin_dialog(frame, id, {.title = tr("log.title"), .detail = detail, .width = 440}, form.open, content)) return;
    if (form.leads.empty()) draw_lead_search(scene, content);
    if (form.type.empty()) draw_move_gone(frame, content);
    const app::MoveChoice* choice = move ? chosen_of(*move, form.type) : nullptr;
    if (move) draw_move_choices(scene, content, *move);
    else draw_types(scene, content);
    const std::string& asked = choice && choice->asks_reason ? tr("log.reason") : tr("log.note");
    const TextField note{.label = asked, .placeholder = asked};
    const FieldState state = text_field(frame, make_id("note"), content.cut_top(frame.density.control), note, form.note);
    content.cut_top(12);
    const bool asks_until = choice && choice->id == "defer";
    bool entered = state.entered;
    if (asks_until) entered |= draw_until(scene, content);
    entered |= draw_next_step(scene, content);
    content.cut_top(12);
    Rect row = content.cut_top(frame.density.touch ? 48 : button_height(frame));
    const bool unreadable = is_day_missing(scene, form, asks_until);
    const bool ready = !form.leads.empty() && !form.type.empty() && !unreadable;
    const std::string_view lacks = ready ? std::string_view() : form.leads.empty() ? tr("log.choose_first") : unreadable ? tr("day.unreadable") : tr("board.choose_what");
    const Button save{.text = tr("log.save"), .tip = lacks, .enabled = ready};
    bool pressed = false;
    if (scene.phone()) {
        pressed = button(frame, make_id("save"), row, ButtonKind::primary, save, ButtonSize::large);
    } else {
        pressed = button_from_right(frame, row, "save", ButtonKind::primary, save);
        if (button_from_right(frame, row, "cancel", ButtonKind::quiet, {.text = tr("dialog.cancel")})) form.open = false;
    }
    if (ready && (pressed || entered)) save_log(scene);
    content.cut_top(scene.phone() ? 28 : 20);
    end_dialog(frame, id, content);
}

}  // namespace ui
