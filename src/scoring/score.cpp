#include "scoring/score.h"

#include "scoring/classify.h"
#include "scoring/score_work.h"

#include <algorithm>
#include <limits>

namespace scoring {
namespace {

using domain::Row;

Score make_score(int fit, int engagement, const Model& model) {
    Score score;
    score.fit = static_cast<uint8_t>(fit);
    score.engagement = static_cast<uint8_t>(engagement);
    score.total = static_cast<uint8_t>(total_of(fit, engagement, model.fit_weight));
    score.grade = static_cast<uint8_t>(grade_of(fit, model.thresholds));
    score.temperature = temperature_of(engagement, model.thresholds);
    return score;
}

}  // namespace

int grade_of(int fit, const Thresholds& thresholds) {
    if (fit >= thresholds.grade_1) return 1;
    if (fit >= thresholds.grade_2) return 2;
    return fit >= thresholds.grade_3 ? 3 : 4;
}

Temperature temperature_of(int engagement, const Thresholds& thresholds) {
    if (engagement >= thresholds.hot) return Temperature::hot;
    return engagement >= thresholds.warm ? Temperature::warm : Temperature::cold;
}

int total_of(int fit, int engagement, int fit_weight) {
    return weighted_total(fit, engagement, fit_weight);
}

Score Scores::at(Row lead) const {
    if (lead >= size()) return {};
    return {fit[lead], engagement[lead], total[lead], grade[lead], static_cast<Temperature>(temperature[lead])};
}

void Scores::set(Row lead, const Score& score) {
    if (lead >= size()) {
        for (auto* column : {&fit, &engagement, &total, &temperature}) column->resize(lead + 1, 0);
        grade.resize(lead + 1, 4);
    }
    fit[lead] = score.fit;
    engagement[lead] = score.engagement;
    total[lead] = score.total;
    grade[lead] = score.grade;
    temperature[lead] = static_cast<uint8_t>(score.temperature);
}

struct FitJob::Work {
    Classifier classifier;
    FitClasses classes;
    Row next = 0, total = 0;
};

FitJob::FitJob(const domain::Book& book, const Model& model) : work_(new Work{Classifier(book, model), {}, 0, book.leads.size()}) {
    work_->classes.book_revision = book.revision;
    work_->classes.columns.resize(work_->classifier.rules());
    for (auto& column : work_->classes.columns) column.resize(work_->total);
}

FitJob::~FitJob() = default;

bool FitJob::step(Row rows) {
    Work& work = *work_;
    const Row end = rows > work.total - work.next ? work.total : work.next + rows;
    for (size_t rule = 0; rule < work.classes.columns.size(); ++rule)
        for (Row row = work.next; row < end; ++row) work.classes.columns[rule][row] = work.classifier.classify(rule, row);
    work.next = end;
    return work.next == work.total;
}

FitClasses FitJob::take() { return std::move(work_->classes); }

FitClasses fit_classes(const domain::Book& book, const Model& model) {
    FitJob job(book, model);
    while (!job.step(std::numeric_limits<Row>::max())) {
    }
    return job.take();
}

ScoreJob::ScoreJob(const domain::Book& book, const Model& model, const query::Timeline& timeline,
                   const FitClasses& classes, const base::Now& now)
    : work_(new Work{model, timeline, classes, Engagement(book, model), now.today.count, {}, {}, {}, {}, 0, book.leads.size()}) {
    Work& work = *work_;
    CHECK(timeline.leads() == work.total);
    CHECK(classes.columns.size() == model.words.size() + 2);
    for (size_t rule = 0; rule < classes.columns.size(); ++rule) {
        CHECK(classes.columns[rule].size() == work.total);
        const size_t known = rule < model.words.size() ? model.words[rule].classes.size()
                             : rule == model.words.size() ? 3 : model.size.bands.size();
        auto& table = work.points.emplace_back();
        table.fill(0);
        for (size_t i = 1; i <= known && i < 256; ++i) table[i] = class_points(model, rule, static_cast<uint8_t>(i));
    }
    for (int value = 0; value <= 100; ++value) {
        work.grades[static_cast<size_t>(value)] = static_cast<uint8_t>(grade_of(value, model.thresholds));
        work.temperatures[static_cast<size_t>(value)] = static_cast<uint8_t>(temperature_of(value, model.thresholds));
    }
    Scores& scores = work.scores;
    for (auto* column : {&scores.fit, &scores.engagement, &scores.total, &scores.grade, &scores.temperature})
        column->resize(work.total);
}

ScoreJob::~ScoreJob() = default;

bool ScoreJob::step(Row rows) {
    Work& work = *work_;
    const Row end = rows > work.total - work.next ? work.total : work.next + rows;
    while (work.next < end) {
        const Row stop = std::min(end, work.next + kScoreBlock);
        work.score_block(work.next, stop);
        work.next = stop;
    }
    return work.next == work.total;
}

Scores ScoreJob::take() { return std::move(work_->scores); }

Scores score_all(const domain::Book& book, const Model& model, const query::Timeline& timeline,
                 const FitClasses& classes, const base::Now& now) {
    ScoreJob job(book, model, timeline, classes, now);
    while (!job.step(std::numeric_limits<Row>::max())) {
    }
    return job.take();
}

Scores score_all(const domain::Book& book, const Model& model, const base::Now& now) {
    return score_all(book, model, query::build_timeline(book, now.offset_minutes), fit_classes(book, model), now);
}

Score score_one(const domain::Book& book, const Model& model, Row lead, const base::Now& now) {
    Classifier classifier(book, model);
    int32_t fit = 0;
    for (size_t rule = 0; rule < classifier.rules(); ++rule) fit += class_points(model, rule, classifier.classify(rule, lead));
    const query::Timeline timeline = query::timeline_of(book, lead, now.offset_minutes);
    const int32_t engagement = Engagement(book, model).sum(timeline.events(0), now.today.count);
    return make_score(clamp_axis(fit), clamp_axis(engagement), model);
}

}  // namespace scoring
