#include "app/messages.h"

#include "base/assets.h"
#include "base/json.h"
#include "base/text.h"

#include <algorithm>
#include <map>

namespace app {
namespace {

using Catalogue = std::map<std::string, std::string, std::less<>>;

struct Words {
    std::string language;
    Catalogue texts;
    Catalogue missing;  // key -> key: what tr() hands out must stay where it is
    base::Locale locale = base::plain_locale();
    bool whole = false;  // with what comes later
};

Words& words() {
    static Words words;
    return words;
}

bool add(std::optional<std::string_view> bytes, Catalogue& texts) {
    if (!bytes) return false;
    const base::Result<base::Json> json = base::parse_json(*bytes);
    if (!json || !json->is_object()) return false;
    for (const auto& [key, value] : json->items()) texts[key] = value.get<std::string>();
    return true;
}

bool load(std::string_view language) {
    Catalogue texts;
    if (!add(base::later_asset(words_path(language)), texts)) return false;
    words().language = std::string(language);
    words().texts = std::move(texts);
    words().whole = false;
    return true;
}

// False where it cannot be had now.
bool load_the_rest() { return words().whole = add(base::later_asset("i18n/" + words().language + ".later.json"), words().texts); }

std::vector<std::string_view> lines_of(std::string_view path) {
    std::vector<std::string_view> lines;
    for (std::string_view rest = base::asset(path).value_or(""); !rest.empty();) {
        lines.push_back(rest.substr(0, rest.find('\n')));
        rest.remove_prefix(std::min(lines.back().size() + 1, rest.size()));
    }
    return lines;
}

// By the list of what comes later: what no catalogue has shall not be waited for.
bool comes_later(std::string_view key) {
    if (words().whole) return false;
    const std::vector<std::string_view> beginnings = lines_of("i18n/later.txt");
    return std::any_of(beginnings.begin(), beginnings.end(), [&](std::string_view beginning) { return key.starts_with(beginning); });
}

const Catalogue& texts() {
    if (words().language.empty()) load("en");
    return words().texts;
}

const std::string* find(std::string_view key) {
    auto found = texts().find(key);
    if (found == texts().end() && comes_later(key) && load_the_rest()) found = texts().find(key);
    return found == texts().end() ? nullptr : &found->second;
}

std::string filled(std::string_view text, const Arguments& arguments) {
    std::string out;
    while (true) {
        const size_t open = text.find('{');
        const size_t close = open == std::string_view::npos ? open : text.find('}', open);
        if (close == std::string_view::npos) return out.append(text);
        const std::string_view name = text.substr(open + 1, close - open - 1);
        const auto given = std::find_if(arguments.begin(), arguments.end(), [&](const auto& one) { return one.first == name; });
        out.append(text.substr(0, open));
        if (given != arguments.end()) out += given->second;
        else out.append(text.substr(open, close - open + 1));
        text.remove_prefix(close + 1);
    }
}

}  // namespace

std::string words_path(std::string_view language) { return "i18n/" + std::string(language) + ".json"; }

std::vector<std::string> languages() {
    const std::vector<std::string_view> lines = lines_of("i18n/languages.txt");
    return {lines.begin(), lines.end()};
}

bool use_language(std::string_view language, const base::Locale& locale) {
    if (!load(language)) return false;
    words().locale = locale;
    return true;
}

const base::Locale& locale() { return words().locale; }

const std::string& tr(std::string_view key) {
    if (const std::string* text = find(key)) return *text;
    return words().missing.try_emplace(std::string(key), key).first->second;
}

std::string tr(std::string_view key, const Arguments& arguments) { return filled(tr(key), arguments); }

std::string tr_count(std::string_view key, int64_t count, Arguments arguments) {
    const std::string& category = words().locale.plural(count);
    const std::string* text = find(std::string(key) + "." + category);
    if (!text) text = find(std::string(key) + ".other");
    arguments.emplace_back("n", words().locale.number(base::Decimal{count * base::kMillionths}));
    return filled(text ? *text : tr(key), arguments);
}

std::string words_of(const base::Error& error) {
    const std::string* text = find("error." + error.code);
    if (!text || (error.where.empty() && base::contains(*text, "{where}"))) return error.message;
    constexpr std::string_view kLine = "line ";
    const std::string_view where = error.where;
    const bool line = where.starts_with(kLine);
    return filled(*text, {{"where", line ? tr("error.line", {{"line", std::string(where.substr(kLine.size()))}}) : error.where}, {"reason", error.message}});
}

bool has_message(std::string_view key) { return find(key) != nullptr; }

std::vector<std::string> message_keys() {
    if (!words().whole && !texts().empty()) load_the_rest();
    std::vector<std::string> keys;
    for (const auto& [key, text] : texts()) keys.push_back(key);
    return keys;
}

}  // namespace app
