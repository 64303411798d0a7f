// The main function of all C++ test programs; the tests are in tests/core, tests/sim and tests/ui.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#ifdef CORONG_WATCHED
#include "zoo/plant.h"

namespace {
const bool is_zoo = tests::plant_from_environment();
}
#endif
