// What was ever written on a lead: who, when, from what to what, and what became of it.
#include "app/view_history.h"

#include "app/field_values.h"
#include "app/messages.h"
#include "app/view_fields.h"
#include "app/view_parts.h"
#include "base/text.h"

#include <algorithm>

namespace app {

using namespace domain;
using base::Json;
using Kind = HistoryEntryView::Kind;
using Standing = HistoryEntryView::Standing;

namespace {

std::string hexadecimal(uint32_t number, int digits) {
    std::string text;
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) text += "0123456789abcdef"[number >> shift & 15];
    return text;
}

std::string name_of(const State& state, uint32_t author) {
    const auto entry = state.book.entry("team/" + hexadecimal(author, 8) + "/name");
    const auto name = entry ? base::parse_json(*entry) : base::Result<Json>(Json());
    if (name && name->is_string() && !name->get_ref<const std::string&>().empty()) return name->get<std::string>();
    std::string code = hexadecimal(author >> 16, 4);
    for (char& digit : code) digit = digit >= 'a' ? static_cast<char>(digit - 'a' + 'A') : digit;
    return tr("history.colleague", {{"code", code}});
}

// The step it came with, where that says more than "somebody typed it".
std::string how_of(const LeadWrite& write) {
    const auto file = [&] {
        for (const auto& [name, value] : write.label.arguments)
            if (name == "file") return value;
        return std::string();
    };
    switch (write.how) {
        case storage::CommitKind::undo: return tr("history.undone");
        case storage::CommitKind::redo: return tr("history.redone");
        case storage::CommitKind::import: return tr("history.imported", {{"file", file()}});
        case storage::CommitKind::merge: return tr("history.merged", {{"file", file()}});
        case storage::CommitKind::edit: return write.label.key == "step.sample" ? tr("history.sample") : std::string();
    }
    return {};
}

// What a register holds now, and what stands beside that.
Standing standing_of(const Table& leads, Row row, const LeadWrite& write) {
    const auto column = leads.column_index(write.key, write.field_kind);
    if (!column || write.kind == LeadWrite::Kind::creation) return Standing::none;
    Register known;
    Stamp shown = leads.stamp(row, *column);
    if (write.kind == LeadWrite::Kind::member) {
        const auto code = leads.multi(write.key)->members.find(write.member);
        if (!code) return Standing::replaced;
        known = leads.member_register(row, *column, *code);
        shown = leads.member_stamp(row, *column, *code);
    } else if (write.field_kind == FieldKind::multi_choice) {
        return leads.member_stamps().find(row, *column) ? Standing::replaced : Standing::shown;
    } else {
        known = leads.cell_register(row, *column);
    }
    if (write.stamp == shown) return Standing::shown;
    const bool stands = std::any_of(known.standing.begin(), known.standing.end(), [&](const Write& one) { return one.stamp == write.stamp; });
    return stands && !known.standing.empty() && known.standing.back().value != write.value ? Standing::beside : Standing::replaced;
}

class Telling {
public:
    Telling(State& state, const LeadHistory& told, Row row) : state_(state), told_(told), row_(row), forms_(forms_of(state)) {
        fields_ = state.shown().book.fields(TableKind::leads);
    }

    HistoryEntryView entry(const LeadWrite& write) const {
        HistoryEntryView view;
        view.id = to_text(write.stamp) + "/" + write.key + "/" + write.member;
        view.of_creation = write.kind == LeadWrite::Kind::created_cell;
        const uint32_t author = author_of(write.stamp.replica);
        view.by_you = author == author_of(state_.clock.replica());
        view.who = view.by_you ? tr("history.you") : name_of(state_, author);
        view.at = write.stamp.millis();
        view.when = forms_.past(view.at, true);
        view.when_exact = forms_.exact(view.at, true);
        view.how = how_of(write);
        if (write.kind == LeadWrite::Kind::creation) view.kind = Kind::created;
        else if (write.key == "deleted") view.kind = write.value == Value{true} ? Kind::deleted : Kind::restored;
        else tell_value(write, view);
        return view;
    }

private:
    const Field* field(const LeadWrite& write) const {
        const auto found = std::find_if(fields_.begin(), fields_.end(), [&](const Field& one) { return one.key == write.key; });
        return found == fields_.end() ? nullptr : &*found;
    }

    std::string words(const LeadWrite& write) const {
        if (write.kind == LeadWrite::Kind::member) return write.member;
        const std::string outcome = write.key == "outcome" ? "outcome." + to_text(write.value) : std::string();
        return has_message(outcome) ? tr(outcome) : forms_.value(write.value);
    }

    void tell_value(const LeadWrite& write, HistoryEntryView& view) const {
        const Field* known = field(write);
        view.field = write.key;
        view.label = known ? field_label(*known) : write.key;
        view.to = words(write);
        view.standing = standing_of(state_.shown().book.leads, row_, write);
        if (write.kind == LeadWrite::Kind::member) {
            view.kind = write.value == Value{true} ? Kind::put_in : Kind::taken_out;
        } else {
            view.kind = Kind::changed;
            const LeadWrite* before = told_.before(write);
            if (before) view.from = words(*before);
        }
        if (known && view.standing != Standing::shown) offer_back(write, *known, view);
    }

    // As an ordinary edit would type it; not where that would not give the same value again.
    void offer_back(const LeadWrite& write, const Field& known, HistoryEntryView& view) const {
        Value value = write.value;
        if (write.kind == LeadWrite::Kind::member) {
            const Value current = state_.shown().book.value(TableKind::leads, row_, write.key);
            Members members = std::holds_alternative<Members>(current) ? std::get<Members>(current) : Members{};
            std::erase(members, write.member);
            if (write.value == Value{true}) members.insert(std::upper_bound(members.begin(), members.end(), write.member), write.member);
            value = members.empty() ? Value{Empty{}} : Value{std::move(members)};
        }
        view.back = std::holds_alternative<base::Decimal>(value) ? Json(to_text(value)) : to_json(value);
        const base::Result<Value> again = value_of(known, view.back, state_.now());
        view.can_come_back = again && without_emptiness(*again) == without_emptiness(value) && value != state_.shown().book.value(TableKind::leads, row_, write.key);
    }

    State& state_;
    const LeadHistory& told_;
    Row row_;
    Forms forms_;
    std::vector<Field> fields_;
};

void fill(State& state, Row row, HistoryView& view) {
    LeadReading& read = *state.history_read;
    if (!read.reading) read.told.take_from(state.book);
    const Telling telling(state, read.told, row);
    const base::Millis end = state.shown_now().millis;
    for (const LeadWrite& write : read.told.writes())
        if (!state.past || write.stamp.millis() <= end)
            if (write.field_kind != FieldKind::reference) view.entries.push_back(telling.entry(write));
}

std::string_view word(Kind kind) {
    switch (kind) {
        case Kind::created: return "created";
        case Kind::deleted: return "deleted";
        case Kind::restored: return "restored";
        case Kind::changed: return "changed";
        case Kind::put_in: return "put_in";
        case Kind::taken_out: return "taken_out";
    }
    return "";
}

std::string_view word(Standing standing) {
    switch (standing) {
        case Standing::none: return "";
        case Standing::shown: return "shown";
        case Standing::beside: return "beside";
        case Standing::replaced: return "replaced";
    }
    return "";
}

}  // namespace

const HistoryView& Session::history(std::string_view id) {
    State& s = *state_;
    OpenBook& open = s.shown();
    HistoryView& view = open.views.history;
    bring_up_to_date(s);
    const auto lead = row_id_from_text(id);
    const Row row = lead ? open.book.leads.find(*lead) : kNoRow;
    if (row == kNoRow || s.book.forgotten.contains(*lead)) return view = {};  // who is forgotten has none
    const LeadReading& read = s.history_of(*lead);
    ViewInputs inputs = inputs_of(s, Depends::on_the_minute);
    inputs.version = read.told.revision() << 1 | read.reading;
    view.done = read.done;
    view.total = read.total;
    if (open.views.history_inputs == inputs && view.lead == id) return view;
    view = {};
    view.lead = id;
    view.reading = read.reading;
    view.done = read.done;
    view.total = read.total;
    fill(s, row, view);
    if (read.missing > 0) view.incomplete = tr_count("history.incomplete", static_cast<int64_t>(read.missing));
    inputs.version = read.told.revision() << 1 | read.reading;  // the book may have told something, too
    open.views.history_inputs = inputs;
    return view;
}

Json to_json(const HistoryView& view, std::string_view field) {
    Json list = Json::array();
    for (const HistoryEntryView& entry : view.entries) {
        if (field.empty() ? entry.of_creation : entry.field != field) continue;
        list.push_back({{"kind", word(entry.kind)}, {"field", entry.field}, {"from", entry.from}, {"to", entry.to}, {"who", entry.who}, {"byYou", entry.by_you},
                        {"at", base::to_iso_instant(entry.at)}, {"how", entry.how}, {"standing", word(entry.standing)},
                        {"back", entry.can_come_back ? entry.back : Json()}});
    }
    return list;
}

}  // namespace app
