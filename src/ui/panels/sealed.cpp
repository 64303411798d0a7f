// A sealed file wants its passphrase: a small dialog that stays until it opens or is given up.
#include "ui/panels/scene.h"

#include <imgui_internal.h>

namespace ui {

bool passphrase_field(Frame& frame, NodeId id, Rect& content, const TextField& field, std::string& text, bool& visible) {
    TextField look = field;
    look.secret = !visible;
    const float side = icon_button_width(frame);
    look.room_beside = side + 4;
    const Rect row = content.cut_top(field_height(frame, look, content.w));
    // The button stands beside the box, which is neither the field's label nor the words beneath it.
    const Rect beside{row.right() - side, row.y + field_label_height(look), side, frame.density.control};
    const FieldState state = text_field(frame, id, row, look, text);
    const Button eye{.icon = visible ? icon::eye_off : icon::eye, .name = tr(visible ? "share.hide" : "share.show")};
    ImGui::PushOverrideID(id);
    if (icon_button(frame, make_id("eye"), beside, ButtonKind::quiet, eye)) visible = !visible;
    ImGui::PopID();
    return state.entered;
}

void draw_sealed_dialog(Scene& scene) {
    Frame& frame = scene.frame;
    const app::SealedView* sealed = scene.session.sealed_view();
    if (!sealed) return;
    SealedForm& form = scene.face.sealed;
    const NodeId id = make_id("sealed-dialog");
    bool open = true;
    Rect content;
    if (!begin_dialog(frame, id, {.title = tr("sealed.title"), .detail = sealed->file, .width = 440}, open, content)) return frame.run("sealed.close");
    const NodeId field = make_id("passphrase");
    if (ImGui::IsWindowAppearing()) focus_next(frame, field);
    content.cut_top(paragraph(frame, content, Type::body, frame.palette.ink.second, tr("sealed.detail")) + 12);
    bool entered = passphrase_field(frame, field, content, {.label = tr("share.passphrase"), .show_label = true}, form.passphrase, form.visible);
    content.cut_top(12);
    const app::JobView* job = scene.session.job();
    if (!sealed->error.empty() && !job) {
        const Notice wrong{.kind = NoticeKind::danger, .text = sealed->error, .spoken = true};
        notice(frame, make_id("error"), content.cut_top(notice_height(frame, content.w, wrong)), wrong);
        content.cut_top(12);
    }
    if (job) {
        const float part = job->total > 0 ? static_cast<float>(job->done) / static_cast<float>(job->total) : -1;
        const Progress look{.title = job->title, .cancel = job->can_cancel ? std::string_view(tr("dialog.cancel")) : std::string_view(), .share = part};
        if (progress(frame, make_id("progress"), content.cut_top(kProgressHeight), look)) frame.run("job.cancel");
    } else {
        Rect row = content.cut_top(button_height(frame));
        const Button button{.text = tr("sealed.open"), .icon = icon::lock, .enabled = !form.passphrase.empty()};
        entered = button_from_right(frame, row, "open", ButtonKind::primary, button) || (entered && button.enabled);
        if (button_from_right(frame, row, "cancel", ButtonKind::quiet, {.text = tr("dialog.cancel")})) open = false;
        if (entered) frame.run("sealed.open", {{"passphrase", form.passphrase}});
    }
    content.cut_top(20);
    end_dialog(frame, id, content);
    if (!open) frame.run("sealed.close");
}

}  // namespace ui
