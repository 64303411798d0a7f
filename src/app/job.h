// Long work in slices: parsing, importing, exporting. One job runs at a time, others wait their
// turn. A job that is cancelled leaves nothing behind.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace app {

// How long one slice may work: loops ask spent() between two pieces of work, after at least one.
class Slice {
public:
    Slice(const std::function<double()>& milliseconds, double budget_ms)
        : milliseconds_(milliseconds), last_look_(milliseconds()), end_(last_look_ + budget_ms) {}
    // True if there is no time for another piece as long as the longest so far.
    bool spent() const {
        const double now = milliseconds_();
        longest_piece_ = std::max(longest_piece_, now - last_look_);
        last_look_ = now;
        return now + longest_piece_ >= end_;
    }
    // What comes next cannot be cut smaller: it gets a slice of its own.
    void end() { end_ = last_look_; }

private:
    const std::function<double()>& milliseconds_;
    mutable double last_look_, longest_piece_ = 0;
    double end_;
};

inline constexpr double kSliceMs = 8;

struct Job {
    std::string name;   // for corong.stats(): "import.plan"
    std::string title;  // already in words
    int64_t done = 0, total = 0;
    bool can_cancel = true;
    bool quiet = false;  // not shown: background upkeep
    std::function<bool(Job&, Slice&)> step;  // true while there is more
    std::function<void()> cancelled;         // the user said so; nothing of the job remains
};

class JobQueue {
public:
    void add(Job job) { jobs_.push_back(std::make_unique<Job>(std::move(job))); }
    bool idle() const { return jobs_.empty(); }
    bool busy() const;  // with work that somebody waits for; background upkeep is none
    Job* current() const { return jobs_.empty() ? nullptr : jobs_.front().get(); }
    // One slice of the first job, and of those behind it while there is time; true while any has more to do.
    bool step(const std::function<double()>& milliseconds);
    // Cancels the first job that somebody waits for, if it can be.
    bool cancel();
    // By the jobs' names, in milliseconds: the longest that one worked in one go.
    const std::map<std::string, double>& longest_slices() const { return longest_slices_; }

private:
    std::deque<std::unique_ptr<Job>> jobs_;
    std::map<std::string, double> longest_slices_;
};

}  // namespace app
