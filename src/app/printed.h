// What comes on paper when the page is printed: one lead, the tasks of today and whom to call, companies, deals, or the list as it
// is narrowed, sorted and arranged. Words in tables; the page lays them out (web/site/platform/print.js). Of any other view it
// has no title: the browser prints what it sees.
#pragma once

#include "app/session.h"

namespace app {

struct PrintedColumn {
    std::string label;
    bool right = false;  // numbers
};
struct PrintedTable {
    std::string title;  // may be empty
    std::vector<PrintedColumn> columns;
    std::vector<std::vector<std::string>> rows;
};
struct PrintedPage {
    std::string title;
    std::vector<std::string> lines;  // below it
    std::vector<PrintedTable> tables;
};

inline constexpr size_t kMostPrintedRows = 2'000;  // of a list; beyond them the page says how many there are

PrintedPage printed_page(Session& session);
base::Json to_json(const PrintedPage& page);

}  // namespace app
