// One person of a colleague's file, field by field: what is here, what the file says, who wrote it and when. And the file
// as a whole.
#include "ui/panels/merge_parts.h"

namespace ui {
namespace {

constexpr float kPad = 16, kGap = 12, kMark = 28;

// --- a field --------------------------------------------------------------------------------------------

struct Sides {
    Rect here, there;
};

// Beside each other where both have room.
bool sides_stacked(float width) { return width < 300; }

float merge_side_height(const Frame& frame, float width, const app::MergeSideView& side) {
    const std::string words = side.text.empty() ? tr("merge.nothing_there") : side.text;
    const float who = side.who.empty() ? 0 : paragraph_height(frame, width - 24, Type::small, join_names(side.who, side.when));
    return paragraph_height(frame, width - 24, Type::body, words) + who + 12;
}

float compared_height(const Frame& frame, float width, const app::MergeFieldView& field) {
    const float each = sides_stacked(width) ? width : std::floor((width - kGap) / 2);
    const float here = merge_side_height(frame, each, field.here), there = merge_side_height(frame, each, field.there);
    return 32 + (sides_stacked(width) ? here + there + 8 : std::max(here, there)) + 16;
}

// Which of the two will be shown is marked; words say it to whoever cannot see that.
void draw_merge_side(Scene& scene, Rect box, const char* whose, const app::MergeSideView& side, bool stays) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    Painter painter = paint(frame);
    const float radius = frame.theme.radius.medium;
    painter.fill(box, stays ? p.accent.tint : p.surface.raised, radius);
    painter.border(box, stays ? p.accent.solid : p.line.strong, radius);
    const std::string value = side.text.empty() ? tr("merge.nothing_there") : side.text;
    const std::string who = join_names(side.who, side.when);
    frame.semantics.add_text(base::Role::text, tr(whose) + ": " + join_names(value, who), visible_part(box));
    Rect inside = box.inset(12, 6);
    inside.cut_top(painter.paragraph(inside, Type::body, side.text.empty() ? p.ink.third : p.ink.first, value));
    if (!who.empty()) painter.paragraph(inside, Type::small, p.ink.second, who);
}

void draw_compared(Scene& scene, Rect box, const std::string& entry, const app::MergeFieldView& field, bool taken) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    ImGui::PushID(field.id.c_str());
    const std::string name = join_names(field.label, field.record);
    Group region(frame.semantics, make_id("field"), base::Role::region, name, visible_part(box));
    Rect head = box.cut_top(32);
    box.cut_bottom(16);
    const VerdictLook look = verdict_look(field.verdict);
    const float width = tag_width(frame, field.verdict_label, true);
    const Rect at = head.cut_right(width);
    frame.semantics.add_text(base::Role::text, field.verdict_label, visible_part(at));
    tag(frame, at, look.tone, field.verdict_label, look.icon);
    head.cut_right(8);
    if (field.can_choose) {
        const bool pressed = checkbox(frame, make_id("take"), Rect{head.x - 4, head.y, 24, head.h}, field.chosen ? Check::yes : Check::no, tr("merge.take_field", {{"field", name}}));
        if (pressed) frame.run("merge.choose", {{"entries", {entry}}, {"field", field.id}, {"take", !field.chosen}});
        head.cut_left(kMark);
    }
    paint(frame).icon(head.cut_left(16), icon_named(field.icon), p.ink.second, 16);
    head.cut_left(8);
    paint(frame).text(head, Type::strong, p.ink.first, name);
    const bool theirs = taken && field.chosen && (field.verdict == app::MergeVerdict::theirs_newer || (field.verdict == app::MergeVerdict::deleted && field.can_choose));
    const bool open = field.verdict == app::MergeVerdict::conflicting && field.chosen;  // both stand
    if (sides_stacked(box.w)) {
        draw_merge_side(scene, box.cut_top(merge_side_height(frame, box.w, field.here)), "merge.here", field.here, !theirs && !open);
        box.cut_top(8);
        draw_merge_side(scene, box, "merge.there", field.there, theirs);
    } else {
        const float each = std::floor((box.w - kGap) / 2);
        draw_merge_side(scene, box.cut_left(each), "merge.here", field.here, !theirs && !open);
        draw_merge_side(scene, box.cut_right(each), "merge.there", field.there, theirs);
    }
    ImGui::PopID();
}

// --- the head -------------------------------------------------------------------------------------------

void draw_person_head(Scene& scene, Rect& box, const app::MergeDetailView& detail, bool beside) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    MergePage& page = scene.face.merge;
    Rect head = box.cut_top(scene.phone() ? 56 : 48);
    paint(frame).line_below(head, p.line.normal);
    head = head.inset(kPad, 0);
    const Button back{.icon = beside ? icon::x : icon::arrow_left, .name = tr(beside ? "dialog.close" : "merge.back")};
    const float width = icon_button_width(frame);
    const Rect at = beside ? head.cut_right(width) : head.cut_left(width);
    if (icon_button(frame, make_id("close"), at, ButtonKind::quiet, back)) page.open.clear();
    if (beside) head.cut_right(8);
    else head.cut_left(8);
    if (detail.row.take != app::MergeRowView::Take::nothing_to_take) {
        if (checkbox(frame, make_id("take-all"), {head.x - 4, head.y, 24, head.h}, check_of(detail.row.take), tr("merge.take", {{"name", detail.row.name}})))
            frame.run("merge.choose", {{"entries", {detail.row.id}}, {"take", detail.row.take != app::MergeRowView::Take::yes}});
        head.cut_left(kMark);
    }
    const float name = std::min(text_width(frame, Type::heading, detail.row.name) + 1, head.w);
    heading(frame, head.cut_left(name), Type::heading, detail.row.name, 2);
    head.cut_left(8);
    if (head.w > 24) label(frame, head, Type::small, p.ink.second, detail.row.detail);
}

void draw_side_heads(Scene& scene, Rect& at) {
    if (sides_stacked(at.w)) return;
    Frame& frame = scene.frame;
    const float each = std::floor((at.w - kGap) / 2);
    Rect heads = at.cut_top(20);
    label(frame, heads.cut_left(each), Type::caption, frame.palette.ink.third, tr("merge.here"));
    label(frame, heads.cut_right(each), Type::caption, frame.palette.ink.third, tr("merge.there"));
    at.cut_top(4);
}

void draw_merge_fingerprints(Scene& scene, Rect& at, const app::MergeView& merge) {
    Frame& frame = scene.frame;
    if (merge.fingerprint_there.empty()) return;
    // Codes are there to be compared: each has a line of its own and is never cut.
    const float line = line_height(frame, Type::small), width = at.w - 32;
    const std::pair<const char*, const std::string*> codes[] = {{"merge.this_book", &merge.fingerprint_here}, {"merge.that_file", &merge.fingerprint_there}};
    float height = 12 + paragraph_height(frame, width, Type::small, tr("merge.codes")) + 12;
    for (const auto& [key, code] : codes) height += line + paragraph_height(frame, width, Type::small_strong, *code) + 8;
    const Rect box = at.cut_top(kCardHead + height);
    at.cut_top(16);
    Rect body = card(frame, box, {.title = tr("merge.same_or_not")}).inset(16, 12);
    for (const auto& [key, code] : codes) {
        label(frame, body.cut_top(line), Type::small, frame.palette.ink.second, tr(key));
        body.cut_top(paragraph(frame, body, Type::small_strong, frame.palette.ink.first, *code) + 8);
    }
    paragraph(frame, body, Type::small, frame.palette.ink.third, tr("merge.codes"));
}

}  // namespace

void draw_merge_detail(Scene& scene, Rect box, bool beside) {
    Frame& frame = scene.frame;
    ImGui::PushID("detail");
    const app::MergeDetailView& detail = scene.session.merge_detail(scene.face.merge.open);
    if (detail.row.id.empty()) {  // it is not in the file any more
        scene.face.merge.open.clear();
        return ImGui::PopID();
    }
    Group region(frame.semantics, make_id("person"), base::Role::region, detail.row.name, visible_part(box));
    draw_person_head(scene, box, detail, beside);
    const ScrollArea area = begin_scroll(frame, make_id(detail.row.id), box);
    Rect content = area.content.inset(kPad, 0);
    content.h = 65'536;
    content.cut_top(12);
    if (detail.whole) content.cut_top(paragraph(frame, content, Type::small, frame.palette.ink.second, tr("merge.whole")) + 12);
    if (!detail.fields.empty()) draw_side_heads(scene, content);
    const bool taken = detail.row.take == app::MergeRowView::Take::yes || detail.row.take == app::MergeRowView::Take::part;
    for (const app::MergeFieldView& field : detail.fields) draw_compared(scene, content.cut_top(compared_height(frame, content.w, field)), detail.row.id, field, taken);
    if (detail.more > 0) content.cut_top(paragraph(frame, content, Type::small, frame.palette.ink.third, tr_count("merge.fields_more", detail.more)) + 8);
    if (detail.same > 0) content.cut_top(paragraph(frame, content, Type::small, frame.palette.ink.third, tr_count("merge.fields_same", detail.same)) + 8);
    else if (detail.fields.empty()) content.cut_top(paragraph(frame, content, Type::small, frame.palette.ink.third, tr("merge.about.same")) + 8);
    end_scroll(frame, area, content.y + 16);
    ImGui::PopID();
}

void draw_merge_about(Scene& scene, Rect box, const app::MergeView& merge) {
    Frame& frame = scene.frame;
    ImGui::PushID("about");
    paint(frame).fill({box.x + 1, box.y, box.w - 1, box.h}, frame.palette.surface.sunken);
    const ScrollArea area = begin_scroll(frame, make_id("area"), box);
    Rect content = area.content.inset(kPad, 0);
    content.h = 4096;
    content.w = std::min(content.w, 720.f);
    content.cut_top(16);
    const auto put = [&](std::string_view id, const Notice& what) {
        notice(frame, make_id(id), content.cut_top(notice_height(frame, content.w, what)), what);
        content.cut_top(16);
    };
    if (merge.identical) {
        const std::string words = tr("merge.identical", {{"code", merge.fingerprint_here}});
        put("identical", {.kind = NoticeKind::success, .text = words, .detail = tr("merge.identical_detail")});
    }
    if (!merge.partial.empty() || !merge.redacted.empty()) {
        const std::string separator = merge.partial.empty() || merge.redacted.empty() ? "" : " ";
        const std::string detail = merge.partial + separator + merge.redacted + " " + tr("merge.part_detail");
        put("part", {.kind = NoticeKind::info, .text = tr("merge.part"), .detail = detail});
    }
    draw_merge_fingerprints(scene, content, merge);
    if (!merge.nothing_new && !merge.identical) put("promise", {.kind = NoticeKind::info, .text = tr("merge.promise"), .detail = tr("merge.promise_detail")});
    end_scroll(frame, area, content.y + 8);
    ImGui::PopID();
}

}  // namespace ui
