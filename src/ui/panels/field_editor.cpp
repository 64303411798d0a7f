#include "ui/panels/field_editor.h"

namespace ui {
namespace {

using domain::FieldKind;

Keyboard keyboard_for(const app::FieldView& field) {
    if (field.key == "email") return Keyboard::email;
    if (field.key == "phone") return Keyboard::phone;
    switch (field.kind) {
        case FieldKind::number:
        case FieldKind::money: return Keyboard::number;
        case FieldKind::link: return Keyboard::address;
        default: return Keyboard::text;
    }
}

}  // namespace

// A choice whose values are known; one without any is typed.
bool is_picked(const app::FieldView& field) { return !field.choices.empty() && (field.kind == FieldKind::choice || field.kind == FieldKind::yes_no); }

void edit_lead_field(Scene& scene, NodeId id, Rect box, const std::string& lead, const app::FieldView& field) {
    Frame& frame = scene.frame;
    CommandCall call{"lead.set", {{"id", lead}, {"field", field.key}}};
    if (is_picked(field) && !scene.looks_back()) {
        const auto picked = select(frame, id, box, {.label = field.label, .placeholder = tr("field.add"), .quiet = true, .open = field.kind == FieldKind::choice && !field.closed_list}, field.choices, field.edit);
        if (!picked) return;
        call.arguments["value"] = field.kind == FieldKind::yes_no ? base::Json(*picked == "yes" || *picked == "true") : base::Json(*picked);
        frame.commands.push_back(std::move(call));
        return;
    }
    const TextField look{.label = field.label, .placeholder = scene.looks_back() ? std::string_view() : tr("field.add"), .shown = field.value, .enabled = !scene.looks_back(), .look = FieldLook::quiet, .keyboard = keyboard_for(field)};
    edit_field(frame, id, box, look, field.edit, std::move(call));
}

}  // namespace ui
