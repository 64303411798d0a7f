#include "lifecycle/missing.h"

#include "base/order.h"

#include <algorithm>

namespace lifecycle {
namespace {

using query::Message;
using query::MessageKey;

constexpr size_t kMostWays = 4;

Way record(Fact fact, const std::string& lead) {
    const std::string id(fact_id(fact));
    return {{"do." + id, {}}, "fact.record", {{"lead", lead}, {"fact", id}}};
}

Way set_field(std::string_view field, const std::string& lead) {
    return {{"do.set_" + std::string(field), {}}, "lead.set", {{"id", lead}, {"field", std::string(field)}}};
}

// Types a salesperson is most likely to log by hand come first.
std::vector<Way> log_ways(const Leaf& leaf, const std::string& lead) {
    std::vector<const ActivityType*> types;
    for (const std::string& id : leaf.types)
        if (const ActivityType* type = find_type(activity_types(), id)) types.push_back(type);
    base::sort(types, [](const ActivityType* a, const ActivityType* b) {
        return (a->common ? a->common : 1000) < (b->common ? b->common : 1000);
    });
    if (types.size() > kMostWays) types.resize(kMostWays);
    std::vector<Way> ways;
    for (const ActivityType* type : types)
        ways.push_back({{"do.log", {{"activity", MessageKey{"activity." + type->id}}}},
                        "activity.log",
                        {{"lead", lead}, {"type", type->id}}});
    return ways;
}

std::vector<Way> ways_to(const Leaf& leaf, const std::string& lead) {
    switch (leaf.kind) {
        case Leaf::Kind::activity: return log_ways(leaf, lead);
        case Leaf::Kind::fact: case Leaf::Kind::count: case Leaf::Kind::max: return {record(leaf.fact, lead)};
        case Leaf::Kind::engaged_days: return {};
        case Leaf::Kind::derived: break;
    }
    switch (leaf.derived) {
        case Derived::reachable: return {set_field("email", lead), set_field("phone", lead)};
        case Derived::deal_open: return {record(Fact::open_deal, lead)};
        case Derived::deferred: return {record(Fact::defer, lead)};
        case Derived::disqualified: return {record(Fact::disqualify, lead)};
    }
    return {};
}

Message missing_text(const Leaf& leaf) {
    Message text{missing_key(leaf), {}};
    if (leaf.kind == Leaf::Kind::count || leaf.kind == Leaf::Kind::max || leaf.kind == Leaf::Kind::engaged_days)
        text.args.emplace_back("n", int64_t{leaf.at_least});
    return text;
}

struct Lack {
    Missing missing;
    uint64_t bits_on = 0, bits_off = 0;  // what the first way would change
};

class Finder {
public:
    Finder(const Lens& lens, uint64_t bits, const std::string& lead) : lens_(lens), bits_(bits), lead_(lead) {}

    // What makes the criterion hold (`wanted`), or cease to hold.
    std::vector<Lack> lacks(const Criterion& criterion, bool wanted) const {
        if (criterion_holds(criterion, bits_) == wanted) return {};
        switch (criterion.kind) {
            case Criterion::Kind::leaf: return {lack_of(criterion.leaf, wanted)};
            case Criterion::Kind::none: return lacks(criterion.parts[0], !wanted);
            case Criterion::Kind::all: return wanted ? every(criterion, true) : one_of(criterion, false);
            case Criterion::Kind::any: return wanted ? one_of(criterion, true) : every(criterion, false);
        }
        return {};
    }

private:
    Lack lack_of(int index, bool wanted) const {
        const Leaf& leaf = lens_.leaves[static_cast<size_t>(index)];
        Lack lack;
        const uint64_t bit = uint64_t{1} << index;
        if (wanted) {
            lack.missing = {missing_text(leaf), ways_to(leaf, lead_)};
            lack.bits_on = bit;
            return lack;
        }
        lack.bits_off = bit;
        lack.missing.text = {"missing.not", {{"what", MessageKey{missing_key(leaf)}}}};
        if (leaf.kind != Leaf::Kind::derived) return lack;
        if (leaf.derived == Derived::deal_open)
            lack.missing.ways = {record(Fact::win_deal, lead_), record(Fact::lose_deal, lead_)};
        if (leaf.derived == Derived::deferred || leaf.derived == Derived::disqualified)
            lack.missing.ways = {record(Fact::recycle, lead_)};
        return lack;
    }

    std::vector<Lack> every(const Criterion& criterion, bool wanted) const {
        std::vector<Lack> all;
        for (const Criterion& part : criterion.parts)
            for (Lack& lack : lacks(part, wanted)) all.push_back(std::move(lack));
        return all;
    }

    // The alternatives that need only one thing become one entry with several ways.
    std::vector<Lack> one_of(const Criterion& criterion, bool wanted) const {
        std::vector<Lack> shortest, joined;
        for (const Criterion& part : criterion.parts) {
            std::vector<Lack> lack = lacks(part, wanted);
            if (lack.size() == 1 && !lack[0].missing.ways.empty()) joined.push_back(lack[0]);
            if (shortest.empty() || lack.size() < shortest.size()) shortest = std::move(lack);
        }
        if (joined.empty()) return shortest;
        Lack result = joined[0];
        if (joined.size() == 1) return {result};
        result.missing.text = {"missing.one_of",
                               {{"first", MessageKey{first_key(joined[0])}}, {"second", MessageKey{first_key(joined[1])}}}};
        result.missing.ways.clear();
        for (size_t round = 0; result.missing.ways.size() < kMostWays && round < kMostWays; ++round)
            for (const Lack& lack : joined)
                if (round < lack.missing.ways.size() && result.missing.ways.size() < kMostWays)
                    result.missing.ways.push_back(lack.missing.ways[round]);
        return {result};
    }

    // A joined entry stands for its first alternative inside another one.
    static std::string first_key(const Lack& lack) {
        const Message& text = lack.missing.text;
        if (text.key == "missing.one_of" || text.key == "missing.not")
            return std::get<MessageKey>(text.args[0].second).key;
        return text.key;
    }

    const Lens& lens_;
    uint64_t bits_;
    const std::string& lead_;
};

uint64_t derived_bit(const Lens& lens, Derived derived) {
    for (size_t i = 0; i < lens.leaves.size(); ++i)
        if (lens.leaves[i].kind == Leaf::Kind::derived && lens.leaves[i].derived == derived) return uint64_t{1} << i;
    return 0;
}

size_t best_stage(const Lens& lens, uint64_t bits) {
    for (size_t stage = 0; stage < lens.stages.size(); ++stage)
        if (holds(lens, stage, bits)) return stage;
    return lens.stages.size();
}

}  // namespace

bool criterion_holds(const Criterion& criterion, uint64_t bits) {
    const auto part_holds = [&](const Criterion& part) { return criterion_holds(part, bits); };
    switch (criterion.kind) {
        case Criterion::Kind::leaf: return bits >> criterion.leaf & 1;
        case Criterion::Kind::none: return !part_holds(criterion.parts[0]);
        case Criterion::Kind::all: return std::all_of(criterion.parts.begin(), criterion.parts.end(), part_holds);
        case Criterion::Kind::any: return std::any_of(criterion.parts.begin(), criterion.parts.end(), part_holds);
    }
    return false;
}

std::string missing_key(const Leaf& leaf) {
    switch (leaf.kind) {
        case Leaf::Kind::activity: return leaf.listed ? "missing.act.listed" : "missing.act." + leaf.name;
        case Leaf::Kind::fact: return "missing.fact." + std::string(fact_id(leaf.fact));
        case Leaf::Kind::count: return "missing.count." + std::string(fact_id(leaf.fact));
        case Leaf::Kind::max: return "missing.max." + std::string(fact_id(leaf.fact));
        case Leaf::Kind::engaged_days: return "missing.engaged_days";
        case Leaf::Kind::derived: break;
    }
    switch (leaf.derived) {
        case Derived::reachable: return "missing.state.reachable";
        case Derived::deal_open: return "missing.state.deal_open";
        case Derived::deferred: return "missing.state.deferred";
        case Derived::disqualified: return "missing.state.disqualified";
    }
    return "";
}

std::optional<std::vector<Missing>> missing_for(const Lens& lens, size_t stage, uint64_t bits, const std::string& lead) {
    std::vector<Missing> missing;
    uint64_t then = bits;
    for (Lack& lack : Finder(lens, bits, lead).lacks(lens.stages[stage].enter, true)) {
        if (lack.missing.ways.empty() && lack.bits_off) return std::nullopt;  // what happened cannot be undone
        then = (then | lack.bits_on) & ~lack.bits_off;
        missing.push_back(std::move(lack.missing));
    }
    // A side stage that comes first in the lens may still hold: paused or disqualified.
    if (best_stage(lens, then) >= stage) return missing.empty() ? std::nullopt : std::optional(std::move(missing));
    const uint64_t taken_back = then & ~derived_bit(lens, Derived::disqualified) & ~derived_bit(lens, Derived::deferred);
    if (best_stage(lens, taken_back) < stage && lens.stages[best_stage(lens, taken_back)].side) return std::nullopt;
    if (taken_back != then) missing.insert(missing.begin(), {{"missing.recycle", {}}, {record(Fact::recycle, lead)}});
    return missing.empty() ? std::nullopt : std::optional(std::move(missing));
}

}  // namespace lifecycle
