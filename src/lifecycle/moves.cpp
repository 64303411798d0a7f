#include "lifecycle/moves.h"

#include "base/order.h"
#include "lifecycle/lens_run.h"
#include "lifecycle/missing.h"

#include <algorithm>

namespace lifecycle {
namespace {

constexpr std::string_view kRecycle = "recycle";

// Decided about a person, by a person.
std::vector<std::string_view> decisions(const History& history) {
    std::vector<std::string_view> ids;
    for (int i = 0; i < kFactCount; ++i) {
        const Fact fact = static_cast<Fact>(i);
        const bool of_a_deal = fact == Fact::win_deal || fact == Fact::lose_deal;
        if (fact == Fact::captured || fact == Fact::recycle) continue;
        if (of_a_deal && !history.deal_open) continue;
        if (fact == Fact::customer_ended && !history.bought) continue;
        ids.push_back(fact_id(fact));
    }
    return ids;
}

// What they or we do, those that are usual first.
std::vector<std::string_view> doings() {
    std::vector<const ActivityType*> types;
    for (const ActivityType& type : activity_types())
        if (!type.scoring_only) types.push_back(&type);
    base::sort(types, [](const ActivityType* a, const ActivityType* b) { return (a->common ? a->common : 1000) < (b->common ? b->common : 1000); });
    std::vector<std::string_view> ids;
    for (const ActivityType* type : types) ids.push_back(type->id);
    return ids;
}

class Finder {
public:
    Finder(const domain::Book& book, const Lens& lens, domain::Row lead, const base::Now& now)
        : lens_(lens), lead_(lead), now_(now), timeline_(query::timeline_of(book, lead, now.offset_minutes)), run_(book, lens, now) {
        history_ = run_.history(timeline_.events(0));
        is_ = run_.stage(lead, timeline_.events(0));
        moves_.resize(lens.stages.size());
    }

    std::vector<Move> all(const std::string& id) {
        for (const std::string_view one : decisions(history_)) lead_to({one}, one);
        if (beside()) take_back();
        for (const std::string_view one : doings()) add_doing(one);
        for (size_t stage = 0; stage < moves_.size(); ++stage) {
            put_command_first(stage);
            say_why_not(stage, id);
        }
        return std::move(moves_);
    }

private:
    bool beside() const { return is_.stage != kNoStage && lens_.stages[is_.stage].side; }

    // Towards the best, or off the way.
    bool is_forward(size_t stage) const { return is_.stage == kNoStage || beside() || lens_.stages[stage].side || stage < is_.stage; }

    std::optional<size_t> stage_after(const std::vector<std::string_view>& ids) {
        const uint8_t stage = run_.stage_after(lead_, timeline_.events(0), ids, now_).stage;
        if (stage == kNoStage || stage == is_.stage || !is_forward(stage)) return std::nullopt;
        return stage;
    }

    void lead_to(const std::vector<std::string_view>& ids, std::string_view named) {
        const auto stage = stage_after(ids);
        if (!stage) return;
        Move& move = moves_[*stage];
        const bool recycled = ids.size() > 1;
        if (move.ids.empty()) move.recycled = recycled;
        if (move.recycled == recycled) move.ids.push_back(named);
    }

    // Who stands beside the way goes on where they were; or does so and one thing more.
    void take_back() {
        lead_to({kRecycle}, kRecycle);
        for (const std::string_view one : decisions(history_)) lead_to({kRecycle, one}, one);
    }

    // Only an alternative to what is decided: a stage that doings alone lead to begins by itself.
    void add_doing(std::string_view id) {
        for (const bool recycled : {false, true}) {
            const auto stage = stage_after(recycled ? std::vector<std::string_view>{kRecycle, id} : std::vector<std::string_view>{id});
            if (stage && moves_[*stage].recycled == recycled && !moves_[*stage].ids.empty() && moves_[*stage].ids.back() != kRecycle) moves_[*stage].ids.push_back(id);
        }
    }

    void put_command_first(size_t stage) {
        auto& ids = moves_[stage].ids;
        const auto own = std::find(ids.begin(), ids.end(), lens_.stages[stage].command);
        if (own != ids.end()) std::rotate(ids.begin(), own, own + 1);
    }

    void say_why_not(size_t stage, const std::string& id) {
        Move& move = moves_[stage];
        if (stage == is_.stage) return void(move.why_not = Move::WhyNot::here);
        if (!move.ids.empty()) return void(move.why_not = Move::WhyNot::none);
        if (!is_forward(stage)) return;
        if (const auto missing = missing_for(lens_, stage, is_.leaf_bits, id))
            for (const Missing& one : *missing)
                if (std::any_of(one.ways.begin(), one.ways.end(), [](const Way& way) { return way.command == "lead.set"; })) move.lacks.push_back(one.text);
        if (!move.lacks.empty()) move.why_not = Move::WhyNot::lacks;
        else if (const std::string& command = lens_.stages[stage].command; command.empty() || command == fact_id(Fact::captured)) move.why_not = Move::WhyNot::by_itself;
    }

    const Lens& lens_;
    const domain::Row lead_;
    const base::Now now_;
    const query::Timeline timeline_;
    LensRun run_;
    History history_;
    StageOf is_;
    std::vector<Move> moves_;
};

}  // namespace

std::vector<Move> moves(const domain::Book& book, const Lens& lens, domain::Row lead, const base::Now& now) {
    return Finder(book, lens, lead, now).all(domain::to_text(book.leads.id(lead)));
}

}  // namespace lifecycle
