// One deal as views show it. Only view_*.cpp and printed.cpp include this.
#pragma once

#include "app/view_parts.h"

namespace app {

DealState deal_state(const domain::Book& book, domain::Row deal);
std::string deal_name(const domain::Book& book, domain::Row deal);  // its title, else the company or whose it is
DealView deal_of(const State& state, domain::Row deal);
std::vector<DealView> deals_of(const State& state, domain::Row lead);

}  // namespace app
