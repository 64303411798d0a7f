// The fields of a lead as the face edits them. Only the view_*.cpp files include this.
#pragma once

#include "app/state.h"

#include <functional>

namespace app {

// In the order a person fills them in: built-in ones that are not the program's own, then custom.
void for_each_field(const domain::Book& book, const std::function<void(const domain::Field&)>& visit);
std::vector<FieldView> fields_of(Session::State& state, domain::Row lead);

FieldView field_view(Session::State& state, domain::Row lead, const domain::Field& field);

// "Budget": of a built-in field from the catalogue, of a custom one as the user wrote it.
std::string field_label(const domain::Field& field);

}  // namespace app
