#include "lifecycle/stage.h"

#include "lifecycle/lens_run.h"

#include <limits>

namespace lifecycle {

using domain::Row;

void Stages::set(Row lead, const StageOf& one) {
    if (lead >= stage.size()) {
        stage.resize(lead + 1, kNoStage);
        markers.resize(lead + 1, 0);
    }
    stage[lead] = one.stage;
    markers[lead] = one.markers;
}

int stage_place(const Lens& lens, uint8_t stage) {
    if (stage >= lens.stages.size() || lens.stages[stage].side) return -1;
    int below = 0, steps = -1;
    for (size_t i = 0; i < lens.stages.size(); ++i) {
        if (lens.stages[i].side) continue;
        ++steps;
        if (i > stage) ++below;
    }
    return steps < 1 ? 100 : 100 * below / steps;
}

struct StageJob::Work {
    const query::Timeline& timeline;
    LensRun run;
    Stages stages;
    Row next = 0;
    Row total = 0;
};

StageJob::StageJob(const domain::Book& book, const query::Timeline& timeline, const Lens& lens, const base::Now& now)
    : work_(new Work{timeline, LensRun(book, lens, now), {}, 0, book.leads.size()}) {
    CHECK(timeline.leads() == work_->total);
    work_->stages.stage.assign(work_->total, kNoStage);
    work_->stages.markers.assign(work_->total, 0);
}

StageJob::~StageJob() = default;

bool StageJob::step(Row rows) {
    Work& work = *work_;
    const Row end = rows > work.total - work.next ? work.total : work.next + rows;
    for (; work.next < end; ++work.next) {
        const StageOf one = work.run.stage(work.next, work.timeline.events(work.next));
        work.stages.stage[work.next] = one.stage;
        work.stages.markers[work.next] = one.markers;
    }
    return work.next == work.total;
}

Stages StageJob::take() { return std::move(work_->stages); }

Stages evaluate(const domain::Book& book, const query::Timeline& timeline, const Lens& lens, const base::Now& now) {
    StageJob job(book, timeline, lens, now);
    while (!job.step(std::numeric_limits<Row>::max())) {
    }
    return job.take();
}

Stages evaluate(const domain::Book& book, const Lens& lens, const base::Now& now) {
    return evaluate(book, query::build_timeline(book, now.offset_minutes), lens, now);
}

StageOf evaluate_one(const domain::Book& book, const Lens& lens, Row lead, const base::Now& now) {
    const query::Timeline timeline = query::timeline_of(book, lead, now.offset_minutes);
    return LensRun(book, lens, now).stage(lead, timeline.events(0));
}

}  // namespace lifecycle
