// The program in the browser. The world (platform), the book and its commands (app), the face (ui) and
// window.corong (script) are put together in program.cpp and nowhere else.
#include "main/program.h"

int main() {
    platform::run(corong::hooks_of_program());
    return 0;
}
