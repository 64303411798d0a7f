// The dialog that forgets a person for good: what it takes away, and the files it cannot reach.
#include "ui/panels/scene.h"

namespace ui {
namespace {

constexpr size_t kMostNames = 8;

// Every file that ever left may hold the person: only the user can delete those.
void beyond_reach(Scene& scene, Rect& content) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    const app::StorageView& storage = scene.session.storage();
    if (storage.copies.empty()) {
        content.cut_top(paragraph(frame, content, Type::small, p.ink.second, tr("forget.no_copies")));
        return;
    }
    content.cut_top(paragraph(frame, content, Type::strong, p.ink.first, tr("forget.copies")) + 4);
    const size_t shown = std::min(storage.copies.size(), kMostNames);
    for (size_t i = 0; i < shown; ++i) {
        const app::CopyMadeView& copy = storage.copies[i];
        content.cut_top(paragraph(frame, content, Type::small, p.ink.first, tr("forget.copy", {{"name", copy.name}, {"how", copy.how}, {"when", copy.when}})));
    }
    const int64_t more = static_cast<int64_t>(storage.copies.size() - shown) + storage.older_copies;
    if (more > 0) content.cut_top(paragraph(frame, content, Type::small, p.ink.second, tr_count("settings.older_copies", more)));
}

}  // namespace

void open_forget(Face& face, std::string id, std::string who) { face.forget = {true, std::move(id), std::move(who)}; }

void draw_forget_dialog(Scene& scene) {
    Frame& frame = scene.frame;
    ForgetForm& form = scene.face.forget;
    const NodeId id = make_id("forget-dialog");
    Rect content;
    if (!begin_dialog(frame, id, {.title = tr("forget.title"), .detail = form.who, .width = 480}, form.open, content)) return;
    content.cut_top(paragraph(frame, content, Type::body, frame.palette.ink.first, tr("forget.detail")) + 12);
    beyond_reach(scene, content);
    content.cut_top(16);
    Rect row = content.cut_top(frame.density.touch ? 48 : button_height(frame));
    const Button forget{.text = tr("forget.button"), .icon = icon::trash_2};
    bool pressed = false;
    if (scene.phone()) {
        pressed = button(frame, make_id("forget"), row, ButtonKind::danger, forget, ButtonSize::large);
    } else {
        pressed = button_from_right(frame, row, "forget", ButtonKind::danger, forget);
        if (button_from_right(frame, row, "cancel", ButtonKind::quiet, {.text = tr("dialog.cancel")})) form.open = false;
    }
    if (pressed) {
        frame.run("lead.forget", {{"id", form.id}});
        scene.go(scene.face.list);
        form.open = false;
    }
    content.cut_top(scene.phone() ? 28 : 20);
    end_dialog(frame, id, content);
}

}  // namespace ui
