#include "lifecycle/lens_run.h"

#include <algorithm>

namespace lifecycle {
namespace {

using domain::Row;
using query::EventSpan;

// Fields, beside e-mail and phone, by which a message reaches someone; custom fields too.
constexpr std::string_view kMessaging[] = {"whatsapp", "telegram", "signal", "line", "wechat", "viber",
                                           "messenger", "instagram", "messaging"};

bool is_handle(std::string_view key) {
    key = key.substr(0, key.find(':'));
    if (key == "email" || key == "phone") return true;
    return std::find(std::begin(kMessaging), std::end(kMessaging), key) != std::end(kMessaging);
}

bool is_noted(Fact fact) {
    switch (fact) {
        case Fact::recycle: case Fact::disqualify: case Fact::open_deal: case Fact::win_deal:
        case Fact::lose_deal: case Fact::purchase: case Fact::customer_ended: case Fact::defer:
        case Fact::opt_in: case Fact::opt_out: return true;
        case Fact::captured: case Fact::qualify_marketing: case Fact::qualify_sales:
        case Fact::qualify_product: case Fact::qualify_service: case Fact::hand_over: case Fact::accept:
        case Fact::refuse: case Fact::generate_by_sales: case Fact::record_need: case Fact::record_budget:
        case Fact::record_authority: case Fact::record_timing: case Fact::start_trial:
        case Fact::send_proposal: case Fact::satisfaction: case Fact::referral_made: return false;
    }
    return false;
}

bool wants(const Leaf& leaf, std::string_view type, std::optional<Fact> fact, bool by_them) {
    switch (leaf.kind) {
        case Leaf::Kind::activity: return std::find(leaf.types.begin(), leaf.types.end(), type) != leaf.types.end();
        case Leaf::Kind::fact: case Leaf::Kind::count: case Leaf::Kind::max: return fact == leaf.fact;
        case Leaf::Kind::engaged_days: return by_them;
        case Leaf::Kind::derived: return false;
    }
    return false;
}

}  // namespace

LensRun::LensRun(const domain::Book& book, const Lens& lens, const base::Now& now)
    : lens_(lens),
      today_(now.today.count),
      offset_millis_(now.offset_minutes * base::kMillisPerMinute),
      at_(book.activities.instant("at")),
      until_(book.activities.instant("until")),
      number_(book.activities.number("number")),
      precision_(book.activities.choice("precision")) {
    if (precision_) minute_code_ = precision_->dictionary.find("minute").value_or(0);
    for (const domain::Column& column : book.leads.columns())
        if (is_handle(column.key)) handles_.push_back(&column);
    make_effects(book.activities.choice("type"));
}

void LensRun::make_effects(const domain::ChoiceColumn* type) {
    effects_.resize(type ? type->dictionary.size() : 0);
    for (size_t i = 0; i < lens_.leaves.size(); ++i) {
        const Leaf::Kind kind = lens_.leaves[i].kind;
        if (kind == Leaf::Kind::count || kind == Leaf::Kind::max || kind == Leaf::Kind::engaged_days)
            tally_leaves_ |= uint64_t{1} << i;
    }
    for (uint32_t code = 1; code < effects_.size(); ++code) effects_[code] = effect_of(type->dictionary.text(code));
}

LensRun::Effect LensRun::effect_of(std::string_view id) const {
    Effect effect;
    const std::optional<Fact> fact = fact_from_id(id);
    if (fact && is_noted(*fact)) effect.fact = static_cast<int8_t>(*fact);
    const ActivityType* activity = find_type(activity_types(), id);
    const bool by_them = activity && activity->by == By::them && !activity->scoring_only;
    for (size_t i = 0; i < lens_.leaves.size(); ++i) {
        const uint64_t bit = uint64_t{1} << i;
        if (!wants(lens_.leaves[i], id, fact, by_them)) continue;
        if (tally_leaves_ & bit) effect.tallied |= bit;
        else if (lens_.leaves[i].since_reset) effect.since_bits |= bit;
        else effect.bits |= bit;
    }
    return effect;
}

When LensRun::when(int32_t day, Row row) const {
    When when{day, -1};
    if (minute_code_ && precision_->codes[row] == minute_code_)
        when.millis = static_cast<int32_t>(at_->millis[row] + offset_millis_ - day * base::kMillisPerDay);
    return when;
}

bool LensRun::counts_since(When reset, int32_t day, Row row) const {
    if (!reset.known() || day > reset.day) return true;
    return day == reset.day && !older(when(day, row), reset);
}

void LensRun::note(History& history, Fact fact, When when, Row row) {
    const auto newer = [&](When& place) { place = std::max(place, when); };
    if (fact == Fact::recycle || fact == Fact::disqualify) newer(history.reset);
    if (fact == Fact::recycle) newer(history.recycle);
    if (fact == Fact::disqualify) newer(history.disqualify);
    if (fact == Fact::opt_in) newer(history.opt_in);
    if (fact == Fact::opt_out) newer(history.opt_out);
    if (fact == Fact::purchase) history.bought = true;
    if (fact == Fact::customer_ended) history.ended = true;
    if (fact == Fact::lose_deal) history.lost_deal = true;
    if (fact == Fact::defer) {
        int64_t until = until_ && row != domain::kNoRow ? until_->millis[row] : domain::kNoNumber;
        if (until == domain::kNoNumber) until = INT64_MAX;
        // Of two at one time the longer one: the same choice on every copy of the book.
        if (when > history.defer || (when == history.defer && until > history.until)) {
            history.defer = when;
            history.until = until;
            history.defer_row = row;
        }
    }
    const bool closes = fact == Fact::win_deal || fact == Fact::lose_deal;
    if (!closes && fact != Fact::open_deal) return;
    const uint64_t day = static_cast<uint64_t>(int64_t{when.day} - INT32_MIN);
    const uint64_t moment = when.millis >= 0 ? static_cast<uint64_t>(when.millis) + 1 : closes ? (1u << 27) - 1 : 0;
    deals_.push_back((day << 27 | moment) << 1 | static_cast<uint64_t>(closes));
}

// In the order of time a win or a loss closes one deal that is open. Of one day, openings of unknown
// time come first and ends of unknown time last.
bool LensRun::deal_open() {
    std::sort(deals_.begin(), deals_.end());
    int open = 0;
    for (uint64_t deal : deals_) open = deal & 1 ? std::max(0, open - 1) : open + 1;
    return open > 0;
}

History LensRun::history(const EventSpan& events) {
    History history;
    note_all(history, events);
    conclude(history);
    return history;
}

void LensRun::note_all(History& history, const EventSpan& events) {
    deals_.clear();
    for (uint32_t i = 0; i < events.size; ++i) {
        const int8_t code = effects_[events.types[i]].fact;
        if (code < 0 || events.days[i] > today_) continue;
        note(history, static_cast<Fact>(code), when(events.days[i], events.rows[i]), events.rows[i]);
    }
}

void LensRun::conclude(History& history) {
    history.deal_open = deal_open();
    if (history.reset.known() && history.defer.known() && older(history.defer, history.reset)) {
        history.defer = {};
        history.defer_row = domain::kNoRow;
    }
}

bool LensRun::deferred(const History& history) const {
    if (!history.defer.known()) return false;
    return history.until == INT64_MAX ||
           base::day_of(history.until, static_cast<int>(offset_millis_ / base::kMillisPerMinute)).count >= today_;
}

bool LensRun::reachable(Row lead) const {
    for (const domain::Column* column : handles_)
        if (!column->empty_at(lead)) return true;
    return false;
}

uint64_t LensRun::derived_bits(Row lead, const History& history) const {
    uint64_t bits = 0;
    for (size_t i = 0; i < lens_.leaves.size(); ++i) {
        const Leaf& leaf = lens_.leaves[i];
        if (leaf.kind != Leaf::Kind::derived) continue;
        bool holds = false;
        switch (leaf.derived) {
            case Derived::reachable: holds = reachable(lead); break;
            case Derived::deal_open: holds = history.deal_open; break;
            case Derived::deferred: holds = deferred(history); break;
            case Derived::disqualified: holds = history.disqualify.known() && (!history.recycle.known() || older(history.recycle, history.disqualify)); break;
        }
        bits |= static_cast<uint64_t>(holds) << i;
    }
    return bits;
}

uint64_t LensRun::tally(const EventSpan& events, When reset, Effects more) const {
    uint64_t bits = 0;
    for (size_t i = 0; i < lens_.leaves.size(); ++i) {
        const uint64_t bit = uint64_t{1} << i;
        if (!(tally_leaves_ & bit)) continue;
        const Leaf& leaf = lens_.leaves[i];
        int amount = 0;
        int32_t days[kMaxEngagedDays];
        for (uint32_t e = 0; e < events.size && amount < leaf.at_least; ++e) {
            if (!(effects_[events.types[e]].tallied & bit) || events.days[e] > today_) continue;
            if (leaf.since_reset && !counts_since(reset, events.days[e], events.rows[e])) continue;
            if (leaf.kind == Leaf::Kind::count) ++amount;
            if (leaf.kind == Leaf::Kind::max) {
                const int64_t value = number_ ? number_->values[events.rows[e]] : domain::kNoNumber;
                if (value != domain::kNoNumber && value >= leaf.at_least * base::kMillionths) amount = leaf.at_least;
            }
            if (leaf.kind == Leaf::Kind::engaged_days &&
                std::find(days, days + amount, events.days[e]) == days + amount)
                days[amount++] = events.days[e];
        }
        for (const Effect& effect : more) {
            if (!(effect.tallied & bit)) continue;
            if (leaf.kind == Leaf::Kind::count) ++amount;
            if (leaf.kind == Leaf::Kind::engaged_days && amount < leaf.at_least && std::find(days, days + amount, today_) == days + amount) days[amount++] = today_;
        }
        if (amount >= leaf.at_least) bits |= bit;
    }
    return bits;
}

uint8_t LensRun::markers(const History& history, bool deferred, bool disqualified) const {
    uint8_t bits = 0;
    if (deferred && !history.deal_open) bits |= kPaused;
    if (history.lost_deal && !history.deal_open && !history.bought) bits |= kLost;
    if (disqualified) bits |= kDisqualified;
    if (history.ended) bits |= kEnded;
    if (history.opt_out.known() && !older(history.opt_out, history.opt_in)) bits |= kOptedOut;
    return bits;
}

uint8_t LensRun::stage_of_bits(uint64_t bits) {
    Known& known = known_[(bits * 0x9E3779B97F4A7C15ull) >> 56];
    if (known.filled && known.bits == bits) return known.stage;
    known = {bits, kNoStage, true};
    for (size_t stage = 0; stage < lens_.stages.size(); ++stage)
        if (holds(lens_, stage, bits)) {
            known.stage = static_cast<uint8_t>(stage);
            break;
        }
    return known.stage;
}

StageOf LensRun::stage(Row lead, const EventSpan& events) { return stage_by(lead, events, history(events), {}); }

StageOf LensRun::stage_by(Row lead, const EventSpan& events, const History& known, Effects more) {
    uint64_t bits = derived_bits(lead, known);
    for (uint32_t i = 0; i < events.size; ++i) {
        const Effect& effect = effects_[events.types[i]];
        if (events.days[i] > today_) continue;
        bits |= effect.bits;
        if (effect.since_bits & ~bits && counts_since(known.reset, events.days[i], events.rows[i]))
            bits |= effect.since_bits;
    }
    for (const Effect& effect : more) bits |= effect.bits | effect.since_bits;
    if (tally_leaves_) bits |= tally(events, known.reset, more);
    const bool disqualified =
        known.disqualify.known() && (!known.recycle.known() || older(known.recycle, known.disqualify));
    return {stage_of_bits(bits), markers(known, deferred(known), disqualified), bits};
}

StageOf LensRun::stage_after(Row lead, const EventSpan& events, std::span<const std::string_view> ids, const base::Now& now) {
    const int64_t local = now.millis + now.offset_minutes * base::kMillisPerMinute;
    const When just_now{today_, static_cast<int32_t>(local - int64_t{today_} * base::kMillisPerDay)};
    History known;
    note_all(known, events);
    std::vector<Effect> more;
    for (const std::string_view id : ids) {
        more.push_back(effect_of(id));
        if (more.back().fact >= 0) note(known, static_cast<Fact>(more.back().fact), just_now, domain::kNoRow);
    }
    conclude(known);
    return stage_by(lead, events, known, more);
}

bool LensRun::meets(const Leaf& leaf, int leaf_index, uint16_t type, int32_t day, Row row, When reset) const {
    const Effect& effect = effects_[type];
    const uint64_t bit = uint64_t{1} << leaf_index;
    if (day > today_ || !((effect.bits | effect.since_bits | effect.tallied) & bit)) return false;
    return !leaf.since_reset || counts_since(reset, day, row);
}

}  // namespace lifecycle
