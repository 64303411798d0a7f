// A face for the platform's browser tests (platform*.test.mjs): a few plain imgui widgets that say
// in words what reached them. Not the program, and not pretty.
#include "platform/platform.h"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <memory>
#include <string>

namespace {

struct Trial {
    base::SemanticTree tree;
    std::string name = "Hei på deg", search, notes = "one\ntwo", log;
    int clicks = 0, menus = 0;
    float weight = 30;
    bool spins = false;
    uint64_t activated = 0, set_id = 0;
    std::string set_value;
    platform::OpenedDisk disk;
    uint64_t epoch = 0;
    platform::ScriptRespond ready;  // whoever waits for the disk
    bool has_disk = false;
};
Trial trial;

void say(const std::string& what) { trial.log += what + ";"; }

uint64_t id_of(base::Role role, const std::string& name) {
    return std::hash<std::string>{}(name) * 64 + static_cast<uint64_t>(role);
}

base::SemanticNode& record(base::Role role, const std::string& id, const std::string& name, const std::string& value = {}) {
    base::SemanticNode node;
    node.id = id_of(role, id);
    node.parent = 0;
    node.role = role;
    node.name = name;
    node.value = value;
    const ImVec2 from = ImGui::GetItemRectMin(), to = ImGui::GetItemRectMax();
    node.box = {from.x, from.y, to.x - from.x, to.y - from.y};
    node.focused = ImGui::IsItemFocused();
    trial.tree.nodes.push_back(node);
    return trial.tree.nodes.back();
}

bool button(const char* name) {
    const bool pressed = ImGui::Button(name);
    record(base::Role::button, name, name);
    ImGui::SameLine();
    return pressed || trial.activated == id_of(base::Role::button, name);
}

void show(const char* id, const std::string& text) {
    ImGui::TextUnformatted(text.c_str());
    record(base::Role::status, id, text);
}

void work() {
    auto left = std::make_shared<int>(40);
    platform::schedule([left] {
        const double began = platform::milliseconds();
        while (platform::milliseconds() - began < 5) {}
        if (--*left > 0) return true;
        say("worked");
        return false;
    });
}

void draw_buttons() {
    if (button("Add lead")) ++trial.clicks;
    if (ImGui::IsItemClicked(1)) ++trial.menus;
    if (button("Save file")) platform::save_file("trial.txt", "text/plain", {"hello"}, [](base::Status) { say("saved"); });
    if (button("Pick file"))
        platform::pick_file(".txt", [](base::Result<platform::File> file) {
            say(file ? "picked " + (*file).name + " " + (*file).bytes : file.error().code);
        });
    if (button("Copy text")) platform::copy_text("copied by button");
    if (button("Go")) platform::set_route("/leads?segment=hot");
    if (button("Work")) work();
    ImGui::NewLine();
    show("clicks", "clicks " + std::to_string(trial.clicks) + " menus " + std::to_string(trial.menus));
    show("log", "log " + trial.log);
}

void draw_fields() {
    if (trial.set_id == id_of(base::Role::text_field, "Name")) trial.name = trial.set_value;
    ImGui::InputText("Name", &trial.name);
    record(base::Role::text_field, "Name", "Name", trial.name);
    ImGui::InputText("Search", &trial.search);
    record(base::Role::search_field, "Search", "Search", trial.search);
    ImGui::PushFont(platform::fonts().paragraph, 20);
    ImGui::InputTextMultiline("##notes", &trial.notes, {400, 90});
    record(base::Role::text_area, "Notes", "Notes", trial.notes);
    ImGui::PopFont();
    ImGui::SliderFloat("Weight", &trial.weight, 0, 100);
    record(base::Role::slider, "Weight", "Weight", std::to_string(static_cast<int>(trial.weight)));
    ImGui::Checkbox("Spin", &trial.spins);
    record(base::Role::checkbox, "Spin", "Spin").checked = trial.spins ? base::Checked::yes : base::Checked::no;
}

void draw_list() {
    ImGui::BeginChild("list", {300, 200}, ImGuiChildFlags_Borders);
    for (int i = 0; i < 200; ++i) ImGui::Text("Row %d", i);
    const int scrolled = static_cast<int>(ImGui::GetScrollY());
    ImGui::EndChild();
    record(base::Role::region, "List", "List");
    show("scroll", "scrolled " + std::to_string(scrolled));
}

void draw_faces() {
    const platform::Fonts& fonts = platform::fonts();
    const std::pair<ImFont*, const char*> samples[] = {
        {fonts.body, "Body 400: The quick brown fox, 0123456789, 1 250 000 kr"},
        {fonts.medium, "Medium 500: Hamburgefonstiv 11:42 Siti Rahayu"},
        {fonts.strong, "Strong 550: Hamburgefonstiv Ærlig Øystein Åse"},
        {fonts.heading, "Heading 600: Hot and untouched"},
        {fonts.body, "山田太郎 한국어 Привет Ελλάδα 🔥 😀 e\xCC\x81 ชื่อ"},
        {fonts.icons, "\uE070 \uE100 \uE0C0"},
    };
    for (const auto& [font, text] : samples) {
        ImGui::PushFont(font, font == fonts.heading ? 20.0f : 13.0f);
        ImGui::TextUnformatted(text);
        ImGui::PopFont();
    }
}

bool draw(const platform::Frame& frame) {
    trial.tree.nodes.clear();
    trial.tree.title = "Trial";
    base::SemanticNode root;
    root.id = 1;
    root.role = base::Role::main;
    root.name = "Trial";
    root.box = {0, 0, frame.width, frame.height};
    trial.tree.nodes.push_back(root);
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({frame.width, frame.height});
    ImGui::Begin("trial", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
    ImGui::PushFont(platform::fonts().body, 13);
    draw_buttons();
    draw_fields();
    draw_list();
    draw_faces();
    ImGui::PopFont();
    ImGui::End();
    trial.activated = trial.set_id = 0;
    return trial.spins;
}

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

// ["Rp ...", ...] of Intl's rules, for the test to compare.
std::string locale_sample() {
    const base::Locale indonesian = platform::locale("id", "Asia/Jakarta");
    const base::Locale norwegian = platform::locale("nb", "Europe/Oslo");
    auto money = [](int64_t minor, const char* code) { return base::Money{minor, base::currency_from_code(code)}; };
    std::string ranks;
    for (uint32_t rank : norwegian.collation_ranks({"zebra", "Åse", "Ola", "Øystein", "Ærlig", "Ola"})) ranks += std::to_string(rank) + " ";
    const base::Millis at = 1'795'000'000'000;
    const std::string parts[] = {
        indonesian.money(money(1'500'000'000, "IDR")), indonesian.short_money(money(1'500'000'000, "IDR")),
        norwegian.money(money(125'000'000, "NOK")), norwegian.short_money(money(125'000'000, "NOK")),
        norwegian.money(money(6'400'000, "USD")), norwegian.number({-1'284'500'000}), ranks,
        indonesian.date(at, base::DateStyle::full), norwegian.date(at, base::DateStyle::day_time),
        indonesian.plural(1), norwegian.plural(1), std::to_string(platform::now("Asia/Jakarta").offset_minutes)};
    std::string out;
    for (const std::string& part : parts) out += (out.empty() ? "[" : ",") + quoted(part);
    return out + "]";
}

using platform::ScriptReply;

void commit_file(const std::string& name, platform::ScriptRespond respond) {
    storage::Transaction transaction;
    transaction.epoch = trial.epoch;
    transaction.puts.push_back({name, "of " + name});
    trial.disk.disk.commit(std::move(transaction), [respond](base::Status status) {
        if (!status) return respond(status.error());
        trial.disk.disk.list([respond](base::Result<std::vector<storage::FileInfo>> files) {
            std::string out;
            for (const storage::FileInfo& file : *files)
                out += (out.empty() ? "[" : ",") + quoted(file.name + " " + std::to_string(file.size_bytes));
            respond(ScriptReply{out + "]", {}});
        });
    });
}

void run_command(const std::string& arguments, platform::ScriptRespond respond) {
    auto has = [&](const char* word) { return arguments.find(word) != std::string::npos; };
    if (has("put:")) {
        const size_t from = arguments.find("put:") + 4;
        return commit_file(arguments.substr(from, arguments.find('"', from) - from), respond);
    }
    if (has("claim"))
        return trial.disk.disk.take_epoch([respond](base::Result<uint64_t> epoch) {
            if (!epoch) return respond(epoch.error());
            trial.epoch = *epoch;
            respond(ScriptReply{std::to_string(*epoch), {}});
        });
    if (has("take_over"))
        return platform::take_over([respond](base::Status status) {
            if (status) respond(ScriptReply{});
            else respond(status.error());
        });
    CHECK(!has("crash"));
    platform::after(10, [respond] { respond(base::Error{"trial.refused", "Not in the trial.", "here"}); });
}

void answer_ready() {
    if (trial.ready && trial.has_disk) trial.ready(ScriptReply{"{\"version\":\"trial\",\"format\":0}", {}});
}

void answer(platform::ScriptRequest request, platform::ScriptRespond respond) {
    if (request.method == "ready") trial.ready = respond, answer_ready();
    else if (request.method == "stats") respond(ScriptReply{"{\"access\":" + std::to_string(static_cast<int>(trial.disk.access)) + "}", {}});
    else if (request.method == "commands") respond(ScriptReply{"[]", {}});
    else if (request.method == "query") respond(ScriptReply{locale_sample(), {}});
    else if (request.method == "exportFile") respond(ScriptReply{"null", {std::string("\0\1", 2), "\xFF"}});
    else if (request.method == "importFile") respond(ScriptReply{std::to_string(request.bytes.size()), {}});
    else if (request.method == "saved") platform::after(20, [respond] { respond(ScriptReply{}); });
    else run_command(request.arguments_json, respond);
}

void start() {
    const bool dark = platform::preferences().dark;
    if (dark) ImGui::StyleColorsDark();
    else ImGui::StyleColorsLight();
    platform::set_background(dark ? 14 : 245, dark ? 17 : 245, dark ? 16 : 243, dark);
    ImGui::GetIO().ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    platform::DiskEvents events;
    events.became_writer = [] { say("became writer"); };
    events.lost_writer = [] { say("lost writer"); };
    events.changed = [] { say("changed"); };
    events.asked_to_yield = [](std::function<void()> yield) {
        say("asked");
        yield();
    };
    platform::open_disk(std::move(events), [](platform::OpenedDisk opened) {
        trial.disk = std::move(opened);
        trial.has_disk = true;
        answer_ready();
    });
}

}  // namespace

int main() {
    platform::Hooks hooks;
    hooks.start = start;
    hooks.frame = draw;
    hooks.semantics = []() -> const base::SemanticTree& { return trial.tree; };
    hooks.semantic_event = [](base::SemanticEvent event) {
        if (event.kind == base::SemanticEventKind::activate) trial.activated = event.id;
        if (event.kind == base::SemanticEventKind::set_value) trial.set_id = event.id, trial.set_value = event.value;
    };
    hooks.file = [](base::Result<platform::File> file) {
        say(file ? "file " + (*file).name + " " + std::to_string((*file).bytes.size()) : file.error().message);
    };
    hooks.drag = [](bool over) { say(over ? "over" : "out"); };
    hooks.paste_rows = [](const std::string& text) { say("rows " + std::to_string(text.size())); };
    hooks.route = [](const std::string& path) { say("route " + path); };
    hooks.visibility = [](bool hidden) { say(hidden ? "hidden" : "shown"); };
    hooks.script = answer;
    platform::run(std::move(hooks));
}
