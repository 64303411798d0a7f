#include <doctest/doctest.h>

#include "base/text.h"
#include "core/support/random.h"
#include "data.h"
#include "exchange/encoding.h"
#include "exchange/recognise.h"

#include <string>

using exchange::Encoding;
using exchange::FileKind;
using std::string_literals::operator""s;

namespace {

std::string decode(const std::string& bytes, size_t slice = 1u << 20) {
    exchange::TextSource source(bytes, exchange::detect_encoding(std::string_view(bytes).substr(0, 4096)));
    std::string text;
    while (!source.at_end()) text += source.next(slice);
    return text;
}

std::string utf16(std::u16string_view text, bool big_endian) {
    std::string bytes;
    for (char16_t unit : text) {
        const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 255);
        bytes += big_endian ? high : low;
        bytes += big_endian ? low : high;
    }
    return bytes;
}

exchange::Recognised recognise(std::string_view name, std::string_view bytes) {
    return exchange::recognise(name, bytes, bytes.size());
}

}  // namespace

TEST_CASE("encoding: marks, zeros, UTF-8, and Windows-1252 for the rest") {
    const auto found = [](std::string_view bytes) { return exchange::detect_encoding(bytes).encoding; };
    CHECK(found("\xEF\xBB\xBFnavn") == Encoding::utf8);
    CHECK(found("na\xC3\xA6vn") == Encoding::utf8);
    CHECK(found("cut off \xC3") == Encoding::utf8);
    CHECK(found("bl\xE5 fjord") == Encoding::windows_1252);
    CHECK(found(utf16(u"\uFEFFnavn;by", false)) == Encoding::utf16_le);
    CHECK(found(utf16(u"navn;by;f\u00F8dt", false)) == Encoding::utf16_le);
    CHECK(found(utf16(u"navn;by;f\u00F8dt", true)) == Encoding::utf16_be);
    CHECK(found("n\0\0\0a\0\0\0v\0\0\0n\0\0\0"s) == Encoding::utf32_le);
    CHECK(found("\0\0\0n\0\0\0a\0\0\0v\0\0\0n"s) == Encoding::utf32_be);
    CHECK(decode("bl\xE5 \x80 \x93") == "blå € “");
    CHECK(decode(utf16(u"\uFEFFbl\u00E5 \U0001F600", true)) == "blå 😀");
    CHECK(decode(utf16(u"\uFEFFab\xD800x", false)) == "ab\uFFFDx");
    CHECK(decode(utf16(u"\uFEFFab", false) + "c") == "ab\uFFFD");
}

TEST_CASE("encoding property: slices do not matter") {
    const uint64_t seed = tests::base_seed();
    for (int i = 0; i < tests::cases(500); ++i) {
        tests::Random random(seed + static_cast<uint64_t>(i));
        CAPTURE(random.seed());
        std::string bytes = random.one_of(std::vector<std::string>{"\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF",
                                                                   "\xFF\xFE\0\0"s, "\0\0\xFE\xFF"s, "\xE5"}) +
                            random.bytes(random.below(200));
        exchange::TextSource whole(bytes, exchange::detect_encoding(bytes));
        if (exchange::detect_encoding(bytes).encoding == Encoding::utf8) continue;
        std::string text;
        while (!whole.at_end()) text += whole.next(1u << 20);
        REQUIRE(base::is_utf8(text));
        exchange::TextSource sliced(bytes, exchange::detect_encoding(bytes));
        std::string pieces;
        while (!sliced.at_end()) pieces += sliced.next(16 + random.below(8));
        REQUIRE(pieces == text);
    }
}

TEST_CASE("encoding: UTF-8 that stops being UTF-8 is noticed") {
    const std::string bytes = std::string(5000, 'a') + "\xE5 x" + std::string(5000, 'b');
    exchange::TextSource source(bytes, exchange::detect_encoding(std::string_view(bytes).substr(0, 4096)));
    while (!source.at_end()) source.next(1000);
    CHECK(source.broken());
    const std::string whole = std::string(999, 'a') + "å" + std::string(999, 'b');  // a letter across a slice
    exchange::TextSource fine(whole, exchange::detect_encoding(whole));
    while (!fine.at_end()) fine.next(1000);
    CHECK_FALSE(fine.broken());
}

TEST_CASE("recognise: what is no table is named, with what to do") {
    const auto refusal = [](std::string_view name, std::string_view bytes) {
        const auto found = recognise(name, bytes);
        REQUIRE(found.refusal);
        return *found.refusal;
    };
    CHECK(refusal("a.xlsx", "PK\x03\x04....xl/workbook.xml").code == "file.xlsx");
    CHECK(refusal("a.xlsx", "PK\x03\x04....xl/workbook.xml").message ==
          "“a.xlsx” is an Excel workbook: save it as CSV and import that.");
    CHECK(refusal("a.zip", "PK\x03\x04....").code == "file.archive");
    CHECK(refusal("a.pdf", "%PDF-1.7").code == "file.pdf");
    CHECK(refusal("a.png", "\x89PNG\r\n").code == "file.image");
    CHECK(refusal("a.jpg", "\xFF\xD8\xFF\xE0").code == "file.image");
    CHECK(refusal("a.gz", "\x1F\x8B\x08").code == "file.archive");
    CHECK(refusal("a.xls", "\xD0\xCF\x11\xE0\xA1").code == "file.office");
    CHECK(refusal("a.csv", "").code == "file.empty");
    CHECK(refusal("a.csv", " \r\n \n").code == "file.empty");
    CHECK(refusal("a.csv", "\xEF\xBB\xBF").code == "file.empty");
    CHECK(refusal("a.csv", "abc\0\1\2\3\4\5,x"s).code == "file.binary");
    CHECK(refusal("a.vcf", "BEGIN:VCARD\r\nVERSION:3.0").code == "file.vcard");
    CHECK(refusal("a.ics", "BEGIN:VCALENDAR").code == "file.ics");
    CHECK(refusal("a.txt", "{\"x\": 1}").code == "file.json");
    CHECK(recognise("a.json", "[1").kind == FileKind::snapshot);
    CHECK(recognise("a.txt", "{\"corong\":\"snapshot\"}").kind == FileKind::snapshot);
    CHECK(recognise("a.txt", "name,phone\n").kind == FileKind::csv);
    CHECK(exchange::recognise("a.csv", "a,b\n", size_t{300} << 20).refusal->code == "file.too_large");
}

TEST_CASE("encoding: the same text in every encoding of the Data Loader" * doctest::skip(!tests::has_data())) {
    const auto text = [](const std::string& name) { return decode(tests::data("salesforce-dataloader/" + name), 64); };
    const std::string expected = text("csvtext_BOM_UTF8.csv");
    CHECK(expected.starts_with("\"column1\",\"column2\",\"column3\"\n"));
    for (const char* name : {"csvtext_BOM_UTF16LE.csv", "csvtext_BOM_UTF16BE.csv"}) CHECK(text(name) == expected);
    CHECK(text("csvtext_BOM_UTF32LE.csv") == text("csvtext_BOM_UTF32BE.csv"));
    CHECK(text("csvtext_BOM_UTF32LE.csv").starts_with("\"column1\",\"column2\",\"column3\"\n"));
    CHECK(decode(tests::data("csv-parser-fixtures/latin.csv")) == "a,b,c\n1,2,3\n4,5,©");
    CHECK(decode(tests::data("csv-parser-fixtures/utf16.csv")) == "a,b,c\n1,2,3\n4,5,ʤ");
    CHECK(decode(tests::data("csv-parser-fixtures/utf16-big.csv")) == "a,b,c\n1,2,3\n4,5,ʤ");
}

TEST_CASE("recognise: every vCard is refused in words" * doctest::skip(!tests::has_data())) {
    for (const char* folder : {"ez-vcard", "folkerkinzel-vcards", "sabre-vobject", "contacts-io"})
        for (const auto& entry : std::filesystem::directory_iterator(tests::data_folder() / folder)) {
            const std::string name = entry.path().filename().string();
            if (!name.ends_with(".vcf")) continue;
            const auto found = recognise(name, tests::data(std::string(folder) + "/" + name));
            CAPTURE(name);
            REQUIRE(found.refusal);
            CHECK((found.kind == FileKind::vcard || found.kind == FileKind::empty));
            CHECK(found.refusal->message.find(name) != std::string::npos);
        }
}
