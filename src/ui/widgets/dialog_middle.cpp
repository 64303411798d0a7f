#include "ui/widgets/dialog_middle.h"

#include "ui/widgets/scroll.h"

namespace ui {

void dialog_middle(Frame& frame, Rect& content, float foot, const std::function<void(Rect& inside)>& draw) {
    constexpr float kFirstHeight = 320, kLeastHeight = 120, kMargin = 32;
    constexpr float kRing = 4, kBarRoom = 12;  // beside what is drawn, in the dialog's own margin
    const NodeId id = make_id("middle");
    const float head = content.y - ImGui::GetWindowPos().y;
    const float wanted = frame.memory.heights.try_emplace(id, kFirstHeight).first->second;
    const Rect box = content.cut_top(std::min(wanted, std::max(frame.view.h - kMargin - head - foot, kLeastHeight)));
    const ScrollArea area = begin_scroll(frame, id, {box.x - kRing, box.y, kRing + box.w + kBarRoom, box.h});
    Rect inside = area.content;
    inside.cut_left(kRing);
    inside.cut_right(kBarRoom);
    inside.h = 8192;
    const float top = inside.y;
    draw(inside);
    end_scroll(frame, area, inside.y);
    if (wanted == inside.y - top) return;
    frame.memory.heights[id] = inside.y - top;
    frame.animating = true;
}

}  // namespace ui
