// What waits to be settled, as people read it: by lead, with every value that stands, who wrote it and when.
#include "app/conflicts.h"
#include "app/messages.h"
#include "app/register_words.h"
#include "app/view_fields.h"
#include "app/view_parts.h"
#include "base/text.h"

#include <algorithm>

namespace app {

using namespace domain;

namespace {

constexpr Row kFindRows = 1'000;         // between two looks at the clock
constexpr size_t kLookAgainAtMost = 500;  // conflicts, in one go
constexpr size_t kMostGroups = 50;
constexpr size_t kMostStepsBack = 100;

// --- finding ------------------------------------------------------------------------------------------

// What was known of them, as the book has it now: what was settled is gone from the page at once.
void look_again(State& s) {
    ViewCache& views = s.views;
    views.conflicts_of = s.book.revision;
    if (views.conflicts.size() > kLookAgainAtMost) return;
    std::vector<OpenConflict> open;
    for (const OpenConflict& known : views.conflicts)
        if (auto now = open_conflict(s.book, conflict_id(known.address))) open.push_back(std::move(*now));
    views.conflicts = std::move(open);
}

// A merge has brought some: says so once, with the way there.
void announce_new(State& s) {
    if (!s.conflicts_before_merge) return;
    const std::vector<OpenConflict> before = std::move(*s.conflicts_before_merge);
    s.conflicts_before_merge.reset();
    const auto fresh = std::count_if(s.views.conflicts.begin(), s.views.conflicts.end(), [&](const OpenConflict& one) {
        return std::find(before.begin(), before.end(), one) == before.end();
    });
    if (fresh == 0) return;
    s.notice(NoticeView::Kind::info, tr_count("conflicts.made", fresh));
    s.notices.back().action_label = tr("conflicts.look");
    s.notices.back().action_command = "view.conflicts";
    s.notices.back().stays = true;
}

struct Search {
    std::optional<ConflictFinder> finder = std::nullopt;
    uint64_t revision = 0;

    // One piece; true when done. It begins again where the book has moved.
    bool step(const Book& book) {
        if (!finder || revision != book.revision) finder.emplace(book);
        revision = book.revision;
        return finder->step(kFindRows);
    }
};

void find_conflicts(State& s) {
    s.views.finding_conflicts = true;
    s.in_slices("conflicts", [&s, search = std::make_shared<Search>()] {
        if (!search->step(s.book)) return true;
        ViewCache& views = s.views;
        views.conflicts = open_conflicts(s.book, search->finder->take());
        views.conflicts_of = views.conflicts_found = s.book.revision;
        views.finding_conflicts = false;
        if (views.conflicts.empty()) std::erase_if(s.notices, [](const NoticeView& notice) { return notice.action_command == "view.conflicts"; });
        announce_new(s);
        s.touch();
        return false;
    });
}

// --- one conflict -------------------------------------------------------------------------------------

// One's own first: it stays at the left, whichever is shown.
void put_in_order(std::vector<ConflictValueView>& values) {
    std::stable_partition(values.begin(), values.end(), [](const ConflictValueView& value) { return value.yours; });
}

void add_unseen(const RegisterWords& words, const OpenConflict& open, std::vector<ConflictValueView>& values) {
    const OpenConflict::Unseen* newest = nullptr;
    std::string text = tr("conflicts.not_deleted");
    for (const OpenConflict::Unseen& unseen : open.unseen) {
        text += ". " + words.label(unseen.address) + ": " + words.cell(unseen.address.key, unseen.write.value);
        if (!newest || unseen.write.stamp > newest->write.stamp) newest = &unseen;
    }
    if (newest) values.push_back(words.value(newest->write, std::move(text)));
}

FieldView field_to_write(State& s, const OpenConflict& open, const std::string& label) {
    FieldView view;
    const Row lead = s.book.leads.find(open.address.row);
    const auto field = written_by_hand(s.book, open.address);
    if (field && open.address.table == TableKind::leads && lead != kNoRow) return field_view(s, lead, *field);
    view.key = open.address.key;
    view.kind = open.address.kind;
    view.label = label;
    view.edit = text_entry(open.shown).value_or(to_text(open.shown.value));
    return view;
}

ConflictView view_of(State& s, const RegisterWords& words, const OpenConflict& open) {
    ConflictView view;
    view.id = conflict_id(open.address);
    view.label = words.label(open.address);
    view.record = words.record(open.address);
    view.icon = icon_of(open.address);
    view.values.push_back(words.value(open.shown, words.of(open.address, open.shown)));
    view.values.back().shown = true;
    for (const Write& other : open.others) view.values.push_back(words.value(other, words.of(open.address, other)));
    add_unseen(words, open, view.values);
    put_in_order(view.values);
    const bool text_of_book = !open.address.path.empty() && text_entry(open.shown);
    view.editable = text_of_book || written_by_hand(s.book, open.address);
    if (view.editable) view.field = field_to_write(s, open, view.label);
    return view;
}

// --- the page -----------------------------------------------------------------------------------------

// By lead; what belongs to no lead is by company, and the rest is the book's own.
std::string group_of(const State& s, const Address& address) {
    const Row lead = lead_behind(s.book, address);
    if (lead != kNoRow) return to_text(s.book.leads.id(lead));
    return address.path.empty() ? to_text(address.row) : std::string();
}

ConflictGroupView begin_group(State& s, const OpenConflict& open, std::string id) {
    ConflictGroupView group;
    group.id = std::move(id);
    const Row lead = lead_behind(s.book, open.address);
    if (lead != kNoRow) {
        group.lead = lead_row_of(s, lead);
        group.title = group.lead.name.empty() ? group.lead.company : group.lead.name;
        group.detail = group.lead.name.empty() ? std::string() : group.lead.company;
        if (group.title.empty()) group.title = tr("lead.no_name");
        group.of_lead = true;
        group.gone = !s.book.leads.alive(lead);
        return group;
    }
    const Table& companies = s.book.companies;
    if (open.address.path.empty()) group.title = text_at(companies, companies.find(open.address.row), "name");
    if (group.title.empty()) group.title = tr("conflicts.book");
    return group;
}

bool has_two_sides(const ConflictView& conflict) {
    return conflict.values.size() == 2 && conflict.values[0].yours && !conflict.values[1].yours;
}

void add_last_merge(const State& s, ConflictsView& view) {
    const History::Steps& steps = s.history.steps(Direction::back);
    for (size_t i = 0; i < std::min(steps.size(), kMostStepsBack); ++i) {
        const Step& step = *steps[steps.size() - 1 - i];
        if (step.kind != storage::CommitKind::merge) continue;
        const Forms forms = forms_of(s);
        for (const auto& [name, value] : step.label.arguments)
            if (name == "file") view.merged_file = value;
        view.merged_when = tr("date.with_time", {{"date", forms.day(base::day_of(step.at, forms.now.offset_minutes))}, {"time", forms.time(step.at)}});
        view.merged_changes = static_cast<int64_t>(step.registers);
        view.can_undo_merge = i == 0 && !s.read_only;
        return;
    }
}

void fill(State& s, ConflictsView& view) {
    const RegisterWords words(s, s.book);
    view.two_sides = true;
    for (const OpenConflict& open : s.views.conflicts) {
        std::string id = group_of(s, open.address);
        auto group = std::find_if(view.groups.begin(), view.groups.end(), [&](const ConflictGroupView& one) { return one.id == id; });
        if (group == view.groups.end() && view.groups.size() == kMostGroups) {
            ++view.more;
            continue;
        }
        if (group == view.groups.end()) group = view.groups.insert(view.groups.end(), begin_group(s, open, std::move(id)));
        group->conflicts.push_back(view_of(s, words, open));
        view.two_sides &= has_two_sides(group->conflicts.back());
    }
}

}  // namespace

const std::vector<OpenConflict>& known_conflicts(State& s) {
    ViewCache& views = s.views;
    if (s.applying_in_slices || !s.opened) return views.conflicts;
    if (views.conflicts_of != s.book.revision) look_again(s);
    if (views.conflicts_found != s.book.revision && !views.finding_conflicts) find_conflicts(s);
    return views.conflicts;
}

const ConflictsView& Session::conflicts() {
    State& s = *state_;
    bring_up_to_date(s);
    const std::vector<OpenConflict>& open = known_conflicts(s);
    const ViewInputs inputs = inputs_of(s, Depends::on_the_session);
    ConflictsView& view = s.views.conflicts_view;
    if (s.views.conflicts_inputs == inputs) return view;
    view = {};
    view.known = s.views.conflicts_found != UINT64_MAX;
    view.total = static_cast<int64_t>(open.size());
    fill(s, view);
    if (view.total > 0) add_last_merge(s, view);
    s.views.conflicts_inputs = inputs;
    return view;
}

}  // namespace app
