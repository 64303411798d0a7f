// What the C library has for reading a decimal fraction computes with 128 bits, and is a hundredth of what a first visit
// fetches. The browser has it, too, and to the last bit the same: nearest, ties to even. So it is asked, and the
// functions of the library stay out of the program. Sine and cosine come with a table of pi that is as large; they round
// corners and bend lines (imgui), where nobody sees the last bit.
#include <emscripten/em_math.h>

#include <cstdint>
#include <cstdlib>

namespace platform::web {

extern "C" {

double corong_read_number(const char* text, uint32_t* length);  // web/library/number.js

double strtod(const char* text, char** end) {
    uint32_t length = 0;
    const double number = corong_read_number(text, &length);
    if (end) *end = const_cast<char*>(text) + length;
    return number;
}

float strtof(const char* text, char** end) { return static_cast<float>(strtod(text, end)); }

// Of the same object in the library: where one is taken from there, all are. Nobody calls it.
long double strtold(const char* text, char** end) { return strtod(text, end); }

float sinf(float radians) { return static_cast<float>(emscripten_math_sin(radians)); }
float cosf(float radians) { return static_cast<float>(emscripten_math_cos(radians)); }

}

}  // namespace platform::web
