// Segments, the lists of leads that somebody has named: in the rail, beside the filters, and the dialog that names one.
#include "ui/panels/lead_segments.h"

#include "app/leads_address.h"
#include "app/segments.h"
#include "base/text.h"
#include "ui/panels/lead_columns.h"

namespace ui {
namespace {

constexpr float kMenuWidth = 220;
constexpr size_t kMostInMenu = 12;

NodeId menu_id() { return make_id("segment-menu"); }

void open_segment(Scene& scene, const app::SegmentView& segment) {
    scene.go((scene.shows_board() ? "/board" : "/leads") + segment.list);
    scene.face.filter_open = false;
}

std::string count_of(const app::SegmentView& segment) { return segment.count < 0 ? std::string() : tr_count("count", segment.count); }

// Renaming, and deleting, which can be undone.
void draw_menu(Scene& scene) {
    Frame& frame = scene.frame;
    RowMenu& menu = scene.face.segment_menu;
    Rect content;
    if (!begin_popup(frame, menu_id(), menu.at, kMenuWidth, 2 * menu_item_height(frame) + kMenuLine, base::Role::menu, tr("segment.manage", {{"name", menu.name}}), content)) return;
    const std::string why_not = scene.looks_back() ? tr("as_of.refused") : std::string();
    const bool rename = menu_item(frame, make_id("rename"), content, {.text = tr("segment.rename"), .icon = icon::pencil, .why_not = why_not});
    menu_line(frame, content);
    const bool remove = menu_item(frame, make_id("delete"), content, {.text = tr("segment.delete"), .icon = icon::trash_2, .why_not = why_not, .danger = true});
    if (rename) scene.face.segment = {.open = true, .id = menu.id, .name = menu.name};
    if (rename) scene.face.filter_open = false;
    if (remove) frame.run("segment.delete", {{"segment", menu.id}});
    if (rename || remove) close_popup();
    end_popup(frame);
}

void open_menu(Scene& scene, const app::SegmentView& segment, Rect at) {
    scene.face.segment_menu = {segment.id, segment.name, at};
    open_popup(menu_id());
}

// What the name cannot be; empty if it can.
std::string refusal(Scene& scene, const SegmentForm& form) {
    const std::string name = base::fold(base::trim(form.name));
    if (name.empty()) return tr("refused.segment.no_name");
    if (base::count_code_points(base::trim(form.name)) > app::kMostSegmentLetters) return tr("refused.segment.long_name");
    if (std::string why_not = why_not_run(scene, "segment.save"); !why_not.empty()) return why_not;
    for (const app::SegmentView& other : scene.session.segments())
        if (other.id != form.id && base::fold(other.name) == name) return tr("refused.segment.same_name", {{"name", other.name}});
    return {};
}

void finish(Scene& scene, SegmentForm& form, NodeId name) {
    form.tried = true;
    if (!refusal(scene, form).empty()) return focus_next(scene.frame, name);
    if (form.id.empty()) {
        // As the list is seen: with its columns, where somebody has chosen them.
        if (const app::LeadColumnsView& columns = scene.lead_columns(); !columns.as_usual) scene.face.query.columns = choices_of(columns.shown);
        scene.frame.run("segment.save", {{"name", form.name}, {"list", app::address_of(scene.face.query)}});
    }
    if (!form.id.empty()) scene.frame.run("segment.rename", {{"segment", form.id}, {"name", form.name}});
    form.open = false;
}

}  // namespace

const app::SegmentView* shown_segment(Scene& scene) {
    if (!scene.shows_leads()) return nullptr;
    const std::string list = app::address_of(scene.face.query);
    for (const app::SegmentView& segment : scene.session.segments())
        if (segment.list == list) return &segment;
    return nullptr;
}

void draw_segments_of_rail(Scene& scene, Rect& inside, float height, float below) {
    const std::vector<app::SegmentView>& segments = scene.session.segments();
    Frame& frame = scene.frame;
    if (scene.size != SizeClass::wide) {
        inside.cut_top(8);
        const Rect row = inside.cut_top(height);
        if (icon_button(frame, make_id("segments"), row, ButtonKind::quiet, {.icon = icon::layers, .name = tr("segment.group"), .selected = shown_segment(scene) != nullptr, .popup = base::Popup::menu})) open_popup(make_id("segment-list"));
        return draw_segment_list(scene, row, 0);
    }
    inside.cut_top(16);
    paint(frame).text(inside.cut_top(20).inset(8, 0), Type::caption, frame.palette.ink.third, tr("segment.group"));
    const auto room = static_cast<size_t>(std::max((inside.h - below) / height, 1.f));
    const size_t shown = segments.size() <= room ? segments.size() : room - 1;
    const app::SegmentView* here = shown_segment(scene);
    for (size_t i = 0; i < shown; ++i)
        if (choice_row(frame, make_id("segment-" + segments[i].id), inside.cut_top(height), icon::layers, segments[i].name, here == &segments[i], count_of(segments[i]), base::Role::link)) open_segment(scene, segments[i]);
    if (shown == segments.size()) return;
    const Rect row = inside.cut_top(height);
    if (choice_row(frame, make_id("segments"), row, icon::ellipsis, tr_count("segment.more", static_cast<int64_t>(segments.size() - shown)), false, {}, base::Role::button)) open_popup(make_id("segment-list"));
    draw_segment_list(scene, row, shown);
}

void draw_segment_list(Scene& scene, Rect at, size_t first) {
    Frame& frame = scene.frame;
    const std::vector<app::SegmentView>& segments = scene.session.segments();
    const size_t end = std::min(segments.size(), first + kMostInMenu);
    const size_t others = segments.size() - end;  // the dialog of the filters has all of them
    Rect content;
    if (!begin_popup(frame, make_id("segment-list"), at, kMenuWidth, static_cast<float>(end - first + (others > 0)) * menu_item_height(frame), base::Role::menu, tr("segment.group"), content)) return;
    const app::SegmentView* here = shown_segment(scene);
    for (size_t i = first; i < end; ++i) {
        const std::string count = count_of(segments[i]);
        if (!menu_item(frame, make_id(segments[i].id), content, {.text = segments[i].name, .icon = icon::layers, .key = count, .checked = here == &segments[i]})) continue;
        open_segment(scene, segments[i]);
        close_popup();
    }
    if (others > 0 && menu_item(frame, make_id("others"), content, {.text = tr_count("segment.more", static_cast<int64_t>(others)), .icon = icon::ellipsis})) {
        scene.face.filter_open = true;
        close_popup();
    }
    end_popup(frame);
}

void draw_segment_button(Scene& scene, Rect& bar) {
    Frame& frame = scene.frame;
    const app::SegmentView* here = shown_segment(scene);
    if (!here) return draw_save_segment(scene, bar);
    const std::string name = tr("segment.manage", {{"name", here->name}});
    const Rect at = bar.cut_left(icon_button_width(frame));
    if (icon_button(frame, make_id("segment"), at, ButtonKind::quiet, {.icon = icon::ellipsis, .name = name, .popup = base::Popup::menu})) open_menu(scene, *here, at);
    draw_menu(scene);
}

void draw_save_segment(Scene& scene, Rect& bar) {
    Frame& frame = scene.frame;
    if (scene.looks_back() || app::address_of(scene.face.query).empty() || shown_segment(scene)) return;
    const Button save{.text = tr("leads.save_segment"), .icon = icon::layers};
    const float width = button_width(frame, save);
    const bool words = width <= bar.w;
    if (!words && bar.w < icon_button_width(frame)) return;
    const bool pressed = words ? button(frame, make_id("save-segment"), bar.cut_left(width), ButtonKind::quiet, save)
                               : icon_button(frame, make_id("save-segment"), bar.cut_left(icon_button_width(frame)), ButtonKind::quiet, save);
    if (!pressed) return;
    scene.face.segment = {.open = true};
    scene.face.filter_open = false;
}

void draw_segment_rows(Scene& scene, Rect& content) {
    const std::vector<app::SegmentView>& segments = scene.session.segments();
    if (segments.empty()) return;
    Frame& frame = scene.frame;
    const float height = frame.density.touch ? 44 : 32;
    label(frame, content.cut_top(22), Type::small, frame.palette.ink.second, tr("segment.group"));
    const app::SegmentView* here = shown_segment(scene);
    for (const app::SegmentView& segment : segments) {
        Rect row = content.cut_top(height);
        const Rect more = row.cut_right(height);
        const std::string name = tr("segment.manage", {{"name", segment.name}});
        if (choice_row(frame, make_id("segment-" + segment.id), row, icon::layers, segment.name, here == &segment, count_of(segment), base::Role::link)) open_segment(scene, segment);
        if (icon_button(frame, make_id("more-" + segment.id), more, ButtonKind::quiet, {.icon = icon::ellipsis, .name = name, .popup = base::Popup::menu})) open_menu(scene, segment, more);
    }
    draw_menu(scene);
    content.cut_top(16);
}

void draw_segment_dialog(Scene& scene) {
    Frame& frame = scene.frame;
    SegmentForm& form = scene.face.segment;
    const NodeId id = make_id("segment-dialog");
    const NodeId name = make_id("segment-name");
    const std::string title = form.id.empty() ? tr("leads.save_segment") : tr("segment.rename");
    Rect content;
    if (!begin_dialog(frame, id, {.title = title, .detail = form.id.empty() ? std::string_view(tr("segment.save_detail")) : std::string_view(), .width = 440}, form.open, content)) return;
    if (ImGui::IsWindowAppearing()) focus_next(frame, name);
    const std::string error = form.tried ? refusal(scene, form) : std::string();
    const TextField field{.label = tr("segment.name"), .show_label = true, .placeholder = tr("segment.name_hint"), .error = error};
    const FieldState state = text_field(frame, name, content.cut_top(field_height(frame, field, content.w)), field, form.name);
    content.cut_top(24);
    Rect row = content.cut_top(frame.density.control);
    if (button_from_right(frame, row, "save", ButtonKind::primary, {.text = tr("segment.save")}) || state.entered) finish(scene, form, name);
    if (button_from_right(frame, row, "cancel", ButtonKind::quiet, {.text = tr("dialog.cancel")})) form.open = false;
    content.cut_top(scene.phone() ? 28 : 20);
    end_dialog(frame, id, content);
}

}  // namespace ui
