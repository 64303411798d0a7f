// The semantics tree as real elements: compares it with what the page has and sends the changes
// as JSON (web/site/platform/mirror.js). Boxes go relative to the parent's, so that a row that
// scrolls moves its cells with it.
#include "platform/web/bridge.h"
#include "platform/web/engine.h"
#include "platform/web/mirror_json.h"

#include <emscripten/html5.h>

#include <algorithm>
#include <cstdlib>
#include <unordered_map>
#include <utility>
#include <vector>

namespace platform::web {
namespace {

// The page's elements follow at once where nothing was told for this long; while frame follows frame (scrolling,
// typing) they follow this often, and after the last one. Changing them costs more than drawing.
constexpr double kEvery = 100;  // ms
// What flies by under a wheel or finger is made once it rests, or when nothing was made for long: making the elements of
// rows that are gone at once would cost several times what drawing them does.
constexpr double kRest = 150, kLongestBehind = 2000;  // ms

struct Known {
    base::SemanticNode node;
    uint64_t parent = 0;
    uint64_t before = 0;  // the sibling in front of it
    base::Rectangle box;  // relative
    uint64_t round = 0;
};

std::unordered_map<uint64_t, Known> known;
std::string known_title;
uint64_t round_number = 0;
double synced_at = 0;
double scrolled_at = -kRest;
int late_timer = 0;  // set while the page's elements are behind the last frame

base::Rectangle relative_box(const base::SemanticTree& tree, const base::SemanticNode& node) {
    base::Rectangle box = node.box;
    if (node.parent < 0) return box;
    const base::Rectangle& outer = tree.nodes[node.parent].box;
    box.x -= outer.x;
    box.y -= outer.y;
    return box;
}

// Where the next child of a parent goes.
struct Place {
    uint64_t before = 0;
    bool moved = false;  // the sibling in front has moved, so whoever follows it must be put anew
};

// Takes over what a node says; its place is compared apart. Returns whether it said so before.
bool take_words(base::SemanticNode& known_words, const base::SemanticNode& node) {
    known_words.box = node.box;
    known_words.parent = node.parent;
    if (known_words == node) return true;
    known_words = node;
    return false;
}

// Appends what the page must be told of this node, if anything. Most nodes of a frame are as they were: nothing of
// them is copied.
void compare(const base::SemanticTree& tree, const base::SemanticNode& node, Place& place, std::string& out) {
    auto [found, is_new] = known.try_emplace(node.id);
    Known& old = found->second;
    const uint64_t parent = node.parent < 0 ? 0 : tree.nodes[node.parent].id;
    const base::Rectangle box = relative_box(tree, node);
    const bool same_place = !is_new && !place.moved && old.parent == parent && old.before == place.before;
    const bool same_box = !is_new && old.box == box;
    const bool same_words = take_words(old.node, node) && !is_new;
    old.parent = parent;
    old.before = std::exchange(place.before, node.id);
    old.box = box;
    old.round = round_number;
    place.moved = !same_place;
    if (same_place && same_box && same_words) return;
    append_node(out, NodeChange{node, parent, old.before, box, !same_place, !same_box, !same_words});
}

std::string removals() {
    std::string out;
    for (auto it = known.begin(); it != known.end();) {
        if (it->second.round == round_number) {
            ++it;
            continue;
        }
        if (!out.empty()) out += ',';
        out += '"' + std::to_string(it->first) + '"';
        it = known.erase(it);
    }
    return out;
}

void send_changes(const base::SemanticTree& tree) {
    ++round_number;
    std::string nodes;
    std::vector<Place> places(tree.nodes.size() + 1);  // by parent + 1
    for (const base::SemanticNode& node : tree.nodes) {
        auto known_now = known.find(node.id);
        if (known_now != known.end() && known_now->second.round == round_number) continue;  // a second one of that id
        compare(tree, node, places[node.parent + 1], nodes);
    }
    const std::string removed = removals();
    const bool new_title = tree.title != known_title;
    if (nodes.empty() && removed.empty() && !new_title) return;
    known_title = tree.title;
    tell("mirror.change", {tree.title, "[" + removed + "]", "[" + nodes + "]"});
}

void tell_frame() {
    synced_at = milliseconds();
    send_changes(engine().hooks.semantics());
}

// kind, id, value
Message on_semantic(const Message& message) {
    base::SemanticEvent event;
    const std::string kind = text_at(message, 0);
    event.kind = kind == "focus"  ? base::SemanticEventKind::focus
                 : kind == "value" ? base::SemanticEventKind::set_value
                                   : base::SemanticEventKind::activate;
    event.id = std::strtoull(text_at(message, 1).c_str(), nullptr, 10);
    event.value = text_at(message, 2);
    if (engine().hooks.semantic_event) engine().hooks.semantic_event(std::move(event));
    note_activity();
    return {};
}

}  // namespace

void start_mirror() { on("semantic", on_semantic); }

void note_scrolling() { scrolled_at = milliseconds(); }

void sync_mirror() {
    if (!engine().hooks.semantics) return;
    const double rested = std::min(scrolled_at + kRest, synced_at + kLongestBehind);
    const double wait = std::max(synced_at + kEvery, rested) - milliseconds();
    if (late_timer) emscripten_clear_timeout(late_timer);
    late_timer = 0;
    if (wait <= 0) return tell_frame();
    late_timer = emscripten_set_timeout([](void*) {
        late_timer = 0;
        tell_frame();
    }, wait, nullptr);
}

bool mirror_is_behind() { return late_timer != 0; }

}  // namespace platform::web
