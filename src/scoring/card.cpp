#include "scoring/card.h"

#include "base/order.h"
#include "base/zoo.h"
#include "scoring/classify.h"
#include "scoring/engagement.h"

#include <algorithm>

namespace scoring {
namespace {

using domain::Row;
using query::Message;
using query::MessageKey;

constexpr int kLongestOutlook = 3 * 366;

// Activity types and facts share this prefix: lifecycle owns their texts.
MessageKey activity_label(const std::string& type) { return {"activity." + type}; }

void add(std::vector<Reason>& reasons, Reason reason) {
    if (reason.points != 0) reasons.push_back(std::move(reason));
}

Message fit_message(const Classifier& classifier, const Model& model, size_t rule, uint8_t found, Row lead) {
    Message message{"reason." + rule_name(model, rule) + "." + class_name(model, rule, found), {}};
    if (rule == model.words.size()) {
        const Classifier::Prices prices = classifier.prices(lead);
        message.args = {{"budget", prices.budget}, {"price", prices.price}};
    } else if (rule > model.words.size()) {
        message.args = {{"n", classifier.people(lead).value_or(0)}};
    }
    return message;
}

std::vector<Reason> fit_reasons(const domain::Book& book, const Model& model, Row lead) {
    std::vector<Reason> reasons;
    Classifier classifier(book, model);
    for (size_t rule = 0; rule < classifier.rules(); ++rule) {
        const uint8_t found = classifier.classify(rule, lead);
        if (found == 0) continue;
        add(reasons, {rule_name(model, rule), fit_message(classifier, model, rule, found, lead),
                      class_points(model, rule, found), Axis::fit, std::nullopt});
    }
    return reasons;
}

std::vector<Reason> engagement_reasons(const Engagement& engagement, const query::EventSpan& events, int32_t today) {
    std::vector<Reason> reasons;
    for (const TypeSums& sums : engagement.types(events, today)) {
        const ActivityRule& rule = *sums.rule;
        const base::Day newest{sums.newest_day};
        const MessageKey label = activity_label(rule.type);
        Message text{"reason.activity", {{"activity", label}, {"day", newest}}};
        if (sums.count > 1) {
            text.key = "reason.activities";
            text.args.emplace_back("n", int64_t{sums.count});
        }
        const int raw = whole_points(sums.raw), counted = whole_points(sums.counted), capped = whole_points(sums.capped);
        const std::string id = "activity." + rule.type;
        add(reasons, {id, std::move(text), raw, Axis::engagement, newest});
        add(reasons, {id + ".per_day",
                      {"reason.per_day", {{"activity", label}, {"n", int64_t{rule.per_day}}}},
                      counted - raw, Axis::engagement, std::nullopt});
        add(reasons, {id + ".cap",
                      {"reason.cap", {{"activity", label}, {"points", int64_t{whole_points(rule.cap * kOne)}}}},
                      capped - counted, Axis::engagement, std::nullopt});
    }
    return reasons;
}

// Biggest plus first, then the minuses; equal ones keep the order of the model. What cuts a reason
// stays right behind it.
void put_in_order(std::vector<Reason>& reasons) {
    std::vector<std::vector<Reason>> groups;
    for (Reason& reason : reasons) {
        const bool cut = !groups.empty() && reason.rule.starts_with(groups.back()[0].rule + ".");
        if (!cut) groups.emplace_back();
        groups.back().push_back(std::move(reason));
    }
    base::sort(groups, [](const auto& a, const auto& b) { return a[0].points > b[0].points; });
    reasons.clear();
    for (auto& group : groups)
        for (Reason& reason : group) reasons.push_back(std::move(reason));
}

int sum_of(const std::vector<Reason>& reasons) {
    int sum = 0;
    for (const Reason& reason : reasons) sum += reason.points;
    return sum;
}

// Orders one axis, closes it with what the ends 0 and 100 cut off, and gives its points.
int close_axis(std::vector<Reason>& reasons, Axis axis) {
    put_in_order(reasons);
    const int sum = sum_of(reasons);
    const int points = std::clamp(sum, 0, 100);
    if (base::is_planted(base::Bug::reasons_without_clamp)) return points;
    add(reasons, {"clamp", {sum > 100 ? "reason.most" : "reason.least", {}}, points - sum, axis, std::nullopt});
    CHECK(sum_of(reasons) == points);
    return points;
}

void look_ahead(ScoreCard& card, const Engagement& engagement, const query::EventSpan& events,
                const Model& model, base::Day today) {
    if (card.score.temperature == Temperature::cold) return;
    // Only what has happened by today counts: an appointment in the future may not take place.
    std::vector<uint16_t> types;
    std::vector<int32_t> days;
    std::vector<Row> rows;
    for (uint32_t i = 0; i < events.size; ++i) {
        if (events.days[i] > today.count) continue;
        types.push_back(events.types[i]);
        days.push_back(events.days[i]);
        rows.push_back(events.rows[i]);
    }
    const query::EventSpan past{types.data(), days.data(), rows.data(), static_cast<uint32_t>(types.size())};
    for (int ahead = 1; ahead <= kLongestOutlook; ++ahead) {
        const int points = std::clamp(engagement.sum(past, today.count + ahead), 0, 100);
        const Temperature then = temperature_of(points, model.thresholds);
        if (then >= card.score.temperature) continue;
        card.cooler_on = today + ahead;
        card.cooler_to = then;
        return;
    }
}

}  // namespace

ScoreCard card(const domain::Book& book, const Model& model, Row lead, const base::Now& now) {
    const query::Timeline timeline = query::timeline_of(book, lead, now.offset_minutes);
    const query::EventSpan events = timeline.events(0);
    const Engagement engagement(book, model);
    ScoreCard card;
    card.reasons = fit_reasons(book, model, lead);
    const int fit = close_axis(card.reasons, Axis::fit);
    std::vector<Reason> rest = engagement_reasons(engagement, events, now.today.count);
    const int engaged = close_axis(rest, Axis::engagement);
    for (Reason& reason : rest) card.reasons.push_back(std::move(reason));
    card.score.fit = static_cast<uint8_t>(fit);
    card.score.engagement = static_cast<uint8_t>(engaged);
    card.score.total = static_cast<uint8_t>(total_of(fit, engaged, model.fit_weight));
    card.score.grade = static_cast<uint8_t>(grade_of(fit, model.thresholds));
    card.score.temperature = temperature_of(engaged, model.thresholds);
    look_ahead(card, engagement, events, model, now.today);
    return card;
}

std::vector<std::string> message_keys(const Model& model) {
    std::vector<std::string> keys = {"reason.activity", "reason.activities", "reason.per_day", "reason.cap",
                                     "reason.most", "reason.least", "reason.budget.covers", "reason.budget.near",
                                     "reason.budget.below"};
    for (const WordRule& rule : model.words)
        for (const WordClass& one : rule.classes) keys.push_back("reason." + rule.id + "." + one.id);
    for (const SizeBand& band : model.size.bands) keys.push_back("reason.company_size." + band.id);
    return keys;
}

}  // namespace scoring
