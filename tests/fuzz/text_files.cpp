#include "base/check.h"
#include "base/json.h"
#include "exchange/importer.h"
#include "exchange/planner.h"
#include "exchange/snapshot.h"
#include "fuzz/targets.h"

#include <string>

namespace fuzz {
namespace {

constexpr uint64_t kStep = 100;

}  // namespace

void snapshot_json(std::string_view bytes) {
    base::Result<exchange::SnapshotFile> read = exchange::read_snapshot(bytes);
    if (!read) {
        CHECK(!read.error().code.empty() && !read.error().message.empty());
        return;
    }
    domain::Book book, again;
    for (const domain::Op& op : read->ops) domain::apply(book, op);
    const std::string written = exchange::write_snapshot(book);
    const base::Result<exchange::SnapshotFile> second = exchange::read_snapshot(written);
    CHECK(second.ok());
    for (const domain::Op& op : second->ops) domain::apply(again, op);
    CHECK(exchange::write_snapshot(again) == written);
}

void json(std::string_view bytes) {
    const base::Result<base::Json> read = base::parse_json(bytes);
    if (!read) return;
    const base::Result<base::Json> again = base::parse_json(read->dump());
    CHECK(again && *again == *read);
}

void csv(std::string_view bytes) {
    const auto file = std::make_shared<const exchange::ImportFile>(exchange::ImportFile{"list.csv", std::string(bytes)});
    exchange::Planner planner(file);
    while (!planner.step(kStep)) {}
    base::Result<exchange::ImportPlan> plan = planner.take();
    if (!plan || !exchange::ready(*plan)) return;
    const base::Millis now = 1'795'000'000'000;
    exchange::Importer importer(file, *plan, {now, base::day_of(now, 60), 60});
    domain::Book book;
    uint64_t sequence = 1;
    for (bool done = false; !done;) {
        done = importer.step(kStep);
        while (auto batch = importer.take_batch()) {
            const uint64_t used = domain::sequences_used(batch->leads);
            domain::apply(book, {7, sequence, {sequence, 7}, {}, std::move(batch->leads)});
            sequence += used;
        }
    }
    if (!importer.status()) return;
    const exchange::ImportReport& report = importer.report();
    CHECK(report.read == report.created + report.updated + report.unchanged + report.rejected.size());
    CHECK(book.leads.size() == report.created);
}

}  // namespace fuzz
