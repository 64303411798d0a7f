// Every word the user reads comes from assets/i18n/<language>.json, by key. Not for data.
#pragma once

#include "base/locale.h"
#include "base/result.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace app {

using Arguments = std::vector<std::pair<std::string, std::string>>;

// Where the words of a language are that come at once (base::later_asset): whoever changes the language has them fetched.
std::string words_path(std::string_view language);
// The languages there are, as "en".
std::vector<std::string> languages();
// From here on all is said in that language. False, and nothing has changed, if its words are not at hand.
bool use_language(std::string_view language, const base::Locale& locale);
const base::Locale& locale();

// The text of a key; the key itself where it is missing (tests/tidy finds those).
const std::string& tr(std::string_view key);
// {name} in the text becomes its argument.
std::string tr(std::string_view key, const Arguments& arguments);
// "<key>.one", "<key>.other", ... by the language's plural rule; {n} is the count in its format.
std::string tr_count(std::string_view key, int64_t count, Arguments arguments = {});
// An error of any level in the user's words: "error.<code>" with {where} and {reason}, which is its own sentence; where
// the catalogue has none, or the error no place to fill in, that sentence alone. Scripts get the error itself.
std::string words_of(const base::Error& error);
bool has_message(std::string_view key);

// Keys of all texts, for tests.
std::vector<std::string> message_keys();

}  // namespace app
