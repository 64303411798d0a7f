// Prints how long loading and compacting a big book takes, and checks that it comes back whole.
// CORONG_MEASURE says how many thousand leads; one thousand if it does not.
#include <doctest/doctest.h>

#include "core/storage_tab.h"

#include <ctime>
#include <cstdlib>

namespace {

// Processor time: the machine may be busy with other things.
class Stopwatch {
public:
    double lap() {
        const std::clock_t now = std::clock();
        const double ms = 1000.0 * static_cast<double>(now - begin_) / CLOCKS_PER_SEC;
        begin_ = now;
        return ms;
    }

private:
    std::clock_t begin_ = std::clock();
};

uint32_t thousands() {
    const char* text = std::getenv("CORONG_MEASURE");
    return text ? static_cast<uint32_t>(std::atoi(text)) : 1;
}

}  // namespace

TEST_CASE("measure: a big book, its snapshot and its start") {
    tests::Random random;
    tests::BigBookOptions options;
    options.leads = thousands() * 1000;
    options.activities = options.leads * 4;
    Stopwatch watch;
    storage::Commit commit;
    commit.ops = tests::big_ops(random, options);
    MESSAGE("make ", watch.lap(), " ms");
    const auto state = std::make_shared<tests::DiskState>();
    {
        tests::Tab tab(state, random, {}, {}, true);
        REQUIRE(tab.open());
        watch.lap();
        for (const domain::Op& op : commit.ops) domain::apply(tab.book(), op);
        MESSAGE("apply ", watch.lap(), " ms, book ", tab.book().memory_bytes() >> 20, " MB");
        (void)tab.store.append(commit, tab.now);
        MESSAGE("append ", watch.lap(), " ms, segment ", state->bytes() >> 20, " MB");
    }
    {
        tests::Tab tab(state, random, {}, {}, true);
        watch.lap();
        REQUIRE(tab.open());
        MESSAGE("start from the segment ", watch.lap(), " ms");
        double longest = 0, sum = 0;
        bool more = true;
        while (more) {
            more = tab.store.compact_step(tab.book(), tab.now, 1u << 20);
            const double slice = watch.lap();
            if (more) longest = std::max(longest, slice);
            sum += slice;
        }
        MESSAGE("compaction ", sum, " ms in all, longest slice of encoding ", longest, " ms");
    }
    size_t parts = 0, bytes = 0;
    for (const auto& [name, content] : state->files)
        if (name.starts_with("s-")) {
            ++parts;
            bytes += content.size();
        }
    MESSAGE("snapshot ", parts, " files, ", bytes >> 20, " MB");
    {
        tests::Tab tab(state, random, {}, {}, true);
        watch.lap();
        REQUIRE(tab.open());
        MESSAGE("start from the snapshot ", watch.lap(), " ms");
        CHECK(tab.book().leads.alive_count() == options.leads);
        tab.add("one");
        MESSAGE("append one step ", watch.lap(), " ms");
    }
}
