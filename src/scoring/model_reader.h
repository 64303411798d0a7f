// Reads a model from JSON, strictly; the first thing that is wrong ends it. Inside scoring only.
#pragma once

#include "scoring/model.h"

#include <optional>

namespace scoring {

// Words of a text in search form, for comparing whole words: runs of letters and digits.
std::vector<std::string> word_list(std::string_view folded);

class ModelReader {
public:
    Model read(const base::Json& json);
    const std::optional<base::Error>& error() const { return error_; }

private:
    void fail(std::string code, std::string message);
    // The entry of an object, or null with the error set where it must be there.
    const base::Json* entry(const base::Json& object, const char* key, bool needed);
    bool known_keys(const base::Json& object, std::initializer_list<std::string_view> keys);
    int64_t whole(const base::Json& object, const char* key, int64_t fallback, int64_t least, int64_t most);
    Hundredths points(const base::Json& object, const char* key, bool needed);
    std::string text(const base::Json& object, const char* key, std::string fallback);
    std::vector<std::string> texts(const base::Json& object, const char* key);
    WordRule word_rule(const std::string& id, const base::Json& json);
    WordClass word_class(const std::string& id, const base::Json& json);
    BudgetRule budget(const base::Json& json);
    SizeRule size(const base::Json& json);
    ActivityRule activity(const std::string& type, const base::Json& json);
    Thresholds thresholds(const base::Json& json);

    std::string where_;
    std::optional<base::Error> error_;
};

}  // namespace scoring
