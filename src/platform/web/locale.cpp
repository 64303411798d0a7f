// base::Locale by the browser's Intl (web/site/platform/locale.js). What was formatted once is
// remembered, since a table asks for the same cells in every frame.
#include "platform/platform.h"
#include "platform/web/bridge.h"

#include <cstring>
#include <memory>
#include <unordered_map>

namespace platform {
namespace {

using web::ask;
using web::Message;
using web::text_at;

constexpr size_t kRemembered = 8192;

// Text by a 64-bit key and a small kind; emptied when full, which is cheap and rare.
class Memory {
public:
    template <class Make>
    const std::string& of(uint64_t kind, int64_t value, Make make) {
        const uint64_t key = static_cast<uint64_t>(value) * 1099511628211ull ^ (kind * 0x9E3779B97F4A7C15ull);
        auto found = texts_.find(key);
        if (found != texts_.end() && found->second.kind == kind && found->second.value == value)
            return found->second.text;
        if (texts_.size() >= kRemembered) texts_.clear();
        Entry& entry = texts_[key];
        entry = {kind, value, make()};
        return entry.text;
    }

private:
    struct Entry {
        uint64_t kind = 0;
        int64_t value = 0;
        std::string text;
    };
    std::unordered_map<uint64_t, Entry> texts_;
};

// "-12.34" of minor units, which Intl reads exactly.
std::string decimal_of(base::Money money) {
    const int exponent = base::exponent_of(money.currency);
    const bool negative = money.minor < 0;
    std::string digits = std::to_string(negative ? 0 - static_cast<uint64_t>(money.minor) : static_cast<uint64_t>(money.minor));
    if (static_cast<int>(digits.size()) <= exponent) digits.insert(0, exponent + 1 - digits.size(), '0');
    if (exponent > 0) digits.insert(digits.size() - exponent, ".");
    return (negative ? "-" : "") + digits;
}

const char* name_of(base::DateStyle style) {
    switch (style) {
        case base::DateStyle::day: return "day";
        case base::DateStyle::day_month: return "day_month";
        case base::DateStyle::full: return "full";
        case base::DateStyle::time: return "time";
        case base::DateStyle::day_time: return "day_time";
        case base::DateStyle::month: return "month";
    }
    return "day";
}

std::vector<uint32_t> ranks_of(const std::string& language, const std::vector<std::string_view>& texts) {
    Message message{language};
    message.reserve(texts.size() + 1);
    for (std::string_view text : texts) message.emplace_back(text);
    const Message answer = ask("locale.ranks", message);
    std::vector<uint32_t> ranks(texts.size());
    const std::string bytes = text_at(answer, 0);
    CHECK(bytes.size() == ranks.size() * sizeof(uint32_t));
    if (!ranks.empty()) std::memcpy(ranks.data(), bytes.data(), bytes.size());
    return ranks;
}

std::string money_text(const std::string& language, base::Money money, const char* form) {
    return text_at(ask("locale.money", {language, decimal_of(money), base::code_of(money.currency), form}), 0);
}

}  // namespace

base::Locale locale(std::string_view wanted, std::string_view zone) {
    web::tell("page.language", {std::string(wanted)});
    base::Locale made;
    made.language = std::string(wanted);
    made.offset_minutes = now(zone).offset_minutes;
    auto memory = std::make_shared<Memory>();
    const std::string language(wanted);
    const std::string place(zone);

    made.plural = [memory, language](int64_t count) {
        return memory->of(1, count, [&] { return text_at(ask("locale.plural", {language, std::to_string(count)}), 0); });
    };
    made.number = [memory, language](base::Decimal number) {
        return memory->of(2, number.millionths, [&] {
            return text_at(ask("locale.number", {language, base::to_text(number)}), 0);
        });
    };
    made.money = [memory, language](base::Money money) {
        const uint64_t kind = 3 | static_cast<uint64_t>(money.currency.packed) << 8;
        return memory->of(kind, money.minor, [&] { return money_text(language, money, "standard"); });
    };
    made.short_money = [memory, language](base::Money money) {
        const uint64_t kind = 4 | static_cast<uint64_t>(money.currency.packed) << 8;
        return memory->of(kind, money.minor, [&] { return money_text(language, money, "compact"); });
    };
    made.date = [memory, language, place](base::Millis at, base::DateStyle style) {
        return memory->of(5 + static_cast<uint64_t>(style), at, [&] {
            return text_at(ask("locale.date", {language, std::to_string(at), name_of(style), place}), 0);
        });
    };
    made.collation_ranks = [language](const std::vector<std::string_view>& texts) { return ranks_of(language, texts); };
    return made;
}

}  // namespace platform
