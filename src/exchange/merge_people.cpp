#include "exchange/merge_people.h"

#include "domain/forget.h"

#include <algorithm>

namespace exchange {

using domain::Book;
using domain::kNoRow;
using domain::Row;
using domain::RowId;
using domain::Table;
using domain::TableKind;

namespace {

constexpr std::string_view kDeleted = "deleted";

// A record that one side deleted does not make its person a deleted one.
Verdict for_its_person(Verdict verdict, bool alive_here) {
    if (verdict != Verdict::deleted) return verdict;
    return alive_here ? Verdict::theirs_newer : Verdict::mine_newer;
}

void add_own_row(const RowNews& news, Compared& to) {
    MergeEntry& entry = to.entry;
    entry.here = news.here;
    entry.there = news.there;
    entry.alive_here = news.alive_here;
    entry.alive_there = news.alive_there;
    entry.news = news.news;
    entry.whole = news.recreated;
    entry.loses = news.loses;
    entry.deletes = news.deletes();
    std::copy(std::begin(news.fields), std::end(news.fields), entry.fields);
    entry.overwrites = news.overwrites;
    entry.deletions = news.deletes();
    entry.verdict = news.verdict();
    to.they_lack = news.they_lack;
}

// Each cell can be taken by itself; the one that deletes is told as what becomes of the row.
void add_own_fields(const RowNews& news, TableKind table, RowId id, std::vector<ComparedCell> cells, std::vector<ComparedField>& fields) {
    for (ComparedCell& cell : cells) {
        ComparedField field{cell.key, table, id, {}, cell.verdict, news.here, news.there, cell.news, cell.overwrites > 0, cell.overwrites, 0, 1, {}};
        if (cell.key == kDeleted && news.alive_here != news.alive_there && news.here && news.there) {
            field.verdict = Verdict::deleted;
            field.deletions = news.deletes();
            field.loses = news.deletes();
        }
        field.cells.push_back(std::move(cell));
        fields.push_back(std::move(field));
    }
}

// Nothing that is written on a forgotten person counts, wherever it was forgotten.
void add_forgetting(bool here, bool there, Compared& to, std::vector<ComparedField>* fields) {
    MergeEntry& entry = to.entry;
    const bool forgets = there && !here;
    entry.alive_there = entry.alive_there && !there;
    entry.verdict = entry.alive_here != entry.alive_there ? Verdict::deleted : Verdict::same;
    std::fill(std::begin(entry.fields), std::end(entry.fields), 0);
    entry.deletes = entry.loses = forgets && entry.alive_here;
    entry.deletions = entry.deletes;
    entry.overwrites = entry.losing_others = 0;
    entry.news = entry.news || forgets;
    to.they_lack = to.they_lack || here != there;
    if (!fields) return;
    fields->clear();
    if (entry.verdict != Verdict::deleted) return;
    fields->push_back({std::string(kDeleted), TableKind::leads, entry.row, {}, Verdict::deleted, true, true, forgets, entry.loses, 0, entry.deletions, 1, {}});
}

}  // namespace

Row RowsById::Side::take() {
    const Row row = run->second.first_row + offset;
    if (++offset == run->second.count) ++run, offset = 0;
    return row;
}

std::optional<RowsById::Pair> RowsById::next() {
    if (here_.done() && there_.done()) return std::nullopt;
    const bool ours = !here_.done() && (there_.done() || here_.id() <= there_.id());
    const bool theirs = !there_.done() && (here_.done() || there_.id() <= here_.id());
    Pair pair{ours ? here_.id() : there_.id()};
    if (ours) pair.here = here_.take();
    if (theirs) pair.there = there_.take();
    return pair;
}

void add_record(const RowComparison& rows, TableKind table, Row here, Row there, Compared& to, std::vector<ComparedField>* fields) {
    std::vector<ComparedCell> cells;
    const RowNews news = rows.compare(table, here, there, fields ? &cells : nullptr);
    MergeEntry& entry = to.entry;
    const Verdict verdict = news.verdict();
    entry.fields[static_cast<size_t>(verdict)] += news.alive_here || news.alive_there;
    entry.verdict = std::max(entry.verdict, for_its_person(verdict, news.alive_here));
    entry.news |= news.news;
    entry.overwrites += news.overwrites;
    entry.deletions += news.deletes();
    entry.losing_others += news.loses;
    to.they_lack |= news.they_lack;
    if (!fields || verdict == Verdict::same) return;
    const RowId id = here != kNoRow ? rows.here().table(table).id(here) : rows.there().table(table).id(there);
    fields->push_back({std::string(domain::table_name(table)) + "/" + to_text(id), table, id, {}, verdict, news.here, news.there, news.news, news.loses, news.overwrites, news.deletes(), 1, std::move(cells)});
}

Compared compare_person(const RowComparison& rows, const RowsById::Pair& pair, std::vector<ComparedField>* fields) {
    const Book &here = rows.here(), &there = rows.there();
    std::vector<ComparedCell> cells;
    const RowNews own = rows.compare(TableKind::leads, pair.here, pair.there, fields ? &cells : nullptr);
    Compared found;
    found.entry.kind = MergeEntry::Kind::lead;
    found.entry.row = pair.id;
    add_own_row(own, found);
    if (fields) add_own_fields(own, TableKind::leads, pair.id, std::move(cells), *fields);
    for (const TableKind kind : kRecords) {
        const Table &ours = here.table(kind), &theirs = there.table(kind);
        const auto index = [kind](const Book& book) -> const domain::LeadIndex& {
            return kind == TableKind::activities ? book.activities_by_lead : kind == TableKind::tasks ? book.tasks_by_lead : book.deals_by_lead;
        };
        if (pair.there != kNoRow) index(there).for_each(pair.there, [&](Row row) { add_record(rows, kind, ours.find(theirs.id(row)), row, found, fields); });
        if (pair.here == kNoRow) continue;
        index(here).for_each(pair.here, [&](Row row) {
            const Row known = theirs.find(ours.id(row));
            const bool theirs_tells = known != kNoRow && domain::lead_of(there, kind, known) != kNoRow;
            if (!theirs_tells) add_record(rows, kind, row, known, found, fields);
        });
    }
    const bool forgotten_here = here.forgotten.contains(pair.id), forgotten_there = there.forgotten.contains(pair.id);
    if (forgotten_here || forgotten_there) add_forgetting(forgotten_here, forgotten_there, found, fields);
    else if (!own.alive_here && !own.alive_there) found.entry.verdict = Verdict::same;
    return found;
}

Compared compare_company(const RowComparison& rows, const RowsById::Pair& pair, std::vector<ComparedField>* fields) {
    std::vector<ComparedCell> cells;
    const RowNews own = rows.compare(TableKind::companies, pair.here, pair.there, fields ? &cells : nullptr);
    Compared found;
    found.entry.kind = MergeEntry::Kind::company;
    found.entry.row = pair.id;
    add_own_row(own, found);
    found.entry.loses = found.entry.deletes = false;  // of leads alone
    found.entry.losing_others = own.loses;
    if (fields) add_own_fields(own, TableKind::companies, pair.id, std::move(cells), *fields);
    return found;
}

void add_document(const std::string& path, const domain::Entry* here, const domain::Entry* there, Compared& to, std::vector<ComparedField>* fields) {
    const auto side = [](const domain::Entry* entry) {
        if (!entry) return RegisterSide{{{}, std::string()}, {}};
        return RegisterSide{{entry->stamp, entry->json}, entry->known()};
    };
    const RegisterSide ours = side(here), theirs = side(there);
    const RegisterVerdict found = compare(ours, theirs);
    const bool overwrites = found.theirs_shows && here && !here->json.empty();
    MergeEntry& entry = to.entry;
    ++entry.fields[static_cast<size_t>(found.verdict)];
    entry.verdict = std::max(entry.verdict, found.verdict);
    entry.news |= found.news;
    entry.overwrites += overwrites;
    to.they_lack |= found.they_lack;
    if (!fields || found.verdict == Verdict::same) return;
    ComparedCell cell{{}, domain::FieldKind::text, found.verdict, ours.shown, theirs.shown, found.news, overwrites};
    fields->push_back({"documents/" + path, TableKind::leads, {}, path, found.verdict, here != nullptr, there != nullptr, found.news, overwrites, overwrites, 0, 1, {std::move(cell)}});
}

// What a later version wrote: nobody here can tell whom it is about.
void add_later(const Book& here, const Book& there, Compared& to, std::vector<ComparedField>* fields) {
    const auto missing = [](const Book& from, const Book& in) {
        return static_cast<uint64_t>(std::count_if(from.unknown.begin(), from.unknown.end(), [&](const auto& op) { return !in.unknown.contains(op.first); }));
    };
    to.they_lack |= missing(here, there) > 0;
    const uint64_t news = missing(there, here);
    if (news == 0) return;
    ++to.entry.fields[static_cast<size_t>(Verdict::theirs_newer)];
    to.entry.verdict = std::max(to.entry.verdict, Verdict::theirs_newer);
    to.entry.news = true;
    if (fields) fields->push_back({"later", TableKind::leads, {}, {}, Verdict::theirs_newer, false, true, true, false, 0, 0, news, {}});
}

}  // namespace exchange
