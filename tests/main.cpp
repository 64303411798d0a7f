// The main function of both C++ test programs; the tests are in tests/core and tests/ui.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
