#include "scoring/classify.h"

#include "base/text.h"
#include "base/wide.h"
#include "scoring/decay.h"
#include "scoring/model_reader.h"

#include <algorithm>

namespace scoring {
namespace {

using domain::Row;

constexpr size_t kMostSeen = 200'000;

bool begins_with(const std::vector<std::string>& words, size_t at, const std::vector<std::string>& phrase) {
    if (at + phrase.size() > words.size()) return false;
    return std::equal(phrase.begin(), phrase.end(), words.begin() + static_cast<std::ptrdiff_t>(at));
}

}  // namespace

WordFinder::WordFinder(const WordRule& rule) {
    for (size_t i = 0; i < rule.classes.size(); ++i)
        for (const std::string& word : rule.classes[i].words) {
            const uint8_t found = static_cast<uint8_t>(i + 1);
            std::vector<std::string> words = word_list(word);
            if (words.size() == 1 && (word.front() == '*' || word.back() == '*')) {
                endings_.push_back({words[0], word.back() == '*', found});
                continue;
            }
            const std::string first = words.front();
            size_t length = 0;
            for (const std::string& part : words) length += part.size() + 1;
            phrases_[first].push_back({std::move(words), length, found});
        }
}

uint8_t WordFinder::look(std::string_view folded) const {
    const std::vector<std::string> words = word_list(folded);
    uint8_t best = 0;
    size_t best_length = 0;
    const auto offer = [&](uint8_t found, size_t length) {
        if (length > best_length || (length == best_length && found < best)) {
            best = found;
            best_length = length;
        }
    };
    for (size_t at = 0; at < words.size(); ++at) {
        if (const auto bucket = phrases_.find(words[at]); bucket != phrases_.end())
            for (const Phrase& phrase : bucket->second)
                if (begins_with(words, at, phrase.words)) offer(phrase.found, phrase.length);
        for (const Ending& ending : endings_) {
            const bool fits = ending.front ? words[at].starts_with(ending.text) : words[at].ends_with(ending.text);
            if (fits && words[at].size() > ending.text.size()) offer(ending.found, ending.text.size() + 1);
        }
    }
    return best;
}

uint8_t WordFinder::find(std::string_view folded) {
    if (folded.empty()) return 0;
    std::string text(folded);
    if (const auto known = seen_.find(text); known != seen_.end()) return known->second;
    const uint8_t found = look(folded);
    if (seen_.size() < kMostSeen) seen_.emplace(std::move(text), found);
    return found;
}

Classifier::Classifier(const domain::Book& book, const Model& model)
    : model_(model),
      budget_(book.leads.money("budget")),
      price_(book.leads.money("asking_price")),
      size_(book.leads.column(model.size.field)) {
    for (const WordRule& rule : model.words) {
        WordFinder& finder = finders_.emplace_back(rule);
        auto& columns = fields_.emplace_back();
        auto& classes = classes_by_code_.emplace_back();
        for (const std::string& key : rule.fields) {
            const domain::Column* column = book.leads.column(key);
            if (!column) continue;
            columns.push_back(column);
            auto& by_code = classes.emplace_back();
            const auto* choice = std::get_if<domain::ChoiceColumn>(&column->data);
            if (!choice) continue;
            for (const std::string& text : choice->dictionary.texts()) by_code.push_back(finder.find(base::fold(text)));
        }
    }
}

uint8_t Classifier::word_class(size_t rule, Row lead) {
    for (size_t i = 0; i < fields_[rule].size(); ++i) {
        const domain::Column& column = *fields_[rule][i];
        uint8_t found = 0;
        if (const auto* choice = std::get_if<domain::ChoiceColumn>(&column.data))
            found = classes_by_code_[rule][i][choice->codes[lead]];
        else if (const auto* text = std::get_if<domain::TextColumn>(&column.data))
            found = finders_[rule].find(text->folded_at(lead));
        if (found) return found;
    }
    return 0;
}

Classifier::Prices Classifier::prices(Row lead) const {
    Prices prices;
    if (!budget_ || !price_) return prices;
    if (budget_->minor[lead] == domain::kNoNumber || price_->minor[lead] == domain::kNoNumber) return prices;
    prices.budget = {budget_->minor[lead], {budget_->currency[lead]}};
    prices.price = {price_->minor[lead], {price_->currency[lead]}};
    prices.known = prices.budget.currency == prices.price.currency && prices.price.minor > 0;
    return prices;
}

std::optional<int64_t> Classifier::people(Row lead) const {
    if (!size_) return std::nullopt;
    if (const auto* number = std::get_if<domain::NumberColumn>(&size_->data)) {
        if (number->values[lead] != domain::kNoNumber) return number->values[lead] / base::kMillionths;
        const auto typed = size_->as_typed.find(lead);
        return typed == size_->as_typed.end() ? std::nullopt : first_number(typed->second);
    }
    if (const auto* choice = std::get_if<domain::ChoiceColumn>(&size_->data)) return first_number(choice->at(lead));
    if (const auto* text = std::get_if<domain::TextColumn>(&size_->data)) return first_number(text->at(lead));
    return std::nullopt;
}

uint8_t Classifier::classify(size_t rule, Row lead) {
    if (rule < finders_.size()) return word_class(rule, lead);
    if (rule == finders_.size()) {
        const Prices both = prices(lead);
        if (!both.known) return 0;
        if (both.budget.minor >= both.price.minor) return kCovers;
        // budget < price here: compare budget x 100 with price x per cent in 128 bits.
        const base::Wide had = base::wide_product(both.budget.minor, 100);
        return had >= base::wide_product(both.price.minor, model_.budget.near_percent) ? kNear : kBelow;
    }
    const std::optional<int64_t> count = people(lead);
    if (!count) return 0;
    for (size_t i = 0; i < model_.size.bands.size(); ++i)
        if (*count >= model_.size.bands[i].from && *count <= model_.size.bands[i].to) return static_cast<uint8_t>(i + 1);
    return 0;
}

int32_t class_points(const Model& model, size_t rule, uint8_t found) {
    if (found == 0) return 0;
    Hundredths points = 0;
    if (rule < model.words.size()) points = model.words[rule].classes[found - 1u].points;
    else if (rule > model.words.size()) points = model.size.bands[found - 1u].points;
    else if (found == Classifier::kCovers) points = model.budget.covers_points;
    else points = found == Classifier::kNear ? model.budget.near_points : model.budget.below_points;
    return whole_points(points * kOne);
}

std::string class_name(const Model& model, size_t rule, uint8_t found) {
    if (rule < model.words.size()) return model.words[rule].classes[found - 1u].id;
    if (rule > model.words.size()) return model.size.bands[found - 1u].id;
    return found == Classifier::kCovers ? "covers" : found == Classifier::kNear ? "near" : "below";
}

std::string rule_name(const Model& model, size_t rule) {
    if (rule < model.words.size()) return model.words[rule].id;
    return rule == model.words.size() ? "budget" : "company_size";
}

std::optional<int64_t> first_number(std::string_view text) {
    size_t at = 0;
    const auto digit = [&](size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
    while (at < text.size() && !digit(at)) ++at;
    if (at == text.size()) return std::nullopt;
    int64_t number = 0;
    for (int digits = 0; digit(at) && digits < 15;) {
        number = number * 10 + (text[at++] - '0');
        ++digits;
        // A single mark before exactly three digits groups thousands.
        const bool group = at < text.size() && (text[at] == ' ' || text[at] == '.' || text[at] == ',') &&
                           digit(at + 1) && digit(at + 2) && digit(at + 3) && !digit(at + 4);
        if (group) ++at;
    }
    if (at < text.size() && (text[at] == 'k' || text[at] == 'K')) number *= 1000;
    return number;
}

}  // namespace scoring
