#include <doctest/doctest.h>

#include "base/text.h"
#include "core/support/random.h"

#include <utility>

namespace {

std::string utf8(char32_t code_point) {
    std::string out;
    base::append_utf8(out, code_point);
    return out;
}

bool is_surrogate(char32_t code_point) { return code_point >= 0xD800 && code_point <= 0xDFFF; }

// Text as people paste it: words, spaces, marks and letters of many scripts, now and then broken.
std::string any_text(tests::Random& random) {
    static const std::vector<std::pair<int64_t, int64_t>> ranges = {
        {0x20, 0x7E},     {0x20, 0x7E},     {0x20, 0x7E},     {0x09, 0x20},       {0x80, 0x2FF},
        {0x300, 0x36F},   {0x370, 0x52F},   {0x1E00, 0x1FFF}, {0x2000, 0x206F},   {0x2100, 0x213F},
        {0x3000, 0x30FF}, {0xFB00, 0xFB06}, {0xFF01, 0xFF5E}, {0x1D400, 0x1D7FF}, {0x1F300, 0x1F600}};
    std::string text;
    for (uint64_t left = random.below(30); left > 0; --left) {
        const auto [first, last] = random.one_of(ranges);
        text += random.chance(2) ? random.bytes(1) : utf8(static_cast<char32_t>(random.between(first, last)));
    }
    return text;
}

// The ASCII part of fold(), as plainly as it can be said.
std::string folded_slowly(std::string_view ascii) {
    std::string out;
    for (const char c : ascii) {
        const bool space = c == ' ' || (c >= '\t' && c <= '\r');
        if (space && !out.empty() && out.back() == ' ') continue;
        out.push_back(space ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
    }
    return out;
}

}  // namespace

TEST_CASE("text: every code point both ways") {
    for (char32_t code_point = 0; code_point <= 0x10FFFF; ++code_point) {
        if (is_surrogate(code_point)) continue;
        const std::string text = utf8(code_point);
        size_t position = 0;
        const bool right = base::is_utf8(text) && base::next_code_point(text, position) == code_point &&
                           position == text.size();
        if (!right) FAIL("wrong at " << static_cast<uint32_t>(code_point));
    }
}

TEST_CASE("text: broken UTF-8 is seen, wherever it stands") {
    const std::vector<std::string> broken = {"\x80",
                                             "\xC0\x80",
                                             "\xC1\xBF",
                                             "\xC3",
                                             "\xE2\x82",
                                             "\xE0\x9F\xBF",
                                             "\xED\xA0\x80",
                                             "\xED\xBF\xBF",
                                             "\xF0\x8F\xBF\xBF",
                                             "\xF0\x9F\x98",
                                             "\xF4\x90\x80\x80",
                                             "\xF5\x80\x80\x80",
                                             "\xFE",
                                             "\xFF",
                                             "\xC3\x28",
                                             "\xE2\x28\xA1"};
    for (const std::string& bytes : broken) {
        for (size_t before = 0; before < 18; ++before) {
            CHECK(!base::is_utf8(std::string(before, 'a') + bytes));
            CHECK(!base::is_utf8(std::string(before, 'a') + bytes + "and more than eight"));
        }
        size_t position = 0;
        CHECK(base::next_code_point(bytes, position) == 0xFFFD);
        CHECK(position == 1);
    }
    CHECK(base::is_utf8(""));
    CHECK(utf8(0xD800) == utf8(0xFFFD));
    CHECK(utf8(0x110000) == utf8(0xFFFD));
}

TEST_CASE("text: counting code points") {
    CHECK(base::count_code_points("") == 0);
    CHECK(base::count_code_points("Åse 😀") == 5);
    CHECK(base::count_code_points("\xFF\xFF") == 2);
}

TEST_CASE("text: trim") {
    CHECK(base::trim("") == "");
    CHECK(base::trim(" \t\r\n\v\f ") == "");
    CHECK(base::trim("\xC2\xA0\xEF\xBB\xBF\xE2\x80\x8B\xE3\x80\x80 a b \xE3\x80\x80\xE2\x80\x83\xC2\xA0") ==
          "a b");
    CHECK(base::trim("Å") == "Å");
    CHECK(base::trim("\x80 ") == "\x80");
    CHECK(base::trim("a\x80") == "a\x80");
}

TEST_CASE("text: fold") {
    const std::vector<std::pair<std::string, std::string>> known = {
        {"", ""},
        {"Øystein ÅSE Ærlig", "oystein ase aerlig"},
        {"Straße STRASSE ẞ", "strasse strasse ss"},
        {"Đặng Thị Hồng Nhung", "dang thi hong nhung"},
        {"ÀÉÎÕÜ Çñ Łódź Škoda Ğ İı Œuvre Þór", "aeiou cn lodz skoda g ii oeuvre thor"},
        {"Ｊｏｈｎ　１２３＠", "john 123@"},
        {"ΆΛΦΑ Ὀδυσσεύς", "αλφα οδυσσευσ"},
        {"ЁЖИК Йод Їжак", "ежик иод іжак"},
        {"Cafe\xCC\x81", "cafe"},
        {"A\xCC\x8A", "a"},
        {"ﬁn ﬀ ﬄ ﬅ", "fin ff ffl st"},
        {"O’Brien OʼBrien", "o'brien o'brien"},
        {"Jean\xE2\x80\x90Luc", "jean-luc"},
        {"so\xC2\xAD"
         "ft\xE2\x80\x8E",
         "soft"},
        {"a \t\n\xC2\xA0\xE3\x80\x80 b", "a b"},
        {"  a  ", " a "},
        {"𝐉𝐨𝐡𝐧 𝟏𝟐", "john 12"},
        {"K Å Ω", "k a ω"},
        {"李明 さくら محمد", "李明 さくら محمد"},
        {"Čáslavská-Ŋuorra", "caslavska-nuorra"},
        {"ǅ ǈ Ĳ", "dz lj ij"},
    };
    for (const auto& entry : known) {
        CAPTURE(entry.first);
        CHECK(base::fold(entry.first) == entry.second);
    }
}

TEST_CASE("text: fold of every code point is stable, bounded and the same for both cases") {
    for (char32_t code_point = 0; code_point <= 0x1FFFF; ++code_point) {
        if (is_surrogate(code_point)) continue;
        const std::string text = utf8(code_point);
        const std::string folded = base::fold(text);
        if (base::fold(folded) != folded || folded.size() > 3 * text.size() || !base::is_utf8(folded)) {
            FAIL("wrong at " << static_cast<uint32_t>(code_point));
        }
    }
    // Alphabets whose capital and small letters lie a fixed distance apart.
    for (char32_t c = 0xC0; c <= 0xDE; ++c)
        if (c != 0xD7) CHECK(base::fold(utf8(c)) == base::fold(utf8(c + 32)));
    for (char32_t c = 0x391; c <= 0x3A9; ++c)
        if (c != 0x3A2) CHECK(base::fold(utf8(c)) == base::fold(utf8(c + 32)));
    for (char32_t c = 0x410; c <= 0x42F; ++c) CHECK(base::fold(utf8(c)) == base::fold(utf8(c + 32)));
    for (char32_t c = 0x400; c <= 0x40F; ++c) CHECK(base::fold(utf8(c)) == base::fold(utf8(c + 80)));
    for (char32_t c = 0x1EA0; c <= 0x1EFE; c += 2) CHECK(base::fold(utf8(c)) == base::fold(utf8(c + 1)));
}

TEST_CASE("text: a letter with a mark folds alike, composed or not") {
    const std::vector<std::pair<char32_t, std::string>> composed = {
        {0xE5, "a\xCC\x8A"},  {0xE9, "e\xCC\x81"},  {0x1EC7, "e\xCC\xA3\xCC\x82"}, {0x439, "и\xCC\x86"},
        {0x451, "е\xCC\x88"}, {0x3AC, "α\xCC\x81"}, {0x130, "I\xCC\x87"},          {0x1F00, "α\xCC\x93"},
        {0x1A1, "o\xCC\x9B"}, {0x457, "і\xCC\x88"}};
    for (const auto& [code_point, decomposed] : composed)
        CHECK(base::fold(utf8(code_point)) == base::fold(decomposed));
}

TEST_CASE("text: fold of ASCII agrees with the plain loop (law)") {
    tests::Random random;
    CAPTURE(random.seed());
    for (int i = 0; i < tests::cases(20'000); ++i) {
        const std::string text = random.letters_of("ABZaz@[`{ \t\n  xyzMN09~\x7F\x01", random.below(40));
        CAPTURE(text);
        REQUIRE(base::fold(text) == folded_slowly(text));
    }
}

TEST_CASE("text: fold is idempotent, bounded, well-formed and appends (law)") {
    tests::Random random;
    CAPTURE(random.seed());
    for (int i = 0; i < tests::cases(10'000); ++i) {
        const std::string text = any_text(random);
        CAPTURE(text);
        const std::string folded = base::fold(text);
        REQUIRE(base::fold(folded) == folded);
        REQUIRE(folded.size() <= 3 * text.size());
        REQUIRE(base::is_utf8(folded));
        REQUIRE(folded.find("  ") == std::string::npos);
        std::string out = "kept ";
        base::fold_append(out, text);
        REQUIRE(out == "kept " + folded);
    }
}

TEST_CASE("text: a long text of non-ASCII letters folds in reasonable time") {
    std::string text;
    while (text.size() < 4'000'000) text += "ế a";
    CHECK(base::fold(text).size() < text.size());
}

TEST_CASE("text: slug") {
    CHECK(base::slug("Annual Revenue (USD)") == "annual_revenue_usd");
    CHECK(base::slug("  Størrelse / Å ") == "storrelse_a");
    CHECK(base::slug("a") == "a");
    CHECK(base::slug("") == "");
    CHECK(base::slug("(*)") == "");
    CHECK(base::slug("Город") == "");
    CHECK(base::slug("E-mail 2") == "e_mail_2");
}

TEST_CASE("text: split, join, contains, lower_ascii") {
    CHECK(base::split("", ',') == std::vector<std::string>{""});
    CHECK(base::split("a,,b,", ',') == std::vector<std::string>{"a", "", "b", ""});
    CHECK(base::join({}, ", ") == "");
    CHECK(base::join({"a"}, ", ") == "a");
    CHECK(base::join({"a", "", "b"}, ", ") == "a, , b");
    CHECK(base::join(base::split("model/default/rule", '/'), "/") == "model/default/rule");
    CHECK(base::contains("abc", "bc"));
    CHECK(base::contains("abc", ""));
    CHECK(!base::contains("abc", "cb"));
    CHECK(base::lower_ascii("ABÅ[z") == "abÅ[z");
}

TEST_CASE("text: controls are made visible") {
    CHECK(base::make_controls_visible("a\tb\n") == "a␉b␊");
    CHECK(base::make_controls_visible(std::string_view("\0\x7F", 2)) == "␀␡");
    CHECK(base::make_controls_visible("\xC2\x85") == "\xEF\xBF\xBD");
    CHECK(base::make_controls_visible("exe\xE2\x80\xAEgpj\xE2\x81\xA6") == "exe\xEF\xBF\xBDgpj\xEF\xBF\xBD");
    CHECK(base::make_controls_visible("\xFF") == "\xEF\xBF\xBD");
    CHECK(base::make_controls_visible("Åse محمد 😀") == "Åse محمد 😀");
}

TEST_CASE("text: clip cuts between code points") {
    CHECK(base::clip("abc", 3) == "abc");
    CHECK(base::clip("abc", 2) == "ab");
    CHECK(base::clip("aÅb", 2) == "a");
    CHECK(base::clip("aÅb", 3) == "aÅ");
    CHECK(base::clip("😀", 3) == "");
    CHECK(base::clip("", 0) == "");
}
