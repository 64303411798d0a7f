#include <doctest/doctest.h>

#include "core/support/random.h"
#include "data.h"
#include "exchange/csv.h"
#include "exchange/csv_out.h"

#include <string>
#include <vector>

using exchange::CsvReader;
using tests::Random;

namespace {

using Table = std::vector<std::vector<std::string>>;

struct Reading {
    Table rows;
    std::vector<uint64_t> lines;
    std::vector<size_t> strays;
    uint64_t empty_lines = 0, quote_line = 0;
    size_t quote_cell = 0;
    bool operator==(const Reading&) const = default;
};

// Reads `text` in slices whose sizes `slice` gives.
template <class Slice>
Reading read(std::string_view text, exchange::CsvDialect dialect, Slice&& slice) {
    CsvReader reader(dialect);
    Reading reading;
    for (size_t at = 0;;) {
        switch (reader.next()) {
            case CsvReader::Step::row: {
                auto& row = reading.rows.emplace_back();
                for (std::string_view cell : reader.cells()) row.emplace_back(cell);
                reading.lines.push_back(reader.line());
                reading.strays.push_back(reader.stray_quote_cell());
                continue;
            }
            case CsvReader::Step::need_more: {
                const size_t size = std::min<size_t>(slice(), text.size() - at);
                reader.feed(text.substr(at, size));
                at += size;
                if (at == text.size()) reader.finish();
                continue;
            }
            case CsvReader::Step::unterminated_quote:
                reading.quote_line = reader.quote_line();
                reading.quote_cell = reader.quote_cell();
                break;
            case CsvReader::Step::end: break;
        }
        reading.empty_lines = reader.empty_lines();
        return reading;
    }
}

Reading read(std::string_view text, char delimiter = ',') {
    return read(text, {delimiter, false}, [&] { return text.size(); });
}

Reading read_file(const std::string& path) {
    const std::string text = tests::data("csv-parser-fixtures/" + path);
    return read(text, exchange::detect_csv_dialect(text, true).delimiter);
}

}  // namespace

TEST_CASE("csv: line ends of all three kinds, with and without a last one") {
    const Table expected = {{"a", "b"}, {"1", "2"}};
    for (const char* text : {"a,b\n1,2\n", "a,b\r\n1,2\r\n", "a,b\r1,2\r", "a,b\n1,2", "a,b\r\n1,2", "a,b\r1,2"})
        CHECK(read(text).rows == expected);
}

TEST_CASE("csv: quotes, doubled quotes, delimiters and line ends inside them") {
    CHECK(read("\"a,b\",\"say \"\"hi\"\"\",\"two\r\nlines\"\n").rows == Table{{"a,b", "say \"hi\"", "two\r\nlines"}});
    CHECK(read("\"\",\"\"\"\"\n").rows == Table{{"", "\""}});
    CHECK(read("a\"b,c\n").rows == Table{{"a\"b", "c"}});
    CHECK(read("\"\"").rows == Table{{""}});
}

TEST_CASE("csv: empty cells at the end are cells") {
    CHECK(read("a,\n,b").rows == Table{{"a", ""}, {"", "b"}});
    CHECK(read("a,").rows == Table{{"a", ""}});
}

TEST_CASE("csv: line numbers are lines of the file, also after line ends in quotes") {
    const Reading reading = read("a\n\"b\nc\r\nd\"\n\n\r\ne\n");
    CHECK(reading.rows == Table{{"a"}, {"b\nc\r\nd"}, {"e"}});
    CHECK(reading.lines == std::vector<uint64_t>{1, 2, 7});
    CHECK(reading.empty_lines == 2);
}

TEST_CASE("csv: a quote that is never closed is told with its place") {
    const Reading reading = read("a,b\n1,2\n3,\"open\n4,5\n");
    CHECK(reading.rows.size() == 2);
    CHECK(reading.quote_line == 3);
    CHECK(reading.quote_cell == 2);
}

TEST_CASE("csv: text after a closing quote is told") {
    const Reading reading = read("a,\"b\"c,d\n1,2,3\n");
    CHECK(reading.rows == Table{{"a", "\"b\"c", "d"}, {"1", "2", "3"}});
    CHECK(reading.strays == std::vector<size_t>{2, 0});
}

TEST_CASE("csv: the delimiter is found") {
    const auto found = [](std::string_view text) { return exchange::detect_csv_dialect(text, true).delimiter; };
    CHECK(found("a;b;c\n1,5;2,5;3\n2;3;4\n") == ';');
    CHECK(found("a\tb\n1\t2\n") == '\t');
    CHECK(found("a|b\n1|2\n") == '|');
    CHECK(found("name,notes\nBudi,\"a;b;c\"\nSiti,d\n") == ',');
    CHECK(found("one\ntwo\n") == ',');
    const exchange::CsvDialect stated = exchange::detect_csv_dialect("sep=;\na;b\n1;2\n", true);
    CHECK(stated.delimiter == ';');
    CHECK(stated.sep_line);
    CHECK(read("sep=;\na;b\n", stated, [] { return size_t{100}; }).rows == Table{{"a", "b"}});
    CHECK(exchange::detect_csv_dialect("\"sep=|\"\r\na|b\r\n", true).delimiter == '|');
}

TEST_CASE("csv: formulas are defused and come back") {
    std::string out;
    exchange::CsvWriter writer(out);
    for (const char* text : {"=1+1", "+4922", "-5", "@x", "'=x", "plain", "O'Neil", "\ttab", "'plain"})
        writer.cell(text);
    writer.end_row();
    CHECK(out == "\"'=1+1\",\"'+4922\",\"'-5\",\"'@x\",\"''=x\",\"plain\",\"O'Neil\",\"'\ttab\",\"'plain\"\r\n");
    CHECK(exchange::undo_defuse("''=x") == "'=x");
    CHECK(exchange::undo_defuse("'plain") == "'plain");
}

TEST_CASE("csv property: what csv_out writes reads back, in any slices") {
    const uint64_t seed = tests::base_seed();
    MESSAGE("seed ", seed);
    for (int i = 0; i < tests::cases(2000); ++i) {
        Random random(seed + static_cast<uint64_t>(i));
        CAPTURE(random.seed());
        Table table;
        std::string text;
        exchange::CsvWriter writer(text);
        const size_t width = 1 + random.below(4);
        for (uint64_t rows = 1 + random.below(6); rows > 0; --rows) {
            auto& row = table.emplace_back();
            for (size_t cell = 0; cell < width; ++cell) {
                row.push_back(random.letters_of("ab\"\",;\n\r'=+ \t", random.below(8)));
                writer.cell(row.back());
            }
            writer.end_row();
        }
        Reading reading = read(text, {',', false}, [&] { return 1 + random.below(5); });
        for (auto& row : reading.rows)
            for (std::string& cell : row) cell = std::string(exchange::undo_defuse(cell));
        REQUIRE(reading.rows == table);
    }
}

TEST_CASE("csv property: any bytes, any slices, the same rows") {
    const uint64_t seed = tests::base_seed();
    for (int i = 0; i < tests::cases(3000); ++i) {
        Random random(seed + static_cast<uint64_t>(i));
        CAPTURE(random.seed());
        const std::string text = random.letters_of("ab\"\",\n\r", random.below(40));
        REQUIRE(read(text, {',', false}, [&] { return 1 + random.below(3); }) == read(text));
    }
}

TEST_CASE("csv: the fixtures of csv-parser" * doctest::skip(!tests::has_data())) {
    CHECK(read_file("basic.csv").rows == Table{{"a", "b", "c"}, {"1", "2", "3"}});
    CHECK(read_file("comma-in-quote.csv").rows ==
          Table{{"first", "last", "address", "city", "zip"}, {"John", "Doe", "120 any st.", "Anytown, WW", "08123"}});
    CHECK(read_file("escape-quotes.csv").rows == Table{{"a", "b"}, {"1", "ha \"ha\" ha"}, {"2", "\"\""}, {"3", "4"}});
    CHECK(read_file("mac-newlines.csv").rows ==
          Table{{"a", "b", "c"}, {"1", "2", "3"}, {"Once upon\ra time", "5", "6"}});
    CHECK(read_file("newlines.csv").rows ==
          Table{{"a", "b", "c"}, {"1", "2", "3"}, {"Once upon \na time", "5", "6"}, {"7", "8", "9"}});
    CHECK(read_file("quotes+newlines.csv").rows ==
          Table{{"a", "b"}, {"1", "ha \n\"ha\" \nha"}, {"2", " \n\"\" \n"}, {"3", "4"}});
    CHECK(read_file("empty-columns.csv").rows == Table{{"2007-01-01", "", ""}, {"2007-01-02", "", ""}});
    CHECK(read_file("large-dataset.csv").rows.size() == 7269);
    CHECK(read_file("option-escape.csv").strays == std::vector<size_t>{0, 2, 2, 0});
}
