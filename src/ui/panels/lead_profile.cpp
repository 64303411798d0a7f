// The fields of a lead, editable in place: what is typed becomes one command when the field is left.
#include "ui/panels/day_field.h"
#include "ui/panels/field_editor.h"
#include "ui/panels/lead_parts.h"

namespace ui {
namespace {

// Shown even while empty: what a salesperson asks first.
constexpr std::string_view kFirst[] = {"name", "company", "title", "role", "email", "phone", "budget", "need", "owner"};

bool is_first(std::string_view key) { return std::find(std::begin(kFirst), std::end(kFirst), key) != std::end(kFirst); }

// A clock at the row's end: there for every hand and reader, seen where somebody is.
void draw_clock(Scene& scene, Rect row, const app::FieldView& field) {
    Frame& frame = scene.frame;
    const NodeId id = make_id("history/" + field.key);
    const Rect box = row.cut_right(frame.density.touch ? 40 : 24);
    const Interaction state = interact(frame, id, box);
    const std::string words = tr("history.of", {{"field", field.label}});
    record(frame, id, base::Role::button, words, box).popup = base::Popup::dialog;
    tooltip(frame, state, box, words);
    const bool near = ImGui::IsMouseHoveringRect({row.x, row.y}, {box.right(), row.bottom()}) && ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
    if (is_visible(box) && (near || state.focused || frame.density.touch))
        paint(frame).icon(box, icon::history, state.hovered || state.held ? frame.palette.ink.first : frame.palette.ink.third, 14);
    if (state.focused) paint(frame).focus_ring(box.strip(24), frame.theme.radius.medium);
    if (!state.pressed) return;
    LeadPaneState& pane = scene.face.lead;
    pane.field_history = true;
    pane.history_field = field.key;
    pane.history_label = field.label;
}

// A date is picked from a month, too.
void draw_day_button(Scene& scene, Rect& row, const std::string& lead, const app::FieldView& field) {
    const Rect box = row.cut_right(scene.frame.density.touch ? 40 : 28);
    if (const auto picked = day_button(scene, make_id("days/" + field.key), box, ButtonKind::quiet, base::day_from_iso(field.edit), field.label))
        scene.frame.run("lead.set", {{"id", lead}, {"field", field.key}, {"value", day_text(*picked)}});
}

}  // namespace

void draw_profile(Scene& scene, Rect& at, const app::LeadView& lead) {
    Frame& frame = scene.frame;
    LeadPaneState& state = scene.face.lead;
    Group group(frame.semantics, make_id("profile"), base::Role::form, tr("profile.title"), visible_part({at.x, at.y, at.w, 28}));
    at.cut_top(8);
    block_head(scene, at, tr("profile.title"), -1);
    ImGui::PushID("profile");
    ImGui::PushID(lead.head.id.c_str());  // a value half typed is this lead's, whichever is shown next
    const float row_height = frame.density.touch ? 48 : 30;
    const float label_width = std::min(std::floor(at.w * 0.34f), 160.f);
    int64_t hidden = 0;
    for (const app::FieldView& field : lead.fields) {
        const bool shown = state.all_fields || !field.value.empty() || !field.edit.empty() || is_first(field.key);
        if (!shown) {
            ++hidden;
            continue;
        }
        Rect row = at.cut_top(row_height);
        draw_clock(scene, row, field);
        row.cut_right(frame.density.touch ? 40 : 24);
        paint(frame).text(row.cut_left(label_width), Type::small, frame.palette.ink.third, field.label);
        if (field.flagged) {
            const Rect mark = row.cut_right(20);
            paint(frame).icon(mark, icon::triangle_alert, frame.palette.warning.solid, 14);
            const Interaction over{.id = make_id(field.key) ^ 0xf1a6u, .hovered = ImGui::IsMouseHoveringRect({mark.x, mark.y}, {mark.right(), mark.bottom()})};
            tooltip(frame, over, mark, tr("field.flagged"));
        }
        if (field.kind == domain::FieldKind::date && !scene.looks_back()) draw_day_button(scene, row, lead.head.id, field);
        edit_lead_field(scene, make_id(field.key), row, lead.head.id, field);
    }
    if (hidden > 0) {
        if (text_link(frame, make_id("more"), at.cut_top(text_link_height(frame)), Type::small, tr_count("profile.more", hidden))) state.all_fields = true;
    } else if (state.all_fields) {
        if (text_link(frame, make_id("fewer"), at.cut_top(text_link_height(frame)), Type::small, tr("profile.fewer"))) state.all_fields = false;
    }
    ImGui::PopID();
    ImGui::PopID();
    at.cut_top(4);
}

}  // namespace ui
