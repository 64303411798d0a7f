#include "ui/drafts.h"

#include <algorithm>
#include <string_view>

namespace ui {
namespace {

using base::Json;

constexpr std::string_view kNote = "note/";

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

// Functions of their own: most visitors never open that form (tools/parts.mjs).
[[gnu::noinline]] void put_deal(Drafts& drafts, const DealForm& deal) {
    if (!(deal.title + deal.value + deal.reason + deal.day).empty())
        drafts["deal"] = {{"what", static_cast<int>(deal.what)}, {"lead", deal.lead}, {"deal", deal.deal}, {"who", deal.who}, {"title", deal.title}, {"value", deal.value}, {"reason", deal.reason}, {"day", deal.day}};
}

void put_forms(Drafts& drafts, const Face& face) {
    const AddLeadForm& add = face.add_lead;
    if (add.open && !(add.name + add.company + add.role + add.phone + add.email).empty())
        drafts["add_lead"] = {{"name", add.name}, {"company", add.company}, {"role", add.role}, {"phone", add.phone}, {"email", add.email}};
    const LogForm& log = face.log;
    if (log.open && !(log.note + log.next_title + log.next_day + log.until_day).empty())
        drafts["log"] = {{"leads", log.leads}, {"who", log.who}, {"type", log.type}, {"note", log.note}, {"next", log.next}, {"next_day", log.next_day}, {"until_day", log.until_day}, {"next_title", log.next_title}, {"stage", log.stage}, {"until_months", log.until_months}};
    const TaskForm& task = face.task;
    if (task.open && !(task.title + task.day).empty())
        drafts["task"] = {{"leads", task.leads}, {"who", task.who}, {"title", task.title}, {"days", task.days}, {"day", task.day}, {"task", task.task}, {"title_before", task.title_before}, {"day_before", task.day_before}};
    if (face.deal.open) put_deal(drafts, face.deal);
    const SetFieldForm& set = face.set_field;
    if (set.open && !set.value.empty())
        drafts["set_field"] = {{"leads", set.leads}, {"who", set.who}, {"field", set.field}, {"value", set.value}};
    const ConflictForm& conflict = face.conflict;
    if (conflict.open && !conflict.value.empty()) drafts["conflict"] = {{"conflict", conflict.id}, {"who", conflict.who}, {"value", conflict.value}};
}

bool is_any_open(const Face& face) { return face.add_lead.open || face.log.open || face.task.open || face.deal.open || face.set_field.open || face.conflict.open; }

void take_form(AddLeadForm& form, const Json& from, app::Session&) {
    form = {.open = true, .name = text_in(from, "name"), .company = text_in(from, "company"), .role = text_in(from, "role"), .phone = text_in(from, "phone"), .email = text_in(from, "email")};
}

void take_form(LogForm& form, const Json& from, app::Session& session) {
    bool gone = false;
    form = {.leads = leads_in(from, session, gone), .who = text_in(from, "who"), .type = text_in(from, "type"), .note = text_in(from, "note"), .next = text_in(from, "next"), .next_title = text_in(from, "next_title")};
    form.stage = text_in(from, "stage");
    form.next_day = text_in(from, "next_day");
    form.until_day = text_in(from, "until_day");
    if (const auto until = from.find("until_months"); until != from.end() && until->is_number_integer()) form.until_months = std::clamp(until->get<int>(), 0, 3);
    form.open = !gone && !(form.note + form.next_title + form.next_day + form.until_day).empty();
}

// One that is still to be done; null if it is not.
const app::TaskView* task_in(app::Session& session, const std::string& lead, const std::string& id) {
    const app::LeadView* view = session.lead(lead);
    if (!view) return nullptr;
    const auto found = std::find_if(view->tasks.begin(), view->tasks.end(), [&](const app::TaskView& task) { return task.id == id; });
    return found == view->tasks.end() ? nullptr : &*found;
}

void take_form(TaskForm& form, const Json& from, app::Session& session) {
    bool gone = false;
    form = {.leads = leads_in(from, session, gone), .who = text_in(from, "who"), .title = text_in(from, "title")};
    if (const auto days = from.find("days"); days != from.end() && days->is_number_integer()) form.days = std::clamp(days->get<int>(), -1, 7);
    form.day = text_in(from, "day");
    form.task = text_in(from, "task");
    form.title_before = text_in(from, "title_before");
    form.day_before = text_in(from, "day_before");
    form.open = !gone && !form.leads.empty() && (form.task.empty() || task_in(session, form.leads.front(), form.task));
}

// A deal that ended meanwhile is neither won nor lost again; a new one is still that of somebody.
[[gnu::noinline]] void take_deal(DealForm& form, const Json& from, app::Session& session) {
    const auto what = from.find("what");
    if (what == from.end() || !what->is_number_integer() || what->get<int>() < 0 || what->get<int>() > 3) return;
    form = {.what = static_cast<DealForm::What>(what->get<int>()), .lead = text_in(from, "lead"), .deal = text_in(from, "deal"), .who = text_in(from, "who"), .title = text_in(from, "title"), .value = text_in(from, "value"), .reason = text_in(from, "reason"), .day = text_in(from, "day")};
    if (form.what == DealForm::What::open) {
        form.open = session.lead(form.lead) != nullptr;
        return;
    }
    const auto deal = session.find_deal(form.deal);
    if (!deal || (form.what != DealForm::What::change && deal->state != app::DealState::open)) return;
    form.before = *deal;
    form.open = true;
}

void take_form(SetFieldForm& form, const Json& from, app::Session& session) {
    bool gone = false;
    form = {.leads = leads_in(from, session, gone), .who = text_in(from, "who"), .field = text_in(from, "field"), .value = text_in(from, "value")};
    form.open = !gone && !form.leads.empty();
}

// A conflict that is settled meanwhile closes it again.
void take_form(ConflictForm& form, const Json& from, app::Session&) {
    form = {.id = text_in(from, "conflict"), .who = text_in(from, "who"), .value = text_in(from, "value")};
    form.open = !form.id.empty();
}

// A new one is there by what it says, and so is one that changed; of one that ended it is enough that it has.
[[gnu::noinline]] bool is_deal_in_book(const Json& draft, app::Session& session) {
    const auto says_the_same = [&](const app::DealView& deal) { return deal.title == text_in(draft, "title") && (deal.value_edit == text_in(draft, "value") || text_in(draft, "value").empty()) && (deal.expected_edit == text_in(draft, "day") || text_in(draft, "day").empty()); };
    if (text_in(draft, "deal").empty()) {
        const app::LeadView* lead = session.lead(text_in(draft, "lead"));
        return lead && !text_in(draft, "title").empty() && std::any_of(lead->deals.begin(), lead->deals.end(), says_the_same);
    }
    const auto deal = session.find_deal(text_in(draft, "deal"));
    if (!deal) return true;
    const bool ends = draft.value("what", 0) >= static_cast<int>(DealForm::What::win);
    return ends ? deal->state != app::DealState::open : says_the_same(*deal);
}

// What was left became a step that may have been saved before the page ended: then it is in the book.
bool is_in_book(std::string_view key, const Json& draft, app::Session& session) {
    if (!draft.contains("left")) return false;
    const std::string name = text_in(draft, "name"), title = text_in(draft, "title"), note = text_in(draft, key == "log" ? "note" : "text");
    if (key == "add_lead") {
        const auto found = session.find_leads(name, 20);
        return !name.empty() && std::any_of(found.begin(), found.end(), [&](const app::LeadRow& row) { return row.name == name; });
    }
    if (key == "deal") return is_deal_in_book(draft, session);
    bool gone = false;
    const std::vector<std::string> leads = leads_in(draft, session, gone);
    const app::LeadView* lead = session.lead(key.starts_with(kNote) ? std::string(key.substr(kNote.size())) : leads.empty() ? std::string() : leads.front());
    if (!lead) return false;
    if (key == "task" && !text_in(draft, "task").empty()) {  // a change: whether the task is that already
        const app::TaskView* task = task_in(session, lead->head.id, text_in(draft, "task"));
        return task && task->title == title && task->due_day == text_in(draft, "day");
    }
    if (key == "task") return std::any_of(lead->tasks.begin(), lead->tasks.end(), [&](const app::TaskView& task) { return task.title == title; });
    return !note.empty() && !lead->timeline.empty() && lead->timeline.front().note == note;
}

void add_note(Face& face, const std::string& lead, const std::string& words) {
    std::string& note = face.notes[lead];
    if (note != words && !words.empty()) note += (note.empty() ? "" : " ") + words;
}

// The value of a lead that is being typed into.
void put_field(Drafts& drafts, const Draft& draft) {
    if (!draft.id || draft.text == draft.original || draft.on_leave.id != "lead.set") return;
    Json& field = drafts["field"] = draft.on_leave.arguments;
    field["value"] = draft.text;
    field["was"] = draft.in_book;
}

void take_field(std::vector<CommandCall>& commands, Face& face, const Json& field, app::Session& session) {
    const std::string id = text_in(field, "id"), key = text_in(field, "field"), value = text_in(field, "value");
    const app::LeadView* lead = session.lead(id);
    if (!lead || face.memory.draft.id) return;
    const auto now = std::find_if(lead->fields.begin(), lead->fields.end(), [&](const app::FieldView& each) { return each.key == key; });
    if (now != lead->fields.end() && now->edit == text_in(field, "was"))
        commands.push_back({"lead.set", {{"id", id}, {"field", key}, {"value", value}}});
    else if (!field.contains("left") && (now == lead->fields.end() || now->edit != value))
        add_note(face, id, value);
}

}  // namespace

Drafts drafts_of(const Face& face) {
    Drafts drafts;
    put_forms(drafts, face);
    put_field(drafts, face.memory.draft);
    for (const auto& [lead, note] : face.notes)
        if (!note.empty()) drafts[std::string(kNote) + lead] = {{"text", note}};
    return drafts;
}

std::vector<CommandCall> take_drafts(Face& face, app::Session& session, const Drafts& drafts) {
    std::vector<CommandCall> commands;
    for (const auto& [key, draft] : drafts) {
        if (!draft.is_object() || is_in_book(key, draft, session)) continue;
        const bool form_free = !is_any_open(face);
        if (key == "add_lead" && form_free) take_form(face.add_lead, draft, session);
        if (key == "log" && form_free) take_form(face.log, draft, session);
        if (key == "task" && form_free) take_form(face.task, draft, session);
        if (key == "deal" && form_free) take_deal(face.deal, draft, session);
        if (key == "set_field" && form_free) take_form(face.set_field, draft, session);
        if (key == "conflict" && form_free) take_form(face.conflict, draft, session);
        if (key == "field") take_field(commands, face, draft, session);
        const std::string lead = key.starts_with(kNote) ? key.substr(kNote.size()) : std::string();
        if (!lead.empty() && session.lead(lead)) add_note(face, lead, text_in(draft, "text"));
    }
    return commands;
}

}  // namespace ui
