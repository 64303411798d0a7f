// The list of leads divided into groups. Only view_leads.cpp includes this.
#pragma once

#include "app/view_parts.h"

namespace app {

// Brings the rows of each group together, in the order they have, and says which groups there are: those of a field by
// name, all others as they are always shown; whoever has no value comes last. By what this book does not have nothing is
// divided.
void divide(const State& state, std::string_view by, LeadsView& view);

}  // namespace app
