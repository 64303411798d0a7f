// Which class of each fit rule a lead is in. Inside scoring only.
#pragma once

#include "scoring/model.h"

#include <unordered_map>

namespace scoring {

// Finds the class whose longest phrase occurs in a text; of equally long ones the first class.
class WordFinder {
public:
    explicit WordFinder(const WordRule& rule);
    uint8_t find(std::string_view folded);  // class + 1; 0 unknown. Remembers texts it has seen.

private:
    struct Phrase {
        std::vector<std::string> words;
        size_t length = 0;
        uint8_t found = 0;
    };
    struct Ending {
        std::string text;
        bool front = false;  // "word*"; else "*word"
        uint8_t found = 0;
    };
    uint8_t look(std::string_view folded) const;

    std::unordered_map<std::string, std::vector<Phrase>> phrases_;  // by first word
    std::vector<Ending> endings_;
    std::unordered_map<std::string, uint8_t> seen_;
};

// Fit rules in one order: the word rules of the model, then budget, then company size.
class Classifier {
public:
    Classifier(const domain::Book& book, const Model& model);

    size_t rules() const { return finders_.size() + 2; }
    uint8_t classify(size_t rule, domain::Row lead);
    // Budget classes.
    static constexpr uint8_t kCovers = 1, kNear = 2, kBelow = 3;

    struct Prices {
        base::Money budget, price;
        bool known = false;  // both, in one currency
    };
    Prices prices(domain::Row lead) const;
    std::optional<int64_t> people(domain::Row lead) const;

private:
    uint8_t word_class(size_t rule, domain::Row lead);

    const Model& model_;
    std::vector<WordFinder> finders_;
    std::vector<std::vector<const domain::Column*>> fields_;         // of each word rule
    std::vector<std::vector<std::vector<uint8_t>>> classes_by_code_;  // of choice fields, else empty
    const domain::MoneyColumn* budget_;
    const domain::MoneyColumn* price_;
    const domain::Column* size_;
};

// Whole points of a class (0 for class 0), and the class's name ("decision_maker", "covers").
int32_t class_points(const Model& model, size_t rule, uint8_t found);
std::string class_name(const Model& model, size_t rule, uint8_t found);
std::string rule_name(const Model& model, size_t rule);

// The first whole number in a text: "51-200" -> 51, "1 000+" -> 1000, "10.000" -> 10000.
std::optional<int64_t> first_number(std::string_view text);

}  // namespace scoring
