// The disk in memory, by the contract of storage/disk.h.
#include "platform/native/world.h"

#include <algorithm>

namespace platform::headless {
namespace {

auto find_file(const std::string& name) {
    auto& files = state().files;
    return std::find_if(files.begin(), files.end(), [&](const storage::NewFile& file) { return file.name == name; });
}

template <class T>
void answer(std::function<void(base::Result<T>)> done, base::Result<T> result) {
    state().answers.push_back([done = std::move(done), result = std::move(result)] { done(result); });
}

base::Status commit(storage::Transaction transaction) {
    State& s = state();
    if (s.world.access != Access::writer) return base::Error{"disk.closed", "Another tab is the one that writes.", ""};
    if (s.commit_error) return *s.commit_error;
    if (transaction.epoch < s.epoch) return base::Error{"disk.stale_epoch", "Another tab has taken over writing.", ""};
    for (const storage::NewFile& file : transaction.puts)
        if (find_file(file.name) != s.files.end())
            return base::Error{"disk.exists", "A file of that name is there already.", file.name};
    for (const std::string& name : transaction.deletes) {
        auto found = find_file(name);
        if (found != s.files.end()) s.files.erase(found);
    }
    for (storage::NewFile& file : transaction.puts) s.files.push_back(std::move(file));
    return base::success();
}

base::Result<std::string> read(const std::string& name) {
    auto found = find_file(name);
    if (found == state().files.end()) return base::Error{"disk.missing", "There is no file " + name + ".", name};
    return found->bytes.joined();
}

storage::Disk make_disk() {
    storage::Disk disk;
    disk.list = [](auto done) {
        std::vector<storage::FileInfo> files;
        for (const storage::NewFile& file : state().files) files.push_back({file.name, file.bytes.size()});
        answer<std::vector<storage::FileInfo>>(std::move(done), std::move(files));
    };
    disk.read = [](std::string name, auto done) { answer<std::string>(std::move(done), read(name)); };
    disk.commit = [](storage::Transaction transaction, auto done) {
        answer<base::Nothing>(std::move(done), commit(std::move(transaction)));
    };
    disk.take_epoch = [](auto done) {
        if (state().world.access != Access::writer)
            return answer<uint64_t>(std::move(done), base::Error{"disk.closed", "Another tab is the one that writes.", ""});
        answer<uint64_t>(std::move(done), ++state().epoch);
    };
    return disk;
}

}  // namespace

std::vector<storage::NewFile>& files() { return state().files; }
void fail_commits(std::optional<base::Error> error) { state().commit_error = std::move(error); }

void lose_writer() {
    ++state().epoch;
    state().world.access = Access::reader_other_tab;
    if (state().disk_events.lost_writer) state().disk_events.lost_writer();
    settle();
}

void become_writer() {
    state().world.access = Access::writer;
    if (state().disk_events.became_writer) state().disk_events.became_writer();
    settle();
}

}  // namespace platform::headless

namespace platform {

using headless::state;

void open_disk(DiskEvents events, std::function<void(OpenedDisk)> done) {
    state().disk_events = std::move(events);
    state().answers.push_back([done = std::move(done)] {
        done({state().world.access, headless::make_disk(), ""});
    });
}

void take_over(std::function<void(base::Status)> done) {
    state().answers.push_back([done = std::move(done)] {
        headless::become_writer();
        done(base::success());
    });
}

void keep_storage(std::function<void(bool)> done) {
    state().answers.push_back([done = std::move(done)] { done(true); });
}

void storage_estimate(std::function<void(StorageEstimate)> done) {
    uint64_t used = 0;
    for (const storage::NewFile& file : state().files) used += file.bytes.size();
    state().answers.push_back([done = std::move(done), used] { done({used, uint64_t{1} << 30, true, 1}); });
}

}  // namespace platform
