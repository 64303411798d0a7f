// The program without a window: the real session and face over the headless platform, as main.cpp
// puts them together. A test makes one, does what a person does, and reads what the frame says.
#pragma once

#include "platform/native/headless.h"
#include "ui/face.h"

#include <memory>

namespace tests {

using base::Role;
namespace hands = platform::headless;

class Program {
public:
    explicit Program(hands::World world = {});
    ~Program();

    app::Session& session();
    ui::Face& face();
    void go(const std::string& path);
    void open_sample();
    // Names of all elements of a role, in reading order.
    std::vector<std::string> names(Role role) const;
    bool says(std::string_view text) const;  // somewhere on the screen
    const base::SemanticNode* focused() const;
};

bool is_interactive(const base::SemanticNode& node);

}  // namespace tests
