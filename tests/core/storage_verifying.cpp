// Reading every file back: what is whole is said to be, every flipped bit is found, and nothing is changed. And what
// cannot be read stays where it is without the files becoming too many.
#include <doctest/doctest.h>

#include "core/storage_tab.h"
#include "exchange/snapshot.h"

using tests::DiskState;
using tests::Random;
using tests::Tab;
using FileKind = storage::FileName::Kind;

namespace {

struct Device {
    Random random;
    std::shared_ptr<DiskState> state = std::make_shared<DiskState>();
    storage::StoreLimits limits = tests::small_limits(4);
    std::unique_ptr<Tab> opened() {
        auto tab = std::make_unique<Tab>(state, random, tests::DiskFaults{}, limits);
        REQUIRE(tab->open());
        return tab;
    }
    std::unique_ptr<Tab> filled(int steps) {
        auto tab = opened();
        for (int i = 1; i <= steps; ++i) {
            tab->add(std::to_string(i));
            tab->disk.settle();
            tab->compact();
        }
        return tab;
    }
};

storage::Verified verify(Tab& tab, storage::VerifyProgress progress = [](uint64_t, uint64_t) { return true; }) {
    std::optional<base::Result<storage::Verified>> found;
    tab.store.verify(std::move(progress), [&](base::Result<storage::Verified> result) { found.emplace(std::move(result)); });
    tab.disk.settle();
    REQUIRE(found);
    REQUIRE(found->ok());
    return **found;
}

std::vector<std::string> problems(const storage::Verified& found) {
    std::vector<std::string> all;
    for (const storage::CheckedFile& file : found.files)
        if (file.problem) all.push_back(file.problem->code + " " + file.problem->where);
    for (const base::Error& gap : found.gaps) all.push_back(gap.code + " " + gap.where);
    return all;
}

void keep_copy(Tab& tab) {
    bool kept = false;
    tab.store.keep_before_import({exchange::write_snapshot(tab.book())}, [&](base::Status status) { kept = status.ok(); });
    tab.disk.settle();
    REQUIRE(kept);
}

}  // namespace

TEST_CASE("verify: a store that is whole is said to be, with all its steps, and stays byte for byte") {
    Device device;
    auto tab = device.filled(30);
    keep_copy(*tab);
    const auto before = device.state->files;
    uint64_t last = 0, all = 0;
    const storage::Verified found = verify(*tab, [&](uint64_t done, uint64_t of) {
        CHECK(done >= last);
        last = done;
        all = of;
        return true;
    });
    CHECK(problems(found).empty());
    CHECK(found.files.size() == before.size());
    CHECK(found.steps == 30);
    CHECK(found.steps_missing == 0);
    CHECK(last == all);
    CHECK(found.bytes == device.state->bytes());
    CHECK(device.state->files == before);
}

TEST_CASE("verify: whichever bit of whichever file is flipped, it is found in that file") {
    const uint64_t seed = 20261126;
    INFO("seed ", seed);
    Random random(seed);
    Device device;
    auto tab = device.filled(30);
    keep_copy(*tab);
    const auto good = device.state->files;
    for (const auto& one : good) {
        const std::string& name = one.first;
        const std::string& bytes = one.second;
        const FileKind kind = storage::parse_name(name).kind;
        // Of a copy in plain JSON no checksum tells one letter from another.
        if (kind == FileKind::format || kind == FileKind::before_import) continue;
        for (int times = 0; times < 20; ++times) {
            const size_t at = random.below(bytes.size());
            CAPTURE(name);
            CAPTURE(at);
            device.state->files[name][at] ^= static_cast<char>(1 << random.below(8));
            const storage::Verified found = verify(*tab);
            const auto of_file = std::find_if(found.files.begin(), found.files.end(), [&](const auto& file) { return file.info.name == name; });
            CHECK(of_file->problem.has_value());
            device.state->files = good;
        }
    }
    CHECK(problems(verify(*tab)).empty());
}

TEST_CASE("verify: what is cut short, missing, replaced or of another name is told, each in its own words") {
    Device device;
    device.limits.merging.of_the_lowest = 1000;  // single steps stay
    device.limits.merging.most_units = 1000;
    auto tab = device.filled(3);
    keep_copy(*tab);
    const auto good = device.state->files;
    const auto file = [&](FileKind kind, uint64_t number) {
        for (const auto& [name, bytes] : good)
            if (const auto parsed = storage::parse_name(name); parsed.kind == kind && parsed.number == number) return name;
        FAIL("no such file");
        return std::string();
    };
    const std::string second = file(FileKind::segment, 2), third = file(FileKind::segment, 3);

    device.state->files[second].resize(20);
    CHECK(problems(verify(*tab)) == std::vector<std::string>{"segment.damaged " + second, "store.gap 2"});
    device.state->files = good;

    device.state->files.erase(second);
    CHECK(problems(verify(*tab)) == std::vector<std::string>{"disk.missing " + second, "store.gap 2"});
    device.state->files = good;

    std::swap(device.state->files[second], device.state->files[third]);
    CHECK(problems(verify(*tab)) == std::vector<std::string>{"segment.damaged " + second, "segment.damaged " + third});
    device.state->files = good;

    Device other;
    other.limits = device.limits;
    auto foreign = other.filled(3);
    for (const auto& [name, bytes] : other.state->files)
        if (const auto parsed = storage::parse_name(name); parsed.kind == FileKind::segment && parsed.number == 2) device.state->files[second] = bytes;
    CHECK(problems(verify(*tab)) == std::vector<std::string>{"store.chain " + second, "store.chain " + third});
    device.state->files = good;

    const std::string copy = file(FileKind::before_import, 0);
    device.state->files[copy].resize(device.state->files[copy].size() / 2);
    CHECK(problems(verify(*tab)) == std::vector<std::string>{"snapshot.damaged " + copy});
}

TEST_CASE("verify: a file under the name of another, and a snapshot of another history, are told") {
    Device device;
    auto tab = device.filled(14);
    const auto good = device.state->files;
    const auto told_of = [&](FileKind kind, const std::string& name) {
        const auto file = std::find_if(good.begin(), good.end(), [&](const auto& each) { return storage::parse_name(each.first).kind == kind; });
        REQUIRE(file != good.end());
        device.state->files.erase(file->first);
        device.state->files[name] = file->second;
        const std::vector<std::string> told = problems(verify(*tab));
        device.state->files = good;
        return told;
    };
    const std::string manifest = storage::manifest_name(99), merged = storage::merged_name(1, 99, 99);
    for (const std::string& name : {manifest, merged}) {
        const std::vector<std::string> told = told_of(storage::parse_name(name).kind, name);
        const std::string expected = (name == merged ? "segment.damaged " : "snapshot.damaged ") + name;
        CHECK_MESSAGE(std::find(told.begin(), told.end(), expected) != told.end(), expected);
    }
    // The steps of somebody else, under these snapshots.
    Device other;
    other.filled(14);
    for (const auto& [name, bytes] : other.state->files)
        if (name.starts_with("m-") || name.starts_with("j-")) device.state->files[name] = bytes;
    const std::vector<std::string> told = problems(verify(*tab));
    CHECK(std::any_of(told.begin(), told.end(), [](const std::string& each) { return each.starts_with("store.chain s-"); }));
}

TEST_CASE("verify: whenever files are merged meanwhile, those that are gone are no damage") {
    int gone = 0;
    for (int wait = 0; wait < 12; ++wait) {
        CAPTURE(wait);
        Device device;
        device.state->files["holiday.jpg"] = "not ours";
        auto tab = device.filled(3);
        tab->add("4");  // the fourth makes them one
        for (int i = 0; i < wait; ++i) tab->disk.step();
        const storage::Verified found = verify(*tab);
        CHECK(problems(found).empty());
        for (const storage::CheckedFile& file : found.files) gone += file.gone;
    }
    CHECK(gone > 0);
}

TEST_CASE("verify: what cannot be read is told file by file; where there is not even a list, that") {
    Device device;
    auto tab = device.filled(5);
    tab->disk.faults().fail_read = 100;
    const storage::Verified found = verify(*tab);
    for (const storage::CheckedFile& file : found.files) {
        REQUIRE(file.problem);
        CHECK(file.problem->code == "disk.failed");
    }
    tab->disk.faults() = {};
    tab->disk.faults().close_handle = 100;
    std::optional<std::string> error;
    tab->store.verify([](uint64_t, uint64_t) { return true; }, [&](const base::Result<storage::Verified>& result) { error = result ? "" : result.error().code; });
    tab->disk.settle();
    CHECK(error == "disk.closed");
}

TEST_CASE("verify: a snapshot whose part is missing or of another one is told") {
    Device device;
    auto tab = device.filled(14);
    const auto good = device.state->files;
    for (const auto& [name, bytes] : good) {
        if (storage::parse_name(name).kind != FileKind::snapshot_part) continue;
        device.state->files.erase(name);
        const std::vector<std::string> told = problems(verify(*tab));
        CHECK(told.size() == 2);  // the file, and the snapshot that names it
        device.state->files = good;
    }
}

TEST_CASE("verify: it can be stopped, and goes on beside edits and merging") {
    Device device;
    auto tab = device.filled(30);
    int files = 0;
    const storage::Verified stopped = verify(*tab, [&](uint64_t, uint64_t) { return ++files < 2; });
    CHECK(stopped.stopped);
    CHECK(files == 2);

    std::optional<base::Result<storage::Verified>> found;
    tab->store.verify([](uint64_t, uint64_t) { return true; }, [&](base::Result<storage::Verified> result) { found.emplace(std::move(result)); });
    for (int i = 31; i <= 60; ++i) {
        tab->add(std::to_string(i));
        for (int answers = 0; answers < 3; ++answers) tab->disk.step();
    }
    tab->disk.settle();
    REQUIRE(found);
    REQUIRE(found->ok());
    for (const storage::CheckedFile& file : (*found)->files) {
        INFO(file.info.name);
        CHECK_FALSE(file.problem);
    }
}

TEST_CASE("store: damaged files stay, are named, and count for the bound of live files") {
    Device device;
    device.limits = {};
    device.limits.merging.of_the_lowest = 1000;
    device.limits.merging.of_a_level = 4;
    std::map<std::string, std::string> damaged;
    {
        auto tab = device.filled(50);
        for (auto& [name, bytes] : device.state->files)
            if (const auto parsed = storage::parse_name(name); parsed.kind == FileKind::segment && parsed.number % 2 == 0) {
                bytes[bytes.size() / 2] ^= 1;
                damaged[name] = bytes;
            }
    }
    REQUIRE(damaged.size() > 20);
    auto tab = device.opened();
    CHECK(tab->store.unreadable().size() == damaged.size());
    for (const base::Error& file : tab->store.unreadable()) CHECK(damaged.contains(file.where));
    for (int i = 0; i < 200; ++i) {
        tab->add("more");
        tab->disk.settle();
    }
    size_t steps = 0;
    for (const storage::FileInfo& file : tab->store.files()) {
        const FileKind kind = storage::parse_name(file.name).kind;
        steps += kind == FileKind::segment || kind == FileKind::merged;
    }
    CHECK(steps <= device.limits.merging.most_units + 1);
    for (const auto& [name, bytes] : damaged) CHECK(device.state->files.at(name) == bytes);
}
