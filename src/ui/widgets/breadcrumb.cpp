#include "ui/widgets/breadcrumb.h"

#include "app/messages.h"
#include "generated/icons.h"
#include "ui/widgets/button.h"

#include <imgui_internal.h>

#include <algorithm>

namespace ui {
namespace {

constexpr float kChevron = 16, kGap = 4;
constexpr float kMost = 0.5f;  // of the bar

float width_of_crumb(const Frame& frame, std::string_view name) { return text_width(frame, Type::body, name) + 1 + kGap + kChevron + kGap; }

void draw_chevron(Frame& frame, Rect& bar) {
    bar.cut_left(kGap);
    paint(frame).icon(bar.cut_left(kChevron), icon::chevron_right, frame.palette.ink.third, 14);
    bar.cut_left(kGap);
}

}  // namespace

int breadcrumb(Frame& frame, NodeId id, Rect& bar, std::span<const Crumb> crumbs) {
    const float most = bar.w * kMost;
    size_t first = crumbs.size();
    for (float width = 0; first > 0; --first) {
        width += width_of_crumb(frame, crumbs[first - 1].name);
        if (width > most && first < crumbs.size()) break;  // the nearest one is always there
    }
    ImGui::PushOverrideID(id);
    Group group(frame.semantics, id, base::Role::navigation, app::tr("breadcrumb.name"), bar);
    int pressed = -1;
    if (first > 0) {
        paint(frame).text(bar.cut_left(text_width(frame, Type::body, "\u2026") + 1), Type::body, frame.palette.ink.third, "\u2026");
        draw_chevron(frame, bar);
    }
    for (size_t i = first; i < crumbs.size(); ++i) {
        const float width = std::min(text_width(frame, Type::body, crumbs[i].name) + 1, most);
        if (text_link(frame, make_id(static_cast<int64_t>(i) + 1), bar.cut_left(width), Type::body, crumbs[i].name, crumbs[i].href)) pressed = static_cast<int>(i);
        draw_chevron(frame, bar);
    }
    ImGui::PopID();
    return pressed;
}

}  // namespace ui
