// A colleague's file, before it is merged: what is new, the same, newer here, newer there, and the
// hard stop that wants a second look.
#include "ui/panels/scene.h"

namespace ui {
namespace {

struct Count {
    char32_t icon;
    int64_t count;
    const char* key;
};

void draw_counts(Scene& scene, Rect& at, const app::MergeView& merge) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    const Count counts[] = {{icon::plus, merge.create, "merge.create"},
                            {icon::check_check, merge.same, "merge.same"},
                            {icon::arrow_up, merge.newer_here, "merge.newer_here"},
                            {icon::arrow_down, merge.newer_there, "merge.newer_there"},
                            {icon::trash_2, merge.deletions, "merge.deletions"}};
    const float row_height = frame.density.touch ? 44 : 36;
    const Rect box = at.cut_top(kCardHead + 5 * row_height + 8);
    at.cut_top(16);
    Rect body = card(frame, box, {.title = tr("import.what"), .detail = tr("import.dry_run")});
    body.cut_top(4);
    for (const Count& count : counts) {
        Rect row = body.cut_top(row_height).inset(16, 0);
        const std::string words = tr_count(count.key, count.count);
        frame.semantics.add_text(base::Role::text, tr_count("count", count.count) + " " + words, visible_part(row));
        paint(frame).icon(row.cut_left(16), count.icon, p.ink.second, 16);
        row.cut_left(12);
        paint(frame).text(row.cut_left(64), Type::strong, p.ink.first, tr_count("count", count.count), Align::right);
        row.cut_left(12);
        paint(frame).text(row, Type::body, count.count > 0 ? p.ink.first : p.ink.third, words);
    }
}

void draw_fingerprints(Scene& scene, Rect& at, const app::MergeView& merge) {
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

void draw_notices(Scene& scene, Rect& at, const app::MergeView& merge) {
    Frame& frame = scene.frame;
    if (merge.identical) {
        const Notice same{.kind = NoticeKind::success, .text = tr("merge.identical"), .detail = tr("merge.identical_detail")};
        notice(frame, make_id("identical"), at.cut_top(notice_height(frame, at.w, same)), same);
        at.cut_top(16);
    }
    if (merge.nothing_new && !merge.identical) {
        const Notice nothing{.kind = NoticeKind::info, .text = tr("merge.nothing_new"), .detail = tr("merge.nothing_new_detail")};
        notice(frame, make_id("nothing-new"), at.cut_top(notice_height(frame, at.w, nothing)), nothing);
        at.cut_top(16);
    }
    if (!merge.partial.empty() || !merge.redacted.empty()) {
        const std::string separator = merge.partial.empty() || merge.redacted.empty() ? "" : " ";
        const std::string detail = merge.partial + separator + merge.redacted + " " + tr("merge.part_detail");
        const Notice part{.kind = NoticeKind::info, .text = tr("merge.part"), .detail = detail};
        notice(frame, make_id("part"), at.cut_top(notice_height(frame, at.w, part)), part);
        at.cut_top(16);
    }
    if (merge.hard_stop) {
        const Notice stop{.kind = NoticeKind::danger, .text = tr("merge.stop"), .detail = merge.stop_reason, .spoken = true};
        notice(frame, make_id("stop"), at.cut_top(notice_height(frame, at.w, stop)), stop);
        at.cut_top(16);
    }
}

}  // namespace

void draw_merge(Scene& scene, Rect box) {
    Frame& frame = scene.frame;
    const app::MergeView* merge = scene.session.merge_view();
    if (!merge) return;
    ImGui::PushID("merge");
    Rect bar = view_header(scene, box, tr("merge.title"), scene.phone() ? std::string_view() : std::string_view(merge->file));
    const bool busy = scene.session.job() != nullptr;
    const bool pointless = merge->nothing_new || merge->identical;
    if (!pointless) {
        const Button run{.text = tr(merge->hard_stop ? "merge.run_anyway" : "merge.run"), .icon = icon::git_merge, .tip = busy ? tr("import.busy") : std::string_view(), .enabled = !busy};
        if (button_from_right(frame, bar, "run", merge->hard_stop ? ButtonKind::danger : ButtonKind::primary, run)) frame.run("merge.run", {{"confirmed", merge->hard_stop}});
    }
    if (button_from_right(frame, bar, "cancel", ButtonKind::quiet, {.text = tr(pointless ? "dialog.close" : "dialog.cancel")})) frame.run("merge.cancel");
    paint(frame).fill(box, frame.palette.surface.sunken);
    const ScrollArea area = begin_scroll(frame, make_id("area"), box);
    Rect content = area.content.inset(scene.gutter(), 0);
    content.h = 4096;
    content.w = std::min(content.w, 1560.f);
    content.cut_top(20);
    draw_notices(scene, content, *merge);
    const Notice promise{.kind = NoticeKind::info, .text = tr("merge.promise"), .detail = tr("merge.promise_detail")};
    if (content.w < 820 || merge->fingerprint_there.empty()) {
        draw_counts(scene, content, *merge);
        draw_fingerprints(scene, content, *merge);
    } else {
        Rect side = content.cut_right(344);
        content.cut_right(24);
        draw_counts(scene, content, *merge);
        draw_fingerprints(scene, side, *merge);
    }
    if (!pointless) notice(frame, make_id("promise"), content.cut_top(notice_height(frame, content.w, promise)), promise);
    end_scroll(frame, area, content.y + 24);
    ImGui::PopID();
}

}  // namespace ui
