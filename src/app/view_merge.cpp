// A colleague's file that waits for the user's word: the totals, the list of people, one of them with each field on both
// sides. All of it is asked for a row at a time.
#include "app/merge_words.h"
#include "app/messages.h"
#include "app/session_merge.h"
#include "app/session_share.h"
#include "base/hash.h"
#include "query/search.h"

#include <algorithm>
#include <array>

namespace app {

using namespace domain;

namespace {

using exchange::MergeEntry;
using exchange::Verdict;

constexpr std::array kByAttention = {Verdict::conflicting, Verdict::deleted, Verdict::theirs_newer, Verdict::mine_newer, Verdict::same};

// "Left out: E-mail, Phone. Pseudonyms: Name."
std::string redacted_words(const Book& book, const std::vector<exchange::SnapshotFile::RedactedField>& fields) {
    std::string left_out, pseudonyms;
    for (const exchange::SnapshotFile::RedactedField& field : fields) {
        std::string& list = field.treatment == "pseudonym" ? pseudonyms : left_out;
        const auto table = table_from_name(field.table);
        list += (list.empty() ? "" : ", ") + (table ? shared_field_label(book, *table, field.key) : field.key);
    }
    std::string words;
    if (!left_out.empty()) words = tr("merge.left_out", {{"fields", left_out}});
    if (!pseudonyms.empty()) words += (words.empty() ? "" : " ") + tr("merge.pseudonyms", {{"fields", pseudonyms}});
    return words;
}

// Whom nobody sees on either side is not told of, unless the file brings something of it.
bool is_listed(const MergeEntry& entry) {
    if (entry.kind == MergeEntry::Kind::book) return entry.news || entry.verdict != Verdict::same;
    return entry.news || entry.alive_here || entry.alive_there;
}

MergeView make_merge(const State& s, const OpenMerge& merge) {
    const exchange::MergeTotals totals = exchange::totals_of(s.book, merge.plan, merge.choice);
    MergeView view;
    if (s.import.file) view.file = s.import.file->name;
    for (const MergeEntry& entry : merge.plan.entries) {
        if (!is_listed(entry)) continue;
        ++view.of_verdict[static_cast<size_t>(entry.verdict)];
        ++view.rows;
    }
    view.chosen = static_cast<int64_t>(totals.chosen);
    view.of = static_cast<int64_t>(totals.of);
    view.create = static_cast<int64_t>(merge.plan.new_people);
    view.overwrites = static_cast<int64_t>(totals.overwrites);
    view.deletions = static_cast<int64_t>(totals.deletions);
    view.identical = merge.plan.identical;
    view.nothing_new = merge.plan.nothing_new;
    view.comparing = merge.comparing_again;
    view.hard_stop = totals.hard_stop.has_value();
    if (view.hard_stop)
        view.stop_reason = tr("merge.stop_reason", {{"deletions", tr_count("merge.stop_deletions", view.deletions)}, {"overwrites", tr_count("merge.stop_overwrites", view.overwrites)}});
    if (const auto& partial = merge.file.partial)
        view.partial = tr("merge.partial", {{"n", tr_count("count", static_cast<int64_t>(partial->leads))}, {"of", tr_count("count", static_cast<int64_t>(partial->of))}});
    if (merge.file.redacted) view.redacted = redacted_words(s.book, *merge.file.redacted);
    if (!merge.file.is_everything()) return view;
    view.fingerprint_here = base::fingerprint_text(merge.fingerprint_here);
    view.fingerprint_there = base::fingerprint_text(merge.fingerprint_there);
    return view;
}

// Rows of either book that match, and who is in them.
struct FoundPeople {
    query::Mask leads, companies;
    bool book = false;
};

FoundPeople search_people(const Book& book, std::string_view text) {
    const auto rows = [&](TableKind table, const std::vector<std::string>& keys) {
        const query::Mask all = query::all_rows(book.table(table).size());
        query::SearchJob job(book, table, keys, text, &all);
        while (!job.step(kNoRow)) {
        }
        return job.take();
    };
    return {rows(TableKind::leads, query::lead_search_keys()), rows(TableKind::companies, {"name"})};
}

bool is_found_in(const Book& book, const FoundPeople& found, const MergeEntry& entry) {
    const bool lead = entry.kind == MergeEntry::Kind::lead;
    const Row row = (lead ? book.leads : book.companies).find(entry.row);
    return row != kNoRow && (lead ? found.leads : found.companies)[row];
}

}  // namespace

MergeList merge_list_of(const Session::State& s, const MergeQuery& query) {
    const OpenMerge& merge = *s.import.merge;
    const bool all = query::search_words(query.search).empty();
    const FoundPeople here = all ? FoundPeople{} : search_people(s.book, query.search), there = all ? FoundPeople{} : search_people(merge.there, query.search);
    MergeList list;
    for (const Verdict verdict : kByAttention) {
        if (query.verdict && static_cast<Verdict>(*query.verdict) != verdict) continue;
        for (uint32_t place = 0; place < merge.plan.entries.size(); ++place) {
            const MergeEntry& entry = merge.plan.entries[place];
            if (entry.verdict != verdict || !is_listed(entry)) continue;
            if (!all && (entry.kind == MergeEntry::Kind::book || (!is_found_in(s.book, here, entry) && !is_found_in(merge.there, there, entry)))) continue;
            list.rows.push_back(place);
            list.bring += entry.news;
            list.chosen += entry.news && merge.choice.takes(place);
        }
    }
    return list;
}

const MergeView* Session::merge_view() {
    State& s = *state_;
    if (!s.import.merge) return nullptr;
    const bool moved = s.import.merge->revision != s.book.revision;
    if (moved && !s.import.merge->comparing_again && !s.applying_in_slices && !s.busy()) compare_again(s, [](const base::Status&) {});
    const ViewInputs inputs = inputs_of(s, Depends::on_the_session);
    if (s.views.merge_inputs != inputs) s.views.merge = make_merge(s, *s.import.merge);
    s.views.merge_inputs = inputs;
    return &s.views.merge;
}

const MergeList& Session::merge_list(const MergeQuery& query) {
    State& s = *state_;
    const ViewInputs inputs = inputs_of(s, Depends::on_the_session);
    if (s.views.merge_list_inputs == inputs && s.views.merge_query == query) return s.views.merge_list;
    s.views.merge_list = s.import.merge ? merge_list_of(s, query) : MergeList{};
    s.views.merge_query = query;
    s.views.merge_list_inputs = inputs;
    return s.views.merge_list;
}

MergeRowView Session::merge_row(uint32_t entry) { return merge_row_of(*state_, entry); }

const MergeDetailView& Session::merge_detail(const std::string& id) {
    State& s = *state_;
    const ViewInputs inputs = inputs_of(s, Depends::on_the_session);
    if (s.views.merge_detail_inputs == inputs && s.views.merge_detail.row.id == id) return s.views.merge_detail;
    const auto place = s.import.merge ? merge_entry(*s.import.merge, id) : std::nullopt;
    s.views.merge_detail = place ? merge_detail_of(s, *place) : MergeDetailView{};
    s.views.merge_detail_inputs = inputs;
    return s.views.merge_detail;
}

}  // namespace app
