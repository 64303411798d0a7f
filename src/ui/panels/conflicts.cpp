// Conflicts: what several people wrote at the same time, until somebody says which value holds.
#include "ui/panels/conflict_card.h"

namespace ui {
namespace {

constexpr float kMergeBar = 44, kSide = 332, kProse = 96;

// The merge it came from, with the way back while it is the last step.
void draw_merge_bar(Scene& scene, Rect& box, const app::ConflictsView& view) {
    if (view.merged_file.empty()) return;
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    const std::string title = tr("conflicts.merged", {{"file", view.merged_file}});
    const std::string detail = tr_count("conflicts.merged_detail", view.merged_changes, {{"when", view.merged_when}});
    const Button undo{.text = tr("conflicts.undo_merge"), .icon = icon::undo_2};
    const bool stacked = scene.phone();
    const float width = box.w - 2 * scene.gutter() - 24;
    const float height = stacked ? 12 + paragraph_height(frame, width, Type::strong, title) + paragraph_height(frame, width, Type::small, detail) + (view.can_undo_merge ? button_height(frame) + 8 : 0.f) + 8 : kMergeBar;
    Rect bar = box.cut_top(height);
    paint(frame).fill(bar, p.surface.pane);
    paint(frame).line_below(bar, p.line.subtle);
    Rect inside = bar.inset(0, stacked ? 8 : 0);
    inside.cut_left(scene.gutter());
    inside.cut_right(16);
    paint(frame).icon({inside.x, inside.y, 16, stacked ? line_height(frame, Type::strong) : inside.h}, icon::git_merge, p.ink.second, 16);
    inside.cut_left(24);
    if (stacked) {
        inside.cut_top(paragraph(frame, inside, Type::strong, p.ink.first, title));
        inside.cut_top(paragraph(frame, inside, Type::small, p.ink.second, detail) + 8);
        if (view.can_undo_merge && button_from_left(frame, inside, "undo-merge", ButtonKind::secondary, undo)) frame.run("undo");
        return;
    }
    if (view.can_undo_merge && button_from_right(frame, inside, "undo-merge", ButtonKind::secondary, undo, ButtonSize::small)) frame.run("undo");
    inside.cut_left(label(frame, {inside.x, inside.y, std::min(text_width(frame, Type::strong, title) + 1, inside.w * 0.5f), inside.h}, Type::strong, p.ink.first, title) + 16);
    label(frame, inside, Type::small, p.ink.second, detail);
}

void column_head(Frame& frame, Rect at, char32_t glyph, const std::string& words) {
    paint(frame).icon(at.cut_left(14), glyph, frame.palette.ink.second, 14);
    at.cut_left(6);
    label(frame, at, Type::small, frame.palette.ink.second, words);
}

void draw_groups(Scene& scene, Rect& at, const app::ConflictsView& view) {
    Frame& frame = scene.frame;
    const ConflictLayout layout = conflict_layout(scene);
    if (view.two_sides && !layout.stacked) {
        const ConflictColumns columns = conflict_columns(layout, at.cut_top(16));
        column_head(frame, columns.first, icon::hard_drive, tr("conflicts.here"));
        column_head(frame, columns.second, icon::file_text, tr("conflicts.elsewhere"));
        at.cut_top(16);
    }
    const bool read_only = scene.session.shell().save == app::ShellView::Save::read_only;
    for (const app::ConflictGroupView& group : view.groups) {
        conflict_card(scene, layout, at.cut_top(conflict_card_height(scene, layout, at.w, group)), group, read_only);
        at.cut_top(16);
    }
    if (view.more > 0) {
        const std::string words = tr_count("conflicts.more", view.more);
        at.cut_top(paragraph(frame, at, Type::small, frame.palette.ink.third, words) + 16);
    }
}

void draw_promise(Scene& scene, Rect& at) {
    const Notice promise{.kind = NoticeKind::info, .text = tr("conflicts.promise"), .detail = tr("conflicts.promise_detail")};
    notice(scene.frame, make_id("promise"), at.cut_top(notice_height(scene.frame, at.w, promise)), promise);
    at.cut_top(16);
}

void draw_same_or_not(Scene& scene, Rect& at) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    const float width = at.w - 32, line = line_height(frame, Type::body);
    const float words = paragraph_height(frame, width - 22, Type::small, tr("conflicts.send_back"));
    const std::string& code = scene.session.shown_fingerprint();
    const bool whole_line = text_width(frame, Type::strong, code) + text_width(frame, Type::body, tr("merge.this_book")) + 16 > width;
    const Rect box = at.cut_top(kCardHead + 12 + line + (whole_line ? line : 0) + 8 + words + 12 + button_height(frame) + 16);
    at.cut_top(16);
    Rect body = card(frame, box, {.title = tr("merge.same_or_not")}).inset(16, 12);
    Rect row = body.cut_top(line);
    label(frame, row, Type::body, p.ink.second, tr("merge.this_book"));
    label(frame, whole_line ? body.cut_top(line) : row, Type::strong, p.ink.first, code, whole_line ? Align::left : Align::right);
    body.cut_top(8);
    paint(frame).icon({body.x, body.y, 14, line_height(frame, Type::small)}, icon::info, p.ink.second, 14);
    paragraph(frame, {body.x + 22, body.y, width - 22, words}, Type::small, p.ink.second, tr("conflicts.send_back"));
    body.cut_top(words + 12);
    const Button send{.text = tr("conflicts.export"), .icon = icon::share_2};
    Rect buttons = body.cut_top(button_height(frame));
    if (button_from_left(frame, buttons, "export", ButtonKind::secondary, send)) frame.run("export.snapshot");
}

Button keep_all_button(Scene& scene, std::string& why) {
    why = why_not_run(scene, "conflict.keep-all");
    return {.text = tr("conflicts.keep_all"), .icon = icon::check, .tip = why, .enabled = why.empty()};
}

void draw_some(Scene& scene, Rect box, const app::ConflictsView& view) {
    Frame& frame = scene.frame;
    if (!scene.phone()) draw_merge_bar(scene, box, view);
    paint(frame).fill(box, frame.palette.surface.sunken);
    const ScrollArea area = begin_scroll(frame, make_id("area"), box);
    Rect content = area.content;
    content.h = 65'536;
    if (scene.phone()) draw_merge_bar(scene, content, view);  // it takes too much of the screen to stay
    content = content.inset(scene.gutter(), 0);
    content.w = std::min(content.w, 1560.f);
    content.cut_top(scene.phone() ? 12 : 20);
    const bool beside = content.w >= 1040;
    Rect side = beside ? content.cut_right(kSide) : Rect{};
    if (beside) content.cut_right(24);
    draw_groups(scene, content, view);
    draw_promise(scene, content);
    if (scene.phone()) {
        std::string why;
        if (button(frame, make_id("keep-all"), content.cut_top(48), ButtonKind::primary, keep_all_button(scene, why), ButtonSize::large)) frame.run("conflict.keep-all");
        content.cut_top(16);
    }
    draw_same_or_not(scene, beside ? side : content);
    end_scroll(frame, area, std::max(content.y, side.y) + 8);
}

}  // namespace

void draw_conflicts(Scene& scene, Rect box) {
    Frame& frame = scene.frame;
    ImGui::PushID("conflicts");
    const app::ConflictsView& view = scene.session.conflicts();
    const bool none = view.total == 0;
    Rect bar = view_header(scene, box, tr("conflicts.title"), none ? std::string() : scene.phone() ? tr_count("count", view.total) : tr_count("conflicts.count", view.total));
    if (!none) {
        std::string why;
        if (!scene.phone() && button_from_right(frame, bar, "keep-all", ButtonKind::primary, keep_all_button(scene, why))) frame.run("conflict.keep-all");
        draw_some(scene, box, view);
    } else if (view.known) {
        const Empty empty{.icon = icon::git_merge, .title = tr("conflicts.none"), .detail = tr("conflicts.none_detail"), .first = {.text = tr("conflicts.open_file"), .icon = icon::upload}, .second = {}};
        if (empty_state(frame, "none", box, empty) == EmptyPress::first) frame.run("file.open");
    }
    ImGui::PopID();
}

// --- another value --------------------------------------------------------------------------------------

namespace {

const app::ConflictView* conflict_of(Scene& scene, std::string_view id) {
    for (const app::ConflictGroupView& group : scene.session.conflicts().groups)
        for (const app::ConflictView& conflict : group.conflicts)
            if (conflict.id == id) return &conflict;
    return nullptr;
}

}  // namespace

void draw_conflict_form(Scene& scene) {
    Frame& frame = scene.frame;
    ConflictForm& form = scene.face.conflict;
    const app::ConflictView* conflict = form.open ? conflict_of(scene, form.id) : nullptr;
    if (form.open && !conflict && scene.session.conflicts().known) form.open = false;  // settled elsewhere
    const NodeId id = make_id("conflict-dialog");
    Rect content;
    if (!begin_dialog(frame, id, {.title = tr("conflicts.write_title"), .detail = form.who, .width = 440}, form.open, content)) return;
    const std::string label_text = conflict ? conflict->label : std::string();
    FieldState state;
    if (conflict && !conflict->field.choices.empty() && conflict->field.kind == domain::FieldKind::choice) {
        label(frame, content.cut_top(20), Type::small, frame.palette.ink.second, label_text);
        if (auto picked = select(frame, make_id("choice"), content.cut_top(frame.density.control), {.label = label_text}, conflict->field.choices, form.value)) form.value = *picked;
    } else {
        const NodeId field_id = make_id("value");
        if (ImGui::IsWindowAppearing()) focus_next(frame, field_id);
        const bool prose = conflict && (conflict->field.key == "notes" || conflict->field.key == "note");
        const TextField field{.label = label_text, .show_label = true, .multiline = prose};
        state = text_field(frame, field_id, content.cut_top(field_height(frame, field, content.w, prose ? kProse : 0)), field, form.value);
    }
    content.cut_top(24);
    Rect row = content.cut_top(button_height(frame));
    if ((button_from_right(frame, row, "save", ButtonKind::primary, {.text = tr("conflicts.save")}) || state.entered) && conflict) {
        frame.run("conflict.write", {{"conflict", form.id}, {"value", form.value}});
        form.open = false;
    }
    if (button_from_right(frame, row, "cancel", ButtonKind::quiet, {.text = tr("dialog.cancel")})) form.open = false;
    content.cut_top(20);
    end_dialog(frame, id, content);
}

}  // namespace ui
