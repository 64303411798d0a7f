#include "ui/drafts.h"

#include "base/json.h"

#include <algorithm>

namespace ui {
namespace {

using base::Json;

std::string text_in(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// The leads of a form that are still there. A form that is for none in particular stays so.
std::vector<std::string> leads_in(const Json& form, app::Session& session, bool& gone) {
    std::vector<std::string> leads;
    const auto found = form.find("leads");
    if (found == form.end() || !found->is_array()) return leads;
    for (const Json& lead : *found)
        if (lead.is_string() && session.lead(lead.get<std::string>())) leads.push_back(lead.get<std::string>());
    gone = leads.empty() && !found->empty();
    return leads;
}

void put_forms(Json& drafts, const Face& face) {
    const AddLeadForm& add = face.add_lead;
    if (add.open && !(add.name + add.company + add.role + add.phone + add.email).empty())
        drafts["add_lead"] = {{"name", add.name}, {"company", add.company}, {"role", add.role}, {"phone", add.phone}, {"email", add.email}};
    const LogForm& log = face.log;
    if (log.open && !(log.note + log.next_title).empty())
        drafts["log"] = {{"leads", log.leads}, {"who", log.who}, {"type", log.type}, {"note", log.note}, {"next", log.next}, {"next_title", log.next_title}};
    const TaskForm& task = face.task;
    if (task.open && !task.title.empty())
        drafts["task"] = {{"leads", task.leads}, {"who", task.who}, {"title", task.title}, {"days", task.days}};
    const SetFieldForm& set = face.set_field;
    if (set.open && !set.value.empty())
        drafts["set_field"] = {{"leads", set.leads}, {"who", set.who}, {"field", set.field}, {"value", set.value}};
}

void take_form(AddLeadForm& form, const Json& from, app::Session&) {
    form = {.open = true, .name = text_in(from, "name"), .company = text_in(from, "company"), .role = text_in(from, "role"), .phone = text_in(from, "phone"), .email = text_in(from, "email")};
}

void take_form(LogForm& form, const Json& from, app::Session& session) {
    bool gone = false;
    form = {.leads = leads_in(from, session, gone), .who = text_in(from, "who"), .type = text_in(from, "type"), .note = text_in(from, "note"), .next = text_in(from, "next"), .next_title = text_in(from, "next_title")};
    form.open = !gone && !(form.note + form.next_title).empty();
}

void take_form(TaskForm& form, const Json& from, app::Session& session) {
    bool gone = false;
    form = {.leads = leads_in(from, session, gone), .who = text_in(from, "who"), .title = text_in(from, "title")};
    if (const auto days = from.find("days"); days != from.end() && days->is_number_integer()) form.days = std::clamp(days->get<int>(), -1, 7);
    form.open = !gone && !form.leads.empty();
}

void take_form(SetFieldForm& form, const Json& from, app::Session& session) {
    bool gone = false;
    form = {.leads = leads_in(from, session, gone), .who = text_in(from, "who"), .field = text_in(from, "field"), .value = text_in(from, "value")};
    form.open = !gone && !form.leads.empty();
}

template <class Form>
void take_form(Form& form, const Json& drafts, const char* key, app::Session& session) {
    const auto found = drafts.find(key);
    if (found != drafts.end() && found->is_object()) take_form(form, *found, session);
}

// The value of a lead that is being typed into.
void put_field(Json& drafts, const Draft& draft) {
    if (!draft.id || draft.text == draft.original || draft.on_leave.id != "lead.set") return;
    drafts["field"] = draft.on_leave.arguments;
    drafts["field"]["value"] = draft.text;
    drafts["field"]["was"] = draft.original;
}

void take_field(std::vector<CommandCall>& commands, Face& face, const Json& field, app::Session& session) {
    const std::string id = text_in(field, "id"), key = text_in(field, "field"), value = text_in(field, "value");
    const app::LeadView* lead = session.lead(id);
    if (!lead) return;
    const auto now = std::find_if(lead->fields.begin(), lead->fields.end(), [&](const app::FieldView& each) { return each.key == key; });
    if (now != lead->fields.end() && now->edit == value) return;  // it was left in time
    if (now != lead->fields.end() && now->edit == text_in(field, "was"))
        commands.push_back({"lead.set", {{"id", id}, {"field", key}, {"value", value}}});
    else if (face.notes[id].empty())
        face.notes[id] = value;
}

}  // namespace

std::string drafts_of(const Face& face) {
    Json drafts = Json::object();
    put_forms(drafts, face);
    put_field(drafts, face.memory.draft);
    for (const auto& [lead, note] : face.notes)
        if (!note.empty()) drafts["notes"][lead] = note;
    return drafts.empty() ? std::string() : drafts.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::vector<CommandCall> take_drafts(Face& face, app::Session& session, std::string_view text) {
    std::vector<CommandCall> commands;
    const base::Result<Json> drafts = base::parse_json(text);
    if (!drafts || !drafts->is_object()) return commands;
    take_form(face.add_lead, *drafts, "add_lead", session);
    take_form(face.log, *drafts, "log", session);
    take_form(face.task, *drafts, "task", session);
    take_form(face.set_field, *drafts, "set_field", session);
    if (const auto notes = drafts->find("notes"); notes != drafts->end() && notes->is_object())
        for (const auto& [lead, note] : notes->items())
            if (note.is_string() && session.lead(lead)) face.notes[lead] = note.get<std::string>();
    if (const auto field = drafts->find("field"); field != drafts->end() && field->is_object()) take_field(commands, face, *field, session);
    return commands;
}

}  // namespace ui
