#include "app/job.h"

namespace app {

bool JobQueue::step(const std::function<double()>& milliseconds) {
    if (jobs_.empty()) return false;
    Slice slice(milliseconds, kSliceMs);
    Job* job = jobs_.front().get();
    const bool more = job->step(*job, slice);
    // The step may have cancelled or added jobs: drop this one only if it is still in front.
    if (!more && !jobs_.empty() && jobs_.front().get() == job) jobs_.pop_front();
    return !jobs_.empty();
}

bool JobQueue::cancel() {
    if (jobs_.empty() || !jobs_.front()->can_cancel) return false;
    const std::unique_ptr<Job> job = std::move(jobs_.front());
    jobs_.pop_front();
    if (job->cancelled) job->cancelled();
    return true;
}

}  // namespace app
