// Who it is, the score with its reasons, the stage with why and what is missing.
#include "ui/panels/lead_parts.h"
#include "ui/panels/tour.h"

namespace ui {
namespace {

constexpr size_t kStrongest = 3;

struct Way {
    std::string_view id;
    char32_t glyph;
    const char* name;
    const std::string* address;
};

// Call, mail, chat: what there is an address for. The first of them is the one filled button of the pane; on a phone it
// takes the width that the others leave.
std::vector<Way> ways_to(const app::LeadView& lead) {
    const Way all[] = {{"call", icon::phone, "lead.call", &lead.tel_href}, {"mail", icon::mail, "lead.mail", &lead.mail_href}, {"chat", icon::message_circle, "lead.chat", &lead.whatsapp_href}};
    std::vector<Way> ways;
    for (const Way& way : all)
        if (!way.address->empty()) ways.push_back(way);
    return ways;
}

void draw_contact_buttons(Scene& scene, Rect bar, const app::LeadView& lead) {
    Frame& frame = scene.frame;
    const std::vector<Way> ways = ways_to(lead);
    const float side = icon_button_width(frame);
    for (size_t i = 0; i < ways.size(); ++i) {
        const Way& way = ways[i];
        const bool first = i == 0, wide = first && scene.phone();
        const Button worded{.text = tr(way.name), .icon = way.glyph};
        if (i > 0 || !scene.phone()) bar.cut_left(8);
        const float width = wide ? bar.w - static_cast<float>(ways.size() - 1) * (side + 8) : first ? button_width(frame, worded) : side;
        const Rect at = bar.cut_left(width);
        const ButtonKind kind = first ? ButtonKind::primary : ButtonKind::secondary;
        const bool pressed = first ? button(frame, make_id(way.id), at, kind, worded) : icon_button(frame, make_id(way.id), at, kind, {.icon = way.glyph, .name = worded.text});
        if (pressed) scene.output.links.push_back(*way.address);
    }
}

float contact_width(Scene& scene, const app::LeadView& lead) {
    const std::vector<Way> ways = ways_to(lead);
    if (ways.empty()) return 0;
    const float first = button_width(scene.frame, {.text = tr(ways.front().name), .icon = ways.front().glyph}) + 8;
    return first + static_cast<float>(ways.size() - 1) * (icon_button_width(scene.frame) + 8);
}

void draw_score_head(Scene& scene, Rect head, const app::LeadView& lead) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    const app::ScoreShort& score = lead.head.score;
    const std::string total = std::to_string(score.total);
    head.cut_left(label(frame, head, Type::metric, p.ink.first, total) + 12);
    const float tag_room = tag_width(frame, temperature_word(score.temperature), true);
    tag(frame, head.cut_right(tag_room), temperature_tone(score.temperature), temperature_word(score.temperature), temperature_icon(score.temperature));
    head.cut_right(12);
    const Rect grade = head.cut_right(32);
    paint_grade(frame, grade, score.grade, 32);
    frame.semantics.add_text(base::Role::text, grade_words(score.grade), visible_part(grade));
    head.cut_right(12);
    const float line = line_height(frame, Type::small);
    if (head.w < 220) {  // room for one of the two, in two lines
        const std::string_view words = lead.outlook.empty() ? tr("score.total_is") : std::string_view(lead.outlook);
        paragraph(frame, head.strip(std::min(paragraph_height(frame, head.w, Type::small, words), head.h)), Type::small, p.ink.second, words);
        return;
    }
    Rect words = head.strip(lead.outlook.empty() ? line : 2 * line);
    label(frame, words.cut_top(line), Type::small, p.ink.second, tr("score.total_is"));
    if (!lead.outlook.empty()) label(frame, words, Type::small, p.ink.third, lead.outlook);
}

void draw_why(Scene& scene, Rect& inside, const app::LeadView& lead) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    for (const std::string& why : lead.why) {
        const float height = paragraph_height(frame, inside.w - 22, Type::small, why);
        Rect row = inside.cut_top(height + 6);
        paint(frame).icon({row.x, row.y + 3, 14, line_height(frame, Type::small)}, icon::circle_check, p.success.solid, 14);
        row.cut_left(22);
        row.cut_top(3);
        paragraph(frame, row, Type::small, p.ink.first, why);
    }
}

void record_missing(Scene& scene, const app::LeadView& lead, const app::MissingView& missing) {
    base::Json arguments = missing.arguments;
    if (!arguments.contains("lead")) arguments["lead"] = lead.head.id;
    scene.frame.run(missing.command, std::move(arguments));
}

// With the button that records it: beside the words, or under them where they would stand in a narrow column.
void draw_one_missing(Scene& scene, Rect& inside, const app::LeadView& lead, const app::MissingView& missing, const std::string& words) {
    constexpr float kIcon = 22;
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    const Button record_it{.text = missing.button, .icon = icon::plus};
    const bool has_button = !missing.button.empty() && !scene.looks_back();
    const float button_room = has_button ? button_width(frame, record_it, ButtonSize::small) + 8 : 0;
    const float beside = paragraph_height(frame, inside.w - kIcon - button_room, Type::small, words);
    const bool under = beside > 2 * line_height(frame, Type::small);
    const float height = under ? paragraph_height(frame, inside.w - kIcon, Type::small, words) : beside;
    Rect row = inside.cut_top(std::max(frame.density.touch && !under ? 48.f : 30.f, height + 8));
    paint(frame).icon(under ? Rect{row.x, row.y + 4, 14, line_height(frame, Type::small)} : Rect{row.x, row.y, 14, row.h}, icon::circle_slash, p.ink.third, 14);
    row.cut_left(kIcon);
    Rect below = under && has_button ? inside.cut_top(button_height(frame, ButtonSize::small) + 8) : Rect{};
    below.cut_left(kIcon);
    below.cut_bottom(8);
    if (has_button && (under ? button_from_left(frame, below, "record", ButtonKind::secondary, record_it, ButtonSize::small) : button_from_right(frame, row, "record", ButtonKind::secondary, record_it, ButtonSize::small)))
        record_missing(scene, lead, missing);
    paragraph(frame, row.strip(height), Type::small, p.ink.first, words);
}

void draw_missing(Scene& scene, Rect& inside, const app::LeadView& lead) {
    if (lead.missing.empty() || lead.next_stage.empty()) return;
    // One thing is one line; several stand under a line of their own.
    const bool one = lead.missing.size() == 1;
    if (!one) label(scene.frame, inside.cut_top(24), Type::small, scene.frame.palette.ink.third, tr("stage.missing_for", {{"stage", lead.next_stage}}));
    int64_t index = 0;
    for (const app::MissingView& missing : lead.missing) {
        ImGui::PushID(static_cast<int>(index++));
        draw_one_missing(scene, inside, lead, missing, one ? tr("stage.missing_one", {{"stage", lead.next_stage}, {"what", missing.text}}) : missing.text);
        ImGui::PopID();
    }
}

std::string closed_words(const app::LeadView& lead) { return join_names(lead.head.outcome, lead.head.closed_on); }

float tags_width(Scene& scene, const app::LeadView& lead) {
    float width = lead.head.closed ? tag_width(scene.frame, closed_words(lead), true) + 6 : 0;
    for (const std::string& marker : lead.markers) width += tag_width(scene.frame, marker, true) + 6;
    return width;
}

// At the right end of the tags; at the left if there are none. The amount in full where there is room.
void draw_value_and_owner(Scene& scene, Rect& tags, const app::LeadView& lead) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    const std::string& owner = lead.head.owner;
    const float owner_width = owner.empty() ? 0 : 26 + std::min(text_width(frame, Type::small, owner) + 1, 120.f);
    const float room = tags.w - tags_width(scene, lead) - owner_width - 20;
    const std::string& value = text_width(frame, Type::small, lead.value) <= room ? lead.value : lead.head.value;
    const float value_width = value.empty() ? 0 : text_width(frame, Type::small, value) + 1;
    const float gap = value.empty() || owner.empty() ? 0 : 10;
    const float width = value_width + gap + owner_width;
    const bool tagged = lead.head.closed || !lead.markers.empty();
    Rect at = tagged ? tags.cut_right(width) : tags.cut_left(width);
    if (tagged) tags.cut_right(10);
    if (!value.empty()) label(frame, at.cut_left(value_width), Type::small, p.ink.first, value);
    if (owner.empty()) return;
    at.cut_left(gap);
    avatar(frame, at.cut_left(20), lead.head.owner_initials, 20);
    at.cut_left(6);
    label(frame, at, Type::small, p.ink.second, owner);
}

void draw_colleagues(Scene& scene, Rect& at, const app::LeadView& lead) {
    Frame& frame = scene.frame;
    Rect row = at.cut_top(text_link_height(frame));
    paint(frame).icon(row.cut_left(14), icon::building_2, frame.palette.ink.third, 14);
    row.cut_left(6);
    const std::string words = tr_count("lead.colleagues", lead.colleagues);
    if (text_link(frame, make_id("colleagues"), row, Type::small, words, "#/leads" + lead.company_list)) scene.go("/leads" + lead.company_list);
}

}  // namespace

void draw_identity(Scene& scene, Rect& at, const app::LeadView& lead) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    at.cut_top(scene.phone() ? 0 : 12);
    Rect row = at.cut_top(scene.phone() ? 56 : 44);
    const float size = scene.phone() ? 48 : 40;
    avatar(frame, row.cut_left(size), lead.head.initials, size);
    row.cut_left(12);
    if (!scene.phone()) draw_contact_buttons(scene, row.cut_right(contact_width(scene, lead)), lead);
    const std::string about = join_names(lead.head.title.empty() ? lead.head.role : lead.head.title, lead.head.company);
    Rect words = row.strip(about.empty() ? 28 : 46);
    const std::string name = lead.head.name.empty() ? tr("lead.no_name") : lead.head.name;
    heading(frame, words.cut_top(28), Type::display, name, 2);
    if (!about.empty()) label(frame, words.cut_top(18), Type::small, p.ink.second, about);
    if (scene.phone() && contact_width(scene, lead) > 0) {
        at.cut_top(8);
        draw_contact_buttons(scene, at.cut_top(44), lead);
    }
    at.cut_top(8);
    if (lead.colleagues > 0) draw_colleagues(scene, at, lead);
    const bool line = !lead.markers.empty() || !lead.head.value.empty() || !lead.head.owner.empty() || lead.head.closed;
    if (!line) return;
    Rect tags = at.cut_top(24);
    draw_value_and_owner(scene, tags, lead);
    if (lead.head.closed) tags.cut_left(tag(frame, tags, TagTone::neutral, closed_words(lead), icon::check_check) + 6);
    for (const std::string& marker : lead.markers) tags.cut_left(tag(frame, tags, TagTone::warning, marker, icon::info) + 6);
    at.cut_top(8);
}

void draw_score(Scene& scene, Rect& at, const app::LeadView& lead, bool collapsed) {
    Frame& frame = scene.frame;
    LeadPaneState& state = scene.face.lead;
    const std::string grade_from = tr("score.grade_from", {{"grade", std::to_string(lead.head.score.grade)}});
    const std::string hot_from = tr("score.hot_from", {{"n", std::to_string(lead.hot_from)}});
    const size_t shown = collapsed ? kStrongest : 100;
    Waterfall fit{.title = tr("score.fit"), .detail = tr("score.fit_detail"), .right = grade_from, .reasons = lead.fit, .total = lead.head.score.fit, .accent = false, .shown = shown};
    Waterfall engagement{.title = tr("score.engagement"), .detail = tr("score.engagement_detail"), .right = hot_from, .reasons = lead.engagement, .total = lead.head.score.engagement, .accent = true, .shown = shown};
    const bool can_fold = state.all_reasons && (lead.fit.size() > kStrongest || lead.engagement.size() > kStrongest);
    const float width = at.w - 32;
    const float fit_height = waterfall_height(frame, width, fit), engagement_height = waterfall_height(frame, width, engagement);
    Rect box = at.cut_top(56 + fit_height + 8 + engagement_height + (can_fold ? text_link_height(frame) : 8));
    at.cut_top(8);
    card_ground(frame, box);
    Group group(frame.semantics, make_id("score"), base::Role::region, tr("score.title"), visible_part(box));
    Rect inside = box.inset(16, 0);
    draw_score_head(scene, inside.cut_top(56), lead);
    bool more = waterfall(frame, make_id("fit"), inside.cut_top(fit_height), fit);
    inside.cut_top(8);
    more |= waterfall(frame, make_id("engagement"), inside.cut_top(engagement_height), engagement);
    if (more) state.all_reasons = true;
    if (can_fold && text_link(frame, make_id("fold"), inside.cut_top(text_link_height(frame)), Type::small, tr("score.fewer"))) state.all_reasons = false;
    if (scene.session.tour()) mark_for_tour(scene, TourAnchor::score, box, lead.head.id);
}

void draw_stage(Scene& scene, Rect& at, const app::LeadView& lead) {
    Frame& frame = scene.frame;
    const NodeId height_id = make_id("stage-height");
    const float height = frame.memory.heights.try_emplace(height_id, 88.f).first->second;
    Rect box = at.cut_top(height);
    at.cut_top(8);
    card_ground(frame, box);
    Group group(frame.semantics, make_id("stage"), base::Role::region, tr("stage.title"), visible_part(box));
    Rect inside = box.inset(16, 0);
    inside.h = 4096;
    inside.cut_top(8);
    Rect head = inside.cut_top(28);
    if (!lead.lens_name.empty()) label(frame, head.cut_right(text_width(frame, Type::small, lead.lens_name) + 1), Type::small, frame.palette.ink.third, lead.lens_name, Align::right);
    if (lead.head.stage.kind == app::StageMark::Kind::none) head.cut_left(tag(frame, head, TagTone::neutral, tr("stage.none_yet"), icon::circle_help) + 8);
    else head.cut_left(stage_tag(frame, head, lead.head.stage) + 8);
    label(frame, head, Type::small, frame.palette.ink.third, lead.stage_since);
    draw_why(scene, inside, lead);
    draw_missing(scene, inside, lead);
    inside.cut_top(8);
    const float used = inside.y - box.y;
    if (used != height) {
        frame.memory.heights[height_id] = used;
        frame.animating = true;
    }
}

}  // namespace ui
