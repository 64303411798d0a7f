// A session with a world of its own: a clock that stands still until it is moved, a disk in memory,
// timers and job slices that run when the test says so.
#pragma once

#include "app/session.h"

#include <deque>
#include <map>
#include <memory>
#include <string>

namespace tests {

struct MemoryDisk {
    std::map<std::string, std::string> files;
    uint64_t epoch = 0;
    bool failing = false;  // every commit is refused as on a full disk
    bool unreadable = false;
    uint64_t last_epoch = 0;  // that any tab was given, through all that was cleared
    bool later = false;    // answers wait here until a world is pumped, as in the browser
    std::deque<std::function<void()>> answers;
    storage::Disk port();
    base::Status carry_out(storage::Transaction transaction);
    void answer(std::function<void()> done);
    void clear();  // as “clear site data” does
};

// How long a job's slice may go on: `short_ones` have one step each, `measured` ones go by processor time.
enum class Slices { usual, short_ones, measured };

class World {
public:
    explicit World(MemoryDisk& disk, uint64_t seed = 1, app::AccessMode mode = app::AccessMode::writer, Slices slices = Slices::usual,
                   std::map<std::string, std::string> kept_settings = {}, app::CopyPlace kept_place = {});

    // Runs timers that are due and all slices until nothing is left to do.
    void pump();
    // One slice, one timer that is due, or one answer of the disk; false if there is none.
    bool pump_once();
    base::Json run(std::string_view id, base::Json arguments = base::Json::object());
    base::Error refuse(std::string_view id, base::Json arguments = base::Json::object());
    base::Json import_file(std::string name, std::string bytes, base::Json options = base::Json::object());
    base::Error refuse_file(std::string name, std::string bytes, base::Json options = base::Json::object());
    std::string export_file(std::string kind, base::Json options = base::Json::object());
    base::Error refuse_export(std::string kind, base::Json options);
    std::string fingerprint();
    base::Json query(base::Json request);
    bool saved();

    std::unique_ptr<app::Session> session;
    base::Millis millis = 1'795'000'000'000;  // 18 November 2026
    std::map<std::string, std::string> settings;
    std::string saved_name, saved_bytes;  // of the last file
    std::function<void()> on_save = [] {};  // while it is on its way
    // The place for copies, what the user says when asked, and what was written there.
    app::CopyPlace place;
    app::CopyPlace::State permission = app::CopyPlace::State::granted;
    std::optional<base::Error> copy_error;
    std::function<void()> on_copy = [] {};  // when one is tried
    bool copies_are_slow = false;  // what the place answers is held back, in `slow_answers`
    std::vector<std::function<void()>> slow_answers;
    std::vector<std::pair<std::string, std::string>> copies;
    int asked = 0;
    // What the browser allows, what the user says when asked, and what was shown while the page was not in front.
    app::NotificationAccess notification_access = app::NotificationAccess::ask, notification_answer = app::NotificationAccess::granted;
    bool in_front = true;
    std::vector<app::Notification> notifications;
    app::StorageFigures figures{1'000'000, 2'000'000'000, true, 1};
    bool offline = false;  // nothing can be fetched
    int updates = 0;       // to a newer version
    bool timer_waits() const { return !timers_.empty(); }
    double longest_ms = 0;  // of processor time: the longest that anything ran in one go
    double sum_ms = 0;      // of all that ran
    // Runs it and counts its time.
    void measured(const std::function<void()>& run);

private:
    app::Ports ports();
    app::CopyPorts copy_ports();
    void in_time(std::function<void()> answer);
    app::NotificationPorts notification_ports();
    base::Result<base::Json> outcome(std::string_view id, base::Json arguments);
    base::Result<base::Json> import_outcome(std::string name, std::string bytes, base::Json options);

    MemoryDisk& disk_;
    uint64_t seed_;
    Slices kind_;
    double steady_ms_ = 0;
    std::deque<std::function<bool()>> slices_;
    std::deque<std::pair<base::Millis, std::function<void()>>> timers_;
};

}  // namespace tests
