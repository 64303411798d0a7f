// Long work in slices: parsing, importing, exporting. One job runs at a time, others wait their
// turn. A job that is cancelled leaves nothing behind.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>

namespace app {

// How long one slice may work: loops ask spent() now and then.
class Slice {
public:
    Slice(const std::function<double()>& milliseconds, double budget_ms)
        : milliseconds_(milliseconds), end_(milliseconds() + budget_ms) {}
    bool spent() const { return milliseconds_() >= end_; }

private:
    const std::function<double()>& milliseconds_;
    double end_;
};

inline constexpr double kSliceMs = 8;

struct Job {
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
    Job* current() const { return jobs_.empty() ? nullptr : jobs_.front().get(); }
    // One slice of the first job; true while any job has more to do.
    bool step(const std::function<double()>& milliseconds);
    // Cancels the job in front if it can be.
    bool cancel();

private:
    std::deque<std::unique_ptr<Job>> jobs_;
};

}  // namespace app
