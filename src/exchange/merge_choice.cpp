#include "exchange/merge_choice.h"

#include <algorithm>

namespace exchange {
namespace {

using domain::Book;
using domain::TableKind;

constexpr uint64_t kMostLosses = 50;
constexpr uint64_t kMostPercent = 20;
constexpr uint64_t kLeastLossesOfShare = 10;

}  // namespace

bool MergeChoice::takes_field(size_t entry, std::string_view field) const {
    if (!takes(entry)) return false;
    const auto* fields = left_out(entry);
    return !fields || !fields->contains(field);
}

const std::set<std::string, std::less<>>* MergeChoice::left_out(size_t entry) const {
    const auto found = left_out_.find(entry);
    return found == left_out_.end() ? nullptr : &found->second.fields;
}

MergeChoice::Spared MergeChoice::spared(size_t entry) const {
    const auto found = left_out_.find(entry);
    return found == left_out_.end() ? Spared{} : found->second.spared;
}

void MergeChoice::choose(size_t entry, bool take) {
    taken_[entry] = take;
    left_out_.erase(entry);
}

void MergeChoice::choose_field(size_t entry, const std::vector<ComparedField>& fields, std::string_view field, bool take) {
    LeftOut out;
    if (const auto* before = left_out(entry)) out.fields = *before;
    if (!takes(entry))
        for (const ComparedField& one : fields)
            if (one.news) out.fields.insert(one.id);
    if (take) out.fields.erase(std::string(field));
    else out.fields.insert(std::string(field));
    uint64_t of = 0;
    bool own_loses = false;
    for (const ComparedField& one : fields) {
        const bool own = one.path.empty() && one.id.find('/') == std::string::npos;
        of += one.news;
        if (!out.fields.contains(one.id)) {
            own_loses = own_loses || (own && one.loses);
            continue;
        }
        out.spared.overwrites += one.overwrites;
        out.spared.deletions += one.deletions;
        out.spared.losing_others += !own && one.path.empty() && one.loses;
    }
    out.spared.own_row = !own_loses;
    taken_[entry] = out.fields.size() < of;
    left_out_.erase(entry);
    if (taken_[entry] && !out.fields.empty()) left_out_.emplace(entry, std::move(out));
}

bool MergeChoice::takes_everything(const MergePlan& plan) const {
    if (!left_out_.empty()) return false;
    for (size_t entry = 0; entry < plan.entries.size(); ++entry)
        if (plan.entries[entry].news && !takes(entry)) return false;
    return true;
}

MergeTotals totals_of(const Book& here, const MergePlan& plan, const MergeChoice& choice) {
    MergeTotals totals;
    uint64_t losing_leads = 0, losing_others = 0, lost_leads = 0;
    for (size_t place = 0; place < plan.entries.size(); ++place) {
        const MergeEntry& entry = plan.entries[place];
        totals.of += entry.news;
        if (!entry.news || !choice.takes(place)) continue;
        ++totals.chosen;
        const MergeChoice::Spared spared = choice.spared(place);
        totals.overwrites += entry.overwrites - spared.overwrites;
        totals.deletions += entry.deletions - spared.deletions;
        losing_others += entry.losing_others - spared.losing_others;
        losing_leads += entry.loses && !spared.own_row;
        lost_leads += entry.deletes && choice.takes_field(place, "deleted");
    }
    const uint64_t losses = totals.deletions + totals.overwrites, leads_here = here.leads.alive_count();
    uint64_t others_here = 0;
    for (const TableKind kind : domain::kTables)
        if (kind != TableKind::leads) others_here += here.table(kind).alive_count();
    const auto too_many = [](uint64_t losing, uint64_t of) { return losing * 100 > of * kMostPercent; };
    const bool share = losses >= kLeastLossesOfShare && (too_many(losing_leads, leads_here) || too_many(losing_others, others_here));
    const bool empties = lost_leads > 0 && lost_leads == leads_here;
    if (losses <= kMostLosses && !share && !empties) return totals;
    totals.hard_stop = base::Error{
        "merge.hard_stop",
        "This file would delete " + std::to_string(totals.deletions) + " rows and overwrite " + std::to_string(totals.overwrites) + " values here (" +
            std::to_string(losing_leads) + " of " + std::to_string(leads_here) + " leads lose something): confirm it, or choose another file.",
        "the whole file"};
    return totals;
}

}  // namespace exchange
