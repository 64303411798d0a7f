#include <doctest/doctest.h>

#include "core/support/book_dump.h"
#include "core/support/book_generator.h"
#include "storage/commit.h"
#include "storage/op_codec.h"
#include "storage/segment.h"

using domain::Op;
using storage::decode_op;
using storage::encode;
using tests::Random;

namespace {

std::string stamp_text(const Op& op) {
    std::string text = to_text(op.stamp);
    for (const domain::Stamp seen : op.seen) text += " seen " + to_text(seen);
    return text;
}

std::string text_of(const Op& op) { return tests::describe(op) + stamp_text(op); }

Op sample(domain::Change change) { return {7, 42, {99, 7}, {}, std::move(change)}; }

// An operation as a later version would write it: `tag`, `name` if the tag is 0, `body`.
std::string later(uint8_t tag, std::string_view name, std::string_view body) {
    base::ByteWriter out;
    out.fixed64(7);
    out.varint(42);
    storage::write_stamp(out, {99, 7});
    storage::write_stamp(out, {});
    out.u8(tag);
    if (tag == 0) out.text(name);
    out.text(body);
    return out.take();
}

storage::Commit random_commit(Random& random) {
    tests::OpGenerator generator(random, {});
    storage::Commit commit;
    commit.kind = static_cast<storage::CommitKind>(random.below(5));
    commit.at = random.between(0, 2'000'000'000'000);
    commit.label = {"step.edit", {{"name", random.bytes(5)}, {"field", ""}}};
    commit.of = random.below(100);
    commit.clock_ticks = random.next();
    for (uint64_t i = random.below(6); i > 0; --i) commit.ops.push_back(generator.next());
    const domain::RowId id{5, random.below(50)};
    for (const tests::FieldSample& field : tests::sample_fields(domain::TableKind::leads))
        if (random.chance(30)) commit.edits.push_back(storage::CellEdit{domain::TableKind::leads, id, field.key, field.kind, generator.value(field.kind), generator.value(field.kind)});
    commit.edits.push_back(storage::MemberEdit{domain::TableKind::leads, id, "tags", "vip", random.chance(50), random.chance(50)});
    commit.edits.push_back(storage::EntryEdit{"model/x", "", "1"});
    commit.edits.push_back(storage::RowsCreated{domain::TableKind::tasks, id, 17});
    storage::ConflictEdit settled{storage::CellEdit{domain::TableKind::leads, id, "phone", domain::FieldKind::text, std::string("1"), std::string("2")}, {}, {}, {}};
    for (uint64_t i = random.below(4); i > 0; --i) settled.others_before.push_back(generator.value(domain::FieldKind::text));
    for (uint64_t i = random.below(4); i > 0; --i) settled.others_after.push_back(generator.value(domain::FieldKind::money));
    for (const tests::FieldSample& field : tests::sample_fields(domain::TableKind::leads))
        if (random.chance(30)) settled.unseen.push_back({field.key, field.kind, generator.value(field.kind)});
    commit.edits.push_back(settled);
    commit.edits.push_back(storage::ConflictEdit{storage::MemberEdit{domain::TableKind::leads, id, "tags", "vip", true, false}, {domain::Value{false}}, {}, {}});
    commit.edits.push_back(storage::ConflictEdit{storage::EntryEdit{"model/x", "1", "2"}, {}, {domain::Value{std::string("3")}}, {}});
    return commit;
}

}  // namespace

TEST_CASE("codec: decode(encode(op)) is the op (law)") {
    Random random;
    MESSAGE("seed ", random.seed());
    tests::OpsOptions options;
    options.moving_references = true;
    tests::OpGenerator generator(random, options);
    for (int i = 0; i < tests::law_cases(10'000); ++i) {
        const Op op = generator.next();
        const std::string bytes = encode(op);
        const auto back = decode_op(bytes);
        REQUIRE(back);
        REQUIRE(text_of(*back) == text_of(op));
        REQUIRE(encode(*back) == bytes);
    }
}

TEST_CASE("codec: a half-empty column, a long one, and one with many words come back whole") {
    Random random;
    for (const int percent : {0, 1, 50, 100}) {
        domain::CreateRows batch{domain::TableKind::leads, 1000, {}};
        for (const auto& [key, kind] : {std::pair{"company_size", domain::FieldKind::number}, {"name", domain::FieldKind::text}, {"owner", domain::FieldKind::choice}, {"created", domain::FieldKind::date}, {"vip:yes_no", domain::FieldKind::yes_no}}) {
            domain::Column column = domain::make_column(key, kind, true);
            for (int row = 0; row < 1000; ++row) {
                const auto value = domain::value_from_text(kind, kind == domain::FieldKind::date ? "2026-11-22" : kind == domain::FieldKind::yes_no ? "no" : std::to_string(row));
                column.push(random.chance(percent) ? *value : domain::Value{});
            }
            batch.columns.push_back(std::move(column));
        }
        const Op op = sample(std::move(batch));
        const auto back = decode_op(encode(op));
        REQUIRE(back);
        CHECK(text_of(*back) == text_of(op));
    }
}

TEST_CASE("codec: kinds of a later version are kept byte for byte") {
    const std::string column_of_later = [] {
        base::ByteWriter body;
        body.u8(0);  // leads
        body.varint(2);
        body.varint(1);
        body.text("where");
        body.u8(77);  // a kind of field nobody knows yet
        body.raw("anything at all");
        return body.take();
    }();
    const std::string value_of_later = [] {
        base::ByteWriter body;
        body.u8(0);
        storage::write_row_id(body, {7, 1});
        body.text("where");
        body.u8(0);
        body.u8(200);  // a kind of value
        body.raw("59.9 10.7");
        return body.take();
    }();
    std::string longer_body;
    {
        base::ByteWriter body;
        body.text("model/x");
        body.text("1");
        body.raw("and more");
        longer_body = body.take();
    }
    const std::vector<std::pair<std::string, std::string>> cases = {
        {later(0, "merge_rows", "raw \x00\x01 bytes"), "merge_rows"}, {later(9, "", "xyz"), "#9"},
        {later(1, "", column_of_later), "#1"}, {later(2, "", value_of_later), "#2"}, {later(5, "", longer_body), "#5"}};
    for (const auto& [bytes, kind] : cases) {
        const auto op = decode_op(bytes);
        REQUIRE(op);
        const auto* unknown = std::get_if<domain::Unknown>(&op->change);
        REQUIRE(unknown);
        CHECK(unknown->kind == kind);
        CHECK(encode(*op) == bytes);
    }
    CHECK_FALSE(decode_op(later(0, "#2", "a name that is a tag's")));
    CHECK_FALSE(decode_op(later(0, "", "no name")));
}

TEST_CASE("codec: a column with more words than two bytes can number comes back whole") {
    domain::CreateRows batch;
    batch.count = 70'000;
    batch.columns.push_back(domain::make_column("channel", domain::FieldKind::choice, true));
    for (domain::Row row = 0; row < batch.count; ++row) batch.columns[0].push("word " + std::to_string(row));
    const auto back = decode_op(encode(Op{7, 1, {1, 7}, {}, std::move(batch)}));
    REQUIRE(back);
    const auto& read = std::get<domain::CreateRows>(back->change);
    for (const domain::Row row : {0u, 65'535u, 65'536u, 69'999u}) CHECK(read.columns[0].value(row) == domain::Value{"word " + std::to_string(row)});
}

TEST_CASE("commit: a step with an edit of a later version, alone or in a conflict, is kept but cannot be undone here") {
    storage::Commit commit;
    commit.edits = {storage::ConflictEdit{storage::EntryEdit{"model/x", "1", "2"}, {std::string("3")}, {}, {}}};
    const std::string bytes = storage::encode(commit);
    const size_t conflict = bytes.find("\x05\x03");  // the tags of the edit and of the one in it
    REQUIRE(conflict != std::string::npos);
    REQUIRE(storage::decode_commit(bytes)->edits == commit.edits);
    for (const size_t tag : {conflict, conflict + 1}) {
        std::string later = bytes;
        later[tag] = 99;
        const auto back = storage::decode_commit(later);
        REQUIRE(back);
        CHECK(back->edits.empty());
    }
}

TEST_CASE("codec: every cut and every flipped byte of an op is refused or read, never more") {
    Random random;
    tests::OpGenerator generator(random, {});
    for (int i = 0; i < tests::law_cases(300); ++i) {
        const std::string bytes = encode(generator.next());
        for (size_t size = 0; size < bytes.size(); ++size) CHECK_FALSE(decode_op(std::string_view(bytes).substr(0, size)));
        CHECK_FALSE(decode_op(bytes + "x"));
        for (int flip = 0; flip < 20; ++flip) {
            std::string changed = bytes;
            changed[random.below(changed.size())] = static_cast<char>(random.next());
            if (const auto op = decode_op(changed)) encode(*op);
        }
    }
}

TEST_CASE("codec: lengths that lie are refused before anything is allocated") {
    base::ByteWriter body;
    body.u8(0);
    body.varint(1u << 30);  // rows
    body.varint(0);
    CHECK_FALSE(decode_op(later(1, "", body.bytes())));
    base::ByteWriter columns;
    columns.u8(0);
    columns.varint(1u << 24);
    columns.varint(1u << 20);
    CHECK_FALSE(decode_op(later(1, "", columns.bytes())));
}

TEST_CASE("commit: decode(encode(commit)) is the commit (law)") {
    Random random;
    for (int i = 0; i < tests::law_cases(2'000); ++i) {
        const storage::Commit commit = random_commit(random);
        const std::string bytes = encode(commit);
        const auto back = storage::decode_commit(bytes);
        REQUIRE(back);
        REQUIRE(encode(*back) == bytes);
        REQUIRE(back->edits == commit.edits);
        REQUIRE(back->label == commit.label);
        REQUIRE(back->kind == commit.kind);
        REQUIRE(back->ops.size() == commit.ops.size());
    }
}

// The checksum of its segment is right: it was written so.
TEST_CASE("commit: every cut is refused; a wrong byte is refused, or read as what can be written and read again (law)") {
    Random random;
    INFO("seed ", random.seed());
    const auto check_read = [](const std::string& bytes) {
        const auto read = storage::decode_commit(bytes);
        if (!read) return;
        const auto again = storage::decode_commit(encode(*read));
        REQUIRE(again);
        REQUIRE(again->edits == read->edits);
        REQUIRE(encode(*again) == encode(*read));
    };
    for (int i = 0; i < tests::law_cases(150); ++i) {
        const std::string bytes = encode(random_commit(random));
        const auto next = [&] { return static_cast<size_t>(tests::next_place(random)); };
        for (size_t size = 0; size < bytes.size(); size += next()) REQUIRE_FALSE(storage::decode_commit(std::string_view(bytes).substr(0, size)));
        for (size_t at = 0; at < bytes.size(); at += next()) {
            std::string changed = bytes;
            changed[at] = static_cast<char>(random.chance(50) ? 0xFF : random.next());
            check_read(changed);
            check_read(std::string(bytes).replace(at, 1, "\xFF\xFF\xFF\xFF\x7F"));  // a number that is too large
        }
    }
}

TEST_CASE("codec: a kind whose name only looks like a number of ours stays a name") {
    for (const std::string name : {"#", "#0", "#01", "#7x", "#-1", "#256", "#99999999999999999999", "plain"}) {
        CAPTURE(name);
        const auto back = decode_op(encode(sample(domain::Unknown{name, "raw"})));
        REQUIRE(back);
        const auto* unknown = std::get_if<domain::Unknown>(&back->change);
        REQUIRE(unknown);
        CHECK(unknown->kind == name);
        CHECK(unknown->raw == "raw");
    }
}

TEST_CASE("segment: comes back whole; any damage shows") {
    Random random;
    const storage::SegmentHead head{3, 42, 9, 77, {1, 2}};
    storage::SegmentEncoder encoder(head, {"the ", "pay", "", "load"});
    int steps = 1;
    while (!encoder.step()) ++steps;
    CHECK(steps == 5);
    const storage::EncodedSegment segment = encoder.take();
    const std::string file = segment.bytes.joined();
    CHECK(segment.bytes == file);
    CHECK(segment.bytes.size() == file.size());
    CHECK(segment.bytes != file.substr(1));
    CHECK(segment.hash == base::hash128(file));
    const auto back = storage::decode_segment(file);
    REQUIRE(back);
    CHECK(back->payload == "the payload");
    CHECK(back->head.sequence == 42);
    CHECK(back->head.previous == base::Hash128{1, 2});
    storage::SegmentEncoder of_nothing(head, {});
    while (!of_nothing.step()) {}
    const auto nothing = storage::decode_segment(of_nothing.take().bytes.joined());
    REQUIRE(nothing);
    CHECK(nothing->payload.empty());
    for (size_t i = 0; i < file.size(); ++i)
        for (int bit = 0; bit < 8; ++bit) {
            std::string damaged = file;
            damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
            CHECK_FALSE(storage::decode_segment(damaged));
        }
    for (size_t size = 0; size < file.size(); ++size) CHECK_FALSE(storage::decode_segment(std::string_view(file).substr(0, size)));
    // Cut short or too long, and sealed so.
    const std::string content = file.substr(0, file.size() - storage::kChecksumBytes);
    const auto read_sealed = [](const std::string& bytes) {
        base::ByteWriter out;
        out.raw(bytes);
        storage::write_hash(out, base::hash128(bytes));
        return storage::decode_segment(out.bytes()).ok();
    };
    CHECK(read_sealed(content));
    CHECK_FALSE(read_sealed(content + "x"));
    for (size_t size = 0; size < content.size(); ++size) CHECK_FALSE(read_sealed(content.substr(0, size)));
}

TEST_CASE("segment: names sort as their numbers and are read back") {
    using Kind = storage::FileName::Kind;
    CHECK(storage::segment_name(3, 42) == "j-00000003-000000000042.seg");
    CHECK(storage::segment_name(3, 9) < storage::segment_name(3, 10));
    CHECK(storage::parse_name(storage::segment_name(3, 42)).kind == Kind::segment);
    CHECK(storage::parse_name(storage::segment_name(3, 42)).number == 42);
    CHECK(storage::parse_name(storage::part_name(8, 7)).kind == Kind::snapshot_part);
    CHECK(storage::parse_name(storage::manifest_name(8)).generation == 8);
    CHECK(storage::parse_name(storage::manifest_name(8)).kind == Kind::snapshot_manifest);
    CHECK(storage::parse_name("FORMAT-12").number == 12);
    CHECK(storage::parse_name(storage::segment_name(1'234'567'890, 1)).generation == 1'234'567'890);  // more digits than are padded
    for (const char* other : {"", "j-", "j-1.seg", "j-x-1.seg", "s-1-.snap", "FORMAT-", "FORMAT-x", "notes.txt", "j-1-99999999999999999999.seg", "j-1-2.snap", "j-1-2-3.seg", "j-1-/.seg",
                              "s-x-manifest.snap", "s-1-2-3.snap", "pre-x.corong.json", "m-1-2.seg", "m-2-1-3.seg", "m-1-x-3.seg"})
        CHECK(storage::parse_name(other).kind == Kind::other);
}
