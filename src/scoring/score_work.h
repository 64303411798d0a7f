// What scoring all leads looks up, and the part of it that is compiled for speed. For score*.cpp only.
#pragma once

#include "scoring/engagement.h"
#include "scoring/score.h"

#include <algorithm>
#include <array>

namespace scoring {

inline constexpr domain::Row kScoreBlock = 1024;  // leads that are scored in one go, column by column

// Weights are per cent; both products are positive, so adding a half before dividing rounds it up.
constexpr int weighted_total(int fit, int engagement, int fit_weight) {
    return (fit * fit_weight + engagement * (100 - fit_weight) + 50) / 100;
}

constexpr int clamp_axis(int32_t sum) { return std::clamp(sum, 0, 100); }

struct ScoreJob::Work {
    const Model& model;
    const query::Timeline& timeline;
    const FitClasses& classes;
    Engagement engagement;
    int32_t today;
    std::vector<std::array<int32_t, 256>> points;  // per fit rule by class
    std::array<uint8_t, 101> grades, temperatures;
    Scores scores;
    domain::Row next = 0, total = 0;

    void score_block(domain::Row begin, domain::Row end);
};

}  // namespace scoring
