#include "app/merge_words.h"

#include "app/messages.h"
#include "base/text.h"

#include <algorithm>

namespace app {

using namespace domain;
using exchange::ComparedCell;
using exchange::ComparedField;
using exchange::MergeEntry;
using exchange::Verdict;

namespace {

constexpr size_t kMostFields = 100;
constexpr std::string_view kLeads = "leads/", kCompanies = "companies/";

MergeVerdict verdict_view(Verdict verdict) { return static_cast<MergeVerdict>(verdict); }

struct BothSides {
    BothSides(const State& s, const OpenMerge& merge) : here(s.book), there(merge.there), words_here(s, s.book), words_there(s, merge.there) {}
    const Book& here;
    const Book& there;
    RegisterWords words_here, words_there;
};

// --- a row --------------------------------------------------------------------------------------------

const char* verdict_key(Verdict verdict, bool here, bool there, bool alive_here) {
    switch (verdict) {
        case Verdict::same: return "merge.verdict.same";
        case Verdict::mine_newer: return there ? "merge.verdict.mine_newer" : "merge.verdict.only_here";
        case Verdict::theirs_newer: return here ? "merge.verdict.theirs_newer" : "merge.verdict.only_there";
        case Verdict::conflicting: return "merge.verdict.conflicting";
        case Verdict::deleted: return alive_here ? "merge.verdict.deleted_there" : "merge.verdict.deleted_here";
    }
    return "";
}

// Somebody whom one side deleted and the other went on with is listed in Conflicts: that is said before.
const char* verdict_key(const MergeEntry& entry) {
    const bool person = entry.kind != MergeEntry::Kind::book;
    if (entry.verdict == Verdict::deleted) {
        const Verdict edited = entry.alive_here ? Verdict::mine_newer : Verdict::theirs_newer;
        if (entry.fields[static_cast<size_t>(edited)] > 0) return entry.alive_here ? "merge.verdict.deleted_there_edited" : "merge.verdict.deleted_here_edited";
    }
    return verdict_key(entry.verdict, entry.here || !person, entry.there || !person, entry.alive_here);
}

// "3 newer in the file, 1 conflicting": what is the same goes without saying.
std::string merge_summary(const MergeEntry& entry) {
    std::string words;
    for (const Verdict verdict : {Verdict::conflicting, Verdict::deleted, Verdict::theirs_newer, Verdict::mine_newer}) {
        const uint32_t count = entry.fields[static_cast<size_t>(verdict)];
        if (count == 0) continue;
        words += (words.empty() ? "" : ", ") + tr_count("merge.count." + std::string(exchange::verdict_word(verdict)), count);
    }
    return words;
}

void name_merge_row(const State& s, const OpenMerge& merge, const MergeEntry& entry, MergeRowView& row) {
    if (entry.kind == MergeEntry::Kind::book) {
        row.name = tr("conflicts.book");
        return;
    }
    const bool lead = entry.kind == MergeEntry::Kind::lead;
    const auto table = [&](const Book& book) -> const Table& { return lead ? book.leads : book.companies; };
    const Row here = table(s.book).find(entry.row), there = table(merge.there).find(entry.row);
    const auto text = [&](const char* key) {
        std::string of_here = here == kNoRow ? std::string() : std::string(text_at(table(s.book), here, key));
        if (!of_here.empty() || there == kNoRow) return of_here;
        return std::string(text_at(table(merge.there), there, key));
    };
    row.name = text("name");
    if (lead) row.detail = text("company");
    if (row.name.empty()) row.name = std::exchange(row.detail, {});
    if (row.name.empty()) row.name = tr("lead.no_name");
    if (!lead) row.detail = tr("merge.company");
}

// --- a field --------------------------------------------------------------------------------------------

// What a record is, in a few words: one that only one side has.
std::string record_text(const RegisterWords& words, const Book& book, TableKind kind, RowId id) {
    const Table& table = book.table(kind);
    const Row row = table.find(id);
    std::string text;
    const auto add = [&](std::string_view key) {
        const Value value = book.value(kind, row, key);
        if (std::holds_alternative<Empty>(value)) return;
        text += (text.empty() ? "" : " · ") + words.cell(key, value);
    };
    if (kind == TableKind::activities)
        for (const char* key : {"at", "note", "reason"}) add(key);
    if (kind == TableKind::tasks)
        for (const char* key : {"due", "done"}) add(key);
    if (kind == TableKind::deals)
        for (const char* key : {"value", "state", "expected"}) add(key);
    return text.empty() ? tr("merge.there_is") : text;
}

MergeSideView side_view(const RegisterWords& words, const Write& write, std::string text) {
    ConflictValueView value = words.value(write, std::move(text));
    if (write.stamp == Stamp{}) value.who.clear(), value.when.clear();
    return {std::move(value.text), std::move(value.who), std::move(value.when)};
}

// Of a record several cells in one: "Due: 3 Dec. Done: yes".
MergeSideView record_side(const RegisterWords& words, const ComparedField& field, bool of_here) {
    std::string text;
    Write newest;
    for (const ComparedCell& cell : field.cells) {
        const Write& write = of_here ? cell.here : cell.there;
        const Address address{field.table, field.row, cell.key, cell.kind, {}, {}};
        text += (text.empty() ? "" : ". ") + words.label(address) + ": " + words.of(address, write);
        if (write.stamp > newest.stamp) newest = write;
    }
    return side_view(words, newest, std::move(text));
}

void tell_record(const BothSides& sides, const ComparedField& field, MergeFieldView& view) {
    const Book& known = field.here ? sides.here : sides.there;
    const RegisterWords& words = field.here ? sides.words_here : sides.words_there;
    view.label = tr("merge.record." + std::string(table_name(field.table)));
    view.record = words.record({field.table, field.row, {}, {}, {}, {}});
    view.icon = icon_of({field.table, field.row, {}, field.table == TableKind::deals ? FieldKind::money : FieldKind::text, {}, {}});
    const auto created = [&](const Book& book, const RegisterWords& of) {
        const Table& table = book.table(field.table);
        return side_view(of, {table.base_stamp(table.find(field.row)), {}}, record_text(of, book, field.table, field.row));
    };
    if (field.here && field.there) {
        view.here = record_side(sides.words_here, field, true);
        view.there = record_side(sides.words_there, field, false);
    } else {
        (field.here ? view.here : view.there) = created(known, words);
    }
}

void tell_cell(const BothSides& sides, const ComparedField& field, MergeFieldView& view) {
    const ComparedCell& cell = field.cells.front();
    const Address address{field.table, field.row, cell.key, cell.kind, {}, field.path};
    const bool labelled_here = !field.path.empty() || sides.here.field(field.table, cell.key).has_value();
    view.label = (labelled_here ? sides.words_here : sides.words_there).label(address);
    view.icon = icon_of(address);
    if (field.here) view.here = side_view(sides.words_here, cell.here, sides.words_here.of(address, cell.here));
    if (field.there) view.there = side_view(sides.words_there, cell.there, sides.words_there.of(address, cell.there));
}

MergeFieldView compared_view(const BothSides& sides, const OpenMerge& merge, size_t place, const ComparedField& field) {
    const MergeEntry& entry = merge.plan.entries[place];
    MergeFieldView view;
    view.id = field.id;
    view.verdict = verdict_view(field.verdict);
    const bool alive_here = field.verdict == Verdict::deleted && (field.deletions > 0 || entry.alive_here) && (field.cells.empty() || field.cells.front().key != "deleted" || field.cells.front().here.value != Value{true});
    view.verdict_label = tr(verdict_key(field.verdict, field.here, field.there, alive_here));
    view.can_choose = field.news && !entry.whole;
    view.chosen = field.news && merge.choice.takes_field(place, field.id);
    const bool record = field.path.empty() && field.id.find('/') != std::string::npos;
    if (field.id == "later") {
        view.label = tr("merge.later");
        view.icon = "file-text";
        view.there.text = tr_count("merge.later_count", static_cast<int64_t>(field.count));
    } else if (record) {
        tell_record(sides, field, view);
    } else if (!field.cells.empty()) {
        tell_cell(sides, field, view);
    } else {  // somebody was forgotten
        view.label = tr("field.deleted");
        view.icon = "trash-2";
        (alive_here ? view.there : view.here).text = tr("merge.forgotten");
    }
    return view;
}

}  // namespace

std::string merge_entry_id(const MergeEntry& entry) {
    switch (entry.kind) {
        case MergeEntry::Kind::book: return "book";
        case MergeEntry::Kind::lead: return std::string(kLeads) + to_text(entry.row);
        case MergeEntry::Kind::company: return std::string(kCompanies) + to_text(entry.row);
    }
    return {};
}

std::optional<size_t> merge_entry(const OpenMerge& merge, std::string_view id) {
    if (id == "book") return 0;
    const bool lead = id.starts_with(kLeads);
    if (!lead && !id.starts_with(kCompanies)) return std::nullopt;
    const auto row = row_id_from_text(id.substr(id.find('/') + 1));
    if (!row) return std::nullopt;
    return merge.plan.find(lead ? MergeEntry::Kind::lead : MergeEntry::Kind::company, *row);
}

MergeRowView merge_row_of(const Session::State& s, size_t place) {
    MergeRowView row;
    if (!s.import.merge || place >= s.import.merge->plan.entries.size()) return row;
    const OpenMerge& merge = *s.import.merge;
    const MergeEntry& entry = merge.plan.entries[place];
    row.id = merge_entry_id(entry);
    row.kind = static_cast<MergeRowView::Kind>(entry.kind);
    row.verdict = verdict_view(entry.verdict);
    row.verdict_label = tr(verdict_key(entry));
    row.summary = merge_summary(entry);
    using Take = MergeRowView::Take;
    row.take = !entry.news ? Take::nothing_to_take : !merge.choice.takes(place) ? Take::no : merge.choice.takes_part(place) ? Take::part : Take::yes;
    name_merge_row(s, merge, entry, row);
    return row;
}

MergeDetailView merge_detail_of(const Session::State& s, size_t place) {
    const OpenMerge& merge = *s.import.merge;
    const MergeEntry& entry = merge.plan.entries[place];
    const std::vector<ComparedField> fields = exchange::compared_fields(s.book, merge.there, merge.file, entry);
    const BothSides sides(s, merge);
    MergeDetailView view;
    view.row = merge_row_of(s, place);
    view.whole = entry.whole;
    view.same = entry.fields[0];
    for (const Verdict verdict : {Verdict::deleted, Verdict::conflicting, Verdict::theirs_newer, Verdict::mine_newer})
        for (const ComparedField& field : fields) {
            if (field.verdict != verdict) continue;
            if (view.fields.size() < kMostFields) view.fields.push_back(compared_view(sides, merge, place, field));
            else ++view.more;
        }
    return view;
}

}  // namespace app
