// The deals of one lead, on its page: what each is about, its value, when; and what can be done with it.
#include "ui/panels/deals.h"
#include "ui/panels/lead_parts.h"

namespace ui {
namespace {

char32_t glyph_of_deal(app::DealState state) {
    switch (state) {
        case app::DealState::open: return icon::handshake;
        case app::DealState::won: return icon::trophy;
        case app::DealState::lost: return icon::circle_slash;
    }
    return 0;
}

const std::string& deal_state_word(app::DealState state) { return tr(state == app::DealState::open ? "deals.open" : state == app::DealState::won ? "deals.won" : "deals.lost"); }

void draw_deal_menu(Scene& scene, Rect anchor, const app::DealView& deal, const std::string& who) {
    const NodeId menu = make_id("menu");
    const std::string name = tr("deals.more", {{"deal", deal.name}});
    const Button more{.icon = icon::ellipsis, .name = name, .selected = is_popup_open(menu), .popup = base::Popup::menu};
    if (icon_button(scene.frame, make_id("more"), anchor, ButtonKind::quiet, more, ButtonSize::small)) open_popup(menu);
    Rect content;
    if (!begin_popup(scene.frame, menu, {anchor.right() - 200, anchor.y, 200, anchor.h}, 200, deal_menu_height(scene.frame, deal.state), base::Role::menu, deal.name, content)) return;
    if (deal_menu_items(scene, content, deal, who)) close_popup();
    end_popup(scene.frame);
}

// Two lines: what it is about and its value; when, and why it was lost, below.
void draw_lead_deal(Scene& scene, Rect row, const app::DealView& deal, const std::string& who) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    ImGui::PushID(deal.id.c_str());
    const std::string when = when_words(deal);
    Group group(frame.semantics, make_id("deal"), base::Role::list_item, join_names(join_names(deal.name, deal_state_word(deal.state)), join_names(deal.value_exact, when)), visible_part(row));
    Painter painter = paint(frame);
    if (!scene.looks_back()) draw_deal_menu(scene, row.cut_right(icon_button_width(frame, ButtonSize::small)), deal, who);
    else row.cut_right(4);
    row.cut_right(8);
    row = row.strip(40);
    Rect upper = row.cut_top(20);
    painter.icon(upper.cut_left(14), glyph_of_deal(deal.state), deal.state == app::DealState::won ? p.success.solid : p.ink.third, 14);
    upper.cut_left(8);
    if (!deal.value.empty()) {
        painter.text(upper.cut_right(std::min(text_width(frame, Type::strong, deal.value) + 1, upper.w * 0.5f)), Type::strong, p.ink.first, deal.value, Align::right);
        upper.cut_right(8);
    }
    painter.text(upper, Type::body, p.ink.first, deal.name);
    row.cut_left(22);
    if (!deal.when.empty()) {
        const float width = std::min(due_width(frame, deal.when_kind, deal.when), row.w * 0.6f);
        paint_due(frame, row.cut_right(width), deal.when_kind, deal.when);
        row.cut_right(8);
    }
    painter.text(row, Type::small, p.ink.third, deal.reason.empty() ? deal_state_word(deal.state) : deal_state_word(deal.state) + ": " + deal.reason);
    ImGui::PopID();
}

}  // namespace

void draw_lead_deals(Scene& scene, Rect& at, const app::LeadView& lead) {
    Frame& frame = scene.frame;
    ImGui::PushID("deals");
    Group group(frame.semantics, make_id("list"), base::Role::list, tr("deals.title"), visible_part({at.x, at.y, at.w, 28}));
    at.cut_top(4);
    Rect head = block_head(scene, at, tr("deals.title"), static_cast<int64_t>(lead.deals.size()));
    if (!scene.looks_back() && icon_button(frame, make_id("add"), head.cut_right(head.h), ButtonKind::quiet, {.icon = icon::plus, .name = tr("deals.add")}, ButtonSize::small))
        open_new_deal(scene.face, lead);
    for (const app::DealView& deal : lead.deals) draw_lead_deal(scene, at.cut_top(frame.density.touch ? 56 : 44), deal, lead.head.name);
    at.cut_top(4);
    ImGui::PopID();
}

}  // namespace ui
