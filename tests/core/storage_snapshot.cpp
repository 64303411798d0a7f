#include <doctest/doctest.h>

#include "base/bytes.h"
#include "core/support/book_dump.h"
#include "core/support/book_generator.h"
#include "storage/snapshot_file.h"

using domain::Book;
using storage::Manifest;
using tests::dump;
using tests::Random;

namespace {

struct Snapshot {
    Manifest manifest;
    std::vector<std::string> parts;
};

Snapshot parts_of(const Book& book, storage::SnapshotWriter& writer, uint64_t part_bytes = storage::kPartBytes) {
    Snapshot snapshot;
    snapshot.manifest.generation = 5;
    while (const auto part = writer.next_part(5, part_bytes)) {
        snapshot.parts.push_back(part->bytes.joined());
        snapshot.manifest.parts.push_back({part->bytes.size(), part->hash});
        CHECK(part->hash == base::hash128(snapshot.parts.back()));
    }
    for (const domain::TableKind table : domain::kTables) snapshot.manifest.rows.push_back(book.table(table).size());
    return snapshot;
}

Snapshot snapshot_of(const Book& book, uint64_t budget_bytes = 1u << 20, uint64_t part_bytes = storage::kPartBytes) {
    storage::SnapshotWriter writer;
    while (!writer.step(book, budget_bytes)) {}
    return parts_of(book, writer, part_bytes);
}

base::Status read_into(Book& book, const Snapshot& snapshot) {
    storage::SnapshotReader reader(snapshot.manifest);
    for (const std::string& part : snapshot.parts) {
        reader.begin_part(part);
        for (bool more = true; more;) {
            const base::Result<bool> step = reader.step(book);
            if (!step) return step.error();
            more = *step;
        }
    }
    return reader.finish();
}

// The records of a snapshot of one part.
std::string payload_of(const Snapshot& snapshot) {
    REQUIRE(snapshot.parts.size() == 1);
    const std::string_view file = snapshot.parts[0];
    const auto headed = storage::read_head(file, file.substr(0, 4));
    REQUIRE(headed);
    base::ByteReader reader(headed->rest);
    reader.varint();  // the generation
    reader.varint();  // the part
    return std::string(reader.text());
}

Snapshot snapshot_of_payload(const std::string& payload) {
    const storage::PartFile part = storage::encode_part(5, 0, {payload});
    Snapshot snapshot;
    snapshot.manifest.generation = 5;
    snapshot.manifest.parts = {{part.bytes.size(), part.hash}};
    snapshot.parts = {part.bytes.joined()};
    return snapshot;
}

void check_same(const Book& left, const Book& right, uint64_t seed) {
    const std::string a = dump(left), b = dump(right);
    if (a != b) FAIL("seed ", seed, "\n", tests::difference(a, b));
    CHECK(true);
}

tests::OpsOptions options_of(uint64_t seed) {
    tests::OpsOptions options;
    options.rows_at_most = seed % 3 == 0 ? 40 : 4;
    options.ticks = seed % 2 == 0 ? 10 : 1000;
    options.moving_references = true;
    return options;
}

}  // namespace

TEST_CASE("snapshot: a book read back is the same book, and stays so under later operations (law)") {
    const int cases = tests::law_cases(3'000);
    for (int i = 0; i < cases; ++i) {
        const uint64_t seed = tests::base_seed() + static_cast<uint64_t>(i);
        Random random(seed);
        tests::OpGenerator generator(random, options_of(seed));
        Book book;
        for (int k = i % 60; k >= 0; --k) domain::apply(book, generator.next());
        Book back;
        REQUIRE(read_into(back, snapshot_of(book, 1 + random.below(4000), 100 + random.below(3000))));
        check_same(book, back, seed);
        for (int k = 0; k < 10; ++k) {
            const domain::Op op = generator.next();
            domain::apply(book, op);
            domain::apply(back, op);
        }
        check_same(book, back, seed);
    }
}

TEST_CASE("snapshot: operations that come while it is written are in it (law)") {
    const int cases = tests::law_cases(3'000);
    for (int i = 0; i < cases; ++i) {
        const uint64_t seed = tests::base_seed() + static_cast<uint64_t>(i);
        Random random(seed);
        tests::OpGenerator generator(random, options_of(seed));
        Book book;
        for (int k = i % 50; k >= 0; --k) domain::apply(book, generator.next());
        storage::SnapshotWriter writer;
        while (!writer.step(book, 1))
            for (uint64_t k = random.below(3); k > 0; --k) {
                const domain::Op op = generator.next();
                if (std::holds_alternative<domain::Forget>(op.change)) continue;
                domain::apply(book, op);
                writer.add(op);
            }
        Book back;
        REQUIRE(read_into(back, parts_of(book, writer)));
        check_same(book, back, seed);
    }
}

TEST_CASE("snapshot: reading one into another book is the union of both (law)") {
    const int cases = tests::law_cases(2'000);
    for (int i = 0; i < cases; ++i) {
        const uint64_t seed = tests::base_seed() + static_cast<uint64_t>(i);
        Random random(seed);
        const std::vector<domain::Op> ops = tests::random_ops(random, 2 + i % 40);
        Book one, other, both;
        for (const domain::Op& op : ops) {
            domain::apply(random.chance(50) ? one : other, op);
            domain::apply(both, op);
        }
        REQUIRE(read_into(one, snapshot_of(other)));
        check_same(one, both, seed);
    }
}

TEST_CASE("snapshot: the rows keep their order") {
    Book book;
    for (const uint64_t sequence : {500, 3, 77, 1})
        domain::apply(book, {9, sequence, {sequence, 9}, {}, domain::create_one(domain::TableKind::leads, {{"name", std::to_string(sequence)}})});
    Book back;
    REQUIRE(read_into(back, snapshot_of(book)));
    for (domain::Row row = 0; row < 4; ++row) CHECK(book.leads.id(row) == back.leads.id(row));
}

TEST_CASE("snapshot: what an activity belongs to after it was moved, or to nobody, comes back") {
    using domain::TableKind;
    Book book;
    uint64_t sequence = 0;
    const auto write = [&](domain::Change change) {
        ++sequence;
        domain::apply(book, {7, sequence, {sequence, 7}, {}, std::move(change)});
        return domain::RowId{7, sequence};
    };
    const domain::RowId first = write(domain::create_one(TableKind::leads, {{"name", std::string("first")}}));
    const domain::RowId second = write(domain::create_one(TableKind::leads, {{"name", std::string("second")}}));
    for (const domain::Value& to : {domain::Value{second}, domain::Value{}}) {
        const domain::RowId activity = write(domain::create_one(TableKind::activities, {{"lead", first}, {"type", std::string("call")}}));
        write(domain::SetField{TableKind::activities, activity, "lead", domain::FieldKind::reference, to});
        write(domain::SetField{TableKind::activities, activity, "a field of one's own", domain::FieldKind::reference, to});
    }
    Book back;
    REQUIRE(read_into(back, snapshot_of(book)));
    check_same(book, back, 0);
}

// By replicas with one identity: each thinks that it created that activity.
TEST_CASE("snapshot: what an activity belongs to that was created twice comes back") {
    using domain::TableKind;
    for (const bool newer_first : {false, true}) {
        Book book;
        domain::apply(book, {7, 1, {1, 7}, {}, domain::create_one(TableKind::leads, {{"name", std::string("first")}})});
        domain::apply(book, {7, 2, {2, 7}, {}, domain::create_one(TableKind::leads, {{"name", std::string("second")}})});
        const auto create = [&](uint64_t ticks, uint64_t lead) {
            domain::apply(book, {7, 3, {ticks, 7}, {}, domain::create_one(TableKind::activities, {{"type", std::string("call")}, {"lead", domain::RowId{7, lead}}})});
        };
        create(newer_first ? 9 : 5, 1);
        create(newer_first ? 5 : 9, 2);
        Book back;
        REQUIRE(read_into(back, snapshot_of(book)));
        check_same(book, back, 0);
        CHECK(back.value(TableKind::activities, 0, "lead") == book.value(TableKind::activities, 0, "lead"));
    }
}

TEST_CASE("snapshot: an empty book is a snapshot too") {
    Book back;
    CHECK(read_into(back, snapshot_of(Book{})));
    CHECK(dump(back) == dump(Book{}));
}

TEST_CASE("snapshot: a damaged, missing, doubled or foreign part is refused") {
    Random random;
    const Book book = tests::book_of(tests::random_ops(random, 80));
    const Snapshot whole = snapshot_of(book, 1000, 300);
    REQUIRE(whole.parts.size() > 3);
    const auto refused = [&](auto&& change) {
        Snapshot snapshot = whole;
        change(snapshot);
        Book back;
        return !read_into(back, snapshot);
    };
    CHECK(refused([](Snapshot& s) { s.parts.pop_back(); }));
    CHECK(refused([](Snapshot& s) { s.parts.push_back(s.parts.back()); }));
    CHECK(refused([](Snapshot& s) { std::swap(s.parts[0], s.parts[1]); }));
    CHECK(refused([](Snapshot& s) { s.manifest.generation = 6; }));
    const Snapshot other = snapshot_of(tests::book_of(tests::random_ops(random, 80)), 1000, 300);
    CHECK(refused([&](Snapshot& s) { s.parts[1] = other.parts[1]; }));  // whole, of that place, of another book
    for (size_t at = 0; at < whole.parts[1].size(); ++at)
        CHECK(refused([&](Snapshot& s) { s.parts[1][at] = static_cast<char>(s.parts[1][at] ^ 1); }));
    CHECK(refused([](Snapshot& s) {  // a manifest that says fewer parts
        s.parts.pop_back();
        s.manifest.parts.pop_back();
    }));
}

TEST_CASE("snapshot: what is wrong under a right checksum is refused, or read as a book that can be written and read again (law)") {
    Random random;
    INFO("seed ", random.seed());
    for (int i = 0; i < tests::law_cases(40); ++i) {
        const std::string payload = payload_of(snapshot_of(tests::book_of(tests::random_ops(random, 40, options_of(random.next())))));
        for (int change = 0; change < 100; ++change) {
            std::string changed = payload;
            const size_t at = random.below(changed.size());
            if (random.chance(10)) changed.resize(at);
            else if (random.chance(30)) changed.replace(at, 1, random.chance(50) ? "\xFF\xFF\xFF\xFF\x07" : "\xFF\xFF\x7F");  // a number that is too large
            else changed[at] = static_cast<char>(random.chance(50) ? 0xFF : random.next());
            Book back;
            const base::Status status = read_into(back, snapshot_of_payload(changed));
            if (!status) REQUIRE((status.error().code == "snapshot.damaged" || status.error().code == "snapshot.newer_format"));
            if (!status || back.leads.size() > 1000) continue;
            Book again;
            REQUIRE(read_into(again, snapshot_of(back)).ok());
        }
    }
}

TEST_CASE("snapshot: a part of which its own head says something else is refused, though its hash is right") {
    const std::string good = storage::encode_part(5, 0, {"records"}).bytes.joined();
    const auto refused_as = [](const std::string& file) {
        Snapshot snapshot;
        snapshot.manifest.generation = 5;
        snapshot.manifest.parts = {{file.size(), base::hash128(file)}};
        snapshot.parts = {file};
        Book back;
        const base::Status status = read_into(back, snapshot);
        return status ? std::string() : status.error().code;
    };
    std::string newer = good, other_kind = good;
    newer[5] = static_cast<char>(storage::kFormat + 1);  // the least reader
    other_kind[0] ^= 1;
    CHECK(refused_as("") == "snapshot.damaged");
    CHECK(refused_as(good.substr(0, 10)) == "snapshot.damaged");
    CHECK(refused_as(other_kind) == "snapshot.damaged");
    CHECK(refused_as(newer) == "snapshot.newer_format");
    CHECK(refused_as(good.substr(0, 4 + 2 + 1) + good.substr(good.size() - storage::kChecksumBytes)) == "snapshot.damaged");
    CHECK(refused_as(storage::encode_part(6, 0, {"records"}).bytes.joined()) == "snapshot.damaged");
    CHECK(refused_as(storage::encode_part(5, 1, {"records"}).bytes.joined()) == "snapshot.damaged");
}

TEST_CASE("snapshot: a manifest that says something wrong under a right checksum is refused, or read as what can be written again (law)") {
    Random random;
    INFO("seed ", random.seed());
    Manifest manifest = snapshot_of(tests::book_of(tests::random_ops(random, 20))).manifest;
    manifest.parts.assign(5, {1u << 20, {8, 9}});
    manifest.missing = {500, 600, 700, 800};
    manifest.kept_generations = {200, 300, 400, 500};
    storage::Commit step;
    step.edits.push_back(storage::EntryEdit{"p", "", "1"});
    const std::string encoded = storage::encode(step);
    const std::string whole = encode_manifest(manifest, {{70, encoded}, {71, encoded}, {72, encoded}});
    const std::string content = whole.substr(0, whole.size() - storage::kChecksumBytes);
    const auto check_read = [](const std::string& changed) {
        base::ByteWriter out;
        out.raw(changed);
        storage::write_hash(out, base::hash128(changed));
        const auto read = storage::decode_manifest(out.bytes());
        if (!read) return;
        const auto again = storage::decode_manifest(encode_manifest(*read, {}));
        REQUIRE(again);
        REQUIRE(encode_manifest(*again, {}) == encode_manifest(*read, {}));
    };
    for (size_t at = 0; at < content.size(); ++at) {
        check_read(content.substr(0, at));
        for (const uint8_t byte : {uint8_t{0xFF}, uint8_t{0}, static_cast<uint8_t>(random.next())}) {
            std::string changed = content;
            changed[at] = static_cast<char>(byte);
            check_read(changed);
        }
    }
}

TEST_CASE("snapshot: the manifest comes back whole, and damage shows") {
    Random random;
    Manifest manifest = snapshot_of(tests::book_of(tests::random_ops(random, 20))).manifest;
    manifest.covered = 77;
    manifest.covered_hash = {3, 4};
    manifest.missing = {5, 6};
    manifest.replica = 99;
    manifest.clock_ticks = 1234567;
    storage::Commit step;
    step.kind = storage::CommitKind::undo;
    step.label = {"step.edit", {{"a", "b"}}};
    step.edits.push_back(storage::EntryEdit{"p", "", "1"});
    const std::vector<storage::TailStep> tail = {{70, storage::encode(step)}};
    const std::string bytes = encode_manifest(manifest, tail);
    const auto back = storage::decode_manifest(bytes);
    REQUIRE(back);
    CHECK(encode_manifest(*back, tail) == bytes);
    REQUIRE(back->history.size() == 1);
    CHECK(back->history[0].sequence == 70);
    CHECK(back->missing == manifest.missing);
    CHECK(back->history.at(0).commit.edits == step.edits);
    for (size_t at = 0; at < bytes.size(); ++at) {
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ 4);
        CHECK_FALSE(storage::decode_manifest(damaged));
        CHECK_FALSE(storage::decode_manifest(bytes.substr(0, at)));
    }
}

TEST_CASE("snapshot: a record of a later version is told apart from damage") {
    base::ByteWriter stream;
    stream.u8(99);
    stream.text("whatever it says");
    Snapshot snapshot;
    snapshot.parts.push_back(storage::encode_part(0, 0, {stream.bytes()}).bytes.joined());
    snapshot.manifest.parts.push_back({snapshot.parts[0].size(), base::hash128(snapshot.parts[0])});
    Book back;
    const base::Status status = read_into(back, snapshot);
    REQUIRE_FALSE(status);
    CHECK(status.error().code == "snapshot.newer_format");
    for (uint8_t type = 0; type < 20; ++type) {
        base::ByteWriter damaged;
        damaged.u8(type);
        damaged.text("\xFF\xFF\xFF");
        snapshot.parts[0] = storage::encode_part(0, 0, {damaged.take()}).bytes.joined();
        snapshot.manifest.parts[0] = {snapshot.parts[0].size(), base::hash128(snapshot.parts[0])};
        CAPTURE(type);
        CHECK_FALSE(read_into(back, snapshot));
    }
}
