// Of the page that shows every widget: what is pressed, what floats, and the ring of the keyboard's focus.
#include "ui/panels/widgets_parts.h"
#include "ui/widgets/dialog_middle.h"

namespace ui {
namespace {

struct Look {
    const char* state;
    Button button;
    ButtonSize size = ButtonSize::normal;
};

std::vector<Look> looks_of_button() {
    const std::string &add = tr("leads.add"), &why = tr("import.busy");
    return {{"widgets.normal", {.text = add}},
            {"widgets.with_icon", {.text = add, .icon = icon::plus}},
            {"widgets.with_arrow", {.text = add, .icon_after = icon::chevron_down}},
            {"widgets.with_key", {.text = add, .key = "N"}},
            {"widgets.selected", {.text = add, .selected = true}},
            {"widgets.disabled", {.text = add, .icon = icon::plus, .tip = why, .enabled = false}},
            {"widgets.small", {.text = add}, ButtonSize::small},
            {"widgets.large", {.text = add}, ButtonSize::large},
            {"widgets.icon_only", {.icon = icon::plus, .name = add}},
            {"widgets.icon_selected", {.icon = icon::plus, .name = add, .selected = true}},
            {"widgets.icon_small", {.icon = icon::plus, .name = add}, ButtonSize::small},
            {"widgets.icon_disabled", {.icon = icon::plus, .tip = why, .name = add, .enabled = false}}};
}

float radius_of(const Frame& frame) { return frame.density.touch ? frame.theme.radius.large : frame.theme.radius.medium; }

void show_button(Family& family, ButtonKind kind, const Look& look) {
    Frame& frame = family.frame;
    const bool bare = look.button.text.empty();
    const float width = bare ? icon_button_width(frame, look.size) : button_width(frame, look.button, look.size);
    family.show(tr(look.state), width, button_height(frame, look.size), [&](NodeId id, Rect box) {
        box = box.cut_left(width);
        if (kind == ButtonKind::inverse) paint(frame).fill(box, frame.palette.surface.inverse, radius_of(frame));
        family.page.pressed += bare ? icon_button(frame, id, box, kind, look.button, look.size) : button(frame, id, box, kind, look.button, look.size);
    });
}

void draw_menu(Family& family, NodeId id, Rect anchor) {
    Frame& frame = family.frame;
    Rect content;
    if (!begin_popup(frame, id, anchor, 264, 5 * menu_item_height(frame) + kMenuLine, base::Role::menu, tr("widgets.menu"), content)) return;
    int& checked = family.page.numbers[id];
    bool pressed = menu_item(frame, make_id("open"), content, {.text = tr("lead.open"), .icon = icon::user});
    pressed |= menu_item(frame, make_id("log"), content, {.text = tr("lead.log"), .icon = icon::pencil, .key = "L"});
    pressed |= menu_item(frame, make_id("task"), content, {.text = tr("lead.add_task"), .icon = icon::calendar, .why_not = tr("import.busy")});
    const bool check = menu_item(frame, make_id("all"), content, {.text = tr("leads.all"), .checked = checked != 0});
    menu_line(frame, content);
    pressed |= menu_item(frame, make_id("delete"), content, {.text = tr("lead.delete"), .icon = icon::trash_2, .danger = true});
    if (check) checked = !checked;
    if (pressed || check) close_popup();
    end_popup(frame);
}

// A button with what follows from it.
void show_opener(Family& family, const char* state, const Button& what, const std::function<void(Rect at, bool pressed)>& then) {
    Frame& frame = family.frame;
    const float width = what.text.empty() ? icon_button_width(frame) : button_width(frame, what);
    family.show_control(tr(state), width, [&](NodeId id, Rect box) {
        box = box.cut_left(width);
        const bool pressed = what.text.empty() ? icon_button(frame, id, box, ButtonKind::secondary, what) : button(frame, id, box, ButtonKind::secondary, what);
        then(box, pressed);
    });
}

}  // namespace

void show_buttons(Scene& scene, Rect& at) {
    constexpr std::pair<ButtonKind, const char*> kKinds[] = {{ButtonKind::primary, "widgets.primary"}, {ButtonKind::secondary, "widgets.secondary"}, {ButtonKind::quiet, "widgets.quiet"}, {ButtonKind::danger, "widgets.danger"}, {ButtonKind::inverse, "widgets.inverse"}};
    const int pressed = scene.face.widgets.pressed;
    const std::string times = pressed > 0 ? tr_count("widgets.pressed", pressed) : std::string();
    Family family(scene, at, "widgets.buttons", times);
    const std::vector<Look> looks = looks_of_button();
    for (const auto& [kind, title] : kKinds) {
        family.part(tr(title));
        for (const Look& look : looks) show_button(family, kind, look);
    }
}

void show_links(Scene& scene, Rect& at) {
    constexpr std::pair<Type, const char*> kTypes[] = {{Type::body, "widgets.normal"}, {Type::small, "widgets.small"}};
    Family family(scene, at, "widgets.links");
    const std::string& words = tr("welcome.sample_open");
    for (const auto& [type, state] : kTypes)
        family.show(tr(state), text_width(scene.frame, type, words), text_link_height(scene.frame), [&, size = type](NodeId id, Rect box) {
            family.page.pressed += text_link(scene.frame, id, box, size, words);
        });
    const Crumb above[] = {{tr("nav.leads"), "#/widgets"}, {tr("companies.title"), "#/widgets"}};
    family.show_control(tr("widgets.breadcrumb"), 280, [&](NodeId id, Rect box) {
        family.page.pressed += breadcrumb(scene.frame, id, box, above) >= 0;
        label(scene.frame, box, Type::strong, scene.frame.palette.ink.first, kInventedName);
    });
}

void show_floating(Scene& scene, Rect& at) {
    Family family(scene, at, "widgets.floating");
    const NodeId menu = make_id("menu");
    show_opener(family, "widgets.menu", {.text = tr("lead.open"), .icon_after = icon::chevron_down, .selected = is_popup_open(menu), .popup = base::Popup::menu}, [&](Rect box, bool pressed) {
        if (pressed) open_popup(menu);
        draw_menu(family, menu, box);
    });
    show_opener(family, "widgets.dialog", {.text = tr("lead.open")}, [&](Rect, bool pressed) { scene.face.widgets.dialog |= pressed; });
    const auto nothing = [](Rect, bool) {};
    show_opener(family, "widgets.tip", {.text = tr("nav.search"), .tip = tr("keys.palette")}, nothing);
    show_opener(family, "widgets.tip_disabled", {.text = tr("nav.search"), .tip = tr("import.busy"), .enabled = false}, nothing);
    show_opener(family, "widgets.tip_with_key", {.icon = icon::search, .key = "Ctrl K", .name = tr("nav.search")}, nothing);
}

void show_focus(Scene& scene, Rect& at) {
    Frame& frame = scene.frame;
    Family family(scene, at, "widgets.focus");
    const Button around{.text = tr("leads.add")};
    const float width = button_width(frame, around);
    family.show_control(tr("widgets.around"), width, [&](NodeId id, Rect box) {
        box = box.cut_left(width);
        family.page.pressed += button(frame, id, box, ButtonKind::secondary, around);
        paint(frame).focus_ring(box, radius_of(frame));
    });
    family.show_control(tr("widgets.inside"), 160, [&](NodeId id, Rect box) {
        family.page.pressed += choice_row(frame, id, box, icon::list, tr("nav.leads"), false, {}, base::Role::button);
        paint(frame).focus_inside(box, frame.theme.radius.medium);
    });
}

void draw_widgets_dialog(Scene& scene) {
    constexpr int kRows = 20;  // more than fit
    Frame& frame = scene.frame;
    bool& open = scene.face.widgets.dialog;
    const NodeId id = make_id("widgets-dialog");
    Rect content;
    if (!begin_dialog(frame, id, {.title = tr("widgets.dialog"), .detail = tr("widgets.dialog_detail"), .width = 480}, open, content)) return;
    const float below = scene.phone() ? 28.f : 20.f, foot = frame.density.touch ? 48.f : button_height(frame);
    int& chosen = scene.face.widgets.numbers[id];
    dialog_middle(frame, content, 16 + foot + below, [&](Rect& inside) {
        for (int row = 1; row <= kRows; ++row) {
            const std::string words = tr("import.row_numbered", {{"number", std::to_string(row)}});
            inside.cut_top(4);
            if (tile(frame, make_id(row), inside.cut_top(frame.density.control), 0, words, row == chosen)) chosen = row;
        }
        inside.cut_top(4);
    });
    content.cut_top(16);
    Rect row = content.cut_top(foot);
    if (scene.phone()) {
        if (button(frame, make_id("close"), row, ButtonKind::primary, {.text = tr("dialog.close")}, ButtonSize::large)) open = false;
    } else {
        if (button_from_right(frame, row, "close", ButtonKind::primary, {.text = tr("dialog.close")})) open = false;
        if (button_from_right(frame, row, "cancel", ButtonKind::quiet, {.text = tr("dialog.cancel")})) open = false;
    }
    content.cut_top(below);
    end_dialog(frame, id, content);
}

}  // namespace ui
