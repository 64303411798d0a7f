#include "platform/web/mirror_json.h"

#include "base/json.h"

#include <cstdio>

namespace platform::web {
namespace {

const char* name_of(base::Role role) {
    using base::Role;
    switch (role) {
        case Role::main: return "main";
        case Role::navigation: return "navigation";
        case Role::region: return "region";
        case Role::dialog: return "dialog";
        case Role::form: return "form";
        case Role::list: return "list";
        case Role::list_item: return "listitem";
        case Role::heading: return "heading";
        case Role::text: return "text";
        case Role::status: return "status";
        case Role::alert: return "alert";
        case Role::button: return "button";
        case Role::link: return "link";
        case Role::checkbox: return "checkbox";
        case Role::toggle: return "switch";
        case Role::radio: return "radio";
        case Role::tab: return "tab";
        case Role::tab_list: return "tablist";
        case Role::tab_panel: return "tabpanel";
        case Role::menu: return "menu";
        case Role::menu_item: return "menuitem";
        case Role::text_field: return "textbox";
        case Role::search_field: return "searchbox";
        case Role::text_area: return "textarea";
        case Role::combo_box: return "combobox";
        case Role::option: return "option";
        case Role::list_box: return "listbox";
        case Role::slider: return "slider";
        case Role::grid: return "grid";
        case Role::row: return "row";
        case Role::column_header: return "columnheader";
        case Role::cell: return "gridcell";
        case Role::progress: return "progressbar";
        case Role::image: return "img";
        case Role::tooltip: return "tooltip";
        case Role::figure: return "figure";
        case Role::table: return "table";
        case Role::row_header: return "rowheader";
        case Role::data_cell: return "cell";
    }
    return "text";
}

// As aria-haspopup says it.
const char* name_of(base::Popup popup) {
    switch (popup) {
        case base::Popup::none: return "";
        case base::Popup::menu: return "menu";
        case base::Popup::list: return "listbox";
        case base::Popup::dialog: return "dialog";
    }
    return "";
}

const char* name_of(base::Expanded expanded) {
    switch (expanded) {
        case base::Expanded::not_expandable: return "";
        case base::Expanded::no: return "false";
        case base::Expanded::yes: return "true";
    }
    return "";
}

const char* name_of(base::Checked checked) {
    switch (checked) {
        case base::Checked::not_checkable: return "";
        case base::Checked::no: return "false";
        case base::Checked::yes: return "true";
        case base::Checked::mixed: return "mixed";
    }
    return "";
}

const char* name_of(base::Sorted sorted) {
    switch (sorted) {
        case base::Sorted::not_sortable: return "";
        case base::Sorted::none: return "none";
        case base::Sorted::ascending: return "ascending";
        case base::Sorted::descending: return "descending";
    }
    return "";
}

void put_key(std::string& out, const char* key) {
    out += ",\"";
    out += key;
    out += "\":";
}
void put_text(std::string& out, const char* key, const std::string& text) {
    if (text.empty()) return;
    put_key(out, key);
    base::append_json_string(out, text);
}
void put_flag(std::string& out, const char* key, bool flag) {
    if (!flag) return;
    put_key(out, key);
    out += "true";
}
void put_number(std::string& out, const char* key, int64_t value, int64_t absent) {
    if (value == absent) return;
    put_key(out, key);
    out += std::to_string(value);
}
// Ids are 64 bits: JSON numbers would lose some.
void put_id(std::string& out, const char* key, uint64_t id) {
    put_key(out, key);
    out += '"' + std::to_string(id) + '"';
}

void put_box(std::string& out, const base::Rectangle& box) {
    char text[96];
    std::snprintf(text, sizeof text, ",\"box\":[%.1f,%.1f,%.1f,%.1f]", box.x, box.y, box.width, box.height);
    out += text;
}

// Everything but the place; what is absent is empty, false or not applicable.
void put_words(std::string& out, const base::SemanticNode& node) {
    out += ",\"words\":{\"role\":\"";
    out += name_of(node.role);
    out += '"';
    put_text(out, "name", node.name);
    put_text(out, "value", node.value);
    put_text(out, "description", node.description);
    put_text(out, "href", node.href);
    put_text(out, "checked", name_of(node.checked));
    put_text(out, "sorted", name_of(node.sorted));
    put_text(out, "expanded", name_of(node.expanded));
    put_flag(out, "disabled", !node.enabled);
    put_flag(out, "focused", node.focused);
    put_flag(out, "selected", node.selected);
    put_text(out, "popup", name_of(node.popup));
    put_flag(out, "multiline", node.multiline);
    put_flag(out, "modal", node.modal);
    put_flag(out, "invalid", node.invalid);
    put_number(out, "level", node.level, 0);
    put_number(out, "row", node.row_index, -1);
    put_number(out, "rows", node.row_count, -1);
    put_number(out, "column", node.column_index, -1);
    put_number(out, "columns", node.column_count, -1);
    out += '}';
}

}  // namespace

void append_node(std::string& out, const NodeChange& change) {
    if (!out.empty()) out += ',';
    out += "{\"id\":\"" + std::to_string(change.node.id) + '"';
    if (change.place_changed) {
        put_id(out, "parent", change.parent);
        put_id(out, "before", change.before);
    }
    if (change.box_changed) put_box(out, change.box);
    if (change.words_changed) put_words(out, change.node);
    out += '}';
}

}  // namespace platform::web
