#include "ui/panels/import_cards.h"

#include "base/text.h"

namespace ui {
namespace {

struct HowLook {
    TagTone tone;
    char32_t icon;
    const char* key;
};

HowLook how_look(app::ImportColumnView::How how) {
    using How = app::ImportColumnView::How;
    switch (how) {
        case How::known_header: return {TagTone::success, icon::check, "import.how.known"};
        case How::guessed: return {TagTone::neutral, icon::check, "import.how.guessed"};
        case How::new_field: return {TagTone::accent, icon::plus, "import.how.new"};
        case How::answer: return {TagTone::warning, icon::circle_help, "import.how.answer"};
        case How::left_out: return {TagTone::neutral, icon::minus, "import.how.left_out"};
    }
    return {TagTone::neutral, 0, "import.how.guessed"};
}

std::string samples_of(const app::ImportColumnView& column) {
    std::vector<std::string> shown;
    for (const std::string& sample : column.samples) shown.push_back(sample.empty() ? tr("import.empty_value") : base::make_controls_visible(sample));
    return base::join(shown, "  \u00B7  ");
}

void target_select(Scene& scene, Rect box, const app::ImportColumnView& column, const app::ImportView& plan) {
    const std::string name = tr("import.target_of", {{"column", column.header}});
    Options options = plan.targets;
    const bool listed = std::any_of(options.begin(), options.end(), [&](const auto& option) { return option.first == column.target; });
    if (!listed) options.emplace_back(column.target, column.target_label);
    if (auto picked = select(scene.frame, make_id("target"), box, {.label = name, .placeholder = tr("import.leave_out"), .quiet_value = column.target.empty()}, options, column.target))
        scene.frame.run("import.map", {{"column", column.index}, {"target", *picked}});
}

void column_row(Scene& scene, Rect row, const app::ImportColumnView& column, const app::ImportView& plan, float header_width, bool last) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    ImGui::PushID(column.index);
    Group group(frame.semantics, make_id("column"), base::Role::list_item, column.header, visible_part(row));
    Painter painter = paint(frame);
    if (!last) painter.line_below(row.inset(1, 0), p.line.subtle);
    const HowLook how = how_look(column.how);
    const bool out = column.target.empty();
    if (scene.phone()) {
        Rect inside = row.inset(16, 10);
        Rect head = inside.cut_top(24);
        const float width = tag_width(frame, tr(how.key), true);
        tag(frame, head.cut_right(width), how.tone, tr(how.key), how.icon);
        head.cut_right(8);
        label(frame, head, Type::strong, out ? p.ink.third : p.ink.first, column.header);
        label(frame, inside.cut_top(20), Type::small, p.ink.third, samples_of(column));
        inside.cut_top(4);
        target_select(scene, inside, column, plan);
    } else {
        Rect inside = row.inset(16, 0);
        Rect header = inside.cut_left(header_width);
        painter.icon(header.cut_right(16), icon::arrow_right, p.ink.third, 16);
        header.cut_right(8);
        label(frame, header, Type::strong, out ? p.ink.third : p.ink.first, column.header);
        inside.cut_left(12);
        target_select(scene, inside.cut_left(std::min(190.f, inside.w * 0.36f)), column, plan);
        inside.cut_left(16);
        tag(frame, inside.cut_left(136), how.tone, tr(how.key), how.icon);
        inside.cut_left(8);
        label(frame, inside, Type::small, out ? p.ink.third : p.ink.second, samples_of(column));
    }
    ImGui::PopID();
}

struct Count {
    char32_t icon;
    Colour colour;
    int64_t count;
    const char* key;
};

void count_row(Scene& scene, Rect& at, const Count& what) {
    Frame& frame = scene.frame;
    const auto& [glyph, colour, count, key] = what;
    Rect row = at.cut_top(frame.density.touch ? 32 : 28);
    Painter painter = paint(frame);
    const std::string words = tr_count("count", count) + " " + tr_count(key, count);
    frame.semantics.add_text(base::Role::text, words, visible_part(row));
    painter.icon(row.cut_left(16), glyph, colour, 16);
    row.cut_left(8);
    painter.text(row.cut_left(36), Type::strong, frame.palette.ink.first, tr_count("count", count), Align::right);
    row.cut_left(8);
    painter.text(row, Type::body, frame.palette.ink.first, tr_count(key, count));
}

}  // namespace

void draw_columns(Scene& scene, Rect& at, const app::ImportView& plan) {
    Frame& frame = scene.frame;
    const float row_height = scene.phone() ? 112 : 38, head = scene.phone() ? 0 : 28;
    const auto imported = std::count_if(plan.columns.begin(), plan.columns.end(), [](const auto& column) { return !column.target.empty(); });
    const std::string total = tr_count("count", static_cast<int64_t>(plan.columns.size()));
    const bool all = imported == static_cast<int64_t>(plan.columns.size());
    const std::string detail = all ? tr("import.columns_all", {{"total", total}}) : tr("import.columns_detail", {{"total", total}, {"imported", tr_count("count", imported)}});
    const Rect box = at.cut_top(kCardHead + head + row_height * static_cast<float>(plan.columns.size()));
    at.cut_top(16);
    ImGui::PushID("columns");
    Group group(frame.semantics, make_id("list"), base::Role::list, tr("import.columns"), visible_part(box));
    Rect body = card(frame, box, {.title = tr("import.columns"), .detail = detail});
    float header_width = 96;
    for (const auto& column : plan.columns) header_width = std::max(header_width, text_width(frame, Type::strong, column.header) + 28);
    header_width = std::min(header_width, std::min(220.f, body.w * 0.3f));
    if (!scene.phone()) {
        Rect titles = body.cut_top(head);
        paint(frame).line_below(titles, frame.palette.line.normal);
        titles = titles.inset(16, 0);
        const auto title = [&](float width, const char* key) { paint(frame).text(titles.cut_left(width), Type::caption, frame.palette.ink.third, tr(key)); };
        const float select_width = std::min(190.f, (titles.w - header_width - 12) * 0.36f);
        title(header_width + 12, "import.in_file");
        title(select_width + 16, "import.in_corong");
        title(144, "import.how");
        title(titles.w, "import.first_values");
    }
    for (const auto& column : plan.columns) column_row(scene, body.cut_top(row_height), column, plan, header_width, &column == &plan.columns.back());
    ImGui::PopID();
}

void draw_questions(Scene& scene, Rect& at, const app::ImportView& plan) {
    if (plan.questions.empty()) return;
    Frame& frame = scene.frame;
    const float width = at.w - 32;
    float height = kCardHead + 8;
    const auto height_of = [&](const app::ImportQuestionView& question) {
        return 8 + paragraph_height(frame, width, Type::strong, question.question) + (question.detail.empty() ? 0 : paragraph_height(frame, width, Type::small, question.detail)) + 8 + frame.density.control + 8;
    };
    for (const auto& question : plan.questions) height += height_of(question);
    const Rect box = at.cut_top(height);
    at.cut_top(16);
    ImGui::PushID("questions");
    Rect body = card(frame, box, {.title = tr_count("import.questions", static_cast<int64_t>(plan.questions.size()))}).inset(16, 4);
    for (const auto& question : plan.questions) {
        ImGui::PushID(question.id.c_str());
        body.cut_top(8);
        body.cut_top(paragraph(frame, body, Type::strong, frame.palette.ink.first, question.question));
        if (!question.detail.empty()) body.cut_top(paragraph(frame, body, Type::small, frame.palette.ink.second, question.detail));
        body.cut_top(8);
        std::vector<Segment> answers;
        int chosen = -1;
        for (const auto& [value, text] : question.answers) {
            if (value == question.chosen) chosen = static_cast<int>(answers.size());
            answers.push_back({.text = text});
        }
        const int picked = segments(frame, "answer", body.cut_top(frame.density.control), question.question, answers, chosen, chosen < 0);
        if (picked >= 0) frame.run("import.answer", {{"column", question.column}, {"question", question.id}, {"answer", question.answers[static_cast<size_t>(picked)].first}});
        body.cut_top(8);
        ImGui::PopID();
    }
    ImGui::PopID();
}

void draw_outcomes(Scene& scene, Rect& at, const app::ImportView& plan) {
    if (plan.outcomes.empty()) return;
    Frame& frame = scene.frame;
    const float row_height = frame.density.touch ? 56 : 38;
    // Values of several columns stand under the name of theirs.
    int captions = 0;
    for (size_t i = 1; i < plan.outcomes.size(); ++i) captions += plan.outcomes[i].column != plan.outcomes[i - 1].column;
    if (captions > 0) ++captions;
    constexpr float kCaption = 28;
    const Rect box = at.cut_top(kCardHead + row_height * static_cast<float>(plan.outcomes.size()) + kCaption * static_cast<float>(captions) + 4);
    at.cut_top(16);
    ImGui::PushID("outcomes");
    Rect body = card(frame, box, {.title = tr("import.outcomes"), .detail = plan.outcome_column}).inset(16, 0);
    const std::string* under = nullptr;
    const Options meanings = {{"open", tr("outcome.open")}, {"won", tr("outcome.won")}, {"lost", tr("outcome.lost")}};
    for (const auto& outcome : plan.outcomes) {
        if (captions > 0 && (!under || *under != outcome.column)) label(frame, body.cut_top(kCaption), Type::caption, frame.palette.ink.third, outcome.column);
        under = &outcome.column;
        ImGui::PushID(outcome.column.c_str());
        ImGui::PushID(outcome.value.c_str());
        Rect row = body.cut_top(row_height);
        const std::string name = tr("import.meaning_of", {{"value", outcome.value}});
        if (auto picked = select(frame, make_id("meaning"), row.cut_right(112), {.label = name}, meanings, outcome.meaning))
            frame.run("import.outcome", {{"column", outcome.index}, {"value", outcome.value}, {"meaning", *picked}});
        row.cut_right(12);
        label(frame, row.cut_right(40), Type::small, frame.palette.ink.third, tr_count("count", outcome.count), Align::right);
        row.cut_right(12);
        label(frame, row, Type::body, frame.palette.ink.first, outcome.value.empty() ? tr("import.empty_value") : outcome.value);
        ImGui::PopID();
        ImGui::PopID();
    }
    ImGui::PopID();
}

void draw_what_will_happen(Scene& scene, Rect& at, const app::ImportView& plan) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    const float row = frame.density.touch ? 32 : 28;
    const Colour alarm = plan.rejected_total > 0 ? p.warning.solid : p.ink.third;
    // New ones and lost ones always, the rest where it happens.
    std::vector<Count> counts = {{icon::plus, p.ink.second, plan.create, "import.create"}};
    if (plan.update > 0) counts.push_back({icon::pencil, p.ink.second, plan.update, "import.update"});
    if (plan.unchanged > 0) counts.push_back({icon::check_check, p.ink.second, plan.unchanged, "import.unchanged"});
    counts.push_back({icon::triangle_alert, alarm, plan.rejected_total, "import.rejected"});
    if (plan.as_typed_total > 0) counts.push_back({icon::info, p.ink.second, plan.as_typed_total, "import.as_typed"});
    const Rect box = at.cut_top(kCardHead + 8 + row * static_cast<float>(counts.size()) + 28 + 4);
    at.cut_top(16);
    Rect body = card(frame, box, {.title = tr("import.what"), .detail = tr("import.dry_run")}).inset(16, 8);
    for (const Count& count : counts) count_row(scene, body, count);
    Rect line = body.cut_top(24);
    paint(frame).icon(line.cut_left(16), icon::undo_2, p.ink.third, 14);
    line.cut_left(8);
    label(frame, line, Type::small, p.ink.third, tr("import.one_step"));
}

void draw_rejected(Scene& scene, Rect& at, const app::ImportView& plan) {
    if (plan.rejected.empty()) return;
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    const size_t shown = plan.rejected.size();
    const float width = at.w - 32;
    const float line = line_height(frame, Type::small);
    const auto height_of = [&](const app::RejectedView& row) {
        return 10 + line + (row.value.empty() ? 0 : line + 2) + 2 + paragraph_height(frame, width - 20, Type::small, row.reason) + 10;
    };
    const int64_t more = plan.rejected_total - static_cast<int64_t>(shown);
    float height = kCardHead + 16 + button_height(frame, ButtonSize::small) + (more > 0 ? line + 8 : 0);
    for (size_t i = 0; i < shown; ++i) height += height_of(plan.rejected[i]);
    const Rect box = at.cut_top(height);
    at.cut_top(16);
    ImGui::PushID("rejected");
    Group group(frame.semantics, make_id("list"), base::Role::list, tr("import.rejected_rows"), visible_part(box));
    const std::string count = tr_count("count", plan.rejected_total);
    Rect body = card(frame, box, {.title = tr("import.rejected_rows"), .detail = count});
    for (size_t i = 0; i < shown; ++i) {
        const app::RejectedView& rejected = plan.rejected[i];
        Rect row = body.cut_top(height_of(rejected));
        paint(frame).line_below(row.inset(1, 0), p.line.subtle);
        row = row.inset(16, 10);
        Group item(frame.semantics, make_id(static_cast<int64_t>(i)), base::Role::list_item, {}, visible_part(row));
        Rect place = row.cut_top(line);
        place.cut_left(label(frame, place, Type::small, p.ink.third, tr("import.line", {{"line", tr_count("count", rejected.line)}})) + 8);
        label(frame, place, Type::small_strong, p.ink.first, rejected.column);
        if (!rejected.value.empty()) label(frame, row.cut_top(line + 2), Type::small, p.ink.second, base::make_controls_visible(rejected.value));
        row.cut_top(2);
        paint(frame).icon({row.x, row.y, 14, line}, icon::circle_alert, p.danger.solid, 14);
        row.cut_left(20);
        paragraph(frame, row, Type::small, p.danger.text, rejected.reason);
    }
    body = body.inset(16, 8);
    if (more > 0) {
        label(frame, body.cut_top(line), Type::small, p.ink.third, tr_count("import.more_rejected", more));
        body.cut_top(8);
    }
    const std::string why = why_not_run(scene, "import.rejected");
    const Button download{.text = tr("import.download_rejected"), .icon = icon::download, .tip = why, .enabled = why.empty()};
    if (button_from_left(frame, body, "download", ButtonKind::secondary, download, ButtonSize::small)) frame.run("import.rejected");
    ImGui::PopID();
}

}  // namespace ui
