// The session's long work: in several slices, cancelled between any two of them, and the book is as it was.
#include "app/state.h"
#include "core/support/book_generator.h"
#include "core/support/session_fixture.h"
#include "exchange/snapshot.h"

#include <doctest/doctest.h>

#include <algorithm>

using base::Json;
using tests::MemoryDisk;
using tests::Random;
using tests::Slices;
using tests::World;

namespace {

std::string some_csv(Random& random, int leads) {
    std::string csv = "Name,Company,Email,Budget,Remarks\n";
    for (int i = 0; i < leads; ++i) {
        const std::string name = random.letters_of("abcdefgh", 8);
        const std::string number = std::to_string(random.below(100'000));
        csv += "Anna " + name + ",Firm " + number + "," + name + "@firm.example," + number + " NOK,a remark of some length about " + name + "\n";
    }
    return csv;
}

std::string some_snapshot(Random& random, uint32_t leads) {
    tests::BigBookOptions options;
    options.leads = leads;
    options.activities = leads;
    options.batch_rows = 500;
    return exchange::write_snapshot(tests::book_of(tests::big_ops(random, options)));
}

struct Outcome {
    bool answered = false, went_well = false;
    std::string code;
};

// Begins to take in the file and cancels after so many slices. What became of it, and how many there were.
Outcome cancelled_after(World& world, const std::string& name, const std::string& bytes, int slices, int& taken) {
    Outcome outcome;
    world.session->import_file(name, bytes, {}, [&](base::Result<Json> result) {
        outcome = {true, result.ok(), result ? "" : result.error().code};
    });
    for (taken = 0; taken < slices && !outcome.answered && world.pump_once();) ++taken;
    world.run("job.cancel");
    return outcome;
}

// Cancels at every place there is; only once it is being applied does it go through.
void cancel_everywhere(Random& random, const std::string& name, const std::string& bytes, int at_least) {
    int cancelled = 0, carried_out = 0;
    for (int slices = 0;; slices += tests::next_place(random)) {
        MemoryDisk disk;
        World world(disk, 1, app::AccessMode::writer, Slices::short_ones);
        world.run("lead.create", {{"fields", {{"name", "Was here before"}}}});
        const std::string before = world.fingerprint();
        const auto files = disk.files;
        int taken = 0;
        const Outcome outcome = cancelled_after(world, name, bytes, slices, taken);
        CAPTURE(slices);
        REQUIRE(outcome.answered);
        if (outcome.went_well) {
            // Too late: it is one step all the same.
            REQUIRE(world.fingerprint() != before);
            if (++carried_out == 1) {
                world.run("undo");
                CHECK(world.query(Json::object()).at("total") == 1);
            }
            if (taken < slices) break;
            continue;
        }
        ++cancelled;
        CHECK(outcome.code == "job.cancelled");
        CHECK(carried_out == 0);
        CHECK(world.fingerprint() == before);
        CHECK(disk.files == files);
        CHECK_FALSE(world.session->state().import.open());
        CHECK(world.session->job() == nullptr);
    }
    CHECK(cancelled >= std::max(1, at_least / tests::farthest_place()));
    CHECK(carried_out > (tests::farthest_place() == 1 ? 1 : 0));
}

}  // namespace

TEST_CASE("an import takes many slices; cancelled between any two of them it leaves the book as it was") {
    Random random;
    CAPTURE(random.seed());
    cancel_everywhere(random, "people.csv", some_csv(random, 1500), 8);
}

TEST_CASE("a merge takes many slices; cancelled between any two of them it leaves the book as it was") {
    Random random;
    CAPTURE(random.seed());
    cancel_everywhere(random, "book.corong.json", some_snapshot(random, 3500), 15);
}

namespace {

constexpr int kMany = 2'500;

// A world of one lead and an imported file, whose undoing is begun and gone on with for so many slices.
struct Undoing {
    MemoryDisk disk;
    World world{disk, 1, app::AccessMode::writer, Slices::short_ones};
    std::string before;
    std::map<std::string, std::string> files;
    Outcome outcome;
    int taken = 0;

    Undoing(const std::string& csv, const char* command, int slices) {
        world.run("lead.create", {{"fields", {{"name", "Was here before"}}}});
        world.import_file("people.csv", csv);
        if (std::string(command) == "redo") world.run("undo");
        REQUIRE(world.saved());
        before = world.fingerprint();
        files = disk.files;
        world.session->run(command, {}, [&](const base::Result<Json>& result) {
            outcome = {true, result.ok(), result ? "" : result.error().code};
        });
        while (taken < slices && !outcome.answered && world.pump_once()) ++taken;
    }
    Json total() { return world.query(Json::object()).at("total"); }
};

void cancel_everywhere_in(const char* command, int total_after, int at_least) {
    Random random;
    CAPTURE(random.seed());
    const std::string csv = some_csv(random, kMany);
    int cancelled = 0, carried_out = 0;
    for (int slices = 0;; slices += tests::next_place(random)) {
        Undoing undoing(csv, command, slices);
        World& world = undoing.world;
        const bool over = undoing.outcome.answered;
        world.run("job.cancel");
        CAPTURE(slices);
        REQUIRE(undoing.outcome.answered);
        CHECK(world.session->job() == nullptr);
        if (!undoing.outcome.went_well) {
            ++cancelled;
            CHECK(undoing.outcome.code == "job.cancelled");
            CHECK(carried_out == 0);
            CHECK(world.fingerprint() == undoing.before);
            CHECK(undoing.disk.files == undoing.files);
            world.run(command);  // it is still there to be taken back, or done again
        } else {
            ++carried_out;
        }
        CHECK(undoing.total() == total_after);
        CHECK(world.saved());
        CHECK(undoing.disk.files.size() == undoing.files.size() + 1);
        if (over) break;
    }
    CHECK(cancelled >= std::max(1, at_least / tests::farthest_place()));
    CHECK(carried_out > (tests::farthest_place() == 1 ? 1 : 0));
}

}  // namespace

TEST_CASE("undoing an import takes many slices; cancelled between any two of them nothing is changed, else it is one step") {
    cancel_everywhere_in("undo", 1, 4);
}

TEST_CASE("redoing an import takes many slices; cancelled between any two of them nothing is changed, else it is one step") {
    cancel_everywhere_in("redo", 1 + kMany, 4);
}

TEST_CASE("an edit between the slices of undoing an import is kept, or refused once that is applied") {
    Random random;
    CAPTURE(random.seed());
    const std::string csv = some_csv(random, kMany);
    int kept = 0, refused = 0;
    for (int slices = 0;; slices += tests::next_place(random)) {
        Undoing undoing(csv, "undo", slices);
        if (undoing.outcome.answered) break;
        World& world = undoing.world;
        Outcome edit;
        world.session->run("lead.create", {{"fields", {{"name", "In between"}}}}, [&](const base::Result<Json>& result) {
            edit = {true, result.ok(), result ? "" : result.error().code};
        });
        world.pump();
        CAPTURE(slices);
        REQUIRE(edit.answered);
        CHECK(undoing.outcome.went_well);
        CHECK(undoing.total() == (edit.went_well ? 2 : 1));
        if (!edit.went_well) CHECK(edit.code == "book.busy");
        ++(edit.went_well ? kept : refused);
        world.run("redo");
        CHECK(undoing.total() == (edit.went_well ? 2 : 1) + kMany);
        CHECK(world.saved());
        World again(undoing.disk, 2);
        CHECK(again.fingerprint() == world.fingerprint());
    }
    CHECK(kept >= 1 + 3 / tests::farthest_place());
    CHECK(refused >= 1 + 3 / tests::farthest_place());
}

TEST_CASE("an edit before an import is done again leaves nothing to do again") {
    Random random;
    CAPTURE(random.seed());
    Undoing undoing(some_csv(random, kMany), "redo", 2);
    REQUIRE_FALSE(undoing.outcome.answered);
    undoing.world.run("lead.create", {{"fields", {{"name", "In between"}}}});
    CHECK(undoing.outcome.code == "undo.nothing");
    CHECK(undoing.total() == 2);
}

TEST_CASE("an export takes many slices; cancelled between any two of them it gives nothing, an edit in between is in it") {
    Random random;
    CAPTURE(random.seed());
    MemoryDisk disk;
    World world(disk, 1, app::AccessMode::writer, Slices::short_ones);
    world.import_file("people.csv", some_csv(random, kMany));
    for (const char* kind : {"snapshot", "csv"}) {
        const std::string before = world.fingerprint();
        int cancelled = 0;
        for (int slices = 0;; slices += tests::next_place(random)) {
            Outcome outcome;
            const auto answered = [&](const base::Result<app::FilePieces>& file) { outcome = {true, file.ok(), file ? "" : file.error().code}; };
            world.session->export_file(kind, {}, answered);
            for (int i = 0; i < slices && !outcome.answered; ++i) world.pump_once();
            if (outcome.answered) break;
            world.run("job.cancel");
            CHECK(outcome.code == "job.cancelled");
            CHECK(world.session->job() == nullptr);
            CHECK(world.fingerprint() == before);
            ++cancelled;
        }
        CHECK(cancelled >= 8 / tests::farthest_place());
        std::string file;
        world.session->export_file(kind, {}, [&](const base::Result<app::FilePieces>& pieces) {
            for (const std::string& piece : *pieces) file += piece;
        });
        for (int i = 0; i < 5; ++i) world.pump_once();
        REQUIRE(file.empty());
        world.run("lead.create", {{"fields", {{"name", "In between"}}}});
        CHECK(file.find("In between") != std::string::npos);
        CHECK(file == world.export_file(kind));
    }
}

TEST_CASE("edits between the slices of a merge's plan: it is counted anew, and nothing is lost") {
    Random random;
    CAPTURE(random.seed());
    const std::string file = some_snapshot(random, 1500);
    int tried = 0;
    for (int slices = 0;; slices += tests::next_place(random)) {
        MemoryDisk disk;
        World world(disk, 1, app::AccessMode::writer, Slices::short_ones);
        world.session->offer_file("book.corong.json", file);
        for (int i = 0; i < slices; ++i) world.pump_once();
        if (!world.session->job()) break;  // the plan is there
        ++tried;
        world.session->run("lead.create", {{"fields", {{"name", "In between"}}}});
        world.pump();
        const app::MergeView* view = world.session->merge_view();
        REQUIRE(view);
        CHECK(view->create == 1500);
        CHECK(view->fingerprint_here == world.fingerprint());
        world.run("merge.run");
        CHECK(world.query({{"filter", {{"name", "In between"}}}}).at("total") == 1);
        CHECK(world.query(Json::object()).at("total") == 1501);
        CHECK(world.saved());
        const std::string before = world.fingerprint();
        World again(disk, 2);
        CHECK(again.fingerprint() == before);
    }
    CHECK(tried > 8 / tests::farthest_place());
}

TEST_CASE("nothing is written and nothing can be edited while an import is applied; then it is one step") {
    Random random;
    MemoryDisk disk;
    World world(disk, 1, app::AccessMode::writer, Slices::short_ones);
    world.run("lead.create", {{"fields", {{"name", "Was here before"}}}});
    const size_t files = disk.files.size();
    bool done = false;
    world.session->import_file("people.csv", some_csv(random, 1500), {}, [&](const base::Result<Json>& result) { done = result.ok(); });
    int applying = 0;
    while (!done && world.pump_once()) {
        if (!world.session->state().applying_in_slices) continue;
        ++applying;
        CHECK(disk.files.size() == files);
        std::string code;
        world.session->run("lead.create", {{"fields", {{"name", "No"}}}}, [&](const base::Result<Json>& result) { code = result.error().code; });
        CHECK(code == "book.busy");
    }
    CHECK(done);
    CHECK(applying > 4);
    CHECK(disk.files.size() == files + 1);
    World again(disk, 2, app::AccessMode::writer, Slices::short_ones);
    CHECK(again.fingerprint() == world.fingerprint());
    again.run("undo");
    CHECK(again.query(Json::object()).at("total") == 1);
}

TEST_CASE("a big table is ranked in slices: the old order stays until the new one is there") {
    Random random;
    MemoryDisk disk;
    World world(disk, 1, app::AccessMode::writer, Slices::short_ones);
    world.import_file("people.csv", some_csv(random, 12'000));
    const app::LeadsQuery by_score{"", app::Show::all, {{"score", true}}}, by_company{"", app::Show::all, {{"company", false}}};
    (void)world.session->leads(by_score);
    world.pump();
    const auto handles = [&](const app::LeadsQuery& query) {
        std::vector<domain::Row> rows;
        for (const app::RowHandle row : world.session->leads(query).rows) rows.push_back(row.row);
        return rows;
    };
    const auto before = handles(by_score);
    REQUIRE(before.size() == 12'000);
    int slices = 0;
    while (handles(by_company) == before && world.pump_once()) ++slices;
    CHECK(slices > 4);
    const auto companies = [&] {
        std::vector<std::string> names;
        for (const app::RowHandle row : world.session->leads(by_company).rows) names.push_back(world.session->lead_row(row).company);
        return names;
    };
    const auto sorted = companies();
    CHECK(std::is_sorted(sorted.begin(), sorted.end()));
    // A new lead is in the table at once, and in its place in a moment.
    world.run("lead.create", {{"fields", {{"name", "New"}, {"company", "Aaa"}}}});
    CHECK(world.session->leads(by_company).all == 12'001);
    world.pump();
    CHECK(companies().front() == "Aaa");
    // The same ranks serve a script's question.
    const Json rows = world.query({{"sort", "company"}, {"fields", "company"}, {"limit", 12'001}}).at("rows");
    CHECK(rows.at(0).at("company") == "Aaa");
    CHECK(world.session->state().views.ranks.fresh(world.session->state().book.leads, "company", world.session->state().computed.lead_texts().of("company")));
}

TEST_CASE("the longest slice of every job is told") {
    MemoryDisk disk;
    World world(disk);
    world.run("sample.open");
    (void)world.export_file("snapshot");
    const Json stats = world.session->stats();
    CHECK(stats.at("longestSlicesMs").at("export.snapshot").get<double>() > 0);
}

TEST_CASE("a reading tab becomes the writer, with the book as it is by then") {
    MemoryDisk disk;
    World writer(disk);
    writer.run("lead.create", {{"fields", {{"name", "First"}}}});
    World reader(disk, 2, app::AccessMode::reader_other_tab);
    writer.run("lead.create", {{"fields", {{"name", "Second"}}}});
    reader.session->other_tab_committed();
    reader.pump();
    CHECK(reader.fingerprint() == writer.fingerprint());
    CHECK(reader.refuse("lead.create", {{"fields", {{"name", "No"}}}}).code == "book.read_only");
    writer.run("lead.create", {{"fields", {{"name", "Third"}}}});
    reader.session->became_writer();
    reader.pump();
    CHECK(reader.fingerprint() == writer.fingerprint());
    reader.run("lead.create", {{"fields", {{"name", "Fourth"}}}});
    CHECK(reader.saved());
    World later(disk, 3);
    CHECK(later.query(Json::object()).at("total") == 4);
}
