#include "app/job.h"

#include <algorithm>

namespace app {

bool JobQueue::busy() const {
    return std::any_of(jobs_.begin(), jobs_.end(), [](const auto& job) { return !job->quiet; });
}

bool JobQueue::step(const std::function<double()>& milliseconds) {
    Slice slice(milliseconds, kSliceMs);
    while (!jobs_.empty()) {
        Job* job = jobs_.front().get();
        const std::string name = job->name;
        const double begin = milliseconds();
        const bool more = job->step(*job, slice);
        double& longest = longest_slices_[name];
        longest = std::max(longest, milliseconds() - begin);
        // The step may have added jobs, behind this one; cancelling comes from outside only.
        if (!more) jobs_.pop_front();
        if (slice.spent()) break;
    }
    return !jobs_.empty();
}

bool JobQueue::cancel() {
    const auto found = std::find_if(jobs_.begin(), jobs_.end(), [](const auto& job) { return !job->quiet; });
    if (found == jobs_.end() || !(*found)->can_cancel) return false;
    const std::unique_ptr<Job> job = std::move(*found);
    jobs_.erase(found);
    if (job->cancelled) job->cancelled();
    return true;
}

}  // namespace app
