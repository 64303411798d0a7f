// A deal that is opened, changed, won or lost: one form, of which each asks what it needs.
#include "app/field_values.h"
#include "base/text.h"
#include "ui/panels/day_field.h"
#include "ui/panels/deals.h"

#include <iterator>

namespace ui {
namespace {

using What = DealForm::What;

struct Words {
    const char *title, *save;
};
Words words_of_deal_form(What what) {
    switch (what) {
        case What::open: return {"deal_form.open", "deal_form.open_save"};
        case What::change: return {"deal_form.change", "deal_form.change_save"};
        case What::win: return {"deal_form.win", "deal_form.win_save"};
        case What::lose: return {"deal_form.lose", "deal_form.lose_save"};
    }
    return {};
}

constexpr const char* kReasons[] = {"deal_form.reason.price", "deal_form.reason.other", "deal_form.reason.budget", "deal_form.reason.silent"};

bool is_no_value(Scene& scene, const std::string& typed) {
    if (base::trim(typed).empty()) return false;
    const auto value = app::value_of(*domain::built_in_field(domain::TableKind::deals, "value"), typed, {.today = scene.input.today});
    const auto* money = value ? std::get_if<base::Money>(&*value) : nullptr;
    return !money || money->minor < 0;
}

bool ends_deal(const DealForm& form) { return form.what == What::win || form.what == What::lose; }

// What the command would refuse: the form stays, with all that was typed into it.
std::string_view why_not_saved(Scene& scene, const DealForm& form) {
    if (is_no_day(scene, form.day)) return tr("day.unreadable");
    if (form.what != What::lose && is_no_value(scene, form.value)) return tr("deal_form.value_unreadable");
    const auto day = ends_deal(form) ? day_of_field(scene, form.day) : std::nullopt;
    if (day && *day > scene.input.today) return tr("refused.deal.future");
    if (day && !form.before.opened.empty() && day_text(*day) < form.before.opened) return tr("refused.deal.before_opened");
    return {};
}

bool deal_form_field(Scene& scene, Rect& content, const char* name, TextField look, std::string& text) {
    look.show_label = true;
    const FieldState state = text_field(scene.frame, make_id(name), content.cut_top(field_height(scene.frame, look, content.w)), look, text);
    content.cut_top(12);
    return state.entered;
}

bool draw_deal_value(Scene& scene, Rect& content, DealForm& form) {
    const std::string_view error = is_no_value(scene, form.value) ? std::string_view(tr("deal_form.value_unreadable")) : std::string_view();
    return deal_form_field(scene, content, "value", {.label = tr(form.what == What::win ? "deal_form.agreed" : "column.value"), .placeholder = tr("deal_form.value_hint"), .error = error, .keyboard = Keyboard::number}, form.value);
}

bool draw_deal_day(Scene& scene, Rect& content, const char* name, const char* label_key, std::string& day, bool past) {
    paint(scene.frame).text(content.cut_top(20), Type::small, scene.frame.palette.ink.second, tr(label_key));  // the field says it
    const DayField look = past ? DayField{tr(label_key), tr("date.today"), tr("day.hint_past"), tr("day.unreadable_past")} : DayField{tr(label_key)};
    const bool entered = day_field(scene, make_id(name), content, day, look);
    content.cut_top(8);
    return entered;
}

// What most are lost for is one press; all else is typed.
bool draw_deal_reason(Scene& scene, Rect& content, DealForm& form) {
    Frame& frame = scene.frame;
    const bool missing = form.tried && base::trim(form.reason).empty();
    const bool entered = deal_form_field(scene, content, "reason", {.label = tr("deal_form.reason"), .placeholder = tr("deal_form.reason_hint"), .error = missing ? tr("deal_form.reason_missing") : std::string_view()}, form.reason);
    Rect row = content.cut_top(button_height(frame, ButtonSize::small));
    for (const char* key : kReasons) {
        const Button look{.text = tr(key), .selected = form.reason == tr(key)};
        const float width = button_width(frame, look, ButtonSize::small);
        if (row.w < width) content.cut_top(8), row = content.cut_top(button_height(frame, ButtonSize::small));
        if (button(frame, make_id(key), row.cut_left(width), ButtonKind::secondary, look, ButtonSize::small)) form.reason = tr(key);
        row.cut_left(8);
    }
    content.cut_top(16);
    return entered;
}

// True when Enter was pressed in one of them.
bool draw_deal_fields(Scene& scene, Rect& content, DealForm& form) {
    bool entered = false;
    if (!ends_deal(form)) entered |= deal_form_field(scene, content, "title", {.label = tr("deal_form.what"), .placeholder = tr("deal_form.what_hint")}, form.title);
    if (form.what == What::lose) entered |= draw_deal_reason(scene, content, form);
    if (form.what != What::lose) entered |= draw_deal_value(scene, content, form);
    if (ends_deal(form)) return entered | draw_deal_day(scene, content, "when", form.what == What::win ? "deals.won_on" : "deals.lost_on", form.day, true);
    return entered | draw_deal_day(scene, content, "expected", "deal_form.expected", form.day, false);
}

base::Json day_or_null(Scene& scene, const std::string& typed) {
    const auto day = day_of_field(scene, typed);
    return day ? base::Json(day_text(*day)) : base::Json();
}

void save_deal(Scene& scene, DealForm& form) {
    const base::Json day = day_or_null(scene, form.day);
    base::Json arguments = {{"id", form.deal}};
    switch (form.what) {
        case What::open: {
            arguments = {{"lead", form.lead}, {"title", form.title}, {"expected", day}};
            if (!base::trim(form.value).empty()) arguments["value"] = form.value;
            break;
        }
        case What::change:
            if (form.title != form.before.title) arguments["title"] = form.title;
            if (form.value != form.before.value_edit) arguments["value"] = form.value;
            if (day != (form.before.expected_edit.empty() ? base::Json() : base::Json(form.before.expected_edit))) arguments["expected"] = day;
            form.open = false;
            if (arguments.size() == 1) return;  // nothing became another
            break;
        case What::win:
            if (form.value != form.before.value_edit) arguments["value"] = form.value;
            if (!day.is_null()) arguments["at"] = day;
            break;
        case What::lose:
            if (base::trim(form.reason).empty()) return;
            arguments["reason"] = form.reason;
            if (!day.is_null()) arguments["at"] = day;
            break;
    }
    static constexpr const char* kCommands[] = {"deal.open", "deal.change", "deal.win", "deal.lose"};
    scene.frame.run(kCommands[static_cast<size_t>(form.what)], std::move(arguments));
    form.open = false;
}

}  // namespace

void open_deal_form(Face& face, DealForm::What what, const app::DealView& deal, std::string who) {
    face.deal = {};
    face.deal.open = true;
    face.deal.what = what;
    face.deal.deal = deal.id;
    face.deal.who = std::move(who);
    face.deal.before = deal;
    face.deal.title = deal.title;
    face.deal.value = deal.value_edit;
    if (what == What::change) face.deal.day = deal.expected_edit;
}

void open_new_deal(Face& face, const app::LeadView& lead) {
    open_deal_form(face, What::open, {}, lead.head.name);
    face.deal.lead = lead.head.id;
    for (const char* key : {"value", "asking_price"}) {
        const auto known = std::find_if(lead.fields.begin(), lead.fields.end(), [&](const app::FieldView& one) { return one.key == key; });
        if (face.deal.value.empty() && known != lead.fields.end()) face.deal.value = known->edit;
    }
}

void draw_deal_dialog(Scene& scene) {
    Frame& frame = scene.frame;
    DealForm& form = scene.face.deal;
    const NodeId id = make_id("deal-dialog");
    const Words words = words_of_deal_form(form.what);
    Rect content;
    const std::string detail = form.before.name.empty() ? form.who : join_names(form.before.name, form.who);
    if (!begin_dialog(frame, id, {.title = tr(words.title), .detail = detail, .width = 440}, form.open, content)) return;
    if (ImGui::IsWindowAppearing()) focus_next(frame, make_id(form.what == What::lose ? "reason" : form.what == What::win ? "value" : "title"));
    const bool entered = draw_deal_fields(scene, content, form);
    content.cut_top(8);
    Rect row = content.cut_top(frame.density.control);
    const std::string_view why_not = why_not_saved(scene, form);
    if (ends_deal(form) && !why_not.empty() && !is_no_day(scene, form.day) && !is_no_value(scene, form.value)) {
        paragraph(frame, {row.x, row.y, row.w, 32}, Type::small, frame.palette.danger.text, why_not);
        content.cut_top(32);
        row.y += 32;
    }
    const bool pressed = button_from_right(frame, row, "save", ButtonKind::primary, {.text = tr(words.save), .tip = why_not, .enabled = why_not.empty()});
    if (button_from_right(frame, row, "cancel", ButtonKind::quiet, {.text = tr("dialog.cancel")})) form.open = false;
    content.cut_top(20);
    if ((pressed || entered) && why_not.empty() && form.open) {
        form.tried = true;
        save_deal(scene, form);
    }
    end_dialog(frame, id, content);
}

}  // namespace ui
