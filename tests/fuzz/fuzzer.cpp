// A target for libFuzzer; CORONG_FUZZ_TARGET is its name.
#include "fuzz/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
    fuzz::CORONG_FUZZ_TARGET({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
