#include <doctest/doctest.h>

#include "base/hash.h"
#include "core/support/book_dump.h"
#include "core/support/book_generator.h"
#include "data.h"
#include "exchange/recognise.h"
#include "exchange/snapshot.h"

#include <algorithm>
#include <string>

using exchange::read_snapshot;
using exchange::write_snapshot;
using tests::Random;

namespace {

domain::Book applied(const exchange::SnapshotFile& file) {
    domain::Book book;
    for (const domain::Op& op : file.ops) domain::apply(book, op);
    return book;
}

// Empty if writing, reading and writing again gives the same bytes.
std::string broken_fixpoint(const domain::Book& book) {
    const std::string first = write_snapshot(book);
    const auto file = read_snapshot(first);
    if (!file)
        return "refused: " + file.error().code + " " + file.error().message + " " + file.error().where + "\n" + first;
    const std::string second = write_snapshot(applied(*file));
    return first == second ? "" : "first:\n" + first + "\nsecond:\n" + second;
}

std::string code_of(std::string_view bytes) {
    const auto file = read_snapshot(bytes);
    return file ? "" : file.error().code;
}

const std::string kHead = R"({"corong":"snapshot","format":0,)";
const std::string kId = "\"" + domain::to_text(domain::RowId{7, 1}) + "\"";
const std::string kStamp = "\"" + domain::to_text(domain::Stamp{5, 7}) + "\"";

std::string leads_run(const std::string& columns, const std::string& rows) {
    return kHead + R"("tables":{"leads":[{"id":)" + kId + R"(,"stamp":)" + kStamp + R"(,"columns":[)" + columns +
           R"(],"rows":[)" + rows + "]}]}}";
}

}  // namespace

TEST_CASE("snapshot: a small book reads as people would write it") {
    domain::Book book;
    domain::CreateRows batch;
    batch.count = 2;
    batch.columns.push_back(domain::make_column("name", domain::FieldKind::text, true));
    batch.columns[0].push(std::string("Kari"));
    batch.columns[0].push(std::string("Budi \"B\""));
    batch.columns.push_back(domain::make_column("budget", domain::FieldKind::money, true));
    batch.columns[1].push(base::Money{125'000'000, base::currency_from_code("NOK")});
    batch.columns[1].push(domain::Empty{});
    domain::apply(book, {7, 42, {500, 7}, {}, batch});
    domain::apply(book, {8,
                         1,
                         {900, 8},
                         {},
                         domain::SetField{
                             domain::TableKind::leads, {7, 43}, "phone", domain::FieldKind::text, std::string("+62")}});
    domain::apply(book, {8, 2, {901, 8}, {}, domain::SetEntry{"fields/leads/x:text/label", "\"X\""}});
    const std::string seven = domain::replica_text(7), eight = domain::replica_text(8);
    CHECK(write_snapshot(book) ==
          "{\"corong\":\"snapshot\",\"format\":1,\"reader\":1,\n\"tables\":{\n\"leads\":[\n"
          "{\"id\":\"" +
              seven + "-42\",\"stamp\":\"00000000000001f4@" + seven +
              "\",\"columns\":[\"budget\",\"name\",\"phone\"],\"rows\":[\n"
              "[\"1250000 NOK\",\"Kari\"],\n"
              "[null,\"Budi \\\"B\\\"\",\"+62\",{\"phone\":\"0000000000000384@" +
              eight +
              "\"}]]}],\n"
              "\"companies\":[],\n\"activities\":[],\n\"tasks\":[],\n\"deals\":[]},\n"
              "\"documents\":{\n\"fields/leads/x:text/label\":[\"\\\"X\\\"\",\"0000000000000385@" +
              eight +
              "\"]},\n"
              "\"forgotten\":[],\n\"unknown\":[]}\n");
    CHECK(broken_fixpoint(book) == "");
}

TEST_CASE("snapshot: an empty book") {
    CHECK(broken_fixpoint({}) == "");
    CHECK(read_snapshot(write_snapshot({}))->ops.empty());
}

TEST_CASE("snapshot law: export, import, export gives the same bytes and an equal book") {
    const uint64_t seed = tests::base_seed();
    const int count = tests::cases(1500);
    MESSAGE("seeds ", seed, " .. ", seed + static_cast<uint64_t>(count) - 1);
    for (int i = 0; i < count; ++i) {
        Random random(seed + static_cast<uint64_t>(i));
        tests::OpsOptions options;
        options.moving_references = i % 2 == 0;
        options.clones = i % 3 == 0;
        options.rows_at_most = 1 + i % 9;
        options.ticks = i % 4 == 0 ? 5 : 1000;
        const domain::Book book = tests::book_of(tests::random_ops(random, 2 + i % 50, options));
        const std::string problem = broken_fixpoint(book);
        if (!problem.empty()) FAIL("seed ", random.seed(), "\n", problem);
        if (options.moving_references) continue;  // leaves rows that nothing refers to any more
        const domain::Book copy = applied(*read_snapshot(write_snapshot(book)));
        if (tests::dump(copy) != tests::dump(book))
            FAIL("seed ", random.seed(), "\n", tests::difference(tests::dump(book), tests::dump(copy)));
    }
}

TEST_CASE("snapshot law: the order in which operations came does not show in the bytes") {
    const uint64_t seed = tests::base_seed();
    for (int i = 0; i < tests::cases(1000); ++i) {
        Random random(seed + static_cast<uint64_t>(i));
        auto ops = tests::random_ops(random, 2 + i % 40);
        const domain::Book book = tests::book_of(ops);
        random.shuffle(ops);
        const domain::Book other = tests::book_of(ops);
        if (write_snapshot(book) != write_snapshot(other))
            FAIL("seed ", random.seed(), "\n", write_snapshot(book), "\n", write_snapshot(other));
        REQUIRE(exchange::fingerprint(book) == exchange::fingerprint(other));
    }
}

TEST_CASE("snapshot: slices give the same bytes, and the fingerprint is theirs") {
    Random random;
    tests::BigBookOptions options;
    options.leads = 20'000;
    options.activities = 30'000;
    const domain::Book book = tests::book_of(tests::big_ops(random, options));
    const std::string whole = write_snapshot(book);
    std::string sliced;
    exchange::SnapshotWriter writer(book);
    for (double before = 0; !writer.step(777, sliced);) {
        REQUIRE(writer.progress() >= before);
        before = writer.progress();
    }
    CHECK(sliced == whole);
    CHECK(exchange::fingerprint(book) == base::hash128(whole));
    CHECK(broken_fixpoint(book) == "");
    const auto lines = static_cast<size_t>(std::count(whole.begin(), whole.end(), '\n'));
    CHECK(lines > 50'000);
    CHECK(lines < 50'100);
}

// Read by tests/web/schema.test.mjs.
TEST_CASE("snapshot: a sample for the schema") {
    Random random(5);
    const domain::Book book = tests::book_of(tests::random_ops(random, 400));
    const std::string bytes = write_snapshot(book);
    CHECK(broken_fixpoint(book) == "");
    for (const char* part : {"\"waiting\":true", "\"typed\"", "\"pseudonym\"", "\"hex\"", "\"forgotten\":[\n"})
        CHECK(bytes.find(part) != std::string::npos);
    if (!std::filesystem::is_directory("build")) return;
    std::ofstream("build/snapshot-sample.json", std::ios::binary) << bytes;
    exchange::Share share;
    share.redacted = {{domain::TableKind::leads, "name", exchange::Treatment::pseudonym, "Person"}};
    share.leads.emplace();
    for (domain::Row row = 0; row < book.leads.size(); row += 2) share.leads->push_back(book.leads.id(row));
    std::ofstream("build/snapshot-sample-shared.json", std::ios::binary) << write_snapshot(book, share);
}

TEST_CASE("snapshot: what cannot be right is refused with its place") {
    CHECK(code_of("") == "json.syntax");
    CHECK(code_of("[]") == "snapshot.wrong_kind");
    CHECK(code_of("{}") == "snapshot.wrong_kind");
    CHECK(code_of("5") == "snapshot.wrong_kind");
    CHECK(code_of("null") == "snapshot.wrong_kind");
    CHECK(code_of(R"({"name":"x"})") == "snapshot.wrong_kind");
    CHECK(code_of(R"({"corong":"model"})") == "snapshot.wrong_kind");
    CHECK(code_of(R"({"corong":"snapshot"})") == "snapshot.broken");
    CHECK(code_of(R"({"corong":"snapshot","format":1})") == "");
    CHECK(code_of(R"({"corong":"snapshot","format":2})") == "snapshot.newer_format");
    CHECK(code_of(R"({"corong":"snapshot","format":2,"tables":{}})") == "snapshot.newer_format");
    CHECK(code_of(R"({"corong":"snapshot","format":2,"reader":2,"tables":{}})") == "snapshot.newer_format");
    CHECK(code_of(R"({"corong":"snapshot","format":2,"reader":1,"tables":{}})") == "");
    CHECK(code_of(R"({"corong":"snapshot","format":0})") == "");
    const std::string whole = leads_run(R"("name")", R"(["Kari"])");
    CHECK(code_of(whole) == "");
    for (size_t size = 0; size < whole.size(); ++size) CHECK_FALSE(read_snapshot(whole.substr(0, size)).ok());
    CHECK(code_of(whole + "x") == "json.syntax");
    CHECK(code_of(leads_run(R"("name")", R"(["Kari","x"])")) == "snapshot.broken");
    CHECK(code_of(leads_run(R"("name")", "[5]")) == "snapshot.broken");
    CHECK(code_of(leads_run(R"("name")", "[true]")) == "snapshot.broken");
    CHECK(code_of(leads_run(R"("name")", R"([["a"]])")) == "snapshot.broken");
    CHECK(code_of(leads_run(R"("name")", R"([{"typed":"a"}])")) == "");
    CHECK(code_of(leads_run(R"("name")", R"([{"typo":"a"}])")) == "snapshot.broken");
    CHECK(code_of(leads_run(R"("name")", "[{}]")) == "snapshot.broken");
    CHECK(code_of(leads_run(R"("name","name")", R"(["a"])")) == "snapshot.broken");
    CHECK(code_of(leads_run(R"("created")", R"(["2026-02-30"])")) == "snapshot.broken");
    CHECK(code_of(leads_run(R"("company_size")", "[1.5]")) == "");
    CHECK(code_of(leads_run(R"("company_size")", "[1e5]")) == "snapshot.broken");
    CHECK(code_of(leads_run(R"("company_size")", "[1.1234567]")) == "snapshot.broken");
    CHECK(code_of(leads_run(R"("company_size")", "[9223372036854775807]")) == "snapshot.broken");
    CHECK(code_of(leads_run(R"("company_size")", "[9223372036854775808]")) == "json.number_out_of_range");
    CHECK(code_of(leads_run(R"("budget")", R"(["5 ZZZ"])")) == "snapshot.broken");
    CHECK(code_of(leads_run(R"("tags")", R"([["a","a"]])")) == "snapshot.broken");
    CHECK(code_of(leads_run(R"("tags")", R"([["a",5]])")) == "snapshot.broken");
    CHECK(code_of(leads_run(R"("name")", R"(["a",{"name":"x"}])")) == "snapshot.broken");
    CHECK(code_of(kHead + R"("tables":{"leads":[{"columns":[],"rows":[]}]}})") == "snapshot.broken");
    CHECK(code_of(kHead + R"("tables":{"leads":[{"id":)" + kId + R"(,"columns":[],"rows":[]}]}})") ==
          "snapshot.broken");
    CHECK(code_of(kHead + R"("tables":{"leads":[5]}})") == "snapshot.broken");
    CHECK(code_of(kHead + R"("documents":{"a":["{",)" + kStamp + "]}}") == "snapshot.broken");
    CHECK(code_of(kHead + R"("forgotten":["x"]})") == "snapshot.broken");
    CHECK(code_of(kHead + R"("unknown":[[]]})") == "snapshot.broken");
    CHECK(code_of(kHead + R"("format":0})") == "json.duplicate_key");
    CHECK(code_of(kHead + R"("x":)" + std::string(40, '[')) == "json.too_deep");
    CHECK(code_of(leads_run(R"("name")", "[\"" + std::string(70'000, 'x') + "\"]")) == "json.string_too_long");
    CHECK(code_of(leads_run(R"("name")", "[\"\xE5\"]")) == "json.not_utf8");
    const auto broken = read_snapshot(leads_run(R"("created")", R"(["2026-01-01"],["soon"])"));
    CHECK(broken.error().where == "leads, run " + domain::to_text(domain::RowId{7, 1}) + ", row 2");
    CHECK(broken.error().message == "The snapshot is damaged in leads, run " + domain::to_text(domain::RowId{7, 1}) +
                                        ", row 2: the column created cannot hold this text; export it again.");
}

TEST_CASE("snapshot: what a later version adds is kept or left aside with a word") {
    const auto file = read_snapshot(
        kHead + R"("mood":{"a":[1,{"b":2}]},"tables":{"robots":[{"x":[[]]}],"leads":[{"id":)" + kId + R"(,"stamp":)" +
        kStamp +
        R"(,"colour":[1],"columns":["name","mood choice","halo hologram"],"rows":[["Kari","blue",{"x":[1]}],["Ola",null,[2]],["Budi","red",7]]}]}})");
    REQUIRE(file.ok());
    CHECK(file->left_aside.size() == 4);
    domain::Book book = applied(*file);
    CHECK(book.leads.size() == 3);
    CHECK(domain::to_text(book.leads.value(2, "name")) == "Budi");
    CHECK(book.leads.column_index("mood", domain::FieldKind::choice));
    CHECK(write_snapshot(book).find("\"mood choice\",\"name\"") != std::string::npos);
    CHECK(broken_fixpoint(book) == "");
}

TEST_CASE("snapshot property: a damaged file is refused or read, never worse") {
    const uint64_t seed = tests::base_seed();
    MESSAGE("seed ", seed);
    for (int i = 0; i < tests::cases(1000); ++i) {
        Random random(seed + static_cast<uint64_t>(i));
        CAPTURE(random.seed());
        std::string bytes = write_snapshot(tests::book_of(tests::random_ops(random, 12)));
        for (uint64_t hits = 1 + random.below(3); hits > 0; --hits) {
            const size_t at = static_cast<size_t>(random.below(bytes.size()));
            if (random.chance(50))
                bytes[at] = random.one_of(std::vector<char>{'0', '"', ',', '[', ']', '{', '}', ':', 'x', '-'});
            else
                bytes.erase(at, random.below(6));
        }
        if (const auto file = read_snapshot(bytes)) REQUIRE(broken_fixpoint(applied(*file)) == "");
    }
}

TEST_CASE("snapshot: every n_*.json of the JSON test suite is refused" * doctest::skip(!tests::has_data())) {
    size_t files = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(tests::data_folder() / "json-test-suite" / "test_parsing")) {
        const std::string name = entry.path().filename().string();
        const std::string bytes = tests::data("json-test-suite/test_parsing/" + name);
        CAPTURE(name);
        files += name.starts_with("n_");
        const auto recognised = exchange::recognise(name, bytes, bytes.size());
        if (recognised.refusal) continue;
        CHECK(recognised.kind == exchange::FileKind::snapshot);
        const auto file = read_snapshot(bytes);
        REQUIRE_FALSE(file.ok());  // the valid ones are no snapshots either
        CHECK(file.error().message.ends_with("."));
    }
    CHECK(files == 188);
}
