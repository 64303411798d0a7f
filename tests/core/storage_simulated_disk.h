// A disk in memory that breaks on purpose, by seed: IndexedDB under our own reconcile, as the store sees it. It keeps
// the port's promises (a transaction is all or nothing, names are put once, the epoch is checked inside) and none
// else: answers come late, get lost, or say "failed" for something that did happen or did not. `partial` takes even
// the first promise away, as stock IDBFS does.
#pragma once

#include "base/zoo.h"
#include "core/support/random.h"
#include "storage/disk.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace tests {

struct DiskFaults {
    int fail_before = 0;  // percent of transactions that fail and do nothing
    int fail_after = 0;   // that are durable, but are reported as failed
    int lose_answer = 0;  // that are durable or not, and never answered until the next start
    int fail_read = 0;
    int close_handle = 0;  // of operations that find the connection closed: they and a few that follow do nothing
    int partial = 0;       // that fail, but a part of which stays
    uint64_t quota_bytes = UINT64_MAX;
};

// What is in a file. Copies of a disk share it, thousands of them in some tests, until one of them is damaged.
class Content {
public:
    Content() : Content(std::string()) {}
    Content(std::string bytes) : bytes_(std::make_shared<std::string>(std::move(bytes))) {}
    Content(const char* text) : Content(std::string(text)) {}

    operator const std::string&() const { return *bytes_; }
    operator std::string_view() const { return *bytes_; }
    size_t size() const { return bytes_->size(); }
    bool empty() const { return bytes_->empty(); }
    size_t find(std::string_view text) const { return bytes_->find(text); }
    char operator[](size_t at) const { return (*bytes_)[at]; }

    char& operator[](size_t at) { return own()[at]; }
    void resize(size_t size) { own().resize(size); }

    friend bool operator==(const Content& left, const Content& right) { return left.bytes_ == right.bytes_ || *left.bytes_ == *right.bytes_; }

private:
    std::string& own() {
        if (bytes_.use_count() > 1) bytes_ = std::make_shared<std::string>(*bytes_);
        return *bytes_;
    }

    std::shared_ptr<std::string> bytes_;
};

// What stays when a tab dies. Several tabs may share one.
struct DiskState {
    std::map<std::string, Content> files;
    uint64_t epoch = 0;
    uint64_t commits = 0;  // transactions that were tried

    // As “clear site data” does.
    void clear() {
        files.clear();
        epoch = 0;
    }
    uint64_t bytes() const {
        uint64_t sum = 0;
        for (const auto& [name, content] : files) sum += content.size();
        return sum;
    }
};

// One tab's connection. Answers wait in `answers` until `step` or `settle` lets them through;
// `at_once` gives them without waiting.
class SimulatedDisk {
public:
    SimulatedDisk(std::shared_ptr<DiskState> state, Random& random, DiskFaults faults = {}, bool at_once = false)
        : state_(std::move(state)), random_(random), faults_(faults), at_once_(at_once), answers_(std::make_shared<std::deque<std::function<void()>>>()) {}

    DiskFaults& faults() { return faults_; }
    std::optional<uint64_t> crash_at;  // the whole device stops at this transaction (counted from 0 for this tab)
    bool crash_keeps_it = false;       // whether that transaction still happened
    // Is shown every state in which a crash would leave the disk: what is there before each transaction, and what a
    // disk without transactions would leave in the middle of it (`torn`). Afterwards is before the next one; reading
    // changes nothing.
    std::function<void(const DiskState& state, bool torn)> at_crash;
    bool crashed() const { return crashed_; }
    uint64_t transactions() const { return transactions_; }
    uint64_t reads() const { return reads_; }
    bool idle() const { return answers_->empty(); }

    // Lets one answer through; false if none waits.
    bool step() {
        if (answers_->empty() || crashed_) return false;
        const std::function<void()> answer = std::move(answers_->front());
        answers_->pop_front();
        answer();
        return true;
    }
    void settle() {
        while (step()) {}
    }

    storage::Disk port() {
        storage::Disk disk;
        disk.list = [this](auto done) {
            if (closed()) return answer([done] { done(closed_error()); });
            std::vector<storage::FileInfo> files;
            for (const auto& [name, content] : state_->files) files.push_back({name, content.size()});
            answer([done, files] { done(files); });
        };
        disk.read = [this](std::string name, auto done) {
            ++reads_;
            if (closed()) return answer([done] { done(closed_error()); });
            if (random_.chance(faults_.fail_read)) return answer([done] { done(base::Error{"disk.failed", "Reading failed.", ""}); });
            const auto found = state_->files.find(name);
            if (found == state_->files.end()) return answer([done] { done(base::Error{"disk.missing", "There is no such file.", ""}); });
            answer([done, content = found->second] { done(static_cast<const std::string&>(content)); });
        };
        disk.commit = [this](storage::Transaction transaction, auto done) { commit(transaction, done); };
        disk.take_epoch = [this](auto done) {
            if (closed()) return answer([done] { done(closed_error()); });
            show_crash(*state_, false);
            last_epoch_ = state_->epoch = std::max(state_->epoch, last_epoch_) + 1;
            answer([done, epoch = last_epoch_] { done(epoch); });
        };
        return disk;
    }

private:
    using Done = std::function<void(base::Status)>;

    static base::Error closed_error() { return {"disk.closed", "The browser closed the database.", ""}; }

    bool closed() {
        if (closed_for_ == 0 && random_.chance(faults_.close_handle)) closed_for_ = 1 + random_.below(4);
        return closed_for_ > 0 && closed_for_-- > 0;
    }

    void show_crash(const DiskState& state, bool torn) const {
        if (at_crash) at_crash(state, torn);
    }

    void commit(const storage::Transaction& transaction, const Done& done) {
        if (crashed_) return;
        ++state_->commits;
        if (crash_at && transactions_++ == *crash_at) {
            crashed_ = true;
            if (crash_keeps_it) (void)perform(transaction);
            return;
        }
        if (!crash_at) ++transactions_;
        if (closed()) return answer([done] { done(closed_error()); });
        if (random_.chance(faults_.fail_before)) return answer([done] { done(base::Error{"disk.failed", "Writing failed.", ""}); });
        if (random_.chance(faults_.lose_answer)) {
            if (random_.chance(50)) (void)perform(transaction);
            return;
        }
        if (random_.chance(faults_.partial)) {
            perform_in_part(transaction);
            return answer([done] { done(base::Error{"disk.failed", "Writing failed half-way.", ""}); });
        }
        const base::Status result = perform(transaction);
        if (result && random_.chance(faults_.fail_after)) return answer([done] { done(base::Error{"disk.closed", "The connection was lost.", ""}); });
        answer([done, result] { done(result); });
    }

    base::Status perform(const storage::Transaction& transaction) {
        const bool checks = !base::is_planted(base::Bug::skipped_epoch);
        if (checks && transaction.epoch < state_->epoch) return base::Error{"disk.stale_epoch", "Another tab writes now.", ""};
        if (checks && transaction.epoch > state_->epoch) return base::Error{"disk.cleared", "What was stored is gone.", ""};
        uint64_t bytes = state_->bytes();
        for (const storage::NewFile& file : transaction.puts) {
            if (state_->files.contains(file.name)) return base::Error{"disk.exists", "The name is taken.", file.name};
            bytes += file.bytes.size();
        }
        if (!transaction.puts.empty() && bytes > faults_.quota_bytes) return base::Error{"disk.quota", "The disk is full.", ""};
        show_crashes_within(transaction);
        for (const storage::NewFile& file : transaction.puts) state_->files.emplace(file.name, file.bytes.joined());
        // What is not there is no reason to fail: its deletion was not answered the first time.
        for (const std::string& name : transaction.deletes) state_->files.erase(name);
        return base::success();
    }

    void perform_in_part(const storage::Transaction& transaction) {
        if (transaction.epoch != state_->epoch) return;
        size_t left = random_.below(transaction.puts.size() + transaction.deletes.size());
        for (const storage::NewFile& file : transaction.puts)
            if (left > 0 && left-- > 0) state_->files.emplace(file.name, file.bytes.joined());
        for (const std::string& name : transaction.deletes)
            if (left > 0 && left-- > 0) state_->files.erase(name);
    }

    void show_crashes_within(const storage::Transaction& transaction) const {
        if (!at_crash) return;
        show_crash(*state_, false);
        DiskState part = *state_;
        for (const storage::NewFile& file : transaction.puts) {
            const Content whole = file.bytes.joined();
            part.files[file.name] = whole;
            part.files[file.name].resize(whole.size() / 2);
            show_crash(part, true);
            part.files[file.name] = whole;
            show_crash(part, true);
        }
        for (const std::string& name : transaction.deletes) {
            part.files.erase(name);
            show_crash(part, true);
        }
    }

    void answer(std::function<void()> what) {
        if (crashed_) return;
        if (at_once_) return what();
        answers_->push_back(std::move(what));
    }

    std::shared_ptr<DiskState> state_;
    Random& random_;
    DiskFaults faults_;
    bool at_once_;
    std::shared_ptr<std::deque<std::function<void()>>> answers_;
    bool crashed_ = false;
    uint64_t last_epoch_ = 0;
    uint64_t closed_for_ = 0;  // operations
    uint64_t transactions_ = 0;
    uint64_t reads_ = 0;
};

}  // namespace tests
