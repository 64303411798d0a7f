#include "core/support/session_fixture.h"

#include "base/assets.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <ctime>

namespace tests {

using base::Error;
using base::Json;

namespace {

// A stand-in that encrypts nothing, the passphrase in its second line.
const std::string kEnvelope = "Corong sealed snapshot: open it in Corong with its passphrase.\n";

// Far more than a slice lasts, so that each look at the clock ends one.
constexpr double kLongTickMs = 100, kTickMs = 0.05;

// Summer time from the last Sunday of March to that of October, 01:00 UTC.
int oslo_minutes(base::Millis at) {
    const int year = base::civil_from_day(base::day_of(at, 0)).year;
    const auto change = [&](int month) {
        const base::Day last = base::day_from_civil({year, month, 31});
        return base::instant_of(base::Day{last.count - (base::weekday(last) + 1) % 7}, 0) + 60 * base::kMillisPerMinute;
    };
    return at >= change(3) && at < change(10) ? 120 : 60;
}

double processor_ms() { return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

}  // namespace

void MemoryDisk::answer(std::function<void()> done) {
    if (later) answers.push_back(std::move(done));
    else done();
}

base::Status MemoryDisk::carry_out(storage::Transaction transaction) {
    if (failing) return Error{"disk.quota", "The disk is full.", ""};
    if (transaction.epoch < epoch) return Error{"disk.stale_epoch", "Another tab writes.", ""};
    if (transaction.epoch > epoch) return Error{"disk.cleared", "What was stored is gone.", ""};
    for (const storage::NewFile& file : transaction.puts)
        if (files.contains(file.name)) return Error{"disk.exists", "The file exists.", file.name};
    for (storage::NewFile& file : transaction.puts) files[file.name] = file.bytes.joined();
    for (const std::string& name : transaction.deletes) files.erase(name);
    return base::success();
}

void MemoryDisk::clear() {
    files.clear();
    epoch = 0;
}

storage::Disk MemoryDisk::port() {
    storage::Disk disk;
    disk.list = [this](auto done) {
        if (unreadable) return answer([done] { done(Error{"disk.failed", "The browser did not answer within 10 seconds.", ""}); });
        std::vector<storage::FileInfo> infos;
        for (const auto& [name, bytes] : files) infos.push_back({name, bytes.size()});
        answer([done, infos] { done(infos); });
    };
    disk.read = [this](std::string name, auto done) {
        base::Result<std::string> bytes = Error{"disk.missing", "There is no file " + name + ".", name};
        if (files.contains(name)) bytes = files.at(name);
        answer([done, bytes] { done(bytes); });
    };
    disk.commit = [this](storage::Transaction transaction, auto done) {
        const base::Status status = carry_out(std::move(transaction));
        answer([done, status] { done(status); });
    };
    disk.take_epoch = [this](auto done) { answer([done, given = epoch = ++last_epoch] { done(given); }); };
    return disk;
}

World::World(MemoryDisk& disk, uint64_t seed, app::AccessMode mode, Slices slices, std::map<std::string, std::string> kept_settings, app::CopyPlace kept_place)
    : settings(std::move(kept_settings)), place(std::move(kept_place)), disk_(disk), seed_(seed), kind_(slices) {
    session = std::make_unique<app::Session>(ports());
    bool opened = false;
    measured([&] {
        session->open(disk.port(), mode, [&](base::Status status) {
            INFO((status ? std::string() : status.error().message));
            CHECK(bool(status));
            opened = true;
        });
    });
    pump();
    REQUIRE(opened);
}

app::Ports World::ports() {
    app::Ports ports;
    ports.now = [this](std::string_view) { return base::Now{millis, base::day_of(millis, 60), 60}; };
    ports.offset_minutes = [](std::string_view, base::Millis at) { return oslo_minutes(at); };
    ports.local_zone = [] { return std::string("Europe/Oslo"); };
    ports.milliseconds = [this] {
        if (kind_ == Slices::measured) return processor_ms();
        return steady_ms_ += kind_ == Slices::short_ones ? kLongTickMs : kTickMs;
    };
    ports.random64 = [this] { return seed_ = seed_ * 6364136223846793005u + 1442695040888963407u; };
    ports.schedule = [this](std::function<bool()> slice) { slices_.push_back(std::move(slice)); };
    ports.after = [this](int in, std::function<void()> done) { timers_.emplace_back(millis + in, std::move(done)); };
    if (!settings["language"].empty()) ports.language = settings["language"];
    ports.locale = [](std::string_view language, std::string_view) {
        base::Locale locale = base::plain_locale();
        locale.language = language;
        return locale;
    };
    ports.changed = [] {};
    ports.load_setting = [this](std::string_view key) { return settings[std::string(key)]; };
    ports.save_setting = [this](std::string_view key, std::string_view value) { settings[std::string(key)] = value; };
    ports.fetch_asset = [this](std::string_view path, auto done) {
        if (offline) done(Error{"page.part", "A part of the program did not come.", ""});
        else done(std::string(base::later_asset(path).value()));
    };
    ports.pick_file = [](std::string_view, auto done) { done(Error{"file.cancelled", "Nothing was chosen.", ""}); };
    ports.save_file = [this](std::string name, std::string, app::FilePieces pieces, auto done) {
        saved_name = std::move(name);
        saved_bytes.clear();
        for (const std::string& piece : pieces) saved_bytes += piece;
        on_save();
        done(base::success());
    };
    ports.seal = [](app::FilePieces pieces, std::string passphrase, auto progress, auto done) {
        progress(0.5);
        pieces.insert(pieces.begin(), kEnvelope + passphrase + "\n");
        done(std::move(pieces));
    };
    ports.open_sealed = [](app::FilePieces pieces, std::string passphrase, auto, auto done) {
        const std::string head = kEnvelope + passphrase + "\n";
        if (pieces[0].starts_with(head)) return done(app::FilePieces{pieces[0].substr(head.size())});
        const bool damaged = !pieces[0].starts_with(kEnvelope);
        done(Error{damaged ? "envelope.damaged" : "envelope.wrong_passphrase", "It does not open.", damaged ? "its beginning" : ""});
    };
    ports.stop_sealing = [] {};
    ports.set_route = [](std::string_view, bool) {};
    ports.open_link = [](std::string_view) {};
    ports.print = [] {};
    ports.keep_storage = [](auto done) { done(true); };
    ports.storage_figures = [this](auto done) { done(figures); };
    ports.save_raw_dump = [this](auto done) { done(app::RawDump{"corong.corong-raw", disk_.files.size(), {}}); };
    ports.copies = copy_ports();
    ports.notifications = notification_ports();
    ports.take_over = [] {};
    ports.update = [this](auto done) {
        ++updates;
        done(base::success());
    };
    return ports;
}

// Now, or once the test lets it through.
void World::in_time(std::function<void()> answer) {
    if (copies_are_slow) slow_answers.push_back(std::move(answer));
    else answer();
}

app::CopyPorts World::copy_ports() {
    using Place = app::CopyPlace::State;
    app::CopyPorts ports;
    ports.look = [this](auto done) { in_time([this, done] { done(place); }); };
    ports.choose = [this](std::string kind, auto done) {
        ++asked;
        if (place.state == Place::unsupported) return done(Error{"copies.unsupported", "This browser lets a page keep no copies.", ""});
        place = {Place::granted, kind, kind == "folder" ? "Backups" : "book.corong.json"};
        done(place);
    };
    ports.allow = [this](auto done) {
        ++asked;
        place.state = permission;
        done(place);
    };
    ports.write = [this](std::string name, app::FilePieces pieces, auto done) {
        on_copy();
        if (copy_error) return done(*copy_error);
        if (place.state != Place::granted) return done(Error{"copies.permission", "The place may not be written to any more.", place.name});
        std::string bytes;
        for (const std::string& piece : pieces) bytes += piece;
        copies.emplace_back(place.kind == "file" ? place.name : name, std::move(bytes));
        in_time([name = copies.back().first, done] { done(name); });
    };
    ports.forget = [this](auto done) {
        place = {};
        done(base::success());
    };
    return ports;
}

app::NotificationPorts World::notification_ports() {
    app::NotificationPorts ports;
    ports.access = [this] { return notification_access; };
    ports.ask = [this](auto done) { done(notification_access = notification_answer); };
    ports.watch = [](std::function<void()>) {};
    ports.show = [this](app::Notification one, auto done) {
        if (notification_access != app::NotificationAccess::granted) return done(Error{"notifications.failed", "The browser allows no notifications.", ""});
        if (!in_front) notifications.push_back(std::move(one));
        done(!in_front);
    };
    return ports;
}

void World::measured(const std::function<void()>& run) {
    const double begin = processor_ms();
    run();
    const double took = processor_ms() - begin;
    longest_ms = std::max(longest_ms, took);
    sum_ms += took;
}

bool World::pump_once() {
    if (!slices_.empty()) {
        const auto slice = std::move(slices_.front());
        slices_.pop_front();
        measured([&] {
            if (slice()) slices_.push_back(slice);
        });
        return true;
    }
    const auto due = std::find_if(timers_.begin(), timers_.end(), [&](const auto& timer) { return timer.first <= millis; });
    if (due == timers_.end()) {
        if (disk_.answers.empty()) return false;
        const auto answer = std::move(disk_.answers.front());
        disk_.answers.pop_front();
        answer();
        return true;
    }
    const auto done = std::move(due->second);
    timers_.erase(due);
    measured(done);
    return true;
}

void World::pump() {
    for (int round = 0; round < 1'000'000; ++round)
        if (!pump_once()) return;
    FAIL("the session never comes to rest");
}

base::Result<Json> World::outcome(std::string_view id, Json arguments) {
    base::Result<Json> outcome = Error{"test.unanswered", "never answered", std::string(id)};
    session->run(id, std::move(arguments), [&](base::Result<Json> result) { outcome = std::move(result); });
    pump();
    return outcome;
}

Json World::run(std::string_view id, Json arguments) {
    const base::Result<Json> result = outcome(id, std::move(arguments));
    INFO(id, ": ", (result ? std::string() : result.error().message));
    REQUIRE(bool(result));
    return *result;
}

Error World::refuse(std::string_view id, Json arguments) {
    const base::Result<Json> result = outcome(id, std::move(arguments));
    REQUIRE_FALSE(bool(result));
    return result.error();
}

base::Result<Json> World::import_outcome(std::string name, std::string bytes, Json options) {
    base::Result<Json> outcome = Error{"test.unanswered", "never answered", name};
    session->import_file(std::move(name), std::move(bytes), std::move(options), [&](base::Result<Json> result) { outcome = std::move(result); });
    pump();
    return outcome;
}

Json World::import_file(std::string name, std::string bytes, Json options) {
    const base::Result<Json> result = import_outcome(std::move(name), std::move(bytes), std::move(options));
    INFO((result ? std::string() : result.error().code + ": " + result.error().message));
    REQUIRE(bool(result));
    return *result;
}

Error World::refuse_file(std::string name, std::string bytes, Json options) {
    const base::Result<Json> result = import_outcome(std::move(name), std::move(bytes), std::move(options));
    REQUIRE_FALSE(bool(result));
    return result.error();
}

std::string World::export_file(std::string kind, Json options) {
    app::FilePieces pieces;
    session->export_file(std::move(kind), std::move(options), [&](base::Result<app::FilePieces> file) { pieces = std::move(*file); });
    pump();
    std::string out;
    for (const std::string& piece : pieces) out += piece;
    return out;
}

base::Error World::refuse_export(std::string kind, Json options) {
    base::Result<app::FilePieces> pieces = app::FilePieces{};
    session->export_file(std::move(kind), std::move(options), [&](base::Result<app::FilePieces> file) { pieces = std::move(file); });
    pump();
    REQUIRE_FALSE(bool(pieces));
    return pieces.error();
}

std::string World::fingerprint() { return run("book.fingerprint").get<std::string>(); }

Json World::query(Json request) {
    const base::Result<Json> result = session->query(request);
    INFO((result ? std::string() : result.error().message));
    REQUIRE(bool(result));
    return *result;
}

bool World::saved() {
    bool saved = false;
    session->when_saved([&](base::Status status) { saved = bool(status); });
    pump();
    return saved;
}

}  // namespace tests
