// Scores of all leads as columns, or of one. Fit says who they are (0..100 -> grade 1..4), engagement what
// they did (0..100 -> hot, warm, cold); each is the exact sum of its reasons (scoring/card.h). Total is
// the weighted mean of the two, halves round up. Integer arithmetic from end to end.
//
// Engagement of one type of activity: the sum of points x 2^-(age in days / half-life) over the
// activities that count on their day (per_day, the others are cut), at most `cap`; rounded once.
// Activities after `now.today` have not happened.
#pragma once

#include "base/day.h"
#include "query/timeline.h"
#include "scoring/model.h"

#include <memory>

namespace scoring {

enum class Temperature : uint8_t { cold, warm, hot };

struct Score {
    uint8_t fit = 0, engagement = 0, total = 0;  // 0..100
    uint8_t grade = 4;                           // 1..4
    Temperature temperature = Temperature::cold;
    bool operator==(const Score&) const = default;
};

// One value per lead row, deleted rows too.
struct Scores {
    std::vector<uint8_t> fit, engagement, total, grade, temperature;
    Score at(domain::Row lead) const;
    void set(domain::Row lead, const Score& score);  // grows if needed
    domain::Row size() const { return static_cast<domain::Row>(total.size()); }
};

// Which fit class each lead is in: depends on the leads and on the model's words, bands and
// near_percent, not on points. Made once, so that dragging a weight does not read texts again.
struct FitClasses {
    std::vector<std::vector<uint8_t>> columns;  // per fit rule: 0 unknown, else class + 1
    uint64_t book_revision = 0;
};

class FitJob {
public:
    FitJob(const domain::Book& book, const Model& model);
    ~FitJob();
    bool step(domain::Row rows);
    FitClasses take();

private:
    struct Work;
    std::unique_ptr<Work> work_;
};
FitClasses fit_classes(const domain::Book& book, const Model& model);

// Re-scoring after a change of weights: needs a timeline and fit classes that are up to date with
// the book. Both must outlive the job.
class ScoreJob {
public:
    ScoreJob(const domain::Book& book, const Model& model, const query::Timeline& timeline,
             const FitClasses& classes, const base::Now& now);
    ~ScoreJob();
    bool step(domain::Row rows);
    Scores take();

private:
    struct Work;
    std::unique_ptr<Work> work_;
};

Scores score_all(const domain::Book& book, const Model& model, const query::Timeline& timeline,
                 const FitClasses& classes, const base::Now& now);
Scores score_all(const domain::Book& book, const Model& model, const base::Now& now);

// One lead straight from the book: after an edit, `scores.set(lead, score_one(...))`.
Score score_one(const domain::Book& book, const Model& model, domain::Row lead, const base::Now& now);

int grade_of(int fit, const Thresholds& thresholds);
Temperature temperature_of(int engagement, const Thresholds& thresholds);
int total_of(int fit, int engagement, int fit_weight);

}  // namespace scoring
