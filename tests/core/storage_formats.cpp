// Files of every format there ever was, kept as they were written: each is read for ever. data/formats holds, of each
// format, a whole store (store-<n>.corong-raw: a line of JSON with names and sizes, then the files' bytes), a snapshot,
// and what the book in them is. With CORONG_WRITE_GOLDEN set, those of a new format are written, once: what
// is there is never written over.
#include <doctest/doctest.h>

#include "base/json.h"
#include "core/storage_tab.h"
#include "exchange/snapshot.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace {

using tests::DiskState;
using tests::Random;
using tests::Tab;

constexpr int kPresent = exchange::kSnapshotFormat;

std::string path_of(const std::string& name) {
    const std::string here = __FILE__;
    return here.substr(0, here.find_last_of('/')) + "/data/formats/" + name;
}

std::string content_of(const std::string& name) {
    std::ifstream file(path_of(name), std::ios::binary);
    REQUIRE_MESSAGE(file.good(), "no file ", name);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write(const std::string& name, const std::string& content) {
    if (!std::ifstream(path_of(name))) std::ofstream(path_of(name), std::ios::binary) << content;
}

std::map<std::string, tests::Content> unpacked(const std::string& dump) {
    const size_t line = dump.find('\n');
    const auto head = base::parse_json(std::string_view(dump).substr(0, line));
    REQUIRE(head);
    std::map<std::string, tests::Content> files;
    size_t at = line + 1;
    for (const auto& file : head->at("files")) {
        const size_t size = file.at(1).get<size_t>();
        files[file.at(0).get<std::string>()] = dump.substr(at, size);
        at += size;
    }
    REQUIRE(at == dump.size());
    return files;
}

std::string packed(const std::map<std::string, tests::Content>& files) {
    base::Json names = base::Json::array();
    std::string bytes;
    for (const auto& [name, content] : files) {
        names.push_back({name, content.size()});
        bytes += std::string_view(content);
    }
    return base::Json{{"corong", "raw"}, {"format", 1}, {"files", names}}.dump() + "\n" + bytes;
}

void write_op(Tab& tab, domain::Change change) {
    storage::Commit commit;
    const domain::Replica replica = tab.loaded->replica;
    domain::Op op{replica, tab.next_sequence, {++tab.ticks, replica}, domain::seen_by(tab.book(), change), std::move(change)};
    tab.next_sequence += domain::sequences_used(op.change);
    commit.ops.push_back(std::move(op));
    commit.label = {"step.edit", {{"field", "phone"}}};
    commit.clock_ticks = tab.ticks;
    REQUIRE(tab.append(commit));
    tab.disk.settle();
}

// A life with everything a store can hold: merged steps, two snapshots, a copy before an import, conflicts, a person
// who was forgotten, operations of later versions.
std::shared_ptr<DiskState> lived() {
    Random random(7);
    const auto state = std::make_shared<DiskState>();
    Tab tab(state, random, {}, tests::small_limits(12));
    REQUIRE(tab.open(storage::Mode::writer, 0x0123'4567'89ab'cdefull));
    for (int i = 1; i <= 30; ++i) {
        tab.add("Lead " + std::to_string(i));
        tab.disk.settle();
        tab.compact();
    }
    tests::OpsOptions options;
    options.forget = false;
    tests::OpGenerator generator(random, options);
    for (int i = 0; i < 40; ++i) {
        storage::Commit commit;
        commit.kind = storage::CommitKind::merge;
        commit.ops.push_back(generator.next());
        REQUIRE(tab.append(commit));
        tab.disk.settle();
        tab.compact();
    }
    const domain::RowId lead = tab.book().leads.id(0);
    for (const char* phone : {"1", "2", "3"}) write_op(tab, domain::SetField{domain::TableKind::leads, lead, "phone", domain::FieldKind::text, std::string(phone)});
    write_op(tab, domain::Forget{tab.book().leads.id(1)});
    tab.store.forget_in_files(tab.book(), tab.now);
    tab.disk.settle();
    tab.compact();
    tab.store.keep_before_import({exchange::write_snapshot(tab.book())}, [](const base::Status& kept) { REQUIRE(kept); });
    tab.disk.settle();
    for (int i = 0; i < 15; ++i) {
        tab.add("Later " + std::to_string(i));
        tab.disk.settle();
        tab.compact();
    }
    return state;
}

void write_golden_files() {
    const auto state = lived();
    Random random;
    Tab tab(state, random);
    REQUIRE(tab.open(storage::Mode::reader, 1));
    const std::string number = std::to_string(kPresent);
    write("store-" + number + ".corong-raw", packed(state->files));
    write("store-" + number + ".txt", tests::dump(tab.book()));
    write("snapshot-" + number + ".corong.json", exchange::write_snapshot(tab.book()));
    write("snapshot-" + number + ".txt", tests::dump(tab.book()));
}

// What the book is, said once by the first version that reads that format as an older one.
void write_missing_text(const std::string& name, const domain::Book& book) {
    if (std::getenv("CORONG_WRITE_GOLDEN")) write(name, tests::dump(book));
}

}  // namespace

TEST_CASE("formats: stores of every format open, with all their history, and go on") {
    if (std::getenv("CORONG_WRITE_GOLDEN")) write_golden_files();
    for (int format = 0; format <= kPresent; ++format) {
        CAPTURE(format);
        const std::string name = "store-" + std::to_string(format);
        const auto state = std::make_shared<DiskState>();
        state->files = unpacked(content_of(name + ".corong-raw"));
        Random random;
        std::string before;
        {
            Tab tab(state, random);
            REQUIRE(tab.open());
            CHECK(tab.loaded->notices.empty());
            CHECK_FALSE(tab.loaded->read_only);
            write_missing_text(name + ".txt", tab.book());
            CHECK(tests::dump(tab.book()) == content_of(name + ".txt"));
            std::optional<storage::HistoryRead> read;
            tab.store.read_history([](const storage::NumberedCommit&) { return true; }, [&](storage::HistoryRead result) { read = std::move(result); });
            tab.disk.settle();
            REQUIRE(read);
            CHECK(read->unread.empty());
            CHECK(read->commits == tab.store.state().last_sequence);
            tab.add("One more");
            tab.disk.settle();
            tab.compact();
            CHECK(tab.store.state().kind == storage::SaveState::Kind::saved);
            before = tests::dump(tab.book());
        }
        Tab again(state, random);
        REQUIRE(again.open());
        CHECK(again.loaded->notices.empty());
        CHECK(tests::dump(again.book()) == before);
    }
}

TEST_CASE("formats: snapshots of every format are read; those of the present one are written to the byte") {
    for (int format = 0; format <= kPresent; ++format) {
        CAPTURE(format);
        const std::string name = "snapshot-" + std::to_string(format);
        const std::string bytes = content_of(name + ".corong.json");
        const auto file = exchange::read_snapshot(bytes);
        REQUIRE(file);
        CHECK(file->format == format);
        CHECK(file->left_aside.empty());
        const domain::Book book = tests::book_of(file->ops);
        write_missing_text(name + ".txt", book);
        CHECK(tests::dump(book) == content_of(name + ".txt"));
        if (format == kPresent) CHECK(exchange::write_snapshot(book) == bytes);
    }
}
