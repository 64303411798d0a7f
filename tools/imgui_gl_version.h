// For imgui's backend of OpenGL alone, which reads numbers of versions by sscanf: the whole of that is 5 KB of the first
// visit. `pattern` is "#version %d" or "%d.%d".
#pragma once

#include <cstdio>
#include <cstdlib>

inline int read_version(const char* text, const char*, int* major, int* minor = nullptr) {
    while (*text && (*text < '0' || *text > '9')) ++text;
    char* end = nullptr;
    *major = static_cast<int>(std::strtol(text, &end, 10));
    if (minor) *minor = *end == '.' ? static_cast<int>(std::strtol(end + 1, nullptr, 10)) : 0;
    return end == text ? 0 : 1;
}
#define sscanf read_version
