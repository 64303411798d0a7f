// The fields of a lead as the face edits them. Only the view_*.cpp files include this.
#pragma once

#include "app/state.h"

namespace app {

// In the order a person fills them in: built-in ones that are not the program's own, then custom.
std::vector<FieldView> fields_of(Session::State& state, domain::Row lead);

FieldView field_view(Session::State& state, domain::Row lead, const domain::Field& field);

// "Budget": of a built-in field from the catalogue, of a custom one as the user wrote it.
std::string field_label(const domain::Field& field);

}  // namespace app
