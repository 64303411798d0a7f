// The store's long work in pieces: encoding and decoding a commit, opening, compacting, following. Anything
// may happen between two pieces.
#include "base/json.h"
#include "core/storage_tab.h"
#include "storage/commit_slices.h"

#include <doctest/doctest.h>

using tests::Random;
using tests::Tab;

namespace {

// Runs pieces of work when the test says so.
struct Slices {
    std::deque<std::function<bool()>> waiting;
    int steps = 0;

    storage::InSlices port() {
        return [this](const char*, std::function<bool()> step) { waiting.push_back(std::move(step)); };
    }
    bool step() {
        if (waiting.empty()) return false;
        const auto step = waiting.front();
        waiting.pop_front();
        ++steps;
        if (step()) waiting.push_front(step);
        return true;
    }
};

storage::Commit big_commit(Random& random, uint32_t leads) {
    tests::BigBookOptions options;
    options.leads = leads;
    options.activities = leads;
    options.batch_rows = 50;
    options.replica = 100;
    storage::Commit commit;
    commit.kind = storage::CommitKind::import;
    commit.ops = tests::big_ops(random, options);
    for (const domain::Op& op : commit.ops)
        commit.edits.push_back(storage::RowsCreated{std::get<domain::CreateRows>(op.change).table, {op.replica, op.sequence}, 50});
    return commit;
}

// A store with a snapshot of many records and segments behind it, one of them of many operations.
std::shared_ptr<tests::DiskState> filled(Random& random, domain::Row leads = 500) {
    const auto state = std::make_shared<tests::DiskState>();
    storage::StoreLimits limits;
    limits.segments = 3;
    Tab tab(state, random, {}, limits);
    REQUIRE(tab.open());
    tab.add("first");
    tab.disk.settle();
    tab.add("second");
    tab.disk.settle();
    tab.add("third");
    tab.disk.settle();
    REQUIRE(tab.compact());
    (void)tab.append(big_commit(random, leads));
    tab.disk.settle();
    return state;
}

// The next start finds that book, and nothing to tell of.
void check_kept(const std::shared_ptr<tests::DiskState>& state, Random& random, const std::string& book) {
    Tab again(state, random);
    REQUIRE(again.open());
    CHECK(tests::dump(again.book()) == book);
    CHECK(again.loaded->notices.empty());
}

}  // namespace

TEST_CASE("a commit is encoded and decoded an operation at a time") {
    Random random;
    CAPTURE(random.seed());
    const storage::Commit commit = big_commit(random, 1000);
    storage::CommitEncoder encoder(commit);
    int steps = 1;
    while (!encoder.step()) ++steps;
    CHECK(steps > 40);
    const storage::EncodedCommit encoded = encoder.take();
    std::string bytes;
    for (const std::string& piece : encoded.pieces) bytes += piece;
    CHECK(bytes == storage::encode(commit));
    CHECK(storage::encode_step(commit, encoded) == storage::encode_step(commit));
    storage::CommitDecoder decoder(bytes, storage::kFormat);
    for (steps = 1; !decoder.step();) ++steps;
    CHECK(steps > 40);
    const auto decoded = decoder.take();
    REQUIRE(decoded);
    CHECK(storage::encode(*decoded) == bytes);
    CHECK(decoded->edits == commit.edits);
}

TEST_CASE("a commit of very many edits is encoded and decoded some thousands at a time") {
    storage::Commit commit;
    for (int i = 0; i < 10'000; ++i) commit.edits.push_back(storage::EntryEdit{"model/" + std::to_string(i), "", "1"});
    storage::CommitEncoder encoder(commit);
    int steps = 1;
    while (!encoder.step()) ++steps;
    CHECK(steps >= 3);
    std::string bytes;
    const storage::EncodedCommit encoded = encoder.take();
    for (const std::string& piece : encoded.pieces) bytes += piece;
    storage::CommitDecoder decoder(bytes, storage::kFormat);
    for (steps = 1; !decoder.step();) ++steps;
    CHECK(steps >= 3);
    const auto decoded = decoder.take();
    REQUIRE(decoded);
    CHECK(decoded->edits == commit.edits);
}

TEST_CASE("a store opened in slices gives the book it gives in one go, and not before the last of them") {
    Random random;
    CAPTURE(random.seed());
    const auto state = filled(random);
    Tab at_once(state, random);
    REQUIRE(at_once.open(storage::Mode::reader));
    Slices slices;
    tests::SimulatedDisk disk(state, random);
    storage::Store store(disk.port(), [] {}, {}, slices.port());
    std::optional<storage::Loaded> loaded;
    store.open(storage::Mode::reader, 5, [&](base::Result<storage::Loaded> result) { loaded.emplace(std::move(*result)); });
    while (disk.step() || slices.step()) {
        if (!disk.idle() || !slices.waiting.empty()) REQUIRE_FALSE(loaded);
    }
    REQUIRE(loaded);
    CHECK(slices.steps > 30);
    CHECK(tests::dump(loaded->book) == tests::dump(at_once.book()));
    CHECK(loaded->history.size() == at_once.loaded->history.size());
    CHECK(loaded->notices.empty());
}

TEST_CASE("a store may go away between any two slices of its opening") {
    Random random;
    CAPTURE(random.seed());
    const auto state = filled(random);
    for (int stop = 0;; stop += 3) {
        Slices slices;
        tests::SimulatedDisk disk(state, random);
        bool answered = false;
        {
            storage::Store store(disk.port(), [] {}, {}, slices.port());
            store.open(storage::Mode::reader, 5, [&](const auto&) { answered = true; });
            for (int i = 0; i < stop; ++i)
                if (!disk.step()) slices.step();
        }
        if (answered) break;
        while (disk.step() || slices.step()) {}
        REQUIRE_FALSE(answered);
    }
}

TEST_CASE("edits between any two slices of a compaction are not lost") {
    Random random;
    CAPTURE(random.seed());
    for (int pause = 0; pause < 6; ++pause) {
        const auto state = filled(random);
        storage::StoreLimits limits;
        limits.segments = 1;
        std::string expected;
        {
            Tab tab(state, random, {}, limits);
            REQUIRE(tab.open());
            tab.add("before");
            tab.disk.settle();
            REQUIRE(tab.store.compaction_due());
            int slice = 0;
            while (tab.store.compact_step(tab.book(), tab.now, 500)) {
                if (slice++ != pause) continue;
                tab.add("between");
                tab.disk.settle();
            }
            tab.disk.settle();
            CHECK(slice > 3);
            CHECK(tab.store.state().kind == storage::SaveState::Kind::saved);
            expected = tests::dump(tab.book());
        }
        check_kept(state, random, expected);
    }
}

TEST_CASE("a compaction comes to its end however many edits go on, and keeps them") {
    Random random;
    CAPTURE(random.seed());
    for (const bool saved_at_once : {true, false}) {
        const auto state = filled(random, 5'000);
        storage::StoreLimits limits;
        limits.segments = 1;
        std::string expected;
        {
            Tab tab(state, random, {}, limits);
            REQUIRE(tab.open());
            tab.add("before");
            tab.disk.settle();
            int edits = 0;
            while (tab.store.compact_step(tab.book(), tab.now, 500)) {
                tab.add("edit " + std::to_string(edits++));
                if (saved_at_once) tab.disk.settle();
            }
            CHECK(edits > 10);
            CHECK(tab.store.compacting());
            tab.disk.settle();
            CHECK_FALSE(tab.store.compacting());
            CHECK_FALSE(tab.store.compaction_error());
            expected = tests::dump(tab.book());
        }
        uint64_t newest = 0;
        for (const auto& [name, bytes] : state->files)
            if (const auto parsed = storage::parse_name(name); parsed.kind == storage::FileName::Kind::snapshot_manifest) newest = std::max(newest, parsed.generation);
        const auto manifest = storage::decode_manifest(state->files.at(storage::manifest_name(newest)));
        REQUIRE(manifest);
        CHECK(manifest->covered > 12);
        check_kept(state, random, expected);
    }
}

TEST_CASE("a snapshot that holds a step waits until the step itself is saved, and is given up where it cannot be") {
    Random random;
    CAPTURE(random.seed());
    enum class Step { saved, refused, not_answered };
    for (const Step between : {Step::saved, Step::refused, Step::not_answered}) {
        const auto state = filled(random);
        storage::StoreLimits limits;
        limits.segments = 1;
        Tab tab(state, random, {}, limits);
        REQUIRE(tab.open());
        tab.add("before");
        tab.disk.settle();
        REQUIRE(tab.store.compact_step(tab.book(), tab.now, 500));
        if (between == Step::refused) tab.disk.faults().fail_before = 100;
        if (between == Step::not_answered) tab.disk.faults().lose_answer = 100;
        tab.add("between");
        tab.disk.faults() = {};
        while (tab.store.compact_step(tab.book(), tab.now, 500)) {}
        const auto manifests = [&] {
            return std::count_if(state->files.begin(), state->files.end(), [](const auto& file) { return file.first.ends_with("manifest.snap"); });
        };
        const auto before = manifests();
        for (bool saved = false; !saved && tab.disk.step();) {
            saved = tab.store.state().durable_sequence == tab.store.state().last_sequence;
            if (!saved) REQUIRE(manifests() == before);
        }
        tab.disk.settle();
        CHECK(tab.store.compacting() == (between == Step::not_answered));
        if (between == Step::not_answered) {
            CHECK(manifests() == before);
            tab.store.retry(tab.now);
            tab.store.retry(tab.now += limits.watchdog);
            tab.disk.settle();
        }
        CHECK_FALSE(tab.store.compacting());
        CHECK(tab.store.compaction_error().has_value() == (between != Step::saved));
        CHECK(manifests() == (between == Step::saved ? 2 : before));
        tab.store.retry(tab.now + 60'000, true);
        tab.disk.settle();
        check_kept(state, random, tests::dump(tab.book()));
    }
}

TEST_CASE("a person forgotten while a snapshot is written is not in it") {
    Random random;
    CAPTURE(random.seed());
    const auto state = filled(random);
    storage::StoreLimits limits;
    limits.segments = 1;
    Tab tab(state, random, {}, limits);
    REQUIRE(tab.open());
    storage::Commit person = tab.step("Somebodyunique");
    const domain::RowId id{person.ops[0].replica, person.ops[0].sequence};
    (void)tab.append(person);
    tab.disk.settle();
    for (int slice = 0; tab.store.compact_step(tab.book(), tab.now, 500); ++slice) {
        if (slice != 1) continue;  // the lead is encoded, the rest is not
        storage::Commit forget;
        forget.ops.push_back({tab.loaded->replica, tab.next_sequence++, {++tab.ticks, tab.loaded->replica}, {}, domain::Forget{id}});
        (void)tab.append(forget);
        tab.disk.settle();
    }
    tab.disk.settle();
    REQUIRE_FALSE(tab.store.compacting());
    std::string newest;
    for (const auto& [name, bytes] : state->files)
        if (name.ends_with("manifest.snap")) newest = name.substr(0, 10);
    int parts = 0;
    for (const auto& [name, bytes] : state->files) {
        if (!name.starts_with(newest)) continue;
        ++parts;
        // The history may name the step that made the person: undo tells of it.
        if (!name.ends_with("manifest.snap")) CHECK(bytes.find("Somebodyunique") == std::string::npos);
    }
    CHECK(parts > 1);
}

TEST_CASE("a reading tab follows a big step in slices") {
    Random random;
    CAPTURE(random.seed());
    const auto state = filled(random);
    Slices slices;
    tests::SimulatedDisk disk(state, random);
    storage::Store reader(disk.port(), [] {}, {}, slices.port());
    reader.open(storage::Mode::reader, 5, [](const auto&) {});
    while (disk.step() || slices.step()) {}
    {
        Tab writer(state, random);
        REQUIRE(writer.open());
        writer.add("one more");
        writer.disk.settle();
    }
    slices.steps = 0;
    std::optional<storage::Newer> newer;
    reader.reload_newer([&](base::Result<storage::Newer> result) { newer.emplace(std::move(*result)); });
    while (disk.step() || slices.step()) {}
    REQUIRE(newer);
    REQUIRE(newer->commits.size() == 1);
    CHECK(newer->commits[0].commit.label.key == "step.create");
    CHECK(slices.steps > 1);
}

TEST_CASE("a big commit is kept in slices: what comes behind it waits for it, and whenever the tab dies nothing said to be saved is lost") {
    Random random;
    CAPTURE(random.seed());
    const std::string long_text = base::Json(std::string(700'000, 'x')).dump();
    const auto commit_of = [&](uint64_t sequence, const std::string& path, int entries) {
        storage::Commit commit;
        for (int i = 0; i < entries; ++i)
            commit.ops.push_back({100, sequence + static_cast<uint64_t>(i), {sequence + static_cast<uint64_t>(i), 100}, {}, domain::SetEntry{path + std::to_string(i), long_text}});
        commit.clock_ticks = sequence + static_cast<uint64_t>(entries);
        return commit;
    };
    bool reached_the_end = false;
    for (int stop = 0; !reached_the_end; ++stop) {
        const auto state = std::make_shared<tests::DiskState>();
        Slices slices;
        tests::SimulatedDisk disk(state, random);
        uint64_t durable = 0;
        {
            storage::Store store(disk.port(), [] {}, {}, slices.port());
            bool opened = false;
            store.open(storage::Mode::writer, 100, [&](const auto& loaded) { opened = loaded.ok(); });
            while (disk.step() || slices.step()) {}
            REQUIRE(opened);
            slices.steps = 0;
            CHECK(store.append(commit_of(1, "big/", 6), 1000).ok());
            CHECK(store.append(commit_of(7, "small/", 1), 1000).ok());
            CHECK(store.state().kind == storage::SaveState::Kind::saving);
            CHECK(store.state().durable_sequence == 0);
            for (int i = 0; i < stop; ++i)
                if (!slices.step() && !disk.step()) reached_the_end = true;
            durable = store.state().durable_sequence;
            if (reached_the_end) {
                CHECK(slices.steps > 6);
                CHECK(store.state().kind == storage::SaveState::Kind::saved);
                CHECK(durable == 2);
            }
        }
        Tab again(state, random);
        REQUIRE(again.open(storage::Mode::reader));
        const domain::Book& book = again.book();
        CHECK(again.loaded->notices.empty());
        if (durable >= 1) CHECK(book.entry("big/5") == long_text);
        if (durable >= 2 || book.entry("small/0")) CHECK(book.entry("big/5") == long_text);
        CHECK(book.entry("big/0").has_value() == book.entry("big/5").has_value());
    }
}
