#include "scoring/score_work.h"

namespace scoring {

using domain::Row;

// Column after column, so that each loop is simple; byte columns may alias anything, so nothing
// but the columns is read in the loop that writes them.
void ScoreJob::Work::score_block(Row begin, Row end) {
    int32_t fit[kScoreBlock] = {}, engaged[kScoreBlock];
    const Row size = end - begin;
    for (size_t rule = 0; rule < points.size(); ++rule) {
        const uint8_t* column = classes.columns[rule].data() + begin;
        const int32_t* table = points[rule].data();
        for (Row i = 0; i < size; ++i) fit[i] += table[column[i]];
    }
    engagement.sum_all(timeline, begin, end, today, engaged);
    for (Row i = 0; i < size; ++i) {
        fit[i] = clamp_axis(fit[i]);
        engaged[i] = clamp_axis(engaged[i]);
    }
    const auto fill = [&](std::vector<uint8_t>& column, auto&& value) {
        uint8_t* out = column.data() + begin;
        for (Row i = 0; i < size; ++i) out[i] = static_cast<uint8_t>(value(fit[i], engaged[i]));
    };
    const int weight = model.fit_weight;
    const std::array<uint8_t, 101> grade = grades, temperature = temperatures;
    fill(scores.fit, [](int f, int) { return f; });
    fill(scores.engagement, [](int, int e) { return e; });
    fill(scores.total, [weight](int f, int e) { return weighted_total(f, e, weight); });
    fill(scores.grade, [&grade](int f, int) { return grade[static_cast<size_t>(f)]; });
    fill(scores.temperature, [&temperature](int, int e) { return temperature[static_cast<size_t>(e)]; });
}

}  // namespace scoring
