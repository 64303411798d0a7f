#include "lifecycle/explain.h"

#include "base/order.h"
#include "lifecycle/lens_run.h"
#include "lifecycle/missing.h"

#include <algorithm>

namespace lifecycle {
namespace {

using domain::Row;
using query::EventSpan;
using query::Message;
using query::MessageKey;

constexpr size_t kMostSteps = 2;
constexpr size_t kMostDays = 128;  // looked back for the day a stage began

// One person under one lens: everything explain() looks at.
struct Person {
    const domain::Book& book;
    const Lens& lens;
    Row lead;
    EventSpan events;
    LensRun& run;
    History history;
    int offset_minutes;
};

std::string_view type_id(const domain::Book& book, uint16_t code) {
    return book.activities.choice("type")->dictionary.text(code);
}

std::string text_of(const domain::Book& book, Row activity, std::string_view key) {
    const auto* column = activity == domain::kNoRow ? nullptr : book.activities.text(key);
    return column ? std::string(column->at(activity)) : std::string();
}

// The newest event of a type with this id.
std::optional<uint32_t> newest_of(const Person& person, std::string_view id, base::Day today) {
    std::optional<uint32_t> newest;
    for (uint32_t i = 0; i < person.events.size; ++i) {
        if (person.events.days[i] > today.count || type_id(person.book, person.events.types[i]) != id) continue;
        if (!newest || person.events.days[i] >= person.events.days[*newest]) newest = i;
    }
    return newest;
}

Met met_by_event(const Person& person, uint32_t event, std::string_view key) {
    Met met;
    met.day = base::Day{person.events.days[event]};
    met.activity = person.events.rows[event];
    const std::string label = "activity." + std::string(type_id(person.book, person.events.types[event]));
    met.text = {std::string(key), {{"event", MessageKey{label}}, {"day", *met.day}}};
    return met;
}

Met met_derived(const Person& person, Derived derived, base::Day today) {
    Met met;
    std::optional<uint32_t> event;
    switch (derived) {
        case Derived::reachable: met.text.key = "why.reachable"; return met;
        case Derived::deal_open:
            met.text.key = "why.deal_open";
            event = newest_of(person, fact_id(Fact::open_deal), today);
            break;
        case Derived::deferred:
            met.text.key = person.history.until == INT64_MAX ? "why.deferred" : "why.deferred_until";
            event = newest_of(person, fact_id(Fact::defer), today);
            if (person.history.until != INT64_MAX)
                met.text.args.emplace_back("until", base::day_of(person.history.until, person.offset_minutes));
            break;
        case Derived::disqualified:
            met.text.key = "why.disqualified";
            event = newest_of(person, fact_id(Fact::disqualify), today);
            break;
    }
    if (event) {
        met.day = base::Day{person.events.days[*event]};
        met.activity = person.events.rows[*event];
        met.text.args.emplace_back("day", *met.day);
    }
    return met;
}

Met met_leaf(const Person& person, int index, base::Day today) {
    const Leaf& leaf = person.lens.leaves[static_cast<size_t>(index)];
    if (leaf.kind == Leaf::Kind::derived) return met_derived(person, leaf.derived, today);
    std::optional<uint32_t> newest;
    for (uint32_t i = 0; i < person.events.size; ++i) {
        const bool meets = person.run.meets(leaf, index, person.events.types[i], person.events.days[i],
                                            person.events.rows[i], person.history.reset);
        if (meets && (!newest || person.events.days[i] >= person.events.days[*newest])) newest = i;
    }
    if (!newest) return {};
    if (leaf.kind != Leaf::Kind::engaged_days) return met_by_event(person, *newest, "why.event");
    Met met = met_by_event(person, *newest, "why.engaged_days");
    met.text.args = {{"days", int64_t{leaf.at_least}}, {"day", *met.day}};
    return met;
}

// Leaves that make a criterion hold, in its order; what must not be is not named.
void collect_met(const Lens& lens, const Criterion& criterion, uint64_t bits, std::vector<int>& leaves) {
    if (criterion.kind == Criterion::Kind::none || !criterion_holds(criterion, bits)) return;
    if (criterion.kind == Criterion::Kind::leaf) {
        if (std::find(leaves.begin(), leaves.end(), criterion.leaf) == leaves.end()) leaves.push_back(criterion.leaf);
        return;
    }
    for (const Criterion& part : criterion.parts) collect_met(lens, part, bits, leaves);
}

std::vector<Met> why(const Person& person, const StageOf& now, base::Day today) {
    std::vector<Met> met;
    if (now.stage == kNoStage) return met;
    std::vector<int> leaves;
    collect_met(person.lens, person.lens.stages[now.stage].enter, now.leaf_bits, leaves);
    for (int leaf : leaves) {
        Met one = met_leaf(person, leaf, today);
        if (one.text.key.empty()) continue;
        const bool told = one.activity != domain::kNoRow &&
                          std::any_of(met.begin(), met.end(), [&](const Met& m) { return m.activity == one.activity; });
        if (!told) met.push_back(std::move(one));
    }
    base::sort(met, [](const Met& a, const Met& b) { return a.day > b.day; });
    return met;
}

Message marker_with_reason(const Person& person, std::string_view key, Fact fact, base::Day today) {
    Message message{std::string(key), {}};
    const auto event = newest_of(person, fact_id(fact), today);
    if (!event) return message;
    message.args.emplace_back("day", base::Day{person.events.days[*event]});
    const std::string reason = text_of(person.book, person.events.rows[*event], "reason");
    if (reason.empty()) return message;
    message.key += "_reason";
    message.args.emplace_back("reason", reason);
    return message;
}

std::vector<Message> marker_messages(const Person& person, uint8_t markers, base::Day today) {
    std::vector<Message> messages;
    if (markers & kPaused) {
        Message message{"marker.paused", {}};
        if (person.history.until != INT64_MAX)
            message = {"marker.paused_until", {{"until", base::day_of(person.history.until, person.offset_minutes)}}};
        const std::string reason = text_of(person.book, person.history.defer_row, "reason");
        if (!reason.empty()) {
            message.key += "_reason";
            message.args.emplace_back("reason", reason);
        }
        messages.push_back(std::move(message));
    }
    if (markers & kLost) messages.push_back(marker_with_reason(person, "marker.lost", Fact::lose_deal, today));
    if (markers & kDisqualified) messages.push_back(marker_with_reason(person, "marker.disqualified", Fact::disqualify, today));
    if (markers & kEnded) messages.push_back(marker_with_reason(person, "marker.ended", Fact::customer_ended, today));
    if (markers & kOptedOut) messages.push_back(marker_with_reason(person, "marker.opted_out", Fact::opt_out, today));
    return messages;
}

// The stage on the way that this person has reached, even if a side stage stands before it.
size_t reached(const Lens& lens, uint64_t bits) {
    for (size_t stage = 0; stage < lens.stages.size(); ++stage)
        if (!lens.stages[stage].side && holds(lens, stage, bits)) return stage;
    return lens.stages.size();
}

std::vector<NextStage> next_stages(const Person& person, const StageOf& now) {
    std::vector<NextStage> next;
    const std::string lead = domain::to_text(person.book.leads.id(person.lead));
    for (size_t stage = reached(person.lens, now.leaf_bits); stage-- > 0 && next.size() < kMostSteps;) {
        if (person.lens.stages[stage].side) continue;
        auto missing = missing_for(person.lens, stage, now.leaf_bits, lead);
        if (missing) next.push_back({static_cast<uint8_t>(stage), std::move(*missing)});
    }
    return next;
}

// Days on which anything about this person can have changed, newest first.
std::vector<int32_t> days_of(const Person& person, base::Day today) {
    std::vector<int32_t> days;
    const auto* until = person.book.activities.instant("until");
    for (uint32_t i = 0; i < person.events.size; ++i) {
        days.push_back(person.events.days[i]);
        const int64_t end = until ? until->millis[person.events.rows[i]] : domain::kNoNumber;
        if (end != domain::kNoNumber) days.push_back(base::day_of(end, person.offset_minutes).count + 1);
    }
    std::erase_if(days, [&](int32_t day) { return day > today.count; });
    base::sort(days, std::greater<>());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    if (days.size() > kMostDays) days.resize(kMostDays);
    return days;
}

std::optional<base::Day> began(Person& person, const StageOf& now, base::Day today) {
    if (now.stage == kNoStage) return std::nullopt;
    std::optional<base::Day> since;
    for (int32_t day : days_of(person, today)) {
        person.run.set_today({day});
        if (person.run.stage(person.lead, person.events).stage != now.stage) break;
        since = base::Day{day};
    }
    person.run.set_today(today);
    return since;
}

}  // namespace

Explanation explain(const domain::Book& book, const Lens& lens, Row lead, const base::Now& now) {
    const query::Timeline timeline = query::timeline_of(book, lead, now.offset_minutes);
    LensRun run(book, lens, now);
    Person person{book, lens, lead, timeline.events(0), run, {}, now.offset_minutes};
    person.history = run.history(person.events);
    Explanation result;
    result.now = run.stage(lead, person.events);
    result.why = why(person, result.now, now.today);
    result.markers = marker_messages(person, result.now.markers, now.today);
    result.next = next_stages(person, result.now);
    result.since = began(person, result.now, now.today);
    return result;
}

}  // namespace lifecycle
