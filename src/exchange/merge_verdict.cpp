#include "exchange/merge_verdict.h"

#include <algorithm>
#include <array>
#include <vector>

namespace exchange {
namespace {

using domain::Register;
using domain::Value;
using domain::Write;

constexpr std::array<std::string_view, std::size(kVerdicts)> kWords = {"same", "mine_newer", "theirs_newer", "conflicting", "deleted"};

// What Conflicts lists beside the value that is shown.
std::vector<Write> beside(const Register& known, const Value& shown) {
    std::vector<Write> others;
    for (const Write& write : known.standing)
        if (write.value != shown) others.push_back(write);
    return others;
}

bool wins(const Write& a, const Write& b) {
    return a.stamp != b.stamp ? a.stamp > b.stamp : domain::tie_bytes(a.value) > domain::tie_bytes(b.value);
}

}  // namespace

std::string_view verdict_word(Verdict verdict) { return kWords[static_cast<size_t>(verdict)]; }

std::optional<Verdict> verdict_from_word(std::string_view word) {
    for (const Verdict verdict : kVerdicts)
        if (verdict_word(verdict) == word) return verdict;
    return std::nullopt;
}

RegisterVerdict compare(const RegisterSide& here, const RegisterSide& there) {
    const bool equal = here.shown.value == there.shown.value;
    const bool theirs_first = wins(there.shown, here.shown);
    Register merged = here.known;
    RegisterVerdict found;
    found.theirs_shows = theirs_first && !equal;
    found.news = merged.merge(there.known) || found.theirs_shows;
    found.they_lack = merged != there.known || (!equal && !theirs_first);
    const std::vector<Write> before = beside(here.known, here.shown.value);
    const std::vector<Write> after = beside(merged, (theirs_first ? there : here).shown.value);
    if (!after.empty() && after != before) {
        found.verdict = Verdict::conflicting;  // of two books that know of the same one neither brings it
    } else if (!equal) {
        found.verdict = theirs_first ? Verdict::theirs_newer : Verdict::mine_newer;
    } else if (!before.empty() && after.empty()) {
        found.verdict = Verdict::theirs_newer;  // they have settled it
    } else if (after.empty() && !beside(there.known, there.shown.value).empty()) {
        found.verdict = Verdict::mine_newer;  // settled here
    }
    return found;
}

}  // namespace exchange
