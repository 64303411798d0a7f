// Makes the first files of the corpus, from random books of invented people: corong_fuzz_seeds FOLDER. The same seed,
// the same files; what libFuzzer found worth keeping lies beside them.
#include "core/support/book_generator.h"
#include "exchange/snapshot.h"
#include "storage/commit.h"
#include "storage/merged.h"
#include "storage/op_codec.h"
#include "storage/segment.h"
#include "storage/snapshot_file.h"

#include <cstdio>
#include <filesystem>
#include <fstream>

namespace {

class Corpus {
public:
    explicit Corpus(std::filesystem::path folder) : folder_(std::move(folder)) {}
    void add(const std::string& target, std::string_view bytes) {
        std::filesystem::create_directories(folder_ / target);
        std::ofstream(folder_ / target / ("seed-" + std::to_string(++count_) + ".bin"), std::ios::binary) << bytes;
    }

private:
    std::filesystem::path folder_;
    int count_ = 0;
};

std::string without_checksum(const std::string& file) { return file.substr(0, file.size() - storage::kChecksumBytes); }

storage::EncodedSegment segment_of(const storage::Commit& commit, uint64_t sequence) {
    storage::SegmentEncoder encoder({1, sequence, 1, 7, {}, {}}, {storage::encode(commit)});
    while (!encoder.step()) {}
    return encoder.take();
}

void add_store_files(Corpus& corpus, tests::Random& random) {
    std::vector<std::string> segments;
    for (uint64_t sequence = 1; sequence <= 3; ++sequence) {
        storage::Commit commit;
        commit.label = {"step.create", {{"name", "Kari"}}};
        commit.ops = tests::random_ops(random, 3);
        commit.edits = {storage::RowsCreated{domain::TableKind::leads, {7, sequence}, 1},
                        storage::EntryEdit{"model/default/a", "1", "2"},
                        storage::ConflictEdit{storage::MemberEdit{domain::TableKind::leads, {7, 1}, "tags", "new", false, true}, {true}, {false}, {}}};
        corpus.add("store_file", "c" + storage::encode(commit));
        segments.push_back(segment_of(commit, sequence).bytes.joined());
        corpus.add("store_file", "j" + without_checksum(segments.back()));
        for (const domain::Op& op : commit.ops) corpus.add("store_file", "o" + storage::encode(op));
    }
    const std::string merged = storage::merge_segments(1, 3, segments).bytes.joined();
    corpus.add("store_file", "m" + without_checksum(merged));
    corpus.add("store_file", "d" + merged.substr(0, merged.size() * 2 / 3));
    const domain::Book book = tests::book_of(tests::random_ops(random, 15));
    storage::SnapshotWriter writer;
    while (!writer.step(book, 1u << 20)) {}
    const std::string file = writer.next_part(1)->bytes.joined();
    base::ByteReader part(std::string_view(file).substr(6));  // behind magic, format and least reader
    part.varint();
    part.varint();
    corpus.add("store_file", "p" + std::string(part.text()));
    storage::Manifest manifest;
    manifest.generation = 1;
    manifest.covered = 3;
    manifest.missing = {2};
    manifest.parts.push_back({file.size(), base::hash128(file)});
    manifest.rows.assign(std::size(domain::kTables), 3);
    corpus.add("store_file", "s" + without_checksum(storage::encode_manifest(manifest, {})));
    corpus.add("store_file", storage::merged_name(1, 3, 2));
}

void add_text_files(Corpus& corpus, tests::Random& random) {
    for (int size : {2, 8, 20}) corpus.add("snapshot_json", exchange::write_snapshot(tests::book_of(tests::random_ops(random, size))));
    corpus.add("json", R"({"a":[1,-2.5e3,"\u00e6\n",true,null],"b":{"c":{}}})");
    corpus.add("csv", "First name,Last name,Company,Email,Phone,Created\r\nKari,Nordmann,Nordlys AS,kari@nordlys.example,+47 22 00 00 00,22.11.2026\r\nBudi,\"Roti \"\"Jaya\"\"\",,,,2026-11-22\r\n");
    corpus.add("csv", "Name;Budget;Status\nSari;1.250.000,50 kr;Won\nAnders;;\n");
    corpus.add("csv", "\xEF\xBB\xBFname\temail\nKari\tk@x.example\n");
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) return std::fprintf(stderr, "corong_fuzz_seeds FOLDER\n"), 2;
    tests::Random random;
    Corpus corpus(arguments[1]);
    add_store_files(corpus, random);
    add_text_files(corpus, random);
}
