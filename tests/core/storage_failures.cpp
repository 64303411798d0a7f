// What the store says and does where reading fails, files are not what their names say, or answers come in an order
// of their own.
#include <doctest/doctest.h>

#include "core/storage_tab.h"
#include "storage/merged.h"

using storage::Mode;
using tests::DiskState;
using tests::names;
using tests::Random;
using tests::Tab;
using FileKind = storage::FileName::Kind;
using SaveKind = storage::SaveState::Kind;

namespace {

struct Device {
    Random random;
    std::shared_ptr<DiskState> state = std::make_shared<DiskState>();

    std::unique_ptr<Tab> tab(storage::StoreLimits limits = tests::small_limits(4)) { return std::make_unique<Tab>(state, random, tests::DiskFaults{}, limits); }
    std::unique_ptr<Tab> opened(Mode mode = Mode::writer) {
        auto made = tab();
        REQUIRE(made->open(mode));
        return made;
    }
    void fill(int first, int last) {
        auto writer = opened();
        for (int i = first; i <= last; ++i) {
            writer->add(std::to_string(i));
            writer->disk.settle();
            writer->compact();
        }
    }
    std::vector<std::string> names_of(FileKind kind) const {
        std::vector<std::string> found;
        for (const auto& [name, bytes] : state->files)
            if (storage::parse_name(name).kind == kind) found.push_back(name);
        return found;
    }
    void rename(const std::string& from, const std::string& to) {
        tests::Content bytes = std::move(state->files.at(from));
        state->files.erase(from);
        state->files[to] = std::move(bytes);
    }
};

// A step that forgets the newest lead of that name.
storage::Commit forgetting(Tab& tab, const std::string& name) {
    domain::Row row = tab.book().leads.size();
    while (tab.book().leads.value(row - 1, "name") != domain::Value{name}) --row;
    storage::Commit commit = tab.step(name);
    commit.edits.clear();
    commit.label.arguments.clear();
    commit.ops[0].change = domain::Forget{tab.book().leads.id(row - 1)};
    return commit;
}

std::optional<storage::Newer> followed(Tab& reader) {
    std::optional<storage::Newer> newer;
    reader.store.reload_newer([&](base::Result<storage::Newer> found) { newer = std::move(*found); });
    reader.disk.settle();
    return newer;
}

std::string with_checksum(std::string_view content) {
    base::ByteWriter out;
    out.raw(content);
    storage::write_hash(out, base::hash128(content));
    return out.take();
}

// The same file, as a version wrote it that this one cannot read.
std::string of_a_newer_reader(std::string file) {
    file[5] = 9;
    return with_checksum(std::string_view(file).substr(0, file.size() - storage::kChecksumBytes));
}

std::string segment_with(std::string payload, uint64_t sequence) {
    storage::SegmentEncoder encoder({0, sequence, 1, 7, {}, {}}, {std::move(payload)});
    while (!encoder.step()) {}
    return encoder.take().bytes.joined();
}

}  // namespace

TEST_CASE("follow: what cannot be read now is read the next time; what is damaged is told once and passed by") {
    Device device;
    auto writer = device.opened(), reader = device.opened(Mode::reader);
    for (const char* name : {"one", "two"}) writer->add(name);
    writer->disk.settle();
    reader->disk.faults().fail_read = 100;
    auto newer = followed(*reader);
    REQUIRE(newer->notices.size() == 1);
    CHECK(newer->notices[0].what.code == "disk.failed");
    CHECK(newer->commits.empty());
    reader->disk.faults() = {};
    device.state->files.at(storage::segment_name(0, 1))[20] ^= 1;
    newer = followed(*reader);
    REQUIRE(newer->notices.size() == 1);
    CHECK(newer->notices[0].severity == storage::Notice::Severity::loss);
    REQUIRE(newer->commits.size() == 1);
    CHECK(newer->commits[0].sequence == 2);
    CHECK(followed(*reader)->notices.empty());
}

TEST_CASE("follow: a file that goes away between listing and reading means opening anew") {
    Device device;
    auto writer = device.opened(), reader = device.opened(Mode::reader);
    writer->add("one");
    writer->disk.settle();
    std::optional<storage::Newer> newer;
    reader->store.reload_newer([&](base::Result<storage::Newer> found) { newer = std::move(*found); });
    device.state->files.erase(storage::segment_name(0, 1));
    reader->disk.settle();
    REQUIRE(newer);
    CHECK(newer->reopen);
}

TEST_CASE("history: what cannot be read, or is damaged, is counted and named; all else is given") {
    Device device;
    device.fill(1, 3);
    auto tab = device.opened();
    const auto read = [&] {
        std::optional<storage::HistoryRead> history;
        tab->store.read_history([](const storage::NumberedCommit&) { return true; }, [&](storage::HistoryRead found) { history = std::move(found); });
        tab->disk.settle();
        REQUIRE(history);
        return *history;
    };
    CHECK(read().commits == 3);
    tab->disk.faults().fail_read = 100;
    CHECK(read().unread.size() == 3);
    tab->disk.faults() = {};
    device.state->files.at(storage::segment_name(0, 2))[20] ^= 1;
    CHECK(read().commits == 2);
    CHECK(read().unread.size() == 1);
}

TEST_CASE("store: a tab that cannot become the writer shows the book and says why it writes nothing") {
    Device device;
    device.fill(1, 2);
    tests::SimulatedDisk simulated(device.state, device.random, {}, true);
    storage::Disk disk = simulated.port();
    disk.take_epoch = [](auto done) { done(base::Error{"disk.closed", "The browser closed the database.", ""}); };
    storage::Store store(disk, [] {});
    std::optional<storage::Loaded> loaded;
    store.open(Mode::writer, 7, [&](base::Result<storage::Loaded> result) { loaded = std::move(*result); });
    REQUIRE(loaded);
    CHECK(names(loaded->book) == "1 2");
    REQUIRE(loaded->read_only);
    CHECK(loaded->read_only->code == "disk.closed");
    CHECK(store.append({}, 0).error().code == "disk.closed");
    CHECK(store.files().size() == device.state->files.size());
}

TEST_CASE("store: files of other names are left alone, and one that is not what its name says is left out and told") {
    Device device;
    device.state->files["holiday.jpg"] = "not ours";
    device.fill(1, 3);
    device.rename(storage::segment_name(0, 2), storage::segment_name(0, 9));
    auto tab = device.opened();
    CHECK(names(tab->book()) == "1 3");
    CHECK(tab->has_notice("segment.damaged"));
    CHECK(device.state->files.at("holiday.jpg") == "not ours");
}

TEST_CASE("store: a snapshot under the name of another is not taken for it") {
    Device device;
    device.fill(1, 14);
    const std::vector<std::string> manifests = device.names_of(FileKind::snapshot_manifest);
    REQUIRE(manifests.size() == 2);
    device.state->files[manifests[1]] = device.state->files.at(manifests[0]);
    auto tab = device.opened();
    CHECK(tab->has_notice("snapshot.damaged"));
    CHECK(tab->loaded->source == storage::Loaded::Source::older_snapshot);
    CHECK(tab->loaded->steps_lost == 0);
    CHECK(tab->book().leads.alive_count() == 14);
}

TEST_CASE("store: a step that is whole as a file but says nothing this version understands is told as lost") {
    Device device;
    device.fill(1, 1);
    device.state->files[storage::segment_name(0, 2)] = segment_with("\xFF", 2);
    auto tab = device.opened();
    CHECK(names(tab->book()) == "1");
    CHECK(tab->has_notice("commit.damaged"));
    CHECK(tab->loaded->steps_lost == 1);
}

TEST_CASE("store: steps of a newer reader are told apart from damaged ones, in one file or in many") {
    Device device;
    device.fill(1, 2);
    tests::Content& second = device.state->files.at(storage::segment_name(0, 2));
    const std::string merged = storage::merge_segments(2, 2, {second}).bytes.joined();
    CHECK(storage::split_segments(of_a_newer_reader(merged)).error().code == "segment.newer_format");
    second = of_a_newer_reader(second);
    CHECK(storage::split_segments(second).error().code == "segment.newer_format");
    CHECK(device.opened()->has_notice("segment.newer_format"));
    CHECK(storage::decode_segment(std::string_view(second).substr(1)).error().code == "segment.damaged");
}

TEST_CASE("store: a reading tab whose files go away while it opens lists them again") {
    Device device;
    auto writer = device.opened(), reader = device.tab();
    for (int i = 1; i <= 3; ++i) writer->add(std::to_string(i));
    writer->disk.settle();
    reader->store.open(Mode::reader, Tab::next_replica(), [&](base::Result<storage::Loaded> result) { reader->loaded.emplace(std::move(*result)); });
    for (int i = 4; i <= 8; ++i) {
        writer->add(std::to_string(i));
        writer->disk.settle();
    }
    REQUIRE(device.names_of(FileKind::merged).size() > 0);
    reader->disk.settle();
    REQUIRE(reader->loaded);
    CHECK(reader->book().leads.alive_count() == 8);
    CHECK(reader->loaded->notices.empty());
}

TEST_CASE("store: success that is told after the pen was lost still counts, and nothing else does") {
    std::vector<std::function<void(base::Status)>> answers;
    storage::Disk disk;
    disk.list = [](auto done) { done(std::vector<storage::FileInfo>{}); };
    disk.take_epoch = [](auto done) { done(uint64_t{1}); };
    disk.commit = [&](const storage::Transaction&, auto done) { answers.push_back(done); };
    storage::Store store(disk, [] {});
    bool opened = false;
    store.open(Mode::writer, 7, [&](base::Result<storage::Loaded> result) { opened = result.ok(); });
    REQUIRE(opened);
    REQUIRE(store.append({}, 0).ok());
    store.retry(10'000);  // the watchdog
    store.retry(10'000, true);
    REQUIRE(answers.size() == 2);
    answers[1](base::Error{"disk.stale_epoch", "Another tab writes now.", ""});
    CHECK(store.state().for_good);
    CHECK(store.state().durable_sequence == 0);
    answers[0](base::success());
    CHECK(store.state().durable_sequence == 1);
    CHECK(store.state().kind == SaveKind::not_saved);
    CHECK_FALSE(store.writable());
}

TEST_CASE("compaction: what comes between its slices and may not be in it lets it begin anew, or wait for a quieter moment") {
    Device device;
    auto tab = device.opened();
    tests::Random random;
    const auto some = [&] {
        for (int i = 0; i < 5; ++i) tab->add("x");
        tab->disk.settle();
        REQUIRE(tab->store.compaction_due());
        REQUIRE(tab->store.compact_step(tab->book(), tab->now, 1));
    };
    const auto forget = [&] {
        tab->add("y");
        REQUIRE(tab->append(forgetting(*tab, "y")));
    };
    some();
    forget();  // not saved yet: it goes first
    CHECK_FALSE(tab->store.compact_step(tab->book(), tab->now, 1));
    CHECK_FALSE(tab->store.compacting());
    tab->disk.settle();
    REQUIRE(tab->store.compaction_due());
    int slices = 0;
    for (; tab->store.compact_step(tab->book(), tab->now, 1); ++slices) {
        forget();
        tab->disk.settle();
    }
    CHECK(slices < 10);
    CHECK_FALSE(tab->store.compacting());
    CHECK_FALSE(tab->store.compaction_due());
    for (int i = 0; i < 10; ++i) tab->add("z");
    tab->disk.settle();
    CHECK(tab->compact());
    CHECK(device.names_of(FileKind::snapshot_manifest).size() == 1);
}

TEST_CASE("forget: somebody whose forgetting is not saved yet stays in the files, though others are just taken out of them") {
    Device device;
    {
        auto tab = device.opened();
        for (const char* name : {"Anders", "Budi"}) tab->add(name);
        REQUIRE(tab->append(forgetting(*tab, "Anders")));
        tab->disk.settle();
        REQUIRE(tab->store.forgetting_due(tab->book()));
        tab->store.forget_in_files(tab->book(), tab->now);
        tab->disk.faults().fail_before = 100;
        REQUIRE(tab->append(forgetting(*tab, "Budi")));
        tab->disk.faults() = {};
        tab->disk.settle();
        REQUIRE(tab->store.state().kind == SaveKind::not_saved);
    }
    CHECK(names(device.opened()->book()) == "Budi");
}

TEST_CASE("forget: who is forgotten while the snapshot for another is made is taken out of the files after it") {
    Device device;
    auto tab = device.opened();
    for (const char* name : {"Anders", "Budi"}) tab->add(name);
    REQUIRE(tab->append(forgetting(*tab, "Anders")));
    tab->disk.settle();
    tab->store.forget_in_files(tab->book(), tab->now);
    tab->disk.settle();
    REQUIRE(tab->store.compaction_due());
    REQUIRE(tab->store.compact_step(tab->book(), tab->now, 1));
    REQUIRE(tab->append(forgetting(*tab, "Budi")));
    tab->disk.settle();
    while (tab->store.compact_step(tab->book(), tab->now, 500)) {}
    tab->disk.settle();
    REQUIRE(tab->store.forgetting_due(tab->book()));
    tab->store.forget_in_files(tab->book(), tab->now);
    tab->disk.settle();
    REQUIRE(tab->compact());
    for (const auto& file : device.state->files) CHECK_MESSAGE(file.second.find("Budi") == std::string::npos, file.first);
    CHECK_FALSE(tab->store.forgetting_due(tab->book()));
    CHECK_FALSE(tab->store.forgetting_error());
}
