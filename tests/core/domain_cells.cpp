// Sparse and dense columns: one meaning in two layouts.
#include <doctest/doctest.h>

#include "core/support/book_dump.h"
#include "core/support/random.h"
#include "exchange/snapshot.h"
#include "query/filter.h"
#include "query/search.h"
#include "query/sort.h"

#include <cstdlib>
#include <ctime>

using domain::Cells;
using domain::FieldKind;
using domain::Row;

namespace {

// What Cells promise, held against a plain array.
struct Held {
    Cells<int32_t> cells{-1};
    std::vector<int32_t> plain;

    void check() const {
        REQUIRE(cells.size() == plain.size());
        REQUIRE(cells.to_vector() == plain);
        REQUIRE(cells.full_count() == plain.size() - static_cast<size_t>(std::count(plain.begin(), plain.end(), -1)));
        for (Row row = 0; row < plain.size(); ++row) REQUIRE(cells[row] == plain[row]);
    }
    void check_part(Row begin, Row end) const {
        std::vector<std::pair<Row, int32_t>> found, expected;
        cells.for_each_full(begin, end, [&](Row row, int32_t value) { found.emplace_back(row, value); });
        for (Row row = begin; row < end; ++row)
            if (plain[row] != -1) expected.emplace_back(row, plain[row]);
        REQUIRE(found == expected);
        REQUIRE(cells.any_full(begin, end) == !expected.empty());
    }
};

int32_t some_value(tests::Random& random, int full_percent) {
    return random.chance(full_percent) ? static_cast<int32_t>(random.below(1000)) : -1;
}

void change(tests::Random& random, Held& held, int full_percent) {
    const auto rows = static_cast<Row>(held.plain.size());
    switch (random.below(6)) {
        case 0: {
            const auto more = static_cast<Row>(random.below(900));
            held.cells.resize(rows + more);
            held.plain.resize(rows + more, -1);
            return;
        }
        case 1: {
            const auto less = static_cast<Row>(random.below(std::min<Row>(rows, 300) + 1));
            held.cells.resize(rows - less);
            held.plain.resize(rows - less);
            return;
        }
        case 2:
            for (uint64_t left = random.below(300); left > 0; --left) {
                held.plain.push_back(some_value(random, full_percent));
                held.cells.push_back(held.plain.back());
            }
            return;
        case 3: {
            Held batch;
            for (uint64_t left = random.below(2500); left > 0; --left) batch.plain.push_back(some_value(random, full_percent));
            for (const int32_t value : batch.plain) batch.cells.push_back(value);
            const auto begin = static_cast<Row>(random.below(batch.plain.size() + 1));
            const Row end = begin + static_cast<Row>(random.below(batch.plain.size() - begin + 1));
            held.cells.append(batch.cells, begin, end, [](int32_t value) { return value + 1; });
            for (Row row = begin; row < end; ++row) held.plain.push_back(batch.plain[row] == -1 ? -1 : batch.plain[row] + 1);
            return;
        }
        case 4:
            held.cells.remake([](int32_t value) { return value + 2; });
            for (int32_t& value : held.plain) value += value == -1 ? 0 : 2;
            return;
        default:
            for (uint64_t left = rows == 0 ? 0 : random.below(200); left > 0; --left) {
                const auto row = static_cast<Row>(random.below(rows));
                held.plain[row] = some_value(random, full_percent);
                held.cells.set(row, held.plain[row]);
            }
    }
}

struct KindOfField {
    const char* key;
    FieldKind kind;
};
const std::vector<KindOfField>& fields() {
    using enum FieldKind;
    static const std::vector<KindOfField> kinds = {
        {"name", text},          {"company", text},        {"site:link", link},           {"role", choice},
        {"tags", multi_choice},  {"company_size", number}, {"budget", money},             {"created", date},
        {"seen:instant", instant}, {"vip:yes_no", yes_no}, {"colours:multi_choice", multi_choice}};
    return kinds;
}

domain::Value value_of(tests::Random& random, FieldKind kind) {
    const std::string word = random.letters_of("abcd ", 1 + random.below(6)) + "x";
    if (random.chance(3) && kind != FieldKind::multi_choice) return domain::AsTyped{word};
    switch (kind) {
        case FieldKind::text:
        case FieldKind::link:
        case FieldKind::choice: return word.substr(word.size() - 2);
        case FieldKind::multi_choice: return random.chance(50) ? domain::Members{"a", "b"} : domain::Members{"c"};
        case FieldKind::number: return base::Decimal{random.between(-5, 5) * base::kMillionths};
        case FieldKind::money: return base::Money{random.between(0, 9) * 100, base::currency_from_code(random.chance(50) ? "NOK" : "IDR")};
        case FieldKind::date: return base::Day{static_cast<int32_t>(random.between(20'000, 20'009))};
        case FieldKind::instant: return domain::Instant{random.between(0, 9) * base::kMillisPerDay};
        case FieldKind::yes_no: return random.chance(50);
        case FieldKind::reference: break;
    }
    return domain::Empty{};
}

// A book whose columns were full once and were then emptied but for a few cells: they stay dense.
domain::Book emptied_book(tests::Random& random, Row rows, uint64_t& emptied) {
    domain::Book book;
    domain::CreateRows batch;
    batch.count = rows;
    for (const KindOfField& field : fields()) {
        domain::Column& column = batch.columns.emplace_back(domain::make_column(field.key, field.kind, true));
        for (Row row = 0; row < rows; ++row) column.push(value_of(random, field.kind));
    }
    domain::apply(book, {7, 1, {1000, 7}, {}, batch});
    uint64_t sequence = rows + 1;
    const auto set = [&](domain::Change what) { domain::apply(book, {7, sequence, {10'000 + sequence, 7}, {}, std::move(what)}), ++sequence; };
    for (const KindOfField& field : fields()) {
        const uint64_t keep_one_in = 2 + random.below(200);
        for (Row row = 0; row < rows; ++row) {
            if (random.below(keep_one_in) == 0) continue;
            ++emptied;
            const domain::RowId id{7, row + uint64_t{1}};
            if (field.kind != FieldKind::multi_choice) {
                set(domain::SetField{domain::TableKind::leads, id, field.key, field.kind, domain::Empty{}});
                continue;
            }
            for (const char* member : {"a", "b", "c"})
                set(domain::SetMember{domain::TableKind::leads, id, field.key, member, false});
        }
    }
    return book;
}

size_t sparse_columns(const domain::Book& book) {
    size_t sparse = 0;
    for (const domain::Column& column : book.leads.columns())
        std::visit(
            [&]<class T>(const T& data) {
                if constexpr (!std::is_same_v<T, domain::ReferenceBatch>) sparse += !domain::cells_of(data).is_dense();
            },
            column.data);
    return sparse;
}

std::vector<domain::RowId> ids_of(const domain::Book& book, const std::vector<Row>& rows) {
    std::vector<domain::RowId> ids;
    for (const Row row : rows) ids.push_back(book.leads.id(row));
    return ids;
}

// Answers to every kind of question about a field, as ids.
std::vector<std::vector<domain::RowId>> answers(const domain::Book& book) {
    std::vector<std::vector<domain::RowId>> answers;
    const query::FilterNames names{domain::TableKind::leads, book.fields(domain::TableKind::leads), {}, {}};
    const base::Now now{20'005 * base::kMillisPerDay, {20'005}, 0};
    for (const KindOfField& field : fields()) {
        const std::string key = field.key;
        std::vector<std::string> filters = {R"({"field":")" + key + R"(","op":"empty"})", R"({"field":")" + key + R"(","op":"not_empty"})"};
        const auto compare = [&](const std::string& op, const std::string& value) {
            filters.push_back(R"({"field":")" + key + R"(","op":")" + op + R"(","value":)" + value + "}");
        };
        switch (field.kind) {
            case FieldKind::text: case FieldKind::link: case FieldKind::choice:
                compare("contains", R"("ax")");
                compare("<", R"("c")");
                break;
            case FieldKind::multi_choice: compare("=", R"("c")"); compare("!=", R"("a")"); break;
            case FieldKind::number: compare(">=", "1"); break;
            case FieldKind::money: compare("<", R"("500 NOK")"); compare(">", "3"); break;
            case FieldKind::date: compare(">", R"("today-3")"); break;
            case FieldKind::instant: compare("<=", R"("1970-01-05")"); break;
            case FieldKind::yes_no: compare("=", "true"); compare("!=", "false"); break;
            case FieldKind::reference: break;
        }
        for (const std::string& text : filters) {
            const auto filter = query::parse_filter(*base::parse_json(text), names);
            REQUIRE_MESSAGE(filter, text);
            answers.push_back(ids_of(book, query::rows_of(query::filter_rows(*filter, book, domain::TableKind::leads, {}, now))));
        }
        std::vector<Row> rows(book.leads.size());
        for (Row row = 0; row < rows.size(); ++row) rows[row] = row;
        for (const bool descending : {false, true}) {
            query::SortInput input;
            input.book = &book;
            const auto sorted = query::sort_rows(input, {{key, descending}}, rows);
            REQUIRE(sorted);
            answers.push_back(ids_of(book, *sorted));
        }
        answers.push_back(ids_of(book, query::rows_of(query::search_rows(book, domain::TableKind::leads, {key}, "ax"))));
    }
    return answers;
}

}  // namespace

TEST_CASE("cells law: whatever their layout, they are an array") {
    tests::Random random;
    MESSAGE("seed ", random.seed());
    for (int i = 0; i < tests::cases(300); ++i) {
        Held held;
        const int full_percent = random.one_of(std::vector<int>{0, 1, 2, 5, 10, 20, 60, 100});
        for (int step = 0; step < 12; ++step) {
            change(random, held, random.chance(20) ? 90 : full_percent);
            const auto begin = static_cast<Row>(random.below(held.plain.size() + 1));
            held.check_part(begin, begin + static_cast<Row>(random.below(held.plain.size() - begin + 1)));
        }
        held.check();
    }
}

TEST_CASE("cells: a mostly empty column costs little, a full one is an array") {
    Cells<int64_t> cells{0};
    cells.resize(1'000'000);
    CHECK(cells.memory_bytes() == 0);
    cells.set(999'999, 5);
    CHECK_FALSE(cells.is_dense());
    CHECK(cells.memory_bytes() < 500'000);
    for (Row row = 0; row < 200'000; ++row) cells.set(row, 1);
    CHECK(cells.is_dense());
    CHECK(cells[199'999] == 1);
    CHECK(cells[200'000] == 0);
    CHECK(cells[999'999] == 5);
}

TEST_CASE("column law: a sparse book and a dense one with the same values are the same book") {
    tests::Random random;
    MESSAGE("seed ", random.seed());
    for (int i = 0; i < tests::cases(6); ++i) {
        uint64_t emptied = 0;
        const domain::Book dense = emptied_book(random, static_cast<Row>(1100 + random.below(700)), emptied);
        REQUIRE(sparse_columns(dense) == 0);
        const std::string bytes = exchange::write_snapshot(dense);
        const auto file = exchange::read_snapshot(bytes);
        REQUIRE(file);
        domain::Book sparse;
        for (const domain::Op& op : file->ops) domain::apply(sparse, op);
        REQUIRE(sparse_columns(sparse) > 0);
        CHECK(sparse.memory_bytes() < dense.memory_bytes());
        CHECK(exchange::fingerprint(sparse) == exchange::fingerprint(dense));
        CHECK(exchange::write_snapshot(sparse) == bytes);
        CHECK(tests::dump(sparse) == tests::dump(dense));
        CHECK(answers(sparse) == answers(dense));
    }
}

// A new column is empty for a moment, and so takes the sparse layout, before its first batch is filled in.
TEST_CASE("cells: room that was made for rows outlasts a time of emptiness") {
    constexpr Row kBatch = domain::kBatchRows, kExpected = 50 * kBatch;
    domain::Cells<int64_t> batch(-1), column(-1);
    for (Row row = 0; row < kBatch; ++row) batch.push_back(row);
    column.reserve(kExpected);
    column.resize(kBatch);
    REQUIRE_FALSE(column.is_dense());
    column.resize(0);
    column.append(batch);
    REQUIRE(column.is_dense());
    const int64_t* const place = column.dense().data();
    while (column.size() < kExpected) column.append(batch);
    CHECK(column.dense().data() == place);
}

// CORONG_MEASURE says how many thousand leads; one thousand if it does not.
TEST_CASE("measure: a book with four hundred fields that few leads fill") {
    const char* const told = std::getenv("CORONG_MEASURE");
    const Row rows = static_cast<Row>(told ? std::atoi(told) : 1) * 1000;
    constexpr Row kBatch = 5'000;
    tests::Random random;
    domain::Book book;
    for (Row done = 0; done < rows;) {
        domain::CreateRows batch;
        batch.count = std::min(kBatch, rows - done);
        for (int field = -1; field < 400; ++field) {
            const FieldKind kind = std::vector<FieldKind>{FieldKind::text, FieldKind::choice, FieldKind::number, FieldKind::date}[static_cast<size_t>(field + 1) % 4];
            const std::string key = field < 0 ? "name" : domain::custom_key("Field " + std::to_string(field), kind);
            domain::Column& column = batch.columns.emplace_back(domain::make_column(key, kind, true));
            for (Row row = 0; row < batch.count; ++row)
                column.push(field < 0 || random.below(100) == 0 ? value_of(random, kind) : domain::Value{});
        }
        domain::apply(book, {7, done + uint64_t{1}, {1000 + done, 7}, {}, std::move(batch)});
        done += kBatch;
    }
    const std::clock_t begin = std::clock();
    (void)exchange::fingerprint(book);
    const auto milliseconds = static_cast<int64_t>(std::clock() - begin) * 1000 / CLOCKS_PER_SEC;
    MESSAGE(rows, " leads, ", book.leads.columns().size(), " columns: ", book.memory_bytes() >> 10, " KB, fingerprint in ", milliseconds, " ms");
    CHECK(book.leads.size() == rows);
}
