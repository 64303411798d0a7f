// The whole state of a book as text, for comparing in tests: equal text, equal state. Written without
// the help of exchange's snapshot on purpose: two ways of looking find more than one.
#pragma once

#include "domain/book.h"

#include <string>

namespace tests {

std::string dump(const domain::Book& book);

std::string describe(const domain::Op& op);

// Lines of one text that the other lacks.
std::string difference(const std::string& a, const std::string& b);

}  // namespace tests
