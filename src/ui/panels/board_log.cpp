// The log sheet when it is about a move: what may have happened is what leads to that stage.
#include "ui/panels/board_parts.h"
#include "ui/panels/day_field.h"

namespace ui {
namespace {

constexpr size_t kTiles = 6;
constexpr int kMonth = 30, kMonths[] = {0, 1, 3};  // days; until when something is postponed

}  // namespace

const app::StageMove* move_of_log(Scene& scene) {
    const LogForm& form = scene.face.log;
    if (form.stage.empty() || form.leads.size() != 1) return nullptr;
    for (const app::StageMove& move : scene.session.stage_moves(form.leads.front()))
        if (move.stage == form.stage && !move.choices.empty()) return &move;
    return nullptr;
}

const app::MoveChoice* chosen_of(const app::StageMove& move, std::string_view type) {
    for (const app::MoveChoice& choice : move.choices)
        if (choice.id == type) return &choice;
    return nullptr;
}

void draw_move_choices(Scene& scene, Rect& content, const app::StageMove& move) {
    Frame& frame = scene.frame;
    LogForm& form = scene.face.log;
    const float height = frame.density.touch ? 52 : 36;
    const float half = std::floor((content.w - 8) / 2);
    const auto fits = [&](const app::MoveChoice& choice) { return text_width(frame, Type::strong, choice.label) + 72 <= half; };
    const size_t shown = std::min(move.choices.size(), kTiles);
    for (size_t i = 0; i < shown; ++i) {
        Rect row = content.cut_top(height);
        const auto draw = [&](const app::MoveChoice& choice, Rect at) {
            if (tile(frame, make_id(choice.id), at, icon_named(choice.icon), choice.label, form.type == choice.id)) form.type = choice.id;
        };
        const bool two = i + 1 < shown && fits(move.choices[i]) && fits(move.choices[i + 1]);
        draw(move.choices[i], two ? row.cut_left(half) : row);
        row.cut_left(8);
        if (two) draw(move.choices[++i], row);
        content.cut_top(8);
    }
    Options others;
    app::StageMove seen;
    seen.choices.assign(move.choices.begin(), move.choices.begin() + static_cast<std::ptrdiff_t>(shown));
    for (const auto& type : scene.session.activity_types())
        if (!chosen_of(seen, type.id)) others.emplace_back(type.id, type.label);
    if (auto picked = select(frame, make_id("others"), content.cut_top(frame.density.control), {.label = tr("log.other"), .placeholder = tr("log.other")}, others, form.type)) form.type = *picked;
    content.cut_top(16);
    if (!move.recycled || !chosen_of(move, form.type)) return;
    const std::string& words = tr("board.recycled");
    paragraph(frame, content.cut_top(paragraph_height(frame, content.w, Type::small, words)), Type::small, frame.palette.ink.second, words);
    content.cut_top(12);
}

void draw_move_gone(Frame& frame, Rect& content) {
    const std::string& words = tr("board.move_gone");
    paragraph(frame, content.cut_top(paragraph_height(frame, content.w, Type::small, words)), Type::small, frame.palette.ink.second, words);
    content.cut_top(12);
}

bool draw_until(Scene& scene, Rect& content) {
    Frame& frame = scene.frame;
    LogForm& form = scene.face.log;
    label(frame, content.cut_top(24), Type::small, frame.palette.ink.second, tr("log.until"));
    Rect row = content.cut_top(frame.density.touch ? 44 : 32);
    const float third = std::floor((row.w - 16) / 3);
    const bool typed = is_day_typed(form.until_day);
    for (const int months : kMonths) {
        const std::string words = months == 0 ? tr("task.no_date") : tr_count("date.span_months", months);
        if (tile(frame, make_id(static_cast<int64_t>(months) + 1), row.cut_left(third), 0, words, !typed && form.until_months == months)) form.until_months = months, form.until_day.clear();
        row.cut_left(8);
    }
    content.cut_top(8);
    const bool entered = day_field(scene, make_id("until-day"), content, form.until_day);
    content.cut_top(4);
    return entered;
}

void save_move(Scene& scene, const std::string& lead, const app::StageMove& move, const app::MoveChoice& choice) {
    const LogForm& form = scene.face.log;
    base::Json arguments = {{"lead", lead}, {choice.fact ? "fact" : "type", choice.id}};
    if (!form.note.empty()) arguments[choice.asks_reason ? "reason" : "note"] = form.note;
    if (move.recycled) arguments["recycled"] = true;
    const auto typed = day_of_field(scene, form.until_day);
    if (choice.id == "defer" && (typed || form.until_months > 0)) arguments["value"] = day_text(typed.value_or(scene.input.today + form.until_months * kMonth));
    scene.frame.run(choice.fact ? "fact.record" : "activity.log", std::move(arguments));
}

}  // namespace ui
