// The program without a window: the real session and face over the headless platform, put together as
// in the browser. A test makes one, does what a person does, and reads what the frame says.
#pragma once

#include "main/program.h"
#include "platform/native/headless.h"

#include <string>
#include <vector>

namespace tests {

using base::Role;
namespace hands = platform::headless;

class Program {
public:
    explicit Program(hands::World world = {});

    app::Session& session() { return corong::program().session; }
    ui::Face& face() { return corong::program().face; }
    void go(const std::string& path);
    void open_sample();
    // The page is closed and opened again; what the disk holds stays.
    void reload();
    // Names of all elements of a role, in reading order.
    std::vector<std::string> names(Role role) const;
    bool says(std::string_view text) const;  // somewhere on the screen
    // What has the keyboard and shows it; nothing if nothing does.
    const base::SemanticNode* focused() const;

private:
    hands::World world_;
};

bool is_interactive(const base::SemanticNode& node);

inline hands::World phone() {
    hands::World world;
    world.width = 390;
    world.height = 844;
    return world;
}

}  // namespace tests
