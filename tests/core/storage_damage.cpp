// What the store does with files that are damaged, missing, unreadable or newer than this version.
#include <doctest/doctest.h>

#include "core/storage_tab.h"
#include "exchange/snapshot.h"

using storage::Mode;
using tests::DiskState;
using tests::names;
using tests::Random;
using tests::Tab;

namespace {

struct Device {
    Random random;
    std::shared_ptr<DiskState> state = std::make_shared<DiskState>();
    std::unique_ptr<Tab> opened(bool good = true) {
        auto tab = std::make_unique<Tab>(state, random, tests::DiskFaults{}, tests::small_limits(4));
        CHECK(tab->open() == good);
        return tab;
    }
    void fill(int first, int last) {
        auto tab = opened();
        for (int i = first; i <= last; ++i) {
            tab->add(std::to_string(i));
            tab->disk.settle();
            tab->compact();
        }
        REQUIRE(tab->store.state().kind == storage::SaveState::Kind::saved);
    }
    std::string name_of(storage::FileName::Kind kind, uint64_t number, bool last = true) const {
        std::string found;
        for (const auto& [name, bytes] : state->files) {
            const storage::FileName parsed = storage::parse_name(name);
            if (parsed.kind != kind || (kind == storage::FileName::Kind::segment && parsed.number != number)) continue;
            if (last || found.empty()) found = name;
        }
        REQUIRE(!found.empty());
        return found;
    }
    void damage(const std::string& name) { state->files.at(name)[state->files.at(name).size() / 2] ^= 0x10; }
};

using FileKind = storage::FileName::Kind;

}  // namespace

TEST_CASE("store: a damaged step is told, left out, kept, and hides nothing after it") {
    Device device;
    device.fill(1, 3);
    const std::string name = device.name_of(FileKind::segment, 2);
    device.damage(name);
    const std::string bytes = device.state->files.at(name);
    {
        auto tab = device.opened();
        CHECK(names(tab->book()) == "1 3");
        CHECK(tab->has_notice("segment.damaged"));
        CHECK(tab->loaded->notices.size() == 1);
        CHECK(tab->store.writable());
    }
    device.fill(4, 40);  // many compactions later the damaged file is still there, byte for byte
    CHECK(device.state->files.at(name) == bytes);
    auto tab = device.opened();
    CHECK(tab->book().leads.alive_count() == 39);
}

TEST_CASE("store: a step that could not be read comes back when it can, even after snapshots") {
    Device device;
    device.fill(1, 3);
    const std::string name = device.name_of(FileKind::segment, 2);
    const std::string good = device.state->files.at(name);
    device.damage(name);
    device.fill(4, 20);
    device.state->files.at(name) = good;
    {
        auto tab = device.opened();
        CHECK(tab->has_notice("store.recovered"));
        CHECK(tab->book().leads.alive_count() == 20);
    }
    device.fill(21, 40);
    CHECK_FALSE(device.state->files.contains(name));  // merged with its neighbours
    auto tab = device.opened();
    CHECK(tab->book().leads.alive_count() == 40);
    CHECK(tab->loaded->notices.empty());
}

TEST_CASE("store: a missing step is told") {
    Device device;
    device.fill(1, 3);
    device.state->files.erase(device.name_of(FileKind::segment, 2));
    auto tab = device.opened();
    CHECK(tab->has_notice("store.gap"));
    CHECK(names(tab->book()) == "1 3");
}

TEST_CASE("store: a step whose file was gone comes back with it, though snapshots were made meanwhile") {
    Device device;
    device.fill(1, 3);
    const std::string name = device.name_of(FileKind::segment, 2);
    const auto lost = device.state->files.at(name);
    device.state->files.erase(name);
    for (int life = 0; life < 2; ++life) {
        auto tab = device.opened();
        CHECK(tab->has_notice("store.gap") == (life == 0));  // told once
        for (int i = 0; i < 12; ++i) {
            tab->add("later");
            tab->disk.settle();
            tab->compact();
        }
    }
    device.state->files[name] = lost;
    auto tab = device.opened();
    CHECK(names(tab->book()).starts_with("1 2 3 "));
}

TEST_CASE("store: a step replaced by another one shows in the chain") {
    Device device, other;
    device.fill(1, 3);
    other.fill(1, 1);
    {
        auto tab = other.opened();
        tab->add("forged");
        tab->disk.settle();
    }
    device.state->files.at(device.name_of(FileKind::segment, 2)) = other.state->files.at(other.name_of(FileKind::segment, 2));
    auto tab = device.opened();
    CHECK(tab->has_notice("store.chain"));
    CHECK(tab->book().leads.size() == 3);
}

TEST_CASE("store: a damaged newest snapshot falls back to the one before and both journals") {
    for (const auto kind : {FileKind::snapshot_part, FileKind::snapshot_manifest})
        for (const bool erase : {false, true}) {
            Device device;
            device.fill(1, 14);
            const std::string name = device.name_of(kind, 0);
            if (erase) device.state->files.erase(name);
            else device.damage(name);
            {
                auto tab = device.opened();
                CHECK(tab->book().leads.alive_count() == 14);
                CHECK(tab->store.writable());
                if (!(erase && kind == FileKind::snapshot_manifest)) CHECK_FALSE(tab->loaded->notices.empty());
            }
            device.fill(15, 40);
            CHECK(device.opened()->book().leads.alive_count() == 40);
        }
}

TEST_CASE("store: without any readable snapshot the book is made from the operations alone") {
    Device device;
    device.fill(1, 14);
    for (auto& [name, bytes] : device.state->files)
        if (name.starts_with("s-")) bytes[bytes.size() / 2] ^= 1;
    auto tab = device.opened();
    CHECK(tab->store.writable());
    CHECK(tab->loaded->source == storage::Loaded::Source::steps_alone);
    CHECK(tab->loaded->steps_lost == 0);
    CHECK(tab->book().leads.alive_count() == 14);
    CHECK(tab->loaded->history.size() == 14);
}

TEST_CASE("store: without any readable snapshot and without the first steps it opens read-only and says why") {
    Device device;
    device.fill(1, 14);
    std::erase_if(device.state->files, [](const auto& file) { return storage::parse_name(file.first).kind == FileKind::merged; });
    device.state->files.erase("j-00000000-000000000001.seg");
    for (auto& [name, bytes] : device.state->files)
        if (name.starts_with("s-")) bytes[bytes.size() / 2] ^= 1;
    const auto before = device.state->files;
    auto tab = device.opened();
    REQUIRE(tab->loaded->read_only);
    CHECK(tab->loaded->read_only->code == "store.no_snapshot");
    CHECK_FALSE(tab->store.writable());
    CHECK_FALSE(tab->append(tab->step("no")));
    CHECK(device.state->files == before);
}

TEST_CASE("store: without snapshots and first steps, the copy before an import is the last resort; nothing is deleted") {
    Device device;
    device.fill(1, 14);
    {
        auto tab = device.opened();
        std::optional<base::Status> kept;
        tab->store.keep_before_import({exchange::write_snapshot(tab->book())}, [&](base::Status status) { kept = status; });
        tab->disk.settle();
        REQUIRE(kept);
        REQUIRE(kept->ok());
        tab->add("15");
        tab->disk.settle();
    }
    std::erase_if(device.state->files, [](const auto& file) { return storage::parse_name(file.first).kind == FileKind::merged; });
    for (auto& [name, bytes] : device.state->files)
        if (name.starts_with("s-")) bytes[bytes.size() / 2] ^= 1;
    const auto before = device.state->files;
    {
        auto tab = device.opened();
        CHECK(tab->loaded->source == storage::Loaded::Source::copy_before_import);
        CHECK(tab->store.writable());
        CHECK(tab->book().leads.alive_count() == 15);
    }
    device.fill(16, 60);
    for (const auto& [name, bytes] : before)
        if (name.starts_with("s-")) CHECK(device.state->files.at(name) == bytes);  // they may hold what nothing else does
    CHECK(device.opened()->book().leads.alive_count() == 60);
}

TEST_CASE("store: of two copies before imports, the older one serves where the newer one is damaged or cannot be read") {
    Device device;
    device.fill(1, 14);
    {
        auto tab = device.opened();
        for (int i = 0; i < 2; ++i) tab->store.keep_before_import({exchange::write_snapshot(tab->book())}, [](base::Status status) { CHECK(status.ok()); });
        tab->disk.settle();
    }
    std::erase_if(device.state->files, [](const auto& file) { return storage::parse_name(file.first).kind == FileKind::merged; });
    std::string newest;
    for (auto& [name, bytes] : device.state->files) {
        if (name.starts_with("s-")) bytes[bytes.size() / 2] ^= 1;
        if (name.starts_with("pre-")) newest = name;
    }
    device.state->files.at(newest).resize(50);
    auto tab = device.opened();
    CHECK(tab->loaded->source == storage::Loaded::Source::copy_before_import);
    CHECK(tab->book().leads.alive_count() == 14);
    const auto& notices = tab->loaded->notices;
    CHECK(std::any_of(notices.begin(), notices.end(), [&](const storage::Notice& notice) { return notice.what.where == newest; }));
}

TEST_CASE("store: a lost first snapshot with its whole journal is no loss") {
    Device device;
    device.fill(1, 5);
    for (auto& [name, bytes] : device.state->files)
        if (name.starts_with("s-")) bytes[bytes.size() / 2] ^= 1;
    auto tab = device.opened();
    CHECK(tab->store.writable());
    CHECK(tab->book().leads.alive_count() == 5);
}

TEST_CASE("store: a store of a newer format is shown, not written") {
    Device device;
    device.fill(1, 3);
    device.state->files["FORMAT-7"] = "";
    const auto before = device.state->files;
    auto tab = device.opened();
    REQUIRE(tab->loaded->read_only);
    CHECK(tab->loaded->read_only->code == "store.newer_format");
    CHECK(names(tab->book()) == "1 2 3");
    CHECK_FALSE(tab->append(tab->step("no")));
    CHECK(device.state->files == before);
}

TEST_CASE("store: when nothing at all can be read, opening fails and can be tried again") {
    Device device;
    device.fill(1, 3);
    Tab tab(device.state, device.random, {});
    tab.disk.faults().fail_read = 100;
    CHECK_FALSE(tab.open());
    CHECK(tab.failure->code == "disk.failed");
    tab.disk.faults().fail_read = 0;
    REQUIRE(tab.open());
    CHECK(names(tab.book()) == "1 2 3");
    CHECK(tab.loaded->notices.empty());
}

TEST_CASE("store: one failed read at start loses nothing, neither now nor after compactions") {
    for (uint64_t seed = 1; seed <= 200; ++seed) {
        CAPTURE(seed);
        Device device;
        device.fill(1, 14);
        {
            Random random(seed);
            Tab tab(device.state, random, {}, tests::small_limits(4));
            tab.disk.faults().fail_read = 15;
            const bool opened = tab.open(Mode::writer, 1000 + seed);
            tab.disk.faults().fail_read = 0;
            if (!opened || !tab.store.writable()) continue;
            for (int i = 15; i <= 30; ++i) {
                tab.add(std::to_string(i));
                tab.disk.settle();
                tab.compact();
            }
        }
        auto tab = device.opened();
        CHECK(tab->book().leads.alive_count() == 30);
    }
}
