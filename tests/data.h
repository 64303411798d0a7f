// The real files that tests read: CORONG_DATA, or ../shared/data beside the repository. Nothing of it is in here.
//     TEST_CASE("the Salesforce leads import whole" * doctest::skip(!tests::has_data())) {
//         const std::string csv = tests::data("salesforce-leads/salesforce_leads.csv");
// A case skipped this way is counted in the totals; CI fails on any.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace tests {

inline std::filesystem::path data_folder() {
    const char* given = std::getenv("CORONG_DATA");
    return given ? given : "../shared/data";
}

inline bool has_data() { return std::filesystem::is_directory(data_folder()); }

// The bytes of one file; throws if it is not there.
inline std::string data(const std::string& path) {
    std::ifstream file(data_folder() / path, std::ios::binary);
    if (!file) throw std::runtime_error("no such file in CORONG_DATA: " + path);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace tests
