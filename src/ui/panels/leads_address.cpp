// The list of leads is narrowed as its address says, and the address says how it is narrowed: so a list can be linked to,
// and gone back to.
#include "app/leads_address.h"
#include "ui/panels/scene.h"

namespace ui {
namespace {

// Without a "?" it leaves the list as it was: so do those that the face itself goes to. Who comes back to the list that was
// shown is at the same place in it.
void take_address(Face& face, const std::string& route) {
    if (route.find('?') == std::string::npos) return;
    const bool counted = face.query.counted;
    app::LeadsQuery query = route.ends_with('?') ? app::LeadsQuery{} : app::leads_query_of(route);  // nothing to read: most visitors
    if (app::address_of(query) == app::address_of(face.query)) return;
    if (query.group != face.query.group) face.folded.clear();
    face.query = std::move(query);
    face.query.counted = counted;
    face.table.scroll = 0;
    face.table.cursor = face.table.column = -1;
    face.cell_edit = {};
    face.selected.clear();
}

}  // namespace

void follow_leads_address(Scene& scene) {
    Face& face = scene.face;
    const std::string& route = scene.session.route();
    const std::string view = route.substr(0, route.find('?'));
    if (view != "/leads" && view != "/board") return face.leads_route.clear();
    const bool arrived = route != face.leads_route;
    if (arrived) take_address(face, route);
    if (!arrived && face.query == face.addressed) return;
    face.addressed = face.query;
    face.leads_route = view + app::address_of(face.query);
    if (face.leads_route != route) scene.frame.run("view.open", {{"path", face.leads_route}, {"instead", true}});
}

}  // namespace ui
