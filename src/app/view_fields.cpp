#include "app/view_fields.h"

#include "app/messages.h"
#include "app/view_parts.h"
#include "base/order.h"
#include "base/text.h"
#include "exchange/share.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace app {

using namespace domain;

namespace {

// Who, how to reach them, where from, what is at stake. Those left out are the program's own.
constexpr std::array<std::string_view, 23> kOrder = {
    "name",     "title",        "company",  "role",   "email", "phone",  "country", "industry", "company_size", "channel", "campaign", "owner",
    "need",     "timing",       "budget",   "asking_price", "value", "tags", "notes",   "outcome",  "closed",       "follow_up", "created"};

constexpr size_t kMostChoices = 50;

using Choices = std::vector<std::pair<std::string, std::string>>;

// Codes of a dictionary, most used first; the empty text is left out.
std::vector<uint32_t> by_use(const std::vector<int64_t>& uses) {
    std::vector<uint32_t> codes(uses.empty() ? 0 : uses.size() - 1);
    std::iota(codes.begin(), codes.end(), 1u);
    std::erase_if(codes, [&](uint32_t code) { return uses[code] == 0; });
    base::sort(codes, [&](uint32_t a, uint32_t b) { return uses[a] > uses[b]; });
    if (codes.size() > kMostChoices) codes.resize(kMostChoices);
    return codes;
}

void add_used(const Table& leads, const Column& column, Choices& choices) {
    std::vector<int64_t> uses;
    const Dictionary* dictionary = nullptr;
    if (const auto* choice = std::get_if<ChoiceColumn>(&column.data)) {
        dictionary = &choice->dictionary;
        uses.resize(dictionary->size());
        for (Row row = 0; row < leads.size(); ++row) uses[choice->codes[row]] += leads.alive(row);
    } else if (const auto* multi = std::get_if<MultiChoiceColumn>(&column.data)) {
        dictionary = &multi->members;
        uses.resize(dictionary->size());
        for (Row row = 0; row < leads.size(); ++row)
            if (leads.alive(row))
                for (const uint32_t member : multi->sets[multi->codes[row]]) ++uses[member];
    }
    if (!dictionary) return;
    for (const uint32_t code : by_use(uses)) choices.emplace_back(dictionary->text(code), dictionary->text(code));
}

// Words the scoring model knows for this field: so that what is chosen also counts.
void add_known(const scoring::Model& model, const std::string& key, Choices& choices) {
    for (const scoring::WordRule& rule : model.words) {
        if (rule.fields.empty() || rule.fields.front() != key) continue;
        for (const scoring::WordClass& one : rule.classes) {
            if (one.words.empty()) continue;
            std::string word = one.words.front();
            if (word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 'a' + 'A');
            const std::string folded = base::fold(word);
            const bool there = std::any_of(choices.begin(), choices.end(), [&](const auto& choice) { return base::fold(choice.first) == folded; });
            if (!there) choices.emplace_back(word, word);
        }
    }
}

const Choices& choices_of(State& state, const Field& field) {
    ViewCache::Choices& kept = state.shown().views.choices[field.key];
    const query::TextRevisions& texts = state.shown().computed.lead_texts();
    const uint64_t revision = std::max(texts.of(field.key), texts.of("deleted"));
    if (kept.revision == revision) return kept.values;
    kept.revision = revision;
    kept.values.clear();
    if (const Column* column = state.shown().book.leads.column(field.key)) add_used(state.shown().book.leads, *column, kept.values);
    add_known(state.shown().computed.model(), field.key, kept.values);
    return kept.values;
}

// A closed list; empty is open.
void show_outcome(FieldView& view) {
    view.closed_list = true;
    for (const std::string_view outcome : {kOpen, kWon, kLost}) view.choices.emplace_back(outcome, tr("outcome." + std::string(outcome)));
    if (view.edit.empty()) view.edit = kOpen;
    if (const std::string key = "outcome." + view.edit; has_message(key)) view.value = tr(key);
}

}  // namespace

FieldView field_view(State& state, Row lead, const Field& field) {
    FieldView view;
    view.key = field.key;
    view.label = field_label(field);
    view.kind = field.kind;
    view.custom = field.custom;
    const Value value = state.shown().book.value(TableKind::leads, lead, field.key);
    view.flagged = std::holds_alternative<AsTyped>(value) && !exchange::is_pseudonym(field.kind, value);
    view.value = forms_of(state).value(value);
    view.edit = to_text(value);
    if (field.key == "outcome") show_outcome(view);
    else if (field.kind == FieldKind::choice || field.kind == FieldKind::multi_choice) view.choices = choices_of(state, field);
    return view;
}

std::string field_label(const Field& field) {
    if (field.custom) return field.label.empty() ? field.key.substr(0, field.key.rfind(':')) : field.label;
    return tr("field." + field.key);
}

void for_each_field(const Book& book, const std::function<void(const Field&)>& visit) {
    for (const std::string_view key : kOrder)
        if (const Field* field = built_in_field(TableKind::leads, key)) visit(*field);
    for (const Field& field : book.fields(TableKind::leads))
        if (field.custom) visit(field);
}

std::vector<FieldView> fields_of(State& state, Row lead) {
    std::vector<FieldView> views;
    for_each_field(state.shown().book, [&](const Field& field) { views.push_back(field_view(state, lead, field)); });
    return views;
}

}  // namespace app
