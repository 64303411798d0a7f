// Runs every file of the corpus once, watched: corong_fuzz FOLDER, with a folder for each target in it. Files that once
// made a target fail lie among the others.
#include "fuzz/targets.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

int main(int count, char** arguments) {
    if (count != 2) return std::fprintf(stderr, "corong_fuzz CORPUS\n"), 2;
    for (const fuzz::Target& target : fuzz::kTargets) {
        int files = 0;
        for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(arguments[1]) / target.name)) {
            std::ifstream file(entry.path(), std::ios::binary);
            const std::string bytes{std::istreambuf_iterator<char>(file), {}};
            std::printf("%s\n", entry.path().c_str());
            std::fflush(stdout);
            target.run(bytes);
            ++files;
        }
        std::printf("%s: %d files\n", target.name, files);
    }
}
