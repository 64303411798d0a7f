// What is fuzzed: readers of bytes from outside. Each takes any bytes and must not crash, hang or break a promise of its
// header; libFuzzer feeds them for a minute each in the long run, every run replays the corpus.
#pragma once

#include <cstdint>
#include <string_view>

namespace fuzz {

// The first byte chooses the kind of file, the rest is its content. Checksums are made right where chance would never
// hit them.
void store_file(std::string_view bytes);
// Snapshot JSON: what is read is applied, written and read again.
void snapshot_json(std::string_view bytes);
void json(std::string_view bytes);
// Recognised, planned and imported.
void csv(std::string_view bytes);

struct Target {
    const char* name;
    void (*run)(std::string_view bytes);
};
inline constexpr Target kTargets[] = {{"store_file", store_file}, {"snapshot_json", snapshot_json}, {"json", json}, {"csv", csv}};

}  // namespace fuzz
