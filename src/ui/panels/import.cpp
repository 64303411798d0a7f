// Import: the drop zone, then the mapping of a file's columns with what it will do. Answers become
// commands at once; nothing is in the book until Import is pressed. Its cards are in import_cards.cpp.
#include "ui/panels/import_cards.h"

#include "base/text.h"

#include <algorithm>

namespace ui {
namespace {

constexpr float kSideColumn = 344;
constexpr float kTwoColumnsFrom = 1080;

void draw_job(Scene& scene, Rect& at) {
    const app::JobView* job = scene.session.job();
    if (!job) return;
    std::string count;
    if (job->total > 0) count = tr("job.count", {{"done", tr_count("count", job->done)}, {"total", tr_count("count", job->total)}});
    const float share = job->total > 0 ? static_cast<float>(job->done) / static_cast<float>(job->total) : -1.f;
    const bool cancelled = progress(scene.frame, make_id("job"), at.cut_top(kProgressHeight),
                                    {.title = job->title, .count = count, .cancel = job->can_cancel ? tr("job.cancel") : std::string_view(), .share = share});
    if (cancelled) scene.frame.run("job.cancel");
    at.cut_top(16);
}

void draw_file_error(Scene& scene, Rect& at) {
    const app::FileErrorView* error = scene.session.file_error();
    if (!error) return;
    const std::string title = tr("import.cannot_read", {{"file", error->file}});
    const std::string detail = error->message + " " + tr("import.nothing_changed");
    const Notice what{.kind = NoticeKind::danger, .text = title, .detail = detail, .action = tr("import.dismiss"), .spoken = true};
    if (notice(scene.frame, make_id("file-error"), at.cut_top(notice_height(scene.frame, at.w, what)), what)) scene.frame.run("import.cancel");
    at.cut_top(16);
}

// After an import that could not take every row: they are to be had as long as the page is open.
void draw_left_out(Scene& scene, Rect& at) {
    if (!why_not_run(scene, "import.rejected").empty()) return;
    const Notice what{.kind = NoticeKind::warning, .text = tr("import.left_out"), .detail = tr("import.left_out_detail"), .action = tr("import.download_rejected"), .action_icon = icon::download};
    if (notice(scene.frame, make_id("left-out"), at.cut_top(notice_height(scene.frame, at.w, what)), what)) scene.frame.run("import.rejected");
    at.cut_top(16);
}

void draw_start(Scene& scene, Rect box) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    view_header(scene, box, tr("import.title"), {});
    paint(frame).fill(box, p.surface.sunken);
    Rect at = box.inset(scene.gutter(), 20);
    if (at.w > 960) at.w = 960;
    draw_job(scene, at);
    draw_file_error(scene, at);
    draw_left_out(scene, at);
    const bool pointless = scene.session.job() != nullptr;
    const float detail = paragraph_height(frame, at.w - 48, Type::small, tr("import.formats"));
    const float content = 32 + 12 + 20 + 4 + detail + 16 + button_height(frame);
    Rect zone = at.cut_top(std::min(at.h, std::max(content + 64, 220.f)));
    Painter painter = paint(frame);
    painter.fill(zone, p.surface.pane, frame.theme.radius.extra_large);
    painter.dashed_border(zone, p.line.control, frame.theme.radius.extra_large);
    const Button choose{.text = tr("welcome.choose"), .icon = icon::upload, .tip = pointless ? tr("import.busy") : std::string_view(), .enabled = !pointless};
    Rect words = zone.centred(zone.w - 48, content);
    painter.icon(words.cut_top(32), icon::file_spreadsheet, p.ink.third, 32);
    words.cut_top(12);
    label(frame, words.cut_top(20), Type::heading, p.ink.first, tr(scene.phone() ? "welcome.bring" : "welcome.drop"), Align::middle);
    words.cut_top(4);
    paragraph(frame, words.cut_top(detail), Type::small, p.ink.third, tr("import.formats"), Align::middle);
    words.cut_top(16);
    const Rect row = words.cut_top(button_height(frame));
    if (button(frame, make_id("choose"), row.centred(button_width(frame, choose), row.h), ButtonKind::primary, choose)) frame.run("file.open");
    at.cut_top(20);
    paragraph(frame, at.cut_top(40), Type::small, p.ink.third, tr("import.promise"));
}

// Why Import cannot be pressed. The plan's own words are for scripts where a question is open: here
// its card is on the page.
std::string why_not_yet(const app::ImportView& plan) {
    const auto open = std::count_if(plan.questions.begin(), plan.questions.end(), [](const auto& question) { return question.chosen.empty(); });
    return open > 0 ? tr_count("import.answer_first", open) : plan.why_not;
}

void draw_plan_header(Scene& scene, Rect& box, const app::ImportView& plan) {
    Frame& frame = scene.frame;
    Rect bar = view_header(scene, box, tr("import.title"), scene.phone() ? std::string_view() : std::string_view(plan.file));
    const bool busy = scene.session.job() != nullptr;
    const std::string words = tr_count("import.run", plan.create + plan.update);
    const std::string why = busy ? tr("import.busy") : why_not_yet(plan);
    const Button run{.text = words, .icon = icon::arrow_down_to_line, .tip = why, .enabled = plan.ready && !busy};
    if (button_from_right(frame, bar, "run", ButtonKind::primary, run)) frame.run("import.run");
    if (!scene.phone() && button_from_right(frame, bar, "cancel", ButtonKind::quiet, {.text = tr("dialog.cancel")})) frame.run("import.cancel");
    Rect sub = box.cut_top(frame.theme.layout.filter_bar);
    paint(frame).line_below(sub, frame.palette.line.subtle);
    sub = sub.inset(scene.gutter(), 0);
    if (scene.phone() && button_from_right(frame, sub, "cancel", ButtonKind::quiet, {.text = tr("dialog.cancel")}, ButtonSize::small)) frame.run("import.cancel");
    paint(frame).icon(sub.cut_left(16), icon::file_text, frame.palette.ink.second, 16);
    sub.cut_left(8);
    const std::string rows = tr_count("import.rows", plan.rows);
    sub.cut_left(label(frame, sub, Type::strong, frame.palette.ink.first, rows) + 12);
    label(frame, sub, Type::small, frame.palette.ink.third, plan.dialect);
}

void draw_plan(Scene& scene, Rect box, const app::ImportView& plan) {
    Frame& frame = scene.frame;
    draw_plan_header(scene, box, plan);
    paint(frame).fill(box, frame.palette.surface.sunken);
    const ScrollArea area = begin_scroll(frame, make_id("plan"), box);
    Rect content = area.content.inset(scene.gutter(), 0);
    content.h = 16'384;
    content.cut_top(scene.phone() ? 16 : 20);
    draw_job(scene, content);
    if (!plan.ready && !plan.why_not.empty()) {
        const std::string why = why_not_yet(plan);
        const Notice what{.kind = NoticeKind::warning, .text = why};
        notice(frame, make_id("why-not"), content.cut_top(notice_height(frame, content.w, what)), what);
        content.cut_top(16);
    }
    if (!plan.remarks.empty()) {
        const std::string remarks = base::join(plan.remarks, " ");
        const Notice what{.kind = NoticeKind::info, .text = remarks};
        notice(frame, make_id("remarks"), content.cut_top(notice_height(frame, content.w, what)), what);
        content.cut_top(16);
    }
    if (content.w > 1560) content.w = 1560;
    if (content.w < kTwoColumnsFrom) {
        draw_what_will_happen(scene, content, plan);
        draw_questions(scene, content, plan);
        draw_columns(scene, content, plan);
        draw_outcomes(scene, content, plan);
        draw_rejected(scene, content, plan);
        end_scroll(frame, area, content.y + 8);
        return;
    }
    Rect side = content.cut_right(kSideColumn);
    content.cut_right(24);
    draw_columns(scene, content, plan);
    draw_questions(scene, content, plan);
    draw_what_will_happen(scene, side, plan);
    draw_outcomes(scene, side, plan);
    draw_rejected(scene, side, plan);
    end_scroll(frame, area, std::max(content.y, side.y) + 8);
}

}  // namespace

void draw_import(Scene& scene, Rect box) {
    ImGui::PushID("import");
    if (const app::ImportView* plan = scene.session.import_view()) draw_plan(scene, box, *plan);
    else draw_start(scene, box);
    ImGui::PopID();
}

}  // namespace ui
