// Names and addresses of people, for avatars and links.
#include "app/text_forms.h"
#include "base/text.h"

#include <algorithm>
#include <array>

namespace app {
namespace {

// Part of a name, not of its initials.
constexpr std::array<std::string_view, 14> kHonorifics = {"pak", "bu", "bapak", "ibu", "mr", "mrs", "ms", "dr", "prof", "hr", "fru", "drs", "ir", "haji"};

constexpr size_t kShortestPhone = 3;
constexpr size_t kShortestWorldNumber = 8;
constexpr size_t kLongestWorldNumber = 15;  // ITU-T E.164
constexpr std::string_view kIndonesia = "62";

// Latin letters; others have no case or are left as they are.
char32_t upper(char32_t letter) {
    const bool ascii = letter >= 'a' && letter <= 'z';
    const bool latin1 = letter >= 0xE0 && letter <= 0xFE && letter != 0xF7;
    return ascii || latin1 ? letter - 0x20 : letter;
}

bool is_honorific(std::string_view word) {
    std::string folded = base::fold(word);
    if (folded.ends_with('.')) folded.pop_back();
    return std::find(kHonorifics.begin(), kHonorifics.end(), folded) != kHonorifics.end();
}

void append_initial(std::string& out, std::string_view word) {
    size_t at = 0;
    base::append_utf8(out, upper(base::next_code_point(word, at)));
}

// The first number in the text: its digits, and whether it began with a plus (or 00).
struct Number {
    std::string digits;
    bool international = false;
};

Number first_number(std::string_view phone) {
    Number number;
    for (const char c : phone) {
        const bool digit = c >= '0' && c <= '9';
        if (digit) number.digits += c;
        else if (c == '+' && number.digits.empty()) number.international = true;
        else if (base::contains(" -.()\t", std::string_view(&c, 1)) || static_cast<unsigned char>(c) >= 0x80) continue;
        else if (!number.digits.empty()) break;  // an extension, or a second number
    }
    if (!number.international && number.digits.starts_with("00")) {
        number.digits.erase(0, 2);
        number.international = true;
    }
    return number;
}

bool unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || base::contains("@._~+-", std::string_view(&c, 1));
}

}  // namespace

std::string initials(std::string_view name) {
    std::vector<std::string> words;
    for (const std::string& word : base::split(base::trim(name), ' ')) {
        const std::string_view bare = base::trim(word);
        if (!bare.empty()) words.emplace_back(bare);
    }
    while (words.size() > 1 && is_honorific(words.front())) words.erase(words.begin());
    std::string letters;
    if (!words.empty()) append_initial(letters, words.front());
    if (words.size() > 1) append_initial(letters, words.back());
    return letters;
}

std::string tel_href(std::string_view phone) {
    const Number number = first_number(phone);
    if (number.digits.size() < kShortestPhone) return {};
    return (number.international ? "tel:+" : "tel:") + number.digits;
}

std::string mail_href(std::string_view email) {
    const std::string_view address = base::trim(email);
    const size_t at = address.find('@');
    if (at == std::string_view::npos || at == 0 || at + 1 == address.size()) return {};
    static constexpr char kHex[] = "0123456789ABCDEF";
    std::string href = "mailto:";
    for (const char c : address) {
        if (unreserved(c)) { href += c; continue; }
        const auto byte = static_cast<unsigned char>(c);
        href += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
    return href;
}

std::string whatsapp_href(std::string_view phone, std::string_view country) {
    Number number = first_number(phone);
    const std::string land = base::fold(base::trim(country));
    const bool indonesian = land == "indonesia" || land == "id" || land == "idn";
    if (!number.international) {
        const bool mobile_there = number.digits.starts_with("08") && (indonesian || land.empty());
        if (mobile_there || (indonesian && number.digits.starts_with('0'))) number.digits = std::string(kIndonesia) + number.digits.substr(1);
        else if (!indonesian || !number.digits.starts_with(kIndonesia)) return {};  // whose number it is would be a guess
    }
    if (number.digits.size() < kShortestWorldNumber || number.digits.size() > kLongestWorldNumber) return {};
    return "https://wa.me/" + number.digits;
}

}  // namespace app
