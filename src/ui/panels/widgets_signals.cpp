// Of the page that shows every widget: the signals of a lead, and the reasons of a score.
#include "ui/panels/widgets_parts.h"

namespace ui {
namespace {

using app::Temperature;
using Kind = app::StageMark::Kind;

constexpr int kStages = 6;

void show_grades(Family& family, float size) {
    for (int grade = 1; grade <= 4; ++grade)
        family.show(grade_words(grade), size, size, [&](NodeId, Rect box) { paint_grade(family.frame, box, grade, size); });
}

void show_temperatures(Family& family) {
    for (const Temperature temperature : {Temperature::hot, Temperature::warm, Temperature::cold})
        family.show(temperature_word(temperature), temperature_width(family.frame, temperature), 20, [&](NodeId, Rect box) { paint_temperature(family.frame, box, temperature); });
}

void show_scores(Family& family) {
    Frame& frame = family.frame;
    for (const app::ScoreShort& score : {app::ScoreShort{89, 85, 93, 1, Temperature::hot}, app::ScoreShort{41, 60, 22, 2, Temperature::cold}, app::ScoreShort{0, 0, 0, 4, Temperature::cold}})
        family.show(score_words(score), kScoreWidth, 20, [&](NodeId, Rect box) { paint_score(frame, box, score); });
    family.show(tr("widgets.bars"), 64, 20, [&](NodeId, Rect box) { paint_score_bars(frame, box, {89, 85, 93, 1, Temperature::hot}, 64); });
}

void show_due(Family& family) {
    const std::string late = tr_count("due.hours_late", 3);
    const struct {
        const char* state;
        app::DueKind kind;
        std::string_view text;
    } looks[] = {{"widgets.late", app::DueKind::late, late}, {"date.today", app::DueKind::today, "14:00"}, {"widgets.later", app::DueKind::later, tr("date.tomorrow")}};
    for (const auto& look : looks) {
        const float width = due_width(family.frame, look.kind, look.text);
        family.show(tr(look.state), width, 20, [&](NodeId, Rect box) { paint_due(family.frame, box.cut_left(width), look.kind, look.text); });
    }
}

void show_avatars(Family& family) {
    Frame& frame = family.frame;
    const auto show = [&](const std::string& state, float size, bool on_selected) {
        family.show(state, size, size, [&](NodeId, Rect box) { avatar(frame, box.cut_left(size), "KN", size, on_selected); });
    };
    for (const int size : {20, 28, 40, 48}) show(tr("widgets.pixels", {{"n", std::to_string(size)}}), static_cast<float>(size), false);
    show(tr("widgets.on_selected"), 28, true);
    family.show(tr("app.name"), 16, 28, [&](NodeId, Rect box) { logo(frame, box.cut_left(16)); });
}

// One after another as a lens has them, then those beside the way.
std::vector<std::pair<std::string, app::StageMark>> marks() {
    constexpr const char* kNames[kStages] = {"stage.lead_first.lead", "stage.lead_first.contact", "stage.lead_first.prospect", "stage.lead_first.qualification", "stage.lead_first.opportunity", "stage.lead_first.customer"};
    std::vector<std::pair<std::string, app::StageMark>> out;
    for (int place = 0; place < kStages; ++place) {
        const Kind kind = place + 1 == kStages ? Kind::last : Kind::open;
        out.push_back({tr("lead.place", {{"place", std::to_string(place + 1)}, {"total", std::to_string(kStages)}}), {place, kStages, tr(kNames[place]), kind}});
    }
    out.push_back({tr("marker.paused"), {1, kStages, tr(kNames[1]), Kind::paused}});
    out.push_back({tr("widgets.ended"), {kStages - 1, kStages, tr(kNames[kStages - 1]), Kind::ended}});
    return out;
}

void show_waterfall(Family& family, const char* state, const Waterfall& what) {
    Frame& frame = family.frame;
    const float width = std::min(family.most(), 464.f);
    // Whether it is unfolded is known only where it stands: there is room for both.
    Waterfall all = what;
    all.shown = what.reasons.size();
    const float height = std::max(waterfall_height(frame, width, what), waterfall_height(frame, width, all));
    family.show(tr(state), width, height, [&](NodeId id, Rect box) {
        int& unfolded = family.page.numbers[id];
        if (waterfall(frame, id, box.cut_left(width), unfolded ? all : what)) unfolded = 1;
    });
}

}  // namespace

void show_signals(Scene& scene, Rect& at) {
    Family family(scene, at, "widgets.signals");
    family.part(tr("facet.grade"));
    show_grades(family, 20);
    show_grades(family, 32);
    family.part(tr("facet.temperature"));
    show_temperatures(family);
    family.part(tr("score.title"));
    show_scores(family);
    family.part(tr("column.due"));
    show_due(family);
    family.part(tr("widgets.avatars"));
    show_avatars(family);
}

void show_stages(Scene& scene, Rect& at) {
    Frame& frame = scene.frame;
    Family family(scene, at, "widgets.stages");
    const auto all = marks();
    family.part(tr("widgets.in_rows"));
    for (const auto& [state, mark] : all) family.show(state, stage_width(frame, mark), 20, [&, one = mark](NodeId, Rect box) { paint_stage(frame, box, one); });
    family.part(tr("widgets.in_heads"));
    for (const auto& [state, mark] : all) family.show(state, stage_width(frame, mark) + 16, frame.density.touch ? 24 : 20, [&, one = mark](NodeId, Rect box) { stage_tag(frame, box, one); });
}

void show_reasons(Scene& scene, Rect& at) {
    constexpr size_t kStrongest = 2;
    Family family(scene, at, "widgets.reasons");
    const std::vector<app::ReasonView> fit = {{tr("reason.role.decision_maker"), 30}, {tr("reason.budget.covers"), 25}, {tr("reason.channel.referral"), 20}, {tr("reason.channel.outbound"), -10}};
    const std::vector<app::ReasonView> engagement = {{tr("activity.call"), 20}, {tr("activity.call_no_answer"), -5}, {tr("activity.booth_visit"), 15}};
    const std::string grade = tr("score.grade_from", {{"grade", "2"}}), hot = tr("score.hot_from", {{"n", "60"}});
    show_waterfall(family, "widgets.all_reasons", {.title = tr("score.fit"), .detail = tr("score.fit_detail"), .right = grade, .reasons = fit, .total = 65});
    show_waterfall(family, "widgets.strongest", {.title = tr("score.engagement"), .detail = tr("score.engagement_detail"), .right = hot, .reasons = engagement, .total = 30, .accent = true, .shown = kStrongest});
    show_waterfall(family, "widgets.no_reasons", {.title = tr("score.engagement"), .reasons = {}, .total = 0, .accent = true});
}

}  // namespace ui
